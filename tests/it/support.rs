//! What all subjects need: a sandbox with its own home, the binary run in it, how it ended.
//!
//! Looking into media files is left to `tools`.

use std::{
    ffi::OsStr,
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tempfile::TempDir;

/// The longest any run of the binary may take.
pub const PATIENCE: Duration = Duration::from_mins(2);

/// The binary under test.
pub fn binary() -> PathBuf {
    let built = option_env!("CARGO_BIN_EXE_remotion-media").map(PathBuf::from);
    built
        .or_else(|| std::env::var_os("REMOTION_MEDIA_BIN").map(PathBuf::from))
        .expect("cargo builds the binary, or REMOTION_MEDIA_BIN names it")
}

/// The folder of the repository.
pub fn root() -> PathBuf {
    let named = std::env::var_os("REMOTION_MEDIA_ROOT").map(PathBuf::from);
    named.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")))
}

/// A folder of one test alone, with a home, a data folder and a folder for temporary files.
pub struct Sandbox {
    folder: TempDir,
}

impl Sandbox {
    pub fn new() -> Self {
        let sandbox = Self { folder: tempfile::tempdir().expect("temporary folder") };
        for name in ["home", "tmp", "work"] {
            std::fs::create_dir(sandbox.folder.path().join(name)).expect("new folder");
        }
        sandbox
    }

    /// The folder that commands run in.
    pub fn work(&self) -> PathBuf {
        self.folder.path().join("work")
    }

    /// A file in the folder that commands run in.
    pub fn path(&self, name: &str) -> PathBuf {
        self.work().join(name)
    }

    /// A file beside the folder that commands run in.
    pub fn outside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file for the commands.
    pub fn write(&self, name: &str, contents: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), contents).expect("the folder is writable");
    }

    /// Writes a brief for the commands.
    pub fn brief(&self, name: &str, brief: &Value) {
        self.write(name, brief.to_string());
    }

    /// The names of the files in the folder that commands run in, sorted.
    pub fn files(&self) -> Vec<String> {
        names(&self.work())
    }

    /// What commands left in the folder for temporary files.
    pub fn scratch(&self) -> Vec<String> {
        names(&self.folder.path().join("tmp"))
    }

    /// The binary with these arguments, ready to run.
    pub fn call<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Call {
        let mut command = Command::new(binary());
        let home = self.folder.path().join("home");
        command.args(arguments).current_dir(self.work()).env_clear();
        command
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", &home)
            .env("XDG_DATA_HOME", home.join("share"))
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env("REMOTION_DATA_DIR", home.join("data"))
            .env_remove("REMOTION_MODELS_DIR")
            .env("TMPDIR", self.folder.path().join("tmp"));
        Call { command, stdin: Vec::new() }
    }

    /// Runs the binary with arguments that a person would type, split at spaces.
    pub fn run(&self, line: &str) -> Run {
        self.call(line.split_whitespace()).run()
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the folder exists");
    let name = |entry: std::io::Result<std::fs::DirEntry>| {
        entry.expect("readable folder").file_name().to_string_lossy().into_owned()
    };
    let mut names: Vec<_> = entries.map(name).collect();
    names.sort();
    names
}

/// The binary, ready to run.
pub struct Call {
    pub command: Command,
    stdin: Vec<u8>,
}

impl Call {
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub fn stdin(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.stdin = bytes.into();
        self
    }

    /// Starts it; its output is piped.
    pub fn start(mut self) -> Running {
        self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let line = format!("{:?}", self.command.get_args().collect::<Vec<_>>());
        let mut child = self.command.spawn().expect("the binary starts");
        let mut stdin = child.stdin.take().expect("stdin is piped");
        // A program that does not read its input is no mistake of the test.
        let _ = stdin.write_all(&self.stdin);
        Running { line, child }
    }

    /// Runs it to its end.
    pub fn run(self) -> Run {
        self.start().end()
    }
}

/// The binary while it runs.
pub struct Running {
    pub line: String,
    pub child: Child,
}

impl Running {
    pub fn send(&self, signal: Signal) {
        let id = i32::try_from(self.child.id()).expect("process ids fit");
        kill_process(Pid::from_raw(id).expect("not zero"), signal).expect("it runs");
    }

    /// Waits for a line of stdout that holds this text, and lets the rest run by.
    #[track_caller]
    pub fn wait_for_output(&mut self, text: &str) {
        let pipe = self.child.stdout.take().expect("nobody took it");
        self.wait_for(pipe, text);
    }

    /// Waits for a line of stderr that holds this text, and lets the rest run by.
    #[track_caller]
    pub fn wait_for_message(&mut self, text: &str) {
        let pipe = self.child.stderr.take().expect("nobody took it");
        self.wait_for(pipe, text);
    }

    #[track_caller]
    fn wait_for(&self, pipe: impl std::io::Read + Send + 'static, text: &str) {
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            // It reads on when nobody listens any more, so that the program never waits for us.
            for line in BufReader::new(pipe).lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let mut seen = Vec::new();
        while let Ok(line) = lines.recv_timeout(PATIENCE) {
            if line.contains(text) {
                return;
            }
            seen.push(line);
        }
        panic!("{text:?} does not come, only {seen:?}: {}", self.line);
    }

    /// Waits for its end; kills it and fails after too long a time.
    #[track_caller]
    pub fn end(self) -> Run {
        self.end_within(PATIENCE)
    }

    /// The same with a limit of its own.
    #[track_caller]
    pub fn end_within(self, limit: Duration) -> Run {
        let Self { line, mut child } = self;
        let pid = Pid::from_child(&child);
        let stdout = child.stdout.take().map(gather);
        let stderr = child.stderr.take().map(gather);
        let (sender, ended) = mpsc::channel();
        thread::spawn(move || sender.send(child.wait()));
        let Ok(status) = ended.recv_timeout(limit) else {
            // It may have ended just now.
            let _ = kill_process(pid, Signal::KILL);
            panic!("{line} did not end within {} s", limit.as_secs());
        };
        let text = |pipe: Option<thread::JoinHandle<String>>| {
            pipe.map(|pipe| pipe.join().expect("the reader does not fail")).unwrap_or_default()
        };
        let status = status.expect("it can be waited for");
        Run { line, status, stdout: text(stdout), stderr: text(stderr) }
    }
}

fn gather(mut pipe: impl std::io::Read + Send + 'static) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = pipe.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// How the binary ended and what it said.
#[derive(Debug)]
pub struct Run {
    pub line: String,
    pub status: ExitStatus,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    /// Fails unless it ended with this code; in no case may it have panicked.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        for word in ["panicked", "RUST_BACKTRACE", "this is a bug"] {
            assert!(!self.stderr.contains(word), "it panicked: {self:#?}");
        }
        assert_eq!(self.status.code(), Some(code), "{self:#?}");
        self
    }

    /// Fails unless all these texts are in its messages.
    #[track_caller]
    pub fn says(self, parts: &[&str]) -> Self {
        for part in parts {
            assert!(self.stderr.contains(part), "{part:?} is not said: {self:#?}");
        }
        self
    }

    /// Its error, as one JSON value, from the last line of its messages.
    #[track_caller]
    pub fn error(&self) -> Value {
        let line = self.stderr.lines().last().unwrap_or_default();
        serde_json::from_str(line).unwrap_or_else(|e| panic!("no JSON ({e}): {self:#?}"))
    }

    /// What it printed, as one JSON value.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|e| panic!("no JSON from {} ({e}): {self:#?}", self.line))
    }
}
