//! Tests of its neighbour, against servers on this machine.

use super::{
    super::testing::{nobody, recording, server},
    *,
};

#[tokio::test]
async fn a_connection_goes_to_the_judged_address_and_no_other_name_is_known() {
    let (address, requests) = recording("200 OK\r\nContent-Length: 2", "hi");
    let client = pinned("media.invalid", &[address]).expect("a client");
    let port = address.port();
    let answer = client.get(format!("http://media.invalid:{port}/a")).send().await;
    assert_eq!(answer.expect("it is held there").status(), 200);
    let request = requests.recv().expect("it was asked");
    assert!(request.contains(&format!("host: media.invalid:{port}")), "{request}");
    // The machine knows this name, and the client does not.
    let answer = client.get(format!("http://localhost:{port}/a")).send().await;
    let error = answer.expect_err("not judged");
    assert!(format!("{error:?}").contains("localhost were not judged"), "{error:?}");
}

#[test]
fn a_client_is_kept_for_the_next_time() {
    let cell = OnceLock::new();
    let broken = || builder().user_agent("a\nb");
    assert_eq!(kept(&cell, broken()).expect_err("not built").kind(), Kind::Internal);
    kept(&cell, builder()).expect("built");
    kept(&cell, broken()).expect("not built again");
}

#[tokio::test]
async fn causes_are_short() {
    let guard = Guard::open();
    let plain = server("200 OK", "").replace("http:", "https:");
    for (url, cause) in [
        (nobody(), "connection refused"),
        (plain, "TLS: "),
        (server("nonsense", ""), "no answer that is HTTP"),
    ] {
        let shown = "it";
        let (url, client) = parsed(&url, shown, &guard).await.expect("allowed");
        let error = unreached(shown, &client.get(url).send().await.expect_err(cause));
        let text = error.to_string();
        assert_eq!(error.kind(), Kind::Unavailable, "{text}");
        assert!(text.starts_with(&format!("it cannot be reached: {cause}")), "{text}");
        assert!(text.len() < 120, "{text}");
    }
}
#[test]
fn timing() {
    for _ in 0..4 {
        let t = std::time::Instant::now();
        pinned("a.invalid", &[]).unwrap();
        println!("BUILD {:?}", t.elapsed());
    }
}
