//! The library's one error: what kind it is, what happened, which field, and the next step.
//!
//! One table, [`Kind::row`], maps a kind to the contract's code, HTTP status, exit code and
//! whether trying again can help. How an error is printed is left to `commands/` and `server/`.

use std::{error::Error as StdError, fmt};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// What went wrong, as callers need to tell it apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The request or its content is wrong; the caller must change it.
    Validation,
    /// No key, or a wrong one.
    Authentication,
    /// The key is right but does not allow this.
    Authorization,
    /// The named thing does not exist.
    NotFound,
    /// The output exists, or the same id was used for something else.
    Conflict,
    /// More than this service takes.
    PayloadTooLarge,
    /// Too many requests.
    RateLimit,
    /// A vendor answered with an error.
    Provider,
    /// A vendor's key or address is missing.
    ProviderNotConfigured,
    /// A tool or a resource that is needed is not there right now.
    Unavailable,
    /// The time limit ran out.
    Timeout,
    /// The caller asked to stop.
    Cancelled,
    /// A bug, or a machine that fails (disk full, no memory).
    Internal,
}

/// How one kind shows at every door.
#[derive(Clone, Copy, Debug)]
pub struct KindRow {
    /// The contract's code, for machines.
    pub code: &'static str,
    /// HTTP status.
    pub status: u16,
    /// Exit code of the command line.
    pub exit: u8,
    /// Whether the same call may succeed later.
    pub retryable: bool,
}

impl Kind {
    /// Every kind, for tables and tests.
    pub const ALL: [Self; 13] = [
        Self::Validation,
        Self::Authentication,
        Self::Authorization,
        Self::NotFound,
        Self::Conflict,
        Self::PayloadTooLarge,
        Self::RateLimit,
        Self::Provider,
        Self::ProviderNotConfigured,
        Self::Unavailable,
        Self::Timeout,
        Self::Cancelled,
        Self::Internal,
    ];

    /// The one table of codes; every door reads it.
    #[must_use]
    pub const fn row(self) -> KindRow {
        let (code, status, exit, retryable) = match self {
            Self::Validation => ("VALIDATION_ERROR", 400, 65, false),
            Self::Authentication => ("AUTHENTICATION_ERROR", 401, 4, false),
            Self::Authorization => ("AUTHORIZATION_ERROR", 403, 77, false),
            Self::NotFound => ("NOT_FOUND", 404, 66, false),
            Self::Conflict => ("CONFLICT", 409, 73, false),
            Self::PayloadTooLarge => ("PAYLOAD_TOO_LARGE", 413, 65, false),
            Self::RateLimit => ("RATE_LIMIT_EXCEEDED", 429, 75, true),
            Self::Provider => ("PROVIDER_ERROR", 502, 69, true),
            Self::ProviderNotConfigured => ("PROVIDER_NOT_CONFIGURED", 503, 78, false),
            Self::Unavailable => ("SERVICE_UNAVAILABLE", 503, 75, true),
            Self::Timeout => ("JOB_TIMEOUT", 504, 124, true),
            Self::Cancelled => ("CANCELLED", 499, 130, false),
            Self::Internal => ("INTERNAL_ERROR", 500, 70, false),
        };
        KindRow { code, status, exit, retryable }
    }
}

/// One wrong field: where it is and what was expected there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FieldError {
    /// Field name or JSON pointer, for example `/sections/3/duration_sec`.
    pub field: String,
    /// What is wrong and what was expected.
    pub message: String,
}

/// The error of every fallible function of this library.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    message: String,
    fields: Vec<FieldError>,
    hint: Option<String>,
    details: Map<String, Value>,
    source: Option<Box<dyn StdError + Send + Sync>>,
    permanent: bool,
}

