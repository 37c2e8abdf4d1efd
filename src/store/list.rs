//! Reading the job log: one job, or a page of them.
//!
//! Readers open the file themselves; with WAL they wait for no writer. A file that is not there
//! is an empty log.

use std::path::Path;

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, OptionalExtension as _, named_params};
use serde::Serialize;
use serde_json::json;

use super::{Job, Status, Store, job, owner::Owner, writer};
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
    /// At most so many; 0 means 50.
    pub limit: u32,
    /// Go on where a page ended.
    pub cursor: Option<String>,
}

/// Jobs, the newest first.
#[derive(Clone, Debug, Serialize)]
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
        page(&connection, filter, cursor.as_ref())
            .map_err(|error| writer::broken(folder, &error.to_string()))
    }

    /// One job of the log in `folder`; the beginning of its name is enough if no other begins
    /// like that.
    ///
    /// # Errors
    /// If there is none, or several, or the database cannot be read.
    pub fn get(folder: &Path, id: &str) -> Result<Job> {
        let unknown = || {
            Error::new(Kind::NotFound, format!("no job {id}"))
                .hint("`remotion-media jobs list` shows what there is")
        };
        let connection = reader(folder)?.ok_or_else(unknown)?;
        match found(&connection, id) {
            Ok((Some(job), 1)) => Ok(job),
            Ok((_, 0)) => Err(unknown()),
            Ok((_, count)) => Err(Error::field("job_id", format!("{count} jobs begin with {id}"))),
            Err(error) => Err(writer::broken(folder, &error.to_string())),
        }
    }
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

fn found(connection: &Connection, id: &str) -> rusqlite::Result<(Option<Job>, usize)> {
    let columns = job::COLUMNS;
    let exact = format!("SELECT {columns} FROM jobs WHERE job_id = ?1");
    if let Some(mut job) = connection.query_row(&exact, [id], Job::from_row).optional()? {
        job.add_artifacts(connection)?;
        return Ok((Some(job), 1));
    }
    // Compared as text, because an underscore is a wildcard for LIKE.
    let begins =
        format!("SELECT {columns} FROM jobs WHERE substr(job_id, 1, length(?1)) = ?1 LIMIT 10");
    let mut query = connection.prepare(&begins)?;
    let jobs = query.query_map([id], Job::from_row)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let count = jobs.len();
    let mut first = jobs.into_iter().next();
    if let Some(job) = &mut first {
        job.add_artifacts(connection)?;
    }
    Ok((first, count))
}

fn page(
    connection: &Connection,
    filter: &Filter,
    cursor: Option<&(i64, String)>,
) -> rusqlite::Result<Page> {
    // Few rows are in work; their processes are looked at once, so that the filter by status
    // and the paging can be left to SQL.
    let dead = json!(dead(connection)?).to_string();
    let limit = if filter.limit == 0 { 50 } else { filter.limit.min(1000) };
    let sql = format!(
        "SELECT {} FROM jobs WHERE \
         (:status IS NULL OR :status = CASE WHEN status = 'processing' AND job_id IN \
            (SELECT value FROM json_each(:dead)) THEN 'failed' ELSE status END) \
         AND (:kind IS NULL OR type = :kind \
            OR substr(type, 1, length(:kind) + 1) = :kind || '.') \
         AND (:since IS NULL OR created_at >= :since) \
         AND (:time IS NULL OR (created_at, job_id) < (:time, :id)) \
         ORDER BY created_at DESC, job_id DESC LIMIT :limit",
        job::COLUMNS
    );
    let mut query = connection.prepare(&sql)?;
    let rows = query.query_map(
        named_params! {
            ":status": filter.status.map(Status::as_str),
            ":dead": dead,
            ":kind": filter.kind,
            ":since": filter.since.map(Timestamp::as_millisecond),
            ":time": cursor.map(|(time, _)| *time),
            ":id": cursor.map(|(_, id)| id.as_str()),
            // One more shows whether there is a next page.
            ":limit": limit + 1,
        },
        Job::from_row,
    )?;
    let mut jobs = rows.collect::<rusqlite::Result<Vec<_>>>()?;
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
    let mut query = connection
        .prepare("SELECT job_id, pid, pid_started, boot FROM jobs WHERE status = 'processing'")?;
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
