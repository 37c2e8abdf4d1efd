//! What every request carries besides its params, read from body and headers.

use std::{sync::OnceLock, time::Duration};

use axum::{
    body::Body,
    http::{HeaderMap, StatusCode},
};
use futures_util::StreamExt as _;
use schemars::{JsonSchema, generate::SchemaSettings};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use tokio::time::timeout;

use super::answer::{Answer, Failure};
use crate::{
    capability::check,
    error::{Error, Kind, Result},
    queue::default_events,
    store::{JobId, Priority},
};

/// The longest anyone waits for a job.
const LONGEST_WAIT: Duration = Duration::from_mins(10);
/// How long a client may pause while it sends.
const SILENCE: Duration = Duration::from_secs(30);
/// How many times the limit is read of what is too large.
const PATIENT: usize = 8;
/// The largest `metadata`, in bytes of JSON.
const LARGEST_METADATA: usize = 16 << 10;

/// A request.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Envelope {
    /// Your name for the job; the same name with the same content is the same job.
    #[schemars(length(min = 1, max = 128), regex(pattern = "^[A-Za-z0-9_-]+$"))]
    pub job_id: Option<String>,
    /// Where changes of the job are told.
    #[schemars(length(min = 1, max = 2000), regex(pattern = "^[Hh][Tt][Tt][Pp][Ss]?://"))]
    #[schemars(extend("format" = "uri"))]
    pub webhook_url: Option<String>,
    /// Which changes are told; completed, failed and cancelled if not given.
    pub webhook_events: Option<Vec<WebhookEvent>>,
    /// How soon it is wanted.
    #[serde(default)]
    pub priority: Priority,
    /// The longest one attempt may take, in seconds.
    #[schemars(range(min = 0.1, max = 604_800.0))]
    pub timeout_sec: Option<f64>,
    /// How often it may fail and be tried again.
    #[schemars(range(min = 0, max = 100))]
    pub max_retries: Option<u32>,
    /// Anything; it comes back with the job.
    pub metadata: Option<Map<String, Value>>,
    /// The capability's own fields.
    #[serde(default)]
    pub params: Map<String, Value>,
}

/// A change of a job that webhooks tell of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum WebhookEvent {
    /// Work on it begins.
    Started,
    /// A quarter of a stage is done.
    Progress,
    /// It has its result.
    Completed,
    /// It ended with an error, or its time was over.
    Failed,
    /// Someone ended it.
    Cancelled,
}

impl WebhookEvent {
    const fn name(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Progress => "progress",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }
}

/// The JSON schema of an envelope; `params` is any object in it.
pub(super) fn schema() -> &'static Value {
    static SCHEMA: OnceLock<Value> = OnceLock::new();
    SCHEMA.get_or_init(|| {
        let settings = SchemaSettings::draft2020_12().for_deserialize();
        settings.into_generator().into_root_schema_for::<Envelope>().to_value()
    })
}

impl Envelope {
    /// Reads a body, with every wrong field in one error.
    pub fn read(body: Value) -> Result<Self> {
        let errors = check(schema(), &body);
        if !errors.is_empty() {
            return Err(Error::fields(errors));
        }
        if body["metadata"].to_string().len() > LARGEST_METADATA {
            let text = format!("expected at most {LARGEST_METADATA} bytes");
            return Err(Error::field("metadata", text));
        }
        serde_json::from_value(body).map_err(|error| {
            Error::new(Kind::Validation, "the request cannot be read").caused_by(error)
        })
    }

    /// The caller's name for the job.
    pub fn job(&self) -> Result<Option<JobId>> {
        self.job_id.as_deref().map(str::parse).transpose()
    }

    /// Which changes are told.
    pub fn events(&self) -> Vec<String> {
        match &self.webhook_events {
            Some(events) => events.iter().map(|event| event.name().to_owned()).collect(),
            None => default_events(),
        }
    }

    /// What makes two requests the same: all but the names they were given.
    pub fn fingerprint(&self) -> Value {
        json!({
            "params": self.params,
            "webhook_url": self.webhook_url,
            "webhook_events": self.webhook_events.as_ref().map(|_| self.events()),
            "priority": self.priority,
            "timeout_sec": self.timeout_sec,
            "max_retries": self.max_retries,
            "metadata": self.metadata,
        })
    }
}

