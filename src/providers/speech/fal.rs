//! IndexTTS-2 on fal: put into its queue, asked after, fetched.
//!
//! The addresses to ask at are those of fal's answer, and are kept before they are first asked.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Desk, Line, Reference, Take, sound_at, text_of};
use crate::{
    config::keys,
    error::{Error, Result},
    providers::{
        http::{Ask, Sent},
        patience::{Caller, words},
    },
};

const NAME: &str = "indextts2";
const BASE: &str = "https://queue.fal.run";
/// How long it may work, with the wait for its turn.
const WORK: Duration = Duration::from_mins(30);
/// The waits between two questions: the first, and the longest.
const PAUSES: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(5));

pub(super) async fn speak(desk: &Desk<'_>, line: &Line<'_>, reference: &Reference) -> Result<Take> {
    let config = desk.config;
    let key = config.required(keys::FAL_KEY)?;
    let base = config.text(keys::FAL_BASE_URL).unwrap_or_else(|| BASE.to_owned());
    let base = base.trim_end_matches('/').to_owned();
    let model = line.model.map(str::to_owned).or_else(|| config.text(keys::FAL_TTS_MODEL));
    let model = model.unwrap_or_default();
    let caller = desk.caller(NAME, keys::FAL_KEY.variable);
    let call = |method, url: String, sent| {
        let own = url.starts_with(&base);
        let ask = Ask::new(method, url, sent).header("accept", "*/*");
        // The key goes to fal and nowhere else.
        if own { ask.header("authorization", format!("Key {key}")) } else { ask }
    };
    let operation = if let Some(kept) = desk.slot.pending() {
        kept
    } else {
        let body = request(line, reference);
        let told = caller.call(&call("POST", format!("{base}/{model}"), Sent::Json(body))).await?;
        let answer = told.json()?;
        let operation = json!({
            "provider": NAME,
            "request_id": answer["request_id"],
            "status_url": answer["status_url"],
            "response_url": answer["response_url"],
        });
        desk.slot.submitted(&operation)?;
        operation
    };
    let (Some(status), Some(response)) =
        (text_of(&operation, "status_url"), text_of(&operation, "response_url"))
    else {
        desk.slot.forget();
        return Err(caller.wrong("fal named no addresses to ask at"));
    };
    let began = tokio::time::Instant::now();
    let mut pause = PAUSES.0;
    loop {
        let told = caller.call(&call("GET", format!("{status}?logs=false"), Sent::Nothing)).await?;
        let state = told.json()?;
        if let Some(error) = failure(&caller, &state) {
            desk.slot.forget();
            return Err(error);
        }
        if state["status"] == "COMPLETED" {
            break;
        }
        if began.elapsed() > WORK {
            return Err(
                caller.wrong(format!("fal was not done within {} min", WORK.as_secs() / 60))
            );
        }
        tokio::select! {
            () = desk.cancel.cancelled() => return Err(Error::cancelled()),
            () = tokio::time::sleep(pause) => {}
        }
        pause = (pause * 2).min(PAUSES.1);
    }
    let told = caller.call(&call("GET", response, Sent::Nothing)).await?;
    let answer = told.json()?;
    let Some(url) = text_of(&answer["audio"], "url") else {
        desk.slot.forget();
        return Err(caller.wrong(format!("fal answered without a sound: {}", words(&told.body))));
    };
    let sound = sound_at(&caller, &base, &url).await?;
    Ok(Take { model, request_id: text_of(&operation, "request_id"), sound, ..Take::default() })
}

fn request(line: &Line<'_>, reference: &Reference) -> Value {
    let heard = reference.url.clone().unwrap_or_else(|| reference.data_url());
    let mut body = json!({ "audio_url": heard, "prompt": line.text });
    if let Some(emotion) = line.emotion {
        let names =
            ["happy", "angry", "sad", "afraid", "disgusted", "melancholic", "surprised", "calm"];
        let strengths: serde_json::Map<_, _> = names
            .iter()
            .zip(emotion.vector)
            .map(|(name, x)| ((*name).to_owned(), x.into()))
            .collect();
        body["emotional_strengths"] = strengths.into();
        body["strength"] = line.weight.into();
    }
    body
}

/// A failure is told as done, with an error beside it.
fn failure(caller: &Caller<'_>, state: &Value) -> Option<Error> {
    let error = state.get("error").filter(|error| !error.is_null())?;
    let words = error.as_str().map_or_else(|| error.to_string(), str::to_owned);
    let error = caller.wrong(format!("fal failed: {words}")).detail("provider_message", words);
    Some(error.permanent())
}
