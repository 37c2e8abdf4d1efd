//! The doors that tell what the service is and can: health, counters, capabilities, description,
//! pages, plain lists, and what pages of other sites may ask.

use serde_json::{Value, json};

use crate::{
    service::{READ, Service, scopes},
    support::Sandbox,
};

#[test]
fn health_is_open_and_tells_the_truth_by_dependency() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[("REMOTION_SERVICE_API_KEY", &scopes())]);
    let open = |path: &str| {
        let none = [("authorization", "")];
        service.send("GET", path, &none, &[]).is(200).json()
    };
    let health = open("/health");
    assert_eq!(health["status"], "ok");
    assert_eq!(health["version"], env_version());
    assert!(health["uptime_sec"].is_u64(), "{health}");
    assert_eq!(health["queue"], json!({"queued": 0, "processing": 0, "paused": false}));
    assert_eq!(open("/health/live"), json!({"status": "live"}));
    let ready = open("/health/ready");
    assert_eq!(ready["status"], "ready");
    for name in ["database", "ffmpeg", "disk", "queue"] {
        let check = &ready["checks"][name];
        assert!(check["status"].is_string() && check["detail"].is_string(), "{name}: {ready}");
    }
    assert_eq!(ready["checks"]["database"]["status"], "ok");
    assert_eq!(service.send("HEAD", "/health", &[], &[]).is(200).body, b"");
    service.post("/api/v1/queue/pause", &Value::Null).is(200);
    let ready = open("/health/ready");
    assert_eq!(ready["checks"]["queue"]["status"], "degraded", "{ready}");
    assert_eq!(open("/health")["queue"]["paused"], true);
}

/// The version that the binary says it has.
fn env_version() -> String {
    let run = Sandbox::new().run("--version").exits(0);
    run.stdout.split_whitespace().last().expect("a version").to_owned()
}

#[test]
fn without_ffmpeg_the_service_is_ready_and_says_what_is_missing() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[("PATH", "/nowhere")]);
    let ready = service.get("/health/ready").is(200).json();
    assert_eq!(ready["checks"]["ffmpeg"]["status"], "missing", "{ready}");
    let told = service.get("/api/v1/capabilities").is(200).json();
    let rows = told["capabilities"].as_array().expect("a list");
    let row = |name: &str| rows.iter().find(|row| row["name"] == name).expect("it is there");
    let (brief, ad) = (row("render.brief"), row("render.static-ad"));
    assert_eq!(brief["status"], "degraded", "{brief}");
    assert!(brief["reason"].as_str().is_some_and(|text| text.contains("FFmpeg")), "{brief}");
    assert_eq!(ad["status"], "available", "{ad}");
}

#[test]
fn every_example_of_a_request_makes_what_it_asks_for() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let told = service.get("/api/v1/capabilities").is(200).json();
    let mut made = Vec::new();
    for row in told["capabilities"].as_array().expect("a list") {
        for example in row["examples"].as_array().expect("a list") {
            let path = row["path"].as_str().expect("a text");
            let answer =
                service.post_with(path, &[("prefer", "wait=110")], &json!({ "params": example }));
            let answer = answer.is(200).json();
            let id = answer["job_id"].as_str().unwrap_or_else(|| panic!("no job: {answer}"));
            let job = service.job(id);
            // A batch's files are those of its parts.
            let parts = job["children"].as_array().is_some_and(|parts| !parts.is_empty());
            assert!(parts || job["artifacts"] != json!([]), "{path} makes nothing: {answer}");
            made.push(row["name"].as_str().expect("a text").to_owned());
        }
    }
    for name in ["brief", "batch", "explainer", "still", "static-ad", "ad-template"] {
        assert!(made.contains(&format!("render.{name}")), "no example of {name}: {made:?}");
    }
}

