//! Brings sound to another sample rate.
//!
//! `rubato`'s FFT resampler does the filtering; this file feeds it, takes its delay out and
//! keeps the length exact. Which rate is wanted is left to the caller.

use rubato::{
    Fft, FixedSync, Indexing, Resampler, WindowFunction,
    audioadapter_buffers::direct::SequentialSliceOfVecs,
};

use super::Pcm;
use crate::error::{Error, Kind, Result};

/// Rates this room works with, in hertz: from telephone speech to the top studio rate.
pub const RATES: std::ops::RangeInclusive<u32> = 4_000..=384_000;

/// Fewest frames per FFT block; more make a steeper filter, and the delay is taken out again.
const BLOCK: usize = 1024;

/// `pcm` at `rate` hertz, `round(frames * rate / pcm.rate)` frames long and not delayed.
/// Sound that has the rate already comes back as it is.
///
/// # Errors
/// `Validation` when a rate lies outside 4 000 to 384 000 Hz.
pub fn resample(pcm: Pcm, rate: u32) -> Result<Pcm> {
    if pcm.rate == rate {
        return Ok(pcm);
    }
    for hertz in [pcm.rate, rate] {
        if !RATES.contains(&hertz) {
            return Err(Error::new(
                Kind::Validation,
                format!("sample rate of {hertz} Hz, expected 4000 to 384000 Hz"),
            )
            .hint("use sound at a usual rate, for example 48000 Hz"));
        }
    }
    // One plane after the other, so that a long sound is never twice in memory.
    let Pcm { rate: from, channels } = pcm;
    let channels =
        channels.into_iter().map(|plane| one(plane, from, rate)).collect::<Result<_>>()?;
    Ok(Pcm { rate, channels })
}

/// One plane at another rate.
fn one(plane: Vec<f32>, from: u32, to: u32) -> Result<Vec<f32>> {
    let frames = plane.len();
    let length = scaled(frames, from, to);
    if frames == 0 || length == 0 {
        return Ok(vec![0.0; length]);
    }
    // Blocks of an even number of units on both sides: the middle of the filter then falls on a
    // frame. With an odd one rubato's delay is up to half a frame off.
    let unit = 2 * from as usize / common_divisor(from, to) as usize;
    let mut filter = Fft::<f32>::new_custom(
        from as usize,
        to as usize,
        BLOCK.div_ceil(unit) * unit,
        1,
        1,
        WindowFunction::BlackmanHarris2,
        FixedSync::Input,
    )
    .map_err(|e| Error::internal("the resampler could not be made").caused_by(e))?;

    let broken = |e: rubato::ResampleError| Error::internal("resampling failed").caused_by(e);
    let uneven = |e| Error::internal("the resampler got no plane").caused_by(e);
    let mut skip = filter.output_delay();
    let mut out = Vec::with_capacity(length);
    let mut block = vec![vec![0.0; filter.output_frames_max()]];
    let planes = [plane];
    let mut at = 0;
    // Past the end of the input the filter is fed silence until its tail is out.
    while out.len() < length {
        let wants = filter.input_frames_next();
        let has = wants.min(frames - at);
        let most = block[0].len();
        let input = SequentialSliceOfVecs::new(&planes, 1, frames).map_err(uneven)?;
        let mut output = SequentialSliceOfVecs::new_mut(&mut block, 1, most).map_err(uneven)?;
        let part = Indexing::new().input_offset(at).partial_len(has);
        let (_, made) =
            filter.process_into_buffer(&input, &mut output, Some(&part)).map_err(broken)?;
        at += has;
        let from = skip.min(made);
        skip -= from;
        let room = length - out.len();
        out.extend_from_slice(&block[0][from..made.min(from + room)]);
    }
    Ok(out)
}

fn common_divisor(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { common_divisor(b, a % b) }
}

/// `frames` at one rate as frames at another, rounded to the nearest.
fn scaled(frames: usize, from: u32, to: u32) -> usize {
    let (from, to) = (u128::from(from), u128::from(to));
    let scaled = (frames as u128 * to + from / 2) / from;
    usize::try_from(scaled).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sine(rate: u32, hertz: f64, frames: usize) -> Vec<f32> {
        let at = |n: usize| {
            (0.5 * (std::f64::consts::TAU * hertz * n as f64 / f64::from(rate)).sin()) as f32
        };
        (0..frames).map(at).collect()
    }

    /// The largest error against the true sine, away from the edges.
    fn error(from: u32, to: u32) -> f32 {
        let pcm = Pcm { rate: from, channels: vec![sine(from, 1000.0, from as usize)] };
        let out = resample(pcm, to).unwrap();
        assert_eq!(out.frames(), to as usize);
        let edge = to as usize / 5;
        let truth = sine(to, 1000.0, to as usize);
        let pairs = out.channels[0].iter().zip(&truth).skip(edge).take(to as usize - 2 * edge);
        pairs.fold(0.0, |worst, (a, b)| worst.max((a - b).abs()))
    }

    #[test]
    fn a_tone_keeps_its_pitch_level_and_place() {
        for (from, to) in [(44_100, 48_000), (8_000, 48_000), (192_000, 48_000), (48_000, 44_100)] {
            let error = error(from, to);
            assert!(error < 2e-4, "{from} to {to}: {error}");
        }
    }

    #[test]
    fn an_odd_rate_with_no_common_divisor_works() {
        assert!(error(44_101, 48_000) < 2e-4);
    }

    #[test]
    fn the_length_is_exact_even_for_a_handful_of_frames() {
        for frames in [0, 1, 2, 147, 1000, 44_099] {
            let pcm = Pcm { rate: 44_100, channels: vec![vec![0.1; frames]; 2] };
            let expected = scaled(frames, 44_100, 48_000);
            assert_eq!(resample(pcm, 48_000).unwrap().frames(), expected);
        }
    }

    #[test]
    fn the_same_rate_changes_nothing() {
        let pcm = Pcm { rate: 48_000, channels: vec![vec![0.3, -0.7, 1.2]] };
        assert_eq!(resample(pcm.clone(), 48_000).unwrap(), pcm);
    }

    #[test]
    fn a_rate_of_zero_is_refused() {
        let pcm = Pcm { rate: 0, channels: vec![vec![0.0]] };
        assert_eq!(resample(pcm, 48_000).unwrap_err().kind(), Kind::Validation);
    }
}
