//! `audio.music-generate`: music composed and played by this program.
//!
//! What the moods, genres and instruments are is data (`templates/music`); composing is left to
//! `sound/music`.

use std::{path::PathBuf, sync::Arc};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    AudioFormat,
    bought::{self, MusicProvider},
    format_of,
};
use crate::{
    capability::{Capability, Doors, Makes, Offer, Weight},
    config::Config,
    context::Context,
    engines::render::input,
    error::{Error, FieldError, Kind, Result},
    sound::{
        file, loudness,
        mix::RATE,
        music::{Composer, Piece, Section, Wish},
    },
    store::Spend,
};

const STYLES: &str = "music/styles.yaml";
const INSTRUMENTS: &str = "music/instruments.yaml";

/// Compose and play music in a mood and a genre
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MusicGenerate {
    /// Who composes: this program, or a provider
    #[serde(default)]
    #[arg(value_parser = MusicProvider::parser())]
    pub provider: MusicProvider,
    /// How it should sound, in words; for this program, names of moods and genres in it count
    #[schemars(length(max = 2000))]
    pub prompt: Option<String>,
    /// The mood: `audio music-styles` lists them [default: what suits the genre]
    pub mood: Option<String>,
    /// The genre: `audio music-styles` lists them [default: what suits the mood]
    pub genre: Option<String>,
    /// Beats per minute [default: what suits both]
    #[schemars(range(min = 40.0, max = 220.0))]
    pub bpm: Option<f64>,
    /// Such as C minor, F# major, D dorian [default: one that suits the mood]
    pub key: Option<String>,
    /// Length in seconds
    #[serde(default = "half_a_minute")]
    #[schemars(range(min = 1.0, max = 3600.0))]
    pub duration_seconds: f64,
    /// Whether its end leads into its start
    #[serde(default, rename = "loop")]
    #[arg(id = "loop", long = "loop")]
    pub looped: bool,
    /// Another seed gives another piece in the same style
    #[serde(default)]
    pub seed: u64,
    /// Integrated loudness in LUFS (EBU R128)
    #[serde(default = "bed")]
    #[schemars(range(min = -40.0, max = -5.0))]
    pub loudness_lufs: f64,
    /// The file's format [default: what the output's name ends in, else mp3]
    pub output_format: Option<AudioFormat>,
}

const fn half_a_minute() -> f64 {
    30.0
}

const fn bed() -> f64 {
    -16.0
}

/// A finished piece.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Music {
    /// The file.
    pub audio: PathBuf,
    /// Length in seconds.
    pub duration_seconds: f64,
    /// Its format.
    pub format: AudioFormat,
    /// Size of the file.
    pub file_size_bytes: u64,
    /// Beats per minute: as composed, or measured.
    pub bpm: Option<f64>,
    /// Like F# minor; null where a provider does not tell.
    pub key: Option<String>,
    /// The mood it was composed in.
    pub mood: Option<String>,
    /// The genre it was composed in.
    pub genre: Option<String>,
    /// Bars of four beats.
    pub bars: usize,
    /// The chord of each bar.
    pub chords: Vec<String>,
    /// Its form: names of sections with their bars.
    pub sections: Vec<MusicSection>,
    /// The instruments.
    pub instruments: Vec<String>,
    /// Integrated loudness in LUFS; null below 0.4 s.
    pub loudness_lufs: Option<f64>,
    /// Who made it.
    pub provider: String,
    /// What a provider was paid for.
    pub spend: Vec<Spend>,
    /// What may be done with it.
    pub license: String,
    /// The seed, to make it again.
    pub seed: u64,
    /// What was odd.
    pub warnings: Vec<String>,
}

/// A part of a piece.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MusicSection {
    /// Intro, verse, chorus and so on.
    pub name: String,
    /// Where it begins, in seconds.
    pub start: f64,
    /// Bars of four beats.
    pub bars: usize,
}

impl Capability for MusicGenerate {
    const NAME: &'static str = "audio.music-generate";
    const PATH: Option<&'static str> = Some("/audio/music/generate");
    const WEIGHT: Weight = Weight::Job;
    const SUMMARY: &'static str = "Compose and play music in a mood and a genre";
    const EXAMPLES: &'static [(&'static str, &'static str)] = &[
        ("A calm minute", "\"calm piano\" --duration-seconds 60 -o calm.mp3"),
        (
            "A loop at an exact tempo",
            "--genre lofi --bpm 80 --loop --duration-seconds 24 -o loop.flac",
        ),
    ];
    const REQUESTS: &'static [&'static str] = &[
        r#"{"mood": "inspiring", "genre": "corporate", "duration_seconds": 6, "seed": 7, "output_format": "mp3"}"#,
    ];
    const MAIN: Option<&'static str> = Some("prompt");
    const MAKES: Makes = Makes::File;
    type Output = Music;

    fn providers(config: &Config) -> Vec<Offer> {
        bought::offers(config)
    }

    fn ready(&self, config: &Config) -> Result<()> {
        bought::ready(&self.provider.0, config)
    }

    async fn run(self, context: Arc<Context>) -> Result<Music> {
        let format = format_of(&context, self.output_format);
        let target = context.output_file(&format!("music.{}", format.ending()))?;
        if self.provider.0 != bought::LOCAL {
            return bought::buy(&context, &self, format, target).await;
        }
        let composer = composer(&context)?;
        let mut wish = Wish {
            mood: self.mood,
            genre: self.genre,
            bpm: self.bpm.map(|bpm| bpm as f32),
            key: self.key,
            seed: self.seed,
            seconds: self.duration_seconds,
            looped: self.looped,
        };
        if let Some(prompt) = &self.prompt {
            understand(prompt, &composer, &mut wish, &context);
        }
        let target_lufs = self.loudness_lufs;
        context
            .blocking(move |context| {
                let piece = composer.compose(&wish).map_err(named)?;
                context.progress.stage("playing", 100);
                let mut told = 0;
                let mut pcm = piece.render(RATE, &context.cancel, &mut |part| {
                    let now = (part * 100.0) as u64;
                    context.progress.advance(now.saturating_sub(told));
                    told = told.max(now);
                })?;
                context.progress.stage("encoding", 0);
                let levels = loudness::level(
                    &mut pcm,
                    Some(target_lufs),
                    format.peak_db(),
                    &context.cancel,
                )?;
                let tags = [("title".to_owned(), format!("{} {}", piece.mood, piece.genre))];
                let bytes = file::write(&target, &pcm, format.coded(), &tags, &context.cancel)?;
                context.made(&target);
                Ok(told_of(piece, target, format, bytes, levels.lufs, wish.seed, context))
            })
            .await
    }
}

