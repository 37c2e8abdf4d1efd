//! Measures how fast music is and where its beats fall.
//!
//! Three steps, each its own file: [`envelope`] turns sound into "how much begins now", [`pulse`]
//! finds the period that repeats best, [`beats`] lays beats along it. The way is that of Daniel
//! P. W. Ellis, "Beat Tracking by Dynamic Programming", Journal of New Music Research 36 (1),
//! 2007. One tempo is found for the whole sound: music that changes speed gets the one that fits
//! most of it. Bars and metres are not looked for, and what to do on a beat is left to callers.

mod beats;
mod envelope;
mod pulse;

use tokio_util::sync::CancellationToken;

use super::Pcm;
use crate::error::Result;

/// Tempos that are looked for, in beats per minute.
pub const RANGE_BPM: std::ops::RangeInclusive<f64> = 60.0..=200.0;

/// Sound shorter than this has too few beats to tell, in seconds.
pub const SHORTEST_SECONDS: f64 = 4.0;

/// Below this confidence it is more likely that there is no beat at all.
const LEAST_CONFIDENCE: f64 = 0.12;

/// How fast music is.
#[derive(Clone, Debug, PartialEq)]
pub struct Tempo {
    /// Beats per minute, 60 to 200. Half or double of what a person would tap is the usual
    /// mistake.
    pub bpm: f64,
    /// How steadily the sound repeats at this tempo, 0 (not at all) to 1 (a machine).
    pub confidence: f64,
    /// The first beat, in seconds from the start of the sound.
    pub first_beat_seconds: f64,
    /// All beats in seconds, in order, from the first to the last that the music supports.
    pub beats: Vec<f64>,
}

/// Measures the tempo of `pcm`; its channels are summed. `None` for what is silent, shorter than
/// [`SHORTEST_SECONDS`], or has no steady beat, such as speech.
///
/// # Errors
/// `Cancelled` when `cancel` fires.
pub fn measure(pcm: &Pcm, cancel: &CancellationToken) -> Result<Option<Tempo>> {
    if pcm.duration_seconds() < SHORTEST_SECONDS {
        return Ok(None);
    }
    let Some(envelope) = envelope::onsets(pcm, cancel)? else { return Ok(None) };
    let Some(pulse) = pulse::find(&envelope) else { return Ok(None) };
    if pulse.confidence < LEAST_CONFIDENCE {
        return Ok(None);
    }
    let placed = beats::track(&envelope, pulse.period_frames);
    let beats: Vec<f64> = placed.iter().map(|frame| envelope.seconds(*frame)).collect();
    let [first, _, ..] = beats.as_slice() else { return Ok(None) };
    Ok(Some(Tempo {
        bpm: envelope.per_second * 60.0 / pulse.period_frames,
        confidence: pulse.confidence,
        first_beat_seconds: *first,
        beats,
    }))
}

#[cfg(test)]
#[path = "tempo_tests.rs"]
mod tests;
