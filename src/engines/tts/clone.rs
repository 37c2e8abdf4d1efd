//! `tts.voice-clone`: a text is spoken with the voice of a recording.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    generate::{emotions, normal},
    provider::{CloneModel, Language, Provider, offers, ready},
    recordings::heard,
    say::{Wish, say},
    written::{Form, Speech, written},
};
use crate::{
    capability::{Capability, Makes, Offer, Weight},
    config::Config,
    context::Context,
    engines::audio::{AudioFormat, Source, format_of},
    error::Result,
    providers::speech::{self, Clones, Tuning},
    store::Profile,
};

/// Speak a text with the voice of a recording
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VoiceClone {
    /// What is said, up to 100,000 characters
    #[schemars(length(min = 1, max = 400_000))]
    pub text: String,
    /// A recording of the voice, 3 to 30 s, of nobody else
    pub voice_reference_url: Source,
    /// What speaks: IndexTTS-2, a server that clones by OpenAI's protocol (xtts), or a vendor
    #[serde(default)]
    #[arg(value_parser = CloneModel::parser())]
    pub model: CloneModel,
    /// The language [default: by the script of the text, else en]
    pub language: Option<Language>,
    /// How it is said: neutral, happy, sad, angry, excited … as far as the model can
    #[schemars(length(min = 1, max = 40))]
    pub emotion: Option<String>,
    /// How much of the emotion
    #[serde(default = "most")]
    #[schemars(range(min = 0.0, max = 1.0))]
    pub emotion_weight: f64,
    /// Factor on the pace
    #[serde(default = "normal")]
    #[schemars(range(min = 0.5, max = 2.0))]
    pub speed: f64,
    /// Integrated loudness in LUFS (EBU R128) [default: as the voice speaks]
    #[schemars(range(min = -40.0, max = -5.0))]
    pub loudness_lufs: Option<f64>,
    /// The file's format [default: what the output's name ends in, else mp3]
    pub output_format: Option<AudioFormat>,
}

const fn most() -> f64 {
    0.8
}

impl Capability for VoiceClone {
    const NAME: &'static str = "tts.voice-clone";
    const WEIGHT: Weight = Weight::Job;
    const SUMMARY: &'static str = "Speak a text with the voice of a recording";
    const EXAMPLES: &'static [(&'static str, &'static str)] = &[(
        "An excited voice like that of a recording",
        "\"We did it!\" --voice-reference-url me.wav --emotion excited -o out.mp3",
    )];
    const MAKES: Makes = Makes::File;
    type Output = Speech;

    fn providers(config: &Config) -> Vec<Offer> {
        let mut all = offers(config);
        let place = |offer: &Offer| speech::CLONERS.iter().position(|(_, by)| *by == offer.name);
        all.retain(|offer| place(offer).is_some());
        // In the order of the models, so that what is missing is said of the first.
        all.sort_by_key(place);
        all
    }

    fn ready(&self, config: &Config) -> Result<()> {
        ready(self.model.provider(), config)
    }

    async fn run(self, context: Arc<Context>) -> Result<Speech> {
        let format = format_of(&context, self.output_format);
        let target = context.output_file(&format!("speech.{}", format.ending()))?;
        let emotion = match &self.emotion {
            Some(name) => Some(emotions(&context)?.find("emotion", name)?.clone()),
            None => None,
        };
        let provider = self.model.provider();
        // Asked first: a recording is brought for somebody who can use it.
        let vendor = speech::find(provider);
        if let Some(vendor) = vendor {
            vendor.ready(&context.config)?;
        }
        let field = "voice_reference_url".to_owned();
        let recording = heard(&context, &[(field, &self.voice_reference_url)]).await?;
        for issue in recording.iter().flat_map(|one| &one.quality.issues) {
            context.warn(format!("voice_reference_url: {issue}"));
        }
        let references: Vec<_> = recording.into_iter().map(|one| one.reference).collect();
        let learns = vendor.is_some_and(|vendor| vendor.clones == Clones::Learns);
        let (voice, references) = if learns {
            let name = format!("remotion-media {}", context.job.as_str());
            let config = &context.config;
            let id = speech::learn_voice(config, &context.cancel, &name, None, &references).await?;
            (Some(id), Vec::new())
        } else {
            (None, references)
        };
        let characters = self.text.chars().count();
        let wish = Wish {
            field: "text",
            text: self.text,
            markup: false,
            provider: Provider(provider.to_owned()),
            voice: voice.clone(),
            // Where the model is not the provider itself, its server has to be told.
            model: (self.model.0 != provider).then(|| self.model.0.clone()),
            language: self.language,
            speed: self.speed,
            emotion,
            weight: self.emotion_weight,
            tuning: Tuning::default(),
            seed: None,
            times: true,
            references,
            profile: None::<Profile>,
        };
        let said = say(&context, wish).await;
        if let Some(id) = voice {
            // It was learnt for this run only, and such voices are few at the vendor.
            let token = tokio_util::sync::CancellationToken::new();
            if let Err(error) = speech::forget_voice(&context.config, &token, &id).await {
                context.warn(format!("{provider} still has the voice as {id}: {error}"));
            }
        }
        let said = said?;
        let form = Form { format, lufs: self.loudness_lufs, timestamps: true, characters };
        context.blocking(move |context| written(context, said, form, &target)).await
    }
}
