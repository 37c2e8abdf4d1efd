//! Sending what is in the outbox: several at once, one try at a time for each, later after each
//! failure.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use tokio::{sync::Semaphore, time::timeout};

use super::sign::{Secrets, sign};
use crate::{
    config::{Config, keys},
    error::{Error, Result},
    providers::{
        guard::Guard,
        http::{self, Url},
    },
    queue::{Queue, backoff::chance},
    store::{Delivery, Tried},
};

/// How long a receiver may take.
const PATIENCE: Duration = Duration::from_secs(15);
/// The waits after each failure: ten tries over about 75 hours, as Standard Webhooks advises.
const WAITS: [u64; 9] = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];
/// Webhooks in the air at once; a receiver that hangs must not hold up the others.
const AT_ONCE: usize = 32;
/// The longest sleep.
const LONGEST: Duration = Duration::from_hours(1);

/// Whether webhooks may go to an address, as far as that can be told without asking for names.
///
/// # Errors
/// If not; the field is `webhook_url`.
pub fn check(address: &str, config: &Config) -> Result<()> {
    let url = Url::parse(address).map_err(|error| {
        Error::field("webhook_url", format!("expected an http or https address: {error}"))
    })?;
    guard(config)?.check_url(&url).map_err(|error| {
        Error::field("webhook_url", error.to_string())
            .hint("REMOTION_WEBHOOK_ALLOWED_HOSTS names private hosts that webhooks may go to")
    })
}

fn guard(config: &Config) -> Result<Guard> {
    Guard::public(&config.list(keys::WEBHOOK_ALLOWED_HOSTS))
}

/// Sends webhooks as long as the queue lives.
///
/// # Errors
/// If the secrets or the allow-list are wrong.
pub fn deliver(queue: Arc<Queue>) -> Result<impl Future<Output = ()> + Send> {
    let sender = Arc::new(Sender {
        secrets: Secrets::of(&queue.config)?,
        guard: guard(&queue.config)?,
        busy: Mutex::default(),
        room: Arc::new(Semaphore::new(AT_ONCE)),
        queue,
    });
    Ok(async move {
        loop {
            let pause = match sender.send_due().await {
                Ok(pause) => pause,
                Err(error) => {
                    tracing::error!(%error, "reading the outbox");
                    Duration::from_secs(5)
                }
            };
            let _ = timeout(pause, sender.queue.outbox.notified()).await;
        }
    })
}

struct Sender {
    queue: Arc<Queue>,
    secrets: Secrets,
    guard: Guard,
    busy: Mutex<HashSet<String>>,
    room: Arc<Semaphore>,
}

impl Sender {
    /// Begins every try that is due; how long nothing is.
    async fn send_due(self: &Arc<Self>) -> Result<Duration> {
        let now = self.queue.clock.now();
        let free = self.room.available_permits();
        if free == 0 {
            return Ok(PATIENCE);
        }
        let busy =
            self.busy.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect();
        let (due, next) = self.queue.store.due(now, free, busy).await?;
        for delivery in due {
            let permit = Arc::clone(&self.room).acquire_owned().await;
            self.busy.lock().unwrap_or_else(PoisonError::into_inner).insert(delivery.id.clone());
            let sender = Arc::clone(self);
            tokio::spawn(async move {
                sender.attempt(&delivery).await;
                sender.busy.lock().unwrap_or_else(PoisonError::into_inner).remove(&delivery.id);
                drop(permit);
                // There may be more than there was room for.
                sender.queue.outbox.notify_one();
            });
        }
        let wait = next.map(|at| u64::try_from(at - now).unwrap_or_default() + 1);
        Ok(wait.map_or(LONGEST, |ms| Duration::from_millis(ms).min(LONGEST)))
    }

