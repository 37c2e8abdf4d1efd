//! The drums: the beat of a section, its fill at the end, and the crash that opens the next.
//!
//! The rhythms are data: `X` is an accent, `x` a stroke, `o` a ghost note. Sounds and swing are
//! left to others.

use std::collections::BTreeMap;

use super::{
    pattern::{self, Step},
    style::Drums,
};
use crate::sound::synthesis::random::Random;

/// Shortest section that gets a fill, in bars.
const FILLS_FROM: usize = 2;

/// Energy from which sections are opened with a crash.
const CRASH_FROM: f32 = 0.55;

/// One stroke: drum, place in sixteenths, level.
pub(super) type Stroke<'a> = (&'a str, f64, f32);

/// Where in its section a bar is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Bar of the section, from 0.
    pub(super) bar: usize,
    /// Bars of the section.
    pub(super) of: usize,
    /// 0 to 1.
    pub(super) energy: f32,
    /// Whether the section is the first one of the piece.
    pub(super) first: bool,
}

/// The strokes of one bar.
pub(super) fn bar<'a>(drums: &'a Drums, place: Place, random: &mut Random) -> Vec<Stroke<'a>> {
    let mut strokes = Vec::new();
    let Some(beat) = pattern::by_energy(&drums.beats, place.energy) else { return strokes };
    let ends = place.bar + 1 == place.of && place.of >= FILLS_FROM;
    // A short break in the middle of long sections keeps the phrases apart.
    let breathes = !ends && place.bar % 4 == 3 && random.chance(0.4);
    let fill = if ends { random.pick(&drums.fills) } else { None };
    let until = if fill.is_some() { 8 } else { pattern::STEPS };
    lanes(beat, &mut strokes, random, |step| step.at < until && !(breathes && step.at >= 14));
    if let Some(fill) = fill {
        lanes(fill, &mut strokes, random, |step| step.at >= 8);
    }
    let opens = place.bar == 0 && !place.first && place.energy >= CRASH_FROM;
    if let Some(crash) = drums.crash.as_deref().filter(|_| opens) {
        strokes.push((crash, 0.0, 0.7));
    }
    strokes
}

/// The last stroke of a piece: what the beat has on its first place, and the crash.
pub(super) fn end(drums: &Drums, energy: f32) -> Vec<Stroke<'_>> {
    let beat = pattern::by_energy(&drums.beats, energy);
    let first = beat.into_iter().flatten().filter(|(_, text)| text.starts_with(['x', 'X']));
    let strokes = first.map(|(drum, _)| (drum.as_str(), 0.0, 0.8));
    strokes.chain(drums.crash.as_deref().map(|crash| (crash, 0.0, 0.6))).collect()
}

fn lanes<'a>(
    beat: &'a BTreeMap<String, String>,
    strokes: &mut Vec<Stroke<'a>>,
    random: &mut Random,
    keep: impl Fn(&Step) -> bool,
) {
    for (drum, text) in beat {
        for step in pattern::steps(text).iter().filter(|step| keep(step)) {
            let level = match step.sign {
                'X' => 1.0,
                'x' => 0.78,
                // Ghost notes come and go.
                _ if random.chance(0.2) => continue,
                _ => 0.34,
            };
            let level = level * (1.0 + 0.09 * random.human());
            strokes.push((drum, step.at as f64, level));
        }
    }
}

/// All drums that are played.
pub(super) fn kit(drums: &Drums) -> Vec<&str> {
    let lanes = drums.beats.iter().chain(&drums.fills).flat_map(|beat| beat.keys());
    let mut names: Vec<_> = lanes.chain(&drums.crash).map(String::as_str).collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drums() -> Drums {
        serde_yaml::from_str(
            "{gain: 1, beats: [{kick: x...}, {kick: x..., hat: xo}], \
             fills: [{tom: '........xxxxxxxx'}], crash: crash}",
        )
        .unwrap()
    }

    #[test]
    fn more_energy_brings_more_drums() {
        let drums = drums();
        let place = Place { bar: 1, of: 8, energy: 0.1, first: false };
        let calm = bar(&drums, place, &mut Random::new(1));
        let busy = bar(&drums, Place { energy: 0.9, ..place }, &mut Random::new(1));
        assert_eq!(calm.len(), 4);
        assert!(busy.len() > 10, "{busy:?}");
    }

    #[test]
    fn a_section_ends_with_a_fill_and_opens_with_a_crash() {
        let drums = drums();
        let last = Place { bar: 7, of: 8, energy: 0.9, first: false };
        let strokes = bar(&drums, last, &mut Random::new(1));
        assert_eq!(strokes.iter().filter(|s| s.0 == "tom").count(), 8);
        assert!(strokes.iter().all(|s| s.0 == "tom" || s.1 < 8.0));
        let open = bar(&drums, Place { bar: 0, ..last }, &mut Random::new(1));
        assert!(open.iter().any(|s| s.0 == "crash"));
        let first = bar(&drums, Place { bar: 0, first: true, ..last }, &mut Random::new(1));
        assert!(first.iter().all(|s| s.0 != "crash"));
    }
}
