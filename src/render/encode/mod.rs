//! Video encoding and muxing: pictures in, a finished file out.
//!
//! Drawing, timing and sound are decided elsewhere; here a [`Yuv`] picture becomes H.264 in
//! process ([`openh264`]), or raw frames for an FFmpeg child ([`ffmpeg`]). Segments that were
//! encoded apart are made one legal stream by [`join`] and one file by [`mp4`].

pub mod bits;
pub mod ffmpeg;
mod ffmpeg_args;
pub mod h264;
pub mod join;
pub mod mp4;
pub mod nal;
pub mod openh264;
pub mod sequence;
#[cfg(test)]
mod testing;

use crate::error::{Error, Kind, Result};

/// One picture: planar 4:2:0, 8 bit, BT.709 limited range, width and height even.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Yuv {
    /// Width in pixels, even.
    pub width: u32,
    /// Height in pixels, even.
    pub height: u32,
    /// Luma, `width * height` bytes, 16 to 235.
    pub y: Vec<u8>,
    /// Blue difference, a quarter of the luma's bytes, 16 to 240.
    pub u: Vec<u8>,
    /// Red difference, as long as `u`.
    pub v: Vec<u8>,
}

impl Yuv {
    /// A black picture.
    ///
    /// # Errors
    /// If a side is zero or odd.
    pub fn black(width: u32, height: u32) -> Result<Self> {
        check_size(width, height)?;
        let luma = width as usize * height as usize;
        let chroma = vec![128; luma / 4];
        Ok(Self { width, height, y: vec![16; luma], u: chroma.clone(), v: chroma })
    }

    /// Checks that the planes are as long as the size says and that the size is the expected one.
    ///
    /// # Errors
    /// If not; it is the caller's bug, so the kind is internal.
    pub fn check(&self, width: u32, height: u32) -> Result<()> {
        let luma = self.width as usize * self.height as usize;
        if (self.width, self.height) != (width, height) {
            return Err(Error::internal(format!(
                "picture is {}x{}, the video is {width}x{height}",
                self.width, self.height
            )));
        }
        if (self.y.len(), self.u.len(), self.v.len()) != (luma, luma / 4, luma / 4) {
            return Err(Error::internal(format!(
                "planes of a {width}x{height} picture hold {}, {} and {} bytes",
                self.y.len(),
                self.u.len(),
                self.v.len()
            )));
        }
        Ok(())
    }
}

/// How much care the picture gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quality {
    /// For looking at while working: smaller and a little faster.
    Preview,
    /// For the finished film: better than x264 veryfast at crf 18.
    Production,
}

/// One coded picture as MP4 stores it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessUnit {
    /// NAL units, each behind its length in four bytes, without parameter sets.
    pub data: Vec<u8>,
    /// Whether decoding can begin here (an IDR picture).
    pub key: bool,
}

/// A run of pictures that begins with an IDR and can be decoded alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The pictures, one per frame of the video.
    pub units: Vec<AccessUnit>,
    /// The sequence parameter set, a whole NAL unit without start code.
    pub sps: Vec<u8>,
    /// The picture parameter sets, whole NAL units without start code.
    pub pps: Vec<Vec<u8>>,
}

impl Segment {
    /// The segment as a raw H.264 byte stream, parameter sets before every key picture.
    #[must_use]
    pub fn to_annex_b(&self) -> Vec<u8> {
        const START: [u8; 4] = [0, 0, 0, 1];
        let mut out = Vec::new();
        for unit in &self.units {
            if unit.key {
                for set in std::iter::once(&self.sps).chain(&self.pps) {
                    out.extend_from_slice(&START);
                    out.extend_from_slice(set);
                }
            }
            for nal in nal::nals(&unit.data) {
                out.extend_from_slice(&START);
                out.extend_from_slice(nal);
            }
        }
        out
    }
}

/// Refuses sizes that 4:2:0 cannot hold.
pub(crate) fn check_size(width: u32, height: u32) -> Result<()> {
    if width < 2 || height < 2 || !width.is_multiple_of(2) || !height.is_multiple_of(2) {
        return Err(Error::new(
            Kind::Validation,
            format!("video size {width}x{height} has a side that is odd or below 2"),
        )
        .hint("use even sizes, for example 1080x1920"));
    }
    Ok(())
}
