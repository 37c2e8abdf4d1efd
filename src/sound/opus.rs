//! Encodes sound to Opus in an Ogg file (RFC 6716, RFC 7845).
//!
//! The codec is the crate `opus-rs`'s, the pages are `ogg`'s; what is here are the two header
//! packets and the positions that make a player drop the encoder's delay.

use std::io::Write;

use ogg::writing::{PacketWriteEndInfo, PacketWriter};
use opus_rs::{Application, OpusEncoder};
use tokio_util::sync::CancellationToken;

use super::Pcm;
use crate::error::{Error, Result};

/// The only rate it is used at here.
const RATE: u32 = 48_000;
/// Frames of a packet: 20 ms.
const FRAME: usize = 960;
/// Frames that the encoder holds back, measured with an impulse; the header's pre-skip.
const DELAY: u16 = 312;
/// Largest packet, by RFC 6716 3.2.
const LARGEST: usize = 1275;
/// Names the stream inside its file; there is only one.
const SERIAL: u32 = 0x726d_6564;

/// Writes `pcm` (mono or stereo, 48 kHz) as an Ogg Opus file at about `bitrate` bits per second.
///
/// # Errors
/// What the encoder or the file refuse, `Cancelled` when `cancel` fires.
pub(super) fn write(
    out: impl Write,
    pcm: &Pcm,
    bitrate: u32,
    tags: &[(String, String)],
    cancel: &CancellationToken,
) -> Result<()> {
    let channels = pcm.channels.len();
    let refused = |why: &str| Error::internal("the opus encoder failed").detail("cause", why);
    if pcm.rate != RATE || !(1..=2).contains(&channels) {
        return Err(refused("expected mono or stereo at 48000 Hz"));
    }
    let mut encoder =
        OpusEncoder::new(RATE as i32, channels, Application::Audio).map_err(refused)?;
    encoder.bitrate_bps = bitrate as i32;
    let mut pages = PacketWriter::new(out);
    let page = PacketWriteEndInfo::EndPage;
    pages.write_packet(head(channels as u8), SERIAL, page, 0)?;
    pages.write_packet(comments(tags), SERIAL, page, 0)?;
    // The delay comes out at the end, so it goes in there as silence.
    let whole = pcm.frames() + usize::from(DELAY);
    let packets = whole.div_ceil(FRAME).max(1);
    let mut piece = vec![0.0; FRAME * channels];
    let mut packet = vec![0; LARGEST];
    for n in 0..packets {
        if n % 256 == 0 && cancel.is_cancelled() {
            return Err(Error::cancelled());
        }
        for (i, frame) in piece.chunks_exact_mut(channels).enumerate() {
            for (x, plane) in frame.iter_mut().zip(&pcm.channels) {
                let sample = plane.get(n * FRAME + i).copied().unwrap_or(0.0);
                *x = if sample.is_finite() { sample.clamp(-1.0, 1.0) } else { 0.0 };
            }
        }
        let length = encoder.encode(&piece, FRAME, &mut packet).map_err(refused)?;
        let last = n + 1 == packets;
        let end = match (last, n % 50 == 49) {
            (true, _) => PacketWriteEndInfo::EndStream,
            // A page per second, so that a player can jump.
            (false, true) => PacketWriteEndInfo::EndPage,
            (false, false) => PacketWriteEndInfo::NormalPacket,
        };
        // The last position says where the sound ends, inside the last packet.
        let position = if last { whole } else { (n + 1) * FRAME };
        pages.write_packet(packet[..length].to_vec(), SERIAL, end, position as u64)?;
    }
    Ok(())
}

/// `OpusHead`, RFC 7845 5.1.
fn head(channels: u8) -> Vec<u8> {
    let mut out = b"OpusHead\x01".to_vec();
    out.push(channels);
    out.extend_from_slice(&DELAY.to_le_bytes());
    out.extend_from_slice(&RATE.to_le_bytes());
    // No output gain; mapping family 0.
    out.extend_from_slice(&[0, 0, 0]);
    out
}

/// `OpusTags`, RFC 7845 5.2.
fn comments(tags: &[(String, String)]) -> Vec<u8> {
    let mut out = b"OpusTags".to_vec();
    let mut text = |text: &str| {
        out.extend_from_slice(&(text.len() as u32).to_le_bytes());
        out.extend_from_slice(text.as_bytes());
    };
    text("remotion-media");
    let lines: Vec<String> =
        tags.iter().map(|(name, value)| format!("{}={value}", name.to_uppercase())).collect();
    out.extend_from_slice(&(lines.len() as u32).to_le_bytes());
    for line in lines {
        out.extend_from_slice(&(line.len() as u32).to_le_bytes());
        out.extend_from_slice(line.as_bytes());
    }
    out
}
