//! Jobs over HTTP: listed, followed, their results and logs, cancelled and tried again.

use std::{collections::BTreeSet, path::Path, time::Instant};

use serde_json::{Value, json};

use crate::{
    service::{Event, Service},
    support::Sandbox,
};

/// The names of the jobs of a page.
fn ids(page: &Value) -> Vec<String> {
    let jobs = page["jobs"].as_array().expect("a list").iter();
    jobs.map(|job| job["job_id"].as_str().expect("a text").to_owned()).collect()
}

#[test]
fn jobs_are_listed_the_newest_first_in_pages_without_gaps() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    service.post("/api/v1/queue/pause", &Value::Null).is(200);
    let submitted: Vec<_> = (0..7).map(|_| service.sleep(&json!({}))).collect();
    let mut seen = Vec::new();
    let mut cursor = String::new();
    let mut late = String::new();
    loop {
        let page = service.get(&format!("/api/v1/jobs?limit=3{cursor}")).is(200).json();
        seen.extend(ids(&page));
        if late.is_empty() {
            // What comes in between moves nothing.
            late = service.sleep(&json!({}));
        }
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    let newest_first: Vec<_> = submitted.iter().rev().cloned().collect();
    assert_eq!(seen, newest_first);
    let all = ids(&service.get("/api/v1/jobs").is(200).json());
    assert_eq!(all.len(), 8);
    assert_eq!(all[0], late);
}

#[test]
fn lists_are_filtered_and_a_filter_that_nobody_knows_is_refused() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let good = service.sleep(&json!({}));
    let bad = service.sleep(&json!({"fail": "VALIDATION_ERROR"}));
    let ad = service.submit(
        "/api/v1/render/static-ad",
        &json!({"params": {"template_id": "quote-card-v1", "size": "300x300"}}),
    );
    for id in [&good, &bad, &ad] {
        service.wait(id);
    }
    let list = |query: &str| {
        let page = service.get(&format!("/api/v1/jobs?{query}")).is(200).json();
        ids(&page).into_iter().collect::<BTreeSet<_>>()
    };
    let set = |ids: &[&String]| ids.iter().map(|id| (*id).clone()).collect::<BTreeSet<_>>();
    assert_eq!(list("status=completed"), set(&[&good, &ad]));
    assert_eq!(list("status=failed"), set(&[&bad]));
    assert_eq!(list("type=test.sleep"), set(&[&good, &bad]));
    assert_eq!(list("type=render"), set(&[&ad]));
    assert_eq!(list("type=test.sleep&status=completed"), set(&[&good]));
    assert_eq!(list("since=2100-01-01T00:00:00Z"), set(&[]));
    assert_eq!(list("since=2020-01-01T00%3A00%3A00Z"), set(&[&good, &bad, &ad]));
    for (query, field) in [
        ("colour=red", "colour"),
        ("status=done", "status"),
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
        ("limit=-1", "limit"),
        ("since=yesterday", "since"),
        ("cursor=rubbish", "cursor"),
        ("cursor=%27%3B--", "cursor"),
    ] {
        let answer = service.get(&format!("/api/v1/jobs?{query}"));
        answer.refused(400, "VALIDATION_ERROR").naming(field);
    }
}

#[test]
fn a_result_comes_when_it_is_ready_and_not_before() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    service.post("/api/v1/queue/pause", &Value::Null).is(200);
    let id = service.sleep(&json!({"seconds": 0.1}));
    let early = service.get(&format!("/api/v1/jobs/{id}/result")).refused(409, "CONFLICT");
    assert!(early.header("retry-after").parse::<u32>().is_ok_and(|s| s >= 1), "{early:?}");
    service.post("/api/v1/queue/resume", &Value::Null).is(200);
    let job = service.wait(&id);
    assert_eq!(job["status"], "completed");
    for (field, good) in [
        ("type", job["type"] == "test.sleep"),
        ("progress", job["progress"] == 1.0),
        ("attempts", job["attempts"] == 1),
        ("started_at", job["started_at"].is_string()),
        ("completed_at", job["completed_at"].is_string()),
        ("params", job["params"] == json!({"seconds": 0.1})),
        ("error", job.get("error").is_none()),
        ("queue_position", job.get("queue_position").is_none()),
    ] {
        assert!(good, "{field}: {job}");
    }
    let result = service.get(&format!("/api/v1/jobs/{id}/result")).is(200).json();
    assert_eq!(result["success"], true);
    assert_eq!(result["result"], job["result"]);
    assert_eq!(result["job_id"], *id);
    assert!(result["duration_ms"].as_u64().is_some_and(|ms| ms >= 100), "{result}");
    for door in ["", "/result", "/logs", "/events", "/artifacts/x"] {
        let answer = service.get(&format!("/api/v1/jobs/job_unknown{door}"));
        answer.refused(404, "NOT_FOUND");
    }
    service.delete("/api/v1/jobs/job_unknown").refused(404, "NOT_FOUND");
    service.post("/api/v1/jobs/job_unknown/retry", &Value::Null).refused(404, "NOT_FOUND");
}

