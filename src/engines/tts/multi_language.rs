//! `tts.multi-language`: a text, or one for each language, becomes a sound in each language.

use std::{collections::BTreeMap, sync::Arc};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    provider::{Language, Provider, offers, ready},
    say::{Wish, say},
    translate::translate,
    written::{Form, Speech, written},
};
use crate::{
    capability::{Capability, Makes, Offer, Weight, json},
    config::Config,
    context::Context,
    engines::audio::AudioFormat,
    error::{Error, Kind, Result},
    providers::speech::Tuning,
};

/// Speak a text in several languages
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MultiLanguage {
    /// What is said in each language; see `translate`
    #[schemars(length(min = 1, max = 400_000))]
    pub text: Option<String>,
    /// What is said, by language, instead: {"en": "…", "fr": "…"}
    #[arg(value_parser = json::<BTreeMap<String, String>>)]
    pub texts: Option<BTreeMap<String, String>>,
    /// The languages [default: those of texts]
    #[serde(default)]
    #[schemars(length(max = 8))]
    pub languages: Vec<Language>,
    /// Whether the text is translated first, by the language model of OPENAI_BASE_URL
    #[serde(default)]
    pub translate: bool,
    /// The language that the text is in, when it is translated [default: by its script, else en]
    pub source_language: Option<Language>,
    /// Who speaks; auto takes the first of TTS_PROVIDERS that is set up and works
    #[serde(default)]
    #[arg(value_parser = Provider::parser())]
    pub provider: Provider,
    /// Factor on the pace
    #[serde(default = "super::generate::normal")]
    #[schemars(range(min = 0.5, max = 2.0))]
    pub speed: f64,
    /// The files' format
    #[serde(default)]
    pub output_format: AudioFormat,
}

/// What was spoken in each language.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Languages {
    /// One for each language, in the order asked for.
    pub items: Vec<LanguageItem>,
    /// How many were spoken.
    pub completed: usize,
    /// How many failed.
    pub failed: usize,
    /// What was odd.
    pub warnings: Vec<String>,
}

/// One language.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LanguageItem {
    /// As two letters.
    pub language: String,
    /// What was said.
    pub text: Option<String>,
    /// The speech, if there is one.
    pub speech: Option<Speech>,
    /// Why there is none: the contract's error object.
    pub error: Option<Value>,
}

impl Capability for MultiLanguage {
    const NAME: &'static str = "tts.multi-language";
    const WEIGHT: Weight = Weight::Job;
    const SUMMARY: &'static str = "Speak a text in several languages";
    const EXAMPLES: &'static [(&'static str, &'static str)] = &[
        (
            "A text for each language",
            "--texts '{\"en\": \"Hello.\", \"fr\": \"Bonjour.\"}' -o voices/",
        ),
        ("Translated first", "\"Hello.\" --languages es --languages ja --translate -o voices/"),
    ];
    const REQUESTS: &'static [&'static str] = &[r#"{"texts": {"en": "Good morning."}}"#];
    const MAIN: Option<&'static str> = Some("text");
    const MAKES: Makes = Makes::Folder;
    type Output = Languages;

    fn providers(config: &Config) -> Vec<Offer> {
        offers(config)
    }

    fn ready(&self, config: &Config) -> Result<()> {
        ready(&self.provider.0, config)
    }

    async fn run(self, context: Arc<Context>) -> Result<Languages> {
        let wanted = self.wanted()?;
        let folder = context.output_folder("speech")?;
        let mut items = Vec::new();
        for (language, text) in wanted {
            context.check_cancelled()?;
            let outcome = self.one(&context, language, text, &folder).await;
            let (text, speech, error) = match outcome {
                Ok((text, speech)) => (Some(text), Some(speech), None),
                Err(error) if error.kind() == Kind::Cancelled => return Err(error),
                Err(error) => {
                    context.warn(format!("{}: {error}", language.code()));
                    (None, None, Some(error))
                }
            };
            let error = error.map(|error| error.to_json());
            items.push(LanguageItem { language: language.code().to_owned(), text, speech, error });
        }
        let completed = items.iter().filter(|item| item.speech.is_some()).count();
        if completed == 0
            && let Some(error) = items.iter().find_map(|item| item.error.as_ref())
        {
            return Err(Error::from_json(error).context("no language could be spoken"));
        }
        let failed = items.len() - completed;
        Ok(Languages { items, completed, failed, warnings: context.warnings() })
    }
}

impl MultiLanguage {
    /// Each language with its text; `None` is to be translated.
    fn wanted(&self) -> Result<Vec<(Language, Option<String>)>> {
        match (&self.text, &self.texts) {
            (Some(_), Some(_)) => Err(Error::field("texts", "expected text or texts, not both")),
            (None, None) => Err(Error::field("text", "missing: expected words to speak")),
            (Some(text), None) => {
                if self.languages.is_empty() {
                    return Err(Error::field(
                        "languages",
                        "missing: expected at least one language",
                    ));
                }
                let from = self.source_language.unwrap_or_else(|| Language::of_script(text));
                let own = |language| !self.translate || language == from;
                let all = self.languages.iter();
                Ok(all.map(|l| (*l, own(*l).then(|| text.clone()))).collect())
            }
            (None, Some(texts)) => {
                let mut wanted = Vec::new();
                for (tag, text) in texts {
                    let language = Language::of_tag(tag).ok_or_else(|| {
                        let text = "unknown language; expected en, es, fr, de, ja, ko, pt or zh";
                        Error::field(format!("/texts/{tag}"), text)
                    })?;
                    if self.languages.is_empty() || self.languages.contains(&language) {
                        wanted.push((language, Some(text.clone())));
                    }
                }
                for language in &self.languages {
                    if !wanted.iter().any(|(known, _)| known == language) {
                        let text = format!("there is no text for {}", language.code());
                        return Err(Error::field("texts", text));
                    }
                }
                Ok(wanted)
            }
        }
    }

    async fn one(
        &self,
        context: &Arc<Context>,
        language: Language,
        text: Option<String>,
        folder: &std::path::Path,
    ) -> Result<(String, Speech)> {
        let target = folder.join(format!("{}.{}", language.code(), self.output_format.ending()));
        context.may_write(&target)?;
        let text = match (text, &self.text) {
            (Some(text), _) => text,
            (None, Some(source)) => translate(context, source, language).await?,
            (None, None) => return Err(Error::field("text", "missing")),
        };
        let wish = Wish {
            field: "text",
            text: text.clone(),
            markup: false,
            provider: self.provider.clone(),
            voice: None,
            model: None,
            language: Some(language),
            speed: self.speed,
            emotion: None,
            weight: 1.0,
            tuning: Tuning::default(),
            seed: None,
            times: true,
            references: Vec::new(),
            profile: None,
        };
        let said = say(context, wish).await?;
        let characters = text.chars().count();
        let form = Form { format: self.output_format, lufs: None, timestamps: true, characters };
        let speech = context.blocking(move |context| written(context, said, form, &target)).await?;
        Ok((text, speech))
    }
}
