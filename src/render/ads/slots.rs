//! The slots of a template: which texts and pictures it asks for and which of them are filled.

use super::{
    bindings::Bindings,
    layer::{Content, Layer},
    place,
    render::Order,
    template::{Design, Template},
};
use crate::nearest::nearest;

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

/// Keys that were given but that the template has no slot for.
pub fn stray_keys(order: &Order<'_>) -> Vec<String> {
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

/// Whether `layer` shows with `bindings`.
pub fn shows(layer: &Layer, bindings: &Bindings) -> bool {
    layer.visible
        && layer.show_if.as_ref().is_none_or(|key| bindings.has(key))
        && layer.hide_if.as_ref().is_none_or(|key| !bindings.has(key))
}

/// Whether the design says what to show when `key` is not given.
pub fn has_fallback(design: &Design, key: &str) -> bool {
    design.layers.iter().any(|l| l.hide_if.as_deref() == Some(key))
}

/// What the bindings say of asset `key`; a layer's own reference is its own key.
pub fn reference(bindings: &Bindings, key: &str) -> Option<String> {
    match bindings.assets.get(key) {
        Some(reference) => (!reference.is_empty()).then(|| reference.clone()),
        None => (key.contains('/') || key.contains('.')).then(|| key.to_owned()),
    }
}

/// Whether most of the words run from right to left.
pub fn mostly_left(bindings: &Bindings) -> bool {
    let words = || bindings.text.values().flat_map(|t| t.split_whitespace());
    let left = words().filter(|word| place::runs_left(word)).count();
    left * 2 > words().filter(|word| word.chars().any(char::is_alphabetic)).count()
}
