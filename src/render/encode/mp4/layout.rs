//! Where samples lie in the file and when they are shown: chunks, clocks, trimming.
//!
//! Pictures and sound alternate in chunks of half a second, so that a player that reads from
//! the front never has to jump. The boxes that say so are made in [`super::boxes`].

use super::AudioTrack;
use crate::error::{Error, Kind, Result};

/// A track of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Track {
    Video,
    Audio,
}

/// How a track counts time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    /// Ticks per second.
    pub scale: u32,
    /// Ticks per sample.
    pub delta: u32,
}

impl Clock {
    /// The clock of a frame rate. Some players round times to ticks, so ticks are made short.
    pub(super) fn video(num: u32, den: u32) -> Result<Self> {
        if num == 0 || den == 0 || f64::from(num) / f64::from(den) > 1000.0 {
            return Err(Error::new(
                Kind::Validation,
                format!("frame rate {num}/{den} is not within 1/4294967295 to 1000"),
            ));
        }
        let (mut scale, mut delta) = (num, den);
        while scale < 10_000 && delta < u32::MAX / 2 {
            scale *= 2;
            delta *= 2;
        }
        Ok(Self { scale, delta })
    }
}

/// Samples of one track that lie side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chunk {
    pub track: Track,
    /// Number of the first sample, from 0.
    pub first: usize,
    /// How many samples.
    pub samples: u32,
    /// Their bytes together.
    pub bytes: u64,
}

/// All chunks in file order.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub clock: Clock,
    pub chunks: Vec<Chunk>,
    /// Bytes of all chunks.
    pub bytes: u64,
}

impl Layout {
    /// Places frames of these sizes and the packets of a track.
    pub(super) fn new(clock: Clock, sizes: &[u32], audio: Option<&AudioTrack>) -> Self {
        let packets: Vec<u32> = audio
            .iter()
            .flat_map(|audio| &audio.packets)
            .map(|packet| u32::try_from(packet.len()).unwrap_or(u32::MAX))
            .collect();
        let sound = audio.map_or(Clock { scale: 1, delta: 1 }, |audio| Clock {
            scale: audio.rate,
            delta: audio.samples_per_packet,
        });
        let (mut chunks, mut frame, mut packet) = (Vec::new(), 0, 0);
        for half_second in 1u128.. {
            let mut place = |track, clock: Clock, sizes: &[u32], at: &mut usize| {
                let first = *at;
                let begins = |n: usize| n as u128 * u128::from(clock.delta) * 2;
                while *at < sizes.len() && begins(*at) < half_second * u128::from(clock.scale) {
                    *at += 1;
                }
                let bytes = sizes[first..*at].iter().map(|size| u64::from(*size)).sum();
                if *at > first {
                    let samples = u32::try_from(*at - first).expect("half a second of samples");
                    chunks.push(Chunk { track, first, samples, bytes });
                }
            };
            place(Track::Video, clock, sizes, &mut frame);
            place(Track::Audio, sound, &packets, &mut packet);
            if frame == sizes.len() && packet == packets.len() {
                break;
            }
        }
        let bytes = chunks.iter().map(|chunk| chunk.bytes).sum();
        Self { clock, chunks, bytes }
    }

    /// The chunks of one track with where they begin, if the first chunk begins at `base`.
    pub(super) fn of(&self, track: Track, base: u64) -> Vec<(Chunk, u64)> {
        let mut at = base;
        let mut found = Vec::new();
        for chunk in &self.chunks {
            if chunk.track == track {
                found.push((*chunk, at));
            }
            at += chunk.bytes;
        }
        found
    }
}

/// Checks a sound track, and drops packets that lie wholly behind its end.
pub(super) fn trimmed(mut audio: AudioTrack) -> Result<AudioTrack> {
    let wrong = |what: &str, value: u64| {
        Error::internal(format!("the sound track has {what} {value}, which mp4 cannot hold"))
    };
    if audio.config.len() < 2 {
        return Err(wrong("a config of length", audio.config.len() as u64));
    }
    if !(1..=65_535).contains(&audio.rate) {
        return Err(wrong("a sample rate of", u64::from(audio.rate)));
    }
    if audio.samples_per_packet == 0 || audio.channels == 0 {
        return Err(wrong("samples per packet or channels of", 0));
    }
    let wanted = u64::from(audio.priming_samples) + audio.samples;
    let needed = wanted.div_ceil(u64::from(audio.samples_per_packet));
    audio.packets.truncate(usize::try_from(needed).unwrap_or(usize::MAX));
    // What no packet holds cannot be heard, whatever the caller counted.
    let held = audio.packets.len() as u64 * u64::from(audio.samples_per_packet);
    audio.samples = held.min(wanted).saturating_sub(u64::from(audio.priming_samples));
    if audio.samples == 0 {
        return Err(wrong("a length of", 0).hint("leave the sound out instead"));
    }
    Ok(audio)
}
