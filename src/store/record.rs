//! Writing down a run of the command line: begin, progress, end.
//!
//! A final state never changes: every update asks for a row that is still open.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use jiff::Timestamp;
use rusqlite::{Connection, named_params, params};
use serde_json::Value;

use super::{Artifact, JobId, Spend, Status, Store, artifact, owner::Owner, redacted};
use crate::{error::Error, progress::Report};

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
        let (id, stage, share) = (self.id.clone(), report.stage, report.share());
        self.store.tell(move |connection| {
            let mut update = connection.prepare_cached(
                "UPDATE jobs SET progress = ?2, stage = ?3 \
                 WHERE job_id = ?1 AND status = 'processing'",
            )?;
            update.execute(params![id.as_str(), share, stage]).map(drop)
        });
    }

    /// Writes down a paid call.
    pub fn spent(&self, spend: Spend) {
        self.store.spent(self.id.clone(), Timestamp::now().as_millisecond(), spend);
    }

    /// Writes down its result and the files it made.
    pub fn complete(&self, result: &Value, files: Vec<PathBuf>) {
        let (id, result) = (self.id.clone(), redacted(result, &self.secrets));
        self.store.tell(move |connection| {
            // A file that is gone by now is not worth losing the record for.
            let artifacts: Vec<_> = files.iter().filter_map(|f| Artifact::of(f).ok()).collect();
            let open = end(connection, &id, Status::Completed, Some(&result), None)?;
            if open { artifact::keep(connection, id.as_str(), &artifacts) } else { Ok(()) }
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

fn is_due(last: Option<(Instant, &str)>, now: Instant, stage: &str) -> bool {
    last.is_none_or(|(then, was)| was != stage || now.duration_since(then) >= PAUSE)
}

#[test]
fn progress_is_written_at_a_new_stage_and_then_twice_a_second() {
    let start = Instant::now();
    assert!(is_due(None, start, "layout"));
    assert!(is_due(Some((start, "layout")), start, "rendering"));
    assert!(!is_due(Some((start, "layout")), start + Duration::from_millis(499), "layout"));
    assert!(is_due(Some((start, "layout")), start + PAUSE, "layout"));
    assert!((Report { stage: "x", done: 3, total: 4 }.share() - 0.75).abs() < 1e-9);
    assert!(Report { stage: "x", done: 3, total: 0 }.share().abs() < 1e-9);
}
