//! How English is pronounced: phonemes of the words of a sentence, each with its owner.
//!
//! The rules and the lexicon are `misaki-rs`'s; words it does not know are left to `hibari`'s small
//! network. Which numbers phonemes have is left to the voices.

use misaki_rs::{G2P, Language};

use super::{hibari::Unknown, text::Written};
use crate::error::{Error, Result};

/// A sign of sound, and which word it is heard in; spaces and punctuation belong to none.
pub type Sound = (char, Option<usize>);

/// The pronunciation, ready for use.
pub struct English(G2P);

impl English {
    /// With the network for unknown words.
    #[must_use]
    pub fn new(unknown: Unknown) -> Self {
        Self(G2P::with_fallback(Language::EnglishUS, Some(Box::new(unknown))))
    }

    /// The sounds of words, in order.
    ///
    /// # Errors
    /// If the pronunciation fails, which is a bug.
    pub fn sounds(&self, words: &[Written]) -> Result<Vec<Sound>> {
        // One text, so that the pronunciation sees neighbours; and where each word begins in it.
        let (mut text, mut starts) = (String::new(), Vec::new());
        for word in words {
            if !text.is_empty() {
                text.push(' ');
            }
            starts.push(text.len());
            // Square brackets are markup to the pronunciation.
            let said = word.said.as_ref().unwrap_or(&word.shown);
            text.extend(said.chars().map(|c| if matches!(c, '[' | ']') { ' ' } else { c }));
        }
        let (_, tokens) = self
            .0
            .g2p(&text)
            .map_err(|e| Error::internal("the pronunciation failed").caused_by(e.to_string()))?;
        let mut sounds: Vec<Sound> = Vec::new();
        let mut from = 0;
        for token in tokens {
            // Tokens come in order, so each is found after the one before.
            let at = text[from..].find(&token.text).map_or(from, |found| from + found);
            from = (at + token.text.len()).min(text.len());
            let owner = starts.partition_point(|start| *start <= at).saturating_sub(1);
            for c in token.phonemes.iter().flat_map(|sounds| sounds.chars()) {
                sounds.push((c, is_heard(c).then_some(owner)));
            }
            if !token.whitespace.is_empty() && sounds.last().is_some_and(|(last, _)| *last != ' ') {
                sounds.push((' ', None));
            }
        }
        Ok(sounds)
    }
}

/// Whether a sign is part of a word and no pause.
pub(super) fn is_heard(c: char) -> bool {
    c.is_alphabetic()
        || matches!(c, 'ˈ' | 'ˌ' | 'ː' | 'ʰ' | 'ʲ' | '\u{303}' | '↓' | '→' | '↗' | '↘')
}
