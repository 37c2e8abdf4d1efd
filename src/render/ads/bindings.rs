//! What stands in a template's slots: texts, assets and colours by key.
//!
//! An empty text or asset means "none" and hides what is bound to it. Variants lay their own over
//! a template's with [`Bindings::over`]. Bytes of assets are left to `pictures`.

use std::collections::BTreeMap;

use serde_json::Value;

use super::layer::MAX_TEXT;
use crate::{
    error::{Error, Result},
    render::{
        brief::reader::{Findings, Reader, describe},
        colour::Colour,
    },
};

/// Texts, asset references and colours by key.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bindings {
    /// Words by text key.
    pub text: BTreeMap<String, String>,
    /// URL, path or upload name by asset key, as the file says it.
    pub assets: BTreeMap<String, String>,
    /// Colours by name, for `$name` in the template.
    pub colors: BTreeMap<String, Colour>,
}

impl Bindings {
    /// Reads `{text, assets, colors}`; null is none.
    ///
    /// # Errors
    /// `Validation` with the pointer of everything that has the wrong type.
    pub fn read(value: &Value) -> Result<(Self, Vec<String>)> {
        let findings = Findings::default();
        let found = Self::from_reader(&Reader::new(value, "/bindings", &findings));
        let (errors, warnings) = findings.into_parts();
        if errors.is_empty() { Ok((found, warnings)) } else { Err(Error::fields(errors)) }
    }

    pub(super) fn from_reader(reader: &Reader<'_>) -> Self {
        let found = Self {
            text: words(reader, "text", MAX_TEXT),
            assets: words(reader, "assets", 1 << 20),
            colors: colours(reader),
        };
        reader.finish();
        found
    }

    /// These bindings laid over `base`.
    #[must_use]
    pub fn over(&self, base: &Self) -> Self {
        let mut merged = base.clone();
        merged.text.extend(self.text.clone());
        merged.assets.extend(self.assets.clone());
        merged.colors.extend(self.colors.clone());
        merged
    }

    /// Whether a text or asset of that key is given and not empty.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        let filled = |map: &BTreeMap<String, String>| map.get(key).is_some_and(|v| !v.is_empty());
        filled(&self.text) || filled(&self.assets)
    }
}

fn words(reader: &Reader<'_>, key: &str, longest: usize) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let value = match reader.raw(key) {
        None => return found,
        Some(Value::Object(map)) => map,
        Some(other) => {
            let message = format!("expected an object of texts, found {}", describe(other));
            reader.findings().error(&reader.at(key), message);
            return found;
        }
    };
    for (name, value) in value {
        let words = match value {
            Value::String(words) => words.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            Value::Null => String::new(),
            other => {
                let at = format!("{}/{name}", reader.at(key));
                reader.findings().error(&at, format!("expected a text, found {}", describe(other)));
                continue;
            }
        };
        let length = words.chars().count();
        if length > longest {
            let at = format!("{}/{name}", reader.at(key));
            let message = format!("expected at most {longest} characters, found {length}");
            reader.findings().error(&at, message);
            continue;
        }
        found.insert(name.clone(), words);
    }
    found
}

fn colours(reader: &Reader<'_>) -> BTreeMap<String, Colour> {
    let mut found = BTreeMap::new();
    for (name, text) in words(reader, "colors", 64) {
        if let Some(colour) = Colour::parse(&text) {
            found.insert(name, colour);
        } else {
            let at = format!("{}/{name}", reader.at("colors"));
            let message = format!("expected a colour such as #6366f1, found \"{text}\"");
            reader.findings().error(&at, message);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_binding_of_the_wrong_type_is_named_by_its_pointer() {
        let error = Bindings::read(&json!({"text": {"headline": ["a"]}, "assets": "x"}))
            .expect_err("two wrong types");
        let fields: Vec<_> = error.field_errors().iter().map(|f| f.field.as_str()).collect();
        assert_eq!(fields, ["/bindings/text/headline", "/bindings/assets"]);
    }

    #[test]
    fn laid_over_others_only_the_given_keys_change() {
        let read = |v| Bindings::read(&v).expect("reads").0;
        let base = read(json!({"text": {"a": "1", "b": "2"}, "colors": {"accent": "#fff"}}));
        let merged = read(json!({"text": {"b": "3"}})).over(&base);
        assert_eq!(merged.text["a"], "1");
        assert_eq!(merged.text["b"], "3");
        assert!(merged.colors.contains_key("accent"));
    }
}
