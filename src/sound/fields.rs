//! Reads the fields of hand-written sound data and notes everything that is wrong with them.
//!
//! Every mistake gets its place, such as `/effects/2/intensity`, unknown fields with the name
//! that was probably meant. Which fields there are is left to the owners of the data; a value
//! that is wrong is replaced by one that is right, so that reading can go on to the next mistake.

use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use super::synthesis::check::Checks;
use crate::{
    error::{Error, Kind, Result},
    nearest::nearest,
};

/// The data in the text of a YAML or JSON file; `what` names it in errors.
///
/// # Errors
/// `Validation` when it is neither.
pub(in crate::sound) fn parse(text: &str, what: &str) -> Result<Value> {
    let failed = |e: Box<dyn std::error::Error + Send + Sync>| {
        Error::new(Kind::Validation, format!("{what} cannot be read")).caused_by(e)
    };
    match serde_json::from_str(text) {
        Ok(value) => Ok(value),
        // What looks like JSON gets the message of JSON; anything else is YAML.
        Err(e) if text.trim_start().starts_with('{') => Err(failed(e.into())),
        Err(_) => serde_yaml::from_str(text).map_err(|e| failed(e.into())),
    }
}

/// The fields of one object.
#[derive(Debug)]
pub(in crate::sound) struct Fields<'a, 'c> {
    object: Option<&'a Map<String, Value>>,
    known: Vec<&'static str>,
    checks: &'c mut Checks,
}

impl<'a, 'c> Fields<'a, 'c> {
    /// The fields of `value`; anything but an object is noted once and read as an empty one.
    pub(in crate::sound) fn of(value: &'a Value, checks: &'c mut Checks) -> Self {
        let object = value.as_object();
        if object.is_none() {
            checks.fail_here(format!("expected fields with values, found {}", kind_of(value)));
        }
        Self { object, known: Vec::new(), checks }
    }

    /// A field as it is; `null` is as good as none.
    pub(in crate::sound) fn raw(&mut self, name: &'static str) -> Option<&'a Value> {
        self.known.push(name);
        self.object?.get(name).filter(|value| !value.is_null())
    }

    /// Text that is not empty, if it is there.
    pub(in crate::sound) fn text(&mut self, name: &'static str) -> Option<String> {
        let value = self.raw(name)?;
        match value.as_str().map(str::trim) {
            Some("") => self.checks.fail(name, "must not be empty"),
            Some(text) => return Some(text.to_owned()),
            None => self.checks.fail(name, format!("expected text, found {}", kind_of(value))),
        }
        None
    }

    /// Text that has to be there.
    pub(in crate::sound) fn need_text(&mut self, name: &'static str) -> String {
        self.need(name);
        self.text(name).unwrap_or_default()
    }

    /// A number in `range`, or `default` where it is missing or wrong.
    pub(in crate::sound) fn number(
        &mut self,
        name: &'static str,
        default: f64,
        range: &RangeInclusive<f64>,
    ) -> f64 {
        let Some(value) = self.raw(name) else { return default };
        match value.as_f64() {
            Some(number) if range.contains(&number) => return number,
            _ => {
                let (least, most) = (range.start(), range.end());
                let found = value.as_f64().map_or_else(|| kind_of(value), |n| n.to_string());
                self.checks.fail(name, format!("expected {least} to {most}, found {found}"));
            }
        }
        default
    }

    /// A whole number in `range`, or `default` where it is missing or wrong.
    pub(in crate::sound) fn whole(
        &mut self,
        name: &'static str,
        default: u8,
        range: &RangeInclusive<u8>,
    ) -> u8 {
        let (least, most) = (f64::from(*range.start()), f64::from(*range.end()));
        let number = self.number(name, default.into(), &(least..=most));
        if number.fract().abs() > 0.0 {
            self.checks.fail(name, format!("expected a whole number, found {number}"));
        }
        number as u8
    }

    /// A list of texts that are not empty; a missing list is an empty one.
    pub(in crate::sound) fn words(&mut self, name: &'static str) -> Vec<String> {
        let mut words = Vec::new();
        for (n, value) in self.list(name).iter().enumerate() {
            if let Some(word) = value.as_str().map(str::trim).filter(|word| !word.is_empty()) {
                words.push(word.to_owned());
            } else {
                let message = format!("expected a word, found {}", kind_of(value));
                self.checks.fail(&format!("{name}/{n}"), message);
            }
        }
        words
    }

    /// A list of anything; a missing list is an empty one.
    pub(in crate::sound) fn list(&mut self, name: &'static str) -> &'a [Value] {
        let Some(value) = self.raw(name) else { return &[] };
        if let Some(list) = value.as_array() {
            return list;
        }
        self.checks.fail(name, format!("expected a list, found {}", kind_of(value)));
        &[]
    }

    /// Notes a field that has to be there and is not.
    pub(in crate::sound) fn need(&mut self, name: &'static str) {
        if self.object.is_some() && self.raw(name).is_none() {
            self.checks.fail(name, "is missing");
        }
    }

    /// Where mistakes are noted, for what these methods do not know.
    pub(in crate::sound) const fn checks(&mut self) -> &mut Checks {
        self.checks
    }

    /// Notes every field that nobody asked for.
    pub(in crate::sound) fn finish(self) {
        for name in self.object.into_iter().flat_map(Map::keys) {
            if !self.known.contains(&name.as_str()) {
                let near = nearest(name, self.known.iter().copied());
                let near = near.map(|near| format!("; did you mean {near}?"));
                let message = format!("there is no such field{}", near.unwrap_or_default());
                self.checks.fail(name, message);
            }
        }
    }
}

/// What a value is, for messages about what should stand there.
fn kind_of(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "fields with values".to_owned(),
        other => other.to_string().chars().take(60).collect(),
    }
}

/// Whether an id is made of small letters, digits and `-`, at most 64 of them.
pub(in crate::sound) fn is_id(id: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (1..=64).contains(&id.len()) && id.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_field_is_named_and_the_rest_is_read() {
        let value = parse("a: 3\nb: [x, 4, '']\nvolum: 1\nd: ' '", "the data").unwrap();
        let mut checks = Checks::new("/here");
        let mut fields = Fields::of(&value, &mut checks);
        assert!((fields.number("a", 1.0, &(0.0..=2.0)) - 1.0).abs() < 1e-9);
        assert_eq!(fields.words("b"), ["x"]);
        assert!((fields.number("volume", 0.5, &(0.0..=2.0)) - 0.5).abs() < 1e-9);
        assert_eq!(fields.text("d"), None);
        assert_eq!(fields.need_text("e"), "");
        fields.finish();
        let error = checks.finish().unwrap_err();
        let found: Vec<_> = error.field_errors().iter().map(|e| e.field.as_str()).collect();
        assert_eq!(
            found,
            ["/here/a", "/here/b/1", "/here/b/2", "/here/d", "/here/e", "/here/volum"]
        );
        assert!(error.field_errors()[5].message.contains("volume"), "{error}");
    }

    #[test]
    fn yaml_and_json_are_both_read_and_anything_else_is_refused() {
        assert_eq!(parse("{\"a\":\n\t1}", "it").unwrap()["a"], 1);
        assert_eq!(parse("a: 1", "it").unwrap()["a"], 1);
        for broken in ["{\"a\": 1,", "a: [1"] {
            let error = parse(broken, "the policy").unwrap_err();
            assert_eq!(error.kind(), Kind::Validation);
            assert!(error.to_string().starts_with("the policy cannot be read"), "{error}");
        }
    }
}
