//! The two pages for people: the service's own at `/`, and the reference at `/api/v1/docs`.
//!
//! Each is one file without anything from elsewhere. They hold no data and ask for a key
//! themselves, so they are open. Their policy lets only their own script run, by fingerprint.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use base64::Engine as _;
use sha2::{Digest as _, Sha256};

use super::Service;

const INDEX: &str = include_str!("pages/index.html");
const DOCS: &str = include_str!("pages/docs.html");

/// The policies of both pages.
#[derive(Clone)]
pub(super) struct Pages {
    index: HeaderValue,
    docs: HeaderValue,
}

impl Pages {
    pub fn new() -> Self {
        Self { index: policy(INDEX), docs: policy(DOCS) }
    }
}

fn policy(page: &str) -> HeaderValue {
    let fingerprint = |tag: &str| {
        let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
        let inside = page.split_once(&open).and_then(|(_, rest)| rest.split_once(&close));
        let inside = inside.map(|(inside, _)| inside).unwrap_or_default();
        let hash = Sha256::digest(inside.as_bytes());
        format!("'sha256-{}'", base64::engine::general_purpose::STANDARD.encode(hash))
    };
    let text = format!(
        "default-src 'none'; script-src {}; style-src {}; connect-src 'self'; \
         img-src 'self' blob: data:; media-src 'self' blob:; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'none'",
        fingerprint("script"),
        fingerprint("style"),
    );
    HeaderValue::from_str(&text).expect("the policy is plain text")
}

fn page(text: &'static str, policy: &HeaderValue) -> Response {
    let mut response = text.into_response();
    let headers = response.headers_mut();
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, html);
    headers.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// `GET /`
pub(super) async fn index(State(service): State<Arc<Service>>) -> Response {
    page(INDEX, &service.pages.index)
}

/// `GET /api/v1/docs`
pub(super) async fn docs(State(service): State<Arc<Service>>) -> Response {
    page(DOCS, &service.pages.docs)
}

/// `GET /favicon.ico`: the page brings its own.
pub(super) async fn favicon() -> StatusCode {
    StatusCode::NO_CONTENT
}

#[test]
fn each_page_has_one_script_and_one_style_and_nothing_from_elsewhere() {
    for page in [INDEX, DOCS] {
        for tag in ["script", "style"] {
            assert_eq!(page.matches(&format!("<{tag}>")).count(), 1, "{tag}");
            assert_eq!(page.matches(&format!("<{tag} ")).count(), 0, "{tag}");
        }
        for elsewhere in ["src=\"http", "href=\"http", "@import", " style=\"", " onclick="] {
            assert!(!page.contains(elsewhere), "{elsewhere}");
        }
    }
}
