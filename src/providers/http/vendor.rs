//! Calls of vendors' services: JSON, a form or bytes go there, a whole body comes back.
//!
//! When to try again and what an answer means is left to `providers::patience` and to the vendor's
//! own file.

use std::time::Duration;

use reqwest::{
    Method, Url,
    header::{self, HeaderMap},
};
use serde_json::Value;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::{
    post::retry_after,
    redacted,
    route::{TIMED_OUT, parsed, unavailable, unreached},
};
use crate::{
    error::{Error, Kind, Result},
    providers::guard::Guard,
};

/// A call of a vendor.
#[derive(Clone, Debug)]
pub struct Ask {
    /// HTTP method, in capitals.
    pub method: &'static str,
    /// The whole address.
    pub url: String,
    /// Names and values.
    pub headers: Vec<(&'static str, String)>,
    /// What goes along.
    pub body: Sent,
    /// Longest wait for the whole answer.
    pub timeout: Duration,
    /// Largest body of an answer, in bytes.
    pub limit: usize,
}

impl Ask {
    /// A call with two minutes and 64 MiB; redirects are answers.
    #[must_use]
    pub fn new(method: &'static str, url: impl Into<String>, body: Sent) -> Self {
        Self {
            method,
            url: url.into(),
            headers: Vec::new(),
            body,
            timeout: Duration::from_mins(2),
            limit: 64 << 20,
        }
    }

    /// Whether it has something done, which asking does not.
    #[must_use]
    pub fn does(&self) -> bool {
        self.method != "GET"
    }

    /// With one more header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

/// What goes along with a call.
#[derive(Clone, Debug)]
pub enum Sent {
    /// Nothing.
    Nothing,
    /// JSON.
    Json(Value),
    /// `multipart/form-data`.
    Form(Vec<Part>),
    /// Bytes of a media type.
    Bytes(Vec<u8>, &'static str),
}

/// A field of a form.
#[derive(Clone, Debug)]
pub struct Part {
    /// The field.
    pub name: &'static str,
    /// The name and media type of a file; `None` for a plain value.
    pub file: Option<(String, &'static str)>,
    /// What is in it.
    pub value: Vec<u8>,
}

impl Part {
    /// A plain value.
    #[must_use]
    pub fn text(name: &'static str, value: impl Into<String>) -> Self {
        Self { name, file: None, value: value.into().into_bytes() }
    }
}

/// What a vendor answered; the status may be one of failure.
#[derive(Debug)]
pub struct Told {
    /// HTTP status.
    pub status: u16,
    /// The whole body.
    pub body: Vec<u8>,
    headers: HeaderMap,
    /// The address as it may be shown.
    shown: String,
    /// Whether the call had something done: then it may have cost, and is not made again lightly.
    pub did: bool,
}

impl Told {
    /// The value of a header; `None` also if it is no text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The media type of the body, in small letters and without parameters.
    #[must_use]
    pub fn media_type(&self) -> String {
        let text = self.header("content-type").unwrap_or_default();
        text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// How long the vendor asks to wait: `retry-after-ms`, else `retry-after`, at most a day.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        let millis = self.header("retry-after-ms").and_then(|text| text.trim().parse().ok());
        let wait = self.header("retry-after");
        millis
            .map(Duration::from_millis)
            .or_else(|| retry_after(wait?, jiff::Timestamp::now()))
            .map(|wait| wait.min(Duration::from_hours(24)))
    }

    /// Where a redirect leads, seen from `base`.
    #[must_use]
    pub fn location(&self, base: &str) -> Option<String> {
        let to = self.header("location")?;
        Some(Url::parse(base).ok()?.join(to).ok()?.to_string())
    }

