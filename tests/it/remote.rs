//! The command line as a client of a service: the same commands, with their files sent along and
//! brought back; jobs watched, cancelled, tried again; webhooks verified and heard.

use std::process::Command;

use rustix::process::Signal;
use serde_json::{Value, json};

use crate::{
    service::Service,
    support::{Call, Sandbox},
    tools::{png, saying, wav},
};

const SLEEP: &str = "/api/v1/test/sleep";

/// A command against a service, with its key.
fn call(sandbox: &Sandbox, service: &Service, line: &str) -> Call {
    let call = sandbox.call(line.split_whitespace());
    call.env("REMOTION_SERVICE_URL", &service.url).env("REMOTION_SERVICE_API_KEY", &service.key)
}

#[test]
fn a_brief_goes_there_with_its_pictures_and_the_video_comes_back() {
    let (sandbox, elsewhere) = (Sandbox::new(), Sandbox::new());
    let service = Service::start(&elsewhere, &[]);
    sandbox.write("a.png", png(64, 64, [200, 30, 30]));
    sandbox.brief("brief.json", &saying(&json!({"heading": "Hello", "image": "a.png"})));
    let run = call(&sandbox, &service, "render brief brief.json -o out.mp4 --json").run().exits(0);
    let result = run.json();
    assert_eq!(result["video"], "out.mp4");
    assert_eq!(result["frames"], 10);
    let bytes = sandbox.path("out.mp4").metadata().expect("it is there").len();
    assert_eq!(result["file_size_bytes"], bytes);
    assert_eq!(sandbox.files(), ["a.png", "brief.json", "out.mp4"]);
    // The same as when it is rendered here.
    call(&sandbox, &service, "render brief brief.json -o here.mp4 --local").run().exits(0);
    let file = |name| std::fs::read(sandbox.path(name)).expect("it is there");
    assert!(file("out.mp4") == file("here.mp4"), "the service renders something else");
    // What is in the way is not replaced.
    let line = "render brief brief.json -o out.mp4";
    call(&sandbox, &service, line).run().exits(73).says(&["exists", "--overwrite"]);
    call(&sandbox, &service, "render brief gone.json -o x.mp4").run().exits(66);
    let wrong = call(&sandbox, &service, line).env("REMOTION_SERVICE_API_KEY", "not-the-key");
    wrong.run().exits(4);
}

