//! `models`: install, list, verify and remove what is too large to be in the program.
//!
//! Which models there are is data (`templates/models/models.yaml`); what they are for is left to the
//! capabilities that use them.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::render::input;
use crate::{
    capability::{Capability, Doors, Weight},
    config::keys,
    context::Context,
    error::{Error, Kind, Result},
    media::models::{Catalogue, Model},
    providers::http::{Expected, fetch},
};

/// The models there are.
pub(super) fn catalogue(context: &Context) -> Result<Catalogue> {
    Catalogue::read(&input::assets(context, None)?.require("models/models.yaml")?)
}

/// Where a model lies, or would.
pub(super) fn folder(context: &Context, name: &str) -> PathBuf {
    let named = context.config.text(keys::MODELS_DIR).is_some();
    let all = if named {
        context.config.path(keys::MODELS_DIR)
    } else {
        context.config.path(keys::DATA_DIR).join("models")
    };
    all.join(name)
}

/// A model, and whether it is here.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ModelEntry {
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// Under which terms it may be used.
    pub licence: String,
    /// Where to read about it.
    pub page: String,
    /// The size of its files.
    pub bytes: u64,
    /// Whether it is installed.
    pub installed: bool,
    /// Where.
    pub path: PathBuf,
}

fn entry(context: &Context, name: &str, model: &Model) -> ModelEntry {
    let path = folder(context, name);
    ModelEntry {
        name: name.to_owned(),
        description: model.about.clone(),
        licence: model.licence.clone(),
        page: model.page.clone(),
        bytes: model.bytes(),
        installed: model.is_installed(&path),
        path,
    }
}

/// The models.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ModelList {
    /// Each of them.
    pub models: Vec<ModelEntry>,
}

/// List models, and which are installed
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Models {}

impl Capability for Models {
    const NAME: &'static str = "models.list";
    const PATH: Option<&'static str> = Some("/models");
    const WEIGHT: Weight = Weight::Quick;
    const SUMMARY: &'static str = "List models, and which are installed";
    const DOORS: Doors = Doors::Get;
    type Output = ModelList;

    async fn run(self, context: Arc<Context>) -> Result<ModelList> {
        let all = catalogue(&context)?;
        let models = all.models().map(|(name, model)| entry(&context, name, model)).collect();
        Ok(ModelList { models })
    }
}

/// Install models
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Install {
    /// Which; `models list` shows them
    #[schemars(length(min = 1, max = 20))]
    pub names: Vec<String>,
}

impl Capability for Install {
    const NAME: &'static str = "models.install";
    const WEIGHT: Weight = Weight::Job;
    const SUMMARY: &'static str = "Install models";
    const EXAMPLES: &'static [(&'static str, &'static str)] = &[
        ("Voices in eight languages", "kokoro"),
        ("And the dictionary for Japanese", "kokoro japanese"),
    ];
    const DOORS: Doors = Doors::Terminal;
    type Output = ModelList;

    async fn run(self, context: Arc<Context>) -> Result<ModelList> {
        let all = catalogue(&context)?;
        for name in &self.names {
            all.find(name)?;
        }
        let mut models = Vec::new();
        for name in &self.names {
            let model = all.find(name)?;
            let here = folder(&context, name);
            install(&context, model, &here).await.map_err(|e| e.context(name))?;
            models.push(entry(&context, name, model));
        }
        Ok(ModelList { models })
    }
}

