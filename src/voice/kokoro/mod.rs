//! The voices for eight languages: Kokoro-82M (Apache-2.0), which is installed when it is wanted.
//!
//! Pronunciation is [`sounds`]'s, the network runs in `rten`. The times of words are the network's
//! own durations. Where the files come from is left to the engines, sentences to [`super::text`].

mod german;
mod japanese;
mod numbers;
mod portuguese;
mod sounds;

use std::{collections::HashMap, path::PathBuf};

use rten::{Model, ModelOptions, NodeId};
use rten_tensor::{NdTensor, prelude::*};

use self::sounds::Sounds;
pub use self::{numbers::Numbers, sounds::Signs};
use super::{
    Spoken,
    english::{English, Sound},
    hibari::Unknown,
    join::Joiner,
    text::{Sentence, Written},
    times,
};
use crate::{
    error::{Error, Result},
    sound::Pcm,
};

/// Frames per second of what it says.
pub const RATE: u32 = 24_000;

/// The network's output that holds the duration of each phoneme.
const DURATIONS: &str = "/encoder/Clip_output_0";

/// The most phonemes of one run.
const LONGEST: usize = 505;

/// Numbers of a style: one row for each count of phonemes.
const STYLE: usize = 256;

/// The files it is made of.
pub struct Files<'a> {
    /// The voice itself, ONNX.
    pub model: PathBuf,
    /// Number of each phoneme, JSON.
    pub vocabulary: &'a str,
    /// The network for unknown English words.
    pub unknown: Unknown,
    /// From the signs of pronunciations to its own, YAML.
    pub signs: &'a str,
    /// Numbers in words, YAML.
    pub numbers: &'a str,
    /// The rules of German, YAML.
    pub german: &'a str,
    /// The words of Portuguese that follow no rule, YAML.
    pub portuguese: &'a str,
    /// The folder of the Japanese dictionary.
    pub japanese: Option<PathBuf>,
}

/// One of its voices.
#[derive(Clone, Debug)]
pub struct Style(Vec<f32>);

impl Style {
    /// From the bytes of its file, 32-bit numbers, the low byte first.
    ///
    /// # Errors
    /// If that is no such file.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let numbers: Vec<f32> = bytes
            .chunks_exact(4)
            .map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]]))
            .collect();
        if numbers.is_empty()
            || !numbers.len().is_multiple_of(STYLE)
            || !bytes.len().is_multiple_of(4)
        {
            return Err(Error::internal("the file of a voice is broken")
                .hint("`remotion-media models verify` finds out, `models install` mends it"));
        }
        Ok(Self(numbers))
    }

    fn row(&self, phonemes: usize) -> &[f32] {
        let last = self.0.len() / STYLE - 1;
        let at = phonemes.min(last) * STYLE;
        &self.0[at..at + STYLE]
    }
}

/// The network, ready to speak one language.
pub struct Kokoro {
    model: Model,
    durations: NodeId,
    numbers: HashMap<char, i64>,
    sounds: Box<dyn Sounds>,
}

impl Kokoro {
    /// Loads it for a language (two letters), which takes about a second.
    ///
    /// # Errors
    /// If files are missing or not what they should be; a language it does not speak.
    pub fn load(files: Files<'_>, language: &str) -> Result<Self> {
        let broken = |e: String| {
            Error::internal("the installed voice is broken")
                .caused_by(e)
                .hint("`remotion-media models verify` finds out, `models install` mends it")
        };
        let options = ModelOptions::with_all_ops();
        let model = options.load_file(&files.model).map_err(|e| broken(e.to_string()))?;
        let numbers = serde_json::from_str(files.vocabulary).map_err(|e| broken(e.to_string()))?;
        let durations = model.node_id(DURATIONS).map_err(|e| broken(e.to_string()))?;
        let words = Numbers::read(files.numbers)?;
        let signs = Signs::read(files.signs)?;
        // Its lexicon takes a while to load, and only these read foreign words as English.
        let english = || English::new(files.unknown);
        let sounds = match language {
            "en" => sounds::english(english()),
            "de" => german::sounds(files.german, words)?,
            "pt" => portuguese::sounds(files.portuguese, words)?,
            "ja" => japanese::sounds(files.japanese.as_deref(), words, english())?,
            "zh" | "ko" => sounds::by_piper(language, &signs, words, Some(english()))?,
            _ => sounds::by_piper(language, &signs, words, None)?,
        };
        Ok(Self { model, durations, numbers, sounds })
    }

    /// Words as this language parts them: signs and words of scripts without spaces one by one.
    #[must_use]
    pub fn parted(&self, words: Vec<Written>) -> Vec<Written> {
        self.sounds.parted(words)
    }

