//! Decodes any sound file, or the sound track of a video, to planes of samples in memory.
//!
//! `symphonia` knows the containers and nearly all codecs; this file chooses the track, bounds
//! the work and says what is wrong in words. Collecting the samples and judging damage is left to
//! `collect`, another sample rate to [`super::resample`].

use std::{
    fs::File,
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use symphonia::core::{
    codecs::{
        CodecParameters,
        audio::{AudioCodecParameters, well_known::CODEC_ID_MP3},
    },
    errors::Error as Trouble,
    formats::{FormatOptions, FormatReader, Track, TrackType, probe::Hint},
    io::{MediaSourceStream, MediaSourceStreamOptions},
    meta::MetadataOptions,
};
use tokio_util::sync::CancellationToken;

use super::{
    Pcm,
    codec::{Block, Codec, Refusal},
    collect::Collected,
    edits,
};
use crate::error::{Error, Kind, Result};

/// How much of a file is decoded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Decoding stops after this many seconds of sound; above 0, at most 86 400 (a day).
    pub max_seconds: f64,
}

/// Failures in a row of the container reader after which the rest of a file is given up.
const MOST_IN_A_ROW: u32 = 50;

/// Decodes the sound of the file at `path`: mp3, wav, m4a and mp4 (AAC or ALAC), flac, ogg
/// vorbis and opus, aiff, raw AAC, matroska. Blocks; it belongs on a thread of its own.
///
/// Mono stays mono; everything above two channels is folded to stereo by the weights of
/// ITU-R BS.775-3, not scaled down. A damaged packet becomes silence of its length, so that
/// what follows stays in place; a file that ends early gives what it has.
///
/// # Errors
/// `NotFound` when there is no such file; `Validation` when it is empty, is not a sound file,
/// has no sound track, needs a decoder that is not here, more than a fifth of its packets
/// are damaged, or nothing can be decoded; `Cancelled` when `cancel` fires.
pub fn decode(path: &Path, limit: &Limits, cancel: &CancellationToken) -> Result<Pcm> {
    // One in some ten thousand files with random damage trips an assertion inside symphonia.
    // Nothing but locals is touched in here, so nothing half done is left behind.
    let guarded = AssertUnwindSafe(|| read(path, *limit, cancel));
    catch_unwind(guarded).unwrap_or_else(|_| {
        Err(invalid(path, "the sound is damaged in a way the decoder cannot take")
            .hint("copy or download the file again, or convert it with ffmpeg"))
    })
}

/// How long the sound at `path` is, in seconds, from its container and without decoding.
///
/// # Errors
/// As [`decode`], but for what only decoding shows.
pub fn length(path: &Path, cancel: &CancellationToken) -> Result<f64> {
    let guarded = AssertUnwindSafe(|| {
        let (mut format, _) = open(path)?;
        let (track, _) = choose(path, format.as_ref())?;
        let Some(base) = track.time_base else { return counted(path, cancel) };
        let tick = f64::from(base.numer.get()) / f64::from(base.denom.get());
        // Of mp3 files the container often only guesses.
        let guess = track.codec_params.as_ref().is_some_and(
            |params| matches!(params, CodecParameters::Audio(audio) if audio.codec == CODEC_ID_MP3),
        );
        if let Some(ticks) = track.duration.filter(|ticks| ticks.get() > 0 && !guess) {
            return Ok(ticks.get() as f64 * tick);
        }
        let mut ticks = 0;
        while let Ok(Some(packet)) = format.next_packet() {
            if cancel.is_cancelled() {
                return Err(Error::cancelled());
            }
            if packet.track_id == track.id {
                ticks += packet.dur.get();
            }
        }
        if ticks == 0 { counted(path, cancel) } else { Ok(ticks as f64 * tick) }
    });
    catch_unwind(guarded).unwrap_or_else(|_| Err(invalid(path, "the sound is damaged")))
}

/// The same by decoding, for what has no lengths of packets.
fn counted(path: &Path, cancel: &CancellationToken) -> Result<f64> {
    let all = Limits { max_seconds: super::mix::MAX_SECONDS + 1.0 };
    decode(path, &all, cancel).map(|pcm| pcm.duration_seconds())
}

