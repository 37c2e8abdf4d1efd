//! `tts.generate`: a text becomes speech, with the time of every word.

use std::{path::PathBuf, sync::Arc};

use clap::ValueEnum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Script, Speaker};
use crate::{
    capability::{Capability, Makes, Weight},
    context::Context,
    engines::audio::{AudioFormat, format_of},
    error::{Error, Result},
    sound::{file, loudness, mix::RATE, resample::resample},
};

/// Speak a text, with the time of every word
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Generate {
    /// What is said, up to 100,000 characters
    #[schemars(length(max = 400_000))]
    pub text: Option<String>,
    /// What is said, as markup (SSML: break, sub, say-as, p, s) instead of text
    #[schemars(length(max = 400_000))]
    pub ssml: Option<String>,
    /// Who speaks
    #[serde(default)]
    pub provider: Provider,
    /// Which of the provider's voices
    #[serde(default)]
    pub voice_id: LocalVoice,
    /// The language
    #[serde(default)]
    pub language: Language,
    /// Factor on the pace
    #[serde(default = "normal")]
    #[schemars(range(min = 0.5, max = 2.0))]
    pub speed: f64,
    /// Whether the result has the time of every word
    #[serde(default = "yes")]
    pub timestamps: bool,
    /// Integrated loudness in LUFS (EBU R128) [default: as the voice speaks]
    #[schemars(range(min = -40.0, max = -5.0))]
    pub loudness_lufs: Option<f64>,
    /// Seed of the breath in the voice; the same one gives the same samples
    #[serde(default)]
    pub seed: u64,
    /// The file's format [default: what the output's name ends in, else mp3]
    pub output_format: Option<AudioFormat>,
}

/// Who speaks.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub enum Provider {
    /// This program, without key and network.
    #[default]
    Local,
}

/// The voices of this program.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub enum LocalVoice {
    /// A woman, American English.
    #[default]
    Heart,
}

/// The languages that are spoken.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// English.
    #[default]
    En,
}

const fn normal() -> f64 {
    1.0
}

const fn yes() -> bool {
    true
}

/// Finished speech.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Speech {
    /// The file.
    pub audio: PathBuf,
    /// Length in seconds.
    pub duration_seconds: f64,
    /// Its format.
    pub format: AudioFormat,
    /// Size of the file.
    pub file_size_bytes: u64,
    /// Characters that were spoken.
    pub character_count: usize,
    /// Who spoke.
    pub provider: Provider,
    /// With which model.
    pub model_used: String,
    /// Which voice.
    pub voice_id: LocalVoice,
    /// The language.
    pub language: Language,
    /// Every word as it was written, with its time.
    pub words: Vec<TimedWord>,
    /// Where those times are from.
    pub word_timing: String,
    /// Integrated loudness in LUFS; null below 0.4 s.
    pub loudness_lufs: Option<f64>,
    /// What was odd.
    pub warnings: Vec<String>,
}

/// A word and when it is heard.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TimedWord {
    /// As it was written.
    pub text: String,
    /// Seconds.
    pub start: f64,
    /// Seconds.
    pub end: f64,
}

impl Capability for Generate {
    const NAME: &'static str = "tts.generate";
    const WEIGHT: Weight = Weight::Job;
    const SUMMARY: &'static str = "Speak a text, with the time of every word";
    const EXAMPLES: &'static [(&'static str, &'static str)] = &[
        ("Speech, without key and network", "\"Tea is a cup of life.\" -o tea.mp3"),
        ("Faster, and a pause", "--ssml '<speak>One.<break time=\"1s\"/>Two.</speak>' --speed 1.2"),
        ("A long text from a file", "--params chapter.yaml -o chapter.mp3 --json"),
    ];
    const REQUESTS: &'static [&'static str] = &[
        r#"{"text": "Tea is a cup of life. It costs $3 at 4:30 pm.", "output_format": "mp3"}"#,
        r#"{"ssml": "<speak>One.<break time=\"500ms\"/>Two.</speak>", "speed": 1.2, "output_format": "wav"}"#,
    ];
    const MAIN: Option<&'static str> = Some("text");
    const MAKES: Makes = Makes::File;
    type Output = Speech;

    async fn run(self, context: Arc<Context>) -> Result<Speech> {
        let format = format_of(&context, self.output_format);
        let target = context.output_file(&format!("speech.{}", format.ending()))?;
        context.blocking(move |context| spoken(context, &self, format, target)).await
    }
}

fn spoken(
    context: &Context,
    wish: &Generate,
    format: AudioFormat,
    target: PathBuf,
) -> Result<Speech> {
    let (field, text, markup) = match (&wish.text, &wish.ssml) {
        (Some(text), None) => ("text", text, false),
        (None, Some(ssml)) => ("ssml", ssml, true),
        (Some(_), Some(_)) => {
            return Err(Error::field("ssml", "expected text or ssml, not both"));
        }
        (None, None) => return Err(Error::field("text", "missing: expected words to speak")),
    };
    let script =
        Script { field, text, markup, speed: wish.speed as f32, seed: wish.seed, reports: true };
    let spoken = Speaker::load(context)?.speak(context, &script)?;
    let mut pcm = resample(spoken.pcm, RATE)?;
    context.progress.stage("encoding", 0);
    let levels = loudness::level(&mut pcm, wish.loudness_lufs, format.peak_db(), &context.cancel)?;
    let bytes = file::write(&target, &pcm, format.coded(), &[], &context.cancel)?;
    context.made(&target);
    let tidy = |seconds: f64| (seconds * 1000.0).round() / 1000.0;
    let words = spoken.words.into_iter().map(|word| TimedWord {
        text: word.text,
        start: tidy(word.start),
        end: tidy(word.end),
    });
    Ok(Speech {
        audio: target,
        duration_seconds: pcm.duration_seconds(),
        format,
        file_size_bytes: bytes,
        character_count: text.chars().count(),
        provider: wish.provider,
        model_used: "hibari".to_owned(),
        voice_id: wish.voice_id,
        language: wish.language,
        words: if wish.timestamps { words.collect() } else { Vec::new() },
        word_timing: "the voice's own durations".to_owned(),
        loudness_lufs: levels.lufs.map(|lufs| (lufs * 100.0).round() / 100.0),
        warnings: context.warnings(),
    })
}
