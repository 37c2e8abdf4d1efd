//! `audio.sfx`: sound effects on a sound or a video: by seconds or frames, by a policy, or made from
//! words; `audio.effects` lists the built-in ones.
//!
//! How effects are made and placed is left to `sound/` and its data, where they come from to
//! `effects`.

use std::{path::PathBuf, sync::Arc};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    AudioFormat, Sound, Source, bring,
    effects::{Shelf, library, made_of},
    finish, format_of, mixed, video,
};
use crate::{
    capability::{Capability, Doors, Makes, Weight, json},
    config::Config,
    context::Context,
    engines::render::input,
    error::{Error, FieldError, Result},
    providers::speech,
    sound::{
        Bus, Limits, Order, Track,
        decode::decode,
        duck::{Ducking, speech as spoken},
        effects::Effect,
        placement::{Plan, Policy, Scene, Section, place},
        tempo,
    },
    store::Spend,
};

/// How policies place effects.
const POLICIES: &str = "sounds/policy.yaml";
/// The longest input that a policy looks at, in seconds.
const LONGEST: Limits = Limits { max_seconds: 14_400.0 };

/// Place sound effects on a sound or a video
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sfx {
    /// The sound or video they are placed on; none with `prompt` alone, which makes one effect
    pub input: Option<Source>,
    /// The effects, each a JSON object with `sfx_id` (or `prompt`) and a time or frame
    #[serde(default)]
    #[arg(value_parser = json::<SfxEvent>)]
    #[schemars(length(max = 1000))]
    pub events: Vec<SfxEvent>,
    /// Place effects by this policy: subtle, balanced or energetic
    #[schemars(length(min = 1, max = 40))]
    pub policy: Option<String>,
    /// The sections that the policy goes by, each {"kind", "start", "end", "title"?}
    #[serde(default)]
    #[arg(value_parser = json::<SfxSection>)]
    #[schemars(length(max = 1000))]
    pub sections: Vec<SfxSection>,
    /// Music that is heard, for the policy to place effects on its beats
    pub music: Option<Source>,
    /// Your own effects: a manifest (YAML or JSON) with the files beside it
    pub manifest: Option<Source>,
    /// An effect in words, made by a provider (ELEVENLABS_API_KEY); it is the result itself
    #[schemars(length(min = 1, max = 450))]
    pub prompt: Option<String>,
    /// Its length in seconds [default: what the provider finds right]
    #[schemars(range(min = 0.5, max = 30.0))]
    pub duration_seconds: Option<f64>,
    /// Frames per second that frames of events are counted in
    #[serde(default = "thirty")]
    #[schemars(range(min = 1.0, max = 240.0))]
    pub fps: f64,
    /// Whether the result is the video with its new sound (needs FFmpeg) [default: what -o ends in]
    pub keep_video: Option<bool>,
    /// Integrated loudness of the whole in LUFS (EBU R128) [default: as it comes]
    #[schemars(range(min = -40.0, max = -5.0))]
    pub loudness_lufs: Option<f64>,
    /// Seed of the noise and the small chances in effects, and of the policy's choices
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
    pub sfx_id: Option<String>,
    /// Or an effect in words, made by a provider.
    #[schemars(length(min = 1, max = 450))]
    pub prompt: Option<String>,
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

/// A part of a video.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SfxSection {
    /// hook, intro, content, list_item, stat, cta, outro, transition and so on.
    #[schemars(length(min = 1, max = 60))]
    pub kind: String,
    /// When it begins, in seconds.
    #[schemars(range(min = 0.0, max = 14400.0))]
    pub start: f64,
    /// When it ends, in seconds.
    #[schemars(range(min = 0.0, max = 14400.0))]
    pub end: f64,
    /// The words it shows.
    pub title: Option<String>,
}

const fn thirty() -> f64 {
    30.0
}

const fn full() -> f64 {
    1.0
}

/// A finished sound or video, with where each effect is and why.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Placements {
    /// The sound.
    #[serde(flatten)]
    pub sound: Sound,
    /// The video with the new sound, where that was asked for.
    pub video: Option<PathBuf>,
    /// The effects that are heard, in order of time.
    pub effects: Vec<PlacedEffect>,
    /// What the policy decided for every moment it looked at, in order of time.
    pub decisions: Vec<Decided>,
    /// Whom the licences of your own effects ask to be named.
    pub attributions: Vec<String>,
    /// What a provider was paid for.
    pub spend: Vec<Spend>,
}

/// An effect that is heard.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PlacedEffect {
    /// Which effect; `prompt` for one that was made from words.
    pub sfx_id: String,
    /// When it begins, in seconds.
    pub time: f64,
    /// Factor on its level.
    pub volume: f64,
    /// Why it is there.
    pub reason: String,
}

