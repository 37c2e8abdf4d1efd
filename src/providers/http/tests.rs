//! Tests of its neighbour, against servers on this machine.

use std::path::PathBuf;

use tempfile::TempDir;

use super::{
    testing::{nobody, recording, server, stairs, stalling},
    *,
};

const HALF: &str = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf";

fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("temp dir");
    let target = folder.path().join("file");
    (folder, target)
}

fn public(allowed: &[&str]) -> Guard {
    let allowed: Vec<_> = allowed.iter().map(|&entry| entry.to_owned()).collect();
    Guard::public(&allowed).expect("good entries")
}

/// Downloads at most 100 bytes; what is in the file then, which is there only after success.
async fn fetched(url: &str, guard: &Guard) -> Result<String> {
    let (_folder, target) = place();
    let done = download(url, &target, 100, guard, &CancellationToken::new()).await;
    assert_eq!(target.exists(), done.is_ok(), "{done:?}");
    done.map(|()| std::fs::read_to_string(target).expect("it was just written"))
}

#[track_caller]
fn says(error: &Error, kind: Kind, parts: &[&str]) {
    let text = error.to_string();
    assert_eq!(error.kind(), kind, "{text}");
    assert!(parts.iter().all(|part| text.contains(part)), "{parts:?}: {text}");
}

#[tokio::test]
async fn a_file_is_downloaded_through_five_redirects_and_not_through_six() {
    let stairs = stairs();
    for guard in [Guard::open(), public(&["127.0.0.1"])] {
        let found = fetched(&format!("{stairs}/5"), &guard).await.expect("five are allowed");
        assert_eq!(found, "found");
        let error = fetched(&format!("{stairs}/6"), &guard).await.expect_err("six are not");
        says(&error, Kind::Unavailable, &[&stairs, "cannot be fetched", "redirects more than 5"]);
    }
}

#[tokio::test]
async fn a_redirect_in_a_circle_ends() {
    let url = server("302 Found\r\nLocation: /again\r\nContent-Length: 0", "");
    let error = fetched(&url, &Guard::open()).await.expect_err("no end");
    says(&error, Kind::Unavailable, &[&url, "redirects more than 5"]);
}

#[tokio::test]
async fn a_redirect_to_a_private_address_is_refused_before_it_is_asked() {
    let (inner, asked) = recording("200 OK", "secret");
    for to in [format!("http://{inner}/a"), "http://10.0.0.1/a?key=k".to_owned()] {
        let (start, _) = recording(&format!("302 Found\r\nLocation: {to}"), "");
        let guard = public(&[&start.to_string()]);
        let error = fetched(&format!("http://{start}/x"), &guard).await.expect_err("refused");
        says(&error, Kind::Validation, &[&start.to_string(), "redirects", redacted(&to).as_str()]);
        assert!(!error.to_string().contains("key"), "{error}");
    }
    assert!(asked.try_recv().is_err(), "the inner server was asked");
}

#[tokio::test]
async fn redirects_that_lead_nowhere_are_refused() {
    let (open, closed) = (Guard::open(), public(&["localhost"]));
    let scheme = server("302 Found\r\nLocation: file:///etc/passwd", "");
    let error = fetched(&scheme, &open).await.expect_err("no file");
    says(&error, Kind::Validation, &["redirects", "file:"]);
    let broken = server("302 Found\r\nLocation: http://[", "");
    let error = fetched(&broken, &closed).await.expect_err("no address");
    says(&error, Kind::Unavailable, &[&broken, "cannot be fetched"]);
    let without = server("302 Found", "");
    let error = fetched(&without, &closed).await.expect_err("no location");
    says(&error, Kind::Unavailable, &[&without, "answered 302"]);
}

#[tokio::test]
async fn only_the_terminal_may_be_led_from_https_to_http() {
    let url = server("302 Found\r\nLocation: http://example.org/a?key=k", "");
    let response = client(&Url::parse(&url).expect("an address"), &Guard::open()).await;
    let response = response.expect("a client").get(&url).send().await.expect("an answer");
    let secure = Url::parse("https://example.org/").expect("an address");
    let next = |guard: &Guard| {
        let fetch = Fetch { shown: "https://a".to_owned(), guard, silence: SILENCE };
        fetch.next(&secure, &response)
    };
    assert!(next(&Guard::open()).expect("allowed").is_some());
    let error = next(&public(&["example.org"])).expect_err("refused");
    says(&error, Kind::Validation, &["https://a redirects to http://example.org/a, which is not"]);
}

