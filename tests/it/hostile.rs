//! Input that means harm: broken bodies, odd requests, paths and addresses that lead elsewhere.

use std::os::unix::fs::symlink;

use serde_json::{Value, json};

use crate::{
    receiver::Receiver,
    service::{Answer, Service},
    support::Sandbox,
    tools::{has_ffmpeg, png, saying},
};

const SLEEP: &str = "/api/v1/test/sleep";
const STILL: &str = "/api/v1/render/still";

#[test]
fn broken_bodies_are_refused_in_the_envelope() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[("REMOTION_MAX_REQUEST_MB", "1")]);
    let nested = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let bodies: [&[u8]; 10] = [
        b"",
        b"{",
        b"null",
        b"[]",
        b"\"text\"",
        b"\xff\xfe{}",
        b"{\"params\":{\"seconds\":1e999}}",
        b"{\"params\":{\"seconds\":-1}}",
        b"{\"params\":{\"seconds\":0}}}",
        nested.as_bytes(),
    ];
    for body in bodies {
        let answer = service.send("POST", SLEEP, &[("x-a", "b")], body);
        answer.refused(400, "VALIDATION_ERROR");
    }
    let answer = service.post(SLEEP, &json!({"params": {"secnds": 1}, "prio": 1}));
    answer.refused(400, "VALIDATION_ERROR").naming("prio");
    let answer = service.post(SLEEP, &json!({"params": {"secnds": 1, "bytes": "many"}}));
    answer.refused(400, "VALIDATION_ERROR").naming("secnds");
    let big = json!({"params": {"fail": "x".repeat(2 << 20)}});
    service.post(SLEEP, &big).refused(413, "PAYLOAD_TOO_LARGE");
    let key = &service.key;
    // The same without telling its size before.
    let mut chunked = format!(
        "POST {SLEEP} HTTP/1.1\r\nHost: x\r\nX-API-Key: {key}\r\nTransfer-Encoding: chunked\r\n\r\n"
    );
    for _ in 0..40 {
        chunked += &format!("10000\r\n{}\r\n", "x".repeat(0x10000));
    }
    let answer = service.raw(format!("{chunked}0\r\n\r\n").as_bytes());
    // `raw` closes its half when all is sent, which may end the connection before the answer.
    assert!(answer.is_empty() || answer.contains("PAYLOAD_TOO_LARGE"), "{answer}");
    let jobs = service.get("/api/v1/jobs").is(200).json();
    assert_eq!(jobs["jobs"], json!([]), "something too large was taken");
    service.send("PUT", SLEEP, &[], b"{}").refused(405, "VALIDATION_ERROR");
    assert_eq!(service.send("DELETE", SLEEP, &[], &[]).is(405).header("allow"), "POST");
    service.get("/api/v1/new/brief").refused(404, "NOT_FOUND");
}

#[test]
fn names_that_lead_elsewhere_find_nothing() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let id = service.sleep(&json!({"bytes": 3}));
    service.wait(&id);
    for name in [
        "..%2f..%2fjobs.sqlite3",
        "..%252f..%252fjobs.sqlite3",
        "%2e%2e/%2e%2e/jobs.sqlite3",
        "/etc/passwd",
        "..%5c..%5cjobs.sqlite3",
        "%00",
        "slept.bin%00.png",
        "slept.bin/..",
    ] {
        let answer = service.get(&format!("/api/v1/jobs/{id}/artifacts/{name}"));
        assert!([400, 404].contains(&answer.status), "{name}: {}", answer.text());
        let answer = service.get(&format!("/api/v1/jobs/{name}"));
        assert!([400, 404].contains(&answer.status), "{name}: {}", answer.text());
    }
    for wrong in ["../x", "a/b", "", "a b", "a\u{0}", &"x".repeat(200)] {
        let answer = service.post(SLEEP, &json!({"job_id": wrong, "params": {}}));
        answer.refused(400, "VALIDATION_ERROR").naming("job_id");
    }
}

