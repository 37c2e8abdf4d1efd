//! `jobs`: list, show, watch, logs, cancel, retry and prune, of a service or of the local log.

use std::sync::Arc;

use anyhow::Result;
use clap::{Arg, ArgMatches, Command, builder::PossibleValuesParser, value_parser};
use jiff::{SignedDuration, Timestamp};
use remotion_media::{
    client::{Client, encoded},
    config::{Config, keys},
    error::{Error, Kind},
    providers::kept::prune,
    store::{Cancel, Durability, Filter, Readers, Status, Store},
};
use serde_json::{Value, json};

use crate::{
    app::{Own, Session},
    globals,
    invoke::runtime,
    progress::Shown,
    remote,
    table::aligned,
};

/// The row of this command.
pub const OWN: Own = Own { name: "jobs", command, run };

fn command(command: Command) -> Command {
    let flag = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    let statuses = PossibleValuesParser::new(Status::ALL.map(Status::as_str));
    let list = Command::new("list").about("List jobs, the newest first").args([
        flag("status", "STATUS", "Only with this status").value_parser(statuses),
        flag("type", "NAME", "Only of this capability (render.brief) or group (render)"),
        flag("since", "WHEN", "Only since then: 2h, 7d, or 2026-01-31T12:00:00Z")
            .value_parser(|text: &str| since(text, Timestamp::now())),
        flag("limit", "N", "At most so many [default: 50]")
            .value_parser(value_parser!(u32).range(1..=1000)),
        flag("cursor", "CURSOR", "Go on where a page ended"),
    ]);
    let one = |name: &'static str, about: &'static str| {
        let id = Arg::new("id").required(true).help("Its name; here the beginning is enough");
        Command::new(name).about(about).arg(id)
    };
    let prune =
        Command::new("prune").about("Forget old jobs, and their files in the data folder").arg(
            flag("days", "N", "Keep this many days; retention_days if not given")
                .value_parser(value_parser!(u32).range(0..=36_500)),
        );
    command
        .about("Look into the job log; cancel, retry and follow a service's jobs")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([
            list,
            one("show", "Show everything about one job"),
            one("watch", "Follow a job of a service to its end"),
            one("logs", "Show what happened to a job"),
            one("cancel", "Cancel a job"),
            one("retry", "Submit a job that failed, timed out or was cancelled once more"),
            prune,
        ])
}

fn run(session: &Session, matches: &ArgMatches) -> Result<()> {
    let config = session.config()?;
    let (name, matches) = matches.subcommand().expect("clap requires one");
    match name {
        "list" => list(session, &config, matches),
        "show" => show(session, &config, matches),
        "logs" => logs(session, &config, matches),
        "cancel" => cancel(session, &config, matches),
        "retry" => retry(session, &config, matches),
        "watch" => watch(session, &config, matches),
        _ => forget(session, &config, matches),
    }
}

fn list(session: &Session, config: &Config, matches: &ArgMatches) -> Result<()> {
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    let moment: Option<Timestamp> = matches.get_one("since").copied();
    let limit: u32 = matches.get_one("limit").copied().unwrap_or_default();
    let page = if let Some(client) = named(session, config) {
        let mut path = format!("/api/v1/jobs?limit={}", if limit == 0 { 50 } else { limit });
        let moment = moment.map(|moment| moment.to_string());
        for (field, value) in [
            ("status", text("status")),
            ("type", text("type")),
            ("since", moment),
            ("cursor", text("cursor")),
        ] {
            if let Some(value) = value {
                path.extend(["&", field, "=", &encoded(&value)]);
            }
        }
        runtime()?.block_on(client.get(&path))?
    } else {
        let status = text("status");
        let known = |known: &Status| status.as_deref() == Some(known.as_str());
        let filter = Filter {
            status: Status::ALL.into_iter().find(known),
            kind: text("type"),
            since: moment,
            parent: None,
            limit,
            cursor: text("cursor"),
        };
        json!(Store::list(&config.path(keys::DATA_DIR), &filter)?)
    };
    let head = ["JOB", "TYPE", "STATUS", "AGE", "TOOK", "RESULT"].map(str::to_owned).to_vec();
    let now = Timestamp::now();
    let jobs = page["jobs"].as_array().map(Vec::as_slice).unwrap_or_default();
    let rows = jobs.iter().map(|job| row(job, now));
    let mut shown = if jobs.is_empty() {
        "no jobs\n".to_owned()
    } else {
        aligned(&std::iter::once(head).chain(rows).collect::<Vec<_>>(), 80)
    };
    if let Some(cursor) = page["next_cursor"].as_str() {
        shown.extend(["\nmore: --cursor ", cursor, "\n"]);
    }
    session.output.either(&shown, &page)
}

