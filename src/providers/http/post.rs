//! A webhook's POST: one exchange within its time, no redirects, a short answer.
//!
//! Signing, and whether and when to try again, are left to the caller.

use std::time::Duration;

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use reqwest::header::RETRY_AFTER;

use super::{
    redacted,
    route::{TIMED_OUT, parsed, unavailable, unreached},
};
use crate::{error::Result, providers::guard::Guard};

/// What is kept of the answer's body.
const KEPT: usize = 2048;
/// Longest wait that a receiver may ask for.
const DAY: Duration = Duration::from_hours(24);

/// How the receiver of a webhook answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status; a redirect is not followed.
    pub status: u16,
    /// How long the receiver asks to wait, at most a day.
    pub retry_after: Option<Duration>,
    /// The first 2 KiB of the body.
    pub body: String,
}

/// Sends `body` to `url`; the whole exchange takes at most `timeout`.
///
/// # Errors
/// `Unavailable` if nothing answers in time, `Validation` for what `guard` refuses and for what is
/// no address or no header.
pub async fn post(
    url: &str,
    headers: &[(&str, String)],
    body: Vec<u8>,
    timeout: Duration,
    guard: &Guard,
) -> Result<Answer> {
    let shown = redacted(url);
    tokio::time::timeout(timeout, exchange(url, &shown, headers, body, guard))
        .await
        .unwrap_or_else(|_| Err(unavailable(&shown, TIMED_OUT)))
}

async fn exchange(
    url: &str,
    shown: &str,
    headers: &[(&str, String)],
    body: Vec<u8>,
    guard: &Guard,
) -> Result<Answer> {
    let (url, client) = parsed(url, shown, guard).await?;
    let mut request = client.post(url).body(body);
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    let mut response = request.send().await.map_err(|error| unreached(shown, &error))?;
    let mut kept = Vec::new();
    // The status is the answer; a body that breaks off does not take it back.
    while kept.len() < KEPT
        && let Ok(Some(chunk)) = response.chunk().await
    {
        kept.extend_from_slice(&chunk);
    }
    kept.truncate(KEPT);
    let wait = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
    Ok(Answer {
        status: response.status().as_u16(),
        retry_after: wait.and_then(|text| retry_after(text, Timestamp::now())),
        body: String::from_utf8_lossy(&kept).into_owned(),
    })
}

/// Seconds, or one of the three forms that HTTP has for a date.
pub(super) fn retry_after(text: &str, now: Timestamp) -> Option<Duration> {
    const FORMS: [&str; 3] =
        ["%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"];
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than fit are more than a day.
        return Some(text.parse().map_or(DAY, |seconds| Duration::from_secs(seconds).min(DAY)));
    }
    let date = FORMS.iter().find_map(|form| DateTime::strptime(form, text).ok())?;
    let then = TimeZone::UTC.to_timestamp(date).ok()?;
    // What is past is no wait.
    Some(Duration::try_from(then.duration_since(now)).unwrap_or_default().min(DAY))
}

#[cfg(test)]
#[path = "post_tests.rs"]
mod tests;
