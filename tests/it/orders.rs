//! How work is asked for: waiting or not, the same twice, before others, many at once, and what
//! comes back or stays hidden.

use std::{
    collections::{BTreeSet, HashSet},
    thread,
    time::Instant,
};

use serde_json::{Value, json};

use crate::{
    receiver::Receiver,
    service::{Answer, Service},
    support::Sandbox,
    tools::saying,
};

const SLEEP: &str = "/api/v1/test/sleep";
const AD: &str = "/api/v1/render/static-ad";

/// The name of the job that an answer is about.
#[track_caller]
fn id(answer: &Answer) -> String {
    answer.json()["job_id"].as_str().expect("a text").to_owned()
}

#[test]
fn work_is_queued_and_what_is_quick_is_answered() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let accepted = service.post(SLEEP, &json!({"params": {"seconds": 0.1}})).is(202);
    let told = accepted.json();
    let job = id(&accepted);
    assert_eq!(told["poll_url"], format!("/api/v1/jobs/{job}"));
    assert_eq!(accepted.header("location"), format!("/api/v1/jobs/{job}"));
    assert_eq!(told["status"], "queued");
    assert_eq!(told["webhook_registered"], false);
    assert_eq!(told["queue_position"], 1);
    // Nothing was measured yet.
    assert_eq!(told["estimated_duration_sec"], Value::Null);
    let ad = json!({"params": {"template_id": "quote-card-v1", "size": "200x200"}});
    let done = service.post(AD, &ad).is(200).json();
    assert_eq!(done["success"], true);
    assert!(done["duration_ms"].is_u64() && done["result"]["image"].is_string(), "{done}");
    let answer = service.post_with(AD, &[("prefer", "respond-async")], &ad).is(202);
    assert_eq!(answer.header("preference-applied"), "respond-async");
    assert_eq!(service.wait(&id(&answer))["status"], "completed");
    let wrong = json!({"params": {"template_id": "quote-card-v1", "size": "1x1000000"}});
    service.post(AD, &wrong).refused(400, "VALIDATION_ERROR");
    let unknown = json!({"params": {"template_id": "no-such"}});
    service.post(AD, &unknown).refused(404, "NOT_FOUND");
}

#[test]
fn a_caller_who_waits_gets_the_result_if_it_comes_in_time() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let short = json!({"params": {"seconds": 0.2, "bytes": 3}});
    let done = service.post_with(SLEEP, &[("prefer", "wait=30")], &short).is(200);
    assert_eq!(done.header("preference-applied"), "wait");
    let result = done.json()["result"].clone();
    assert_eq!(result["file"], format!("/api/v1/jobs/{}/artifacts/slept.bin", id(&done)));
    let began = Instant::now();
    let long = json!({"params": {"seconds": 600}});
    let answer = service.post_with(SLEEP, &[("prefer", "wait=1")], &long).is(202);
    let took = began.elapsed().as_secs_f64();
    assert!((1.0..30.0).contains(&took), "{took}");
    assert_eq!(service.job(&id(&answer))["status"], "processing");
    let fails = json!({"params": {"fail": "PROVIDER_NOT_CONFIGURED"}});
    let answer = service.post_with(SLEEP, &[("prefer", "wait=30")], &fails);
    answer.refused(503, "PROVIDER_NOT_CONFIGURED");
}

