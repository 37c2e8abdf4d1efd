//! Rhythms as text: sixteen places of a bar, such as `x..x-..x`.
//!
//! A dot is silence, `-` holds the note before, anything else begins a note; what the letters
//! mean is left to the parts that play them. Shorter texts are repeated to fill the bar.

/// Places in a bar of four beats.
pub(super) const STEPS: usize = 16;

/// One note of a rhythm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// Place in the bar, 0 to 15.
    pub(super) at: usize,
    /// How many places it is held.
    pub(super) length: usize,
    /// What begins here.
    pub(super) sign: char,
}

impl Step {
    /// Whether it falls on the first or the third beat.
    pub(super) const fn is_strong(&self) -> bool {
        self.at.is_multiple_of(8)
    }
}

/// The notes of a rhythm.
pub(super) fn steps(text: &str) -> Vec<Step> {
    let mut notes: Vec<Step> = Vec::new();
    let signs = text.chars().filter(|c| !c.is_whitespace()).collect::<Vec<_>>();
    for (at, sign) in signs.iter().cycle().take(STEPS).enumerate() {
        match sign {
            '.' => {}
            '-' => {
                if let Some(last) = notes.last_mut().filter(|last| last.at + last.length == at) {
                    last.length += 1;
                }
            }
            sign => notes.push(Step { at, length: 1, sign: *sign }),
        }
    }
    notes
}

/// What is wrong with a rhythm, where `allowed` are the letters it may use.
pub(super) fn mistake(text: &str, allowed: &str) -> Option<String> {
    let signs = text.chars().filter(|c| !c.is_whitespace());
    let count = signs.clone().count();
    if count == 0 || !STEPS.is_multiple_of(count) {
        return Some(format!("\"{text}\" has {count} places; expected 1, 2, 4, 8 or 16"));
    }
    let wrong = signs.into_iter().find(|c| !matches!(c, '.' | '-') && !allowed.contains(*c));
    wrong.map(|c| format!("\"{c}\" of \"{text}\" is none of {allowed}.-"))
}

/// One of `patterns`, which go from calm to busy, by an energy from 0 to 1.
pub(super) fn by_energy<T>(patterns: &[T], energy: f32) -> Option<&T> {
    let last = patterns.len().checked_sub(1)?;
    patterns.get(((energy.clamp(0.0, 1.0) * patterns.len() as f32) as usize).min(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_held_until_the_next_sign() {
        let notes = steps("x--. x-.x .... 1---");
        let held: Vec<_> = notes.iter().map(|n| (n.at, n.length, n.sign)).collect();
        assert_eq!(held, [(0, 3, 'x'), (4, 2, 'x'), (7, 1, 'x'), (12, 4, '1')]);
        assert!(notes[0].is_strong() && !notes[1].is_strong());
    }

    #[test]
    fn a_short_rhythm_fills_the_bar() {
        assert_eq!(steps("x.").len(), 8);
        assert_eq!(steps("x").len(), STEPS);
        assert_eq!(steps("x.......").iter().map(|n| n.at).collect::<Vec<_>>(), [0, 8]);
    }

    #[test]
    fn a_wrong_rhythm_says_what_is_wrong() {
        assert_eq!(mistake("x..o", "xo"), None);
        assert!(mistake("x..", "x").unwrap().contains("3 places"));
        assert!(mistake("x..q", "xo").unwrap().contains("\"q\""));
        assert_eq!(by_energy(&[1, 2, 3], 1.0), Some(&3));
        assert_eq!(by_energy(&[1, 2, 3], 0.0), Some(&1));
        assert_eq!(by_energy::<u8>(&[], 0.5), None);
    }
}
