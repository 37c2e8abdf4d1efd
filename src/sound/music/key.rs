//! Keys: twelve tonics, seven scales, and the names people give to notes.
//!
//! Chords upon a key are left to [`super::chord`].

use crate::{
    error::{Error, Result},
    nearest::nearest,
};

/// A scale of seven notes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mode {
    /// As in "D dorian".
    pub(super) name: &'static str,
    /// Semitones above the tonic.
    pub(super) steps: [i32; 7],
    /// Semitones from its tonic up to that of the major scale with the same signature.
    relative: i32,
}

/// All scales.
const MODES: [Mode; 7] = [
    Mode { name: "major", steps: [0, 2, 4, 5, 7, 9, 11], relative: 0 },
    Mode { name: "minor", steps: [0, 2, 3, 5, 7, 8, 10], relative: 3 },
    Mode { name: "dorian", steps: [0, 2, 3, 5, 7, 9, 10], relative: 10 },
    Mode { name: "phrygian", steps: [0, 1, 3, 5, 7, 8, 10], relative: 8 },
    Mode { name: "lydian", steps: [0, 2, 4, 6, 7, 9, 11], relative: 7 },
    Mode { name: "mixolydian", steps: [0, 2, 4, 5, 7, 9, 10], relative: 5 },
    Mode { name: "harmonic minor", steps: [0, 2, 3, 5, 7, 8, 11], relative: 3 },
];

impl Mode {
    /// The scale of this name.
    pub(super) fn find(name: &str) -> Option<&'static Self> {
        MODES.iter().find(|mode| mode.name.eq_ignore_ascii_case(name))
    }

    /// Whether its third is the small one.
    pub(super) const fn is_minor(&self) -> bool {
        self.steps[2] == 3
    }
}

/// A scale on a tonic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key {
    /// 0 is C, 11 is B.
    pub(super) tonic: i32,
    pub(super) mode: &'static Mode,
}

impl Key {
    /// Reads "C minor", "F# major", "Bb", "Am", "D dorian".
    ///
    /// # Errors
    /// `Validation` at `/key` for anything else, with the nearest scale named.
    pub(super) fn parse(text: &str) -> Result<Self> {
        let wrong = |why: String| {
            Error::field("/key", format!("\"{text}\" is no key: {why}"))
                .hint("write a key like \"C minor\", \"F# major\", \"Bb\" or \"D dorian\"")
        };
        let trimmed = text.trim();
        let mut letters = trimmed.chars();
        let letter = letters.next().map(|c| c.to_ascii_uppercase());
        let natural: i32 = match letter {
            Some('C') => 0,
            Some('D') => 2,
            Some('E') => 4,
            Some('F') => 5,
            Some('G') => 7,
            Some('A') => 9,
            Some('B') => 11,
            _ => return Err(wrong("it must begin with a note from A to G".into())),
        };
        let mut rest = letters.as_str();
        let mut change = 0_i32;
        for (sign, step) in [('#', 1), ('♯', 1), ('b', -1), ('♭', -1)] {
            if let Some(after) = rest.strip_prefix(sign) {
                (rest, change) = (after, step);
                break;
            }
        }
        let name = match rest.trim().to_lowercase().as_str() {
            "" | "maj" => "major".to_owned(),
            "m" | "min" => "minor".to_owned(),
            other => other.replace(['-', '_'], " "),
        };
        let Some(mode) = Mode::find(&name) else {
            let names = MODES.map(|mode| mode.name);
            let near = nearest(&name, names.into_iter()).unwrap_or("major");
            let known = names.join(", ");
            return Err(wrong(format!("unknown scale \"{name}\", near {near}; known: {known}")));
        };
        Ok(Self { tonic: (natural + change).rem_euclid(12), mode })
    }

    /// The pitch of a scale degree: 0 is the tonic at the bottom of MIDI, 7 an octave above.
    pub(super) const fn pitch(&self, degree: i32) -> i32 {
        let step = self.mode.steps[degree.rem_euclid(7) as usize];
        self.tonic + 12 * degree.div_euclid(7) + step
    }

    /// The degree whose pitch is nearest to `pitch`, the lower one of two.
    pub(super) fn degree_near(&self, pitch: i32) -> i32 {
        let low = (pitch - self.tonic).div_euclid(12) * 7 - 1;
        (low..low + 10).min_by_key(|degree| (self.pitch(*degree) - pitch).abs()).unwrap_or(low)
    }

    /// What this pitch is called in this key, without its octave.
    pub(super) fn note(&self, pitch: i32) -> &'static str {
        const SHARPS: [&str; 12] =
            ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"];
        const FLATS: [&str; 12] = ["C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B"];
        // F, Bb, Eb, Ab and Db major and their relatives are written with flats.
        let signature = (self.tonic + self.mode.relative).rem_euclid(12);
        let flat = matches!(signature, 5 | 10 | 3 | 8 | 1);
        (if flat { FLATS } else { SHARPS })[pitch.rem_euclid(12) as usize]
    }

    /// Like "F# minor".
    pub(super) fn name(&self) -> String {
        format!("{} {}", self.note(self.tonic), self.mode.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_as_people_write_them() {
        for (text, name) in [
            ("C minor", "C minor"),
            ("F# major", "F# major"),
            ("bb", "Bb major"),
            ("Am", "A minor"),
            ("d Dorian", "D dorian"),
            ("Eb harmonic-minor", "D# harmonic minor"),
            ("Cb", "B major"),
        ] {
            assert_eq!(Key::parse(text).unwrap().name(), name, "{text}");
        }
    }

    #[test]
    fn no_key_says_why_and_what_is_near() {
        let error = Key::parse("C minr").unwrap_err();
        assert!(error.to_string().contains("near minor"), "{error}");
        assert_eq!(error.field_errors()[0].field, "/key");
        assert!(Key::parse("H minor").is_err() && Key::parse("").is_err());
    }

    #[test]
    fn degrees_and_pitches_go_both_ways() {
        let key = Key::parse("D minor").unwrap();
        assert_eq!(key.pitch(35), 62);
        assert!((0..70).all(|degree| key.degree_near(key.pitch(degree)) == degree));
        assert_eq!(key.note(70), "Bb");
    }
}