#[test]
fn files_that_are_told_as_texts_go_there_whole_whatever_they_are() {
    let (sandbox, elsewhere) = (Sandbox::new(), Sandbox::new());
    let service = Service::start(&elsewhere, &[]);
    sandbox.brief("brief.json", &saying(&json!({"heading": "Hello"})));
    // JSON and YAML as well: only a brief is read here.
    sandbox.write("words.json", r#"[{"text": "Hello", "start": 0.0, "end": 0.3}]"#);
    let line =
        "render brief brief.json --captions burned --caption-file words.json -o out.mp4 --json";
    let result = call(&sandbox, &service, line).run().exits(0).json();
    assert_eq!(result["captions"].as_array().map(Vec::len), Some(3), "{result}");
    assert_eq!((&result["video"], &result["captions"][0]), (&json!("out.mp4"), &json!("out.srt")));
    let srt = std::fs::read_to_string(sandbox.path("out.srt")).expect("it came back");
    assert!(srt.contains("Hello"), "{srt}");
    sandbox.write("voice.wav", wav(1.0, 300.0));
    sandbox.write(
        "mine.yaml",
        "effects: [{id: gong, file: /nowhere/gong.wav, description: a gong, tags: [gong], category: ui, intensity: 2}]",
    );
    let events = r#"{"sfx_id":"pop","time":0.2}"#;
    let line = format!("audio sfx voice.wav --manifest mine.yaml --events {events} -o fx.wav");
    // It is read there, as a manifest, and no path of that machine is followed.
    call(&sandbox, &service, &line).run().exits(65).says(&["manifest", "/effects/0/file"]);
}

#[test]
fn an_ad_and_a_list_are_asked_for_in_the_same_words() {
    let (sandbox, elsewhere) = (Sandbox::new(), Sandbox::new());
    let service = Service::start(&elsewhere, &[]);
    let line = "render static-ad sale-offer-v1 --sizes 540x540 --sizes 540x960 -o ads/ --json";
    let result = call(&sandbox, &service, line).run().exits(0).json();
    assert_eq!(result["images"].as_array().map(Vec::len), Some(2), "{result}");
    for image in result["images"].as_array().into_iter().flatten() {
        let path = sandbox.path(image["image"].as_str().expect("a path"));
        assert!(path.is_file(), "{}", path.display());
    }
    let there = call(&sandbox, &service, "render formats --json").run().exits(0).json();
    let here = call(&sandbox, &service, "render formats --json --local").run().exits(0).json();
    assert_eq!(there, here);
}

#[test]
fn a_job_can_be_left_watched_cancelled_and_tried_again() {
    let (sandbox, elsewhere) = (Sandbox::new(), Sandbox::new());
    let service = Service::start(&elsewhere, &[]);
    let json = |line: &str| call(&sandbox, &service, line).run().exits(0).json();
    let left = json("test sleep --seconds 600 --detach --json --idempotency-key daily");
    let id = left["job_id"].as_str().expect("a name").to_owned();
    let again = json("test sleep --seconds 600 --detach --json --idempotency-key daily");
    assert_eq!(again["job_id"], id, "the same key is the same job");
    let listed = json("jobs list --json");
    assert_eq!(listed["jobs"].as_array().map(Vec::len), Some(1), "{listed}");
    assert_eq!(json(&format!("jobs show {id} --json"))["type"], "test.sleep");
    json(&format!("jobs cancel {id} --json"));
    let watched = call(&sandbox, &service, &format!("jobs watch {id} --json")).run().exits(130);
    assert!(watched.stderr.contains("CANCELLED"), "{watched:#?}");
    let logs = json(&format!("jobs logs {id} --json"));
    let last = logs["logs"].as_array().and_then(|lines| lines.last()).cloned();
    assert_eq!(last.expect("a line")["event"], "cancelled");
    let new = json(&format!("jobs retry {id} --json"));
    let new = new["job_id"].as_str().expect("a name").to_owned();
    assert_ne!(new, id);
    json(&format!("jobs cancel {new} --json"));
    call(&sandbox, &service, &format!("jobs cancel {new}")).run().exits(73).says(&["ended"]);
}

#[test]
fn an_interrupt_and_a_time_limit_end_the_job_there() {
    let (sandbox, elsewhere) = (Sandbox::new(), Sandbox::new());
    let service = Service::start(&elsewhere, &[]);
    let mut running = call(&sandbox, &service, "test sleep --seconds 600 --json-stream").start();
    running.wait_for_output("sleeping");
    running.send(Signal::INT);
    running.end().exits(130);
    call(&sandbox, &service, "test sleep --seconds 600 --timeout 1s").run().exits(124);
    let jobs = service.get("/api/v1/jobs").is(200).json();
    for job in jobs["jobs"].as_array().expect("a list") {
        assert_eq!(service.wait(job["job_id"].as_str().expect("a name"))["status"], "cancelled");
    }
}

#[test]
fn a_client_follows_its_job_through_a_restart_of_the_service() {
    let (sandbox, elsewhere) = (Sandbox::new(), Sandbox::new());
    let service = Service::start(&elsewhere, &[]);
    let port = service.address().port().to_string();
    let mut running =
        call(&sandbox, &service, "test sleep --seconds 3 --json-stream -o out.bin").start();
    running.wait_for_output("sleeping");
    service.kill();
    let service = Service::try_start(&elsewhere, &["--port", &port], &[]).expect("it starts");
    running.end().exits(0);
    assert!(sandbox.path("out.bin").is_file());
    drop(service);
}

#[test]
fn commands_of_the_same_user_find_the_service_and_its_key() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let id = service.sleep(&json!({"seconds": 600}));
    service.begun(&id);
    sandbox.run(&format!("jobs cancel {id}")).exits(0);
    assert_eq!(service.wait(&id)["status"], "cancelled");
    let key = sandbox.run("serve --print-key").exits(0);
    assert_eq!(key.stdout.trim(), service.key);
    let calls = sandbox.run("audit --json --limit 500").exits(0);
    let entries = calls.json();
    let cancelled = entries["entries"].as_array().into_iter().flatten();
    let cancelled: Vec<_> = cancelled.filter(|entry| entry["method"] == "DELETE").collect();
    assert_eq!(cancelled.len(), 1, "{entries}");
    assert_eq!(cancelled[0]["job_id"], id);
    assert!(!calls.stdout.contains(&service.key), "the key is in the audit log");
}

