//! ElevenLabs: speech with the time of each character, voices learnt from recordings, sound effects.
//!
//! The protocol is api.elevenlabs.io/docs of November 2026; LocalAI speaks the first part of it.

use std::{collections::HashMap, time::Duration};

use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::{Clones, Desk, Line, Reference, Spot, Take, Vendor, decoded, text_of};
use crate::{
    config::{Config, keys},
    error::{Error, Result},
    providers::{
        guard::Guard,
        http::{Ask, Part, Sent},
        patience::Caller,
    },
};

pub(super) const VENDOR: Vendor = Vendor {
    name: NAME,
    about: "ElevenLabs: many voices and languages, word times, emotions, learnt voices",
    enabled_by: &[keys::ELEVENLABS_API_KEY, keys::ELEVENLABS_BASE_URL],
    model: Some(keys::ELEVENLABS_MODEL),
    voice: Some(keys::ELEVENLABS_VOICE),
    longest: 2500,
    clones: Clones::Learns,
    times: true,
    speak: |desk, line| Box::pin(speak(desk, line)),
};

const NAME: &str = "elevenlabs";
const BASE: &str = "https://api.elevenlabs.io";
const FORMAT: &str = "mp3_44100_128";
/// The paces it takes.
const PACES: (f64, f64) = (0.7, 1.2);

fn base(config: &Config) -> String {
    let base = config.text(keys::ELEVENLABS_BASE_URL).unwrap_or_else(|| BASE.to_owned());
    base.trim_end_matches('/').to_owned()
}

fn caller(cancel: &CancellationToken) -> Caller<'_> {
    let variable = keys::ELEVENLABS_API_KEY.variable;
    Caller { provider: NAME, variable, guard: Guard::open(), cancel }
}

fn call(config: &Config, method: &'static str, path: &str, sent: Sent) -> Ask {
    let ask = Ask::new(method, format!("{}{path}", base(config)), sent).header("accept", "*/*");
    match config.text(keys::ELEVENLABS_API_KEY) {
        Some(key) => ask.header("xi-api-key", key),
        None => ask,
    }
}

async fn speak(desk: &Desk<'_>, line: &Line<'_>) -> Result<Take> {
    let config = desk.config;
    let set = |given: Option<&str>, key| {
        given.map(str::to_owned).or_else(|| config.text(key)).unwrap_or_default()
    };
    let model = set(line.model, keys::ELEVENLABS_MODEL);
    let voice = set(line.voice, keys::ELEVENLABS_VOICE);
    let (body, notes) = request(line, &model);
    let place = super::super::http::escaped(&voice);
    let kind = if line.times { "/with-timestamps" } else { "" };
    let path = format!("/v1/text-to-speech/{place}{kind}?output_format={FORMAT}");
    let caller = caller(desk.cancel);
    let told = caller.call(&call(config, "POST", &path, Sent::Json(body))).await?;
    let request_id = told.header("request-id").map(str::to_owned);
    let characters = told.header("character-cost").and_then(|text| text.parse().ok());
    let (sound, words) = if line.times {
        let answer = told.json()?;
        let Some(audio) = answer["audio_base64"].as_str() else {
            return Err(caller.wrong("elevenlabs answered without audio_base64"));
        };
        (decoded(&caller, audio)?, words(&answer["alignment"]))
    } else {
        (caller.sound(told)?, Vec::new())
    };
    Ok(Take { model, voice, words, request_id, characters, notes, sound })
}

