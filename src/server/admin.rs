//! The doors of the one who runs the service: queue, audit log, webhooks.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, Request, State},
    response::IntoResponse as _,
};
use serde_json::{Value, json};

use super::{Service, answer::Answer, invoke::pairs};
use crate::{
    error::{Error, Kind},
    queue::submit::blocking,
};

/// `GET /api/v1/queue`
pub(super) async fn queue(State(service): State<Arc<Service>>) -> Answer {
    let readers = Arc::clone(&service.queue.readers);
    let mut depth = json!(blocking(move || readers.depth()).await?);
    depth["max_concurrent"] = service.queue.lanes.all.into();
    Ok(Json(depth).into_response())
}

/// `POST /api/v1/queue/pause`
pub(super) async fn pause(State(service): State<Arc<Service>>) -> Answer {
    service.queue.pause(true).await?;
    queue(State(service)).await
}

/// `POST /api/v1/queue/resume`
pub(super) async fn resume(State(service): State<Arc<Service>>) -> Answer {
    service.queue.pause(false).await?;
    queue(State(service)).await
}

/// `GET /api/v1/audit`
pub(super) async fn audit(State(service): State<Arc<Service>>, request: Request) -> Answer {
    let (mut limit, mut job, mut key, mut status) = (100, None, None, None);
    for (name, value) in pairs(request.uri().query().unwrap_or_default())? {
        match name.as_str() {
            "limit" => limit = number(&name, &value, 1..=10_000)?,
            "status" => status = Some(number(&name, &value, 100..=599)?),
            "job_id" => job = Some(value),
            "key_id" => key = Some(value),
            _ => return Err(unknown(name, "limit, status, job_id, key_id")),
        }
    }
    let audit = Arc::clone(&service.audit);
    let entries = blocking(move || {
        Ok(audit.read(limit as usize, |entry| {
            (job.is_none() || entry.job_id == job)
                && (key.is_none() || entry.key_id == key)
                && status.is_none_or(|status| u32::from(entry.status) == status)
        }))
    });
    Ok(Json(json!({ "entries": entries.await? })).into_response())
}

/// `GET /api/v1/webhooks`
pub(super) async fn webhooks(State(service): State<Arc<Service>>, request: Request) -> Answer {
    let (mut limit, mut job, mut status) = (50, None, None);
    for (name, value) in pairs(request.uri().query().unwrap_or_default())? {
        match name.as_str() {
            "limit" => limit = number(&name, &value, 1..=1000)?,
            "job_id" => job = Some(value),
            "status" if ["pending", "delivered", "failed"].contains(&value.as_str()) => {
                status = Some(value);
            }
            "status" => {
                let text = format!("expected pending, delivered or failed; found {value:?}");
                return Err(Error::field(name, text).into());
            }
            _ => return Err(unknown(name, "limit, status, job_id")),
        }
    }
    let readers = Arc::clone(&service.queue.readers);
    let found = blocking(move || readers.deliveries(status.as_deref(), job.as_deref(), limit));
    Ok(Json(json!({ "webhooks": found.await? })).into_response())
}

/// `GET /api/v1/webhooks/{id}`: one, with its body.
pub(super) async fn webhook(State(service): State<Arc<Service>>, Path(id): Path<String>) -> Answer {
    let readers = Arc::clone(&service.queue.readers);
    let (delivery, payload) = blocking(move || readers.delivery(&id)).await?;
    let mut shown = json!(delivery);
    shown["payload"] = payload;
    Ok(Json::<Value>(shown).into_response())
}

/// `POST /api/v1/webhooks/{id}/redeliver`
pub(super) async fn redeliver(
    State(service): State<Arc<Service>>,
    Path(id): Path<String>,
) -> Answer {
    let queue = &service.queue;
    if !queue.store.redeliver(id.clone(), queue.clock.now()).await? {
        return Err(Error::new(Kind::NotFound, format!("no webhook {id}")).into());
    }
    queue.outbox.notify_one();
    webhook(State(service), Path(id)).await
}

fn number(name: &str, value: &str, range: std::ops::RangeInclusive<u32>) -> Answer<u32> {
    value.parse().ok().filter(|number| range.contains(number)).ok_or_else(|| {
        let (least, most) = (range.start(), range.end());
        let text = format!("expected a whole number from {least} to {most}; found {value:?}");
        Error::field(name, text).into()
    })
}

fn unknown(name: String, known: &str) -> super::answer::Failure {
    Error::field(name, format!("unknown field; there are {known}")).into()
}
