//! `config show`: every setting, its value, and where the value came from.

use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches, Command};
use remotion_media::config::{Config, keys};
use serde_json::{Map, Value, json};

use crate::{
    app::{Own, Session},
    table::aligned,
};

/// The row of this command.
pub const OWN: Own = Own { name: "config", command, run };

fn command(command: Command) -> Command {
    let origin = Arg::new("origin").long("origin").action(ArgAction::SetTrue);
    let show = Command::new("show")
        .about("Show all settings; secrets are masked")
        .arg(origin.help("Show where each value came from"))
        .after_help(
            "The first that sets a value wins: --set, environment, .env.local, .env, \
             remotion-media.yaml in this folder (or --config FILE), \
             ~/.config/remotion-media/config.yaml, default.",
        );
    command
        .about("Look at the settings")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(show)
}

fn run(session: &Session, matches: &ArgMatches) -> Result<()> {
    let (_, matches) = matches.subcommand().expect("clap requires one");
    let config = session.config()?;
    let text = aligned(&rows(&config, matches.get_flag("origin")), usize::MAX);
    session.output.either(&text, &as_json(&config))
}

fn rows(config: &Config, origin: bool) -> Vec<Vec<String>> {
    let mut head = vec!["SETTING".to_owned(), "VALUE".to_owned()];
    head.push(if origin { "ORIGIN" } else { "ABOUT" }.to_owned());
    let rows = keys::ALL.iter().map(|key| {
        let value = config.shown(key).unwrap_or_else(|| "-".to_owned());
        let last = if origin { config.origin(key).to_string() } else { key.about.to_owned() };
        vec![key.name.to_owned(), value, last]
    });
    std::iter::once(head).chain(rows).collect()
}

fn as_json(config: &Config) -> Value {
    let settings = keys::ALL.iter().map(|key| {
        let setting = json!({
            "value": config.shown(key),
            "origin": config.origin(key).to_string(),
            "variable": key.variable,
            "about": key.about,
        });
        (key.name.to_owned(), setting)
    });
    Value::Object(settings.collect::<Map<_, _>>())
}

#[cfg(test)]
mod tests {
    use remotion_media::config::Sources;

    use super::*;

    #[test]
    fn settings_are_shown_with_origin_and_without_secrets() {
        let environment = [("OPENAI_API_KEY".to_owned(), "sk-0123456789abcdef".to_owned())];
        let sources = Sources {
            environment: environment.into(),
            folder: "/nowhere".into(),
            ..Sources::default()
        };
        let config = Config::load(&sources).unwrap();
        let text = aligned(&rows(&config, true), usize::MAX);
        let line = text.lines().find(|line| line.starts_with("openai_api_key")).unwrap();
        assert!(
            line.contains("****cdef") && line.ends_with("environment OPENAI_API_KEY"),
            "{line}"
        );
        assert_eq!(as_json(&config)["service_port"]["value"], "3100");
        assert!(!as_json(&config).to_string().contains("0123456789"));
    }
}
