//! From arguments to an exit code: parse, find who does it, print how it ended.
//!
//! The tree of commands is left to `tree`, running a capability to `invoke`.

use std::{ffi::OsString, process::ExitCode};

use anyhow::Result;
use clap::{ArgMatches, Command, error::ErrorKind};
use remotion_media::{
    capability::Row,
    config::{Config, Sources},
    error::{Error, Kind},
};

use crate::{
    audit, config, exit_codes, generate,
    globals::{Format, Globals},
    invoke, jobs,
    output::{self, Output},
    serve, signals, tree, webhooks,
};

/// A command that is no capability; a new one is one more row in [`OWN`].
pub struct Own {
    /// Its name.
    pub name: &'static str,
    /// Its flags and help.
    pub command: fn(Command) -> Command,
    /// Does it.
    pub run: fn(&Session, &ArgMatches) -> Result<()>,
}

/// The commands that are no capabilities, in the order help shows them.
pub static OWN: &[Own] = &[
    serve::OWN,
    jobs::OWN,
    webhooks::OWN,
    audit::OWN,
    config::OWN,
    generate::OWN,
    exit_codes::OWN,
];

/// What every command works with.
pub struct Session {
    /// The capabilities of this program.
    pub rows: &'static [Row],
    /// The flags that every command has.
    pub globals: Globals,
    /// Where results and messages go.
    pub output: Output,
}

impl Session {
    /// The settings; read when a command needs them, so that help works without.
    pub fn config(&self) -> Result<Config, Error> {
        self.config_with(self.globals.set.clone())
    }

    /// The same with these settings in place of those of `--set`.
    pub fn config_with(&self, flags: Vec<(String, String)>) -> Result<Config, Error> {
        let sources = Sources { flags, file: self.globals.config.clone(), ..Sources::of_process() };
        Config::load(&sources)
    }
}

/// Runs the program with these capabilities.
pub fn run(rows: &'static [Row], arguments: &[OsString]) -> ExitCode {
    let wants = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let root = tree::root(rows, wants("--no-color"));
    let matches = match root.try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => return usage(&error, wants("--json") || wants("--json-stream")),
    };
    let globals = Globals::of(deepest(&matches));
    let output = Output::new(&globals);
    let session = Session { rows, globals, output };
    match dispatch(&session, &matches) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read our output has seen enough.
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            session.output.error(&error);
            ExitCode::from(exit_of(&error))
        }
    }
}

fn dispatch(session: &Session, matches: &ArgMatches) -> Result<()> {
    let (name, below) = matches.subcommand().expect("the tree requires a command");
    if let Some(own) = OWN.iter().find(|own| own.name == name) {
        return (own.run)(session, below);
    }
    let (name, below) = match below.subcommand() {
        Some((word, deeper)) => (format!("{name}.{word}"), deeper),
        None => (name.to_owned(), below),
    };
    let row = session.rows.iter().find(|row| row.name == name);
    invoke::run(session, row.expect("the tree was made from these rows"), below)
}

/// Global flags are found at the end of the chain, wherever they were typed.
fn deepest(matches: &ArgMatches) -> &ArgMatches {
    matches.subcommand().map_or(matches, |(_, below)| deepest(below))
}

fn exit_of(error: &anyhow::Error) -> u8 {
    let kind = error.downcast_ref::<Error>().map_or(Kind::Internal, Error::kind);
    match kind {
        Kind::Cancelled => signals::exit_code(),
        kind => kind.row().exit,
    }
}

/// Help is no error; anything else that clap says is one in how the program is called.
fn usage(error: &clap::Error, json: bool) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // A closed pipe is the only thing that can go wrong.
            let _ = error.print();
            ExitCode::SUCCESS
        }
        _ if json => {
            let text = error.to_string();
            let text = text.trim_start_matches("error: ").lines().next().unwrap_or_default();
            let error = Error::new(Kind::Validation, text).hint("see --help");
            output::error_as_json(&error, Format::Json);
            ExitCode::from(2)
        }
        _ => {
            let _ = error.print();
            ExitCode::from(2)
        }
    }
}
