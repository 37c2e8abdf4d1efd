//! How the program talks: JSON on stdout and nothing else, messages on stderr, quiet when told.

use serde_json::{Value, json};

use crate::{
    support::{Sandbox, root},
    tools::{saying, warnings, with},
};

const RENDER: &str = "render brief brief.json -o out.mp4 --overwrite";

/// A sandbox with a brief that is fine but for an unknown key.
fn prepared() -> Sandbox {
    let sandbox = Sandbox::new();
    let brief = with(saying(&json!({"heading": "Hello"})), "/colour_of_the_sea", json!("blue"));
    sandbox.brief("brief.json", &brief);
    sandbox
}

#[test]
fn json_is_one_object_with_the_fields_of_the_contract() {
    let sandbox = prepared();
    let run = sandbox.run(&format!("{RENDER} --json")).exits(0);
    assert_eq!(run.stdout.lines().count(), 1, "{run:#?}");
    let result = run.json();
    for (field, expected) in [
        ("duration_seconds", json!(1.0)),
        ("frames", json!(10)),
        ("fps", json!(10.0)),
        ("width", json!(320)),
        ("height", json!(568)),
        ("encoder", json!("openh264")),
    ] {
        assert_eq!(result[field], expected, "{field}");
    }
    let bytes = sandbox.path("out.mp4").metadata().expect("it is there").len();
    assert_eq!(result["file_size_bytes"], bytes);
    assert!(result["render_time_seconds"].as_f64().is_some_and(|s| s > 0.0), "{result}");
    assert!(result["video"].as_str().is_some_and(|path| path.ends_with("out.mp4")), "{result}");
    assert!(warnings(&result).iter().any(|w| w.contains("/colour_of_the_sea")), "{result}");
}

#[test]
fn lists_of_a_result_are_there_when_they_are_empty() {
    let sandbox = Sandbox::new();
    sandbox.brief("brief.json", &saying(&json!({"heading": "Hello"})));
    let result = sandbox.run(&format!("{RENDER} --json")).exits(0).json();
    assert_eq!(result["warnings"], json!([]));
    let found = sandbox.run("validate brief.json --json").exits(0).json();
    assert_eq!(found["warnings"], json!([]));
}

