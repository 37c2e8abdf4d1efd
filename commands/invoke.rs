//! Runs a capability for the person at the terminal: layers → ask → check → run → record → print.
//!
//! All capabilities go this way; nothing here knows one of them. The same steps without a
//! terminal are the server's.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use anyhow::Result;
use clap::ArgMatches;
use remotion_media::{
    capability::{Makes, Row, merge, missing, read_params},
    config::keys,
    context::Context,
    error::{Error, Kind, Result as Outcome},
    progress::Progress,
    store::{Durability, Recording, Start, Store},
};
use serde_json::{Map, Value, json};
use tokio::{
    runtime::{Builder, Runtime},
    time::{sleep, timeout},
};

use crate::{app::Session, ask, progress::Shown, remote, signals};

/// How long work may take to stop after it was asked to.
const GRACE: Duration = Duration::from_secs(10);
/// How long the end of a run waits for its record, besides the time to read what it made.
const RECORD: Duration = Duration::from_secs(3);
/// How fast a finished file is certainly read for its fingerprint, in bytes per second.
const READING: u64 = 50 << 20;

/// Runs the capability of `row` with what was typed, and prints its result.
pub fn run(session: &Session, row: &'static Row, matches: &ArgMatches) -> Result<()> {
    session.output.result(&perform(session, row, matches)?)
}

fn perform(session: &Session, row: &'static Row, matches: &ArgMatches) -> Outcome<Value> {
    let params = Value::Object(params(session, row, matches)?);
    let shown = Arc::new(Shown::new(&session.globals));
    let config = session.config()?;
    let service = remote::service(session, row, &config);
    let mut context = Context::new(config);
    context.output = output(matches, &params);
    context.overwrite = overwrite(matches, &params);
    // A service keeps its own log.
    let recording = if service.is_some() { None } else { record(session, row, &context, &params) };
    context.progress = progress(&shown, recording.as_ref().map(|(recording, _)| recording));
    context.on_warning = Some(Box::new({
        let (output, shown) = (session.output.clone(), Arc::clone(&shown));
        move |text| output.warning(text, |line| shown.say(line))
    }));
    if let Some((recording, _)) = &recording {
        let recording = Arc::clone(recording);
        context.on_spend = Some(Box::new(move |spend| recording.spent(spend.clone())));
    }
    let context = Arc::new(context);
    let outcome = runtime().and_then(|runtime| {
        let outcome = runtime.block_on(async {
            match &service {
                Some(client) => {
                    listen(session, &context, &shown)?;
                    remote::perform(session, row, client, params, &context, &shown).await
                }
                None => work(session, row, params, &context, &shown).await,
            }
        });
        // Work that did not stop in time must not hold up the exit.
        runtime.shutdown_background();
        outcome
    });
    context.discard_scratch();
    shown.end();
    if let Some((recording, store)) = recording {
        finish(session, &recording, &store, &outcome, &context, &shown);
    }
    outcome
}

/// The layers: the params file, then flags, then answers.
fn params(session: &Session, row: &Row, matches: &ArgMatches) -> Outcome<Map<String, Value>> {
    let request = row.request();
    let file = match matches.get_one::<String>("params") {
        Some(path) => read_params(path)?,
        None => Map::new(),
    };
    let mut params = merge([file, row.given(&request, matches)?]);
    if ask::can_ask(&session.globals) {
        ask::fill(&request, &mut params)?;
    }
    let names = missing(&request, &Value::Object(params.clone()));
    if names.is_empty() { Ok(params) } else { Err(lacks(row, &names)) }
}

fn lacks(row: &Row, names: &[&str]) -> Error {
    let flags: Vec<_> = names.iter().map(|name| format!("--{}", name.replace('_', "-"))).collect();
    let errors: Vec<_> =
        names.iter().map(|name| json!({ "field": name, "message": "is required" })).collect();
    let command = row.words().collect::<Vec<_>>().join(" ");
    Error::new(Kind::Validation, format!("missing {}", flags.join(", ")))
        .hint(format!("`remotion-media {command} --help` explains every field"))
        .detail("errors", errors)
}

/// `-o`, or the field `output` of a capability that has one.
fn output(matches: &ArgMatches, params: &Value) -> Option<PathBuf> {
    let flag = matches.try_get_one::<PathBuf>("-output").ok().flatten().cloned();
    flag.or_else(|| params.get("output").and_then(Value::as_str).map(PathBuf::from))
}

