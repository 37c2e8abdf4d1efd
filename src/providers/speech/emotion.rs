//! Emotions, and how each kind of vendor is told of them; the list is data
//! (`templates/voices/emotions.yaml`).
//!
//! Which vendor takes which form is left to the vendor's file.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{
    error::{Error, Kind, Result},
    nearest::nearest,
};

/// Emotions by their names.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub struct Emotions(BTreeMap<String, Emotion>);

/// One emotion.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Emotion {
    /// Its name.
    #[serde(skip)]
    pub name: String,
    /// In words, for voices that follow instructions.
    pub instruction: String,
    /// As a direction in the text, for voices that read those: `[excited]`.
    pub direction: Option<String>,
    /// As eight strengths: happy, angry, sad, afraid, disgusted, melancholic, surprised, calm.
    pub vector: [f64; 8],
    /// How even the voice is, 0 to 1, where nothing else can be said.
    pub stability: f64,
    /// How much style it has, 0 to 1.
    pub style: f64,
    /// The name in the voice service of Modal, which knows six.
    pub service: String,
}

impl Emotions {
    /// From the text of the file.
    ///
    /// # Errors
    /// `Validation` if it is not of that shape.
    pub fn read(yaml: &str) -> Result<Self> {
        let mut read: Self = serde_yaml::from_str(yaml).map_err(|e| {
            Error::new(Kind::Validation, "the emotions cannot be read").caused_by(e)
        })?;
        for (name, emotion) in &mut read.0 {
            emotion.name.clone_from(name);
        }
        Ok(read)
    }

    /// The emotion of this name.
    ///
    /// # Errors
    /// `Validation` with the known ones.
    pub fn find(&self, field: &str, name: &str) -> Result<&Emotion> {
        self.0.get(name).ok_or_else(|| {
            let known: Vec<_> = self.0.keys().map(String::as_str).collect();
            let near = nearest(name, known.iter().copied());
            let near = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
            let text =
                format!("there is no emotion {name:?}{near}; known are {}", known.join(", "));
            Error::field(field, text)
        })
    }
}
