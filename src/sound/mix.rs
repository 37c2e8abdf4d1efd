//! Lays tracks on a time line and sums them to one stereo mix.
//!
//! Music is ducked under the voices where that is asked, and at the end [`super::loudness`] brings the
//! mix to its target under the limiter. A single track is left to `lay`, which tracks there are to the
//! caller, writing the mix to [`super::aac`] and [`super::file`].

use std::path::PathBuf;

use tokio_util::sync::CancellationToken;

use super::{
    Pcm,
    decode::length,
    duck::{self, Ducking},
    frames_in,
    lay::{add, first},
    loudness::{self, Levelled},
};
use crate::error::{Error, FieldError, Kind, Result};

/// The rate of every mix, in hertz.
pub const RATE: u32 = 48_000;

/// The longest mix, in seconds (four hours).
pub const MAX_SECONDS: f64 = 14_400.0;

/// Bytes of memory that a second of a mix takes at most: two buses and what is being decoded.
const SECOND: f64 = 1.4e6;

/// What a track is for, which decides what ducks and what is ducked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bus {
    /// Speech: music steps back for it.
    Voice,
    /// Music: it steps back for speech.
    Music,
    /// Everything else.
    #[default]
    Effects,
}

/// One sound on the time line.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// What it is for.
    pub bus: Bus,
    /// The file; see [`decode`] for the formats.
    pub source: PathBuf,
    /// Linear factor, 0 to 4; 1 leaves the sound as it is, 0 leaves it out unread.
    pub volume: f32,
    /// Where it starts, in seconds from the start of the mix; 0 or more. A track that starts
    /// after the end of the mix is not read.
    pub start_seconds: f64,
    /// Whether it starts over until the mix ends.
    pub looped: bool,
    /// Seconds from silence to full volume at its start; 0 for none.
    pub fade_in_seconds: f64,
    /// Seconds from full volume to silence; 0 for none. The fade ends with the mix, or with
    /// the track where that ends earlier.
    pub fade_out_seconds: f64,
}

/// What is to be mixed, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// The sounds; none give silence.
    pub tracks: Vec<Track>,
    /// Length in seconds, above 0 to four hours; `None` ends with the last track that does not
    /// loop.
    pub seconds: Option<f64>,
    /// How music steps back under voices; `None` leaves it as it is.
    pub ducking: Option<Ducking>,
    /// Integrated loudness of the whole in LUFS; `None` only holds peaks.
    pub lufs: Option<f64>,
    /// The highest level, between samples too, in dBTP.
    pub peak_db: f64,
}

impl Default for Order {
    fn default() -> Self {
        Self { tracks: Vec::new(), seconds: None, ducking: None, lufs: None, peak_db: -1.0 }
    }
}

/// A finished mix.
#[derive(Clone, Debug, PartialEq)]
pub struct Mixdown {
    /// 48 kHz stereo, exactly `round(seconds * 48000)` frames, peaks as asked.
    pub pcm: Pcm,
    /// Loudness and peaks of the outcome.
    pub levels: Levelled,
    /// Stretches of speech, in seconds, under which music was ducked.
    pub speech: Vec<(f64, f64)>,
}

/// Mixes as `order` says. Mono is put on both sides at its own level. Blocks; it belongs on a
/// thread of its own.
///
/// # Errors
/// `Validation` naming each field that is out of range (`/tracks/2/volume`), whatever
/// [`decode`] says of a file, `Cancelled` when `cancel` fires.
pub fn mix(order: &Order, cancel: &CancellationToken) -> Result<Mixdown> {
    check(order)?;
    let seconds = match order.seconds {
        Some(seconds) => seconds,
        None => whole(&order.tracks, cancel)?,
    };
    room(seconds, &std::fs::read_to_string("/proc/meminfo").unwrap_or_default())?;
    let frames = frames_in(seconds, RATE);
    let bus = |bus: Bus| bus_of(&order.tracks, bus, frames, cancel);
    // The two long decodings go side by side.
    let (voice, music) = std::thread::scope(|scope| {
        let music = scope.spawn(|| bus(Bus::Music));
        let voice = bus(Bus::Voice);
        let music = music
            .join()
            .unwrap_or_else(|_| Err(Error::internal("mixing music stopped unexpectedly")));
        (voice, music)
    });
    let (voice, mut music) = (voice?, music?);
    let mut speech = Vec::new();
    if let (Some(ducking), Some(voice), Some(music)) = (&order.ducking, &voice, &mut music) {
        speech = duck::speech(voice, ducking);
        duck::duck(music, &speech, ducking);
    }
    let mut parts = [voice, music].into_iter().flatten();
    let mut pcm =
        parts.next().unwrap_or_else(|| Pcm { rate: RATE, channels: vec![vec![0.0; frames]; 2] });
    for part in parts {
        for (sum, plane) in pcm.channels.iter_mut().zip(part.channels) {
            sum.iter_mut().zip(&plane).for_each(|(sum, x)| *sum += x);
        }
    }
    for track in heard(&order.tracks, Bus::Effects, frames) {
        add(track, &mut pcm.channels, cancel)?;
    }
    let levels = loudness::level(&mut pcm, order.lufs, order.peak_db, cancel)?;
    Ok(Mixdown { pcm, levels, speech })
}