    /// Speaks a sentence; `speed` is 0.5 to 2. `None` when nothing in it can be said.
    ///
    /// # Errors
    /// If the network fails, which is a bug.
    pub fn speak(&self, sentence: &Sentence, style: &Style, speed: f32) -> Result<Option<Spoken>> {
        let phonemes = self.phonemes(&sentence.words)?;
        if !phonemes.iter().any(|(_, owner)| owner.is_some()) {
            return Ok(None);
        }
        if phonemes.len() > LONGEST && sentence.words.len() > 1 {
            return self.halves(sentence, style, speed);
        }
        let phonemes = &phonemes[..phonemes.len().min(LONGEST)];
        let Some((samples, durations)) = self.steady(phonemes, style, speed)? else {
            if sentence.words.len() > 1 {
                return self.halves(sentence, style, speed);
            }
            let text = format!("the voice cannot say {:?}", sentence.words[0].shown);
            return Err(Error::internal(text).hint("write it another way, or use another voice"));
        };
        if durations.len() != phonemes.len() + 2 {
            return Err(Error::internal("the outputs of the voice do not fit together"));
        }
        let pcm = Pcm { rate: RATE, channels: vec![samples] };
        let owners: Vec<_> = phonemes.iter().map(|(_, owner)| *owner).collect();
        let words = times(&sentence.words, &owners, &durations, pcm.duration_seconds());
        Ok(Some(Spoken { pcm, words }))
    }

    /// What is too long for one run is said in two.
    fn halves(&self, sentence: &Sentence, style: &Style, speed: f32) -> Result<Option<Spoken>> {
        let (first, second) = sentence.words.split_at(sentence.words.len() / 2);
        let mut joiner = Joiner::default();
        for words in [first, second] {
            let half = Sentence { words: words.to_vec(), pause: 0.0 };
            if let Some(spoken) = self.speak(&half, style, speed)? {
                joiner.add(spoken, 0.05);
            }
        }
        Ok(Some(joiner.finish()))
    }

    /// What the network says. Now and then it divides by zero and says nothing that is a sound; at
    /// a pace that nobody can tell from the one asked for it does not. `None` when it always does.
    fn steady(
        &self,
        phonemes: &[(i64, Option<usize>)],
        style: &Style,
        speed: f32,
    ) -> Result<Option<(Vec<f32>, Vec<f32>)>> {
        for pace in [1.0, 1.01, 0.99, 1.02] {
            let (samples, durations) = self.run(phonemes, style, speed * pace)?;
            if samples.iter().all(|x| x.is_finite()) {
                return Ok(Some((samples, durations)));
            }
        }
        Ok(None)
    }

    fn run(
        &self,
        phonemes: &[(i64, Option<usize>)],
        style: &Style,
        speed: f32,
    ) -> Result<(Vec<f32>, Vec<f32>)> {
        let failed = |e: String| Error::internal("the installed voice failed").caused_by(e);
        // Zero is the pause at both ends.
        let numbers = phonemes.iter().map(|(number, _)| *number as i32);
        let ids: Vec<i32> = [0].into_iter().chain(numbers).chain([0]).collect();
        let ids = NdTensor::from_data([1, ids.len()], ids);
        let row = NdTensor::from_data([1, STYLE], style.row(phonemes.len()).to_vec());
        let pace = NdTensor::from_data([1], vec![speed]);
        let inputs = self.model.input_ids();
        let wanted = [self.model.output_ids()[0], self.durations];
        let given = vec![
            (inputs[0], ids.view().into()),
            (inputs[1], row.view().into()),
            (inputs[2], pace.view().into()),
        ];
        let outputs = self.model.run(given, &wanted, None).map_err(|e| failed(e.to_string()))?;
        let mut planes =
            outputs.into_iter().map(|value| value.into_tensor::<f32>().map(|plane| plane.to_vec()));
        match (planes.next().flatten(), planes.next().flatten()) {
            (Some(samples), Some(durations)) => Ok((samples, durations)),
            _ => Err(failed("an output is not of numbers".to_owned())),
        }
    }

    /// The number of each sound, and which word it belongs to.
    fn phonemes(&self, words: &[Written]) -> Result<Vec<(i64, Option<usize>)>> {
        let mut phonemes: Vec<(i64, Option<usize>)> = Vec::new();
        let space = self.numbers.get(&' ').copied();
        let sounds: Vec<Sound> = self.sounds.sounds(words)?;
        for (c, owner) in sounds {
            // What the network has no number for is not heard.
            let Some(number) = self.numbers.get(&c).copied() else { continue };
            if Some(number) == space && phonemes.last().is_none_or(|(last, _)| Some(*last) == space)
            {
                continue;
            }
            phonemes.push((number, owner));
        }
        Ok(phonemes)
    }
}

#[cfg(test)]
#[path = "kokoro_tests.rs"]
mod tests;