#[test]
fn raw_rubbish_never_makes_a_server_error() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[("REMOTION_MAX_REQUEST_MB", "1")]);
    let key = service.key.clone();
    let head = format!("Host: x\r\nX-API-Key: {key}\r\n");
    let mut requests = vec![
        format!("POST {SLEEP} HTTP/1.1\r\n{head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n").into_bytes(),
        format!("POST {SLEEP} HTTP/1.1\r\n{head}Content-Length: 5\r\nContent-Length: 6\r\n\r\n{{}}").into_bytes(),
        format!("GET /api/v1/jobs HTTP/1.1\r\n{head}X-Big: {}\r\n\r\n", "x".repeat(1 << 20)).into_bytes(),
        format!("GET /api/v1/jobs HTTP/1.1\r\n{head}{}\r\n", "A: b\r\n".repeat(5000)).into_bytes(),
        format!("GET /{} HTTP/1.1\r\n{head}\r\n", "a".repeat(100_000)).into_bytes(),
        format!("GET /api/v1/jobs?since=%ff%fe HTTP/1.1\r\n{head}\r\n").into_bytes(),
        format!("GET /api/v1/jobs HTTP/9.9\r\n{head}\r\n").into_bytes(),
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec(),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nrubbish".to_vec(),
    ];
    // Deterministic noise: a linear congruential generator (Knuth, MMIX).
    let mut state = 42u64;
    let mut noise = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    let whole = format!(
        "POST {SLEEP} HTTP/1.1\r\n{head}Idempotency-Key: abc\r\nPrefer: respond-async\r\n\
         Content-Length: 27\r\n\r\n{{\"params\":{{\"seconds\":0}}}}  "
    );
    for _ in 0..300 {
        let mut bytes = whole.clone().into_bytes();
        for _ in 0..=(noise() % 8) {
            let place = noise() % bytes.len();
            match noise() % 3 {
                0 => bytes[place] = (noise() % 256) as u8,
                1 => drop(bytes.remove(place)),
                _ => bytes.insert(place, (noise() % 256) as u8),
            }
        }
        requests.push(bytes);
    }
    for request in requests {
        let answer = service.raw(&request);
        let status: u16 = answer.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(400);
        let shown = String::from_utf8_lossy(&request[..request.len().min(300)]).into_owned();
        assert!(status < 500, "{status} to {shown:?}: {answer}");
    }
    service.get("/health").is(200);
    assert!(!service.log().contains("panicked"), "{}", service.log());
}

/// What a still of a brief with this picture is answered with.
fn drawn(service: &Service, image: &str) -> Answer {
    let brief = saying(&json!({"heading": "x", "image": image}));
    service.post(STILL, &json!({"params": {"brief": brief}}))
}

#[test]
fn paths_lead_only_into_the_allowed_folders() {
    let sandbox = Sandbox::new();
    let roots = sandbox.outside("roots");
    std::fs::create_dir(&roots).expect("new folder");
    let secret = sandbox.outside("secret.png");
    for file in [roots.join("a.png"), secret.clone()] {
        std::fs::write(file, png(32, 32, [1, 2, 3])).expect("writable");
    }
    symlink(&secret, roots.join("link.png")).expect("a link");
    let root = roots.display().to_string();
    let service = Service::start(&sandbox, &[("REMOTION_MEDIA_ROOTS", &root)]);
    drawn(&service, &format!("{root}/a.png")).is(200);
    let source = |path: &str| {
        let order = json!({"params": {"source": path}, "max_retries": 0});
        service.post_with(SLEEP, &[("prefer", "wait=30")], &order)
    };
    source(&format!("{root}/a.png")).is(200);
    let secret = secret.display().to_string();
    let missing = sandbox.outside("missing.png").display().to_string();
    let mut told = Vec::new();
    for path in [
        secret.as_str(),
        &missing,
        &format!("{root}/link.png"),
        &format!("{root}/../secret.png"),
        "../secret.png",
        "/proc/self/environ",
        "/etc/passwd",
        "file:///etc/passwd",
        &format!("{root}/a.png\0"),
    ] {
        let answer = drawn(&service, path).refused(400, "VALIDATION_ERROR");
        told.push(answer.json()["error"]["message"].to_string().replace(path, "PATH"));
        source(path).refused(400, "VALIDATION_ERROR");
        for field in ["template_dir", "brief"] {
            let mut params = json!({"brief": saying(&json!({"heading": "x"}))});
            params[field] = path.into();
            let answer = service.post(STILL, &json!({ "params": params }));
            answer.refused(400, "VALIDATION_ERROR");
        }
    }
    assert_eq!(told[0], told[1], "it tells which files there are");
    let batch =
        json!({"params": {"videos": [saying(&json!({"heading": "x"}))], "output_dir": "/tmp"}});
    let answer = service.post_with("/api/v1/render/batch", &[("prefer", "wait=30")], &batch);
    answer.refused(400, "VALIDATION_ERROR").naming("output_dir");
}

