//! The one way out: downloads with a size limit, redirects followed by hand, timeouts and
//! cancellation; and the door to its neighbours.
//!
//! What may be reached is judged by `guard`, and clients are held to that in `route`; webhooks are
//! in `post`, calls to our own service in `call`, to vendors in `vendor`, large downloads in `resume`.
//! Who may fetch what is decided by the caller (`media::source`).

mod call;
mod post;
mod resume;
mod route;
#[cfg(test)]
mod testing;
mod vendor;

use std::{fs::File, io::Write as _, path::Path, time::Duration};

pub use reqwest::Url;
use reqwest::{Response, header::LOCATION};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use self::route::client;
pub use self::{
    call::{Body, Call, Reply, call},
    post::{Answer, post},
    resume::{Expected, fetch, fingerprint},
    vendor::{Ask, Part, Sent, Told, ask, escaped},
};
use super::guard::Guard;
use crate::error::{Error, Kind, Result};

/// Longest wait for the next piece of data.
const SILENCE: Duration = Duration::from_secs(20);
/// Longest download.
const WHOLE: Duration = Duration::from_mins(10);
/// Redirects that a download follows.
const REDIRECTS: usize = 5;

/// Downloads `url` into the file `target`, at most `limit` bytes, from where `guard` allows. If
/// that fails, there is no file.
///
/// # Errors
/// An address that may not be reached, a server that does not answer or answers with an error,
/// too much data, a cancelled job.
pub async fn download(
    url: &str,
    target: &Path,
    limit: u64,
    guard: &Guard,
    cancel: &CancellationToken,
) -> Result<()> {
    let fetch = Fetch { shown: redacted(url), guard, silence: SILENCE };
    tokio::select! {
        () = cancel.cancelled() => Err(Error::cancelled()),
        done = timeout(WHOLE, fetch.run(url, target, limit)) => {
            done.unwrap_or_else(|_| Err(fetch.unreachable(SLOW)))
        }
    }
}

const FAILED: &str = "cannot be fetched";
const SLOW: &str = "does not answer in time";
const HINT: &str = "check the address and the network, or put the file beside the brief";

struct Fetch<'a> {
    /// The address as it may be shown.
    shown: String,
    guard: &'a Guard,
    silence: Duration,
}

impl Fetch<'_> {
    async fn run(&self, url: &str, target: &Path, limit: u64) -> Result<()> {
        let mut url = Url::parse(url).map_err(|e| self.unreachable(FAILED).caused_by(e))?;
        let mut response = self.ask(&url).await?;
        for _ in 0..REDIRECTS {
            let Some(next) = self.next(&url, &response)? else { break };
            url = next;
            let redirects = |e: Error| match e.kind() {
                Kind::Validation => e.context(format!("{} redirects", self.shown)),
                _ => e,
            };
            response = self.ask(&url).await.map_err(redirects)?;
        }
        if self.next(&url, &response)?.is_some() {
            let why = format!("cannot be fetched: it redirects more than {REDIRECTS} times");
            return Err(self.unreachable(&why));
        }
        self.save(response, target, limit).await
    }

    async fn ask(&self, url: &Url) -> Result<Response> {
        let client = client(url, self.guard).await.map_err(|e| match e.kind() {
            Kind::Unavailable => e.context(format!("{} {FAILED}", self.shown)).hint(HINT),
            _ => e,
        })?;
        self.patiently(client.get(url.clone()).send()).await
    }

    /// Where a redirect leads to; `None` if the response is none.
    fn next(&self, url: &Url, response: &Response) -> Result<Option<Url>> {
        if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
            return Ok(None);
        }
        let Some(location) = response.headers().get(LOCATION) else { return Ok(None) };
        let next = std::str::from_utf8(location.as_bytes()).ok().and_then(|to| url.join(to).ok());
        let next = next.ok_or_else(|| {
            self.unreachable("cannot be fetched: it redirects to no address that can be read")
        })?;
        if url.scheme() == "https" && next.scheme() == "http" && !self.guard.is_open() {
            let message = format!(
                "{} redirects to {}, which is not encrypted",
                self.shown,
                redacted(next.as_str())
            );
            return Err(Error::new(Kind::Validation, message)
                .hint("name the address where the file itself is, or upload the file"));
        }
        Ok(Some(next))
    }

    async fn save(&self, mut response: Response, target: &Path, limit: u64) -> Result<()> {
        let status = response.status();
        if !status.is_success() {
            let gone = matches!(status.as_u16(), 404 | 410);
            let kind = if gone { Kind::NotFound } else { Kind::Unavailable };
            return Err(Error::new(kind, format!("{} answered {status}", self.shown))
                .detail("status_code", status.as_u16()));
        }
        let too_large = || {
            let message = format!("{} is larger than {limit} bytes", self.shown);
            Error::new(Kind::PayloadTooLarge, message).hint("raise MAX_FILE_SIZE_MB")
        };
        if response.content_length().is_some_and(|length| length > limit) {
            return Err(too_large());
        }
        let mut file = File::create(target)?;
        let mut partial = Partial { path: target, whole: false };
        let mut written = 0u64;
        while let Some(chunk) = self.patiently(response.chunk()).await? {
            written += chunk.len() as u64;
            if written > limit {
                return Err(too_large());
            }
            file.write_all(&chunk)?;
        }
        partial.whole = true;
        Ok(())
    }

    /// Waits, but not for a silent server.
    async fn patiently<T>(&self, wait: impl Future<Output = reqwest::Result<T>>) -> Result<T> {
        match timeout(self.silence, wait).await {
            Err(_) => Err(self.unreachable(SLOW)),
            Ok(done) => done.map_err(|error| {
                let why = if error.is_timeout() { SLOW } else { FAILED };
                self.unreachable(why).caused_by(error.without_url())
            }),
        }
    }

    fn unreachable(&self, why: &str) -> Error {
        Error::new(Kind::Unavailable, format!("{} {why}", self.shown)).hint(HINT)
    }
}

/// A file that goes away unless it is whole, also when the download is dropped halfway.
struct Partial<'a> {
    path: &'a Path,
    whole: bool,
}

impl Drop for Partial<'_> {
    fn drop(&mut self) {
        if !self.whole {
            // Best effort: what fails here has failed already, and that is told.
            let _ = std::fs::remove_file(self.path);
        }
    }
}

/// The address without user, password and query, which may hold secrets; a path stays as it is.
#[must_use]
pub fn redacted(url: &str) -> String {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let plain = &url[..end];
    match plain.split_once("://") {
        Some((scheme, rest)) => {
            // Parsers overlook further slashes, and take backslashes for them.
            let rest = rest.trim_start_matches(['/', '\\']);
            let host_end = rest.find(['/', '\\']).unwrap_or(rest.len());
            let host = rest[..host_end].rsplit('@').next().unwrap_or_default();
            format!("{scheme}://{host}{}", &rest[host_end..])
        }
        None => plain.to_owned(),
    }
}

#[cfg(test)]
mod tests;
