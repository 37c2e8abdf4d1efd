//! Turns sound into an onset envelope: a hundred times a second, how much begins.
//!
//! This is spectral flux: the spectrum in bands, on a logarithmic scale, and the sum of what
//! grew since the frame before. What repeats in the envelope is left to [`super::pulse`].

use realfft::RealFftPlanner;
use tokio_util::sync::CancellationToken;

use crate::{
    error::{Error, Result},
    sound::Pcm,
};

/// Sound is brought down to about this rate first, in hertz: beats need no more.
const RATE: u32 = 22_050;

/// Frames per second, about.
const FRAMES: f64 = 100.0;

/// Length of the analysed window in seconds, about; the nearest power of two is taken.
const WINDOW_SECONDS: f64 = 0.023;

/// Where in the window an attack is when the flux is highest, as part of its length. Measured
/// with click tracks, where beats are then within 4 ms.
const ATTACK_AT: f64 = 0.68;

/// A band is at least this much wider than the one below it.
const WIDENING: f64 = 1.15;

/// How far quiet parts are lifted before the logarithm.
const LIFT: f32 = 30.0;

/// Below this level all is silence, as root mean square of full scale (-80 dBFS).
const SILENCE: f64 = 1e-4;

/// Seconds over which the slow rise and fall of the envelope is taken away.
const SLOW_SECONDS: f64 = 1.0;

/// Frames between two looks at the caller's wish to stop.
const LOOK: usize = 512;

/// How much begins, over time.
#[derive(Clone, Debug)]
pub(super) struct Envelope {
    /// From 0; the mean square is 1.
    pub(super) values: Vec<f32>,
    /// Values per second.
    pub(super) per_second: f64,
    /// The time of the first value in seconds; below 0, since an attack is seen ahead.
    first_seconds: f64,
}

impl Envelope {
    /// When a frame is, in seconds from the start of the sound; never below 0.
    pub(super) fn seconds(&self, frame: f64) -> f64 {
        (self.first_seconds + frame / self.per_second).max(0.0)
    }
}

/// The onset envelope of `pcm`; `None` when it is silent or perfectly still.
///
/// # Errors
/// `Cancelled` when `cancel` fires.
pub(super) fn onsets(pcm: &Pcm, cancel: &CancellationToken) -> Result<Option<Envelope>> {
    let factor = (pcm.rate / RATE).max(1) as usize;
    let samples = mono(pcm, factor);
    let rate = f64::from(pcm.rate) / factor as f64;
    let power = samples.iter().map(|x| f64::from(x * x)).sum::<f64>() / samples.len() as f64;
    if power.sqrt() < SILENCE || !power.is_finite() {
        return Ok(None);
    }
    let hop = ((rate / FRAMES).round() as usize).max(1);
    let window = ((rate * WINDOW_SECONDS).log2().round().exp2() as usize).max(16);
    let per_second = rate / hop as f64;
    let grown = flux(&samples, power.sqrt() as f32, hop, window, cancel)?;
    let Some(values) = settle(grown, (SLOW_SECONDS * per_second / 2.0) as usize) else {
        return Ok(None);
    };
    let first_seconds = -(window as f64) * (1.0 - ATTACK_AT) / rate;
    Ok(Some(Envelope { values, per_second, first_seconds }))
}

/// One plane at a lower rate: means of `factor` frames over all channels. That is a poor filter,
/// but what it folds down begins at the same moments.
fn mono(pcm: &Pcm, factor: usize) -> Vec<f32> {
    let mut made = vec![0.0_f32; pcm.frames() / factor];
    for plane in &pcm.channels {
        for (sum, group) in made.iter_mut().zip(plane.chunks_exact(factor)) {
            *sum += group.iter().filter(|x| x.is_finite()).sum::<f32>();
        }
    }
    let gain = 1.0 / (factor * pcm.channels.len().max(1)) as f32;
    for x in &mut made {
        *x *= gain;
    }
    made
}

/// How much all bands grew, frame by frame; frame `n` ends `n * hop` samples into the sound.
fn flux(
    samples: &[f32],
    level: f32,
    hop: usize,
    window: usize,
    cancel: &CancellationToken,
) -> Result<Vec<f32>> {
    let transform = RealFftPlanner::<f32>::new().plan_fft_forward(window);
    let (mut input, mut output) = (transform.make_input_vec(), transform.make_output_vec());
    let mut scratch = transform.make_scratch_vec();
    let shape: Vec<f32> = (0..window)
        .map(|n| {
            let turn = std::f32::consts::TAU * (n as f32 + 0.5) / window as f32;
            // Half the window is heard in full, so that levels do not depend on its length.
            (1.0 - turn.cos()) / (level * (window as f32).sqrt())
        })
        .collect();
    let edges = bands(output.len());
    let mut before = vec![0.0_f32; edges.len() - 1];
    let mut made = Vec::with_capacity(samples.len() / hop + 1);
    for (n, end) in (0..=samples.len()).step_by(hop).enumerate() {
        if n % LOOK == 0 && cancel.is_cancelled() {
            return Err(Error::cancelled());
        }
        let from = end.saturating_sub(window);
        let missing = window - (end - from);
        input[..missing].fill(0.0);
        for ((x, sample), shape) in
            input[missing..].iter_mut().zip(&samples[from..end]).zip(&shape[missing..])
        {
            *x = if sample.is_finite() { sample * shape } else { 0.0 };
        }
        transform
            .process_with_scratch(&mut input, &mut output, &mut scratch)
            .map_err(|e| Error::internal("the spectrum failed").caused_by(e))?;
        let mut grown = 0.0;
        for (edge, before) in edges.windows(2).zip(&mut before) {
            let bins = &output[edge[0]..edge[1]];
            let power = bins.iter().map(realfft::num_complex::Complex::norm_sqr).sum::<f32>();
            let now = (LIFT * (power / bins.len() as f32).sqrt()).ln_1p();
            grown += (now - *before).max(0.0);
            *before = now;
        }
        made.push(grown);
    }
    Ok(made)
}

/// The first bin of each band, and the end of the last; the constant part is left out.
fn bands(bins: usize) -> Vec<usize> {
    let mut edges = vec![1];
    let mut edge = 1;
    while edge < bins {
        edge = ((edge as f64 * WIDENING) as usize).max(edge + 1).min(bins);
        edges.push(edge);
    }
    edges
}

/// Takes the mean of `reach` frames to both sides away, and what is then below 0, and brings the
/// mean square to 1; `None` when nothing is left.
fn settle(mut values: Vec<f32>, reach: usize) -> Option<Vec<f32>> {
    let mut sums = Vec::with_capacity(values.len() + 1);
    let mut sum = 0.0_f64;
    sums.push(sum);
    for value in &values {
        sum += f64::from(*value);
        sums.push(sum);
    }
    for (n, value) in values.iter_mut().enumerate() {
        let (from, to) = (n.saturating_sub(reach), (n + reach + 1).min(sums.len() - 1));
        let mean = (sums[to] - sums[from]) / (to - from) as f64;
        *value = (*value - mean as f32).max(0.0);
    }
    let power = values.iter().map(|x| f64::from(x * x)).sum::<f64>() / values.len() as f64;
    let gain = (1.0 / power.sqrt()) as f32;
    for x in &mut values {
        *x *= gain;
    }
    gain.is_finite().then_some(values)
}
