//! A finished composition: its facts, its notes, and the way to its sound.
//!
//! Composing is done in [`super::compose`], the sound is made in [`super::mixer`], and its end
//! and level come from [`super::master`].

use std::sync::Arc;

use serde::Serialize;
use tokio_util::sync::CancellationToken;

use super::{instrument::Instruments, master, mixer::Mixer, plan::Section, voice::BLOCK};
use crate::{
    error::{Error, Result},
    sound::Pcm,
};

/// Lowest and highest rate in hertz.
const RATES: std::ops::RangeInclusive<u32> = 8000..=192_000;

/// Frames between two reports of progress.
const REPORT: usize = 1 << 15;

/// Most of the work is making the sound; the rest is levelling it.
const MAKING: f64 = 0.97;

/// One note.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Note {
    /// Who plays it: index into [`Piece::parts`].
    pub part: u16,
    /// Beats from the start, with swing and human inaccuracy.
    pub start_beats: f64,
    /// Beats it is held.
    pub beats: f64,
    /// MIDI number; 60 is middle C. Drums have 60.
    pub pitch: u8,
    /// How hard, 0 to 1.
    pub velocity: f32,
}

/// One player.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// chords, pad, arp, bass, lead or drums.
    pub name: String,
    /// Id of the instrument.
    pub instrument: String,
    /// Name of the instrument, for people.
    pub title: String,
    #[serde(skip)]
    pub(super) gain: f32,
    #[serde(skip)]
    pub(super) drum: bool,
}

/// What the mixer needs to know of mood and genre.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sound {
    pub(super) reverb: f32,
    pub(super) duck: f32,
    pub(super) ceiling_hz: f32,
    pub(super) crackle: f32,
    pub(super) brightness: f32,
}

/// A composed piece of music.
#[derive(Clone, Debug, Serialize)]
pub struct Piece {
    /// Beats per minute.
    pub bpm: f64,
    /// Like "F# minor".
    pub key: String,
    /// Id of the mood.
    pub mood: String,
    /// Id of the genre.
    pub genre: String,
    /// Length in seconds.
    pub seconds: f64,
    /// Whether its end leads into its start.
    pub looped: bool,
    /// Bars of four beats.
    pub bars: usize,
    /// The chord of each bar, like "Am7".
    pub chords: Vec<String>,
    /// Intro, verse, chorus …
    pub sections: Vec<Section>,
    /// Who plays.
    pub parts: Vec<Part>,
    /// All notes in order of time.
    #[serde(skip)]
    pub notes: Vec<Note>,
    #[serde(skip)]
    pub(super) sound: Sound,
    #[serde(skip)]
    pub(super) ends: bool,
    #[serde(skip)]
    pub(super) seed: u64,
    #[serde(skip)]
    pub(super) instruments: Arc<Instruments>,
}

impl Piece {
    /// Makes the sound: stereo, exactly `seconds` long, with peaks below full scale. Tells
    /// `on_progress` how far it is, 0 to 1.
    ///
    /// # Errors
    /// `Validation` for a rate outside 8000 to 192000 hertz, `Cancelled` when `cancel` is.
    pub fn render(
        &self,
        rate: u32,
        cancel: &CancellationToken,
        on_progress: &mut dyn FnMut(f64),
    ) -> Result<Pcm> {
        if !RATES.contains(&rate) {
            let message = format!("expected 8000 to 192000 hertz, found {rate}");
            return Err(Error::field("/rate", message));
        }
        let frames = (self.seconds * f64::from(rate)).round() as usize;
        // What still sounds after the end of a loop is heard at its start.
        let tail = if self.looped { master::tail(self, rate) } else { 0 };
        let mut planes = [Vec::new(), Vec::new()];
        for plane in &mut planes {
            // The last block may reach beyond the end.
            plane.reserve_exact(frames + tail + BLOCK);
        }
        let mut mixer = Mixer::new(self, rate);
        let mut reported = 0;
        while planes[0].len() < frames + tail {
            mixer.block(&mut planes);
            let done = planes[0].len();
            if done - reported >= REPORT {
                if cancel.is_cancelled() {
                    return Err(Error::cancelled());
                }
                reported = done;
                on_progress(done as f64 / (frames + tail) as f64 * MAKING);
            }
        }
        for plane in &mut planes {
            plane.truncate(frames + tail);
        }
        if cancel.is_cancelled() {
            return Err(Error::cancelled());
        }
        if self.looped {
            master::fold(&mut planes, frames);
        } else {
            master::fade(&mut planes, rate, self.ends);
        }
        master::level(&mut planes, rate);
        on_progress(1.0);
        Ok(Pcm { rate, channels: planes.into() })
    }
}
