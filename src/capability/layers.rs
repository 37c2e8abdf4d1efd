//! Layers of a request: a params file below, flags above, merged field by field.
//!
//! A field comes whole from one layer, so nobody wonders which half of a list came from where.
//! What the fields may be is left to `validate`.

use std::io::Read as _;

use serde_json::{Map, Value};

use crate::error::{Error, Kind, Result};

/// The largest params file, in bytes; a brief with embedded pictures still fits.
const LARGEST: u64 = 64 << 20;

/// Merges layers; a later one wins, per top-level field.
pub fn merge(layers: impl IntoIterator<Item = Map<String, Value>>) -> Map<String, Value> {
    layers.into_iter().fold(Map::new(), |mut merged, layer| {
        merged.extend(layer);
        merged
    })
}

/// Reads a params file, `-` for stdin.
///
/// # Errors
/// If it cannot be read, or is not an object in YAML or JSON.
pub fn read_params(path: &str) -> Result<Map<String, Value>> {
    match read_value(path)? {
        Value::Object(fields) => Ok(fields),
        Value::Null => Ok(Map::new()),
        _ => Err(Error::new(
            Kind::Validation,
            format!("{path}: expected fields, like `text: hello`"),
        )),
    }
}

/// Reads a YAML or JSON file, `-` for stdin.
pub(super) fn read_value(path: &str) -> Result<Value> {
    let text = read_text(path)?;
    // JSON first: its errors are better, and a tab in it would trouble a YAML parser.
    let json = match serde_json::from_str(&text) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    if text.trim_start().starts_with(['{', '['])
        && !path.ends_with("yaml")
        && !path.ends_with("yml")
    {
        let text = format!("{path} is no JSON");
        return Err(Error::new(Kind::Validation, text).caused_by(json));
    }
    if text.trim().is_empty() {
        return Ok(Value::Null);
    }
    // YAML of old took `y`, `no` and `on` for booleans; a person who writes them means text.
    let options = serde_yaml::options! { strict_booleans: true };
    serde_yaml::from_str_with_options(&text, options).map_err(|error| {
        Error::new(Kind::Validation, format!("{path} is neither JSON nor YAML"))
            .caused_by(std::io::Error::other(error.to_string()))
    })
}

fn read_text(path: &str) -> Result<String> {
    let mut text = String::new();
    let count = if path == "-" {
        std::io::stdin().lock().take(LARGEST + 1).read_to_string(&mut text)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_string(&mut text))
    };
    let count = count.map_err(|error| Error::from(error).context(format!("reading {path}")))?;
    if count as u64 > LARGEST {
        let text = format!("{path} is larger than {} MiB", LARGEST >> 20);
        return Err(Error::new(Kind::PayloadTooLarge, text));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn fields(value: Value) -> Map<String, Value> {
        let Value::Object(fields) = value else { panic!("{value} is no object") };
        fields
    }

    fn file(name: &str, text: &str) -> Result<Map<String, Value>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        read_params(path.to_str().unwrap())
    }

    #[test]
    fn flags_win_over_the_file_field_by_field() {
        let below = fields(json!({"text": "a", "tags": ["x", "y"], "times": 2}));
        let above = fields(json!({"text": "b", "tags": ["z"]}));
        let merged = Value::Object(merge([below, above]));
        assert_eq!(merged, json!({"text": "b", "tags": ["z"], "times": 2}));
    }

    #[test]
    fn a_params_file_may_be_yaml_or_json_or_empty() {
        let wanted = fields(json!({"text": "hi", "times": 2}));
        assert_eq!(file("p.yaml", "text: hi\ntimes: 2\n").unwrap(), wanted);
        assert_eq!(file("p.json", r#"{"text": "hi", "times": 2}"#).unwrap(), wanted);
        assert_eq!(file("p.yaml", "{text: hi, times: 2}").unwrap(), wanted);
        assert_eq!(file("p.yaml", "  \n").unwrap(), Map::new());
    }

    #[test]
    fn a_bad_params_file_says_which_and_why() {
        let error = file("p.json", r#"{"text": }"#).unwrap_err();
        assert!(error.to_string().contains("p.json is no JSON"), "{error}");
        assert_eq!(file("p.yaml", "- a\n- b\n").unwrap_err().kind(), Kind::Validation);
        assert_eq!(read_params("/no/such.yaml").unwrap_err().kind(), Kind::NotFound);
        let error = file("p.yaml", "a: [1\nb: }").unwrap_err();
        assert_eq!(error.kind(), Kind::Validation);
    }
}
