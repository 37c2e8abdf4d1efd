//! Writes finished sound as a file: wav, mp3, aac, ogg (Opus) or flac.
//!
//! The file is whole or not there. Each codec is a library's; levels are left to
//! [`super::loudness`], sound tracks of videos to the renderer.

use std::{
    io::{BufWriter, Write},
    path::Path,
};

use flacenc::{bitsink::ByteSink, component::BitRepr, error::Verify};
use shine_rs::mp3_encoder::{Mp3Encoder, Mp3EncoderConfig, StereoMode};
use tokio_util::sync::CancellationToken;

use super::{Pcm, aac, opus, wav};
use crate::error::{Error, Result};

/// A sound file's format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SoundFormat {
    /// MPEG layer III, 192 kbit/s.
    Mp3,
    /// 16-bit PCM, lossless.
    Wav,
    /// AAC-LC with ADTS headers, 192 kbit/s.
    Aac,
    /// Opus in Ogg, 128 kbit/s.
    Ogg,
    /// 16 bit, lossless and compressed.
    Flac,
}

impl SoundFormat {
    /// The file name's ending.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Mp3 => "mp3",
            Self::Wav => "wav",
            Self::Aac => "aac",
            Self::Ogg => "ogg",
            Self::Flac => "flac",
        }
    }
}

/// Frames given to an encoder at a time.
const PIECE: usize = 1 << 15;

/// Writes `pcm` (mono or stereo at 48 kHz) to `path`, replacing what is there; the bytes written.
/// `tags` are names and values (`title`, `license`) for those formats that carry them: ogg.
///
/// # Errors
/// What the encoder or the file system refuse, `Cancelled` when `cancel` fires.
pub fn write(
    path: &Path,
    pcm: &Pcm,
    format: SoundFormat,
    tags: &[(String, String)],
    cancel: &CancellationToken,
) -> Result<u64> {
    let failed = |e: std::io::Error| Error::from(e).context(format!("writing {}", path.display()));
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let file = tempfile::Builder::new()
        .prefix(".remotion-media-")
        .permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644))
        .tempfile_in(folder)
        .map_err(failed)?;
    if format == SoundFormat::Wav {
        wav::write(file.path(), pcm)?;
    } else {
        let mut out = BufWriter::with_capacity(1 << 16, file.as_file());
        match format {
            SoundFormat::Mp3 => mp3(&mut out, pcm, cancel),
            SoundFormat::Aac => adts(&mut out, pcm, cancel),
            SoundFormat::Ogg => opus::write(&mut out, pcm, 128_000, tags, cancel),
            SoundFormat::Flac => flac(&mut out, pcm, cancel),
            SoundFormat::Wav => Ok(()),
        }?;
        out.flush().map_err(failed)?;
    }
    let bytes = file.as_file().metadata().map_err(failed)?.len();
    file.persist(path).map_err(|e| failed(e.error))?;
    Ok(bytes)
}

/// What the mp3 encoder's filter bank adds to every level: 1.02 dB, measured from 150 Hz to
/// 14 kHz with FFmpeg's decoder.
const MP3_GAIN: f32 = 1.125;

/// Interleaved 16-bit samples of the frames `from..to`, times `gain`.
fn steps(pcm: &Pcm, (from, to): (usize, usize), gain: f32, dither: &mut wav::Dither) -> Vec<i16> {
    let mut out = Vec::with_capacity((to - from) * pcm.channels.len());
    for n in from..to {
        out.extend(pcm.channels.iter().map(|plane| wav::to_16_bit(plane[n] * gain, dither)));
    }
    out
}

fn mp3(out: &mut impl Write, pcm: &Pcm, cancel: &CancellationToken) -> Result<()> {
    let refused = |e: shine_rs::error::EncoderError| {
        Error::internal("the mp3 encoder failed").caused_by(e.to_string())
    };
    let mono = pcm.channels.len() == 1;
    let mode = if mono { StereoMode::Mono } else { StereoMode::JointStereo };
    let config = Mp3EncoderConfig::new()
        .sample_rate(pcm.rate)
        .bitrate(if mono { 128 } else { 192 })
        .channels(pcm.channels.len() as u8)
        .stereo_mode(mode);
    let mut encoder = Mp3Encoder::new(config).map_err(refused)?;
    let mut dither = wav::Dither::default();
    for from in (0..pcm.frames()).step_by(PIECE) {
        if cancel.is_cancelled() {
            return Err(Error::cancelled());
        }
        let piece = steps(pcm, (from, pcm.frames().min(from + PIECE)), 1.0 / MP3_GAIN, &mut dither);
        for frame in encoder.encode_interleaved(&piece).map_err(refused)? {
            out.write_all(&frame)?;
        }
    }
    Ok(out.write_all(&encoder.finish().map_err(refused)?)?)
}

fn flac(out: &mut impl Write, pcm: &Pcm, cancel: &CancellationToken) -> Result<()> {
    let mut dither = wav::Dither::default();
    let samples: Vec<i32> =
        steps(pcm, (0, pcm.frames()), 1.0, &mut dither).into_iter().map(i32::from).collect();
    if cancel.is_cancelled() {
        return Err(Error::cancelled());
    }
    let refused = |why: String| Error::internal("the flac encoder failed").detail("cause", why);
    let config = flacenc::config::Encoder::default()
        .into_verified()
        .map_err(|(_, e)| refused(e.to_string()))?;
    let source = flacenc::source::MemSource::from_samples(
        &samples,
        pcm.channels.len(),
        16,
        pcm.rate as usize,
    );
    let stream = flacenc::encode_with_fixed_block_size(&config, source, config.block_size)
        .map_err(|e| refused(e.to_string()))?;
    let mut sink = ByteSink::new();
    stream.write(&mut sink).map_err(|e| refused(e.to_string()))?;
    let mut file = sink.as_slice().to_vec();
    // The smallest block of the header does not count the last one (RFC 9639 8.2), which this
    // encoder does; readers then expect blocks of changing size.
    file.copy_within(10..12, 8);
    Ok(out.write_all(&file)?)
}

/// AAC packets, each under the seven bytes of an ADTS header (ISO/IEC 13818-7 6.2).
fn adts(out: &mut impl Write, pcm: &Pcm, cancel: &CancellationToken) -> Result<()> {
    const RATES: [u32; 13] = [
        96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025,
        8000, 7350,
    ];
    let coded = aac::encode(pcm, if pcm.channels.len() == 1 { 128_000 } else { 192_000 }, cancel)?;
    let rate = RATES.iter().position(|rate| *rate == coded.rate).unwrap_or(3) as u8;
    let channels = coded.channels as u8;
    for packet in &coded.packets {
        let length = (packet.len() + 7) as u32;
        let header = [
            0xff,
            // MPEG-4, no checksum.
            0xf1,
            (1 << 6) | (rate << 2) | (channels >> 2),
            ((channels & 3) << 6) | (length >> 11) as u8,
            (length >> 3) as u8,
            ((length & 7) << 5) as u8 | 0x1f,
            // Bits of the buffer unknown, one packet.
            0xfc,
        ];
        out.write_all(&header)?;
        out.write_all(packet)?;
    }
    Ok(())
}

#[cfg(test)]
#[path = "file_tests.rs"]
mod tests;
