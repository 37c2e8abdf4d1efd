//! The ad templates that travel in the binary, overlaid by the user's folders: `ads/<id>/template.json`.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{
    bindings::Bindings,
    layer::{Content, MAX_TEXT, Text},
    slots::asset_refs,
    template::Template,
};
use crate::{
    error::{Error, Kind, Result},
    nearest::nearest,
    render::assets::Assets,
};

/// What a list of templates says of one.
#[derive(Clone, Debug, Serialize)]
pub struct Listing {
    /// Its name for machines.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Sizes it was made for: name, width and height in pixels. Any other works.
    pub sizes: Vec<(String, u32, u32)>,
    /// JSON schema of its bindings.
    pub parameters: Value,
}

/// Every template.
///
/// # Errors
/// A template of a user's folder that is wrong, naming it.
pub fn list(assets: &Assets) -> Result<Vec<Listing>> {
    assets.folders("ads").iter().map(|id| get(assets, id).map(|t| listing(&t))).collect()
}

/// The template of that id.
///
/// # Errors
/// `NotFound` naming those that there are, or what is wrong in the file.
pub fn get(assets: &Assets, id: &str) -> Result<Template> {
    let path = format!("ads/{id}/template.json");
    let Some(text) = assets.text(&path) else {
        let known = assets.folders("ads");
        let error = Error::new(
            Kind::NotFound,
            format!("unknown ad template \"{id}\"; known templates: {}", known.join(", ")),
        );
        let near = nearest(id, known.iter().map(String::as_str));
        return Err(near
            .map(|n| format!("did you mean {n}?"))
            .into_iter()
            .fold(error, Error::hint));
    };
    let value: Value = serde_json::from_str(&text)
        .map_err(|e| Error::new(Kind::Validation, format!("{path} is not JSON")).caused_by(e))?;
    Template::read(&value).map_err(|e| e.context(path))
}

/// What a list says of `template`.
#[must_use]
pub fn listing(template: &Template) -> Listing {
    let sizes = template.designs.iter();
    Listing {
        id: template.id.clone(),
        name: template.name.clone(),
        description: template.description.clone(),
        sizes: sizes.map(|d| (d.name.clone(), d.width as u32, d.height as u32)).collect(),
        parameters: schema(template),
    }
}

/// JSON schema of the bindings that `template` takes. `x-fits` is about how many characters show
/// at a comfortable size; longer texts shrink.
#[must_use]
pub fn schema(template: &Template) -> Value {
    let mut texts = Map::new();
    for layer in template.designs.iter().flat_map(|d| &d.layers) {
        let Content::Text(text) = &layer.content else { continue };
        let Some(key) = &text.key else { continue };
        let fits = comfortable(text, layer.area.w, layer.area.h);
        let entry = texts.entry(key.clone()).or_insert_with(|| {
            let default = template.bindings.text.get(key).unwrap_or(&text.words);
            json!({"type": "string", "default": default, "maxLength": MAX_TEXT, "x-fits": fits})
        });
        if entry["x-fits"].as_u64().is_some_and(|other| fits < other) {
            entry["x-fits"] = json!(fits);
        }
    }
    let mut pictures = Map::new();
    for asset in asset_refs(template, &Bindings::default()) {
        let about = if asset.optional {
            "Picture: URL or path; the design has a stand-in for it."
        } else {
            "Picture: URL or path."
        };
        let entry = json!({"type": "string", "description": about, "default": asset.reference});
        pictures.insert(asset.key, entry);
    }
    let colours: Map<String, Value> = template
        .bindings
        .colors
        .iter()
        .map(|(key, colour)| {
            (key.clone(), json!({"type": "string", "default": colour.to_string()}))
        })
        .collect();
    let object = |properties: Map<String, Value>| json!({"type": "object", "additionalProperties": false, "properties": properties});
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "text": object(texts), "assets": object(pictures), "colors": object(colours),
        },
    })
}

/// About how many characters fill a box at the size that the designer gave.
fn comfortable(text: &Text, width: f64, height: f64) -> u64 {
    const LETTER: f64 = 0.56;
    let size = text.size.min(text.range.1);
    let lines = (height / (size * text.line_height)).floor().max(1.0);
    let lines = text.max_lines.map_or(lines, |most| lines.min(f64::from(most)));
    let padding = text.pill.as_ref().map_or(0.0, |p| 2.0 * p.padding.0);
    ((width - padding).max(size) / (size * (LETTER + text.spacing)).max(1.0) * lines).floor() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_template_reads_without_a_warning_and_has_its_own_id() {
        let assets = Assets::default();
        for id in assets.folders("ads") {
            let template = get(&assets, &id).expect("reads");
            assert_eq!(template.id, id);
            assert_eq!(template.warnings, Vec::<String>::new(), "{id}");
        }
        assert!(list(&assets).expect("all read").len() >= 6);
    }

    #[test]
    fn an_unknown_template_names_the_nearest_one() {
        let error = get(&Assets::default(), "product-showcase").expect_err("unknown");
        assert_eq!(error.kind(), Kind::NotFound);
        assert_eq!(error.hint_text(), Some("did you mean product-showcase-v1?"));
    }

    #[test]
    fn the_schema_has_the_slots_with_their_defaults() {
        let template = get(&Assets::default(), "product-showcase-v1").expect("reads");
        let schema = schema(&template);
        let headline = &schema["properties"]["text"]["properties"]["headline"];
        assert_eq!(headline["maxLength"], 2000);
        assert!(headline["default"].as_str().is_some_and(|d| !d.is_empty()));
        assert!(schema["properties"]["assets"]["properties"]["product_image"].is_object());
    }
}