/// A decision of the policy.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Decided {
    /// When, in seconds.
    pub time: f64,
    /// The moment in words.
    pub moment: String,
    /// What the rule asks for.
    pub wanted: String,
    /// The effect that was placed; null when it was dropped.
    pub taken: Option<String>,
    /// Why.
    pub reason: String,
}

impl Capability for Sfx {
    const NAME: &'static str = "audio.sfx";
    const WEIGHT: Weight = Weight::Job;
    const SUMMARY: &'static str = "Place sound effects on a sound or a video";
    const EXAMPLES: &'static [(&'static str, &'static str)] = &[
        (
            "A whoosh at a cut and a ding on frame 90",
            "voice.wav --events '{\"sfx_id\":\"whoosh\",\"time\":1.5}' --events '{\"sfx_id\":\"ding\",\"frame\":90}' -o out.mp3",
        ),
        (
            "By a policy, into the video",
            "video.mp4 --policy balanced --sections '{\"kind\":\"hook\",\"start\":0,\"end\":4}' -o out.mp4",
        ),
        ("An effect from words", "--prompt \"glass breaks in a cave\" -o glass.wav"),
    ];
    const MAIN: Option<&'static str> = Some("input");
    const WITHOUT_FFMPEG: Option<&'static str> = Some("the result is a sound, not a video with it");
    const MAKES: Makes = Makes::File;
    type Output = Placements;

    fn ready(&self, config: &Config) -> Result<()> {
        let words = self.prompt.is_some() || self.events.iter().any(|event| event.prompt.is_some());
        if words { speech::effects_ready(config) } else { Ok(()) }
    }

    async fn run(self, context: Arc<Context>) -> Result<Placements> {
        self.ready(&context.config)?;
        self.check_shape()?;
        let into_video = self.keep_video.unwrap_or_else(|| video::is_asked(&context));
        let format =
            if into_video { AudioFormat::Wav } else { format_of(&context, self.output_format) };
        let name =
            if into_video { "sfx.mp4".to_owned() } else { format!("sfx.{}", format.ending()) };
        let target = context.output_file(&name)?;
        let shelf = Shelf::open(&context, self.manifest.as_ref()).await?;
        let times = check(&self.events, self.fps, &shelf)?;
        let mut tracks = Vec::new();
        let mut names = Vec::new();
        let input = match &self.input {
            Some(source) => {
                let field = "input".to_owned();
                let file = bring(&context, &[(field.clone(), source)]).await?.remove(0);
                names.push((file.clone(), field, source.0.clone()));
                tracks.push(track(Bus::Voice, file.clone(), 1.0, 0.0));
                Some(file)
            }
            None => None,
        };
        let plan = match (&self.policy, &input) {
            (Some(policy), Some(file)) => self.plan(&context, policy, file, &shelf).await?,
            _ => Plan::default(),
        };
        let mut effects: Vec<PlacedEffect> = plan
            .placed
            .iter()
            .map(|one| PlacedEffect {
                sfx_id: one.sfx_id.clone(),
                time: one.time,
                volume: one.volume,
                reason: one.reason.clone(),
            })
            .collect();
        for (event, time) in self.events.iter().zip(times) {
            context.check_cancelled()?;
            let (volume, reason) = (event.volume, "asked for".to_owned());
            if let Some(words) = &event.prompt {
                let file = made_of(&context, words, self.duration_seconds).await?;
                tracks.push(track(Bus::Effects, file, volume, time));
                effects.push(PlacedEffect { sfx_id: "prompt".to_owned(), time, volume, reason });
            } else if let Some(id) = &event.sfx_id {
                effects.push(PlacedEffect { sfx_id: id.clone(), time, volume, reason });
            }
        }
        if let Some(words) = &self.prompt {
            let file = made_of(&context, words, self.duration_seconds).await?;
            tracks.push(track(Bus::Effects, file, 1.0, 0.0));
            let (sfx_id, reason) = ("prompt".to_owned(), "asked for".to_owned());
            effects.push(PlacedEffect { sfx_id, time: 0.0, volume: 1.0, reason });
        }
        for effect in effects.iter().filter(|effect| effect.sfx_id != "prompt") {
            let (file, own) = shelf.file(&context, &effect.sfx_id, self.seed)?;
            tracks.push(track(Bus::Effects, file, effect.volume * own, effect.time));
        }
        effects.sort_by(|a, b| a.time.total_cmp(&b.time));
        let order = Order {
            tracks,
            lufs: self.loudness_lufs,
            peak_db: format.peak_db(),
            ..Order::default()
        };
        let used: Vec<&str> = effects.iter().map(|effect| effect.sfx_id.as_str()).collect();
        let attributions = shelf.attributions(&used);
        let decisions = plan.decisions.into_iter().map(|one| Decided {
            time: one.time,
            moment: one.moment,
            wanted: one.wanted,
            taken: one.taken,
            reason: one.reason,
        });
        let decisions = decisions.collect();
        let (sound, video) = match (&input, into_video) {
            (Some(file), true) => {
                let step = context.scratch()?.join("mixed.wav");
                let sound = mixed(&context, order, format, step.clone(), names).await?;
                video::with_sound(&context, file, &step, &target, &attributions).await?;
                (Sound { audio: target.clone(), ..sound }, Some(target))
            }
            _ => (finish(&context, order, format, target, names).await?, None),
        };
        let sound = Sound { warnings: context.warnings(), ..sound };
        let spend = context.spend();
        Ok(Placements { sound, video, effects, decisions, attributions, spend })
    }
}

