//! What was typed, as JSON: flags of a command line, and answers to a question.
//!
//! How flags look is left to `flags`, merging with a params file to `layers`, ranges and missing
//! fields to `validate`.

use clap::{ArgMatches, parser::ValueSource};
use serde_json::{Map, Value};

use super::{GIVEN_FIRST, Node, Row, layers};
use crate::error::{Error, FieldError, Result};

impl Row {
    /// The fields that were given as flags or first.
    ///
    /// # Errors
    /// If a structured field is no JSON, or its file cannot be read.
    pub fn given(&self, request: &Value, matches: &ArgMatches) -> Result<Map<String, Value>> {
        let main = self.main(request);
        let mut given = Map::new();
        let mut errors = Vec::new();
        for (name, node) in Node::of(request).properties() {
            let mut values = typed(matches, name);
            if main.as_deref() == Some(name) {
                values.extend(typed(matches, GIVEN_FIRST));
            }
            match field(node, values) {
                Ok(Some(value)) => {
                    given.insert(name.to_owned(), value);
                }
                Ok(None) => {}
                Err(error) if error.field_errors().is_empty() => {
                    return Err(error.context(format!("--{}", name.replace('_', "-"))));
                }
                Err(error) => errors.extend(error.field_errors().iter().map(|wrong| FieldError {
                    field: name.to_owned(),
                    message: wrong.message.clone(),
                })),
            }
        }
        if errors.is_empty() { Ok(given) } else { Err(Error::fields(errors)) }
    }
}

/// What was typed for an argument; `value_source` panics for ids that clap does not know.
fn typed(matches: &ArgMatches, id: &str) -> Vec<Value> {
    let known = matches.try_contains_id(id).unwrap_or(false);
    if !known || matches.value_source(id) != Some(ValueSource::CommandLine) {
        return Vec::new();
    }
    matches.get_many::<Value>(id).into_iter().flatten().cloned().collect()
}

fn field(node: Node<'_>, values: Vec<Value>) -> Result<Option<Value>> {
    let count = values.len();
    let mut parsed = Vec::with_capacity(count);
    for value in values {
        parsed.push(match value {
            Value::String(text) => parse_text(node, &text)?,
            // The parser of the flag made it already.
            value if node.items().is_some() => Value::Array(vec![value]),
            value => value,
        });
    }
    if node.items().is_some() && (count > 1 || parsed.iter().any(Value::is_array)) {
        let parts = parsed.into_iter().flat_map(|value| match value {
            Value::Array(items) => items,
            other => vec![other],
        });
        return Ok(Some(Value::Array(parts.collect())));
    }
    Ok(parsed.pop())
}

/// Reads a field's value as a person types it.
///
/// JSON where the field is structured, or `@file` for it (`@@` begins a text with `@`); an item
/// of a list may stand alone.
///
/// # Errors
/// If the text is not what the field takes, or its file cannot be read.
pub fn parse_text(node: Node<'_>, text: &str) -> Result<Value> {
    let wrong = |message: String| Error::field("", message);
    if structured(node) {
        if let Some(text) = text.strip_prefix("@@") {
            return plain(node, &format!("@{text}")).map_err(wrong);
        }
        if let Some(file) = text.strip_prefix('@') {
            return layers::read_value(file);
        }
        let start = text.trim_start();
        let opens = |open: char, kind| start.starts_with(open) && node.allows(kind);
        if opens('{', "object") || opens('[', "array") {
            return serde_json::from_str(text)
                .map_err(|error| wrong(format!("this is no JSON: {error}")));
        }
        if start.starts_with('{') && node.items().is_some_and(|item| item.allows("object")) {
            let item = serde_json::from_str(text);
            let item: Value = item.map_err(|error| wrong(format!("this is no JSON: {error}")))?;
            return Ok(Value::Array(vec![item]));
        }
    }
    plain(node, text).map_err(wrong)
}

fn plain(node: Node<'_>, text: &str) -> std::result::Result<Value, String> {
    if let Some(choices) = node.choices() {
        if choices.iter().any(|choice| choice.value == text) {
            return Ok(Value::from(text));
        }
        let known: Vec<_> = choices.iter().map(|choice| choice.value.as_str()).collect();
        return Err(format!("expected one of {}; found {text:?}", known.join(", ")));
    }
    let types = node.types();
    let numbers = types.contains(&"integer") || types.contains(&"number");
    if types.contains(&"number")
        && let Ok(value) = number(text)
    {
        return Ok(value);
    }
    if types.contains(&"integer")
        && let Ok(value) = whole(text)
    {
        return Ok(value);
    }
    if types.contains(&"boolean")
        && let Ok(value) = switch(text)
    {
        return Ok(value);
    }
    if node.allows("string") {
        return Ok(Value::from(text));
    }
    if let Some(item) = node.items() {
        return Ok(Value::Array(vec![plain(item, text)?]));
    }
    Err(match types.as_slice() {
        ["boolean"] => format!("expected true or false; found {text:?}"),
        _ if numbers => format!("expected a number; found {text:?}"),
        _ => format!("expected JSON or @file; found {text:?}"),
    })
}

pub(super) fn whole(text: &str) -> std::result::Result<Value, String> {
    let text = text.trim();
    let value =
        text.parse::<i64>().map(Value::from).or_else(|_| text.parse::<u64>().map(Value::from));
    value.map_err(|_| "expected a whole number".to_owned())
}

pub(super) fn number(text: &str) -> std::result::Result<Value, String> {
    if let Ok(value) = whole(text) {
        return Ok(value);
    }
    let value = text.trim().parse::<f64>().ok().filter(|value| value.is_finite());
    value.map(Value::from).ok_or_else(|| "expected a number".to_owned())
}

pub(super) fn switch(text: &str) -> std::result::Result<Value, String> {
    match text.trim() {
        "true" | "yes" | "on" | "1" => Ok(Value::Bool(true)),
        "false" | "no" | "off" | "0" => Ok(Value::Bool(false)),
        _ => Err("expected true or false".to_owned()),
    }
}

/// Whether JSON can be given for it.
pub(super) fn structured(node: Node<'_>) -> bool {
    let types = node.types();
    types.is_empty() || types.contains(&"object") || types.contains(&"array")
}

#[cfg(test)]
#[path = "given_tests.rs"]
mod tests;