fn row(job: &Value, now: Timestamp) -> Vec<String> {
    let text = |name: &str| job[name].as_str().unwrap_or_default().to_owned();
    let time = |name: &str| job[name].as_str().and_then(|time| time.parse::<Timestamp>().ok());
    let took =
        time("completed_at").zip(time("started_at")).map(|(end, start)| end.duration_since(start));
    let error = job["error"]["message"].as_str();
    let file = job["artifacts"][0]["path"].as_str();
    let share = job["progress"].as_f64().unwrap_or_default() * 100.0;
    let working = (text("status") == "processing").then(|| {
        let stage = job["stage"].as_str().unwrap_or_default();
        format!("{stage} {share:.0}%")
    });
    vec![
        text("job_id"),
        text("type"),
        text("status"),
        time("created_at").map(|at| spoken(now.duration_since(at))).unwrap_or_default(),
        took.map(spoken).unwrap_or_default(),
        error.or(file).map(str::to_owned).or(working).unwrap_or_default(),
    ]
}

/// The service that `--server` or the settings name; for what the local log knows as well.
fn named(session: &Session, config: &Config) -> Option<Client> {
    if session.globals.local { None } else { Client::configured(config) }
}

fn id(matches: &ArgMatches) -> &str {
    matches.get_one::<String>("id").expect("clap requires it")
}

fn show(session: &Session, config: &Config, matches: &ArgMatches) -> Result<()> {
    let value = match named(session, config) {
        Some(client) => runtime()?.block_on(client.job(id(matches)))?,
        None => json!(Store::get(&config.path(keys::DATA_DIR), id(matches))?),
    };
    let pretty = serde_json::to_string_pretty(&value)?;
    session.output.either(&format!("{pretty}\n"), &value)
}

fn logs(session: &Session, config: &Config, matches: &ArgMatches) -> Result<()> {
    let value = if let Some(client) = named(session, config) {
        let path = format!("/api/v1/jobs/{}/logs", encoded(id(matches)));
        runtime()?.block_on(client.get(&path))?
    } else {
        let folder = config.path(keys::DATA_DIR);
        let job = Store::get(&folder, id(matches))?;
        json!({ "logs": Readers::of(folder).events(&job.job_id, 0)? })
    };
    let lines = value["logs"].as_array().map(Vec::as_slice).unwrap_or_default();
    let rows: Vec<_> = lines
        .iter()
        .map(|line| {
            let text = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
            vec![text("at"), text("level"), text("event"), text("message")]
        })
        .collect();
    session.output.either(&aligned(&rows, usize::MAX), &value)
}

fn cancel(session: &Session, config: &Config, matches: &ArgMatches) -> Result<()> {
    if let Some(client) = remote::any(session, config) {
        let job = runtime()?.block_on(client.cancel(id(matches)))?;
        let text = format!("{} is {}\n", id(matches), job["status"].as_str().unwrap_or_default());
        return session.output.either(&text, &job);
    }
    // No service runs, so nobody works on what is queued.
    let folder = config.path(keys::DATA_DIR);
    let job = Store::get(&folder, id(matches))?;
    let store = Store::open(&folder, Durability::Full)?;
    let now = Timestamp::now().as_millisecond();
    let (done, _) = store.cancel_now(job.job_id.clone(), now)?;
    match done {
        Cancel::Done | Cancel::Asked => {
            let job = Store::get(&folder, &job.job_id)?;
            let text = format!("{} is {}\n", job.job_id, job.status.as_str());
            session.output.either(&text, &json!(job))
        }
        Cancel::Ended(status) => {
            let text = format!("{} has ended: {}", job.job_id, status.as_str());
            Err(Error::new(Kind::Conflict, text).into())
        }
        Cancel::NotQueued | Cancel::Unknown => {
            let text = format!("{} runs in a command line of its own", job.job_id);
            Err(Error::new(Kind::Conflict, text).hint("stop that command with Ctrl-C").into())
        }
    }
}

