//! A page: HTML and CSS laid out and rasterised by takumi.
//!
//! This is the only file that knows takumi's tree. It measures text for fitting, and draws a page
//! with all but one layer hidden, so that each layer becomes a sprite while the layout stays the
//! same. Where layers come from is left to `template/`, how they move to `motion`.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use takumi::prelude::{
    DitheringAlgorithm, Fonts, FromHtmlOptions, ImageSource, MeasuredNode, Node, NodeKind,
    RenderOptions, StyleSheet, Viewport,
};

use super::sprite::{Rect, Sprite};
use crate::error::{Error, Result};

/// Class prefix of a layer element: `L7` is layer 7.
pub const LAYER_CLASS: &str = "L";

/// Everything pages of one video share.
#[derive(Clone)]
pub struct Surface {
    /// The fonts to shape with.
    pub fonts: Arc<Fonts>,
    /// Decoded images by the `src` that the HTML names.
    pub images: Arc<HashMap<Arc<str>, ImageSource>>,
    /// Size of the layout in CSS pixels.
    pub width: f32,
    /// Size of the layout in CSS pixels.
    pub height: f32,
    /// Device pixels per CSS pixel.
    pub scale: f32,
}

impl Surface {
    /// Width in device pixels.
    #[must_use]
    pub fn width_px(&self) -> u32 {
        (self.width * self.scale).round() as u32
    }

    /// Height in device pixels.
    #[must_use]
    pub fn height_px(&self) -> u32 {
        (self.height * self.scale).round() as u32
    }

    fn options(&self, node: Node, css: Arc<StyleSheet>, viewport: Viewport) -> RenderOptions<'_> {
        RenderOptions::builder()
            .viewport(viewport)
            .fonts(&self.fonts)
            .node(node)
            .images((*self.images).clone())
            .stylesheet(css)
            .dithering(DitheringAlgorithm::OrderedBayer)
            .build()
    }

    fn viewport(&self) -> Viewport {
        Viewport::new((self.width_px(), self.height_px())).with_device_pixel_ratio(self.scale)
    }
}

/// A parsed page.
pub struct Page {
    node: Node,
    css: String,
    /// Layer id → the layer it lies in, if any; in paint order.
    parents: BTreeMap<u32, Option<u32>>,
}

/// How far content reaches when it is laid out in a given width, in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Extent {
    /// Rightmost edge of any box or text run.
    pub right: f32,
    /// Lowest edge of any box or text run.
    pub bottom: f32,
}

impl Page {
    /// Parses `html` under the style sheet `css`.
    ///
    /// # Errors
    /// HTML nested deeper than takumi allows.
    pub fn parse(html: &str, css: impl Into<String>) -> Result<Self> {
        let node = takumi::from_html(html, FromHtmlOptions::default())
            .map_err(|e| Error::internal("template made HTML that nests too deep").caused_by(e))?;
        let mut parents = BTreeMap::new();
        collect_layers(&node, None, &mut parents);
        Ok(Self { node, css: css.into(), parents })
    }

    /// Layer ids with the layer each lies in.
    #[must_use]
    pub fn layers(&self) -> &BTreeMap<u32, Option<u32>> {
        &self.parents
    }

    /// How far the content reaches when the page is `width` CSS pixels wide and as high as it likes.
    ///
    /// # Errors
    /// A layout that takumi refuses.
    pub fn extent(&self, surface: &Surface, width: f32, extra_css: &str) -> Result<Extent> {
        let css = sheet(vec![self.css.clone(), extra_css.to_owned()]);
        let viewport = Viewport::new((Some(width.round().max(1.0) as u32), None));
        let measured = takumi::measure(surface.options(self.node.clone(), css, viewport))
            .map_err(|e| Error::internal("layout failed").caused_by(e))?;
        let mut extent = Extent::default();
        reach(&measured, &mut extent);
        Ok(extent)
    }

    /// Draws everything.
    ///
    /// # Errors
    /// A picture that cannot be drawn.
    pub fn draw(&self, surface: &Surface) -> Result<Sprite> {
        self.draw_with(surface, "")
    }

