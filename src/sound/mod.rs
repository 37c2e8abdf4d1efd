//! Sound: files in, one finished stereo track out.
//!
//! The way through this room is [`decode`] (any file to planes of `f32`), [`resample`] (to one
//! rate), [`mix`] (tracks on a time line, music under voices with [`duck`], the whole at its
//! [`loudness`]), then [`aac`] (packets for a video file) or [`file`](mod@file) (a file by itself). Which sounds a video needs, and putting AAC packets
//! into a container, is left to the rooms that render and mux.

pub mod aac;
mod codec;
mod collect;
pub mod decode;
mod downmix;
pub mod duck;
mod edits;
pub mod effects;
mod fields;
pub mod file;
mod lay;
mod limit;
pub mod loudness;
pub mod manifest;
pub mod mix;
pub mod music;
mod opus;
pub mod placement;
pub mod resample;
mod synthesis;
pub mod tempo;
pub mod wav;

pub use aac::Aac;
pub use decode::Limits;
pub use mix::{Bus, Mixdown, Order, Track};

/// Sound in memory: one plane of samples per channel.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pcm {
    /// Frames per second, in hertz.
    pub rate: u32,
    /// One plane per channel, all of the same length; full scale is ±1, louder is allowed.
    /// One plane is mono; two are left and right. This room never makes more.
    pub channels: Vec<Vec<f32>>,
}

impl Pcm {
    /// Samples per channel; 0 when there are no channels.
    #[must_use]
    pub fn frames(&self) -> usize {
        self.channels.first().map_or(0, Vec::len)
    }

    /// Length in seconds; 0 when the rate is 0.
    #[must_use]
    pub fn duration_seconds(&self) -> f64 {
        if self.rate == 0 { 0.0 } else { self.frames() as f64 / f64::from(self.rate) }
    }
}

/// Frames in `seconds` at `rate`, rounded to the nearest; negative and not-a-number give 0.
fn frames_in(seconds: f64, rate: u32) -> usize {
    (seconds * f64::from(rate)).round() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_second_at_8_khz_is_4000_frames() {
        let pcm = Pcm { rate: 8000, channels: vec![vec![0.0; 4000]] };
        assert_eq!(pcm.frames(), 4000);
        assert!((pcm.duration_seconds() - 0.5).abs() < 1e-12);
        assert_eq!(frames_in(0.5, 8000), 4000);
    }

    #[test]
    fn nothing_lasts_no_time_at_all() {
        assert_eq!(Pcm::default().frames(), 0);
        assert!(Pcm::default().duration_seconds().abs() < f64::EPSILON);
        assert_eq!(frames_in(f64::NAN, 48_000), 0);
        assert_eq!(frames_in(-1.0, 48_000), 0);
    }
}
