//! `jobs list`, `show` and `prune`: the job log for people.

use anyhow::Result;
use clap::{Arg, ArgMatches, Command, builder::PossibleValuesParser, value_parser};
use jiff::{SignedDuration, Timestamp};
use remotion_media::{
    config::keys,
    error::Error,
    store::{Filter, Job, Status, Store},
};
use serde_json::json;

use crate::{
    app::{Own, Session},
    globals,
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
    let show = Command::new("show")
        .about("Show everything about one job")
        .arg(Arg::new("id").required(true).help("Its name, or the beginning of it"));
    let prune =
        Command::new("prune").about("Forget old jobs, and their files in the data folder").arg(
            flag("days", "N", "Keep this many days; retention_days if not given")
                .value_parser(value_parser!(u32).range(0..=36_500)),
        );
    command
        .about("Look into the job log")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([list, show, prune])
}

fn run(session: &Session, matches: &ArgMatches) -> Result<()> {
    match matches.subcommand().expect("clap requires one") {
        ("list", matches) => list(session, matches),
        ("show", matches) => show(session, matches),
        (_, matches) => prune(session, matches),
    }
}

fn list(session: &Session, matches: &ArgMatches) -> Result<()> {
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    let status = text("status");
    let filter = Filter {
        status: Status::ALL.into_iter().find(|known| status.as_deref() == Some(known.as_str())),
        kind: text("type"),
        since: matches.get_one("since").copied(),
        limit: matches.get_one("limit").copied().unwrap_or_default(),
        cursor: text("cursor"),
    };
    let page = Store::list(&session.config()?.path(keys::DATA_DIR), &filter)?;
    let head = ["JOB", "TYPE", "STATUS", "AGE", "TOOK", "RESULT"].map(str::to_owned).to_vec();
    let now = Timestamp::now();
    let rows = page.jobs.iter().map(|job| row(job, now));
    let mut shown = if page.jobs.is_empty() {
        "no jobs\n".to_owned()
    } else {
        aligned(&std::iter::once(head).chain(rows).collect::<Vec<_>>(), 80)
    };
    if let Some(cursor) = &page.next_cursor {
        shown.extend(["\nmore: --cursor ", cursor, "\n"]);
    }
    session.output.either(&shown, &json!(page))
}

fn row(job: &Job, now: Timestamp) -> Vec<String> {
    let took = job.completed_at.zip(job.started_at).map(|(end, start)| end.duration_since(start));
    let error = job.error.as_ref().and_then(|error| error["message"].as_str());
    let file = job.artifacts.first().map(|artifact| artifact.path.display().to_string());
    vec![
        job.job_id.clone(),
        job.kind.clone(),
        job.status.as_str().to_owned(),
        spoken(now.duration_since(job.created_at)),
        took.map(spoken).unwrap_or_default(),
        error.map(str::to_owned).or(file).unwrap_or_default(),
    ]
}

fn show(session: &Session, matches: &ArgMatches) -> Result<()> {
    let id = matches.get_one::<String>("id").expect("clap requires it");
    let job = Store::get(&session.config()?.path(keys::DATA_DIR), id)?;
    let value = json!(job);
    let pretty = serde_json::to_string_pretty(&value)?;
    session.output.either(&format!("{pretty}\n"), &value)
}

fn prune(session: &Session, matches: &ArgMatches) -> Result<()> {
    let config = session.config()?;
    let given = matches.get_one::<u32>("days").copied().map(i64::from);
    let days = given.unwrap_or_else(|| {
        i64::try_from(config.whole(keys::RETENTION_DAYS)).expect("the setting has a range")
    });
    let age = SignedDuration::from_hours(24 * days);
    let folder = config.path(keys::DATA_DIR);
    let cutoff = Timestamp::now().checked_sub(age).unwrap_or(Timestamp::MIN);
    let pruned = Store::open(folder)?.prune(cutoff)?;
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
