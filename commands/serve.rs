//! `serve`: the same capabilities over HTTP. What a service is lies in the library's `server`;
//! here are its flags, its log, its signals, and the unit files for those who start it at boot.

use std::{io::IsTerminal as _, path::Path};

use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches, Command, builder::PossibleValuesParser, value_parser};
use remotion_media::{
    config::{Config, keys},
    error::{Error, Kind},
    server::{Options, Running, key_file, stored_key},
};
use serde_json::json;
use tokio::{
    runtime::Builder,
    signal::unix::{SignalKind, signal},
};
use tokio_util::sync::CancellationToken;
use tracing::level_filters::LevelFilter;

use crate::app::{Own, Session};

/// The row of this command.
pub const OWN: Own = Own { name: "serve", command, run };

/// Threads that answer; the engines have their own.
const ANSWERING: usize = 2;

fn command(command: Command) -> Command {
    let flag = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
    };
    let value = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    command
        .about("Offer everything over HTTP, with a queue that survives restarts")
        .args([
            value("host", "ADDRESS", "Listen here; service_host if not given"),
            value("port", "PORT", "Listen on this port, 0 takes a free one; service_port if not given")
                .value_parser(value_parser!(u16)),
            flag("allow-remote", "Let other machines connect; needs a key that you configured"),
            value("log-level", "LEVEL", "How much is told on stderr")
                .value_parser(PossibleValuesParser::new(["error", "warn", "info", "debug"]))
                .default_value("info"),
            value("log-format", "FORMAT", "As text for people or JSON for machines [default: text at a terminal, else JSON]")
                .value_parser(PossibleValuesParser::new(["text", "json"])),
            flag("print-key", "Print the key that the service made for itself, and end"),
            value("print-unit", "KIND", "Print a unit file that starts the service at boot, and end")
                .value_parser(PossibleValuesParser::new(["systemd", "launchd"])),
        ])
        .after_help(
            "Examples:\n  \
             On this machine only, at http://localhost:3100:\n    remotion-media serve\n  \
             At boot, by systemd, for this user:\n    \
             remotion-media serve --print-unit systemd > ~/.config/systemd/user/remotion-media.service\n    \
             systemctl --user enable --now remotion-media",
        )
}

fn run(session: &Session, matches: &ArgMatches) -> Result<()> {
    let config = config(session, matches)?;
    if let Some(kind) = matches.get_one::<String>("print-unit") {
        return print_unit(session, &config, kind);
    }
    let folder = config.path(keys::DATA_DIR);
    if matches.get_flag("print-key") {
        let key = stored_key(&folder).ok_or_else(|| {
            let text = format!("{} is not there", key_file(&folder).display());
            Error::new(Kind::NotFound, text)
                .hint("it is made when a service starts without REMOTION_SERVICE_API_KEY")
        })?;
        return session.output.either(&format!("{key}\n"), &json!({ "key": key }));
    }
    start_log(matches)?;
    let options =
        Options { config, rows: session.rows, allow_remote: matches.get_flag("allow-remote") };
    let runtime = Builder::new_multi_thread()
        .worker_threads(ANSWERING)
        .thread_name("answer")
        .enable_all()
        .build()?;
    let outcome = runtime.block_on(listen(session, options));
    runtime.shutdown_background();
    outcome
}

fn config(session: &Session, matches: &ArgMatches) -> Result<Config, Error> {
    let mut set = session.globals.set.clone();
    if let Some(host) = matches.get_one::<String>("host") {
        set.push((keys::SERVICE_HOST.name.to_owned(), host.clone()));
    }
    if let Some(port) = matches.get_one::<u16>("port") {
        set.push((keys::SERVICE_PORT.name.to_owned(), port.to_string()));
    }
    session.config_with(set)
}

