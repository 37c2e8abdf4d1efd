//! How words sound that no dictionary has: a small network reads them letter by letter.

use std::collections::HashMap;

use misaki_rs::{Fallback, fallback::FallbackError};
use rten::{Model, ModelOptions};
use rten_tensor::{NdTensor, prelude::*};
use serde::Deserialize;

use crate::error::{Error, Result};

/// What the network's numbers stand for.
#[derive(Deserialize)]
struct Letters {
    /// Letters it reads; number 1 is the first.
    r#in: Vec<char>,
    /// Sounds it says; 0 is none.
    out: Vec<char>,
    /// Letters it reads at most.
    maxlen: usize,
}

/// Reads unknown words.
pub struct Unknown {
    model: Model,
    letters: HashMap<char, i32>,
    sounds: Vec<char>,
    most: usize,
}

impl Unknown {
    /// From its network (ONNX) and what its numbers stand for (JSON).
    ///
    /// # Errors
    /// If they are not what they should be.
    pub fn load(model: Vec<u8>, letters: &str) -> Result<Self> {
        let broken = |e: String| Error::internal("the built-in voice is broken").caused_by(e);
        let options = ModelOptions::with_all_ops();
        let model = options.load(model).map_err(|e| broken(e.to_string()))?;
        let read: Letters = serde_json::from_str(letters).map_err(|e| broken(e.to_string()))?;
        Ok(Self {
            model,
            letters: read.r#in.into_iter().zip(1..).collect(),
            sounds: read.out,
            most: read.maxlen,
        })
    }
}

impl Fallback for Unknown {
    fn phonemize(&self, word: &str) -> Result<String, FallbackError> {
        let failed = || FallbackError::NoPhonemes { word: word.to_owned() };
        let known = word.chars().filter_map(|c| self.letters.get(&c).copied());
        let letters: Vec<i32> = known.take(self.most).collect();
        if letters.is_empty() {
            // Nothing that can be said: it is passed over, and the sentence goes on.
            return Ok(String::new());
        }
        let input = NdTensor::from_data([1, letters.len()], letters);
        let output = self.model.run_one(input.view().into(), None).map_err(|_| failed())?;
        let output = output.into_tensor::<i32>().ok_or_else(failed)?;
        // Repeats are one sound, unless the blank between them says otherwise (CTC).
        let (mut text, mut before) = (String::new(), 0);
        for number in output.iter().copied() {
            if number != before && number > 0 {
                text.extend(self.sounds.get(number as usize - 1));
            }
            before = number;
        }
        Ok(text)
    }
}
