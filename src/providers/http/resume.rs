//! Large downloads that go on where they stopped, and are only taken if their fingerprint is right.

use std::{
    fs::{File, OpenOptions},
    io::{Read as _, Write as _},
    path::Path,
    time::Duration,
};

use reqwest::{StatusCode, header};
use sha2::{Digest as _, Sha256};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::{
    redacted,
    route::{TIMED_OUT, parsed, unavailable, unreached},
};
use crate::{
    error::{Error, Kind, Result},
    providers::guard::Guard,
};

/// Longest wait for the next piece of data.
const SILENCE: Duration = Duration::from_secs(30);
/// Redirects that are followed.
const REDIRECTS: usize = 5;

/// What is to come.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// Its size.
    pub bytes: u64,
    /// SHA-256 in hexadecimal digits.
    pub sha256: &'a str,
}

/// Downloads `url` into the file `target`. What an earlier try left in `target.part` is gone on
/// with; `hears` is told of each piece's length.
///
/// # Errors
/// `Unavailable` if it cannot be fetched or is something else than expected, `Cancelled`.
pub async fn fetch(
    url: &str,
    target: &Path,
    expected: Expected<'_>,
    hears: &(dyn Fn(u64) + Sync),
    cancel: &CancellationToken,
) -> Result<()> {
    let part = target.with_extension("part");
    let had = std::fs::metadata(&part).map_or(0, |data| data.len());
    let had = if had > expected.bytes { 0 } else { had };
    hears(had);
    if had < expected.bytes {
        tokio::select! {
            () = cancel.cancelled() => return Err(Error::cancelled()),
            done = append(url, &part, had, expected.bytes, hears) => done?,
        }
    }
    let found = fingerprint(&part)?;
    if found != expected.sha256 {
        // Going on with the wrong bytes would never end well.
        std::fs::remove_file(&part)?;
        let text = format!("{} is not the file that is expected", redacted(url));
        return Err(Error::new(Kind::Unavailable, text).detail("sha256", found));
    }
    std::fs::rename(&part, target)?;
    Ok(())
}

async fn append(
    url: &str,
    part: &Path,
    had: u64,
    bytes: u64,
    hears: &(dyn Fn(u64) + Sync),
) -> Result<()> {
    let shown = redacted(url);
    let mut next = url.to_owned();
    for _ in 0..=REDIRECTS {
        let (at, client) = parsed(&next, &shown, &Guard::open()).await?;
        let mut request = client.get(at.clone());
        if had > 0 {
            request = request.header(header::RANGE, format!("bytes={had}-"));
        }
        let mut response = match timeout(SILENCE, request.send()).await {
            Err(_) => return Err(unavailable(&shown, TIMED_OUT)),
            Ok(sent) => sent.map_err(|error| unreached(&shown, &error))?,
        };
        let status = response.status();
        if status.is_redirection() {
            let to = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
            let to = to.and_then(|to| at.join(to).ok());
            next = to
                .map(|to| to.to_string())
                .ok_or_else(|| unavailable(&shown, "a lost redirect"))?;
            continue;
        }
        if !status.is_success() {
            return Err(unavailable(&shown, &format!("it answered {status}")));
        }
        // A server that does not know ranges sends all of it.
        let goes_on = status == StatusCode::PARTIAL_CONTENT;
        let mut file: File = OpenOptions::new()
            .create(true)
            .write(true)
            .append(goes_on)
            .truncate(!goes_on)
            .open(part)?;
        let mut count = if goes_on { had } else { 0 };
        loop {
            let chunk = match timeout(SILENCE, response.chunk()).await {
                Err(_) => return Err(unavailable(&shown, TIMED_OUT)),
                Ok(chunk) => chunk.map_err(|error| unreached(&shown, &error))?,
            };
            let Some(chunk) = chunk else { break };
            count += chunk.len() as u64;
            if count > bytes {
                return Err(unavailable(&shown, "it sends more than is expected"));
            }
            file.write_all(&chunk)?;
            hears(chunk.len() as u64);
        }
        file.sync_all()?;
        if count < bytes {
            return Err(unavailable(&shown, "it broke off"));
        }
        return Ok(());
    }
    Err(unavailable(&shown, "it redirects too often"))
}

/// SHA-256 of a file in hexadecimal digits.
///
/// # Errors
/// If it cannot be read.
pub fn fingerprint(path: &Path) -> Result<String> {
    let mut file = File::open(path)?;
    let (mut hasher, mut buffer) = (Sha256::new(), vec![0; 256 << 10]);
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            break;
        }
        hasher.update(&buffer[..count]);
    }
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
