//! Hugging Face: a dedicated endpoint, or a model through the router and whoever serves it there.
//!
//! Who serves a model is asked of the hub, as the vendor's own client does.

use serde_json::json;

use super::{Clones, Desk, Line, Take, Tuning, Vendor, sound_at, text_of};
use crate::{
    config::keys,
    error::Result,
    providers::{
        http::{Ask, Sent},
        patience::Caller,
    },
};

pub(super) const VENDOR: Vendor = Vendor {
    name: NAME,
    about: "Hugging Face: any speech model of the hub, or your dedicated endpoint",
    enabled_by: &[keys::HF_TOKEN, keys::HF_TTS_URL],
    model: Some(keys::HF_TTS_MODEL),
    voice: None,
    longest: 1000,
    clones: Clones::No,
    times: false,
    speak: |desk, line| Box::pin(speak(desk, line)),
};

const NAME: &str = "huggingface";
const HUB: &str = "https://huggingface.co";
const ROUTER: &str = "https://router.huggingface.co";

async fn speak(desk: &Desk<'_>, line: &Line<'_>) -> Result<Take> {
    let config = desk.config;
    let caller = desk.caller(NAME, keys::HF_TOKEN.variable);
    let mut parameters = json!({});
    if let Some(seed) = line.seed {
        parameters["seed"] = seed.into();
    }
    let body = json!({ "inputs": line.text, "parameters": parameters });
    let mut take = Take { notes: left_out(line), ..Take::default() };
    if let Some(url) = config.text(keys::HF_TTS_URL).filter(|_| line.model.is_none()) {
        let told = caller.call(&call(desk, "POST", url.clone(), Sent::Json(body))).await?;
        take.request_id = told.header("x-request-id").map(str::to_owned);
        "the dedicated endpoint".clone_into(&mut take.model);
        take.sound = caller.sound(told)?;
        return Ok(take);
    }
    let model = line.model.map(str::to_owned).or_else(|| config.text(keys::HF_TTS_MODEL));
    let model = model.unwrap_or_default();
    let base = config.text(keys::HF_BASE_URL).map(|base| base.trim_end_matches('/').to_owned());
    let hub = base.clone().unwrap_or_else(|| HUB.to_owned());
    let router = base.map_or_else(|| ROUTER.to_owned(), |base| format!("{base}/router"));
    let (served_by, place) = mapping(desk, &caller, &hub, &model).await?;
    take.model.clone_from(&model);
    let (url, body) = match served_by.as_str() {
        "fal-ai" => (format!("{router}/fal-ai/{place}"), json!({ "text": line.text })),
        "replicate" => {
            let mut body = json!({ "input": { "text": line.text } });
            // A name with a version goes elsewhere than one without.
            let path = if let Some((_, version)) = place.split_once(':') {
                body["version"] = version.into();
                "predictions".to_owned()
            } else {
                format!("models/{place}/predictions")
            };
            (format!("{router}/replicate/v1/{path}"), body)
        }
        _ => (format!("{router}/hf-inference/models/{place}"), body),
    };
    let mut ask = call(desk, "POST", url, Sent::Json(body));
    if served_by == "replicate" {
        ask = ask.header("prefer", "wait");
    }
    let told = caller.call(&ask).await?;
    take.request_id = told.header("x-request-id").map(str::to_owned);
    if told.media_type() != "application/json" {
        take.sound = caller.sound(told)?;
        return Ok(take);
    }
    let answer = told.json()?;
    let named = text_of(&answer["audio"], "url").or_else(|| text_of(&answer, "output"));
    let url = named.or_else(|| answer["output"][0].as_str().map(str::to_owned));
    let url = url
        .ok_or_else(|| caller.wrong(format!("{model} at {served_by} answered without a sound")))?;
    take.sound = sound_at(&caller, &hub, &url).await?;
    Ok(take)
}

fn call(desk: &Desk<'_>, method: &'static str, url: String, sent: Sent) -> Ask {
    let ask = Ask::new(method, url, sent).header("accept", "*/*");
    match desk.config.text(keys::HF_TOKEN) {
        Some(token) => ask.header("authorization", format!("Bearer {token}")),
        None => ask,
    }
}

/// Who serves a model, and under which name: the first of those whose protocol is known here.
async fn mapping(
    desk: &Desk<'_>,
    caller: &Caller<'_>,
    hub: &str,
    model: &str,
) -> Result<(String, String)> {
    let url = format!("{hub}/api/models/{model}?expand=inferenceProviderMapping");
    let answer = caller.call(&call(desk, "GET", url, Sent::Nothing)).await?.json()?;
    let found = &answer["inferenceProviderMapping"];
    // It is an object by provider, or in older answers a list.
    let mut served: Vec<(String, String)> = Vec::new();
    if let Some(list) = found.as_array() {
        for one in list {
            served.extend(text_of(one, "provider").zip(text_of(one, "providerId")));
        }
    }
    for (name, one) in found.as_object().into_iter().flatten() {
        served.extend(text_of(one, "providerId").map(|id| (name.clone(), id)));
    }
    let known = ["hf-inference", "fal-ai", "replicate"];
    let taken = known.iter().find_map(|name| served.iter().find(|(by, _)| by == name));
    match taken {
        Some(taken) => Ok(taken.clone()),
        // The hub's own servers need no entry.
        None if served.is_empty() => Ok(("hf-inference".to_owned(), model.to_owned())),
        None => {
            let names: Vec<_> = served.iter().map(|(by, _)| by.as_str()).collect();
            let text = format!("{model} is served by {} only", names.join(", "));
            Err(caller.wrong(text).hint("choose another with HF_TTS_MODEL").permanent())
        }
    }
}

fn left_out(line: &Line<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    for (is_given, what) in [
        (line.emotion.is_some(), "emotions"),
        ((line.speed - 1.0).abs() > 1e-6, "a pace"),
        (line.voice.is_some(), "a choice of voices"),
        (line.tuning != Tuning::default(), "options"),
    ] {
        if is_given {
            notes.push(format!(
                "huggingface: this protocol knows no {}",
                what.trim_start_matches("a ")
            ));
        }
    }
    notes
}
