//! What a format says of itself in `formats/<id>/manifest.yaml`, and the shared tables of
//! section types and themes. Reading only; rendering is left to `library`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::assets::Assets;
use crate::{
    error::{Error, Kind, Result},
    nearest::nearest,
};

/// A size a format is made for.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Size {
    /// What people call it: portrait, landscape, square, story.
    pub name: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// How one scene takes over from the one before.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Transition {
    /// cut, crossfade, slide, push-up, wipe or zoom; what they do is in `shared/transitions.yaml`.
    pub kind: String,
    /// Seconds.
    pub seconds: f64,
}

/// A format's manifest.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Its name in a brief.
    pub id: String,
    /// Always `video` for a format.
    pub kind: String,
    /// For people.
    pub title: String,
    /// One sentence for people.
    pub description: String,
    /// Sizes it is made for; others work.
    pub sizes: Vec<Size>,
    /// Theme when the brief names none.
    pub theme: String,
    /// Style sheets, in order.
    pub css: Vec<String>,
    /// Section types it can show.
    pub sections: Vec<String>,
    /// Motion style by section type; `default` for the rest.
    pub motion: BTreeMap<String, String>,
    /// Between sections.
    pub transition: Transition,
    /// How layers leave at the end of a section: motion name and seconds.
    pub exit: Option<(String, f64)>,
    /// Distance of content from the edges by shape (portrait, square, landscape): top, right,
    /// bottom, left in thousandths of the shorter side.
    pub safe: BTreeMap<String, [f64; 4]>,
    /// The platform it is made for, of `templates/captions/platforms.yaml`: captions keep clear of
    /// what that lays over a video.
    #[serde(default)]
    pub platform: Option<String>,
    /// Free values for the style sheets and scenes.
    #[serde(default)]
    pub look: BTreeMap<String, Value>,
    /// JSON schema of what a brief's `animations` object may set.
    #[serde(default)]
    pub parameters: Value,
}

impl Manifest {
    /// Reads the manifest of format `id`.
    ///
    /// # Errors
    /// `Validation` naming the known formats when there is none of that name, or saying what is
    /// wrong in the file.
    pub fn load(assets: &Assets, id: &str) -> Result<Self> {
        let path = format!("formats/{id}/manifest.yaml");
        let Some(text) = assets.text(&path) else {
            let known = assets.folders("formats");
            let mut error = Error::field(
                "/format",
                format!("unknown format \"{id}\"; known formats: {}", known.join(", ")),
            );
            if let Some(near) = nearest(id, known.iter().map(String::as_str)) {
                error = error.hint(format!("did you mean {near}?"));
            }
            return Err(error);
        };
        serde_yaml::from_str(&text).map_err(|e| {
            Error::new(Kind::Validation, format!("{path} is not a format manifest")).caused_by(e)
        })
    }
}

/// What kind of value a content field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// A text; numbers are taken as text; an object gives its `text`.
    Text,
    /// A number.
    Number,
    /// true or false.
    Flag,
    /// Texts, one per entry or line.
    List,
    /// Objects.
    Items,
    /// An object.
    Object,
    /// A source code text with its language.
    Code,
    /// A picture.
    Image,
    /// A moving picture.
    Video,
    /// Anything; kept as it is.
    Any,
}

/// One field of a section's content.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// What it holds.
    pub kind: FieldKind,
    /// Keys it is read from, best first.
    pub from: Vec<String>,
    /// Longest text or list.
    #[serde(default)]
    pub max: Option<usize>,
}

/// One section type.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionType {
    /// What to show it as in a format that does not know it, best first.
    #[serde(default)]
    pub similar: Vec<String>,
    /// Its content, in reading order.
    pub fields: BTreeMap<String, Field>,
}

/// `shared/sections.yaml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionTypes {
    /// Fields that every type has.
    pub common: BTreeMap<String, Field>,
    /// Keys that are known and need no warning although nothing shows them.
    pub quiet: Vec<String>,
    /// The types by name.
    pub types: BTreeMap<String, SectionType>,
}

impl SectionTypes {
    /// Reads the table.
    ///
    /// # Errors
    /// A file that is missing or wrong.
    pub fn load(assets: &Assets) -> Result<Self> {
        table(assets, "shared/sections.yaml")
    }
}

/// A theme's colours, by the names that style sheets use.
pub type Theme = BTreeMap<String, String>;

/// Reads `shared/themes.yaml`: theme name → colours.
///
/// # Errors
/// A file that is missing or wrong.
pub fn themes(assets: &Assets) -> Result<BTreeMap<String, Theme>> {
    table(assets, "shared/themes.yaml")
}

fn table<T: serde::de::DeserializeOwned>(assets: &Assets, path: &str) -> Result<T> {
    let text = assets.require(path)?;
    serde_yaml::from_str(&text)
        .map_err(|e| Error::new(Kind::Validation, format!("{path} cannot be read")).caused_by(e))
}
