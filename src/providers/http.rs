//! The one outbound HTTP client: downloads with a size limit, timeouts and cancellation.
//!
//! Who may fetch what is decided by the caller (`media::source`).

use std::{io::Write as _, path::Path, sync::Once, time::Duration};

use tokio_util::sync::CancellationToken;

use crate::error::{Error, Kind, Result};

/// Longest wait for a connection, and for the next piece of data.
const CONNECT: Duration = Duration::from_secs(10);
const SILENCE: Duration = Duration::from_secs(20);
/// Longest download.
const WHOLE: Duration = Duration::from_mins(10);

/// Downloads `url` into the file `target`, at most `limit` bytes.
///
/// # Errors
/// A server that does not answer or answers with an error, too much data, a cancelled job.
pub async fn download(
    url: &str,
    target: &Path,
    limit: u64,
    cancel: &CancellationToken,
) -> Result<()> {
    tokio::select! {
        () = cancel.cancelled() => Err(Error::cancelled()),
        done = fetch(url, target, limit) => done,
    }
}

async fn fetch(url: &str, target: &Path, limit: u64) -> Result<()> {
    let shown = redacted(url);
    let unreachable = |error: reqwest::Error| {
        let why = if error.is_timeout() { "does not answer in time" } else { "cannot be fetched" };
        Error::new(Kind::Unavailable, format!("{shown} {why}"))
            .caused_by(error.without_url())
            .hint("check the address and the network, or put the file beside the brief")
    };
    let mut response = client()?.get(url).send().await.map_err(unreachable)?;
    let status = response.status();
    if !status.is_success() {
        let kind = if status.as_u16() == 404 || status.as_u16() == 410 {
            Kind::NotFound
        } else {
            Kind::Unavailable
        };
        return Err(Error::new(kind, format!("{shown} answered {status}"))
            .detail("status_code", status.as_u16()));
    }
    let too_large = || {
        Error::new(Kind::PayloadTooLarge, format!("{shown} is larger than {limit} bytes"))
            .hint("raise MAX_FILE_SIZE_MB")
    };
    if response.content_length().is_some_and(|length| length > limit) {
        return Err(too_large());
    }
    let mut file = std::fs::File::create(target)?;
    let mut written = 0u64;
    while let Some(chunk) = response.chunk().await.map_err(unreachable)? {
        written += chunk.len() as u64;
        if written > limit {
            return Err(too_large());
        }
        file.write_all(&chunk)?;
    }
    Ok(())
}

fn client() -> Result<reqwest::Client> {
    static PROVIDER: Once = Once::new();
    // Fails only if another one was installed before, which serves as well.
    PROVIDER.call_once(|| {
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    reqwest::Client::builder()
        .connect_timeout(CONNECT)
        .read_timeout(SILENCE)
        .timeout(WHOLE)
        .redirect(reqwest::redirect::Policy::limited(5))
        .user_agent(concat!("remotion-media/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|e| Error::internal("the HTTP client cannot start").caused_by(e))
}

/// The address without user, password and query, which may hold secrets; a path stays as it is.
#[must_use]
pub fn redacted(url: &str) -> String {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let plain = &url[..end];
    match plain.split_once("://") {
        Some((scheme, rest)) => {
            let host_end = rest.find('/').unwrap_or(rest.len());
            let host = rest[..host_end].rsplit('@').next().unwrap_or_default();
            format!("{scheme}://{host}{}", &rest[host_end..])
        }
        None => plain.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_without_its_secrets() {
        assert_eq!(redacted("https://me:pw@host/a/b?token=x#y"), "https://host/a/b");
    }
}