    /// An error about what came back; what may have been paid for is not asked for again by itself.
    #[must_use]
    pub fn judged(&self, error: Error) -> Error {
        if self.did { error.permanent() } else { error }
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// `Provider` if it is none.
    pub fn json(&self) -> Result<Value> {
        serde_json::from_slice(&self.body).map_err(|e| {
            let text = format!("{} answered without JSON", self.shown);
            let error = Error::new(Kind::Provider, text).caused_by(e);
            self.judged(error.detail("status_code", self.status))
        })
    }
}

/// Makes a call and takes its whole answer.
///
/// # Errors
/// `Unavailable` if nothing answers (`details.sent` says whether the vendor can have begun the
/// work), `PayloadTooLarge` past the limit, `Cancelled`, `Validation` for what `guard` refuses.
pub async fn ask(ask: &Ask, guard: &Guard, cancel: &CancellationToken) -> Result<Told> {
    let shown = redacted(&ask.url);
    tokio::select! {
        () = cancel.cancelled() => Err(Error::cancelled()),
        done = timeout(ask.timeout, exchange(ask, &shown, guard)) => {
            done.unwrap_or_else(|_| Err(unavailable(&shown, TIMED_OUT).detail("sent", true)))
        }
    }
}

async fn exchange(ask: &Ask, shown: &str, guard: &Guard) -> Result<Told> {
    let (url, client) = parsed(&ask.url, shown, guard).await?;
    let method: Method = ask
        .method
        .parse()
        .map_err(|_| Error::internal(format!("expected an HTTP method, found {:?}", ask.method)))?;
    let mut request = client.request(method, url);
    request = match &ask.body {
        Sent::Nothing => request,
        Sent::Json(value) => {
            request.header(header::CONTENT_TYPE, "application/json").body(value.to_string())
        }
        Sent::Bytes(bytes, kind) => request.header(header::CONTENT_TYPE, *kind).body(bytes.clone()),
        Sent::Form(parts) => {
            let (kind, body) = form(parts);
            request.header(header::CONTENT_TYPE, kind).body(body)
        }
    };
    for (name, value) in &ask.headers {
        request = request.header(*name, value);
    }
    let failed = |error: &reqwest::Error| {
        // What never connected was never begun.
        let sent = !error.is_connect() && !error.is_builder();
        unreached(shown, error).detail("sent", sent)
    };
    let mut response = request.send().await.map_err(|error| failed(&error))?;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() > ask.limit => {
                let text = format!("{shown} answered with more than {} bytes", ask.limit);
                return Err(Error::new(Kind::PayloadTooLarge, text).detail("sent", true));
            }
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => {
                let did = ask.does();
                return Ok(Told { status, body, headers, shown: shown.to_owned(), did });
            }
            Err(error) => {
                return Err(unreached(shown, &error)
                    .context("the answer broke off")
                    .detail("sent", true));
            }
        }
    }
}

/// The media type and body of a form.
fn form(parts: &[Part]) -> (String, Vec<u8>) {
    let boundary = format!("remotion-media-{}", uuid::Uuid::now_v7().simple());
    let mut body = Vec::new();
    for part in parts {
        body.extend(format!("--{boundary}\r\n").bytes());
        body.extend(format!("Content-Disposition: form-data; name=\"{}\"", part.name).bytes());
        if let Some((file, kind)) = &part.file {
            // Quotes and line breaks would end the name (RFC 7578 leaves it to us).
            let file: String =
                file.chars().map(|c| if c == '"' || c.is_control() { '_' } else { c }).collect();
            body.extend(format!("; filename=\"{file}\"\r\nContent-Type: {kind}").bytes());
        }
        body.extend(b"\r\n\r\n");
        body.extend(&part.value);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{boundary}--\r\n").bytes());
    (format!("multipart/form-data; boundary={boundary}"), body)
}

/// A part of a path: what has a meaning there is written out (RFC 3986).
#[must_use]
pub fn escaped(text: &str) -> String {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    const PART: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    utf8_percent_encode(text, PART).to_string()
}

#[cfg(test)]
#[path = "vendor_tests.rs"]
mod tests;
