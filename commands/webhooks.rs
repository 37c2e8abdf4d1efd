//! `webhooks list`, `redeliver`, `verify` and `listen`: what was sent, sending it again, and the
//! receiver's side for trying things out.

use std::io::Read as _;

use anyhow::Result;
use axum::{Router, body::Bytes, extract::State, http::HeaderMap, routing::post};
use clap::{Arg, ArgMatches, Command, builder::PossibleValuesParser, value_parser};
use jiff::Timestamp;
use remotion_media::{
    client::encoded,
    config::keys,
    error::{Error, Kind},
    store::{Durability, Readers, Store},
    webhooks::{Secrets, verify},
};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::{
    app::{Own, Session},
    invoke::runtime,
    remote,
    table::aligned,
};

/// The row of this command.
pub const OWN: Own = Own { name: "webhooks", command, run };

fn command(command: Command) -> Command {
    let flag = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    let statuses = PossibleValuesParser::new(["pending", "delivered", "failed"]);
    let list = Command::new("list").about("List webhooks, the newest first").args([
        flag("status", "STATUS", "Only with this status").value_parser(statuses),
        flag("job", "ID", "Only of this job"),
        flag("limit", "N", "At most so many")
            .value_parser(value_parser!(u32).range(1..=1000))
            .default_value("50"),
    ]);
    let redeliver = Command::new("redeliver")
        .about("Send a webhook again, now and with all its tries")
        .arg(Arg::new("id").required(true).help("Its name: msg_…"));
    let verify = Command::new("verify")
        .about("Check the signature of a webhook that was received; the body comes on stdin")
        .args([
            flag("id", "ID", "The header webhook-id").required(true),
            flag("timestamp", "SECONDS", "The header webhook-timestamp").required(true),
            flag("signature", "TEXT", "The header webhook-signature").required(true),
            flag("secret", "SECRET", "The secret; webhook_secrets if not given"),
        ]);
    let listen = Command::new("listen")
        .about("Receive webhooks and print each as a line of JSON, for trying things out")
        .args([
            flag("port", "PORT", "Listen on this port of this machine; 0 takes a free one")
                .value_parser(value_parser!(u16))
                .default_value("8080"),
            flag("secret", "SECRET", "Check signatures with it; webhook_secrets if not given"),
            flag("count", "N", "End after so many").value_parser(value_parser!(u64)),
        ]);
    command
        .about("Look at webhooks, send them again, receive them")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([list, redeliver, verify, listen])
}

fn run(session: &Session, matches: &ArgMatches) -> Result<()> {
    match matches.subcommand().expect("clap requires one") {
        ("list", matches) => list(session, matches),
        ("redeliver", matches) => redeliver(session, matches),
        ("verify", matches) => check(session, matches),
        (_, matches) => listen(session, matches),
    }
}

