//! Measures loudness and brings a mix to a target, by EBU R128 (ITU-R BS.1770).
//!
//! The meter is the crate `ebur128`'s. Peaks are held by [`super::limit`]; since a limiter takes
//! loudness away, the target is approached in rounds.

use ebur128::{EbuR128, Mode};
use tokio_util::sync::CancellationToken;

use super::{
    Pcm,
    limit::{limit, peak},
};
use crate::error::{Error, Result};

/// Targets that make sense, in LUFS.
pub const TARGETS: std::ops::RangeInclusive<f64> = -40.0..=-5.0;

/// Most that a quiet mix is turned up, in decibels: beyond that it is noise that becomes loud.
const MOST_GAIN_DB: f64 = 40.0;

/// Rounds of gain and limiting, and the distance in LU at which they end.
const ROUNDS: usize = 4;
const CLOSE: f64 = 0.1;

/// Frames that the meter is given at a time.
const PIECE: usize = 1 << 16;

/// What came of levelling.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Levelled {
    /// Integrated loudness in LUFS; `None` for what is silent or shorter than 0.4 s.
    pub lufs: Option<f64>,
    /// Highest level between samples too, in dBTP; `None` for silence.
    pub true_peak_db: Option<f64>,
    /// Whether the limiter had work.
    pub limited: bool,
}

/// Integrated loudness in LUFS; `None` for what is silent or shorter than the 0.4 s of a block.
///
/// # Errors
/// `Validation` for a rate the meter does not know, `Cancelled` when `cancel` fires.
pub fn integrated(pcm: &Pcm, cancel: &CancellationToken) -> Result<Option<f64>> {
    let failed = |e: ebur128::Error| {
        Error::new(crate::error::Kind::Validation, "the loudness of this sound cannot be measured")
            .caused_by(e)
    };
    // Mono stands for both sides of a stereo mix, as it will be heard.
    let mut meter = EbuR128::new(2, pcm.rate, Mode::I).map_err(failed)?;
    for from in (0..pcm.frames()).step_by(PIECE) {
        if cancel.is_cancelled() {
            return Err(Error::cancelled());
        }
        let to = pcm.frames().min(from + PIECE);
        let side = |n: usize| &pcm.channels[n.min(pcm.channels.len() - 1)][from..to];
        meter.add_frames_planar_f32(&[side(0), side(1)]).map_err(failed)?;
    }
    let lufs = meter.loudness_global().map_err(failed)?;
    Ok(lufs.is_finite().then_some(lufs))
}

/// Brings `pcm` to `target` LUFS (or leaves its level with `None`) with
/// peaks below `ceiling_db` dBTP.
///
/// Sound that is too peaky for its target ends below it; the result says what was reached.
///
/// # Errors
/// As [`integrated`].
pub fn level(
    pcm: &mut Pcm,
    target: Option<f64>,
    ceiling_db: f64,
    cancel: &CancellationToken,
) -> Result<Levelled> {
    let ceiling = 10_f64.powf(ceiling_db / 20.0) as f32;
    let mut limited = false;
    let mut lufs = integrated(pcm, cancel)?;
    let mut top = peak(&pcm.channels, cancel)?;
    for _ in 0..ROUNDS {
        let gain = match (target, lufs) {
            (Some(target), Some(lufs)) if (target - lufs).abs() > CLOSE => {
                10_f64.powf((target - lufs).min(MOST_GAIN_DB) / 20.0) as f32
            }
            _ if top > ceiling => 1.0,
            _ => break,
        };
        pcm.channels.iter_mut().flatten().for_each(|x| *x *= gain);
        top *= gain;
        if top <= ceiling {
            // A plain factor, whose outcome needs no second measurement.
            lufs = lufs.map(|lufs| lufs + 20.0 * f64::from(gain).log10());
            break;
        }
        limit(&mut pcm.channels, pcm.rate, ceiling, cancel)?;
        limited = true;
        top = ceiling;
        lufs = integrated(pcm, cancel)?;
        if target.is_none() {
            break;
        }
    }
    let true_peak_db = (top > 0.0).then(|| 20.0 * f64::from(top).log10());
    Ok(Levelled { lufs, true_peak_db, limited })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// -1 dBFS.
    const CEILING: f32 = 0.891_250_9;

    /// A sine of 997 Hz, by which meters are set: at full scale on both sides it is -0.02 LUFS.
    fn tone(level: f32, seconds: f64) -> Pcm {
        let step = std::f32::consts::TAU * 997.0 / 48_000.0;
        let frames = crate::sound::frames_in(seconds, 48_000);
        let plane: Vec<f32> = (0..frames).map(|n| level * (n as f32 * step).sin()).collect();
        Pcm { rate: 48_000, channels: vec![plane.clone(), plane] }
    }

    #[test]
    fn the_meter_reads_its_reference_tone() {
        let lufs = integrated(&tone(0.1, 3.0), &CancellationToken::new()).unwrap().unwrap();
        assert!((lufs + 20.0).abs() < 0.1, "{lufs}");
        let mono = Pcm { rate: 48_000, channels: vec![tone(0.1, 3.0).channels.remove(0)] };
        let lufs = integrated(&mono, &CancellationToken::new()).unwrap().unwrap();
        assert!((lufs + 20.0).abs() < 0.1, "{lufs}");
    }

    #[test]
    fn a_quiet_sound_is_brought_to_its_target_by_a_plain_factor() {
        let mut pcm = tone(0.01, 3.0);
        let done = level(&mut pcm, Some(-14.0), -1.0, &CancellationToken::new()).unwrap();
        assert!(!done.limited);
        assert!((done.lufs.unwrap() + 14.0).abs() < 0.05, "{done:?}");
        let again = integrated(&pcm, &CancellationToken::new()).unwrap().unwrap();
        assert!((again + 14.0).abs() < 0.05, "{again}");
    }

    #[test]
    fn a_peaky_sound_reaches_its_target_through_the_limiter() {
        let mut pcm = tone(0.1, 5.0);
        for n in (0..pcm.frames()).step_by(24_000) {
            pcm.channels.iter_mut().for_each(|plane| plane[n] = 0.9);
        }
        let done = level(&mut pcm, Some(-14.0), -1.0, &CancellationToken::new()).unwrap();
        assert!(done.limited);
        assert!((done.lufs.unwrap() + 14.0).abs() < 0.5, "{done:?}");
        let top = peak(&pcm.channels, &CancellationToken::new()).unwrap();
        assert!(top <= CEILING * 1.02, "{top}");
    }

    #[test]
    fn silence_stays_silent_and_has_no_loudness() {
        let mut pcm = Pcm { rate: 48_000, channels: vec![vec![0.0; 96_000]; 2] };
        let done = level(&mut pcm, Some(-14.0), -1.0, &CancellationToken::new()).unwrap();
        assert_eq!((done.lufs, done.true_peak_db, done.limited), (None, None, false));
        assert!(pcm.channels[0].iter().all(|x| x.abs() < f32::EPSILON));
    }

    #[test]
    fn without_a_target_only_peaks_are_held() {
        let mut pcm = tone(2.0, 1.0);
        let done = level(&mut pcm, None, -1.0, &CancellationToken::new()).unwrap();
        assert!(done.limited && done.true_peak_db.unwrap() < -0.99, "{done:?}");
    }
}
