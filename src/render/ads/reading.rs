//! Reading a layer from the file: every key that designers use, and what stands in for those that
//! they left out.

use serde_json::Value;

use super::{
    layer::{Align, Area, Content, Fit, Image, Layer, Overflow, Pill, Shape, ShapeKind, Text},
    paint::{self, Fill, Ink},
};
use crate::render::{
    brief::reader::{Reader, describe},
    colour::Colour,
};

const BLENDS: [&str; 17] = [
    "normal",
    "multiply",
    "screen",
    "overlay",
    "darken",
    "lighten",
    "color-dodge",
    "color-burn",
    "hard-light",
    "soft-light",
    "difference",
    "exclusion",
    "hue",
    "saturation",
    "color",
    "luminosity",
    "plus-lighter",
];

impl Layer {
    /// Reads a layer; `None` when it cannot be used at all, the reason among the findings.
    #[must_use]
    pub fn read(reader: &Reader<'_>, index: usize) -> Option<Self> {
        let id = reader.text("id").unwrap_or_else(|| format!("layer_{index}"));
        let kind = choice(reader, "type", &["text", "image", "shape"]);
        let area = area(reader)?;
        for known in ["name", "locked", "constraints", "bind", "text", "image", "shape"] {
            reader.ignore(known);
        }
        let bind = reader.object("bind");
        let constraints = reader.object("constraints");
        let body = reader.object(kind?);
        let share = |reader: &Reader<'_>| reader.number("opacity", 0.0, 1.0).unwrap_or(1.0);
        let mut shadows = paint::shadows(reader, "shadow");
        let filter = paint::filter(reader, "filter").or_else(|| paint::filter(&body, "filter"));
        let opacity = share(reader) * share(&body);
        let content = match kind? {
            "text" => Content::Text(Box::new(text(&body, &bind, &constraints, area))),
            "image" => Content::Image(image(&body, &bind, &constraints)),
            _ => Content::Shape(shape(&body)),
        };
        shadows.extend(paint::shadows(&body, "shadow"));
        let blend = ["blend", "blendMode"].iter().find_map(|key| choice(reader, key, &BLENDS));
        let layer = Self {
            id,
            z: reader.number("z", -1e6, 1e6).unwrap_or(index as f64),
            area,
            visible: reader.flag("visible").unwrap_or(true),
            opacity,
            rotation: reader.number("rotation", -3600.0, 3600.0).unwrap_or(0.0),
            blend: blend.filter(|b| *b != "normal").map(ToOwned::to_owned),
            shadows,
            filter,
            show_if: reader.text("showIf"),
            hide_if: reader.text("hideIf"),
            content,
        };
        for part in [&bind, &constraints, &body, reader] {
            part.finish();
        }
        Some(layer)
    }
}

fn area(reader: &Reader<'_>) -> Option<Area> {
    const FAR: f64 = 20_000.0;
    if let Some(Value::Array(list)) = reader.raw("rect") {
        let numbers: Vec<f64> = list.iter().filter_map(Value::as_f64).collect();
        if let ([x, y, w, h], 4) = (numbers.as_slice(), list.len())
            && [x, y, w, h].iter().all(|n| n.abs() <= FAR)
            && *w >= 0.0
            && *h >= 0.0
        {
            return Some(Area { x: *x, y: *y, w: *w, h: *h });
        }
        let message = format!("expected [x, y, w, h] up to {FAR}, w and h not negative");
        reader.findings().error(&reader.at("rect"), message);
        return None;
    }
    if reader.raw("rect").is_none() {
        reader.findings().error(&reader.at("rect"), "expected {x, y, w, h}, found nothing");
        return None;
    }
    let rect = reader.object("rect");
    let found = Area {
        x: rect.number("x", -FAR, FAR).unwrap_or(0.0),
        y: rect.number("y", -FAR, FAR).unwrap_or(0.0),
        w: rect.number("w", 0.0, FAR).unwrap_or(0.0),
        h: rect.number("h", 0.0, FAR).unwrap_or(0.0),
    };
    rect.finish();
    Some(found)
}

