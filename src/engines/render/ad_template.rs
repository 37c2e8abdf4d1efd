//! `render.ad-template`: a layer template with its variants, at every size asked for.

use std::{path::PathBuf, sync::Arc};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    ad::{self, ImageFormat, Look, Studio},
    brief::file_name,
    input::{self, BriefSource, MissingAssets},
    static_ad::{AdBindings, Ads, target},
};
use crate::{
    capability::{Capability, Makes, Size, Weight, json},
    context::Context,
    error::{Error, Result},
    render::ads::{Bindings, Variants},
};

/// Render an ad template with its variants
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdTemplate {
    /// The template as ad designers export it: a file, a built-in id, or the object itself
    pub template: BriefSource,
    /// Variants: a variants file, or the object itself
    pub variants: Option<BriefSource>,
    /// Only these variants, by id
    #[serde(default)]
    pub only: Vec<String>,
    /// Your words and pictures under those of the variants
    #[serde(default)]
    #[arg(value_parser = json::<AdBindings>)]
    pub bindings: Option<AdBindings>,
    /// Sizes in pixels [default: the template's own]
    #[serde(default)]
    #[schemars(length(max = 50))]
    pub sizes: Vec<Size>,
    /// File format
    #[serde(default)]
    pub format: ImageFormat,
    /// Quality of jpg and webp
    #[serde(default = "ninety")]
    #[schemars(range(min = 1, max = 100))]
    pub quality: u8,
    /// What to do when a picture is not there
    #[serde(default)]
    pub missing_assets: MissingAssets,
    /// Fetch nothing; URLs count as missing
    #[serde(default)]
    pub offline: bool,
    /// Folder of your own templates, laid over the built-in ones
    pub template_dir: Option<PathBuf>,
}

const fn ninety() -> u8 {
    90
}

impl Capability for AdTemplate {
    const NAME: &'static str = "render.ad-template";
    const WEIGHT: Weight = Weight::Job;
    const SUMMARY: &'static str = "Render an ad template with its variants at every size";
    const EXAMPLES: &'static [(&'static str, &'static str)] = &[(
        "All variants at two sizes",
        "hero.json --variants variants.json --sizes 1080x1080 --sizes 1080x1920 -o ads/",
    )];
    const REQUESTS: &'static [&'static str] =
        &[r##"{"template": {"templateId": "plain", "name": "Plain", "version": "1.0.0",
            "canvas": {"width": 1080, "height": 1080, "backgroundColor": "#10243e"},
            "layers": [{"id": "headline", "type": "text", "rect": [80, 340, 920, 400],
                "text": {"fontSize": 120, "color": "#ffffff", "align": "center"},
                "bind": {"textKey": "headline"}}],
            "bindings": {"text": {"headline": "Made from a request"}, "assets": {}}},
            "sizes": [{"width": 1080, "height": 1080}]}"##];
    const MAKES: Makes = Makes::Folder;
    type Output = Ads;

    async fn run(self, context: Arc<Context>) -> Result<Ads> {
        let assets = input::assets(&context, self.template_dir.clone())?;
        let (template, folder) = ad::template(&context, &assets, &self.template)?;
        let bindings = serde_json::to_value(self.bindings.unwrap_or_default()).unwrap_or_default();
        let (bindings, warnings) = Bindings::read(&bindings)?;
        for warning in template.warnings.iter().chain(&warnings) {
            context.warn(warning);
        }
        let mut variants: Vec<(Option<String>, Bindings)> = Vec::new();
        if let Some(source) = &self.variants {
            let value = match &source.0 {
                Value::String(path) => input::file(&context, "variants", path)?.value,
                object => object.clone(),
            };
            let read = Variants::read(&value)?;
            for warning in &read.warnings {
                context.warn(warning);
            }
            if let Some(base) = read.base.as_ref().filter(|base| **base != template.id) {
                context.warn(format!("the variants are made for {base}, not {}", template.id));
            }
            for variant in read.list {
                variants.push((Some(variant.id), variant.bindings.over(&bindings)));
            }
        }
        if variants.is_empty() {
            variants.push((None, bindings));
        }
        for wanted in &self.only {
            if !variants.iter().any(|(id, _)| id.as_ref() == Some(wanted)) {
                let known: Vec<&str> = variants.iter().filter_map(|v| v.0.as_deref()).collect();
                let message = format!("no variant {wanted}; there are {}", known.join(", "));
                return Err(Error::field("only", message));
            }
        }
        if !self.only.is_empty() {
            variants.retain(|(id, _)| id.as_ref().is_some_and(|id| self.only.contains(id)));
        }
        let own =
            template.designs.first().map_or((1080, 1080), |d| (d.width as u32, d.height as u32));
        let sizes: Vec<(u32, u32)> = if self.sizes.is_empty() {
            vec![own]
        } else {
            self.sizes.iter().map(|s| (s.width, s.height)).collect()
        };
        let look = Look {
            format: self.format,
            quality: self.quality,
            missing: self.missing_assets,
            offline: self.offline,
        };
        let name = file_name(&template.id);
        let template = Arc::new(template);
        let mut studio = Studio::new(&context, assets, folder, look)?;
        context.progress.stage("rendering", (variants.len() * sizes.len()) as u64);
        let mut images = Vec::new();
        for (id, bindings) in variants {
            for size in &sizes {
                context.check_cancelled()?;
                let variant =
                    id.as_deref().map(|id| format!("-{}", file_name(id))).unwrap_or_default();
                let file =
                    format!("{name}{variant}-{}x{}.{}", size.0, size.1, self.format.ending());
                let target = target(&context, &file, true)?;
                images.push(studio.write(&template, &bindings, *size, &target, id.clone()).await?);
                context.progress.advance(1);
            }
        }
        let first = images.first().map(|i| i.image.clone()).unwrap_or_default();
        Ok(Ads { image: first, images, warnings: context.warnings() })
    }
}
