//! Reading the job log: one job, or a page of them.
//!
//! A file that is not there is an empty log. The service keeps its connections: see `readers`.

use std::path::Path;

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, OptionalExtension as _, ToSql};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Job, Readers, Status, Store, job, owner::Owner, queue, writer};
use crate::error::{Error, Kind, Result};

/// Which jobs are wanted.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only with this status.
    pub status: Option<Status>,
    /// Only of this capability, or of this group of them (`render`).
    pub kind: Option<String>,
    /// Only created at or after this.
    pub since: Option<Timestamp>,
    /// Only the parts of this batch.
    pub parent: Option<String>,
    /// At most so many; 0 means 50.
    pub limit: u32,
    /// Go on where a page ended.
    pub cursor: Option<String>,
}

/// Jobs, the newest first.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Page {
    /// The jobs.
    pub jobs: Vec<Job>,
    /// The cursor of the next page, if there is one.
    pub next_cursor: Option<String>,
}

impl Store {
    /// A page of the log in `folder`.
    ///
    /// # Errors
    /// If the cursor is none of ours, or the database cannot be read.
    pub fn list(folder: &Path, filter: &Filter) -> Result<Page> {
        let cursor = filter.cursor.as_deref().map(parse_cursor).transpose()?;
        let Some(connection) = reader(folder)? else {
            return Ok(Page { jobs: Vec::new(), next_cursor: None });
        };
        page(&connection, filter, cursor)
            .map_err(|error| writer::broken(folder, &error.to_string()))
    }

    /// One job of the log in `folder`; the beginning of its name is enough if no other begins
    /// like that.
    ///
    /// # Errors
    /// If there is none, or several, or the database cannot be read.
    pub fn get(folder: &Path, id: &str) -> Result<Job> {
        let connection = reader(folder)?.ok_or_else(|| unknown(id))?;
        match found(&connection, id) {
            Ok((Some(job), 1)) => Ok(job),
            Ok((_, 0)) => Err(unknown(id)),
            Ok((_, count)) => Err(Error::field("job_id", format!("{count} jobs begin with {id}"))),
            Err(error) => Err(writer::broken(folder, &error.to_string())),
        }
    }
}

impl Readers {
    /// A page of jobs.
    ///
    /// # Errors
    /// If the cursor is none of ours, or the database cannot be read.
    pub fn list(&self, filter: &Filter) -> Result<Page> {
        let cursor = filter.cursor.as_deref().map(parse_cursor).transpose()?;
        self.read(|connection| page(connection, filter, cursor))
    }

    /// One job by its whole name.
    ///
    /// # Errors
    /// If there is none, or the database cannot be read.
    pub fn job(&self, id: &str) -> Result<Job> {
        self.read(|connection| exact(connection, id))?.ok_or_else(|| unknown(id))
    }
}

/// There is no such job.
pub(super) fn unknown(id: &str) -> Error {
    Error::new(Kind::NotFound, format!("no job {id}"))
        .hint("`remotion-media jobs list` shows what there is")
}

fn reader(folder: &Path) -> Result<Option<Connection>> {
    let file = writer::file_in(folder);
    if !file.exists() {
        return Ok(None);
    }
    let broken = |error: &dyn std::fmt::Display| writer::broken(folder, &error.to_string());
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(&file, flags).map_err(|e| broken(&e))?;
    let read_only = connection.is_readonly("main").map_err(|e| broken(&e))?;
    if !read_only {
        writer::prepare(&mut connection).map_err(|e| broken(&e))?;
    }
    Ok(Some(connection))
}

/// A job by its whole name, with all that is known of it.
pub(super) fn exact(connection: &Connection, id: &str) -> rusqlite::Result<Option<Job>> {
    let sql = format!("SELECT {} FROM jobs WHERE job_id = ?1", job::COLUMNS);
    let mut query = connection.prepare_cached(&sql)?;
    let Some(mut job) = query.query_row([id], Job::from_row).optional()? else { return Ok(None) };
    complete(connection, &mut job)?;
    Ok(Some(job))
}

/// Adds what stands in other tables.
fn complete(connection: &Connection, job: &mut Job) -> rusqlite::Result<()> {
    job.add_artifacts(connection)?;
    job.add_children(connection)?;
    job.spend = super::spend::of_job(connection, &job.job_id)?;
    if job.status == Status::Queued {
        job.queue_position = queue::position(connection, &job.job_id)?;
    }
    Ok(())
}