#[test]
fn the_same_order_twice_is_one_job() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let order = json!({"params": {"seconds": 0.1, "bytes": 3}, "metadata": {"a": 1}});
    let same = json!({"metadata": {"a": 1}, "params": {"bytes": 3, "seconds": 0.1}});
    let other = json!({"params": {"seconds": 0.1, "bytes": 4}, "metadata": {"a": 1}});
    let key = [("idempotency-key", "order-1")];
    let first = service.post_with(SLEEP, &key, &order).is(202);
    assert_eq!(first.header("idempotent-replayed"), "");
    let again = service.post_with(SLEEP, &key, &same);
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(id(&again), id(&first));
    let conflict = service.post_with(SLEEP, &key, &other).refused(409, "CONFLICT");
    assert_eq!(conflict.json()["error"]["details"]["job_id"], id(&first));
    let ad = json!({"params": {"template_id": "quote-card-v1"}});
    service.post_with(AD, &key, &ad).refused(409, "CONFLICT");
    // After its end it is still the same job, and its answer can be had by waiting.
    service.wait(&id(&first));
    let wait = [("idempotency-key", "order-1"), ("prefer", "wait=10")];
    let done = service.post_with(SLEEP, &wait, &order).is(200);
    assert_eq!(id(&done), id(&first));
    assert_eq!(done.json()["result"]["runs"], 1);
    for wrong in ["", "   ", &"x".repeat(256)] {
        let answer = service.post_with(SLEEP, &[("idempotency-key", wrong)], &order);
        answer.refused(400, "VALIDATION_ERROR").naming("Idempotency-Key");
    }
}

#[test]
fn a_job_can_be_named_by_its_caller() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let order = json!({"job_id": "my-job_1", "params": {"bytes": 3}});
    assert_eq!(id(&service.post(SLEEP, &order).is(202)), "my-job_1");
    let again = service.post(SLEEP, &order);
    assert_eq!((id(&again).as_str(), again.header("idempotent-replayed")), ("my-job_1", "true"));
    let other = json!({"job_id": "my-job_1", "params": {"bytes": 4}});
    service.post(SLEEP, &other).refused(409, "CONFLICT");
    assert_eq!(service.wait("my-job_1")["result"]["runs"], 1);
    let long = "x".repeat(129);
    for wrong in ["", "a b", "../x", "a/b", "a\u{0}", "ä", ".", "..", &long] {
        let order = json!({"job_id": wrong, "params": {}});
        service.post(SLEEP, &order).refused(400, "VALIDATION_ERROR").naming("job_id");
    }
}

#[test]
fn fifty_callers_with_one_key_make_one_job() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let order = json!({"params": {"seconds": 0.2}});
    let ids: HashSet<_> = thread::scope(|scope| {
        let one = || {
            let key = [("idempotency-key", "all-the-same")];
            let answer = service.post_with(SLEEP, &key, &order);
            assert!([200, 202].contains(&answer.status), "{answer:?}");
            (id(&answer), answer.header("idempotent-replayed").to_owned())
        };
        let callers: Vec<_> = (0..50).map(|_| scope.spawn(one)).collect();
        let answers: Vec<_> = callers.into_iter().map(|c| c.join().expect("an answer")).collect();
        assert_eq!(answers.iter().filter(|(_, replayed)| replayed.is_empty()).count(), 1);
        answers.into_iter().map(|(id, _)| id).collect()
    });
    assert_eq!(ids.len(), 1);
    let only = ids.into_iter().next().expect("there is one");
    assert_eq!(service.wait(&only)["result"]["runs"], 1);
    assert_eq!(service.get("/api/v1/jobs").json()["jobs"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_paused_queue_begins_nothing_and_stays_paused_over_a_restart() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let queue = service.get("/api/v1/queue").is(200).json();
    let empty = json!({"urgent": 0, "high": 0, "normal": 0, "low": 0});
    assert_eq!((&queue["paused"], &queue["queued"]), (&json!(false), &empty), "{queue}");
    assert_eq!(service.post("/api/v1/queue/pause", &Value::Null).is(200).json()["paused"], true);
    let first = service.sleep(&json!({}));
    let second = service.submit(SLEEP, &json!({"params": {}, "priority": "urgent"}));
    service.kill();
    let service = Service::start(&sandbox, &[]);
    let queue = service.get("/api/v1/queue").is(200).json();
    assert_eq!(queue["paused"], true);
    assert_eq!(queue["queued"], json!({"urgent": 1, "high": 0, "normal": 1, "low": 0}));
    assert_eq!((&queue["processing"], &queue["max_concurrent"]), (&json!(0), &json!(4)));
    assert_eq!(service.job(&first)["queue_position"], 2);
    assert_eq!(service.job(&second)["queue_position"], 1);
    assert_eq!(service.post("/api/v1/queue/resume", &Value::Null).is(200).json()["paused"], false);
    for id in [&first, &second] {
        assert_eq!(service.wait(id)["status"], "completed");
    }
}

#[test]
fn the_more_urgent_is_begun_first() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[("JOB_QUEUE_MAX_CONCURRENT", "1")]);
    service.post("/api/v1/queue/pause", &Value::Null).is(200);
    let mut submitted = Vec::new();
    for priority in ["low", "normal", "high", "urgent", "normal", "urgent"] {
        let order = json!({"params": {"seconds": 0.02}, "priority": priority});
        submitted.push((service.submit(SLEEP, &order), priority));
    }
    service.post("/api/v1/queue/resume", &Value::Null).is(200);
    let mut begun: Vec<_> = submitted
        .iter()
        .map(|(id, priority)| {
            let job = service.wait(id);
            assert_eq!(job["priority"], *priority);
            // Their texts do not sort: zeros at the end of the fraction are left out.
            let began: jiff::Timestamp =
                job["started_at"].as_str().and_then(|time| time.parse().ok()).expect("a time");
            (began, id, *priority)
        })
        .collect();
    begun.sort();
    let order: Vec<_> = begun.iter().map(|(_, _, priority)| *priority).collect();
    assert_eq!(order, ["urgent", "urgent", "high", "normal", "normal", "low"]);
    // Among equals, in order of arrival.
    assert_eq!((begun[0].1, begun[1].1), (&submitted[3].0, &submitted[5].0));
    assert_eq!((begun[3].1, begun[4].1), (&submitted[1].0, &submitted[4].0));
}

