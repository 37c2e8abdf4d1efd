//! Chords: from roman numerals upon a key to pitches, names, and hands that move little.
//!
//! A numeral is a degree of the scale in use and its chord is built from that scale by thirds,
//! so a chord never leaves its key; capital letters, ° and + only say what the chord turns out
//! to be, and are checked. Which chords follow each other is data.

use super::key::{Key, Mode};

/// A chord of a scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chord {
    /// Degree of the root, 0 to 6.
    pub(super) root: i32,
    /// Degrees above the root.
    pub(super) tones: Vec<i32>,
}

impl Chord {
    /// Reads a numeral such as `vi`, `IV7`, `Vsus4` or `vii°`, or says what is wrong with it.
    pub(super) fn parse(text: &str, mode: &Mode) -> Result<Self, String> {
        const NUMERALS: [&str; 7] = ["I", "II", "III", "IV", "V", "VI", "VII"];
        let length = text.chars().take_while(|c| matches!(c, 'I' | 'V' | 'i' | 'v')).count();
        let (numeral, rest) = text.split_at(length);
        let root = NUMERALS
            .iter()
            .position(|known| known.eq_ignore_ascii_case(numeral))
            .ok_or_else(|| format!("\"{text}\" does not begin with a roman numeral, I to VII"))?;
        let capital = numeral.starts_with(['I', 'V']);
        let (sign, suffix) = match rest.chars().next() {
            Some(sign @ ('°' | '+')) => (Some(sign), &rest[sign.len_utf8()..]),
            _ => (None, rest),
        };
        let root = root as i32;
        let above = |degree: i32| semitones(mode, root, degree);
        let found = match (above(2), above(4)) {
            (4, 7) => (true, None),
            (3, 7) => (false, None),
            (3, 6) => (false, Some('°')),
            (4, 8) => (true, Some('+')),
            _ => return Err(format!("\"{text}\" has no name in {}", mode.name)),
        };
        let (tones, open) = match suffix {
            "" => (vec![0, 2, 4], false),
            "7" => (vec![0, 2, 4, 6], false),
            "9" if above(8) == 14 => (vec![0, 2, 4, 6, 8], false),
            "sus2" if above(1) == 2 => (vec![0, 1, 4], true),
            "sus4" if above(3) == 5 => (vec![0, 3, 4], true),
            other => return Err(format!("\"{other}\" of \"{text}\" does not fit {}", mode.name)),
        };
        if !open && found != (capital, sign) {
            let quality = match found {
                (true, None) => "major",
                (false, None) => "minor",
                (_, Some('°')) => "diminished (small letters and °)",
                _ => "augmented (capitals and +)",
            };
            return Err(format!("\"{text}\" is {quality} in {}", mode.name));
        }
        Ok(Self { root, tones })
    }

    /// Reads chords with spaces between them.
    pub(super) fn progression(text: &str, mode: &Mode) -> Result<Vec<Self>, String> {
        text.split_whitespace().map(|numeral| Self::parse(numeral, mode)).collect()
    }

    /// The same chord with a seventh (1) or a ninth as well (2), where it is a plain triad.
    pub(super) fn extended(mut self, by: u8, mode: &Mode) -> Self {
        if self.tones == [0, 2, 4] && by > 0 {
            self.tones.push(6);
            // A ninth of one semitone would grate.
            if by > 1 && semitones(mode, self.root, 8) == 14 {
                self.tones.push(8);
            }
        }
        self
    }

    /// Whether a scale degree (in any octave) belongs to it.
    pub(super) fn has(&self, degree: i32) -> bool {
        self.tones.iter().any(|tone| (self.root + tone - degree).rem_euclid(7) == 0)
    }

    /// Like `F#m7`.
    pub(super) fn name(&self, key: &Key) -> String {
        let above = |degree: i32| semitones(key.mode, self.root, degree);
        let seventh = self.tones.contains(&6).then(|| above(6));
        let nine = self.tones.contains(&8);
        let quality = match (&self.tones[..], above(2), above(4), seventh) {
            ([0, 1, 4], ..) => "sus2",
            ([0, 3, 4], ..) => "sus4",
            (_, 4, 8, None) => "aug",
            (_, 4, 8, Some(_)) => "maj7#5",
            (_, 4, _, None) => "",
            (_, 4, _, Some(11)) => {
                if nine {
                    "maj9"
                } else {
                    "maj7"
                }
            }
            (_, 4, _, Some(_)) => {
                if nine {
                    "9"
                } else {
                    "7"
                }
            }
            (_, _, 6, None) => "dim",
            (_, _, 6, Some(9)) => "dim7",
            (_, _, 6, Some(_)) => "m7b5",
            (_, _, _, None) => "m",
            (_, _, _, Some(11)) => "m(maj7)",
            (..) => {
                if nine {
                    "m9"
                } else {
                    "m7"
                }
            }
        };
        format!("{}{quality}", key.note(key.pitch(self.root)))
    }

