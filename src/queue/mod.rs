//! The queue at work: takes jobs, runs them, holds their leases, tries again, and stops cleanly.
//!
//! What a change of a job means is left to `store/`, what a job does to the engines, who may
//! submit one to `server/`. Waiting is done without polling: a submission, an end or the time of
//! a retry wakes the dispatcher.

pub(crate) mod backoff;
mod dispatch;
mod lanes;
mod run;
pub(crate) mod submit;

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio::sync::{Notify, broadcast};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

pub use self::{
    lanes::Lanes,
    submit::{Accepted, Order, default_events, receipt_hash},
};
use crate::{
    capability::Row,
    config::{Config, keys},
    error::Result,
    media::vault::Vault,
    store::{Clock, Durability, JobId, Readers, Store},
};

/// How long a claim holds without a heartbeat.
pub const LEASE: Duration = Duration::from_secs(30);
/// How long a question that is no job may take.
const QUESTION: Duration = Duration::from_mins(1);
/// How often claims are renewed.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// A job has changed; what it is now stands in the log.
#[derive(Clone, Debug)]
pub struct Change {
    /// Its name.
    pub job: Arc<str>,
    /// Whether it is more than progress.
    pub state: bool,
}

/// Why a running job is to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    /// Someone cancelled it.
    Cancelled,
    /// The service ends; it goes back into the queue.
    Returned,
    /// Somebody else has it now.
    Lost,
}

struct Active {
    fence: i64,
    lane: String,
    cancel: CancellationToken,
    stop: Option<Stop>,
}

/// The queue of one service.
pub struct Queue {
    /// The capabilities that jobs may name.
    pub rows: &'static [Row],
    /// Settings of all jobs.
    pub config: Config,
    /// The log, for changes.
    pub store: Arc<Store>,
    /// The log, for questions.
    pub readers: Arc<Readers>,
    /// The files of jobs and uploads.
    pub vault: Arc<Vault>,
    /// The queue's time.
    pub clock: Clock,
    /// How many jobs may run at once.
    pub lanes: Lanes,
    /// Tells who waits for jobs.
    changes: broadcast::Sender<Change>,
    active: Mutex<HashMap<JobId, Active>>,
    wake: Notify,
    /// Wakes the sender of webhooks.
    pub outbox: Notify,
    closing: AtomicBool,
    tasks: TaskTracker,
    estimates: submit::Estimates,
    engines: Engines,
}

/// The threads that jobs run on: apart from those that answer, and nicer to them.
struct Engines(Option<tokio::runtime::Runtime>);

impl Drop for Engines {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            // Work that did not stop in time must not hold up the exit.
            runtime.shutdown_background();
        }
    }
}

impl Queue {
    /// Opens the log and puts back what an earlier service left.
    ///
    /// # Errors
    /// If the database cannot be opened or threads cannot be started.
    pub async fn open(config: Config, rows: &'static [Row]) -> Result<Arc<Self>> {
        let folder: PathBuf = config.path(keys::DATA_DIR);
        let store = Arc::new(Store::start(&folder, Durability::Full));
        let clock = Clock::from(store.latest().await?);
        let orphans = store.recover(clock.now(), None, Vec::new()).await?;
        if orphans > 0 {
            tracing::warn!(jobs = orphans, "jobs of a service that ended are queued again");
        }
        let vault = Arc::new(Vault::open(&folder)?);
        vault.clear_work();
        let engines = tokio::runtime::Builder::new_multi_thread()
            .thread_name("engine")
            .enable_all()
            .on_thread_start(lanes::be_nice)
            .build()?;
        Ok(Arc::new(Self {
            rows,
            lanes: Lanes::of(&config),
            readers: Arc::new(Readers::of(&folder)),
            config,
            store,
            vault,
            clock,
            changes: broadcast::channel(1024).0,
            active: Mutex::default(),
            wake: Notify::new(),
            outbox: Notify::new(),
            closing: AtomicBool::new(false),
            tasks: TaskTracker::new(),
            estimates: submit::Estimates::default(),
            engines: Engines(Some(engines)),
        }))
    }

    fn active(&self) -> MutexGuard<'_, HashMap<JobId, Active>> {
        self.active.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hears of every change from now on.
    #[must_use]
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }

    fn changed(&self, job: &str, state: bool) {
        // Nobody may be listening.
        let _ = self.changes.send(Change { job: Arc::from(job), state });
        if state {
            self.outbox.notify_one();
        }
    }

    /// How many jobs are running.
    #[must_use]
    pub fn running(&self) -> usize {
        self.active().len()
    }

    /// Cancels a job: at once if it waits; if it runs, its runner is told to stop.
    ///
    /// # Errors
    /// If there is no such job, or it had ended, or the database cannot be written.
    pub async fn cancel(&self, id: &str) -> Result<()> {
        let (_, stop) = self.store.cancel(id, self.clock.now()).await?;
        for job in &stop {
            self.stop(job, Stop::Cancelled);
        }
        self.changed(id, true);
        self.wake.notify_one();
        Ok(())
    }

    fn stop(&self, id: &str, why: Stop) {
        let mut active = self.active();
        if let Some((_, job)) = active.iter_mut().find(|(name, _)| name.as_str() == id) {
            job.stop.get_or_insert(why);
            job.cancel.cancel();
        }
    }

    /// Stops or starts the taking of jobs, over restarts as well.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub async fn pause(&self, paused: bool) -> Result<()> {
        self.store.pause(paused).await?;
        self.wake.notify_one();
        Ok(())
    }

    /// Whether it takes no more jobs because the service ends.
    #[must_use]
    pub fn is_closing(&self) -> bool {
        self.closing.load(Ordering::Relaxed)
    }

    /// Takes no more jobs, lets the running ones end for so long, and puts the rest back.
    pub async fn close(&self, patience: Duration) {
        self.closing.store(true, Ordering::Relaxed);
        self.wake.notify_one();
        self.tasks.close();
        if tokio::time::timeout(patience, self.tasks.wait()).await.is_err() {
            let names: Vec<_> = self.active().keys().map(ToString::to_string).collect();
            tracing::warn!(jobs = names.len(), "running jobs are stopped and queued again");
            for name in names {
                self.stop(&name, Stop::Returned);
            }
            // Whoever does not stop even now is found again at the next start.
            let _ = tokio::time::timeout(run::GRACE * 2, self.tasks.wait()).await;
        }
        // The file says itself if something is missing in it.
        if let Err(error) = self.store.close(Duration::from_secs(5)) {
            tracing::error!(%error, "closing the job log");
        }
    }
}
