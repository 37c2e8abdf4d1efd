//! The audio capabilities, and what they share: sources brought to files, the finished sound.
//!
//! Decoding, mixing and encoding are left to `sound/`.

pub mod bought;
pub mod duck;
mod effects;
pub mod mix;
pub mod music_generate;
pub mod music_search;
pub mod sfx;
mod shelf;
mod video;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::ValueEnum;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use super::render::input;
use crate::{
    context::Context,
    error::{Error, Kind, Result},
    media::source::Sources,
    providers::http,
    sound::{
        self, Mixdown, Order,
        file::{self, SoundFormat},
    },
};

/// A file that a request names: a path, a URL, `upload:ID` or `artifact:JOB/NAME`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Source(pub String);

impl JsonSchema for Source {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Source".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        // The format tells clients of a service that a file may be named here.
        json_schema!({ "type": "string", "format": "source", "minLength": 1 })
    }
}

impl std::str::FromStr for Source {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

/// A sound file's format.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub enum AudioFormat {
    /// MPEG layer III, 192 kbit/s.
    #[default]
    Mp3,
    /// 16-bit PCM, lossless.
    Wav,
    /// AAC-LC with ADTS headers, 192 kbit/s.
    Aac,
    /// Opus in Ogg, 128 kbit/s.
    Ogg,
    /// 16 bit, lossless and compressed.
    Flac,
}

impl AudioFormat {
    pub(super) const fn coded(self) -> SoundFormat {
        match self {
            Self::Mp3 => SoundFormat::Mp3,
            Self::Wav => SoundFormat::Wav,
            Self::Aac => SoundFormat::Aac,
            Self::Ogg => SoundFormat::Ogg,
            Self::Flac => SoundFormat::Flac,
        }
    }

    pub(super) const fn ending(self) -> &'static str {
        self.coded().ending()
    }

    /// The ceiling of a mix in dBTP: what coding adds to a peak comes on top, and the file shall
    /// stay below -1. Opus added up to 0.8 dB, the lossless formats what meters differ.
    pub(super) const fn peak_db(self) -> f64 {
        match self {
            Self::Mp3 | Self::Aac | Self::Ogg => -2.0,
            Self::Wav | Self::Flac => -1.1,
        }
    }

    /// The one that a file's name asks for.
    fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        // Opus files have two names.
        let ending = if ending == "opus" { "ogg" } else { &ending };
        Self::value_variants().iter().copied().find(|format| format.ending() == ending)
    }
}

/// A finished sound file.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Sound {
    /// The file.
    pub audio: PathBuf,
    /// Length in seconds.
    pub duration_seconds: f64,
    /// Its format.
    pub format: AudioFormat,
    /// Frames per second.
    pub sample_rate: u32,
    /// Channels.
    pub channels: u32,
    /// Size of the file.
    pub file_size_bytes: u64,
    /// Integrated loudness in LUFS (EBU R128); null for silence.
    pub loudness_lufs: Option<f64>,
    /// Highest level, between samples too, in dBTP; null for silence.
    pub true_peak_db: Option<f64>,
    /// Whether the limiter had to hold peaks down.
    pub limited: bool,
    /// Stretches in seconds in which music was ducked.
    pub ducked: Vec<(f64, f64)>,
    /// What was odd.
    pub warnings: Vec<String>,
}

/// The format asked for, else the one that the output's name ends in, else mp3.
pub(super) fn format_of(context: &Context, asked: Option<AudioFormat>) -> AudioFormat {
    let named = context.output.as_deref().and_then(AudioFormat::of);
    asked.or(named).unwrap_or_default()
}

/// Brings the file of each source, in their order; `fields` names their places.
pub(super) async fn bring(
    context: &Context,
    sources: &[(String, &Source)],
) -> Result<Vec<PathBuf>> {
    context.progress.stage("reading", 0);
    let mut places = input::places(context, None, &[])?;
    // A relative path is the caller's own file, as any path at a terminal.
    places.folder = places.trusted.then(|| PathBuf::from("."));
    let trusted = places.trusted;
    let mut desk = Sources::new(places);
    let mut files = Vec::new();
    for (field, source) in sources {
        let text = source.0.as_str();
        let own = trusted && !text.contains("://") && !text.starts_with("data:");
        let text = if own && Path::new(text).is_file() {
            std::path::absolute(text)?.to_string_lossy().into_owned()
        } else {
            text.to_owned()
        };
        files.push(desk.bring(&text, field, &context.cancel).await?);
    }
    Ok(files)
}

/// As [`mixed`], and the file is a result of the run.
async fn finish(
    context: &Arc<Context>,
    order: Order,
    format: AudioFormat,
    target: PathBuf,
    names: Vec<(PathBuf, String, String)>,
) -> Result<Sound> {
    let sound = mixed(context, order, format, target, names).await?;
    context.made(&sound.audio);
    Ok(sound)
}

/// Mixes, writes the file and tells about it. `names` are the sources' files, and how errors may
/// call them.
async fn mixed(
    context: &Arc<Context>,
    order: Order,
    format: AudioFormat,
    target: PathBuf,
    names: Vec<(PathBuf, String, String)>,
) -> Result<Sound> {
    context
        .blocking(move |context| {
            context.progress.stage("mixing", 0);
            let made = sound::mix::mix(&order, &context.cancel).map_err(|e| placed(e, &names))?;
            if made.levels.lufs.is_none() {
                context.warn("the mix is silent, or too short for its loudness to be measured");
            }
            if let (Some(wanted), Some(got)) = (order.lufs, made.levels.lufs)
                && (wanted - got).abs() > 0.5
            {
                context.warn(format!("the mix reaches {got:.1} LUFS, not {wanted:.1}"));
            }
            context.progress.stage("encoding", 0);
            written(made, format, target, context, &context.cancel)
        })
        .await
}

fn written(
    mixed: Mixdown,
    format: AudioFormat,
    target: PathBuf,
    context: &Context,
    cancel: &CancellationToken,
) -> Result<Sound> {
    let bytes = file::write(&target, &mixed.pcm, format.coded(), &[], cancel)?;
    let tidy = |x: f64| (x * 100.0).round() / 100.0;
    Ok(Sound {
        audio: target,
        duration_seconds: mixed.pcm.duration_seconds(),
        format,
        sample_rate: mixed.pcm.rate,
        channels: mixed.pcm.channels.len() as u32,
        file_size_bytes: bytes,
        loudness_lufs: mixed.levels.lufs.map(tidy),
        true_peak_db: mixed.levels.true_peak_db.map(tidy),
        limited: mixed.levels.limited,
        ducked: mixed.speech.into_iter().map(|(a, b)| (tidy(a), tidy(b))).collect(),
        warnings: context.warnings(),
    })
}

/// A decoder's error with the field and the caller's own name instead of a local copy.
fn placed(error: Error, names: &[(PathBuf, String, String)]) -> Error {
    let text = error.to_string();
    for (file, field, source) in names {
        let local = file.display().to_string();
        if error.kind() == Kind::Validation && text.contains(&local) {
            let told = Error::field(field, text.replace(&local, &http::redacted(source)));
            return match error.hint_text() {
                Some(hint) => told.hint(hint.replace(&local, source)),
                None => told,
            };
        }
    }
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_its_format() {
        assert_eq!(AudioFormat::of(Path::new("a/B.FLAC")), Some(AudioFormat::Flac));
        assert_eq!(AudioFormat::of(Path::new("x.opus")), Some(AudioFormat::Ogg));
        assert_eq!(AudioFormat::of(Path::new("x")), None);
    }
}
