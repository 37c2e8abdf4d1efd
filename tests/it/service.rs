//! What all tests of the service need: a service of a sandbox alone, asked over HTTP or with raw
//! bytes, and how it ended.
//!
//! Servers that the service calls are left to `receiver`.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    path::PathBuf,
    sync::{Arc, Mutex},
    thread::{self, JoinHandle},
};

use rustix::process::Signal;
use serde_json::Value;
use ureq::{
    Agent,
    http::{HeaderMap, Request},
};

use crate::support::{PATIENCE, Running, Sandbox};

/// A key that may do everything.
pub const ADMIN: &str = "admin-key-of-the-tests";
/// A key that may have things done.
pub const WRITE: &str = "write-key-of-the-tests";
/// A key that may look.
pub const READ: &str = "read-key-of-the-tests!";

/// Settings with one key for each scope.
pub fn scopes() -> String {
    format!("read={READ},write={WRITE},{ADMIN}")
}

/// A service that runs; it is killed when this goes.
pub struct Service {
    running: Option<Running>,
    /// Its address, `http://127.0.0.1:…`.
    pub url: String,
    /// The key that requests are sent with.
    pub key: String,
    /// The file of the key that it made for itself.
    pub key_file: Option<PathBuf>,
    /// Its data folder.
    pub data: PathBuf,
    log: Arc<Mutex<String>>,
    reader: Option<JoinHandle<()>>,
    agent: Agent,
}

impl Service {
    /// Starts a service with these variables set, and waits until it listens. Without a limit on
    /// requests, unless one is set.
    #[track_caller]
    pub fn start(sandbox: &Sandbox, settings: &[(&str, &str)]) -> Self {
        Self::try_start(sandbox, &["--port", "0"], settings)
            .unwrap_or_else(|said| panic!("the service does not start: {said}"))
    }

    /// Starts a service with these arguments; what it says if it does not run.
    pub fn try_start(
        sandbox: &Sandbox,
        arguments: &[&str],
        settings: &[(&str, &str)],
    ) -> Result<Self, String> {
        let all = ["serve", "--json"].iter().chain(arguments);
        let mut call = sandbox.call(all).env("RATE_LIMIT_REQUESTS_PER_MINUTE", "0");
        for (name, value) in settings {
            call = call.env(name, value);
        }
        let mut running = call.start();
        let stderr = running.child.stderr.take().expect("it is piped");
        let (log, reader) = listen(stderr);
        let mut line = String::new();
        let stdout = running.child.stdout.as_mut().expect("it is piped");
        // It ends with the line, or with the program.
        let _ = BufReader::new(stdout).read_line(&mut line);
        let Ok(told) = serde_json::from_str::<Value>(&line) else {
            let end = running.end();
            reader.join().expect("the reader does not fail");
            let log = log.lock().expect("nobody panics with it").clone();
            return Err(format!("{} {log}", end.status));
        };
        let url = told["url"].as_str().expect("a text").to_owned();
        let key_file = told["key_file"].as_str().map(PathBuf::from);
        let configured = settings.iter().find(|(name, _)| *name == "REMOTION_SERVICE_API_KEY");
        let key = match (&key_file, configured) {
            (Some(file), _) => std::fs::read_to_string(file).expect("it is ours").trim().to_owned(),
            (None, Some((_, keys))) => keys.rsplit(',').next().unwrap_or_default().to_owned(),
            (None, None) => panic!("no key: {told}"),
        };
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .max_redirects(0)
            .timeout_global(Some(PATIENCE));
        Ok(Self {
            running: Some(running),
            url,
            key,
            key_file,
            data: sandbox.outside("home/data"),
            log,
            reader: Some(reader),
            agent: config.build().into(),
        })
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.running.as_ref().expect("it runs").child.id()
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.url.trim_start_matches("http://").parse().expect("an address")
    }

    /// What it said on stderr so far.
    pub fn log(&self) -> String {
        self.log.lock().expect("nobody panics with it").clone()
    }

