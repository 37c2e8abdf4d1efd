//! The service's speed: `cargo bench --bench serve --features testing`, or with names of parts
//! (`start accept load crowd`). `soak` is only run by name: `SOAK_MINUTES=60 cargo bench --bench
//! serve --features testing -- soak` kills the service every minute and counts what is lost.
//!
//! The load comes from this process, at fixed times: a late answer counts from when its request
//! was due, so a stall is not hidden. Floors are measured in the same run.

#[path = "serve/http.rs"]
mod http;
#[path = "serve/soak.rs"]
mod soak;

use std::{
    fs::File,
    io::Write as _,
    process::exit,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use http::{Connection, Service};
use serde_json::{Value, json};

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let is_wanted = |part: &str| {
        if wanted.is_empty() { part != "soak" } else { wanted.iter().any(|name| name == part) }
    };
    let mut failed = false;
    for (name, part) in [
        ("start", start as fn() -> bool),
        ("accept", accept),
        ("load", load),
        ("crowd", crowd),
        ("soak", soak::soak),
    ] {
        if is_wanted(name) {
            println!("\n== {name}");
            failed |= !part();
        }
    }
    exit(i32::from(failed));
}

/// Says whether a figure is within its bar.
fn bar(what: &str, value: f64, unit: &str, most: f64) -> bool {
    let good = value <= most;
    let verdict = if good { "ok" } else { "MISSED" };
    println!("{what}: {value:.2} {unit} (bar {most} {unit}) {verdict}");
    good
}

fn at(mut values: Vec<f64>, share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    values[((values.len() - 1) as f64 * share) as usize]
}