fn text(body: &Reader<'_>, bind: &Reader<'_>, limits: &Reader<'_>, area: Area) -> Text {
    let size = body.number("fontSize", 1.0, 2000.0).unwrap_or(32.0);
    let fit = match choice(limits, "mode", &["fixed", "fitText", "fitTextOnNLines", "fillBox"]) {
        Some("fitText") => Fit::Text,
        Some("fitTextOnNLines") => Fit::Lines,
        Some("fillBox") => Fit::Fill,
        _ => Fit::Fixed,
    };
    let smallest = limits.number("minFontSize", 1.0, 2000.0);
    let largest = limits.number("maxFontSize", 1.0, 4000.0);
    let range = match fit {
        Fit::Fixed => (smallest.unwrap_or(size), size),
        Fit::Fill => (smallest.unwrap_or(12.0), largest.unwrap_or(area.h * 1.2).max(1.0)),
        _ => (smallest.unwrap_or((size * 0.4).max(12.0)), largest.unwrap_or(size)),
    };
    let overflow = match choice(limits, "overflow", &["hidden", "visible", "ellipsis"]) {
        Some("visible") => Overflow::Visible,
        _ => Overflow::Ellipsis,
    };
    limits.ignore("lockAspect");
    let words = body.text("content").or_else(|| body.text("text")).unwrap_or_default();
    let transform =
        choice(body, "textTransform", &["none", "uppercase", "lowercase", "capitalize"]);
    let white = || Fill::Plain(Ink::Fixed(Colour::WHITE));
    let slant = choice(body, "fontStyle", &["normal", "italic", "oblique"]);
    let pill = body.raw("box").map(|_| pill(&body.object("box")));
    Text {
        key: bind.text("textKey"),
        words,
        family: family(body),
        weight: weight(body),
        italic: slant.is_some_and(|s| s != "normal"),
        size,
        line_height: body.number("lineHeight", 0.5, 4.0).unwrap_or(1.2),
        spacing: body.number("letterSpacing", -100.0, 200.0).unwrap_or(0.0) / size,
        fill: paint::fill(body, "color").unwrap_or_else(white),
        align: align(body, "align", ["left", "center", "right"]),
        valign: align(body, "valign", ["top", "middle", "bottom"]),
        transform: transform.filter(|t| *t != "none").map(ToOwned::to_owned),
        stroke: stroke(body),
        wrap: choice(body, "wrap", &["normal", "balance", "pretty"]).unwrap_or("normal").to_owned(),
        pill,
        fit,
        max_lines: limits.whole("maxLines", 1, 100),
        range: (range.0.min(range.1), range.1),
        overflow,
    }
}

fn family(body: &Reader<'_>) -> String {
    let name = body.text("fontFamily").unwrap_or_else(|| "Inter".to_owned());
    // Exports write a stack at times; the first name is the designer's.
    let first = name.split(',').next().unwrap_or("Inter");
    first.chars().filter(|c| c.is_alphanumeric() || " -_.".contains(*c)).take(80).collect()
}

fn weight(body: &Reader<'_>) -> u32 {
    match body.raw("fontWeight") {
        Some(Value::String(name)) if name.parse::<f64>().is_err() => match name.as_str() {
            "normal" | "regular" => 400,
            "medium" => 500,
            "semibold" => 600,
            "bold" => 700,
            other => {
                let message = format!("expected 1 to 1000 or bold, found \"{other}\"");
                body.findings().error(&body.at("fontWeight"), message);
                400
            }
        },
        _ => body.whole("fontWeight", 1, 1000).unwrap_or(400),
    }
}

fn pill(reader: &Reader<'_>) -> Pill {
    let found = Pill {
        fill: paint::fill(reader, "fill"),
        radius: reader.number("radius", 0.0, 4000.0).unwrap_or(0.0),
        padding: (
            reader.number("paddingX", 0.0, 1000.0).unwrap_or(0.0),
            reader.number("paddingY", 0.0, 1000.0).unwrap_or(0.0),
        ),
        stroke: stroke(reader),
        shadows: paint::shadows(reader, "shadow"),
    };
    reader.finish();
    found
}

fn image(body: &Reader<'_>, bind: &Reader<'_>, limits: &Reader<'_>) -> Image {
    let fit = choice(body, "fit", &["contain", "cover", "fill", "none"]).unwrap_or("cover");
    let locked = limits.flag("lockAspect").unwrap_or(false);
    Image {
        key: bind.text("assetKey").or_else(|| body.text("src")),
        // A picture whose proportions are locked is never stretched.
        fit: if locked && fit == "fill" { "contain" } else { fit }.to_owned(),
        anchor: anchor(body),
        radius: body.number("borderRadius", 0.0, 4000.0).unwrap_or(0.0),
        stroke: stroke(body),
        optional: body.flag("optional").unwrap_or(false),
    }
}

fn anchor(body: &Reader<'_>) -> (f64, f64) {
    if let Some(Value::Object(_)) = body.raw("anchor") {
        let place = body.object("anchor");
        let share = |key| place.number(key, 0.0, 1.0).unwrap_or(0.5);
        let found = (share("x"), share("y"));
        place.finish();
        return found;
    }
    let name = body.text("anchor").unwrap_or_default();
    let among = |low: &str, high: &str| match (name.contains(low), name.contains(high)) {
        (true, false) => 0.0,
        (false, true) => 1.0,
        _ => 0.5,
    };
    (among("left", "right"), among("top", "bottom"))
}

