//! Voices: those of this program and those made from recordings. `tts.voices` lists them,
//! `tts.voice-create`, `tts.voice` and `tts.voice-delete` make, show and delete profiles.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    provider::Language,
    recordings::{heard, keep},
};
use crate::{
    capability::{Capability, Doors, Weight},
    context::Context,
    engines::audio::Source,
    error::{Error, Kind, Result},
    providers::speech,
    store::Profile,
};

/// List voices: those of this program, and those made from recordings
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Voices {
    /// Only voices of this language
    pub language: Option<Language>,
}

/// The voices.
#[derive(Debug, Serialize, JsonSchema)]
pub struct VoiceList {
    /// The voices of this program.
    pub local: Vec<LocalVoice>,
    /// Voices made from recordings.
    pub profiles: Vec<Profile>,
}

/// A voice of this program.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LocalVoice {
    /// For `voice_id`.
    pub id: String,
    /// Which it speaks, as two letters.
    pub languages: Vec<String>,
    /// Who it sounds like.
    pub description: String,
    /// Whether it can speak now.
    pub installed: bool,
    /// The model it is of.
    pub model: String,
}

impl Capability for Voices {
    const NAME: &'static str = "tts.voices";
    const WEIGHT: Weight = Weight::Quick;
    const SUMMARY: &'static str =
        "List voices: those of this program, and those made from recordings";
    const DOORS: Doors = Doors::Get;
    type Output = VoiceList;

    async fn run(self, context: Arc<Context>) -> Result<VoiceList> {
        let (_, readers) = context.store().await?;
        context
            .blocking(move |context| {
                let code = self.language.map(Language::code);
                let mut local = super::local::list(context)?;
                local.retain(|voice| {
                    code.is_none_or(|code| voice.languages.iter().any(|one| one == code))
                });
                let mut profiles = readers.voices()?;
                profiles.retain(|profile| {
                    code.is_none_or(|code| profile.language.as_deref().is_none_or(|l| l == code))
                });
                Ok(VoiceList { local, profiles })
            })
            .await
    }
}

/// Make a voice from one to five recordings
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VoiceCreate {
    /// What the voice is called; unique
    #[schemars(length(min = 1, max = 100))]
    pub name: String,
    /// Recordings of the voice, 3 to 30 s each, of nobody else
    #[schemars(length(min = 1, max = 5))]
    pub reference_urls: Vec<Source>,
    /// What it is like
    #[schemars(length(max = 500))]
    pub description: Option<String>,
    /// The language of the recordings
    pub language: Option<Language>,
}

impl Capability for VoiceCreate {
    const NAME: &'static str = "tts.voice-create";
    const PATH: Option<&'static str> = Some("/tts/voices");
    const WEIGHT: Weight = Weight::Job;
    const SUMMARY: &'static str = "Make a voice from one to five recordings";
    const EXAMPLES: &'static [(&'static str, &'static str)] =
        &[("A voice of two recordings", "Ada --reference-urls a.wav --reference-urls b.wav")];
    type Output = Profile;

    async fn run(self, context: Arc<Context>) -> Result<Profile> {
        let name = self.name.trim().to_owned();
        if name.is_empty() || name.starts_with("voi_") {
            let text = "expected a name that is not empty and does not begin with voi_";
            return Err(Error::field("name", text));
        }
        let (store, readers) = context.store().await?;
        let wanted = name.clone();
        let taken = context.blocking(move |_| Ok(readers.voice(&wanted).is_ok())).await?;
        if taken {
            return Err(Error::new(Kind::Conflict, format!("there is a voice named {name:?}"))
                .hint("choose another name, or delete that voice"));
        }
        let sources: Vec<_> = self
            .reference_urls
            .iter()
            .enumerate()
            .map(|(n, source)| (format!("/reference_urls/{n}"), source))
            .collect();
        let recordings = heard(&context, &sources).await?;
        let references = context
            .blocking(move |context| {
                recordings.iter().map(|one| keep(context, one)).collect::<Result<Vec<_>>>()
            })
            .await?;
        for recorded in &references {
            for issue in &recorded.issues {
                context.warn(format!("{}: {issue}", recorded.name));
            }
        }
        let sum: f64 = references.iter().map(|one| one.quality_score).sum();
        let profile = Profile {
            id: format!("voi_{}", uuid::Uuid::now_v7().simple()),
            created_at: jiff::Timestamp::now(),
            name,
            description: self.description,
            language: self.language.map(|language| language.code().to_owned()),
            quality_score: (sum / references.len() as f64 * 1000.0).round() / 1000.0,
            references,
            usage_count: 0,
            learnt: serde_json::Map::new(),
        };
        store.keep_voice(profile.clone()).await?;
        Ok(profile)
    }
}

/// Show a voice made from recordings
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Voice {
    /// Its id or name
    #[schemars(length(min = 1, max = 200))]
    pub id: String,
}

impl Capability for Voice {
    const NAME: &'static str = "tts.voice";
    const PATH: Option<&'static str> = Some("/tts/voices/{id}");
    const WEIGHT: Weight = Weight::Quick;
    const SUMMARY: &'static str = "Show a voice made from recordings";
    const DOORS: Doors = Doors::Get;
    type Output = Profile;

    async fn run(self, context: Arc<Context>) -> Result<Profile> {
        let (_, readers) = context.store().await?;
        context.blocking(move |_| readers.voice(&self.id)).await
    }
}

/// Delete a voice made from recordings, here and at vendors that have learnt it
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VoiceDelete {
    /// Its id or name
    #[schemars(length(min = 1, max = 200))]
    pub id: String,
}

/// What was deleted.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Deleted {
    /// The voice.
    pub id: String,
    /// Vendors that have forgotten it as well.
    pub forgotten_by: Vec<String>,
    /// What was odd.
    pub warnings: Vec<String>,
}

impl Capability for VoiceDelete {
    const NAME: &'static str = "tts.voice-delete";
    const PATH: Option<&'static str> = Some("/tts/voices/{id}");
    const WEIGHT: Weight = Weight::Quick;
    const SUMMARY: &'static str =
        "Delete a voice made from recordings, here and at vendors that have learnt it";
    const DOORS: Doors = Doors::Delete;
    type Output = Deleted;

    async fn run(self, context: Arc<Context>) -> Result<Deleted> {
        let (store, readers) = context.store().await?;
        let profile = context.blocking(move |_| readers.voice(&self.id)).await?;
        let mut forgotten_by = Vec::new();
        for (vendor, id) in &profile.learnt {
            let Some(id) = id.as_str() else { continue };
            // A vendor that cannot be reached must not keep a person from deleting a voice here.
            match speech::forget_voice(&context.config, &context.cancel, id).await {
                Ok(()) => forgotten_by.push(vendor.clone()),
                Err(error) => context.warn(format!("{vendor} still has it as {id}: {error}")),
            }
        }
        store.forget_voice(profile.id.clone()).await?;
        Ok(Deleted { id: profile.id, forgotten_by, warnings: context.warnings() })
    }
}