/// Start to the first healthy answer, memory and wake-ups at rest.
fn start() -> bool {
    let times: Vec<f64> = (0..10)
        .map(|_| {
            let began = Instant::now();
            let service = Service::start(&[]);
            let mut connection = service.connect();
            assert_eq!(connection.send("GET", "/health", &[], b"").status, 200);
            began.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    let good = bar("start to first healthy answer, median of 10", at(times, 0.5), "ms", 150.0);
    let service = Service::start(&[]);
    service.connect().send("GET", "/health", &[], b"");
    thread::sleep(Duration::from_secs(2));
    let before = service.switches();
    thread::sleep(Duration::from_secs(10));
    // Threads that ended meanwhile do not wake up any more.
    let after = service.switches();
    let woken = |(id, count): (&_, &u64)| count - before.get(id).copied().unwrap_or_default();
    let wakes = after.iter().map(woken).sum::<u64>() as f64 / 10.0;
    let memory = bar("resident at rest", service.resident_mb(), "MB", 40.0);
    bar("wake-ups at rest", wakes, "per s", 1.0) && memory && good
}

/// How many commits this disk makes, one after the other.
fn floor() -> f64 {
    let folder = tempfile::tempdir().expect("temporary folder");
    let mut file = File::create(folder.path().join("floor")).expect("writable");
    let began = Instant::now();
    let mut count = 0;
    while began.elapsed() < Duration::from_secs(2) {
        file.write_all(&[0; 4096]).expect("writable");
        file.sync_data().expect("the disk takes it");
        count += 1;
    }
    f64::from(count) / began.elapsed().as_secs_f64()
}

/// Durable acceptance, and the same with 10,000 jobs waiting.
fn accept() -> bool {
    const JOBS: usize = 10_000;
    let service = Service::start(&[]);
    service.post("/api/v1/queue/pause", &json!({}));
    let commits = floor();
    let one = |connection: &mut Connection| {
        let body = br#"{"params":{"seconds":0}}"#;
        let answer = connection.send("POST", "/api/v1/test/sleep", &[], body);
        assert_eq!(answer.status, 202, "{}", answer.text());
    };
    let lists = |connection: &mut Connection| {
        assert_eq!(connection.send("GET", "/api/v1/jobs", &[], b"").status, 200);
    };
    let median = |work: &dyn Fn(&mut Connection)| {
        let mut connection = service.connect();
        let times = (0..200).map(|_| {
            let began = Instant::now();
            work(&mut connection);
            began.elapsed().as_secs_f64() * 1000.0
        });
        at(times.collect(), 0.5)
    };
    // A full page, so that both lists carry the same.
    (0..60).for_each(|_| one(&mut service.connect()));
    let (empty_submit, empty_list) = (median(&one), median(&lists));
    let left = AtomicUsize::new(JOBS);
    let began = Instant::now();
    thread::scope(|scope| {
        for _ in 0..64 {
            scope.spawn(|| {
                let mut connection = service.connect();
                let take = |left: usize| left.checked_sub(1);
                while left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok() {
                    one(&mut connection);
                }
            });
        }
    });
    let rate = JOBS as f64 / began.elapsed().as_secs_f64();
    println!("{rate:.0} submissions/s, each on disk; this disk makes {commits:.0} commits/s alone");
    let good = bar("submissions, as 1000/s over ours", 1000.0 / rate, "", 1.0);
    let submit = median(&one) / empty_submit;
    let list = median(&lists) / empty_list;
    println!("empty queue: submit {empty_submit:.2} ms, list {empty_list:.2} ms");
    let submit = bar("submit with 10,000 waiting, against none", submit, "x", 2.0);
    let list = bar("list with 10,000 waiting, against none", list, "x", 2.0);
    // Claiming: an urgent job goes through while the others wait.
    let turn = |service: &Service| {
        let times = (0..20).map(|_| {
            let began = Instant::now();
            let body = json!({"params": {"seconds": 0}, "priority": "urgent"});
            let answer = service.post_waiting("/api/v1/test/sleep", &body);
            assert_eq!(answer["success"], true, "{answer}");
            began.elapsed().as_secs_f64() * 1000.0
        });
        at(times.collect(), 0.5)
    };
    let calm = Service::start(&[]);
    let alone = turn(&calm);
    drop(calm);
    let deep = Service::start(&[("JOB_QUEUE_MAX_PER_PROVIDER", "2")]);
    deep.post("/api/v1/queue/pause", &json!({}));
    thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                let mut connection = deep.connect();
                for _ in 0..JOBS / 16 {
                    let body = br#"{"params":{"seconds":3600},"priority":"low"}"#;
                    let answer = connection.send("POST", "/api/v1/test/sleep", &[], body);
                    assert_eq!(answer.status, 202);
                }
            });
        }
    });
    // One place is left free by a limit of two and one that sleeps.
    let deep_turn = {
        deep.post("/api/v1/test/sleep", &json!({"params": {"seconds": 0}, "priority": "urgent"}));
        deep.post("/api/v1/queue/resume", &json!({}));
        thread::sleep(Duration::from_millis(500));
        let ids = deep.get("/api/v1/jobs?status=processing");
        let running = ids["jobs"].as_array().map(Vec::len).unwrap_or_default();
        assert_eq!(running, 2, "two of the deep queue run");
        let first = ids["jobs"][0]["job_id"].as_str().expect("a name").to_owned();
        let times = (0..20).map(|_| {
            let running = deep.get("/api/v1/jobs?status=processing");
            let one = running["jobs"][0]["job_id"].as_str().unwrap_or(&first).to_owned();
            // An urgent one waits; ending a running one lets the queue choose among 10,000.
            let urgent = json!({"params": {"seconds": 0}, "priority": "urgent"});
            let job = deep.post("/api/v1/test/sleep", &urgent);
            let id = job["job_id"].as_str().expect("a name").to_owned();
            let began = Instant::now();
            deep.delete(&format!("/api/v1/jobs/{one}"));
            deep.wait(&id);
            began.elapsed().as_secs_f64() * 1000.0
        });
        at(times.collect(), 0.5)
    };
    println!(
        "an urgent job: {alone:.1} ms alone; {deep_turn:.1} ms from a freed place with 10,000 waiting"
    );
    let claim = bar("claim with 10,000 waiting, against none", deep_turn / alone, "x", 2.0);
    good && submit && list && claim
}

