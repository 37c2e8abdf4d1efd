//! The queue's state machine in SQL: submit, claim, heartbeat, end, cancel, recover.
//!
//! Every function is one transaction of the writer. A claim gives a fence, a number that rises
//! with each claim; whoever comes with an old one has lost the job and changes nothing. A final
//! state never changes. When these are called is left to the room `queue/`.

use rusqlite::{Connection, OptionalExtension as _, named_params, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Artifact, Job, JobId, Status, artifact, events, list, outbox, owner::Owner};
use crate::error::{Error, Kind};

/// How soon a job is wanted.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Priority {
    /// Before everything submitted in the last hour and a half.
    Urgent,
    /// Before normal jobs of the last half hour.
    High,
    /// In order of arrival.
    #[default]
    Normal,
    /// After normal jobs of the next half hour.
    Low,
}

impl Priority {
    /// Every priority, the most urgent first.
    pub const ALL: [Self; 4] = [Self::Urgent, Self::High, Self::Normal, Self::Low];

    /// As it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Urgent => "urgent",
            Self::High => "high",
            Self::Normal => "normal",
            Self::Low => "low",
        }
    }

    /// The head start in milliseconds. Because it is finite, nobody waits for ever: a low job
    /// is overtaken only by what comes within two hours after it.
    #[must_use]
    pub const fn head_start(self) -> i64 {
        match self {
            Self::Urgent => 90 * 60_000,
            Self::High => 30 * 60_000,
            Self::Normal => 0,
            Self::Low => -30 * 60_000,
        }
    }
}

/// A job as it is submitted.
#[derive(Clone, Debug)]
pub struct New {
    /// Its name.
    pub id: JobId,
    /// The capability.
    pub kind: String,
    /// What it competes for.
    pub lane: String,
    /// How soon it is wanted.
    pub priority: Priority,
    /// The request as it came.
    pub params: Value,
    /// The request without secrets.
    pub shown: Value,
    /// What the caller wants back.
    pub metadata: Option<Value>,
    /// The longest one attempt may take, in milliseconds.
    pub timeout_ms: i64,
    /// How often it may fail and be tried again.
    pub max_retries: u32,
    /// Where its changes are told.
    pub webhook_url: Option<String>,
    /// Which changes are told.
    pub webhook_events: Vec<String>,
    /// The caller's key against doing it twice.
    pub idempotency_key: Option<String>,
    /// Fingerprint of the whole request.
    pub request_hash: String,
    /// Who asked.
    pub key_id: Option<String>,
    /// The batch it is a part of.
    pub parent_id: Option<String>,
    /// The job that it tries again.
    pub retry_of: Option<String>,
}

/// What became of a submission.
#[derive(Clone, Debug)]
pub enum Submitted {
    /// It waits, at this place.
    Fresh(u64),
    /// The same was submitted before under the same name.
    Existing(Box<Job>),
    /// Something else was submitted under the same name.
    Conflict(String),
}

/// A job that was taken to be worked on.
#[derive(Clone, Debug)]
pub struct Claimed {
    /// Its name.
    pub id: JobId,
    /// The capability.
    pub kind: String,
    /// The lane it came from.
    pub lane: String,
    /// The request as it came.
    pub params: Value,
    /// Proof that it is ours.
    pub fence: i64,
    /// Which attempt this is, from 1.
    pub attempt: u32,
    /// How often it failed before.
    pub failures: u32,
    /// How often it may fail and be tried again.
    pub max_retries: u32,
    /// The longest this attempt may take, in milliseconds.
    pub timeout_ms: i64,
    /// The batch it is a part of.
    pub parent_id: Option<String>,
    /// When it was submitted, in milliseconds since 1970.
    pub created_at: i64,
}

/// How an attempt ended.
#[derive(Clone, Debug)]
pub enum Ending {
    /// With a result.
    Completed {
        /// The result.
        result: Value,
        /// The files it made.
        artifacts: Vec<Artifact>,
    },
    /// With an error, for good.
    Failed(Value),
    /// Someone asked.
    Cancelled,
    /// Its time was over.
    Timeout(Value),
    /// With an error; to be tried again at this time.
    Retry(Value, i64),
    /// The service stops; somebody else shall do it, as if this attempt had never been.
    Returned,
}

