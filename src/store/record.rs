//! Writing down a run: begin, progress, end; and throwing away what is old.
//!
//! A final state never changes: every update asks for a row that is still open.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use jiff::Timestamp;
use rusqlite::{Connection, named_params, params};
use serde::Serialize;
use serde_json::Value;

use super::{Artifact, JobId, Status, Store, job, owner::Owner, redacted};
use crate::{
    error::{Error, Result},
    progress::Report,
};

/// How often progress of one stage is written.
const PAUSE: Duration = Duration::from_millis(500);

/// What is known when a run begins.
#[derive(Clone, Debug)]
pub struct Start {
    /// Its name.
    pub id: JobId,
    /// The capability.
    pub kind: String,
    /// The request.
    pub params: Value,
    /// What the caller wants back.
    pub metadata: Option<Value>,
}

/// A run that is being recorded. Nothing here fails: see [`Store::close`].
#[derive(Debug)]
pub struct Recording {
    store: Arc<Store>,
    id: JobId,
    secrets: Vec<String>,
    last: Mutex<Option<(Instant, &'static str)>>,
}

impl Recording {
    /// Writes down that this process begins a run. Whatever is written is first rid of
    /// `secrets`, and of what looks like one.
    #[must_use]
    pub fn begin(store: Arc<Store>, mut start: Start, secrets: Vec<String>) -> Self {
        let id = start.id.clone();
        start.params = redacted(&start.params, &secrets);
        store.tell(move |connection| begin(connection, &start, &Owner::this_process()));
        Self { store, id, secrets, last: Mutex::new(None) }
    }

    /// Writes down how far it is, now and then.
    pub fn progress(&self, report: &Report) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        if !is_due(*last, now, report.stage) {
            return;
        }
        *last = Some((now, report.stage));
        drop(last);
        let (id, stage, share) = (self.id.clone(), report.stage, share(report));
        self.store.tell(move |connection| {
            let mut update = connection.prepare_cached(
                "UPDATE jobs SET progress = ?2, stage = ?3 \
                 WHERE job_id = ?1 AND status = 'processing'",
            )?;
            update.execute(params![id.as_str(), share, stage]).map(drop)
        });
    }

    /// Writes down its result and the files it made.
    pub fn complete(&self, result: &Value, files: Vec<PathBuf>) {
        let (id, result) = (self.id.clone(), redacted(result, &self.secrets));
        self.store.tell(move |connection| {
            // A file that is gone by now is not worth losing the record for.
            let artifacts: Vec<_> = files.iter().filter_map(|f| Artifact::of(f).ok()).collect();
            let change = connection.transaction()?;
            let open = end(&change, &id, Status::Completed, Some(&result), None)?;
            for (position, artifact) in artifacts.iter().enumerate().take_while(|_| open) {
                change.execute(
                    "INSERT INTO artifacts (job_id, position, name, path, media_type, bytes, \
                     sha256) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    params![
                        id.as_str(),
                        i64::try_from(position).unwrap_or(i64::MAX),
                        artifact.name,
                        artifact.path.to_string_lossy(),
                        artifact.media_type,
                        i64::try_from(artifact.bytes).unwrap_or(i64::MAX),
                        artifact.sha256,
                    ],
                )?;
            }
            change.commit()
        });
    }

    /// Writes down how it failed; the kind of the error decides the status.
    pub fn fail(&self, error: &Error) {
        use crate::error::Kind;
        let status = match error.kind() {
            Kind::Cancelled => Status::Cancelled,
            Kind::Timeout => Status::Timeout,
            _ => Status::Failed,
        };
        let (id, error) = (self.id.clone(), redacted(&error.to_json(), &self.secrets));
        self.store
            .tell(move |connection| end(connection, &id, status, None, Some(&error)).map(drop));
    }
}

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
}

