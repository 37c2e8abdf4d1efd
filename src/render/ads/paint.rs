//! Colours, gradients, shadows and filters of a layer: reading them, and saying them in CSS.
//!
//! Everything that reaches a style sheet passes here, so that no value of a file can end a
//! declaration and begin another. Which layer uses what is left to `layer`.

use std::{collections::BTreeMap, fmt::Write};

use serde_json::Value;

use crate::render::{
    brief::reader::{Reader, describe},
    colour::Colour,
};

/// Colours by name, as `bindings.colors` gives them.
pub type Palette = BTreeMap<String, Colour>;

/// A colour of the file: fixed, or one of the palette's (`$accent`, or `$accent/40` at 40 %).
#[derive(Clone, Debug, PartialEq)]
pub enum Ink {
    /// The same whatever the palette says.
    Fixed(Colour),
    /// A name in the palette and an opacity from 0 to 1.
    Named(String, f64),
}

impl Ink {
    fn parse(text: &str) -> Option<Self> {
        let Some(name) = text.trim().strip_prefix('$') else {
            return Colour::parse(text).map(Self::Fixed);
        };
        let (name, percent) = name.split_once('/').unwrap_or((name, "100"));
        let percent: f64 = percent.parse().ok()?;
        Some(Self::Named(name.to_owned(), (percent / 100.0).clamp(0.0, 1.0)))
    }

    /// The colour under `palette`; a name that the palette lacks is a mid grey.
    #[must_use]
    pub fn colour(&self, palette: &Palette) -> Colour {
        match self {
            Self::Fixed(colour) => *colour,
            Self::Named(name, alpha) => {
                let grey = Colour { red: 128, green: 128, blue: 128, alpha: 1.0 };
                let found = palette.get(name).copied().unwrap_or(grey);
                found.with_alpha(found.alpha * alpha)
            }
        }
    }
}

/// A gradient in a box.
#[derive(Clone, Debug, PartialEq)]
pub struct Gradient {
    /// Degrees clockwise from upwards for a linear one; `None` for a radial one.
    pub angle: Option<f64>,
    /// Middle of a radial one in shares of the box, 0 to 1.
    pub centre: (f64, f64),
    /// Places from 0 to 1 with their colours.
    pub stops: Vec<(f64, Ink)>,
}

/// What fills a shape or a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Fill {
    /// One colour.
    Plain(Ink),
    /// Several.
    Gradient(Gradient),
}

/// A shadow, in design pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Shadow {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
    /// Softness, as CSS has it.
    pub blur: f64,
    /// Growth before blurring; boxes only.
    pub spread: f64,
    /// Inside the shape; boxes only.
    pub inset: bool,
    /// Its colour.
    pub ink: Ink,
}

impl Gradient {
    /// As a CSS image.
    #[must_use]
    pub fn css(&self, palette: &Palette) -> String {
        let mut css = match self.angle {
            Some(angle) => format!("linear-gradient({angle}deg"),
            None => format!(
                "radial-gradient(circle farthest-corner at {}% {}%",
                self.centre.0 * 100.0,
                self.centre.1 * 100.0
            ),
        };
        for (offset, ink) in &self.stops {
            let _ = write!(css, ",{} {}%", ink.colour(palette), offset * 100.0);
        }
        css.push(')');
        css
    }
}

impl Fill {
    /// As the value of CSS `background`.
    #[must_use]
    pub fn css(&self, palette: &Palette) -> String {
        match self {
            Self::Plain(ink) => ink.colour(palette).to_string(),
            Self::Gradient(gradient) => gradient.css(palette),
        }
    }

    /// The colours in it.
    #[must_use]
    pub fn colours(&self, palette: &Palette) -> Vec<Colour> {
        match self {
            Self::Plain(ink) => vec![ink.colour(palette)],
            Self::Gradient(gradient) => {
                gradient.stops.iter().map(|(_, ink)| ink.colour(palette)).collect()
            }
        }
    }
}

/// Shadows as the value of CSS `box-shadow`.
#[must_use]
pub fn box_shadow(shadows: &[Shadow], palette: &Palette) -> String {
    let one = |s: &Shadow| {
        let inset = if s.inset { "inset " } else { "" };
        let ink = s.ink.colour(palette);
        format!("{inset}{}px {}px {}px {}px {ink}", s.x, s.y, s.blur, s.spread)
    };
    shadows.iter().map(one).collect::<Vec<_>>().join(",")
}

