//! `help exit-codes`: how commands end, from the library's one table of error kinds.

use std::collections::BTreeMap;

use anyhow::Result;
use clap::{ArgMatches, Command};
use remotion_media::error::Kind;
use serde_json::json;

use crate::{
    app::{Own, Session},
    table::aligned,
};

/// The row of this command; it is hidden, because it is a page of help.
pub const OWN: Own = Own { name: "exit-codes", command, run };

fn command(command: Command) -> Command {
    command.about("How commands end").override_help(page()).hide(true)
}

fn run(session: &Session, _: &ArgMatches) -> Result<()> {
    let named = |(exit, about): (u8, String)| (exit.to_string(), about);
    let codes: BTreeMap<_, _> = rows().into_iter().map(named).collect();
    session.output.either(&page(), &json!(codes))
}

fn page() -> String {
    let rows: Vec<_> =
        rows().into_iter().map(|(exit, about)| vec![format!("{exit:>3}"), about]).collect();
    let table = aligned(&rows, usize::MAX);
    format!("How commands end, for scripts:\n\n{table}")
}

fn rows() -> BTreeMap<u8, String> {
    let mut rows: BTreeMap<u8, String> = BTreeMap::from([
        (0, "done".to_owned()),
        (2, "the command line is wrong".to_owned()),
        (143, "stopped by SIGTERM".to_owned()),
    ]);
    for kind in Kind::ALL {
        let row = kind.row();
        let about = format!("{} ({})", about(kind), row.code);
        rows.entry(row.exit).and_modify(|text| *text = format!("{text}; {about}")).or_insert(about);
    }
    rows
}

const fn about(kind: Kind) -> &'static str {
    match kind {
        Kind::Validation => "the input is wrong",
        Kind::Authentication => "no key, or a wrong one",
        Kind::Authorization => "not allowed",
        Kind::NotFound => "an input is not there",
        Kind::Conflict => "the output exists already",
        Kind::PayloadTooLarge => "the input is too large",
        Kind::RateLimit => "too many requests, try later",
        Kind::Provider => "a provider failed",
        Kind::ProviderNotConfigured => "a key or an address is not set",
        Kind::Unavailable => "something needed is not there now",
        Kind::Timeout => "the time was over",
        Kind::Cancelled => "stopped by Ctrl-C",
        Kind::Internal => "a bug, or a machine that fails",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_exit_code_is_explained() {
        let rows = rows();
        for kind in Kind::ALL {
            assert!(rows[&kind.row().exit].contains(kind.row().code));
        }
        assert!(page().contains("130  stopped by Ctrl-C"), "{}", page());
    }
}
