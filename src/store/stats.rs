//! What the log tells about the queue as a whole: how deep, how old, how long things take.

use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Priority, Readers, queue};
use crate::error::Result;

/// How many finished jobs an estimate looks back on.
const LOOK_BACK: u32 = 21;

/// The state of the queue.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Depth {
    /// Whether no job is begun for now.
    pub paused: bool,
    /// How many wait, by priority.
    pub queued: Waiting,
    /// How many are worked on.
    pub processing: u64,
}

/// Numbers by priority.
#[derive(Clone, Copy, Debug, Default, Serialize, JsonSchema)]
pub struct Waiting {
    /// Urgent ones.
    pub urgent: u64,
    /// High ones.
    pub high: u64,
    /// Normal ones.
    pub normal: u64,
    /// Low ones.
    pub low: u64,
}

impl Waiting {
    /// All of them.
    #[must_use]
    pub const fn sum(self) -> u64 {
        self.urgent + self.high + self.normal + self.low
    }
}

impl Readers {
    /// How many wait and are worked on.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn depth(&self) -> Result<Depth> {
        self.read(|c| {
            let waiting = |priority: Priority| -> rusqlite::Result<u64> {
                let sql = "SELECT coalesce(sum(waiting), 0) FROM depths WHERE priority = ?1";
                let count: i64 =
                    c.prepare_cached(sql)?.query_row([priority.as_str()], |row| row.get(0))?;
                Ok(count.max(0).cast_unsigned())
            };
            let processing: i64 = c
                .prepare_cached(
                    "SELECT count(*) FROM jobs WHERE status = 'processing' AND lane IS NOT NULL",
                )?
                .query_row([], |row| row.get(0))?;
            Ok(Depth {
                paused: queue::is_paused(c)?,
                queued: Waiting {
                    urgent: waiting(Priority::Urgent)?,
                    high: waiting(Priority::High)?,
                    normal: waiting(Priority::Normal)?,
                    low: waiting(Priority::Low)?,
                },
                processing: processing.cast_unsigned(),
            })
        })
    }

    /// How long such jobs take here, in seconds: the median of the last ones that completed.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn typical_duration(&self, kind: &str) -> Result<Option<f64>> {
        self.read(|c| {
            let mut query = c.prepare_cached(
                "SELECT completed_at - started_at FROM jobs WHERE type = ?1 \
                 AND status = 'completed' AND attempts = 1 \
                 ORDER BY created_at DESC, job_id DESC LIMIT ?2",
            )?;
            let rows = query.query_map((kind, LOOK_BACK), |row| row.get::<_, i64>(0))?;
            let mut taken = rows.collect::<rusqlite::Result<Vec<_>>>()?;
            taken.sort_unstable();
            Ok(taken.get(taken.len() / 2).map(|millis| *millis as f64 / 1000.0))
        })
    }

    /// When the oldest waiting job of each priority was submitted, in milliseconds since 1970.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn oldest(&self) -> Result<Vec<(Priority, Option<i64>)>> {
        self.read(|c| {
            let oldest = |priority: Priority| {
                // Ranks of one priority rise with time, so the first of the index is the oldest
                // of its lane.
                let sql = "SELECT min(created_at) FROM jobs INDEXED BY jobs_waiting WHERE status = 'queued' \
                    AND priority = ?1";
                let time =
                    c.prepare_cached(sql)?.query_row([priority.as_str()], |row| row.get(0))?;
                Ok((priority, time))
            };
            Priority::ALL.into_iter().map(oldest).collect()
        })
    }

    /// How many jobs there are of each type and status.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn counts(&self) -> Result<Vec<(String, String, u64)>> {
        self.read(|c| {
            let sql = "SELECT type, status, count(*) FROM jobs GROUP BY type, status";
            let mut query = c.prepare_cached(sql)?;
            let rows = query.query_map([], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)?.cast_unsigned()))
            })?;
            rows.collect()
        })
    }
}

/// The latest moment the queue knows of, so that its time never goes back over a restart.
pub(super) fn latest(c: &Connection) -> rusqlite::Result<i64> {
    c.query_row(
        "SELECT coalesce(max(created_at), 0) FROM jobs WHERE status = 'queued'",
        [],
        |row| row.get(0),
    )
}

/// Left to itself, `SQLite` takes the index of states and reads all that waits, after each
/// submission.
const NEXT_DUE: &str = "SELECT min(available_at) FROM jobs INDEXED BY jobs_due \
    WHERE status = 'queued' AND available_at > ?1";

/// When a job that waits for a retry can be claimed, if any does.
pub(super) fn next_due(c: &Connection, now: i64) -> rusqlite::Result<Option<i64>> {
    c.prepare_cached(NEXT_DUE)?.query_row([now], |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looking_for_the_next_retry_reads_one_row_of_an_index() {
        let c = Connection::open_in_memory().unwrap();
        c.execute_batch(include_str!("migrations/1-jobs.sql")).unwrap();
        c.execute_batch(include_str!("migrations/2-service.sql")).unwrap();
        let explain = format!("EXPLAIN QUERY PLAN {NEXT_DUE}");
        let plan: String = c.query_row(&explain, [0], |row| row.get(3)).unwrap();
        assert!(plan.contains("jobs_due (available_at>?)"), "{plan}");
        assert_eq!(next_due(&c, 0).unwrap(), None);
    }
}
