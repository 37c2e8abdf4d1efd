//! Typed reading of loose JSON: every wrong type is an error with its JSON pointer, every unknown
//! key a warning, and reading goes on so that all of them are reported at once.

use std::{cell::RefCell, collections::BTreeSet};

use serde_json::{Map, Value};

use crate::error::FieldError;

/// What was wrong or odd so far.
#[derive(Debug, Default)]
pub struct Findings {
    errors: RefCell<Vec<FieldError>>,
    warnings: RefCell<Vec<String>>,
}

impl Findings {
    /// Notes something that makes the brief unusable.
    pub fn error(&self, pointer: &str, message: impl Into<String>) {
        let field = if pointer.is_empty() { "/" } else { pointer };
        self.errors
            .borrow_mut()
            .push(FieldError { field: field.to_owned(), message: message.into() });
    }

    /// Notes something odd that can be rendered all the same.
    pub fn warn(&self, message: impl Into<String>) {
        let message = message.into();
        let mut warnings = self.warnings.borrow_mut();
        if !warnings.contains(&message) {
            warnings.push(message);
        }
    }

    /// Everything found: errors, then warnings.
    #[must_use]
    pub fn into_parts(self) -> (Vec<FieldError>, Vec<String>) {
        (self.errors.into_inner(), self.warnings.into_inner())
    }
}

/// An object being read.
pub struct Reader<'a> {
    object: &'a Map<String, Value>,
    /// Where it stands in the brief.
    pub pointer: String,
    findings: &'a Findings,
    used: RefCell<BTreeSet<&'a str>>,
}

impl<'a> Reader<'a> {
    /// Reads `value`, which must be an object; null counts as an empty one.
    #[must_use]
    pub fn new(value: &'a Value, pointer: &str, findings: &'a Findings) -> Self {
        static EMPTY: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);
        let object = match value {
            Value::Object(object) => object,
            Value::Null => &EMPTY,
            other => {
                findings.error(pointer, format!("expected an object, found {}", describe(other)));
                &EMPTY
            }
        };
        Self { object, pointer: pointer.to_owned(), findings, used: RefCell::default() }
    }

    /// Where findings go.
    #[must_use]
    pub fn findings(&self) -> &'a Findings {
        self.findings
    }

    /// The pointer of `key`.
    #[must_use]
    pub fn at(&self, key: &str) -> String {
        format!("{}/{}", self.pointer, key.replace('~', "~0").replace('/', "~1"))
    }

    /// The value of `key`, null counting as absent.
    #[must_use]
    pub fn raw(&self, key: &str) -> Option<&'a Value> {
        let (name, value) = self.object.get_key_value(key)?;
        self.used.borrow_mut().insert(name);
        (!value.is_null()).then_some(value)
    }

    /// Marks `key` as known although nothing reads it.
    pub fn ignore(&self, key: &str) {
        if let Some((name, _)) = self.object.get_key_value(key) {
            self.used.borrow_mut().insert(name);
        }
    }

    /// A text; an empty one counts as absent.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<String> {
        match self.raw(key)? {
            Value::String(text) if text.trim().is_empty() => None,
            Value::String(text) => Some(text.clone()),
            other => {
                self.findings
                    .error(&self.at(key), format!("expected a text, found {}", describe(other)));
                None
            }
        }
    }

    /// A number between `low` and `high`; numbers written as text are taken.
    #[must_use]
    pub fn number(&self, key: &str, low: f64, high: f64) -> Option<f64> {
        let value = self.raw(key)?;
        let number = match value {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        let Some(number) = number.filter(|n| n.is_finite()) else {
            self.findings
                .error(&self.at(key), format!("expected a number, found {}", describe(value)));
            return None;
        };
        if number < low || number > high {
            self.findings.error(&self.at(key), format!("expected {low} to {high}, found {number}"));
            return None;
        }
        Some(number)
    }

    /// A whole number between `low` and `high`.
    #[must_use]
    pub fn whole(&self, key: &str, low: u32, high: u32) -> Option<u32> {
        let number = self.number(key, f64::from(low), f64::from(high))?;
        if number.fract() != 0.0 {
            self.findings.error(&self.at(key), format!("expected a whole number, found {number}"));
            return None;
        }
        Some(number as u32)
    }

    /// true or false.
    #[must_use]
    pub fn flag(&self, key: &str) -> Option<bool> {
        match self.raw(key)? {
            Value::Bool(flag) => Some(*flag),
            other => {
                self.findings.error(
                    &self.at(key),
                    format!("expected true or false, found {}", describe(other)),
                );
                None
            }
        }
    }

    /// An object, empty when absent.
    #[must_use]
    pub fn object(&self, key: &str) -> Self {
        static NULL: Value = Value::Null;
        Self::new(self.raw(key).unwrap_or(&NULL), &self.at(key), self.findings)
    }

    /// A list, empty when absent.
    #[must_use]
    pub fn list(&self, key: &str) -> &'a [Value] {
        match self.raw(key) {
            None => &[],
            Some(Value::Array(list)) => list,
            Some(other) => {
                self.findings
                    .error(&self.at(key), format!("expected a list, found {}", describe(other)));
                &[]
            }
        }
    }

    /// Warns of every key that nobody asked for.
    pub fn finish(&self) {
        let used = self.used.borrow();
        for key in self.object.keys().filter(|key| !used.contains(key.as_str())) {
            // A leading underscore is how these briefs write remarks.
            if !key.starts_with('_') && !key.starts_with('$') {
                self.findings.warn(format!("{}: unknown key, ignored", self.at(key)));
            }
        }
    }
}

/// A value's type and a glimpse of it, for messages.
#[must_use]
pub fn describe(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) if text.chars().count() > 24 => {
            format!("the text \"{}…\"", text.chars().take(24).collect::<String>())
        }
        Value::String(text) => format!("the text \"{text}\""),
        Value::Array(list) => format!("a list of {}", list.len()),
        Value::Object(_) => "an object".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_wrong_type_is_an_error_with_its_pointer_and_what_was_expected() {
        let findings = Findings::default();
        let brief = json!({"fps": "fast", "a/b": 3});
        let reader = Reader::new(&brief, "/settings", &findings);
        assert_eq!(reader.number("fps", 1.0, 120.0), None);
        reader.finish();
        let (errors, warnings) = findings.into_parts();
        assert_eq!(errors[0].field, "/settings/fps");
        assert_eq!(errors[0].message, "expected a number, found the text \"fast\"");
        assert_eq!(warnings, ["/settings/a~1b: unknown key, ignored"]);
    }
}
