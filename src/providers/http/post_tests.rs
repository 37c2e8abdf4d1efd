//! Tests of its neighbour, against servers on this machine.

use super::{
    super::testing::{nobody, recording, server, stalling},
    *,
};
use crate::error::Kind;

const LONG: Duration = Duration::from_secs(30);

fn local() -> Guard {
    Guard::public(&["localhost".to_owned()]).expect("a good entry")
}

async fn sent(url: &str) -> Result<Answer> {
    post(url, &[], b"{}".to_vec(), LONG, &local()).await
}

#[tokio::test]
async fn a_webhook_is_sent_with_its_headers_and_answered() {
    let (address, requests) = recording("202 Accepted\r\nRetry-After: 7", "thanks \u{fffd}");
    let url = format!("http://localhost:{}/hook?key=k", address.port());
    let headers = [("webhook-id", "msg_1".to_owned()), ("content-type", "text/x".to_owned())];
    let answer = post(&url, &headers, b"{\"a\":1}".to_vec(), LONG, &local()).await;
    let expected = Answer {
        status: 202,
        retry_after: Some(Duration::from_secs(7)),
        body: "thanks \u{fffd}".to_owned(),
    };
    assert_eq!(answer.expect("it answers"), expected);
    let request = requests.recv().expect("it was asked");
    for part in ["POST /hook?key=k ", "webhook-id: msg_1", "content-type: text/x", "\n{\"a\":1}"] {
        assert!(request.contains(part), "{part}: {request}");
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let (inner, asked) = recording("200 OK", "");
    for status in ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"] {
        let url = server(&format!("{status}\r\nLocation: http://{inner}/"), "");
        let answer = sent(&url).await.expect("it answers");
        assert_eq!(answer.status.to_string(), status[..3]);
    }
    assert!(asked.try_recv().is_err(), "a redirect was followed");
}

#[tokio::test]
async fn of_the_answer_two_kibibytes_are_kept_even_if_it_breaks_off() {
    let long = server("200 OK", vec![b'x'; 1 << 20]);
    assert_eq!(sent(&long).await.expect("it answers").body.len(), 2048);
    let cut = server("500 Oh\r\nContent-Length: 100", b"half\xff".to_vec());
    let answer = sent(&cut).await.expect("it answers");
    assert_eq!((answer.status, answer.body.as_str()), (500, "half\u{fffd}"));
}

#[tokio::test]
async fn the_whole_exchange_has_one_time_limit() {
    for said in ["", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"] {
        let url = stalling(said);
        let limit = Duration::from_millis(200);
        let error = post(&format!("{url}/a?key=k"), &[], Vec::new(), limit, &local()).await;
        let error = error.expect_err("silence");
        assert_eq!(error.kind(), Kind::Unavailable);
        assert_eq!(error.to_string(), format!("{url}/a cannot be reached: timed out"));
    }
}

#[tokio::test]
async fn errors_name_the_cause_and_no_secret() {
    let url = nobody();
    let secret = format!("{}/a?key=hunter3", url.replace("//", "//me:hunter2@"));
    let error = sent(&secret).await.expect_err("nobody");
    assert_eq!(error.kind(), Kind::Unavailable);
    assert_eq!(error.to_string(), format!("{url}/a cannot be reached: connection refused"));
    let header = [("x", "a\nhunter2".to_owned())];
    let error = post(&secret, &header, Vec::new(), LONG, &local()).await.expect_err("no header");
    assert_eq!(error.kind(), Kind::Validation);
    assert!(!error.to_string().contains("hunter"), "{error}");
    for refused in
        ["http://10.0.0.1/?key=hunter2", "http://localhost.?key=hunter2", "hunter", "ftp://a/"]
    {
        let guard = Guard::public(&[]).expect("no entries");
        let error = post(refused, &[], Vec::new(), LONG, &guard).await.expect_err(refused);
        assert_eq!(error.kind(), Kind::Validation, "{error}");
        assert!(!error.to_string().contains("hunter2"), "{error}");
    }
}

#[test]
fn a_wait_is_read_as_seconds_or_as_a_date_and_is_at_most_a_day() {
    let now: Timestamp = "1994-11-06T08:49:00Z".parse().expect("a time");
    for (text, seconds) in [
        ("0", Some(0)),
        (" 120 ", Some(120)),
        ("86401", Some(86400)),
        ("99999999999999999999999", Some(86400)),
        ("Sun, 06 Nov 1994 08:49:37 GMT", Some(37)),
        ("Sunday, 06-Nov-94 08:49:37 GMT", Some(37)),
        ("Sun Nov  6 08:49:37 1994", Some(37)),
        ("Sun, 06 Nov 1994 08:48:00 GMT", Some(0)),
        ("Fri, 01 Jan 2100 00:00:00 GMT", Some(86400)),
        ("-1", None),
        ("1.5", None),
        ("", None),
        ("soon", None),
        ("Sun, 06 Nov 1994 08:49:37 CET", None),
    ] {
        assert_eq!(retry_after(text, now), seconds.map(Duration::from_secs), "{text:?}");
    }
}
