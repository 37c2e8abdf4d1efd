//! Files that a brief names by URL, and servers that misbehave; and texts that try to be code.

use serde_json::json;

use crate::{
    support::Sandbox,
    tools::{png, saying, server},
};

const POINTER: &str = "/sections/0/content/image";

#[track_caller]
fn refused(url: &str, code: i32, parts: &[&str]) {
    let sandbox = Sandbox::new();
    sandbox.brief("brief.json", &saying(&json!({"heading": "x", "image": url})));
    let run = sandbox.run("render brief brief.json -o out.mp4").exits(code).says(parts);
    assert!(run.stderr.contains(POINTER), "{run:#?}");
    assert_eq!(sandbox.files(), ["brief.json"]);
    assert_eq!(sandbox.scratch(), [""; 0]);
}

#[test]
fn a_picture_comes_from_a_server() {
    let sandbox = Sandbox::new();
    let url = server("200 OK\r\nContent-Type: image/png", png(16, 16, [200, 30, 30]));
    let brief = saying(&json!({"heading": "x", "image": format!("{url}/a.png?key=secret")}));
    sandbox.brief("brief.json", &brief);
    sandbox.run("render still brief.json -o out.png").exits(0);
    assert_eq!(sandbox.files(), ["brief.json", "out.png"]);
    assert_eq!(sandbox.scratch(), [""; 0], "the download is still there");
}

#[test]
fn a_server_that_is_not_there_is_named() {
    // A port that was free a moment ago.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it has one");
    drop(listener);
    let url = format!("http://{address}/a.png");
    refused(&url, 75, &[&url, "cannot be fetched", "refused"]);
}

#[test]
fn answers_that_are_no_file_are_refused() {
    let failing = server("500 Internal Server Error\r\nContent-Length: 0", Vec::new());
    refused(&failing, 75, &[&failing, "500"]);
    let gone = server("404 Not Found\r\nContent-Length: 0", Vec::new());
    refused(&gone, 66, &[&gone, "404"]);
    let page = server("200 OK", b"<!doctype html><html><body>log in first</body></html>".to_vec());
    refused(&page, 65, &[&page]);
    let rubbish = server("nonsense", Vec::new());
    refused(&rubbish, 75, &[&rubbish]);
}

#[test]
fn a_file_that_is_too_large_is_refused_before_it_is_loaded() {
    let large = server("200 OK\r\nContent-Length: 629145600", vec![0; 1000]);
    refused(&large, 65, &[&large, "larger than", "MAX_FILE_SIZE_MB"]);
}

#[test]
fn a_file_that_lies_about_its_size_is_refused() {
    let cut = server("200 OK\r\nContent-Length: 5000", vec![0; 1000]);
    refused(&cut, 75, &[&cut]);
    // No size is given, and more comes than the limit allows.
    let endless = server("200 OK", vec![0; 3 << 20]);
    let sandbox = Sandbox::new();
    sandbox.brief("brief.json", &saying(&json!({"heading": "x", "image": endless})));
    let line = "render brief brief.json -o out.mp4 --set max_file_size_mb=1";
    sandbox.run(line).exits(65).says(&[POINTER, "larger than"]);
}

#[test]
fn a_redirect_in_a_circle_ends() {
    let url = server("302 Found\r\nLocation: /again\r\nContent-Length: 0", Vec::new());
    refused(&url, 75, &[&url]);
}

#[test]
fn offline_nothing_is_fetched() {
    let url = server("200 OK", png(16, 16, [1, 2, 3]));
    let sandbox = Sandbox::new();
    sandbox.brief("brief.json", &saying(&json!({"heading": "x", "image": url})));
    let line = "render still brief.json -o out.png --offline";
    sandbox.run(line).exits(66).says(&[POINTER, &url, "offline"]);
    sandbox
        .run(&format!("{line} --missing-assets placeholder"))
        .exits(0)
        .says(&[&url, "placeholder"]);
}

#[test]
fn keys_in_an_address_are_not_shown() {
    let gone = server("404 Not Found\r\nContent-Length: 0", Vec::new());
    let host = gone.trim_start_matches("http://");
    let url = format!("http://me:hunter2@{host}/a.png?token=hunter3");
    let sandbox = Sandbox::new();
    sandbox.brief("brief.json", &saying(&json!({"heading": "x", "image": url})));
    let run = sandbox.run("render still brief.json -o out.png").exits(66);
    for secret in ["hunter2", "hunter3"] {
        assert!(!run.stderr.contains(secret), "{run:#?}");
    }
    let line = "render still brief.json -o out.png --missing-assets placeholder --json";
    let run = sandbox.run(line).exits(0);
    for secret in ["hunter2", "hunter3"] {
        assert!(!run.stderr.contains(secret) && !run.stdout.contains(secret), "{run:#?}");
    }
}

/// The picture of a heading.
fn drawn(heading: &str) -> Vec<u8> {
    let sandbox = Sandbox::new();
    sandbox.brief("brief.json", &saying(&json!({"heading": heading})));
    sandbox.run("render still brief.json --at 0.9 -o out.png").exits(0);
    std::fs::read(sandbox.path("out.png")).expect("it was made")
}

#[test]
fn markup_in_a_text_is_shown_as_it_is_written() {
    // Were it evaluated or left out, the two would look the same.
    for (one, other) in [
        ("{{ 7*7 }}", "{{ 49 }}"),
        ("{{ 7*7 }}", "49"),
        ("a {# note #}", "a {# memo #}"),
        ("<script>a()</script>", "<script>b()</script>"),
        ("<b>bold</b>", "<B>bold</B>"),
        ("a &amp; b", "a & b"),
        ("<!-- x -->", "<!-- y -->"),
        ("</style>x", "x"),
    ] {
        assert!(drawn(one) != drawn(other), "{one:?} looks like {other:?}");
    }
}

#[test]
fn odd_texts_are_drawn_without_harm() {
    for text in [
        "{{",
        "{% endif %}",
        "{% raw %}",
        "</div></div></body>",
        "\0",
        "a\0b",
        "😀🚀👩‍🚀🏳️‍🌈",
        "\u{202e}abc",
        "\u{feff}",
        "e\u{301}\u{301}\u{301}\u{301}",
        "\t\n\r\n",
        "\\\"'`$",
        "\u{10ffff}\u{e000}",
        "مرحبا abc שלום",
    ] {
        assert!(!drawn(text).is_empty(), "{text:?}");
    }
}
