//! Finds the words of one speech by another speech of the same words whose times are known.
//!
//! Both become rows of mel-frequency cepstra, and dynamic time warping lays one along the other
//! (Sakoe and Chiba 1978; the use for finding words is that of the program aeneas). The voices
//! need not be alike: the mean of each is taken away.

use std::f32::consts::PI;

use realfft::RealFftPlanner;
use tokio_util::sync::CancellationToken;

use super::{Spoken, Word};
use crate::{
    error::{Error, Result},
    sound::{Pcm, resample::resample},
};

/// Frames per second that both are brought to.
const RATE: u32 = 16_000;
/// Samples of a window, and from one to the next: 32 ms and 20 ms.
const WINDOW: usize = 512;
const STEP: usize = 320;
/// Bands of the mel scale, and cepstra kept of them.
const BANDS: usize = 26;
const KEPT: usize = 13;
/// How far the path may leave the diagonal, as a share of the length, and at least in steps.
const BAND: f64 = 0.12;
const BAND_LEAST: usize = 250;

type Row = [f32; KEPT];

/// The words of `known`, with their times in `speech`.
///
/// # Errors
/// `Cancelled`, and what resampling makes.
pub fn align(known: &Spoken, speech: &Pcm, cancel: &CancellationToken) -> Result<Vec<Word>> {
    let a = rows(known.pcm.clone())?;
    let b = rows(speech.clone())?;
    if a.is_empty() || b.is_empty() {
        return Ok(Vec::new());
    }
    let path = warp(&a, &b, cancel)?;
    let step = STEP as f64 / f64::from(RATE);
    let place = |seconds: f64| {
        let at = (seconds / step).max(0.0);
        let n = (at as usize).min(path.len() - 1);
        let next = path[(n + 1).min(path.len() - 1)];
        (path[n] + (next - path[n]) * at.fract()) * step
    };
    let length = speech.duration_seconds();
    let words = known.words.iter().map(|word| {
        let start = place(word.start).min(length);
        Word { text: word.text.clone(), start, end: place(word.end).clamp(start, length) }
    });
    Ok(words.collect())
}

/// For each row of `a`, the mean place in `b` that it belongs to.
fn warp(a: &[Row], b: &[Row], cancel: &CancellationToken) -> Result<Vec<f64>> {
    let slope = b.len() as f64 / a.len() as f64;
    let wide = ((b.len() as f64 * BAND) as usize).max(BAND_LEAST);
    let span = |n: usize| {
        let middle = (n as f64 * slope) as usize;
        (middle.saturating_sub(wide), (middle + wide + 1).min(b.len()))
    };
    // Where the best way came from: 0 both go on, 1 only `a`, 2 only `b`.
    let mut from: Vec<Vec<u8>> = Vec::with_capacity(a.len());
    let mut before: Vec<f32> = Vec::new();
    let mut before_start = 0;
    for (n, row) in a.iter().enumerate() {
        if n % 256 == 0 && cancel.is_cancelled() {
            return Err(Error::cancelled());
        }
        let (start, end) = span(n);
        let mut now = vec![f32::INFINITY; end - start];
        let mut came = vec![0_u8; end - start];
        let old = |m: usize| -> f32 {
            m.checked_sub(before_start)
                .and_then(|k| before.get(k))
                .copied()
                .unwrap_or(f32::INFINITY)
        };
        for m in start..end {
            let cost = distance(row, &b[m]);
            let both = if m > 0 { old(m - 1) } else { f32::INFINITY };
            let ways = [both, old(m), if m > start { now[m - start - 1] } else { f32::INFINITY }];
            let (way, best) = if let (0, 0) = (n, m) {
                (0, 0.0)
            } else {
                let mut way = 0;
                for other in 1..3 {
                    if ways[other] < ways[way] {
                        way = other;
                    }
                }
                (way, ways[way])
            };
            now[m - start] = best + cost;
            came[m - start] = way as u8;
        }
        from.push(came);
        (before, before_start) = (now, start);
    }
    let (mut n, mut m) = (a.len() - 1, b.len() - 1);
    let mut sums = vec![(0.0, 0.0); a.len()];
    loop {
        sums[n].0 += m as f64;
        sums[n].1 += 1.0;
        if n == 0 && m == 0 {
            break;
        }
        let (start, _) = span(n);
        match from[n].get(m.saturating_sub(start)).copied().unwrap_or(1) {
            0 if n > 0 && m > 0 => (n, m) = (n - 1, m - 1),
            2 if m > 0 => m -= 1,
            _ if n > 0 => n -= 1,
            _ => m -= 1,
        }
    }
    Ok(sums.into_iter().map(|(sum, count)| if count > 0.0 { sum / count } else { 0.0 }).collect())
}

fn distance(a: &Row, b: &Row) -> f32 {
    a.iter().zip(b).map(|(x, y)| (x - y) * (x - y)).sum::<f32>().sqrt()
}

