//! `render.still`: one frame of a brief as a picture, or a contact sheet of many.

use std::{path::PathBuf, sync::Arc};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    brief::file_name,
    input::{self, BriefSource, MissingAssets, Options},
};
use crate::{
    capability::{Capability, Makes, Weight},
    context::Context,
    error::{Error, Result},
    render::film::produce,
};

/// Render one frame of a brief, or a contact sheet, as PNG
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Still {
    /// The brief: a JSON or YAML file, - for standard input, a URL, or the object itself
    pub brief: BriefSource,
    /// Moments in seconds; one gives a picture, several a contact sheet
    #[serde(default)]
    pub at: Vec<f64>,
    /// A contact sheet of this many moments, spread over the video
    #[schemars(range(min = 1, max = 100))]
    pub sheet: Option<u32>,
    /// Columns of a contact sheet [default: 5]
    #[schemars(range(min = 1, max = 20))]
    pub columns: Option<u32>,
    /// Factor on the brief's size [default: 1, or 0.3 for a contact sheet]
    #[schemars(range(min = 0.05, max = 2.0))]
    pub scale: Option<f64>,
    /// Folder of your own templates, laid over the built-in ones
    pub template_dir: Option<PathBuf>,
    /// What to do when a file that the brief names is not there
    #[serde(default)]
    pub missing_assets: MissingAssets,
    /// Further folders that the brief's relative paths may lie in
    #[serde(default)]
    pub media_root: Vec<PathBuf>,
    /// Fetch nothing; URLs count as missing files
    #[serde(default)]
    pub offline: bool,
    /// Seed of everything that looks random
    #[serde(default)]
    pub seed: u64,
}

/// A picture of a brief.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Picture {
    /// The file.
    pub image: PathBuf,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// The moments shown, in seconds.
    pub at: Vec<f64>,
    /// What was odd.
    pub warnings: Vec<String>,
}

/// Space between the pictures of a contact sheet.
const GAP: u32 = 12;

impl Capability for Still {
    const NAME: &'static str = "render.still";
    const WEIGHT: Weight = Weight::Quick;
    const SUMMARY: &'static str = "Render one frame of a brief, or a contact sheet, as PNG";
    const EXAMPLES: &'static [(&'static str, &'static str)] = &[
        ("The frame at two seconds", "brief.json --at 2 -o frame.png"),
        ("Ten moments on one sheet", "brief.json --sheet 10 -o sheet.png"),
    ];
    const REQUESTS: &'static [&'static str] = &[
        r#"{"brief": {"format": "shorts_v1", "sections": [{"id": "a", "type": "stat", "duration_sec": 3,
            "content": {"value": 73, "suffix": "%", "label": "of tea is green"}}]}, "at": [2.5]}"#,
    ];
    const MAKES: Makes = Makes::File;
    const WITHOUT_FFMPEG: Option<&'static str> = Some("no movies in briefs");
    type Output = Picture;

    async fn run(self, context: Arc<Context>) -> Result<Picture> {
        if context.output.is_some() {
            context.output_file("still.png")?;
        }
        let many = self.sheet.is_some() || self.at.len() > 1;
        let options = Options {
            template_dir: self.template_dir,
            missing: self.missing_assets,
            media_roots: self.media_root,
            offline: self.offline,
            scale: self.scale.unwrap_or(if many { 0.3 } else { 1.0 }),
            seed: self.seed,
            sound: false,
            narrated: false,
            words: None,
            burned: None,
        };
        let prepared = input::prepare(&context, &self.brief, options).await?;
        let target = context.output_file(&format!("{}.png", file_name(&prepared.brief.id)))?;
        let timeline = &prepared.film.timeline;
        let seconds = timeline.frames as f64 / timeline.fps;
        let at = match self.sheet {
            // The middle of each of so many equal parts shows every section.
            Some(count) => {
                (0..count).map(|i| seconds * (f64::from(i) + 0.5) / f64::from(count)).collect()
            }
            None if self.at.is_empty() => vec![(seconds * 0.3).min(2.5)],
            None => self.at,
        };
        if let Some(late) = at.iter().find(|t| **t < 0.0 || **t > seconds) {
            return Err(Error::field(
                "at",
                format!("{late} is outside the video's {seconds:.2} s"),
            ));
        }
        let columns = self.columns.unwrap_or(5).min(at.len() as u32).max(1);
        context.blocking(move |context| draw(context, &prepared.film, target, at, columns)).await
    }
}

fn draw(
    context: &Context,
    film: &crate::render::film::plan::Film,
    target: PathBuf,
    at: Vec<f64>,
    columns: u32,
) -> Result<Picture> {
    let (width, height) = film.timeline.size;
    let last = film.timeline.frames - 1;
    let frames: Vec<u64> =
        at.iter().map(|t| ((t * film.timeline.fps).round() as u64).min(last)).collect();
    let count = frames.len() as u32;
    let rows = count.div_ceil(columns);
    let gap = if count > 1 { GAP } else { 0 };
    let size = (columns * (width + gap) + gap, rows * (height + gap) + gap);
    if u64::from(size.0) * u64::from(size.1) > 120_000_000 {
        return Err(Error::field("sheet", format!("{}x{} pixels are too many", size.0, size.1))
            .hint("ask for fewer moments or a smaller --scale"));
    }
    let mut sheet = image::RgbaImage::from_pixel(size.0, size.1, image::Rgba([24, 24, 28, 255]));
    context.progress.stage("rendering", u64::from(count));
    let mut index = 0;
    produce::stills(film, &frames, |_, canvas| {
        context.check_cancelled()?;
        let frame = image::RgbaImage::from_raw(width, height, canvas.rgba().to_vec())
            .ok_or_else(|| Error::internal("a canvas of the wrong size"))?;
        let x = gap + index % columns * (width + gap);
        let y = gap + index / columns * (height + gap);
        image::imageops::replace(&mut sheet, &frame, i64::from(x), i64::from(y));
        index += 1;
        context.progress.advance(1);
        Ok(())
    })?;
    super::picture::write_png(&target, sheet.as_raw(), size)?;
    context.made(&target);
    Ok(Picture { image: target, width: size.0, height: size.1, at, warnings: context.warnings() })
}
