//! Finished speech becomes a file and the result that tells of it.

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;

use super::say::{Fallback, Said};
use crate::{
    context::Context,
    engines::audio::AudioFormat,
    error::Result,
    sound::{file, loudness, mix::RATE, resample::resample},
    store::Spend,
};

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
    pub provider: String,
    /// With which model.
    pub model_used: String,
    /// Which voice.
    pub voice_id: String,
    /// The language, as two letters.
    pub language: String,
    /// Every word as it was written, with its time.
    pub words: Vec<TimedWord>,
    /// Where those times are from.
    pub word_timing: String,
    /// Integrated loudness in LUFS; null below 0.4 s.
    pub loudness_lufs: Option<f64>,
    /// Who was to speak before and did not, and why.
    pub fallbacks: Vec<Fallback>,
    /// What vendors were paid for now; pieces that were kept cost nothing.
    pub spend: Vec<Spend>,
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

/// How a file is wanted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    pub format: AudioFormat,
    pub lufs: Option<f64>,
    pub timestamps: bool,
    pub characters: usize,
}

/// Writes the file. Blocks.
pub(super) fn written(context: &Context, said: Said, form: Form, target: &Path) -> Result<Speech> {
    let Form { format, lufs, timestamps, characters } = form;
    let mut pcm = resample(said.spoken.pcm, RATE)?;
    context.progress.stage("encoding", 0);
    let levels = loudness::level(&mut pcm, lufs, format.peak_db(), &context.cancel)?;
    let bytes = file::write(target, &pcm, format.coded(), &[], &context.cancel)?;
    context.made(target);
    let length = pcm.duration_seconds();
    let tidy = |seconds: f64| ((seconds * 1000.0).round() / 1000.0).min(length);
    let words = said.spoken.words.into_iter().map(|word| TimedWord {
        text: word.text,
        start: tidy(word.start),
        end: tidy(word.end),
    });
    Ok(Speech {
        audio: target.to_owned(),
        duration_seconds: length,
        format,
        file_size_bytes: bytes,
        character_count: characters,
        provider: said.provider,
        model_used: said.model,
        voice_id: said.voice,
        language: said.language.code().to_owned(),
        words: if timestamps { words.collect() } else { Vec::new() },
        word_timing: said.timing.to_owned(),
        loudness_lufs: levels.lufs.map(|lufs| (lufs * 100.0).round() / 100.0),
        fallbacks: said.fallbacks,
        spend: said.spend,
        warnings: context.warnings(),
    })
}
