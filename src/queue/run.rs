//! One attempt at a job: a folder of its own, the capability in it, and how it ended written
//! down until it stands.

use std::{sync::Arc, time::Duration};

use serde_json::Value;
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;

use super::{Queue, Stop, backoff, submit::Parts};
use crate::{
    capability::Row,
    context::{Context, Trust},
    error::{Error, Kind, Result},
    progress::{Progress, Report},
    providers::guard::Guard,
    store::{Artifact, Claimed, Ending, JobId, url},
};

/// How long work may take to stop after it was asked to.
pub(super) const GRACE: Duration = Duration::from_millis(1_500);
/// How often progress of one stage is written.
const PAUSE: Duration = Duration::from_millis(500);

/// Does a job once and writes down how it ended.
pub(super) async fn attempt(queue: &Arc<Queue>, job: Claimed, cancel: CancellationToken) {
    let began = Instant::now();
    tracing::info!(job_id = %job.id, kind = %job.kind, attempt = job.attempt, "job started");
    let outcome = perform(queue, &job, cancel).await;
    let stop = queue.active().get(&job.id).and_then(|active| active.stop);
    let ending = match (outcome, stop) {
        (_, Some(Stop::Lost)) => {
            tracing::warn!(job_id = %job.id, "the lease was lost; the attempt does not count");
            queue.vault.discard_work(job.id.as_str(), job.fence);
            return;
        }
        // It was done before it heard of it; what is done is done.
        (Ok((result, artifacts)), _) => Ending::Completed { result, artifacts },
        (Err(_), Some(Stop::Cancelled)) => Ending::Cancelled,
        (Err(_), Some(Stop::Returned)) => Ending::Returned,
        (Err(Failure::Late(error)), None) => Ending::Timeout(error.to_json()),
        (Err(Failure::Error(error)), None) => failed(queue, &job, &error),
    };
    queue.vault.discard_work(job.id.as_str(), job.fence);
    report(&job, &ending, began.elapsed());
    settle(queue, &job, ending).await;
}

fn failed(queue: &Queue, job: &Claimed, error: &Error) -> Ending {
    let json = queue.clean(&error.to_json());
    if !error.is_retryable() || job.failures >= job.max_retries {
        return match error.kind() {
            Kind::Timeout => Ending::Timeout(json),
            Kind::Cancelled => Ending::Cancelled,
            _ => Ending::Failed(json),
        };
    }
    let asked = json["details"]["retry_after_sec"].as_f64();
    let asked = asked.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    let wait = backoff::wait(job.failures + 1, backoff::chance(), asked);
    let millis = i64::try_from(wait.as_millis()).unwrap_or(i64::MAX);
    metrics::counter!("remotion_job_retries_total", "type" => job.kind.clone()).increment(1);
    Ending::Retry(json, queue.clock.now().saturating_add(millis))
}

fn report(job: &Claimed, ending: &Ending, took: Duration) {
    let seconds = took.as_secs_f64();
    let status = match ending {
        Ending::Completed { result, artifacts } => {
            let bytes: u64 = artifacts.iter().map(|artifact| artifact.bytes).sum();
            metrics::counter!("remotion_artifact_bytes_total").increment(bytes);
            let number = |name: &str| result[name].as_f64().filter(|number| *number > 0.0);
            if let Some((frames, time)) = number("frames").zip(number("render_time_seconds")) {
                metrics::histogram!("remotion_render_frames_per_second").record(frames / time);
            }
            "completed"
        }
        Ending::Failed(_) => "failed",
        Ending::Cancelled => "cancelled",
        Ending::Timeout(_) => "timeout",
        Ending::Retry(..) => "retry",
        Ending::Returned => "returned",
    };
    let kind = job.kind.clone();
    metrics::counter!("remotion_job_attempts_total", "type" => kind.clone(), "status" => status)
        .increment(1);
    metrics::histogram!("remotion_job_duration_seconds", "type" => kind).record(seconds);
    tracing::info!(job_id = %job.id, kind = %job.kind, status, seconds, "job ended");
}

/// Writes until it stands: an answer that is not written would be done again.
async fn settle(queue: &Queue, job: &Claimed, ending: Ending) {
    let mut pause = Duration::from_millis(250);
    loop {
        let now = queue.clock.now();
        match queue.store.end(job.id.clone(), job.fence, ending.clone(), now).await {
            Ok(true) => return,
            Ok(false) => {
                tracing::warn!(job_id = %job.id, "the lease was lost before the end was written");
                return;
            }
            Err(error) => tracing::error!(job_id = %job.id, %error, "writing the end of a job"),
        }
        if queue.is_closing() {
            return;
        }
        sleep(pause).await;
        pause = (pause * 2).min(Duration::from_secs(10));
    }
}

