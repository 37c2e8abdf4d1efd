//! The gate that every request passes: an id, who asks, how often, what it may, how long it
//! took; then the audit log and the counters.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::Poll,
    time::Instant,
};

use axum::{
    body::{Body, HttpBody as _},
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Version, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use futures_util::{StreamExt as _, stream};
use jiff::Timestamp;

use super::{
    Service,
    answer::{Failure, REQUEST_ID},
    audit::Entry,
    keys::{Caller, Scope},
    metrics::Meter,
};
use crate::error::{Error, Kind};

/// Where a connection comes from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Peer(pub SocketAddr);

/// The job that a request was about, for the audit log.
#[derive(Clone, Debug)]
pub(super) struct AboutJob(pub String);

const REQUEST_ID_HEADER: &str = "x-request-id";

/// Lets a request through, or not.
pub(super) async fn pass(
    State(service): State<Arc<Service>>,
    request: Request,
    next: Next,
) -> Response {
    let persistent = request.version() <= Version::HTTP_11;
    let (mut request, read) = watched(request);
    let began = Instant::now();
    let at = Timestamp::now();
    let id = request_id(request.headers());
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("unmatched", MatchedPath::as_str)
        .to_owned();
    let path = request.uri().path().to_owned();
    let remote = request.extensions().get::<Peer>().map(|peer| peer.0);
    let mut limits = HeaderMap::new();
    let (mut response, caller) = REQUEST_ID
        .scope(id.clone(), async {
            match admit(&service, &route, &request, remote, &mut limits) {
                Ok(caller) => {
                    if let Some(caller) = &caller {
                        request.extensions_mut().insert(caller.clone());
                    }
                    (next.run(request).await, caller)
                }
                Err(error) => (Failure::from(error).into_response(), None),
            }
        })
        .await;
    let headers = response.headers_mut();
    headers.extend(limits);
    if persistent && !read.load(Ordering::Relaxed) {
        // The connection ends with this answer, because the rest of the request is still on its
        // way; a client that is not told sends its next one into nothing.
        headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        headers.insert(REQUEST_ID_HEADER, value);
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    let status = response.status();
    let took = began.elapsed();
    Meter::request(&route, &method, status, took);
    // Probes come every few seconds and say nothing about anyone.
    if !is_open(&route) {
        let job = response.extensions().get::<AboutJob>().map(|job| job.0.clone());
        service.audit.write(&Entry {
            at,
            request_id: id,
            key_id: caller.map(|caller| caller.id),
            remote: remote.map(|address| address.ip().to_string()),
            method: method.to_string(),
            // Unknown paths are what scanners try; they are worth seeing.
            route: if route == "unmatched" { path.chars().take(200).collect() } else { route },
            status: status.as_u16(),
            duration_ms: took.as_secs_f64() * 1000.0,
            job_id: job,
        });
    }
    response
}

/// The request, and whether its body was read to the end.
fn watched(request: Request) -> (Request, Arc<AtomicBool>) {
    let read = Arc::new(AtomicBool::new(request.body().is_end_stream()));
    if read.load(Ordering::Relaxed) {
        return (request, read);
    }
    let seen = Arc::clone(&read);
    let end = stream::poll_fn(move |_| {
        seen.store(true, Ordering::Relaxed);
        Poll::Ready(None)
    });
    let request = request.map(|body| Body::from_stream(body.into_data_stream().chain(end)));
    (request, read)
}

/// Checks key, rate and scope. The answer is who asks, if anybody must.
fn admit(
    service: &Service,
    route: &str,
    request: &Request,
    remote: Option<SocketAddr>,
    limits: &mut HeaderMap,
) -> crate::error::Result<Option<Caller>> {
    // Browsers ask without a key whether they may ask with one.
    if is_open(route) || request.method() == Method::OPTIONS {
        return Ok(None);
    }
    let caller = service.keys.caller(request.headers()).map_err(|error| {
        match remote.map(|remote| service.limits.guess(remote.ip())) {
            Some(Err(too_many)) => too_many,
            _ => error,
        }
    })?;
    service.limits.count(&caller.id, limits)?;
    let needed = needed(route, request.method());
    if caller.scope < needed {
        let text = format!("this key has the scope {}, not {}", caller.scope.name(), needed.name());
        return Err(Error::new(Kind::Authorization, text)
            .hint(format!("use a key that is configured as {}=KEY", needed.name())));
    }
    Ok(Some(caller))
}

/// What shows nothing of anyone's: probes, and pages that ask for a key themselves.
fn is_open(route: &str) -> bool {
    matches!(route, "/" | "/favicon.ico" | "/api/v1/docs" | "/health")
        || route.starts_with("/health/")
}

fn needed(route: &str, method: &Method) -> Scope {
    let rest = route.strip_prefix("/api/v1/").unwrap_or_default();
    let looking = matches!(*method, Method::GET | Method::HEAD);
    match rest.split('/').next() {
        Some("audit" | "webhooks") => Scope::Admin,
        Some("queue") if !looking => Scope::Admin,
        _ if looking => Scope::Read,
        _ => Scope::Write,
    }
}

/// The caller's id of the request if it is a plain one, else a new one.
fn request_id(headers: &HeaderMap) -> String {
    let given = headers.get(REQUEST_ID_HEADER).and_then(|value| value.to_str().ok());
    let plain = |id: &&str| {
        (1..=128).contains(&id.len())
            && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    match given.filter(plain) {
        Some(id) => id.to_owned(),
        None => format!("req_{}", uuid::Uuid::now_v7().simple()),
    }
}

/// No such path.
pub(super) async fn unknown(request: Request) -> Failure {
    let text = format!("there is nothing at {}", request.uri().path());
    Error::new(Kind::NotFound, text).hint("GET /api/v1/openapi.json lists every path").into()
}

/// The path is right, the method is not.
pub(super) async fn wrong_method(request: Request) -> Failure {
    let text = format!("{} does not take {}", request.uri().path(), request.method());
    let error = Error::new(Kind::Validation, text).hint("the Allow header names what it takes");
    Failure(error, Some(StatusCode::METHOD_NOT_ALLOWED))
}

/// A handler that panicked has a bug; its caller still gets an answer.
pub(super) fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    let error = Error::internal("a handler stopped unexpectedly; this is a bug");
    Failure::from(error.hint("please report it with the request id")).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_follow_from_route_and_method() {
        assert_eq!(needed("/api/v1/jobs", &Method::GET), Scope::Read);
        assert_eq!(needed("/api/v1/jobs/{id}", &Method::DELETE), Scope::Write);
        assert_eq!(needed("/api/v1/queue/pause", &Method::POST), Scope::Admin);
        assert_eq!(needed("/api/v1/queue", &Method::GET), Scope::Read);
        assert_eq!(needed("/api/v1/audit", &Method::GET), Scope::Admin);
        assert_eq!(needed("/metrics", &Method::GET), Scope::Read);
        assert!(is_open("/health/ready") && !is_open("/metrics") && !is_open("unmatched"));
    }

    #[test]
    fn only_a_plain_request_id_is_taken_over() {
        let id = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(REQUEST_ID_HEADER, text.parse().unwrap());
            request_id(&headers)
        };
        assert_eq!(id("abc-1.2_3"), "abc-1.2_3");
        assert!(id("a b").starts_with("req_"));
        assert!(id(&"x".repeat(129)).starts_with("req_"));
    }
}
