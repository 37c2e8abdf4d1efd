//! What is printed: results on stdout, messages and errors on stderr.
//!
//! With `--json`, stdout holds the result object or nothing; an error is one line of JSON on
//! stderr, in the contract's envelope. With `--json-stream`, everything is an event on stdout.
//! Laying out text is left to `table`.

use std::{
    io::{ErrorKind, Write as _},
    process::ExitCode,
};

use anyhow::Result;
use dialoguer::console;
use remotion_media::error::{Error, Kind};
use serde_json::{Value, json};

use crate::{
    globals::{Format, Globals},
    table, tree,
};

/// Where results and messages go.
#[derive(Clone, Debug)]
pub struct Output {
    format: Format,
    quiet: bool,
}

impl Output {
    /// As the flags ask for.
    pub fn new(globals: &Globals) -> Self {
        // NO_COLOR, CLICOLOR and CLICOLOR_FORCE are read by `console` itself.
        if globals.no_color {
            console::set_colors_enabled(false);
            console::set_colors_enabled_stderr(false);
        }
        Self { format: globals.format, quiet: globals.quiet }
    }

    /// Prints a result.
    pub fn result(&self, result: &Value) -> Result<()> {
        match self.format {
            Format::Text => text(&table::result(result)),
            Format::Json => text(&format!("{result}\n")),
            Format::Stream => Ok(try_event("result", json!({ "result": result }))?),
        }
    }

    /// Prints a text for people, or its JSON for machines.
    pub fn either(&self, for_people: &str, for_machines: &Value) -> Result<()> {
        match self.format {
            Format::Text => text(for_people),
            _ => self.result(for_machines),
        }
    }

    /// One of several things, as it happens.
    pub fn event(&self, name: &str, for_people: &str, for_machines: Value) -> Result<()> {
        match self.format {
            Format::Text => text(for_people),
            Format::Json => text(&format!("{for_machines}\n")),
            Format::Stream => Ok(try_event(name, for_machines)?),
        }
    }

    /// A warning, as it is shown on stderr.
    pub fn warning(&self, message: &str, say: impl Fn(&str)) {
        match self.format {
            Format::Stream => event("warning", json!({ "message": message })),
            _ if self.quiet => {}
            _ => {
                let word = console::style("warning:").yellow().bold().for_stderr();
                say(&format!("{word} {message}"));
            }
        }
    }

    /// Prints how it failed.
    pub fn error(&self, error: &anyhow::Error) {
        let other;
        let error = if let Some(error) = error.downcast_ref::<Error>() {
            error
        } else {
            other = Error::new(Kind::Internal, format!("{error:#}"));
            &other
        };
        if self.format != Format::Text {
            return error_as_json(error, self.format);
        }
        let word = console::style("error:").red().bold().for_stderr();
        let mut text = format!("{word} {error}\n");
        if let wrong @ [_, _, ..] = error.field_errors() {
            for wrong in wrong {
                text.extend(["  ", &wrong.field, ": ", &wrong.message, "\n"]);
            }
        }
        if let Some(hint) = error.hint_text() {
            let word = console::style("hint:").cyan().for_stderr();
            text.extend([&word.to_string(), " ", hint, "\n"]);
        }
        // If stderr is closed there is nobody to tell.
        let _ = std::io::stderr().write_all(text.as_bytes());
    }
}

/// The contract's error envelope.
pub fn error_as_json(error: &Error, format: Format) {
    let envelope = json!({ "success": false, "error": error.to_json() });
    if format == Format::Stream {
        event("error", envelope);
    } else {
        let _ = writeln!(std::io::stderr(), "{envelope}");
    }
}

/// Sends an event; a reader who left is no reason to stop the work.
pub fn event(name: &str, fields: Value) {
    let _ = try_event(name, fields);
}

fn try_event(name: &str, fields: Value) -> std::io::Result<()> {
    let mut event = json!({ "event": name });
    if let (Value::Object(event), Value::Object(fields)) = (&mut event, fields) {
        event.extend(fields);
    }
    // One write per line, so that lines of several threads never mix.
    std::io::stdout().lock().write_all(format!("{event}\n").as_bytes())
}

/// Prints a text on stdout.
pub fn text(text: &str) -> Result<()> {
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()?;
    Ok(())
}

/// Prints the version.
pub fn version() -> ExitCode {
    let line = concat!(env!("CARGO_PKG_VERSION"), "\n");
    let _ = text(&format!("{} {line}", tree::NAME));
    ExitCode::SUCCESS
}

/// Whether it failed only because nobody reads our output any more.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let error = error.downcast_ref::<std::io::Error>();
    error.is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}
