//! Lays tracks on a time line and sums them to one stereo mix.
//!
//! Every track is decoded, brought to 48 kHz, looped, faded and added at its exact sample; music
//! is ducked under the voices where that is asked, and at the end [`super::loudness`] brings the
//! mix to its target under the limiter. Which tracks there are is left to the caller, writing
//! the mix to [`super::aac`] and [`super::file`].

use std::path::PathBuf;

use tokio_util::sync::CancellationToken;

use super::{
    Limits, Pcm,
    decode::{decode, length},
    duck::{self, Ducking},
    frames_in,
    loudness::{self, Levelled},
    resample::resample,
};
use crate::error::{Error, FieldError, Result};

/// The rate of every mix, in hertz.
pub const RATE: u32 = 48_000;

/// The longest mix, in seconds (four hours). A mix takes 384 kB of memory per second.
pub const MAX_SECONDS: f64 = 14_400.0;

/// Seconds over which the end of a loop melts into its beginning.
const SEAM_SECONDS: f64 = 0.02;

/// Seconds decoded beyond what is heard, so that the resampler's filter never meets the cut.
const MARGIN_SECONDS: f64 = 0.1;

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
    let mut parts = [voice, music, bus(Bus::Effects)?].into_iter().flatten();
    let mut pcm =
        parts.next().unwrap_or_else(|| Pcm { rate: RATE, channels: vec![vec![0.0; frames]; 2] });
    for part in parts {
        for (sum, plane) in pcm.channels.iter_mut().zip(&part.channels) {
            sum.iter_mut().zip(plane).for_each(|(sum, x)| *sum += x);
        }
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

/// The sum of one bus; `None` when nothing of it is heard.
fn bus_of(
    tracks: &[Track],
    bus: Bus,
    frames: usize,
    cancel: &CancellationToken,
) -> Result<Option<Pcm>> {
    let mut planes: Option<Vec<Vec<f32>>> = None;
    for track in tracks.iter().filter(|track| track.bus == bus) {
        let start = frames_in(track.start_seconds, RATE);
        if start < frames && track.volume > 0.0 {
            let planes = planes.get_or_insert_with(|| vec![vec![0.0; frames]; 2]);
            add(track, start, planes, cancel)?;
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

/// Adds `track` to `planes` from frame `start` on.
fn add(
    track: &Track,
    start: usize,
    planes: &mut [Vec<f32>],
    cancel: &CancellationToken,
) -> Result<()> {
    let room = planes[0].len() - start;
    let max_seconds = room as f64 / f64::from(RATE) + MARGIN_SECONDS;
    let clip = resample(decode(&track.source, &Limits { max_seconds }, cancel)?, RATE)?;
    if cancel.is_cancelled() {
        return Err(Error::cancelled());
    }
    let own = clip.frames();
    if own == 0 {
        return Ok(());
    }
    let length = if track.looped { room } else { room.min(own) };
    let seam = Seam::new(&clip, length);
    let fade_in = frames_in(track.fade_in_seconds, RATE);
    let fade_out = frames_in(track.fade_out_seconds, RATE);
    for (side, out) in planes.iter_mut().enumerate() {
        // Mono has one plane, which serves both sides.
        let plane = &clip.channels[side.min(clip.channels.len() - 1)];
        for (n, sum) in out[start..start + length].iter_mut().enumerate() {
            let gain = track.volume * ramp(n, fade_in) * ramp(length - 1 - n, fade_out);
            *sum += gain * seam.sample(plane, n);
        }
    }
    Ok(())
}

/// A smooth way from 0 to 1 over `length` frames: half a cosine, level at both ends.
fn ramp(n: usize, length: usize) -> f32 {
    if n >= length {
        return 1.0;
    }
    0.5 - 0.5 * (std::f32::consts::PI * (n as f32 / length as f32)).cos()
}

/// Plays a clip over and over: the last frames of a round sound together with the first of the
/// next, at equal power, so there is neither a jump nor a dip.
struct Seam {
    /// Frames from one start to the next.
    period: usize,
    /// Weights of the new round; read backwards, those of the old one.
    rising: Vec<f32>,
}

impl Seam {
    /// For a clip that has to fill `length` frames. One that is long enough is played to its own
    /// end, so it gets no seam.
    fn new(clip: &Pcm, length: usize) -> Self {
        let frames = clip.frames();
        let repeats = length > frames;
        let seam = if repeats { frames_in(SEAM_SECONDS, RATE).min(frames / 2) } else { 0 };
        let alike = likeness(clip, seam);
        let quarter = std::f32::consts::FRAC_PI_2;
        let weight = |n: usize| {
            let (new, old) = (quarter * (n as f32 + 0.5) / seam as f32).sin_cos();
            // The power of two sounds together is more than its parts when they are alike.
            new / (1.0 + 2.0 * alike * new * old).sqrt()
        };
        Self { period: frames - seam, rising: (0..seam).map(weight).collect() }
    }

    /// Frame `n` of the endless clip. The first round starts as the clip does.
    fn sample(&self, plane: &[f32], n: usize) -> f32 {
        if n < self.period {
            return plane[n];
        }
        let at = n % self.period;
        match self.rising.get(at) {
            Some(new) => {
                let old = self.rising[self.rising.len() - 1 - at];
                new * plane[at] + old * plane[self.period + at]
            }
            None => plane[at],
        }
    }
}

/// How much the first `seam` frames are like the last: their correlation, 0 to 1.
fn likeness(clip: &Pcm, seam: usize) -> f32 {
    let (mut both, mut first, mut last) = (0.0_f32, 0.0_f32, 0.0_f32);
    for plane in &clip.channels {
        for (a, b) in plane[..seam].iter().zip(&plane[plane.len() - seam..]) {
            both += a * b;
            first += a * a;
            last += b * b;
        }
    }
    let power = (first * last).sqrt();
    if power > 1e-9 { (both / power).clamp(0.0, 1.0) } else { 0.0 }
}

#[cfg(test)]
#[path = "mix_tests.rs"]
mod tests;
