//! `tts.generate`: a text becomes speech, with the time of every word.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    provider::{Language, Provider, offers, ready},
    recordings,
    say::{Wish, say},
    written::{Form, Speech, written},
};
use crate::{
    capability::{Capability, Makes, Offer, Weight, json},
    config::Config,
    context::Context,
    engines::{
        audio::{AudioFormat, format_of},
        render::input,
    },
    error::{Error, Result},
    providers::speech::{Emotions, Tuning},
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
    /// Who speaks; auto takes the first of TTS_PROVIDERS that is set up and works
    #[serde(default)]
    #[arg(value_parser = Provider::parser())]
    pub provider: Provider,
    /// Which of the provider's voices [default: the configured one]
    #[schemars(length(min = 1, max = 200))]
    pub voice_id: Option<String>,
    /// A voice made from recordings, by id or name, instead; see `tts voice-create`
    #[schemars(length(min = 1, max = 200))]
    pub voice_profile_id: Option<String>,
    /// Which of the provider's models [default: the configured one]
    #[schemars(length(min = 1, max = 200))]
    pub model: Option<String>,
    /// The language [default: by the script of the text, else en]
    pub language: Option<Language>,
    /// Factor on the pace
    #[serde(default = "normal")]
    #[schemars(range(min = 0.5, max = 2.0))]
    pub speed: f64,
    /// How it is said: happy, sad, angry, excited, calm … as far as the provider can
    #[schemars(length(min = 1, max = 40))]
    pub emotion: Option<String>,
    /// How much of the emotion
    #[serde(default = "normal")]
    #[schemars(range(min = 0.0, max = 1.0))]
    pub emotion_weight: f64,
    /// Fine settings, as far as the provider knows them
    #[serde(default)]
    #[arg(value_parser = json::<VoiceOptions>)]
    pub options: Option<VoiceOptions>,
    /// Whether the result has the time of every word
    #[serde(default = "yes")]
    pub timestamps: bool,
    /// Integrated loudness in LUFS (EBU R128) [default: as the voice speaks]
    #[schemars(range(min = -40.0, max = -5.0))]
    pub loudness_lufs: Option<f64>,
    /// Seed of what is by chance in a voice; the same one gives the same speech where that is possible
    pub seed: Option<u64>,
    /// The file's format [default: what the output's name ends in, else mp3]
    pub output_format: Option<AudioFormat>,
}

/// Fine settings of a voice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VoiceOptions {
    /// 0 lively to 1 even.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub stability: Option<f64>,
    /// How close to the original voice, 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub similarity_boost: Option<f64>,
    /// How much style, 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub style: Option<f64>,
    /// Closer to the speaker, slower.
    pub use_speaker_boost: Option<bool>,
}

impl From<VoiceOptions> for Tuning {
    fn from(options: VoiceOptions) -> Self {
        let VoiceOptions { stability, similarity_boost, style, use_speaker_boost } = options;
        Self { stability, similarity_boost, style, use_speaker_boost }
    }
}

pub(super) const fn normal() -> f64 {
    1.0
}

const fn yes() -> bool {
    true
}

impl Capability for Generate {
    const NAME: &'static str = "tts.generate";
    const WEIGHT: Weight = Weight::Job;
    const SUMMARY: &'static str = "Speak a text, with the time of every word";
    const EXAMPLES: &'static [(&'static str, &'static str)] = &[
        ("Speech, without key and network", "\"Tea is a cup of life.\" -o tea.mp3"),
        ("Faster, and a pause", "--ssml '<speak>One.<break time=\"1s\"/>Two.</speak>' --speed 1.2"),
        ("By a provider, or the next one that works", "\"Hello.\" --provider auto --emotion happy"),
        ("A long text from a file", "--params chapter.yaml -o chapter.mp3 --json"),
    ];
    const REQUESTS: &'static [&'static str] = &[
        r#"{"text": "Tea is a cup of life. It costs $3 at 4:30 pm.", "output_format": "mp3"}"#,
        r#"{"ssml": "<speak>One.<break time=\"500ms\"/>Two.</speak>", "speed": 1.2, "output_format": "wav"}"#,
    ];
    const MAIN: Option<&'static str> = Some("text");
    const MAKES: Makes = Makes::File;
    type Output = Speech;

    fn providers(config: &Config) -> Vec<Offer> {
        offers(config)
    }

    fn ready(&self, config: &Config) -> Result<()> {
        ready(&self.provider.0, config)
    }

    async fn run(self, context: Arc<Context>) -> Result<Speech> {
        let format = format_of(&context, self.output_format);
        let target = context.output_file(&format!("speech.{}", format.ending()))?;
        let (field, text, markup) = match (self.text, self.ssml) {
            (Some(text), None) => ("text", text, false),
            (None, Some(ssml)) => ("ssml", ssml, true),
            (Some(_), Some(_)) => {
                return Err(Error::field("ssml", "expected text or ssml, not both"));
            }
            (None, None) => return Err(Error::field("text", "missing: expected words to speak")),
        };
        if self.voice_id.is_some() && self.voice_profile_id.is_some() {
            let text = "expected voice_id or voice_profile_id, not both";
            return Err(Error::field("voice_profile_id", text));
        }
        let emotion = match &self.emotion {
            Some(name) => Some(emotions(&context)?.find("emotion", name)?.clone()),
            None => None,
        };
        let (profile, references) = match &self.voice_profile_id {
            Some(id) => {
                let (profile, references) = recordings::of_profile(&context, id).await?;
                (Some(profile), references)
            }
            None => (None, Vec::new()),
        };
        let characters = text.chars().count();
        let told = profile.as_ref().and_then(|profile| profile.language.as_deref());
        let language = self.language.or_else(|| Language::of_tag(told?));
        let wish = Wish {
            field,
            text,
            markup,
            provider: self.provider,
            voice: self.voice_id,
            model: self.model,
            language,
            speed: self.speed,
            emotion,
            weight: self.emotion_weight,
            tuning: self.options.unwrap_or_default().into(),
            seed: self.seed,
            times: self.timestamps,
            references,
            profile: profile.clone(),
        };
        let said = say(&context, wish).await?;
        if let Some(profile) = profile {
            context.store().await?.0.used_voice(profile.id);
        }
        let form =
            Form { format, lufs: self.loudness_lufs, timestamps: self.timestamps, characters };
        context.blocking(move |context| written(context, said, form, &target)).await
    }
}

/// The emotions there are.
pub(super) fn emotions(context: &Context) -> Result<Emotions> {
    Emotions::read(&input::assets(context, None)?.require("voices/emotions.yaml")?)
}
