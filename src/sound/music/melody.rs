//! The melody: motifs that come back, tones of the chord where it counts, steps in between.
//!
//! A phrase has four pairs of bars: A, A with another end, B, A coming home. Which sections
//! have a melody and who plays it is left to [`super::compose`].

use super::{
    chord::Chord,
    harmony::Played,
    key::Key,
    pattern::{self, Step},
};
use crate::sound::synthesis::random::Random;

/// Bars of a motif.
const PAIR: usize = 2;

/// Pairs of a phrase, by motif.
const PHRASE: [usize; 4] = [0, 0, 1, 0];

/// A short idea: when notes come, and by how many scale steps they move.
#[derive(Clone, Debug)]
struct Motif {
    bars: [Vec<(Step, i32)>; PAIR],
}

/// Everything a melody of a piece is made of.
#[derive(Clone, Debug)]
pub(super) struct Melody {
    motifs: Vec<Motif>,
    /// Degrees it stays between.
    low: i32,
    high: i32,
    /// The degree of the last note.
    at: i32,
}

impl Melody {
    /// Invents the motifs. `density` is 0 to 1; pitches stay around `centre`.
    pub(super) fn invent(
        rhythms: &[String],
        density: f32,
        centre: i32,
        key: &Key,
        random: &mut Random,
    ) -> Self {
        let motifs = (0..2)
            .map(|n| {
                // The second idea is a little busier than the first.
                // The second bar has fewer notes, or two alike would plod.
                let bars = [0.03, -0.13].map(|more| {
                    let wanted = density + more + 0.08 * n as f32 + 0.08 * random.human();
                    let text = pattern::by_energy(rhythms, wanted);
                    let steps = text.map(|text| pattern::steps(text)).unwrap_or_default();
                    let lean = if random.chance(0.5) { 1 } else { -1 };
                    steps.into_iter().map(|step| (step, move_by(lean, random))).collect()
                });
                Motif { bars }
            })
            .collect();
        let middle = key.degree_near(centre);
        Self { motifs, low: middle - 4, high: middle + 5, at: middle }
    }

    /// The notes of bar `bar` of a phrase over `chord`; in a `sparse` section only the
    /// first pair of each four bars is sung.
    pub(super) fn bar(
        &mut self,
        bar: usize,
        chord: &Chord,
        key: &Key,
        sparse: bool,
        random: &mut Random,
    ) -> Vec<Played> {
        let pair = bar / PAIR % PHRASE.len();
        if sparse && pair % 2 == 1 {
            return Vec::new();
        }
        let (motif, half) = (PHRASE[pair], bar % PAIR);
        // Odd pairs answer: their second bar turns the other way and rests on a long note.
        let answers = half == 1 && pair % 2 == 1;
        let home = half == 1 && pair == PHRASE.len() - 1;
        let mut notes = self.motifs[motif].bars[half].clone();
        if answers {
            // The last one is long and falls on the third beat at the latest.
            notes.retain(|(step, _)| step.at <= 8);
        }
        let count = notes.len();
        if bar.is_multiple_of(PAIR * 2) {
            // Every half phrase begins from the middle, or the tune would drift away.
            let middle = i32::midpoint(self.low, self.high);
            self.at = if motif == 1 { middle + 2 } else { middle };
        }
        let mut played = Vec::new();
        for (n, (step, by)) in notes.into_iter().enumerate() {
            let mut degree = self.at + if answers { -by } else { by };
            if degree > self.high {
                degree = self.at - by.abs();
            }
            if degree < self.low {
                degree = self.at + by.abs();
            }
            let last = answers && n + 1 == count;
            if step.is_strong() || step.length >= 4 || last {
                degree = self.settle(degree, by, chord);
            }
            if home && last && chord.has(0) {
                degree = nearest(degree, |degree| degree.rem_euclid(7) == 0);
            }
            self.at = degree;
            let length = if last { 16 - step.at } else { step.length };
            let level = if step.is_strong() { 0.84 } else { 0.7 };
            let level = level + 0.015 * (degree - self.low) as f32 + 0.05 * random.human();
            played.push((step.at as f64, length as f64 - 0.15, key.pitch(degree), level));
        }
        played
    }

    /// The tone of the chord nearest to `degree`; a move must not end where it began.
    fn settle(&self, degree: i32, by: i32, chord: &Chord) -> i32 {
        let near = nearest(degree, |degree| chord.has(degree));
        if near != self.at || by == 0 {
            return near;
        }
        let along = |way: i32| (1..5).map(|n| self.at + n * way).find(|degree| chord.has(*degree));
        let inside = |degree: &i32| (self.low..=self.high).contains(degree);
        let way = by.signum();
        along(way).filter(inside).or_else(|| along(-way)).unwrap_or(near)
    }
}

/// Scale steps to the next note: mostly one, now and then a leap, leaning one way.
fn move_by(lean: i32, random: &mut Random) -> i32 {
    let way = if random.chance(0.62) { lean } else { -lean };
    match random.unit() {
        x if x < 0.12 => 0,
        x if x < 0.72 => way,
        x if x < 0.9 => 2 * way,
        _ => 3 * way,
    }
}

/// The nearest degree that is right, the lower one of two.
fn nearest(degree: i32, right: impl Fn(i32) -> bool) -> i32 {
    let ways = (0..7).flat_map(|by| [-by, by]);
    ways.map(|by| degree + by).find(|degree| right(*degree)).unwrap_or(degree)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sung(seed: u64) -> Vec<Vec<Played>> {
        let key = Key::parse("C major").unwrap();
        let rhythms = ["x-----x-x-----..".to_owned(), "x--x--x-x-x-x---".to_owned()];
        let mut random = Random::new(seed);
        let mut melody = Melody::invent(&rhythms, 0.6, 74, &key, &mut random);
        let chords = Chord::progression("I vi IV V I vi IV I", key.mode).unwrap();
        let bar = |(n, chord)| melody.bar(n, chord, &key, false, &mut random);
        chords.iter().enumerate().map(bar).collect()
    }

    #[test]
    fn a_phrase_comes_back_and_goes_home() {
        for seed in 0..20 {
            let bars = sung(seed);
            let places = |bar: &[Played]| bar.iter().map(|note| note.0 as i32).collect::<Vec<_>>();
            assert_eq!(places(&bars[0]), places(&bars[2]), "A comes back");
            assert_eq!(places(&bars[0]), places(&bars[6]), "and once more");
            assert_eq!(bars[7].last().unwrap().2 % 12, 0, "the end is the tonic");
        }
    }

    #[test]
    fn a_melody_stays_where_it_can_be_sung() {
        for seed in 0..50 {
            let all: Vec<_> = sung(seed).concat();
            assert!(all.iter().all(|note| (62..90).contains(&note.2)), "{all:?}");
            let leaps = all.windows(2).filter(|w| (w[0].2 - w[1].2).abs() > 9).count();
            assert!(leaps <= all.len() / 8, "{all:?}");
        }
    }
}
