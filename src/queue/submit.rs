//! Submitting jobs, and waiting for their end: for callers over HTTP and for batches.

use std::{
    collections::{BTreeMap, HashMap},
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError, Weak},
    time::{Duration, Instant},
};

use serde_json::Value;
use sha2::{Digest as _, Sha256};
use tokio::sync::broadcast::error::RecvError;

use super::Queue;
use crate::{
    capability::Row,
    config::keys,
    error::{Error, Kind, Result},
    store::{Claimed, Job, JobId, New, Priority, Submitted},
};

/// How long an estimate is good for.
const FRESH: Duration = Duration::from_secs(10);
/// The longest time between two looks at a job that is waited for.
const LOOK: Duration = Duration::from_secs(15);

/// What a caller wants done.
#[derive(Clone, Debug)]
pub struct Order {
    /// The capability.
    pub row: &'static Row,
    /// Its request.
    pub params: Value,
    /// The caller's name for the job.
    pub job_id: Option<JobId>,
    /// How soon it is wanted.
    pub priority: Priority,
    /// The longest one attempt may take.
    pub timeout: Option<Duration>,
    /// How often it may fail and be tried again.
    pub max_retries: Option<u32>,
    /// What the caller wants back.
    pub metadata: Option<Value>,
    /// Where its changes are told.
    pub webhook_url: Option<String>,
    /// Which changes are told.
    pub webhook_events: Vec<String>,
    /// The caller's key against doing it twice.
    pub idempotency_key: Option<String>,
    /// Who asked.
    pub key_id: Option<String>,
    /// The batch it is a part of.
    pub parent_id: Option<String>,
    /// The job that it tries again.
    pub retry_of: Option<String>,
    /// Fingerprint of the whole request, see [`receipt_hash`].
    pub request_hash: String,
}

/// What became of an order.
#[derive(Clone, Debug)]
pub enum Accepted {
    /// It waits under this name, at this place.
    Fresh(JobId, u64),
    /// The same was submitted before.
    Existing(Box<Job>),
}

/// The estimates, each with when it was made.
pub(super) type Estimates = Mutex<HashMap<&'static str, (Instant, Option<f64>)>>;

impl Queue {
    /// Puts an order into the queue; it is on disk when this returns.
    ///
    /// # Errors
    /// If another request was submitted under the same name, or it cannot be written.
    pub async fn submit(&self, order: Order) -> Result<Accepted> {
        if self.is_closing() {
            return Err(Error::new(Kind::Unavailable, "the service is stopping")
                .hint("try again in a moment"));
        }
        let id = order.job_id.unwrap_or_default();
        let default_ms = self.config.whole(keys::JOB_QUEUE_DEFAULT_TIMEOUT_MS);
        let timeout_ms = order.timeout.map_or(u128::from(default_ms), |time| time.as_millis());
        let retries = self.config.whole(keys::JOB_QUEUE_MAX_RETRIES);
        let new = New {
            id: id.clone(),
            kind: order.row.name.to_owned(),
            lane: order.row.lane.to_owned(),
            priority: order.priority,
            shown: self.clean(&order.params),
            params: order.params,
            metadata: order.metadata,
            timeout_ms: i64::try_from(timeout_ms).unwrap_or(i64::MAX),
            max_retries: order
                .max_retries
                .unwrap_or_else(|| u32::try_from(retries).unwrap_or(u32::MAX)),
            webhook_url: order.webhook_url,
            webhook_events: order.webhook_events,
            idempotency_key: order.idempotency_key,
            request_hash: order.request_hash,
            key_id: order.key_id,
            parent_id: order.parent_id,
            retry_of: order.retry_of,
        };
        match self.store.submit(new, self.clock.now()).await? {
            Submitted::Fresh(position) => {
                metrics::counter!("remotion_jobs_submitted_total", "type" => order.row.name)
                    .increment(1);
                self.wake.notify_one();
                self.changed(id.as_str(), true);
                Ok(Accepted::Fresh(id, position))
            }
            Submitted::Existing(job) => Ok(Accepted::Existing(job)),
            Submitted::Conflict(job) => {
                let text = format!("{job} was submitted before with other content");
                Err(Error::new(Kind::Conflict, text)
                    .hint("choose another job_id or Idempotency-Key")
                    .detail("job_id", job))
            }
        }
    }

    /// Submits a job that ended without success once more, under a name of its own.
    ///
    /// # Errors
    /// If it is not there, has not ended or has succeeded, or cannot be written.
    pub async fn retry(self: &Arc<Self>, id: &str, key_id: Option<String>) -> Result<Accepted> {
        use crate::store::Status;
        let job = self.job(id).await?;
        if !matches!(job.status, Status::Failed | Status::Cancelled | Status::Timeout) {
            let text = format!("{id} is {}", job.status.as_str());
            return Err(Error::new(Kind::Conflict, text)
                .hint("only jobs that failed, timed out or were cancelled are tried again"));
        }
        let (params, limit_ms, webhook_events) = self.store.request(id).await?;
        let row = self.row(&job.kind)?;
        let priority = Priority::ALL.into_iter().find(|p| p.as_str() == job.priority);
        let order = Order {
            row,
            job_id: None,
            priority: priority.unwrap_or_default(),
            timeout: limit_ms.map(Duration::from_millis),
            max_retries: Some(job.max_retries),
            metadata: job.metadata,
            webhook_events,
            webhook_url: job.webhook_url,
            idempotency_key: None,
            key_id,
            parent_id: None,
            retry_of: Some(id.to_owned()),
            request_hash: receipt_hash(row.name, &params),
            params,
        };
        self.submit(order).await
    }

