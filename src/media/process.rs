//! The one place that starts other programs, FFmpeg above all.
//!
//! Every child gets its own process group, and the whole group dies with the guard that holds
//! it, so nothing outlives a cancelled job. Nothing here waits without an end: each wait knows a
//! time limit or a cancellation. Which arguments a program gets is left to its callers.

use std::{
    collections::VecDeque,
    ffi::OsString,
    io::{ErrorKind, IoSlice, Read, Write as _},
    os::{fd::AsFd as _, unix::process::CommandExt as _},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, ExitStatus, Stdio},
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
    time::{Duration, Instant},
};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    fs::{OFlags, fcntl_getfl, fcntl_setfl},
    process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid},
};
use tokio_util::sync::CancellationToken;

use crate::error::{Error, Kind, Result};

/// How much of the end of stderr is kept, in bytes.
const TAIL: usize = 8 * 1024;
/// How often a wait looks whether it was cancelled.
const LOOK: Duration = Duration::from_millis(20);
/// How long a child that closed its input may take to say why.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// A program with its arguments.
#[derive(Clone, Debug)]
pub struct Program {
    path: PathBuf,
    args: Vec<OsString>,
    folder: Option<PathBuf>,
}

impl Program {
    /// The program at `path`, without arguments.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), args: Vec::new(), folder: None }
    }

    /// Adds arguments.
    #[must_use]
    pub fn args<A: Into<OsString>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        self.args.extend(args.into_iter().map(Into::into));
        self
    }

    /// Sets the folder it works in; by default the caller's.
    #[must_use]
    pub fn folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = Some(folder.into());
        self
    }

    /// Its name, for messages.
    #[must_use]
    pub fn name(&self) -> String {
        self.path.file_name().unwrap_or(self.path.as_os_str()).to_string_lossy().into_owned()
    }
}

/// When to give up on a program.
#[derive(Clone, Debug, Default)]
pub struct Limits {
    /// The longest it may run; `None` is without limit.
    pub timeout: Option<Duration>,
    /// Ends it early.
    pub cancel: CancellationToken,
}

/// What a program that ended left.
#[derive(Clone, Debug)]
pub struct Finished {
    /// How it ended.
    pub status: ExitStatus,
    /// Everything it wrote to stdout.
    pub stdout: Vec<u8>,
    /// The last 8 KiB it wrote to stderr.
    pub stderr: String,
}

/// Finds a program without starting it: `FFMPEG_PATH` for `ffmpeg` if that is set, else `PATH`.
///
/// # Errors
/// If there is none, or the override does not name a program.
pub fn find_program(name: &str) -> Result<PathBuf> {
    let variable =
        format!("{}_PATH", name.to_uppercase().replace(|c: char| !c.is_alphanumeric(), "_"));
    find_in(name, &variable, std::env::var_os(&variable), std::env::var_os("PATH"))
}

fn find_in(
    name: &str,
    variable: &str,
    chosen: Option<OsString>,
    path: Option<OsString>,
) -> Result<PathBuf> {
    if let Some(chosen) = chosen.filter(|chosen| !chosen.is_empty()) {
        let chosen = PathBuf::from(chosen);
        if is_program(&chosen) {
            return Ok(chosen);
        }
        let text = format!("{variable} is {}, which is no program", chosen.display());
        return Err(Error::new(Kind::Unavailable, text).hint("correct or unset it"));
    }
    std::env::split_paths(&path.unwrap_or_default())
        .map(|folder| folder.join(name))
        .find(|file| is_program(file))
        .ok_or_else(|| {
            Error::new(Kind::Unavailable, format!("{name} is not installed"))
                .hint(format!("install {name}, or set {variable} to where it lies"))
        })
}

fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    file.metadata().is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

/// Runs a program to its end; its stdin is empty.
///
/// # Errors
/// If it cannot start, or a limit ended it. That it failed by itself is no error here: see
/// [`Finished::status`] and [`Finished::successful`].
pub fn run(program: &Program, limits: &Limits) -> Result<Finished> {
    let mut running = Running::start(program, Stdio::null(), Stdio::piped())?;
    let out = running.child.stdout.take().map(|pipe| Collected::of(pipe, usize::MAX));
    let status = running.wait(limits)?;
    let stdout = out.map(Collected::take).unwrap_or_default();
    Ok(Finished { status, stdout, stderr: running.stderr() })
}