#[test]
fn counters_are_labelled_by_routes_and_never_by_what_callers_send() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[("REMOTION_SERVICE_API_KEY", &scopes())]);
    let id = service.sleep(&json!({"bytes": 10}));
    service.wait(&id);
    service.get("/api/v1/jobs/no-such-job").is(404);
    service.get("/api/v1/some-invented-path").is(404);
    service.send("BREW", "/api/v1/jobs", &[], &[]).is(405);
    let answer = service.get("/metrics").is(200);
    assert_eq!(answer.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    let text = answer.text();
    for name in [
        "remotion_http_requests_total",
        "remotion_http_request_duration_seconds",
        "remotion_jobs_submitted_total",
        "remotion_job_attempts_total",
        "remotion_job_duration_seconds",
        "remotion_jobs",
        "remotion_queue_depth",
        "remotion_queue_oldest_seconds",
        "remotion_queue_paused",
        "remotion_jobs_active",
        "remotion_artifact_bytes_total",
        "remotion_process_resident_bytes",
        "remotion_process_uptime_seconds",
    ] {
        assert!(text.contains(&format!("# HELP {name} ")), "{name}: {text}");
        assert!(text.lines().any(|line| line.starts_with(name)), "{name}: {text}");
    }
    for part in [
        r#"route="/api/v1/jobs/{id}",method="GET",status="200""#,
        r#"route="/api/v1/jobs/{id}",method="GET",status="404""#,
        r#"route="unmatched",method="GET",status="404""#,
        r#"method="other",status="405""#,
        r#"remotion_jobs{type="test.sleep",status="completed"} 1"#,
        "remotion_artifact_bytes_total 10",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    for told in [&*id, "no-such-job", "some-invented-path", "BREW"] {
        assert!(!text.contains(told), "{told}: {text}");
    }
    service.send("GET", "/metrics", &[("x-api-key", READ)], &[]).is(200);
    service.send("GET", "/metrics", &[("x-api-key", "a wrong key")], &[]).is(401);
}

#[test]
fn every_capability_says_where_it_is_and_what_it_takes() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let told = service.get("/api/v1/capabilities").is(200).json();
    assert_eq!(told["service"], "remotion-media");
    let openapi = service.get("/api/v1/openapi.json").is(200).json();
    let rows = told["capabilities"].as_array().expect("a list");
    assert!(rows.iter().any(|row| row["name"] == "render.brief"), "{told}");
    for row in rows {
        let text = |field: &str| row[field].as_str().unwrap_or_else(|| panic!("{field}: {row}"));
        assert!(["available", "degraded", "unconfigured"].contains(&text("status")), "{row}");
        assert!(["quick", "job"].contains(&text("weight")), "{row}");
        assert!(row["providers"].is_array() && !text("summary").is_empty(), "{row}");
        let method = text("method").to_lowercase();
        assert!(openapi["paths"][text("path")][&method].is_object(), "{row}");
        for schema in ["request_schema", "result_schema"] {
            let (file, pointer) = text(schema).split_once('#').expect("a part of a file");
            assert_eq!(file, "/api/v1/openapi.json");
            assert!(openapi.pointer(pointer).is_some(), "{row}");
        }
        let wrong = row["status"] != "available" && row["reason"].is_null();
        assert!(!wrong, "without a reason: {row}");
    }
    let only_here = rows.iter().any(|row| row["name"] == "new.brief");
    assert!(!only_here, "new.brief writes where its caller says");
    service.post("/api/v1/new/brief", &json!({"params": {}})).refused(404, "NOT_FOUND");
}

#[test]
fn the_description_is_the_same_in_both_forms_and_every_path_in_it_is_there() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let json = service.get("/api/v1/openapi.json").is(200).json();
    let yaml = service.get("/api/v1/openapi.yaml").is(200);
    assert_eq!(yaml.header("content-type"), "application/yaml");
    let yaml: Value = serde_yaml::from_str(&yaml.text()).expect("YAML");
    assert_eq!(json, yaml);
    assert_eq!(json["openapi"], "3.1.0");
    for (path, methods) in json["paths"].as_object().expect("an object") {
        let there = path.replace("{id}", "no-such").replace("{name}", "no-such");
        for method in methods.as_object().expect("an object").keys() {
            if path.ends_with("events") && method == "get" {
                // A stream of all jobs does not end.
                continue;
            }
            // What is not read would make the service hang up.
            let read = method == "post" && !path.contains("{id}") && !path.contains("/queue/");
            let body: &[u8] = if read { b"[]" } else { b"" };
            let answer = service.send(&method.to_uppercase(), &there, &[], body);
            let nothing = answer.text().contains("there is nothing at");
            assert!(answer.status != 405 && !nothing, "{method} {path}: {}", answer.text());
        }
    }
}

#[test]
fn the_pages_are_open_and_run_nothing_from_elsewhere() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    for path in ["/", "/api/v1/docs"] {
        let page = service.send("GET", path, &[("authorization", "")], &[]).is(200);
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(page.header("x-content-type-options"), "nosniff");
        assert_eq!(page.header("referrer-policy"), "no-referrer");
        let policy = page.header("content-security-policy").to_owned();
        for part in [
            "default-src 'none'",
            "script-src 'sha256-",
            "style-src 'sha256-",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(part), "{path}: {part}: {policy}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains('*'), "{policy}");
        let text = page.text();
        for elsewhere in ["src=\"http", "href=\"http", "src='http", "@import", "url(http"] {
            assert!(!text.contains(elsewhere), "{path}: {elsewhere}");
        }
        assert!(!text.contains(&service.key), "{path} shows the key");
    }
    service.send("GET", "/favicon.ico", &[("authorization", "")], &[]).is(204);
}

