//! What a call of a vendor sends, and what it makes of the answers.

use super::{
    super::testing::{recording, server},
    *,
};

async fn asked(url: String) -> Result<Told> {
    let call = Ask::new("POST", url, Sent::Json(serde_json::json!({"a": 1})));
    ask(&call, &Guard::open(), &CancellationToken::new()).await
}

#[tokio::test]
async fn a_form_has_its_values_and_files() {
    let (address, requests) = recording("200 OK\r\nContent-Length: 2", "{}");
    let file = Part {
        name: "files",
        file: Some(("a\"\r\n.wav".to_owned(), "audio/wav")),
        value: b"RIFF".to_vec(),
    };
    let sent = Sent::Form(vec![Part::text("name", "Me"), file]);
    let call = Ask::new("POST", format!("http://{address}/v1"), sent).header("xi-api-key", "k");
    let told = ask(&call, &Guard::open(), &CancellationToken::new()).await.unwrap();
    assert_eq!((told.status, told.json().unwrap()), (200, serde_json::json!({})));
    let request = requests.recv().unwrap();
    assert!(request.contains("xi-api-key: k"), "{request}");
    assert!(request.contains("name=\"name\"\r\n\r\nMe\r\n"), "{request}");
    let named = "name=\"files\"; filename=\"a___.wav\"\r\nContent-Type: audio/wav\r\n\r\nRIFF\r\n";
    assert!(request.contains(named), "{request}");
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_told_as_sent() {
    let url = server("200 OK\r\nContent-Length: 100", "short");
    let error = asked(url).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Unavailable);
    assert_eq!(error.to_json()["details"]["sent"], true, "{error}");
}

#[tokio::test]
async fn what_nobody_listens_to_was_not_sent() {
    let error = asked("http://127.0.0.1:1/".to_owned()).await.unwrap_err();
    assert_eq!(error.to_json()["details"]["sent"], false, "{error}");
}

#[tokio::test]
async fn a_redirect_is_an_answer_that_says_where_to() {
    let url = server("303 See Other\r\nLocation: /next?id=1\r\nContent-Length: 0", "");
    let told = asked(url.clone()).await.unwrap();
    assert_eq!((told.status, told.location(&url)), (303, Some(format!("{url}/next?id=1"))));
}

#[tokio::test]
async fn a_wait_is_read_in_both_forms() {
    let url =
        server("429 Too Many\r\nretry-after-ms: 20\r\nRetry-After: 7\r\nContent-Length: 0", "");
    let told = asked(url).await.unwrap();
    assert_eq!(told.retry_after(), Some(Duration::from_millis(20)));
    let url = server("429 Too Many\r\nRetry-After: 7\r\nContent-Length: 0", "");
    assert_eq!(asked(url).await.unwrap().retry_after(), Some(Duration::from_secs(7)));
}
