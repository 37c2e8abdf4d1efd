//! Turns music down while someone speaks.
//!
//! Where speech is comes from the voice's own envelope: 10 ms of power, judged against the
//! loudest speech of the same voice. Speech that pauses for less time than the music would need
//! to come up and go down again counts as one stretch, so the music does not pump between words.
//! Since all of the voice is known, the music is down *before* the first syllable. Summing is
//! left to [`super::mix`].

use super::{Pcm, frames_in};

/// Seconds of one measurement.
const STEP: f64 = 0.01;

/// A pause shorter than this is part of the speech, however fast the music could come back.
const SHORTEST_PAUSE: f64 = 0.5;

/// Without a threshold of the caller's: so many decibels below the loudest speech.
const BELOW_SPEECH_DB: f64 = 30.0;

/// What is quieter than this is never taken for speech by itself, in dBFS.
const FLOOR_DB: f64 = -60.0;

/// How music steps back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ducking {
    /// Factor on the music under speech, above 0 to 1; 0.25 is 12 dB down.
    pub duck_to: f64,
    /// Level in dBFS above which the voice counts as speech, -80 to 0; `None` is 30 dB below
    /// the voice's loudest.
    pub threshold_db: Option<f64>,
    /// Seconds in which the music goes down, 0 to 10.
    pub attack: f64,
    /// Seconds in which it comes back, 0 to 10.
    pub release: f64,
    /// Seconds before the first syllable at which it is down, 0 to 5.
    pub look_ahead: f64,
}

impl Default for Ducking {
    fn default() -> Self {
        Self { duck_to: 0.25, threshold_db: None, attack: 0.12, release: 0.4, look_ahead: 0.05 }
    }
}

/// Stretches of speech in seconds, in order and apart from each other.
#[must_use]
pub fn speech(voice: &Pcm, ducking: &Ducking) -> Vec<(f64, f64)> {
    let step = frames_in(STEP, voice.rate).max(1);
    let levels: Vec<f64> = (0..voice.frames())
        .step_by(step)
        .map(|from| {
            let power = voice.channels.iter().map(|plane| {
                let piece = &plane[from..plane.len().min(from + step)];
                // In single precision for speed: 480 numbers do not need more.
                let sum: f32 = piece.iter().map(|x| x * x).sum();
                f64::from(sum) / piece.len() as f64
            });
            10.0 * power.fold(0.0, f64::max).max(1e-12).log10()
        })
        .collect();
    let threshold = ducking.threshold_db.unwrap_or_else(|| {
        let mut sorted = levels.clone();
        sorted.sort_by(f64::total_cmp);
        let loud = sorted.get(sorted.len() * 95 / 100).copied().unwrap_or(FLOOR_DB);
        (loud - BELOW_SPEECH_DB).max(FLOOR_DB)
    });
    let seconds = step as f64 / f64::from(voice.rate.max(1));
    let pause = SHORTEST_PAUSE.max(ducking.attack + ducking.release + ducking.look_ahead);
    let mut stretches: Vec<(f64, f64)> = Vec::new();
    for (n, level) in levels.iter().enumerate() {
        if *level <= threshold {
            continue;
        }
        let (start, end) = (n as f64 * seconds, (n + 1) as f64 * seconds);
        match stretches.last_mut() {
            Some(last) if start - last.1 < pause => last.1 = end,
            _ => stretches.push((start, end)),
        }
    }
    stretches
}