    /// One job, read without holding up those who wait.
    ///
    /// # Errors
    /// If there is none, or the database cannot be read.
    pub async fn job(self: &Arc<Self>, id: &str) -> Result<Job> {
        let (readers, id) = (Arc::clone(&self.readers), id.to_owned());
        let mut job = blocking(move || readers.job(&id)).await?;
        if !job.status.is_final()
            && let Some(row) = self.rows.iter().find(|row| row.name == job.kind)
        {
            job.estimated_duration_sec = self.estimate(row).await;
        }
        Ok(job)
    }

    /// How long such jobs take here, in seconds.
    pub async fn estimate(&self, row: &'static Row) -> Option<f64> {
        let known = |estimates: &Estimates| {
            let estimates = estimates.lock().unwrap_or_else(PoisonError::into_inner);
            estimates.get(row.name).filter(|(at, _)| at.elapsed() < FRESH).map(|(_, time)| *time)
        };
        if let Some(time) = known(&self.estimates) {
            return time;
        }
        let readers = Arc::clone(&self.readers);
        // An estimate is not worth an error.
        let time = blocking(move || readers.typical_duration(row.name)).await.ok().flatten();
        let mut estimates = self.estimates.lock().unwrap_or_else(PoisonError::into_inner);
        estimates.insert(row.name, (Instant::now(), time));
        time
    }

    /// Waits until a job has ended. `changes` must be older than the submission.
    ///
    /// # Errors
    /// If it is not there, or the database cannot be read.
    pub async fn ended(
        self: &Arc<Self>,
        id: &str,
        mut changes: tokio::sync::broadcast::Receiver<super::Change>,
    ) -> Result<Job> {
        loop {
            let job = self.job(id).await?;
            if job.status.is_final() {
                return Ok(job);
            }
            // Whoever missed changes, or hears none for long, looks again.
            let ours = async {
                loop {
                    match changes.recv().await {
                        Ok(change) if &*change.job == id && change.state => return,
                        Ok(_) => {}
                        Err(RecvError::Lagged(_)) => return,
                        Err(RecvError::Closed) => std::future::pending().await,
                    }
                }
            };
            let _ = tokio::time::timeout(LOOK, ours).await;
        }
    }
}

/// The changes that are told when the caller does not choose.
#[must_use]
pub fn default_events() -> Vec<String> {
    ["completed", "failed", "cancelled"].map(str::to_owned).into()
}

/// Runs a question to the database where it may block.
pub(crate) async fn blocking<T: Send + 'static>(
    question: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(question)
        .await
        .unwrap_or_else(|error| Err(Error::internal("a question failed").caused_by(error)))
}

/// A fingerprint of a request that does not depend on the order of fields.
#[must_use]
pub fn receipt_hash(name: &str, body: &Value) -> String {
    let mut hasher = Sha256::new();
    hasher.update(name);
    hasher.update([0]);
    hasher.update(sorted(body).to_string());
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let ordered: BTreeMap<_, _> =
                fields.iter().map(|(name, field)| (name.clone(), sorted(field))).collect();
            ordered.into_iter().collect()
        }
        Value::Array(items) => items.iter().map(sorted).collect(),
        other => other.clone(),
    }
}

/// The parts of a batch, each a job of its own.
pub(super) struct Parts {
    queue: Weak<Queue>,
    parent: String,
}

impl Parts {
    pub(super) fn of(queue: &Arc<Queue>, job: &Claimed) -> Self {
        Self { queue: Arc::downgrade(queue), parent: job.id.to_string() }
    }
}

impl crate::context::Parts for Parts {
    fn run(
        &self,
        index: usize,
        name: &'static str,
        params: Value,
    ) -> Pin<Box<dyn Future<Output = Result<Value>> + Send>> {
        let (queue, parent) = (self.queue.upgrade(), self.parent.clone());
        Box::pin(async move {
            let queue = queue.ok_or_else(Error::cancelled)?;
            // The same name at each attempt: what is done is not done again.
            let stem: String = parent.chars().take(110).collect();
            let id: JobId = format!("{stem}-{index}").parse()?;
            let row = queue.row(name)?;
            let order = Order {
                row,
                job_id: Some(id.clone()),
                priority: Priority::Normal,
                timeout: None,
                max_retries: None,
                metadata: None,
                webhook_url: None,
                webhook_events: Vec::new(),
                idempotency_key: None,
                key_id: None,
                request_hash: receipt_hash(name, &params),
                params,
                parent_id: Some(parent),
                retry_of: None,
            };
            let changes = queue.changes();
            queue.submit(order).await?;
            let job = queue.ended(id.as_str(), changes).await?;
            match (job.result, job.error) {
                (Some(result), _) => Ok(result),
                (_, error) => Err(Error::from_json(&error.unwrap_or_default())),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_order_of_fields_does_not_matter_and_everything_else_does() {
        let hash = |value| receipt_hash("a.b", &value);
        let one = hash(json!({"a": 1, "b": [{"c": 1, "d": 2}]}));
        assert_eq!(one, hash(json!({"b": [{"d": 2, "c": 1}], "a": 1})));
        assert_ne!(one, hash(json!({"a": 2, "b": [{"c": 1, "d": 2}]})));
        assert_ne!(receipt_hash("a.b", &json!({})), receipt_hash("a.c", &json!({})));
    }
}