#[test]
fn the_result_of_a_job_that_failed_is_its_error() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    for (code, status) in
        [("VALIDATION_ERROR", 400), ("PROVIDER_NOT_CONFIGURED", 503), ("INTERNAL_ERROR", 500)]
    {
        let id = service.sleep(&json!({ "fail": code }));
        let job = service.wait(&id);
        assert_eq!((&job["status"], &job["error"]["code"]), (&json!("failed"), &json!(code)));
        let answer = service.get(&format!("/api/v1/jobs/{id}/result")).refused(status, code);
        assert_eq!(answer.json()["error"]["details"]["job_id"], *id);
        assert!(job.get("result").is_none(), "{job}");
    }
    let late = json!({"params": {"seconds": 60}, "timeout_sec": 0.2, "max_retries": 0});
    let id = service.submit("/api/v1/test/sleep", &late);
    assert_eq!(service.wait(&id)["status"], "timeout");
    service.get(&format!("/api/v1/jobs/{id}/result")).refused(504, "JOB_TIMEOUT");
}

#[test]
fn a_job_that_failed_for_a_moment_is_tried_again_by_itself() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let id = service.sleep(&json!({"fail": "SERVICE_UNAVAILABLE", "fail_times": 1}));
    let job = service.wait(&id);
    assert_eq!((&job["status"], &job["attempts"]), (&json!("completed"), &json!(2)), "{job}");
    assert_eq!(job["result"]["runs"], 2);
    assert!(job.get("error").is_none(), "{job}");
    assert!(events_of(&service, &id).contains(&"retry".to_owned()));
}

/// The events of a job's log.
fn events_of(service: &Service, id: &str) -> Vec<String> {
    let logs = service.get(&format!("/api/v1/jobs/{id}/logs")).is(200).json();
    let lines = logs["logs"].as_array().expect("a list").iter();
    lines.map(|line| line["event"].as_str().expect("a text").to_owned()).collect()
}

#[test]
fn the_log_and_the_events_of_a_job_tell_the_same_story() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let id = service.sleep(&json!({"seconds": 0.5}));
    let events: Vec<Event> = service.events(&id, "").collect();
    let story = ["queued", "started", "stage", "warning", "completed"];
    assert_eq!(events_of(&service, &id), story);
    let lines = events.iter().filter(|event| event.name == "log");
    let lines: Vec<_> = lines.map(|line| line.data["event"].clone()).collect();
    assert_eq!(lines, story);
    let told = numbers(&events);
    assert!(told.is_sorted_by(|a, b| a < b), "{told:?}");
    let shares: Vec<_> =
        events.iter().filter_map(|event| event.data["progress"].as_f64()).collect();
    assert!(shares.is_sorted() && shares.iter().any(|s| *s > 0.0 && *s < 1.0), "{shares:?}");
    let mut durable = events.iter().filter(|event| event.id.is_some());
    assert!(told.len() == story.len() && durable.all(|event| event.name == "log"));
    let last = events.last().expect("there are some");
    assert_eq!((&*last.name, &last.data["status"]), ("state", &json!("completed")));
    // Who comes back is told only what it missed; and the end, in any case.
    let again: Vec<_> = service.events(&id, &told[2].to_string()).collect();
    assert_eq!(numbers(&again), told[3..]);
    assert_eq!(again.last().expect("there is one").data["status"], "completed");
    let path = format!("/api/v1/jobs/{id}/events");
    let wrong = service.send("GET", &path, &[("last-event-id", "x")], &[]);
    wrong.refused(400, "VALIDATION_ERROR").naming("Last-Event-ID");
}

/// The numbers of the lines of the log among some events.
fn numbers(events: &[Event]) -> Vec<i64> {
    let ids = events.iter().filter_map(|event| event.id.as_deref());
    ids.map(|id| id.parse().expect("a number")).collect()
}

#[test]
fn a_waiting_job_is_cancelled_at_once() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    service.post("/api/v1/queue/pause", &Value::Null).is(200);
    let id = service.sleep(&json!({}));
    let job = service.delete(&format!("/api/v1/jobs/{id}")).is(200).json();
    assert_eq!(job["status"], "cancelled");
    assert_eq!(job["attempts"], 0);
    assert_eq!(events_of(&service, &id), ["queued", "cancelled"]);
    service.delete(&format!("/api/v1/jobs/{id}")).refused(409, "CONFLICT");
    service.get(&format!("/api/v1/jobs/{id}/result")).refused(499, "CANCELLED");
}