/// Result with the library's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error of `kind`; the message names the thing and its value, in lower case.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            fields: Vec::new(),
            hint: None,
            details: Map::new(),
            source: None,
            permanent: false,
        }
    }

    /// Wrong input, with the field that is wrong.
    pub fn field(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::fields(vec![FieldError { field: field.into(), message: message.into() }])
    }

    /// Wrong input in several fields; an empty list is a caller's bug and still makes an error.
    #[must_use]
    pub fn fields(fields: Vec<FieldError>) -> Self {
        let message = match fields.as_slice() {
            [] => "invalid input".to_owned(),
            [one] => format!("{}: {}", one.field, one.message),
            [first, rest @ ..] => {
                format!("{}: {} (and {} more)", first.field, first.message, rest.len())
            }
        };
        let mut error = Self::new(Kind::Validation, message);
        error.fields = fields;
        error
    }

    /// A bug or a failing machine.
    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(Kind::Internal, message)
    }

    /// The caller asked to stop.
    #[must_use]
    pub fn cancelled() -> Self {
        Self::new(Kind::Cancelled, "cancelled")
    }

    /// An error from the contract's error object, as a job or another service told it.
    #[must_use]
    pub fn from_json(error: &Value) -> Self {
        let code = error["code"].as_str().unwrap_or_default();
        let kind = Kind::ALL.into_iter().find(|kind| kind.row().code == code);
        let text = error["message"].as_str().unwrap_or("no reason was given");
        let mut made = Self::new(kind.unwrap_or(Kind::Internal), text);
        made.permanent = error["retryable"] == false;
        if let Some(details) = error["details"].as_object() {
            made.details.clone_from(details);
        }
        if let Some(Value::String(hint)) = made.details.remove("hint") {
            made.hint = Some(hint);
        }
        if let Some(fields) = made.details.remove("errors") {
            made.fields = serde_json::from_value(fields).unwrap_or_default();
        }
        made
    }

    /// The same without these secrets, whatever they stand in.
    #[must_use]
    pub fn without(self, secrets: &[String]) -> Self {
        let text = self.to_json().to_string();
        // Short ones may be ordinary words.
        if !secrets.iter().any(|secret| secret.len() >= 6 && text.contains(secret.as_str())) {
            return self;
        }
        let clean = secrets.iter().filter(|secret| secret.len() >= 6);
        let text = clean.fold(text, |text, secret| text.replace(secret.as_str(), "[removed]"));
        Self::from_json(&serde_json::from_str(&text).unwrap_or_default())
    }

    /// Adds the next step a person can take.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds a machine-readable detail.
    #[must_use]
    pub fn detail(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.details.insert(name.to_owned(), value.into());
        self
    }

    /// The same, where trying again cannot help though its kind would say so.
    #[must_use]
    pub const fn permanent(mut self) -> Self {
        self.permanent = true;
        self
    }

    /// Whether the same call may succeed later.
    #[must_use]
    pub const fn is_retryable(&self) -> bool {
        self.kind.row().retryable && !self.permanent
    }

    /// Adds the cause.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Puts words before the message: `reading brief: …`.
    #[must_use]
    pub fn context(mut self, before: impl fmt::Display) -> Self {
        self.message = format!("{before}: {}", self.message);
        self
    }

    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// The next step, if there is one to name.
    #[must_use]
    pub fn hint_text(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// The wrong fields.
    #[must_use]
    pub fn field_errors(&self) -> &[FieldError] {
        &self.fields
    }

    /// The contract's error object: `{code, message, details, retryable}`.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let row = self.kind.row();
        let mut details = self.details.clone();
        if !self.fields.is_empty() {
            details.insert("errors".to_owned(), json!(self.fields));
        }
        if let Some(hint) = &self.hint {
            details.insert("hint".to_owned(), json!(hint));
        }
        json!({
            "code": row.code,
            "message": self.to_string(),
            "details": details,
            "retryable": self.is_retryable(),
        })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        let mut cause = self.source.as_deref().map(|e| e as &dyn StdError);
        while let Some(error) = cause {
            let text = error.to_string();
            if !self.message.contains(&text) {
                write!(f, ": {text}")?;
            }
            cause = error.source();
        }
        Ok(())
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|e| e as &(dyn StdError + 'static))
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind as Io;
        let kind = match error.kind() {
            Io::NotFound => Kind::NotFound,
            Io::PermissionDenied => Kind::Authorization,
            Io::AlreadyExists => Kind::Conflict,
            Io::TimedOut => Kind::Timeout,
            // Room can be made, and then the same works.
            Io::StorageFull | Io::QuotaExceeded => Kind::Unavailable,
            _ => Kind::Internal,
        };
        Self::new(kind, "input/output failed").caused_by(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_own_code() {
        let mut codes: Vec<_> = Kind::ALL.iter().map(|k| k.row().code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), Kind::ALL.len());
    }

    #[test]
    fn the_json_of_an_error_names_every_wrong_field() {
        let error = Error::fields(vec![
            FieldError { field: "/fps".into(), message: "expected 1 to 120, found 0".into() },
            FieldError { field: "/format".into(), message: "unknown".into() },
        ]);
        let json = error.to_json();
        assert_eq!(json["code"], "VALIDATION_ERROR");
        assert_eq!(json["details"]["errors"][1]["field"], "/format");
        let again = Error::from_json(&json);
        assert_eq!((again.kind(), again.to_json()), (Kind::Validation, json));
    }

    #[test]
    fn an_error_that_stays_says_so_in_its_json_and_back() {
        let error = Error::new(Kind::Provider, "no such voice").permanent();
        assert!(!error.is_retryable() && Error::new(Kind::Provider, "busy").is_retryable());
        assert!(!Error::from_json(&error.to_json()).is_retryable());
    }

    #[test]
    fn secrets_are_taken_out_of_every_part() {
        let error =
            Error::new(Kind::Provider, "key sk-12345678 is wrong").detail("a", "sk-12345678");
        let text =
            error.without(&["sk-12345678".to_owned(), "is".to_owned()]).to_json().to_string();
        assert!(!text.contains("sk-1") && text.contains("is wrong"), "{text}");
    }
}
