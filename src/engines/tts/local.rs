//! The voices of this program: which there are (data), which one is meant, and the installed ones
//! loaded.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{provider::Language, voices::LocalVoice};
use crate::{
    context::Context,
    engines::{models, render::input},
    error::{Error, Kind, Result},
    nearest::nearest,
    render::assets::Assets,
    voice::{
        hibari::Unknown,
        kokoro::{Files, Kokoro, Style},
    },
};

/// The model that is in the program itself.
pub(super) const EMBEDDED: &str = "hibari";

/// The table of voices.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Voices {
    languages: BTreeMap<String, About>,
    voices: Vec<Row>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct About {
    /// What is weak about it.
    #[serde(default)]
    weak: Option<String>,
    /// Models that its pronunciation needs besides the voice.
    #[serde(default)]
    needs: Vec<String>,
}

/// A voice.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    pub id: String,
    pub model: String,
    languages: Vec<String>,
    description: String,
}

impl Voices {
    pub(super) fn read(assets: &Assets) -> Result<Self> {
        serde_yaml::from_str(&assets.require("voices/local.yaml")?).map_err(|e| {
            Error::new(Kind::Validation, "the table of voices cannot be read").caused_by(e)
        })
    }

    /// The voice of this id, or the first one of the language.
    pub(super) fn choose(&self, language: Language, id: Option<&str>) -> Result<&Row> {
        let code = language.code();
        let speaks = |row: &&Row| row.languages.iter().any(|one| one == code);
        let Some(id) = id else {
            return self.voices.iter().find(speaks).ok_or_else(|| {
                let text = format!("no local voice speaks {}", language.name());
                Error::field("language", text)
            });
        };
        let row = self.voices.iter().find(|row| row.id == id).ok_or_else(|| {
            let near = nearest(id, self.voices.iter().map(|row| row.id.as_str()));
            let near = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
            Error::field("voice_id", format!("there is no local voice {id:?}{near}"))
                .hint("`remotion-media tts voices` lists them, heart is built in")
        })?;
        if speaks(&row) {
            return Ok(row);
        }
        let text =
            format!("{id} does not speak {}, but {}", language.name(), row.languages.join(", "));
        Err(Error::field("voice_id", text))
    }

    pub(super) fn weak(&self, language: Language) -> Option<String> {
        self.languages.get(language.code())?.weak.clone()
    }
}

/// Loads an installed voice.
pub(super) fn load(
    context: &Context,
    assets: &Assets,
    voices: &Voices,
    row: &Row,
    model: &str,
    language: Language,
) -> Result<(Kokoro, Style)> {
    let all = models::catalogue(context)?;
    let needs = voices.languages.get(language.code()).map(|about| about.needs.as_slice());
    for name in [model].into_iter().chain(needs.unwrap_or_default().iter().map(String::as_str)) {
        if !all.find(name)?.is_installed(&models::folder(context, name)) {
            let text = format!("the local voice for {} is not installed", language.name());
            return Err(Error::new(Kind::ProviderNotConfigured, text)
                .hint(format!("install it with `remotion-media models install {name}`"))
                .detail("model", name));
        }
    }
    let folder = models::folder(context, model);
    let text = |name: &str| assets.require(name);
    let missing = |name: &str| Error::internal(format!("the built-in file {name} is missing"));
    let unknown = assets.read("voices/hibari/oov.onnx").ok_or_else(|| missing("oov.onnx"))?;
    let files = Files {
        model: folder.join("kokoro.onnx"),
        vocabulary: &text("voices/hibari/vocab.json")?,
        unknown: Unknown::load(unknown.into_owned(), &text("voices/hibari/oov.json")?)?,
        signs: &text("voices/kokoro/sounds.yaml")?,
        numbers: &text("voices/kokoro/numbers.yaml")?,
        german: &text("voices/kokoro/german.yaml")?,
        portuguese: &text("voices/kokoro/portuguese.yaml")?,
        japanese: Some(models::folder(context, "japanese")),
    };
    let kokoro = Kokoro::load(files, language.code())?;
    let style = Style::read(&std::fs::read(folder.join(format!("voices/{}.bin", row.id)))?)?;
    Ok((kokoro, style))
}

/// All of them, as they are shown.
pub(super) fn list(context: &Context) -> Result<Vec<LocalVoice>> {
    let voices = Voices::read(&input::assets(context, None)?)?;
    let all = models::catalogue(context)?;
    let here = |model: &str| {
        model == EMBEDDED
            || all.find(model).is_ok_and(|m| m.is_installed(&models::folder(context, model)))
    };
    let shown = voices.voices.into_iter().map(|row| LocalVoice {
        installed: here(&row.model),
        id: row.id,
        languages: row.languages,
        description: row.description,
        model: row.model,
    });
    Ok(shown.collect())
}