fn read(path: &Path, limit: Limits, cancel: &CancellationToken) -> Result<Pcm> {
    let max = limit.max_seconds;
    if !(max > 0.0 && max <= 86_400.0) {
        return Err(Error::field("max_seconds", format!("expected 0 to 86400, found {max}")));
    }
    let (mut format, edits_file) = open(path)?;
    let (mut track, mut codec) = choose(path, format.as_ref())?;
    let mut edit = edits::of_track(&mut io::BufReader::new(edits_file), track.id);
    // An edit list knows better than the codec.
    if edit.skip <= 0.0 {
        edit.skip = codec.delay();
    }
    let mut sound = Collected::new(path, max, &track, edit);
    let mut block = Block::default();
    let mut in_a_row = 0;
    while !sound.is_full() {
        if cancel.is_cancelled() {
            return Err(Error::cancelled());
        }
        match format.next_packet() {
            Ok(Some(packet)) if packet.track_id == track.id => {
                in_a_row = 0;
                match codec.decode(&packet, &mut block) {
                    Ok(()) => sound.add(&mut block)?,
                    Err(why) => sound.lose(Some(&packet), why),
                }
            }
            Ok(Some(_)) => {}
            Ok(None) => break,
            // One ogg stream after another in the same file: go on with the new one.
            Err(Trouble::ResetRequired) => (track, codec) = choose(path, format.as_ref())?,
            Err(Trouble::IoError(e)) if e.kind() == io::ErrorKind::UnexpectedEof => break,
            Err(Trouble::IoError(e)) => return Err(unreadable(path, e)),
            Err(error) => {
                sound.lose(None, error.to_string());
                in_a_row += 1;
                if in_a_row > MOST_IN_A_ROW {
                    break;
                }
            }
        }
    }
    sound.finish()
}

/// A file that cannot be used, by its path and why.
pub(super) fn invalid(path: &Path, what: impl std::fmt::Display) -> Error {
    Error::new(Kind::Validation, format!("{}: {what}", path.display()))
}

fn unreadable(path: &Path, error: io::Error) -> Error {
    if error.kind() == io::ErrorKind::NotFound {
        return Error::new(Kind::NotFound, format!("no sound file at {}", path.display()))
            .hint("check the path; relative paths start at the working folder");
    }
    Error::from(error).context(format_args!("reading {}", path.display()))
}

/// The file twice: for the packets, and for the edit list.
fn open(path: &Path) -> Result<(Box<dyn FormatReader>, File)> {
    let file = File::open(path).map_err(|e| unreadable(path, e))?;
    let facts = file.metadata().map_err(|e| unreadable(path, e))?;
    if !facts.is_file() {
        return Err(invalid(path, "not a file").hint("name one sound file"));
    }
    if facts.len() == 0 {
        return Err(invalid(path, "the file is empty").hint("copy or download it again"));
    }
    let second = File::open(path).map_err(|e| unreadable(path, e))?;
    let mut hint = Hint::new();
    if let Some(ending) = path.extension().and_then(|e| e.to_str()) {
        hint.with_extension(ending);
    }
    let source = MediaSourceStream::new(Box::new(file), MediaSourceStreamOptions::default());
    let options = (FormatOptions::default(), MetadataOptions::default());
    match symphonia::default::get_probe().probe(&hint, source, options.0, options.1) {
        Ok(format) => Ok((format, second)),
        Err(Trouble::DecodeError(why)) => Err(invalid(path, "a damaged sound file")
            .hint("copy or download it again, or convert it with ffmpeg")
            .detail("cause", why)),
        Err(error) => Err(invalid(path, "not a known sound file")
            .hint("use mp3, wav, m4a, flac, ogg, opus or aiff")
            .detail("cause", error.to_string())),
    }
}

fn choose(path: &Path, format: &dyn FormatReader) -> Result<(Track, Codec)> {
    let params = |track: &Track| match &track.codec_params {
        Some(CodecParameters::Audio(params)) => Some(params.clone()),
        _ => None,
    };
    let chosen = format.default_track(TrackType::Audio);
    let Some((track, params)): Option<(&Track, AudioCodecParameters)> =
        chosen.and_then(|track| Some((track, params(track)?)))
    else {
        return Err(invalid(path, "no sound track")
            .hint("use a file with sound; ffprobe lists what is in this one"));
    };
    match Codec::new(&params) {
        Ok(codec) => Ok((track.clone(), codec)),
        Err(Refusal(why)) => Err(invalid(path, "its sound codec is not decoded here")
            .hint(format!("convert with ffmpeg -i {} sound.m4a", path.display()))
            .detail("cause", why)),
    }
}

#[cfg(test)]
#[path = "decode_tests.rs"]
mod tests;
