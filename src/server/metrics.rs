//! Counters for Prometheus: the `metrics` crate counts, its exporter writes the text format.
//!
//! Routes are labelled by their templates, so that no caller can invent labels.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use axum::{
    extract::State,
    http::{Method, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

use super::{Service, answer::Answer};
use crate::queue::submit::blocking;

const LATENCY: [f64; 12] =
    [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];
const DURATION: [f64; 10] = [0.05, 0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0, 1800.0, 7200.0];
const FRAME_RATE: [f64; 9] = [10.0, 25.0, 50.0, 100.0, 200.0, 400.0, 800.0, 1600.0, 3200.0];

/// Where counters are read.
#[derive(Clone)]
pub(super) struct Meter(PrometheusHandle);

impl Meter {
    /// The one of this process.
    pub fn install() -> Self {
        static ONE: OnceLock<PrometheusHandle> = OnceLock::new();
        let handle = ONE.get_or_init(|| {
            let full = |name: &str| Matcher::Full(name.to_owned());
            let buckets = |builder: PrometheusBuilder, name: &str, values: &[f64]| {
                builder.set_buckets_for_metric(full(name), values).expect("buckets are not empty")
            };
            let builder = PrometheusBuilder::new();
            let builder = buckets(builder, "remotion_http_request_duration_seconds", &LATENCY);
            let builder = buckets(builder, "remotion_job_duration_seconds", &DURATION);
            let builder = buckets(builder, "remotion_webhook_duration_seconds", &LATENCY);
            let builder = buckets(builder, "remotion_render_frames_per_second", &FRAME_RATE);
            let recorder = builder.build_recorder();
            let handle = recorder.handle();
            // Fails only if another one is there, which then counts for somebody else.
            let _ = metrics::set_global_recorder(recorder);
            describe();
            handle
        });
        Self(handle.clone())
    }

    /// Counts a request.
    pub fn request(route: &str, method: &Method, status: StatusCode, took: Duration) {
        let labels = [
            ("route", route.to_owned()),
            ("method", named(method).to_owned()),
            ("status", status.as_u16().to_string()),
        ];
        metrics::counter!("remotion_http_requests_total", &labels).increment(1);
        metrics::histogram!("remotion_http_request_duration_seconds", "route" => route.to_owned())
            .record(took.as_secs_f64());
    }
}

/// A method that nobody knows must not become a label.
fn named(method: &Method) -> &str {
    match method.as_str() {
        known @ ("GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS") => known,
        _ => "other",
    }
}

fn describe() {
    use metrics::{describe_counter, describe_gauge, describe_histogram};
    describe_counter!("remotion_http_requests_total", "Requests by route, method and status");
    describe_histogram!("remotion_http_request_duration_seconds", "Time to the answer's head");
    describe_counter!("remotion_jobs_submitted_total", "Jobs accepted by type");
    describe_counter!("remotion_job_attempts_total", "Attempts by type and how they ended");
    describe_counter!("remotion_job_retries_total", "Retries by type");
    describe_histogram!("remotion_job_duration_seconds", "Time of an attempt by type");
    describe_gauge!("remotion_jobs", "Jobs in the log by type and status");
    describe_gauge!("remotion_queue_depth", "Waiting jobs by priority");
    describe_gauge!("remotion_queue_oldest_seconds", "Age of the oldest waiting job by priority");
    describe_gauge!("remotion_queue_paused", "1 while no job is begun");
    describe_gauge!("remotion_jobs_active", "Running jobs");
    describe_counter!("remotion_webhook_tries_total", "Webhook tries by outcome");
    describe_histogram!("remotion_webhook_duration_seconds", "Time of a webhook try");
    describe_counter!("remotion_provider_calls_total", "Calls to other machines by kind");
    describe_counter!("remotion_artifact_bytes_total", "Bytes of finished files");
    describe_histogram!("remotion_render_frames_per_second", "Speed of renders");
    describe_gauge!("remotion_process_resident_bytes", "Resident memory");
    describe_gauge!("remotion_process_uptime_seconds", "Time since the start");
    describe_counter!("remotion_audit_lost_total", "Audit lines that could not be written");
}

/// `GET /metrics`
pub(super) async fn get(State(service): State<Arc<Service>>) -> Answer<Response> {
    use metrics::gauge;
    let queue = Arc::clone(&service.queue);
    let seen = blocking(move || {
        Ok((queue.readers.depth()?, queue.readers.oldest()?, queue.readers.counts()?))
    });
    let (depth, oldest, counts) = seen.await?;
    for (kind, status, count) in counts {
        gauge!("remotion_jobs", "type" => kind, "status" => status).set(count as f64);
    }
    let waiting = depth.queued;
    for (priority, count) in [
        ("urgent", waiting.urgent),
        ("high", waiting.high),
        ("normal", waiting.normal),
        ("low", waiting.low),
    ] {
        gauge!("remotion_queue_depth", "priority" => priority).set(count as f64);
    }
    let now = service.queue.clock.now();
    for (priority, since) in oldest {
        let age = since.map_or(0.0, |since| (now - since).max(0) as f64 / 1000.0);
        gauge!("remotion_queue_oldest_seconds", "priority" => priority.as_str()).set(age);
    }
    gauge!("remotion_queue_paused").set(f64::from(u8::from(depth.paused)));
    gauge!("remotion_jobs_active").set(service.queue.running() as f64);
    gauge!("remotion_process_uptime_seconds").set(service.began.elapsed().as_secs_f64());
    if let Some(bytes) = resident() {
        gauge!("remotion_process_resident_bytes").set(bytes as f64);
    }
    let text = service.meter.0.render();
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, kind)], text).into_response())
}

/// Resident memory in bytes, from the second field of `/proc/self/statm` (proc(5)).
fn resident() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = text.split_whitespace().nth(1)?.parse().ok()?;
    Some(pages * rustix::param::page_size() as u64)
}
