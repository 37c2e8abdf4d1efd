//! The API's description, held against the service by others' tools: a validator of `OpenAPI`, and
//! schemathesis, which makes up requests from it.
//!
//! `tests/run` installs both; what the doors answer in detail is left to `doors`.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use serde_json::Value;

use crate::{
    service::{ADMIN, Service},
    support::{Run, Running, Sandbox},
    tools::can,
};

/// Thousands of requests, beside other tests.
const LONG: Duration = Duration::from_mins(10);

/// A program that `tests/run` installed.
#[track_caller]
fn tool(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("REMOTION_TEST_TOOLS").map(PathBuf::from).unwrap_or_default();
    let file = folder.join("bin").join(name);
    can(name, file.is_file()).then_some(file)
}

fn run(program: &Path, sandbox: &Sandbox, arguments: &[&str]) -> Run {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(sandbox.work()).env("PYTHONUTF8", "1");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let line = format!("{} {}", program.display(), arguments.join(" "));
    Running { line, child: command.spawn().expect("it is installed") }.end_within(LONG)
}

/// A service, and a file with its description.
fn described(sandbox: &Sandbox) -> Service {
    let service = Service::start(sandbox, &[("REMOTION_SERVICE_API_KEY", ADMIN)]);
    let description = service.get("/api/v1/openapi.json").is(200);
    sandbox.write("openapi.json", &description.body);
    service
}

#[test]
fn a_public_validator_accepts_the_description() {
    let Some(validator) = tool("openapi-spec-validator") else { return };
    let sandbox = Sandbox::new();
    described(&sandbox);
    run(&validator, &sandbox, &["openapi.json"]).exits(0);
    // It would have found a mistake.
    sandbox.write("broken.json", r#"{"openapi": "3.1.0", "info": {"title": "no version"}}"#);
    run(&validator, &sandbox, &["broken.json"]).exits(1);
}

#[test]
fn made_up_requests_get_no_answer_outside_the_description() {
    let Some(schemathesis) = tool("schemathesis") else { return };
    let sandbox = Sandbox::new();
    let service = described(&sandbox);
    let key = format!("X-API-Key: {ADMIN}");
    // A job that was given too little time answers 504, and a provider that is not set up 503, by
    // the contract; that these are the reasons is looked at below, answer by answer.
    let answers = |path: &str, status: u16| {
        format!(
            "[[operations]]\ninclude-path = \"/api/v1{path}\"\n\
             checks.not_a_server_error.expected-statuses = [\"2xx\", \"4xx\", {status}]\n"
        )
    };
    let mut rules = answers("/jobs/{id}/result", 504);
    for path in [
        "/audio/music/generate",
        "/audio/music/search",
        "/audio/sfx",
        "/tts/generate",
        "/tts/multi-language",
        "/tts/voice-clone",
    ] {
        rules += &answers(path, 503);
    }
    sandbox.write("schemathesis.toml", rules);
    let checks = [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
        "negative_data_rejection",
        "unsupported_method",
        "allow_header_conformance",
        "use_after_free",
    ];
    let done = run(
        &schemathesis,
        &sandbox,
        &[
            "run",
            "openapi.json",
            "--url",
            &service.url,
            "--header",
            &key,
            "--checks",
            &checks.join(","),
            "--phases",
            "examples,coverage,fuzzing,stateful",
            "--max-examples",
            "10",
            "--seed",
            "7",
            "--continue-on-failure",
            "--no-color",
            "--suppress-health-check",
            "all",
            "--request-timeout",
            "60",
            "--report",
            "har",
            "--report-har-path",
            "calls.har",
            // Streams have no end, and `test.sleep` is made to fail.
            "--exclude-path-regex",
            "/events$|/test/",
        ],
    );
    assert_eq!(done.status.code(), Some(0), "{}\n{}", done.stdout, done.stderr);
    let calls = std::fs::read(sandbox.path("calls.har")).expect("the report is there");
    let calls: Value = serde_json::from_slice(&calls).expect("HAR is JSON");
    let calls = calls["log"]["entries"].as_array().expect("calls");
    let failed = calls.iter().filter(|call| call["response"]["status"].as_u64() >= Some(500));
    for call in failed {
        let content = &call["response"]["content"];
        let text = content["text"].as_str().unwrap_or_default();
        let plain = ["\"code\":\"PROVIDER_NOT_CONFIGURED\"", "\"code\":\"JOB_TIMEOUT\""];
        assert!(
            plain.iter().any(|code| text.contains(code)),
            "{} {content}",
            call["request"]["url"]
        );
    }
    let tried = |line: &str| line.trim().split_once(" generated, ")?.0.parse::<usize>().ok();
    let count = done.stdout.lines().find_map(tried).unwrap_or_default();
    assert!(count > 1000, "it tried next to nothing: {}", done.stdout);
    service.get("/health").is(200);
}
