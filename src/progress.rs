//! What long work tells the one who waits: stage, share done, frames per second.
//!
//! Engines report here; a terminal draws a bar, the job log stores a number, tests count. Showing
//! is left to `commands/`.

use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;

/// One report.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// What is being done: `reading`, `layout`, `rendering`, `sound`, `writing`.
    pub stage: &'static str,
    /// Units done.
    pub done: u64,
    /// Units in all; 0 when it is not known.
    pub total: u64,
}

impl Report {
    /// The share that is done, 0 to 1; 0 when it is not known.
    #[must_use]
    pub fn share(&self) -> f64 {
        if self.total == 0 {
            return 0.0;
        }
        (self.done as f64 / self.total as f64).clamp(0.0, 1.0)
    }
}

type Listener = Arc<dyn Fn(&Report) + Send + Sync>;

/// Where work reports to; clones report to the same place.
#[derive(Clone, Default)]
pub struct Progress {
    listener: Option<Listener>,
    state: Arc<Mutex<Option<Report>>>,
}

impl Progress {
    /// Reports go to `listener`, from any thread.
    pub fn to(listener: impl Fn(&Report) + Send + Sync + 'static) -> Self {
        Self { listener: Some(Arc::new(listener)), state: Arc::default() }
    }

    /// Begins a stage of `total` units.
    pub fn stage(&self, stage: &'static str, total: u64) {
        self.report(Report { stage, done: 0, total });
    }

    /// `count` more units of the stage are done.
    pub fn advance(&self, count: u64) {
        let report = {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            let Some(report) = state.as_mut() else { return };
            report.done = report.done.saturating_add(count);
            report.clone()
        };
        if let Some(listener) = &self.listener {
            listener(&report);
        }
    }

    fn report(&self, report: Report) {
        if let Some(listener) = &self.listener {
            listener(&report);
        }
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = Some(report);
    }
}

impl std::fmt::Debug for Progress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Progress").finish_non_exhaustive()
    }
}