fn found(connection: &Connection, id: &str) -> rusqlite::Result<(Option<Job>, usize)> {
    if let Some(job) = exact(connection, id)? {
        return Ok((Some(job), 1));
    }
    // Compared as text, because an underscore is a wildcard for LIKE.
    let sql = "SELECT job_id FROM jobs WHERE substr(job_id, 1, length(?1)) = ?1 LIMIT 10";
    let mut query = connection.prepare(sql)?;
    let ids =
        query.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    let first = ids.first().map(|id| exact(connection, id)).transpose()?.flatten();
    Ok((first, ids.len()))
}

fn page(
    connection: &Connection,
    filter: &Filter,
    cursor: Option<(i64, String)>,
) -> rusqlite::Result<Page> {
    let limit = if filter.limit == 0 { 50 } else { filter.limit.min(1000) };
    // Only the conditions that are asked for, so that each can use its index.
    let mut conditions: Vec<&str> = Vec::new();
    let mut values: Vec<Box<dyn ToSql>> = Vec::new();
    if let Some(status) = filter.status {
        // Few runs are in work; their processes are looked at, because a dead one has failed.
        let dead = if matches!(status, Status::Processing | Status::Failed) {
            serde_json::json!(dead(connection)?).to_string()
        } else {
            "[]".to_owned()
        };
        if dead == "[]" {
            conditions.push("status = ?");
            values.push(Box::new(status.as_str()));
        } else if status == Status::Failed {
            conditions.push("(status = 'failed' OR job_id IN (SELECT value FROM json_each(?)))");
            values.push(Box::new(dead));
        } else {
            conditions
                .push("status = 'processing' AND job_id NOT IN (SELECT value FROM json_each(?))");
            values.push(Box::new(dead));
        }
    }
    if let Some(kind) = &filter.kind {
        if kind.contains('.') {
            conditions.push("type = ?");
            values.push(Box::new(kind.clone()));
        } else {
            conditions.push("(type = ? OR substr(type, 1, length(?) + 1) = ? || '.')");
            values.extend([(); 3].map(|()| Box::new(kind.clone()) as Box<dyn ToSql>));
        }
    }
    if let Some(since) = filter.since {
        conditions.push("created_at >= ?");
        values.push(Box::new(since.as_millisecond()));
    }
    if let Some(parent) = &filter.parent {
        conditions.push("parent_id = ?");
        values.push(Box::new(parent.clone()));
    }
    if let Some((time, id)) = cursor {
        conditions.push("(created_at, job_id) < (?, ?)");
        values.push(Box::new(time));
        values.push(Box::new(id));
    }
    let wanted = if conditions.is_empty() { "TRUE".to_owned() } else { conditions.join(" AND ") };
    let sql = format!(
        "SELECT {} FROM jobs WHERE {wanted} ORDER BY created_at DESC, job_id DESC LIMIT ?",
        job::COLUMNS
    );
    // One more shows whether there is a next page.
    values.push(Box::new(limit + 1));
    let mut query = connection.prepare_cached(&sql)?;
    let values = rusqlite::params_from_iter(values.iter().map(|value| &**value));
    let mut jobs = query.query_map(values, Job::from_row)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let more = jobs.len() > limit as usize;
    jobs.truncate(limit as usize);
    for job in &mut jobs {
        job.add_artifacts(connection)?;
    }
    let next_cursor = jobs
        .last()
        .filter(|_| more)
        .map(|job| format!("{}.{}", job.created_at.as_millisecond(), job.job_id));
    Ok(Page { jobs, next_cursor })
}

fn dead(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut query = connection.prepare_cached(
        "SELECT job_id, pid, pid_started, boot FROM jobs \
         WHERE status = 'processing' AND lane IS NULL",
    )?;
    let rows =
        query.query_map([], |row| Ok((row.get::<_, String>("job_id")?, job::owner(row)?)))?;
    let mut dead = Vec::new();
    for row in rows {
        let (id, owner) = row?;
        if owner.as_ref().is_some_and(Owner::is_dead) {
            dead.push(id);
        }
    }
    Ok(dead)
}

fn parse_cursor(text: &str) -> Result<(i64, String)> {
    let parts = text.split_once('.').and_then(|(time, id)| Some((time.parse().ok()?, id)));
    let (time, id) = parts.ok_or_else(|| {
        Error::field("cursor", "this is no cursor; take `next_cursor` of a page as it is")
    })?;
    Ok((time, id.to_owned()))
}