#[tokio::test]
async fn a_name_that_resolves_to_this_machine_needs_to_be_allowed() {
    let (address, asked) = recording("200 OK\r\nContent-Length: 2", "hi");
    let url = format!("http://localhost:{}/a.png", address.port());
    let error = fetched(&url, &public(&[])).await.expect_err("loopback");
    says(&error, Kind::Validation, &[&url, "leads to the loopback address"]);
    assert!(asked.try_recv().is_err(), "it was asked");
    assert_eq!(fetched(&url, &public(&["localhost"])).await.expect("allowed"), "hi");
    let request = asked.recv().expect("it was asked");
    assert!(request.to_ascii_lowercase().contains("host: localhost:"), "{request}");
}

#[tokio::test]
async fn answers_that_are_no_file_keep_their_kinds() {
    for guard in [Guard::open(), public(&["localhost"])] {
        for (url, kind, part) in [
            (server("404 Not Found", ""), Kind::NotFound, "answered 404 Not Found"),
            (server("410 Gone", ""), Kind::NotFound, "answered 410"),
            (server("500 Oh", ""), Kind::Unavailable, "answered 500"),
            (server("nonsense", ""), Kind::Unavailable, "cannot be fetched"),
            (server("200 OK\r\nContent-Length: x", "hi"), Kind::Unavailable, "cannot be fetched"),
            (server("200 OK\r\nContent-Length: 9", "half"), Kind::Unavailable, "cannot be fetched"),
            (server("200 OK\r\nContent-Length: 101", ""), Kind::PayloadTooLarge, "larger than 100"),
            (server("200 OK", vec![b'x'; 101]), Kind::PayloadTooLarge, "larger than 100"),
            (nobody(), Kind::Unavailable, "refused"),
        ] {
            let error = fetched(&url, &guard).await.expect_err(part);
            says(&error, kind, &[&url, part]);
        }
    }
    let error = fetched("http://", &Guard::open()).await.expect_err("no host");
    says(&error, Kind::Unavailable, &["http://", "cannot be fetched"]);
}

#[tokio::test]
async fn a_silent_server_is_left_and_half_a_file_removed() {
    for said in ["", HALF] {
        let url = stalling(said);
        let (_folder, target) = place();
        let guard = public(&["localhost"]);
        let silence = Duration::from_millis(200);
        let fetch = Fetch { shown: redacted(&url), guard: &guard, silence };
        let error = fetch.run(&url, &target, 100).await.expect_err("silence");
        says(&error, Kind::Unavailable, &[&url, "does not answer in time"]);
        assert!(!target.exists(), "half a file is there");
    }
}

#[tokio::test]
async fn a_cancelled_download_leaves_no_file() {
    let (_folder, target) = place();
    let (url, cancel) = (stalling(HALF), CancellationToken::new());
    let begun = async {
        while !target.exists() {
            tokio::task::yield_now().await;
        }
        cancel.cancel();
    };
    let open = Guard::open();
    let (done, ()) = tokio::join!(download(&url, &target, 100, &open, &cancel), begun);
    assert_eq!(done.expect_err("cancelled").kind(), Kind::Cancelled);
    assert!(!target.exists(), "half a file is there");
}

#[test]
fn an_address_is_shown_without_its_secrets() {
    for (url, shown) in [
        ("https://me:pw@host/a/b?token=x#y", "https://host/a/b"),
        ("http://host/@name/a", "http://host/@name/a"),
        ("http://me:p@w@host", "http://host"),
        ("http:///me:pw@host/a", "http://host/a"),
        (r"http://\me:pw@host\a", r"http://host\a"),
        ("a/b?c", "a/b"),
    ] {
        assert_eq!(redacted(url), shown);
    }
}
