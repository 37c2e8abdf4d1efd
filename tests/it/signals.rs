//! Ctrl-C, SIGTERM, time limits and readers that leave: the run ends soon and cleanly.

use std::{
    path::Path,
    thread,
    time::{Duration, Instant},
};

use rustix::process::Signal;
use serde_json::Value;

use crate::{
    support::{PATIENCE, Run, Running, Sandbox},
    tools::{has_ffmpeg, long, saying},
};

/// Renders the long brief and waits until it is in the middle of it.
fn rendering(sandbox: &Sandbox, flags: &str) -> Running {
    sandbox.brief("long.json", &long());
    let line = format!("render brief long.json --json-stream {flags}");
    let mut running = sandbox.call(line.split_whitespace()).start();
    running.wait_for_output(r#""stage":"rendering","done":0"#);
    running
}

#[track_caller]
fn left_nothing(sandbox: &Sandbox, files: &[&str]) {
    assert_eq!(sandbox.files(), files);
    assert_eq!(sandbox.scratch(), [""; 0]);
    let alive = alive(&sandbox.work());
    assert!(alive.is_empty(), "still running: {alive:?}");
}

/// The commands of processes that were started in this folder.
fn alive(folder: &Path) -> Vec<String> {
    let Ok(processes) = std::fs::read_dir("/proc") else { return Vec::new() };
    let folder = folder.canonicalize().expect("it exists");
    let here = |process: &Path| std::fs::read_link(process.join("cwd")).is_ok_and(|f| f == folder);
    let command = |process: &Path| std::fs::read_to_string(process.join("comm")).ok();
    let processes = processes.flatten().map(|entry| entry.path());
    processes.filter(|process| here(process)).filter_map(|process| command(&process)).collect()
}

fn status(sandbox: &Sandbox) -> Value {
    let jobs = sandbox.run("jobs list --json").exits(0).json();
    jobs["jobs"][0]["status"].clone()
}

/// Waits until something is so; fails after too long a time.
#[track_caller]
fn until(is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < PATIENCE, "it does not come");
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn ctrl_c_in_the_middle_leaves_nothing_behind() {
    let sandbox = Sandbox::new();
    let running = rendering(&sandbox, "-o out.mp4");
    running.send(Signal::INT);
    running.end().exits(130).says(&["stopping"]);
    left_nothing(&sandbox, &["long.json"]);
    assert_eq!(status(&sandbox), "cancelled");
}

#[test]
fn ctrl_c_keeps_the_file_that_was_to_be_replaced() {
    let sandbox = Sandbox::new();
    sandbox.write("out.mp4", "precious");
    let running = rendering(&sandbox, "-o out.mp4 --overwrite");
    running.send(Signal::INT);
    running.end().exits(130);
    assert_eq!(std::fs::read(sandbox.path("out.mp4")).expect("it is there"), b"precious");
    left_nothing(&sandbox, &["long.json", "out.mp4"]);
}

#[test]
fn ctrl_c_ends_ffmpeg_too() {
    if !has_ffmpeg() {
        return;
    }
    for name in ["out.mp4", "out.webm"] {
        let sandbox = Sandbox::new();
        sandbox.brief("long.json", &long());
        let line = format!(
            "render brief long.json --encoder ffmpeg --quality preview --json-stream -o {name}"
        );
        let mut running = sandbox.call(line.split(' ')).start();
        // Not the first report of the stage: FFmpeg has its first frames.
        running.wait_for_output(r#""stage":"rendering","done":"#);
        running.send(Signal::INT);
        running.end().exits(130);
        left_nothing(&sandbox, &["long.json"]);
    }
}

#[test]
fn sigterm_ends_it_with_its_own_code() {
    let sandbox = Sandbox::new();
    let running = rendering(&sandbox, "-o out.mp4 --quality preview");
    running.send(Signal::TERM);
    running.end().exits(143);
    left_nothing(&sandbox, &["long.json"]);
}

#[test]
fn a_time_limit_ends_it() {
    let sandbox = Sandbox::new();
    sandbox.brief("long.json", &long());
    let line = "render brief long.json -o out.mp4 --timeout 1s";
    sandbox.run(line).exits(124).says(&["1 s", "--timeout"]);
    left_nothing(&sandbox, &["long.json"]);
    assert_eq!(status(&sandbox), "timeout");
}

#[test]
fn a_batch_that_is_stopped_goes_on_where_it_was() {
    let sandbox = Sandbox::new();
    sandbox.brief("quick.json", &saying(&serde_json::json!({"heading": "Hello"})));
    sandbox.brief("long.json", &long());
    let line = "render batch quick.json long.json --output-dir out --quality preview";
    let running = sandbox.call(line.split(' ')).start();
    // It is written when the first video is finished.
    until(|| sandbox.path("out/batch.json").is_file());
    running.send(Signal::INT);
    running.end().exits(130);
    let mut left: Vec<_> =
        std::fs::read_dir(sandbox.path("out")).expect("made").flatten().collect();
    left.retain(|file| file.file_name() != "batch.json");
    assert_eq!(left.len(), 1, "{left:?}");
    assert!(left[0].path().ends_with("test.mp4"), "{left:?}");
    let line = "render batch quick.json --output-dir out --json --quality preview";
    assert_eq!(sandbox.run(line).exits(0).json()["skipped"], 1);
}

#[test]
fn where_there_is_no_terminal_progress_is_a_line_now_and_then_on_stderr() {
    let sandbox = Sandbox::new();
    sandbox.brief("long.json", &long());
    let mut running = sandbox.call("render brief long.json -o out.mp4".split(' ')).start();
    running.wait_for_message("% (");
    running.send(Signal::INT);
    let run = running.end().exits(130);
    assert_eq!(run.stdout, "");
}

#[test]
fn a_reader_who_leaves_is_no_reason_to_panic() {
    let sandbox = Sandbox::new();
    sandbox.brief("brief.json", &saying(&serde_json::json!({"heading": "Hello"})));
    for line in [
        "render formats --json",
        "render brief --help",
        "help exit-codes",
        "jobs list",
        "config show",
        "render brief brief.json -o a.mp4 --json",
        "render brief brief.json -o b.mp4 --json-stream",
        "--version",
    ] {
        let mut running = sandbox.call(line.split(' ')).start();
        drop(running.child.stdout.take());
        let run: Run = running.end();
        assert!(!run.stderr.contains("panicked"), "{run:#?}");
        // The work is done all the same; only the last word is lost.
        let name = line.split(' ').find(|word| word.contains(".mp4"));
        assert!(name.is_none_or(|name| sandbox.path(name).is_file()), "{run:#?}");
    }
    let mut running = sandbox.call(["render", "brief", "gone.json"]).start();
    drop(running.child.stderr.take());
    running.end().exits(66);
}
