//! The loop that takes jobs when there is room for them, and the one that holds their leases.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
    time::Duration,
};

use jiff::Timestamp;
use tokio::time::{Instant, sleep, timeout};

use super::{Active, HEARTBEAT, LEASE, Queue, Stop, run};
use crate::store::{Claimed, Room};

/// After an error of the database.
const AFTER_ERROR: Duration = Duration::from_secs(2);
/// The longest wait; a retry that was forgotten would be found then.
const LONGEST: Duration = Duration::from_mins(5);
/// A wall clock that moved this much more than time passed was set.
const JUMP: Duration = Duration::from_secs(5);

impl Queue {
    /// Takes and runs jobs until the queue is closed.
    pub async fn work(self: Arc<Self>) {
        tokio::spawn(Arc::clone(&self).hold());
        while !self.is_closing() {
            let pause = match self.take().await {
                Ok(pause) => pause,
                Err(error) => {
                    tracing::error!(%error, "taking jobs");
                    AFTER_ERROR
                }
            };
            let _ = timeout(pause, self.wake.notified()).await;
        }
    }

    /// Takes what there is room for; how long there is nothing to do unless someone wakes us.
    async fn take(self: &Arc<Self>) -> crate::error::Result<Duration> {
        loop {
            let room = self.free();
            if room.lanes.is_empty() || self.is_closing() {
                return Ok(LONGEST);
            }
            let now = self.clock.now();
            let until = now + i64::try_from(LEASE.as_millis()).unwrap_or(i64::MAX);
            let claimed = self.store.claim(room, now, until).await?;
            if claimed.is_empty() {
                let next = self.store.next_due(now).await?;
                let wait = next.map(|at| u64::try_from(at - now).unwrap_or_default() + 1);
                return Ok(wait.map_or(LONGEST, |ms| Duration::from_millis(ms).min(LONGEST)));
            }
            for job in claimed {
                self.begin(job);
            }
        }
    }

    fn free(&self) -> Room {
        let mut running: HashMap<String, usize> = HashMap::new();
        for job in self.active().values() {
            *running.entry(job.lane.clone()).or_default() += 1;
        }
        let lanes: BTreeSet<&str> = self.rows.iter().map(|row| row.lane).collect();
        self.lanes.free(lanes.into_iter(), &running)
    }

    fn begin(self: &Arc<Self>, job: Claimed) {
        let cancel = tokio_util::sync::CancellationToken::new();
        let active =
            Active { fence: job.fence, lane: job.lane.clone(), cancel: cancel.clone(), stop: None };
        self.active().insert(job.id.clone(), active);
        self.changed(job.id.as_str(), true);
        let queue = Arc::clone(self);
        self.tasks.spawn(async move {
            let id = job.id.clone();
            run::attempt(&queue, job, cancel).await;
            queue.active().remove(&id);
            queue.changed(id.as_str(), true);
            queue.wake.notify_one();
        });
    }

    /// Renews the leases of running jobs, and finds jobs whose runner hangs.
    async fn hold(self: Arc<Self>) {
        let mut seen = (Timestamp::now(), Instant::now());
        loop {
            // Without jobs there is nothing to hold, and a sleeping service stays asleep.
            if self.active().is_empty() {
                let mut changes = self.changes();
                if self.active().is_empty() {
                    // An error means only that we were slow.
                    let _ = changes.recv().await;
                }
                continue;
            }
            sleep(HEARTBEAT).await;
            let held: Vec<_> =
                self.active().iter().map(|(id, job)| (id.clone(), job.fence)).collect();
            let now = self.clock.now();
            let until = now + i64::try_from(LEASE.as_millis()).unwrap_or(i64::MAX);
            match self.store.heartbeat(held.clone(), until).await {
                Ok((lost, stop)) => {
                    for id in &lost {
                        self.stop(id.as_str(), Stop::Lost);
                    }
                    for id in &stop {
                        self.stop(id.as_str(), Stop::Cancelled);
                    }
                }
                Err(error) => tracing::error!(%error, "renewing leases"),
            }
            let passed = seen.1.elapsed();
            let wall = Timestamp::now().duration_since(seen.0);
            seen = (Timestamp::now(), Instant::now());
            let jumped = wall.as_secs_f64() - passed.as_secs_f64() > JUMP.as_secs_f64();
            if jumped {
                // Then every lease looks old, though its holder may be well.
                continue;
            }
            let alive = held.into_iter().map(|(id, _)| id).collect();
            match self.store.recover(now, Some(now), alive).await {
                Ok(0) => {}
                Ok(jobs) => {
                    tracing::warn!(jobs, "leases ended; the jobs are queued again");
                    self.wake.notify_one();
                }
                Err(error) => tracing::error!(%error, "looking for ended leases"),
            }
        }
    }
}
