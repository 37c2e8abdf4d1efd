//! How long, how fast and in which parts: from a wish to tempo, bars and sections.
//!
//! What is played in the bars is left to [`super::harmony`] and the players.

use serde::Serialize;

use super::{Wish, pattern, style::Form};
use crate::sound::synthesis::random::Random;

/// Most a tempo is moved so that the bars fit.
const GIVE: f64 = 0.06;

/// Seconds the last chord has to ring at the end of a piece.
const RING: f64 = 1.6;

/// A part of a piece.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Section {
    /// intro, verse, chorus …
    pub name: String,
    /// Its first bar, from 0.
    pub first_bar: usize,
    /// How many bars it has.
    pub bars: usize,
    /// 0 (still) to 1 (everything).
    pub energy: f32,
    /// Who plays: chords, pad, arp, bass, lead, drums.
    pub parts: Vec<String>,
}

impl Section {
    /// Whether this part plays in it.
    pub(super) fn plays(&self, part: &str) -> bool {
        self.parts.iter().any(|name| name == part)
    }
}

/// Tempo and length.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Clock {
    /// Beats per minute.
    pub(super) bpm: f64,
    /// Bars, the last one maybe cut short.
    pub(super) bars: usize,
    /// Whether the last bar is a chord that rings out.
    pub(super) ends: bool,
}

/// Seconds of a bar of four beats.
fn bar(bpm: f64) -> f64 {
    240.0 / bpm
}

impl Clock {
    /// The tempo and the number of bars for `wish`, near `bpm`; `free` allows any tempo within
    /// [`GIVE`], which makes whole phrases of four bars.
    pub(super) fn set(wish: &Wish, bpm: f64, free: bool) -> Self {
        if wish.looped { Self::looped(wish.seconds, bpm) } else { Self::ending(wish, bpm, free) }
    }

    /// Bars fill the length exactly: whole phrases if the tempo need not move far, else pairs
    /// of bars, single bars, and for very short loops beats.
    fn looped(seconds: f64, bpm: f64) -> Self {
        let exact = seconds / bar(bpm);
        for unit in [4.0, 2.0, 1.0] {
            let bars = (exact / unit).round() * unit;
            if bars >= 1.0 && (bars / exact - 1.0).abs() <= GIVE {
                return Self { bpm: 240.0 * bars / seconds, bars: bars as usize, ends: false };
            }
        }
        let beats = (exact * 4.0).round().max(1.0);
        let bars = (beats / 4.0).ceil() as usize;
        Self { bpm: 60.0 * beats / seconds, bars, ends: false }
    }

    /// Bars, then one more that rings until the end.
    fn ending(wish: &Wish, bpm: f64, free: bool) -> Self {
        let room = wish.seconds - RING.min(wish.seconds * 0.3);
        let bars = (room / bar(bpm)).floor();
        if bars < 2.0 {
            let bars = (wish.seconds / bar(bpm)).ceil().max(1.0) as usize;
            return Self { bpm, bars, ends: false };
        }
        // Whole phrases, or at least pairs of bars, if the tempo may be moved.
        for unit in [4.0, 2.0].into_iter().filter(|_| free) {
            let fitting = (room / bar(bpm) / unit).round() * unit;
            let moved = 240.0 * fitting / room;
            if fitting >= unit && (moved / bpm - 1.0).abs() <= GIVE {
                // A little faster, so that the last bar begins in time despite rounding.
                return Self { bpm: moved * 1.0005, bars: fitting as usize + 1, ends: true };
            }
        }
        Self { bpm, bars: bars as usize + 1, ends: true }
    }
}

