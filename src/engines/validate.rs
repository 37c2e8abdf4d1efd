//! `validate`: looks over a brief or a template folder without rendering.

use std::{path::PathBuf, sync::Arc};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::render::{check_brief, check_templates};
use crate::{
    capability::{Capability, Weight},
    context::Context,
    error::Result,
};

/// Check a brief or a template folder without rendering
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Validate {
    /// A brief (file, - or URL), or a template folder
    pub subject: String,
    /// Folder of your own templates, laid over the built-in ones
    pub template_dir: Option<PathBuf>,
    /// Fetch nothing; URLs are not looked at
    #[serde(default)]
    pub offline: bool,
}

/// What was found.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub struct Findings {
    /// Always true: what cannot be rendered is an error that names every wrong field.
    pub valid: bool,
    /// What is odd, small, missing or overlapping.
    pub warnings: Vec<String>,
    /// What it would become: format, seconds, size, sections.
    pub summary: Value,
}

impl Capability for Validate {
    const NAME: &'static str = "validate";
    const WEIGHT: Weight = Weight::Quick;
    const SUMMARY: &'static str = "Check a brief or a template folder without rendering";
    const EXAMPLES: &'static [(&'static str, &'static str)] =
        &[("A brief", "brief.yaml"), ("A template folder", "my-templates")];
    type Output = Findings;

    async fn run(self, context: Arc<Context>) -> Result<Findings> {
        let path = PathBuf::from(&self.subject);
        let here = context.trust == crate::context::Trust::Terminal;
        if here && path.is_dir() {
            context.blocking(move |_| check_templates(path)).await
        } else {
            check_brief(&context, self.subject, self.template_dir, self.offline).await
        }
    }
}
