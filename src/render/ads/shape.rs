//! Drawn forms: boxes and ellipses as CSS, everything else as a small SVG picture.
//!
//! A drawing becomes a picture of the page and not an inline `<svg>`: takumi multiplies lengths of
//! an inline one (stroke widths, rectangles) by the device pixel ratio a second time.

use std::fmt::Write;

use super::{
    layer::{Area, Layer, Shape, ShapeKind},
    paint::{Fill, Gradient, Ink, Palette, box_shadow},
};

/// SVG pictures that a page refers to, in the order of their numbers.
#[derive(Debug, Default)]
pub struct Drawings {
    /// Their markup.
    pub markup: Vec<String>,
}

impl Drawings {
    /// Adds a drawing; gives the `src` to show it by.
    pub fn add(&mut self, svg: String) -> String {
        self.markup.push(svg);
        Self::source(self.markup.len() - 1)
    }

    /// The `src` of drawing `index`.
    #[must_use]
    pub fn source(index: usize) -> String {
        format!("drawing:{index}")
    }
}

/// The element of a shape that fills its layer's box.
#[must_use]
pub fn element(layer: &Layer, shape: &Shape, palette: &Palette, drawings: &mut Drawings) -> String {
    let Area { w, h, .. } = layer.area;
    match &shape.kind {
        ShapeKind::Rect | ShapeKind::Ellipse => boxed(layer, shape, palette),
        ShapeKind::Line => {
            let (width, ink) = shape.stroke.clone().unwrap_or_else(|| {
                let ink = match &shape.fill {
                    Some(Fill::Plain(ink)) => ink.clone(),
                    _ => Ink::Named(String::new(), 1.0),
                };
                (h.min(w).max(1.0), ink)
            });
            // A line that lies level or upright runs through the middle of its box.
            let ends = if h <= width {
                (0.0, h / 2.0, w, h / 2.0)
            } else if w <= width {
                (w / 2.0, 0.0, w / 2.0, h)
            } else {
                (0.0, 0.0, w, h)
            };
            let line = format!(
                "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke-width=\"{width}\" {}/>",
                ends.0,
                ends.1,
                ends.2,
                ends.3,
                paint_attribute("stroke", ink.colour(palette)),
            );
            picture((w, h), (w, h), width, &line, drawings)
        }
        ShapeKind::Polygon(points) => {
            let list: Vec<String> =
                points.iter().map(|(x, y)| format!("{:.2},{:.2}", x * w, y * h)).collect();
            let body = format!("<polygon points=\"{}\"", list.join(" "));
            painted(shape, palette, drawings, (w, h), (w, h), &body)
        }
        ShapeKind::Path(path, width, height) => {
            let body = format!("<path d=\"{path}\"");
            painted(shape, palette, drawings, (w, h), (*width, *height), &body)
        }
    }
}

/// Whether a shape's shadow follows its box, so that `box-shadow` draws it.
#[must_use]
pub fn is_box(shape: &Shape) -> bool {
    matches!(shape.kind, ShapeKind::Rect | ShapeKind::Ellipse)
}

fn boxed(layer: &Layer, shape: &Shape, palette: &Palette) -> String {
    let mut css = String::from("width:100%;height:100%;box-sizing:border-box;");
    if let Some(fill) = &shape.fill {
        let _ = write!(css, "background:{};", fill.css(palette));
    }
    if let Some((width, ink)) = &shape.stroke {
        let _ = write!(css, "border:{width}px solid {};", ink.colour(palette));
    }
    if shape.kind == ShapeKind::Ellipse {
        css.push_str("border-radius:50%;");
    } else if shape.radii.iter().any(|r| *r > 0.0) {
        let [a, b, c, d] = shape.radii;
        let _ = write!(css, "border-radius:{a}px {b}px {c}px {d}px;");
    }
    if !layer.shadows.is_empty() {
        let _ = write!(css, "box-shadow:{};", box_shadow(&layer.shadows, palette));
    }
    format!("<div style=\"{css}\"></div>")
}

