//! Who gets in: keys, scopes, rates; where the service may listen; one service per folder.

use std::os::unix::fs::PermissionsExt as _;

use serde_json::json;

use crate::{
    service::{ADMIN, READ, Service, WRITE, scopes},
    support::Sandbox,
};

#[test]
fn without_a_right_key_nothing_is_shown() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[("REMOTION_SERVICE_API_KEY", &scopes())]);
    for path in [
        "/metrics",
        "/api/v1/capabilities",
        "/api/v1/openapi.json",
        "/api/v1/jobs",
        "/api/v1/jobs/x",
        "/api/v1/events",
        "/api/v1/audit",
        "/nothing",
        "/api/v1/nothing",
    ] {
        for key in ["", "x", "admin-key-of-the-test", "admin-key-of-the-testz", READ.trim_end()] {
            if key == READ {
                continue;
            }
            let answer = service.send("GET", path, &[("x-api-key", key)], &[]);
            // So many wrong keys are guesses in the end.
            if answer.status == 429 {
                assert!(!answer.header("retry-after").is_empty());
                continue;
            }
            let answer = answer.refused(401, "AUTHENTICATION_ERROR");
            assert_eq!(answer.header("www-authenticate"), "Bearer", "{path}");
        }
    }
    for (name, value) in [("Authorization", format!("Bearer {ADMIN}")), ("X-API-Key", ADMIN.into())]
    {
        service.send("GET", "/api/v1/jobs", &[(name, &value)], &[]).is(200);
    }
    let basic = [("Authorization", format!("Basic {ADMIN}"))];
    let basic = [(basic[0].0, basic[0].1.as_str())];
    let answer = service.send("GET", "/api/v1/jobs", &basic, &[]);
    assert!([401, 429].contains(&answer.status));
}

#[test]
fn a_key_does_only_what_its_scope_allows() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[("REMOTION_SERVICE_API_KEY", &scopes())]);
    let body = br#"{"params":{}}"#;
    let status = |key: &str, method: &str, path: &str| {
        let body: &[u8] = if method == "POST" { body } else { b"" };
        let answer = service.send(method, path, &[("x-api-key", key)], body);
        if answer.status == 403 {
            answer.refused(403, "AUTHORIZATION_ERROR").status
        } else {
            answer.status
        }
    };
    for (method, path, read, write, admin) in [
        ("GET", "/api/v1/jobs", 200, 200, 200),
        ("GET", "/metrics", 200, 200, 200),
        ("GET", "/api/v1/render/formats", 200, 200, 200),
        ("GET", "/api/v1/queue", 200, 200, 200),
        ("POST", "/api/v1/test/sleep", 403, 202, 202),
        ("DELETE", "/api/v1/jobs/none", 403, 404, 404),
        ("POST", "/api/v1/jobs/none/retry", 403, 404, 404),
        ("POST", "/api/v1/queue/pause", 403, 403, 200),
        ("POST", "/api/v1/queue/resume", 403, 403, 200),
        ("GET", "/api/v1/audit", 403, 403, 200),
        ("GET", "/api/v1/webhooks", 403, 403, 200),
        ("POST", "/api/v1/webhooks/none/redeliver", 403, 403, 404),
    ] {
        let seen = [READ, WRITE, ADMIN].map(|key| status(key, method, path));
        assert_eq!(seen, [read, write, admin], "{method} {path}");
    }
}

#[test]
fn a_key_that_asks_too_often_is_told_how_long_to_wait() {
    let sandbox = Sandbox::new();
    let settings = [
        ("REMOTION_SERVICE_API_KEY", scopes()),
        ("RATE_LIMIT_REQUESTS_PER_MINUTE", "6".to_owned()),
        ("RATE_LIMIT_BURST_SIZE", "3".to_owned()),
    ];
    let settings: Vec<_> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let service = Service::start(&sandbox, &settings);
    for left in ["2", "1", "0"] {
        let answer = service.get("/api/v1/jobs").is(200);
        assert_eq!(answer.header("ratelimit"), format!("\"default\";r={left};t=1"));
        assert_eq!(answer.header("ratelimit-policy"), "\"default\";q=6;w=60");
    }
    let answer = service.get("/api/v1/jobs").refused(429, "RATE_LIMIT_EXCEEDED");
    let wait: u64 = answer.header("retry-after").parse().expect("seconds");
    assert!((1..=11).contains(&wait), "{wait}");
    assert_eq!(answer.json()["error"]["retryable"], true);
    // Others are not held up, and probes are not counted.
    service.send("GET", "/api/v1/jobs", &[("x-api-key", READ)], &[]).is(200);
    for _ in 0..10 {
        service.send("GET", "/health", &[("x-api-key", "")], &[]).is(200);
    }
}

