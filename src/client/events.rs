//! Following a job by its server-sent events, through restarts of the service.

use std::time::{Duration, Instant};

use serde_json::Value;

use super::{Client, encoded};
use crate::{
    error::{Error, Kind, Result},
    providers::http::{Body, Reply},
};

/// How long a stream may be silent; the service shows that it lives every 15 s.
const SILENCE: Duration = Duration::from_secs(50);
/// How long a service may be away before we give up on it.
const AWAY: Duration = Duration::from_mins(2);

/// What a service told about a job.
#[derive(Clone, Debug)]
pub enum Told {
    /// A line of its log.
    Line(Value),
    /// How far it is.
    State(Value),
}

/// A job that is followed.
pub struct Follow<'a> {
    client: &'a Client,
    job: String,
    stream: Option<Reply>,
    buffer: Vec<u8>,
    last: Option<String>,
    away: Option<Instant>,
    pause: Duration,
}

impl<'a> Follow<'a> {
    /// Follows a job from its first line.
    #[must_use]
    pub fn new(client: &'a Client, job: &str) -> Self {
        Self {
            client,
            job: job.to_owned(),
            stream: None,
            buffer: Vec::new(),
            last: None,
            away: None,
            pause: Duration::from_millis(250),
        }
    }

    /// The next thing told; `None` when the job has ended and all is told.
    ///
    /// # Errors
    /// If there is no such job, or the service is away for too long.
    pub async fn next(&mut self) -> Result<Option<Told>> {
        loop {
            if let Some(told) = self.parsed() {
                return Ok(Some(told));
            }
            match self.more().await {
                Ok(true) => {}
                // A stream ends with its job, but also with its service.
                Ok(false) => {
                    self.stream = None;
                    let job = self.client.job(&self.job).await;
                    let ended = job.as_ref().is_ok_and(|job| !job["completed_at"].is_null());
                    if ended {
                        return Ok(None);
                    }
                    self.wait(Error::new(Kind::Unavailable, "the service ended the stream"))
                        .await?;
                }
                Err(error) => {
                    self.stream = None;
                    self.wait(error).await?;
                }
            }
        }
    }

    /// Reads on; false at the end of the stream.
    async fn more(&mut self) -> Result<bool> {
        if self.stream.is_none() {
            self.buffer.clear();
            let path = format!("/api/v1/jobs/{}/events", encoded(&self.job));
            let last = self.last.clone();
            let headers: Vec<_> = last.iter().map(|id| ("last-event-id", id.as_str())).collect();
            let reply = self.client.send("GET", &path, Body::Empty, &headers, SILENCE).await?;
            self.stream = Some(reply);
            self.away = None;
            self.pause = Duration::from_millis(250);
        }
        let Some(stream) = &mut self.stream else { return Ok(false) };
        let Some(chunk) = stream.chunk().await? else { return Ok(false) };
        self.buffer.extend(chunk);
        Ok(true)
    }

    /// Waits before the next try, if there is still hope.
    async fn wait(&mut self, error: Error) -> Result<()> {
        let hopeless = !matches!(error.kind(), Kind::Unavailable | Kind::RateLimit | Kind::Timeout);
        let since = *self.away.get_or_insert_with(Instant::now);
        if hopeless || since.elapsed() > AWAY {
            return Err(error.hint(format!("the job may go on: `jobs watch {}`", self.job)));
        }
        tokio::time::sleep(self.pause).await;
        self.pause = (self.pause * 2).min(Duration::from_secs(5));
        Ok(())
    }

    /// The next whole event of the buffer that says something.
    fn parsed(&mut self) -> Option<Told> {
        loop {
            let end = self.buffer.windows(2).position(|two| two == b"\n\n")?;
            let text = String::from_utf8_lossy(&self.buffer[..end]).into_owned();
            self.buffer.drain(..end + 2);
            let field = |name: &str| {
                let line = text.lines().find_map(|line| line.strip_prefix(name))?;
                Some(line.strip_prefix(':')?.trim_start().to_owned())
            };
            if let Some(id) = field("id") {
                self.last = Some(id);
            }
            let data = field("data").and_then(|data| serde_json::from_str(&data).ok());
            match (field("event").as_deref(), data) {
                (Some("log"), Some(line)) => return Some(Told::Line(line)),
                (Some("state" | "progress"), Some(state)) => return Some(Told::State(state)),
                _ => {}
            }
        }
    }
}
