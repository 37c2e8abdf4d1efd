//! Filters: one state-variable filter for every timbre, and a plain one against rumble.
//!
//! Where cutoff and resonance come from, and how often they change, is left to the caller.

use std::f32::consts::PI;

use serde::Deserialize;

/// What a [`Filter`] lets through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::sound) enum Passes {
    /// Below the cutoff.
    Low,
    /// Around the cutoff; at the cutoff itself the level is unchanged.
    Band,
    /// Above the cutoff.
    High,
}

/// A state-variable filter of 12 dB per octave that stays stable while its cutoff moves: the
/// trapezoidal one by Andrew Simper ("Solving the continuous SVF equations using trapezoidal
/// integration and equivalent currents", Cytomic, 2013).
#[derive(Clone, Debug)]
pub(in crate::sound) struct Filter {
    band: Passes,
    a1: f32,
    a2: f32,
    a3: f32,
    damping: f32,
    first: f32,
    second: f32,
}

impl Filter {
    /// A filter that is still at rest; give it a cutoff by [`Self::tune`] before it runs.
    pub(in crate::sound) const fn new(band: Passes) -> Self {
        Self { band, a1: 0.0, a2: 0.0, a3: 0.0, damping: 1.0, first: 0.0, second: 0.0 }
    }

    /// Sets the cutoff in hertz (held within 10 Hz and 45% of the rate) and the resonance `q`
    /// (0.707 is neutral).
    pub(in crate::sound) fn tune(&mut self, cutoff_hz: f32, q: f32, rate: f32) {
        let g = (PI * cutoff_hz.clamp(10.0, rate * 0.45) / rate).tan();
        self.damping = 1.0 / q.max(0.1);
        self.a1 = 1.0 / (1.0 + g * (g + self.damping));
        self.a2 = g * self.a1;
        self.a3 = g * self.a2;
    }

    /// The next sample.
    #[inline]
    pub(in crate::sound) fn run(&mut self, input: f32) -> f32 {
        let v3 = input - self.second;
        let v1 = self.a1 * self.first + self.a2 * v3;
        let v2 = self.second + self.a2 * self.first + self.a3 * v3;
        self.first = 2.0 * v1 - self.first;
        self.second = 2.0 * v2 - self.second;
        match self.band {
            Passes::Low => v2,
            Passes::Band => v1 * self.damping,
            Passes::High => input - self.damping * v1 - v2,
        }
    }

    /// Works on many samples in place, all with the same cutoff.
    pub(in crate::sound) fn run_all(&mut self, samples: &mut [f32]) {
        if self.band == Passes::Low {
            // The most common one, with what happens to its state written out as sums that need
            // not wait for each other.
            let (keep, turn) = (2.0 * self.a1 - 1.0, 2.0 * self.a2);
            let (stay, take) = (1.0 - 2.0 * self.a3, 2.0 * self.a3);
            let (mut first, mut second) = (self.first, self.second);
            for sample in samples {
                let x = *sample;
                let next = keep * first + (turn * x - turn * second);
                let after = stay * second + (turn * first + take * x);
                *sample = 0.5 * (second + after);
                (first, second) = (next, after);
            }
            (self.first, self.second) = (first, second);
        } else {
            for sample in samples {
                *sample = self.run(*sample);
            }
        }
    }
}

/// Takes the standing part out of a sound, below `cutoff_hz`: a Butterworth high-pass.
#[derive(Clone, Debug)]
pub(in crate::sound) struct Rumble {
    planes: [Filter; 2],
}

impl Rumble {
    /// For sound at `rate`.
    pub(in crate::sound) fn new(cutoff_hz: f32, rate: f32) -> Self {
        let mut filter = Filter::new(Passes::High);
        filter.tune(cutoff_hz, std::f32::consts::FRAC_1_SQRT_2, rate);
        Self { planes: [filter.clone(), filter] }
    }

    /// Works on both sides in place.
    pub(in crate::sound) fn run(&mut self, left: &mut [f32], right: &mut [f32]) {
        for (filter, plane) in self.planes.iter_mut().zip([left, right]) {
            filter.run_all(plane);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The level that a tone of `hz` comes out with, through a filter at 1 kHz.
    fn through(band: Passes, hz: f32) -> f32 {
        let mut filter = Filter::new(band);
        filter.tune(1000.0, 0.707, 48_000.0);
        let level = |n: u16| filter.run((f32::from(n) * hz * 2.0 * PI / 48_000.0).sin());
        (0..24_000).map(level).skip(12_000).fold(0.0, |top, x| x.abs().max(top))
    }

    #[test]
    fn each_band_lets_its_own_tones_through() {
        for (band, hz, least, most) in [
            (Passes::Low, 100.0, 0.98, 1.02),
            (Passes::Low, 8000.0, 0.0, 0.03),
            (Passes::High, 7900.0, 0.98, 1.02),
            (Passes::High, 100.0, 0.0, 0.03),
            (Passes::Band, 1000.0, 0.98, 1.02),
            (Passes::Band, 30.0, 0.0, 0.06),
            (Passes::Low, 1000.0, 0.68, 0.73),
        ] {
            let level = through(band, hz);
            assert!((least..=most).contains(&level), "{band:?} at {hz} Hz: {level}");
        }
    }

    #[test]
    fn many_samples_at_once_are_the_same_as_one_by_one() {
        for band in [Passes::Low, Passes::High] {
            let mut filter = Filter::new(band);
            filter.tune(700.0, 2.0, 48_000.0);
            let mut other = filter.clone();
            let mut samples: Vec<f32> = (0..500_u16).map(|n| f32::from(n % 37) - 18.0).collect();
            let one: Vec<f32> = samples.iter().map(|x| other.run(*x)).collect();
            filter.run_all(&mut samples);
            assert!(samples.iter().zip(&one).all(|(a, b)| (a - b).abs() < 1e-3), "{band:?}");
        }
    }

    #[test]
    fn a_standing_level_is_rumble() {
        let mut rumble = Rumble::new(30.0, 48_000.0);
        let (mut left, mut right) = (vec![0.5; 48_000], vec![-0.5; 48_000]);
        rumble.run(&mut left, &mut right);
        assert!(left[47_000].abs() < 1e-3 && right[47_000].abs() < 1e-3);
    }
}