    /// Pitches for hands that played `before` and shall move as little as they can, around the
    /// middle pitch `centre`.
    pub(super) fn voiced(&self, key: &Key, before: &[i32], centre: i32) -> Vec<i32> {
        // With five tones the root is left to the bass.
        let skip = usize::from(self.tones.len() > 4);
        let classes: Vec<i32> =
            self.tones[skip..].iter().map(|tone| key.pitch(self.root + tone) % 12).collect();
        let mut best = (f32::MAX, Vec::new());
        for first in 0..classes.len() {
            for octave in 2..7 {
                let mut pitches = vec![classes[first] + 12 * octave];
                for n in 1..classes.len() {
                    let class = classes[(first + n) % classes.len()];
                    let last = pitches[n - 1];
                    pitches.push(last + 1 + (class - last - 1).rem_euclid(12));
                }
                pitches.sort_unstable();
                let cost = cost(&pitches, before, centre);
                if cost < best.0 {
                    best = (cost, pitches);
                }
            }
        }
        best.1
    }
}

/// Semitones from degree `root` of a scale up to `degree` further.
fn semitones(mode: &Mode, root: i32, degree: i32) -> i32 {
    let at = |n: i32| mode.steps[n.rem_euclid(7) as usize] + 12 * n.div_euclid(7);
    at(root + degree) - at(root)
}

/// How unwelcome a position is: the way of every finger, and the distance from the middle.
fn cost(pitches: &[i32], before: &[i32], centre: i32) -> f32 {
    let way: i32 = pitches
        .iter()
        .map(|pitch| before.iter().map(|other| (other - pitch).abs()).min().unwrap_or(0))
        .sum();
    let top = match (pitches.last(), before.last()) {
        (Some(here), Some(there)) => (here - there).abs(),
        _ => 0,
    };
    let mean = pitches.iter().sum::<i32>() as f32 / pitches.len() as f32;
    // Two notes side by side at the top of a chord would blur its tune.
    let rub = pitches.windows(2).last().is_some_and(|w| w[1] - w[0] == 1);
    way as f32 + top as f32 * 0.5 + (mean - centre as f32).abs() * 0.8 + f32::from(rub) * 4.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_checked_against_the_scale() {
        let major = Mode::find("major").unwrap();
        for right in ["I", "ii7", "iii", "IV", "Vsus4", "vi9", "vii°", "V7"] {
            assert!(Chord::parse(right, major).is_ok(), "{right}");
        }
        for wrong in ["i", "II", "vii", "X", "I13", "", "iii9"] {
            assert!(Chord::parse(wrong, major).is_err(), "{wrong}");
        }
        assert!(Chord::parse("V", Mode::find("harmonic minor").unwrap()).is_ok());
    }

    #[test]
    fn chords_have_the_names_musicians_use() {
        let names = |key: &str, text: &str| {
            let key = Key::parse(key).unwrap();
            let chords = Chord::progression(text, key.mode).unwrap();
            chords.iter().map(|chord| chord.name(&key)).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(names("C major", "I vi7 IV7 V7 vii°7 Isus4"), "C Am7 Fmaj7 G7 Bm7b5 Csus4");
        assert_eq!(names("F minor", "i VI III VII"), "Fm Db Ab Eb");
    }

    #[test]
    fn hands_move_little_from_chord_to_chord() {
        let key = Key::parse("C major").unwrap();
        let mut hands = Vec::new();
        for chord in Chord::progression("I vi IV V I iii IV V", key.mode).unwrap() {
            let next = chord.voiced(&key, &hands, 62);
            assert!(next.iter().all(|pitch| (48..78).contains(pitch)), "{next:?}");
            let way: i32 = next.iter().zip(&hands).map(|(a, b): (&i32, &i32)| (a - b).abs()).sum();
            assert!(way <= 8, "{hands:?} to {next:?}");
            hands = next;
        }
    }
}
