//! Reads a brief's text: JSON or YAML, from a file, standard input or memory.
//!
//! What the brief means is left to `brief`; URLs are fetched by the caller.

use std::{
    io::Read as _,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::error::{Error, Kind, Result};

/// Largest brief: 8 MiB.
pub const MAX_BYTES: u64 = 8 << 20;

/// A brief's value and the folder its relative paths start from.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The parsed text.
    pub value: Value,
    /// Folder of the file; `None` for a brief that came without one.
    pub folder: Option<PathBuf>,
}

/// Reads the file at `path`.
///
/// # Errors
/// `NotFound`, `PayloadTooLarge`, or `Validation` with line and column.
pub fn file(path: &Path) -> Result<Loaded> {
    let name = path.display().to_string();
    let meta = std::fs::metadata(path).map_err(|e| missing(&name, e))?;
    if meta.is_dir() {
        return Err(Error::field("brief", format!("{name} is a folder, not a brief")));
    }
    if meta.len() > MAX_BYTES {
        return Err(too_large(&name, meta.len()));
    }
    let text = std::fs::read(path).map_err(|e| missing(&name, e))?;
    let folder = path.parent().map(|p| if p.as_os_str().is_empty() { Path::new(".") } else { p });
    Ok(Loaded { value: parse(&text, &name)?, folder: folder.map(Path::to_owned) })
}

/// Reads standard input.
///
/// # Errors
/// As [`file`].
pub fn stdin() -> Result<Loaded> {
    let mut text = Vec::new();
    std::io::stdin().lock().take(MAX_BYTES + 1).read_to_end(&mut text)?;
    if text.len() as u64 > MAX_BYTES {
        return Err(too_large("standard input", text.len() as u64));
    }
    Ok(Loaded { value: parse(&text, "standard input")?, folder: Some(PathBuf::from(".")) })
}

/// Parses JSON or YAML; `name` is what errors call it.
///
/// # Errors
/// `Validation` with line and column.
pub fn parse(bytes: &[u8], name: &str) -> Result<Value> {
    let text = std::str::from_utf8(bytes).map_err(|e| {
        Error::field("brief", format!("{name} is not UTF-8 text (byte {})", e.valid_up_to()))
    })?;
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(Error::field("brief", format!("{name} is empty"))
            .hint("`remotion-media new brief my.yaml` writes one to start from"));
    }
    let looks_json = text.trim_start().starts_with(['{', '[']);
    let parsed: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(json) => match serde_yaml::from_str_with_options::<Value>(text, strict()) {
            Ok(value) => value,
            Err(_) if looks_json => {
                return Err(Error::field("brief", format!("{name} is not valid JSON: {json}")));
            }
            Err(yaml) => {
                let first = yaml.to_string();
                let first = first.lines().next().unwrap_or_default().to_owned();
                return Err(Error::field("brief", format!("{name} is not valid YAML: {first}")));
            }
        },
    };
    if !parsed.is_object() {
        return Err(Error::field("brief", format!("{name} holds no object with \"sections\"")));
    }
    Ok(parsed)
}

/// YAML 1.2: `y`, `no` and `off` are texts.
fn strict() -> serde_yaml::Options {
    serde_yaml::options! { strict_booleans: true }
}

fn missing(name: &str, error: std::io::Error) -> Error {
    Error::from(error).context(format!("reading {name}"))
}

fn too_large(name: &str, bytes: u64) -> Error {
    Error::new(
        Kind::PayloadTooLarge,
        format!("{name} has {bytes} bytes; a brief may have {MAX_BYTES}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Kind;

    #[test]
    fn rubbish_is_refused_with_a_place() {
        for (text, part) in [
            ("", "empty"),
            ("{\"id\": ", "line 1 column"),
            ("[1, 2]", "no object"),
            ("just words", "no object"),
        ] {
            let error = parse(text.as_bytes(), "x.json").expect_err(text);
            assert_eq!(error.kind(), Kind::Validation);
            assert!(error.to_string().contains(part), "{text:?} says {error}");
        }
    }

    #[test]
    fn a_yaml_bomb_is_refused() {
        let mut bomb = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
        for i in 1..12 {
            let previous = format!("*a{}", i - 1);
            bomb.push_str(&format!("a{i}: &a{i} [{}]\n", [previous.as_str(); 9].join(",")));
        }
        assert!(parse(bomb.as_bytes(), "bomb.yaml").is_err());
    }
}
