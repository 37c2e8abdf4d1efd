//! Layers as absolutely positioned HTML, and the piece of it that `fit` measures.
//!
//! Every layer is an element of class `L<n>`, n counting from 1 in paint order, so that a page can
//! also draw one alone. Values come typed from `layer` and `paint`; words are escaped here.

use std::fmt::Write;

use super::{
    fit::Fitted,
    layer::{Align, Area, Content, Image, Layer, Text},
    paint::{Fill, Palette, box_shadow, drop_shadow, text_shadow},
    pictures::source,
    place::runs_left,
    shape::{self, Drawings},
};
use crate::render::{colour::Colour, page::LAYER_CLASS};

/// The picture of an image layer.
pub enum Shown {
    /// A decoded picture with its width and height in pixels, by asset key.
    Picture(String, (f64, f64)),
    /// A stand-in in this colour.
    Placeholder(Colour),
}

/// The element of layer `number`, around `inside`.
#[must_use]
pub fn layer(layer: &Layer, palette: &Palette, number: usize, inside: &str) -> String {
    let Area { x, y, w, h } = layer.area;
    let mut css =
        format!("position:absolute;left:{x:.2}px;top:{y:.2}px;width:{w:.2}px;height:{h:.2}px;");
    if layer.opacity < 1.0 {
        let _ = write!(css, "opacity:{};", layer.opacity);
    }
    if layer.rotation != 0.0 {
        let _ = write!(css, "transform:rotate({}deg);", layer.rotation);
    }
    if let Some(blend) = &layer.blend {
        let _ = write!(css, "mix-blend-mode:{blend};");
    }
    let outline = match &layer.content {
        Content::Shape(shape) => !shape::is_box(shape),
        Content::Image(_) => false,
        // The shadow of see-through letters would lie on top of what fills them.
        Content::Text(text) => matches!(text.fill, Fill::Gradient(_)),
    };
    let mut filter = layer.filter.clone().unwrap_or_default();
    if outline && !layer.shadows.is_empty() {
        let _ = write!(filter, " {}", drop_shadow(&layer.shadows, palette));
    }
    if !filter.is_empty() {
        let _ = write!(css, "filter:{filter};");
    }
    format!("<div class=\"{LAYER_CLASS}{number}\" style=\"{css}\">{inside}</div>")
}

/// The words of a text layer at the size that fits.
#[must_use]
pub fn text(layer: &Layer, text: &Text, fitted: &Fitted, palette: &Palette) -> String {
    let place = |align: Align| match align {
        Align::Start => "flex-start",
        Align::Middle => "center",
        Align::End => "flex-end",
    };
    let mut css = type_css(text, fitted.breaks);
    let _ = write!(css, "font-size:{:.2}px;line-height:{};", fitted.size, text.line_height);
    let _ = write!(
        css,
        "text-align:{};",
        match text.align {
            Align::Start => "left",
            Align::Middle => "center",
            Align::End => "right",
        }
    );
    if let Some((width, ink)) = &text.stroke {
        let _ = write!(
            css,
            "-webkit-text-stroke:{width}px {};paint-order:stroke fill;",
            ink.colour(palette)
        );
    }
    // Letters cut out of a gradient would leave of an emoji only its outline.
    let fill = match &text.fill {
        Fill::Gradient(gradient) if fitted.words.chars().any(is_pictograph) => {
            gradient.stops.first().map_or_else(|| text.fill.clone(), |s| Fill::Plain(s.1.clone()))
        }
        fill => fill.clone(),
    };
    match &fill {
        Fill::Plain(ink) => {
            let _ = write!(css, "color:{};", ink.colour(palette));
            if !layer.shadows.is_empty() {
                let _ = write!(css, "text-shadow:{};", text_shadow(&layer.shadows, palette));
            }
        }
        Fill::Gradient(gradient) => {
            let _ = write!(
                css,
                "background-image:{};background-clip:text;color:transparent;",
                gradient.css(palette)
            );
        }
    }
    let direction = direction(&fitted.words);
    let words = format!("<div dir=\"{direction}\" style=\"{css}\">{}</div>", lines(&fitted.words));
    let hugged = match &text.pill {
        None => words,
        Some(pill) => {
            let (x, y) = pill.padding;
            let mut css = format!("box-sizing:border-box;max-width:100%;padding:{y}px {x}px;");
            if let Some(fill) = &pill.fill {
                let _ = write!(css, "background:{};", fill.css(palette));
            }
            if let Some((width, ink)) = &pill.stroke {
                // Drawn inside, so that the box keeps the size that was measured.
                let ink = ink.colour(palette);
                let _ = write!(css, "outline:{width}px solid {ink};outline-offset:-{width}px;");
            }
            if pill.radius > 0.0 {
                let _ = write!(css, "border-radius:{}px;", pill.radius);
            }
            if !pill.shadows.is_empty() {
                let _ = write!(css, "box-shadow:{};", box_shadow(&pill.shadows, palette));
            }
            format!("<div style=\"{css}\">{words}</div>")
        }
    };
    // Plain words take the whole width, so that their lines break as they were measured.
    let across = match (&text.pill, &fill) {
        (None, Fill::Plain(_)) => "stretch",
        _ => place(text.align),
    };
    format!(
        "<div style=\"display:flex;flex-direction:column;width:100%;height:100%;\
         justify-content:{};align-items:{across}\">{hugged}</div>",
        place(text.valign)
    )
}