/// What cancelling did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cancel {
    /// It had not begun and is cancelled.
    Done,
    /// Its runner is to stop.
    Asked,
    /// It had ended before, like this.
    Ended(Status),
    /// It belongs to a command line, not to the queue.
    NotQueued,
    /// There is no such job.
    Unknown,
}

/// How often the service may end under a job before the job is suspected of it.
pub(super) const MAX_INTERRUPTIONS: i64 = 10;

pub(super) fn submit(c: &Connection, new: &New, now: i64) -> rusqlite::Result<Submitted> {
    if let Some(before) = earlier(c, new)? {
        return Ok(before);
    }
    let rank = now - new.priority.head_start();
    let mut insert = c.prepare_cached(
        "INSERT INTO jobs (job_id, type, status, priority, created_at, max_retries, params, \
         metadata, lane, rank, available_at, timeout_ms, webhook_url, webhook_events, \
         idempotency_key, request_hash, key_id, parent_id, retry_of) VALUES (:id, :kind, \
         'queued', :priority, :now, :max_retries, :shown, :metadata, :lane, :rank, :now, \
         :timeout_ms, :webhook_url, :webhook_events, :idempotency_key, :request_hash, :key_id, \
         :parent_id, :retry_of)",
    )?;
    insert.execute(named_params! {
        ":id": new.id.as_str(),
        ":kind": new.kind,
        ":priority": new.priority.as_str(),
        ":now": now,
        ":max_retries": new.max_retries,
        ":shown": new.shown.to_string(),
        ":metadata": new.metadata.as_ref().map(Value::to_string),
        ":lane": new.lane,
        ":rank": rank,
        ":timeout_ms": new.timeout_ms,
        ":webhook_url": new.webhook_url,
        ":webhook_events": serde_json::to_string(&new.webhook_events).unwrap_or_default(),
        ":idempotency_key": new.idempotency_key,
        ":request_hash": new.request_hash,
        ":key_id": new.key_id,
        ":parent_id": new.parent_id,
        ":retry_of": new.retry_of,
    })?;
    c.prepare_cached("INSERT INTO requests VALUES (?1, ?2)")?
        .execute(params![new.id.as_str(), new.params.to_string()])?;
    events::note(c, new.id.as_str(), now, "info", "queued", &format!("{} queued", new.kind))?;
    // What waits with a higher or the same priority goes before it; few exceptions by age.
    let mut ahead = c.prepare_cached(
        "SELECT coalesce(sum(waiting), 0) FROM depths WHERE lane = ?1 AND priority IN \
         (SELECT value FROM json_each(?2))",
    )?;
    let before: Vec<_> =
        Priority::ALL.iter().filter(|p| **p <= new.priority).map(|p| p.as_str()).collect();
    let list = serde_json::to_string(&before).unwrap_or_default();
    let position: i64 = ahead.query_row(params![new.lane, list], |row| row.get(0))?;
    Ok(Submitted::Fresh(position.max(1).cast_unsigned()))
}

/// The job that was submitted before under the same name or key.
fn earlier(c: &Connection, new: &New) -> rusqlite::Result<Option<Submitted>> {
    let mut query = c.prepare_cached(
        "SELECT job_id, request_hash FROM jobs WHERE job_id = ?1 \
         OR (?2 IS NOT NULL AND idempotency_key = ?2)",
    )?;
    let mut rows = query.query(params![new.id.as_str(), new.idempotency_key])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let (id, hash): (String, Option<String>) = (row.get(0)?, row.get(1)?);
    if hash.as_deref() != Some(new.request_hash.as_str()) {
        return Ok(Some(Submitted::Conflict(id)));
    }
    let job = list::exact(c, &id)?;
    Ok(job.map(|job| Submitted::Existing(Box::new(job))))
}

/// The place of a waiting job in its lane, from 1.
pub(super) fn position(c: &Connection, id: &str) -> rusqlite::Result<Option<u64>> {
    let mut query = c.prepare_cached(
        "SELECT count(*) FROM jobs, (SELECT lane AS l, rank AS r FROM jobs WHERE job_id = ?1) \
         WHERE status = 'queued' AND lane = l AND (rank, job_id) <= (r, ?1)",
    )?;
    let count: i64 = query.query_row([id], |row| row.get(0))?;
    Ok((count > 0).then(|| count.cast_unsigned()))
}