#[test]
fn guessing_keys_ends_soon_and_does_not_lock_out_the_owner() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let statuses: Vec<_> = (0..60)
        .map(|number| {
            let key = format!("{number:064}");
            service.send("GET", "/api/v1/jobs", &[("x-api-key", &key)], &[]).status
        })
        .collect();
    assert_eq!(statuses[0], 401);
    assert_eq!(statuses[59], 429, "{statuses:?}");
    service.get("/api/v1/jobs").is(200);
}

#[test]
fn the_made_key_is_random_this_users_alone_and_told_nowhere() {
    let (sandbox, other) = (Sandbox::new(), Sandbox::new());
    let (service, second) = (Service::start(&sandbox, &[]), Service::start(&other, &[]));
    assert_ne!(service.key, second.key);
    assert!(service.key.len() == 64 && service.key.bytes().all(|b| b.is_ascii_hexdigit()));
    let file = service.key_file.clone().expect("it was made");
    let mode = std::fs::metadata(&file).expect("it is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let body = json!({"params": {"seconds": 0}, "metadata": {"a": 1}});
    let id = service.submit("/api/v1/test/sleep", &body);
    service.wait(&id);
    for path in ["/api/v1/jobs", "/api/v1/audit", "/metrics", "/api/v1/capabilities"] {
        assert!(!service.get(path).text().contains(&service.key), "{path}");
    }
    assert!(!service.log().contains(&service.key));
    let data = sandbox.outside("home/data");
    let mut looked = 0;
    for name in ["jobs.sqlite3", "jobs.sqlite3-wal", "serve.lock"] {
        let bytes = std::fs::read(data.join(name)).unwrap_or_default();
        looked += bytes.len();
        let found = bytes.windows(64).any(|part| part == service.key.as_bytes());
        assert!(!found, "the key is in {name}");
    }
    assert!(looked > 1000, "nothing was looked at");
}

#[test]
fn other_machines_are_let_in_only_on_purpose_and_with_a_chosen_key() {
    let sandbox = Sandbox::new();
    let open = ["--host", "0.0.0.0", "--port", "0"];
    let said = Service::try_start(&sandbox, &open, &[]).err().expect("it is refused");
    assert!(said.contains("--allow-remote") && said.contains("65"), "{said}");
    let meant = ["--host", "0.0.0.0", "--port", "0", "--allow-remote"];
    let said = Service::try_start(&sandbox, &meant, &[]).err().expect("it is refused");
    assert!(said.contains("REMOTION_SERVICE_API_KEY"), "{said}");
    let key = [("REMOTION_SERVICE_API_KEY", ADMIN)];
    Service::try_start(&sandbox, &meant, &key).expect("it starts");
}

#[test]
fn a_second_service_is_told_who_has_the_folder_or_the_port() {
    let (sandbox, other) = (Sandbox::new(), Sandbox::new());
    let service = Service::start(&sandbox, &[]);
    let said = Service::try_start(&sandbox, &["--port", "0"], &[]).err().expect("refused");
    let address = service.address().to_string();
    assert!(said.contains(&service.pid().to_string()) && said.contains(&address), "{said}");
    let port = service.address().port().to_string();
    let said = Service::try_start(&other, &["--port", &port], &[]).err().expect("refused");
    assert!(said.contains("in use by remotion-media"), "{said}");
    service.get("/api/v1/jobs").is(200);
}

#[test]
fn an_answer_to_what_was_not_read_says_that_the_connection_ends() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let body = format!("{{\"params\":{{}},\"metadata\":{{\"a\":\"{}\"}}}}", "x".repeat(9000));
    let path = "/api/v1/test/sleep";
    for _ in 0..30 {
        let refused = service.send("POST", path, &[("x-api-key", "a wrong key")], body.as_bytes());
        assert!([401, 429].contains(&refused.status), "{}", refused.text());
        assert_eq!(refused.header("connection"), "close");
        // The next one finds a connection.
        let accepted = service.send("POST", path, &[("prefer", "respond-async")], body.as_bytes());
        assert_eq!(accepted.is(202).header("connection"), "");
    }
}
