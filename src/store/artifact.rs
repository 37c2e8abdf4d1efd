//! A file that a job made: its name, place, media type, size and fingerprint.

use std::{
    fmt::Write as _,
    io::Read as _,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::error::{Error, Result};

/// A finished file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Artifact {
    /// Its name without folders, unique in its job.
    pub name: String,
    /// Where the service hands it out.
    #[serde(default)]
    pub url: String,
    /// Where it lies.
    pub path: PathBuf,
    /// Its media type, by its ending.
    pub media_type: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
}

impl Artifact {
    /// Reads a file for its size and fingerprint.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn of(path: &Path) -> Result<Self> {
        let reading = |error| Error::from(error).context(format!("reading {}", path.display()));
        // The record must still lead to the file when the next command runs elsewhere.
        let path = std::path::absolute(path).map_err(reading)?;
        let mut file = std::fs::File::open(&path).map_err(reading)?;
        let mut hasher = Sha256::new();
        let mut buffer = vec![0; 256 * 1024];
        let mut bytes = 0;
        loop {
            let count = file.read(&mut buffer).map_err(reading)?;
            if count == 0 {
                break;
            }
            hasher.update(&buffer[..count]);
            bytes += count as u64;
        }
        let sha256 = hasher.finalize().iter().fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").expect("writing to a string cannot fail");
            text
        });
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let media_type = media_type(&path).to_owned();
        Ok(Self { name, url: String::new(), path, media_type, bytes, sha256 })
    }
}

/// Where the service hands out an artifact.
#[must_use]
pub fn url(job: &str, name: &str) -> String {
    let name = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
    // Dots and dashes are harmless and good to read.
    let name = name.to_string().replace("%2E", ".").replace("%2D", "-").replace("%5F", "_");
    format!("/api/v1/jobs/{job}/artifacts/{name}")
}

/// Gives every file a name of its own.
pub(crate) fn tell_apart(artifacts: &mut [Artifact]) {
    let mut seen = std::collections::HashSet::new();
    for artifact in artifacts {
        let own = artifact.name.clone();
        let (stem, ending) = match own.rsplit_once('.') {
            Some((stem, ending)) if !stem.is_empty() => (stem, format!(".{ending}")),
            _ => (own.as_str(), String::new()),
        };
        let mut number = 1;
        while !seen.insert(artifact.name.clone()) {
            number += 1;
            artifact.name = format!("{stem}-{number}{ending}");
        }
    }
}

/// Writes down what a job made.
pub(super) fn keep(
    connection: &Connection,
    job: &str,
    artifacts: &[Artifact],
) -> rusqlite::Result<()> {
    let mut artifacts = artifacts.to_vec();
    tell_apart(&mut artifacts);
    let mut insert = connection.prepare_cached(
        "INSERT INTO artifacts (job_id, position, name, path, media_type, bytes, sha256) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (position, artifact) in artifacts.iter().enumerate() {
        insert.execute(params![
            job,
            i64::try_from(position).unwrap_or(i64::MAX),
            artifact.name,
            artifact.path.to_string_lossy(),
            artifact.media_type,
            i64::try_from(artifact.bytes).unwrap_or(i64::MAX),
            artifact.sha256,
        ])?;
    }
    Ok(())
}

/// The media type of a file, by its ending.
#[must_use]
pub fn media_type(path: &Path) -> &'static str {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    match ending.to_ascii_lowercase().as_str() {
        "mp4" | "m4v" => "video/mp4",
        "webm" => "video/webm",
        "mov" => "video/quicktime",
        "gif" => "image/gif",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "svg" => "image/svg+xml",
        "mp3" => "audio/mpeg",
        "wav" => "audio/wav",
        "ogg" | "opus" => "audio/ogg",
        "flac" => "audio/flac",
        "aac" => "audio/aac",
        "m4a" => "audio/mp4",
        "json" => "application/json",
        "yaml" | "yml" => "application/yaml",
        "srt" => "application/x-subrip",
        "vtt" => "text/vtt",
        "txt" | "md" => "text/plain",
        "html" => "text/html",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_measured_and_fingerprinted() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Note.JSON");
        std::fs::write(&path, "abc").unwrap();
        let artifact = Artifact::of(&path).unwrap();
        assert_eq!((artifact.name.as_str(), artifact.bytes), ("Note.JSON", 3));
        assert_eq!(artifact.media_type, "application/json");
        assert!(artifact.sha256.starts_with("ba7816bf8f01cfea414140de5dae2223"));
        assert!(Artifact::of(&folder.path().join("none")).is_err());
        let mut twins = vec![artifact.clone(), artifact.clone(), artifact];
        tell_apart(&mut twins);
        assert_eq!([&twins[1].name, &twins[2].name], ["Note-2.JSON", "Note-3.JSON"]);
        assert_eq!(url("job_1", "a b/ü.png"), "/api/v1/jobs/job_1/artifacts/a%20b%2F%C3%BC.png");
    }
}