/// Reads a body of JSON of at most `limit` bytes.
pub(super) async fn json_body(body: Body, limit: usize) -> Answer<Value> {
    let mut stream = body.into_data_stream();
    let (mut bytes, mut seen) = (Vec::new(), 0usize);
    while let Some(chunk) = timeout(SILENCE, stream.next())
        .await
        .map_err(|_| Error::new(Kind::Validation, "the rest of the request's body did not come"))?
    {
        let chunk = chunk.map_err(|error| {
            let text = "the request's body cannot be read";
            Error::new(Kind::Validation, text).caused_by(error)
        })?;
        seen = seen.saturating_add(chunk.len());
        if seen <= limit {
            bytes.extend_from_slice(&chunk);
        } else if seen > limit.saturating_mul(PATIENT) {
            break;
        }
    }
    if seen > limit {
        // Most of it was read and thrown away: who is cut off in the middle of sending sees only
        // a broken connection and not why.
        let text = format!("the request is larger than {} MiB", limit >> 20);
        let hint = "send media files to /api/v1/uploads; REMOTION_MAX_REQUEST_MB is the limit";
        return Err(Error::new(Kind::PayloadTooLarge, text).hint(hint).into());
    }
    if bytes.is_empty() {
        return Err(Error::new(Kind::Validation, "the request has no body")
            .hint("send JSON: {\"params\": {…}}")
            .into());
    }
    serde_json::from_slice(&bytes).map_err(|error| {
        let text = format!("the body is no JSON: {error}");
        Error::new(Kind::Validation, text).hint("send JSON: {\"params\": {…}}").into()
    })
}

/// What a caller prefers (RFC 7240).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Prefer {
    /// To wait so long for a job's end.
    pub wait: Option<Duration>,
    /// A job in any case.
    pub respond_async: bool,
}

impl Prefer {
    pub fn of(headers: &HeaderMap) -> Self {
        let mut prefer = Self::default();
        let values = headers.get_all("prefer").iter().filter_map(|value| value.to_str().ok());
        for part in values.flat_map(|value| value.split([',', ';'])) {
            let (name, value) = part.trim().split_once('=').unwrap_or((part.trim(), ""));
            if name.eq_ignore_ascii_case("respond-async") {
                prefer.respond_async = true;
            } else if name.eq_ignore_ascii_case("wait") {
                let seconds = value.trim_matches('"').parse().ok();
                prefer.wait = seconds.map(|s: u64| Duration::from_secs(s).min(LONGEST_WAIT));
            }
        }
        prefer
    }
}

/// The `Idempotency-Key`, if there is one.
pub(super) fn idempotency_key(headers: &HeaderMap) -> Answer<Option<String>> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim().trim_matches('"');
    if text.is_empty() || text.len() > 255 {
        let text = "expected 1 to 255 visible characters";
        return Err(Failure(Error::field("Idempotency-Key", text), Some(StatusCode::BAD_REQUEST)));
    }
    Ok(Some(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_field_of_an_envelope_is_named() {
        let body = json!({
            "prams": {}, "priority": "asap", "timeout_sec": -1, "webhook_events": ["done"],
            "max_retries": 1.5, "metadata": [],
        });
        let error = Envelope::read(body).unwrap_err();
        let mut fields: Vec<_> =
            error.field_errors().iter().map(|error| error.field.as_str()).collect();
        fields.sort_unstable();
        let wanted =
            ["/webhook_events/0", "max_retries", "metadata", "prams", "priority", "timeout_sec"];
        assert_eq!(fields, wanted);
        assert!(Envelope::read(json!([])).is_err());
        assert!(Envelope::read(json!({})).unwrap().params.is_empty());
        let big = json!({"metadata": {"a": "x".repeat(20_000)}});
        assert!(Envelope::read(big).unwrap_err().to_string().contains("metadata"));
    }

    #[test]
    fn preferences_are_read_as_the_rfc_writes_them() {
        let prefer = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("prefer", text.parse().unwrap());
            Prefer::of(&headers)
        };
        assert_eq!(prefer("wait=5").wait, Some(Duration::from_secs(5)));
        assert!(prefer("respond-async, wait=\"10\"").respond_async);
        assert_eq!(prefer("wait=999999").wait, Some(LONGEST_WAIT));
        assert_eq!(prefer("wait=soon; x=y"), Prefer::default());
    }
}
