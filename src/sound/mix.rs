//! Lays tracks on a time line and sums them to one stereo mix.
//!
//! Every track is decoded, brought to 48 kHz, looped, faded and added at its exact sample; then
//! the limiter sees to it that nothing clips. Which tracks there are is left to the caller,
//! writing the mix to [`super::aac`] and [`super::wav`].

use std::path::PathBuf;

use tokio_util::sync::CancellationToken;

use super::{
    Limits, Pcm,
    decode::decode,
    frames_in,
    limit::{CEILING, limit, peak},
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

/// One sound on the time line.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
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

/// A finished mix.
#[derive(Clone, Debug, PartialEq)]
pub struct Mixdown {
    /// 48 kHz stereo, exactly `round(duration * 48000)` frames, within -1 dBFS.
    pub pcm: Pcm,
    /// The highest level before limiting, between samples too; 1 is full scale.
    pub peak: f32,
    /// Whether the limiter had work; if not, `pcm` is the plain sum.
    pub limited: bool,
}

/// Mixes `tracks` to a sound of `duration_seconds` (above 0, at most four hours). No tracks
/// give silence. Mono is put on both sides at its own level. Blocks; it belongs on a thread of
/// its own.
///
/// # Errors
/// `Validation` naming each field that is out of range (`/tracks/2/volume`), whatever
/// [`decode`] says of a file, `Cancelled` when `cancel` fires.
pub fn mix(tracks: &[Track], duration_seconds: f64, cancel: &CancellationToken) -> Result<Mixdown> {
    check(tracks, duration_seconds)?;
    let frames = frames_in(duration_seconds, RATE);
    let mut planes = vec![vec![0.0_f32; frames]; 2];
    for track in tracks {
        let start = frames_in(track.start_seconds, RATE);
        if start < frames && track.volume > 0.0 {
            add(track, start, &mut planes, cancel)?;
        }
    }
    let peak = peak(&planes, cancel)?;
    let limited = peak > CEILING;
    if limited {
        limit(&mut planes, RATE, cancel)?;
    }
    Ok(Mixdown { pcm: Pcm { rate: RATE, channels: planes }, peak, limited })
}

fn check(tracks: &[Track], duration: f64) -> Result<()> {
    let mut wrong = Vec::new();
    let mut expect = |fine: bool, field: String, range: &str, found: f64| {
        if !fine {
            wrong.push(FieldError { field, message: format!("expected {range}, found {found}") });
        }
    };
    let length = duration > 0.0 && duration <= MAX_SECONDS;
    expect(length, "duration_seconds".to_owned(), "above 0 to 14400", duration);
    for (n, track) in tracks.iter().enumerate() {
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
    let seam = Seam::new(own, length);
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
    /// For a clip of `frames` frames that has to fill `length`. One that is long enough is
    /// played to its own end, so it gets no seam.
    fn new(frames: usize, length: usize) -> Self {
        let repeats = length > frames;
        let seam = if repeats { frames_in(SEAM_SECONDS, RATE).min(frames / 2) } else { 0 };
        let quarter = std::f32::consts::FRAC_PI_2;
        let weight = |n: usize| (quarter * (n as f32 + 0.5) / seam as f32).sin();
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

#[cfg(test)]
#[path = "mix_tests.rs"]
mod tests;
