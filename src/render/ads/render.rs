//! A template and what stands in its slots become a page, and the page pixels.
//!
//! This file decides which layers show, which words and pictures they get and what to warn of.
//! Fetching pictures is left to the caller: [`asset_refs`] says which are needed.

use std::{collections::BTreeMap, sync::Arc};

use takumi::prelude::{Fonts, ImageSource};

use super::{
    bindings::Bindings,
    fit::{self, Fitted},
    html::{self, Shown},
    layer::{Area, Content, Image, Layer},
    paint::{Fill, Palette},
    pictures::Pictures,
    place,
    shape::{self, Drawings},
    template::{Design, SIDES, Template},
};
use crate::{
    error::{Error, FieldError, Result},
    render::{
        assets::Assets,
        colour::Colour,
        fonts,
        page::{LAYER_CLASS, Page, Surface},
        template::manifest::nearest,
    },
};

/// Smallest type that reads well on an ad 1080 pixels wide, in pixels.
const READABLE: f64 = 16.0;

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

/// A picture that an ad needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssetRef {
    /// Its key in the bindings.
    pub key: String,
    /// URL, path or upload name; `None` when nothing was given.
    pub reference: Option<String>,
    /// Whether the ad is a whole one without it.
    pub optional: bool,
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

/// The pictures that `template` shows with `bindings`, in paint order.
#[must_use]
pub fn asset_refs(template: &Template, bindings: &Bindings) -> Vec<AssetRef> {
    let bindings = bindings.over(&template.bindings);
    let mut found: Vec<AssetRef> = Vec::new();
    for design in &template.designs {
        let keys = design.layers.iter().filter_map(|layer| match &layer.content {
            Content::Image(image) => Some((image.key.clone()?, image.optional)),
            _ => None,
        });
        for (key, optional) in keys.chain(design.image.clone().map(|key| (key, false))) {
            if found.iter().all(|other| other.key != key) {
                let optional = optional || has_fallback(design, &key);
                let reference = reference(&bindings, &key);
                found.push(AssetRef { key, reference, optional });
            }
        }
    }
    found
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

struct Scene<'a> {
    order: &'a Order<'a>,
    bindings: &'a Bindings,
    accent: Colour,
    design: Design,
    warnings: Vec<String>,
}

