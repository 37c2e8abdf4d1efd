//! Speech: what the capabilities share. Here is the voice of this machine; who speaks is settled in
//! `say`, and vendors are heard through `outside`.
//!
//! How the local voice speaks is left to `voice/`, writing files to `sound/`.

mod align;
pub mod clone;
pub mod generate;
mod local;
pub mod multi_language;
mod outside;
mod pieces;
pub(in crate::engines) mod provider;
pub mod providers;
mod quality;
mod recordings;
pub(in crate::engines) mod say;
mod translate;
pub mod voices;
mod written;

use std::borrow::Cow;

pub(in crate::engines) use self::provider::Language;

use crate::{
    context::Context,
    engines::render::input,
    error::{Error, Result},
    render::assets::Assets,
    voice::{
        Spoken,
        hibari::{Files, Hibari},
        join::Joiner,
        kokoro::{Kokoro, Style},
        text::{self, Reader, Sentence, Written},
    },
};

/// A text that is to be spoken.
pub(in crate::engines) struct Script<'a> {
    /// Which field it came in, for errors.
    pub field: &'a str,
    /// Plain text, or markup.
    pub text: &'a str,
    /// Whether it is markup (SSML).
    pub markup: bool,
    /// Factor on the pace, 0.5 to 2.
    pub speed: f32,
    /// Seed of the noise in the voice.
    pub seed: u64,
    /// Whether its sentences are what the run's progress counts.
    pub reports: bool,
}

/// A voice of this program, ready to speak a language.
pub(in crate::engines) struct Speaker {
    voice: Voice,
    id: String,
    language: Language,
    reader: Reader,
}

/// The models there are.
enum Voice {
    Hibari(Box<Hibari>),
    Kokoro(Box<Kokoro>, Style),
}

impl Speaker {
    /// Loads the voice for a language, which takes some tenths of a second; `voice` is its id.
    pub fn load(context: &Context, language: Language, voice: Option<&str>) -> Result<Self> {
        let assets = input::assets(context, None)?;
        let list = local::Voices::read(&assets)?;
        let row = list.choose(language, voice)?;
        let reader = reader(context, language)?;
        let voice = match row.model.as_str() {
            local::EMBEDDED => Voice::Hibari(Box::new(Hibari::load(files(&assets)?)?)),
            model => {
                let (kokoro, style) = local::load(context, &assets, &list, row, model, language)?;
                Voice::Kokoro(Box::new(kokoro), style)
            }
        };
        if let Some(weak) = list.weak(language) {
            context.warn(weak);
        }
        Ok(Self { voice, id: row.id.clone(), language, reader })
    }

    /// The model that speaks.
    pub const fn model(&self) -> &'static str {
        match self.voice {
            Voice::Hibari(_) => local::EMBEDDED,
            Voice::Kokoro(..) => "kokoro",
        }
    }

    /// The voice that speaks.
    pub fn voice(&self) -> &str {
        &self.id
    }

    fn parted(&self, words: Vec<Written>) -> Vec<Written> {
        match &self.voice {
            Voice::Hibari(_) => words,
            Voice::Kokoro(kokoro, _) => kokoro.parted(words),
        }
    }

    fn one(&self, sentence: &Sentence, speed: f32, seed: u64) -> Result<Option<Spoken>> {
        match &self.voice {
            Voice::Hibari(hibari) => hibari.speak(sentence, speed, seed),
            Voice::Kokoro(kokoro, style) => kokoro.speak(sentence, style, speed),
        }
    }

    /// Speaks `script`. Blocks.
    pub fn speak(&self, context: &Context, script: &Script<'_>) -> Result<Spoken> {
        let words = if script.markup { text::ssml(script.text)? } else { text::words(script.text) };
        if words.is_empty() {
            return Err(unspeakable(script, "is empty"));
        }
        let mut words = self.parted(words);
        self.reader.note(&mut words);
        let sentences = text::sentences(words, &self.reader);
        let mut joiner = Joiner::default();
        if script.reports {
            context.progress.stage("speaking", sentences.len() as u64);
        }
        for (n, sentence) in sentences.iter().enumerate() {
            context.check_cancelled()?;
            let seed = script.seed.wrapping_add(n as u64);
            if let Some(spoken) = self.one(sentence, script.speed, seed)? {
                joiner.add(spoken, sentence.pause);
            } else {
                let shown = sentence.words.iter().map(|word: &Written| word.shown.as_str());
                let shown: Vec<_> = shown.take(5).collect();
                let shown = shown.join(" ");
                context.warn(format!(
                    "nothing in \"{shown}\" can be said in {}",
                    self.language.name()
                ));
            }
            if script.reports {
                context.progress.advance(1);
            }
        }
        let spoken = joiner.finish();
        if spoken.pcm.frames() == 0 {
            return Err(unspeakable(
                script,
                &format!("has nothing that can be said in {}", self.language.name()),
            ));
        }
        Ok(spoken)
    }
}

/// The rules for reading a language aloud. A language without its own has English's, which serve to
/// find the ends of sentences and are not to be read by.
pub(in crate::engines) fn reader(context: &Context, language: Language) -> Result<Reader> {
    let assets = input::assets(context, None)?;
    let own = assets.require(&format!("voices/text/{}.yaml", language.code()));
    let text = match own {
        Ok(text) => text,
        Err(_) => assets.require("voices/text/en.yaml")?,
    };
    Reader::read(&text)
}

fn unspeakable(script: &Script<'_>, what: &str) -> Error {
    Error::field(script.field, format!("{what}; expected words to speak"))
}

fn files(assets: &Assets) -> Result<Files> {
    let bytes = |name: &str| {
        let path = format!("voices/hibari/{name}");
        let found = assets.read(&path).map(Cow::into_owned);
        found.ok_or_else(|| Error::internal(format!("the built-in file {path} is missing")))
    };
    Ok(Files {
        model: bytes("hibari.onnx")?,
        vocabulary: assets.require("voices/hibari/vocab.json")?,
        unknown: bytes("oov.onnx")?,
        letters: assets.require("voices/hibari/oov.json")?,
    })
}
