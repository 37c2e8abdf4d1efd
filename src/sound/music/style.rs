//! What `templates/music/styles.yaml` says: moods, genres, forms and rhythms.
//!
//! The data only; checking it is left to `style_check`. A mood gives tempo, scale, chords and energy; a genre gives the
//! players and what they play; how the two meet is left to [`super::plan`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Chord progressions by scale.
pub(super) type Progressions = BTreeMap<String, Vec<String>>;

/// How music feels.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mood {
    /// What requests call it.
    pub id: String,
    /// For people.
    pub name: String,
    /// One sentence for people.
    pub description: String,
    /// Beats per minute, from and to.
    pub tempo: [f32; 2],
    /// Scales it is played in.
    pub modes: Vec<String>,
    /// The genre that suits it when none is asked for.
    pub genre: String,
    /// 0 (still) to 1 (wild): how much is played.
    #[serde(skip_serializing)]
    pub(super) energy: f32,
    /// Factor on the brightness of all instruments.
    #[serde(skip_serializing)]
    pub(super) brightness: f32,
    /// 0 (few notes) to 1 (many) of the melody.
    #[serde(skip_serializing)]
    pub(super) density: f32,
    /// Semitones the melody is moved.
    #[serde(skip_serializing)]
    pub(super) register: i32,
    #[serde(skip_serializing)]
    pub(super) progressions: Progressions,
}

/// Who plays, and how.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Genre {
    /// What requests call it.
    pub id: String,
    /// For people.
    pub name: String,
    /// One sentence for people.
    pub description: String,
    /// Beats per minute, from and to.
    pub tempo: [f32; 2],
    /// The mood that suits it when none is asked for.
    pub mood: String,
    /// Part of a pair of sixteenths that the first one takes: 0.5 is straight.
    #[serde(skip_serializing)]
    pub(super) swing: f32,
    /// Most a note is early or late, in milliseconds.
    #[serde(skip_serializing)]
    pub(super) human_ms: f32,
    /// 0: chords of three tones, 1: with sevenths, 2: with ninths.
    #[serde(skip_serializing)]
    pub(super) extension: u8,
    /// Seconds of the room.
    #[serde(skip_serializing)]
    pub(super) reverb: f32,
    /// How deep the kick ducks the rest, 0 to 1.
    #[serde(skip_serializing, default)]
    pub(super) duck: f32,
    /// Where the whole sound ends, in hertz; lower is older and warmer.
    #[serde(skip_serializing, default = "open")]
    pub(super) ceiling_hz: f32,
    /// Level of the crackle of a record.
    #[serde(skip_serializing, default)]
    pub(super) crackle: f32,
    #[serde(skip_serializing, default)]
    pub(super) chords: Option<Player>,
    #[serde(skip_serializing, default)]
    pub(super) pad: Option<Player>,
    #[serde(skip_serializing, default)]
    pub(super) arp: Option<Player>,
    #[serde(skip_serializing, default)]
    pub(super) bass: Option<Player>,
    #[serde(skip_serializing, default)]
    pub(super) lead: Option<Player>,
    #[serde(skip_serializing, default)]
    pub(super) drums: Drums,
}

const fn open() -> f32 {
    20_000.0
}

/// One player of a genre.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Player {
    /// Instruments to choose from.
    pub(super) instruments: Vec<String>,
    pub(super) gain: f32,
    /// Rhythms from calm to busy. None for the lead, whose rhythms are shared, and the pad.
    #[serde(default)]
    pub(super) patterns: Vec<String>,
}

/// The drums of a genre.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Drums {
    pub(super) gain: f32,
    /// Beats from calm to busy: rhythm by drum.
    pub(super) beats: Vec<BTreeMap<String, String>>,
    /// What is played in the second half of the last bar of a section.
    #[serde(default)]
    pub(super) fills: Vec<BTreeMap<String, String>>,
    /// The drum that opens a section.
    #[serde(default)]
    pub(super) crash: Option<String>,
}

/// One part of a form.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FormSection {
    pub(super) name: String,
    /// Bars, before the form is fitted.
    pub(super) bars: usize,
    /// 0 to 1.
    pub(super) energy: f32,
    /// Who plays: chords, pad, arp, bass, lead, drums.
    pub(super) parts: Vec<String>,
    /// Whether it belongs to what is repeated in long pieces.
    #[serde(default)]
    pub(super) repeat: bool,
}

/// How a piece is laid out.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// Fewest bars it is for.
    pub(super) from_bars: usize,
    pub(super) sections: Vec<FormSection>,
}

/// The whole file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Styles {
    /// Chords for moods that have none in a scale.
    pub(super) progressions: Progressions,
    /// Rhythms of melodies, from few notes to many.
    pub(super) rhythms: Vec<String>,
    pub(super) forms: Vec<Form>,
    pub(super) moods: Vec<Mood>,
    pub(super) genres: Vec<Genre>,
}

impl Genre {
    /// All players with their names and the letters of their rhythms.
    pub(super) const fn players(&self) -> [(&'static str, Option<&Player>, &'static str); 5] {
        [
            ("chords", self.chords.as_ref(), "x"),
            ("pad", self.pad.as_ref(), "x"),
            ("arp", self.arp.as_ref(), "0123456789"),
            ("bass", self.bass.as_ref(), "1358a"),
            ("lead", self.lead.as_ref(), "x"),
        ]
    }
}
