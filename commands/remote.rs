//! The same commands against a running service: submit, show its progress, bring its files.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use clap::ArgMatches;
use remotion_media::{
    capability::{Doors, Makes, Row, Weight},
    client::{Client, Follow, Submitted, Told, Wishes},
    config::Config,
    context::Context,
    error::{Error, Kind, Result as Outcome},
    progress::Report,
};
use serde_json::{Value, json};

use crate::{app::Session, progress::Shown};

/// How long cancelling may take when we are asked to stop.
const LAST_WORDS: Duration = Duration::from_secs(10);

/// The service that a capability's run goes to, if one is named and it is no matter of this
/// machine alone.
pub fn service(session: &Session, row: &Row, config: &Config) -> Option<Client> {
    let here = session.globals.local || row.doors == Doors::Terminal || row.name == "doctor";
    if here { None } else { Client::configured(config) }
}

/// Has a capability run by a service.
pub async fn perform(
    session: &Session,
    row: &'static Row,
    client: &Client,
    params: Value,
    context: &Arc<Context>,
    shown: &Arc<Shown>,
) -> Outcome<Value> {
    row.check(&params)?;
    let question = row.weight == Weight::Quick && row.makes == Makes::Nothing;
    let wishes = Wishes {
        idempotency_key: session.globals.idempotency_key.clone(),
        priority: session.globals.priority.clone(),
        respond_async: !question || session.globals.detach,
    };
    let id = match client.submit(row, params, &wishes).await? {
        Submitted::Done(answer) => return Ok(answer["result"].clone()),
        Submitted::Job(answer) if session.globals.detach => return Ok(answer),
        Submitted::Job(answer) => answer["job_id"].as_str().unwrap_or_default().to_owned(),
    };
    let deadline = session.globals.timeout.map_or(Duration::from_secs(u64::MAX / 4), |time| time);
    let outcome = tokio::select! {
        outcome = follow(client, &id, context, shown) => outcome,
        () = context.cancel.cancelled() => Err(Error::cancelled()),
        () = tokio::time::sleep(deadline) => {
            let text = format!("not done within {} s", deadline.as_secs_f64());
            Err(Error::new(Kind::Timeout, text).hint("give it more time with --timeout"))
        }
    };
    let stopped = outcome
        .as_ref()
        .is_err_and(|error| context.cancel.is_cancelled() || error.kind() == Kind::Timeout);
    if stopped {
        // It may have ended just now, which is as good.
        let _ = tokio::time::timeout(LAST_WORDS, client.cancel(&id)).await;
    }
    let job = outcome?;
    match (job.get("result"), job.get("error")) {
        (Some(result), _) => bring(client, row, &job, result.clone(), context).await,
        (_, error) => Err(Error::from_json(error.unwrap_or(&Value::Null))),
    }
}

/// Shows what is told of a job until its end; the answer is the job.
pub async fn follow(
    client: &Client,
    id: &str,
    context: &Arc<Context>,
    shown: &Arc<Shown>,
) -> Outcome<Value> {
    let mut follow = Follow::new(client, id);
    while let Some(told) = follow.next().await? {
        match told {
            Told::Line(line) if line["event"] == "warning" => {
                context.warn(line["message"].as_str().unwrap_or_default());
            }
            Told::Line(_) => {}
            Told::State(state) => shown.report(&report(&state)),
        }
    }
    client.job(id).await
}

/// A state as progress: per mille, because a service tells only the share.
fn report(state: &Value) -> Report {
    let share = state["progress"].as_f64().unwrap_or_default();
    let stage = match state["status"].as_str() {
        Some("queued") => "queued",
        _ => named(state["stage"].as_str().unwrap_or("started")),
    };
    Report { stage, done: (share * 1000.0) as u64, total: 1000 }
}

/// A stage's name for as long as the program runs. There are few; should a service invent many,
/// the later ones have no name.
fn named(stage: &str) -> &'static str {
    static NAMES: Mutex<Vec<&'static str>> = Mutex::new(Vec::new());
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(name) = names.iter().find(|name| **name == stage) {
        return name;
    }
    if names.len() >= 64 {
        return "working";
    }
    let name: &'static str = Box::leak(stage.to_owned().into_boxed_str());
    names.push(name);
    name
}

/// Brings the files that a job made to where the caller wants them.
async fn bring(
    client: &Client,
    row: &Row,
    job: &Value,
    mut result: Value,
    context: &Arc<Context>,
) -> Outcome<Value> {
    let artifacts = job["artifacts"].as_array().cloned().unwrap_or_default();
    let mut places = Vec::new();
    // The main file, and what it is called there.
    let mut main: Option<(PathBuf, PathBuf)> = None;
    for artifact in &artifacts {
        let text = |name: &str| artifact[name].as_str().unwrap_or_default().to_owned();
        // The name came over the network: only its last part is a name.
        let name = text("name").rsplit('/').next().unwrap_or("file").to_owned();
        let target = match &main {
            None if row.makes == Makes::File => {
                let target = context.output_file(&name)?;
                main = Some((target.clone(), PathBuf::from(&name)));
                target
            }
            // Files beside the main one are called after it, as those of a run here.
            Some((target, there)) => {
                let beside = Path::new(&name);
                let same = beside.file_stem() == there.file_stem();
                let own = beside.extension().filter(|_| same);
                let beside = own
                    .map_or_else(|| target.with_file_name(&name), |end| target.with_extension(end));
                context.may_write(&beside)?;
                beside
            }
            None => {
                let folder = context.output.clone().unwrap_or_else(|| PathBuf::from("."));
                std::fs::create_dir_all(&folder)?;
                let target = folder.join(&name);
                context.may_write(&target)?;
                target
            }
        };
        client.fetch(&text("url"), &target).await?;
        places.push((text("url"), target.display().to_string()));
    }
    replace(&mut result, &places);
    Ok(result)
}

fn replace(value: &mut Value, places: &[(String, String)]) {
    match value {
        Value::String(text) => {
            if let Some((_, place)) = places.iter().find(|(url, _)| url == text) {
                text.clone_from(place);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, places)),
        Value::Object(fields) => fields.values_mut().for_each(|field| replace(field, places)),
        _ => {}
    }
}

/// The service that a command about jobs asks: the named one, or one of this data folder.
pub fn any(session: &Session, config: &Config) -> Option<Client> {
    if session.globals.local {
        return None;
    }
    Client::configured(config).or_else(|| Client::local(config))
}

/// Shows a job's log and progress as they come, for `jobs watch`.
pub async fn watch(
    session: &Session,
    matches: &ArgMatches,
    client: &Client,
    shown: &Arc<Shown>,
) -> Outcome<Value> {
    let id = matches.get_one::<String>("id").expect("clap requires it");
    let mut follow = Follow::new(client, id);
    while let Some(told) = follow.next().await? {
        match told {
            Told::Line(line) if session.globals.quiet => drop(line),
            Told::Line(line) => {
                let text = |name: &str| line[name].as_str().unwrap_or_default();
                shown.say(&format!("{} {:<12} {}", text("at"), text("event"), text("message")));
            }
            Told::State(state) => shown.report(&report(&state)),
        }
    }
    let job = client.job(id).await?;
    shown.end();
    match job.get("error").filter(|error| !error.is_null()) {
        Some(error) => Err(Error::from_json(error)),
        None => Ok(json!({ "job_id": id, "status": job["status"], "result": job["result"] })),
    }
}