/// Shadows as the value of CSS `text-shadow`.
#[must_use]
pub fn text_shadow(shadows: &[Shadow], palette: &Palette) -> String {
    let one = |s: &Shadow| format!("{}px {}px {}px {}", s.x, s.y, s.blur, s.ink.colour(palette));
    shadows.iter().map(one).collect::<Vec<_>>().join(",")
}

/// Shadows as functions of CSS `filter`, for outlines that are no boxes.
#[must_use]
pub fn drop_shadow(shadows: &[Shadow], palette: &Palette) -> String {
    let one = |s: &Shadow| {
        let ink = s.ink.colour(palette);
        // The deviation of drop-shadow is what box-shadow calls half its blur.
        format!("drop-shadow({}px {}px {}px {ink})", s.x, s.y, s.blur / 2.0)
    };
    shadows.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// Reads a colour.
#[must_use]
pub fn ink(reader: &Reader<'_>, key: &str) -> Option<Ink> {
    let text = reader.text(key)?;
    let ink = Ink::parse(&text);
    if ink.is_none() {
        reader.findings().error(
            &reader.at(key),
            format!("expected a colour such as #6366f1 or rgba(0,0,0,0.5), found \"{text}\""),
        );
    }
    ink
}

/// Reads `gradient` and, when there is none, the plain colour under `key`.
#[must_use]
pub fn fill(reader: &Reader<'_>, key: &str) -> Option<Fill> {
    let plain = ink(reader, key).map(Fill::Plain);
    if reader.raw("gradient").is_none() {
        return plain;
    }
    gradient(&reader.object("gradient")).map(Fill::Gradient).or(plain)
}

fn gradient(reader: &Reader<'_>) -> Option<Gradient> {
    let kind = reader.text("type").unwrap_or_else(|| "linear".to_owned());
    let angle = reader.number("angle", -3600.0, 3600.0).unwrap_or(180.0);
    let centre = reader.object("center");
    let middle = |key| centre.number(key, -2.0, 3.0).unwrap_or(0.5);
    let centre = (middle("x"), middle("y"));
    let list = reader.list("stops");
    let mut stops = Vec::new();
    for (index, value) in list.iter().enumerate().take(16) {
        let pointer = format!("{}/stops/{index}", reader.pointer);
        let stop = Reader::new(value, &pointer, reader.findings());
        let even = index as f64 / (list.len().max(2) - 1) as f64;
        let offset = stop.number("offset", 0.0, 1.0).unwrap_or(even);
        if let Some(ink) = ink(&stop, "color") {
            stops.push((offset, ink));
        }
        stop.finish();
    }
    reader.finish();
    let angle = match kind.as_str() {
        "linear" => Some(angle),
        "radial" => None,
        other => {
            let message = format!("expected linear or radial, found \"{other}\"");
            reader.findings().error(&reader.at("type"), message);
            None
        }
    };
    if stops.len() < 2 {
        let message = format!("expected at least 2 stops with a color, found {}", stops.len());
        reader.findings().error(&reader.at("stops"), message);
        return None;
    }
    Some(Gradient { angle, centre, stops })
}

/// Reads one shadow or a list of them.
#[must_use]
pub fn shadows(reader: &Reader<'_>, key: &str) -> Vec<Shadow> {
    let Some(value) = reader.raw(key) else { return Vec::new() };
    let pointer = reader.at(key);
    let one = |value: &Value, pointer: &str| {
        let shadow = Reader::new(value, pointer, reader.findings());
        let length = |names: [&str; 2]| {
            names.iter().find_map(|n| shadow.number(n, -2000.0, 2000.0)).unwrap_or(0.0)
        };
        let black = || Ink::Fixed(Colour::BLACK.with_alpha(0.35));
        let found = Shadow {
            x: length(["x", "offsetX"]),
            y: length(["y", "offsetY"]),
            blur: shadow.number("blur", 0.0, 2000.0).unwrap_or(0.0),
            spread: length(["spread", "grow"]),
            inset: shadow.flag("inset").unwrap_or(false),
            ink: ink(&shadow, "color").unwrap_or_else(black),
        };
        shadow.finish();
        found
    };
    match value {
        Value::Array(list) => list
            .iter()
            .take(8)
            .enumerate()
            .map(|(index, value)| one(value, &format!("{pointer}/{index}")))
            .collect(),
        Value::Object(_) => vec![one(value, &pointer)],
        other => {
            let found = describe(other);
            reader
                .findings()
                .error(&pointer, format!("expected a shadow or a list of them, found {found}"));
            Vec::new()
        }
    }
}

/// The functions of CSS `filter` with the unit a bare number gets.
const FILTERS: [(&str, &str, &str); 8] = [
    ("blur", "blur", "px"),
    ("brightness", "brightness", ""),
    ("contrast", "contrast", ""),
    ("saturate", "saturate", ""),
    ("grayscale", "grayscale", ""),
    ("sepia", "sepia", ""),
    ("invert", "invert", ""),
    ("hueRotate", "hue-rotate", "deg"),
];

/// Reads a filter: a CSS value such as `blur(4px) brightness(0.8)`, or an object of numbers.
#[must_use]
pub fn filter(reader: &Reader<'_>, key: &str) -> Option<String> {
    let Value::String(text) = reader.raw(key)? else {
        let object = reader.object(key);
        let mut css = String::new();
        for (name, function, unit) in FILTERS {
            if let Some(amount) = object.number(name, -360.0, 1000.0) {
                let _ = write!(css, "{function}({amount}{unit}) ");
            }
        }
        object.finish();
        return (!css.is_empty()).then(|| css.trim_end().to_owned());
    };
    let known = |part: &str| FILTERS.iter().any(|(_, css, _)| *css == part);
    let plain =
        |value: &str| value.chars().all(|c| c.is_ascii_alphanumeric() || ".%- ".contains(c));
    let none = text.trim() == "none";
    let mut parts = text.split(')').map(str::trim).filter(|part| !part.is_empty());
    let function = |part: &str| {
        part.split_once('(').is_some_and(|(name, value)| known(name.trim()) && plain(value))
    };
    if !none && !parts.all(function) {
        reader.findings().error(
            &reader.at(key),
            format!("expected CSS filter functions such as blur(4px), found \"{text}\""),
        );
        return None;
    }
    (!none).then(|| text.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::brief::reader::Findings;
    use serde_json::json;

    fn read<T>(value: &Value, read: impl Fn(&Reader<'_>) -> T) -> (T, usize) {
        let findings = Findings::default();
        let found = read(&Reader::new(value, "", &findings));
        (found, findings.into_parts().0.len())
    }

    #[test]
    fn a_value_that_would_leave_its_declaration_is_refused() {
        for text in ["blur(4px);color:red", "url(#x)", "blur(calc(1px))", "red"] {
            assert_eq!(read(&json!({ "filter": text }), |r| filter(r, "filter")), (None, 1));
        }
        let fine = json!({"filter": "blur(4px) brightness(80%)"});
        assert_eq!(read(&fine, |r| filter(r, "filter")).1, 0);
    }

    #[test]
    fn a_named_colour_takes_the_palettes_with_its_own_opacity() {
        let (ink, errors) = read(&json!({"c": "$accent/50"}), |r| ink(r, "c"));
        let red = Colour::parse("#f00").expect("red");
        let palette = Palette::from([("accent".to_owned(), red)]);
        assert_eq!(ink.expect("reads").colour(&palette).to_string(), "rgba(255,0,0,0.500)");
        assert_eq!(errors, 0);
    }

    #[test]
    fn a_gradient_needs_two_stops_and_spaces_them_evenly() {
        let one = json!({"gradient": {"type": "linear", "stops": [{"color": "#fff"}]}});
        assert_eq!(read(&one, |r| fill(r, "fill")), (None, 1));
        let stops = json!([{"color": "#000"}, {"color": "#888"}, {"color": "#fff"}]);
        let three = json!({"gradient": {"type": "linear", "angle": 90, "stops": stops}});
        let (found, _) = read(&three, |r| fill(r, "fill"));
        let css = found.expect("reads").css(&Palette::new());
        assert_eq!(css, "linear-gradient(90deg,#000000 0%,#888888 50%,#ffffff 100%)");
    }
}
