//! The store as the service calls it: each method is one change, confirmed when it is on disk.
//!
//! What the changes are is left to `queue`, `outbox`, `uploads` and `prune`.

use rusqlite::OptionalExtension as _;
use serde_json::Value;

use super::{
    Cancel, Claimed, Ending, JobId, New, Room, Store, Submitted, Tried, Upload, events, list,
    outbox, outbox::Delivery, owner::Owner, queue, stats, uploads,
};
use crate::error::{Error, Kind, Result};

/// A request, its time limit and the changes it tells, as they stand in the table.
type Kept = (String, Option<i64>, Option<String>);

impl Store {
    /// Puts a job into the queue, once for each name and key.
    ///
    /// # Errors
    /// If the database cannot be written; then the job is not accepted.
    pub async fn submit(&self, new: New, now: i64) -> Result<Submitted> {
        self.write(move |c| queue::submit(c, &new, now)).await
    }

    /// Takes the next jobs of all lanes that have room.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub async fn claim(&self, room: Room, now: i64, lease_until: i64) -> Result<Vec<Claimed>> {
        self.write(move |c| queue::claim(c, &room, &Owner::this_process(), now, lease_until)).await
    }

    /// Holds on to jobs; the answer names those that are lost, and those that are to stop.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub async fn heartbeat(
        &self,
        held: Vec<(JobId, i64)>,
        lease_until: i64,
    ) -> Result<(Vec<JobId>, Vec<JobId>)> {
        self.write(move |c| queue::heartbeat(c, &held, lease_until)).await
    }

    /// Writes down how an attempt ended; false if the job was no longer ours.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub async fn end(&self, id: JobId, fence: i64, ending: Ending, now: i64) -> Result<bool> {
        self.write(move |c| queue::end(c, &id, fence, &ending, now)).await
    }

    /// Cancels a job and the parts of a batch; the answer also names who is to stop.
    ///
    /// # Errors
    /// If there is no such job or it had ended, or the database cannot be written.
    pub async fn cancel(&self, id: &str, now: i64) -> Result<(Cancel, Vec<String>)> {
        let name = id.to_owned();
        let (done, stop) = self.write(move |c| queue::cancel(c, &name, now)).await?;
        match done {
            Cancel::Unknown => Err(list::unknown(id)),
            Cancel::Ended(status) => {
                let text = format!("{id} has ended: {}", status.as_str());
                Err(Error::new(Kind::Conflict, text).hint("a job that ended never changes"))
            }
            Cancel::NotQueued => {
                let text = format!("{id} runs in a command line, not in the queue");
                Err(Error::new(Kind::Conflict, text).hint("stop that command with Ctrl-C"))
            }
            done => Ok((done, stop)),
        }
    }

    /// The request of a job as it came, with its time limit and the changes it tells, for a retry.
    ///
    /// # Errors
    /// If it is not kept, or the database cannot be read.
    pub async fn request(&self, id: &str) -> Result<(Value, Option<u64>, Vec<String>)> {
        let name = id.to_owned();
        let kept: Option<Kept> = self
            .write(move |c| {
                let sql = "SELECT requests.params, timeout_ms, webhook_events FROM requests \
                    JOIN jobs USING (job_id) WHERE job_id = ?1";
                c.query_row(sql, [name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
                    .optional()
            })
            .await?;
        let read = kept.and_then(|(params, limit, events)| {
            let events = events.and_then(|events| serde_json::from_str(&events).ok());
            let limit = limit.and_then(|limit| u64::try_from(limit).ok());
            Some((serde_json::from_str(&params).ok()?, limit, events.unwrap_or_default()))
        });
        read.ok_or_else(|| {
            Error::new(Kind::Conflict, format!("the request of {id} is not kept"))
                .hint("submit it again")
        })
    }

    /// Puts jobs back whose runner is gone; see [`queue::recover`].
    ///
    /// # Errors
    /// If the database cannot be written.
    pub async fn recover(
        &self,
        now: i64,
        ended_before: Option<i64>,
        alive: Vec<JobId>,
    ) -> Result<usize> {
        self.write(move |c| queue::recover(c, now, ended_before, &alive)).await
    }

    /// Writes down how far a job is, without waiting.
    pub fn progress(&self, id: JobId, fence: i64, share: f64, stage: &'static str) {
        self.tell(move |c| queue::progress(c, &id, fence, share, stage));
    }

    /// Notes a webhook about how far a job is, without waiting.
    pub fn announce_progress(&self, id: JobId, now: i64) {
        self.tell(move |c| outbox::announce(c, id.as_str(), "progress", now));
    }

    /// Adds a line to a job's log, without waiting.
    pub fn note(
        &self,
        id: JobId,
        now: i64,
        level: &'static str,
        event: &'static str,
        text: String,
    ) {
        self.tell(move |c| {
            // A job that was pruned meanwhile needs no log.
            if c.prepare_cached("SELECT 1 FROM jobs WHERE job_id = ?1")?.exists([id.as_str()])? {
                events::note(c, id.as_str(), now, level, event, &text)?;
            }
            Ok(())
        });
    }

    /// Stops or starts the taking of jobs, over restarts as well.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub async fn pause(&self, paused: bool) -> Result<()> {
        self.write(move |c| queue::pause(c, paused)).await
    }

    /// The latest moment the queue knows of.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn latest(&self) -> Result<i64> {
        self.write(stats::latest).await
    }

    /// When a job that waits for a retry can be claimed, if any does.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn next_due(&self, now: i64) -> Result<Option<i64>> {
        self.write(move |c| stats::next_due(c, now)).await
    }

    /// The webhooks that are due, besides those in work, and when the next one is.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn due(
        &self,
        now: i64,
        limit: usize,
        busy: Vec<String>,
    ) -> Result<(Vec<Delivery>, Option<i64>)> {
        self.write(move |c| outbox::due(c, now, limit, &busy)).await
    }

    /// Writes down what became of a webhook.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub async fn tried(&self, id: String, tried: Tried, now: i64) -> Result<()> {
        self.write(move |c| outbox::tried(c, &id, &tried, now)).await
    }

    /// Sends a webhook again; false if there is none of that name.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub async fn redeliver(&self, id: String, now: i64) -> Result<bool> {
        self.write(move |c| outbox::redeliver(c, &id, now)).await
    }

    /// The same for callers that are not asynchronous.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn redeliver_now(&self, id: String, now: i64) -> Result<bool> {
        self.ask(move |c| outbox::redeliver(c, &id, now))
    }

    /// Cancels without a service, for callers that are not asynchronous.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn cancel_now(&self, id: String, now: i64) -> Result<(Cancel, Vec<String>)> {
        self.ask(move |c| queue::cancel(c, &id, now))
    }

    /// Writes down an upload.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub async fn keep_upload(&self, upload: Upload, key: Option<String>) -> Result<()> {
        self.write(move |c| uploads::keep(c, &upload, key.as_deref())).await
    }
}
