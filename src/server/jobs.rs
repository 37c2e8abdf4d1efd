//! The doors to jobs: list, one, its result, its log, cancel, retry.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, Request, State},
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use serde_json::json;

use super::{
    Service,
    answer::{self, Answer, Failure},
    gateway::AboutJob,
    invoke::{pairs, queued},
    keys::Caller,
};
use crate::{
    error::{Error, FieldError, Kind},
    queue::submit::blocking,
    store::{Filter, Status},
};

/// The fields that a list can be asked for.
const FILTERS: [&str; 6] = ["status", "type", "since", "parent", "limit", "cursor"];

/// `GET /api/v1/jobs`
pub(super) async fn list(State(service): State<Arc<Service>>, request: Request) -> Answer {
    let filter = filter(request.uri().query().unwrap_or_default())?;
    let readers = Arc::clone(&service.queue.readers);
    let page = blocking(move || readers.list(&filter)).await?;
    Ok(Json(page).into_response())
}

fn filter(query: &str) -> Answer<Filter> {
    let mut filter = Filter::default();
    let mut wrong = Vec::new();
    for (name, value) in pairs(query)? {
        let mut refuse = |expected: String| {
            let message = format!("expected {expected}; found {value:?}");
            wrong.push(FieldError { field: name.clone(), message });
        };
        match name.as_str() {
            "status" => {
                filter.status = Status::ALL.into_iter().find(|status| status.as_str() == value);
                if filter.status.is_none() {
                    refuse(format!("one of {}", Status::ALL.map(Status::as_str).join(", ")));
                }
            }
            "since" => match value.parse() {
                Ok(since) => filter.since = Some(since),
                Err(_) => refuse("a time like 2026-01-31T12:00:00Z".to_owned()),
            },
            "limit" => match value.parse() {
                Ok(limit @ 1..=1000) => filter.limit = limit,
                _ => refuse("a whole number from 1 to 1000".to_owned()),
            },
            "type" => filter.kind = Some(value),
            "parent" => filter.parent = Some(value),
            "cursor" => filter.cursor = Some(value),
            _ => {
                let message = format!("unknown field; there are {}", FILTERS.join(", "));
                wrong.push(FieldError { field: name, message });
            }
        }
    }
    if wrong.is_empty() { Ok(filter) } else { Err(Error::fields(wrong).into()) }
}

/// `GET /api/v1/jobs/{id}`
pub(super) async fn get(State(service): State<Arc<Service>>, Path(id): Path<String>) -> Answer {
    let job = service.queue.job(&id).await?;
    Ok(about(&id, Json(job).into_response()))
}

/// `DELETE /api/v1/jobs/{id}`: cancels it.
pub(super) async fn cancel(State(service): State<Arc<Service>>, Path(id): Path<String>) -> Answer {
    service.queue.cancel(&id).await?;
    let job = service.queue.job(&id).await?;
    Ok(about(&id, Json(job).into_response()))
}

/// `POST /api/v1/jobs/{id}/retry`
pub(super) async fn retry(
    State(service): State<Arc<Service>>,
    Path(id): Path<String>,
    request: Request,
) -> Answer {
    let caller = request.extensions().get::<Caller>().map(|caller| caller.id.clone());
    let accepted = service.queue.retry(&id, caller).await?;
    let job = service.queue.job(&id).await?;
    let row = service.queue.row(&job.kind)?;
    Ok(about(&id, queued(&service, row, accepted, job.webhook_url.is_some()).await))
}

/// `GET /api/v1/jobs/{id}/result`
pub(super) async fn result(State(service): State<Arc<Service>>, Path(id): Path<String>) -> Answer {
    let job = service.queue.job(&id).await?;
    let took = job.completed_at.zip(job.started_at).map(|(end, start)| end.duration_since(start));
    let millis = took.map(|took| took.as_millis().try_into().unwrap_or_default());
    let response = match (&job.result, job.status.is_final()) {
        (Some(result), _) => answer::result(result, millis.unwrap_or_default(), Some(&id)),
        (None, true) => answer::failed_job(&id, job.error.as_ref()).into_response(),
        (None, false) => {
            let wait = job.estimated_duration_sec.unwrap_or(1.0).clamp(1.0, 30.0);
            let text = format!("{id} is {}: there is no result yet", job.status.as_str());
            let error = Error::new(Kind::Conflict, text)
                .hint("ask again later, or follow its events")
                .detail("status", job.status.as_str());
            let mut response = Failure::from(error).into_response();
            let wait = HeaderValue::from(wait.ceil() as u64);
            response.headers_mut().insert(header::RETRY_AFTER, wait);
            response
        }
    };
    Ok(about(&id, response))
}

/// `GET /api/v1/jobs/{id}/logs`
pub(super) async fn logs(State(service): State<Arc<Service>>, Path(id): Path<String>) -> Answer {
    let readers = Arc::clone(&service.queue.readers);
    let job = id.clone();
    let logs = blocking(move || {
        readers.job(&job)?;
        readers.events(&job, 0)
    });
    Ok(about(&id, Json(json!({ "logs": logs.await? })).into_response()))
}

/// Notes for the audit log which job it was.
pub(super) fn about(id: &str, mut response: Response) -> Response {
    response.extensions_mut().insert(AboutJob(id.to_owned()));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_filter_is_named() {
        let error = filter("status=done&limit=0&since=x&colour=red").unwrap_err().0;
        let fields: Vec<_> = error.field_errors().iter().map(|e| e.field.clone()).collect();
        assert_eq!(fields, ["status", "limit", "since", "colour"]);
        let good = filter("status=failed&type=render&limit=5&since=2026-01-01T00%3A00%3A00Z");
        assert_eq!(good.unwrap().limit, 5);
    }
}
