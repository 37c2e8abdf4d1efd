//! Reading a JSON schema: what a field may be, its choices, its default, its text.
//!
//! It knows the shapes that schemars makes from our request types, no more. Checking values
//! against a schema is left to `validate`.

use serde_json::Value;

/// A place in a schema, with the whole schema so that references can be followed.
#[derive(Clone, Copy, Debug)]
pub struct Node<'a> {
    root: &'a Value,
    here: &'a Value,
}

/// One allowed value of a field that has a fixed list of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// How it is written.
    pub value: String,
    /// What it means, if the type says so.
    pub about: Option<String>,
}

impl<'a> Node<'a> {
    /// The top of a schema.
    #[must_use]
    pub const fn of(schema: &'a Value) -> Self {
        Self { root: schema, here: schema }
    }

    pub(super) const fn at(self, here: &'a Value) -> Self {
        Self { root: self.root, here }
    }

    /// A keyword of the schema as it stands here, without following references.
    #[must_use]
    pub fn keyword(self, name: &str) -> Option<&'a Value> {
        self.here.get(name)
    }

    /// Where references lead; an optional `T` (`T` or null) counts as `T`.
    #[must_use]
    pub fn resolved(self) -> Self {
        if let Some(target) = self.here.get("$ref").and_then(Value::as_str)
            && let Some(found) = target.strip_prefix('#').and_then(|path| self.root.pointer(path))
        {
            return self.at(found).resolved();
        }
        let forms = self.here.get("anyOf").and_then(Value::as_array);
        if let Some([one, other]) = forms.map(Vec::as_slice) {
            let is_null = |form: &Value| form.get("type").and_then(Value::as_str) == Some("null");
            match (is_null(one), is_null(other)) {
                (false, true) => return self.at(one).resolved(),
                (true, false) => return self.at(other).resolved(),
                _ => {}
            }
        }
        self
    }

    /// The JSON types it may have, besides null; none named means any.
    #[must_use]
    pub fn types(self) -> Vec<&'a str> {
        let here = self.resolved();
        let mut types = match here.here.get("type") {
            Some(Value::String(one)) => vec![one.as_str()],
            Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
            _ => here.forms().flat_map(Self::types).collect(),
        };
        types.retain(|kind| *kind != "null");
        types.dedup();
        types
    }

    /// Whether null is allowed, which means the same as leaving the field out.
    #[must_use]
    pub fn takes_null(self) -> bool {
        let named = match self.here.get("type") {
            Some(Value::Array(kinds)) => kinds.iter().any(|kind| kind == "null"),
            Some(kind) => kind == "null",
            None => false,
        };
        named || self.forms().any(Self::takes_null)
    }

    /// Whether a value of this JSON type is allowed.
    #[must_use]
    pub fn allows(self, kind: &str) -> bool {
        let types = self.types();
        types.is_empty() || types.contains(&kind)
    }

    /// The alternatives of `anyOf` or `oneOf`.
    pub fn forms(self) -> impl Iterator<Item = Self> {
        ["anyOf", "oneOf"]
            .into_iter()
            .filter_map(move |name| self.here.get(name)?.as_array())
            .flatten()
            .map(move |form| self.at(form))
    }

    /// The fixed list of values, if it has one.
    #[must_use]
    pub fn choices(self) -> Option<Vec<Choice>> {
        let here = self.resolved();
        if let Some(values) = here.here.get("enum").and_then(Value::as_array) {
            let plain = |value: &str| Choice { value: value.to_owned(), about: None };
            return Some(values.iter().filter_map(Value::as_str).map(plain).collect());
        }
        if let Some(value) = here.here.get("const").and_then(Value::as_str) {
            let about = here.description().map(str::to_owned);
            return Some(vec![Choice { value: value.to_owned(), about }]);
        }
        // Variants with documentation come one by one.
        let forms = here.here.get("oneOf").and_then(Value::as_array)?;
        let parts: Option<Vec<_>> = forms.iter().map(|form| here.at(form).choices()).collect();
        parts.map(|parts| parts.concat())
    }

    /// The fields of an object, in the order of the type.
    pub fn properties(self) -> impl Iterator<Item = (&'a str, Self)> {
        let here = self.resolved();
        here.here
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
            .map(move |(name, node)| (name.as_str(), here.at(node)))
    }

    /// The fields that must be given.
    #[must_use]
    pub fn required(self) -> Vec<&'a str> {
        let list = self.resolved().here.get("required").and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Value::as_str).collect()
    }

    /// What a list holds, if it is one.
    #[must_use]
    pub fn items(self) -> Option<Self> {
        let here = self.resolved();
        here.types().contains(&"array").then(|| here.here.get("items").map(|node| here.at(node)))?
    }

    /// The value that is taken when none is given.
    #[must_use]
    pub fn default(self) -> Option<&'a Value> {
        self.here.get("default").filter(|value| !value.is_null())
    }

    /// The documentation of the field.
    #[must_use]
    pub fn description(self) -> Option<&'a str> {
        self.here.get("description").and_then(Value::as_str)
    }

    /// The range of a number, as a person would say it: `1 to 120`, `at least 0`.
    #[must_use]
    pub fn range(self) -> Option<String> {
        let here = self.resolved();
        let least = here.keyword("minimum");
        let most = here.keyword("maximum");
        match (least, most) {
            (Some(least), Some(most)) => Some(format!("{least} to {most}")),
            (Some(least), None) => Some(format!("at least {least}")),
            (None, Some(most)) => Some(format!("at most {most}")),
            (None, None) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_optional_reference_is_read_as_what_it_refers_to() {
        let schema = json!({
            "properties": {"look": {"anyOf": [{"$ref": "#/$defs/Look"}, {"type": "null"}]}},
            "$defs": {"Look": {"oneOf": [
                {"type": "string", "enum": ["dark", "light"]},
                {"type": "string", "const": "neon", "description": "Bright."},
            ]}},
        });
        let (_, look) = Node::of(&schema).properties().next().unwrap();
        assert_eq!(look.types(), ["string"]);
        let choices = look.choices().unwrap();
        assert_eq!(choices.len(), 3);
        assert_eq!(choices[2].about.as_deref(), Some("Bright."));
    }

    #[test]
    fn a_range_reads_like_a_sentence() {
        let range = |schema: Value| Node::of(&schema).range();
        assert_eq!(range(json!({"minimum": 1, "maximum": 120})).unwrap(), "1 to 120");
        assert_eq!(range(json!({"minimum": 0})).unwrap(), "at least 0");
        assert_eq!(range(json!({})), None);
    }
}
