//! How answers look: results and errors in the contract's envelope, whoever made them.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use crate::error::{Error, Kind};

tokio::task_local! {
    /// The request that is being answered.
    pub(super) static REQUEST_ID: String;
}

/// An error on its way out.
#[derive(Debug)]
pub(super) struct Failure(pub Error, pub Option<StatusCode>);

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self(error, None)
    }
}

/// What a handler answers.
pub(super) type Answer<T = Response> = std::result::Result<T, Failure>;

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let Self(error, status) = self;
        let row = error.kind().row();
        let own = StatusCode::from_u16(row.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let status = status.unwrap_or(own);
        let error_json = error.to_json();
        let wait = error_json["details"]["retry_after_sec"].as_f64();
        if error.kind() == Kind::Internal {
            tracing::error!(%error, "a request failed");
        }
        let mut response = (status, Json(envelope(&error_json))).into_response();
        let headers = response.headers_mut();
        let later = matches!(error.kind(), Kind::Unavailable | Kind::RateLimit);
        if let Some(seconds) = wait.or(later.then_some(1.0)) {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds.ceil().max(1.0) as u64));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// The contract's error envelope around an error object.
pub(super) fn envelope(error: &Value) -> Value {
    let request = REQUEST_ID.try_with(Clone::clone).unwrap_or_default();
    json!({ "success": false, "error": error, "request_id": request })
}

/// The contract's envelope around a result.
pub(super) fn result(result: &Value, millis: u64, job: Option<&str>) -> Response {
    let mut body = json!({ "success": true, "result": result, "duration_ms": millis });
    if let Some(job) = job {
        body["job_id"] = job.into();
    }
    Json(body).into_response()
}

/// The error of a job, as if the caller had waited for it.
pub(super) fn failed_job(job: &str, error: Option<&Value>) -> Failure {
    let error = error.cloned().unwrap_or_default();
    Failure(Error::from_json(&error).detail("job_id", job), None)
}
