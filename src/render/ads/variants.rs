//! Variants: the same template with other texts or pictures, from a file or from a table.
//!
//! The file's format is the ad designers' own. What a variant changes is laid over the bindings
//! that an ad would have had without it.

use serde_json::{Map, Value};

use super::{bindings::Bindings, layer::Content, template::Template};
use crate::{
    error::{Error, Result},
    render::brief::reader::{Findings, Reader},
};

/// Most variants of a file.
pub const MAX_VARIANTS: usize = 1000;

/// A file of variants.
#[derive(Clone, Debug, Default)]
pub struct Variants {
    /// Id of the template they are made for, if the file says so.
    pub base: Option<String>,
    /// Those of `variants`, then those of `imageTests`.
    pub list: Vec<Variant>,
    /// What was odd in the file.
    pub warnings: Vec<String>,
}

/// One variant.
#[derive(Clone, Debug, Default)]
pub struct Variant {
    /// Its name for machines.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// What it changes.
    pub bindings: Bindings,
}

impl Variants {
    /// Reads a variants file, or a bare list of variants.
    ///
    /// # Errors
    /// `Validation` with the pointer of everything that is wrong.
    pub fn read(value: &Value) -> Result<Self> {
        let wrapped;
        let value = if value.is_array() {
            wrapped = serde_json::json!({ "variants": value });
            &wrapped
        } else {
            value
        };
        let findings = Findings::default();
        let root = Reader::new(value, "", &findings);
        let base = root.text("baseTemplateId");
        root.ignore("description");
        root.ignore("name");
        let mut list: Vec<Variant> = Vec::new();
        for group in ["variants", "imageTests"] {
            let count = root.list(group).len();
            if count > MAX_VARIANTS {
                let message = format!("expected at most {MAX_VARIANTS}, found {count}");
                findings.error(&root.at(group), message);
            }
            for (index, value) in root.list(group).iter().take(MAX_VARIANTS).enumerate() {
                let reader = Reader::new(value, &format!("/{group}/{index}"), &findings);
                let id = reader.text("variantId").or_else(|| reader.text("id"));
                let id = id.unwrap_or_else(|| format!("variant_{}", list.len() + 1));
                if list.iter().any(|other| other.id == id) {
                    let message = format!("expected an id of its own, found \"{id}\" again");
                    findings.error(&reader.at("variantId"), message);
                }
                let name = reader.text("name").unwrap_or_else(|| id.clone());
                reader.ignore("description");
                let bindings = Bindings::from_reader(&reader.object("overrides"));
                reader.finish();
                list.push(Variant { id, name, bindings });
            }
        }
        root.finish();
        let (errors, warnings) = findings.into_parts();
        if errors.is_empty() {
            Ok(Self { base, list, warnings })
        } else {
            Err(Error::fields(errors))
        }
    }
}

impl Variant {
    /// A variant from row `number` (from 1) of a table: columns `text.headline`, `assets.hero`,
    /// `colors.accent`, or a bare key of `template`; `id` and `name` name it. An empty cell
    /// changes nothing. Also gives the columns that mean nothing to the template.
    ///
    /// # Errors
    /// A cell that is too long or no colour.
    pub fn from_row(
        template: &Template,
        row: &[(String, String)],
        number: usize,
    ) -> Result<(Self, Vec<String>)> {
        let mut id = None;
        let mut name = None;
        let mut unknown = Vec::new();
        let mut groups: [(&str, Map<String, Value>); 3] =
            [("text", Map::new()), ("assets", Map::new()), ("colors", Map::new())];
        for (column, cell) in row.iter().filter(|(_, cell)| !cell.trim().is_empty()) {
            let (column, cell) = (column.trim(), cell.trim());
            match column {
                "id" | "variantId" | "variant_id" => id = Some(cell.to_owned()),
                "name" => name = Some(cell.to_owned()),
                _ => match slot(template, column) {
                    Some((group, key)) => {
                        for (_, map) in groups.iter_mut().filter(|(g, _)| *g == group) {
                            map.insert(key.to_owned(), Value::from(cell));
                        }
                    }
                    None => unknown.push(column.to_owned()),
                },
            }
        }
        let value = groups.into_iter().map(|(g, map)| (g.to_owned(), Value::Object(map))).collect();
        let (bindings, _) = Bindings::read(&Value::Object(value))
            .map_err(|e| e.context(format!("row {number}")))?;
        let id = id.unwrap_or_else(|| format!("row_{number}"));
        Ok((Self { name: name.unwrap_or_else(|| id.clone()), id, bindings }, unknown))
    }
}

fn slot<'c>(template: &Template, column: &'c str) -> Option<(&'static str, &'c str)> {
    for group in ["text", "assets", "colors"] {
        if let Some(key) = column.strip_prefix(group).and_then(|rest| rest.strip_prefix('.')) {
            return Some((group, key));
        }
    }
    let layers = || template.designs.iter().flat_map(|d| &d.layers).map(|l| &l.content);
    let is_text = |c: &Content| matches!(c, Content::Text(t) if t.key.as_deref() == Some(column));
    let is_image = |c: &Content| matches!(c, Content::Image(i) if i.key.as_deref() == Some(column));
    if layers().any(is_text) || template.bindings.text.contains_key(column) {
        Some(("text", column))
    } else if layers().any(is_image) || template.bindings.assets.contains_key(column) {
        Some(("assets", column))
    } else if template.bindings.colors.contains_key(column) {
        Some(("colors", column))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn template() -> Template {
        Template::read(&json!({
            "templateId": "t",
            "canvas": {"width": 100, "height": 100},
            "layers": [{"id": "h", "type": "text", "rect": [0, 0, 9, 9], "text": {},
                        "bind": {"textKey": "headline"}}],
            "bindings": {"assets": {"hero": ""}}
        }))
        .expect("reads")
    }

    #[test]
    fn variants_and_image_tests_are_one_list_in_the_order_of_the_file() {
        let file = json!({"baseTemplateId": "t",
            "variants": [{"variantId": "a", "overrides": {"text": {"headline": "A"}}}],
            "imageTests": [{"variantId": "b", "overrides": {"assets": {"hero": "b.png"}}}]});
        let variants = Variants::read(&file).expect("reads");
        let ids: Vec<_> = variants.list.iter().map(|v| v.id.as_str()).collect();
        assert_eq!(ids, ["a", "b"]);
        assert_eq!(variants.list[1].bindings.assets["hero"], "b.png");
    }

    #[test]
    fn two_variants_of_one_id_are_refused_by_pointer() {
        let file = json!([{"variantId": "a"}, {"variantId": "a", "overrides": {"text": 3}}]);
        let error = Variants::read(&file).expect_err("twice");
        let fields: Vec<_> = error.field_errors().iter().map(|f| f.field.as_str()).collect();
        assert_eq!(fields, ["/variants/1/variantId", "/variants/1/overrides/text"]);
    }

    #[test]
    fn a_row_names_slots_with_or_without_their_group() {
        let cell = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let row = [
            cell("headline", "Hi"),
            cell("assets.hero", "x.png"),
            cell("colour", "red"),
            cell("name", "First"),
        ];
        let (variant, unknown) = Variant::from_row(&template(), &row, 4).expect("reads");
        assert_eq!(variant.id, "row_4");
        assert_eq!(variant.name, "First");
        assert_eq!(variant.bindings.text["headline"], "Hi");
        assert_eq!(variant.bindings.assets["hero"], "x.png");
        assert_eq!(unknown, ["colour"]);
    }
}