#[test]
fn a_batch_is_a_job_with_parts_and_a_broken_part_does_not_spoil_the_others() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let good = |heading: &str| saying(&json!({ "heading": heading }));
    let broken = json!({"id": "broken", "format": "no_such_format", "sections": []});
    let order = json!({
        "params": {"videos": [good("One"), broken, good("Two")], "quality": "preview"},
    });
    let batch = service.submit("/api/v1/render/batch", &order);
    let job = service.wait(&batch);
    assert_eq!(job["status"], "completed", "{job}");
    let result = &job["result"];
    let counts = ["completed", "failed", "skipped"].map(|name| result[name].clone());
    assert_eq!(counts, [json!(2), json!(1), json!(0)], "{job}");
    let states: Vec<_> = (0..3).map(|index| result["items"][index]["status"].clone()).collect();
    assert_eq!(states, ["completed", "failed", "completed"]);
    let error = result["items"][1]["error"].to_string();
    assert!(error.contains("VALIDATION_ERROR") && error.contains("/sections"), "{error}");
    let video = result["items"][0]["output"].as_str().expect("an address");
    let file = service.get(video).is(200);
    assert!(file.header("content-type") == "video/mp4" && file.body.len() > 1000, "{file:?}");
    let page = service.get(&format!("/api/v1/jobs?parent={batch}")).is(200).json();
    let parts = page["jobs"].as_array().expect("a list");
    assert!(parts.len() == 3 && parts.iter().all(|part| part["parent_id"] == *batch), "{page}");
    let names = |list: &Value, field: Option<&str>| -> BTreeSet<String> {
        let all = list.as_array().into_iter().flatten();
        all.map(|one| field.map_or(one, |name| &one[name]).to_string()).collect()
    };
    assert_eq!(names(&job["children"], None), names(&page["jobs"], Some("job_id")));
    let elsewhere = json!({"params": {"videos": [good("One")], "output_dir": "/tmp"}});
    let refused = service.wait(&service.submit("/api/v1/render/batch", &elsewhere));
    assert_eq!(refused["error"]["details"]["errors"][0]["field"], "output_dir", "{refused}");
}

