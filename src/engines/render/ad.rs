//! What the ad capabilities share: template and bindings read, pictures brought, files written.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::ValueEnum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    input::{BriefSource, MissingAssets, file, places},
    picture,
};
use crate::{
    context::{Context, Trust},
    error::{Error, Kind, Result},
    media::source::Sources,
    render::{
        ads::{self, Bindings, Order, Pictures, Template},
        assets::Assets,
    },
};

/// The picture's file format.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub enum ImageFormat {
    /// Lossless.
    #[default]
    Png,
    /// Small, without transparency.
    Jpg,
    /// Smaller.
    Webp,
}

impl ImageFormat {
    /// The file name's ending.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpg => "jpg",
            Self::Webp => "webp",
        }
    }

    const fn of_ads(self) -> ads::Format {
        match self {
            Self::Png => ads::Format::Png,
            Self::Jpg => ads::Format::Jpg,
            Self::Webp => ads::Format::Webp,
        }
    }
}

/// One finished picture.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AdImage {
    /// The file.
    pub image: PathBuf,
    /// Variant it shows; absent for the template's own words.
    pub variant: Option<String>,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Size of the file.
    pub file_size_bytes: u64,
}

/// How pictures are written.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// File format.
    pub format: ImageFormat,
    /// 1 to 100, for jpg and webp.
    pub quality: u8,
    /// Missing pictures.
    pub missing: MissingAssets,
    /// Never go to the network.
    pub offline: bool,
}

/// Brings the pictures that the template and bindings name.
pub struct Studio {
    context: Arc<Context>,
    assets: Assets,
    sources: Sources,
    look: Look,
}

impl Studio {
    /// A studio whose relative paths start from `folder`.
    ///
    /// # Errors
    /// A scratch folder that cannot be made.
    pub fn new(
        context: &Arc<Context>,
        assets: Assets,
        folder: Option<PathBuf>,
        look: Look,
    ) -> Result<Self> {
        let sources = Sources::new(places(context, folder, &[])?);
        Ok(Self { context: context.clone(), assets, sources, look })
    }

    /// Draws `template` with `bindings` and writes it to `target`.
    ///
    /// # Errors
    /// A picture that is missing or damaged, a size out of range, a disk that is full.
    pub async fn write(
        &mut self,
        template: &Arc<Template>,
        bindings: &Bindings,
        size: (u32, u32),
        target: &Path,
        variant: Option<String>,
    ) -> Result<AdImage> {
        let mut files = BTreeMap::new();
        for asset in ads::asset_refs(template, bindings) {
            let Some(reference) = asset.reference else { continue };
            let pointer = format!("/bindings/assets/{}", asset.key);
            let remote = reference.starts_with("http://") || reference.starts_with("https://");
            let brought = if remote && self.look.offline {
                Err(Error::new(Kind::NotFound, format!("{pointer}: not fetched offline")))
            } else {
                self.sources.bring(&reference, &pointer, &self.context.cancel).await
            };
            match brought {
                Ok(file) => {
                    files.insert(asset.key, std::fs::read(file)?);
                }
                Err(error)
                    if self.look.missing == MissingAssets::Placeholder
                        && matches!(error.kind(), Kind::NotFound | Kind::Unavailable) =>
                {
                    self.context.warn(format!("{pointer}: not found, a placeholder is shown"));
                }
                Err(error) => return Err(error),
            }
        }
        let (template, bindings) = (template.clone(), bindings.clone());
        let (assets, look, target) = (self.assets.clone(), self.look, target.to_owned());
        self.context
            .blocking(move |context| {
                let pictures = Pictures::decode(&files)?;
                let order = Order {
                    template: &template,
                    bindings: &bindings,
                    pictures: &pictures,
                    size,
                    placeholders: look.missing == MissingAssets::Placeholder,
                };
                let ad = ads::render(&order, &assets)?;
                for warning in &ad.warnings {
                    context.warn(warning);
                }
                let bytes = ads::encode(&ad, look.format.of_ads(), look.quality)?;
                picture::write(&target, &bytes)?;
                context.made(&target);
                Ok(AdImage {
                    image: target,
                    variant,
                    width: ad.width,
                    height: ad.height,
                    file_size_bytes: bytes.len() as u64,
                })
            })
            .await
    }
}

/// A template by built-in id, file or object, with the folder its paths start from.
///
/// # Errors
/// An unknown id, a file that cannot be read, a template that is wrong.
pub fn template(
    context: &Context,
    assets: &Assets,
    source: &BriefSource,
) -> Result<(Template, Option<PathBuf>)> {
    match &source.0 {
        Value::String(name) => {
            let own = context.trust == Trust::Terminal && Path::new(name).is_file();
            if own || name.contains(['/', ':', '.']) {
                let loaded = file(context, "template", name)?;
                return Ok((Template::read(&loaded.value)?, loaded.folder));
            }
            Ok((ads::store::get(assets, name)?, None))
        }
        object => Ok((Template::read(object)?, None)),
    }
}
