//! Colours, fonts and background that a brief asks for, as it writes them.
//!
//! How they combine with a theme is left to `film`.

use super::{super::colour::Colour, reader::Reader};

/// What lies behind everything.
#[derive(Clone, Debug, PartialEq)]
pub enum Background {
    /// The theme's own.
    Theme,
    /// A CSS colour.
    Solid(String),
    /// A CSS gradient.
    Gradient(String),
    /// A picture file or URL.
    Image(String),
    /// A movie file or URL.
    Video(String),
}

/// A brief's style.
#[derive(Clone, Debug)]
pub struct Style {
    /// Theme name.
    pub theme: Option<String>,
    /// Colour of headings.
    pub primary: Option<String>,
    /// Colour of other text.
    pub secondary: Option<String>,
    /// Colour that draws the eye.
    pub accent: Option<String>,
    /// Font family of headings.
    pub heading_font: Option<String>,
    /// Font family of other text.
    pub body_font: Option<String>,
    /// What lies behind.
    pub background: Background,
}

impl Style {
    pub(super) fn read(reader: &Reader) -> Self {
        let colour = |keys: &[&str]| {
            let mut found = None;
            for key in keys {
                let Some(text) = reader.text(key) else { continue };
                if Colour::parse(&text).is_none() {
                    reader.findings().error(
                        &reader.at(key),
                        format!("expected a colour such as #3b82f6, found \"{text}\""),
                    );
                }
                found = found.or(Some(text));
            }
            found
        };
        let text_colour = colour(&["text_color", "textColor"]);
        let primary = colour(&["primary_color", "primaryColor"]);
        let plain = colour(&["background_color", "backgroundColor"]);
        let kind = reader.text("background_type");
        let value = reader.text("background_value");
        let background = background(reader, kind.as_deref(), value, plain);
        let family = reader.text("font_family");
        for key in ["art_style", "captionStyle", "caption_style", "mood"] {
            reader.ignore(key);
        }
        let style = Self {
            theme: reader.text("theme"),
            primary: text_colour.or(primary),
            secondary: colour(&["secondary_color", "secondaryColor"]),
            accent: colour(&["accent_color", "accentColor"]),
            heading_font: reader.text("font_heading").or_else(|| family.clone()),
            body_font: reader.text("font_body").or(family),
            background,
        };
        reader.finish();
        style
    }

    /// The families that text is set in.
    #[must_use]
    pub fn families(&self) -> Vec<String> {
        let mut families: Vec<String> =
            self.heading_font.iter().chain(&self.body_font).cloned().collect();
        families.dedup();
        families
    }
}

fn background(
    reader: &Reader,
    kind: Option<&str>,
    value: Option<String>,
    plain: Option<String>,
) -> Background {
    let fallback = plain.map_or(Background::Theme, Background::Solid);
    match (kind, value) {
        (None | Some("solid" | "gradient"), Some(value)) => {
            if value.contains("gradient(") {
                // The value becomes part of a style sheet, so only what gradients need is let in.
                let plain = |c: char| c.is_ascii_alphanumeric() || "#%(),.-/ \t\n".contains(c);
                if Colour::all_in(&value).is_empty()
                    || !value.chars().all(plain)
                    || value.contains("url(")
                {
                    reader.findings().error(
                        &reader.at("background_value"),
                        format!("expected a CSS gradient with colours, found \"{value}\""),
                    );
                }
                Background::Gradient(value)
            } else if Colour::parse(&value).is_some() {
                Background::Solid(value)
            } else {
                reader.findings().error(
                    &reader.at("background_value"),
                    format!("expected a colour or a CSS gradient, found \"{value}\""),
                );
                fallback
            }
        }
        (Some("image"), Some(value)) => Background::Image(value),
        // Briefs that take their movie from elsewhere put a colour here.
        (Some("video"), Some(value)) if Colour::parse(&value).is_some() => Background::Solid(value),
        (Some("video"), Some(value)) => Background::Video(value),
        (Some("solid" | "gradient" | "image" | "video") | None, None) => fallback,
        (Some(other), _) => {
            reader.findings().error(
                &reader.at("background_type"),
                format!("expected solid, gradient, image or video, found \"{other}\""),
            );
            fallback
        }
    }
}
