//! Voices of vendors: what can be asked of them, and the table of who they are.
//!
//! One file each for ElevenLabs, servers that speak OpenAI's protocol, Hugging Face, the voice
//! service on Modal, and the three places where IndexTTS-2 runs. Cutting long texts, choosing a
//! vendor and joining pieces is left to the engines.

mod elevenlabs;
mod emotion;
mod fal;
mod gradio;
mod huggingface;
mod indextts2;
mod modal;
mod openai;

use std::{future::Future, pin::Pin};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio_util::sync::CancellationToken;

pub use self::{
    elevenlabs::{EFFECTS_BY, effects_ready, forget_voice, learn_voice, music, sound_effect},
    emotion::{Emotion, Emotions},
};
use super::{guard::Guard, kept::Slot, patience::Caller};
use crate::{
    config::{Config, keys::Key},
    error::{Error, Kind, Result},
    voice::Word,
};

/// What a vendor is asked to say, in one call.
#[derive(Clone, Debug, Default)]
pub struct Line<'a> {
    /// The words.
    pub text: &'a str,
    /// What is said before it, for the melody.
    pub before: Option<&'a str>,
    /// What is said after it.
    pub after: Option<&'a str>,
    /// The vendor's name of the voice; the configured one where there is none.
    pub voice: Option<&'a str>,
    /// The vendor's name of the model; the configured one where there is none.
    pub model: Option<&'a str>,
    /// The language, as two letters.
    pub language: Option<&'a str>,
    /// Factor on the pace.
    pub speed: f64,
    /// How it is said.
    pub emotion: Option<&'a Emotion>,
    /// How much of the emotion, 0 to 1.
    pub weight: f64,
    /// Fine settings.
    pub tuning: Tuning,
    /// For vendors that can repeat themselves.
    pub seed: Option<u64>,
    /// Whether the time of each word is wanted.
    pub times: bool,
    /// The voice to speak with, as a recording.
    pub reference: Option<&'a Reference>,
}

/// Fine settings of a voice; vendors that do not know them say so.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tuning {
    /// 0 lively to 1 even.
    pub stability: Option<f64>,
    /// 0 to 1.
    pub similarity_boost: Option<f64>,
    /// 0 to 1.
    pub style: Option<f64>,
    /// Closer to the speaker.
    pub use_speaker_boost: Option<bool>,
}

/// A recording of a voice.
#[derive(Clone, Debug)]
pub struct Reference {
    /// A file name.
    pub name: String,
    /// WAV.
    pub bytes: Vec<u8>,
    /// Where a vendor can fetch it by itself, if anywhere.
    pub url: Option<String>,
}

impl Reference {
    fn base64(&self) -> String {
        STANDARD.encode(&self.bytes)
    }

    fn data_url(&self) -> String {
        format!("data:audio/wav;base64,{}", self.base64())
    }
}

/// What a vendor said.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Take {
    /// The model that spoke.
    pub model: String,
    /// The voice that spoke.
    pub voice: String,
    /// Its words with their times; empty where the vendor does not tell.
    pub words: Vec<Spot>,
    /// The vendor's name of the call.
    pub request_id: Option<String>,
    /// Characters that the vendor counts, where it tells.
    pub characters: Option<u64>,
    /// What it could not do.
    pub notes: Vec<String>,
    /// The sound, a file of any usual format.
    #[serde(skip)]
    pub sound: Vec<u8>,
}

/// A word as a vendor places it, in seconds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    /// As it was written.
    pub text: String,
    /// Its beginning.
    pub start: f64,
    /// Its end.
    pub end: f64,
}

impl From<Spot> for Word {
    fn from(Spot { text, start, end }: Spot) -> Self {
        Self { text, start, end }
    }
}

/// What a vendor's file works with.
#[derive(Debug)]
pub struct Desk<'a> {
    /// Keys and addresses.
    pub config: &'a Config,
    /// Says when to stop.
    pub cancel: &'a CancellationToken,
    /// Where the vendor's name of the work is kept while it goes on.
    pub slot: &'a Slot,
}

impl<'a> Desk<'a> {
    fn caller(&self, provider: &'static str, variable: &'static str) -> Caller<'a> {
        // Whoever configures an address means it; what answers name is judged when fetched.
        Caller { provider, variable, guard: Guard::open(), cancel: self.cancel }
    }
}

