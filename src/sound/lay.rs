//! One track of a mix: decoded, brought to the mix's rate, looped, faded and laid where it starts.
//!
//! Which tracks there are and what becomes of their sum is left to [`super::mix`].

use tokio_util::sync::CancellationToken;

use super::{
    Limits, Pcm,
    decode::decode,
    frames_in,
    mix::{RATE, Track},
    resample::resample,
};
use crate::error::{Error, Result};

/// Seconds over which the end of a loop melts into its beginning.
const SEAM_SECONDS: f64 = 0.02;

/// Seconds decoded beyond what is heard, so that the resampler's filter never meets the cut.
const MARGIN_SECONDS: f64 = 0.1;

/// The sound of a track as far as `room` frames need it.
fn clip(track: &Track, room: usize, cancel: &CancellationToken) -> Result<Pcm> {
    let max_seconds = room as f64 / f64::from(RATE) + MARGIN_SECONDS;
    let clip = resample(decode(&track.source, &Limits { max_seconds }, cancel)?, RATE)?;
    if cancel.is_cancelled() {
        return Err(Error::cancelled());
    }
    Ok(clip)
}

/// Planes with `track` alone. One that fills them from the start becomes them, which saves a copy
/// of an hour's speech or music.
pub(super) fn first(
    track: &Track,
    frames: usize,
    cancel: &CancellationToken,
) -> Result<Vec<Vec<f32>>> {
    let start = frames_in(track.start_seconds, RATE);
    let clip = clip(track, frames - start, cancel)?;
    let own = clip.frames();
    if start > 0 || (track.looped && own < frames) {
        let mut planes = vec![vec![0.0; frames]; 2];
        lay(track, &clip, start, &mut planes);
        return Ok(planes);
    }
    let length = own.min(frames);
    let mut planes = clip.channels;
    planes.truncate(2);
    for plane in &mut planes {
        plane.truncate(length);
        let gain = gain(track, length);
        plane.iter_mut().enumerate().for_each(|(n, x)| *x *= gain(n));
        plane.resize(frames, 0.0);
    }
    // Mono has one plane, which serves both sides.
    if planes.len() == 1 {
        planes.push(planes[0].clone());
    }
    Ok(planes)
}

/// Adds `track` to `planes`.
pub(super) fn add(
    track: &Track,
    planes: &mut [Vec<f32>],
    cancel: &CancellationToken,
) -> Result<()> {
    let start = frames_in(track.start_seconds, RATE);
    let clip = clip(track, planes[0].len() - start, cancel)?;
    lay(track, &clip, start, planes);
    Ok(())
}

fn lay(track: &Track, clip: &Pcm, start: usize, planes: &mut [Vec<f32>]) {
    let room = planes[0].len() - start;
    let own = clip.frames();
    if own == 0 {
        return;
    }
    let length = if track.looped { room } else { room.min(own) };
    let seam = Seam::new(clip, length);
    let gain = gain(track, length);
    for (side, out) in planes.iter_mut().enumerate() {
        // Mono has one plane, which serves both sides.
        let plane = &clip.channels[side.min(clip.channels.len() - 1)];
        for (n, sum) in out[start..start + length].iter_mut().enumerate() {
            *sum += gain(n) * seam.sample(plane, n);
        }
    }
}

/// The factor on each frame of a track that sounds for `length` of them.
fn gain(track: &Track, length: usize) -> impl Fn(usize) -> f32 {
    let fade_in = frames_in(track.fade_in_seconds, RATE);
    let fade_out = frames_in(track.fade_out_seconds, RATE);
    let volume = track.volume;
    move |n| volume * ramp(n, fade_in) * ramp(length - 1 - n, fade_out)
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
