//! A job as everyone sees it: the contract's object, and how it is read from a row.

use jiff::Timestamp;
use rusqlite::{Connection, Row};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Artifact, Spend, artifact, owner::Owner};
use crate::error::Error;

/// Where a job stands. The last four are final.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Waits for its turn.
    Queued,
    /// Is being worked on.
    Processing,
    /// Done, with a result.
    Completed,
    /// Ended with an error.
    Failed,
    /// Ended because someone asked.
    Cancelled,
    /// Ended because its time was over.
    Timeout,
}

impl Status {
    /// Every status, in the order of a job's life.
    pub const ALL: [Self; 6] = [
        Self::Queued,
        Self::Processing,
        Self::Completed,
        Self::Failed,
        Self::Cancelled,
        Self::Timeout,
    ];

    /// As it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Processing => "processing",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Timeout => "timeout",
        }
    }

    /// Whether it can still change.
    #[must_use]
    pub const fn is_final(self) -> bool {
        !matches!(self, Self::Queued | Self::Processing)
    }

    pub(super) fn read(text: &str) -> Self {
        // The table's CHECK lets nothing else in.
        Self::ALL.into_iter().find(|status| status.as_str() == text).unwrap_or(Self::Failed)
    }
}

/// One run, queued or done.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Job {
    /// Its name.
    pub job_id: String,
    /// The capability, such as `render.brief`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Where it stands.
    pub status: Status,
    /// `urgent`, `high`, `normal` or `low`.
    pub priority: String,
    /// When it was asked for.
    #[schemars(with = "String")]
    pub created_at: Timestamp,
    /// When work on it began.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub started_at: Option<Timestamp>,
    /// When it ended, in whatever way.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub completed_at: Option<Timestamp>,
    /// The share that is done, 0 to 1, of the stage it is in.
    pub progress: f64,
    /// What is being done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// How often it was tried.
    pub attempts: u32,
    /// How often it may be tried again.
    pub max_retries: u32,
    /// The request, without secrets.
    pub params: Value,
    /// The result, once it is completed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<Value>,
    /// The error, if it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<Value>,
    /// The files it made.
    pub artifacts: Vec<Artifact>,
    /// What the caller wanted back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Value>,
    /// Where its changes are told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook_url: Option<String>,
    /// The batch it is a part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<String>,
    /// The job that this one tries again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_of: Option<String>,
    /// Its parts, if it is a batch.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<String>,
    /// What vendors were paid for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub spend: Vec<Spend>,
    /// Its place in the queue, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub queue_position: Option<u64>,
    /// How long such jobs take on this machine; null until one was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimated_duration_sec: Option<f64>,
    #[serde(skip)]
    pub(crate) lane: Option<String>,
}

/// The columns that [`Job::from_row`] reads, by name.
pub(super) const COLUMNS: &str = "job_id, type, status, priority, created_at, started_at, \
    completed_at, progress, stage, attempts, max_retries, params, result, error, metadata, pid, \
    pid_started, boot, webhook_url, parent_id, retry_of, lane";

impl Job {
    /// Reads a row; what a process that died left is shown as the failure it is.
    pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let json = |name| {
            let text: Option<String> = row.get(name)?;
            Ok::<_, rusqlite::Error>(text.map(|text| parsed(&text)))
        };
        let time = |name| {
            let time: Option<i64> = row.get(name)?;
            Ok::<_, rusqlite::Error>(time.and_then(|time| Timestamp::from_millisecond(time).ok()))
        };
        let status = Status::read(&row.get::<_, String>("status")?);
        let mut job = Self {
            job_id: row.get("job_id")?,
            kind: row.get("type")?,
            status,
            priority: row.get("priority")?,
            created_at: time("created_at")?.unwrap_or_default(),
            started_at: time("started_at")?,
            completed_at: time("completed_at")?,
            progress: row.get("progress")?,
            stage: row.get("stage")?,
            attempts: row.get("attempts")?,
            max_retries: row.get("max_retries")?,
            params: json("params")?.unwrap_or_default(),
            result: json("result")?,
            error: json("error")?,
            artifacts: Vec::new(),
            metadata: json("metadata")?,
            webhook_url: row.get("webhook_url")?,
            parent_id: row.get("parent_id")?,
            retry_of: row.get("retry_of")?,
            children: Vec::new(),
            spend: Vec::new(),
            queue_position: None,
            estimated_duration_sec: None,
            lane: row.get("lane")?,
        };
        // A queued job outlives the service that worked on it.
        if status == Status::Processing
            && job.lane.is_none()
            && let Some(owner) = owner(row)?.filter(Owner::is_dead)
        {
            job.status = Status::Failed;
            let text = format!("interrupted: process {} ended without a word", owner.pid);
            job.error = Some(Error::internal(text).hint("run it again").to_json());
        }
        Ok(job)
    }

    pub(super) fn add_artifacts(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let mut query = connection.prepare_cached(
            "SELECT name, path, media_type, bytes, sha256 FROM artifacts WHERE job_id = ?1 \
             ORDER BY position",
        )?;
        let rows = query.query_map([&self.job_id], |row| {
            let name: String = row.get(0)?;
            Ok(Artifact {
                url: artifact::url(&self.job_id, &name),
                name,
                path: row.get::<_, String>(1)?.into(),
                media_type: row.get(2)?,
                bytes: row.get::<_, i64>(3)?.try_into().unwrap_or_default(),
                sha256: row.get(4)?,
            })
        })?;
        self.artifacts = rows.collect::<rusqlite::Result<_>>()?;
        Ok(())
    }

    pub(super) fn add_children(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let mut query = connection
            .prepare_cached("SELECT job_id FROM jobs WHERE parent_id = ?1 ORDER BY created_at")?;
        let rows = query.query_map([&self.job_id], |row| row.get(0))?;
        self.children = rows.collect::<rusqlite::Result<_>>()?;
        Ok(())
    }
}

pub(super) fn owner(row: &Row<'_>) -> rusqlite::Result<Option<Owner>> {
    let pid: Option<i64> = row.get("pid")?;
    let Some(pid) = pid else { return Ok(None) };
    Ok(Some(Owner { pid, started: row.get("pid_started")?, boot: row.get("boot")? }))
}

/// Text that is no JSON can only come from a foreign hand; it is shown as text.
fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
}