    /// Draws what belongs to no layer.
    ///
    /// # Errors
    /// As [`Self::draw`].
    pub fn draw_base(&self, surface: &Surface) -> Result<Option<Sprite>> {
        let mut hide = String::new();
        for id in self.parents.keys() {
            hide_layer(&mut hide, *id);
        }
        Ok(self.draw_with(surface, &hide)?.trimmed())
    }

    /// Draws layer `id` alone, without the layers inside it; `None` when it shows nothing.
    ///
    /// # Errors
    /// As [`Self::draw`].
    pub fn draw_layer(&self, surface: &Surface, id: u32) -> Result<Option<Sprite>> {
        let mut css = String::from("*{visibility:hidden}");
        css.push_str(&format!(".{LAYER_CLASS}{id},.{LAYER_CLASS}{id} *{{visibility:visible}}"));
        for (inner, parent) in &self.parents {
            if *parent == Some(id) {
                hide_layer(&mut css, *inner);
            }
        }
        Ok(self.draw_with(surface, &css)?.trimmed())
    }

    /// The same page with the text of every element of class `class` replaced.
    #[must_use]
    pub fn with_text(&self, class: &str, text: &str) -> Self {
        let mut node = self.node.clone();
        replace_text(&mut node, class, text);
        Self { node, css: self.css.clone(), parents: self.parents.clone() }
    }

    fn draw_with(&self, surface: &Surface, extra_css: &str) -> Result<Sprite> {
        let css = sheet(vec![self.css.clone(), extra_css.to_owned()]);
        let options = surface.options(self.node.clone(), css, surface.viewport());
        let bitmap = takumi::render(options)
            .map_err(|e| Error::internal("drawing a page failed").caused_by(e))?;
        let (width, height) = (bitmap.width(), bitmap.height());
        Ok(Sprite::from_straight(Rect::new(0, 0, width as i32, height as i32), bitmap.into_raw()))
    }
}

fn sheet(sources: Vec<String>) -> Arc<StyleSheet> {
    Arc::new(StyleSheet::parse_owned_list_loosy(sources))
}

fn hide_layer(css: &mut String, id: u32) {
    css.push_str(&format!(
        ".{LAYER_CLASS}{id},.{LAYER_CLASS}{id} *{{visibility:hidden !important}}"
    ));
}

fn layer_id(node: &Node) -> Option<u32> {
    node.classes().find_map(|class| class.strip_prefix(LAYER_CLASS)?.parse().ok())
}

fn collect_layers(node: &Node, parent: Option<u32>, found: &mut BTreeMap<u32, Option<u32>>) {
    let own = layer_id(node);
    if let Some(id) = own {
        found.insert(id, parent);
    }
    if let NodeKind::Container { children } = &node.kind {
        for child in children {
            collect_layers(child, own.or(parent), found);
        }
    }
}

fn replace_text(node: &mut Node, class: &str, text: &str) {
    let here = node.classes().any(|c| c == class);
    match &mut node.kind {
        NodeKind::Container { children } if here => {
            *children = vec![Node::text(text)];
        }
        NodeKind::Container { children } => {
            for child in children {
                replace_text(child, class, text);
            }
        }
        NodeKind::Text(data) if here => text.clone_into(&mut data.text),
        _ => {}
    }
}

fn reach(node: &MeasuredNode, extent: &mut Extent) {
    let [a, b, c, d, x, y] = node.transform;
    // Only translation and scale occur in measured content; rotation would need the corners.
    let right = x + a.abs() * node.width + c.abs() * node.height;
    let bottom = y + b.abs() * node.width + d.abs() * node.height;
    extent.right = extent.right.max(right);
    extent.bottom = extent.bottom.max(bottom);
    for run in &node.runs {
        extent.right = extent.right.max(x + run.x + run.width);
        extent.bottom = extent.bottom.max(y + run.y + run.height);
    }
    for child in &node.children {
        reach(child, extent);
    }
}
