//! A section's content, brought to the canonical keys that scenes read.
//!
//! Real briefs say `heading` or `title`, `body` or `body_text`, lists or lines with "•". Which
//! keys mean the same is data (`shared/sections.yaml`); this file only applies that table.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{
    super::template::manifest::{Field, FieldKind, SectionTypes},
    reader::{Reader, describe},
};

/// Longest text of one field, in characters, unless its row in the table says otherwise.
const LONGEST_TEXT: usize = 1200;
/// Most entries in one list, likewise.
const LONGEST_LIST: usize = 40;

/// A file that the content needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssetRef {
    /// Where the brief names it.
    pub pointer: String,
    /// What the brief calls it.
    pub source: String,
    /// Whether it is a moving picture.
    pub video: bool,
}

/// Canonical content and the files it names.
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// Canonical key → value.
    pub values: Map<String, Value>,
    /// Files.
    pub assets: Vec<AssetRef>,
}

/// Reads the content of a section of type `kind`.
pub fn read(reader: &Reader, kind: &str, types: &SectionTypes) -> Content {
    let mut content = Content::default();
    let own = types.types.get(kind).map(|t| &t.fields);
    let empty = BTreeMap::new();
    let fields = own.unwrap_or(&empty).iter().chain(
        types.common.iter().filter(|(name, _)| !own.is_some_and(|own| own.contains_key(*name))),
    );
    for (name, field) in fields {
        // The first key that says something wins; the others are known all the same.
        for key in &field.from {
            let Some(value) = reader.raw(key) else { continue };
            if content.values.contains_key(name) {
                continue;
            }
            let pointer = reader.at(key);
            if let Some(value) = convert(reader, value, &pointer, field, &mut content.assets) {
                content.values.insert(name.clone(), value);
            }
        }
    }
    for key in &types.quiet {
        reader.ignore(key);
    }
    bullets_from_body(&mut content.values);
    reader.finish();
    content
}

#[expect(clippy::too_many_lines, reason = "one arm per kind of field, side by side")]
fn convert(
    reader: &Reader,
    value: &Value,
    pointer: &str,
    field: &Field,
    assets: &mut Vec<AssetRef>,
) -> Option<Value> {
    let findings = reader.findings();
    let expected = |what: &str| {
        findings.error(pointer, format!("expected {what}, found {}", describe(value)));
        None
    };
    let longest = field.max.unwrap_or(match field.kind {
        FieldKind::List | FieldKind::Items => LONGEST_LIST,
        _ => LONGEST_TEXT,
    });
    match field.kind {
        FieldKind::Text => match text_of(value) {
            Some(text) => {
                let length = text.chars().count();
                if length > longest {
                    findings.error(
                        pointer,
                        format!("expected at most {longest} characters, found {length}"),
                    );
                    return None;
                }
                (!text.is_empty()).then(|| Value::String(text))
            }
            None => expected("a text"),
        },
        FieldKind::Number => match value {
            Value::Number(_) => Some(value.clone()),
            Value::String(text) if text.trim().is_empty() => None,
            Value::String(text) => match text.trim().replace(',', "").parse::<f64>() {
                Ok(number) if number.is_finite() => Some(json!(number)),
                // "10x" or "3 of 4" cannot count up, but it can be shown.
                _ => Some(value.clone()),
            },
            _ => expected("a number"),
        },
        FieldKind::Flag => match value {
            Value::Bool(_) => Some(value.clone()),
            _ => expected("true or false"),
        },
        FieldKind::List => {
            let list = match value {
                Value::Array(list) => {
                    let mut texts = Vec::new();
                    for (index, entry) in list.iter().enumerate() {
                        match text_of(entry) {
                            Some(text) => texts.push(text),
                            None if entry.is_null() => {}
                            None => findings.error(
                                &format!("{pointer}/{index}"),
                                format!("expected a text, found {}", describe(entry)),
                            ),
                        }
                    }
                    texts
                }
                Value::String(text) => lines_of(text),
                _ => return expected("a list of texts"),
            };
            let list: Vec<String> = list.into_iter().filter(|t| !t.is_empty()).collect();
            if list.len() > longest {
                findings.error(
                    pointer,
                    format!("expected at most {longest} entries, found {}", list.len()),
                );
                return None;
            }
            if let Some(long) = list.iter().find(|t| t.chars().count() > LONGEST_TEXT) {
                findings.error(
                    pointer,
                    format!(
                        "expected entries of at most {LONGEST_TEXT} characters, found {}",
                        long.chars().count()
                    ),
                );
                return None;
            }
            (!list.is_empty()).then(|| json!(list))
        }
        FieldKind::Items => match value {
            Value::Array(list) if list.len() > longest => {
                findings.error(
                    pointer,
                    format!("expected at most {longest} entries, found {}", list.len()),
                );
                None
            }
            Value::Array(list) => {
                for (index, entry) in list.iter().enumerate() {
                    if !entry.is_object() && text_of(entry).is_none() {
                        findings.error(
                            &format!("{pointer}/{index}"),
                            format!("expected a text or an object, found {}", describe(entry)),
                        );
                    }
                }
                let items: Vec<Value> = list.iter().map(item_of).collect();
                (!items.is_empty()).then(|| Value::Array(items))
            }
            Value::String(text) => {
                Some(lines_of(text).into_iter().map(|text| json!({"text": text})).collect())
            }
            _ => expected("a list of objects"),
        },
        FieldKind::Object => match value {
            Value::Object(_) => Some(value.clone()),
            Value::String(text) if !text.is_empty() => Some(json!({"label": text})),
            Value::String(_) => None,
            _ => expected("an object"),
        },
        FieldKind::Code => match value {
            Value::String(text) if text.trim().is_empty() => None,
            Value::String(text) => Some(json!({"language": "", "snippet": text})),
            Value::Object(object) => {
                let snippet = ["snippet", "code", "text", "source"]
                    .iter()
                    .find_map(|key| object.get(*key).and_then(Value::as_str));
                match snippet {
                    Some(snippet) => Some(json!({
                        "language": object.get("language").and_then(Value::as_str).unwrap_or(""),
                        "file": object.get("file").and_then(Value::as_str).unwrap_or(""),
                        "snippet": snippet,
                    })),
                    None => expected("a text or an object with \"snippet\""),
                }
            }
            _ => expected("a text or an object with \"snippet\""),
        },
        FieldKind::Image | FieldKind::Video => match value {
            Value::String(text) if text.trim().is_empty() => None,
            Value::String(text) => {
                assets.push(AssetRef {
                    pointer: pointer.to_owned(),
                    source: text.clone(),
                    video: field.kind == FieldKind::Video,
                });
                Some(value.clone())
            }
            _ => expected("a path or URL"),
        },
        FieldKind::Any => Some(value.clone()),
    }
}

