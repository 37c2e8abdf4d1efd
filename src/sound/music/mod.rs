//! Music that is composed and played on the spot, from data in `templates/music/`.
//!
//! A [`Composer`] turns a [`Wish`] into a [`Piece`] (tempo, key, form, chords, notes), and a
//! piece renders itself to sound. Moods, genres and instruments are data; reading the files and
//! writing the sound are left to the caller.

mod bass;
mod bus;
mod chord;
mod compose;
mod drums;
mod harmony;
mod instrument;
mod instrument_check;
mod key;
mod master;
mod melody;
mod mixer;
mod pattern;
mod piece;
mod plan;
mod score;
mod style;
mod style_check;
mod voice;

pub use compose::Composer;
pub use piece::{Note, Part, Piece};
pub use plan::Section;
pub use style::{Genre, Mood};

/// What kind of music is wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    /// Id of a mood; none takes what suits the genre.
    pub mood: Option<String>,
    /// Id of a genre; none takes what suits the mood.
    pub genre: Option<String>,
    /// Beats per minute, 40 to 220; none takes what suits both. A loop may move it by up to
    /// 6% so that whole bars fit, and a very short loop further.
    pub bpm: Option<f32>,
    /// Like "C minor", "F# major", "Bb", "D dorian"; none takes one that suits the mood.
    pub key: Option<String>,
    /// Another one gives another piece in the same style.
    pub seed: u64,
    /// 1 to 3600.
    pub seconds: f64,
    /// Whether the end shall lead into the start.
    pub looped: bool,
}

impl Default for Wish {
    /// Half a minute of whatever comes first.
    fn default() -> Self {
        Self {
            mood: None,
            genre: None,
            bpm: None,
            key: None,
            seed: 0,
            seconds: 30.0,
            looped: false,
        }
    }
}

#[cfg(test)]
#[path = "music_tests.rs"]
mod tests;
