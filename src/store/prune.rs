//! Throwing away what is old: jobs, their files, uploads, webhooks that were sent.

use std::{collections::HashSet, path::PathBuf};

use jiff::Timestamp;
use rusqlite::{Connection, params};
use serde::Serialize;

use super::{Status, Store, job, voices};
use crate::error::Result;

/// What pruning took away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Pruned {
    /// Jobs that are no longer listed.
    pub jobs: usize,
    /// Files of theirs that lay in the data folder.
    pub files: usize,
    /// The bytes of those files.
    pub bytes: u64,
}

impl Store {
    /// Forgets jobs that ended before `cutoff`, with their files in the data folder. Files
    /// elsewhere are the user's own and stay.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn prune(&self, cutoff: Timestamp) -> Result<Pruned> {
        let (jobs, files) = self.ask(move |connection| forget(connection, cutoff))?;
        let mut pruned = Pruned { jobs, ..Pruned::default() };
        let Ok(ours) = self.folder().canonicalize() else { return Ok(pruned) };
        for file in files {
            let Ok(file) = file.canonicalize() else { continue };
            let bytes = file.metadata().map(|data| data.len()).unwrap_or_default();
            if file.starts_with(&ours) && std::fs::remove_file(&file).is_ok() {
                pruned.files += 1;
                pruned.bytes += bytes;
            }
        }
        Ok(pruned)
    }

    /// The fingerprints of all files that a job, an upload or a voice still names.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn named_files(&self) -> Result<HashSet<String>> {
        self.ask(|c| {
            let sql = "SELECT sha256 FROM artifacts UNION SELECT sha256 FROM uploads";
            let mut query = c.prepare(sql)?;
            let mut named: HashSet<String> =
                query.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            named.extend(voices::recordings(c)?);
            Ok(named)
        })
    }

    /// When the job ended that ends the oldest tenth of finished ones, for a disk that is full.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn oldest_tenth(&self) -> Result<Option<Timestamp>> {
        let time: Option<i64> = self.ask(|c| {
            use rusqlite::OptionalExtension as _;
            let sql = "SELECT completed_at FROM jobs WHERE completed_at IS NOT NULL \
                ORDER BY completed_at LIMIT 1 OFFSET \
                (SELECT count(*) / 10 FROM jobs WHERE completed_at IS NOT NULL)";
            c.query_row(sql, [], |row| row.get(0)).optional()
        })?;
        Ok(time.and_then(|time| Timestamp::from_millisecond(time + 1).ok()))
    }
}

/// Deletes rows; the answer holds the files that no other job names.
fn forget(c: &Connection, cutoff: Timestamp) -> rusqlite::Result<(usize, Vec<PathBuf>)> {
    let cutoff = cutoff.as_millisecond();
    let mut gone: Vec<String> = Vec::new();
    {
        let mut query = c.prepare(
            "SELECT job_id, status, lane, pid, pid_started, boot FROM jobs \
             WHERE coalesce(completed_at, created_at) < ?1 AND status <> 'queued'",
        )?;
        let mut rows = query.query([cutoff])?;
        while let Some(row) = rows.next()? {
            let status = Status::read(&row.get::<_, String>("status")?);
            let queued: Option<String> = row.get("lane")?;
            let dead = queued.is_none() && job::owner(row)?.is_some_and(|owner| owner.is_dead());
            if status.is_final() || dead {
                gone.push(row.get("job_id")?);
            }
        }
    }
    let mut files: Vec<(String, String)> = Vec::new();
    for id in &gone {
        let mut query = c.prepare_cached("SELECT path, sha256 FROM artifacts WHERE job_id = ?1")?;
        let found = query.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        files.extend(found.collect::<rusqlite::Result<Vec<_>>>()?);
        // What is still to be sent stays; it carries all it needs.
        c.prepare_cached("DELETE FROM deliveries WHERE job_id = ?1 AND status <> 'pending'")?
            .execute([id])?;
        c.prepare_cached("DELETE FROM jobs WHERE job_id = ?1")?.execute([id])?;
    }
    c.execute("DELETE FROM uploads WHERE created_at < ?1", [cutoff])?;
    let mut alone = Vec::new();
    for (file, hash) in files {
        let mut query = c.prepare_cached(
            "SELECT 1 FROM artifacts WHERE path = ?1 UNION ALL \
             SELECT 1 FROM uploads WHERE sha256 = ?2",
        )?;
        if !query.exists(params![file, hash])? {
            alone.push(PathBuf::from(file));
        }
    }
    Ok((gone.len(), alone))
}
