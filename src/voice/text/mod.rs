//! From text to the words that are spoken: each keeps how it was written, for captions, and has
//! how it is said.
//!
//! Numbers themselves are left to the pronunciation of the language; sentences to `sentences`,
//! markup to `ssml`.

mod rules;
mod said;
mod sentences;
mod ssml;

use unicode_normalization::UnicodeNormalization as _;

pub use self::{
    rules::Reader,
    sentences::{Sentence, sentences},
    ssml::ssml,
};

/// A word as it was written and as it is said.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// As it was written, with its punctuation.
    pub shown: String,
    /// How it is said, where that differs; may be several words.
    pub said: Option<String>,
    /// Seconds of silence after it that were asked for.
    pub pause: f64,
    /// Whether a paragraph ends with it.
    pub paragraph: bool,
}

impl Written {
    /// A word that is said as it is written.
    #[must_use]
    pub fn plain(shown: &str) -> Self {
        Self { shown: shown.to_owned(), said: None, pause: 0.0, paragraph: false }
    }
}

/// The words of a plain text; an empty line, or any end of a line, ends a paragraph.
#[must_use]
pub fn words(text: &str) -> Vec<Written> {
    // Texts of some systems have letters and their marks apart, which no rule expects.
    let text: String = text.nfc().collect();
    let mut words: Vec<Written> = Vec::new();
    for line in text.lines() {
        words.extend(line.split_whitespace().map(Written::plain));
        if let Some(last) = words.last_mut() {
            last.paragraph = true;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_marks_that_come_apart_are_put_together() {
        assert_eq!(words("cafe\u{301}")[0].shown, "caf\u{e9}");
    }

    #[test]
    fn words_keep_their_punctuation_and_lines_are_paragraphs() {
        let words = words("Hello,  world!\n\nNext one\n");
        let shown: Vec<_> = words.iter().map(|word| word.shown.as_str()).collect();
        assert_eq!(shown, ["Hello,", "world!", "Next", "one"]);
        let ends: Vec<_> = words.iter().map(|word| word.paragraph).collect();
        assert_eq!(ends, [false, true, false, true]);
    }
}
