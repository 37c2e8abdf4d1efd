//! `render.formats`: the video formats with what each can show and what a brief may set.

use std::{path::PathBuf, sync::Arc};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::input;
use crate::{
    capability::{Capability, Doors, Weight},
    context::Context,
    error::Result,
    render::template::manifest::Manifest,
};

/// List the video formats
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Formats {
    /// Folder of your own templates, laid over the built-in ones
    pub template_dir: Option<PathBuf>,
}

/// The formats.
#[derive(Debug, Serialize, JsonSchema)]
pub struct List {
    /// Each with its manifest.
    pub formats: Vec<Manifest>,
}

impl Capability for Formats {
    const NAME: &'static str = "render.formats";
    const WEIGHT: Weight = Weight::Quick;
    const SUMMARY: &'static str = "List the video formats and what each can show";
    const DOORS: Doors = Doors::AllAndGet;
    type Output = List;

    async fn run(self, context: Arc<Context>) -> Result<List> {
        let assets = input::assets(&context, self.template_dir)?;
        let formats = assets
            .folders("formats")
            .iter()
            .map(|id| Manifest::load(&assets, id))
            .collect::<Result<_>>()?;
        Ok(List { formats })
    }
}