fn shape(body: &Reader<'_>) -> Shape {
    const KINDS: [&str; 8] =
        ["rect", "rectangle", "circle", "ellipse", "line", "polygon", "triangle", "path"];
    let kind = match choice(body, "kind", &KINDS).unwrap_or("rect") {
        "circle" | "ellipse" => ShapeKind::Ellipse,
        "line" => ShapeKind::Line,
        "triangle" => ShapeKind::Polygon(vec![(0.5, 0.0), (1.0, 1.0), (0.0, 1.0)]),
        "polygon" => ShapeKind::Polygon(points(body)),
        "path" => {
            let path = body.text("path").unwrap_or_default();
            if path.len() > 20_000
                || !path.chars().all(|c| c.is_ascii_alphanumeric() || " ,.-+\n".contains(c))
            {
                body.findings()
                    .error(&body.at("path"), "expected SVG path data up to 20000 characters");
            }
            let side = |key| body.number(key, 0.1, 10_000.0).unwrap_or(100.0);
            ShapeKind::Path(path, side("pathWidth"), side("pathHeight"))
        }
        _ => ShapeKind::Rect,
    };
    Shape { kind, fill: paint::fill(body, "fill"), stroke: stroke(body), radii: radii(body) }
}

fn points(body: &Reader<'_>) -> Vec<(f64, f64)> {
    if let Some(sides) = body.whole("sides", 3, 60) {
        let turn = std::f64::consts::TAU / f64::from(sides);
        return (0..sides)
            .map(|i| (turn * f64::from(i)).sin_cos())
            .map(|(sin, cos)| (0.5 + sin / 2.0, 0.5 - cos / 2.0))
            .collect();
    }
    let pair = |value: &Value| match value {
        Value::Array(pair) => Some((pair.first()?.as_f64()?, pair.get(1)?.as_f64()?)),
        Value::Object(pair) => Some((pair.get("x")?.as_f64()?, pair.get("y")?.as_f64()?)),
        _ => None,
    };
    let list = body.list("points");
    let found: Vec<_> = list.iter().take(200).filter_map(pair).collect();
    if found.len() < 3 || found.len() != list.len() {
        let message = "expected 3 to 200 points [x, y] in shares of the box, 0 to 1, or sides";
        body.findings().error(&body.at("points"), message);
    }
    found
}

fn radii(body: &Reader<'_>) -> [f64; 4] {
    match body.raw("radius") {
        Some(Value::Array(list)) => {
            let all: Vec<f64> = list.iter().filter_map(Value::as_f64).collect();
            all.try_into().unwrap_or_else(|_| {
                body.findings().error(&body.at("radius"), "expected a number or 4 numbers");
                [0.0; 4]
            })
        }
        _ => [body.number("radius", 0.0, 4000.0).unwrap_or(0.0); 4],
    }
}

/// Reads `stroke` (a colour, or an object with color and width) and `strokeWidth`.
fn stroke(reader: &Reader<'_>) -> Option<(f64, Ink)> {
    let width = reader.number("strokeWidth", 0.0, 500.0);
    let black = Ink::Fixed(Colour::BLACK);
    let (width, ink) = match reader.raw("stroke") {
        None => (width, paint::ink(reader, "strokeColor")),
        Some(Value::Object(_)) => {
            let inner = reader.object("stroke");
            let found = (inner.number("width", 0.0, 500.0).or(width), paint::ink(&inner, "color"));
            inner.finish();
            found
        }
        Some(_) => (width.or(Some(1.0)), paint::ink(reader, "stroke")),
    };
    width.filter(|w| *w > 0.0).map(|w| (w, ink.unwrap_or(black)))
}

fn align(reader: &Reader<'_>, key: &str, names: [&str; 3]) -> Align {
    let all = [names[0], names[1], names[2], "start", "end", "center", "middle", "justify"];
    match choice(reader, key, &all) {
        Some("center" | "middle") => Align::Middle,
        Some("right" | "end" | "bottom") => Align::End,
        _ => Align::Start,
    }
}

/// A text that must be one of `known`.
fn choice<'k>(reader: &Reader<'_>, key: &str, known: &[&'k str]) -> Option<&'k str> {
    let value = reader.raw(key)?;
    let found = value.as_str().and_then(|name| known.iter().find(|k| **k == name));
    if found.is_none() {
        let message = format!("expected one of {}, found {}", known.join(", "), describe(value));
        reader.findings().error(&reader.at(key), message);
    }
    found.copied()
}
