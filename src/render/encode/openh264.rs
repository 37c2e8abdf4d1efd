//! Encodes one segment in process with `OpenH264`: distinct pictures are coded, repeats are not.
//!
//! The encoder runs at a fixed quantiser, so a picture's quality depends neither on what was
//! before it nor on where a video is cut into segments. Numbers and repeats are left to
//! [`super::sequence`], joining segments to [`super::join`], files to [`super::mp4`].
//!
//! The choices below were measured on 1080x1920 title cards (10 s, 93 of 300 frames distinct)
//! against x264 veryfast crf 18, which gives 51.4 dB in 838 kB:
//! - quantiser 18 at low complexity gives 52.4 dB in 692 kB at 5 to 6 ms a picture on one core;
//! - medium complexity takes 20 to 40 % longer and saves no bytes worth naming;
//! - background detection saves 15 % of the time for 0.3 dB, and may leave ghosts behind fades;
//! - screen content halves the size for three times the time, and forces scene detection;
//! - coding a held picture a second time changes nothing at a fixed quantiser (0.00 dB), so
//!   there is no refinement before a hold.
//!
//! Two weak spots: dither of one level in a gradient does not survive (it did not at 12 either,
//! with twice the bytes), and full-picture fades take four times x264's bytes.

use openh264::{
    OpenH264API,
    encoder::{
        BitRate, Complexity, Encoder, EncoderConfig, FrameRate, FrameType, Profile, QpRange,
        RateControlMode, UsageType, VuiConfig,
    },
    formats::YUVSource,
};

use super::{
    AccessUnit, Quality, Segment, Yuv, check_size,
    nal::{NAL_IDR, NAL_PPS, NAL_SLICE, NAL_SPS, nal_type},
    sequence::Sequence,
};
use crate::error::{Error, Kind, Result};

/// The longest and the shorter side `OpenH264` takes, in pixels.
pub const MAX_SIDES: (u32, u32) = (3840, 2160);

/// Encodes the pictures of one segment in order.
pub struct SegmentEncoder {
    encoder: Encoder,
    width: u32,
    height: u32,
    state: Option<State>,
    units: Vec<AccessUnit>,
}

/// What is known once the first picture is coded.
struct State {
    sequence: Sequence,
    sps: Vec<u8>,
    pps: Vec<u8>,
}

impl SegmentEncoder {
    /// An encoder for pictures of this size; `fps` only decides the level that is signalled.
    ///
    /// # Errors
    /// If the size is odd, below 16 or above 3840x2160, or the rate is not within 1 to 240.
    pub fn new(width: u32, height: u32, fps: f64, quality: Quality) -> Result<Self> {
        check_size(width, height)?;
        let (long, short) = (width.max(height), width.min(height));
        if short < 16 || long > MAX_SIDES.0 || short > MAX_SIDES.1 {
            return Err(Error::new(
                Kind::Validation,
                format!("video size {width}x{height} is not within 16x16 to 3840x2160"),
            )
            .hint("choose a smaller size, or the ffmpeg encoder"));
        }
        if !(1.0..=240.0).contains(&fps) {
            return Err(Error::field("fps", format!("expected 1 to 240, found {fps}")));
        }
        let qp = match quality {
            Quality::Preview => 24,
            Quality::Production => 18,
        };
        // Nothing is steered by this rate, it only picks the level: title cards stay far below.
        let pixels = f64::from(width) * f64::from(height);
        let rate = (pixels * fps * 0.2).clamp(64_000.0, 200_000_000.0) as u32;
        let config = EncoderConfig::new()
            .profile(Profile::High)
            .usage_type(UsageType::CameraVideoRealTime)
            .complexity(Complexity::Low)
            // With one quantiser to choose from this mode is constant quality. The others do the
            // same, but warn on stderr that they cannot keep the rate without dropping frames.
            .rate_control_mode(RateControlMode::Bufferbased)
            .qp(QpRange::new(qp, qp))
            .bitrate(BitRate::from_bps(rate))
            .max_frame_rate(FrameRate::from_hz(fps as f32))
            .skip_frames(false)
            .scene_change_detect(false)
            .adaptive_quantization(false)
            .background_detection(false)
            .num_threads(1)
            .vui(VuiConfig::bt709());
        let encoder = Encoder::with_api_config(OpenH264API::from_source(), config)
            .map_err(|error| Error::internal("starting openh264 failed").caused_by(error))?;
        Ok(Self { encoder, width, height, state: None, units: Vec::new() })
    }

