//! Files over HTTP: those that jobs made, and those that are sent for later requests.

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::{
    service::{Answer, Service},
    support::Sandbox,
    tools::png,
};

/// Sends files as a form; a file is its field's name, its own name and its bytes.
#[track_caller]
fn upload(service: &Service, files: &[(&str, &[u8])]) -> Answer {
    let mut body = Vec::new();
    for (name, bytes) in files {
        let head = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
    }
    body.extend(b"--edge--\r\n");
    let kind = [("content-type", "multipart/form-data; boundary=edge")];
    service.send("POST", "/api/v1/uploads", &kind, &body)
}

/// The source of an uploaded file.
#[track_caller]
fn uploaded(service: &Service, name: &str, bytes: &[u8]) -> String {
    let told = upload(service, &[(name, bytes)]).is(201).json();
    told["uploads"][0]["source"].as_str().expect("a text").to_owned()
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The files that the service keeps.
fn kept(service: &Service) -> usize {
    let folders = std::fs::read_dir(service.data.join("blobs")).expect("it is there").flatten();
    folders.map(|folder| std::fs::read_dir(folder.path()).expect("readable").count()).sum()
}

#[test]
fn a_file_of_a_job_is_served_whole_and_in_parts() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let order = json!({"params": {"template_id": "quote-card-v1", "size": "300x300"}});
    let done = service.post("/api/v1/render/static-ad", &order).is(200).json();
    let url = done["result"]["image"].as_str().expect("an address").to_owned();
    let id = done["job_id"].as_str().expect("a name");
    assert_eq!(url, format!("/api/v1/jobs/{id}/artifacts/quote-card-v1.png"));
    assert_eq!(done["result"]["images"][0]["image"], *url);
    let whole = service.get(&url).is(200);
    let picture = image::load_from_memory(&whole.body).expect("a picture");
    assert_eq!((picture.width(), picture.height()), (300, 300));
    let hash = sha256(&whole.body);
    let artifact = &service.job(id)["artifacts"][0];
    assert_eq!(artifact["url"], *url);
    assert_eq!((&artifact["sha256"], &artifact["bytes"]), (&json!(hash), &json!(whole.body.len())));
    for (name, value) in [
        ("content-type", "image/png"),
        ("etag", &format!("\"{hash}\"")),
        ("accept-ranges", "bytes"),
        ("content-length", &whole.body.len().to_string()),
        ("content-security-policy", "sandbox; default-src 'none'"),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(whole.header(name), value, "{name}");
    }
    assert!(whole.header("content-disposition").contains("filename*=UTF-8''quote"), "{whole:?}");
    let head = service.send("HEAD", &url, &[], &[]).is(200);
    assert!(head.body.is_empty());
    assert_eq!(head.header("content-length"), whole.body.len().to_string());
    let (bytes, all) = (&whole.body, whole.body.len());
    for (range, first, last) in [
        ("bytes=0-9", 0, 9),
        ("bytes=10-19", 10, 19),
        ("bytes=-7", all - 7, all - 1),
        ("bytes=100-", 100, all - 1),
        ("bytes=100-99999999", 100, all - 1),
    ] {
        let part = service.send("GET", &url, &[("range", range)], &[]).is(206);
        assert_eq!(part.header("content-range"), format!("bytes {first}-{last}/{all}"));
        assert!(part.body == bytes[first..=last], "{range}");
    }
    for range in ["bytes=99999999-", "bytes=9-3"] {
        let answer = service.send("GET", &url, &[("range", range)], &[]);
        assert_eq!(answer.is(416).header("content-range"), format!("bytes */{all}"));
    }
    let there = [("if-none-match", whole.header("etag"))];
    assert!(service.send("GET", &url, &there, &[]).is(304).body.is_empty());
    // Another version of the file must not be continued with this one.
    let stale = [("range", "bytes=10-19"), ("if-range", "\"another\"")];
    assert_eq!(service.send("GET", &url, &stale, &[]).is(200).body.len(), all);
    service.get(&format!("/api/v1/jobs/{id}/artifacts/other.png")).refused(404, "NOT_FOUND");
}