#[test]
fn a_queued_job_is_cancelled_without_a_service() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    service.post("/api/v1/queue/pause", &json!({})).is(200);
    let id = service.sleep(&json!({"seconds": 600}));
    service.kill();
    sandbox.run(&format!("jobs cancel {id}")).exits(0);
    let shown = sandbox.run(&format!("jobs show {id} --json")).exits(0).json();
    assert_eq!(shown["status"], "cancelled");
    sandbox.run(&format!("jobs retry {id}")).exits(75).says(&["remotion-media serve"]);
}

#[test]
fn webhooks_are_listened_to_verified_listed_and_sent_again() {
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let sandbox = Sandbox::new();
    let old = "an older secret that is still in use";
    let service =
        Service::start(&sandbox, &[("REMOTION_WEBHOOK_SECRETS", &format!("{old},{SECRET}"))]);
    let line = format!("webhooks listen --port 0 --count 2 --json --secret {SECRET}");
    let mut listener = sandbox.call(line.split(' ')).start();
    let mut lines = {
        let pipe = listener.child.stdout.take().expect("it is piped");
        std::io::BufRead::lines(std::io::BufReader::new(pipe))
    };
    let mut next = || -> Value {
        let line = lines.next().expect("a line").expect("a text");
        serde_json::from_str(&line).expect("JSON")
    };
    let url = next()["url"].as_str().expect("a text").to_owned();
    let body = json!({
        "params": {"seconds": 0}, "webhook_url": url, "webhook_events": ["completed"],
    });
    let id = service.submit(SLEEP, &body);
    let heard = next();
    assert_eq!(heard["signature"], "valid", "{heard}");
    assert_eq!(heard["body"]["type"], "job.completed");
    assert_eq!(heard["body"]["data"]["job_id"], id);
    let message = heard["id"].as_str().expect("a name").to_owned();
    sandbox.run(&format!("webhooks redeliver {message}")).exits(0);
    let again = next();
    assert_eq!((&again["id"], &again["body"]), (&heard["id"], &heard["body"]));
    listener.end().exits(0);
    let listed = sandbox.run("webhooks list --json").exits(0).json();
    assert_eq!(listed["webhooks"][0]["id"], message, "{listed}");
    let line =
        format!("webhooks verify --id {message} --timestamp 1 --signature v1,x --secret {SECRET}");
    sandbox.call(line.split(' ')).stdin("{}").run().exits(4).says(&["no signature fits"]);
}

#[test]
fn unit_files_name_the_program_and_the_data_folder() {
    let sandbox = Sandbox::new();
    for (kind, word) in [("systemd", "ExecStart="), ("launchd", "<plist version=\"1.0\">")] {
        let unit = sandbox.run(&format!("serve --print-unit {kind}")).exits(0).stdout;
        assert!(unit.contains(word) && unit.contains("home/data"), "{unit}");
        if kind == "systemd" && Command::new("systemd-analyze").arg("--version").output().is_ok() {
            sandbox.write("remotion-media.service", &unit);
            let path = sandbox.path("remotion-media.service");
            let done = Command::new("systemd-analyze").arg("verify").arg(path).output();
            let said = String::from_utf8_lossy(&done.expect("it starts").stderr).into_owned();
            assert!(!said.contains("Unknown") && !said.contains("Invalid"), "{said}");
        }
    }
}