    /// Codes a picture that differs from the one before; the first becomes an IDR.
    ///
    /// # Errors
    /// If the picture has another size, or `OpenH264` fails.
    pub fn push(&mut self, picture: &Yuv) -> Result<()> {
        self.encode(picture, false)
    }

    /// Codes a picture as an IDR, so that a player can begin here.
    ///
    /// # Errors
    /// As [`Self::push`].
    pub fn push_key(&mut self, picture: &Yuv) -> Result<()> {
        self.encode(picture, true)
    }

    /// Repeats the last picture `count` times: some bytes each, and exact copies when decoded.
    ///
    /// # Errors
    /// If there is no picture yet.
    pub fn repeat(&mut self, count: u64) -> Result<()> {
        for _ in 0..count {
            let state = self.state.as_mut().ok_or_else(no_picture)?;
            self.units.push(state.sequence.repeat()?);
        }
        Ok(())
    }

    /// How many frames the segment has so far.
    #[must_use]
    pub const fn frames(&self) -> usize {
        self.units.len()
    }

    /// Ends the segment.
    ///
    /// # Errors
    /// If it has no picture.
    pub fn finish(self) -> Result<Segment> {
        let state = self.state.ok_or_else(no_picture)?;
        let mut pps = vec![state.pps];
        pps.extend(state.sequence.extra_pps().map(<[u8]>::to_vec));
        Ok(Segment { units: self.units, sps: state.sps, pps })
    }

    fn encode(&mut self, picture: &Yuv, key: bool) -> Result<()> {
        picture.check(self.width, self.height)?;
        if key && self.state.is_some() {
            self.encoder.force_intra_frame();
        }
        let coded = self
            .encoder
            .encode(&Source(picture))
            .map_err(|error| Error::internal("openh264 failed on a picture").caused_by(error))?;
        if matches!(coded.frame_type(), FrameType::Skip | FrameType::Invalid) {
            return Err(Error::internal("openh264 dropped a picture"));
        }
        let (mut sps, mut pps, mut slices) = (None, None, Vec::new());
        let layers: Vec<_> = (0..coded.num_layers()).filter_map(|i| coded.layer(i)).collect();
        for layer in &layers {
            for nal in (0..layer.nal_count()).filter_map(|index| layer.nal_unit(index)) {
                let nal = without_start_code(nal);
                match nal_type(nal) {
                    NAL_SPS => sps = Some(nal),
                    NAL_PPS => pps = Some(nal),
                    NAL_SLICE | NAL_IDR => slices.push(nal),
                    // Delimiters and messages; the container says what they would.
                    _ => {}
                }
            }
        }
        if let (Some(sps), Some(pps)) = (sps, pps) {
            match &self.state {
                None => {
                    let sequence = Sequence::new(sps, pps)?;
                    self.state = Some(State { sequence, sps: sps.to_vec(), pps: pps.to_vec() });
                }
                Some(state) if state.sps == sps && state.pps == pps => {}
                Some(_) => return Err(Error::internal("openh264 changed its parameter sets")),
            }
        }
        let state = self.state.as_mut().ok_or_else(no_picture)?;
        let unit = state.sequence.picture(&slices)?;
        if key && !unit.key {
            return Err(Error::internal("openh264 did not make the key picture it was asked for"));
        }
        self.units.push(unit);
        Ok(())
    }
}

/// A picture as `OpenH264` wants to see it.
struct Source<'a>(&'a Yuv);

impl YUVSource for Source<'_> {
    fn dimensions(&self) -> (usize, usize) {
        (self.0.width as usize, self.0.height as usize)
    }
    fn strides(&self) -> (usize, usize, usize) {
        let width = self.0.width as usize;
        (width, width / 2, width / 2)
    }
    fn y(&self) -> &[u8] {
        &self.0.y
    }
    fn u(&self) -> &[u8] {
        &self.0.u
    }
    fn v(&self) -> &[u8] {
        &self.0.v
    }
}

/// The NAL unit behind its Annex B start code.
fn without_start_code(nal: &[u8]) -> &[u8] {
    nal.strip_prefix(&[0, 0, 0, 1]).or_else(|| nal.strip_prefix(&[0, 0, 1])).unwrap_or(nal)
}

fn no_picture() -> Error {
    Error::internal("a video segment has no picture to repeat or to end with")
}

#[cfg(test)]
#[path = "openh264_tests.rs"]
mod tests;
