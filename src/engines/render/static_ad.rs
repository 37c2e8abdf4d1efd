//! `render.static-ad`: an ad template with your words and pictures, at one size or several.

use std::{path::PathBuf, sync::Arc};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    ad::{self, AdImage, ImageFormat, Look, Studio},
    brief::file_name,
    input::{self, BriefSource, MissingAssets},
};
use crate::{
    capability::{Capability, Makes, Size, Weight, json},
    context::Context,
    error::{Error, Result},
    render::ads::Bindings,
};

/// Render a static ad from a template
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StaticAd {
    /// Id of a built-in ad template; `render templates` lists them
    pub template_id: Option<String>,
    /// A template of your own: a file, or the object itself
    pub template: Option<BriefSource>,
    /// Your words and pictures: {"text": {...}, "assets": {...}}
    #[serde(default)]
    #[arg(value_parser = json::<AdBindings>)]
    pub bindings: Option<AdBindings>,
    /// Size in pixels [default: the template's own]
    pub size: Option<Size>,
    /// Several sizes; each gets a file of its own
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

/// Words, pictures and colours of an ad.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdBindings {
    /// Words by text key.
    #[serde(default)]
    pub text: serde_json::Map<String, Value>,
    /// Files or URLs by asset key.
    #[serde(default)]
    pub assets: serde_json::Map<String, Value>,
    /// Colours by name.
    #[serde(default)]
    pub colors: serde_json::Map<String, Value>,
}

const fn ninety() -> u8 {
    90
}

/// The finished pictures.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Ads {
    /// The first picture's file.
    pub image: PathBuf,
    /// All pictures.
    pub images: Vec<AdImage>,
    /// What was odd.
    pub warnings: Vec<String>,
}

impl Capability for StaticAd {
    const NAME: &'static str = "render.static-ad";
    const WEIGHT: Weight = Weight::Quick;
    const SUMMARY: &'static str = "Render a static ad from a template";
    const EXAMPLES: &'static [(&'static str, &'static str)] = &[
        (
            "A square ad",
            "product-showcase-v1 --bindings '{\"text\":{\"headline\":\"50% Off Today\"}}' -o ad.png",
        ),
        (
            "Three sizes",
            "sale-offer-v1 --sizes 1080x1080 --sizes 1080x1920 --sizes 1200x628 -o ads/",
        ),
    ];
    const MAIN: Option<&'static str> = Some("template_id");
    const REQUESTS: &'static [&'static str] = &[
        r#"{"template_id": "product-showcase-v1", "bindings": {"text": {"headline": "50% Off Today",
            "subheadline": "Limited time offer"}}, "size": {"width": 1080, "height": 1080},
            "format": "png"}"#,
        r#"{"template_id": "sale-offer-v1", "sizes": [{"width": 1080, "height": 1920},
            {"width": 1200, "height": 628}], "format": "jpg"}"#,
    ];
    const MAKES: Makes = Makes::File;
    type Output = Ads;

    async fn run(self, context: Arc<Context>) -> Result<Ads> {
        let assets = input::assets(&context, self.template_dir.clone())?;
        let source = match (&self.template_id, self.template) {
            (Some(_), Some(_)) => {
                return Err(Error::field("template", "expected template_id or template, not both"));
            }
            (Some(id), None) => BriefSource(Value::from(id.as_str())),
            (None, Some(template)) => template,
            (None, None) => {
                return Err(Error::field("template_id", "missing: expected a template"));
            }
        };
        let (template, folder) = ad::template(&context, &assets, &source)?;
        let bindings = serde_json::to_value(self.bindings.unwrap_or_default()).unwrap_or_default();
        let (bindings, warnings) = Bindings::read(&bindings)?;
        for warning in template.warnings.iter().chain(&warnings) {
            context.warn(warning);
        }
        let own =
            template.designs.first().map_or((1080, 1080), |d| (d.width as u32, d.height as u32));
        let mut sizes: Vec<(u32, u32)> =
            self.size.iter().chain(&self.sizes).map(|s| (s.width, s.height)).collect();
        if sizes.is_empty() {
            sizes.push(own);
        }
        let look = Look {
            format: self.format,
            quality: self.quality,
            missing: self.missing_assets,
            offline: self.offline,
        };
        let name = file_name(&template.id);
        let template = Arc::new(template);
        let mut studio = Studio::new(&context, assets, folder, look)?;
        let mut images = Vec::new();
        let many = sizes.len() > 1;
        for size in sizes {
            let own_name = if many {
                format!("{name}-{}x{}.{}", size.0, size.1, self.format.ending())
            } else {
                format!("{name}.{}", self.format.ending())
            };
            let target = target(&context, &own_name, many)?;
            images.push(studio.write(&template, &bindings, size, &target, None).await?);
        }
        let first = images.first().map(|i| i.image.clone()).unwrap_or_default();
        Ok(Ads { image: first, images, warnings: context.warnings() })
    }
}

/// Where a picture goes; several go into the folder that `-o` names.
pub(super) fn target(context: &Context, name: &str, many: bool) -> Result<PathBuf> {
    if !many {
        return context.output_file(name);
    }
    let folder = context
        .output
        .clone()
        .unwrap_or_else(|| context.config.path(crate::config::keys::OUTPUT_DIR));
    if folder.is_file() {
        return Err(Error::field(
            "output",
            "expected a folder, because there are several pictures",
        ));
    }
    std::fs::create_dir_all(&folder)
        .map_err(|e| Error::from(e).context(format!("making the folder {}", folder.display())))?;
    let file = folder.join(name);
    context.may_write(&file)?;
    Ok(file)
}