impl Scene<'_> {
    fn lay_out(mut self, assets: &Assets, scale: f64) -> Result<Composed> {
        let shown = self.pictures()?;
        let words: Vec<(String, String)> = self
            .design
            .layers
            .iter()
            .filter_map(|l| Some((l.id.clone(), self.words(l)?)))
            .collect();
        let loaded = self.fonts(assets, &words)?;
        // Pictures do not change how words are set, so they come in after fitting.
        let surface = Surface {
            fonts: Arc::new(loaded),
            images: Arc::default(),
            width: self.design.width as f32,
            height: self.design.height as f32,
            scale: scale as f32,
        };
        let texts = self.fit(&surface, &words)?;
        let bindings = self.bindings;
        let mut design = self.design;
        place::stack(&mut design, |layer| match &layer.content {
            Content::Text(_) => texts.get(&layer.id).map(|f| f.height),
            _ => shows(layer, bindings).then_some(layer.area.h),
        });

        let palette = &bindings.colors;
        let mut order: Vec<&Layer> = design.layers.iter().collect();
        order.sort_by(|a, b| a.z.total_cmp(&b.z));
        let mut body = String::new();
        let mut drawings = Drawings::default();
        if let Some(picture) = design.image.as_ref().and_then(|key| shown.get(&canvas_id(key))) {
            let full = Area { x: 0.0, y: 0.0, w: design.width, h: design.height };
            body.push_str(&html::image(
                &Layer::plain(full),
                &Image::plain(),
                picture,
                palette,
                &mut drawings,
            ));
        }
        let mut layers = Vec::new();
        for layer in order {
            let number = layers.len() + 1;
            let inside = match &layer.content {
                Content::Text(text) => texts.get(&layer.id).map(|fitted| {
                    let text = fit::suited(text, &fitted.words);
                    html::text(layer, &text, fitted, palette)
                }),
                Content::Image(image) => shown
                    .get(&layer.id)
                    .map(|picture| html::image(layer, image, picture, palette, &mut drawings)),
                Content::Shape(shape) => shows(layer, bindings)
                    .then(|| shape::element(layer, shape, palette, &mut drawings)),
            };
            if let Some(inside) = inside {
                body.push_str(&html::layer(layer, palette, number, &inside));
                layers.push((layer.id.clone(), layer.area));
            }
        }
        let background = design.background.as_ref();
        let background = background.map_or("transparent".to_owned(), |fill| fill.css(palette));
        let page = format!("<div class=\"ad\">{body}</div>");
        let css = format!(
            ".ad{{position:relative;overflow:hidden;width:{}px;height:{}px;background:{background}}}\
             [class^={LAYER_CLASS}]{{box-sizing:border-box}}",
            // A hair too much, so that no rounding leaves a bright line at the edge.
            design.width + 1.0,
            design.height + 1.0,
        );
        let page = Page::parse(&page, css)?;
        let mut images = self.order.pictures.by_source();
        for (index, markup) in drawings.markup.iter().enumerate() {
            let drawing = ImageSource::from_bytes(markup.as_bytes())
                .map_err(|e| Error::internal("a drawn shape cannot be read").caused_by(e))?;
            images.insert(Drawings::source(index).into(), drawing);
        }
        let surface = Surface { images: Arc::new(images), ..surface };
        Ok(Composed { page, surface, layers, texts, warnings: self.warnings })
    }

    /// What each image layer shows, by layer id.
    fn pictures(&mut self) -> Result<BTreeMap<String, Shown>> {
        let mut shown = BTreeMap::new();
        let mut missing: Vec<FieldError> = Vec::new();
        let mut wanted: Vec<(String, String, bool)> = Vec::new();
        for layer in self.design.layers.iter().filter(|l| shows(l, self.bindings)) {
            if let Content::Image(image) = &layer.content {
                let Some(key) = image.key.clone() else { continue };
                let optional = image.optional || has_fallback(&self.design, &key);
                wanted.push((layer.id.clone(), key, optional));
            }
        }
        if let Some(key) = self.design.image.clone() {
            wanted.push((canvas_id(&key), key, false));
        }
        for (id, key, optional) in wanted {
            if let Some(size) = self.order.pictures.size(&key) {
                shown.insert(id, Shown::Picture(key, size));
                continue;
            }
            let reference = reference(self.bindings, &key);
            if reference.is_none() && optional {
                continue;
            }
            let what = reference.map_or("no picture is given".to_owned(), |r| {
                format!("the picture {r} was not loaded")
            });
            if self.order.placeholders {
                self.warnings
                    .push(format!("/bindings/assets/{key}: {what}, a placeholder is shown"));
                shown.insert(id, Shown::Placeholder(self.accent));
            } else {
                let field = format!("/bindings/assets/{key}");
                missing.push(FieldError { field, message: format!("{what} for layer \"{id}\"") });
            }
        }
        if missing.is_empty() { Ok(shown) } else { Err(Error::fields(missing)) }
    }

    fn words(&self, layer: &Layer) -> Option<String> {
        let Content::Text(text) = &layer.content else { return None };
        let bound = text.key.as_ref().and_then(|key| self.bindings.text.get(key));
        let words = bound.unwrap_or(&text.words).trim();
        (shows(layer, self.bindings) && !words.is_empty()).then(|| words.to_owned())
    }

    fn fonts(&mut self, assets: &Assets, words: &[(String, String)]) -> Result<Fonts> {
        let mut all = String::from("…");
        let mut families: Vec<String> = Vec::new();
        for (id, words) in words {
            all.push_str(words);
            all.push_str(&words.to_uppercase());
            let layer = self.design.layers.iter().find(|l| l.id == *id);
            if let Some(Content::Text(text)) = layer.map(|l| &l.content)
                && !families.contains(&text.family)
            {
                families.push(text.family.clone());
            }
        }
        let loaded = fonts::load(assets, &all, &families)?;
        for family in loaded.missing_families {
            self.warnings
                .push(format!("font \"{family}\" is not installed; Inter is used instead"));
        }
        for script in loaded.missing_scripts {
            self.warnings
                .push(format!("no font for {script} is installed; its letters show as boxes"));
        }
        Ok(loaded.fonts)
    }

    fn fit(
        &mut self,
        surface: &Surface,
        words: &[(String, String)],
    ) -> Result<BTreeMap<String, Fitted>> {
        let unit = 1080.0 / self.design.width.min(self.design.height);
        let mut texts = BTreeMap::new();
        for (id, words) in words {
            let Some(layer) = self.design.layers.iter().find(|l| l.id == *id) else { continue };
            let Content::Text(text) = &layer.content else { continue };
            let text = fit::suited(text, words);
            let fitted = fit::fit(surface, &text, words, layer.area)?;
            let shrunk = fitted.size < text.size - 0.5;
            if fitted.cut {
                self.warnings.push(format!("text of layer \"{id}\" is too long and was cut"));
            } else if fitted.overflows {
                self.warnings.push(format!("text of layer \"{id}\" leaves its box"));
            } else if shrunk && fitted.size * unit < READABLE {
                self.warnings.push(format!(
                    "text of layer \"{id}\" had to shrink to {:.0} px at 1080; {READABLE} reads well",
                    fitted.size * unit
                ));
            }
            texts.insert(id.clone(), fitted);
        }
        Ok(texts)
    }
}