enum Failure {
    /// Its time was over.
    Late(Error),
    Error(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

async fn perform(
    queue: &Arc<Queue>,
    job: &Claimed,
    cancel: CancellationToken,
) -> std::result::Result<(Value, Vec<Artifact>), Failure> {
    let row = queue.row(&job.kind)?;
    let folder = queue.vault.work(job.id.as_str(), job.fence)?;
    let mut context = queue.context(row, cancel.clone())?;
    context.job = job.id.clone();
    context.output = Some(folder.join("out"));
    context.scratch_root = Some(folder.join("scratch"));
    context.progress = progress(queue, job);
    context.on_warning = Some(Box::new({
        let (queue, id) = (Arc::clone(queue), job.id.clone());
        move |text| {
            let text = queue.clean(&Value::from(text)).as_str().unwrap_or_default().to_owned();
            queue.store.note(id.clone(), queue.clock.now(), "warning", "warning", text);
            queue.changed(id.as_str(), false);
        }
    }));
    context.on_spend = Some(Box::new({
        let (queue, id) = (Arc::clone(queue), job.id.clone());
        move |spend| queue.store.spent(id.clone(), queue.clock.now(), spend.clone())
    }));
    context.parts = Some(Arc::new(Parts::of(queue, job)));
    for folder in context.output.iter().chain(&context.scratch_root) {
        std::fs::create_dir_all(folder).map_err(Error::from)?;
    }
    let context = Arc::new(context);
    let limit = Duration::from_millis(u64::try_from(job.timeout_ms).unwrap_or_default());
    let mut task = queue.engine().spawn(row.run(job.params.clone(), Arc::clone(&context)));
    let late = tokio::select! {
        ended = &mut task => return Ok(keep(queue, &job.id, joined(ended)?, &context).await?),
        () = cancel.cancelled() => None,
        () = sleep(limit) => {
            cancel.cancel();
            let text = format!("not done within {:.1} s", limit.as_secs_f64());
            Some(Error::new(Kind::Timeout, text).hint("give it more time with timeout_sec"))
        }
    };
    match timeout(GRACE, &mut task).await {
        Ok(Ok(Ok(result))) => Ok(keep(queue, &job.id, result, &context).await?),
        Ok(Err(error)) if error.is_panic() => Err(joined(Err(error))
            .err()
            .map_or_else(|| Failure::Error(Error::cancelled()), Failure::Error)),
        _ => {
            task.abort();
            Err(late.map_or_else(|| Failure::Error(Error::cancelled()), Failure::Late))
        }
    }
}

pub(super) fn joined(ended: Result<Result<Value>, tokio::task::JoinError>) -> Result<Value> {
    ended.unwrap_or_else(|error| {
        Err(Error::internal("it stopped unexpectedly; this is a bug")
            .caused_by(error)
            .hint("please report it with the message above"))
    })
}

/// Takes the files of a job into the vault; in the result their addresses stand for their paths.
async fn keep(
    queue: &Arc<Queue>,
    id: &JobId,
    mut result: Value,
    context: &Context,
) -> Result<(Value, Vec<Artifact>)> {
    let files = context.artifacts();
    let vault = Arc::clone(&queue.vault);
    let made = tokio::task::spawn_blocking(move || {
        let mut made = Vec::new();
        for file in files {
            let mut artifact = Artifact::of(&file)?;
            artifact.path = vault.adopt(&file, &artifact.sha256)?;
            made.push((file, artifact));
        }
        Ok::<_, Error>(made)
    });
    let made = made.await.map_err(|e| Error::internal("keeping files").caused_by(e))??;
    let (files, mut artifacts): (Vec<_>, Vec<_>) = made.into_iter().unzip();
    crate::store::tell_apart(&mut artifacts);
    let addresses: Vec<_> = files
        .iter()
        .zip(&artifacts)
        .map(|(file, artifact)| (file.display().to_string(), url(id.as_str(), &artifact.name)))
        .collect();
    replace(&mut result, &addresses);
    Ok((result, artifacts))
}

fn replace(value: &mut Value, addresses: &[(String, String)]) {
    match value {
        Value::String(text) => {
            if let Some((_, address)) = addresses.iter().find(|(path, _)| path == text) {
                text.clone_from(address);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, addresses)),
        Value::Object(fields) => {
            fields.values_mut().for_each(|field| replace(field, addresses));
        }
        _ => {}
    }
}

/// Writes down how far a job is, at most twice a second, and tells each quarter.
fn progress(queue: &Arc<Queue>, job: &Claimed) -> Progress {
    let (queue, id, fence) = (Arc::clone(queue), job.id.clone(), job.fence);
    let last: std::sync::Mutex<Option<(Instant, &'static str, u64)>> = std::sync::Mutex::new(None);
    Progress::to(move |report: &Report| {
        let now = Instant::now();
        let share = report.share();
        let quarter = (share * 4.0) as u64;
        let mut last = last.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let (is_new, is_quarter) = match *last {
            Some((told, stage, before)) => {
                let is_new = stage != report.stage;
                if !is_new && now.duration_since(told) < PAUSE && quarter == before {
                    return;
                }
                (is_new, !is_new && quarter > before)
            }
            None => (true, false),
        };
        *last = Some((now, report.stage, quarter));
        drop(last);
        queue.store.progress(id.clone(), fence, share, report.stage);
        if is_new {
            let text = report.stage.to_owned();
            queue.store.note(id.clone(), queue.clock.now(), "info", "stage", text);
        }
        if is_quarter && quarter < 4 {
            queue.store.announce_progress(id.clone(), queue.clock.now());
            queue.outbox.notify_one();
        }
        queue.changed(id.as_str(), false);
    })
}

impl Queue {
    /// The row of a capability's name.
    ///
    /// # Errors
    /// If there is none; a job may come from another version of this program.
    pub fn row(&self, name: &str) -> Result<&'static Row> {
        self.rows.iter().find(|row| row.name == name).ok_or_else(|| {
            Error::new(Kind::NotFound, format!("this service cannot do {name}"))
                .hint("GET /api/v1/capabilities lists what it can")
        })
    }

    /// What a run over HTTP works with: nothing but what is allowed to a stranger.
    ///
    /// # Errors
    /// If the list of allowed hosts is wrong.
    fn context(self: &Arc<Self>, row: &Row, cancel: CancellationToken) -> Result<Context> {
        let mut context = Context::new(self.config.clone());
        context.trust = Trust::Network;
        context.cancel = cancel;
        context.guard = Guard::public(&self.config.list(crate::config::keys::ALLOWED_HOSTS))?;
        context.store = Some((Arc::clone(&self.store), Arc::clone(&self.readers)));
        let queue = Arc::clone(self);
        context.stored = Some(Arc::new(move |source| queue.stored(source)));
        tracing::debug!(kind = row.name, "context made");
        Ok(context)
    }

    /// The file of `upload:ID` or `artifact:JOB/NAME`.
    fn stored(&self, source: &str) -> Result<std::path::PathBuf> {
        let missing = || {
            let text = format!("{source} is not there");
            Error::new(Kind::NotFound, text).hint("uploads and artifacts are kept for some days")
        };
        if let Some(id) = source.strip_prefix("upload:") {
            let (hash, name) = self.readers.upload(id)?.ok_or_else(missing)?;
            return self.vault.find(&hash, &name).ok_or_else(missing);
        }
        let (job, name) = source
            .strip_prefix("artifact:")
            .and_then(|rest| rest.split_once('/'))
            .ok_or_else(missing)?;
        let job = self.readers.job(job).map_err(|_| missing())?;
        let found = job.artifacts.into_iter().find(|artifact| artifact.name == name);
        found.map(|artifact| artifact.path).filter(|path| path.is_file()).ok_or_else(missing)
    }

    /// Runs what needs no job: a question that leaves nothing behind.
    ///
    /// # Errors
    /// If the request is wrong, or the capability fails or takes too long.
    pub async fn ask(self: &Arc<Self>, row: &'static Row, params: Value) -> Result<Value> {
        let cancel = CancellationToken::new();
        // Whoever stops waiting stops the work.
        let _guard = cancel.clone().drop_guard();
        let folder = self.vault.work(JobId::new().as_str(), 0)?;
        let mut context = self.context(row, cancel.clone())?;
        context.scratch_root = Some(folder.clone());
        let mut task = self.engine().spawn(row.run(params, Arc::new(context)));
        let outcome = if let Ok(ended) = timeout(super::QUESTION, &mut task).await {
            joined(ended)
        } else {
            let seconds = super::QUESTION.as_secs();
            Err(Error::new(Kind::Timeout, format!("no answer within {seconds} s")))
        };
        cancel.cancel();
        task.abort();
        // It holds at most some scratch files, and is cleared at the next start otherwise.
        let _ = std::fs::remove_dir_all(folder);
        outcome.map_err(|error| self.cleaned(error))
    }

    fn cleaned(&self, error: Error) -> Error {
        error.without(&self.config.secrets())
    }

    /// A value without the secrets of the settings.
    pub(super) fn clean(&self, value: &Value) -> Value {
        crate::store::redacted(value, &self.config.secrets())
    }

    fn engine(&self) -> tokio::runtime::Handle {
        self.engines.0.as_ref().expect("it is taken only when dropped").handle().clone()
    }
}