/// Words alone in a column of `width`, for measuring; class `m` gets the line height.
#[must_use]
pub fn measured(text: &Text, words: &str, width: f64, size: f64, breaks: bool) -> String {
    format!(
        "<div style=\"width:{width:.2}px\"><div class=\"m\" dir=\"ltr\" \
         style=\"{}font-size:{size:.2}px\">{}</div></div>",
        type_css(text, breaks),
        lines(words)
    )
}

/// What decides where lines break.
fn type_css(text: &Text, breaks: bool) -> String {
    let mut css = format!(
        "font-family:'{}',sans-serif;font-weight:{};letter-spacing:{:.4}em;",
        text.family, text.weight, text.spacing
    );
    if text.spacing < 0.0 {
        // Tight spacing also pulls the edge in behind the last letter, which still shows there.
        let _ = write!(css, "padding-right:{:.4}em;", -text.spacing);
    }
    if text.italic {
        css.push_str("font-style:italic;");
    }
    if let Some(transform) = &text.transform {
        let _ = write!(css, "text-transform:{transform};");
    }
    if text.wrap != "normal" {
        let _ = write!(css, "text-wrap:{};", text.wrap);
    }
    if breaks {
        css.push_str("overflow-wrap:anywhere;");
    }
    css
}

/// The picture of an image layer.
#[must_use]
pub fn image(
    layer: &Layer,
    image: &Image,
    shown: &Shown,
    palette: &Palette,
    drawings: &mut Drawings,
) -> String {
    let Area { w, h, .. } = layer.area;
    let mut frame = String::new();
    if image.radius > 0.0 {
        let _ = write!(frame, "border-radius:{}px;", image.radius);
    }
    if let Some((width, ink)) = &image.stroke {
        let ink = ink.colour(palette);
        let _ = write!(frame, "outline:{width}px solid {ink};outline-offset:-{width}px;");
    }
    if !layer.shadows.is_empty() {
        let _ = write!(frame, "box-shadow:{};", box_shadow(&layer.shadows, palette));
    }
    match shown {
        Shown::Placeholder(accent) => placeholder(*accent, (w, h), &frame, drawings),
        Shown::Picture(key, (pw, ph)) => {
            let mut fit = image.fit.as_str();
            let mut area = (0.0, 0.0, w, h);
            if fit == "contain" && *pw > 0.0 && *ph > 0.0 {
                // The picture's own box, so that corners and shadow are the picture's.
                let scale = (w / pw).min(h / ph);
                let (iw, ih) = (pw * scale, ph * scale);
                area = ((w - iw) * image.anchor.0, (h - ih) * image.anchor.1, iw, ih);
                fit = "fill";
            }
            let (x, y, w, h) = area;
            format!(
                "<img src=\"{}\" style=\"position:absolute;left:{x:.2}px;top:{y:.2}px;\
                 width:{w:.2}px;height:{h:.2}px;object-fit:{fit};object-position:{}% {}%;{frame}\">",
                source(key),
                image.anchor.0 * 100.0,
                image.anchor.1 * 100.0,
            )
        }
    }
}

/// A soft field in the accent colour with the sign for a picture; a faint plate where a logo goes.
fn placeholder(accent: Colour, area: (f64, f64), frame: &str, drawings: &mut Drawings) -> String {
    const SMALL: f64 = 120.0;
    let small = area.0.min(area.1) < SMALL;
    let background = if small {
        format!("{};border-radius:12px", accent.with_alpha(0.22))
    } else {
        let light = accent.mix(Colour::WHITE, 0.35);
        let dark = accent.mix(Colour::BLACK, 0.45);
        format!("radial-gradient(circle at 25% 15%,{light} 0%,{accent} 45%,{dark} 100%)")
    };
    let side = (area.0.min(area.1) * if small { 0.6 } else { 0.34 }).min(220.0);
    let line = accent.mix(Colour::WHITE, if small { 0.35 } else { 0.85 });
    let glyph = drawings.add(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{side:.1}\" height=\"{side:.1}\" \
         viewBox=\"0 0 48 48\" fill=\"none\" stroke=\"{line}\" stroke-opacity=\"0.8\" \
         stroke-width=\"2.5\" stroke-linejoin=\"round\" stroke-linecap=\"round\">\
         <rect x=\"5\" y=\"8\" width=\"38\" height=\"32\" rx=\"6\"/><circle cx=\"16\" cy=\"19\" r=\"4\"/>\
         <path d=\"M6 36 L18 26 L25 32 L33 23 L42 32\"/></svg>"
    ));
    format!(
        "<div style=\"width:100%;height:100%;display:flex;align-items:center;\
         justify-content:center;overflow:hidden;background:{background};{frame}\">\
         <img src=\"{glyph}\" style=\"width:{side:.1}px;height:{side:.1}px\"></div>"
    )
}

fn direction(words: &str) -> &'static str {
    if runs_left(words) { "rtl" } else { "ltr" }
}

fn is_pictograph(c: char) -> bool {
    matches!(c as u32, 0x2600..=0x27BF | 0x1F000..=0x1FAFF)
}

/// Escaped words, each line of the text its own.
fn lines(words: &str) -> String {
    let mut html = String::with_capacity(words.len() + 16);
    for c in words.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '\n' => html.push_str("<br>"),
            c if c.is_control() && c != '\t' => {}
            c => html.push(c),
        }
    }
    html
}
