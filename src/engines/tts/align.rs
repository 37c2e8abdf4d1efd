//! Where the words of a finished speech are: by laying a local voice's reading of the same words
//! along it, or where no local voice knows the language, by lengths.
//!
//! The comparison itself is left to `voice/align`.

use super::{Script, Speaker, pieces::spread, provider::Language};
use crate::{
    context::Context,
    error::Result,
    sound::Pcm,
    voice::{Word, align::align},
};

/// Finds the words of speech in one language.
pub(super) struct Finder(Option<Speaker>);

impl Finder {
    /// Loads the local voice of the language, if there is one. Blocks.
    pub(super) fn load(context: &Context, language: Language) -> Self {
        Self(Speaker::load(context, language, None).ok())
    }

    /// How words are found.
    pub(super) const fn how(&self) -> &'static str {
        match self.0 {
            Some(_) => "alignment with a local voice",
            None => "estimated from the words' lengths",
        }
    }

    /// The times of `words` in `pcm`. Blocks.
    pub(super) fn find(&self, context: &Context, words: &[String], pcm: &Pcm) -> Result<Vec<Word>> {
        let Some(speaker) = &self.0 else { return Ok(spread(words, pcm)) };
        let text = words.join(" ");
        let script = Script {
            field: "text",
            text: &text,
            markup: false,
            speed: 1.0,
            seed: 0,
            reports: false,
        };
        match speaker.speak(context, &script) {
            Ok(read) => align(&read, pcm, &context.cancel),
            // What the local voice cannot say, it cannot find.
            Err(_) => Ok(spread(words, pcm)),
        }
    }
}
