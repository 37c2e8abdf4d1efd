//! Which layers of an ad show, with which words and pictures, and what to warn of.
//!
//! Sizes of type come from `fit`, the page from `html`. Choosing and adapting the design is left
//! to `place`, drawing to `render`.

use std::{collections::BTreeMap, sync::Arc};

use takumi::prelude::{Fonts, ImageSource};

use super::{
    bindings::Bindings,
    fit::{self, Fitted},
    html::{self, Shown},
    layer::{Area, Content, Image, Layer},
    paint::{Fill, Palette},
    place,
    render::{Composed, Order},
    shape::{self, Drawings},
    slots::{has_fallback, reference, shows},
    template::Design,
};
use crate::{
    error::{Error, FieldError, Result},
    render::{
        assets::Assets,
        colour::Colour,
        fonts,
        page::{LAYER_CLASS, Page, Surface},
    },
};

/// Smallest type that reads well on an ad 1080 pixels wide, in pixels.
const READABLE: f64 = 16.0;

/// A design with what stands in its slots.
pub struct Scene<'a> {
    pub(super) order: &'a Order<'a>,
    pub(super) bindings: &'a Bindings,
    pub(super) accent: Colour,
    pub(super) design: Design,
    pub(super) warnings: Vec<String>,
}

impl Scene<'_> {
    /// Lays the scene out at `scale` device pixels per design pixel.
    ///
    /// # Errors
    /// `Validation` for pictures that are missing, naming their bindings.
    pub fn lay_out(mut self, assets: &Assets, scale: f64) -> Result<Composed> {
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

/// The colour that stands for the brand: the palette's accent, or the most vivid one.
pub fn accent(design: &Design, palette: &Palette) -> Colour {
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