fn told_of(
    piece: Piece,
    audio: PathBuf,
    format: AudioFormat,
    bytes: u64,
    lufs: Option<f64>,
    seed: u64,
    context: &Context,
) -> Music {
    let bar = 240.0 / piece.bpm;
    let section = |section: &Section| MusicSection {
        name: section.name.clone(),
        start: (section.first_bar as f64 * bar * 1000.0).round() / 1000.0,
        bars: section.bars,
    };
    Music {
        audio,
        duration_seconds: piece.seconds,
        format,
        file_size_bytes: bytes,
        bpm: Some((piece.bpm * 100.0).round() / 100.0),
        sections: piece.sections.iter().map(section).collect(),
        instruments: piece.parts.iter().map(|part| part.title.clone()).collect(),
        key: Some(piece.key),
        mood: Some(piece.mood),
        genre: Some(piece.genre),
        bars: piece.bars,
        chords: piece.chords,
        loudness_lufs: lufs.map(|lufs| (lufs * 100.0).round() / 100.0),
        provider: bought::LOCAL.to_owned(),
        spend: Vec::new(),
        license: "yours: composed by this program, no rights of others".to_owned(),
        seed,
        warnings: context.warnings(),
    }
}

/// Takes moods, genres and a tempo out of words.
fn understand(prompt: &str, composer: &Composer, wish: &mut Wish, context: &Context) {
    let lower = prompt.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let said = |id: &str| {
        let parts: Vec<&str> = id.split('-').collect();
        words.windows(parts.len()).any(|window| window == parts.as_slice())
            || words.contains(&id.replace('-', "").as_str())
    };
    let mood = composer.moods().iter().find(|mood| said(&mood.id));
    let genre = composer.genres().iter().find(|genre| said(&genre.id));
    let tempo =
        words.windows(2).find(|pair| pair[1] == "bpm").and_then(|pair| pair[0].parse().ok());
    if mood.is_none() && genre.is_none() && wish.mood.is_none() && wish.genre.is_none() {
        context.warn(
            "the local composer found no mood or genre it knows in the prompt; \
             `remotion-media audio music-styles` lists them",
        );
    }
    wish.mood = wish.mood.take().or_else(|| mood.map(|mood| mood.id.clone()));
    wish.genre = wish.genre.take().or_else(|| genre.map(|genre| genre.id.clone()));
    wish.bpm = wish.bpm.or(tempo);
}

/// The composer's fields by the names that requests have.
fn named(error: Error) -> Error {
    if error.kind() != Kind::Validation {
        return error;
    }
    let fields = error.field_errors().iter().map(|wrong| FieldError {
        field: match wrong.field.trim_start_matches('/') {
            "seconds" => "duration_seconds".to_owned(),
            other => other.to_owned(),
        },
        message: wrong.message.clone(),
    });
    let named = Error::fields(fields.collect());
    match error.hint_text() {
        Some(hint) => named.hint(hint),
        None => named.hint("`remotion-media audio music-styles` lists moods and genres"),
    }
}

fn composer(context: &Context) -> Result<Composer> {
    let assets = input::assets(context, None)?;
    Composer::read(&assets.require(STYLES)?, &assets.require(INSTRUMENTS)?)
}

/// List the moods and genres that music can be composed in
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MusicStyles {}

/// Moods and genres.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Styles {
    /// How music can feel.
    pub moods: Vec<Style>,
    /// What can be played.
    pub genres: Vec<Style>,
}

/// A mood or a genre.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Style {
    /// Its id.
    pub id: String,
    /// What it is like.
    pub description: String,
    /// Beats per minute, from and to.
    pub bpm: [f32; 2],
}

impl Capability for MusicStyles {
    const NAME: &'static str = "audio.music-styles";
    const PATH: Option<&'static str> = Some("/audio/music/styles");
    const WEIGHT: Weight = Weight::Quick;
    const SUMMARY: &'static str = "List the moods and genres that music can be composed in";
    const DOORS: Doors = Doors::AllAndGet;
    type Output = Styles;

    async fn run(self, context: Arc<Context>) -> Result<Styles> {
        let composer = composer(&context)?;
        let style = |id: &String, description: &String, bpm| Style {
            id: id.clone(),
            description: description.clone(),
            bpm,
        };
        let moods = composer.moods().iter().map(|m| style(&m.id, &m.description, m.tempo));
        let genres = composer.genres().iter().map(|g| style(&g.id, &g.description, g.tempo));
        Ok(Styles { moods: moods.collect(), genres: genres.collect() })
    }
}