impl Finished {
    /// Passes it on if the program succeeded.
    ///
    /// # Errors
    /// If it did not, with the end of its stderr.
    pub fn successful(self, name: &str) -> Result<Self> {
        if self.status.success() { Ok(self) } else { Err(failed(name, self.status, &self.stderr)) }
    }
}

/// A program that runs; dropping it kills its whole group.
#[derive(Debug)]
pub struct Running {
    name: String,
    child: Child,
    stdin: Option<ChildStdin>,
    stderr: Collected,
    ended: Option<ExitStatus>,
}

impl Running {
    /// Starts a program that reads what [`Self::write`] writes; its stdout goes nowhere.
    ///
    /// # Errors
    /// If it cannot start.
    pub fn spawn(program: &Program) -> Result<Self> {
        let running = Self::start(program, Stdio::piped(), Stdio::null())?;
        if let Some(pipe) = &running.stdin {
            // A write that blocks could neither be cancelled nor see that the reader hangs.
            let flags = fcntl_getfl(pipe).map_err(std::io::Error::from)?;
            fcntl_setfl(pipe, flags | OFlags::NONBLOCK).map_err(std::io::Error::from)?;
            // Fewer wake-ups per frame; what an unprivileged process may have at most.
            #[cfg(target_os = "linux")]
            let _ = rustix::pipe::fcntl_setpipe_size(pipe, 1 << 20);
        }
        Ok(running)
    }

    /// Starts a program whose stdout [`Self::read_exact`] reads; its stdin is empty.
    ///
    /// # Errors
    /// If it cannot start.
    pub fn reading(program: &Program) -> Result<Self> {
        Self::start(program, Stdio::null(), Stdio::piped())
    }

    /// Fills `buffer` from its stdout; `false` when the output ended before.
    pub fn read_exact(&mut self, buffer: &mut [u8]) -> bool {
        self.child.stdout.as_mut().is_some_and(|pipe| pipe.read_exact(buffer).is_ok())
    }

    fn start(program: &Program, stdin: Stdio, stdout: Stdio) -> Result<Self> {
        let name = program.name();
        let mut command = Command::new(&program.path);
        command.args(&program.args).stdin(stdin).stdout(stdout).stderr(Stdio::piped());
        command.process_group(0);
        if let Some(folder) = &program.folder {
            command.current_dir(folder);
        }
        let mut child = command.spawn().map_err(|error| {
            Error::new(Kind::Unavailable, format!("starting {} failed", program.path.display()))
                .caused_by(error)
        })?;
        let stderr = child.stderr.take().expect("stderr was piped above");
        let stdin = child.stdin.take();
        Ok(Self { name, child, stdin, stderr: Collected::of(stderr, TAIL), ended: None })
    }