async fn install(context: &Arc<Context>, model: &Model, here: &Path) -> Result<()> {
    if model.is_installed(here) && wrong(context, model, here).await?.is_empty() {
        return Ok(());
    }
    std::fs::create_dir_all(here)?;
    let mut failures = Vec::new();
    for (n, archive) in model.archives.iter().enumerate() {
        context.progress.stage("downloading", archive.bytes);
        let file = here.join(format!("archive-{n}.tgz"));
        let hears = |bytes| context.progress.advance(bytes);
        let expected = Expected { bytes: archive.bytes, sha256: &archive.sha256 };
        match fetch(&archive.url, &file, expected, &hears, &context.cancel).await {
            Ok(()) => {
                context.progress.stage("unpacking", 0);
                let (model, archive, folder) = (model.clone(), archive.clone(), here.to_owned());
                context
                    .blocking(move |_| {
                        model.unpack(&archive, &file, &folder)?;
                        std::fs::remove_file(&file)?;
                        Ok(())
                    })
                    .await?;
            }
            Err(error) if error.kind() == Kind::Cancelled => return Err(error),
            Err(error) => failures.push(error.to_string()),
        }
    }
    // What did not come in an archive may be had by itself.
    for name in wrong(context, model, here).await? {
        let address = model.single.iter().find_map(|(known, url)| match known.strip_suffix('/') {
            Some(_) => Some(format!("{url}{}", name.strip_prefix(known.as_str())?)),
            None => (*known == name).then(|| url.clone()),
        });
        let Some(url) = address else { continue };
        let Some(file) = model.files.get(&name) else { continue };
        let target = here.join(&name);
        if let Some(folder) = target.parent() {
            std::fs::create_dir_all(folder)?;
        }
        context.progress.stage("downloading", file.bytes);
        let hears = |bytes| context.progress.advance(bytes);
        let expected = Expected { bytes: file.bytes, sha256: &file.sha256 };
        if let Err(error) = fetch(&url, &target, expected, &hears, &context.cancel).await {
            if error.kind() == Kind::Cancelled {
                return Err(error);
            }
            failures.push(error.to_string());
        }
    }
    let wrong = wrong(context, model, here).await?;
    if wrong.is_empty() {
        return Ok(());
    }
    let text = format!("{} files could not be had: {}", wrong.len(), failures.join("; "));
    Err(Error::new(Kind::Unavailable, text)
        .hint("run it again when the network is there; what came is kept"))
}

async fn wrong(context: &Arc<Context>, model: &Model, here: &Path) -> Result<Vec<String>> {
    let (model, here) = (model.clone(), here.to_owned());
    context.blocking(move |_| model.wrong(&here)).await
}

/// Check installed models against their fingerprints
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Verify {
    /// Which [default: all that are installed]
    #[serde(default)]
    #[schemars(length(max = 20))]
    pub names: Vec<String>,
}

/// What is whole.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Verified {
    /// Models whose every file is what it must be.
    pub whole: Vec<String>,
}

impl Capability for Verify {
    const NAME: &'static str = "models.verify";
    const WEIGHT: Weight = Weight::Job;
    const SUMMARY: &'static str = "Check installed models against their fingerprints";
    const DOORS: Doors = Doors::Terminal;
    const MAIN: Option<&'static str> = Some("names");
    type Output = Verified;

    async fn run(self, context: Arc<Context>) -> Result<Verified> {
        let all = catalogue(&context)?;
        let named: Vec<String> = if self.names.is_empty() {
            let here = all.models().filter(|(name, _)| folder(&context, name).is_dir());
            here.map(|(name, _)| name.to_owned()).collect()
        } else {
            self.names
        };
        let mut whole = Vec::new();
        for name in named {
            let model = all.find(&name)?;
            context.progress.stage("reading", 0);
            let wrong = wrong(&context, model, &folder(&context, &name)).await?;
            if let Some(first) = wrong.first() {
                let text =
                    format!("{name}: {} files are missing or broken, {first} first", wrong.len());
                return Err(Error::new(Kind::NotFound, text)
                    .hint(format!("mend it with `remotion-media models install {name}`")));
            }
            whole.push(name);
        }
        Ok(Verified { whole })
    }
}

/// Remove installed models
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Remove {
    /// Which
    #[schemars(length(min = 1, max = 20))]
    pub names: Vec<String>,
}

impl Capability for Remove {
    const NAME: &'static str = "models.remove";
    const WEIGHT: Weight = Weight::Quick;
    const SUMMARY: &'static str = "Remove installed models";
    const DOORS: Doors = Doors::Terminal;
    type Output = ModelList;

    async fn run(self, context: Arc<Context>) -> Result<ModelList> {
        let all = catalogue(&context)?;
        let mut models = Vec::new();
        for name in &self.names {
            let model = all.find(name)?;
            let here = folder(&context, name);
            if here.is_dir() {
                std::fs::remove_dir_all(&here)?;
            }
            models.push(entry(&context, name, model));
        }
        Ok(ModelList { models })
    }
}
