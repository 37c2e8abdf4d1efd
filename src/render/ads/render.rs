//! A template and what stands in its slots become a page, and the page pixels.
//!
//! This file is the way in: it checks the size, picks the design and draws. What shows is decided
//! in `scene`. Fetching pictures is left to the caller; `slots` says which are needed.

use std::collections::BTreeMap;

use super::{
    bindings::Bindings,
    fit::Fitted,
    layer::Area,
    pictures::Pictures,
    place,
    scene::{Scene, accent},
    slots::{mostly_left, stray_keys},
    template::{SIDES, Template},
};
use crate::{
    error::{Error, Result},
    render::{
        assets::Assets,
        page::{Page, Surface},
    },
};

/// One ad to make.
#[derive(Clone, Copy)]
pub struct Order<'a> {
    /// What it is made from.
    pub template: &'a Template,
    /// Texts, assets and colours; the template's own stand in for those that are not given.
    pub bindings: &'a Bindings,
    /// Pictures by asset key.
    pub pictures: &'a Pictures,
    /// Width and height in pixels, 16 to 4096 each.
    pub size: (u32, u32),
    /// Whether a missing picture is replaced by a placeholder instead of being an error.
    pub placeholders: bool,
}

/// An ad laid out, ready to be drawn whole or layer by layer.
pub struct Composed {
    /// The page; layer n of `layers` is its layer n + 1.
    pub page: Page,
    /// What it is drawn with.
    pub surface: Surface,
    /// Layer ids in paint order, with their boxes in design pixels.
    pub layers: Vec<(String, Area)>,
    /// The texts with the sizes that were found for them, by layer id.
    pub texts: BTreeMap<String, Fitted>,
    /// What a person should look at.
    pub warnings: Vec<String>,
}

/// A finished ad.
pub struct Rendered {
    /// Pixels, four bytes each: red, green, blue, alpha (not multiplied).
    pub rgba: Vec<u8>,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// What a person should look at.
    pub warnings: Vec<String>,
}

/// Draws an ad.
///
/// # Errors
/// As [`compose`], and a page that cannot be drawn.
pub fn render(order: &Order<'_>, assets: &Assets) -> Result<Rendered> {
    let composed = compose(order, assets)?;
    let sprite = composed.page.draw(&composed.surface)?;
    let mut rgba = sprite.pixels;
    if !sprite.opaque {
        for pixel in rgba.chunks_exact_mut(4) {
            let alpha = u32::from(pixel[3]).max(1);
            for channel in &mut pixel[..3] {
                *channel = ((u32::from(*channel) * 255 + alpha / 2) / alpha).min(255) as u8;
            }
        }
    }
    Ok(Rendered { rgba, width: order.size.0, height: order.size.1, warnings: composed.warnings })
}

/// Lays an ad out.
///
/// # Errors
/// `Validation` for a size out of range and for pictures that are missing, naming their bindings.
pub fn compose(order: &Order<'_>, assets: &Assets) -> Result<Composed> {
    let (width, height) = order.size;
    for (name, side) in [("width", width), ("height", height)] {
        if f64::from(side) < SIDES.0 || f64::from(side) > SIDES.1 {
            let message = format!("expected {} to {} pixels, found {side}", SIDES.0, SIDES.1);
            return Err(Error::field(format!("/size/{name}"), message));
        }
    }
    let design = place::nearest(order.template, order.size)
        .ok_or_else(|| Error::internal("a template without a design"))?;
    let mut bindings = order.bindings.over(&order.template.bindings);
    for key in order.pictures.keys() {
        // A picture that is there counts as given, whether or not the bindings name its source.
        let reference = bindings.assets.entry(key.to_owned()).or_default();
        if reference.is_empty() {
            key.clone_into(reference);
        }
    }
    let mirrored = mostly_left(&bindings) != mostly_left(&order.template.bindings);
    let placed = place::adapt(design, order.size, mirrored);
    let scene = Scene {
        order,
        bindings: &bindings,
        accent: accent(&placed.design, &bindings.colors),
        design: placed.design,
        warnings: stray_keys(order),
    };
    scene.lay_out(assets, placed.scale)
}
