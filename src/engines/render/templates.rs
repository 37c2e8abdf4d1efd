//! `render.templates`: the ad templates with the schema of what each takes.

use std::{path::PathBuf, sync::Arc};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::input;
use crate::{
    capability::{Capability, Doors, Weight},
    context::Context,
    error::Result,
    render::ads::store,
};

/// List the ad templates
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Templates {
    /// Folder of your own templates, laid over the built-in ones
    pub template_dir: Option<PathBuf>,
}

/// The ad templates.
#[derive(Debug, Serialize, JsonSchema)]
pub struct List {
    /// Each with what it takes.
    pub templates: Vec<Entry>,
}

/// An ad template.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Sizes it was made for, as `1080x1920`; any other works.
    pub sizes: Vec<String>,
    /// JSON schema of its bindings.
    pub parameters: Value,
}

impl Capability for Templates {
    const NAME: &'static str = "render.templates";
    const WEIGHT: Weight = Weight::Quick;
    const SUMMARY: &'static str = "List the ad templates and what each takes";
    const DOORS: Doors = Doors::AllAndGet;
    type Output = List;

    async fn run(self, context: Arc<Context>) -> Result<List> {
        let assets = input::assets(&context, self.template_dir)?;
        let templates = store::list(&assets)?
            .into_iter()
            .map(|listing| Entry {
                sizes: listing.sizes.iter().map(|(_, w, h)| format!("{w}x{h}")).collect(),
                id: listing.id,
                name: listing.name,
                description: listing.description,
                parameters: listing.parameters,
            })
            .collect();
        Ok(List { templates })
    }
}
