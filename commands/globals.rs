//! The flags that every command has.

use std::{path::PathBuf, time::Duration};

use clap::{Arg, ArgAction, ArgMatches, value_parser};
use jiff::SignedDuration;

/// How results are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// The result object, alone on stdout.
    Json,
    /// One JSON object per line: progress, warnings, and at last the result or the error.
    Stream,
}

/// The flags that every command has, read.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that can be given alone")]
pub struct Globals {
    /// How results are printed.
    pub format: Format,
    /// No progress and no warnings.
    pub quiet: bool,
    /// Do not record this run.
    pub no_log: bool,
    /// No colours, whatever the terminal can do.
    pub no_color: bool,
    /// Give up after this time.
    pub timeout: Option<Duration>,
    /// Settings file in place of `remotion-media.yaml`.
    pub config: Option<PathBuf>,
    /// Submit and do not wait.
    pub detach: bool,
    /// Run here, whatever service is configured.
    pub local: bool,
    /// The caller's key against doing it twice.
    pub idempotency_key: Option<String>,
    /// How soon a service shall do it.
    pub priority: Option<String>,
    /// Settings for this run.
    pub set: Vec<(String, String)>,
}

// Ids begin with a sign that no field of a capability has.
const JSON: &str = "+json";
const JSON_STREAM: &str = "+json-stream";
const QUIET: &str = "+quiet";
const NO_LOG: &str = "+no-log";
const NO_COLOR: &str = "+no-color";
const TIMEOUT: &str = "+timeout";
const CONFIG: &str = "+config";
const SET: &str = "+set";
const SERVER: &str = "+server";
const LOCAL: &str = "+local";
const DETACH: &str = "+detach";
const IDEMPOTENCY_KEY: &str = "+idempotency-key";
const PRIORITY: &str = "+priority";

/// The flags, for the root of the tree.
pub fn arguments() -> Vec<Arg> {
    let flag = |id: &'static str, help: &'static str| {
        Arg::new(id).long(&id[1..]).action(ArgAction::SetTrue).help(help)
    };
    let value = |id: &'static str, name: &'static str, help: &'static str| {
        Arg::new(id).long(&id[1..]).value_name(name).help(help)
    };
    let all = [
        flag(
            JSON,
            "Print the result as one JSON object and nothing else; an error goes to stderr as JSON",
        ),
        flag(JSON_STREAM, "Print events as JSON, one per line, the result or the error last")
            .conflicts_with(JSON),
        flag(QUIET, "No progress and no warnings").short('q'),
        flag(NO_LOG, "Do not record this run in the job log"),
        flag(NO_COLOR, "No colours; NO_COLOR and CLICOLOR_FORCE are heard as well"),
        value(TIMEOUT, "TIME", "Give up after this time, like 90s or 5m")
            .value_parser(|text: &str| duration(text)),
        value(CONFIG, "FILE", "Read settings from this file, not from remotion-media.yaml")
            .value_parser(value_parser!(PathBuf)),
        value(SET, "NAME=VALUE", "Change a setting for this run; `config show` lists them")
            .action(ArgAction::Append)
            .value_parser(|text: &str| pair(text)),
        value(
            SERVER,
            "URL",
            "Have it done by this service; REMOTION_SERVICE_URL names one for good",
        )
        .conflicts_with(LOCAL),
        flag(LOCAL, "Do it here, though a service is configured"),
        flag(DETACH, "With a service: submit, print the job and do not wait"),
        value(IDEMPOTENCY_KEY, "KEY", "With a service: the same key is the same job"),
        value(PRIORITY, "PRIORITY", "With a service: how soon it is wanted")
            .value_parser(["urgent", "high", "normal", "low"]),
    ];
    all.into_iter().map(|arg| arg.global(true).help_heading("Everywhere")).collect()
}

impl Globals {
    /// Reads them.
    pub fn of(matches: &ArgMatches) -> Self {
        let format = match (matches.get_flag(JSON), matches.get_flag(JSON_STREAM)) {
            (true, _) => Format::Json,
            (_, true) => Format::Stream,
            _ => Format::Text,
        };
        Self {
            format,
            quiet: matches.get_flag(QUIET),
            no_log: matches.get_flag(NO_LOG),
            no_color: matches.get_flag(NO_COLOR),
            timeout: matches.get_one(TIMEOUT).copied(),
            config: matches.get_one(CONFIG).cloned(),
            detach: matches.get_flag(DETACH),
            local: matches.get_flag(LOCAL),
            idempotency_key: matches.get_one(IDEMPOTENCY_KEY).cloned(),
            priority: matches.get_one(PRIORITY).cloned(),
            set: {
                let set = matches.get_many(SET).into_iter().flatten().cloned();
                let server = matches.get_one::<String>(SERVER);
                set.chain(server.map(|url| ("service_url".to_owned(), url.clone()))).collect()
            },
        }
    }
}

/// `90` and `1.5` are seconds; otherwise as people write it: `90s`, `5m`, `1h 30m`.
pub fn duration(text: &str) -> Result<Duration, String> {
    let wrong = || format!("expected a time like 90s, 5m or 1h30m; found {text:?}");
    if let Ok(seconds) = text.trim().parse::<f64>() {
        let time = Duration::try_from_secs_f64(seconds).map_err(|_| wrong())?;
        return if time.is_zero() { Err(wrong()) } else { Ok(time) };
    }
    let time: SignedDuration = text.trim().parse().map_err(|_| wrong())?;
    Duration::try_from(time).ok().filter(|time| !time.is_zero()).ok_or_else(wrong)
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("expected NAME=VALUE")?;
    Ok((name.trim().replace('-', "_"), value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        assert_eq!(duration("90").unwrap(), Duration::from_secs(90));
        assert_eq!(duration("1.5").unwrap(), Duration::from_millis(1500));
        assert_eq!(duration("5m").unwrap(), Duration::from_mins(5));
        assert_eq!(duration("1h30m").unwrap(), Duration::from_mins(90));
        for wrong in ["", "0", "-3s", "soon", "nan"] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
    }
}