/// Where the last track ends that does not loop.
fn whole(tracks: &[Track], cancel: &CancellationToken) -> Result<f64> {
    let mut end = 0.0_f64;
    for (n, track) in tracks.iter().enumerate().filter(|(_, track)| !track.looped) {
        end = end.max(track.start_seconds + length(&track.source, cancel)?);
        if end > MAX_SECONDS {
            let text = format!("ends after {end:.0} s, a mix lasts at most {MAX_SECONDS:.0} s");
            return Err(Error::field(format!("/tracks/{n}"), text)
                .hint("cut it, or name a shorter duration_seconds"));
        }
    }
    if end > 0.0 {
        return Ok(end);
    }
    Err(Error::field("duration_seconds", "missing: a mix of nothing but loops has no end")
        .hint("name its length in seconds"))
}

/// Whether so long a mix fits into the memory that is free, where the system tells it (Linux).
fn room(seconds: f64, told: &str) -> Result<()> {
    let free = told.lines().find_map(|line| {
        let kilobytes = line.strip_prefix("MemAvailable:")?.trim().strip_suffix("kB")?;
        Some(kilobytes.trim().parse::<f64>().ok()? * 1024.0)
    });
    let needs = seconds * SECOND;
    match free {
        Some(free) if needs > free => {
            let gigabytes = |bytes: f64| format!("{:.1} GB", bytes / 1e9);
            let text = format!(
                "a mix of {seconds:.0} s takes about {} of memory, {} are free",
                gigabytes(needs),
                gigabytes(free)
            );
            Err(Error::new(Kind::Unavailable, text)
                .hint("mix it in parts, or name a shorter duration_seconds"))
        }
        _ => Ok(()),
    }
}

/// The tracks of a bus that are heard within so many frames.
fn heard(tracks: &[Track], bus: Bus, frames: usize) -> impl Iterator<Item = &Track> {
    tracks.iter().filter(move |track| {
        track.bus == bus && track.volume > 0.0 && frames_in(track.start_seconds, RATE) < frames
    })
}

/// The sum of one bus; `None` when nothing of it is heard.
fn bus_of(
    tracks: &[Track],
    bus: Bus,
    frames: usize,
    cancel: &CancellationToken,
) -> Result<Option<Pcm>> {
    let mut planes: Option<Vec<Vec<f32>>> = None;
    for track in heard(tracks, bus, frames) {
        match &mut planes {
            Some(planes) => add(track, planes, cancel)?,
            None => planes = Some(first(track, frames, cancel)?),
        }
    }
    Ok(planes.map(|channels| Pcm { rate: RATE, channels }))
}

fn check(order: &Order) -> Result<()> {
    let mut wrong = Vec::new();
    let mut expect = |fine: bool, field: String, range: &str, found: f64| {
        if !fine {
            wrong.push(FieldError { field, message: format!("expected {range}, found {found}") });
        }
    };
    if let Some(seconds) = order.seconds {
        let fine = seconds > 0.0 && seconds <= MAX_SECONDS;
        expect(fine, "duration_seconds".to_owned(), "above 0 to 14400", seconds);
    }
    if let Some(lufs) = order.lufs {
        expect(loudness::TARGETS.contains(&lufs), "loudness_lufs".to_owned(), "-40 to -5", lufs);
    }
    for (n, track) in order.tracks.iter().enumerate() {
        let volume = f64::from(track.volume);
        expect((0.0..=4.0).contains(&volume), format!("/tracks/{n}/volume"), "0 to 4", volume);
        for (name, seconds) in [
            ("start_seconds", track.start_seconds),
            ("fade_in_seconds", track.fade_in_seconds),
            ("fade_out_seconds", track.fade_out_seconds),
        ] {
            let fine = seconds.is_finite() && seconds >= 0.0;
            expect(fine, format!("/tracks/{n}/{name}"), "0 or more", seconds);
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(Error::fields(wrong)) }
}

#[cfg(test)]
#[path = "mix_tests.rs"]
mod tests;
