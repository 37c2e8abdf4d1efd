//! Speech from servers that speak OpenAI's protocol: Kokoro-FastAPI, speaches, vLLM-Omni, LocalAI,
//! and OpenAI itself until January 2027.
//!
//! What vLLM-Omni adds for recordings (`ref_audio`) is used where a recording is given.

use serde_json::json;

use super::{Clones, Desk, Line, Take, Vendor};
use crate::{
    config::keys,
    error::Result,
    providers::http::{Ask, Sent},
};

pub(super) const VENDOR: Vendor = Vendor {
    name: NAME,
    about: "Servers that speak OpenAI's protocol: Kokoro-FastAPI, speaches, vLLM-Omni, LocalAI, OpenAI",
    enabled_by: &[keys::OPENAI_API_KEY, keys::OPENAI_BASE_URL],
    model: Some(keys::OPENAI_SPEECH_MODEL),
    voice: Some(keys::OPENAI_VOICE),
    longest: 4096,
    clones: Clones::Can,
    times: false,
    speak: |desk, line| Box::pin(speak(desk, line)),
};

const NAME: &str = "openai";
const BASE: &str = "https://api.openai.com/v1";

async fn speak(desk: &Desk<'_>, line: &Line<'_>) -> Result<Take> {
    let config = desk.config;
    let own = config.text(keys::OPENAI_BASE_URL);
    // What such a server has without being told; settings and requests name others.
    let usual = if own.is_some() { ("kokoro", "af_heart") } else { ("gpt-4o-mini-tts", "coral") };
    let set = |given: Option<&str>, key, usual: &str| {
        given.map(str::to_owned).or_else(|| config.text(key)).unwrap_or_else(|| usual.to_owned())
    };
    let model = set(line.model, keys::OPENAI_SPEECH_MODEL, usual.0);
    let voice = set(line.voice, keys::OPENAI_VOICE, usual.1);
    let mut notes = Vec::new();
    let mut body = json!({ "model": model, "input": line.text, "response_format": "wav" });
    // Voices of one's own are named by an object.
    body["voice"] =
        if voice.starts_with("voice_") { json!({ "id": voice }) } else { voice.as_str().into() };
    if (line.speed - 1.0).abs() > 1e-6 {
        body["speed"] = line.speed.into();
    }
    if let Some(emotion) = line.emotion {
        if model.starts_with("tts-1") {
            notes.push(format!(
                "openai: {model} follows no instructions, so without {}",
                emotion.name
            ));
        } else {
            body["instructions"] = emotion.instruction.as_str().into();
        }
    }
    if let Some(reference) = line.reference {
        body["task_type"] = "Base".into();
        body["ref_audio"] = reference.data_url().into();
        if let Some(emotion) = line.emotion {
            let alpha = line.weight;
            body["extra_params"] = json!({ "emo_vector": emotion.vector, "emo_alpha": alpha });
        }
    }
    if line.tuning != super::Tuning::default() {
        notes.push("openai: this protocol knows no options such as stability".to_owned());
    }
    let base = own.unwrap_or_else(|| BASE.to_owned());
    let url = format!("{}/audio/speech", base.trim_end_matches('/'));
    let mut ask =
        Ask::new("POST", url, Sent::Json(body)).header("accept", "application/octet-stream");
    if let Some(key) = config.text(keys::OPENAI_API_KEY) {
        ask = ask.header("authorization", format!("Bearer {key}"));
    }
    let caller = desk.caller(NAME, keys::OPENAI_API_KEY.variable);
    let told = caller.call(&ask).await?;
    let request_id = told.header("x-request-id").map(str::to_owned);
    let sound = mended(caller.sound(told)?);
    Ok(Take { model, voice, request_id, notes, sound, ..Take::default() })
}

/// Servers that stream WAV do not know its length yet and write the largest there is; here the
/// true one is put in its place.
fn mended(mut bytes: Vec<u8>) -> Vec<u8> {
    if !bytes.starts_with(b"RIFF") {
        return bytes;
    }
    let Some(data) = bytes.windows(4).take(4096).position(|four| four == b"data") else {
        return bytes;
    };
    let total = bytes.len();
    let mut put = |at: usize, length: usize| {
        let Some(place) = bytes.get_mut(at..at + 4) else { return };
        let told = u32::from_le_bytes([place[0], place[1], place[2], place[3]]) as usize;
        if told == 0 || told > length {
            place.copy_from_slice(&u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes());
        }
    };
    put(4, total.saturating_sub(8));
    put(data + 4, total.saturating_sub(data + 8));
    bytes
}

#[test]
fn a_streamed_wav_gets_its_length() {
    let mut wav = b"RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0".to_vec();
    wav.extend([0; 16]);
    wav.extend(b"data\xff\xff\xff\xff");
    wav.extend([0; 100]);
    let mended = mended(wav);
    assert_eq!(mended[4..8], 136_u32.to_le_bytes());
    assert_eq!(mended[40..44], 100_u32.to_le_bytes());
}
