//! From the network's spectra to samples.
//!
//! The network says five things about each 12.5 ms: how loud the voice's harmonics and the noise
//! are at every frequency, how far the harmonics' phase is turned, a part with phases of its own,
//! and the pitch. A band-limited pulse train at that pitch is filtered by the first, noise by the
//! second, the third is added, and one inverse Fourier transform makes the sound:
//! `S = exp(lh) e^(i pi tanh(th)) STFT(pulses) + exp(ln) Z + exp(lr) e^(i phi)`, as Hibari's own
//! `dsp.py` defines it (window 1200, hop 300, Hann, 24 kHz).

use std::f32::consts::PI;

use realfft::{RealFftPlanner, num_complex::Complex32};

/// Samples per second.
pub const RATE: u32 = 24_000;
const WINDOW: usize = 1200;
/// Samples from one frame to the next.
pub const HOP: usize = 300;
/// Frequencies of a frame.
pub const BINS: usize = WINDOW / 2 + 1;
/// Pitches below this are not voiced, in hertz; and the highest harmonic.
const UNVOICED: f32 = 40.0;
const HIGHEST: f32 = 11_000.0;
/// Logarithms of levels are cut here, so that a wild prediction does not overflow.
const LOUDEST: f32 = 7.0;

/// What the network says; each plane is frequencies by frames, row by row.
pub struct Spectra<'a> {
    /// Level of the harmonics, natural logarithm.
    pub harmonic: &'a [f32],
    /// Their turn of phase, before tanh.
    pub turn: &'a [f32],
    /// Level of the noise, natural logarithm.
    pub noise: &'a [f32],
    /// Level of the free part, natural logarithm.
    pub free: &'a [f32],
    /// Its phase in radians.
    pub phase: &'a [f32],
    /// Pitch of each frame in hertz.
    pub pitch: &'a [f32],
}

/// The sound of `spectra`: 300 samples for each frame. The same `seed` gives the same noise.
pub fn synthesise(spectra: &Spectra<'_>, seed: u64) -> Vec<f32> {
    let frames = spectra.pitch.len();
    if frames == 0 {
        return Vec::new();
    }
    let source = pulses(spectra.pitch);
    let window: Vec<f32> =
        (0..WINDOW).map(|n| 0.5 - 0.5 * (2.0 * PI * n as f32 / WINDOW as f32).cos()).collect();
    let mut planner = RealFftPlanner::<f32>::new();
    let (forward, backward) = (planner.plan_fft_forward(WINDOW), planner.plan_fft_inverse(WINDOW));
    let mut noise = Noise(seed ^ 0x9E37_79B9_7F4A_7C15);
    let (mut piece, mut spectrum) = (vec![0.0_f32; WINDOW], forward.make_output_vec());
    let mut sum = vec![0.0_f32; frames * HOP + WINDOW];
    let mut weight = vec![0.0_f32; sum.len()];
    for frame in 0..frames {
        for (n, x) in piece.iter_mut().enumerate() {
            // A unit cosine shall peak at 1, which is a quarter of the window's length.
            *x = mirrored(&source, frame * HOP + n) * window[n] / (WINDOW as f32 / 4.0);
        }
        // Lengths are those of the plans, so neither transform can fail.
        let _ = forward.process(&mut piece, &mut spectrum);
        for (bin, value) in spectrum.iter_mut().enumerate() {
            let at = bin * frames + frame;
            let level = |plane: &[f32]| plane[at].min(LOUDEST).exp();
            let turn = Complex32::from_polar(level(spectra.harmonic), PI * spectra.turn[at].tanh());
            let hiss = Complex32::new(noise.next(), noise.next()) * level(spectra.noise);
            let free = Complex32::from_polar(level(spectra.free), spectra.phase[at]);
            *value = *value * turn + hiss + free;
        }
        // What a real signal cannot have.
        spectrum[0].im = 0.0;
        spectrum[BINS - 1].im = 0.0;
        let _ = backward.process(&mut spectrum, &mut piece);
        for (n, x) in piece.iter().enumerate() {
            // The plan's inverse is not scaled.
            sum[frame * HOP + n] += x * window[n] / WINDOW as f32;
            weight[frame * HOP + n] += window[n] * window[n];
        }
    }
    let centre = WINDOW / 2;
    (centre..centre + frames * HOP).map(|n| sum[n] / weight[n].max(1e-11)).collect()
}

