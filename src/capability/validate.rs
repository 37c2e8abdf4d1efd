//! Checks a request against its schema: the one place where types, ranges, lengths, choices,
//! missing and unknown fields are enforced for every door.
//!
//! It checks what schemars writes for our request types; `pattern` and `format` are left to the
//! types' own deserializers, rules between fields to the engines.

use serde_json::Value;

use super::Node;
use crate::{error::FieldError, nearest::nearest};

/// Every wrong place of `value`; empty when it fits the schema.
#[must_use]
pub fn check(schema: &Value, value: &Value) -> Vec<FieldError> {
    let mut errors = Vec::new();
    visit(Node::of(schema), value, "", &mut errors);
    errors
}

/// The required top-level fields that `params` lacks.
#[must_use]
pub fn missing<'a>(schema: &'a Value, params: &Value) -> Vec<&'a str> {
    let mut names = Node::of(schema).required();
    names.retain(|name| params.get(name).is_none_or(Value::is_null));
    names
}

fn visit(node: Node<'_>, value: &Value, path: &str, errors: &mut Vec<FieldError>) {
    if value.is_null() && node.takes_null() {
        return;
    }
    let here = node.resolved();
    if let Some(choices) = here.choices() {
        if !choices.iter().any(|choice| value.as_str() == Some(&choice.value)) {
            let known: Vec<_> = choices.iter().map(|choice| choice.value.as_str()).collect();
            let near = value.as_str().and_then(|text| nearest(text, known.iter().copied()));
            let hint = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
            let text =
                format!("expected one of {}; found {}{hint}", known.join(", "), shown(value));
            push(errors, path, text);
        }
        return;
    }
    if let Some(wanted) = here.keyword("const")
        && wanted != value
    {
        return push(errors, path, format!("expected {wanted}; found {}", shown(value)));
    }
    if here.keyword("type").is_some() && !here.types().iter().any(|kind| is(kind, value)) {
        let kinds: Vec<_> = here.types().iter().map(|kind| spoken(kind)).collect();
        return push(
            errors,
            path,
            format!("expected {}; found {}", kinds.join(" or "), shown(value)),
        );
    }
    for part in here.keyword("allOf").and_then(Value::as_array).into_iter().flatten() {
        visit(here.at(part), value, path, errors);
    }
    one_of_the_forms(here, value, path, errors);
    match value {
        Value::Number(_) => number(here, value, path, errors),
        Value::String(text) => {
            let length = text.chars().count();
            lengths(here, ["minLength", "maxLength"], "characters", length, path, errors);
        }
        Value::Array(items) => {
            lengths(here, ["minItems", "maxItems"], "items", items.len(), path, errors);
            if let Some(node) = here.keyword("items") {
                for (index, item) in items.iter().enumerate() {
                    visit(here.at(node), item, &format!("{}/{index}", pointer(path)), errors);
                }
            }
        }
        Value::Object(_) => object(here, value, path, errors),
        Value::Null | Value::Bool(_) => {}
    }
}

fn object(here: Node<'_>, value: &Value, path: &str, errors: &mut Vec<FieldError>) {
    let Some(fields) = value.as_object() else { return };
    for name in here.required() {
        if fields.get(name).is_none_or(Value::is_null) {
            push(errors, &joined(path, name), "is required".to_owned());
        }
    }
    for (name, field) in fields {
        if let Some((_, node)) = here.properties().find(|(known, _)| known == name) {
            // Null for a required field was reported as missing already.
            if !(field.is_null() && here.required().contains(&name.as_str())) {
                visit(node, field, &joined(path, name), errors);
            }
            continue;
        }
        match here.keyword("additionalProperties") {
            Some(Value::Bool(false)) => {
                let near = nearest(name, here.properties().map(|(known, _)| known));
                let hint = near.map(|near| format!("; did you mean {near}?"));
                push(
                    errors,
                    &joined(path, name),
                    format!("unknown field{}", hint.unwrap_or_default()),
                );
            }
            Some(node @ Value::Object(_)) => {
                visit(here.at(node), field, &joined(path, name), errors);
            }
            _ => {}
        }
    }
}

