//! A vendor speaks: piece by piece, each kept before the next is asked for, so that none is paid
//! for twice; then joined.
//!
//! How each vendor is called is left to `providers/speech`.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use serde_json::json;
use tokio::sync::Semaphore;

use super::{
    align::Finder,
    pieces::pieces,
    provider::Language,
    say::{Said, Wish},
};
use crate::{
    config::keys,
    context::Context,
    engines::prices::Prices,
    error::{Error, Kind, Result},
    providers::{
        kept::{Slot, hashed},
        speech::{self, Clones, Desk, Line, Take, Vendor},
    },
    sound::{Limits, Pcm, decode::decode, resample::resample},
    voice::{Spoken, Word, join::Joiner, text::Sentence},
};

/// Frames per second of the joined speech.
const RATE: u32 = 48_000;
/// Nobody says more characters in a second; less sound than that was cut off on its way.
const FASTEST: f64 = 45.0;
/// Longest speech of one piece in seconds.
const PIECE: Limits = Limits { max_seconds: 3600.0 };

/// Speaks `sentences` with a vendor that is set up.
pub(super) async fn say(
    context: &Arc<Context>,
    vendor: &'static Vendor,
    wish: &Wish,
    sentences: &[Sentence],
) -> Result<Said> {
    let voice = voice(context, vendor, wish).await?;
    let prices = Prices::load(context)?;
    let folder = context.config.path(keys::DATA_DIR).join("pieces");
    let pieces = pieces(sentences, vendor.longest);
    context.progress.stage("speaking", pieces.len() as u64);
    let _turn = turn(context, vendor).await?;
    let (mut joiner, mut model, mut said_by) = (Joiner::default(), String::new(), String::new());
    let language = wish.language();
    let mut timing = if wish.times { "the provider" } else { "not asked for" };
    let mut finder: Option<Arc<Finder>> = None;
    for (n, piece) in pieces.iter().enumerate() {
        context.check_cancelled()?;
        let neighbour = |n: Option<usize>| n.and_then(|n| pieces.get(n)).map(|p| p.text.as_str());
        let line = Line {
            text: &piece.text,
            before: neighbour(n.checked_sub(1)),
            after: neighbour(Some(n + 1)),
            voice: voice.as_deref(),
            model: wish.model.as_deref(),
            language: wish.language.map(Language::code),
            speed: wish.speed,
            emotion: wish.emotion.as_ref(),
            weight: wish.weight,
            tuning: wish.tuning,
            seed: wish.seed,
            times: wish.times && vendor.times,
            reference: wish.references.first().filter(|_| vendor.clones != Clones::Learns),
        };
        let slot = Slot::of(&folder, &fingerprint(context, vendor, &line));
        let (take, pcm) = piece_of(context, vendor, &line, &slot, &prices).await?;
        for note in &take.notes {
            context.warn(note.clone());
        }
        (model, said_by) = (take.model, take.voice);
        let mut words: Vec<Word> = take.words.into_iter().map(Into::into).collect();
        if words.is_empty() && wish.times {
            if finder.is_none() {
                finder =
                    Some(context.blocking(move |c| Ok(Arc::new(Finder::load(c, language)))).await?);
            }
            if let Some(finder) = finder.clone() {
                timing = finder.how();
                let (shown, heard) = (piece.words.clone(), pcm.clone());
                words = context.blocking(move |c| finder.find(c, &shown, &heard)).await?;
            }
        }
        joiner.add(Spoken { pcm, words }, piece.pause);
        context.progress.advance(1);
    }
    Ok(Said {
        spoken: joiner.finish(),
        provider: vendor.name.to_owned(),
        model,
        voice: said_by,
        language,
        timing,
        fallbacks: Vec::new(),
        spend: Vec::new(),
    })
}

/// A piece that was kept, or a new one, which is kept before anything else happens.
async fn piece_of(
    context: &Arc<Context>,
    vendor: &'static Vendor,
    line: &Line<'_>,
    slot: &Slot,
    prices: &Prices,
) -> Result<(Take, Pcm)> {
    if let Some((take, sound)) = slot.find::<Take>()
        && let Ok(pcm) = heard(context, vendor, line, &take, sound).await
    {
        return Ok((take, pcm));
    }
    let desk = Desk { config: &context.config, cancel: &context.cancel, slot };
    let mut take = vendor.speak(&desk, line).await?;
    let sound = std::mem::take(&mut take.sound);
    // It is paid for from here on, whatever comes of it.
    let characters = take.characters.unwrap_or_else(|| line.text.chars().count() as u64);
    let quantity = ("characters", characters as f64);
    let own = vendor.enabled_by.iter().any(|key| {
        !key.is_secret() && key.name.ends_with("_base_url") && context.config.text(key).is_some()
    });
    let mut spend = prices.spend(vendor.name, &take.model, quantity, take.request_id.clone());
    if own {
        // A server of one's own has other prices than the vendor, or none.
        spend.estimated_usd = None;
    }
    context.spent(spend);
    let pcm =
        heard(context, vendor, line, &take, sound.clone()).await.inspect_err(|_| slot.forget())?;
    let (here, kept) = (slot.clone(), take.clone());
    context.blocking(move |_| here.keep(&kept, &sound)).await?;
    Ok((take, pcm))
}

