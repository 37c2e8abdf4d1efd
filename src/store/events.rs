//! What happened to a job, line by line: its log, and the durable part of its event stream.

use jiff::Timestamp;
use rusqlite::{Connection, params};
use schemars::JsonSchema;
use serde::Serialize;

use super::Readers;
use crate::error::Result;

/// One line of a job's log.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Event {
    /// Rises with time; the `Last-Event-ID` of the stream.
    pub id: i64,
    /// When.
    #[schemars(with = "String")]
    pub at: Timestamp,
    /// `info`, `warning` or `error`.
    pub level: String,
    /// `queued`, `started`, `stage`, `warning`, `retry`, `completed`, `failed`, …
    pub event: String,
    /// What happened.
    pub message: String,
}

/// The longest line that is kept, in characters.
const LONGEST: usize = 2_000;

pub(super) fn note(
    c: &Connection,
    job: &str,
    now: i64,
    level: &str,
    event: &str,
    message: &str,
) -> rusqlite::Result<()> {
    let mut insert = c.prepare_cached(
        "INSERT INTO job_events (job_id, at, level, event, message) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    let message: String = message.chars().take(LONGEST).collect();
    insert.execute(params![job, now, level, event, message]).map(drop)
}

impl Readers {
    /// The log of a job after this line; all of it after 0.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn events(&self, job: &str, after: i64) -> Result<Vec<Event>> {
        self.read(|c| {
            let mut query = c.prepare_cached(
                "SELECT id, at, level, event, message FROM job_events \
                 WHERE job_id = ?1 AND id > ?2 ORDER BY id LIMIT 5000",
            )?;
            let rows = query.query_map(params![job, after], |row| {
                Ok(Event {
                    id: row.get(0)?,
                    at: Timestamp::from_millisecond(row.get(1)?).unwrap_or_default(),
                    level: row.get(2)?,
                    event: row.get(3)?,
                    message: row.get(4)?,
                })
            })?;
            rows.collect()
        })
    }
}
