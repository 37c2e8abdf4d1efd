//! IndexTTS-2, which speaks with the voice of a recording, wherever it is set up: a deployment on
//! Modal, a Gradio server or Space, or fal. The first that is configured is taken.

use serde_json::json;

use super::{
    Clones, Desk, Line, Reference, Take, Tuning, Vendor, decoded, fal, gradio, modal, text_of,
};
use crate::{
    config::keys,
    error::{Error, Result},
    providers::http::{Ask, Sent},
};

pub(super) const VENDOR: Vendor = Vendor {
    name: "indextts2",
    about: "IndexTTS-2 on your Modal deployment, a Gradio server or fal; speaks with a recorded voice",
    enabled_by: &[keys::MODAL_VOICE_CLONE_ENDPOINT, keys::INDEXTTS2_URL, keys::FAL_KEY],
    model: Some(keys::FAL_TTS_MODEL),
    voice: None,
    longest: 600,
    clones: Clones::Must,
    times: false,
    speak: |desk, line| Box::pin(speak(desk, line)),
};

/// What IndexTTS-2 calls the ways to say which emotion is wanted.
pub(super) const AS_RECORDED: &str = "Same as the voice reference";
pub(super) const BY_VECTOR: &str = "Use emotion vectors";

async fn speak(desk: &Desk<'_>, line: &Line<'_>) -> Result<Take> {
    let reference = line.reference.ok_or_else(|| {
        Error::field("voice_profile_id", "missing: indextts2 speaks with the voice of a recording")
            .hint("make a profile with `tts voice-create`, or use `tts voice-clone`")
    })?;
    let config = desk.config;
    let mut take = if config.text(keys::MODAL_VOICE_CLONE_ENDPOINT).is_some() {
        on_modal(desk, line, reference).await?
    } else if config.text(keys::INDEXTTS2_URL).is_some() {
        gradio::speak(desk, line, reference).await?
    } else {
        fal::speak(desk, line, reference).await?
    };
    take.voice.clone_from(&reference.name);
    if (line.speed - 1.0).abs() > 1e-6 {
        take.notes.push("indextts2: it knows no pace".to_owned());
    }
    if line.tuning != Tuning::default() {
        take.notes.push("indextts2: it knows no options such as stability".to_owned());
    }
    Ok(take)
}

/// The deployment has one function: a recording and a text in, a sound out.
async fn on_modal(desk: &Desk<'_>, line: &Line<'_>, reference: &Reference) -> Result<Take> {
    let url = desk.config.required(keys::MODAL_VOICE_CLONE_ENDPOINT)?;
    let url = if url.contains("://") { url } else { format!("https://{url}/") };
    let body = json!({
        "voice_ref": reference.base64(),
        "text": line.text,
        "emotion_method": AS_RECORDED,
        "emotion_weight": line.weight,
    });
    let mut notes = Vec::new();
    if let Some(emotion) = line.emotion {
        notes.push(format!(
            "indextts2: this deployment takes the emotion of the recording, not {}",
            emotion.name
        ));
    }
    let caller = desk.caller(VENDOR.name, keys::MODAL_API_KEY.variable);
    let ask = Ask::new("POST", url, Sent::Json(body));
    let told = modal::patiently(desk, &caller, ask).await?;
    let answer = modal::answer(&caller, &told)?;
    let Some(audio) = text_of(&answer, "audio") else {
        return Err(caller.wrong("indextts2 answered without a sound"));
    };
    let sound = decoded(&caller, &audio)?;
    Ok(Take { model: "IndexTTS-2 (Modal)".to_owned(), notes, sound, ..Take::default() })
}