    async fn attempt(&self, delivery: &Delivery) {
        let began = Instant::now();
        let tried = self.outcome(delivery).await;
        let outcome = match &tried {
            Tried::Delivered(_) => "delivered",
            Tried::Later(..) => "later",
            Tried::GivenUp(..) => "given_up",
            Tried::Gone(_) => "gone",
        };
        metrics::counter!("remotion_webhook_tries_total", "outcome" => outcome).increment(1);
        metrics::histogram!("remotion_webhook_duration_seconds")
            .record(began.elapsed().as_secs_f64());
        tracing::info!(id = %delivery.id, job_id = %delivery.job_id, outcome, "webhook tried");
        let mut pause = Duration::from_millis(250);
        // A try that is not written down would be made again at once.
        while let Err(error) =
            self.queue.store.tried(delivery.id.clone(), tried.clone(), self.queue.clock.now()).await
        {
            tracing::error!(%error, id = %delivery.id, "writing down a webhook");
            if self.queue.is_closing() {
                return;
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(Duration::from_secs(10));
        }
    }

    async fn outcome(&self, delivery: &Delivery) -> Tried {
        let now = self.queue.clock.now();
        let seconds = now / 1000;
        let body = delivery.payload.clone().into_bytes();
        let mut headers = vec![
            ("content-type", "application/json".to_owned()),
            ("webhook-id", delivery.id.clone()),
            ("webhook-timestamp", seconds.to_string()),
        ];
        if !self.secrets.is_empty() {
            let signature = sign(&self.secrets, &delivery.id, seconds, &body);
            headers.push(("webhook-signature", signature));
        }
        match http::post(&delivery.url, &headers, body, PATIENCE, &self.guard).await {
            Ok(answer) if (200..300).contains(&answer.status) => Tried::Delivered(answer.status),
            Ok(answer) if answer.status == 410 => Tried::Gone(answer.status),
            Ok(answer) => {
                let text = match answer.status {
                    300..400 => "redirects are not followed".to_owned(),
                    status => format!("answered {status}: {}", first_line(&answer.body)),
                };
                later(delivery.attempts, now, Some(answer.status), text, answer.retry_after)
            }
            Err(error) => later(delivery.attempts, now, None, error.to_string(), None),
        }
    }
}

fn first_line(body: &str) -> String {
    body.lines().next().unwrap_or_default().chars().take(200).collect()
}

/// After so many tries (before this one): when the next is, if there is one.
fn later(
    before: u32,
    now: i64,
    status: Option<u16>,
    why: String,
    asked: Option<Duration>,
) -> Tried {
    let Some(seconds) = WAITS.get(before as usize) else { return Tried::GivenUp(status, why) };
    // A tenth more or less, so that a receiver that was down does not get all at once.
    let wait = Duration::from_secs(*seconds).mul_f64(0.9 + 0.2 * chance());
    let wait = asked.map_or(wait, |asked| wait.max(asked));
    Tried::Later(status, why, now + i64::try_from(wait.as_millis()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_tries_are_spread_over_three_days_and_more() {
        let mut now = 0;
        let mut tries = 1;
        while let Tried::Later(_, _, at) = later(tries - 1, now, None, String::new(), None) {
            now = at;
            tries += 1;
        }
        assert_eq!(tries, 10);
        let hours = now as f64 / 3_600_000.0;
        assert!((60.0..90.0).contains(&hours), "{hours}");
        let asked = Some(Duration::from_mins(10));
        let Tried::Later(_, _, at) = later(0, 0, Some(503), String::new(), asked) else { panic!() };
        assert_eq!(at, 600_000);
    }

    #[test]
    fn loopback_is_let_through_and_nothing_else_that_is_private() {
        let config = Config::default();
        check("http://localhost:8080/callback", &config).unwrap();
        check("http://127.0.0.1:8080/callback", &config).unwrap();
        check("https://example.com/hook", &config).unwrap();
        for wrong in
            ["http://10.0.0.1/", "http://169.254.169.254/", "file:///etc", "x", "http://[fd00::1]/"]
        {
            assert!(check(wrong, &config).is_err(), "{wrong}");
        }
    }
}
