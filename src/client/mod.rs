//! A running service as its clients see it: submit, follow, fetch; for our own command line.
//!
//! How the protocol's answers look is `server/`'s; what is shown is left to `commands/`.

mod events;
mod pack;

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use serde_json::{Value, json};

pub use self::events::{Follow, Told};
pub use crate::providers::http::escaped as encoded;
use crate::{
    capability::Row,
    config::{Config, keys},
    error::{Error, Kind, Result},
    providers::http::{Body, Call, Reply, call},
    server,
};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a file may be silent on its way.
const TRANSFER: Duration = Duration::from_mins(10);

/// A service, and the key to it.
#[derive(Clone)]
pub struct Client {
    url: String,
    key: Option<String>,
}

/// What is asked for besides the capability's own fields.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// The caller's key against doing it twice.
    pub idempotency_key: Option<String>,
    /// `urgent`, `high`, `normal` or `low`.
    pub priority: Option<String>,
    /// A job even if it would be answered at once.
    pub respond_async: bool,
}

/// What a service answered.
#[derive(Clone, Debug)]
pub enum Submitted {
    /// A job, not done yet: the contract's answer.
    Job(Value),
    /// The result.
    Done(Value),
}

impl Client {
    /// The service at `url`, with the first configured key, or the one that a service of this
    /// data folder made.
    #[must_use]
    pub fn new(url: &str, config: &Config) -> Self {
        let configured = config.list(keys::SERVICE_API_KEY).into_iter().next();
        let plain = |key: String| {
            let scoped = ["read=", "write=", "admin="].iter().find_map(|s| key.strip_prefix(s));
            scoped.map(str::to_owned).unwrap_or(key)
        };
        let key = configured.map(plain);
        let key = key.or_else(|| server::stored_key(&config.path(keys::DATA_DIR)));
        Self { url: url.trim_end_matches('/').to_owned(), key }
    }

    /// The service that the settings name, if they do.
    #[must_use]
    pub fn configured(config: &Config) -> Option<Self> {
        config.text(keys::SERVICE_URL).map(|url| Self::new(&url, config))
    }

    /// The service that runs on this machine with this data folder, if one does.
    #[must_use]
    pub fn local(config: &Config) -> Option<Self> {
        let address = server::running(&config.path(keys::DATA_DIR))?;
        Some(Self::new(&format!("http://{address}"), config))
    }

    async fn send(
        &self,
        method: &str,
        path: &str,
        body: Body,
        more: &[(&str, &str)],
        timeout: Duration,
    ) -> Result<Reply> {
        let mut headers: Vec<_> =
            more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        if let Some(key) = &self.key {
            headers.push(("authorization".to_owned(), format!("Bearer {key}")));
        }
        let url =
            if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.url) };
        let reply = call(Call { method, url, headers, body, timeout }).await?;
        if reply.status < 400 {
            return Ok(reply);
        }
        let status = reply.status;
        let answer = reply.json().await.map_err(|_| {
            let text = format!("{} answered {status} and is no remotion-media service", self.url);
            Error::new(Kind::Unavailable, text).hint("see --server and REMOTION_SERVICE_URL")
        })?;
        Err(Error::from_json(&answer["error"]))
    }

    /// Asks for something that is there.
    ///
    /// # Errors
    /// What the service answers, or that it does not.
    pub async fn get(&self, path: &str) -> Result<Value> {
        self.send("GET", path, Body::Empty, &[], PATIENCE).await?.json().await
    }

    /// Has something done that needs no body.
    ///
    /// # Errors
    /// What the service answers, or that it does not.
    pub async fn act(&self, method: &str, path: &str) -> Result<Value> {
        self.send(method, path, Body::Empty, &[], PATIENCE).await?.json().await
    }

    /// Submits a request, with the files that it names on this machine.
    ///
    /// # Errors
    /// What the service answers, or that it does not; a file that cannot be read.
    pub async fn submit(&self, row: &Row, params: Value, wishes: &Wishes) -> Result<Submitted> {
        let params = pack::packed(self, row, params).await?;
        let mut body = json!({ "params": params });
        if let Some(priority) = &wishes.priority {
            body["priority"] = priority.as_str().into();
        }
        let mut headers = Vec::new();
        if wishes.respond_async {
            headers.push(("prefer", "respond-async"));
        }
        if let Some(key) = &wishes.idempotency_key {
            headers.push(("idempotency-key", key));
        }
        let path = format!("/api/v1{}", row.path());
        if row.doors.is_bodiless() {
            let path = addressed(path, &params);
            let answer = self.send(row.doors.method(), &path, Body::Empty, &[], TRANSFER).await?;
            return Ok(Submitted::Done(answer.json().await?));
        }
        let reply = self.send("POST", &path, Body::Json(body), &headers, TRANSFER).await?;
        let accepted = reply.status == 202;
        let answer = reply.json().await?;
        Ok(if accepted { Submitted::Job(answer) } else { Submitted::Done(answer) })
    }

    /// One job.
    ///
    /// # Errors
    /// What the service answers, or that it does not.
    pub async fn job(&self, id: &str) -> Result<Value> {
        self.get(&format!("/api/v1/jobs/{}", encoded(id))).await
    }

    /// Cancels a job.
    ///
    /// # Errors
    /// What the service answers, or that it does not.
    pub async fn cancel(&self, id: &str) -> Result<Value> {
        self.act("DELETE", &format!("/api/v1/jobs/{}", encoded(id))).await
    }

    /// Fetches an artifact into a file.
    ///
    /// # Errors
    /// What the service answers, or that it does not; a file that cannot be written.
    pub async fn fetch(&self, url: &str, target: &Path) -> Result<u64> {
        self.send("GET", url, Body::Empty, &[], TRANSFER).await?.save(target).await
    }

    /// Sends a file; the answer is the source that stands for it.
    ///
    /// # Errors
    /// What the service answers, or that it does not; a file that cannot be read.
    pub async fn upload(&self, path: PathBuf) -> Result<String> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let body = Body::File { path, name };
        let answer =
            self.send("POST", "/api/v1/uploads", body, &[], TRANSFER).await?.json().await?;
        let source = answer["uploads"][0]["source"].as_str().map(str::to_owned);
        source.ok_or_else(|| Error::new(Kind::Unavailable, "the service names no upload"))
    }
}

/// A path with its fields in it, and the other fields as its query.
fn addressed(mut path: String, params: &Value) -> String {
    let mut query = Vec::new();
    for (field, value) in params.as_object().into_iter().flatten() {
        let text = encoded(&value.as_str().map_or_else(|| value.to_string(), str::to_owned));
        let place = format!("{{{field}}}");
        if path.contains(&place) {
            path = path.replace(&place, &text);
        } else if !value.is_null() {
            query.push(format!("{field}={text}"));
        }
    }
    if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
}