/// The samples of a sound file from a vendor; one that was cut off is refused.
async fn heard(
    context: &Arc<Context>,
    vendor: &'static Vendor,
    line: &Line<'_>,
    take: &Take,
    sound: Vec<u8>,
) -> Result<Pcm> {
    let least = line.text.chars().count() as f64 / FASTEST / line.speed;
    let last = take.words.last().map_or(0.0, |word| word.end);
    context
        .blocking(move |context| {
            let file = context.scratch()?.join("piece.sound");
            std::fs::write(&file, &sound)?;
            let wrong = |text: String| {
                Error::new(Kind::Provider, text)
                    .detail("provider", vendor.name)
                    .hint("the call may have been paid for; try again, or another provider")
                    // The queue shall not pay again on its own.
                    .permanent()
            };
            let pcm = decode(&file, &PIECE, &context.cancel).map_err(|e| match e.kind() {
                Kind::Cancelled => e,
                _ => wrong(format!("{} answered with a sound that cannot be decoded", vendor.name))
                    .caused_by(e.to_string()),
            })?;
            let seconds = pcm.duration_seconds();
            if seconds < least || seconds + 0.5 < last {
                let needed = least.max(last);
                return Err(wrong(format!(
                    "{} answered with {seconds:.2} s of sound where at least {needed:.2} s are needed",
                    vendor.name
                )));
            }
            resample(mono(pcm), RATE)
        })
        .await
}

/// One channel, the mean of all.
pub(super) fn mono(pcm: Pcm) -> Pcm {
    let Pcm { rate, channels } = pcm;
    let count = channels.len().max(1) as f32;
    let mut planes = channels.into_iter();
    let mut first = planes.next().unwrap_or_default();
    for plane in planes {
        for (to, x) in first.iter_mut().zip(plane) {
            *to += x;
        }
    }
    if count > 1.0 {
        for x in &mut first {
            *x /= count;
        }
    }
    Pcm { rate, channels: vec![first] }
}

/// Everything that the sound of a piece depends on.
fn fingerprint(context: &Context, vendor: &Vendor, line: &Line<'_>) -> serde_json::Value {
    let hash = line.reference.map(|reference| hashed(&reference.bytes));
    json!({
        "version": 1,
        "provider": vendor.name,
        "place": vendor.place(&context.config),
        "text": line.text,
        "before": line.before,
        "after": line.after,
        "voice": line.voice,
        "model": line.model,
        "language": line.language,
        "speed": line.speed,
        "emotion": line.emotion.map(|emotion| emotion.name.as_str()),
        "weight": line.weight,
        "tuning": format!("{:?}", line.tuning),
        "seed": line.seed,
        "times": line.times,
        "reference": hash,
    })
}

/// The vendor's name of the voice; a vendor that learns voices learns one here, once.
async fn voice(
    context: &Arc<Context>,
    vendor: &'static Vendor,
    wish: &Wish,
) -> Result<Option<String>> {
    if wish.references.is_empty() {
        return Ok(wish.voice.clone());
    }
    match vendor.clones {
        Clones::No => Err(Error::new(
            Kind::ProviderNotConfigured,
            format!("{} cannot speak with the voice of a recording", vendor.name),
        )
        .hint("`remotion-media tts providers` says who can")),
        Clones::Can | Clones::Must => Ok(None),
        Clones::Learns => {
            let Some(profile) = &wish.profile else {
                return Err(Error::internal("a voice is learnt for a profile only"));
            };
            if let Some(known) = profile.learnt.get(vendor.name).and_then(|name| name.as_str()) {
                return Ok(Some(known.to_owned()));
            }
            let about = profile.description.as_deref();
            let id = speech::learn_voice(
                &context.config,
                &context.cancel,
                &profile.name,
                about,
                &wish.references,
            )
            .await?;
            let (store, _) = context.store().await?;
            store.learnt_voice(profile.id.clone(), vendor.name, id.clone()).await?;
            Ok(Some(id))
        }
    }
}

/// Waits for a place among the calls of one vendor.
async fn turn(
    context: &Context,
    vendor: &'static Vendor,
) -> Result<tokio::sync::OwnedSemaphorePermit> {
    static PLACES: LazyLock<Mutex<HashMap<&str, Arc<Semaphore>>>> = LazyLock::new(Mutex::default);
    let places = {
        let mut all = PLACES.lock().unwrap_or_else(PoisonError::into_inner);
        let most = context.config.whole(keys::JOB_QUEUE_MAX_PER_PROVIDER);
        let most = usize::try_from(most).unwrap_or(1).max(1);
        Arc::clone(all.entry(vendor.name).or_insert_with(|| Arc::new(Semaphore::new(most))))
    };
    tokio::select! {
        () = context.cancel.cancelled() => Err(Error::cancelled()),
        place = places.acquire_owned() => {
            place.map_err(|e| Error::internal("the places are closed").caused_by(e))
        }
    }
}
