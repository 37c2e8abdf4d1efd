//! Webhooks that are to be sent: written in the transaction that changes the job, so that a
//! change is told if and only if it happened. Sending is left to the room `webhooks/`.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use super::{Readers, list};
use crate::error::{Error, Kind, Result};

/// A webhook, sent or to be sent.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Delivery {
    /// Its name, the `webhook-id` that the receiver sees.
    pub id: String,
    /// The job it tells of.
    pub job_id: String,
    /// What happened: `started`, `progress`, `completed`, `failed`, `cancelled`.
    pub event: String,
    /// Where it goes.
    pub url: String,
    /// `pending`, `delivered` or `failed`.
    pub status: String,
    /// When the job changed.
    #[schemars(with = "String")]
    pub created_at: Timestamp,
    /// When it is tried next.
    #[schemars(with = "Option<String>")]
    pub next_at: Option<Timestamp>,
    /// How often it was tried.
    pub attempts: u32,
    /// The last answer's HTTP status.
    pub last_status: Option<u16>,
    /// Why the last try failed.
    pub last_error: Option<String>,
    /// When it was taken.
    #[schemars(with = "Option<String>")]
    pub delivered_at: Option<Timestamp>,
    /// The body.
    #[serde(skip)]
    pub(crate) payload: String,
}

const COLUMNS: &str = "id, job_id, event, url, status, created_at, next_at, attempts, \
    last_status, last_error, delivered_at, payload";

/// What became of a try.
#[derive(Clone, Debug)]
pub enum Tried {
    /// It was taken.
    Delivered(u16),
    /// It was not; it is tried again at this time.
    Later(Option<u16>, String, i64),
    /// It was not, and is not tried again.
    GivenUp(Option<u16>, String),
    /// The address is gone for good: nothing more is sent there.
    Gone(u16),
}

/// Notes a webhook for a change of a job, if its caller wants to hear of such changes.
pub(super) fn announce(c: &Connection, job: &str, event: &str, now: i64) -> rusqlite::Result<()> {
    let mut query = c.prepare_cached(
        "SELECT webhook_url FROM jobs WHERE job_id = ?1 AND webhook_url IS NOT NULL AND EXISTS \
         (SELECT 1 FROM json_each(webhook_events) WHERE value = ?2)",
    )?;
    let url: Option<String> = query.query_row(params![job, event], |row| row.get(0)).optional()?;
    let Some(url) = url else { return Ok(()) };
    let Some(job) = list::exact(c, job)? else { return Ok(()) };
    let at = Timestamp::from_millisecond(now).unwrap_or_default();
    let payload = json!({ "type": format!("job.{event}"), "timestamp": at, "data": job });
    if event == "progress" {
        // An old one that was not sent yet would only be noise.
        c.prepare_cached(
            "DELETE FROM deliveries WHERE job_id = ?1 AND event = 'progress' \
             AND status = 'pending'",
        )?
        .execute([&job.job_id])?;
    }
    let disabled =
        c.prepare_cached("SELECT 1 FROM disabled_webhooks WHERE url = ?1")?.exists([&url])?;
    let mut insert = c.prepare_cached(
        "INSERT INTO deliveries (id, job_id, event, url, payload, created_at, next_at, status, \
         last_error) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8)",
    )?;
    let id = format!("msg_{}", uuid::Uuid::now_v7().simple());
    let (status, error) = if disabled {
        ("failed", Some("the address answered 410 Gone before; redeliver to try it again"))
    } else {
        ("pending", None)
    };
    insert
        .execute(params![id, job.job_id, event, url, payload.to_string(), now, status, error])
        .map(drop)
}

/// Those that are due, and when the next one is.
pub(super) fn due(
    c: &Connection,
    now: i64,
    limit: usize,
    busy: &[String],
) -> rusqlite::Result<(Vec<Delivery>, Option<i64>)> {
    let busy = serde_json::to_string(busy).unwrap_or_default();
    let sql = format!(
        "SELECT {COLUMNS} FROM deliveries WHERE status = 'pending' AND next_at <= ?1 \
         AND id NOT IN (SELECT value FROM json_each(?2)) ORDER BY next_at LIMIT ?3"
    );
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let due = c
        .prepare_cached(&sql)?
        .query_map(params![now, busy, limit], read)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let next = c
        .prepare_cached(
            "SELECT min(next_at) FROM deliveries WHERE status = 'pending' AND next_at > ?1",
        )?
        .query_row([now], |row| row.get(0))?;
    Ok((due, next))
}