    /// Sends a request, with the key unless the headers have one.
    #[track_caller]
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let (parts, mut body) = self.open(method, path, headers, body).into_parts();
        let mut bytes = Vec::new();
        body.as_reader().read_to_end(&mut bytes).expect("the answer is whole");
        Answer { status: parts.status.as_u16(), headers: parts.headers, body: bytes }
    }

    #[track_caller]
    fn open(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> ureq::http::Response<ureq::Body> {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.url));
        let keyed = ["x-api-key", "authorization"];
        if !headers.iter().any(|(name, _)| keyed.iter().any(|key| name.eq_ignore_ascii_case(key))) {
            request = request.header("x-api-key", &self.key);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = if body.is_empty() {
            self.agent.run(request.body(()).expect("a good request"))
        } else {
            self.agent.run(request.body(body).expect("a good request"))
        };
        answer.unwrap_or_else(|error| panic!("{method} {path}: {error}\n{}", self.log()))
    }

    #[track_caller]
    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], &[])
    }

    #[track_caller]
    pub fn delete(&self, path: &str) -> Answer {
        self.send("DELETE", path, &[], &[])
    }

    #[track_caller]
    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.post_with(path, &[], body)
    }

    #[track_caller]
    pub fn post_with(&self, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        let headers = [&[("content-type", "application/json")], headers].concat();
        self.send("POST", path, &headers, body.to_string().as_bytes())
    }

    /// Submits a job; its name.
    #[track_caller]
    pub fn submit(&self, path: &str, body: &Value) -> String {
        let headers = [("prefer", "respond-async")];
        let accepted = self.post_with(path, &headers, body).is(202).json();
        accepted["job_id"].as_str().expect("a text").to_owned()
    }

    /// Submits a `test.sleep` with these params; its name.
    #[track_caller]
    pub fn sleep(&self, params: &Value) -> String {
        self.submit("/api/v1/test/sleep", &serde_json::json!({ "params": params }))
    }

    #[track_caller]
    pub fn job(&self, id: &str) -> Value {
        self.get(&format!("/api/v1/jobs/{id}")).is(200).json()
    }

    /// The events of a job as they come; after `last`, if it is not empty.
    #[track_caller]
    pub fn events(&self, id: &str, last: &str) -> Events {
        let path = format!("/api/v1/jobs/{id}/events");
        let last = [("last-event-id", last)];
        self.stream(&path, if last[0].1.is_empty() { &[] } else { &last })
    }

    /// A stream of events.
    #[track_caller]
    pub fn stream(&self, path: &str, headers: &[(&str, &str)]) -> Events {
        let answer = self.open("GET", path, headers, &[]);
        assert_eq!(answer.status().as_u16(), 200, "{answer:?}");
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        Events { lines: BufReader::new(answer.into_body().into_reader()).lines() }
    }

    /// Waits until a job has ended; the job.
    #[track_caller]
    pub fn wait(&self, id: &str) -> Value {
        let last = self.events(id, "").last();
        let job = self.job(id);
        let ended = !["queued", "processing"].contains(&job["status"].as_str().unwrap_or_default());
        assert!(ended, "the stream ends before the job: {last:?}\n{}", self.log());
        job
    }

    /// Waits until a job is worked on.
    #[track_caller]
    pub fn begun(&self, id: &str) {
        let begun = |event: Event| event.data["status"] == "processing";
        assert!(self.events(id, "").any(begun), "{}", self.job(id));
    }

    /// Sends bytes as they are; what comes back until the service closes the connection.
    pub fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(self.address()).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a good time");
        // It may hang up in the middle.
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Stops it with a signal; its exit code and what it said.
    #[track_caller]
    pub fn stop(mut self, signal: Signal) -> (Option<i32>, String) {
        let running = self.running.take().expect("it runs");
        running.send(signal);
        let code = running.end().status.code();
        self.reader.take().expect("it has one").join().expect("the reader does not fail");
        (code, self.log())
    }

    /// Ends it as a crash does.
    pub fn kill(self) {
        drop(self);
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let Some(mut running) = self.running.take() else { return };
        // It may have ended by itself.
        let _ = running.child.kill();
        let _ = running.child.wait();
        let log = self.log();
        assert!(thread::panicking() || !log.contains("panicked"), "it panicked: {log}");
    }
}

/// Gathers what a program says.
fn listen(pipe: impl std::io::Read + Send + 'static) -> (Arc<Mutex<String>>, JoinHandle<()>) {
    let log = Arc::new(Mutex::new(String::new()));
    let ours = Arc::clone(&log);
    let reader = thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            *ours.lock().expect("nobody panics with it") += &format!("{line}\n");
        }
    });
    (log, reader)
}

/// What the service answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    /// Fails unless it has this status.
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{:?} {}", self.headers, self.text());
        self
    }

    /// Fails unless it is an error of this status and code in the contract's envelope.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Self {
        let answer = self.is(status);
        let json = answer.json();
        assert_eq!(json["success"], false, "{json}");
        assert_eq!(json["error"]["code"], code, "{json}");
        assert!(json["error"]["message"].as_str().is_some_and(|text| !text.is_empty()), "{json}");
        assert!(json["error"]["details"].is_object(), "{json}");
        assert!(json["error"]["retryable"].is_boolean(), "{json}");
        assert_eq!(json["request_id"], answer.header("x-request-id"), "{json}");
        answer
    }

    /// Fails unless the error names this field.
    #[track_caller]
    pub fn naming(self, field: &str) -> Self {
        let json = self.json();
        let errors = json["error"]["details"]["errors"].as_array().into_iter().flatten();
        assert!(errors.clone().any(|error| error["field"] == field), "{field}: {json}");
        self
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        assert_eq!(self.header("content-type"), "application/json", "{}", self.text());
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("no JSON ({error}): {}", self.text()))
    }

    /// A header; empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// A server-sent event.
#[derive(Debug)]
pub struct Event {
    pub name: String,
    pub id: Option<String>,
    pub data: Value,
}

/// Server-sent events as they come.
pub struct Events {
    lines: std::io::Lines<BufReader<ureq::BodyReader<'static>>>,
}

impl Iterator for Events {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        let (mut name, mut id, mut data) = (String::new(), None, String::new());
        loop {
            let line = self.lines.next()?.ok()?;
            match line.split_once(": ") {
                Some(("event", value)) => value.clone_into(&mut name),
                Some(("id", value)) => id = Some(value.to_owned()),
                Some(("data", value)) => data += value,
                // An empty line ends an event; comments are none.
                _ if line.is_empty() && !data.is_empty() => {
                    let data = serde_json::from_str(&data).expect("events carry JSON");
                    return Some(Event { name, id, data });
                }
                _ => {}
            }
        }
    }
}
