//! The notes of a piece: what every player does in every bar, swung and slightly human.
//!
//! What each player does in one bar is in the files of the players; how it sounds is left to
//! [`super::mixer`].

use super::{
    bass,
    chord::Chord,
    drums::{self, Place},
    harmony::{self, Played},
    key::Key,
    melody::Melody,
    piece::{Note, Part},
    plan::{self, Clock, Section},
    style::{Genre, Mood},
};
use crate::sound::synthesis::random::Random;

/// Middle pitches of the players: the melody above the chords, the pad among them.
const CHORDS_AT: i32 = 62;
const PAD_AT: i32 = 58;
const ARP_AT: i32 = 69;
const LEAD_AT: i32 = 74;

/// Everything that is settled before the first note.
pub(super) struct Score<'a> {
    pub(super) genre: &'a Genre,
    pub(super) mood: &'a Mood,
    pub(super) key: &'a Key,
    pub(super) clock: &'a Clock,
    pub(super) sections: &'a [Section],
    pub(super) chords: &'a [Chord],
    pub(super) rhythms: &'a [String],
    pub(super) parts: &'a [Part],
    /// Beats until the sound ends.
    pub(super) beats: f64,
    pub(super) seed: u64,
}

impl Score<'_> {
    /// All notes in order of time.
    pub(super) fn notes(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        for (n, part) in self.parts.iter().enumerate() {
            let mut random = Random::fork(self.seed, &part.name);
            match part.name.as_str() {
                "chords" | "arp" | "pad" => {
                    self.harmony(n as u16, &part.name, &mut notes, &mut random);
                }
                "bass" => self.bass(n as u16, &mut notes, &mut random),
                "lead" => self.lead(n as u16, &mut notes, &mut random),
                _ => {}
            }
        }
        self.drums(&mut notes);
        notes.sort_by(|a, b| a.start_beats.total_cmp(&b.start_beats));
        notes
    }

    /// The sections with their bars, without the one that rings out.
    fn bars(&self) -> impl Iterator<Item = (&Section, usize)> {
        let played = self.clock.bars - usize::from(self.clock.ends);
        self.sections.iter().flat_map(move |section| {
            (section.first_bar..(section.first_bar + section.bars).min(played))
                .map(move |bar| (section, bar))
        })
    }

    /// Those of these bars where `part` plays.
    fn bars_of(&self, part: &str) -> impl Iterator<Item = (&Section, usize)> {
        self.bars().filter(move |(section, _)| section.plays(part))
    }

    fn energy(&self, section: &Section) -> f32 {
        plan::energy(section, self.mood.energy)
    }

    /// Puts played notes on the time line of bar `bar`.
    fn put(
        &self,
        part: u16,
        bar: usize,
        played: &[Played],
        loose: f64,
        notes: &mut Vec<Note>,
        random: &mut Random,
    ) {
        let ms = f64::from(self.genre.human_ms) * loose;
        for (at, length, pitch, velocity) in played {
            let start = bar as f64 * 4.0 + swung(*at, f64::from(self.genre.swing)) / 4.0;
            if start >= self.beats {
                continue;
            }
            let off = f64::from(random.human()) * ms / 1000.0 * self.clock.bpm / 60.0;
            let start = (start + off).max(0.0);
            let beats = (length / 4.0).min(self.beats - start).max(0.05);
            let pitch = (*pitch).clamp(0, 127) as u8;
            notes.push(Note {
                part,
                start_beats: start,
                beats,
                pitch,
                velocity: velocity.clamp(0.05, 1.0),
            });
        }
    }

    /// The part's last note or chord rings until the end.
    fn ring(&self, part: u16, pitches: &[i32], notes: &mut Vec<Note>, random: &mut Random) {
        if self.clock.ends && notes.iter().any(|note| note.part == part) {
            let bar = self.clock.bars - 1;
            let length = (self.beats - bar as f64 * 4.0) * 4.0;
            let played: Vec<_> = pitches.iter().map(|pitch| (0.0, length, *pitch, 0.75)).collect();
            self.put(part, bar, &played, 0.5, notes, random);
        }
    }

    fn harmony(&self, part: u16, role: &str, notes: &mut Vec<Note>, random: &mut Random) {
        let (player, centre) = match role {
            "chords" => (self.genre.chords.as_ref(), CHORDS_AT),
            "arp" => (self.genre.arp.as_ref(), ARP_AT),
            _ => (self.genre.pad.as_ref(), PAD_AT),
        };
        let Some(player) = player else { return };
        let hands = harmony::voicings(self.chords, self.key, centre);
        let bars: Vec<_> = self.bars_of(role).collect();
        let mut skip = 0;
        for (n, (section, bar)) in bars.iter().enumerate() {
            if role == "pad" {
                // The same chord again is held on.
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                let same = |(k, (_, other)): (usize, &(&Section, usize))| {
                    *other == bar + k && self.chords[*other] == self.chords[*bar]
                };
                let run = bars[n..].iter().enumerate().take_while(|x| same(*x)).count().min(4);
                skip = run - 1;
                let played = harmony::hold(run, &hands[*bar]);
                self.put(part, *bar, &played, 0.5, notes, random);
                continue;
            }
            let energy = self.energy(section);
            let Some(rhythm) = plan::rhythm(&player.patterns, energy) else { return };
            let played = if role == "arp" {
                harmony::arpeggio(&rhythm, &hands[*bar], random)
            } else {
                harmony::strike(&rhythm, &hands[*bar], random)
            };
            self.put(part, *bar, &played, 1.0, notes, random);
        }
        if let Some(last) = hands.last() {
            let count = if role == "arp" { 1 } else { last.len() };
            self.ring(part, &last[..count], notes, random);
        }
    }

    fn bass(&self, part: u16, notes: &mut Vec<Note>, random: &mut Random) {
        let Some(player) = &self.genre.bass else { return };
        for (section, bar) in self.bars_of("bass") {
            let Some(rhythm) = plan::rhythm(&player.patterns, self.energy(section)) else { return };
            let chord = &self.chords[bar];
            let next = &self.chords[(bar + 1) % self.chords.len()];
            let played = bass::bar(&rhythm, chord, next, self.key, random);
            self.put(part, bar, &played, 0.5, notes, random);
        }
        if let Some(last) = self.chords.last() {
            self.ring(part, &[bass::root(last, self.key)], notes, random);
        }
    }

    fn lead(&self, part: u16, notes: &mut Vec<Note>, random: &mut Random) {
        let centre = LEAD_AT + self.mood.register;
        let density = self.mood.density;
        let mut melody = Melody::invent(self.rhythms, density, centre, self.key, random);
        for (section, bar) in self.bars_of("lead") {
            let sparse = section.energy < 0.6;
            let chord = &self.chords[bar];
            let played = melody.bar(bar - section.first_bar, chord, self.key, sparse, random);
            self.put(part, bar, &played, 1.0, notes, random);
        }
        let home = self.key.degree_near(centre);
        let tonic = home - home.rem_euclid(7);
        self.ring(part, &[self.key.pitch(tonic)], notes, random);
    }

    fn drums(&self, notes: &mut Vec<Note>) {
        let mut random = Random::fork(self.seed, "drums");
        let drums = &self.genre.drums;
        for (section, bar) in self.bars_of("drums") {
            let place = Place {
                bar: bar - section.first_bar,
                of: section.bars,
                energy: self.energy(section),
                first: section.first_bar == 0,
            };
            let strokes = drums::bar(drums, place, &mut random);
            self.strokes(bar, &strokes, notes, &mut random);
        }
        if let Some(last) =
            self.sections.last().filter(|last| self.clock.ends && last.plays("drums"))
        {
            let strokes = drums::end(drums, self.energy(last));
            self.strokes(self.clock.bars - 1, &strokes, notes, &mut random);
        }
    }

    fn strokes(
        &self,
        bar: usize,
        strokes: &[drums::Stroke<'_>],
        notes: &mut Vec<Note>,
        random: &mut Random,
    ) {
        for (drum, at, velocity) in strokes {
            let found = self.parts.iter().position(|part| part.drum && part.instrument == *drum);
            let Some(part) = found else { continue };
            self.put(part as u16, bar, &[(*at, 1.0, 60, *velocity)], 0.35, notes, random);
        }
    }
}

/// Where a place of a bar is when pairs of sixteenths are not equal: `swing` is the part of the
/// first one.
fn swung(at: f64, swing: f64) -> f64 {
    let pair = (at / 2.0).floor() * 2.0;
    let rest = at - pair;
    pair + if rest < 1.0 {
        rest * 2.0 * swing
    } else {
        2.0 * swing + (rest - 1.0) * 2.0 * (1.0 - swing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swing_moves_only_the_second_of_each_pair() {
        assert!((swung(4.0, 0.6) - 4.0).abs() < 1e-9);
        assert!((swung(5.0, 0.6) - 5.2).abs() < 1e-9);
        assert!((swung(5.0, 0.5) - 5.0).abs() < 1e-9);
    }
}
