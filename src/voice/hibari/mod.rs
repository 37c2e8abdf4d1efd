//! The English voice that is always there: Hibari, 8 MB, Apache-2.0 (`templates/voices/hibari`).
//!
//! Pronunciation is [`super::english`]'s, the network runs in `rten`, [`wave`](mod@wave) makes samples of
//! what it says. The times of words are the network's own durations, so nothing has to listen to
//! the result. Cutting text to sentences is left to [`super::text`].

mod unknown;
mod wave;

use std::collections::HashMap;

use rten::{Model, ModelOptions, NodeId};
use rten_tensor::{NdTensor, prelude::*};

pub use self::unknown::Unknown;
use self::wave::Spectra;
use super::{Spoken, english::English, text::Sentence, times};
use crate::{
    error::{Error, Result},
    sound::Pcm,
};

/// The network's output that holds the duration of each phoneme.
const DURATIONS: &str = "/Clip_output_0";

/// The files it is made of.
pub struct Files {
    /// The voice itself, ONNX.
    pub model: Vec<u8>,
    /// Number of each phoneme, JSON.
    pub vocabulary: String,
    /// The network for unknown words, ONNX.
    pub unknown: Vec<u8>,
    /// What that one's numbers stand for, JSON.
    pub letters: String,
}

/// The voice, ready to speak.
pub struct Hibari {
    model: Model,
    durations: NodeId,
    numbers: HashMap<char, i32>,
    pronunciation: English,
}

impl Hibari {
    /// Loads it, which takes some tenths of a second.
    ///
    /// # Errors
    /// If the files are not what they should be.
    pub fn load(files: Files) -> Result<Self> {
        let broken = |e: String| Error::internal("the built-in voice is broken").caused_by(e);
        let options = ModelOptions::with_all_ops();
        let model = options.load(files.model).map_err(|e| broken(e.to_string()))?;
        let unknown = Unknown::load(files.unknown, &files.letters)?;
        let numbers = serde_json::from_str(&files.vocabulary).map_err(|e| broken(e.to_string()))?;
        let durations = model.node_id(DURATIONS).map_err(|e| broken(e.to_string()))?;
        let pronunciation = English::new(unknown);
        Ok(Self { model, durations, numbers, pronunciation })
    }

    /// Speaks a sentence; `speed` is 0.5 to 2. `None` when nothing in it can be said.
    ///
    /// # Errors
    /// If the network fails, which is a bug.
    pub fn speak(&self, sentence: &Sentence, speed: f32, seed: u64) -> Result<Option<Spoken>> {
        let failed = |e: String| Error::internal("the built-in voice failed").caused_by(e);
        let phonemes = self.phonemes(sentence)?;
        if !phonemes.iter().any(|(_, owner)| owner.is_some()) {
            return Ok(None);
        }
        // Zero is the pause at both ends.
        let numbers = phonemes.iter().map(|(number, _)| *number);
        let ids: Vec<i32> = [0].into_iter().chain(numbers).chain([0]).collect();
        let ids = NdTensor::from_data([1, ids.len()], ids);
        let pace = NdTensor::from_data([1], vec![speed]);
        let inputs = self.model.input_ids();
        let mut wanted = self.model.output_ids().to_vec();
        wanted.push(self.durations);
        let given = vec![(inputs[0], ids.view().into()), (inputs[1], pace.view().into())];
        let outputs = self.model.run(given, &wanted, None).map_err(|e| failed(e.to_string()))?;
        let planes: Vec<Vec<f32>> = outputs
            .into_iter()
            .map(|value| value.into_tensor::<f32>().map(|plane| plane.to_vec()))
            .collect::<Option<_>>()
            .ok_or_else(|| failed("an output is not of numbers".to_owned()))?;
        let [harmonic, turn, noise, free, phase, pitch, durations] = planes.as_slice() else {
            return Err(failed(format!("expected 7 outputs, found {}", planes.len())));
        };
        if harmonic.len() != pitch.len() * wave::BINS || durations.len() != phonemes.len() + 2 {
            return Err(failed("the outputs do not fit together".to_owned()));
        }
        let spectra = Spectra { harmonic, turn, noise, free, phase, pitch };
        let samples = wave::synthesise(&spectra, seed);
        let pcm = Pcm { rate: wave::RATE, channels: vec![samples] };
        let owners: Vec<_> = phonemes.iter().map(|(_, owner)| *owner).collect();
        let words = times(&sentence.words, &owners, durations, pcm.duration_seconds());
        Ok(Some(Spoken { pcm, words }))
    }

    /// The number of each phoneme, and which word it belongs to.
    fn phonemes(&self, sentence: &Sentence) -> Result<Vec<(i32, Option<usize>)>> {
        let mut phonemes: Vec<(i32, Option<usize>)> = Vec::new();
        for (c, owner) in self.pronunciation.sounds(&sentence.words)? {
            // What the network has no number for is not heard.
            let Some(number) = self.numbers.get(&c) else { continue };
            if c == ' ' && phonemes.last().is_none_or(|(last, _)| last == number) {
                continue;
            }
            phonemes.push((*number, owner));
        }
        Ok(phonemes)
    }
}

#[cfg(test)]
#[path = "hibari_tests.rs"]
mod tests;
