//! The bass: roots on the strong places, fifths and octaves between, and steps to the next root.
//!
//! Its rhythms are data; which chord is heard when is left to [`super::harmony`].

use super::{chord::Chord, harmony::Played, key::Key, pattern::Step};
use crate::sound::synthesis::random::Random;

/// The octave of roots begins here, at G1 (49 Hz): lower ones are lost on small speakers.
const LOWEST: i32 = 31;

/// The root of `chord` in the bass: between G1 and F#2.
pub(super) fn root(chord: &Chord, key: &Key) -> i32 {
    LOWEST + (key.pitch(chord.root) - LOWEST).rem_euclid(12)
}

/// The notes of one bar over `chord`, on the way to `next`.
pub(super) fn bar(
    rhythm: &[Step],
    chord: &Chord,
    next: &Chord,
    key: &Key,
    random: &mut Random,
) -> Vec<Played> {
    let here = root(chord, key);
    let degree = key.degree_near(here);
    let tone = |above: i32| key.pitch(degree + above);
    let play = |step: &Step| {
        let pitch = match step.sign {
            '3' => tone(2),
            '5' => tone(4),
            '8' => here + 12,
            'a' => approach(here, root(next, key), key),
            _ => here,
        };
        let level = if step.is_strong() { 0.85 } else { 0.72 };
        let length = step.length as f64 - 0.2;
        (step.at as f64, length, pitch, level + 0.06 * random.human())
    };
    rhythm.iter().map(play).collect()
}

/// The note of the scale beside the coming root, on the side we come from.
fn approach(here: i32, next: i32, key: &Key) -> i32 {
    let degree = key.degree_near(next);
    key.pitch(if here > next { degree + 1 } else { degree - 1 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sound::music::pattern;

    #[test]
    fn the_bass_plays_the_root_first_and_stays_in_the_key() {
        let key = Key::parse("A minor").unwrap();
        let chords = Chord::progression("i VI III VII", key.mode).unwrap();
        for (n, chord) in chords.iter().enumerate() {
            let next = &chords[(n + 1) % 4];
            let rhythm = pattern::steps("1--.8.1.5---3.a.");
            let played = bar(&rhythm, chord, next, &key, &mut Random::new(1));
            assert_eq!(played[0].2, root(chord, &key));
            assert!(played.iter().all(|note| (26..56).contains(&note.2)), "{played:?}");
            for note in &played {
                assert_eq!(key.pitch(key.degree_near(note.2)), note.2, "{played:?}");
            }
            let way = (played.last().unwrap().2 - root(next, &key)).abs();
            assert!((1..=2).contains(&way), "the last note leads to the next root");
        }
    }
}
