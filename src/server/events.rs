//! Server-sent events (the WHATWG HTML standard, section 9.2): the changes of one job, or of all.
//!
//! Durable lines carry an id; a client that comes back with `Last-Event-ID` gets what it missed.
//! Streams end with the job, and with the service.

use std::{collections::BTreeSet, convert::Infallible, sync::Arc, time::Duration};

use axum::{
    extract::{Path, Request, State},
    http::HeaderMap,
    response::{
        IntoResponse as _, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures_util::stream::{Stream, StreamExt as _, unfold};
use serde_json::{Value, json};
use tokio::sync::{broadcast::error::RecvError, mpsc};

use super::{Service, answer::Answer, jobs::about};
use crate::{
    error::Error,
    queue::{Change, submit::blocking},
    store::Job,
};

/// How often a quiet stream shows that it lives, and looks for what it may have missed.
const BEAT: Duration = Duration::from_secs(15);
/// How long changes of all jobs are gathered.
const GULP: Duration = Duration::from_millis(150);
/// More changed jobs than this, and the client looks at the list instead.
const MANY: usize = 40;
/// Events that a slow reader may be behind.
const BEHIND: usize = 256;

/// `GET /api/v1/jobs/{id}/events`
pub(super) async fn job(
    State(service): State<Arc<Service>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let after = headers.get("last-event-id").and_then(|value| value.to_str().ok());
    let after = match after {
        Some(text) => text.trim().parse().map_err(|_| {
            Error::field("Last-Event-ID", "expected the id of an event of this stream")
        })?,
        None => 0,
    };
    // Heard before it is read, so that nothing falls between the two.
    let changes = service.queue.changes();
    service.queue.job(&id).await?;
    let (send, receive) = mpsc::channel(BEHIND);
    let name = id.clone();
    tokio::spawn(async move {
        let closing = service.closing.clone();
        tokio::select! {
            () = closing.cancelled() => {}
            // It fails when the reader has gone.
            _ = follow(&service, &name, after, changes, &send) => {}
        }
    });
    Ok(about(&id, stream(receive)))
}

fn stream(receive: mpsc::Receiver<Event>) -> Response {
    // Something at once, so that the client sees the head.
    let first = futures_util::stream::once(async { Ok(Event::default().comment("open")) });
    Sse::new(first.chain(events(receive)))
        .keep_alive(KeepAlive::new().interval(BEAT))
        .into_response()
}

fn events(receive: mpsc::Receiver<Event>) -> impl Stream<Item = Result<Event, Infallible>> {
    unfold(receive, async |mut receive| receive.recv().await.map(|event| (Ok(event), receive)))
}

type Gone = mpsc::error::SendError<Event>;

/// Sends lines and states until the job has ended.
async fn follow(
    service: &Arc<Service>,
    id: &str,
    mut after: i64,
    mut changes: tokio::sync::broadcast::Receiver<Change>,
    send: &mpsc::Sender<Event>,
) -> Result<(), Gone> {
    let mut told: Option<Value> = None;
    loop {
        let readers = Arc::clone(&service.queue.readers);
        let name = id.to_owned();
        // The state first: what ends after that comes with the next round.
        let seen = service.queue.job(id).await;
        let lines = blocking(move || readers.events(&name, after)).await;
        let (Ok(job), Ok(lines)) = (seen, lines) else { return Ok(()) };
        for line in lines {
            after = line.id;
            let event = Event::default().event("log").id(line.id.to_string());
            send.send(with(event, &json!(line))).await?;
        }
        let state = state(&job);
        if told.as_ref() != Some(&state) {
            let changed = told.as_ref().is_none_or(|told| told["status"] != state["status"]);
            let kind = if changed { "state" } else { "progress" };
            send.send(with(Event::default().event(kind), &state)).await?;
            told = Some(state);
        }
        if job.status.is_final() {
            return Ok(());
        }
        let ours = async {
            loop {
                match changes.recv().await {
                    Ok(change) if *change.job == *id => return,
                    Ok(_) => {}
                    Err(RecvError::Lagged(_)) => return,
                    Err(RecvError::Closed) => std::future::pending().await,
                }
            }
        };
        // A run of the command line tells nobody; it is looked at now and then.
        let _ = tokio::time::timeout(BEAT, ours).await;
        if send.is_closed() {
            return Ok(());
        }
    }
}

fn state(job: &Job) -> Value {
    json!({
        "job_id": job.job_id,
        "type": job.kind,
        "status": job.status,
        "progress": job.progress,
        "stage": job.stage,
        "attempts": job.attempts,
        "queue_position": job.queue_position,
        "error": job.error,
    })
}

fn with(event: Event, data: &Value) -> Event {
    // One line of JSON, so nothing in it can break the stream.
    event.data(data.to_string())
}

/// `GET /api/v1/events`: whenever any job changes.
pub(super) async fn all(State(service): State<Arc<Service>>, _: Request) -> Response {
    let mut changes = service.queue.changes();
    let (send, receive) = mpsc::channel(BEHIND);
    tokio::spawn(async move {
        let closing = service.closing.clone();
        let tell = async {
            loop {
                let change = match changes.recv().await {
                    Ok(change) => change,
                    // A reader that is too slow is told to look for itself.
                    Err(RecvError::Lagged(_)) => {
                        send.send(with(Event::default().event("missed"), &json!({}))).await?;
                        continue;
                    }
                    Err(RecvError::Closed) => return Ok::<_, Gone>(()),
                };
                if send.is_closed() {
                    return Ok(());
                }
                // A flood is told in gulps: each job once, or only that there is much.
                let mut changed = BTreeSet::from([change.job]);
                tokio::time::sleep(GULP).await;
                while let Ok(change) = changes.try_recv() {
                    changed.insert(change.job);
                }
                if changed.len() > MANY {
                    send.send(with(Event::default().event("missed"), &json!({}))).await?;
                    continue;
                }
                for job in changed {
                    if let Ok(job) = service.queue.job(&job).await {
                        send.send(with(Event::default().event("job"), &state(&job))).await?;
                    }
                }
            }
        };
        tokio::select! {
            () = closing.cancelled() => {}
            () = send.closed() => {}
            _ = tell => {}
        }
    });
    stream(receive)
}
