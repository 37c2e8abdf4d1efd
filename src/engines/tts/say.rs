//! A text is spoken by whoever is asked for, or by the first of the configured order that can.
//!
//! Whoever spoke in another's place is named with the reason. How vendors are called is left to
//! `outside`, the voices of this program to [`Speaker`].

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Script, Speaker, outside,
    provider::{self, AUTO, LOCAL, Language, Provider},
};
use crate::{
    config::keys,
    context::Context,
    error::{Error, Kind, Result},
    providers::speech::{self, Emotion, Reference, Tuning, Vendor},
    store::{Profile, Spend},
    voice::{
        Spoken,
        text::{self, Sentence},
    },
};

/// Longest text in characters.
pub(super) const LONGEST: usize = 100_000;

/// What is to be spoken, and how.
#[derive(Clone, Debug)]
pub(in crate::engines) struct Wish {
    /// Which field the text came in, for errors.
    pub field: &'static str,
    /// Plain text, or markup.
    pub text: String,
    /// Whether it is markup (SSML).
    pub markup: bool,
    /// Who speaks.
    pub provider: Provider,
    /// Which of their voices.
    pub voice: Option<String>,
    /// Which of their models.
    pub model: Option<String>,
    /// The language, if it is known.
    pub language: Option<Language>,
    /// Factor on the pace.
    pub speed: f64,
    /// How it is said.
    pub emotion: Option<Emotion>,
    /// How much of that, 0 to 1.
    pub weight: f64,
    /// Fine settings.
    pub tuning: Tuning,
    /// The same one gives the same sound, where the voice can do that.
    pub seed: Option<u64>,
    /// Whether the times of words are wanted.
    pub times: bool,
    /// Recordings of the voice to speak with.
    pub references: Vec<Reference>,
    /// The voice profile that they are of.
    pub profile: Option<Profile>,
}

impl Wish {
    /// The language that was named, or that the script tells.
    pub(super) fn language(&self) -> Language {
        self.language.unwrap_or_else(|| Language::of_script(&self.text))
    }
}

/// What was spoken, and by whom.
#[derive(Debug)]
pub(in crate::engines) struct Said {
    /// The sound and its words.
    pub spoken: Spoken,
    /// Who spoke.
    pub provider: String,
    /// With which model.
    pub model: String,
    /// With which voice.
    pub voice: String,
    /// In which language.
    pub language: Language,
    /// Where the times of words are from.
    pub timing: &'static str,
    /// Who did not speak, and why.
    pub fallbacks: Vec<Fallback>,
    /// What vendors were paid for, those that failed included.
    pub spend: Vec<Spend>,
}

/// Somebody who was to do it and did not.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Fallback {
    /// Who.
    pub provider: String,
    /// Why not.
    pub reason: String,
}

/// Speaks.
///
/// # Errors
/// Empty or too long texts, unknown voices, vendors that are not set up or fail.
pub(in crate::engines) async fn say(context: &Arc<Context>, wish: Wish) -> Result<Said> {
    let characters = wish.text.chars().count();
    if characters > LONGEST {
        let text = format!("has {characters} characters, at most {LONGEST} are spoken at once");
        return Err(Error::field(wish.field, text).hint("split it into chapters"));
    }
    if wish.text.trim().is_empty() {
        return Err(Error::field(wish.field, "is empty; expected words to speak"));
    }
    let order = match wish.provider.0.as_str() {
        AUTO => context.config.list(keys::TTS_PROVIDERS),
        one => vec![one.to_owned()],
    };
    // A run can speak several times; this time's share is what comes after.
    let before = context.spend().len();
    let (mut fallbacks, mut last) = (Vec::new(), None);
    for name in order {
        context.check_cancelled()?;
        let error = match by(context, &name, &wish).await {
            Ok(said) => {
                let spend = context.spend().split_off(before);
                return Ok(Said { fallbacks, spend, ..said });
            }
            Err(error) => error,
        };
        // What is wrong with the request itself is no better elsewhere.
        let elsewhere = matches!(
            error.kind(),
            Kind::Provider | Kind::ProviderNotConfigured | Kind::Unavailable | Kind::RateLimit
        );
        if wish.provider.0 != AUTO || !elsewhere {
            return Err(error);
        }
        if error.kind() != Kind::ProviderNotConfigured {
            context.warn(format!("{name} did not speak: {error}"));
        }
        fallbacks.push(Fallback { provider: name, reason: error.to_string() });
        last = Some(error);
    }
    let error = last.unwrap_or_else(|| {
        Error::new(Kind::ProviderNotConfigured, "TTS_PROVIDERS names nobody")
            .detail("variable", keys::TTS_PROVIDERS.variable)
    });
    let tried: Vec<_> = fallbacks.iter().map(|one| one.provider.as_str()).collect();
    Err(error.context(format!("nobody of {} could speak", tried.join(", "))))
}

async fn by(context: &Arc<Context>, name: &str, wish: &Wish) -> Result<Said> {
    if name == LOCAL {
        let wish = wish.clone();
        return context.blocking(move |context| here(context, &wish)).await;
    }
    let vendor = speech::find(name).ok_or_else(|| {
        let known = provider::names().join(", ");
        let text = format!("there is no provider {name:?}; known are {known}");
        Error::field("provider", text)
    })?;
    there(context, vendor, wish).await
}

/// By a voice of this program.
fn here(context: &Context, wish: &Wish) -> Result<Said> {
    if !wish.references.is_empty() {
        return Err(Error::new(
            Kind::ProviderNotConfigured,
            "the local voices cannot speak with the voice of a recording",
        )
        .hint("set up a provider that can: `remotion-media tts providers` lists them"));
    }
    for (is_given, what) in [
        (wish.emotion.is_some(), "emotions"),
        (wish.tuning != Tuning::default(), "options such as stability"),
        (wish.model.is_some(), "a choice of models"),
    ] {
        if is_given {
            context.warn(format!("local: the voices of this program know no {what}"));
        }
    }
    let language = wish.language();
    let speaker = Speaker::load(context, language, wish.voice.as_deref())?;
    let script = Script {
        field: wish.field,
        text: &wish.text,
        markup: wish.markup,
        speed: wish.speed as f32,
        seed: wish.seed.unwrap_or_default(),
        reports: true,
    };
    let spoken = speaker.speak(context, &script)?;
    Ok(Said {
        spoken,
        provider: LOCAL.to_owned(),
        model: speaker.model().to_owned(),
        voice: speaker.voice().to_owned(),
        language,
        timing: "the voice's own durations",
        fallbacks: Vec::new(),
        spend: Vec::new(),
    })
}

async fn there(context: &Arc<Context>, vendor: &'static Vendor, wish: &Wish) -> Result<Said> {
    vendor.ready(&context.config)?;
    let sentences = sentences(context, wish)?;
    outside::say(context, vendor, wish, &sentences).await
}

/// The sentences of a text, as they are written.
pub(super) fn sentences(context: &Context, wish: &Wish) -> Result<Vec<Sentence>> {
    let language = wish.language();
    let reader = super::reader(context, language)?;
    let words = if wish.markup { text::ssml(&wish.text)? } else { text::words(&wish.text) };
    if words.is_empty() {
        return Err(Error::field(wish.field, "is empty; expected words to speak"));
    }
    Ok(text::sentences(words, &reader))
}
