//! Music made by vendors: ElevenLabs, and Suno through a wrapper that the user configures.
//!
//! Suno has no public interface of its own; the wrapper's protocol is that of sunoapi.org. What may be
//! done with the music is a matter of the user's plan there.

use std::time::Duration;

use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::{
    guard::Guard,
    http::{Ask, Sent},
    kept::Slot,
    patience::Caller,
    speech::{self, Take},
};
use crate::{
    config::{Config, keys, keys::Key},
    error::{Error, Kind, Result},
};

/// A vendor of music.
#[derive(Debug)]
pub struct Composer {
    /// Its name in requests.
    pub name: &'static str,
    /// The setting that enables it.
    pub needs: &'static Key,
    /// The shortest and longest piece in seconds.
    pub seconds: (f64, f64),
}

/// The vendors.
pub static COMPOSERS: &[Composer] = &[
    Composer { name: "elevenlabs", needs: keys::ELEVENLABS_API_KEY, seconds: (3.0, 600.0) },
    Composer { name: "suno", needs: keys::SUNO_BASE_URL, seconds: (1.0, 600.0) },
];

/// What was made.
#[derive(Clone, Debug, Default)]
pub struct Composed {
    /// A sound file.
    pub sound: Vec<u8>,
    /// The model that made it.
    pub model: String,
    /// The vendor's name of the call.
    pub request_id: Option<String>,
    /// What may be done with it.
    pub license: String,
}

/// How long Suno may take.
const WORK: Duration = Duration::from_mins(15);

/// Has music made from words.
///
/// # Errors
/// `ProviderNotConfigured` without a key; what the vendor says.
pub async fn compose(
    config: &Config,
    cancel: &CancellationToken,
    slot: &Slot,
    composer: &'static Composer,
    prompt: &str,
    seconds: f64,
) -> Result<Composed> {
    let guard = Guard::open();
    let caller =
        Caller { provider: composer.name, variable: composer.needs.variable, guard, cancel };
    if composer.name == speech::EFFECTS_BY {
        let Take { sound, model, request_id, .. } =
            speech::music(config, cancel, prompt, seconds).await?;
        let license = "by ElevenLabs' terms for your plan".to_owned();
        return Ok(Composed { sound, model, request_id, license });
    }
    suno(config, cancel, slot, &caller, prompt).await
}

async fn suno(
    config: &Config,
    cancel: &CancellationToken,
    slot: &Slot,
    caller: &Caller<'_>,
    prompt: &str,
) -> Result<Composed> {
    let base = config.required(keys::SUNO_BASE_URL)?;
    let base = base.trim_end_matches('/');
    let model = config.text(keys::SUNO_MODEL).unwrap_or_default();
    let keyed = |ask: Ask| match config.text(keys::SUNO_API_KEY) {
        Some(key) => ask.header("authorization", format!("Bearer {key}")),
        None => ask,
    };
    let pending = slot.pending().and_then(|kept| Some(kept["task"].as_str()?.to_owned()));
    let task = if let Some(task) = pending {
        task
    } else {
        let body = json!({
            "prompt": prompt, "customMode": false, "instrumental": true, "model": model,
        });
        let url = format!("{base}/api/v1/generate");
        let answer = caller.call(&keyed(Ask::new("POST", url, Sent::Json(body)))).await?.json()?;
        // Failures are told in the body.
        let Some(task) = answer["data"]["taskId"].as_str() else {
            let words = answer["msg"].as_str().unwrap_or("no task was given").to_owned();
            return Err(caller.wrong(format!("suno answered: {words}")).permanent());
        };
        slot.submitted(&json!({ "provider": "suno", "task": task }))?;
        task.to_owned()
    };
    let url = format!("{base}/api/v1/generate/record-info?taskId={task}");
    let (began, mut pause) = (tokio::time::Instant::now(), Duration::from_secs(1));
    while began.elapsed() < WORK {
        let answer =
            caller.call(&keyed(Ask::new("GET", url.clone(), Sent::Nothing))).await?.json()?;
        let state = answer["data"]["status"].as_str().unwrap_or_default();
        if state.contains("FAIL") || state.contains("ERROR") {
            slot.forget();
            return Err(caller.wrong(format!("suno failed: {state}")).permanent());
        }
        let tracks = &answer["data"]["response"]["sunoData"];
        let audio = tracks[0]["audioUrl"].as_str().or(tracks[0]["audio_url"].as_str());
        if let Some(audio) = audio.filter(|audio| !audio.is_empty()) {
            return Ok(Composed {
                sound: caller.fetch(base, audio).await?,
                model,
                request_id: Some(task),
                license: "by Suno's terms for your plan; the wrapper is not Suno's own".to_owned(),
            });
        }
        tokio::select! {
            () = cancel.cancelled() => return Err(Error::cancelled()),
            () = tokio::time::sleep(pause) => {}
        }
        pause = (pause * 2).min(Duration::from_secs(10));
    }
    Err(Error::new(Kind::Provider, "suno was not done in time").detail("provider", "suno"))
}
