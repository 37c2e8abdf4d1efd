//! Collects the decoded blocks of one file, in place and within bounds.
//!
//! Drops what an edit list drops, fills holes with silence, stops at the limit, and at the end
//! judges whether the file was too damaged. Reading packets is left to [`super::decode`].

use std::path::Path;

use symphonia::core::{formats::Track, packet::Packet, units::Duration};

use super::{Pcm, codec::Block, decode::invalid, downmix, edits, frames_in, resample::RATES};
use crate::error::Result;

/// The sound so far, and how the decoding went.
pub(super) struct Collected<'a> {
    path: &'a Path,
    max_seconds: f64,
    /// Seconds per tick of a packet's length.
    tick: Option<f64>,
    edit: edits::Edit,
    pcm: Pcm,
    /// Frames at the start still to be dropped.
    skip: usize,
    /// Frames at which it is full; known with the rate.
    most: usize,
    /// Silence owed before the first packet that decodes, in seconds.
    owed: f64,
    packets: u64,
    damaged: u64,
    last_damage: String,
}

impl<'a> Collected<'a> {
    pub fn new(path: &'a Path, max_seconds: f64, track: &Track, mut edit: edits::Edit) -> Self {
        let tick = track.time_base.map(|b| f64::from(b.numer.get()) / f64::from(b.denom.get()));
        // AAC fills its last packet up with silence; the track's own length says how much.
        let length = track.duration.map(Duration::get).filter(|d| *d > 0);
        if let (Some(ticks), Some(tick)) = (length, tick) {
            let left = (ticks as f64 * tick - edit.skip).max(0.0);
            edit.keep = Some(edit.keep.map_or(left, |keep| keep.min(left)));
        }
        Self {
            path,
            max_seconds,
            tick,
            edit,
            pcm: Pcm::default(),
            skip: 0,
            most: usize::MAX,
            owed: 0.0,
            packets: 0,
            damaged: 0,
            last_damage: String::new(),
        }
    }

    pub fn is_full(&self) -> bool {
        self.pcm.frames() >= self.most
    }

    /// Takes what `block` holds; its planes may be shortened by that.
    pub fn add(&mut self, block: &mut Block) -> Result<()> {
        self.packets += 1;
        if block.planes.first().is_none_or(Vec::is_empty) {
            return Ok(());
        }
        if self.pcm.channels.is_empty() {
            self.start(block.rate, block.planes.len())?;
        }
        if block.rate != self.pcm.rate {
            let (from, to) = (self.pcm.rate, block.rate);
            return Err(invalid(self.path, format!("the rate changes from {from} to {to} Hz"))
                .hint("convert it to one rate, for example with ffmpeg -ar 48000"));
        }
        let drop = self.skip.min(block.planes[0].len());
        self.skip -= drop;
        for plane in &mut block.planes {
            plane.drain(..drop);
            // Float files can hold anything; one infinity would silence a whole mix.
            plane.iter_mut().filter(|x| !x.is_finite()).for_each(|x| *x = 0.0);
        }
        downmix::append(&block.planes, &block.weights, &mut self.pcm.channels);
        Ok(())
    }

    /// The first sound: now rate and channels are known.
    fn start(&mut self, rate: u32, channels: usize) -> Result<()> {
        if !RATES.contains(&rate) {
            return Err(invalid(
                self.path,
                format!("sample rate of {rate} Hz, expected 4000 to 384000 Hz"),
            ));
        }
        self.pcm = Pcm { rate, channels: vec![Vec::new(); channels.min(2)] };
        self.skip = frames_in(self.edit.skip, rate);
        let kept = self.edit.keep.map_or(f64::INFINITY, |keep| self.edit.lead + keep);
        self.most = frames_in(self.max_seconds.min(kept), rate);
        self.silence(frames_in(self.edit.lead, rate));
        self.silence_after_skip(frames_in(self.owed, rate));
        Ok(())
    }

    /// Counts a damaged packet and puts silence in its place.
    pub fn lose(&mut self, packet: Option<&Packet>, why: String) {
        self.packets += 1;
        self.damaged += 1;
        self.last_damage = why;
        let Some((packet, tick)) = packet.zip(self.tick) else { return };
        let seconds = packet.dur.get() as f64 * tick;
        if self.pcm.rate == 0 {
            self.owed += seconds;
        } else {
            self.silence_after_skip(frames_in(seconds, self.pcm.rate));
        }
    }

    fn silence_after_skip(&mut self, frames: usize) {
        let drop = self.skip.min(frames);
        self.skip -= drop;
        self.silence(frames - drop);
    }

    fn silence(&mut self, frames: usize) {
        let length = self.pcm.frames().saturating_add(frames).min(self.most);
        self.pcm.channels.iter_mut().for_each(|plane| plane.resize(length, 0.0));
    }

    pub fn finish(mut self) -> Result<Pcm> {
        let (damaged, packets) = (self.damaged, self.packets);
        // One bad packet is forgiven even in a very short file.
        if damaged > 1 && damaged * 5 > packets {
            return Err(invalid(
                self.path,
                format!("the sound is damaged: {damaged} of {packets} packets do not decode"),
            )
            .hint("copy or download the file again, or convert it with ffmpeg")
            .detail("cause", self.last_damage));
        }
        let most = self.most;
        for plane in &mut self.pcm.channels {
            plane.truncate(most);
            for x in plane.iter_mut() {
                *x = sane(*x);
            }
        }
        if self.pcm.frames() == 0 {
            return Err(invalid(self.path, "no sound could be decoded")
                .hint("play the file to check it; copy or download it again")
                .detail("cause", self.last_damage));
        }
        Ok(self.pcm)
    }
}

/// The loudest sample that is believed, 36 dB above full scale.
const LOUDEST: f32 = 64.0;

/// Files of floating-point samples can hold what is no level at all; later stages would fail or
/// spread it.
fn sane(sample: f32) -> f32 {
    if sample.is_finite() { sample.clamp(-LOUDEST, LOUDEST) } else { 0.0 }
}
