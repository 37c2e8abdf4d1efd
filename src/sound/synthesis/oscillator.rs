//! Waves and noise, one sample at a time.
//!
//! Waves with corners are band-limited by polyBLEP (Välimäki and Huovilainen, "Antialiasing
//! oscillators in subtractive synthesis", 2007), so that high notes do not fold back as harsh
//! tones. Pitch, level and everything after is left to the caller.

use serde::Deserialize;

use super::random::Random;

/// The shape of a wave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::sound) enum Wave {
    Sine,
    Triangle,
    Square,
    Saw,
}

/// The sine of `turns` (1 is the whole circle), off by less than 0.00002.
#[inline]
pub(in crate::sound) fn sine(turns: f32) -> f32 {
    // Fold to a quarter turn either side, where a short odd polynomial fits.
    let x = turns - turns.round();
    let x = if x > 0.25 {
        0.5 - x
    } else if x < -0.25 {
        -0.5 - x
    } else {
        x
    };
    let s = x * x;
    // The Taylor series of sin 2πx.
    x * (6.283_185_5 + s * (-41.341_7 + s * (81.605_25 + s * (-76.705_86 + s * 42.058_69))))
}

/// What a step of height 2 at phase 0 is short of its band-limited self; `step` is the phase
/// per sample.
#[inline]
fn blep(phase: f32, step: f32) -> f32 {
    if phase < step {
        let x = phase / step;
        x + x - x * x - 1.0
    } else if phase > 1.0 - step {
        let x = (phase - 1.0) / step;
        x * x + x + x + 1.0
    } else {
        0.0
    }
}

/// One wave going round.
#[derive(Clone, Debug)]
pub(in crate::sound) struct Oscillator {
    wave: Wave,
    phase: f32,
    /// The triangle is a square added up.
    sum: f32,
}

impl Oscillator {
    /// A wave that begins at `phase`, 0 to 1.
    pub(in crate::sound) fn new(wave: Wave, phase: f32) -> Self {
        let phase = phase - phase.floor();
        // Where an ideal triangle is at this phase: it rises while the square is up.
        let sum = if phase < 0.5 { 4.0 * phase - 1.0 } else { 3.0 - 4.0 * phase };
        Self { wave, phase, sum }
    }

    /// The next sample; `step` is hertz by rate, and above 0.45 it is silent.
    #[inline]
    pub(in crate::sound) fn next(&mut self, step: f32) -> f32 {
        let phase = self.phase;
        self.phase += step;
        if self.phase >= 1.0 {
            self.phase -= self.phase.floor();
        }
        if step > 0.45 {
            return 0.0;
        }
        match self.wave {
            Wave::Sine => sine(phase),
            Wave::Saw => 2.0 * phase - 1.0 - blep(phase, step),
            Wave::Square => square(phase, step),
            Wave::Triangle => {
                // A slight leak keeps it centred while its pitch moves.
                self.sum += 4.0 * step * square(phase, step) - self.sum * step * 0.02;
                self.sum
            }
        }
    }
}

#[inline]
fn square(phase: f32, step: f32) -> f32 {
    let half = if phase < 0.5 { phase + 0.5 } else { phase - 0.5 };
    let naive = if phase < 0.5 { 1.0 } else { -1.0 };
    naive + blep(phase, step) - blep(half, step)
}

/// Noise: white as it is drawn, or pink (3 dB less per octave).
#[derive(Clone, Debug)]
pub(in crate::sound) struct Noise {
    random: Random,
    pink: bool,
    rows: [f32; 3],
}

impl Noise {
    /// A noise of its own.
    pub(in crate::sound) const fn new(random: Random, pink: bool) -> Self {
        Self { random, pink, rows: [0.0; 3] }
    }

    /// The next sample.
    #[inline]
    pub(in crate::sound) fn next(&mut self) -> f32 {
        let white = self.random.signed();
        if !self.pink {
            return white;
        }
        // Paul Kellet's economy filter (musicdsp.org, 1999).
        let [a, b, c] = &mut self.rows;
        *a = 0.997_65 * *a + white * 0.099_046;
        *b = 0.963 * *b + white * 0.296_516_4;
        *c = 0.57 * *c + white * 1.052_691_3;
        (*a + *b + *c + white * 0.1848) * 0.3
    }
}

#[cfg(test)]
mod tests {
    use std::f32::consts::TAU;

    use super::*;

    /// The level of `hz` in one second of a wave at 3000 Hz.
    fn level(wave: Wave, hz: f32) -> f32 {
        let mut oscillator = Oscillator::new(wave, 0.0);
        let (mut re, mut im) = (0.0_f64, 0.0_f64);
        for n in 0..48_000_u16 {
            let x = f64::from(oscillator.next(3000.0 / 48_000.0));
            let turn = f64::from(TAU) * f64::from(hz) * f64::from(n) / 48_000.0;
            re += x * turn.cos();
            im += x * turn.sin();
        }
        (re.hypot(im) / 24_000.0) as f32
    }

    #[test]
    fn the_quick_sine_is_the_sine() {
        for n in -2000_i16..2000 {
            let turns = f32::from(n) / 700.0;
            assert!((sine(turns) - (turns * TAU).sin()).abs() < 2e-5, "{turns}");
        }
    }

    #[test]
    fn every_wave_sounds_at_its_pitch_and_folds_little_back() {
        for (wave, least) in
            [(Wave::Sine, 0.99), (Wave::Saw, 0.6), (Wave::Square, 1.2), (Wave::Triangle, 0.75)]
        {
            let (here, folded) = (level(wave, 3000.0), level(wave, 1234.0));
            assert!(here > least, "{wave:?}: {here}");
            assert!(folded < 0.01, "{wave:?}: {folded}");
            assert!(level(wave, 0.0) < 0.03, "{wave:?} stands off the middle");
        }
    }

    #[test]
    fn pink_noise_is_darker_than_white() {
        let steps = |pink| {
            let mut noise = Noise::new(Random::new(1), pink);
            let drawn: Vec<f32> = (0..20_000).map(|_| noise.next()).collect();
            let power: f32 = drawn.iter().map(|x| x * x).sum();
            drawn.windows(2).map(|w| (w[1] - w[0]).powi(2)).sum::<f32>() / power
        };
        assert!(steps(true) < steps(false) * 0.6);
    }
}