fn list(session: &Session, matches: &ArgMatches) -> Result<()> {
    let config = session.config()?;
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    let limit = *matches.get_one::<u32>("limit").expect("it has a default");
    let found = if let Some(client) = remote::any(session, &config) {
        let mut path = format!("/api/v1/webhooks?limit={limit}");
        for (flag, field) in [("status", "status"), ("job", "job_id")] {
            if let Some(value) = text(flag) {
                path.extend(["&", field, "=", &encoded(&value)]);
            }
        }
        runtime()?.block_on(client.get(&path))?["webhooks"].take()
    } else {
        let folder = config.path(keys::DATA_DIR);
        // It makes the tables if there were none.
        Store::open(&folder, Durability::Relaxed)?;
        let readers = Readers::of(folder);
        json!(readers.deliveries(text("status").as_deref(), text("job").as_deref(), limit)?)
    };
    let rows = found.as_array().into_iter().flatten().map(|delivery| {
        let cell = |name: &str| match &delivery[name] {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        ["id", "event", "status", "attempts", "last_status", "url", "last_error"].map(cell).to_vec()
    });
    let head = ["WEBHOOK", "EVENT", "STATUS", "TRIES", "ANSWER", "URL", "ERROR"];
    let rows: Vec<_> = std::iter::once(head.map(str::to_owned).to_vec()).chain(rows).collect();
    let shown = if rows.len() == 1 { "no webhooks\n".to_owned() } else { aligned(&rows, 60) };
    session.output.either(&shown, &json!({ "webhooks": found }))
}

fn redeliver(session: &Session, matches: &ArgMatches) -> Result<()> {
    let config = session.config()?;
    let id = matches.get_one::<String>("id").expect("clap requires it");
    if let Some(client) = remote::any(session, &config) {
        let path = format!("/api/v1/webhooks/{}/redeliver", encoded(id));
        let sent = runtime()?.block_on(client.act("POST", &path))?;
        return session.output.either(&format!("{id} is sent again\n"), &sent);
    }
    let store = Store::open(config.path(keys::DATA_DIR), Durability::Full)?;
    if !store.redeliver_now(id.clone(), Timestamp::now().as_millisecond())? {
        let text = format!("no webhook {id}");
        return Err(Error::new(Kind::NotFound, text)
            .hint("`remotion-media webhooks list` shows what there is")
            .into());
    }
    let text = format!("{id} is sent when the service runs again\n");
    session.output.either(&text, &json!({ "id": id, "status": "pending" }))
}

fn secrets(session: &Session, matches: &ArgMatches) -> Result<Secrets> {
    Ok(match matches.get_one::<String>("secret") {
        Some(secret) => Secrets::one(secret)?,
        None => Secrets::of(&session.config()?)?,
    })
}

fn check(session: &Session, matches: &ArgMatches) -> Result<()> {
    let secrets = secrets(session, matches)?;
    if secrets.is_empty() {
        return Err(
            Error::field("secret", "is required: give --secret or set webhook_secrets").into()
        );
    }
    let text = |name: &str| matches.get_one::<String>(name).expect("clap requires it").as_str();
    let mut body = Vec::new();
    std::io::stdin().lock().take(64 << 20).read_to_end(&mut body)?;
    let now = Timestamp::now().as_second();
    verify(&secrets, text("id"), text("timestamp"), text("signature"), &body, now)?;
    session.output.either("the signature fits\n", &json!({ "valid": true }))
}

type Received = (HeaderMap, Bytes);

fn listen(session: &Session, matches: &ArgMatches) -> Result<()> {
    let secrets = secrets(session, matches)?;
    let port = *matches.get_one::<u16>("port").expect("it has a default");
    let mut left = matches.get_one::<u64>("count").copied().unwrap_or(u64::MAX);
    runtime()?.block_on(async {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
        let address = listener.local_addr()?;
        let (send, mut receive) = mpsc::channel::<Received>(64);
        let app = Router::new().fallback(post(take)).with_state(send);
        tokio::spawn(async move { axum::serve(listener, app).await });
        session.output.event(
            "listening",
            &format!("listening on http://{address}/\n"),
            json!({
                "url": format!("http://{address}/"),
            }),
        )?;
        while left > 0 {
            let received = tokio::select! {
                _ = tokio::signal::ctrl_c() => None,
                received = receive.recv() => received,
            };
            let Some((headers, body)) = received else { break };
            left -= 1;
            let header = |name: &str| {
                headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
            };
            let now = Timestamp::now().as_second();
            let signature = if secrets.is_empty() {
                "not checked".to_owned()
            } else {
                let (id, time) = (header("webhook-id"), header("webhook-timestamp"));
                match verify(&secrets, id, time, header("webhook-signature"), &body, now) {
                    Ok(()) => "valid".to_owned(),
                    Err(error) => error.to_string(),
                }
            };
            let body = serde_json::from_slice::<Value>(&body)
                .unwrap_or_else(|_| Value::from(String::from_utf8_lossy(&body)));
            let line = json!({ "id": header("webhook-id"), "signature": signature, "body": body });
            session.output.event("webhook", &format!("{line}\n"), line.clone())?;
        }
        Ok(())
    })
}

async fn take(State(send): State<mpsc::Sender<Received>>, headers: HeaderMap, body: Bytes) {
    // The printer may have ended after its last one.
    let _ = send.send((headers, body)).await;
}
