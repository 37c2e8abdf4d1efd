//! The files of jobs, with ranges, as `tower-http` serves files.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Path, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::IntoResponse as _,
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tower_http::services::ServeFile;

use super::{Service, answer::Answer, jobs::about};
use crate::error::{Error, Kind};

/// `GET /api/v1/jobs/{id}/artifacts/{name}`
pub(super) async fn get(
    State(service): State<Arc<Service>>,
    Path((id, name)): Path<(String, String)>,
    mut request: Request,
) -> Answer {
    let job = service.queue.job(&id).await?;
    let found = job.artifacts.into_iter().find(|artifact| artifact.name == name);
    let artifact = found.ok_or_else(|| {
        let text = format!("{id} has no artifact {name:?}");
        Error::new(Kind::NotFound, text).hint("the job's `artifacts` lists what it has")
    })?;
    if !artifact.path.is_file() {
        let text = format!("{name} of {id} is no longer there");
        return Err(Error::new(Kind::NotFound, text)
            .hint("files are kept as long as retention_days says")
            .into());
    }
    // Named by its bytes, a file never changes.
    let tag = format!("\"{}\"", artifact.sha256);
    if held(request.headers(), &tag) {
        let mut response = StatusCode::NOT_MODIFIED.into_response();
        if let Ok(value) = HeaderValue::from_str(&tag) {
            response.headers_mut().insert(header::ETAG, value);
        }
        return Ok(about(&id, response));
    }
    // A range of another version would be glued to the wrong rest.
    let other = text(request.headers(), header::IF_RANGE).is_some_and(|other| other != tag);
    if other {
        request.headers_mut().remove(header::RANGE);
    }
    let kind = artifact.media_type.parse().map_err(|error| {
        Error::internal(format!("{:?} is no media type", artifact.media_type)).caused_by(error)
    })?;
    let response = ServeFile::new_with_mime(&artifact.path, &kind)
        .try_call(request)
        .await
        .map_err(|error| Error::from(error).context(format!("reading {name}")))?;
    let mut response = response.map(Body::new).into_response();
    let headers = response.headers_mut();
    let encoded = utf8_percent_encode(&artifact.name, NON_ALPHANUMERIC);
    let shown = format!("inline; filename*=UTF-8''{encoded}");
    for (name, value) in [
        (header::ETAG, tag),
        (header::CONTENT_DISPOSITION, shown),
        // A page or a drawing that somebody made must not act in the service's name.
        (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'".to_owned()),
        (header::CACHE_CONTROL, "private, max-age=86400".to_owned()),
    ] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    }
    Ok(about(&id, response))
}

/// Whether the client has it already.
fn held(headers: &HeaderMap, tag: &str) -> bool {
    text(headers, header::IF_NONE_MATCH)
        .is_some_and(|tags| tags.split(',').any(|known| known.trim() == tag))
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim)
}
