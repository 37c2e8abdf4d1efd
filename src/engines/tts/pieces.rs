//! Long texts in pieces that a vendor takes in one call, and where words are in a piece whose
//! vendor does not tell.

use crate::{
    sound::Pcm,
    voice::{Word, text::Sentence},
};

/// A pause from here on, in seconds, ends a piece: vendors do not know how to keep it.
const ASKED_FOR: f64 = 0.5;
/// Seconds of one step of the measurement of speech.
const STEP: f64 = 0.02;

/// What is said in one call.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    /// The words.
    pub text: String,
    /// The words one by one, as they were written.
    pub words: Vec<String>,
    /// Seconds of silence after it.
    pub pause: f64,
}

/// Gathers sentences to pieces of at most `longest` characters.
pub(super) fn pieces(sentences: &[Sentence], longest: usize) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut open = false;
    for sentence in sentences {
        // What markup says how to say is said so; the rest is left to the vendor.
        let said = sentence.words.iter().map(|word| word.said.as_ref().unwrap_or(&word.shown));
        let text = said.map(String::as_str).collect::<Vec<_>>().join(" ");
        let shown = sentence.words.iter().map(|word| word.shown.clone());
        let length = text.chars().count();
        match pieces
            .last_mut()
            .filter(|piece| open && piece.text.chars().count() + 1 + length <= longest)
        {
            Some(piece) => {
                piece.text.push(if piece.pause > 0.0 { '\n' } else { ' ' });
                piece.text += &text;
                piece.words.extend(shown);
                piece.pause = sentence.pause;
            }
            None => pieces.push(Piece { text, words: shown.collect(), pause: sentence.pause }),
        }
        open = sentence.pause < ASKED_FOR;
    }
    pieces
}

/// Where words are when nobody tells: spread over the stretches in which something is heard, by
/// their lengths.
pub(super) fn spread(words: &[String], pcm: &Pcm) -> Vec<Word> {
    let heard = stretches(pcm);
    let total: f64 = heard.iter().map(|(start, end)| end - start).sum();
    // A word's end sounds longer than its letters; a short word is more than nothing.
    let weight = |word: &String| 1.0 + word.chars().filter(|c| c.is_alphanumeric()).count() as f64;
    let all: f64 = words.iter().map(weight).sum();
    if total <= 0.0 || all <= 0.0 {
        return Vec::new();
    }
    let place = |mut time: f64| {
        for (start, end) in &heard {
            if time <= end - start {
                return start + time;
            }
            time -= end - start;
        }
        heard.last().map_or(0.0, |(_, end)| *end)
    };
    let mut now = 0.0;
    words
        .iter()
        .map(|word| {
            let start = place(now + 1e-6);
            now += weight(word) / all * total;
            Word { text: word.clone(), start, end: place(now).max(start) }
        })
        .collect()
}

/// The stretches of a sound, in seconds, that are louder than a thirtieth of its peak.
pub(super) fn stretches(pcm: &Pcm) -> Vec<(f64, f64)> {
    let Some(samples) = pcm.channels.first() else { return Vec::new() };
    let size = ((STEP * f64::from(pcm.rate)) as usize).max(1);
    let levels: Vec<f32> = samples
        .chunks(size)
        .map(|step| (step.iter().map(|x| x * x).sum::<f32>() / step.len() as f32).sqrt())
        .collect();
    let gate = levels.iter().copied().fold(0.0, f32::max) / 30.0;
    let mut found: Vec<(f64, f64)> = Vec::new();
    for (n, level) in levels.iter().enumerate() {
        if *level <= gate {
            continue;
        }
        let (start, end) = (n as f64 * STEP, (n + 1) as f64 * STEP);
        match found.last_mut() {
            // Closures inside of words are no pauses.
            Some((_, last)) if start - *last < 0.15 => *last = end,
            _ => found.push((start, end)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::voice::text::Written;

    fn sentence(text: &str, pause: f64) -> Sentence {
        Sentence { words: text.split(' ').map(Written::plain).collect(), pause }
    }

    #[test]
    fn sentences_share_a_piece_until_it_is_full_or_a_pause_is_asked_for() {
        let sentences = [
            sentence("One two.", 0.35),
            sentence("Three.", 1.0),
            sentence("Four.", 0.0),
            sentence("Five six.", 0.0),
        ];
        let pieces = pieces(&sentences, 15);
        let texts: Vec<_> = pieces.iter().map(|piece| (piece.text.as_str(), piece.pause)).collect();
        assert_eq!(texts, [("One two.\nThree.", 1.0), ("Four. Five six.", 0.0)]);
        assert_eq!(pieces[0].words, ["One", "two.", "Three."]);
    }

    #[test]
    fn words_are_spread_over_what_is_heard() {
        let mut samples = vec![0.0; 8000 * 3];
        samples[8000..12_000].fill(0.5);
        samples[16_000..20_000].fill(0.5);
        let pcm = Pcm { rate: 8000, channels: vec![samples] };
        let words = spread(&["abc".to_owned(), "def".to_owned()], &pcm);
        assert!((words[0].start - 1.0).abs() < 0.05 && (words[0].end - 1.5).abs() < 0.05);
        assert!((words[1].start - 2.0).abs() < 0.05, "{words:?}");
        assert!((words[1].end - 2.5).abs() < 0.05, "{words:?}");
        assert!(
            spread(&["a".to_owned()], &Pcm { rate: 8000, channels: vec![vec![0.0; 8000]] })
                .is_empty()
        );
    }
}
