//! `GET /api/v1/capabilities`: what this service can do, and whether it can do it here and now.

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    response::{IntoResponse as _, Response},
};
use serde_json::{Value, json};

use super::{Service, router::offered};
use crate::{capability::Row, config::Config, media::process::find_program};

/// Answers with one entry for each row of the table.
pub(super) async fn list(State(service): State<Arc<Service>>) -> Response {
    // It is looked for each time: a few look-ups in folders, and it may have come meanwhile.
    let ffmpeg = find_program("ffmpeg").is_ok();
    let rows: Vec<_> =
        offered(service.queue.rows).map(|row| entry(row, ffmpeg, &service.queue.config)).collect();
    Json(json!({
        "service": "remotion-media",
        "version": env!("CARGO_PKG_VERSION"),
        "capabilities": rows,
    }))
    .into_response()
}

fn entry(row: &'static Row, ffmpeg: bool, config: &Config) -> Value {
    let missing = row.without_ffmpeg.filter(|_| !ffmpeg);
    let offers = (row.providers)(config);
    // Where somebody can do it, it can be done.
    let needed = offers.iter().find_map(|offer| offer.missing);
    let needed = needed.filter(|_| offers.iter().all(|offer| offer.missing.is_some()));
    let (status, reason, variable) = match (needed, missing) {
        (Some(variable), _) => {
            ("unconfigured", Some(format!("no provider is set up: set {variable}")), Some(variable))
        }
        (None, Some(missing)) => {
            let reason = format!("FFmpeg is not installed: {missing}");
            ("degraded", Some(reason), Some("FFMPEG_PATH"))
        }
        (None, None) => ("available", None, None),
    };
    let schema =
        |part: &str| format!("/api/v1/openapi.json#/components/schemas/{}.{part}", row.name);
    json!({
        "name": row.name,
        "path": format!("/api/v1{}", row.path()),
        "method": row.doors.method(),
        "weight": row.weight,
        "summary": row.summary,
        "status": status,
        "reason": reason,
        "variable": variable,
        "providers": offers.iter().map(|offer| offer.name).collect::<Vec<_>>(),
        "provider_states": offers.iter().map(|offer| json!({
            "name": offer.name,
            "status": if offer.missing.is_some() { "unconfigured" } else { "available" },
            "variable": offer.missing,
        })).collect::<Vec<_>>(),
        "request_schema": schema("request"),
        "result_schema": schema("result"),
        "examples": row.requests.iter().map(|text| {
            serde_json::from_str(text).unwrap_or(Value::Null)
        }).collect::<Vec<_>>(),
    })
}
