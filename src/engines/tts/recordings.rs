//! Recordings of voices: brought, measured, made into one form (WAV, mono, 24 kHz) and stored.

use std::{path::Path, sync::Arc};

use super::{
    outside::mono,
    quality::{Quality, measure},
};
use crate::{
    config::keys,
    context::Context,
    engines::audio::{Source, bring},
    error::{Error, Kind, Result},
    media::vault::Vault,
    providers::speech::Reference,
    sound::{Limits, decode::decode, resample::resample, wav},
    store::{Profile, Recorded},
};

/// Frames per second that vendors want.
const RATE: u32 = 24_000;
/// A little more than a recording may have, so that what is too long is seen.
const LIMITS: Limits = Limits { max_seconds: 31.0 };

/// A recording that is ready for use.
#[derive(Debug)]
pub(super) struct Heard {
    pub reference: Reference,
    pub quality: Quality,
    pub seconds: f64,
}

/// Brings recordings and measures them; `fields` name their places.
pub(super) async fn heard(
    context: &Arc<Context>,
    sources: &[(String, &Source)],
) -> Result<Vec<Heard>> {
    let files = bring(context, sources).await?;
    context.progress.stage("measuring", files.len() as u64);
    let mut all = Vec::new();
    for (n, ((field, source), file)) in sources.iter().zip(files).enumerate() {
        let url = source.0.starts_with("https://").then(|| source.0.clone());
        let (field, stem) = (field.clone(), format!("reference-{}.wav", n + 1));
        let one = context
            .blocking(move |context| {
                let pcm = decode(&file, &LIMITS, &context.cancel).map_err(|e| match e.kind() {
                    Kind::Validation => Error::field(&field, e.to_string()),
                    _ => e,
                })?;
                let pcm = resample(mono(pcm), RATE)?;
                let quality = measure(&pcm, &field)?;
                let path = context.scratch()?.join(&stem);
                wav::write(&path, &pcm)?;
                let bytes = std::fs::read(&path)?;
                let seconds = pcm.duration_seconds();
                Ok(Heard { reference: Reference { name: stem, bytes, url }, quality, seconds })
            })
            .await?;
        all.push(one);
        context.progress.advance(1);
    }
    Ok(all)
}

/// Stores a recording; the row of it.
pub(super) fn keep(context: &Context, heard: &Heard) -> Result<Recorded> {
    let vault = Vault::open(&context.config.path(keys::DATA_DIR))?;
    let path = context.scratch()?.join(format!("keep-{}", heard.reference.name));
    std::fs::write(&path, &heard.reference.bytes)?;
    let artifact = crate::store::Artifact::of(&path)?;
    vault.adopt(&path, &artifact.sha256)?;
    let Quality { score, clipping, signal_to_noise_db, silence, issues } = heard.quality.clone();
    Ok(Recorded {
        name: heard.reference.name.clone(),
        sha256: artifact.sha256,
        duration_seconds: (heard.seconds * 1000.0).round() / 1000.0,
        quality_score: score,
        clipping,
        signal_to_noise_db,
        silence,
        issues,
    })
}

/// A voice profile with its recordings.
pub(super) async fn of_profile(
    context: &Arc<Context>,
    id: &str,
) -> Result<(Profile, Vec<Reference>)> {
    let (_, readers) = context.store().await?;
    let id = id.to_owned();
    context
        .blocking(move |context| {
            let profile = readers.voice(&id).map_err(|e| match e.kind() {
                Kind::NotFound => Error::field("voice_profile_id", e.to_string())
                    .hint("`remotion-media tts voices` lists them"),
                _ => e,
            })?;
            let vault = Vault::open(&context.config.path(keys::DATA_DIR))?;
            let read = |recorded: &Recorded| {
                let path = vault.find(&recorded.sha256, &recorded.name).ok_or_else(|| {
                    let text = format!("a recording of the voice {} is gone", profile.name);
                    Error::new(Kind::NotFound, text).hint("delete the voice and make it again")
                })?;
                let bytes = read_file(&path)?;
                Ok(Reference { name: recorded.name.clone(), bytes, url: None })
            };
            let references = profile.references.iter().map(read).collect::<Result<_>>()?;
            Ok((profile, references))
        })
        .await
}

fn read_file(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|e| Error::from(e).context(format!("reading {}", path.display())))
}