/// Where there is room for jobs.
#[derive(Clone, Debug, Default)]
pub struct Room {
    /// Lanes with how many more of each may begin, and whether they count to `shared`.
    pub lanes: Vec<(String, usize, bool)>,
    /// How many more of the lanes that share may begin in all.
    pub shared: usize,
}

/// Takes the next jobs of all lanes that have room, in the order of their ranks.
pub(super) fn claim(
    c: &Connection,
    room: &Room,
    owner: &Owner,
    now: i64,
    lease_until: i64,
) -> rusqlite::Result<Vec<Claimed>> {
    if is_paused(c)? {
        return Ok(Vec::new());
    }
    let mut next: Vec<(i64, String, bool)> = Vec::new();
    for (lane, count, shares) in &room.lanes {
        let mut query = c.prepare_cached(
            "SELECT rank, job_id FROM jobs WHERE status = 'queued' AND lane = ?1 \
             AND available_at <= ?2 ORDER BY rank, job_id LIMIT ?3",
        )?;
        let limit = i64::try_from(*count).unwrap_or(i64::MAX);
        let rows = query
            .query_map(params![lane, now, limit], |row| Ok((row.get(0)?, row.get(1)?, *shares)))?;
        next.extend(rows.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    next.sort();
    let mut shared = room.shared;
    let mut claimed = Vec::new();
    for (_, id, shares) in next {
        if shares && shared == 0 {
            continue;
        }
        shared -= usize::from(shares);
        claimed.push(take(c, &id, owner, now, lease_until)?);
    }
    Ok(claimed)
}

fn take(
    c: &Connection,
    id: &str,
    owner: &Owner,
    now: i64,
    lease_until: i64,
) -> rusqlite::Result<Claimed> {
    let mut update = c.prepare_cached(
        "UPDATE jobs SET status = 'processing', started_at = coalesce(started_at, :now), \
         attempts = attempts + 1, fence = fence + 1, lease_until = :until, progress = 0, \
         stage = NULL, pid = :pid, pid_started = :pid_started, boot = :boot \
         WHERE job_id = :id AND status = 'queued' RETURNING type, lane, fence, attempts, \
         failures, max_retries, timeout_ms, parent_id, created_at",
    )?;
    let values = named_params! {
        ":id": id, ":now": now, ":until": lease_until, ":pid": owner.pid,
        ":pid_started": owner.started, ":boot": owner.boot,
    };
    let mut claimed = update.query_row(values, |row| {
        Ok(Claimed {
            // Only what passed the check of job ids is in the table.
            id: id.parse().unwrap_or_default(),
            kind: row.get(0)?,
            lane: row.get(1)?,
            params: Value::Null,
            fence: row.get(2)?,
            attempt: row.get(3)?,
            failures: row.get(4)?,
            max_retries: row.get(5)?,
            timeout_ms: row.get::<_, Option<i64>>(6)?.unwrap_or(3_600_000),
            parent_id: row.get(7)?,
            created_at: row.get(8)?,
        })
    })?;
    let text: Option<String> = c
        .prepare_cached("SELECT params FROM requests WHERE job_id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    claimed.params = text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let text = format!("attempt {} started", claimed.attempt);
    events::note(c, id, now, "info", "started", &text)?;
    outbox::announce(c, id, "started", now)?;
    Ok(claimed)
}

/// Holds on to jobs; the answer names those that are lost, and those that are to stop.
pub(super) fn heartbeat(
    c: &Connection,
    held: &[(JobId, i64)],
    lease_until: i64,
) -> rusqlite::Result<(Vec<JobId>, Vec<JobId>)> {
    let (mut lost, mut stop) = (Vec::new(), Vec::new());
    let mut update = c.prepare_cached(
        "UPDATE jobs SET lease_until = ?3 WHERE job_id = ?1 AND status = 'processing' \
         AND fence = ?2 RETURNING cancel_requested",
    )?;
    for (id, fence) in held {
        let asked: Option<bool> = update
            .query_row(params![id.as_str(), fence, lease_until], |row| row.get(0))
            .optional()?;
        match asked {
            None => lost.push(id.clone()),
            Some(true) => stop.push(id.clone()),
            Some(false) => {}
        }
    }
    Ok((lost, stop))
}

/// Writes down how an attempt ended; false if the job was no longer ours.
pub(super) fn end(
    c: &Connection,
    id: &JobId,
    fence: i64,
    ending: &Ending,
    now: i64,
) -> rusqlite::Result<bool> {
    let id = id.as_str();
    let mut mine = c.prepare_cached(
        "SELECT cancel_requested FROM jobs WHERE job_id = ?1 AND status = 'processing' \
         AND fence = ?2",
    )?;
    let Some(cancel): Option<bool> =
        mine.query_row(params![id, fence], |row| row.get(0)).optional()?
    else {
        return Ok(false);
    };
    match ending {
        Ending::Completed { result, artifacts } => {
            close(c, id, Status::Completed, Some(result), None, now)?;
            artifact::keep(c, id, artifacts)?;
            c.prepare_cached("DELETE FROM requests WHERE job_id = ?1")?.execute([id])?;
            told(c, id, now, "info", "completed", "completed")?;
        }
        Ending::Failed(error) => {
            close(c, id, Status::Failed, None, Some(error), now)?;
            told(c, id, now, "error", "failed", message(error))?;
        }
        Ending::Timeout(error) => {
            close(c, id, Status::Timeout, None, Some(error), now)?;
            events::note(c, id, now, "error", "timeout", message(error))?;
            outbox::announce(c, id, "failed", now)?;
        }
        // Whoever asked for its end while it failed gets it.
        Ending::Cancelled => cancelled(c, id, now)?,
        Ending::Retry(..) | Ending::Returned if cancel => cancelled(c, id, now)?,
        Ending::Retry(error, at) => {
            requeue(c, id, *at, "failures = failures + 1")?;
            let wait = (at - now).max(0) as f64 / 1000.0;
            let text = format!("{}; next attempt in {wait:.1} s", message(error));
            events::note(c, id, now, "warning", "retry", &text)?;
        }
        Ending::Returned => {
            requeue(c, id, now, "attempts = attempts - 1")?;
            let text = "the service stops; back into the queue";
            events::note(c, id, now, "warning", "returned", text)?;
        }
    }
    Ok(true)
}

fn cancelled(c: &Connection, id: &str, now: i64) -> rusqlite::Result<()> {
    let error = Error::cancelled().to_json();
    close(c, id, Status::Cancelled, None, Some(&error), now)?;
    told(c, id, now, "info", "cancelled", "cancelled")
}

fn told(
    c: &Connection,
    id: &str,
    now: i64,
    level: &str,
    event: &str,
    text: &str,
) -> rusqlite::Result<()> {
    events::note(c, id, now, level, event, text)?;
    outbox::announce(c, id, event, now)
}

fn message(error: &Value) -> &str {
    error["message"].as_str().unwrap_or("failed")
}

fn close(
    c: &Connection,
    id: &str,
    status: Status,
    result: Option<&Value>,
    error: Option<&Value>,
    now: i64,
) -> rusqlite::Result<()> {
    let mut update = c.prepare_cached(
        "UPDATE jobs SET status = ?2, completed_at = ?3, result = ?4, error = ?5, \
         lease_until = NULL, progress = CASE ?2 WHEN 'completed' THEN 1 ELSE progress END \
         WHERE job_id = ?1 AND status IN ('queued', 'processing')",
    )?;
    let text = |value: Option<&Value>| value.map(Value::to_string);
    update.execute(params![id, status.as_str(), now, text(result), text(error)]).map(drop)
}

/// Back into the queue, at its old rank.
fn requeue(c: &Connection, id: &str, at: i64, also: &str) -> rusqlite::Result<()> {
    let sql = format!(
        "UPDATE jobs SET status = 'queued', lease_until = NULL, available_at = ?2, progress = 0, \
         stage = NULL, {also} WHERE job_id = ?1 AND status = 'processing'"
    );
    c.prepare_cached(&sql)?.execute(params![id, at]).map(drop)
}

/// Cancels a job and the parts of a batch; the answer also names who is to stop.
pub(super) fn cancel(
    c: &Connection,
    id: &str,
    now: i64,
) -> rusqlite::Result<(Cancel, Vec<String>)> {
    let mut query = c.prepare_cached("SELECT status, lane FROM jobs WHERE job_id = ?1")?;
    let found: Option<(String, Option<String>)> =
        query.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((status, lane)) = found else { return Ok((Cancel::Unknown, Vec::new())) };
    let status = Status::read(&status);
    let mut stop = Vec::new();
    let done = match status {
        ended if ended.is_final() => return Ok((Cancel::Ended(ended), stop)),
        _ if lane.is_none() => return Ok((Cancel::NotQueued, stop)),
        Status::Queued => {
            cancelled(c, id, now)?;
            Cancel::Done
        }
        _ => {
            c.prepare_cached("UPDATE jobs SET cancel_requested = 1 WHERE job_id = ?1")?
                .execute([id])?;
            stop.push(id.to_owned());
            Cancel::Asked
        }
    };
    let parts = c
        .prepare_cached(
            "SELECT job_id FROM jobs WHERE parent_id = ?1 AND status IN ('queued', 'processing')",
        )?
        .query_map([id], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<String>>>()?;
    for part in parts {
        stop.extend(cancel(c, &part, now)?.1);
    }
    Ok((done, stop))
}

/// Puts jobs back whose runner is gone: all of them when the service starts, later those whose
/// lease ended and that nobody of `alive` works on. Returns how many.
pub(super) fn recover(
    c: &Connection,
    now: i64,
    ended_before: Option<i64>,
    alive: &[JobId],
) -> rusqlite::Result<usize> {
    let orphans = c
        .prepare_cached(
            "SELECT job_id, cancel_requested, interruptions FROM jobs \
             WHERE status = 'processing' AND lane IS NOT NULL \
             AND (?1 IS NULL OR coalesce(lease_until, 0) < ?1)",
        )?
        .query_map([ended_before], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<Vec<(String, bool, i64)>>>()?;
    let mut count = 0;
    for (id, cancel, interruptions) in orphans {
        if alive.iter().any(|job| job.as_str() == id) {
            continue;
        }
        count += 1;
        if cancel {
            cancelled(c, &id, now)?;
        } else if interruptions >= MAX_INTERRUPTIONS {
            let text = format!("the service ended {} times under this job", interruptions + 1);
            let error = Error::new(Kind::Internal, text)
                .hint("it may need more memory than there is; see the service's log")
                .to_json();
            close(c, &id, Status::Failed, None, Some(&error), now)?;
            told(c, &id, now, "error", "failed", message(&error))?;
        } else {
            requeue(c, &id, now, "interruptions = interruptions + 1")?;
            let text = "the service ended under it; back into the queue";
            events::note(c, &id, now, "warning", "interrupted", text)?;
        }
    }
    // A clock that was wrong before the restart must not hold anything back for hours.
    c.execute(
        "UPDATE jobs SET available_at = ?1 WHERE status = 'queued' AND available_at > ?1 + 600000",
        [now],
    )?;
    Ok(count)
}

/// How far a job is.
pub(super) fn progress(
    c: &Connection,
    id: &JobId,
    fence: i64,
    share: f64,
    stage: &str,
) -> rusqlite::Result<()> {
    let mut update = c.prepare_cached(
        "UPDATE jobs SET progress = ?3, stage = ?4 \
         WHERE job_id = ?1 AND status = 'processing' AND fence = ?2",
    )?;
    update.execute(params![id.as_str(), fence, share, stage]).map(drop)
}

pub(super) fn is_paused(c: &Connection) -> rusqlite::Result<bool> {
    let mut query =
        c.prepare_cached("SELECT value = 'on' FROM switches WHERE name = 'queue_paused'")?;
    Ok(query.query_row([], |row| row.get(0)).optional()?.unwrap_or(false))
}

pub(super) fn pause(c: &Connection, paused: bool) -> rusqlite::Result<()> {
    let value = if paused { "on" } else { "off" };
    c.execute(
        "INSERT INTO switches VALUES ('queue_paused', ?1) \
         ON CONFLICT DO UPDATE SET value = excluded.value",
        [value],
    )
    .map(drop)
}

#[cfg(test)]
#[path = "queue_tests.rs"]
mod tests;
