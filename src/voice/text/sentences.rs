//! Where sentences end, which is where speech can be cut.

use super::{Reader, Written};

/// Words that are spoken in one go.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// Its words; at least one.
    pub words: Vec<Written>,
    /// Seconds of silence after it, besides what the voice leaves by itself.
    pub pause: f64,
}

/// Silence after a paragraph, in seconds.
const PARAGRAPH: f64 = 0.35;

/// Longest sentence in characters; a longer one is cut at a comma, or where there is none, at a
/// word. Voices become unsure in very long ones, and a listener waits for the first.
const LONGEST: usize = 280;

/// Cuts `words` to sentences. A pause that was asked for ends one, too.
#[must_use]
pub fn sentences(words: Vec<Written>, reader: &Reader) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut open: Vec<Written> = Vec::new();
    let mut words = words.into_iter().peekable();
    while let Some(word) = words.next() {
        let follows = words.peek().map(|next| next.shown.as_str());
        let ends = word.pause > 0.0
            || word.paragraph
            || follows.is_none_or(|next| ends_sentence(&word.shown, next, reader));
        let pause = word.pause + if word.paragraph && follows.is_some() { PARAGRAPH } else { 0.0 };
        open.push(word);
        if ends {
            cut(std::mem::take(&mut open), pause, &mut sentences);
        }
    }
    sentences
}

fn ends_sentence(word: &str, next: &str, reader: &Reader) -> bool {
    let bare = word.trim_end_matches(['"', '”', '’', ')', ']', '»', '\'']);
    if bare.ends_with(['!', '?', '…', '。', '！', '？']) {
        return !next.starts_with(char::is_lowercase);
    }
    let Some(stem) = bare.strip_suffix('.') else { return false };
    let stem = stem.trim_start_matches(['(', '[', '"', '“', '‘', '«', '\'']);
    let letter = stem.chars().count() == 1 && stem.starts_with(char::is_uppercase);
    let short = reader.abbreviations.iter().any(|known| known == stem);
    !letter && !short && !reader.is_ordinal(stem, next) && !next.starts_with(char::is_lowercase)
}

/// Adds the sentence, in parts where it is too long.
fn cut(words: Vec<Written>, pause: f64, sentences: &mut Vec<Sentence>) {
    let length = |words: &[Written]| -> usize {
        words.iter().map(|word| word.said.as_ref().unwrap_or(&word.shown).chars().count() + 1).sum()
    };
    let mut rest = words;
    while length(&rest) > LONGEST && rest.len() > 1 {
        let mut fits = 0;
        let mut sum = 0;
        while fits < rest.len() - 1 {
            sum += length(&rest[fits..=fits]);
            if sum > LONGEST {
                break;
            }
            fits += 1;
        }
        let fits = fits.max(1);
        // The last comma in its second half is a better place than the last word that fits.
        let comma = (fits / 2..fits)
            .rev()
            .find(|n| rest[*n].shown.ends_with([',', ';', ':', '—', '–', '、', '，']));
        let tail = rest.split_off(comma.map_or(fits, |n| n + 1));
        sentences.push(Sentence { words: rest, pause: 0.0 });
        rest = tail;
    }
    sentences.push(Sentence { words: rest, pause });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::voice::text::words;

    fn split(text: &str) -> Vec<String> {
        let yaml = include_str!("../../../templates/voices/text/en.yaml");
        let reader = Reader::read(yaml).unwrap();
        sentences(words(text), &reader)
            .into_iter()
            .map(|sentence| {
                let shown = sentence.words.iter().map(|word| word.shown.as_str());
                shown.collect::<Vec<_>>().join(" ")
            })
            .collect()
    }

    #[test]
    fn periods_of_abbreviations_and_numbers_end_nothing() {
        let text =
            "Dr. Smith met J. K. Rowling at 3.5 km. \"Really?\" she asked. He said: \"Yes.\" Done!";
        let wanted = [
            "Dr. Smith met J. K. Rowling at 3.5 km.",
            "\"Really?\" she asked.",
            "He said: \"Yes.\"",
            "Done!",
        ];
        assert_eq!(split(text), wanted);
    }

    #[test]
    fn a_very_long_sentence_is_cut_at_commas_and_loses_nothing() {
        let text = "and then, after a while of walking, we came to another house ".repeat(40);
        let parts = split(&text);
        assert!(parts.len() > 5 && parts.iter().all(|part| part.len() <= LONGEST), "{parts:?}");
        assert!(parts[..parts.len() - 1].iter().all(|part| part.ends_with(',')), "{parts:?}");
        let joined = parts.join(" ");
        assert_eq!(joined.split_whitespace().count(), text.split_whitespace().count());
        assert_eq!(split(&"x".repeat(1000)).len(), 1);
    }

    #[test]
    fn a_hundred_thousand_characters_are_cut_in_no_time() {
        let text = "One more sentence of this book. ".repeat(3200);
        let started = std::time::Instant::now();
        assert_eq!(split(&text).len(), 3200);
        assert!(started.elapsed().as_secs_f64() < 2.0, "{:?}", started.elapsed());
    }
}