#[test]
fn an_error_as_json_is_the_contracts_envelope_on_stderr() {
    let sandbox = Sandbox::new();
    sandbox.write("wrong.json", r#"{"format": "explainer_v1", "sections": 3}"#);
    let run = sandbox.run("render brief wrong.json --json").exits(65);
    assert_eq!(run.stdout, "");
    let envelope: Value = serde_json::from_str(&run.stderr).expect("one JSON object");
    assert_eq!(envelope["success"], false);
    let error = &envelope["error"];
    assert_eq!(error["code"], "VALIDATION_ERROR");
    assert_eq!(error["retryable"], false);
    assert!(error["message"].as_str().is_some_and(|text| text.contains("/sections")), "{error}");
    assert_eq!(error["details"]["errors"][0]["field"], "/sections");
    let run = sandbox.run("render brief gone.json --json").exits(66);
    let envelope: Value = serde_json::from_str(&run.stderr).expect("one JSON object");
    assert_eq!(envelope["error"]["code"], "NOT_FOUND");
    let run = sandbox.run("render brief gone.json --no-such-flag --json").exits(2);
    let envelope: Value = serde_json::from_str(&run.stderr).expect("one JSON object");
    assert_eq!(envelope["success"], false);
}

#[test]
fn a_stream_is_one_json_object_per_line_and_the_result_is_the_last() {
    let sandbox = prepared();
    let run = sandbox.run(&format!("{RENDER} --json-stream")).exits(0);
    assert_eq!(run.stderr, "");
    let parse = |line| serde_json::from_str(line).expect("every line is JSON");
    let events: Vec<Value> = run.stdout.lines().map(parse).collect();
    let (last, before) = events.split_last().expect("there are events");
    assert_eq!(last["event"], "result");
    assert_eq!(last["result"]["frames"], 10);
    assert!(before.iter().all(|event| event["event"] != "result"), "{run:#?}");
    for wanted in ["progress", "warning"] {
        assert!(before.iter().any(|event| event["event"] == wanted), "no {wanted}: {run:#?}");
    }
    assert!(before.iter().any(|event| event["stage"] == "rendering"), "{run:#?}");
    let run = sandbox.run("render brief gone.json --json-stream").exits(66);
    let last: Value =
        serde_json::from_str(run.stdout.lines().last().expect("a line")).expect("JSON");
    assert_eq!((&last["event"], &last["error"]["code"]), (&json!("error"), &json!("NOT_FOUND")));
}

#[test]
fn quiet_says_nothing_but_errors() {
    let sandbox = prepared();
    sandbox.run(RENDER).exits(0).says(&["warning: ", "/colour_of_the_sea"]);
    let run = sandbox.run(&format!("{RENDER} --quiet")).exits(0);
    assert_eq!(run.stderr, "");
    sandbox.run("render brief gone.json -q").exits(66).says(&["error: ", "gone.json"]);
}

#[test]
fn messages_have_no_colours_where_there_is_no_terminal() {
    let sandbox = prepared();
    let run = sandbox.run(RENDER).exits(0);
    assert!(!run.stderr.contains('\u{1b}') && !run.stdout.contains('\u{1b}'), "{run:#?}");
    let forced = sandbox.call(RENDER.split(' ')).env("CLICOLOR_FORCE", "1").run().exits(0);
    assert!(forced.stderr.contains('\u{1b}'), "{forced:#?}");
    let line = format!("{RENDER} --no-color");
    let run = sandbox.call(line.split(' ')).env("CLICOLOR_FORCE", "1").run().exits(0);
    assert!(!run.stderr.contains('\u{1b}'), "{run:#?}");
}

#[test]
fn a_brief_comes_from_standard_input() {
    let sandbox = Sandbox::new();
    let brief = saying(&json!({"heading": "Hello"})).to_string();
    let call = sandbox.call("render brief - -o out.mp4 --json".split(' '));
    assert_eq!(call.stdin(brief.clone()).run().exits(0).json()["frames"], 10);
    let yaml = "format: explainer_v1\nsections:\n  - {type: intro, content: {title: Hello}}\n";
    let call = sandbox.call("validate - --json".split(' '));
    assert_eq!(call.stdin(yaml).run().exits(0).json()["valid"], true);
    let call = sandbox.call(["render", "brief", "-"]);
    call.stdin("").run().exits(65).says(&["standard input", "empty"]);
    let call = sandbox.call(["render", "brief", &brief, "-o", "inline.mp4"]);
    call.run().exits(0);
}

#[test]
fn fields_come_from_a_file_and_flags_win() {
    let sandbox = prepared();
    sandbox.write("p.yaml", "brief: brief.json\nquality: preview\nframes: 0-4\n");
    let result = sandbox.run("render brief --params p.yaml -o a.mp4 --json").exits(0).json();
    assert_eq!((&result["width"], &result["frames"]), (&json!(160), &json!(5)));
    let line = "render brief --params p.yaml --frames 2-3 -o b.mp4 --json";
    assert_eq!(sandbox.run(line).exits(0).json()["frames"], 2);
    sandbox.write("wrong.yaml", "brief: brief.json\nqualty: preview\n");
    sandbox.run("render brief --params wrong.yaml").exits(65).says(&["qualty"]);
}

#[test]
fn a_wrong_call_says_what_is_right() {
    let sandbox = prepared();
    sandbox.run("render brief").exits(65).says(&["--brief", "--help"]);
    sandbox.run("render brief brief.json --qualty preview").exits(2).says(&["--quality"]);
    sandbox.run("render breif brief.json").exits(2).says(&["brief"]);
    sandbox.run("").exits(2).says(&["Usage"]);
    sandbox.run("render brief gone.json").exits(66).says(&["gone.json"]);
    sandbox.run("render brief .").exits(65).says(&["folder"]);
    for (flag, part) in [
        ("--quality best", "preview"),
        ("--frames 9-3", "frames"),
        ("--frames 90-99", "10 frames"),
        ("--frames x", "FIRST-LAST"),
        ("--crf 99", "63"),
        ("--template-dir nowhere", "nowhere"),
    ] {
        let run = sandbox.run(&format!("render brief brief.json {flag}"));
        let code = run.status.code();
        assert!(matches!(code, Some(2 | 65 | 66)), "{run:#?}");
        assert!(run.stderr.contains(part) && !run.stderr.contains("panicked"), "{run:#?}");
    }
    assert_eq!(sandbox.files(), ["brief.json"]);
}

#[test]
fn completions_and_man_pages_are_fresh() {
    let folder = root();
    let folder = folder.to_str().expect("a plain path");
    Sandbox::new().run(&format!("generate --check {folder}")).exits(0);
}
