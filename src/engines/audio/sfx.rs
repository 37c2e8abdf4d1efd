//! `audio.sfx`: sound effects placed on a sound by seconds or frames; `audio.effects` lists them.
//!
//! How effects are made is left to `sound/effects` and its data.

use std::{collections::HashMap, sync::Arc};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AudioFormat, Sound, Source, bring, finish, format_of};
use crate::{
    capability::{Capability, Doors, Makes, Weight, json},
    context::Context,
    engines::render::input,
    error::{Error, FieldError, Result},
    nearest::nearest,
    sound::{
        Bus, Order, Track,
        effects::{Effect, Library},
        mix::RATE,
        wav,
    },
};

/// Where the built-in effects are described.
const LIBRARY: &str = "sounds/effects.yaml";

/// Place sound effects on a sound
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sfx {
    /// The sound they are placed on, or a video whose sound is taken; `audio effects` lists effects
    pub input: Source,
    /// The effects, each a JSON object with `sfx_id` and a time or frame; see the example
    #[arg(value_parser = json::<SfxEvent>)]
    #[schemars(length(min = 1, max = 1000))]
    pub events: Vec<SfxEvent>,
    /// Frames per second that frames of events are counted in
    #[serde(default = "thirty")]
    #[schemars(range(min = 1.0, max = 240.0))]
    pub fps: f64,
    /// Integrated loudness of the whole in LUFS (EBU R128) [default: as it comes]
    #[schemars(range(min = -40.0, max = -5.0))]
    pub loudness_lufs: Option<f64>,
    /// Seed of the noise and the small chances in effects
    #[serde(default)]
    pub seed: u64,
    /// The file's format [default: what the output's name ends in, else mp3]
    pub output_format: Option<AudioFormat>,
}

/// One effect at one moment.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SfxEvent {
    /// Which effect.
    pub sfx_id: String,
    /// When, in seconds.
    #[schemars(range(min = 0.0, max = 14400.0))]
    pub time: Option<f64>,
    /// When, in frames instead of seconds.
    pub frame: Option<u64>,
    /// Factor on its level.
    #[serde(default = "full")]
    #[schemars(range(min = 0.0, max = 4.0))]
    pub volume: f64,
}

const fn thirty() -> f64 {
    30.0
}

const fn full() -> f64 {
    1.0
}

impl Capability for Sfx {
    const NAME: &'static str = "audio.sfx";
    const WEIGHT: Weight = Weight::Job;
    const SUMMARY: &'static str = "Place sound effects on a sound";
    const EXAMPLES: &'static [(&'static str, &'static str)] = &[(
        "A whoosh at a cut and a ding on frame 90",
        "voice.wav --events '{\"sfx_id\":\"whoosh\",\"time\":1.5}' --events '{\"sfx_id\":\"ding\",\"frame\":90}' -o out.mp3",
    )];
    const MAKES: Makes = Makes::File;
    type Output = Sound;

    async fn run(self, context: Arc<Context>) -> Result<Sound> {
        let format = format_of(&context, self.output_format);
        let target = context.output_file(&format!("sfx.{}", format.ending()))?;
        let library = library(&context)?;
        let times = check(&self.events, self.fps, &library)?;
        let field = "input".to_owned();
        let files = bring(&context, &[(field.clone(), &self.input)]).await?;
        let source = files[0].clone();
        let names = vec![(source.clone(), field, self.input.0.clone())];
        let track = |bus, source, volume, start_seconds| Track {
            bus,
            source,
            volume,
            start_seconds,
            looped: false,
            fade_in_seconds: 0.0,
            fade_out_seconds: 0.0,
        };
        let mut tracks = vec![track(Bus::Voice, source, 1.0, 0.0)];
        let folder = context.scratch()?;
        let mut made = HashMap::new();
        for (event, time) in self.events.iter().zip(times) {
            context.check_cancelled()?;
            let id = event.sfx_id.as_str();
            let file = folder.join(format!("sfx-{id}.wav"));
            if made.insert(id, ()).is_none()
                && let Some(effect) = library.find(id)
            {
                wav::write(&file, &effect.render(RATE, self.seed))?;
            }
            tracks.push(track(Bus::Effects, file, event.volume as f32, time));
        }
        let order = Order {
            tracks,
            lufs: self.loudness_lufs,
            peak_db: format.peak_db(),
            ..Order::default()
        };
        finish(&context, order, format, target, names).await
    }
}

fn library(context: &Context) -> Result<Library> {
    Library::read(&input::assets(context, None)?.require(LIBRARY)?)
}

/// The moment of each event in seconds; every wrong event is named.
fn check(events: &[SfxEvent], fps: f64, library: &Library) -> Result<Vec<f64>> {
    let (mut times, mut wrong) = (Vec::new(), Vec::new());
    for (n, event) in events.iter().enumerate() {
        if library.find(&event.sfx_id).is_none() {
            let known = library.effects().iter().map(|effect| effect.id.as_str());
            let near = nearest(&event.sfx_id, known);
            let near = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
            let message = format!("there is no effect {:?}{near}", event.sfx_id);
            wrong.push(FieldError { field: format!("/events/{n}/sfx_id"), message });
        }
        match (event.time, event.frame) {
            (Some(time), None) => times.push(time),
            (None, Some(frame)) => times.push(frame as f64 / fps),
            _ => wrong.push(FieldError {
                field: format!("/events/{n}"),
                message: "expected either time or frame".to_owned(),
            }),
        }
    }
    if wrong.is_empty() {
        return Ok(times);
    }
    Err(Error::fields(wrong).hint("`remotion-media audio effects` lists them"))
}

/// List the built-in sound effects
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Effects {}

/// The sound effects.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EffectList {
    /// Each with what it is for.
    pub effects: Vec<EffectEntry>,
}

/// A sound effect.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EffectEntry {
    /// Its id, for `audio.sfx`.
    pub id: String,
    /// What it sounds like and is good for.
    pub description: String,
    /// What kind it is: transition, ui, impact, alert and so on.
    pub category: String,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// How much it asks for attention: 1 hardly, 5 all of it.
    pub intensity: u8,
}

impl Capability for Effects {
    const NAME: &'static str = "audio.effects";
    const WEIGHT: Weight = Weight::Quick;
    const SUMMARY: &'static str = "List the built-in sound effects";
    const DOORS: Doors = Doors::AllAndGet;
    type Output = EffectList;

    async fn run(self, context: Arc<Context>) -> Result<EffectList> {
        let entry = |effect: &Effect| EffectEntry {
            id: effect.id.clone(),
            description: effect.description.clone(),
            category: effect.category.clone(),
            tags: effect.tags.clone(),
            intensity: effect.intensity,
        };
        Ok(EffectList { effects: library(&context)?.effects().iter().map(entry).collect() })
    }
}
