//! What breaks around the service: it is killed, its disk is full, its database is locked, its
//! clock goes back, receivers of webhooks misbehave. Nothing that was accepted is lost.

use std::{
    process::Command,
    time::{Duration, Instant},
};

use rustix::process::Signal;
use serde_json::{Value, json};

use crate::{
    receiver::Receiver,
    service::Service,
    support::{PATIENCE, Sandbox},
    tools,
};

const SLEEP: &str = "/api/v1/test/sleep";

/// Waits until something is so.
#[track_caller]
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < PATIENCE, "it does not come to pass: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn sleep(seconds: f64) -> Value {
    json!({"seconds": seconds, "bytes": 10})
}

fn count(service: &Service, id: &str, event: &str) -> usize {
    let logs = service.get(&format!("/api/v1/jobs/{id}/logs")).is(200).json();
    let lines = logs["logs"].as_array().cloned().unwrap_or_default();
    lines.iter().filter(|line| line["event"] == event).count()
}

fn status(service: &Service, id: &str) -> String {
    let job = service.job(id);
    job["status"].as_str().expect("a text").to_owned()
}

#[test]
fn a_killed_service_loses_nothing_in_any_state() {
    let sandbox = Sandbox::new();
    let settings = [("JOB_QUEUE_MAX_CONCURRENT", "1"), ("JOB_QUEUE_MAX_PER_PROVIDER", "1")];
    let service = Service::start(&sandbox, &settings);
    let done = service.sleep(&sleep(0.0));
    service.wait(&done);
    let failed =
        service.submit(SLEEP, &json!({"params": {"fail": "VALIDATION_ERROR"}, "max_retries": 0}));
    service.wait(&failed);
    let retrying =
        service.submit(SLEEP, &json!({"params": {"fail": "PROVIDER_ERROR", "fail_times": 1}}));
    until("it waits for its retry", || count(&service, &retrying, "retry") == 1);
    let running = service.sleep(&json!({"seconds": 2, "child": true}));
    until("it runs", || status(&service, &running) == "processing");
    let waiting = service.sleep(&sleep(0.0));
    let cancelled = service.sleep(&sleep(0.0));
    service.delete(&format!("/api/v1/jobs/{cancelled}")).is(200);
    let result = service.get(&format!("/api/v1/jobs/{done}")).json();
    service.kill();
    let service = Service::start(&sandbox, &settings);
    for id in [&running, &waiting, &retrying] {
        let job = service.wait(id);
        assert_eq!(job["status"], "completed", "{job}");
        assert_eq!(count(&service, id, "completed"), 1);
    }
    assert_eq!(count(&service, &running, "interrupted"), 1);
    assert_eq!(service.get(&format!("/api/v1/jobs/{done}")).json(), result);
    assert_eq!(status(&service, &failed), "failed");
    assert_eq!(status(&service, &cancelled), "cancelled");
    let left: Vec<_> =
        std::fs::read_dir(sandbox.outside("home/data/work")).expect("there").collect();
    assert!(left.is_empty(), "work of the killed service is left: {left:?}");
}

#[test]
fn a_service_that_is_killed_again_and_again_ends_every_job_once() {
    let sandbox = Sandbox::new();
    let settings = [("JOB_QUEUE_MAX_CONCURRENT", "8"), ("JOB_QUEUE_MAX_PER_PROVIDER", "8")];
    let mut ids = Vec::new();
    for round in 0..6 {
        let service = Service::start(&sandbox, &settings);
        for number in 0..10 {
            let seconds = 0.05 * f64::from(number);
            ids.push(service.sleep(&sleep(seconds)));
        }
        // Killed at another moment each time.
        std::thread::sleep(Duration::from_millis(40 * round));
        service.kill();
    }
    let service = Service::start(&sandbox, &settings);
    for id in &ids {
        assert_eq!(service.wait(id)["status"], "completed");
        assert_eq!(count(&service, id, "completed"), 1, "{id} was completed twice");
    }
}

#[test]
fn a_service_that_is_asked_to_stop_puts_back_what_runs_and_takes_nothing_new() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[("REMOTION_SHUTDOWN_GRACE_SEC", "1")]);
    let short = service.sleep(&sleep(0.5));
    let long = service.sleep(&json!({"seconds": 600, "child": true}));
    until("both run", || {
        status(&service, &short) == "processing" && status(&service, &long) == "processing"
    });
    let (code, log) = service.stop(Signal::TERM);
    assert_eq!(code, Some(0), "{log}");
    let service = Service::start(&sandbox, &[]);
    assert_eq!(status(&service, &short), "completed");
    let job = service.get(&format!("/api/v1/jobs/{long}")).json();
    assert!(["queued", "processing"].contains(&job["status"].as_str().expect("a text")), "{job}");
    assert_eq!(count(&service, &long, "returned"), 1);
    assert!(job["attempts"].as_u64() <= Some(1), "a stop is no attempt: {job}");
    service.delete(&format!("/api/v1/jobs/{long}")).is(200);
    assert_eq!(service.wait(&long)["status"], "cancelled");
}

