//! Which path leads where. The capabilities' paths come from the table.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, Request},
    http::{HeaderName, HeaderValue, Method, header},
    middleware,
    response::IntoResponse as _,
    routing::{MethodRouter, delete, get, post},
};
use tower_http::{
    catch_panic::CatchPanicLayer,
    cors::{AllowOrigin, CorsLayer},
};

use super::{
    Service, admin, artifacts, capabilities, events, gateway, health, invoke, jobs, metrics,
    openapi, pages, uploads,
};
use crate::{
    capability::{Doors, Node, Row},
    config::{Config, keys},
};

/// Fields that a path sets, with their values.
type Fixed = &'static [(&'static str, &'static str)];

/// Paths of older callers that name a provider; they set that field.
pub(super) const ALIASES: [(&str, &str, Fixed); 5] = [
    ("/tts/elevenlabs", "tts.generate", &[("provider", "elevenlabs")]),
    ("/tts/openai", "tts.generate", &[("provider", "openai")]),
    ("/tts/huggingface", "tts.generate", &[("provider", "huggingface")]),
    ("/tts/modal", "tts.generate", &[("provider", "modal")]),
    ("/audio/music/soundcloud", "audio.music-search", &[("source", "soundcloud")]),
];

/// The whole service.
pub(super) fn router(service: &Arc<Service>) -> Router {
    let mut api = Router::new()
        .route("/capabilities", get(capabilities::list))
        .route("/openapi.json", get(openapi::json))
        .route("/openapi.yaml", get(openapi::yaml))
        .route("/docs", get(pages::docs))
        .route("/jobs", get(jobs::list))
        .route("/jobs/{id}", get(jobs::get).merge(delete(jobs::cancel)))
        .route("/jobs/{id}/result", get(jobs::result))
        .route("/jobs/{id}/logs", get(jobs::logs))
        .route("/jobs/{id}/events", get(events::job))
        .route("/jobs/{id}/artifacts/{name}", get(artifacts::get))
        .route("/jobs/{id}/retry", post(jobs::retry))
        .route("/events", get(events::all))
        .route("/uploads", post(uploads::post))
        .route("/queue", get(admin::queue))
        .route("/queue/pause", post(admin::pause))
        .route("/queue/resume", post(admin::resume))
        .route("/audit", get(admin::audit))
        .route("/webhooks", get(admin::webhooks))
        .route("/webhooks/{id}", get(admin::webhook))
        .route("/webhooks/{id}/redeliver", post(admin::redeliver));
    for row in offered(service.queue.rows) {
        let here = Arc::clone(service);
        let bodiless = move |Path(named): Path<BTreeMap<String, String>>, request: Request| {
            invoke::bodiless(here, row, named, request)
        };
        let methods = match row.doors {
            Doors::Get => get(bodiless),
            Doors::Delete => delete(bodiless),
            Doors::AllAndGet => capability(service, row, &[]).get(bodiless),
            Doors::All | Doors::Terminal => capability(service, row, &[]),
        };
        api = api.route(&row.path(), methods);
    }
    for (path, name, fixed) in ALIASES {
        // An alias whose provider is not there yet would only promise something.
        let row = service.queue.rows.iter().find(|row| row.name == name && takes(row, fixed));
        if let Some(row) = row {
            api = api.route(path, capability(service, row, fixed));
        }
    }
    Router::new()
        .route("/", get(pages::index))
        .route("/favicon.ico", get(pages::favicon))
        .route("/health", get(health::health))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .route("/metrics", get(metrics::get))
        .nest("/api/v1", api)
        .fallback(gateway::unknown)
        .method_not_allowed_fallback(gateway::wrong_method)
        // Sizes are limited where bodies are read, with an answer that names the limit.
        .layer(DefaultBodyLimit::disable())
        .layer(CatchPanicLayer::custom(gateway::panicked))
        .layer(middleware::from_fn_with_state(Arc::clone(service), gateway::pass))
        .layer(cors(&service.queue.config))
        .with_state(Arc::clone(service))
}

/// Whether a capability takes the values that an alias sets.
fn takes(row: &Row, fixed: Fixed) -> bool {
    let schema = row.known_request();
    fixed.iter().all(|(field, value)| {
        let node = Node::of(&schema).properties().find(|(name, _)| name == field);
        let choices = node.and_then(|(_, node)| node.choices());
        choices.is_some_and(|known| known.iter().any(|choice| choice.value == *value))
    })
}

/// The capabilities that are offered over HTTP.
pub(super) fn offered(rows: &'static [Row]) -> impl Iterator<Item = &'static Row> {
    rows.iter().filter(|row| row.doors != Doors::Terminal)
}

fn capability(
    service: &Arc<Service>,
    row: &'static Row,
    fixed: Fixed,
) -> MethodRouter<Arc<Service>> {
    let here = Arc::clone(service);
    post(move |request: Request| async move {
        // The future of the handler is large; on the heap, each route's is small.
        Box::pin(invoke::post(here, row, fixed, request)).await.into_response()
    })
}

/// Other sites' pages may ask if their origin is configured; `*` stands for anything in its
/// place.
fn cors(config: &Config) -> CorsLayer {
    let patterns = config.list(keys::SERVICE_CORS_ORIGINS);
    let allowed = AllowOrigin::predicate(move |origin: &HeaderValue, _| {
        let origin = origin.to_str().unwrap_or_default();
        patterns.iter().any(|pattern| matches(pattern, origin))
    });
    let exposed = [
        header::RETRY_AFTER,
        header::LOCATION,
        HeaderName::from_static("x-request-id"),
        HeaderName::from_static("ratelimit"),
        HeaderName::from_static("ratelimit-policy"),
    ];
    CorsLayer::new()
        .allow_origin(allowed)
        .allow_methods([Method::GET, Method::POST, Method::DELETE])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::RANGE,
            HeaderName::from_static("x-api-key"),
            HeaderName::from_static("x-request-id"),
            HeaderName::from_static("idempotency-key"),
            HeaderName::from_static("last-event-id"),
            HeaderName::from_static("prefer"),
        ])
        .expose_headers(exposed)
}

/// `http://localhost:*` is every port; a star never stands for a dot, so `https://*.example.org`
/// is one level.
fn matches(pattern: &str, origin: &str) -> bool {
    let Some((before, after)) = pattern.split_once('*') else { return pattern == origin };
    if pattern == "*" {
        return true;
    }
    origin.len() >= before.len() + after.len()
        && origin.starts_with(before)
        && origin.ends_with(after)
        && !origin[before.len()..origin.len() - after.len()].contains(['.', '/', ':', '@'])
}

#[test]
fn a_star_in_an_origin_is_one_part_of_it() {
    assert!(matches("http://localhost:*", "http://localhost:5173"));
    assert!(!matches("http://localhost:*", "http://localhost:5173.evil.example"));
    assert!(matches("https://*.example.org", "https://a.example.org"));
    assert!(!matches("https://*.example.org", "https://a.b.example.org"));
    assert!(!matches("http://localhost:3000", "http://localhost:30001"));
    assert!(matches("*", "null"));
}
