//! The one handler of all capabilities: read, check, then answer at once or queue.

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{
    Json,
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use super::{
    Service,
    answer::{self, Answer, Failure},
    envelope::{Envelope, Prefer, idempotency_key, json_body},
    gateway::AboutJob,
    keys::Caller,
};
use crate::{
    capability::{Makes, Node, Row, Weight, parse_text},
    error::{Error, Kind},
    queue::{Accepted, Order, receipt_hash},
    store::{Job, Status},
};

/// How long a quick capability is waited for before its job is answered instead.
const QUICK: Duration = Duration::from_mins(1);

/// Answers `POST /api/v1/<capability>`; `fixed` are fields that the path sets.
pub(super) async fn post(
    service: Arc<Service>,
    row: &'static Row,
    fixed: &'static [(&'static str, &'static str)],
    request: Request,
) -> Answer {
    let began = Instant::now();
    let (parts, body) = request.into_parts();
    let prefer = Prefer::of(&parts.headers);
    let key = idempotency_key(&parts.headers)?;
    let mut envelope = Envelope::read(json_body(body, service.largest_request).await?)?;
    for (name, value) in fixed {
        envelope.params.insert((*name).to_owned(), (*value).into());
    }
    let job_id = envelope.job()?;
    if let Some(url) = &envelope.webhook_url {
        crate::webhooks::check(url, &service.queue.config)?;
    }
    let params = Value::Object(envelope.params.clone());
    row.check(&params)?;
    row.ready(&params, &service.queue.config)?;
    let named = job_id.is_some() || key.is_some() || envelope.webhook_url.is_some();
    let question = row.weight == Weight::Quick && row.makes == Makes::Nothing;
    if question && !named && !prefer.respond_async {
        let result = service.queue.ask(row, params).await?;
        return Ok(answer::result(&result, millis(began), None));
    }
    let caller = parts.extensions.get::<Caller>().map(|caller| caller.id.clone());
    let webhook = envelope.webhook_url.is_some();
    let order = Order {
        row,
        job_id,
        priority: envelope.priority,
        timeout: envelope.timeout_sec.and_then(|s| Duration::try_from_secs_f64(s).ok()),
        max_retries: envelope.max_retries,
        webhook_events: envelope.events(),
        request_hash: receipt_hash(row.name, &envelope.fingerprint()),
        metadata: envelope.metadata.map(Value::Object),
        webhook_url: envelope.webhook_url,
        idempotency_key: key,
        key_id: caller,
        parent_id: None,
        retry_of: None,
        params,
    };
    let quick = row.weight == Weight::Quick && !prefer.respond_async;
    let wait = prefer.wait.or(quick.then_some(QUICK));
    let changes = service.queue.changes();
    let accepted = service.queue.submit(order).await?;
    let (id, replayed) = match &accepted {
        Accepted::Fresh(id, _) => (id.to_string(), false),
        Accepted::Existing(job) => (job.job_id.clone(), true),
    };
    let ended = match wait {
        Some(wait) => {
            let ended = tokio::time::timeout(wait, service.queue.ended(&id, changes)).await;
            ended.ok().transpose()?
        }
        None => None,
    };
    let mut response = match ended {
        Some(job) => inline(&job, began),
        None => queued(&service, row, accepted, webhook).await,
    };
    let headers = response.headers_mut();
    if prefer.respond_async {
        headers.insert("preference-applied", HeaderValue::from_static("respond-async"));
    } else if prefer.wait.is_some() {
        headers.insert("preference-applied", HeaderValue::from_static("wait"));
    }
    if replayed {
        headers.insert("idempotent-replayed", HeaderValue::from_static("true"));
    }
    response.extensions_mut().insert(AboutJob(id));
    Ok(response)
}

/// The end of a job, as if it had never been queued.
fn inline(job: &Job, began: Instant) -> Response {
    if let (Status::Completed, Some(result)) = (&job.status, &job.result) {
        answer::result(result, millis(began), Some(&job.job_id))
    } else {
        let mut response = answer::failed_job(&job.job_id, job.error.as_ref()).into_response();
        response.extensions_mut().insert(AboutJob(job.job_id.clone()));
        response
    }
}

/// The contract's answer for a job that is not done.
pub(super) async fn queued(
    service: &Service,
    row: &'static Row,
    accepted: Accepted,
    webhook: bool,
) -> Response {
    let estimate = service.queue.estimate(row).await;
    let (id, status, webhook, position) = match accepted {
        Accepted::Fresh(id, position) => (id.to_string(), Status::Queued, webhook, Some(position)),
        Accepted::Existing(job) => {
            (job.job_id, job.status, job.webhook_url.is_some(), job.queue_position)
        }
    };
    let poll = format!("/api/v1/jobs/{id}");
    let body = json!({
        "job_id": id,
        "status": status,
        "estimated_duration_sec": estimate,
        "poll_url": poll,
        "webhook_registered": webhook,
        "queue_position": position,
    });
    let mut response = (StatusCode::ACCEPTED, Json(body)).into_response();
    if let Ok(value) = HeaderValue::from_str(&poll) {
        response.headers_mut().insert(header::LOCATION, value);
    }
    response
}

/// Answers requests without a body: the fields stand in the query and in the path (`named`).
pub(super) async fn bodiless(
    service: Arc<Service>,
    row: &'static Row,
    named: BTreeMap<String, String>,
    request: Request,
) -> Answer {
    let began = Instant::now();
    let mut params = query(row, request.uri().query().unwrap_or_default())?;
    for (field, value) in named {
        params[field] = value.into();
    }
    row.check(&params)?;
    let result = service.queue.ask(row, params).await?;
    Ok(answer::result(&result, millis(began), None))
}

fn query(row: &Row, query: &str) -> Answer<Value> {
    let schema = row.known_request();
    let mut params = Map::new();
    for (name, text) in pairs(query)? {
        let found = Node::of(&schema).properties().find(|(known, _)| *known == name);
        // An unknown name is left for the check, which knows the nearest one.
        let value = match found {
            Some((_, node)) => parse_text(node, &text)?,
            None => Value::from(text),
        };
        params.insert(name, value);
    }
    Ok(Value::Object(params))
}

/// The pairs of a query, decoded.
pub(super) fn pairs(query: &str) -> Answer<Vec<(String, String)>> {
    let decoded = |text: &str| {
        let text = text.replace('+', " ");
        let text = percent_decode_str(&text).decode_utf8().map(std::borrow::Cow::into_owned);
        text.map_err(|_| Failure::from(Error::new(Kind::Validation, "the query is no UTF-8 text")))
    };
    let parts = query.split('&').filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            Ok((decoded(name)?, decoded(value)?))
        })
        .collect()
}

fn millis(began: Instant) -> u64 {
    u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX)
}
