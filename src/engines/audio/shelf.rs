//! A folder of music of this machine: what each file is, measured once and kept.
//!
//! Titles come from file names and the credit beside a file, genres and moods from the names of
//! folders, length and tempo from the sound itself.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use serde::{Deserialize, Serialize};

use super::music_search::{FoundTrack, credit_file, fits};
use crate::{
    config::keys,
    context::Context,
    error::{Error, Kind, Result},
    providers::tracks::{Query, Track},
    sound::{
        Limits,
        decode::{decode, length},
        tempo,
    },
};

/// Files that are looked at, at most.
const MOST: usize = 5000;
/// How much of a piece its tempo is measured on, in seconds.
const HEARD: Limits = Limits { max_seconds: 90.0 };

/// What was measured of a file, and when it was changed then.
#[derive(Debug, Serialize, Deserialize)]
struct Measured {
    bytes: u64,
    modified: u64,
    seconds: f64,
    bpm: Option<f64>,
}

/// The tracks of a folder that fit, the best first. Blocks.
pub(super) fn search(context: &Context, folder: &Path, query: &Query) -> Result<Vec<FoundTrack>> {
    if !folder.is_dir() {
        let text = format!("{} is no folder", folder.display());
        return Err(Error::new(Kind::NotFound, text).hint("check MUSIC_DIR"));
    }
    let mut files = Vec::new();
    walk(folder, &mut files, 0);
    files.sort();
    if files.len() > MOST {
        context.warn(format!("only the first {MOST} of {} files are looked at", files.len()));
        files.truncate(MOST);
    }
    let index = context.config.path(keys::DATA_DIR).join("music-index.json");
    let mut known: BTreeMap<PathBuf, Measured> = std::fs::read(&index)
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default();
    context.progress.stage("listening", files.len() as u64);
    let words: Vec<String> = query
        .text
        .split_whitespace()
        .chain(query.genre.iter().flat_map(|genre| genre.split_whitespace()))
        .map(str::to_lowercase)
        .collect();
    let mut found: Vec<(usize, Track, PathBuf)> = Vec::new();
    let mut changed = false;
    for file in files {
        context.check_cancelled()?;
        let mut track = described(folder, &file);
        let text = format!(
            "{} {} {}",
            track.title,
            track.artist.as_deref().unwrap_or_default(),
            track.tags.join(" ")
        );
        let text = text.to_lowercase();
        let hits = words.iter().filter(|word| text.contains(word.as_str())).count();
        context.progress.advance(1);
        // What does not fit by its words need not be heard.
        if hits < words.len().div_ceil(2) {
            continue;
        }
        let Ok((measured, fresh)) = measured(context, &mut known, &file) else {
            context.warn(format!("{} is no sound that can be read", file.display()));
            continue;
        };
        changed |= fresh;
        track.duration_seconds = Some((measured.seconds * 100.0).round() / 100.0);
        track.bpm = track.bpm.or(measured.bpm);
        if fits(&track, query) {
            found.push((hits, track, file));
        }
    }
    if changed && let Ok(text) = serde_json::to_vec(&known) {
        // It only saves time the next time.
        let _ = std::fs::create_dir_all(context.config.path(keys::DATA_DIR));
        let _ = std::fs::write(&index, text);
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.2.cmp(&b.2)));
    found.truncate(query.limit);
    Ok(found.into_iter().map(|(_, track, file)| FoundTrack { track, file: Some(file) }).collect())
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>, depth: usize) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) && depth < 8 {
            walk(&path, files, depth + 1);
        }
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let known = ["mp3", "wav", "flac", "ogg", "opus", "m4a", "aac", "aiff"];
        if known.contains(&ending.to_ascii_lowercase().as_str()) {
            files.push(path);
        }
    }
}

/// What names and the credit beside it say of a file.
fn described(folder: &Path, file: &Path) -> Track {
    let credit = std::fs::read(credit_file(file)).ok();
    let credit: Option<Track> = credit.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let (artist, title) = match stem.split_once(" - ") {
        Some((artist, title)) => (Some(artist.to_owned()), title.to_owned()),
        None => (None, stem.replace(['_', '-'], " ")),
    };
    let below = file.parent().and_then(|parent| parent.strip_prefix(folder).ok());
    let folders = below.into_iter().flat_map(Path::components);
    let mut tags: Vec<String> =
        folders.map(|part| part.as_os_str().to_string_lossy().to_lowercase()).collect();
    let id = file.display().to_string();
    match credit {
        Some(credit) => {
            tags.extend(credit.tags);
            Track { id, tags, duration_seconds: None, ..credit }
        }
        None => Track {
            id,
            title,
            artist,
            tags,
            license: "unknown: no credit lies beside the file".to_owned(),
            ..Track::default()
        },
    }
}

/// What was measured of a file, now or before; whether it was now.
fn measured<'a>(
    context: &Context,
    known: &'a mut BTreeMap<PathBuf, Measured>,
    file: &Path,
) -> Result<(&'a Measured, bool)> {
    let data = std::fs::metadata(file)?;
    let modified = data.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let modified = modified.map_or(0, |age| age.as_secs());
    let fresh =
        known.get(file).is_none_or(|old| (old.bytes, old.modified) != (data.len(), modified));
    if fresh {
        let pcm = decode(file, &HEARD, &context.cancel)?;
        let bpm =
            tempo::measure(&pcm, &context.cancel)?.map(|tempo| (tempo.bpm * 10.0).round() / 10.0);
        let heard = pcm.duration_seconds();
        let whole = heard < HEARD.max_seconds - 0.1;
        let seconds = if whole { heard } else { length(file, &context.cancel)? };
        let entry = Measured { bytes: data.len(), modified, seconds, bpm };
        known.insert(file.to_owned(), entry);
    }
    let found = known.get(file);
    Ok((found.ok_or_else(|| Error::internal("what was measured is gone"))?, fresh))
}
