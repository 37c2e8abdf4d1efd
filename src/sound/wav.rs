//! Writes sound as a 16-bit PCM WAV file, without a second copy of it in memory.
//!
//! Samples between two 16-bit steps are dithered with triangular noise (TPDF, two steps wide),
//! so that quiet fades end in a soft hiss instead of a crackle. Reading WAV is left to
//! [`super::decode`]; so is any other format.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use super::Pcm;
use crate::error::{Error, Kind, Result};

/// Bytes before the samples: RIFF header, `fmt ` chunk, `data` header.
const HEADER: u32 = 44;

/// Writes `pcm` to `path`, replacing a file that is there. Samples beyond ±1 are clipped.
///
/// The same sound always gives the same bytes: the dither comes from a fixed seed. A sample
/// that is a 16-bit value already is written as it is, so a 16-bit source comes back unchanged
/// and silence stays silent.
///
/// # Errors
/// `Validation` when there is no channel, the planes differ in length, the rate is 0, or the
/// file would pass 4 GiB; otherwise what the file system says.
pub fn write(path: &Path, pcm: &Pcm) -> Result<()> {
    let header = header(path, pcm)?;
    let file = File::create(path).map_err(|e| failed(path, e))?;
    let mut out = BufWriter::with_capacity(1 << 16, file);
    out.write_all(&header).map_err(|e| failed(path, e))?;
    let mut dither = Dither::default();
    for frame in 0..pcm.frames() {
        for plane in &pcm.channels {
            let step = to_16_bit(plane[frame], &mut dither);
            out.write_all(&step.to_le_bytes()).map_err(|e| failed(path, e))?;
        }
    }
    out.flush().map_err(|e| failed(path, e))
}

fn header(path: &Path, pcm: &Pcm) -> Result<Vec<u8>> {
    let wrong = |what: String| {
        Error::new(Kind::Validation, format!("cannot write {} as wav: {what}", path.display()))
    };
    let frames = pcm.frames();
    if pcm.rate == 0 || pcm.channels.is_empty() || pcm.channels.iter().any(|p| p.len() != frames) {
        return Err(wrong(format!(
            "the sound has {} channels of unequal or no length at {} Hz",
            pcm.channels.len(),
            pcm.rate
        )));
    }
    let channels = u16::try_from(pcm.channels.len())
        .ok()
        .filter(|n| *n <= 32)
        .ok_or_else(|| wrong(format!("{} channels are too many", pcm.channels.len())))?;
    let block = channels * 2;
    // The size fields are 32 bits wide; a longer file would be read as a short one.
    let data = u32::try_from(frames)
        .ok()
        .and_then(|n| n.checked_mul(u32::from(block)))
        .filter(|n| *n <= u32::MAX - HEADER)
        .ok_or_else(|| {
            wrong(format!("{:.0} s of sound pass its limit of 4 GiB", pcm.duration_seconds()))
                .hint("write a shorter piece")
        })?;
    let bytes_per_second = pcm
        .rate
        .checked_mul(u32::from(block))
        .ok_or_else(|| wrong(format!("a rate of {} Hz does not fit", pcm.rate)))?;
    let mut out = Vec::with_capacity(HEADER as usize);
    out.extend_from_slice(b"RIFF");
    out.extend_from_slice(&(data + HEADER - 8).to_le_bytes());
    out.extend_from_slice(b"WAVEfmt ");
    out.extend_from_slice(&16u32.to_le_bytes());
    out.extend_from_slice(&1u16.to_le_bytes());
    out.extend_from_slice(&channels.to_le_bytes());
    out.extend_from_slice(&pcm.rate.to_le_bytes());
    out.extend_from_slice(&bytes_per_second.to_le_bytes());
    out.extend_from_slice(&block.to_le_bytes());
    out.extend_from_slice(&16u16.to_le_bytes());
    out.extend_from_slice(b"data");
    out.extend_from_slice(&data.to_le_bytes());
    Ok(out)
}

fn failed(path: &Path, error: std::io::Error) -> Error {
    Error::from(error).context(format_args!("writing {}", path.display()))
}

/// Full scale is 32768 steps, as decoders read it; +1.0 itself is one step out of reach.
pub(super) fn to_16_bit(sample: f32, dither: &mut Dither) -> i16 {
    let wanted = sample * 32_768.0;
    let step = if wanted.fract() == 0.0 { wanted } else { (wanted + dither.next()).round() };
    // `as` turns not-a-number into 0, which is silence.
    step.clamp(-32_768.0, 32_767.0) as i16
}

/// Triangular noise between -1 and 1 step, from an xorshift generator.
pub(super) struct Dither(u64);

impl Default for Dither {
    fn default() -> Self {
        Self(0x9E37_79B9_7F4A_7C15)
    }
}

impl Dither {
    fn next(&mut self) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        // Two independent even numbers from one draw; their difference has a triangle's shape.
        let [a, b, c, d, ..] = self.0.to_be_bytes();
        (f32::from(u16::from_be_bytes([a, b])) - f32::from(u16::from_be_bytes([c, d]))) / 65_536.0
    }
}

#[cfg(test)]
mod tests {
    use tokio_util::sync::CancellationToken;

    use super::*;
    use crate::sound::{Limits, decode::decode};

    #[test]
    fn a_16_bit_sound_comes_back_as_it_was() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("steps.wav");
        let plane: Vec<f32> = (-32_768i16..=32_767).map(|v| f32::from(v) / 32_768.0).collect();
        let pcm = Pcm { rate: 44_100, channels: vec![plane] };
        write(&path, &pcm).unwrap();
        let back = decode(&path, &Limits { max_seconds: 10.0 }, &CancellationToken::new()).unwrap();
        assert_eq!(back, pcm);
    }

    #[test]
    fn dither_keeps_a_tone_below_one_step_audible() {
        let mut dither = Dither(1);
        // A quarter of a step would round to nothing; with dither its mean survives.
        let sum: i64 =
            (0..40_000).map(|_| i64::from(to_16_bit(0.25 / 32_768.0, &mut dither))).sum();
        assert!((9_000..11_000).contains(&sum), "{sum}");
    }

    #[test]
    fn a_sample_beyond_full_scale_is_clipped_and_not_wrapped() {
        let mut dither = Dither(1);
        assert_eq!(to_16_bit(1.5, &mut dither), i16::MAX);
        assert_eq!(to_16_bit(-7.3, &mut dither), i16::MIN);
        assert_eq!(to_16_bit(f32::NAN, &mut dither), 0);
    }

    #[test]
    fn uneven_planes_are_refused_before_a_file_is_made() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("uneven.wav");
        let pcm = Pcm { rate: 48_000, channels: vec![vec![0.0; 3], vec![0.0; 2]] };
        let error = write(&path, &pcm).unwrap_err();
        assert_eq!(error.kind(), Kind::Validation);
        assert!(!path.exists());
    }
}
