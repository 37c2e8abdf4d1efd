//! What `templates/music/instruments.yaml` says: tones that are played at a pitch, and drums.
//!
//! Reading only; the numbers are checked in `instrument_check`, a tone is sounded by [`super::voice`], a drum by the layers it
//! is made of.

use serde::Deserialize;

use crate::{
    error::{Error, Kind, Result},
    sound::synthesis::{
        check::Checks,
        filter::Passes,
        layer::{LONGEST_SECONDS, Layer},
        oscillator::Wave,
    },
};

/// One of the waves of a tone.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WaveRow {
    pub(super) wave: Wave,
    pub(super) level: f32,
    /// Pitch as a multiple of the note's.
    #[serde(default = "one")]
    pub(super) ratio: f32,
    /// Hundredths of a semitone off.
    #[serde(default)]
    pub(super) cents: f32,
}

/// A sine bent by another.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Bend {
    /// Pitch of the bending one as a multiple of the note's.
    pub(super) ratio: f32,
    /// How far it bends when struck hardest, in radians.
    pub(super) index: f32,
    /// Seconds until the bend has fallen to 37%.
    pub(super) decay: f32,
    /// What of it stays.
    pub(super) rest: f32,
}

/// A string that is plucked.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StringRow {
    /// Seconds until it has lost 60 dB, at middle C.
    pub(super) ring: f32,
    /// 0 to 1.
    pub(super) bright: f32,
}

/// How a note begins, stays and ends: seconds, and the level it stays at.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Envelope {
    pub(super) attack: f32,
    pub(super) decay: f32,
    pub(super) sustain: f32,
    pub(super) release: f32,
}

/// The filter of a tone.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ToneFilter {
    pub(super) band: Passes,
    /// Hertz at middle C when at rest.
    pub(super) cutoff: f32,
    #[serde(default = "neutral")]
    pub(super) q: f32,
    /// Octaves it opens when struck.
    #[serde(default)]
    pub(super) octaves: f32,
    /// Seconds until that has fallen to 37%.
    #[serde(default = "one")]
    pub(super) decay: f32,
    /// How far it follows the pitch, 0 to 1.
    #[serde(default)]
    pub(super) follow: f32,
}

const fn one() -> f32 {
    1.0
}

const fn neutral() -> f32 {
    std::f32::consts::FRAC_1_SQRT_2
}

/// An instrument with pitches. It has exactly one of waves, fm, partials and string.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tone {
    pub(super) id: String,
    /// For people.
    pub(super) name: String,
    #[serde(default)]
    pub(super) waves: Vec<WaveRow>,
    #[serde(default)]
    pub(super) fm: Option<Bend>,
    /// `[ratio, level, seconds to fall to 37% at middle C]`.
    #[serde(default)]
    pub(super) partials: Vec<[f32; 3]>,
    #[serde(default)]
    pub(super) string: Option<StringRow>,
    pub(super) envelope: Envelope,
    #[serde(default)]
    pub(super) filter: Option<ToneFilter>,
    /// Hertz and cents of a wavering that sets in slowly.
    #[serde(default)]
    pub(super) vibrato: Option<[f32; 2]>,
    /// Lowest and highest pitch, as MIDI numbers.
    pub(super) range: [i32; 2],
    /// Makes all instruments equally loud.
    pub(super) level: f32,
    /// How far its notes are spread between the sides, 0 to 1.
    #[serde(default)]
    pub(super) width: f32,
    /// Part that goes to the chorus, 0 to 1.
    #[serde(default)]
    pub(super) chorus: f32,
    /// Part that goes to the room, 0 to 1.
    #[serde(default)]
    pub(super) reverb: f32,
    /// Part that goes to the echo, 0 to 1.
    #[serde(default)]
    pub(super) echo: f32,
}

/// A drum: its layers are struck once and kept.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Drum {
    pub(super) id: String,
    /// For people.
    pub(super) name: String,
    /// Peak of a hit.
    pub(super) level: f32,
    #[serde(default)]
    pub(super) pan: f32,
    #[serde(default)]
    pub(super) reverb: f32,
    /// Whether the rest makes room for it.
    #[serde(default)]
    pub(super) ducks: bool,
    pub(super) layers: Vec<Layer>,
}

/// The whole file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Instruments {
    pub(super) tones: Vec<Tone>,
    pub(super) drums: Vec<Drum>,
}

impl Instruments {
    /// Reads and checks the file.
    pub(super) fn read(yaml: &str) -> Result<Self> {
        let read: Self = serde_yaml::from_str(yaml).map_err(|e| {
            Error::new(Kind::Validation, "the instruments cannot be read").caused_by(e)
        })?;
        let mut checks = Checks::new("");
        for tone in &read.tones {
            checks.inside(format!("tones/{}", tone.id), |checks| tone.check(checks));
        }
        for drum in &read.drums {
            checks.inside(format!("drums/{}", drum.id), |checks| drum.check(checks));
        }
        checks.finish()?;
        Ok(read)
    }

    pub(super) fn tone(&self, id: &str) -> Option<&Tone> {
        self.tones.iter().find(|tone| tone.id == id)
    }

    pub(super) fn drum(&self, id: &str) -> Option<&Drum> {
        self.drums.iter().find(|drum| drum.id == id)
    }
}

impl Drum {
    /// Seconds of a hit.
    pub(super) fn seconds(&self) -> f32 {
        self.layers.iter().map(Layer::end).fold(0.0, f32::max).min(LONGEST_SECONDS)
    }
}
