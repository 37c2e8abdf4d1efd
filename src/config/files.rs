//! Reading settings files: YAML with known keys, and `.env` files with anybody's variables.
//!
//! What the values mean is left to `config/mod.rs`.

use std::{collections::BTreeMap, io::ErrorKind, path::Path};

use serde_json::{Map, Value};

use crate::error::{Error, Kind, Result};

/// The keys and values of a YAML file; `None` if it is not there and need not be.
pub(super) fn yaml(file: &Path, must_exist: bool) -> Result<Option<BTreeMap<String, String>>> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if absent(&error) && !must_exist => return Ok(None),
        Err(error) => {
            return Err(Error::from(error).context(format!("reading settings {}", file.display())));
        }
    };
    // A file of comments only is an empty document.
    let is_content = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    if !text.lines().any(is_content) {
        return Ok(Some(BTreeMap::new()));
    }
    let values: Map<String, Value> = serde_yaml::from_str(&text).map_err(|error| {
        let text = format!("{} is no YAML of settings", file.display());
        let cause = std::io::Error::other(error.to_string());
        Error::new(Kind::Validation, text).caused_by(cause).hint("write one `name: value` per line")
    })?;
    let mut settings = BTreeMap::new();
    for (name, value) in values {
        if let Some(value) = as_text(&value) {
            settings.insert(name, value);
        } else if !value.is_null() {
            let text = format!("expected one value or a list of values ({})", file.display());
            return Err(Error::field(name, text));
        }
    }
    Ok(Some(settings))
}

fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Array(items) => {
            let parts: Option<Vec<_>> = items
                .iter()
                .map(|item| (!item.is_array()).then(|| as_text(item)).flatten())
                .collect();
            Some(parts?.join(","))
        }
        Value::Null | Value::Object(_) => None,
    }
}

/// The variables of an `.env` file; none if it is not there.
pub(super) fn variables(file: &Path) -> Result<BTreeMap<String, String>> {
    let lines = match dotenvy::from_path_iter(file) {
        Ok(lines) => lines,
        Err(dotenvy::Error::Io(error)) if absent(&error) => return Ok(BTreeMap::new()),
        Err(error) => return Err(unreadable(file, error)),
    };
    lines.map(|line| line.map_err(|error| unreadable(file, error))).collect()
}

/// The line itself may hold a secret, so only its place is told.
fn unreadable(file: &Path, error: dotenvy::Error) -> Error {
    let text = format!("{} cannot be read", file.display());
    match error {
        dotenvy::Error::Io(error) => Error::from(error).context(text),
        dotenvy::Error::LineParse(_, place) => Error::new(
            Kind::Validation,
            format!("{text}: a line is not NAME=value (character {place} of it)"),
        ),
        _ => Error::new(Kind::Validation, text),
    }
}

fn absent(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}
