//! `audio.mix`: voices, music and effects become one finished sound.

use std::sync::Arc;

use clap::ValueEnum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AudioFormat, Sound, Source, bring, finish, format_of};
use crate::{
    capability::{Capability, Makes, Weight, json},
    context::Context,
    error::{Error, Result},
    sound::{Bus, Order, Track, duck::Ducking},
};

/// Mix voices, music and effects to one sound
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mix {
    /// The sounds, each a JSON object with at least a url; see the example
    #[arg(value_parser = json::<MixTrack>)]
    #[schemars(length(min = 1, max = 500))]
    pub tracks: Vec<MixTrack>,
    /// How music steps back under voiceovers, a JSON object: how far and how fast, or not at all
    #[serde(default)]
    #[arg(value_parser = json::<DuckingWish>)]
    pub ducking: Option<DuckingWish>,
    /// Integrated loudness in LUFS (EBU R128): -14 for social media, -23 for broadcast
    #[serde(default = "social")]
    #[schemars(range(min = -40.0, max = -5.0))]
    pub loudness_lufs: f64,
    /// Leave the loudness as it is; only peaks are held
    #[serde(default)]
    pub keep_level: bool,
    /// Length in seconds [default: to the end of the last track that does not loop]
    #[schemars(range(min = 0.01, max = 14400.0))]
    pub duration_seconds: Option<f64>,
    /// The file's format [default: what the output's name ends in, else mp3]
    pub output_format: Option<AudioFormat>,
}

/// One sound of a mix.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MixTrack {
    /// The file: a path, a URL, upload:ID or artifact:JOB/NAME.
    pub url: Source,
    /// What it is for.
    #[serde(default, rename = "type")]
    pub kind: TrackKind,
    /// Factor on its level.
    #[serde(default = "one")]
    #[schemars(range(min = 0.0, max = 4.0))]
    pub volume: f64,
    /// Where it starts, in seconds.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 14400.0))]
    pub start_time: f64,
    /// Seconds from silence to full level.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 600.0))]
    pub fade_in: f64,
    /// Seconds from full level to silence.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 600.0))]
    pub fade_out: f64,
    /// Whether it starts over until the mix ends.
    #[serde(default, rename = "loop")]
    pub looped: bool,
}

/// What a track is for.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub enum TrackKind {
    /// Speech: music steps back for it.
    #[default]
    Voiceover,
    /// Music.
    Music,
    /// A sound effect.
    Sfx,
}

/// How music steps back.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DuckingWish {
    /// Whether it does.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// Factor on the music under speech; 0.25 is 12 dB down.
    #[serde(default = "quarter")]
    #[schemars(range(min = 0.001, max = 1.0))]
    pub duck_to: f64,
    /// Milliseconds in which it goes down.
    #[serde(default = "attack")]
    #[schemars(range(min = 0.0, max = 10000.0))]
    pub attack_ms: f64,
    /// Milliseconds in which it comes back.
    #[serde(default = "release")]
    #[schemars(range(min = 0.0, max = 10000.0))]
    pub release_ms: f64,
}

const fn social() -> f64 {
    -14.0
}

const fn one() -> f64 {
    1.0
}

const fn yes() -> bool {
    true
}

pub(super) fn quarter() -> f64 {
    Ducking::default().duck_to
}

pub(super) fn attack() -> f64 {
    Ducking::default().attack * 1000.0
}

pub(super) fn release() -> f64 {
    Ducking::default().release * 1000.0
}

impl Capability for Mix {
    const NAME: &'static str = "audio.mix";
    const WEIGHT: Weight = Weight::Job;
    const SUMMARY: &'static str = "Mix voices, music and effects to one sound";
    const EXAMPLES: &'static [(&'static str, &'static str)] = &[(
        "A voice over music that steps back for it",
        "--tracks '{\"url\":\"voice.wav\"}' --tracks '{\"url\":\"music.mp3\",\"type\":\"music\",\"volume\":0.4,\"loop\":true}' -o mix.mp3",
    )];
    const MAKES: Makes = Makes::File;
    type Output = Sound;

    async fn run(self, context: Arc<Context>) -> Result<Sound> {
        let format = format_of(&context, self.output_format);
        let target = context.output_file(&format!("mix.{}", format.ending()))?;
        if self.tracks.is_empty() {
            return Err(Error::field("tracks", "missing: expected at least one sound"));
        }
        let sources: Vec<_> = self
            .tracks
            .iter()
            .enumerate()
            .map(|(n, track)| (format!("/tracks/{n}/url"), &track.url))
            .collect();
        let files = bring(&context, &sources).await?;
        let names = files
            .iter()
            .zip(&sources)
            .map(|(file, (field, source))| (file.clone(), field.clone(), source.0.clone()))
            .collect();
        let tracks = self.tracks.iter().zip(files).map(|(track, source)| Track {
            bus: match track.kind {
                TrackKind::Voiceover => Bus::Voice,
                TrackKind::Music => Bus::Music,
                TrackKind::Sfx => Bus::Effects,
            },
            source,
            volume: track.volume as f32,
            start_seconds: track.start_time,
            looped: track.looped,
            fade_in_seconds: track.fade_in,
            fade_out_seconds: track.fade_out,
        });
        let wish = self.ducking.unwrap_or(DuckingWish {
            enabled: true,
            duck_to: quarter(),
            attack_ms: attack(),
            release_ms: release(),
        });
        let order = Order {
            tracks: tracks.collect(),
            seconds: self.duration_seconds,
            ducking: wish.enabled.then(|| Ducking {
                duck_to: wish.duck_to,
                attack: wish.attack_ms / 1000.0,
                release: wish.release_ms / 1000.0,
                ..Ducking::default()
            }),
            lufs: (!self.keep_level).then_some(self.loudness_lufs),
            peak_db: format.peak_db(),
        };
        finish(&context, order, format, target, names).await
    }
}
