//! Tests of its neighbour, against servers on this machine.

use serde_json::json;

use super::{
    super::testing::{nobody, recording, server, stalling},
    *,
};

fn get(url: String) -> Call<'static> {
    let timeout = Duration::from_secs(30);
    Call { method: "GET", url, headers: Vec::new(), body: Body::Empty, timeout }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    entries.map(|e| e.expect("readable").file_name().to_string_lossy().into_owned()).collect()
}

#[tokio::test]
async fn json_goes_there_and_comes_back() {
    let (address, requests) = recording("201 Created\r\nX-Id: 7", r#"{"ok":true}"#);
    let reply = call(Call {
        method: "PUT",
        headers: vec![("authorization".to_owned(), "Bearer k".to_owned())],
        body: Body::Json(json!({"a": 1})),
        ..get(format!("http://{address}/api?x=1"))
    });
    let reply = reply.await.expect("it answers");
    assert_eq!((reply.status, reply.header("x-id"), reply.header("x")), (201, Some("7"), None));
    assert_eq!(reply.json().await.expect("JSON"), json!({"ok": true}));
    let request = requests.recv().expect("it was asked");
    for part in
        ["PUT /api?x=1 ", "authorization: Bearer k", "content-type: application/json", "{\"a\":1}"]
    {
        assert!(request.contains(part), "{part}: {request}");
    }
}

#[tokio::test]
async fn a_file_is_sent_as_a_form_of_announced_length() {
    let folder = tempfile::tempdir().expect("temp dir");
    let path = folder.path().join("a.bin");
    std::fs::write(&path, "x".repeat(300_000)).expect("write");
    let (address, requests) = recording("200 OK", "{}");
    let body = Body::File { path, name: "a \"b\".png".to_owned() };
    let reply = call(Call { method: "POST", body, ..get(format!("http://{address}/")) });
    assert_eq!(reply.await.expect("it answers").status, 200);
    let request = requests.recv().expect("it was asked");
    let (head, form) = request.split_once("\n\n").expect("a body");
    assert!(!head.contains("chunked"), "{head}");
    let boundary = head.split_once("boundary=").expect("a boundary").1;
    let boundary = boundary.lines().next().expect("a line");
    let disposition = r#"Content-Disposition: form-data; name="file"; filename="a %22b%22.png""#;
    let expected = format!(
        "--{boundary}\r\n{disposition}\r\nContent-Type: application/octet-stream\r\n\r\n{}\r\n\
         --{boundary}--\r\n",
        "x".repeat(300_000)
    );
    assert!(form == expected, "{head}");
}

#[tokio::test]
async fn a_file_that_cannot_be_sent_is_named() {
    let folder = tempfile::tempdir().expect("temp dir");
    for (name, kind) in [("none", Kind::NotFound), ("", Kind::Validation)] {
        let path = folder.path().join(name);
        let body = Body::File { path: path.clone(), name: "a".to_owned() };
        let error = call(Call { method: "POST", body, ..get(nobody()) }).await.expect_err(name);
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.to_string().contains(&path.display().to_string()), "{error}");
    }
}

#[tokio::test]
async fn the_body_comes_in_pieces_until_its_end() {
    let said = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\na: 1\r\n";
    let mut reply = call(get(stalling(said))).await.expect("it answers");
    assert_eq!(reply.chunk().await.expect("a piece"), Some(b"a: 1".to_vec()));
    reply.timeout = Duration::from_millis(50);
    let error = reply.chunk().await.expect_err("a pause");
    assert!(error.to_string().ends_with("cannot be reached: timed out"), "{error}");
    let mut reply = call(get(server("200 OK", "end"))).await.expect("it answers");
    assert_eq!(reply.chunk().await.expect("a piece"), Some(b"end".to_vec()));
    assert_eq!(reply.chunk().await.expect("the end"), None);
}

#[tokio::test]
async fn a_saved_file_is_whole_or_as_it_was() {
    let folder = tempfile::tempdir().expect("temp dir");
    let target = folder.path().join("out.mp4");
    let save = async |url| call(get(url)).await.expect("it answers").save(&target).await;
    assert_eq!(save(server("200 OK", "one")).await.expect("saved"), 3);
    let cut = save(server("200 OK\r\nContent-Length: 9", "half")).await.expect_err("cut");
    assert_eq!(cut.kind(), Kind::Unavailable, "{cut}");
    assert_eq!(std::fs::read(&target).expect("still there"), b"one");
    assert_eq!(names(folder.path()), ["out.mp4"]);
    assert_eq!(save(server("200 OK", "second")).await.expect("saved"), 6);
    assert_eq!(std::fs::read(&target).expect("there"), b"second");
}

#[tokio::test]
async fn what_goes_wrong_is_told_without_secrets() {
    let url = nobody();
    let secret = format!("{}/a?key=hunter3", url.replace("//", "//me:hunter2@"));
    let error = call(get(secret)).await.expect_err("nobody");
    assert_eq!(error.kind(), Kind::Unavailable);
    assert_eq!(error.to_string(), format!("{url}/a cannot be reached: connection refused"));
    assert!(error.hint_text().is_some_and(|hint| hint.contains("remotion-media serve")));
    let timeout = Duration::from_millis(200);
    let error = call(Call { timeout, ..get(stalling("")) }).await.expect_err("silence");
    assert!(error.to_string().ends_with("cannot be reached: timed out"), "{error}");
    let page = call(get(server("502 Bad Gateway", "<html>"))).await.expect("it answers");
    let error = page.json().await.expect_err("a page");
    assert!(error.to_string().contains("answered 502 without JSON"), "{error}");
    let error = call(get("localhost:80".to_owned())).await.expect_err("no address");
    assert_eq!(error.kind(), Kind::Validation, "{error}");
}
