//! A service to measure, and connections to it that are kept open.

use std::{
    collections::HashMap,
    ffi::OsString,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tempfile::TempDir;

const KEY: &str = "bench-key-0123456789";

/// A running service with a data folder of its own.
pub struct Service {
    child: Child,
    address: SocketAddr,
    folder: Option<TempDir>,
}

/// What can be watched of a service from another thread.
pub struct Watched {
    pid: u32,
    address: SocketAddr,
}

pub struct Answer {
    pub status: u16,
    body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }
}

impl Service {
    pub fn start(settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("temporary folder");
        let mut service = Self::start_in(folder.path(), 0, settings).expect("it starts");
        service.folder = Some(folder);
        service
    }

    /// Starts on a folder that is there; `None` if it does not say where it listens.
    pub fn start_in(folder: &Path, port: u16, settings: &[(&str, &str)]) -> Option<Self> {
        let mut command = Command::new(binary());
        command.args(["serve", "--json", "--log-level", "error", "--port", &port.to_string()]);
        command.env_clear().current_dir(folder).env("REMOTION_DATA_DIR", folder.join("data"));
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("REMOTION_SERVICE_API_KEY", KEY).env("RATE_LIMIT_REQUESTS_PER_MINUTE", "0");
        command.envs(settings.iter().copied());
        let child = command.stdout(Stdio::piped()).spawn().expect("the binary is there");
        // Whatever happens from here on, it is killed when this goes.
        let nowhere = SocketAddr::from(([127, 0, 0, 1], 0));
        let mut service = Self { child, address: nowhere, folder: None };
        let mut line = String::new();
        let pipe = service.child.stdout.take().expect("it is piped");
        BufReader::new(pipe).read_line(&mut line).ok()?;
        let told: Value = serde_json::from_str(&line).ok()?;
        service.address = told["address"].as_str()?.parse().ok()?;
        Some(service)
    }

    pub fn kill(&mut self) {
        // It may have ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    pub fn connect(&self) -> Connection {
        Connection::to(self.address)
    }

    pub fn watched(&self) -> Watched {
        Watched { pid: self.child.id(), address: self.address }
    }

    pub fn get(&self, path: &str) -> Value {
        self.connect().send("GET", path, &[], b"").json()
    }

    pub fn delete(&self, path: &str) -> Value {
        self.connect().send("DELETE", path, &[], b"").json()
    }

    pub fn post(&self, path: &str, body: &Value) -> Value {
        self.connect().send("POST", path, &[], body.to_string().as_bytes()).json()
    }

    pub fn post_async(&self, path: &str, body: &Value) -> Value {
        let headers = [("Prefer", "respond-async")];
        self.connect().send("POST", path, &headers, body.to_string().as_bytes()).json()
    }

    pub fn post_waiting(&self, path: &str, body: &Value) -> Value {
        let headers = [("Prefer", "wait=60")];
        self.connect().send("POST", path, &headers, body.to_string().as_bytes()).json()
    }

    /// Waits until a job has ended, by its event stream.
    pub fn wait(&self, id: &str) {
        let mut connection = self.connect();
        connection.send("GET", &format!("/api/v1/jobs/{id}/events"), &[], b"");
    }

    pub fn resident_mb(&self) -> f64 {
        resident_mb(self.child.id())
    }

    /// How often each of its threads has gone to sleep by itself.
    pub fn switches(&self) -> HashMap<OsString, u64> {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.child.id()));
        let count = |path: PathBuf| {
            let text = std::fs::read_to_string(path.join("status")).unwrap_or_default();
            let line = text.lines().find_map(|l| l.strip_prefix("voluntary_ctxt_switches:"));
            line.and_then(|count| count.trim().parse().ok()).unwrap_or(0u64)
        };
        let tasks = tasks.into_iter().flatten().flatten();
        tasks.map(|task| (task.file_name(), count(task.path()))).collect()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.kill();
    }
}

impl Watched {
    pub fn resident_mb(&self) -> f64 {
        resident_mb(self.pid)
    }

    pub fn running(&self) -> u64 {
        let answer = Connection::to(self.address).send("GET", "/api/v1/queue", &[], b"");
        answer.json()["processing"].as_u64().unwrap_or_default()
    }
}

fn resident_mb(pid: u32) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kb = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kb.unwrap_or_default() / 1024.0
}

fn binary() -> PathBuf {
    let named = std::env::var_os("REMOTION_MEDIA_BIN").map(PathBuf::from);
    named.unwrap_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_remotion-media")))
}

/// A connection that is used again and again.
pub struct Connection {
    stream: BufReader<TcpStream>,
}

impl Connection {
    pub fn to(address: SocketAddr) -> Self {
        Self::try_to(address).expect("the service takes connections")
    }

    pub fn try_to(address: SocketAddr) -> std::io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_mins(2)))?;
        Ok(Self { stream: BufReader::new(stream) })
    }

    pub fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Answer {
        self.try_send(method, path, headers, body).expect("the service answers")
    }

    pub fn try_send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> std::io::Result<Answer> {
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {KEY}\r\nContent-Length: {}\r\n",
            body.len()
        );
        for (name, value) in headers {
            request += &format!("{name}: {value}\r\n");
        }
        request += "\r\n";
        let mut bytes = request.into_bytes();
        bytes.extend_from_slice(body);
        self.stream.get_mut().write_all(&bytes)?;
        let broken = || std::io::Error::other("the connection ended");
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status = status.ok_or_else(broken)?;
        let (mut length, mut chunked) = (0usize, false);
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            let header = line.trim_end().to_ascii_lowercase();
            if header.is_empty() {
                break;
            }
            if let Some(value) = header.strip_prefix("content-length:") {
                length = value.trim().parse().map_err(|_| broken())?;
            }
            chunked |= header == "transfer-encoding: chunked";
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        while chunked {
            line.clear();
            self.stream.read_line(&mut line)?;
            let size = usize::from_str_radix(line.trim(), 16).map_err(|_| broken())?;
            let mut chunk = vec![0; size + 2];
            self.stream.read_exact(&mut chunk)?;
            body.extend_from_slice(&chunk[..size]);
            chunked = size > 0;
        }
        Ok(Answer { status, body })
    }
}

/// A brief of so many seconds in which every frame is new.
pub fn brief(seconds: u32) -> Value {
    json!({
        "id": "bench",
        "format": "explainer_v1",
        "animations": {"show_particles": true},
        "sections": [{"id": "a", "type": "topic", "duration_sec": seconds,
            "content": {"heading": "Rendering", "body_text": "while others ask"}}],
    })
}

/// Waits until something is so.
pub fn until(longest: Duration, mut is_so: impl FnMut() -> bool) -> bool {
    let began = Instant::now();
    while began.elapsed() < longest {
        if is_so() {
            return true;
        }
        thread::sleep(Duration::from_millis(100));
    }
    false
}
