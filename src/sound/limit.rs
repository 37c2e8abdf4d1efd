//! Keeps a finished mix under its ceiling.
//!
//! Two parts: a meter that also sees the peaks between samples (four times oversampled, in the
//! manner of ITU-R BS.1770), and a limiter that turns the sound down shortly before a peak
//! and lets it up again slowly. Summing the tracks is left to [`super::mix`].

use std::{collections::VecDeque, f32::consts::PI};

use tokio_util::sync::CancellationToken;

use crate::error::{Error, Result};

/// Seconds the limiter sees ahead, and takes to turn down.
const LOOK_AHEAD: f64 = 0.005;

/// Seconds in which it undoes 63% of a reduction.
const RELEASE: f64 = 0.1;

/// Samples of the interpolation filter: half before and half after the point.
const TAPS: usize = 12;
const AFTER: usize = TAPS / 2;
const BEFORE: usize = AFTER - 1;

/// Frames between two looks at the cancel token.
const CHECK: usize = 1 << 16;

/// Measures levels frame by frame, going forward only.
struct Meter {
    /// One filter for each of the three points between two samples.
    filters: [[f32; TAPS]; 3],
    /// The most a filter can make of samples at level 1.
    gain: f32,
    /// Frames looked at for loudness.
    seen: usize,
    /// Frames before this one stand near something loud.
    loud_until: usize,
    /// Level between the last frame and this one.
    before: f32,
}

impl Meter {
    fn new() -> Self {
        let filters = [0.25, 0.5, 0.75].map(|point: f32| {
            let mut filter = [0.0; TAPS];
            for (tap, offset) in filter.iter_mut().zip(-5_i8..) {
                let x = PI * (f32::from(offset) - point);
                // A sinc under a squared cosine that ends with the filter.
                *tap = x.sin() / x * (x / 12.0).cos().powi(2);
            }
            // Steady sound must come out at its own level.
            let sum: f32 = filter.iter().sum();
            filter.map(|tap| tap / sum)
        });
        let gains = filters.map(|f| f.iter().map(|tap| tap.abs()).sum::<f32>());
        let gain = gains.into_iter().fold(1.0, f32::max);
        Self { filters, gain, seen: 0, loud_until: 0, before: 0.0 }
    }

    /// The highest level at frame `n` and up to the frames beside it, in any plane. Between
    /// samples it is exact only above `floor`; below that it is not worth the work.
    fn level(&mut self, planes: &[Vec<f32>], n: usize, floor: f32) -> f32 {
        let frames = planes.first().map_or(0, Vec::len);
        while self.seen < frames.min(n + AFTER + 1) {
            if planes.iter().any(|p| p[self.seen].abs() * self.gain > floor) {
                self.loud_until = self.seen + BEFORE + 1;
            }
            self.seen += 1;
        }
        let mut after = 0.0_f32;
        if n < self.loud_until {
            for plane in planes {
                let mut window = [0.0; TAPS];
                let from = n.saturating_sub(BEFORE);
                let to = frames.min(n + AFTER + 1);
                let at = BEFORE - (n - from);
                window[at..at + to - from].copy_from_slice(&plane[from..to]);
                for filter in &self.filters {
                    let point: f32 = filter.iter().zip(&window).map(|(f, x)| f * x).sum();
                    after = after.max(point.abs());
                }
            }
        }
        let here = planes.iter().fold(0.0_f32, |top, p| top.max(p[n].abs()));
        let level = here.max(after).max(self.before);
        self.before = after;
        level
    }
}

/// The highest level in `planes`, between samples too.
pub(super) fn peak(planes: &[Vec<f32>], cancel: &CancellationToken) -> Result<f32> {
    let mut meter = Meter::new();
    let mut peak = 0.0_f32;
    for n in 0..planes.first().map_or(0, Vec::len) {
        if n % CHECK == 0 && cancel.is_cancelled() {
            return Err(Error::cancelled());
        }
        peak = peak.max(meter.level(planes, n, peak));
    }
    Ok(peak)
}

/// The mean of the last so many numbers.
struct Mean {
    kept: VecDeque<f64>,
    sum: f64,
}

impl Mean {
    fn new(length: usize) -> Self {
        let kept = VecDeque::from(vec![1.0; length]);
        Self { sum: kept.iter().sum(), kept }
    }

