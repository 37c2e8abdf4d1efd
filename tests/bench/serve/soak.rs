//! Mixed load for an hour with a `kill -9` every minute: what was accepted, completed, lost,
//! doubled. `SOAK_MINUTES` and `SOAK_KILL_SECONDS` change that.

use std::{
    collections::HashSet,
    net::SocketAddr,
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::http::{Connection, Service, until};

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// Runs it; true if nothing was lost or doubled.
pub fn soak() -> bool {
    let minutes = number("SOAK_MINUTES", 60);
    let between = Duration::from_secs(number("SOAK_KILL_SECONDS", 60));
    let folder = tempfile::tempdir().expect("temporary folder");
    let port = free_port();
    let settings = [("JOB_QUEUE_MAX_CONCURRENT", "16"), ("JOB_QUEUE_MAX_PER_PROVIDER", "12")];
    let start = || {
        let began = Instant::now();
        let service = Service::start_in(folder.path(), port, &settings).expect("it starts again");
        (service, began.elapsed())
    };
    let (mut service, _) = start();
    let address: SocketAddr = ([127, 0, 0, 1], port).into();
    let accepted: Mutex<Vec<String>> = Mutex::default();
    let (stop, refused, sent) = (AtomicBool::new(false), AtomicUsize::new(0), AtomicUsize::new(0));
    let (mut kills, mut slowest) = (0, Duration::ZERO);
    thread::scope(|scope| {
        for worker in 0..6usize {
            let (accepted, stop, refused, sent) = (&accepted, &stop, &refused, &sent);
            scope.spawn(move || {
                let mut turn = worker;
                while !stop.load(Ordering::Relaxed) {
                    turn += 1;
                    let number = sent.fetch_add(1, Ordering::Relaxed);
                    match submit(address, turn, number) {
                        Some(id) => accepted.lock().expect("no panic").push(id),
                        None => {
                            refused.fetch_add(1, Ordering::Relaxed);
                        }
                    }
                    // No more than the service can do, or the queue only grows.
                    thread::sleep(Duration::from_secs(2));
                }
            });
        }
        let end = Instant::now() + Duration::from_secs(minutes * 60);
        while Instant::now() < end {
            thread::sleep(between.min(end.saturating_duration_since(Instant::now())));
            service.kill();
            kills += 1;
            let took;
            (service, took) = start();
            slowest = slowest.max(took);
        }
        stop.store(true, Ordering::Relaxed);
    });
    let drained = until(Duration::from_mins(10), || {
        let queue = service.get("/api/v1/queue");
        let waiting: u64 =
            queue["queued"].as_object().into_iter().flatten().filter_map(|(_, n)| n.as_u64()).sum();
        waiting == 0 && queue["processing"] == 0
    });
    let accepted = accepted.into_inner().expect("no panic");
    let distinct: HashSet<_> = accepted.iter().collect();
    let (mut completed, mut failed, mut lost, mut doubled, mut interrupted) = (0, 0, 0, 0, 0);
    let mut waiting = 0;
    let mut connection = service.connect();
    let mut ask = |path: String| -> Value { connection.send("GET", &path, &[], b"").json() };
    for id in &distinct {
        let job = ask(format!("/api/v1/jobs/{id}"));
        match job["status"].as_str() {
            Some("completed") => completed += 1,
            Some("failed") => failed += 1,
            // Not lost, but not done in the time that was given to drain.
            Some("queued" | "processing") => waiting += 1,
            _ => lost += 1,
        }
        let logs = ask(format!("/api/v1/jobs/{id}/logs"));
        let count = |event: &str| {
            let lines = logs["logs"].as_array().into_iter().flatten();
            lines.filter(|line| line["event"] == event).count()
        };
        doubled += usize::from(count("completed") > 1);
        interrupted += count("interrupted");
    }
    println!(
        "{minutes} min, {kills} kills, slowest restart {:.0} ms, drained: {drained}\n\
         accepted {} ({} distinct), refused while down {}, completed {completed}, failed {failed}, \
         still waiting {waiting}, lost {lost}, doubled {doubled}, attempts interrupted {interrupted}, {:.0} MB",
        slowest.as_secs_f64() * 1000.0,
        accepted.len(),
        distinct.len(),
        refused.load(Ordering::Relaxed),
        service.resident_mb(),
    );
    drained && lost == 0 && doubled == 0 && failed == 0
}

/// Submits one of several kinds; `None` if the service is away.
fn submit(address: SocketAddr, turn: usize, number: usize) -> Option<String> {
    let id = format!("soak-{number}");
    let sleep = |seconds: f64| ("test/sleep", json!({"seconds": seconds, "bytes": 1000}));
    let (path, params) = match turn % 6 {
        0 => sleep(0.1),
        1 => sleep(2.0),
        2 => sleep(10.0),
        3 => ("test/sleep", json!({"seconds": 0.2, "fail": "PROVIDER_ERROR", "fail_times": 1})),
        4 => ("render/static-ad", json!({"template_id": "sale-offer-v1"})),
        _ => ("test/sleep", json!({"seconds": 3.0, "child": true})),
    };
    let body = json!({"job_id": id, "params": params}).to_string();
    // An answer that was cut off does not tell whether it was taken; the same name asks again.
    for _ in 0..50 {
        let asked = Connection::try_to(address).and_then(|mut connection| {
            let headers = [("Prefer", "respond-async")];
            let path = format!("/api/v1/{path}");
            connection.try_send("POST", &path, &headers, body.as_bytes())
        });
        match asked {
            Ok(answer) if answer.status == 202 || answer.status == 200 => return Some(id),
            _ => thread::sleep(Duration::from_millis(100)),
        }
    }
    None
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("it has one").port()
}