/// The body, and what it could not hold.
fn request(line: &Line<'_>, model: &str) -> (Value, Vec<String>) {
    let mut notes = Vec::new();
    let mut body = json!({ "text": line.text, "model_id": model });
    // These two rules are the vendor's: v3 takes no neighbours, multilingual v2 no language.
    let third = model.starts_with("eleven_v3");
    if let Some(language) = line.language.filter(|_| model != "eleven_multilingual_v2") {
        body["language_code"] = language.into();
    }
    if !third {
        for (name, text) in [("previous_text", line.before), ("next_text", line.after)] {
            if let Some(text) = text {
                body[name] = text.into();
            }
        }
    }
    let mut settings = HashMap::new();
    let tuning = &line.tuning;
    let (mut stability, mut style) = (tuning.stability, tuning.style);
    if let Some(emotion) = line.emotion {
        if third {
            if let Some(direction) = &emotion.direction {
                body["text"] = format!("{direction} {}", line.text).into();
            }
            notes.push(
                "elevenlabs: the emotion is a direction in the text, without a weight".to_owned(),
            );
        } else {
            let plain = 0.5;
            let part = |to: f64| plain + (to - plain) * line.weight;
            stability = stability.or(Some(tidy(part(emotion.stability))));
            style = style.or(Some(tidy(emotion.style * line.weight)));
            notes.push(format!(
                "elevenlabs: {model} knows no emotions; {} is done with stability and style",
                emotion.name
            ));
        }
    }
    let numbers =
        [("stability", stability), ("similarity_boost", tuning.similarity_boost), ("style", style)];
    for (name, number) in numbers {
        if let Some(number) = number {
            settings.insert(name, json!(number));
        }
    }
    if let Some(boost) = tuning.use_speaker_boost {
        settings.insert("use_speaker_boost", json!(boost));
    }
    if (line.speed - 1.0).abs() > 1e-6 {
        let speed = line.speed.clamp(PACES.0, PACES.1);
        if (speed - line.speed).abs() > 1e-6 {
            notes.push(format!("elevenlabs: the pace is {speed}; it takes 0.7 to 1.2"));
        }
        settings.insert("speed", json!(speed));
    }
    if !settings.is_empty() {
        body["voice_settings"] = json!(settings);
    }
    if let Some(seed) = line.seed {
        body["seed"] = (seed % (1 << 32)).into();
    }
    (body, notes)
}

fn tidy(x: f64) -> f64 {
    (x * 100.0).round() / 100.0
}

/// Words from the times of characters.
fn words(alignment: &Value) -> Vec<Spot> {
    let list = |name: &str| alignment[name].as_array().map(Vec::as_slice).unwrap_or_default();
    let characters = list("characters").iter().map(|c| c.as_str().unwrap_or_default());
    let starts = list("character_start_times_seconds").iter().filter_map(Value::as_f64);
    let ends = list("character_end_times_seconds").iter().filter_map(Value::as_f64);
    let mut words: Vec<Spot> = Vec::new();
    let (mut inside, mut direction) = (false, false);
    for ((c, start), end) in characters.zip(starts).zip(ends) {
        // Directions such as [happy] are not heard.
        if c == "[" || direction {
            direction = c != "]";
            inside = false;
            continue;
        }
        if c.chars().all(char::is_whitespace) {
            inside = false;
        } else if inside {
            if let Some(word) = words.last_mut() {
                word.text += c;
                word.end = end;
            }
        } else {
            words.push(Spot { text: c.to_owned(), start, end });
            inside = true;
        }
    }
    words
}

/// Has a voice learnt from recordings; its name there.
///
/// # Errors
/// What the vendor says; `ProviderNotConfigured` without a key.
pub async fn learn_voice(
    config: &Config,
    cancel: &CancellationToken,
    name: &str,
    about: Option<&str>,
    references: &[Reference],
) -> Result<String> {
    VENDOR.ready(config)?;
    let mut parts = vec![Part::text("name", name), Part::text("remove_background_noise", "false")];
    parts.extend(about.map(|about| Part::text("description", about)));
    parts.extend(references.iter().map(|reference| Part {
        name: "files",
        file: Some((reference.name.clone(), "audio/wav")),
        value: reference.bytes.clone(),
    }));
    let caller = caller(cancel);
    let told = caller.call(&call(config, "POST", "/v1/voices/add", Sent::Form(parts))).await?;
    let answer = told.json()?;
    let id = text_of(&answer, "voice_id");
    if answer["requires_verification"] == true {
        return Err(caller.wrong("elevenlabs wants the voice verified first").permanent());
    }
    id.ok_or_else(|| caller.wrong("elevenlabs answered without voice_id"))
}

