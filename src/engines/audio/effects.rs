//! Where effects come from: the built-in recipes, a user's own files, and words that a provider makes
//! one of.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Source, bring};
use crate::{
    config::keys,
    context::Context,
    engines::{prices::Prices, render::input},
    error::{Error, Kind, Result},
    nearest::nearest,
    providers::{kept::Slot, speech},
    sound::{
        effects::Library,
        manifest::{Catalogue, Entry, Manifest, Origin, merge},
        mix::RATE,
        placement::Known,
        wav,
    },
};

/// Where the built-in effects are described.
const LIBRARY: &str = "sounds/effects.yaml";

pub(super) fn library(context: &Context) -> Result<Library> {
    Library::read(&input::assets(context, None)?.require(LIBRARY)?)
}

/// All effects of a run.
pub(super) struct Shelf {
    library: Library,
    catalogue: Catalogue,
    /// The folder of the user's own.
    folder: PathBuf,
}

impl Shelf {
    /// The built-in effects and those of a manifest.
    pub async fn open(context: &Arc<Context>, manifest: Option<&Source>) -> Result<Self> {
        let library = library(context)?;
        let (mut own, mut folder) = (Manifest::default(), PathBuf::new());
        if let Some(source) = manifest {
            let file = bring(context, &[("manifest".to_owned(), source)]).await?.remove(0);
            let text = std::fs::read_to_string(&file).map_err(|e| {
                Error::field("manifest", format!("{} cannot be read: {e}", source.0))
            })?;
            own = Manifest::read(&text).map_err(|e| e.context("manifest"))?;
            folder = file.parent().map(Path::to_owned).unwrap_or_default();
        }
        let catalogue = merge(library.effects(), &own);
        for note in &catalogue.notes {
            context.warn(note.clone());
        }
        Ok(Self { library, catalogue, folder })
    }

    /// Why there is no effect of this id; `None` if there is one.
    pub fn unknown(&self, id: &str) -> Option<String> {
        if self.entry(id).is_some() {
            return None;
        }
        let near = nearest(id, self.catalogue.entries.iter().map(|entry| entry.id.as_str()));
        let near = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
        Some(format!("there is no effect {id:?}{near}"))
    }

    fn entry(&self, id: &str) -> Option<&Entry> {
        self.catalogue.entries.iter().find(|entry| entry.id == id)
    }

    /// What a policy has to know.
    pub fn known(&self) -> Vec<Known> {
        self.catalogue.entries.iter().map(Known::from).collect()
    }

    /// The sound of an effect, and the factor on its level.
    pub fn file(&self, context: &Context, id: &str, seed: u64) -> Result<(PathBuf, f64)> {
        let unknown = || Error::field("events", format!("there is no effect {id:?}"));
        let entry = self.entry(id).ok_or_else(unknown)?;
        let file = match &entry.origin {
            Origin::File { path, .. } => {
                let file = self.folder.join(path);
                let file = context.readable("manifest", &file)?;
                if !file.is_file() {
                    let text = format!("{id}: there is no file {}", file.display());
                    return Err(Error::field("manifest", text));
                }
                file
            }
            Origin::BuiltIn => {
                let file = context.scratch()?.join(format!("sfx-{id}.wav"));
                if !file.exists() {
                    let effect = self.library.find(id).ok_or_else(unknown)?;
                    wav::write(&file, &effect.render(RATE, seed))?;
                }
                file
            }
        };
        Ok((file, entry.volume))
    }

    /// Whom the licences of these effects ask to be named.
    pub fn attributions(&self, ids: &[&str]) -> Vec<String> {
        let used = self.catalogue.entries.iter().filter(|entry| ids.contains(&entry.id.as_str()));
        used.filter_map(|entry| match &entry.origin {
            Origin::File { licence, attribution, .. } => {
                let parts = [attribution.clone(), licence.clone()];
                let text = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
                (!text.is_empty()).then_some(text)
            }
            Origin::BuiltIn => None,
        })
        .collect()
    }
}

#[derive(Serialize, Deserialize)]
struct About {
    model: String,
}

/// An effect made from words by a provider; the same words are not paid for twice.
pub(super) async fn made_of(
    context: &Arc<Context>,
    words: &str,
    seconds: Option<f64>,
) -> Result<PathBuf> {
    let folder = context.config.path(keys::DATA_DIR).join("pieces");
    let slot = Slot::of(&folder, &json!({ "effect": words, "seconds": seconds }));
    context.progress.stage("making an effect", 0);
    let sound = if let Some((_, sound)) = slot.find::<About>() {
        sound
    } else {
        let take = speech::sound_effect(&context.config, &context.cancel, words, seconds).await?;
        let prices = Prices::load(context)?;
        let id = take.request_id.clone();
        context.spent(prices.spend(speech::EFFECTS_BY, &take.model, ("calls", 1.0), id));
        slot.keep(&About { model: take.model }, &take.sound)?;
        take.sound
    };
    let file = context.scratch()?.join(format!("made-{}.sound", uuid::Uuid::now_v7().simple()));
    std::fs::write(&file, &sound)?;
    let (heard, cancel) = (file.clone(), context.cancel.clone());
    // What is no sound is the provider's fault, and is told as such.
    context
        .blocking(move |_| {
            crate::sound::decode::length(&heard, &cancel).map_err(|e| match e.kind() {
                Kind::Cancelled => e,
                _ => Error::new(Kind::Provider, "the provider answered with no sound")
                    .caused_by(e.to_string())
                    .detail("provider", speech::EFFECTS_BY)
                    .permanent(),
            })
        })
        .await?;
    Ok(file)
}