    /// Writes all parts to its stdin, one system call if the pipe has room.
    ///
    /// # Errors
    /// If it ended (with the end of its stderr), took nothing for `patience`, or was cancelled.
    pub fn write(
        &mut self,
        parts: &[&[u8]],
        patience: Duration,
        cancel: &CancellationToken,
    ) -> Result<()> {
        let mut slices: Vec<_> =
            parts.iter().filter(|part| !part.is_empty()).map(|part| IoSlice::new(part)).collect();
        let mut left = slices.as_mut_slice();
        let mut moved = Instant::now();
        while !left.is_empty() {
            let Some(pipe) = &mut self.stdin else { return Err(self.gone()) };
            match pipe.write_vectored(left) {
                Ok(count) if count > 0 => {
                    IoSlice::advance_slices(&mut left, count);
                    moved = Instant::now();
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    let nap = Timespec::try_from(LOOK).expect("milliseconds fit");
                    let mut poller = [PollFd::from_borrowed_fd(pipe.as_fd(), PollFlags::OUT)];
                    // A signal or a closed pipe shows at the next write.
                    let _ = poll(&mut poller, Some(&nap));
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Ok(_) | Err(_) => return Err(self.gone()),
            }
            if cancel.is_cancelled() {
                self.kill();
                return Err(Error::cancelled());
            }
            if moved.elapsed() > patience {
                self.kill();
                let text = format!("{} took no data for {} s", self.name, patience.as_secs());
                return Err(Error::new(Kind::Timeout, text).detail("stderr", self.stderr()));
            }
        }
        Ok(())
    }

    /// Closes its stdin, so that it can come to its end.
    pub fn close_stdin(&mut self) {
        self.stdin = None;
    }

    /// Waits for its end, and then for nothing: what it left running in its group is killed.
    ///
    /// # Errors
    /// If a limit ended it, or it cannot be waited for.
    pub fn wait(&mut self, limits: &Limits) -> Result<ExitStatus> {
        self.close_stdin();
        let start = Instant::now();
        loop {
            if let Some(status) = self.look()? {
                return Ok(status);
            }
            if limits.cancel.is_cancelled() {
                self.kill();
                return Err(Error::cancelled());
            }
            if let Some(timeout) = limits.timeout.filter(|timeout| start.elapsed() >= *timeout) {
                self.kill();
                let text = format!("{} ran longer than {:.1} s", self.name, timeout.as_secs_f64());
                return Err(Error::new(Kind::Timeout, text).detail("stderr", self.stderr()));
            }
            // A program closes stderr as it ends, which wakes us at once.
            self.stderr.ended(LOOK);
        }
    }

    /// What it wrote to stderr, the last 8 KiB.
    #[must_use]
    pub fn stderr(&self) -> String {
        self.stderr.text()
    }

    /// How it ended, if it did. Its group is killed before it is reaped: until then its number
    /// cannot belong to anyone else.
    fn look(&mut self) -> Result<Option<ExitStatus>> {
        if self.ended.is_none() {
            let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
            let seen = waitid(WaitId::Pid(self.pid()), options).map_err(std::io::Error::from)?;
            if seen.is_some() {
                self.kill();
            }
        }
        Ok(self.ended)
    }

    /// Kills the group and reaps the program.
    fn kill(&mut self) {
        self.stdin = None;
        if self.ended.is_none() {
            // It fails only if there is no such group any more, which is what is wanted.
            let _ = kill_process_group(self.pid(), Signal::KILL);
            self.ended = self.child.wait().ok();
            self.stderr.ended(Duration::from_millis(500));
        }
    }

    fn pid(&self) -> Pid {
        let id = i32::try_from(self.child.id()).expect("process ids are positive and 31 bits");
        Pid::from_raw(id).expect("a child's id is not zero")
    }

    /// Why nothing can be written any more.
    fn gone(&mut self) -> Error {
        let limits = Limits { timeout: Some(LAST_WORDS), cancel: CancellationToken::new() };
        match self.wait(&limits) {
            Ok(status) => failed(&self.name, status, &self.stderr()),
            Err(error) => error.context(format!("{} closed its input", self.name)),
        }
    }

    /// Waits for success.
    ///
    /// # Errors
    /// As [`Self::wait`], and if the program failed, with the end of its stderr.
    pub fn succeed(&mut self, limits: &Limits) -> Result<()> {
        let status = self.wait(limits)?;
        if status.success() { Ok(()) } else { Err(failed(&self.name, status, &self.stderr())) }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

fn failed(name: &str, status: ExitStatus, stderr: &str) -> Error {
    let lines: Vec<_> = stderr.lines().filter(|line| !line.trim().is_empty()).collect();
    let last = lines[lines.len().saturating_sub(3)..].join("; ");
    let said = if last.is_empty() { "it said nothing".to_owned() } else { last };
    Error::internal(format!("{name} ended with {status}: {said}")).detail("stderr", stderr)
}

/// The end of a pipe's data, gathered by a thread so that the writer never waits for us.
#[derive(Debug)]
struct Collected {
    data: Arc<Mutex<VecDeque<u8>>>,
    end: mpsc::Receiver<()>,
}

impl Collected {
    fn of(mut pipe: impl Read + Send + 'static, keep: usize) -> Self {
        let data = Arc::new(Mutex::new(VecDeque::new()));
        let (sender, end) = mpsc::channel::<()>();
        let shared = Arc::clone(&data);
        thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(count @ 1..) = pipe.read(&mut buffer) {
                let mut data = shared.lock().unwrap_or_else(PoisonError::into_inner);
                data.extend(&buffer[..count]);
                let over = data.len().saturating_sub(keep);
                data.drain(..over);
            }
            drop(sender);
        });
        Self { data, end }
    }

    /// Waits for the pipe's end, at most so long; after the end it waits a moment as well, so
    /// that a caller in a loop does not spin.
    fn ended(&self, longest: Duration) {
        if self.end.recv_timeout(longest) == Err(mpsc::RecvTimeoutError::Disconnected) {
            thread::sleep(Duration::from_millis(1));
        }
    }

    fn text(&self) -> String {
        let mut data = self.data.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(data.make_contiguous()).into_owned()
    }

    /// All of it. A process that escaped the group may hold the pipe, so the wait has an end.
    fn take(self) -> Vec<u8> {
        self.ended(LAST_WORDS);
        let mut data = self.data.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *data).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Program {
        Program::new("/bin/sh").args(["-c", script])
    }

    fn within(seconds: u64) -> Limits {
        Limits { timeout: Some(Duration::from_secs(seconds)), ..Limits::default() }
    }

    #[test]
    fn output_and_the_tail_of_stderr_come_back() {
        let script = "echo out; i=0; while [ $i -lt 3000 ]; do echo line$i >&2; i=$((i+1)); done";
        let done = run(&shell(script), &within(30)).unwrap();
        assert_eq!(done.stdout, b"out\n");
        assert_eq!(done.stderr.len(), TAIL);
        assert!(done.stderr.ends_with("line2999\n"));
        let failed = run(&shell("echo no such codec >&2; exit 3"), &within(30)).unwrap();
        let error = failed.successful("sh").unwrap_err().to_string();
        assert!(error.contains("no such codec") && error.contains('3'), "{error}");
    }

    #[test]
    fn a_time_limit_kills_the_whole_group() {
        let folder = tempfile::tempdir().unwrap();
        let script = "sleep 300 & echo $! > pid; wait";
        let limits = Limits { timeout: Some(Duration::from_millis(300)), ..Limits::default() };
        let start = Instant::now();
        let error = run(&shell(script).folder(folder.path()), &limits).unwrap_err();
        assert_eq!(error.kind(), Kind::Timeout);
        assert!(start.elapsed() < Duration::from_secs(20));
        let grandchild = std::fs::read_to_string(folder.path().join("pid")).unwrap();
        let state = std::fs::read_to_string(format!("/proc/{}/stat", grandchild.trim()));
        assert!(state.is_err() || state.unwrap().contains(") Z "), "it still runs");
    }

    #[test]
    fn cancellation_ends_a_run_and_a_write() {
        let limits = Limits::default();
        limits.cancel.cancel();
        assert_eq!(run(&shell("sleep 300"), &limits).unwrap_err().kind(), Kind::Cancelled);
        let mut deaf = Running::spawn(&shell("sleep 300")).unwrap();
        let big = vec![0; 4 << 20];
        let error = deaf.write(&[&big], Duration::from_mins(1), &limits.cancel).unwrap_err();
        assert_eq!(error.kind(), Kind::Cancelled);
    }

    #[test]
    fn a_child_that_takes_nothing_is_given_up_and_one_that_died_says_why() {
        let cancel = CancellationToken::new();
        let big = vec![7; 4 << 20];
        let mut deaf = Running::spawn(&shell("sleep 300")).unwrap();
        let error = deaf.write(&[&big], Duration::from_millis(50), &cancel).unwrap_err();
        assert_eq!(error.kind(), Kind::Timeout);
        let mut failing = Running::spawn(&shell("echo bad option >&2; exit 1")).unwrap();
        let error = failing.write(&[&big, &big], Duration::from_mins(1), &cancel).unwrap_err();
        assert!(error.to_string().contains("bad option"), "{error}");
    }

    #[test]
    fn what_is_written_arrives_whole() {
        let cancel = CancellationToken::new();
        let script = "test $(wc -c) -eq 6291459";
        let mut child = Running::spawn(&shell(script)).unwrap();
        let big = vec![7; 3 << 20];
        child.write(&[&big, b"abc", &[], &big], Duration::from_mins(1), &cancel).unwrap();
        child.succeed(&within(30)).unwrap();
    }

    #[test]
    fn programs_are_found_by_override_then_path() {
        let path = || Some(OsString::from("/nowhere:/usr/bin:/bin"));
        assert!(find_in("sh", "SH_PATH", None, path()).unwrap().ends_with("sh"));
        let chosen = find_in("ffmpeg", "FFMPEG_PATH", Some("/bin/sh".into()), None).unwrap();
        assert_eq!(chosen, Path::new("/bin/sh"));
        let error = find_in("ffmpeg", "FFMPEG_PATH", Some("/etc".into()), path()).unwrap_err();
        assert!(error.to_string().contains("FFMPEG_PATH"));
        let error = find_in("no-such-tool", "X", None, path()).unwrap_err();
        assert_eq!(error.kind(), Kind::Unavailable);
    }
}
