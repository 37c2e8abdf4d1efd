//! The manifest of a user's own sound effects, and one catalogue of those and the built-in ones.
//!
//! A manifest is YAML or JSON: `effects`, each with an id, a file and what the built-in ones
//! have. Files are named relative to the manifest and are not looked at here; finding, decoding
//! and playing them is left to the caller.

use serde::Serialize;
use serde_json::Value;

use super::{
    effects::Effect,
    fields::{self, Fields, is_id},
    synthesis::check::Checks,
};
use crate::error::Result;

/// Most effects of one manifest.
const MOST: usize = 10_000;

/// A user's own effects.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manifest {
    /// In the order of the file.
    pub effects: Vec<Own>,
}

/// An effect of the user's own.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Own {
    /// What requests call it: 1 to 64 small letters, digits and `-`.
    pub id: String,
    /// Its file, relative to the manifest, with `/` between folders and without `..`.
    pub file: String,
    /// What it sounds like and is good for.
    pub description: String,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// What kind it is: transition, ui, impact, alert and so on.
    pub category: String,
    /// How much it asks for attention: 1 (hardly) to 5 (all of it).
    pub intensity: u8,
    /// Factor on the level of the file, 0 to 4.
    pub volume: f64,
    /// The licence it may be used under.
    pub licence: Option<String>,
    /// Whom its licence asks to be named.
    pub attribution: Option<String>,
}

/// Where the sound of an effect comes from.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Made from a recipe of the built-in catalogue.
    BuiltIn,
    /// A file of the user's, relative to the manifest.
    File {
        /// With `/` between folders.
        path: String,
        /// The licence it may be used under.
        licence: Option<String>,
        /// Whom its licence asks to be named.
        attribution: Option<String>,
    },
}

/// An effect of either kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// What requests call it.
    pub id: String,
    /// What it sounds like and is good for.
    pub description: String,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// What kind it is.
    pub category: String,
    /// How much it asks for attention: 1 to 5.
    pub intensity: u8,
    /// Factor on its level, 0 to 4; 1 for built-in ones.
    pub volume: f64,
    /// Where its sound comes from.
    pub origin: Origin,
}

/// All effects there are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalogue {
    /// The built-in ones in their order, replaced where the user has the same id, then the rest
    /// of the user's.
    pub entries: Vec<Entry>,
    /// What the user should know, such as which built-in effects were replaced.
    pub notes: Vec<String>,
}

impl Manifest {
    /// Reads a manifest from the text of its file, YAML or JSON.
    ///
    /// # Errors
    /// `Validation` when it is neither, or naming every field that is wrong, missing or unknown,
    /// such as `/effects/2/intensity`.
    pub fn read(text: &str) -> Result<Self> {
        let value = fields::parse(text, "the manifest of sound effects")?;
        let mut checks = Checks::new("");
        let mut root = Fields::of(&value, &mut checks);
        root.need("effects");
        let list = root.list("effects");
        root.finish();
        checks.need(list.len() <= MOST, "effects", &format!("expected at most {MOST}"));
        let mut effects: Vec<Own> = Vec::new();
        checks.inside("effects", |checks| {
            for (n, value) in list.iter().take(MOST).enumerate() {
                checks.inside(n, |checks| {
                    let own = Own::read(value, checks);
                    let first = effects.iter().position(|other| other.id == own.id);
                    if let Some(first) = first.filter(|_| !own.id.is_empty()) {
                        let id = &own.id;
                        checks.fail("id", format!("{id} is already the id of /effects/{first}"));
                    }
                    effects.push(own);
                });
            }
        });
        checks.finish()?;
        Ok(Self { effects })
    }
}

impl Own {
    fn read(value: &Value, checks: &mut Checks) -> Self {
        let mut fields = Fields::of(value, checks);
        for name in ["category", "intensity"] {
            fields.need(name);
        }
        let own = Self {
            id: fields.need_text("id"),
            file: fields.need_text("file"),
            description: fields.need_text("description"),
            tags: fields.words("tags"),
            category: fields.text("category").unwrap_or_default(),
            intensity: fields.whole("intensity", 1, &(1..=5)),
            volume: fields.number("volume", 1.0, &(0.0..=4.0)),
            licence: fields.text("licence"),
            attribution: fields.text("attribution"),
        };
        let checks = fields.checks();
        if !own.id.is_empty() && !is_id(&own.id) {
            let id = &own.id;
            checks
                .fail("id", format!("expected 1 to 64 small letters, digits and -, found {id:?}"));
        }
        if let Some(wrong) = Some(&own.file).filter(|file| !file.is_empty()).and_then(|f| path(f)) {
            checks.fail("file", format!("{wrong}, found {:?}", own.file));
        }
        fields.finish();
        own
    }
}

/// What is wrong with the path of a file, if anything is. The same on every system: what is
/// harmless here could leave the folder elsewhere.
fn path(file: &str) -> Option<&'static str> {
    if file.contains('\\') {
        return Some("expected / between folders");
    }
    if file.starts_with('/') || file.contains(':') {
        return Some("expected a path relative to the manifest");
    }
    if file.chars().any(char::is_control) {
        return Some("expected a path without control characters");
    }
    if file.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return Some("expected a path without empty parts, . and ..");
    }
    None
}

impl From<&Effect> for Entry {
    fn from(effect: &Effect) -> Self {
        Self {
            id: effect.id.clone(),
            description: effect.description.clone(),
            tags: effect.tags.clone(),
            category: effect.category.clone(),
            intensity: effect.intensity,
            volume: 1.0,
            origin: Origin::BuiltIn,
        }
    }
}

impl From<&Own> for Entry {
    fn from(own: &Own) -> Self {
        Self {
            id: own.id.clone(),
            description: own.description.clone(),
            tags: own.tags.clone(),
            category: own.category.clone(),
            intensity: own.intensity,
            volume: own.volume,
            origin: Origin::File {
                path: own.file.clone(),
                licence: own.licence.clone(),
                attribution: own.attribution.clone(),
            },
        }
    }
}

/// One catalogue of the built-in effects and the user's; where both have an id, the user's wins.
#[must_use]
pub fn merge(built_in: &[Effect], manifest: &Manifest) -> Catalogue {
    let mut made = Catalogue::default();
    made.entries.extend(built_in.iter().map(Entry::from));
    for own in &manifest.effects {
        match made.entries.iter_mut().find(|entry| entry.id == own.id) {
            Some(entry) => {
                *entry = own.into();
                let (id, file) = (&own.id, &own.file);
                made.notes.push(format!("{file} replaces the built-in effect {id}"));
            }
            None => made.entries.push(own.into()),
        }
    }
    made
}

#[cfg(test)]
#[path = "manifest_tests.rs"]
mod tests;