/// The sound that an answer names: in the address itself, or behind it.
async fn sound_at(caller: &Caller<'_>, base: &str, url: &str) -> Result<Vec<u8>> {
    match url.strip_prefix("data:") {
        Some(data) => decoded(caller, data.split_once("base64,").map_or("", |(_, text)| text)),
        None => caller.fetch(base, url).await,
    }
}

/// The bytes of a base64 text in an answer.
fn decoded(caller: &Caller<'_>, text: &str) -> Result<Vec<u8>> {
    let text = text.split_once("base64,").map_or(text, |(_, data)| data);
    let bytes = STANDARD.decode(text.trim()).map_err(|e| {
        caller.wrong(format!("{} answered with broken base64", caller.provider)).caused_by(e)
    })?;
    if bytes.is_empty() {
        return Err(caller.wrong(format!("{} answered with an empty sound", caller.provider)));
    }
    Ok(bytes)
}

/// A text field of an answer.
fn text_of(value: &Value, name: &str) -> Option<String> {
    value[name].as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}

type Saying<'a> = Pin<Box<dyn Future<Output = Result<Take>> + Send + 'a>>;

/// A vendor of voices.
pub struct Vendor {
    /// Its name in requests and results.
    pub name: &'static str,
    /// One line about it.
    pub about: &'static str,
    /// The settings that enable it; any one does.
    pub enabled_by: &'static [&'static Key],
    /// The setting of its model, if there is one.
    pub model: Option<&'static Key>,
    /// The setting of its voice, if there is one.
    pub voice: Option<&'static Key>,
    /// The most characters of one call.
    pub longest: usize,
    /// Whether it speaks with the voice of a recording.
    pub clones: Clones,
    /// Whether it tells the time of each word.
    pub times: bool,
    /// How it speaks.
    speak: for<'a> fn(&'a Desk<'a>, &'a Line<'a>) -> Saying<'a>,
}

/// What a vendor does with a recording of a voice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Clones {
    /// Nothing.
    No,
    /// It takes one with each call.
    Can,
    /// It cannot speak without one.
    Must,
    /// It learns one first, and then has a name for it.
    Learns,
}

impl Vendor {
    /// Whether it can be called.
    ///
    /// # Errors
    /// `ProviderNotConfigured`, naming the variable that is missing.
    pub fn ready(&self, config: &Config) -> Result<()> {
        if self.enabled_by.iter().any(|key| config.text(key).is_some()) {
            return Ok(());
        }
        let names: Vec<_> = self.enabled_by.iter().map(|key| key.variable).collect();
        let text = format!("{} is not set up: {} is not set", self.name, names.join(" or "));
        Err(Error::new(Kind::ProviderNotConfigured, text)
            .hint(format!("set {} in the environment or in .env.local", names[0]))
            .detail("provider", self.name)
            .detail("variable", names[0]))
    }

    /// Has a line said.
    ///
    /// # Errors
    /// What the vendor says, or that it does not answer.
    pub async fn speak(&self, desk: &Desk<'_>, line: &Line<'_>) -> Result<Take> {
        (self.speak)(desk, line).await
    }

    /// What identifies it besides its name: where it is and which model and voice are set.
    #[must_use]
    pub fn place(&self, config: &Config) -> Vec<String> {
        let addresses = self.enabled_by.iter().filter(|key| !key.is_secret());
        let keys = addresses.chain(self.model.iter()).chain(self.voice.iter());
        keys.filter_map(|key| config.text(key)).collect()
    }
}

impl std::fmt::Debug for Vendor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vendor").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Every vendor, in the order they are shown.
pub static VENDORS: &[Vendor] =
    &[elevenlabs::VENDOR, openai::VENDOR, huggingface::VENDOR, modal::VENDOR, indextts2::VENDOR];

/// Models that speak with a recorded voice, and who runs each; the first one is the usual one.
pub const CLONERS: [(&str, &str); 4] = [
    ("indextts2", "indextts2"),
    // Or whatever a server with that protocol clones with.
    ("xtts", "openai"),
    ("elevenlabs", "elevenlabs"),
    ("modal", "modal"),
];

/// The vendor of this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Vendor> {
    VENDORS.iter().find(|vendor| vendor.name == name)
}
