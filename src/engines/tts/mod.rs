//! Speech: what the capabilities share, which is a text spoken by the voice of this machine.
//!
//! How it is spoken is left to `voice/`, writing files to `sound/`.

pub mod generate;

use std::borrow::Cow;

use crate::{
    context::Context,
    engines::render::input,
    error::{Error, Result},
    render::assets::Assets,
    voice::{
        Spoken,
        hibari::{Files, Hibari},
        join::Joiner,
        text::{self, Reader, Written},
    },
};

/// Longest text in characters.
const LONGEST: usize = 100_000;

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

/// The built-in voice, ready to speak.
pub(in crate::engines) struct Speaker {
    voice: Hibari,
    reader: Reader,
}

impl Speaker {
    /// Loads it, which takes some tenths of a second.
    pub fn load(context: &Context) -> Result<Self> {
        let assets = input::assets(context, None)?;
        let reader = Reader::read(&assets.require("voices/text/en.yaml")?)?;
        Ok(Self { voice: Hibari::load(files(&assets)?)?, reader })
    }

    /// Speaks `script`. Blocks.
    pub fn speak(&self, context: &Context, script: &Script<'_>) -> Result<Spoken> {
        let characters = script.text.chars().count();
        if characters > LONGEST {
            let text = format!("has {characters} characters, at most {LONGEST} are spoken at once");
            return Err(Error::field(script.field, text).hint("split it into chapters"));
        }
        let mut words =
            if script.markup { text::ssml(script.text)? } else { text::words(script.text) };
        if words.is_empty() {
            return Err(unspeakable(script, "is empty"));
        }
        self.reader.note(&mut words);
        let sentences = text::sentences(words, &self.reader);
        let mut joiner = Joiner::default();
        if script.reports {
            context.progress.stage("speaking", sentences.len() as u64);
        }
        for (n, sentence) in sentences.iter().enumerate() {
            context.check_cancelled()?;
            let seed = script.seed.wrapping_add(n as u64);
            if let Some(spoken) = self.voice.speak(sentence, script.speed, seed)? {
                joiner.add(spoken, sentence.pause);
            } else {
                let shown = sentence.words.iter().map(|word: &Written| word.shown.as_str());
                let shown: Vec<_> = shown.take(5).collect();
                let shown = shown.join(" ");
                context.warn(format!("nothing in \"{shown}\" can be said in English"));
            }
            if script.reports {
                context.progress.advance(1);
            }
        }
        let spoken = joiner.finish();
        if spoken.pcm.frames() == 0 {
            return Err(unspeakable(script, "has nothing that can be said in English"));
        }
        Ok(spoken)
    }
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