pub(super) fn begin(connection: &Connection, start: &Start, owner: &Owner) -> rusqlite::Result<()> {
    let insert = "INSERT INTO jobs (job_id, type, status, created_at, started_at, attempts, \
        params, metadata, pid, pid_started, boot) VALUES (:id, :kind, 'processing', :now, :now, \
        1, :params, :metadata, :pid, :pid_started, :boot)";
    connection
        .execute(
            insert,
            named_params! {
                ":id": start.id.as_str(),
                ":kind": start.kind,
                ":now": Timestamp::now().as_millisecond(),
                ":params": start.params.to_string(),
                ":metadata": start.metadata.as_ref().map(Value::to_string),
                ":pid": owner.pid,
                ":pid_started": owner.started,
                ":boot": owner.boot,
            },
        )
        .map(drop)
}

/// Ends a job; false if it had ended before.
fn end(
    connection: &Connection,
    id: &JobId,
    status: Status,
    result: Option<&Value>,
    error: Option<&Value>,
) -> rusqlite::Result<bool> {
    let changed = connection.execute(
        "UPDATE jobs SET status = ?2, completed_at = ?3, result = ?4, error = ?5, \
         progress = CASE ?2 WHEN 'completed' THEN 1 ELSE progress END \
         WHERE job_id = ?1 AND status IN ('queued', 'processing')",
        params![
            id.as_str(),
            status.as_str(),
            Timestamp::now().as_millisecond(),
            result.map(Value::to_string),
            error.map(Value::to_string),
        ],
    )?;
    Ok(changed > 0)
}

/// Deletes rows; the answer holds the files that no other job names.
fn forget(
    connection: &mut Connection,
    cutoff: Timestamp,
) -> rusqlite::Result<(usize, Vec<PathBuf>)> {
    let change = connection.transaction()?;
    let cutoff = cutoff.as_millisecond();
    let mut gone: Vec<String> = Vec::new();
    {
        let mut query = change.prepare(
            "SELECT job_id, status, pid, pid_started, boot FROM jobs \
             WHERE coalesce(completed_at, created_at) < ?1 AND status <> 'queued'",
        )?;
        let mut rows = query.query([cutoff])?;
        while let Some(row) = rows.next()? {
            let status = Status::read(&row.get::<_, String>("status")?);
            if status.is_final() || job::owner(row)?.is_some_and(|owner| owner.is_dead()) {
                gone.push(row.get("job_id")?);
            }
        }
    }
    let mut files: Vec<String> = Vec::new();
    for id in &gone {
        let mut query = change.prepare_cached("SELECT path FROM artifacts WHERE job_id = ?1")?;
        let found = query.query_map([id], |row| row.get(0))?;
        files.extend(found.collect::<rusqlite::Result<Vec<String>>>()?);
        change.execute("DELETE FROM jobs WHERE job_id = ?1", [id])?;
    }
    let mut alone = Vec::new();
    for file in files {
        let mut query = change.prepare_cached("SELECT 1 FROM artifacts WHERE path = ?1")?;
        if !query.exists([&file])? {
            alone.push(PathBuf::from(file));
        }
    }
    change.commit()?;
    Ok((gone.len(), alone))
}

fn is_due(last: Option<(Instant, &str)>, now: Instant, stage: &str) -> bool {
    last.is_none_or(|(then, was)| was != stage || now.duration_since(then) >= PAUSE)
}

fn share(report: &Report) -> f64 {
    if report.total == 0 {
        return 0.0;
    }
    (report.done as f64 / report.total as f64).clamp(0.0, 1.0)
}

#[test]
fn progress_is_written_at_a_new_stage_and_then_twice_a_second() {
    let start = Instant::now();
    assert!(is_due(None, start, "layout"));
    assert!(is_due(Some((start, "layout")), start, "rendering"));
    assert!(!is_due(Some((start, "layout")), start + Duration::from_millis(499), "layout"));
    assert!(is_due(Some((start, "layout")), start + PAUSE, "layout"));
    assert!((share(&Report { stage: "x", done: 3, total: 4 }) - 0.75).abs() < 1e-9);
    assert!(share(&Report { stage: "x", done: 3, total: 0 }).abs() < 1e-9);
}