fn canvas_id(key: &str) -> String {
    format!("canvas image {key}")
}

fn shows(layer: &Layer, bindings: &Bindings) -> bool {
    layer.visible
        && layer.show_if.as_ref().is_none_or(|key| bindings.has(key))
        && layer.hide_if.as_ref().is_none_or(|key| !bindings.has(key))
}

/// Whether the design says what to show when `key` is not given.
fn has_fallback(design: &Design, key: &str) -> bool {
    design.layers.iter().any(|l| l.hide_if.as_deref() == Some(key))
}

/// What the bindings say of asset `key`; a layer's own reference is its own key.
fn reference(bindings: &Bindings, key: &str) -> Option<String> {
    match bindings.assets.get(key) {
        Some(reference) => (!reference.is_empty()).then(|| reference.clone()),
        None => (key.contains('/') || key.contains('.')).then(|| key.to_owned()),
    }
}

fn mostly_left(bindings: &Bindings) -> bool {
    let words = || bindings.text.values().flat_map(|t| t.split_whitespace());
    let left = words().filter(|word| place::runs_left(word)).count();
    left * 2 > words().filter(|word| word.chars().any(char::is_alphabetic)).count()
}

/// The colour that stands for the brand: the palette's accent, or the most vivid one.
fn accent(design: &Design, palette: &Palette) -> Colour {
    if let Some(colour) = palette.get("accent") {
        return *colour;
    }
    let vivid = |c: &Colour| {
        let channels = [c.red, c.green, c.blue];
        let spread = channels.iter().max().unwrap_or(&0) - channels.iter().min().unwrap_or(&0);
        f64::from(spread) * c.alpha
    };
    let fills = design.layers.iter().filter_map(|layer| match &layer.content {
        Content::Shape(shape) => shape.fill.as_ref(),
        Content::Text(text) => text.pill.as_ref().and_then(|p| p.fill.as_ref()),
        Content::Image(_) => None,
    });
    fills
        .flat_map(|fill: &Fill| fill.colours(palette))
        .max_by(|a, b| vivid(a).total_cmp(&vivid(b)))
        .unwrap_or(Colour { red: 99, green: 102, blue: 241, alpha: 1.0 })
}

/// Keys that were given but that the template has no slot for.
fn stray_keys(order: &Order<'_>) -> Vec<String> {
    let template = order.template;
    let mut texts: Vec<&str> = template.bindings.text.keys().map(String::as_str).collect();
    let mut assets: Vec<&str> = template.bindings.assets.keys().map(String::as_str).collect();
    for layer in template.designs.iter().flat_map(|d| &d.layers) {
        match &layer.content {
            Content::Text(text) => texts.extend(text.key.as_deref()),
            Content::Image(image) => assets.extend(image.key.as_deref()),
            Content::Shape(_) => {}
        }
    }
    assets.extend(template.designs.iter().filter_map(|d| d.image.as_deref()));
    let colors: Vec<&str> = template.bindings.colors.keys().map(String::as_str).collect();
    let given = [
        ("text", order.bindings.text.keys().collect::<Vec<_>>(), texts),
        ("assets", order.bindings.assets.keys().collect(), assets),
        ("colors", order.bindings.colors.keys().collect(), colors),
    ];
    let mut warnings = Vec::new();
    for (group, keys, known) in given {
        for key in keys.into_iter().filter(|key| !known.contains(&key.as_str())) {
            let near = nearest(key, known.iter().copied());
            let hint = near.map(|n| format!("; did you mean {n}?")).unwrap_or_default();
            warnings.push(format!("/bindings/{group}/{key}: the template has no such slot{hint}"));
        }
    }
    warnings
}