fn overwrite(matches: &ArgMatches, params: &Value) -> bool {
    // A capability's own field of that name is not a flag of ours, hence `try`.
    let flag = matches.try_get_one::<bool>("overwrite").ok().flatten().copied();
    flag.or_else(|| params.get("overwrite").and_then(Value::as_bool)).unwrap_or(false)
}

fn record(
    session: &Session,
    row: &Row,
    context: &Context,
    params: &Value,
) -> Option<(Arc<Recording>, Arc<Store>)> {
    if session.globals.no_log || !context.config.is_on(keys::JOB_LOG) {
        return None;
    }
    let store = Arc::new(Store::start(context.config.path(keys::DATA_DIR), Durability::Relaxed));
    let start = Start {
        id: context.job.clone(),
        kind: row.name.to_owned(),
        params: params.clone(),
        metadata: None,
    };
    Some((Arc::new(Recording::begin(Arc::clone(&store), start, context.config.secrets())), store))
}

fn progress(shown: &Arc<Shown>, recording: Option<&Arc<Recording>>) -> Progress {
    let (shown, recording) = (Arc::clone(shown), recording.cloned());
    Progress::to(move |report| {
        shown.report(report);
        if let Some(recording) = &recording {
            recording.progress(report);
        }
    })
}

/// Threads that wait.
pub fn runtime() -> Outcome<Runtime> {
    let runtime = Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|error| Error::from(error).context("starting threads"))
}

async fn work(
    session: &Session,
    row: &'static Row,
    params: Value,
    context: &Arc<Context>,
    shown: &Arc<Shown>,
) -> Outcome<Value> {
    row.check(&params)?;
    if let (Makes::File, Some(file)) = (row.makes, &context.output)
        && !names_folder(file)
    {
        // Before any work, not after minutes of it.
        context.may_write(file)?;
    }
    listen(session, context, shown)?;
    let limit = session.globals.timeout;
    let deadline = async {
        match limit {
            Some(limit) => sleep(limit).await,
            None => std::future::pending().await,
        }
    };
    // As a task of its own: a panic is an error then, and busy work cannot hold up the clock.
    let mut task = tokio::spawn(row.run(params, Arc::clone(context)));
    let late = tokio::select! {
        ended = &mut task => return joined(ended),
        () = context.cancel.cancelled() => Error::cancelled(),
        () = deadline => {
            context.cancel.cancel();
            let seconds = limit.unwrap_or_default().as_secs_f64();
            Error::new(Kind::Timeout, format!("not done within {seconds} s"))
                .hint("give it more time with --timeout")
        }
    };
    match timeout(GRACE, &mut task).await {
        // It was done before it heard of it; what is done is done.
        Ok(Ok(Ok(result))) => Ok(result),
        Ok(Err(error)) if error.is_panic() => joined(Err(error)),
        _ => {
            task.abort();
            Err(late)
        }
    }
}

/// Hears signals from now on.
fn listen(session: &Session, context: &Arc<Context>, shown: &Arc<Shown>) -> Outcome<()> {
    let (quiet, say) = (session.globals.quiet, Arc::clone(shown));
    signals::watch(Arc::clone(context), move |text| {
        if !quiet {
            say.say(text);
        }
    })?;
    Ok(())
}

fn names_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/")
}

fn joined(ended: Result<Outcome<Value>, tokio::task::JoinError>) -> Outcome<Value> {
    ended.unwrap_or_else(|error| {
        Err(Error::internal("it stopped unexpectedly; this is a bug")
            .caused_by(error)
            .hint("please report it with the message above"))
    })
}

/// Writes down how it ended; the work itself is not touched by what goes wrong here.
fn finish(
    session: &Session,
    recording: &Recording,
    store: &Store,
    outcome: &Outcome<Value>,
    context: &Context,
    shown: &Shown,
) {
    let mut patience = RECORD;
    match outcome {
        Ok(result) => {
            let files = context.artifacts();
            let sizes = files.iter().filter_map(|file| file.metadata().ok());
            let bytes: u64 = sizes.map(|data| data.len()).sum();
            patience += Duration::from_secs(bytes / READING);
            recording.complete(result, files);
        }
        Err(error) => recording.fail(error),
    }
    if let Err(error) = store.close(patience) {
        let text = format!("this run is not recorded: {error}");
        session.output.warning(&text, |line| shown.say(line));
    }
}

#[cfg(test)]
#[path = "invoke_tests.rs"]
mod tests;