/// A value as one text: numbers too, and the `text` of an object.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(list) => {
            let lines: Option<Vec<String>> = list.iter().map(text_of).collect();
            Some(lines?.join("\n"))
        }
        Value::Object(object) => ["text", "value", "content", "body", "title", "label"]
            .iter()
            .find_map(|key| object.get(*key).and_then(text_of)),
        _ => None,
    }
}

fn item_of(value: &Value) -> Value {
    match value {
        Value::Object(_) => value.clone(),
        other => json!({"text": text_of(other).unwrap_or_default()}),
    }
}

fn lines_of(text: &str) -> Vec<String> {
    text.lines().map(unmarked).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// A line without its list mark.
fn unmarked(line: &str) -> &str {
    let line = line.trim();
    line.strip_prefix(['•', '·', '‣', '▪', '–'])
        .or_else(|| line.strip_prefix("- "))
        .or_else(|| line.strip_prefix("* "))
        .map_or(line, str::trim)
}

/// A body that is a list in disguise becomes bullets, and a body that repeats them goes.
fn bullets_from_body(values: &mut Map<String, Value>) {
    let Some(body) = values.get("body").and_then(Value::as_str) else { return };
    let marked = body.lines().filter(|line| unmarked(line) != line.trim()).count();
    if marked < 2 || marked < body.lines().filter(|l| !l.trim().is_empty()).count() {
        return;
    }
    let lines = lines_of(body);
    values.remove("body");
    if !values.contains_key("bullets") {
        values.insert("bullets".to_owned(), json!(lines));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_of_bullet_lines_becomes_bullets() {
        let mut values = Map::new();
        values.insert("body".into(), json!("• One\n• Two"));
        bullets_from_body(&mut values);
        assert_eq!(values["bullets"], json!(["One", "Two"]));
        assert!(!values.contains_key("body"));
    }

    #[test]
    fn a_body_with_one_dash_stays_a_body() {
        let mut values = Map::new();
        values.insert("body".into(), json!("Two things – and a dash\n- really"));
        bullets_from_body(&mut values);
        assert!(values.contains_key("body"));
    }
}