/// Turns `music` down in place during `speech`, which is as [`speech`] gives it.
pub fn duck(music: &mut Pcm, speech: &[(f64, f64)], ducking: &Ducking) {
    let depth = ducking.duck_to.clamp(1e-4, 1.0).ln();
    let frames = music.frames();
    let at = |seconds: f64| frames_in(seconds, music.rate).min(frames);
    for (start, end) in speech {
        let down = at(start - ducking.look_ahead);
        let from = at(start - ducking.look_ahead - ducking.attack);
        let up = at(*end);
        let to = at(end + ducking.release);
        let attack = frames_in(ducking.attack, music.rate).max(1) as f64;
        let release = frames_in(ducking.release, music.rate).max(1) as f64;
        // Half a cosine in decibels, level at both ends.
        let slope = |way: f64| {
            (depth * (0.5 - 0.5 * (std::f64::consts::PI * way.clamp(0.0, 1.0)).cos())).exp() as f32
        };
        let full = depth.exp() as f32;
        for plane in &mut music.channels {
            for (n, x) in plane[from..down].iter_mut().enumerate() {
                // Counted from the end, so that it is down in time where the start is cut off.
                *x *= slope(1.0 - (down - from - n) as f64 / attack);
            }
            plane[down..up].iter_mut().for_each(|x| *x *= full);
            for (n, x) in plane[up..to].iter_mut().enumerate() {
                *x *= slope(1.0 - n as f64 / release);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: u32 = 8000;

    /// A voice that speaks in these seconds, over faint noise.
    fn voice(seconds: f64, speaks: &[(f64, f64)]) -> Pcm {
        let plane = (0..frames_in(seconds, RATE))
            .map(|n| {
                let t = n as f64 / f64::from(RATE);
                let loud = speaks.iter().any(|(from, to)| t >= *from && t < *to);
                let level = if loud { 0.3 } else { 0.0005 };
                (level * (t * 900.0).sin()) as f32
            })
            .collect();
        Pcm { rate: RATE, channels: vec![plane] }
    }

    fn ducked(speech: &[(f64, f64)], ducking: &Ducking, seconds: f64) -> Vec<f32> {
        let plane = vec![1.0; frames_in(seconds, RATE)];
        let mut music = Pcm { rate: RATE, channels: vec![plane] };
        duck(&mut music, speech, ducking);
        music.channels.remove(0)
    }

    #[test]
    fn speech_is_found_where_it_is_and_short_pauses_belong_to_it() {
        let voice = voice(10.0, &[(1.0, 2.0), (2.4, 3.0), (6.0, 7.0)]);
        let found = speech(&voice, &Ducking::default());
        assert_eq!(found.len(), 2, "{found:?}");
        for ((a, b), (c, d)) in found.iter().zip([(1.0, 3.0), (6.0, 7.0)]) {
            assert!((a - c).abs() < 0.02 && (b - d).abs() < 0.02, "{found:?}");
        }
    }

    #[test]
    fn silence_and_noise_below_the_threshold_are_no_speech() {
        assert_eq!(speech(&voice(2.0, &[]), &Ducking::default()), []);
        let asked = Ducking { threshold_db: Some(-3.0), ..Ducking::default() };
        assert_eq!(speech(&voice(2.0, &[(0.5, 1.0)]), &asked), []);
        assert_eq!(speech(&Pcm::default(), &Ducking::default()), []);
    }

    #[test]
    fn music_is_down_by_what_was_asked_from_before_the_first_syllable_to_after_the_last() {
        let ducking = Ducking::default();
        let gains = ducked(&[(2.0, 4.0)], &ducking, 6.0);
        let at = |t: f64| gains[frames_in(t, RATE)];
        for t in [1.951, 2.0, 3.0, 3.999] {
            assert!((at(t) - 0.25).abs() < 1e-4, "{t}: {}", at(t));
        }
        for t in [0.0, 1.8, 4.45, 5.9] {
            assert!((at(t) - 1.0).abs() < 1e-6, "{t}: {}", at(t));
        }
        let steepest = gains.windows(2).map(|w| (w[1] - w[0]).abs()).fold(0.0, f32::max);
        assert!(steepest < 0.005, "a jump of {steepest} would click");
    }

    #[test]
    fn speech_at_the_very_start_and_end_is_ducked_whole() {
        let gains = ducked(&[(0.0, 2.0)], &Ducking::default(), 2.0);
        assert!(gains.iter().all(|g| (g - 0.25).abs() < 1e-4));
    }

    #[test]
    fn two_stretches_never_duck_the_same_sample_twice() {
        let ducking = Ducking { attack: 1.0, release: 2.0, ..Ducking::default() };
        let voice = voice(20.0, &[(3.0, 4.0), (6.5, 7.0), (11.0, 12.0)]);
        let gains = ducked(&speech(&voice, &ducking), &ducking, 20.0);
        assert!(gains.iter().all(|g| *g > 0.2499), "ducked twice");
    }
}
