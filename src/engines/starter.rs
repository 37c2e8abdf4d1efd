//! `new.brief` and `new.template`: commented starters to write on.

use std::{path::PathBuf, sync::Arc};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    capability::{Capability, Doors, Weight},
    context::Context,
    error::{Error, Result},
    render::assets::Assets,
};

/// Write a commented brief to start from
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBrief {
    /// The file to write: my-video.yaml
    pub path: PathBuf,
    /// Its format
    #[serde(default = "explainer")]
    pub format: String,
    /// Replace a file that exists
    #[serde(default)]
    pub overwrite: bool,
}

/// Write a format of your own to start from
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTemplate {
    /// Id of the format: `my_format_v1`
    #[schemars(length(min = 1, max = 60))]
    pub id: String,
    /// Template folder; use it with --template-dir
    #[serde(default = "folder")]
    pub path: PathBuf,
    /// Built-in format to start from
    #[serde(default = "explainer")]
    pub from: String,
}

/// What was written.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Written {
    /// The files.
    pub files: Vec<PathBuf>,
    /// What to do now.
    pub next: String,
}

fn explainer() -> String {
    "explainer_v1".to_owned()
}

fn folder() -> PathBuf {
    PathBuf::from("templates")
}

impl Capability for NewBrief {
    const NAME: &'static str = "new.brief";
    const WEIGHT: Weight = Weight::Quick;
    const SUMMARY: &'static str = "Write a commented brief to start from";
    const DOORS: Doors = Doors::Terminal;
    type Output = Written;

    async fn run(self, _context: Arc<Context>) -> Result<Written> {
        let assets = Assets::default();
        crate::render::template::manifest::Manifest::load(&assets, &self.format)?;
        let text = assets.require("starter/brief.yaml")?.replace("explainer_v1", &self.format);
        put(&self.path, &text, self.overwrite)?;
        let next = format!("remotion-media render brief {0} -o video.mp4", self.path.display());
        Ok(Written { files: vec![self.path], next })
    }
}

impl Capability for NewTemplate {
    const NAME: &'static str = "new.template";
    const WEIGHT: Weight = Weight::Quick;
    const SUMMARY: &'static str = "Write a format of your own to start from";
    const DOORS: Doors = Doors::Terminal;
    type Output = Written;

    async fn run(self, _context: Arc<Context>) -> Result<Written> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if !self.id.chars().all(plain) {
            let message = format!("expected lower-case letters, digits and _, found {}", self.id);
            return Err(Error::field("id", message));
        }
        let assets = Assets::default();
        crate::render::template::manifest::Manifest::load(&assets, &self.from)?;
        let base = self.path.join("formats").join(&self.id);
        let mut files = Vec::new();
        for (from, to) in [
            (format!("formats/{}/manifest.yaml", self.from), "manifest.yaml"),
            (format!("formats/{}/look.css", self.from), "look.css"),
            ("shared/scenes/topic.html".to_owned(), "scenes/topic.html"),
        ] {
            let text = assets.require(&from)?.replace(&self.from, &self.id);
            let file = base.join(to);
            if let Some(parent) = file.parent() {
                std::fs::create_dir_all(parent)?;
            }
            put(&file, &text, false)?;
            files.push(file);
        }
        let next = format!(
            "set \"format: {}\" in a brief and render with --template-dir {}",
            self.id,
            self.path.display()
        );
        Ok(Written { files, next })
    }
}

fn put(path: &std::path::Path, text: &str, overwrite: bool) -> Result<()> {
    if path.exists() && !overwrite {
        return Err(Error::new(crate::error::Kind::Conflict, format!("{} exists", path.display()))
            .hint("choose another name, or replace it with --overwrite"));
    }
    std::fs::write(path, text)
        .map_err(|e| Error::from(e).context(format!("writing {}", path.display())))
}