#[test]
fn a_locked_database_is_an_error_that_passes() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let file = sandbox.outside("home/data/jobs.sqlite3");
    let python = Command::new("python3").arg("-c").arg("import sqlite3").status();
    if !tools::can("python3", python.is_ok_and(|status| status.success())) {
        return;
    }
    // Another program holds the lock for longer than a write waits.
    let script = "import sqlite3, sys, time; c = sqlite3.connect(sys.argv[1], timeout=30, \
        isolation_level=None); c.execute('BEGIN EXCLUSIVE'); print('held', flush=True); \
        time.sleep(7); c.execute('ROLLBACK')";
    let mut holder = Command::new("python3");
    holder.args(["-c", script]).arg(&file).stdout(std::process::Stdio::piped());
    let mut holder = holder.spawn().expect("it starts");
    let mut line = String::new();
    let out = holder.stdout.take().expect("it is piped");
    std::io::BufRead::read_line(&mut std::io::BufReader::new(out), &mut line).expect("it tells");
    let body = json!({"params": sleep(0.0)});
    let refused = service.post(SLEEP, &body).refused(503, "SERVICE_UNAVAILABLE");
    assert!(!refused.header("retry-after").is_empty());
    // Reading goes on, and so does life.
    service.get("/api/v1/jobs").is(200);
    service.get("/health/live").is(200);
    holder.wait().expect("it ends");
    let id = service.sleep(&sleep(0.0));
    assert_eq!(service.wait(&id)["status"], "completed");
}

#[test]
fn a_full_disk_refuses_work_and_loses_none() {
    let sandbox = Sandbox::new();
    let small = sandbox.outside("small");
    std::fs::create_dir(&small).expect("new folder");
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=6m", "tmpfs"])
        .arg(&small)
        .output()
        .is_ok_and(|done| done.status.success());
    // Containers may not mount; a CI that may not either says so.
    if !mounted {
        println!("skipped: this machine does not let us mount a small disk");
        return;
    }
    let data = small.join("data");
    let settings = [("REMOTION_DATA_DIR", data.to_str().expect("a text"))];
    let service = Service::start(&sandbox, &settings);
    let before = service.sleep(&sleep(0.0));
    assert_eq!(service.wait(&before)["status"], "completed");
    let big = json!({"params": {"bytes": 50_000_000}, "max_retries": 0});
    let job = service.wait(&service.submit(SLEEP, &big));
    assert_eq!(job["status"], "failed", "{job}");
    let ready = service.get("/health/ready").is(503).json();
    assert_eq!(ready["checks"]["disk"]["status"], "failed");
    // Until nothing fits any more.
    let ballast = small.join("ballast");
    let _ = std::fs::write(&ballast, vec![0; 6 << 20]);
    let mut accepted = Vec::new();
    let mut refused = 0;
    for _ in 0..200 {
        let body = json!({"params": {"seconds": 0}, "metadata": {"x": "y".repeat(8000)}});
        let answer = service.post(SLEEP, &body);
        match answer.status {
            202 => accepted.push(answer.json()["job_id"].as_str().expect("a name").to_owned()),
            503 => refused += 1,
            other => panic!("{other}: {}", answer.text()),
        }
    }
    assert!(refused > 0, "the disk is not full");
    std::fs::remove_file(&ballast).expect("it is there");
    for id in &accepted {
        let job = service.wait(id);
        assert_eq!(job["status"], "completed", "{job}");
    }
    let after = service.sleep(&sleep(0.0));
    assert_eq!(service.wait(&after)["status"], "completed");
    service.kill();
    assert!(Command::new("umount").arg("-l").arg(&small).status().is_ok_and(|s| s.success()));
}

#[test]
fn webhooks_arrive_through_errors_hangs_and_restarts_and_a_gone_address_ends_them() {
    let sandbox = Sandbox::new();
    let receiver = Receiver::start(&[("500 Broken", b"later"), ("200 OK", b"")]);
    let service = Service::start(&sandbox, &[]);
    let body = json!({
        "params": {"seconds": 0}, "webhook_url": receiver.url, "webhook_events": ["completed"],
    });
    let id = service.submit(SLEEP, &body);
    service.wait(&id);
    // The first try fails; the second comes seconds later, by another process.
    receiver.next();
    until("the failure is written down", || {
        let found = service.get(&format!("/api/v1/webhooks?job_id={id}")).is(200).json();
        found["webhooks"][0]["attempts"] == 1
    });
    service.kill();
    let service = Service::start(&sandbox, &[]);
    let second = receiver.next();
    assert_eq!(second.json()["type"], "job.completed");
    assert_eq!(second.json()["data"]["job_id"], id);
    until("it is delivered", || {
        let found = service.get(&format!("/api/v1/webhooks?job_id={id}")).is(200).json();
        found["webhooks"][0]["status"] == "delivered"
    });
    let gone = Receiver::start(&[("410 Gone", b"")]);
    let body = json!({
        "params": {"seconds": 0}, "webhook_url": gone.url,
        "webhook_events": ["started", "completed"],
    });
    let id = service.submit(SLEEP, &body);
    service.wait(&id);
    gone.next();
    until("all of that address have failed", || {
        let found = service.get(&format!("/api/v1/webhooks?job_id={id}")).is(200).json();
        let list = found["webhooks"].as_array().cloned().unwrap_or_default();
        list.len() == 2 && list.iter().all(|webhook| webhook["status"] == "failed")
    });
    let redirecting = Receiver::start(&[("302 Found\r\nLocation: http://127.0.0.1:9/", b"")]);
    let body = json!({
        "params": {"seconds": 0}, "webhook_url": redirecting.url, "webhook_events": ["completed"],
    });
    let id = service.submit(SLEEP, &body);
    redirecting.next();
    until("the redirect is not followed", || {
        let found = service.get(&format!("/api/v1/webhooks?job_id={id}")).is(200).json();
        let error = found["webhooks"][0]["last_error"].as_str().unwrap_or_default().to_owned();
        error.contains("redirects are not followed")
    });
}
