//! The voice service that users deploy on Modal: speech by a voice it has, or by a recording.
//!
//! Most of its failures are answers of `200` with an `error`; work over 150 s is answered with
//! `303` until it is done, which [`patiently`] follows.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Clones, Desk, Line, Take, Tuning, Vendor, decoded, sound_at, text_of};
use crate::{
    config::{Config, keys},
    error::{Error, Result},
    providers::{
        http::{Ask, Sent, Told},
        patience::{Caller, words},
    },
};

pub(super) const VENDOR: Vendor = Vendor {
    name: NAME,
    about: "Your voice service on Modal",
    enabled_by: &[keys::MODAL_VOICE_ENDPOINT],
    model: None,
    voice: Some(keys::MODAL_VOICE),
    longest: 1000,
    clones: Clones::Can,
    times: false,
    speak: |desk, line| Box::pin(speak(desk, line)),
};

const NAME: &str = "modal";
/// How long a piece of work may take there, waking up included.
const WORK: Duration = Duration::from_mins(30);

async fn speak(desk: &Desk<'_>, line: &Line<'_>) -> Result<Take> {
    let config = desk.config;
    let base = config.required(keys::MODAL_VOICE_ENDPOINT)?;
    let base = base.trim_end_matches('/');
    let mut options = json!({});
    if (line.speed - 1.0).abs() > 1e-6 {
        options["speed"] = line.speed.into();
    }
    if let Some(emotion) = line.emotion {
        options["emotion"] = emotion.service.as_str().into();
        options["emotion_weight"] = line.weight.into();
    }
    if let Some(stability) = line.tuning.stability {
        options["stability"] = stability.into();
    }
    let mut notes = Vec::new();
    if (Tuning { stability: None, ..line.tuning }) != Tuning::default() {
        notes.push("modal: of the options this service knows stability only".to_owned());
    }
    let voice = line.voice.map(str::to_owned).or_else(|| config.text(keys::MODAL_VOICE));
    let (path, body) = match (line.reference, &voice) {
        (Some(reference), _) => {
            let heard = reference.url.clone().unwrap_or_else(|| reference.data_url());
            let body = json!({ "text": line.text, "voice_reference": heard, "options": options });
            ("clone-voice", body)
        }
        (None, Some(voice)) => {
            let body = json!({ "text": line.text, "embedding_id": voice, "options": options });
            ("generate", body)
        }
        (None, None) => {
            return Err(Error::field("voice_id", "missing: this service has no voice of its own")
                .hint("name an embedding, a voice profile, or set MODAL_VOICE"));
        }
    };
    let caller = desk.caller(NAME, keys::MODAL_API_KEY.variable);
    let ask = Ask::new("POST", format!("{base}/{path}"), Sent::Json(body));
    let told = patiently(desk, &caller, ask).await?;
    let answer = answer(&caller, &told)?;
    let sound = match (text_of(&answer, "audio_url"), text_of(&answer, "audio")) {
        (Some(url), _) => sound_at(&caller, base, &url).await?,
        (None, Some(audio)) => decoded(&caller, &audio)?,
        (None, None) => return Err(caller.wrong("modal answered without a sound")),
    };
    Ok(Take {
        model: "modal voice service".to_owned(),
        voice: voice.unwrap_or_else(|| "a recording".to_owned()),
        request_id: text_of(&answer, "job_id"),
        notes,
        sound,
        ..Take::default()
    })
}

/// The key for a deployment: two words joined by a colon are the proxy's own, else a bearer.
pub(super) fn keyed(config: &Config, ask: Ask) -> Ask {
    let Some(key) = config.text(keys::MODAL_API_KEY) else { return ask };
    match key.split_once(':') {
        Some((id, secret)) => ask.header("modal-key", id).header("modal-secret", secret),
        None => ask.header("authorization", format!("Bearer {key}")),
    }
}

/// Makes a call and follows the `303`s of work that goes on. Where it goes on is kept, so that a
/// run that was interrupted asks there, and does not begin again.
pub(super) async fn patiently(desk: &Desk<'_>, caller: &Caller<'_>, mut ask: Ask) -> Result<Told> {
    ask.timeout = Duration::from_mins(4);
    ask.limit = 256 << 20;
    let goes_on = |url: &str| {
        let mut next = Ask::new("GET", url, Sent::Nothing);
        (next.timeout, next.limit) = (ask.timeout, ask.limit);
        next
    };
    let base = ask.url.clone();
    let mut next = match desk.slot.pending() {
        Some(kept) => goes_on(kept["url"].as_str().unwrap_or(&base)),
        None => ask.clone(),
    };
    let began = tokio::time::Instant::now();
    while began.elapsed() < WORK {
        let told = match caller.follow(&keyed(desk.config, next.clone())).await {
            Ok(told) => told,
            Err(error) => {
                if !error.is_retryable() {
                    desk.slot.forget();
                }
                return Err(error);
            }
        };
        if told.status != 303 {
            return Ok(told);
        }
        let Some(url) = told.location(&base) else {
            return Err(caller.wrong("modal answered 303 without saying where it goes on"));
        };
        desk.slot.submitted(&json!({ "provider": NAME, "url": url }))?;
        next = goes_on(&url);
    }
    Err(caller.wrong(format!("modal was not done within {} min", WORK.as_secs() / 60)))
}

/// The JSON of an answer that is not one of failure.
pub(super) fn answer(caller: &Caller<'_>, told: &Told) -> Result<Value> {
    let answer = told.json()?;
    match answer.get("error") {
        None | Some(Value::Null) => Ok(answer),
        Some(_) => {
            let words = words(&told.body);
            let text = format!("{} answered: {words}", caller.provider);
            Err(caller.wrong(text).detail("provider_message", words).permanent())
        }
    }
}
