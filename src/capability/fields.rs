//! Field types that requests share, and the parser that structured fields name for clap.
//!
//! Media inputs (`Source`) are left to `media/`.

use std::{fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned};
use serde_json::Value;

/// The largest side of a picture anyone may ask for, in pixels.
const LARGEST_SIDE: u32 = 16_384;

/// Width and height in pixels: `1080x1920`, or `{"width": 1080, "height": 1920}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Size {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}x{}", self.width, self.height)
    }
}

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let side = |text: &str| {
            let side = text.trim().parse().ok();
            side.filter(|side| (1..=LARGEST_SIDE).contains(side))
        };
        let parts = text.split_once(['x', 'X', '×']);
        let sides = parts.and_then(|(width, height)| Some((side(width)?, side(height)?)));
        let (width, height) = sides.ok_or_else(|| {
            format!("expected width x height up to {LARGEST_SIDE}, like 1080x1920; found {text:?}")
        })?;
        Ok(Self { width, height })
    }
}

impl<'de> Deserialize<'de> for Size {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // By hand, because an untagged enum would only say that no variant matched.
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Sides {
            width: u32,
            height: u32,
        }
        let value = Value::deserialize(deserializer)?;
        let size = match value {
            Value::String(text) => text.parse(),
            value => serde_json::from_value::<Sides>(value)
                .map_err(|error| error.to_string())
                .and_then(|sides| format!("{}x{}", sides.width, sides.height).parse()),
        };
        size.map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Size {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Size".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Width and height in pixels: \"1080x1920\" or an object.",
            "type": ["string", "object"],
            "pattern": "^[0-9]+[xX×][0-9]+$",
            "properties": {
                "width": {"type": "integer", "minimum": 1, "maximum": LARGEST_SIDE},
                "height": {"type": "integer", "minimum": 1, "maximum": LARGEST_SIDE},
            },
            "required": ["width", "height"],
            "additionalProperties": false,
        })
    }
}

/// Lets clap accept a structured field: `#[arg(value_parser = json::<Track>)]`.
///
/// clap's derive wants a parser for every field; the value that counts is read by the schema.
///
/// # Errors
/// If the text is not JSON of that type.
pub fn json<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_read_from_text_and_from_an_object() {
        let wanted = Size { width: 1080, height: 1920 };
        let read = |text: &str| serde_json::from_str::<Size>(text);
        assert_eq!(read(r#""1080x1920""#).unwrap(), wanted);
        assert_eq!(read(r#"{"width": 1080, "height": 1920}"#).unwrap(), wanted);
        assert_eq!(wanted.to_string(), "1080x1920");
        for wrong in [r#""1080""#, r#""0x10""#, r#""99999x10""#, r#"{"width": 10}"#, "7"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
