//! Which chord is heard in which bar, and how hands and strings play it.
//!
//! The notes of bass, melody and drums are left to their own files.

use super::{
    chord::Chord,
    key::Key,
    pattern::Step,
    plan::{Clock, Section},
    style::{Mood, Styles},
};
use crate::{
    error::{Error, Result},
    sound::synthesis::random::Random,
};

/// The chords of a piece, one per bar. Sections of the same name have the same progression, and
/// a chorus has another one than a verse if there is one; the last bar of an ending is home.
pub(super) fn chords(
    styles: &Styles,
    mood: &Mood,
    key: &Key,
    extension: u8,
    sections: &[Section],
    clock: &Clock,
    random: &mut Random,
) -> Result<Vec<Chord>> {
    let none = Vec::new();
    let common = if key.mode.is_minor() { "minor" } else { "major" };
    let own = mood.progressions.get(key.mode.name);
    // The common chords belong to the plain scale; other scales have none there.
    let list = own.or_else(|| styles.progressions.get(key.mode.name)).unwrap_or(&none);
    let first = random.below(list.len());
    let other = (first + 1 + random.below(list.len().saturating_sub(1))) % list.len().max(1);
    let mut chords: Vec<Chord> = Vec::with_capacity(clock.bars);
    for section in sections {
        let lively = section.name == "chorus" || section.name == "break";
        let text = list.get(if lively { other } else { first }).ok_or_else(|| {
            let message = format!("no chords are known for {}", key.name());
            Error::field("/key", message).hint(format!("use a {common} key"))
        })?;
        let read = Chord::progression(text, key.mode).map_err(Error::internal)?;
        let row = read.into_iter().map(|chord| chord.extended(extension, key.mode));
        let row: Vec<_> = row.collect();
        chords.extend(row.iter().cycle().take(section.bars).cloned());
    }
    if let Some(last) = chords.last_mut().filter(|_| clock.ends) {
        *last = Chord { root: 0, tones: vec![0, 2, 4] }.extended(extension, key.mode);
    }
    Ok(chords)
}

/// Pitches of every chord with little movement between them.
pub(super) fn voicings(chords: &[Chord], key: &Key, centre: i32) -> Vec<Vec<i32>> {
    let mut hands: Vec<i32> = Vec::new();
    let voice = |chord: &Chord| {
        hands = chord.voiced(key, &hands, centre);
        hands.clone()
    };
    chords.iter().map(voice).collect()
}

/// Notes of a bar: place and length in sixteenths, pitch, and level.
pub(super) type Played = (f64, f64, i32, f32);

/// A chord struck as `rhythm` says.
pub(super) fn strike(rhythm: &[Step], hands: &[i32], random: &mut Random) -> Vec<Played> {
    let mut played = Vec::new();
    for step in rhythm {
        let level = if step.is_strong() { 0.82 } else { 0.66 };
        // Fingers never fall quite together.
        let mut late = 0.0;
        for pitch in hands {
            let level = level + 0.06 * random.human();
            played.push((step.at as f64 + late, step.length as f64, *pitch, level));
            late += f64::from(random.unit()) * 0.05;
        }
    }
    played
}

/// A chord held for `bars` bars.
pub(super) fn hold(bars: usize, hands: &[i32]) -> Vec<Played> {
    let length = bars as f64 * 16.0 - 0.25;
    hands.iter().map(|pitch| (0.0, length, *pitch, 0.75)).collect()
}

/// A chord broken up as `rhythm` says: its digits count the tones from below.
pub(super) fn arpeggio(rhythm: &[Step], hands: &[i32], random: &mut Random) -> Vec<Played> {
    let tone = |step: &Step| {
        let n = step.sign.to_digit(10).unwrap_or(0) as usize;
        let pitch = hands.get(n % hands.len().max(1)).copied().unwrap_or(60);
        let level = if step.at.is_multiple_of(4) { 0.78 } else { 0.6 };
        let level = level + 0.08 * random.human();
        (step.at as f64, step.length as f64, pitch + 12 * (n / hands.len().max(1)) as i32, level)
    };
    rhythm.iter().map(tone).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sound::music::pattern;

    #[test]
    fn an_arpeggio_climbs_beyond_the_hand_by_octaves() {
        let played = arpeggio(&pattern::steps("0123"), &[60, 64, 67], &mut Random::new(1));
        let pitches: Vec<_> = played.iter().take(4).map(|note| note.2).collect();
        assert_eq!(pitches, [60, 64, 67, 72]);
    }

    #[test]
    fn a_struck_chord_has_all_its_tones_at_each_stroke() {
        let played = strike(&pattern::steps("x...x-.."), &[60, 64, 67], &mut Random::new(1));
        assert_eq!(played.len(), 12);
        assert!(played.iter().all(|note| (0.5..1.0).contains(&note.3)));
        assert_eq!(hold(2, &[60, 64]).len(), 2);
    }
}
