//! IndexTTS-2 behind a Gradio server: a Space of Hugging Face or its own web page.
//!
//! Its page gains parameters over time, so they are asked for and set by name; those it does not
//! have are left out.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::{
    Desk, Line, Reference, Take,
    indextts2::{AS_RECORDED, BY_VECTOR},
    sound_at, text_of,
};
use crate::{
    config::keys,
    error::Result,
    providers::{
        http::{Ask, Part, Sent},
        patience::Caller,
    },
};

const NAME: &str = "indextts2";
/// The function of its page that speaks.
const FUNCTION: &str = "gen_single";
/// How long it may work, with the wait for its turn.
const WORK: Duration = Duration::from_mins(30);

pub(super) async fn speak(desk: &Desk<'_>, line: &Line<'_>, reference: &Reference) -> Result<Take> {
    let base = desk.config.required(keys::INDEXTTS2_URL)?;
    let base = base.trim_end_matches('/').to_owned();
    let caller = desk.caller(NAME, keys::INDEXTTS2_URL.variable);
    let call = |method, path: &str, sent| {
        let ask = Ask::new(method, format!("{base}/gradio_api{path}"), sent);
        match desk.config.text(keys::HF_TOKEN).filter(|_| base.ends_with(".hf.space")) {
            Some(token) => ask.header("authorization", format!("Bearer {token}")),
            None => ask,
        }
    };
    let event = if let Some(event) = desk.slot.pending().and_then(|kept| text_of(&kept, "event")) {
        event
    } else {
        let info = caller.call(&call("GET", "/info", Sent::Nothing)).await?.json()?;
        let file = Part {
            name: "files",
            file: Some((reference.name.clone(), "audio/wav")),
            value: reference.bytes.clone(),
        };
        let told = caller.call(&call("POST", "/upload", Sent::Form(vec![file]))).await?;
        let Some(path) = told.json()?[0].as_str().map(str::to_owned) else {
            return Err(caller.wrong("the Gradio server named no place for the recording"));
        };
        let body = request(&caller, &info, line, reference, &path)?;
        let path = format!("/call/v2/{FUNCTION}");
        let told = caller.call(&call("POST", &path, Sent::Json(body))).await?;
        let Some(event) = text_of(&told.json()?, "event_id") else {
            return Err(caller.wrong("the Gradio server gave no event_id"));
        };
        desk.slot.submitted(&json!({ "provider": NAME, "event": event }))?;
        event
    };
    let mut wait = call("GET", &format!("/call/{FUNCTION}/{event}"), Sent::Nothing);
    wait.timeout = WORK;
    let told = caller.call(&wait).await?;
    let output = output(&caller, &String::from_utf8_lossy(&told.body)).inspect_err(|_| {
        // What failed there will not come any more.
        desk.slot.forget();
    })?;
    let value = if output[0]["value"].is_object() { &output[0]["value"] } else { &output[0] };
    let url = text_of(value, "url")
        .or_else(|| text_of(value, "path").map(|path| format!("{base}/gradio_api/file={path}")));
    let url = url.ok_or_else(|| caller.wrong("the Gradio server answered without a sound"))?;
    let sound = sound_at(&caller, &base, &url).await?;
    Ok(Take {
        model: "IndexTTS-2 (Gradio)".to_owned(),
        request_id: Some(event),
        sound,
        ..Take::default()
    })
}

/// The parameters that this server has, by name.
fn request(
    caller: &Caller<'_>,
    info: &Value,
    line: &Line<'_>,
    reference: &Reference,
    path: &str,
) -> Result<Value> {
    let function = &info["named_endpoints"][format!("/{FUNCTION}")]["parameters"];
    let Some(parameters) = function.as_array() else {
        let text = format!("the Gradio server has no /{FUNCTION}");
        return Err(caller.wrong(text).hint("check INDEXTTS2_URL").permanent());
    };
    let has = |name: &str| parameters.iter().any(|one| one["parameter_name"] == name);
    let file = json!({
        "path": path, "orig_name": reference.name, "meta": { "_type": "gradio.FileData" },
    });
    let mut body = Map::new();
    let mut set = |name: &str, value: Value| {
        if has(name) {
            body.insert(name.to_owned(), value);
        }
    };
    set("prompt", file);
    set("text", line.text.into());
    set("emo_control_method", if line.emotion.is_some() { BY_VECTOR } else { AS_RECORDED }.into());
    set("emo_weight", line.weight.into());
    if let Some(emotion) = line.emotion {
        for (n, strength) in emotion.vector.iter().enumerate() {
            set(&format!("vec{}", n + 1), (*strength).into());
        }
    }
    Ok(body.into())
}

/// The data of the event that ends the work.
fn output(caller: &Caller<'_>, events: &str) -> Result<Value> {
    let mut name = "";
    for line in events.lines() {
        if let Some(event) = line.strip_prefix("event:") {
            name = event.trim();
        } else if let Some(data) = line.strip_prefix("data:") {
            match name {
                "complete" => {
                    return serde_json::from_str(data.trim()).map_err(|e| {
                        caller.wrong("the Gradio server's answer is no JSON").caused_by(e)
                    });
                }
                "error" => {
                    let told: Value = serde_json::from_str(data.trim()).unwrap_or_default();
                    let words = told["error"].as_str().or(told.as_str());
                    let words = words.unwrap_or("without a reason; the call may be wrong");
                    return Err(caller
                        .wrong(format!("the Gradio server failed: {words}"))
                        .permanent());
                }
                _ => {}
            }
        }
    }
    Err(caller.wrong("the Gradio server's events ended before the work did"))
}
