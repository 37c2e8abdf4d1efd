//! What a run leaves besides its result: the job log; and what the machine and settings are.

use serde_json::{Value, json};

use crate::{support::Sandbox, tools::saying};

fn prepared() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.brief("brief.json", &saying(&json!({"heading": "Hello"})));
    sandbox
}

#[test]
fn the_job_log_remembers_how_runs_ended() {
    let sandbox = prepared();
    assert_eq!(sandbox.run("jobs list --json").exits(0).json()["jobs"], json!([]));
    sandbox.run("render brief brief.json -o out.mp4").exits(0);
    sandbox.run("render brief gone.json").exits(66);
    let jobs = sandbox.run("jobs list --json").exits(0).json();
    let [failed, done] = jobs["jobs"].as_array().expect("a list").as_slice() else {
        panic!("not two jobs: {jobs}")
    };
    assert_eq!(done["type"], "render.brief");
    assert_eq!(done["status"], "completed");
    assert_eq!(done["progress"], 1.0);
    assert_eq!(done["result"]["frames"], 10);
    assert_eq!(done["params"]["brief"], "brief.json");
    let file = &done["artifacts"][0];
    assert_eq!(file["media_type"], "video/mp4");
    assert_eq!(file["bytes"], sandbox.path("out.mp4").metadata().expect("there").len());
    assert_eq!(file["sha256"].as_str().map(str::len), Some(64));
    assert_eq!(failed["status"], "failed");
    assert_eq!(failed["error"]["code"], "NOT_FOUND");
    let id = done["job_id"].as_str().expect("a text");
    let shown = sandbox.run(&format!("jobs show {id} --json")).exits(0).json();
    assert_eq!(shown["status"], "completed");
    sandbox.run("jobs show job_nothing").exits(66).says(&["job_nothing"]);
    let only = sandbox.run("jobs list --status failed --json").exits(0).json();
    assert_eq!(only["jobs"].as_array().map(Vec::len), Some(1));
    let pruned = sandbox.run("jobs prune --days 0 --json").exits(0).json();
    assert_eq!(pruned["jobs"], 2);
    assert!(sandbox.path("out.mp4").is_file(), "the user's own file is gone");
}

#[test]
fn without_log_nothing_is_remembered() {
    let sandbox = prepared();
    sandbox.run("render brief brief.json -o a.mp4 --no-log").exits(0);
    sandbox.run("render brief brief.json -o b.mp4 --set job_log=false").exits(0);
    assert!(!sandbox.outside("home/data").exists(), "the data folder was made");
}

#[test]
fn a_home_that_cannot_be_written_does_not_break_a_render() {
    let sandbox = prepared();
    std::fs::write(sandbox.outside("file"), "no folder").expect("writable");
    let below = sandbox.outside("file").join("data");
    let line = "render brief brief.json -o out.mp4 --json";
    let call = sandbox.call(line.split(' ')).env("REMOTION_DATA_DIR", &below);
    let call = call.env("HOME", &below).env("XDG_CONFIG_HOME", &below).env("XDG_CACHE_HOME", below);
    let run = call.run().exits(0).says(&["not recorded"]);
    assert_eq!(run.json()["frames"], 10);
    assert_eq!(sandbox.files(), ["brief.json", "out.mp4"]);
    // A database that is none is no reason either.
    std::fs::create_dir_all(sandbox.outside("home/data")).expect("new folder");
    std::fs::write(sandbox.outside("home/data/jobs.sqlite3"), "rubbish".repeat(999)).expect("ours");
    sandbox.run("render brief brief.json -o b.mp4").exits(0).says(&["not recorded"]);
}

#[test]
fn without_any_home_it_renders_too() {
    let sandbox = prepared();
    let mut call = sandbox.call("render brief brief.json -o out.mp4".split(' '));
    for name in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "REMOTION_DATA_DIR"]
    {
        call.command.env_remove(name);
    }
    call.run().exits(0);
    assert!(sandbox.path("out.mp4").is_file());
}

#[test]
fn the_doctor_says_what_is_there_and_what_is_missing() {
    let sandbox = Sandbox::new();
    let report = sandbox.run("doctor --json").exits(0).json();
    let checks = report["checks"].as_array().expect("a list");
    let find =
        |name: &str| checks.iter().find(|c| c["name"].as_str().is_some_and(|n| n.contains(name)));
    for name in ["openh264", "ffmpeg", "font for Latin", "font for Arabic", "disk", "job log"] {
        let check = find(name).unwrap_or_else(|| panic!("no {name}: {report}"));
        let status = check["status"].as_str().expect("a text");
        assert!(["ok", "missing"].contains(&status), "{check}");
        assert!(status == "ok" || check["fix"].is_string(), "no way out is named: {check}");
    }
    for name in ["openh264", "font for Latin", "font for Emoji", "disk", "job log"] {
        assert_eq!(find(name).map(|c| &c["status"]), Some(&json!("ok")), "{name}");
    }
    assert_eq!(report["healthy"], true);
    let call = sandbox.call(["doctor", "--json"]).env("FFMPEG_PATH", "/nonexistent");
    let report = call.run().exits(0).json();
    assert_eq!(report["healthy"], true, "FFmpeg is not needed");
    let ffmpeg = report["checks"].as_array().into_iter().flatten().find(|c| c["name"] == "ffmpeg");
    assert_eq!(ffmpeg.map(|c| &c["status"]), Some(&json!("missing")));
}

#[test]
fn settings_are_shown_with_their_origin_and_without_secrets() {
    let sandbox = Sandbox::new();
    sandbox.write("remotion-media.yaml", "retention_days: 3\nmax_file_size_mb: 9\n");
    sandbox.write(".env", "OPENAI_API_KEY=sk-0123456789secret\nMAX_FILE_SIZE_MB=8\n");
    let line = "config show --origin --json --set service_port=4000";
    let call = sandbox.call(line.split(' ')).env("JOB_QUEUE_MAX_RETRIES", "7");
    let run = call.run().exits(0);
    assert!(!run.stdout.contains("0123456789"), "{run:#?}");
    let settings = run.json();
    let check = |name: &str, value: &str, origin: &str| {
        let setting: &Value = &settings[name];
        assert_eq!(setting["value"], value, "{name}");
        let said = setting["origin"].as_str().expect("a text");
        assert!(said.contains(origin), "{name}: {said:?}");
    };
    check("service_port", "4000", "flag");
    check("job_queue_max_retries", "7", "environment");
    check("max_file_size_mb", "8", ".env");
    check("retention_days", "3", "remotion-media.yaml");
    check("rate_limit_burst_size", "200", "default");
    let text = sandbox.run("config show --origin").exits(0);
    assert!(text.stdout.contains("retention_days") && text.stdout.contains("ORIGIN"), "{text:#?}");
    sandbox.write("remotion-media.yaml", "retention_dayz: 3\n");
    let run = sandbox.run("config show");
    assert!(run.stderr.contains("retention_days"), "a near match is named: {run:#?}");
}
