//! The queue's time: milliseconds since 1970 that never go back while the service lives.
//!
//! A clock that is set back must neither starve old jobs nor stop retries, and one that is set
//! forward (a machine that learns the time after its start) must be followed.

use std::{
    sync::{Mutex, PoisonError},
    time::Instant,
};

use jiff::Timestamp;

/// A clock that only goes forward.
#[derive(Debug)]
pub struct Clock {
    last: Mutex<(i64, Instant)>,
}

impl Clock {
    /// A clock that starts no earlier than `floor`.
    #[must_use]
    pub fn from(floor: i64) -> Self {
        let now = Timestamp::now().as_millisecond().max(floor);
        Self { last: Mutex::new((now, Instant::now())) }
    }

    /// Now.
    pub fn now(&self) -> i64 {
        self.at(Timestamp::now().as_millisecond(), Instant::now())
    }

    fn at(&self, wall: i64, monotonic: Instant) -> i64 {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let passed = monotonic.saturating_duration_since(last.1).as_millis();
        let expected = last.0.saturating_add(i64::try_from(passed).unwrap_or(i64::MAX));
        if wall >= expected {
            *last = (wall, monotonic);
            return wall;
        }
        expected
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn it_follows_a_jump_forward_and_goes_on_through_a_jump_back() {
        let start = Instant::now();
        let clock = Clock { last: Mutex::new((1_000, start)) };
        let after = |millis| start + Duration::from_millis(millis);
        assert_eq!(clock.at(1_500, after(500)), 1_500);
        assert_eq!(clock.at(9_000, after(600)), 9_000);
        assert_eq!(clock.at(2_000, after(700)), 9_100);
        assert_eq!(clock.at(2_900, after(1_600)), 10_000);
    }
}
