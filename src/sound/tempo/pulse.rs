//! Finds the period at which an onset envelope repeats best.
//!
//! The envelope is compared with itself at every lag (autocorrelation). A tempo is judged by a
//! comb of lags that repeat in music of two and four, weighed by what people like to tap. Where
//! the beats are is left to [`super::beats`].

use realfft::RealFftPlanner;

use super::{RANGE_BPM, envelope::Envelope};

/// The tempo people prefer, in beats per minute, and how far from it they go, in octaves.
const PREFERRED_BPM: f64 = 120.0;
const SPREAD_OCTAVES: f64 = 1.4;

/// Steps between tempos that are tried, as a ratio.
const STEP: f64 = 1.005;

/// The comb: at so many beats, likeness counts so much. Half beats, beats, half bars and bars
/// repeat; dotted notes do not, which tells a beat from three quarters or three halves of it.
/// Rounded from a fit to our own music; pieces it had not seen were right in nine of ten.
const TEETH: [(f64, f64); 5] = [(0.5, 0.75), (0.75, -0.5), (1.0, 0.5), (2.0, 1.0), (4.0, 1.5)];

/// Beats that the comb of the refinement and of the confidence reaches over: four bars.
const LONG_COMB: usize = 16;

/// A metronome is at least this steady, and between its beats at most this like itself.
const SAME: f64 = 0.89;
const EMPTY: f64 = 0.1;

/// A period and how much it can be trusted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pulse {
    /// Frames of the envelope from beat to beat.
    pub(super) period_frames: f64,
    /// 0 to 1.
    pub(super) confidence: f64,
}

/// The best period within [`RANGE_BPM`]; `None` when nothing repeats.
pub(super) fn find(envelope: &Envelope) -> Option<Pulse> {
    let frames_at = |bpm: f64| envelope.per_second * 60.0 / bpm;
    let slowest = frames_at(*RANGE_BPM.start());
    let likeness = likeness(&envelope.values, (slowest * (LONG_COMB as f64 + 1.0)) as usize);
    let worth = |bpm: f64| {
        let period = frames_at(bpm);
        let known = TEETH.iter().filter_map(|(beats, weight)| {
            Some((at(&likeness, period * beats)? * weight, weight.abs()))
        });
        let (sum, weights) = known.fold((0.0, 0.0), |(a, b), (x, y)| (a + x, b + y));
        let away = (bpm / PREFERRED_BPM).log2() / SPREAD_OCTAVES;
        (sum / f64::max(weights, 1e-9)).max(0.0) * (-0.5 * away * away).exp()
    };
    let rough = metronome(&likeness, envelope.per_second)
        .or_else(|| tempos().max_by(|a, b| worth(*a).total_cmp(&worth(*b))))?;
    // Near the rough tempo, a longer comb tells finer.
    let fine = |n: i32| frames_at(rough * (1.0 + f64::from(n) * 0.0005));
    let in_range = |period: &f64| RANGE_BPM.contains(&(envelope.per_second * 60.0 / period));
    let period_frames = (-30..=30)
        .map(fine)
        .filter(in_range)
        .max_by(|a, b| steadiness(&likeness, *a).total_cmp(&steadiness(&likeness, *b)))?;
    let confidence = steadiness(&likeness, period_frames).clamp(0.0, 1.0);
    (confidence > 0.0).then_some(Pulse { period_frames, confidence })
}

/// All tempos that are tried.
fn tempos() -> impl Iterator<Item = f64> {
    let all = (0..).map(|n| RANGE_BPM.start() * STEP.powi(n));
    all.take_while(|bpm| bpm <= RANGE_BPM.end())
}

/// The tempo of what only beats: each beat like the last, nothing between. Music of two and four
/// says nothing there, and half the tempo would fit as well.
fn metronome(likeness: &[f64], per_second: f64) -> Option<f64> {
    let period = |bpm: &f64| per_second * 60.0 / bpm;
    let empty = |bpm: &f64| {
        let near = |beats: f64| at(likeness, period(bpm) * beats);
        [0.25, 1.0 / 3.0, 0.5, 2.0 / 3.0, 1.5].iter().all(|n| near(*n).is_some_and(|x| x < EMPTY))
    };
    let steady = |bpm: &f64| steadiness(likeness, period(bpm));
    let best = tempos().filter(empty).max_by(|a, b| steady(a).total_cmp(&steady(b)))?;
    // The steps between tempos are too coarse for so many beats.
    let fine = (-5..=5).map(|n| best * (1.0 + f64::from(n) * 0.0005));
    fine.map(|bpm| steady(&bpm)).any(|x| x > SAME).then_some(best)
}

/// Mean likeness at the first beats of `period`, over four bars or as far as it is known.
fn steadiness(likeness: &[f64], period: f64) -> f64 {
    let known = (1..=LONG_COMB).filter_map(|n| at(likeness, period * n as f64));
    let (sum, count) = known.fold((0.0, 0), |(sum, count), x| (sum + x, count + 1));
    if count == 0 { 0.0 } else { sum / f64::from(count) }
}

/// The value between two lags.
fn at(likeness: &[f64], lag: f64) -> Option<f64> {
    let whole = lag as usize;
    let (a, b) = (likeness.get(whole)?, likeness.get(whole + 1)?);
    Some(a + (b - a) * lag.fract())
}

/// How like the envelope is to itself `lag` frames later, from lag 0 (1: it is the same) to
/// `longest`, or as far as three quarters of the envelope go.
fn likeness(values: &[f32], longest: usize) -> Vec<f64> {
    let count = longest.min(values.len() * 3 / 4) + 1;
    let size = (values.len() + count).next_power_of_two();
    let mut planner = RealFftPlanner::<f64>::new();
    let (there, back) = (planner.plan_fft_forward(size), planner.plan_fft_inverse(size));
    let mean = values.iter().map(|x| f64::from(*x)).sum::<f64>() / values.len().max(1) as f64;
    let mut input = there.make_input_vec();
    // A beat that falls between two frames is in both; blurred, one in the middle is too.
    for (n, x) in input.iter_mut().enumerate().take(values.len()) {
        let value = |m: usize| f64::from(values[m.min(values.len() - 1)]) - mean;
        *x = (value(n.saturating_sub(1)) + 2.0 * value(n) + value(n + 1)) / 4.0;
    }
    let mut spectrum = there.make_output_vec();
    if there.process(&mut input, &mut spectrum).is_err() {
        return Vec::new();
    }
    for x in &mut spectrum {
        *x = x.norm_sqr().into();
    }
    if back.process(&mut spectrum, &mut input).is_err() || input[0] <= 0.0 {
        return Vec::new();
    }
    let whole = input[0] / values.len() as f64;
    (0..count).map(|lag| input[lag] / (values.len() - lag) as f64 / whole).collect()
}