pub(super) fn tried(c: &Connection, id: &str, tried: &Tried, now: i64) -> rusqlite::Result<()> {
    let mut update = c.prepare_cached(
        "UPDATE deliveries SET attempts = attempts + 1, status = ?2, last_status = ?3, \
         last_error = ?4, next_at = coalesce(?5, next_at), delivered_at = ?6 WHERE id = ?1",
    )?;
    let nothing: Option<i64> = None;
    match tried {
        Tried::Delivered(status) => {
            update.execute(params![id, "delivered", status, None::<String>, nothing, now])?;
        }
        Tried::Later(status, error, at) => {
            update.execute(params![id, "pending", status, error, at, nothing])?;
        }
        Tried::GivenUp(status, error) => {
            update.execute(params![id, "failed", status, error, nothing, nothing])?;
        }
        Tried::Gone(status) => {
            let error = "410 Gone: the address wants no more webhooks";
            update.execute(params![id, "failed", status, error, nothing, nothing])?;
            c.execute(
                "INSERT OR IGNORE INTO disabled_webhooks SELECT url, ?2 FROM deliveries \
                 WHERE id = ?1",
                params![id, now],
            )?;
            c.execute(
                "UPDATE deliveries SET status = 'failed', last_error = ?2 WHERE status = 'pending' \
                 AND url = (SELECT url FROM deliveries WHERE id = ?1)",
                params![id, error],
            )?;
        }
    }
    Ok(())
}

/// Sends one again, now and with all its tries; false if there is none of that name.
pub(super) fn redeliver(c: &Connection, id: &str, now: i64) -> rusqlite::Result<bool> {
    c.execute(
        "DELETE FROM disabled_webhooks WHERE url = (SELECT url FROM deliveries WHERE id = ?1)",
        [id],
    )?;
    let changed = c.execute(
        "UPDATE deliveries SET status = 'pending', attempts = 0, next_at = ?2, \
         delivered_at = NULL WHERE id = ?1",
        params![id, now],
    )?;
    Ok(changed > 0)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Delivery> {
    let time = |name| {
        let time: Option<i64> = row.get(name)?;
        Ok::<_, rusqlite::Error>(time.and_then(|time| Timestamp::from_millisecond(time).ok()))
    };
    let status: String = row.get("status")?;
    Ok(Delivery {
        id: row.get("id")?,
        job_id: row.get("job_id")?,
        event: row.get("event")?,
        url: row.get("url")?,
        created_at: time("created_at")?.unwrap_or_default(),
        next_at: if status == "pending" { time("next_at")? } else { None },
        status,
        attempts: row.get("attempts")?,
        last_status: row.get("last_status")?,
        last_error: row.get("last_error")?,
        delivered_at: time("delivered_at")?,
        payload: row.get("payload")?,
    })
}

impl Readers {
    /// Webhooks, the newest first.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn deliveries(
        &self,
        status: Option<&str>,
        job: Option<&str>,
        limit: u32,
    ) -> Result<Vec<Delivery>> {
        self.read(|c| {
            let sql = format!(
                "SELECT {COLUMNS} FROM deliveries WHERE (?1 IS NULL OR status = ?1) \
                 AND (?2 IS NULL OR job_id = ?2) ORDER BY created_at DESC, id DESC LIMIT ?3"
            );
            let mut query = c.prepare_cached(&sql)?;
            query.query_map(params![status, job, limit.clamp(1, 1000)], read)?.collect()
        })
    }

    /// One webhook, with its body.
    ///
    /// # Errors
    /// If there is none, or the database cannot be read.
    pub fn delivery(&self, id: &str) -> Result<(Delivery, Value)> {
        let sql = format!("SELECT {COLUMNS} FROM deliveries WHERE id = ?1");
        let found = self.read(|c| c.prepare_cached(&sql)?.query_row([id], read).optional())?;
        let delivery = found.ok_or_else(|| {
            Error::new(Kind::NotFound, format!("no webhook {id}"))
                .hint("`remotion-media webhooks list` shows what there is")
        })?;
        let payload = serde_json::from_str(&delivery.payload).unwrap_or_default();
        Ok((delivery, payload))
    }
}
