//! Music from a provider: asked for in words, cut to its length, levelled, written.
//!
//! How each is called is left to `providers/composing`.

use std::{path::PathBuf, sync::Arc};

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    AudioFormat,
    music_generate::{Music, MusicGenerate},
};
use crate::{
    capability::{Offer, named},
    config::{Config, keys},
    context::Context,
    engines::prices::Prices,
    error::{Error, Kind, Result},
    providers::{
        composing::{COMPOSERS, Composed, Composer, compose},
        kept::Slot,
    },
    sound::{Limits, decode::decode, file, loudness, mix::RATE, resample::resample, tempo},
};

/// This program.
pub(super) const LOCAL: &str = "local";
/// The end of what is cut comes in this many seconds.
const FADE: f64 = 1.5;

named! {
    /// Who composes.
    MusicProvider = LOCAL, of names
}

fn names() -> Vec<&'static str> {
    [LOCAL].into_iter().chain(COMPOSERS.iter().map(|composer| composer.name)).collect()
}

pub(super) fn offers(config: &Config) -> Vec<Offer> {
    let missing = |composer: &Composer| {
        config.text(composer.needs).is_none().then_some(composer.needs.variable)
    };
    let one = |composer: &Composer| Offer { name: composer.name, missing: missing(composer) };
    std::iter::once(Offer { name: LOCAL, missing: None }).chain(COMPOSERS.iter().map(one)).collect()
}

pub(super) fn ready(name: &str, config: &Config) -> Result<()> {
    let offer = offers(config).into_iter().find(|offer| offer.name == name);
    match offer.and_then(|offer| offer.missing) {
        None => Ok(()),
        Some(variable) => {
            let text = format!("{name} is not set up: {variable} is not set");
            Err(Error::new(Kind::ProviderNotConfigured, text).detail("variable", variable))
        }
    }
}

/// What a piece costs and is kept by.
#[derive(Serialize, Deserialize)]
struct About {
    model: String,
    request_id: Option<String>,
    license: String,
}

pub(super) async fn buy(
    context: &Arc<Context>,
    wish: &MusicGenerate,
    format: AudioFormat,
    target: PathBuf,
) -> Result<Music> {
    let name = wish.provider.0.as_str();
    ready(name, &context.config)?;
    let composer = COMPOSERS
        .iter()
        .find(|composer| composer.name == name)
        .ok_or_else(|| Error::field("provider", format!("there is no provider {name:?}")))?;
    let (least, most) = composer.seconds;
    let seconds = wish.duration_seconds;
    if !(least..=most).contains(&seconds) {
        let text = format!("{name} makes {least} to {most} s, {seconds} were asked for");
        return Err(Error::field("duration_seconds", text));
    }
    let words = [
        wish.prompt.clone(),
        wish.mood.clone(),
        wish.genre.clone(),
        wish.key.as_ref().map(|key| format!("in {key}")),
        wish.bpm.map(|bpm| format!("{bpm} bpm")),
    ];
    let prompt = words.into_iter().flatten().collect::<Vec<_>>().join(", ");
    if prompt.trim().is_empty() {
        return Err(Error::field("prompt", "missing: expected how it should sound"));
    }
    let folder = context.config.path(keys::DATA_DIR).join("pieces");
    let request = json!({
        "music": name, "prompt": prompt, "seconds": seconds, "seed": wish.seed,
    });
    let slot = Slot::of(&folder, &request);
    context.progress.stage("composing", 0);
    let (about, sound) = if let Some(kept) = slot.find::<About>() {
        kept
    } else {
        let made = compose(&context.config, &context.cancel, &slot, composer, &prompt, seconds);
        let Composed { sound, model, request_id, license } = made.await?;
        let prices = Prices::load(context)?;
        context.spent(prices.spend(name, &model, ("calls", 1.0), request_id.clone()));
        let about = About { model, request_id, license };
        slot.keep(&about, &sound)?;
        (about, sound)
    };
    let (name, loudness_lufs, seed) = (name.to_owned(), wish.loudness_lufs, wish.seed);
    let (mood, genre) = (wish.mood.clone(), wish.genre.clone());
    context
        .blocking(move |context| {
            let file = context.scratch()?.join("bought.sound");
            std::fs::write(&file, &sound)?;
            let limits = Limits { max_seconds: seconds };
            let pcm = decode(&file, &limits, &context.cancel).map_err(|e| match e.kind() {
                Kind::Cancelled => e,
                _ => Error::new(Kind::Provider, format!("{name} answered with no sound"))
                    .caused_by(e.to_string())
                    .detail("provider", name.clone())
                    .permanent(),
            })?;
            let mut pcm = resample(pcm, RATE)?;
            let fade = ((FADE * f64::from(RATE)) as usize).min(pcm.frames());
            let from = pcm.frames() - fade;
            for plane in &mut pcm.channels {
                for (n, x) in plane[from..].iter_mut().enumerate() {
                    *x *= 1.0 - n as f32 / fade as f32;
                }
            }
            let bpm = tempo::measure(&pcm, &context.cancel)?;
            context.progress.stage("encoding", 0);
            let (peak, cancel) = (format.peak_db(), &context.cancel);
            let levels = loudness::level(&mut pcm, Some(loudness_lufs), peak, cancel)?;
            let bytes = file::write(&target, &pcm, format.coded(), &[], &context.cancel)?;
            context.made(&target);
            Ok(Music {
                audio: target,
                duration_seconds: pcm.duration_seconds(),
                format,
                file_size_bytes: bytes,
                bpm: bpm.map(|tempo| (tempo.bpm * 10.0).round() / 10.0),
                key: None,
                mood,
                genre,
                bars: 0,
                chords: Vec::new(),
                sections: Vec::new(),
                instruments: Vec::new(),
                loudness_lufs: levels.lufs.map(|lufs| (lufs * 100.0).round() / 100.0),
                provider: name,
                spend: context.spend(),
                license: about.license,
                seed,
                warnings: context.warnings(),
            })
        })
        .await
}
