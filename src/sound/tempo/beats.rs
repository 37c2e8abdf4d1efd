//! Lays beats along an onset envelope at a known period.
//!
//! Ellis's dynamic programming: of all rows of beats, the one that meets the most onsets while
//! its steps stay near the period. How long the period is comes from [`super::pulse`].

use super::envelope::Envelope;

/// What a step that is not the period costs, against onsets with a mean square of 1. Ellis has
/// 100 for music played by people; at that, rows of our own music slipped to the off-beats midway.
const STIFFNESS: f64 = 800.0;

/// The beat may be smeared over this part of the period.
const SMEAR: f64 = 1.0 / 32.0;

/// Beats in a row at both ends that meet less than this part of the usual onset are not there.
const WEAK: f64 = 0.3;

/// The frames of all beats, in order; between frames where the onset says so.
pub(super) fn track(envelope: &Envelope, period: f64) -> Vec<f64> {
    let onsets = smooth(&envelope.values, (period * SMEAR).max(0.5));
    let (shortest, longest) = ((period / 2.0).round() as usize, (period * 2.0).round() as usize);
    let costs: Vec<f64> = (shortest.max(1)..=longest)
        .map(|step| STIFFNESS * (step as f64 / period).ln().powi(2))
        .collect();
    let mut scores: Vec<f64> = Vec::with_capacity(onsets.len());
    let mut before: Vec<Option<usize>> = Vec::with_capacity(onsets.len());
    for (n, onset) in onsets.iter().enumerate() {
        let steps = costs.iter().zip(shortest.max(1)..).take_while(|(_, step)| *step <= n);
        let best = steps
            .map(|(cost, step)| (scores[n - step] - cost, n - step))
            .max_by(|a, b| a.0.total_cmp(&b.0))
            // A row may also begin here.
            .filter(|(score, _)| *score > 0.0);
        scores.push(onset + best.map_or(0.0, |(score, _)| score));
        before.push(best.map(|(_, from)| from));
    }
    // The last beat is the best end within the last period.
    let from = onsets.len().saturating_sub(period.ceil() as usize);
    let last = (from..onsets.len()).max_by(|a, b| scores[*a].total_cmp(&scores[*b]));
    let mut beats: Vec<usize> = std::iter::successors(last, |n| before[*n]).collect();
    beats.reverse();
    let beats = supported(&beats, &onsets);
    beats.iter().map(|n| *n as f64 + between(&onsets, *n)).collect()
}

/// The beats without the weak ones at both ends: before the music begins, after it has faded.
fn supported<'a>(beats: &'a [usize], onsets: &[f64]) -> &'a [usize] {
    let mut met: Vec<f64> = beats.iter().map(|n| onsets[*n]).collect();
    met.sort_unstable_by(f64::total_cmp);
    let least = met.get(met.len() / 2).copied().unwrap_or_default() * WEAK;
    let strong = |n: &usize| onsets[*n] >= least && onsets[*n] > 0.0;
    let from = beats.iter().position(strong).unwrap_or(beats.len());
    let to = beats.iter().rposition(strong).map_or(from, |last| last + 1);
    &beats[from..to]
}

/// How far the top of a parabola through three onsets is from the middle one, in frames.
fn between(onsets: &[f64], n: usize) -> f64 {
    let Some(&[a, b, c]) = n.checked_sub(1).and_then(|from| onsets.get(from..from + 3)) else {
        return 0.0;
    };
    let bend = a - 2.0 * b + c;
    if bend < 0.0 { ((a - c) / (2.0 * bend)).clamp(-0.5, 0.5) } else { 0.0 }
}

/// The onsets under a bell curve of `width` frames.
fn smooth(values: &[f32], width: f64) -> Vec<f64> {
    let reach = (width * 3.0).ceil() as usize;
    let bell: Vec<f64> = (0..=reach).map(|n| (-0.5 * (n as f64 / width).powi(2)).exp()).collect();
    (0..values.len())
        .map(|n| {
            let (from, to) = (n.saturating_sub(reach), (n + reach + 1).min(values.len()));
            (from..to).map(|m| f64::from(values[m]) * bell[n.abs_diff(m)]).sum()
        })
        .collect()
}
