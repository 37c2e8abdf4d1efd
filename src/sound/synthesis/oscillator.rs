//! Waves and noise, one sample at a time.
//!
//! Waves with corners are band-limited by polyBLEP (Välimäki and Huovilainen, "Antialiasing
//! oscillators in subtractive synthesis", 2007), so that high notes do not fold back as harsh
//! tones. Pitch, level and everything after is left to the caller.

use serde::Deserialize;

use super::random::Random;

/// Pitches above this part of the rate are silent.
const HIGHEST: f32 = 0.45;

/// How fast a triangle forgets, per turn, so that it stays centred while its pitch moves.
const LEAK: f32 = 0.02;

/// The shape of a wave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::sound) enum Wave {
    Sine,
    Triangle,
    Square,
    Saw,
}

/// The sine of `turns` (1 is the whole circle; up to a million), off by less than 0.00002.
#[inline]
pub(in crate::sound) fn sine(turns: f32) -> f32 {
    let rest = turns - round(turns);
    // Fold to the first quarter turn, where a short odd polynomial fits.
    let x = 0.25 - (rest.abs() - 0.25).abs();
    let s = x * x;
    // The Taylor series of sin 2πx.
    let y =
        x * (6.283_185_5 + s * (-41.341_7 + s * (81.605_25 + s * (-76.705_86 + s * 42.058_69))));
    y.copysign(rest)
}

/// What a step of height 2 at phase 0 is short of its band-limited self; `per_step` is one by the
/// phase per sample. Written without branches, so that several can be made at once.
#[inline]
fn blep(phase: f32, per_step: f32) -> f32 {
    let after = 1.0 - phase * per_step;
    let before = 1.0 - (1.0 - phase) * per_step;
    let after = if after > 0.0 { after } else { 0.0 };
    let before = if before > 0.0 { before } else { 0.0 };
    before * before - after * after
}

#[inline]
fn saw(phase: f32, per_step: f32) -> f32 {
    2.0 * phase - 1.0 - blep(phase, per_step)
}

#[inline]
fn square(phase: f32, per_step: f32) -> f32 {
    // Two saws half a turn apart.
    let half = if phase < 0.5 { phase + 0.5 } else { phase - 0.5 };
    let level = if phase < 0.5 { 1.0 } else { -1.0 };
    level + blep(phase, per_step) - blep(half, per_step)
}

/// What is left of `turns` (0 to a million) without the whole ones, 0 to 1.
#[inline]
fn part(turns: f32) -> f32 {
    turns - round(turns - 0.5)
}

/// The nearest whole number, without a call into the library: beyond 1.5 * 2^23 there are no
/// others.
#[inline]
fn round(x: f32) -> f32 {
    (x + 12_582_912.0) - 12_582_912.0
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

    /// Adds its next samples at `level` to `out`, all at the same pitch.
    pub(in crate::sound) fn add_to(&mut self, step: f32, level: f32, out: &mut [f32]) {
        match self.wave {
            _ if step > HIGHEST => {}
            Wave::Sine => self.add(step, out, |phase, _| sine(phase) * level),
            Wave::Saw => self.add(step, out, |phase, per_step| saw(phase, per_step) * level),
            Wave::Square => self.add(step, out, |phase, per_step| square(phase, per_step) * level),
            Wave::Triangle => {
                let (rise, per_step) = (4.0 * step, 1.0 / step);
                let mut sum = self.sum;
                self.add(step, out, |phase, _| {
                    sum += rise * square(phase, per_step) - sum * step * LEAK;
                    sum * level
                });
                self.sum = sum;
            }
        }
    }

    /// Each sample from the phase alone, so that the processor can make several at once.
    #[inline]
    fn add(&mut self, step: f32, out: &mut [f32], mut wave: impl FnMut(f32, f32) -> f32) {
        let per_step = 1.0 / step;
        for (n, sample) in out.iter_mut().enumerate() {
            *sample += wave(part(self.phase + step * n as f32), per_step);
        }
        self.phase = part(self.phase + step * out.len() as f32);
    }

    /// The next sample; `step` is hertz by rate, and above 0.45 it is silent.
    #[inline]
    pub(in crate::sound) fn next(&mut self, step: f32) -> f32 {
        let phase = self.phase;
        self.phase = part(phase + step);
        if step > HIGHEST {
            return 0.0;
        }
        match self.wave {
            Wave::Sine => sine(phase),
            Wave::Saw => saw(phase, 1.0 / step),
            Wave::Square => square(phase, 1.0 / step),
            Wave::Triangle => {
                self.sum += 4.0 * step * square(phase, 1.0 / step) - self.sum * step * LEAK;
                self.sum
            }
        }
    }
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
    fn many_samples_at_once_are_the_same_as_one_by_one() {
        for wave in [Wave::Saw, Wave::Square, Wave::Triangle, Wave::Sine] {
            let (mut one, mut many) = (Oscillator::new(wave, 0.3), Oscillator::new(wave, 0.3));
            let mut out = [0.0; 500];
            many.add_to(0.0213, 0.5, &mut out);
            let far = out.iter().map(|x| (x - one.next(0.0213) * 0.5).abs()).fold(0.0, f32::max);
            assert!(far < 1e-3, "{wave:?}: {far}");
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
