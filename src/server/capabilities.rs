//! `GET /api/v1/capabilities`: what this service can do, and whether it can do it here and now.

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    response::{IntoResponse as _, Response},
};
use serde_json::{Value, json};

use super::{Service, router::offered};
use crate::capability::{Doors, Row};

/// Answers with one entry for each row of the table.
pub(super) async fn list(State(service): State<Arc<Service>>) -> Response {
    let rows: Vec<_> = offered(service.queue.rows).map(entry).collect();
    Json(json!({
        "service": "remotion-media",
        "version": env!("CARGO_PKG_VERSION"),
        "capabilities": rows,
    }))
    .into_response()
}

fn entry(row: &'static Row) -> Value {
    let schema =
        |part: &str| format!("/api/v1/openapi.json#/components/schemas/{}.{part}", row.name);
    json!({
        "name": row.name,
        "path": format!("/api/v1{}", row.path()),
        "method": if row.doors == Doors::AllAndGet { "GET" } else { "POST" },
        "weight": row.weight,
        "summary": row.summary,
        // All of today's capabilities are built in and need nothing from outside.
        "status": "available",
        "reason": null,
        "variable": null,
        "providers": ["local"],
        "request_schema": schema("request"),
        "result_schema": schema("result"),
        "examples": row.requests.iter().map(|text| {
            serde_json::from_str(text).unwrap_or(Value::Null)
        }).collect::<Vec<_>>(),
    })
}
