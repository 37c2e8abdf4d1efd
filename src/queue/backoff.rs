//! When a failed job is tried again: later each time, and never all at once.

use std::time::Duration;

/// The wait after the first failure.
const FIRST: Duration = Duration::from_secs(2);
/// The longest wait.
const LONGEST: Duration = Duration::from_mins(5);

/// How long to wait after so many failures (from 1): doubled each time, then between half and
/// all of it by `chance` (0 to 1), as "equal jitter" in the AWS architecture blog; no less than
/// the server asked for.
pub(super) fn wait(failures: u32, chance: f64, asked: Option<Duration>) -> Duration {
    let doubled = FIRST.saturating_mul(1 << failures.saturating_sub(1).min(16));
    let most = doubled.min(LONGEST);
    let jittered = most.mul_f64(0.5 + 0.5 * chance.clamp(0.0, 1.0));
    asked.map_or(jittered, |asked| jittered.max(asked.min(Duration::from_hours(1))))
}

/// A number from 0 to 1 that nobody can foresee.
pub(crate) fn chance() -> f64 {
    let mut bytes = [0; 4];
    // Without randomness all wait the longest, which is harmless.
    if getrandom::fill(&mut bytes).is_err() {
        return 1.0;
    }
    f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_to_a_limit_and_spread() {
        let seconds = |failures, chance| wait(failures, chance, None).as_secs_f64();
        assert_eq!(seconds(1, 1.0), 2.0);
        assert_eq!(seconds(1, 0.0), 1.0);
        assert_eq!(seconds(3, 1.0), 8.0);
        assert_eq!(seconds(40, 1.0), 300.0);
        assert_eq!(wait(1, 1.0, Some(Duration::from_mins(1))).as_secs(), 60);
        assert_eq!(wait(1, 1.0, Some(Duration::from_hours(90))).as_secs(), 3600);
        let (one, other) = (chance(), chance());
        assert!((0.0..=1.0).contains(&one) && one != other);
    }
}