#[test]
fn addresses_of_this_machine_and_its_network_are_not_fetched() {
    let sandbox = Sandbox::new();
    let inside = Receiver::start(&[("200 OK", b"secret")]);
    let port = inside.url.rsplit(':').next().expect("a port").to_owned();
    let (open, picture) = (Sandbox::new(), png(16, 16, [9, 9, 9]));
    let service = Service::start(&sandbox, &[]);
    for host in [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "0.0.0.0",
        "LOCALHOST.",
    ] {
        let answer = drawn(&service, &format!("http://{host}:{port}/a.png"));
        answer.refused(400, "VALIDATION_ERROR");
    }
    for url in [
        "http://10.0.0.1/a",
        "http://169.254.169.254/latest",
        "http://[fd00::1]/",
        "http://192.168.1.1/",
    ] {
        drawn(&service, url).refused(400, "VALIDATION_ERROR");
    }
    assert_eq!(inside.waiting(), 0, "something was fetched");
    // A server that is allowed must not lead to one that is not.
    let redirect = format!("302 Found\r\nLocation: http://127.0.0.1:{port}/a.png");
    let outside = Receiver::start(&[(&redirect, b"")]);
    let good = Receiver::start(&[("200 OK", &picture)]);
    let allowed = [&outside.url, &good.url].map(|url| url.trim_start_matches("http://").to_owned());
    let service = Service::start(&open, &[("REMOTION_ALLOWED_HOSTS", &allowed.join(","))]);
    drawn(&service, &format!("{}/a.png", good.url)).is(200);
    drawn(&service, &format!("{}/a.png", outside.url)).refused(400, "VALIDATION_ERROR");
    assert_eq!(inside.waiting(), 0, "the redirect was followed");
}

#[test]
fn pictures_that_would_not_fit_and_files_that_fetch_others_are_refused() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let data = |kind: &str, bytes: &[u8]| {
        use base64::Engine as _;
        let text = base64::engine::general_purpose::STANDARD.encode(bytes);
        format!("data:{kind};base64,{text}")
    };
    // A head that claims 30000 x 30000 pixels; its checksum is right.
    let mut huge = png(16, 16, [0, 0, 0]);
    huge[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
    let checksum = crc32(&huge[12..29]).to_be_bytes();
    huge[29..33].copy_from_slice(&checksum);
    let answer = drawn(&service, &data("image/png", &huge)).refused(400, "VALIDATION_ERROR");
    assert!(answer.text().contains("30000x30000"), "{}", answer.text());
    let mut laughs = String::from("<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY a0 \"ha\">");
    for level in 1..12 {
        let below = format!("&a{};", level - 1).repeat(10);
        laughs += &format!("<!ENTITY a{level} \"{below}\">");
    }
    laughs += "]><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><text>&a11;</text></svg>";
    let answer = drawn(&service, &data("image/svg+xml", laughs.as_bytes()));
    assert!([200, 400].contains(&answer.status), "{}", answer.text());
    if has_ffmpeg() {
        for target in ["file:///etc/passwd", "http://127.0.0.1:9/x.ts"] {
            let list =
                format!("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{target}\n#EXT-X-ENDLIST\n");
            let mut brief = saying(&json!({"heading": "x"}));
            brief["style"] = json!({
                "background_type": "video",
                "background_value": data("application/vnd.apple.mpegurl", list.as_bytes()),
            });
            let order = json!({"params": {"brief": brief}, "max_retries": 0});
            let answer: Value =
                service.post_with("/api/v1/render/brief", &[("prefer", "wait=60")], &order).json();
            assert_eq!(answer["success"], false, "{answer}");
            assert!(!answer.to_string().contains("root:"), "{answer}");
        }
    }
    service.get("/health").is(200);
}

/// CRC-32 as PNG has it (ISO 3309).
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 }
        })
    };
    !bytes.iter().fold(u32::MAX, step)
}
