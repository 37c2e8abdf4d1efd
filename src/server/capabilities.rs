//! `GET /api/v1/capabilities`: what this service can do, and whether it can do it here and now.

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    response::{IntoResponse as _, Response},
};
use serde_json::{Value, json};

use super::{Service, router::offered};
use crate::{
    capability::{Doors, Row},
    media::process::find_program,
};

/// Answers with one entry for each row of the table.
pub(super) async fn list(State(service): State<Arc<Service>>) -> Response {
    // It is looked for each time: a few look-ups in folders, and it may have come meanwhile.
    let ffmpeg = find_program("ffmpeg").is_ok();
    let rows: Vec<_> = offered(service.queue.rows).map(|row| entry(row, ffmpeg)).collect();
    Json(json!({
        "service": "remotion-media",
        "version": env!("CARGO_PKG_VERSION"),
        "capabilities": rows,
    }))
    .into_response()
}

fn entry(row: &'static Row, ffmpeg: bool) -> Value {
    let missing = row.without_ffmpeg.filter(|_| !ffmpeg);
    let schema =
        |part: &str| format!("/api/v1/openapi.json#/components/schemas/{}.{part}", row.name);
    json!({
        "name": row.name,
        "path": format!("/api/v1{}", row.path()),
        "method": if row.doors == Doors::AllAndGet { "GET" } else { "POST" },
        "weight": row.weight,
        "summary": row.summary,
        "status": if missing.is_some() { "degraded" } else { "available" },
        "reason": missing.map(|missing| format!("FFmpeg is not installed: {missing}")),
        "variable": missing.map(|_| "FFMPEG_PATH"),
        "providers": ["local"],
        "request_schema": schema("request"),
        "result_schema": schema("result"),
        "examples": row.requests.iter().map(|text| {
            serde_json::from_str(text).unwrap_or(Value::Null)
        }).collect::<Vec<_>>(),
    })
}