#[test]
fn plain_lists_are_asked_for_with_get() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let formats = service.get("/api/v1/render/formats").is(200).json();
    let known = formats["result"]["formats"].as_array().expect("a list");
    assert!(known.iter().any(|format| format["id"] == "explainer_v1"), "{formats}");
    let templates = service.get("/api/v1/render/templates").is(200).json();
    let known = templates["result"]["templates"].as_array().expect("a list");
    assert!(known.len() >= 5, "{templates}");
    for template in known {
        assert_eq!(template["parameters"]["type"], "object", "{template}");
    }
    let answer = service.get("/api/v1/render/formats?colour=red");
    answer.refused(400, "VALIDATION_ERROR").naming("colour");
    service.get("/api/v1/render/formats?a=%ff").refused(400, "VALIDATION_ERROR");
}

#[test]
fn pages_of_other_sites_may_ask_only_if_their_origin_is_configured() {
    let sandbox = Sandbox::new();
    let origins = "http://localhost:*,https://*.example.org";
    let service = Service::start(&sandbox, &[("REMOTION_SERVICE_CORS_ORIGINS", origins)]);
    let ask = |origin: &str| {
        let headers = [
            ("origin", origin),
            ("authorization", ""),
            ("access-control-request-method", "POST"),
            ("access-control-request-headers", "authorization,content-type,idempotency-key"),
        ];
        service.send("OPTIONS", "/api/v1/render/brief", &headers, &[])
    };
    let answer = ask("http://localhost:5173").is(200);
    assert_eq!(answer.header("access-control-allow-origin"), "http://localhost:5173");
    for name in ["authorization", "x-api-key", "idempotency-key", "last-event-id", "prefer"] {
        assert!(answer.header("access-control-allow-headers").contains(name), "{answer:?}");
    }
    assert!(answer.header("access-control-allow-methods").contains("DELETE"), "{answer:?}");
    assert_eq!(answer.header("access-control-allow-credentials"), "", "no cookies are used");
    let let_in = |origin: &str| !ask(origin).header("access-control-allow-origin").is_empty();
    assert!(let_in("https://a.example.org"));
    for stranger in [
        "https://example.org",
        "https://a.b.example.org",
        "https://a.example.org.evil.example",
        "http://a.example.org",
        "http://localhost:5173.evil.example",
        "https://evil.example",
        "null",
    ] {
        assert!(!let_in(stranger), "{stranger}");
    }
    // The answer itself says it too, and refusals can be read by the page that got them.
    let headers = [("origin", "http://localhost:1"), ("authorization", "Bearer wrong")];
    let answer = service.send("GET", "/api/v1/jobs", &headers, &[]).refused(401, AUTHENTICATION);
    assert_eq!(answer.header("access-control-allow-origin"), "http://localhost:1");
    assert!(answer.header("access-control-expose-headers").contains("retry-after"));
    let unset = Sandbox::new();
    let service = Service::start(&unset, &[]);
    let headers = [("origin", "http://localhost:5173")];
    let answer = service.send("GET", "/health", &headers, &[]).is(200);
    assert_eq!(answer.header("access-control-allow-origin"), "");
}

const AUTHENTICATION: &str = "AUTHENTICATION_ERROR";

#[test]
fn the_audit_log_tells_who_asked_for_what_and_how_it_went() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[("REMOTION_SERVICE_API_KEY", &scopes())]);
    let named = [("x-request-id", "one-of-mine"), ("x-api-key", READ)];
    let answer = service.send("GET", "/api/v1/jobs?type=a-secret-query", &named, &[]).is(200);
    assert_eq!(answer.header("x-request-id"), "one-of-mine");
    let id = service.sleep(&json!({}));
    service.wait(&id);
    let entries = service.get("/api/v1/audit").is(200).json();
    let all = entries["entries"].as_array().expect("a list");
    let mine = all.iter().find(|entry| entry["request_id"] == "one-of-mine").expect("it is there");
    assert_eq!(mine["route"], "/api/v1/jobs");
    assert_eq!((&mine["method"], &mine["status"]), (&json!("GET"), &json!(200)));
    assert_eq!(mine["remote"], "127.0.0.1");
    let order = all.iter().find(|entry| entry["method"] == "POST").expect("it is there");
    assert_eq!(order["job_id"], *id);
    assert_ne!(order["key_id"], mine["key_id"]);
    assert!(!entries.to_string().contains("a-secret-query"), "{entries}");
    let about = service.get(&format!("/api/v1/audit?job_id={id}&limit=2")).is(200).json();
    let about = about["entries"].as_array().expect("a list");
    assert!(about.len() == 2 && about.iter().all(|entry| entry["job_id"] == *id), "{about:?}");
    service.get("/api/v1/audit?colour=red").refused(400, "VALIDATION_ERROR").naming("colour");
}
