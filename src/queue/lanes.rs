//! What jobs compete for, and how many of each kind may run at once.
//!
//! A capability names its lane: `cores` for what keeps processors busy, `quick` for what a caller
//! waits for, `batch` for what only waits for its parts, and otherwise the provider it calls.

use std::collections::HashMap;

use crate::{
    config::{Config, keys},
    store::Room,
};

/// The lane of work that keeps processors busy.
pub const CORES: &str = "cores";
/// The lane of what a caller waits for.
pub const QUICK: &str = "quick";
/// The lane of jobs that only wait for their parts.
pub const BATCH: &str = "batch";
/// Batches at once; each waits without working.
const BATCHES: usize = 16;

/// How many jobs may run at once.
#[derive(Clone, Copy, Debug)]
pub struct Lanes {
    /// Of all lanes but `quick` and `batch` together.
    pub all: usize,
    cores: usize,
    quick: usize,
    provider: usize,
}

impl Lanes {
    /// As the settings say.
    #[must_use]
    pub fn of(config: &Config) -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let number = |key| usize::try_from(config.whole(key)).unwrap_or(usize::MAX);
        let renders = number(keys::JOB_QUEUE_MAX_RENDERS);
        Self {
            all: number(keys::JOB_QUEUE_MAX_CONCURRENT),
            cores: if renders == 0 { cores } else { renders },
            quick: cores.max(2) * 2,
            provider: number(keys::JOB_QUEUE_MAX_PER_PROVIDER),
        }
    }

    /// The most of one lane.
    #[must_use]
    pub fn limit(&self, lane: &str) -> usize {
        match lane {
            CORES => self.cores.min(self.all),
            QUICK => self.quick,
            BATCH => BATCHES,
            _ => self.provider.min(self.all),
        }
    }

    /// Where there is room, when so many run. What is shared is not dealt out beforehand: a lane
    /// in which nobody waits must not keep the last place from the others.
    pub(super) fn free<'a>(
        &self,
        lanes: impl Iterator<Item = &'a str>,
        running: &HashMap<String, usize>,
    ) -> Room {
        let shares = |lane: &str| lane != QUICK && lane != BATCH;
        let busy: usize =
            running.iter().filter(|(lane, _)| shares(lane)).map(|(_, count)| count).sum();
        let shared = self.all.saturating_sub(busy);
        let room = |lane: &str| {
            let here = running.get(lane).copied().unwrap_or_default();
            let left = self.limit(lane).saturating_sub(here);
            let left = if shares(lane) { left.min(shared) } else { left };
            (left > 0).then(|| (lane.to_owned(), left, shares(lane)))
        };
        Room { lanes: lanes.filter_map(room).collect(), shared }
    }
}

/// Engines' threads step back when those that answer need a core.
pub(super) fn be_nice() {
    // What the thread starts inherits it. Where it is not allowed, all threads are equal.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(Some(rustix::thread::gettid()), 10);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_share_the_whole_and_quick_ones_do_not_wait_for_it() {
        let lanes = Lanes { all: 4, cores: 2, quick: 3, provider: 3 };
        let running = HashMap::from([("cores".to_owned(), 1), ("voices".to_owned(), 1)]);
        let room = lanes.free(["cores", "voices", "quick", "batch"].into_iter(), &running);
        assert_eq!(room.shared, 2);
        let left = |room: &Room, lane: &str| {
            room.lanes.iter().find(|(name, ..)| name == lane).map(|(_, left, _)| *left)
        };
        assert_eq!(left(&room, "cores"), Some(1));
        assert_eq!(left(&room, "voices"), Some(2));
        assert_eq!(left(&room, "quick"), Some(3));
        assert_eq!(left(&room, "batch"), Some(BATCHES));
        let full = HashMap::from([("voices".to_owned(), 4)]);
        let room = lanes.free(["cores", "quick"].into_iter(), &full);
        assert_eq!((left(&room, "cores"), left(&room, "quick")), (None, Some(3)));
        // The last place is open to every lane.
        let one = Lanes { all: 1, ..lanes };
        let room = one.free(["cores", "voices"].into_iter(), &HashMap::new());
        assert_eq!(
            (left(&room, "cores"), left(&room, "voices"), room.shared),
            (Some(1), Some(1), 1)
        );
    }
}