fn service(session: &Session, config: &Config) -> Result<Client> {
    remote::any(session, config).ok_or_else(|| {
        Error::new(Kind::Unavailable, "no service runs on this data folder")
            .hint("start one with `remotion-media serve`, or name one with --server")
            .into()
    })
}

fn retry(session: &Session, config: &Config, matches: &ArgMatches) -> Result<()> {
    let client = service(session, config)?;
    let path = format!("/api/v1/jobs/{}/retry", encoded(id(matches)));
    let answer = runtime()?.block_on(client.act("POST", &path))?;
    let text = format!("{}\n", answer["job_id"].as_str().unwrap_or_default());
    session.output.either(&text, &answer)
}

fn watch(session: &Session, config: &Config, matches: &ArgMatches) -> Result<()> {
    let client = service(session, config)?;
    let shown = Arc::new(Shown::new(&session.globals));
    let ended = runtime()?.block_on(remote::watch(session, matches, &client, &shown));
    shown.end();
    session.output.result(&ended?)
}

fn forget(session: &Session, config: &Config, matches: &ArgMatches) -> Result<()> {
    let given = matches.get_one::<u32>("days").copied().map(i64::from);
    let days = given.unwrap_or_else(|| {
        i64::try_from(config.whole(keys::RETENTION_DAYS)).expect("the setting has a range")
    });
    let age = SignedDuration::from_hours(24 * days);
    let folder = config.path(keys::DATA_DIR);
    let cutoff = Timestamp::now().checked_sub(age).unwrap_or(Timestamp::MIN);
    let mut pruned = Store::open(&folder, Durability::Relaxed)?.prune(cutoff)?;
    pruned.files += prune(&folder.join("pieces"), cutoff.into());
    let size = pruned.bytes as f64 / f64::from(1 << 20);
    let text = format!(
        "forgot {} jobs older than {days} days, deleted {} files ({size:.1} MiB)\n",
        pruned.jobs, pruned.files
    );
    session.output.either(&text, &json!(pruned))
}

/// A moment, or a time before now.
fn since(text: &str, now: Timestamp) -> Result<Timestamp, String> {
    if let Ok(moment) = text.parse() {
        return Ok(moment);
    }
    let days = text.strip_suffix('d').and_then(|days| days.trim().parse::<u32>().ok());
    let age = match days {
        Some(days) => SignedDuration::from_hours(24 * i64::from(days)),
        None => SignedDuration::try_from(globals::duration(text)?).map_err(|e| e.to_string())?,
    };
    now.checked_sub(age).map_err(|_| Error::field("since", "too long ago").to_string())
}

/// A time as people say it, with one unit: `3 s`, `5 min`, `2 h`, `4 d`.
fn spoken(time: SignedDuration) -> String {
    let seconds = time.as_secs_f64().max(0.0);
    match time.as_secs() {
        ..10 => format!("{seconds:.1} s"),
        10..120 => format!("{seconds:.0} s"),
        120..7200 => format!("{:.0} min", seconds / 60.0),
        7200..172_800 => format!("{:.0} h", seconds / 3600.0),
        _ => format!("{:.0} d", seconds / 86_400.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn since_takes_a_moment_or_an_age() {
        let now: Timestamp = "2026-03-10T12:00:00Z".parse().unwrap();
        let read = |text| since(text, now).map(|moment| moment.to_string());
        assert_eq!(read("7d").unwrap(), "2026-03-03T12:00:00Z");
        assert_eq!(read("2h").unwrap(), "2026-03-10T10:00:00Z");
        assert_eq!(read("2026-01-31T12:00:00Z").unwrap(), "2026-01-31T12:00:00Z");
        assert!(read("yesterday-ish").is_err());
    }

    #[test]
    fn times_are_told_in_one_unit() {
        assert_eq!(spoken(SignedDuration::from_millis(1234)), "1.2 s");
        assert_eq!(spoken(SignedDuration::from_secs(300)), "5 min");
        assert_eq!(spoken(SignedDuration::from_hours(72)), "3 d");
    }
}