/// Sample `n` of `x` with half a window of mirror image before and after.
fn mirrored(x: &[f32], n: usize) -> f32 {
    let last = x.len() as i64 - 1;
    let mut at = (n as i64 - WINDOW as i64 / 2).abs();
    if at > last {
        at = 2 * last - at;
    }
    x.get(at.max(0) as usize).copied().unwrap_or(0.0)
}

/// A pulse train that follows the pitch: every harmonic below [`HIGHEST`] at unit level, by the
/// closed form of a sum of cosines, `sin((H + 1/2) t) / (2 sin(t / 2)) - 1/2`.
fn pulses(pitch: &[f32]) -> Vec<f32> {
    let mut out = Vec::with_capacity(pitch.len() * HOP);
    let mut turns = 0.0_f64;
    for frame in 0..pitch.len() {
        for n in 0..HOP {
            // Between the middles of frames the pitch moves evenly.
            let place = (n as f32 + 0.5) / HOP as f32 - 0.5;
            let neighbour = if place < 0.0 {
                frame.saturating_sub(1)
            } else {
                (frame + 1).min(pitch.len() - 1)
            };
            let share = place.abs();
            let hz = pitch[frame] * (1.0 - share) + pitch[neighbour] * share;
            let voiced = hz > UNVOICED;
            let hz = hz.max(UNVOICED);
            turns = (turns + f64::from(hz) / f64::from(RATE)).fract();
            if !voiced {
                out.push(0.0);
                continue;
            }
            let t = (turns * std::f64::consts::TAU) as f32;
            let harmonics = (HIGHEST / hz).floor() + 0.5;
            let below = 2.0 * (t * 0.5).sin();
            let sum = if below.abs() <= 2e-3 { harmonics } else { (harmonics * t).sin() / below };
            out.push(sum - 0.5);
        }
    }
    out
}

/// Normally distributed numbers (Box and Muller 1958) from a xorshift generator.
struct Noise(u64);

impl Noise {
    fn unit(&mut self) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 40) as f32 + 0.5) / (1_u32 << 24) as f32
    }

    fn next(&mut self) -> f32 {
        let radius = (-2.0 * self.unit().ln()).sqrt();
        radius * (2.0 * PI * self.unit()).cos()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pulses_come_at_the_pitch() {
        let x = pulses(&[200.0; 40]);
        let period = (RATE / 200) as usize;
        let like = |lag: usize| -> f32 { (0..6000).map(|n| x[n] * x[n + lag]).sum() };
        assert!(like(period) > 0.95 * like(0), "{} of {}", like(period), like(0));
        assert!(pulses(&[0.0; 3]).iter().all(|x| x.abs() < f32::EPSILON));
    }

    #[test]
    fn a_flat_harmonic_level_gives_the_pulses_back() {
        let frames = 40;
        let plane = |value: f32| vec![value; BINS * frames];
        let (unit, none, still) = (plane((WINDOW as f32 / 4.0).ln()), plane(-60.0), plane(0.0));
        let pitch = vec![150.0; frames];
        let spectra = Spectra {
            harmonic: &unit,
            turn: &still,
            noise: &none,
            free: &none,
            phase: &still,
            pitch: &pitch,
        };
        let (made, wanted) = (synthesise(&spectra, 1), pulses(&pitch));
        assert_eq!(made.len(), frames * HOP);
        for n in 2000..10_000 {
            assert!((made[n] - wanted[n]).abs() < 0.05, "{n}: {} not {}", made[n], wanted[n]);
        }
    }

    #[test]
    fn noise_is_normal() {
        let mut noise = Noise(7);
        let drawn: Vec<f32> = (0..20_000).map(|_| noise.next()).collect();
        let mean = drawn.iter().sum::<f32>() / 20_000.0;
        let power = drawn.iter().map(|x| x * x).sum::<f32>() / 20_000.0;
        assert!(mean.abs() < 0.03 && (power - 1.0).abs() < 0.05, "{mean} {power}");
    }
}
