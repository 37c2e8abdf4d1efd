//! Whether the service lives, and whether it can work: the truth, dependency by dependency.

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use serde_json::{Map, Value, json};

use super::Service;
use crate::{config::keys, media::process, queue::submit::blocking};

/// Less free disk than this, in MiB, and nothing can be made.
const LEAST_FREE: u64 = 100;

/// `GET /health`
pub(super) async fn health(State(service): State<Arc<Service>>) -> Response {
    let readers = Arc::clone(&service.queue.readers);
    let depth = blocking(move || readers.depth()).await;
    let queue = match &depth {
        Ok(depth) => json!({
            "queued": depth.queued.sum(),
            "processing": depth.processing,
            "paused": depth.paused,
        }),
        Err(_) => Value::Null,
    };
    Json(json!({
        "status": if depth.is_ok() { "ok" } else { "degraded" },
        "version": env!("CARGO_PKG_VERSION"),
        "uptime_sec": service.began.elapsed().as_secs(),
        "queue": queue,
    }))
    .into_response()
}

/// `GET /health/live`: answers while the process can answer at all.
pub(super) async fn live() -> Response {
    Json(json!({ "status": "live" })).into_response()
}

/// `GET /health/ready`: whether new work will succeed.
pub(super) async fn ready(State(service): State<Arc<Service>>) -> Response {
    let mut checks = Map::new();
    let mut ready = true;
    let mut note = |name: &str, status: &str, detail: String| {
        ready &= status != "failed";
        checks.insert(name.to_owned(), json!({ "status": status, "detail": detail }));
    };
    // A write and not a read: a full disk or a locked file shows only there.
    match service.queue.store.latest().await {
        Ok(_) => note("database", "ok", "takes changes".to_owned()),
        Err(error) => note("database", "failed", error.to_string()),
    }
    match process::find_program("ffmpeg") {
        Ok(path) => note("ffmpeg", "ok", path.display().to_string()),
        Err(_) => note(
            "ffmpeg",
            "missing",
            "webm, gif and moving pictures inside videos need it; nothing else does".to_owned(),
        ),
    }
    let folder = service.queue.config.path(keys::DATA_DIR);
    match rustix::fs::statvfs(&folder).map(|disk| (disk.f_bavail * disk.f_frsize) >> 20) {
        Ok(free) if free < LEAST_FREE => note("disk", "failed", format!("{free} MiB free")),
        Ok(free) => note("disk", "ok", format!("{free} MiB free")),
        Err(error) => note("disk", "failed", error.to_string()),
    }
    let readers = Arc::clone(&service.queue.readers);
    match blocking(move || readers.depth()).await {
        _ if service.queue.is_closing() => note("queue", "failed", "stopping".to_owned()),
        Ok(depth) if depth.paused => {
            let text = format!("paused with {} waiting", depth.queued.sum());
            note("queue", "degraded", text);
        }
        Ok(depth) => {
            let text = format!("{} waiting, {} running", depth.queued.sum(), depth.processing);
            note("queue", "ok", text);
        }
        Err(error) => note("queue", "failed", error.to_string()),
    }
    let (code, status) = if ready {
        (StatusCode::OK, "ready")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not_ready")
    };
    (code, Json(json!({ "status": status, "checks": checks }))).into_response()
}