fn painted(
    shape: &Shape,
    palette: &Palette,
    drawings: &mut Drawings,
    size: (f64, f64),
    field: (f64, f64),
    body: &str,
) -> String {
    let mut defs = String::new();
    let mut element = body.to_owned();
    match &shape.fill {
        None => element.push_str(" fill=\"none\""),
        Some(Fill::Plain(ink)) => {
            let _ = write!(element, " {}", paint_attribute("fill", ink.colour(palette)));
        }
        Some(Fill::Gradient(gradient)) => {
            defs = definition(gradient, palette, field);
            element.push_str(" fill=\"url(#ink)\"");
        }
    }
    let mut margin = 0.0;
    if let Some((width, ink)) = &shape.stroke {
        margin = *width;
        // The stroke is given in design pixels, the path in its own field.
        let width = width * field.0 / size.0.max(1.0);
        let ink = paint_attribute("stroke", ink.colour(palette));
        let _ = write!(
            element,
            " stroke-width=\"{width}\" stroke-linejoin=\"round\" stroke-linecap=\"round\" {ink}"
        );
    }
    element.push_str("/>");
    picture(size, field, margin, &format!("{defs}{element}"), drawings)
}

/// A picture whose `field` fills `size`, with room for a stroke of `margin` around it.
fn picture(
    size: (f64, f64),
    field: (f64, f64),
    margin: f64,
    body: &str,
    drawings: &mut Drawings,
) -> String {
    let (w, h) = (size.0.max(1.0), size.1.max(1.0));
    let (fw, fh) = (field.0.max(1.0), field.1.max(1.0));
    let (mx, my) = (margin * fw / w, margin * fh / h);
    let (ow, oh) = (w + 2.0 * margin, h + 2.0 * margin);
    let source = drawings.add(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" preserveAspectRatio=\"none\" \
         width=\"{ow:.2}\" height=\"{oh:.2}\" viewBox=\"{} {} {} {}\">{body}</svg>",
        -mx,
        -my,
        fw + 2.0 * mx,
        fh + 2.0 * my,
    ));
    format!(
        "<img src=\"{source}\" style=\"position:absolute;left:{}px;top:{}px;\
         width:{ow:.2}px;height:{oh:.2}px;object-fit:fill\">",
        -margin, -margin,
    )
}

fn definition(gradient: &Gradient, palette: &Palette, field: (f64, f64)) -> String {
    let (w, h) = field;
    let mut stops = String::new();
    for (offset, ink) in &gradient.stops {
        let colour = ink.colour(palette);
        let _ = write!(
            stops,
            "<stop offset=\"{offset}\" stop-color=\"{}\" stop-opacity=\"{}\"/>",
            colour.with_alpha(1.0),
            colour.alpha
        );
    }
    match gradient.angle {
        Some(angle) => {
            // As CSS has it: the line is as long as the box is along its direction.
            let (sin, cos) = angle.to_radians().sin_cos();
            let half = f64::midpoint((w * sin).abs(), (h * cos).abs());
            format!(
                "<defs><linearGradient id=\"ink\" gradientUnits=\"userSpaceOnUse\" \
                 x1=\"{:.2}\" y1=\"{:.2}\" x2=\"{:.2}\" y2=\"{:.2}\">{stops}</linearGradient></defs>",
                w / 2.0 - sin * half,
                h / 2.0 + cos * half,
                w / 2.0 + sin * half,
                h / 2.0 - cos * half,
            )
        }
        None => format!(
            "<defs><radialGradient id=\"ink\" gradientUnits=\"userSpaceOnUse\" \
             cx=\"{:.2}\" cy=\"{:.2}\" r=\"{:.2}\">{stops}</radialGradient></defs>",
            w * gradient.centre.0,
            h * gradient.centre.1,
            w.hypot(h) / 2.0,
        ),
    }
}

fn paint_attribute(name: &str, colour: crate::render::colour::Colour) -> String {
    format!("{name}=\"{}\" {name}-opacity=\"{}\"", colour.with_alpha(1.0), colour.alpha)
}