    fn next(&mut self, value: f64) -> f64 {
        self.kept.push_back(value);
        self.sum += value - self.kept.pop_front().unwrap_or(value);
        let length = self.kept.len() as f64;
        self.sum / length
    }
}

/// Turns `planes` down in place wherever they would pass `ceiling`, all planes alike.
///
/// The gain that each frame needs is held back over the look-ahead by a running minimum, so it
/// is there in time; two running means make straight edges smooth and, being no longer than the
/// look-ahead together, never let it rise above what was needed.
pub(super) fn limit(
    planes: &mut [Vec<f32>],
    rate: u32,
    ceiling: f32,
    cancel: &CancellationToken,
) -> Result<()> {
    let half = super::frames_in(LOOK_AHEAD / 2.0, rate).max(1);
    let ahead = 2 * half;
    let release = 1.0 - (-1.0 / (RELEASE * f64::from(rate))).exp();
    let frames = planes.first().map_or(0, Vec::len);
    let mut meter = Meter::new();
    let mut means = [Mean::new(half), Mean::new(half)];
    // Frames with their gains, rising: the front is the least of those in sight.
    let mut least: VecDeque<(usize, f64)> = VecDeque::new();
    let mut gain = 1.0_f64;
    for seen in 0..frames + ahead {
        if seen % CHECK == 0 && cancel.is_cancelled() {
            return Err(Error::cancelled());
        }
        if seen < frames {
            let level = meter.level(planes, seen, ceiling);
            if level > ceiling {
                let needed = f64::from(ceiling) / f64::from(level);
                while least.back().is_some_and(|(_, other)| *other >= needed) {
                    least.pop_back();
                }
                least.push_back((seen, needed));
            }
        }
        while least.front().is_some_and(|(frame, _)| frame + ahead < seen) {
            least.pop_front();
        }
        let needed = least.front().map_or(1.0, |(_, needed)| *needed);
        gain = needed.min(gain + (1.0 - gain) * release);
        if gain > 0.999_99 {
            gain = 1.0;
        }
        let smooth = means.iter_mut().fold(gain, |value, mean| mean.next(value));
        if let Some(n) = seen.checked_sub(ahead) {
            let smooth = smooth as f32;
            for plane in &mut *planes {
                // The clamp only ever takes off the last rounding error.
                plane[n] = (plane[n] * smooth).clamp(-ceiling, ceiling);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// -1 dBFS.
    const CEILING: f32 = 0.891_250_9;

    fn tone(level: f32, step: f32, phase: f32, frames: u16) -> Vec<f32> {
        (0..frames).map(|n| level * (f32::from(n) * step + phase).sin()).collect()
    }

    #[test]
    fn a_peak_between_two_samples_is_seen() {
        // A quarter of the rate, sampled beside its peaks: samples reach 0.707, the wave 1.
        let planes = [tone(1.0, PI / 2.0, PI / 4.0, 4800)];
        let peak = peak(&planes, &CancellationToken::new()).unwrap();
        assert!((0.97..1.1).contains(&peak), "{peak}");
    }

    #[test]
    fn the_limiter_holds_its_ceiling_from_the_first_frame_to_the_last() {
        for (step, phase) in [(0.05, 1.5), (PI / 2.0, PI / 4.0), (2.0, 0.3)] {
            let mut planes = [tone(3.0, step, phase, 9600), tone(0.5, 0.01, 0.0, 9600)];
            limit(&mut planes, 48_000, CEILING, &CancellationToken::new()).unwrap();
            let after = peak(&planes, &CancellationToken::new()).unwrap();
            assert!(after <= CEILING * 1.01, "{after}");
            assert!(after > CEILING * 0.9, "turned down too far: {after}");
        }
    }

    #[test]
    fn sound_far_from_a_peak_is_not_touched() {
        let mut planes = [tone(0.3, 0.1, 0.0, 60_000)];
        planes[0][30_000] = 2.0;
        let before = planes[0].clone();
        limit(&mut planes, 48_000, CEILING, &CancellationToken::new()).unwrap();
        let same = |from: usize, to: usize| planes[0][from..to] == before[from..to];
        assert!(same(0, 29_700));
        assert!(!same(29_990, 30_010));
        assert!(planes[0][30_000] <= CEILING);
    }

    #[test]
    fn a_cancelled_limiter_stops() {
        let cancel = CancellationToken::new();
        cancel.cancel();
        assert!(limit(&mut [vec![0.0; 10]], 48_000, CEILING, &cancel).is_err());
    }
}
