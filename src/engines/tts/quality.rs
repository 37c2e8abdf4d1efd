//! How good a recording of a voice is, measured: length, clipping, noise, silence.
//!
//! The score is a plain product of four shares, so that each weakness shows; what is weak is said
//! in words. No ear is asked.

use crate::{
    error::{Error, Result},
    sound::Pcm,
};

/// Seconds of a step, in which the level is taken.
const STEP: f64 = 0.02;
/// A sample is at full scale from here on.
const FULL: f32 = 0.985;
/// Below this level, in dB under full scale, there is nothing.
const NOTHING: f64 = -100.0;

/// What was measured.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Quality {
    /// 0 to 1.
    pub score: f64,
    /// The share of samples at full scale.
    pub clipping: f64,
    /// How far speech is above the noise between words, in dB.
    pub signal_to_noise_db: f64,
    /// The share of time in which nobody speaks.
    pub silence: f64,
    /// What is wrong, with what helps.
    pub issues: Vec<String>,
}

/// Measures a recording.
///
/// # Errors
/// `Validation` for what is too short, too long or silent; `field` names it.
pub(super) fn measure(pcm: &Pcm, field: &str) -> Result<Quality> {
    let seconds = pcm.duration_seconds();
    if !(3.0..=30.5).contains(&seconds) {
        let text = format!("the recording has {seconds:.1} s; expected 3 to 30 s of one voice");
        return Err(Error::field(field, text));
    }
    let samples = pcm.channels.first().map(Vec::as_slice).unwrap_or_default();
    let size = ((STEP * f64::from(pcm.rate)) as usize).max(1);
    let mut levels: Vec<f64> = samples
        .chunks(size)
        .map(|step| {
            let power = step.iter().map(|x| f64::from(x * x)).sum::<f64>() / step.len() as f64;
            (10.0 * power.max(1e-12).log10()).max(NOTHING)
        })
        .collect();
    let full = samples.iter().filter(|x| x.abs() >= FULL).count();
    let clipping = full as f64 / samples.len().max(1) as f64;
    levels.sort_by(f64::total_cmp);
    let at = |share: f64| levels[((levels.len() - 1) as f64 * share) as usize];
    // The quietest steps are the room, the loud ones the voice.
    let (noise, voice) = (at(0.05), at(0.85));
    if voice < -60.0 {
        return Err(Error::field(field, "the recording is silent; expected a voice"));
    }
    let signal_to_noise_db = (voice - noise).clamp(0.0, 90.0);
    let gate = voice - 25.0;
    let quiet = levels.iter().filter(|level| **level < gate).count();
    let silence = quiet as f64 / levels.len().max(1) as f64;
    let mut issues = Vec::new();
    let mut score = 1.0;
    let mut judge = |share: f64, issue: &str| {
        score *= share.clamp(0.0, 1.0);
        if share < 0.8 {
            issues.push(issue.to_owned());
        }
    };
    judge(0.6 + 0.4 * (seconds - 3.0) / 7.0, "short: 10 s and more give a closer voice");
    judge(1.0 - clipping * 100.0, "clipped: record it with less gain");
    judge((signal_to_noise_db - 5.0) / 25.0, "noisy: record it in a quieter room or closer");
    judge(1.0 - (silence - 0.4).max(0.0) / 0.5, "mostly silent: cut the pauses out");
    judge(1.0 - (-40.0 - voice).max(0.0) / 20.0, "very quiet: record it louder");
    let tidy = |x: f64| (x * 1000.0).round() / 1000.0;
    Ok(Quality {
        score: tidy(score),
        clipping: tidy(clipping),
        signal_to_noise_db: tidy(signal_to_noise_db),
        silence: tidy(silence),
        issues,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Syllables of a buzz with pauses and noise.
    fn voice(seconds: f64, gain: f32, noise: f32) -> Pcm {
        let rate = 16_000;
        let mut seed = 1_u32;
        let samples = (0..(seconds * f64::from(rate)) as usize).map(|n| {
            let t = n as f32 / rate as f32;
            let open = if (t * 3.0).fract() < 0.7 { 1.0 } else { 0.0 };
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let hiss = (seed >> 8) as f32 / 8_388_608.0 - 1.0;
            (gain * open * (t * 150.0 * std::f32::consts::TAU).sin() + noise * hiss)
                .clamp(-1.0, 1.0)
        });
        Pcm { rate, channels: vec![samples.collect()] }
    }

    #[test]
    fn a_clean_recording_is_good_and_each_weakness_is_named() {
        let good = measure(&voice(12.0, 0.3, 0.0005), "x").unwrap();
        assert!(good.score > 0.9 && good.issues.is_empty(), "{good:?}");
        for (pcm, word) in [
            (voice(12.0, 0.3, 0.1), "noisy"),
            (voice(12.0, 1.6, 0.0), "clipped"),
            (voice(4.0, 0.3, 0.0005), "short"),
        ] {
            let found = measure(&pcm, "x").unwrap();
            assert!(found.issues.iter().any(|issue| issue.starts_with(word)), "{word}: {found:?}");
            assert!(found.score < good.score);
        }
        for pcm in [voice(1.0, 0.3, 0.0), voice(40.0, 0.3, 0.0), voice(5.0, 0.0, 0.0)] {
            assert_eq!(measure(&pcm, "x").unwrap_err().field_errors()[0].field, "x");
        }
    }
}