/// `anyOf` and `oneOf`: the errors shown are those of the form that was most likely meant.
fn one_of_the_forms(here: Node<'_>, value: &Value, path: &str, errors: &mut Vec<FieldError>) {
    let mut best: Option<((bool, bool), Vec<FieldError>)> = None;
    for form in here.forms() {
        let mut wrong = Vec::new();
        visit(form, value, path, &mut wrong);
        if wrong.is_empty() {
            return;
        }
        // A form with the same tag, or else of the same type, is the one that was meant.
        let tagged = form.properties().any(|(name, node)| {
            let tag = node.keyword("const");
            tag.is_some() && tag == value.get(name)
        });
        let rank = (tagged, form.types().iter().any(|kind| is(kind, value)));
        let better = best
            .as_ref()
            .is_none_or(|(top, old)| rank > *top || rank == *top && wrong.len() < old.len());
        if better {
            best = Some((rank, wrong));
        }
    }
    match best {
        None => {}
        Some((rank, wrong)) if rank > (false, false) => errors.extend(wrong),
        Some(_) => {
            let kinds: Vec<_> = here.types().iter().map(|kind| spoken(kind)).collect();
            let text = format!("expected {}; found {}", kinds.join(" or "), shown(value));
            push(errors, path, text);
        }
    }
}

fn number(here: Node<'_>, value: &Value, path: &str, errors: &mut Vec<FieldError>) {
    let limit = |name| here.keyword(name).and_then(Value::as_f64);
    let Some(found) = value.as_f64() else { return };
    let outside = limit("minimum").is_some_and(|least| found < least)
        || limit("maximum").is_some_and(|most| found > most);
    if outside {
        let range = here.range().unwrap_or_default();
        push(errors, path, format!("expected {range}; found {value}"));
    } else if let Some(least) = limit("exclusiveMinimum").filter(|least| found <= *least) {
        push(errors, path, format!("expected more than {least}; found {value}"));
    } else if let Some(most) = limit("exclusiveMaximum").filter(|most| found >= *most) {
        push(errors, path, format!("expected less than {most}; found {value}"));
    }
}

fn lengths(
    here: Node<'_>,
    [least, most]: [&str; 2],
    unit: &str,
    found: usize,
    path: &str,
    errors: &mut Vec<FieldError>,
) {
    let limit = |name| here.keyword(name).and_then(Value::as_u64);
    let found = found as u64;
    if let Some(least) = limit(least).filter(|least| found < *least) {
        push(errors, path, format!("expected at least {least} {unit}; found {found}"));
    }
    if let Some(most) = limit(most).filter(|most| found > *most) {
        push(errors, path, format!("expected at most {most} {unit}; found {found}"));
    }
}

fn push(errors: &mut Vec<FieldError>, path: &str, message: String) {
    errors.push(FieldError { field: path.to_owned(), message });
}

/// A top-level field is called by its name, anything deeper by its JSON pointer.
fn joined(path: &str, name: &str) -> String {
    if path.is_empty() {
        return name.to_owned();
    }
    format!("{}/{}", pointer(path), name.replace('~', "~0").replace('/', "~1"))
}

fn pointer(path: &str) -> String {
    if path.is_empty() || path.starts_with('/') { path.to_owned() } else { format!("/{path}") }
}

fn is(kind: &str, value: &Value) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}

fn spoken(kind: &str) -> &str {
    match kind {
        "boolean" => "true or false",
        "integer" => "a whole number",
        "number" => "a number",
        "string" => "text",
        "array" => "a list",
        "object" => "an object",
        "null" => "nothing",
        other => other,
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        Value::Null => "nothing".to_owned(),
        Value::String(text) if text.chars().count() > 40 => {
            format!("{:?}", text.chars().take(37).chain("...".chars()).collect::<String>())
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
#[path = "validate_tests.rs"]
mod tests;