/// 2,000 requests a second while four renders run.
fn load() -> bool {
    const RATE: usize = 2_000;
    const SECONDS: usize = 15;
    const CONNECTIONS: usize = 50;
    let service =
        Service::start(&[("JOB_QUEUE_MAX_CONCURRENT", "4"), ("JOB_QUEUE_MAX_RENDERS", "4")]);
    let brief = json!({"params": {"brief": http::brief(600)}});
    let jobs: Vec<_> = (0..4).map(|_| service.post("/api/v1/render/brief", &brief)).collect();
    let id = jobs[0]["job_id"].as_str().expect("a name").to_owned();
    while service.get("/api/v1/queue")["processing"] != 4 {
        thread::sleep(Duration::from_millis(50));
    }
    thread::sleep(Duration::from_secs(2));
    let paths = [
        "/health".to_owned(),
        "/api/v1/capabilities".to_owned(),
        format!("/api/v1/jobs/{id}"),
        "/api/v1/jobs".to_owned(),
    ];
    let results: Mutex<Vec<(usize, f64, u16)>> = Mutex::default();
    let began = Instant::now() + Duration::from_millis(200);
    thread::scope(|scope| {
        for worker in 0..CONNECTIONS {
            let (paths, service, results) = (&paths, &service, &results);
            scope.spawn(move || {
                let mut connection = service.connect();
                let mut seen = Vec::new();
                for turn in 0..RATE * SECONDS / CONNECTIONS {
                    let number = turn * CONNECTIONS + worker;
                    let due = began + Duration::from_secs_f64(number as f64 / RATE as f64);
                    thread::sleep(due.saturating_duration_since(Instant::now()));
                    let path = (turn + worker) % paths.len();
                    let answer = connection.send("GET", &paths[path], &[], b"");
                    seen.push((path, due.elapsed().as_secs_f64() * 1000.0, answer.status));
                }
                results.lock().expect("no thread panicked").extend(seen);
            });
        }
    });
    let took = began.elapsed().as_secs_f64();
    let still = service.get("/api/v1/queue")["processing"].as_u64().unwrap_or_default();
    let results = results.into_inner().expect("no thread panicked");
    let errors = results.iter().filter(|(_, _, status)| *status != 200).count();
    println!(
        "{} requests in {took:.1} s ({:.0}/s), {errors} errors; renders running at the end: {still}; {:.0} MB",
        results.len(),
        results.len() as f64 / took,
        service.resident_mb(),
    );
    let mut good = errors == 0 && still == 4;
    for (index, path) in ["/health", "/capabilities", "jobs get", "jobs list"].iter().enumerate() {
        let times: Vec<_> = results.iter().filter(|r| r.0 == index).map(|r| r.1).collect();
        let share = |share| at(times.clone(), share);
        println!("{path}: p50 {:.2} ms, p99 {:.2} ms", share(0.5), share(0.99));
        good &= bar(&format!("{path} p95"), share(0.95), "ms", 10.0);
    }
    good
}

/// A hundred jobs at once, then a hundred ads: all end, none is lost or doubled.
fn crowd() -> bool {
    const JOBS: usize = 100;
    let service = Service::start(&[
        ("JOB_QUEUE_MAX_CONCURRENT", "100"),
        ("JOB_QUEUE_MAX_PER_PROVIDER", "100"),
    ]);
    let peak = Arc::new(Mutex::new((0.0f64, 0u64)));
    let stop = Arc::new(AtomicBool::new(false));
    let watcher = {
        let (peak, stop, watched) = (Arc::clone(&peak), Arc::clone(&stop), service.watched());
        thread::spawn(move || {
            while !stop.load(Ordering::Relaxed) {
                let running = watched.running();
                let mut peak = peak.lock().expect("no thread panicked");
                *peak = (peak.0.max(watched.resident_mb()), peak.1.max(running));
                drop(peak);
                thread::sleep(Duration::from_millis(50));
            }
        })
    };
    let began = Instant::now();
    let mut ids = Vec::new();
    for number in 0..JOBS {
        let sleep = json!({"params": {"seconds": 3, "bytes": 100_000}});
        let ad = json!({"params": {"template_id": "product-showcase-v1",
            "bindings": {"text": {"headline": format!("Offer {number}")}}}});
        for (path, body) in [("/api/v1/test/sleep", sleep), ("/api/v1/render/static-ad", ad)] {
            let answer = service.post_async(path, &body);
            ids.push(answer["job_id"].as_str().expect("a name").to_owned());
        }
    }
    for id in &ids {
        service.wait(id);
    }
    let took = began.elapsed().as_secs_f64();
    stop.store(true, Ordering::Relaxed);
    watcher.join().expect("it does not panic");
    let (mut completed, mut doubled) = (0, 0);
    for id in &ids {
        let job = service.get(&format!("/api/v1/jobs/{id}"));
        completed += usize::from(job["status"] == "completed");
        doubled += usize::from(ends(&service, id) != 1);
    }
    let (memory, running) = *peak.lock().expect("no thread panicked");
    println!(
        "{} jobs in {took:.1} s: {completed} completed, {} lost, {doubled} doubled; at most {running} at once, {memory:.0} MB",
        ids.len(),
        ids.len() - completed,
    );
    completed == ids.len() && doubled == 0 && running >= 100
}

/// How often a job's log says that it was completed.
fn ends(service: &Service, id: &str) -> usize {
    let logs = service.get(&format!("/api/v1/jobs/{id}/logs"));
    let lines = logs["logs"].as_array().map(Vec::as_slice).unwrap_or_default();
    lines.iter().filter(|line: &&Value| line["event"] == "completed").count()
}
