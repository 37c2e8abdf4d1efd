//! The colours of a video: a theme from `shared/themes.yaml`, with the brief's own colours where
//! they can be read on its background.

use std::collections::BTreeMap;

use crate::{
    error::{Error, Result},
    nearest::nearest,
    render::{
        assets::Assets,
        brief::{Background, Brief},
        colour::Colour,
        template::manifest::{Manifest, themes},
    },
};

/// Least contrast of headings, and of smaller text, with what lies behind (WCAG large text is 3).
const HEADING_CONTRAST: f64 = 3.0;
const TEXT_CONTRAST: f64 = 4.0;

/// The colours by name, as style sheets use them.
#[derive(Clone, Debug)]
pub struct Palette {
    /// background, text, heading, muted, accent, accent2, surface, line and what else the theme has.
    pub colours: BTreeMap<String, String>,
    /// Whether the background is light.
    pub light: bool,
}

/// Mixes the theme with the brief's colours.
///
/// # Errors
/// A theme that does not exist, naming those that do.
pub fn palette(brief: &Brief, manifest: &Manifest, assets: &Assets) -> Result<Palette> {
    let all = themes(assets)?;
    let name = brief.style.theme.as_deref().unwrap_or(&manifest.theme);
    let Some(theme) = all.get(name) else {
        let known: Vec<&str> = all.keys().map(String::as_str).collect();
        let mut error = Error::field(
            "/style/theme",
            format!("unknown theme \"{name}\"; known themes: {}", known.join(", ")),
        );
        if let Some(near) = nearest(name, known.into_iter()) {
            error = error.hint(format!("did you mean {near}?"));
        }
        return Err(error);
    };
    let mut colours = theme.clone();
    let get = |colours: &BTreeMap<String, String>, key: &str| {
        colours.get(key).and_then(|c| Colour::parse(c)).unwrap_or(Colour::WHITE)
    };
    let behind = match &brief.style.background {
        Background::Solid(value) | Background::Gradient(value) => {
            let mut stops = Colour::all_in(value);
            stops.extend(Colour::parse(value));
            Colour::mean(&stops)
        }
        _ => get(&colours, "background"),
    };
    colours.insert("background".to_owned(), behind.to_string());
    let light = behind.luminance() > 0.4;
    if behind.contrast(get(&colours, "text")) < TEXT_CONTRAST {
        // The brief's background is of the other kind than the theme: turn its text around.
        let ink = if light { Colour::BLACK } else { Colour::WHITE };
        colours.insert("text".to_owned(), ink.to_string());
        colours.insert("heading".to_owned(), ink.to_string());
        colours.insert("muted".to_owned(), ink.mix(behind, 0.35).to_string());
        colours.insert("surface".to_owned(), ink.with_alpha(0.07).to_string());
        colours.insert("line".to_owned(), ink.with_alpha(0.16).to_string());
    }
    let given = |text: &Option<String>| text.as_deref().and_then(Colour::parse);
    let (primary, secondary) = (given(&brief.style.primary), given(&brief.style.secondary));
    if let Some(accent) = given(&brief.style.accent) {
        colours.insert("accent".to_owned(), accent.to_string());
        let partner = [primary, secondary]
            .into_iter()
            .flatten()
            .find(|c| is_colourful(*c) && c.contrast(accent) > 1.05 && c.contrast(behind) > 1.6);
        let partner = partner
            .unwrap_or_else(|| accent.mix(if light { Colour::BLACK } else { Colour::WHITE }, 0.35));
        colours.insert("accent2".to_owned(), partner.to_string());
    }
    // A saturated colour on a dark ground tires the eye long before it is unreadable, so brand
    // colours need more contrast than greys to become text.
    let enough = |c: Colour, least: f64| {
        behind.contrast(c) >= if is_colourful(c) { least * 1.6 } else { least }
    };
    if let Some(primary) = primary.filter(|c| enough(*c, HEADING_CONTRAST)) {
        colours.insert("heading".to_owned(), primary.to_string());
        if !is_colourful(primary) && behind.contrast(primary) >= TEXT_CONTRAST {
            colours.insert("text".to_owned(), primary.to_string());
        }
    }
    if let Some(secondary) = secondary.filter(|c| enough(*c, TEXT_CONTRAST)) {
        colours.insert("muted".to_owned(), secondary.to_string());
    }
    Ok(Palette { colours, light })
}

fn is_colourful(colour: Colour) -> bool {
    let channels = [colour.red, colour.green, colour.blue];
    let (low, high) = (channels.iter().min(), channels.iter().max());
    matches!((low, high), (Some(low), Some(high)) if high - low > 48)
}