/// Cepstra of a sound, each with the mean taken away and the same spread.
fn rows(pcm: Pcm) -> Result<Vec<Row>> {
    let pcm = resample(pcm, RATE)?;
    let Some(samples) = pcm.channels.first().filter(|samples| samples.len() >= WINDOW) else {
        return Ok(Vec::new());
    };
    let fft = RealFftPlanner::<f32>::new().plan_fft_forward(WINDOW);
    let mut spectrum = fft.make_output_vec();
    let window: Vec<f32> =
        (0..WINDOW).map(|n| 0.5 - 0.5 * (2.0 * PI * n as f32 / WINDOW as f32).cos()).collect();
    let filters = filters();
    let mut rows = Vec::new();
    for at in (0..=samples.len() - WINDOW).step_by(STEP) {
        let mut block: Vec<f32> =
            samples[at..at + WINDOW].iter().zip(&window).map(|(x, w)| x * w).collect();
        fft.process(&mut block, &mut spectrum)
            .map_err(|e| Error::internal("a transform failed").caused_by(e.to_string()))?;
        let bands: Vec<f32> = filters
            .iter()
            .map(|(first, weights)| {
                let power: f32 = weights
                    .iter()
                    .enumerate()
                    .map(|(k, weight)| weight * spectrum[first + k].norm_sqr())
                    .sum();
                // Below this is silence, however deep.
                power.max(1e-4).ln()
            })
            .collect();
        let mut row = [0.0; KEPT];
        for (k, out) in row.iter_mut().enumerate() {
            *out = bands
                .iter()
                .enumerate()
                .map(|(n, band)| band * (PI * k as f32 * (n as f32 + 0.5) / BANDS as f32).cos())
                .sum();
        }
        rows.push(row);
    }
    for k in 0..KEPT {
        let count = rows.len() as f32;
        let mean = rows.iter().map(|row| row[k]).sum::<f32>() / count;
        let spread = rows.iter().map(|row| (row[k] - mean).powi(2)).sum::<f32>() / count;
        let spread = spread.sqrt().max(1e-3);
        for row in &mut rows {
            row[k] = (row[k] - mean) / spread;
        }
    }
    Ok(rows)
}

/// Triangles on the mel scale (`2595 log10(1 + f / 700)`): the first bin, and the weights.
fn filters() -> Vec<(usize, Vec<f32>)> {
    let mel = |hertz: f32| 2595.0 * (1.0 + hertz / 700.0).log10();
    let hertz = |mel: f32| 700.0 * (10.0_f32.powf(mel / 2595.0) - 1.0);
    let (low, high) = (mel(80.0), mel(7600.0));
    let bin = |n: usize| {
        let at = low + (high - low) * n as f32 / (BANDS + 1) as f32;
        hertz(at) * WINDOW as f32 / RATE as f32
    };
    (0..BANDS)
        .map(|n| {
            let (left, middle, right) = (bin(n), bin(n + 1), bin(n + 2));
            let (first, last) = (left.ceil() as usize, right.floor() as usize);
            let weight = |k: usize| {
                let k = k as f32;
                let rise = (k - left) / (middle - left).max(1e-3);
                rise.min((right - k) / (right - middle).max(1e-3)).max(0.0)
            };
            (first, (first..=last.max(first)).map(weight).collect())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tones of different pitch with pauses, as long as told; the words are the tones.
    fn tones(lengths: &[f64], rate: u32, gain: f32) -> Spoken {
        let mut samples = vec![0.0; (0.2 * f64::from(rate)) as usize];
        let mut words = Vec::new();
        for (n, seconds) in lengths.iter().enumerate() {
            let start = samples.len() as f64 / f64::from(rate);
            let pitch = 200.0 + 350.0 * ((n * 7) % 5) as f32;
            for k in 0..(seconds * f64::from(rate)) as usize {
                let t = k as f32 / rate as f32;
                let tone: f32 =
                    (1..6).map(|h| (2.0 * PI * pitch * h as f32 * t).sin() / h as f32).sum();
                samples.push(tone * gain);
            }
            let end = samples.len() as f64 / f64::from(rate);
            words.push(Word { text: n.to_string(), start, end });
            samples.extend(vec![0.0; (0.08 * f64::from(rate)) as usize]);
        }
        Spoken { pcm: Pcm { rate, channels: vec![samples] }, words }
    }

    #[test]
    fn words_are_found_in_a_speech_of_another_pace_and_level() {
        let known = tones(&[0.3, 0.2, 0.4, 0.3, 0.25, 0.3], 24_000, 0.1);
        let other = tones(&[0.45, 0.35, 0.3, 0.5, 0.4, 0.2], 16_000, 0.3);
        let found = align(&known, &other.pcm, &CancellationToken::new()).unwrap();
        for (found, real) in found.iter().zip(&other.words) {
            let off = (found.start - real.start).abs().max((found.end - real.end).abs());
            assert!(off < 0.06, "{found:?} is {real:?}");
        }
    }
}