/// Has a learnt voice forgotten; one that is not there is forgotten already.
///
/// # Errors
/// What the vendor says.
pub async fn forget_voice(config: &Config, cancel: &CancellationToken, id: &str) -> Result<()> {
    let path = format!("/v1/voices/{}", super::super::http::escaped(id));
    match caller(cancel).call(&call(config, "DELETE", &path, Sent::Nothing)).await {
        Err(error) if error.to_json()["details"]["status_code"] == 404 => Ok(()),
        done => done.map(drop),
    }
}

/// Who makes sound effects from words.
pub const EFFECTS_BY: &str = NAME;

/// Whether sound effects can be made.
///
/// # Errors
/// `ProviderNotConfigured`, naming the variable that is missing.
pub fn effects_ready(config: &Config) -> Result<()> {
    VENDOR.ready(config)
}

/// Has a sound effect made from words: an mp3. Seconds are 0.5 to 30.
///
/// # Errors
/// What the vendor says; `ProviderNotConfigured` without a key.
pub async fn sound_effect(
    config: &Config,
    cancel: &CancellationToken,
    prompt: &str,
    seconds: Option<f64>,
) -> Result<Take> {
    VENDOR.ready(config)?;
    if prompt.trim().is_empty() {
        return Err(Error::field("prompt", "is empty; expected what is to be heard"));
    }
    let model = config.text(keys::ELEVENLABS_SOUND_MODEL).unwrap_or_default();
    let mut body =
        json!({ "text": prompt, "loop": false, "prompt_influence": 0.3, "model_id": model });
    if let Some(seconds) = seconds {
        body["duration_seconds"] = seconds.into();
    }
    let path = format!("/v1/sound-generation?output_format={FORMAT}");
    made(caller(cancel), &call(config, "POST", &path, Sent::Json(body)), model).await
}

/// Has music without singing made from words: an mp3. Seconds are 3 to 600.
///
/// # Errors
/// What the vendor says; `ProviderNotConfigured` without a key.
pub async fn music(
    config: &Config,
    cancel: &CancellationToken,
    prompt: &str,
    seconds: f64,
) -> Result<Take> {
    VENDOR.ready(config)?;
    let model = config.text(keys::ELEVENLABS_MUSIC_MODEL).unwrap_or_default();
    let body = json!({
        "prompt": prompt,
        "music_length_ms": (seconds * 1000.0).round() as u64,
        "model_id": model,
        "force_instrumental": true,
    });
    let path = format!("/v1/music?output_format={FORMAT}");
    let mut ask = call(config, "POST", &path, Sent::Json(body));
    ask.timeout = Duration::from_mins(10);
    made(caller(cancel), &ask, model).await
}

/// A sound that was made from words.
async fn made(caller: Caller<'_>, ask: &Ask, model: String) -> Result<Take> {
    let told = caller.call(ask).await?;
    let request_id = told.header("request-id").map(str::to_owned);
    let characters = told.header("character-cost").and_then(|text| text.parse().ok());
    Ok(Take { model, request_id, characters, sound: caller.sound(told)?, ..Take::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_become_words_and_directions_are_left_out() {
        let text = "[happy] Hi, you";
        let characters: Vec<_> = text.chars().map(String::from).collect();
        let starts: Vec<_> = (0..characters.len()).map(|n| n as f64 / 10.0).collect();
        let ends: Vec<_> = starts.iter().map(|start| start + 0.1).collect();
        let found = words(&json!({
            "characters": characters,
            "character_start_times_seconds": starts,
            "character_end_times_seconds": ends,
        }));
        let texts: Vec<_> = found.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(texts, ["Hi,", "you"]);
        assert!((found[0].start - 0.8).abs() < 1e-9 && (found[0].end - 1.1).abs() < 1e-9);
        assert!(words(&Value::Null).is_empty());
    }
}