/// Fits the form for so many bars; the ringing bar belongs to the last section.
pub(super) fn sections(forms: &[Form], clock: &Clock) -> Vec<Section> {
    let played = clock.bars - usize::from(clock.ends);
    let Some(form) =
        forms.iter().filter(|form| form.from_bars <= played).max_by_key(|form| form.from_bars)
    else {
        return Vec::new();
    };
    let count = |repeat: bool| -> usize {
        form.sections.iter().filter(|s| s.repeat == repeat).map(|s| s.bars).sum()
    };
    let (once, again) = (count(false), count(true));
    let rounds = match again {
        0 => 1,
        again => ((played.saturating_sub(once) + again / 2) / again).max(1),
    };
    // Sections before the repeated ones, those as often as it takes, and the rest.
    let first = form.sections.iter().position(|s| s.repeat).unwrap_or(form.sections.len());
    let (before, rest) = form.sections.split_at(first);
    let (body, after) = rest.split_at(rest.iter().take_while(|s| s.repeat).count());
    let row: Vec<_> = before.iter().chain((0..rounds).flat_map(|_| body)).chain(after).collect();
    let total: usize = row.iter().map(|section| section.bars).sum();
    // Whole phrases as far as there is room; what is left over goes to the last section.
    let unit = if played >= 12 {
        4
    } else if played >= 8 {
        2
    } else {
        1
    };
    let mut made: Vec<Section> = Vec::new();
    let (mut sum, mut start) = (0, 0);
    for (n, section) in row.iter().enumerate() {
        sum += section.bars;
        let ideal = sum as f64 / total as f64 * played as f64 / f64::from(unit);
        let end = (ideal.round() as usize * unit as usize).min(played);
        let end = if n + 1 == row.len() { played } else { end };
        if end > start {
            made.push(Section {
                name: section.name.clone(),
                first_bar: start,
                bars: end - start,
                energy: section.energy,
                parts: section.parts.clone(),
            });
            start = end;
        }
    }
    if let Some(last) = made.last_mut().filter(|_| clock.ends) {
        last.bars += 1;
    }
    made
}

/// A tempo both a mood and a genre can live with.
pub(super) fn tempo(mood: [f32; 2], genre: [f32; 2], random: &mut Random) -> f64 {
    let low = mood[0].max(genre[0]);
    let high = mood[1].min(genre[1]);
    let (low, high) = if low <= high {
        (low, high)
    } else if mood[1] < genre[0] {
        // The genre decides, and the mood pulls it to its own side.
        (genre[0], genre[0] * 1.04)
    } else {
        (genre[1] * 0.96, genre[1])
    };
    f64::from((low + (high - low) * random.unit()).round())
}

/// The energy of a section under a mood.
pub(super) fn energy(section: &Section, mood: f32) -> f32 {
    (section.energy * (0.55 + 0.6 * mood)).clamp(0.0, 1.0)
}

/// Chooses a rhythm of a player for a section.
pub(super) fn rhythm(patterns: &[String], energy: f32) -> Option<Vec<pattern::Step>> {
    pattern::by_energy(patterns, energy).map(|text| pattern::steps(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(seconds: f64, looped: bool) -> Wish {
        Wish { seconds, looped, ..Wish::default() }
    }

    #[test]
    fn the_bars_of_a_loop_fill_it_exactly_with_little_change_of_tempo() {
        for (seconds, bpm) in [(8.0, 120.0), (30.0, 87.0), (17.3, 133.0), (61.0, 70.0)] {
            let clock = Clock::set(&wish(seconds, true), bpm, true);
            assert!((clock.bpm / bpm - 1.0).abs() <= GIVE, "{clock:?}");
            assert!((clock.bars as f64 * bar(clock.bpm) - seconds).abs() < 1e-9, "{clock:?}");
        }
        assert!((Clock::set(&wish(1.0, true), 120.0, true).bpm - 120.0).abs() < 1e-9);
    }

    #[test]
    fn the_last_chord_of_an_ending_has_time_to_ring() {
        for seconds in [8.0, 10.0, 31.7, 180.0, 3600.0] {
            let clock = Clock::set(&wish(seconds, false), 100.0, true);
            let ring = seconds - (clock.bars - 1) as f64 * bar(clock.bpm);
            assert!(clock.ends && ring > 1.4 && ring < 5.0, "{clock:?}: {ring}");
        }
        let asked = Clock::set(&wish(30.0, false), 100.0, false);
        assert!((asked.bpm - 100.0).abs() < 1e-9);
        assert!(!Clock::set(&wish(2.0, false), 100.0, false).ends);
    }

    #[test]
    fn moods_and_genres_meet_at_a_tempo() {
        let mut random = Random::new(1);
        assert!((90.0..=100.0).contains(&tempo([80.0, 100.0], [90.0, 130.0], &mut random)));
        assert!((120.0..=125.0).contains(&tempo([60.0, 80.0], [120.0, 130.0], &mut random)));
    }
}