async fn listen(session: &Session, options: Options) -> Result<()> {
    let stop = CancellationToken::new();
    watch(stop.clone())?;
    let service = Running::start(options).await?;
    let url = format!("http://{}", service.address);
    let key = service.key_file.as_deref();
    tracing::info!(address = %service.address, "listening");
    let told = match key {
        Some(file) => format!("listening on {url}; the key is in {}\n", file.display()),
        None => format!("listening on {url}\n"),
    };
    let fields = json!({
        "url": url, "address": service.address, "key_file": key, "pid": std::process::id(),
    });
    session.output.either(&told, &fields)?;
    service.serve(stop).await;
    Ok(())
}

/// The first signal stops cleanly, the second at once.
fn watch(stop: CancellationToken) -> std::io::Result<()> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::spawn(async move {
        loop {
            let code = tokio::select! {
                _ = interrupt.recv() => 130,
                _ = terminate.recv() => 143,
            };
            if stop.is_cancelled() {
                // Whatever runs is found again at the next start.
                std::process::exit(code);
            }
            tracing::info!("asked to stop; once more stops at once");
            stop.cancel();
        }
    });
    Ok(())
}

fn start_log(matches: &ArgMatches) -> Result<()> {
    let level = matches.get_one::<String>("log-level").expect("it has a default");
    let level: LevelFilter = level.parse()?;
    let chosen = matches.get_one::<String>("log-format").map(String::as_str);
    let text = chosen.map_or_else(|| std::io::stderr().is_terminal(), |chosen| chosen == "text");
    let log = tracing_subscriber::fmt().with_max_level(level).with_writer(std::io::stderr);
    if text {
        log.with_target(false).with_ansi(false).init();
    } else {
        log.json().flatten_event(true).with_current_span(false).with_span_list(false).init();
    }
    Ok(())
}

fn print_unit(session: &Session, config: &Config, kind: &str) -> Result<()> {
    let program = std::env::current_exe()?;
    let data = std::path::absolute(config.path(keys::DATA_DIR))?;
    let text = if kind == "systemd" { systemd(&program, &data) } else { launchd(&program, &data) };
    session.output.either(&text, &json!({ "unit": text }))
}

/// A unit as systemd.service(5) describes it, with what the service does not need taken away.
fn systemd(program: &Path, data: &Path) -> String {
    let (program, data) = (program.display(), data.display());
    format!(
        "[Unit]\nDescription=remotion-media service\nAfter=network.target\n\n\
         [Service]\nExecStart=\"{program}\" serve --log-format json\n\
         Environment=\"REMOTION_DATA_DIR={data}\"\n\
         # Keys and other settings, one NAME=value per line.\n\
         EnvironmentFile=-%E/remotion-media/service.env\n\
         Restart=on-failure\nRestartSec=2\nTimeoutStopSec=60\nKillMode=mixed\n\
         NoNewPrivileges=true\nPrivateTmp=true\nProtectSystem=full\nUMask=0077\n\n\
         [Install]\nWantedBy=default.target\n"
    )
}

/// A property list as launchd.plist(5) describes it.
fn launchd(program: &Path, data: &Path) -> String {
    let escaped = |path: &Path| {
        let text = path.display().to_string();
        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
    };
    let (program, data) = (escaped(program), escaped(data));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \
         \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
         <plist version=\"1.0\">\n<dict>\n\
         \t<key>Label</key><string>remotion-media</string>\n\
         \t<key>ProgramArguments</key>\n\t<array>\n\
         \t\t<string>{program}</string>\n\t\t<string>serve</string>\n\
         \t\t<string>--log-format</string>\n\t\t<string>json</string>\n\t</array>\n\
         \t<key>EnvironmentVariables</key>\n\t<dict>\n\
         \t\t<key>REMOTION_DATA_DIR</key><string>{data}</string>\n\t</dict>\n\
         \t<key>RunAtLoad</key><true/>\n\t<key>KeepAlive</key>\n\
         \t<dict><key>SuccessfulExit</key><false/></dict>\n\
         \t<key>ExitTimeOut</key><integer>60</integer>\n\
         \t<key>StandardErrorPath</key><string>{data}/service.log</string>\n\
         </dict>\n</plist>\n"
    )
}