/// The processes that a process started: their numbers and command lines.
fn children(parent: u32) -> Vec<(u32, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc").expect("it is there").flatten() {
        let Ok(id) = entry.file_name().to_string_lossy().parse::<u32>() else { continue };
        let stat = std::fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
        // The name in brackets may hold anything; after it come the state and the parent.
        let after = stat.rsplit_once(')').map(|(_, rest)| rest).unwrap_or_default();
        if after.split_whitespace().nth(1) == Some(&parent.to_string()) {
            let line = std::fs::read_to_string(entry.path().join("cmdline")).unwrap_or_default();
            found.push((id, line.replace('\0', " ")));
        }
    }
    found
}

#[test]
fn a_running_job_is_cancelled_with_what_it_started_and_leaves_nothing() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let id = service.sleep(&json!({"seconds": 3600, "child": true}));
    service.begun(&id);
    let began = Instant::now();
    let child = loop {
        if let Some((child, _)) =
            children(service.pid()).into_iter().find(|(_, line)| line.contains("sleep 3600"))
        {
            break child;
        }
        assert!(began.elapsed().as_secs() < 60, "it starts no program: {}", service.log());
        std::thread::yield_now();
    };
    let asked = Instant::now();
    service.delete(&format!("/api/v1/jobs/{id}")).is(200);
    let job = service.wait(&id);
    let took = asked.elapsed().as_secs_f64();
    assert_eq!(job["status"], "cancelled");
    assert!(took < 2.0, "it took {took} s");
    assert!(!Path::new(&format!("/proc/{child}")).exists(), "its program still runs");
    let left: Vec<_> = std::fs::read_dir(service.data.join("work")).expect("it is there").collect();
    assert!(left.is_empty(), "{left:?}");
    assert_eq!(job["artifacts"], json!([]));
}

#[test]
fn a_job_that_does_not_listen_is_cancelled_all_the_same() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let id = service.sleep(&json!({"seconds": 3600, "deaf": true}));
    service.begun(&id);
    let asked = Instant::now();
    service.delete(&format!("/api/v1/jobs/{id}")).is(200);
    assert_eq!(service.wait(&id)["status"], "cancelled");
    let took = asked.elapsed().as_secs_f64();
    assert!(took < 5.0, "it took {took} s");
}

#[test]
fn a_job_that_ended_badly_is_submitted_once_more_as_it_was() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let order = json!({
        "params": {"seconds": 30}, "timeout_sec": 0.3, "max_retries": 0, "priority": "high",
        "metadata": {"order": 7},
    });
    let first = service.submit("/api/v1/test/sleep", &order);
    assert_eq!(service.wait(&first)["status"], "timeout");
    let accepted = service.post(&format!("/api/v1/jobs/{first}/retry"), &Value::Null).is(202);
    let second = accepted.json()["job_id"].as_str().expect("a text").to_owned();
    assert_ne!(second, first);
    assert_eq!(accepted.header("location"), format!("/api/v1/jobs/{second}"));
    let job = service.wait(&second);
    assert_eq!(job["retry_of"], *first);
    assert_eq!(job["params"], json!({"seconds": 30}));
    assert_eq!(job["metadata"], json!({"order": 7}));
    assert_eq!((&job["priority"], &job["max_retries"]), (&json!("high"), &json!(0)));
    // With the caller's time limit, not the default of an hour.
    assert_eq!(job["status"], "timeout", "{job}");
    // The first one stays as it was.
    assert_eq!(service.job(&first)["status"], "timeout");
    let good = service.sleep(&json!({}));
    service.wait(&good);
    service.post(&format!("/api/v1/jobs/{good}/retry"), &Value::Null).refused(409, "CONFLICT");
}

#[test]
fn a_panic_in_a_job_is_its_error_and_nothing_else_stops() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let other = service.sleep(&json!({"seconds": 0.5}));
    let id = service.sleep(&json!({"panic": true}));
    let job = service.wait(&id);
    assert_eq!(
        (&job["status"], &job["error"]["code"]),
        (&json!("failed"), &json!("INTERNAL_ERROR"))
    );
    assert_eq!(service.wait(&other)["status"], "completed");
    // The test of the service that looks for panics in the log would fail here.
    let (code, log) = service.stop(rustix::process::Signal::TERM);
    assert!(code == Some(0) && log.contains("asked to"), "{code:?} {log}");
}

#[test]
fn the_events_of_all_jobs_are_one_stream() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let stream = service.stream("/api/v1/events", &[]);
    let id = service.sleep(&json!({"seconds": 0.2}));
    let mut ours = stream.filter(|event| event.name == "job" && event.data["job_id"] == *id);
    let ended = ours.find(|event| event.data["status"] == "completed").expect("it comes");
    assert_eq!(ended.data["type"], "test.sleep");
}
