//! The English voice that is always there: Hibari, 8 MB, Apache-2.0 (`templates/voices/hibari`).
//!
//! Pronunciation is `misaki-rs`'s, the network runs in `rten`, [`wave`](mod@wave) makes samples of
//! what it says. The times of words are the network's own durations, so nothing has to listen to
//! the result. Cutting text to sentences is left to [`super::text`].

mod unknown;
mod wave;

use std::collections::HashMap;

use misaki_rs::{G2P, Language};
use rten::{Model, ModelOptions, NodeId};
use rten_tensor::{NdTensor, prelude::*};

use self::{unknown::Unknown, wave::Spectra};
use super::{Spoken, Word, text::Sentence};
use crate::{
    error::{Error, Result},
    sound::Pcm,
};

/// Seconds of one unit of duration.
const UNIT: f64 = 0.025;

/// A sound is heard this long before the network's own border, measured against forced alignment.
const EARLY: f64 = 0.075;

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
    pronunciation: G2P,
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
        let unknown = options.load(files.unknown).map_err(|e| broken(e.to_string()))?;
        let unknown = Unknown::new(unknown, &files.letters).map_err(|e| broken(e.to_string()))?;
        let numbers = serde_json::from_str(&files.vocabulary).map_err(|e| broken(e.to_string()))?;
        let durations = model.node_id(DURATIONS).map_err(|e| broken(e.to_string()))?;
        let pronunciation = G2P::with_fallback(Language::EnglishUS, Some(Box::new(unknown)));
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
        let words = times(sentence, &phonemes, durations, pcm.duration_seconds());
        Ok(Some(Spoken { pcm, words }))
    }

    /// The number of each phoneme, and which word it belongs to.
    fn phonemes(&self, sentence: &Sentence) -> Result<Vec<(i32, Option<usize>)>> {
        // One text, so that the pronunciation sees neighbours; and where each word begins in it.
        let (mut text, mut starts) = (String::new(), Vec::new());
        for word in &sentence.words {
            if !text.is_empty() {
                text.push(' ');
            }
            starts.push(text.len());
            // Square brackets are markup to the pronunciation.
            let said = word.said.as_ref().unwrap_or(&word.shown);
            text.extend(said.chars().map(|c| if matches!(c, '[' | ']') { ' ' } else { c }));
        }
        let (_, tokens) = self
            .pronunciation
            .g2p(&text)
            .map_err(|e| Error::internal("the pronunciation failed").caused_by(e.to_string()))?;
        let mut phonemes = Vec::new();
        let mut from = 0;
        for token in tokens {
            // Tokens come in order, so each is found after the one before.
            let at = text[from..].find(&token.text).map_or(from, |found| from + found);
            from = (at + token.text.len()).min(text.len());
            let owner = starts.partition_point(|start| *start <= at).saturating_sub(1);
            for c in token.phonemes.iter().flat_map(|sounds| sounds.chars()) {
                let Some(number) = self.numbers.get(&c) else { continue };
                let sound = c.is_alphabetic() || matches!(c, 'ˈ' | 'ˌ' | 'ː');
                phonemes.push((*number, sound.then_some(owner)));
            }
            if !token.whitespace.is_empty()
                && let Some(space) = self.numbers.get(&' ')
                && phonemes.last().is_some_and(|(last, _)| last != space)
            {
                phonemes.push((*space, None));
            }
        }
        Ok(phonemes)
    }
}

/// When each word is heard, from the durations of its phonemes. A word that is not said (an emoji)
/// has no time and is left out.
fn times(
    sentence: &Sentence,
    phonemes: &[(i32, Option<usize>)],
    durations: &[f32],
    length: f64,
) -> Vec<Word> {
    let mut spans: Vec<Option<(f64, f64)>> = vec![None; sentence.words.len()];
    let mut now = f64::from(durations[0]) * UNIT - EARLY;
    for ((_, owner), units) in phonemes.iter().zip(&durations[1..]) {
        let end = now + f64::from(*units) * UNIT;
        if let Some(span) = owner.and_then(|owner| spans.get_mut(owner)) {
            *span = Some((span.map_or(now, |(start, _)| start), end));
        }
        now = end;
    }
    let inside = |t: f64| t.clamp(0.0, length);
    let words = sentence.words.iter().zip(spans);
    words
        .filter_map(|(word, span)| {
            let (start, end) = span?;
            Some(Word { text: word.shown.clone(), start: inside(start), end: inside(end) })
        })
        .collect()
}

#[cfg(test)]
#[path = "hibari_tests.rs"]
mod tests;