#[test]
fn files_are_sent_as_a_form_and_used_by_their_source() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let red = png(40, 40, [200, 20, 20]);
    let told = upload(&service, &[("a b.png", &red), ("../../notes.txt", b"hello")]).is(201).json();
    let uploads = told["uploads"].as_array().expect("a list");
    let field = |index: usize, name: &str| uploads[index][name].clone();
    assert_eq!((field(0, "name"), field(1, "name")), (json!("a b.png"), json!("notes.txt")));
    assert_eq!((field(0, "media_type"), field(0, "bytes")), (json!("image/png"), json!(red.len())));
    assert_eq!(field(0, "sha256"), sha256(&red));
    assert_eq!(field(0, "source"), format!("upload:{}", field(0, "id").as_str().unwrap_or("")));
    let ad = json!({"params": {
        "template_id": "app-launch-v1", "size": "400x400",
        "bindings": {"assets": {"screenshot": field(0, "source")}},
    }});
    let with = service.post("/api/v1/render/static-ad", &ad).is(200).json();
    let without = json!({"params": {"template_id": "app-launch-v1", "size": "400x400"}});
    let without = service.post("/api/v1/render/static-ad", &without).is(200).json();
    let picture = |done: &Value| {
        let url = done["result"]["image"].as_str().expect("an address");
        image::load_from_memory(&service.get(url).is(200).body).expect("a picture").to_rgb8()
    };
    let reds = |done: &Value| picture(done).pixels().filter(|p| p.0 == [200, 20, 20]).count();
    assert!(reds(&with) > 1000 && reds(&without) == 0, "the picture is not shown");
    let id = service.sleep(&json!({"source": field(1, "source")}));
    assert_eq!(service.wait(&id)["result"]["read"], 5);
    // What a job made is a source as well.
    let made = service.sleep(&json!({"bytes": 1234}));
    service.wait(&made);
    let id = service.sleep(&json!({"source": format!("artifact:{made}/slept.bin")}));
    assert_eq!(service.wait(&id)["result"]["read"], 1234);
    for missing in ["upload:upl_no", "upload:", "artifact:no/slept.bin", "artifact:x"] {
        let id = service.sleep(&json!({ "source": missing }));
        let job = service.wait(&id);
        assert_eq!(job["error"]["code"], "NOT_FOUND", "{missing}: {job}");
    }
}

#[test]
fn the_same_bytes_are_kept_once() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let bytes = vec![7; 100_000];
    let one = uploaded(&service, "a.bin", &bytes);
    let other = uploaded(&service, "b.bin", &bytes);
    assert_ne!(one, other);
    assert_eq!(kept(&service), 1);
    for source in [one, other] {
        let id = service.sleep(&json!({ "source": source }));
        assert_eq!(service.wait(&id)["result"]["read"], 100_000);
    }
    let jobs: Vec<_> = (0..2).map(|_| service.sleep(&json!({"bytes": 5000}))).collect();
    for id in &jobs {
        service.wait(id);
    }
    // Both jobs made the same; what they read was there before, and empty files are one more.
    assert_eq!(kept(&service), 3);
}

#[test]
fn an_upload_outlives_the_service() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    let source = uploaded(&service, "a.txt", b"hello");
    service.kill();
    let service = Service::start(&sandbox, &[]);
    let id = service.sleep(&json!({ "source": source }));
    assert_eq!(service.wait(&id)["result"]["read"], 5);
}

#[test]
fn forms_that_are_no_uploads_are_refused_and_leave_nothing() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[("MAX_FILE_SIZE_MB", "1")]);
    let send = |kind: &str, body: &[u8]| {
        service.send("POST", "/api/v1/uploads", &[("content-type", kind)], body)
    };
    let form = "multipart/form-data; boundary=edge";
    let field = b"--edge\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nx\r\n--edge--\r\n";
    let cut = b"--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nx";
    send("application/json", b"{}").refused(400, "VALIDATION_ERROR");
    send("multipart/form-data", b"x").refused(400, "VALIDATION_ERROR");
    send(form, b"--edge--\r\n").refused(400, "VALIDATION_ERROR").naming("file");
    send(form, b"rubbish").refused(400, "VALIDATION_ERROR");
    send(form, field).refused(400, "VALIDATION_ERROR").naming("file");
    send(form, cut).refused(400, "VALIDATION_ERROR");
    let large = vec![0; (1 << 20) + 1];
    let answer = upload(&service, &[("large.bin", &large)]).refused(413, "PAYLOAD_TOO_LARGE");
    assert!(answer.text().contains("MAX_FILE_SIZE_MB"), "{}", answer.text());
    let many: Vec<(&str, &[u8])> = vec![("a", b"x"); 101];
    upload(&service, &many).refused(413, "PAYLOAD_TOO_LARGE");
    let work = std::fs::read_dir(service.data.join("work")).expect("it is there").count();
    assert_eq!(work, 0, "half files are left");
    upload(&service, &[("just.bin", &large[..1 << 20])]).is(201);
}

#[test]
fn names_of_files_cannot_break_a_header_or_a_path() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    for (given, kept) in [
        ("..", "file.bin"),
        ("/etc/passwd", "passwd.bin"),
        ("C:\\x\\y.png", "y.png"),
        ("ü😀.png", "ü_.png"),
        ("a%0d%0aX: y.png", "a_0d_0aX_ y.png"),
        (".htaccess", "htaccess.bin"),
    ] {
        let told = upload(&service, &[(given, b"x")]).is(201).json();
        assert_eq!(told["uploads"][0]["name"], kept, "{given}");
    }
    let names: Vec<_> = std::fs::read_dir(&service.data).expect("it is there").flatten().collect();
    let names: Vec<_> = names.iter().map(std::fs::DirEntry::file_name).collect();
    assert!(!names.iter().any(|name| name == "passwd" || name == "y.png"), "{names:?}");
}
