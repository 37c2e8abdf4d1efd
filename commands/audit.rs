//! `audit`: who asked the service for what, and what came of it.

use anyhow::Result;
use clap::{Arg, ArgMatches, Command, value_parser};
use remotion_media::{
    config::keys,
    server::{Audit, Entry},
};
use serde_json::json;

use crate::{
    app::{Own, Session},
    table::aligned,
};

/// The row of this command.
pub const OWN: Own = Own { name: "audit", command, run };

fn command(command: Command) -> Command {
    let flag = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    command.about("Show the API calls that the service of this data folder answered").args([
        flag("limit", "N", "At most so many")
            .value_parser(value_parser!(u32).range(1..=100_000))
            .default_value("50"),
        flag("status", "CODE", "Only with this answer, like 401 or 4xx"),
        flag("key", "ID", "Only with this key"),
        flag("job", "ID", "Only about this job"),
        flag("route", "PATH", "Only of this route, or below it"),
    ])
}

fn run(session: &Session, matches: &ArgMatches) -> Result<()> {
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    let (status, key, job, route) = (text("status"), text("key"), text("job"), text("route"));
    let limit = *matches.get_one::<u32>("limit").expect("it has a default");
    let folder = session.config()?.path(keys::DATA_DIR);
    let entries = if folder.join("audit").is_dir() {
        Audit::open(&folder)?.read(limit as usize, |entry| {
            status.as_deref().is_none_or(|wanted| is_status(wanted, entry.status))
                && (key.is_none() || entry.key_id == key)
                && (job.is_none() || entry.job_id == job)
                && route.as_deref().is_none_or(|route| entry.route.starts_with(route))
        })
    } else {
        Vec::new()
    };
    let head = ["TIME", "STATUS", "METHOD", "ROUTE", "TOOK", "KEY", "FROM", "JOB"];
    let rows: Vec<_> =
        std::iter::once(head.map(str::to_owned).to_vec()).chain(entries.iter().map(row)).collect();
    let shown = if entries.is_empty() { "no calls\n".to_owned() } else { aligned(&rows, 60) };
    session.output.either(&shown, &json!({ "entries": entries }))
}

fn row(entry: &Entry) -> Vec<String> {
    vec![
        entry.at.to_string(),
        entry.status.to_string(),
        entry.method.clone(),
        entry.route.clone(),
        format!("{:.1} ms", entry.duration_ms),
        entry.key_id.clone().unwrap_or_default(),
        entry.remote.clone().unwrap_or_default(),
        entry.job_id.clone().unwrap_or_default(),
    ]
}

/// `404`, or `4xx` for all of them.
fn is_status(wanted: &str, status: u16) -> bool {
    let status = status.to_string();
    let stem = wanted.trim_end_matches(['x', 'X']);
    if stem.len() == wanted.len() { wanted == status } else { status.starts_with(stem) }
}

#[test]
fn a_class_of_answers_can_be_asked_for() {
    assert!(is_status("404", 404) && is_status("4xx", 404) && is_status("40x", 404));
    assert!(!is_status("4xx", 503) && !is_status("40", 404));
}
