//! Files that callers sent, by the name they can be used under.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};
use schemars::JsonSchema;
use serde::Serialize;

use super::Readers;
use crate::error::Result;

/// A file that a caller sent.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Upload {
    /// Its name: `upl_…`.
    pub id: String,
    /// What to write where a media file is asked for: `upload:ID`.
    pub source: String,
    /// The file's name at the caller.
    pub name: String,
    /// Its media type, by its ending.
    pub media_type: String,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// When it came.
    #[schemars(with = "String")]
    pub created_at: Timestamp,
}

pub(super) fn keep(c: &Connection, upload: &Upload, key: Option<&str>) -> rusqlite::Result<()> {
    let mut insert = c.prepare_cached("INSERT INTO uploads VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
    insert
        .execute(params![
            upload.id,
            upload.name,
            upload.media_type,
            i64::try_from(upload.bytes).unwrap_or(i64::MAX),
            upload.sha256,
            upload.created_at.as_millisecond(),
            key,
        ])
        .map(drop)
}

impl Readers {
    /// The fingerprint and name of an upload.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn upload(&self, id: &str) -> Result<Option<(String, String)>> {
        self.read(|c| {
            c.prepare_cached("SELECT sha256, name FROM uploads WHERE id = ?1")?
                .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()
        })
    }
}