#[test]
fn a_batch_that_is_cancelled_takes_its_parts_with_it() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let order = json!({"params": {"videos": [crate::tools::long(), crate::tools::long()]}});
    let batch = service.submit("/api/v1/render/batch", &order);
    let stream = service.stream("/api/v1/events", &[]);
    let part = format!("{batch}-0");
    let begun = |event: crate::service::Event| {
        event.data["job_id"] == *part && event.data["status"] == "processing"
    };
    // It may have begun before the stream was there.
    if service.get(&format!("/api/v1/jobs/{part}")).json()["status"] != "processing" {
        assert!({ stream }.any(begun));
    }
    service.delete(&format!("/api/v1/jobs/{batch}")).is(200);
    assert_eq!(service.wait(&batch)["status"], "cancelled");
    let began = Instant::now();
    assert_eq!(service.wait(&part)["status"], "cancelled");
    assert!(began.elapsed().as_secs() < 10, "the part went on");
    let page = service.get(&format!("/api/v1/jobs?parent={batch}")).json();
    for job in page["jobs"].as_array().expect("a list") {
        assert_eq!(job["status"], "cancelled", "{job}");
    }
}

#[test]
fn what_the_caller_adds_comes_back_with_the_job() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let metadata = json!({"order": 7, "nested": {"ü": [1, null, "x"]}, "": "empty"});
    let id = service.submit(SLEEP, &json!({"params": {}, "metadata": metadata}));
    assert_eq!(service.wait(&id)["metadata"], metadata);
    let long = json!({"params": {}, "metadata": {"a": "x".repeat(20_000)}});
    service.post(SLEEP, &long).refused(400, "VALIDATION_ERROR").naming("metadata");
}

#[test]
fn secrets_are_shown_nowhere() {
    let sandbox = Sandbox::new();
    let settings = [("OPENAI_API_KEY", "sk-configured-secret-1")];
    let service = Service::start(&sandbox, &settings);
    let private = crate::tools::server("404 Not Found\r\nContent-Length: 0", Vec::new());
    let host = private.trim_start_matches("http://");
    let url = format!("http://me:hunter2@{host}/a.png?token=hunter3");
    let texts = json!({"heading": "sk-configured-secret-1", "image": url, "api_key": "hunter4"});
    let order = json!({"params": {"brief": saying(&texts)}, "max_retries": 0});
    let id = service.submit("/api/v1/render/brief", &order);
    let job = service.wait(&id);
    assert_eq!(job["status"], "failed", "a loopback address is not fetched: {job}");
    let logs = service.get(&format!("/api/v1/jobs/{id}/logs")).text();
    let audit = service.get("/api/v1/audit").text();
    let answer = service.get(&format!("/api/v1/jobs/{id}/result")).text();
    let events = format!("{:?}", service.events(&id, "").collect::<Vec<_>>());
    let list = service.get("/api/v1/jobs").text();
    let key = service.key.clone();
    let (_, log) = service.stop(rustix::process::Signal::TERM);
    for place in [job.to_string(), logs, audit, answer, events, list, log] {
        for secret in ["sk-configured-secret-1", "hunter2", "hunter3", "hunter4", &key] {
            assert!(!place.contains(secret), "{secret}: {place}");
        }
    }
    assert!(job.to_string().contains("[removed]"), "{job}");
}

#[test]
fn the_end_of_a_job_is_told_to_its_webhook() {
    let sandbox = Sandbox::new();
    let receiver = Receiver::start(&[("200 OK", b"")]);
    let service = Service::start(&sandbox, &[]);
    let order = json!({"params": {"bytes": 3}, "webhook_url": receiver.url});
    let accepted = service.post(SLEEP, &order).is(202).json();
    assert_eq!(accepted["webhook_registered"], true);
    let message = receiver.next();
    assert_eq!(message.line, "POST / HTTP/1.1");
    assert_eq!(message.header("content-type"), "application/json");
    assert!(!message.header("webhook-id").is_empty(), "{message:?}");
    assert!(message.json().to_string().contains("completed"), "{message:?}");
    assert_eq!(receiver.waiting(), 0);
    let private = json!({"params": {}, "webhook_url": "http://10.0.0.1/"});
    service.post(SLEEP, &private).refused(400, "VALIDATION_ERROR").naming("webhook_url");
}