fn track(bus: Bus, source: PathBuf, volume: f64, start_seconds: f64) -> Track {
    Track {
        bus,
        source,
        volume: volume as f32,
        start_seconds,
        looped: false,
        fade_in_seconds: 0.0,
        fade_out_seconds: 0.0,
    }
}

impl Sfx {
    /// What the schema cannot say.
    fn check_shape(&self) -> Result<()> {
        let some = !self.events.is_empty() || self.policy.is_some();
        if self.input.is_none() && (some || self.prompt.is_none()) {
            return Err(Error::field(
                "input",
                "missing: expected a sound or video to place effects on",
            )
            .hint("or --prompt alone, for an effect by itself"));
        }
        if self.input.is_some() && !some {
            return Err(Error::field("events", "missing: expected events or a policy")
                .hint("`remotion-media audio effects` lists effects"));
        }
        if self.input.is_some() && self.prompt.is_some() {
            let text = "makes an effect by itself; with an input, put prompt into an event";
            return Err(Error::field("prompt", text));
        }
        if self.policy.is_some() && self.sections.is_empty() {
            return Err(Error::field("sections", "missing: a policy goes by the video's sections"));
        }
        if self.keep_video == Some(true) && self.input.is_none() {
            return Err(Error::field("keep_video", "there is no video"));
        }
        Ok(())
    }

    /// What a policy makes of the input.
    async fn plan(
        &self,
        context: &Arc<Context>,
        policy: &str,
        file: &std::path::Path,
        shelf: &Shelf,
    ) -> Result<Plan> {
        let policies = Policy::read(&input::assets(context, None)?.require(POLICIES)?)?;
        let preset = policies
            .preset(policy)
            .map_err(|_| {
                let known: Vec<_> = policies.presets().iter().map(|one| one.id.as_str()).collect();
                let text = format!("there is no policy {policy:?}; known are {}", known.join(", "));
                Error::field("policy", text)
            })?
            .clone();
        let music = match &self.music {
            Some(source) => Some(bring(context, &[("music".to_owned(), source)]).await?.remove(0)),
            None => None,
        };
        let sections: Vec<Section> = self
            .sections
            .iter()
            .map(|one| Section {
                kind: one.kind.clone(),
                start: one.start,
                end: one.end,
                title: one.title.clone(),
            })
            .collect();
        let (file, effects, seed) = (file.to_owned(), shelf.known(), self.seed);
        context
            .blocking(move |context| {
                context.progress.stage("listening", 0);
                let pcm = decode(&file, &LONGEST, &context.cancel)?;
                let beats = match music {
                    Some(music) => {
                        let music = decode(&music, &LONGEST, &context.cancel)?;
                        tempo::measure(&music, &context.cancel)?
                    }
                    None => None,
                };
                let speech = spoken(&pcm, &Ducking::default());
                let scene = Scene {
                    seconds: pcm.duration_seconds(),
                    sections: &sections,
                    beats: beats.as_ref().map(|tempo| tempo.beats.as_slice()).unwrap_or_default(),
                    speech: &speech,
                    effects: &effects,
                };
                place(&preset, &scene, seed)
            })
            .await
    }
}

/// The moment of each event in seconds; every wrong event is named.
fn check(events: &[SfxEvent], fps: f64, shelf: &Shelf) -> Result<Vec<f64>> {
    let (mut times, mut wrong) = (Vec::new(), Vec::new());
    for (n, event) in events.iter().enumerate() {
        match (&event.sfx_id, &event.prompt) {
            (Some(id), None) => {
                if let Some(message) = shelf.unknown(id) {
                    wrong.push(FieldError { field: format!("/events/{n}/sfx_id"), message });
                }
            }
            (None, Some(_)) => {}
            _ => wrong.push(FieldError {
                field: format!("/events/{n}"),
                message: "expected either sfx_id or prompt".to_owned(),
            }),
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
