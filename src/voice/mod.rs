//! Speech made on this machine: text in, samples and the times of the words out.
//!
//! [`text`] prepares what is said, [`hibari`] says it in English and [`kokoro`] in eight languages, [`join`] puts sentences together, [`align`](mod@align) finds the words of a speech. Who asks
//! for it, which files the voices are in and vendors' voices are left to others.

pub mod align;
mod english;
pub mod hibari;
pub mod join;
pub mod kokoro;
pub mod text;

use self::text::Written;
use crate::sound::Pcm;

/// A word and when it is heard.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// As it was written.
    pub text: String,
    /// Seconds.
    pub start: f64,
    /// Seconds.
    pub end: f64,
}

/// Something that was said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spoken {
    /// The sound, one channel.
    pub pcm: Pcm,
    /// Its words, in order.
    pub words: Vec<Word>,
}

/// Seconds of one unit of duration.
const UNIT: f64 = 0.025;

/// A sound is heard this long before the network's own border, measured against forced alignment.
const EARLY: f64 = 0.075;

/// When each word is heard, from the durations of its phonemes. A word that is not said (an emoji)
/// has no time and is left out.
fn times(
    written: &[Written],
    owners: &[Option<usize>],
    durations: &[f32],
    length: f64,
) -> Vec<Word> {
    let mut spans: Vec<Option<(f64, f64)>> = vec![None; written.len()];
    let mut now = f64::from(durations[0]) * UNIT - EARLY;
    for (owner, units) in owners.iter().zip(&durations[1..]) {
        let end = now + f64::from(*units) * UNIT;
        if let Some(span) = owner.and_then(|owner| spans.get_mut(owner)) {
            *span = Some((span.map_or(now, |(start, _)| start), end));
        }
        now = end;
    }
    let inside = |t: f64| t.clamp(0.0, length);
    let words = written.iter().zip(spans);
    words
        .filter_map(|(word, span)| {
            let (start, end) = span?;
            Some(Word { text: word.shown.clone(), start: inside(start), end: inside(end) })
        })
        .collect()
}
