//! Puts spoken sentences together, with pauses and without clicks.

use super::{Spoken, Word};
use crate::sound::Pcm;

/// Seconds over which each piece comes and goes, so that no edge clicks.
const EDGE: f64 = 0.005;

/// Longest silence that a piece keeps at its ends, in seconds: a voice leaves up to half a second
/// there, which adds up at each seam.
const KEPT: f64 = 0.12;

/// What is quieter than this counts as silence.
const SILENT: f32 = 0.003;

/// Appends pieces to one another.
#[derive(Debug, Default)]
pub struct Joiner {
    whole: Spoken,
}

impl Joiner {
    /// Adds a piece and `pause` seconds of silence after it. All pieces have the same rate.
    pub fn add(&mut self, mut piece: Spoken, pause: f64) {
        let rate = f64::from(piece.pcm.rate);
        let cut = trim(&mut piece);
        let Pcm { rate: hertz, channels } = piece.pcm;
        let whole = &mut self.whole.pcm;
        whole.rate = hertz;
        whole.channels.resize(1, Vec::new());
        let mut samples = channels.into_iter().next().unwrap_or_default();
        let start = whole.channels[0].len() as f64 / rate;
        // A word can fade out in what was cut off.
        let inside = |t: f64| (t - cut).clamp(0.0, samples.len() as f64 / rate) + start;
        self.whole.words.extend(piece.words.into_iter().map(|word| Word {
            text: word.text,
            start: inside(word.start),
            end: inside(word.end),
        }));
        let edge = ((EDGE * rate) as usize).min(samples.len() / 2);
        let last = samples.len().saturating_sub(1);
        for n in 0..edge {
            let gain = n as f32 / edge as f32;
            samples[n] *= gain;
            samples[last - n] *= gain;
        }
        whole.channels[0].append(&mut samples);
        let silence = whole.channels[0].len() + (pause * rate).round() as usize;
        whole.channels[0].resize(silence, 0.0);
    }

    /// The whole.
    #[must_use]
    pub fn finish(self) -> Spoken {
        self.whole
    }
}

/// Cuts long silence off both ends; the seconds that went at the start.
fn trim(piece: &mut Spoken) -> f64 {
    let rate = f64::from(piece.pcm.rate);
    let kept = (KEPT * rate) as usize;
    let Some(samples) = piece.pcm.channels.first_mut() else { return 0.0 };
    let loud = |x: &f32| x.abs() > SILENT;
    let (Some(first), Some(last)) = (samples.iter().position(loud), samples.iter().rposition(loud))
    else {
        return 0.0;
    };
    samples.truncate((last + kept).min(samples.len()));
    let cut = first.saturating_sub(kept);
    samples.drain(..cut);
    cut as f64 / rate
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Half a second of silence, a tone of a second, half a second of silence; one word.
    fn piece(text: &str) -> Spoken {
        let rate = 1000;
        let tone = (0..1000).map(|n| 0.5 * (n as f32 * 0.3).sin() + 0.01);
        let samples =
            std::iter::repeat_n(0.0, 500).chain(tone).chain(std::iter::repeat_n(0.0, 500));
        Spoken {
            pcm: Pcm { rate, channels: vec![samples.collect()] },
            words: vec![Word { text: text.to_owned(), start: 0.5, end: 1.5 }],
        }
    }

    #[test]
    fn words_stay_on_their_sound_when_pieces_are_joined() {
        let mut joiner = Joiner::default();
        joiner.add(piece("one"), 0.4);
        joiner.add(piece("two"), 0.0);
        let whole = joiner.finish();
        let loud = |from: f64, to: f64| {
            let range = (from * 1000.0) as usize..(to * 1000.0) as usize;
            whole.pcm.channels[0][range].iter().any(|x| x.abs() > 0.1)
        };
        for word in &whole.words {
            assert!((word.end - word.start - 1.0).abs() < 1e-9);
            assert!(loud(word.start, word.start + 0.05) && loud(word.end - 0.05, word.end));
        }
        let gap = whole.words[1].start - whole.words[0].end;
        assert!((0.4 + 2.0 * KEPT - gap).abs() < 0.01, "{gap} s between the words");
        assert!(!loud(whole.words[0].end + 0.01, whole.words[1].start - 0.01));
    }

    #[test]
    fn edges_begin_and_end_at_zero() {
        let mut joiner = Joiner::default();
        let samples = vec![0.5_f32; 100];
        let pcm = Pcm { rate: 1000, channels: vec![samples] };
        joiner.add(Spoken { pcm, words: Vec::new() }, 0.0);
        let whole = joiner.finish();
        assert!(whole.pcm.channels[0][0].abs() < 1e-6);
        assert!(whole.pcm.channels[0].last().unwrap().abs() < 1e-6);
        assert_eq!(Joiner::default().finish(), Spoken::default());
    }
}
