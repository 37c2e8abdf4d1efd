//! Short sound effects, made on the spot from recipes in `templates/sounds/effects.yaml`.
//!
//! A [`Library`] is the catalogue, an [`Effect`] one row of it that can be rendered at any rate;
//! the seed decides the noise and the small chances of it. Layers are made by
//! [`super::synthesis`], the tail and the level by `finish`. Reading the file and placing an
//! effect on a time line is left to the caller.

mod finish;

use serde::{Deserialize, Serialize};

use self::finish::{Echo, Room};
use super::{
    Pcm,
    synthesis::{
        check::Checks,
        layer::{LONGEST_SECONDS, Layer},
        random::Random,
    },
};
use crate::error::{Error, Kind, Result};

/// Lowest and highest rate an effect can be made at, in hertz; others are brought within.
const RATES: (u32, u32) = (8000, 192_000);

/// All effects there are.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Library {
    /// Peak level by intensity, 1 to 5, as parts of -3 dBFS.
    loudness: [f32; 5],
    effects: Vec<Effect>,
}

/// One sound effect.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effect {
    /// What requests call it.
    pub id: String,
    /// For people.
    pub name: String,
    /// One sentence for people: what it sounds like and what it is good for.
    pub description: String,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// What kind of effect it is: transition, ui, impact, alert, ambience …
    pub category: String,
    /// How much it asks for attention: 1 (hardly) to 5 (all of it). Also how loud it is.
    pub intensity: u8,
    #[serde(skip_serializing)]
    recipe: Recipe,
    /// The library's level for this intensity; set when the library is read.
    #[serde(skip)]
    peak: f32,
}

/// How an effect is made.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Recipe {
    layers: Vec<Layer>,
    #[serde(default)]
    echo: Option<Echo>,
    #[serde(default)]
    reverb: Option<Room>,
    /// Its own part in the level, up to 1: long steady tones sound louder than their peak says.
    #[serde(default = "full")]
    level: f32,
    /// How hard the sum of the layers is driven into soft clipping, 0 to 1.
    #[serde(default)]
    drive: f32,
}

const fn full() -> f32 {
    1.0
}

impl Library {
    /// Reads the catalogue from the text of its file.
    ///
    /// # Errors
    /// `Validation` when it is no catalogue, or naming every number that is out of range, such
    /// as `/effects/whoosh/layers/0/gain/1/0`.
    pub fn read(yaml: &str) -> Result<Self> {
        let mut library: Self = serde_yaml::from_str(yaml).map_err(|e| {
            Error::new(Kind::Validation, "the sound effects cannot be read").caused_by(e)
        })?;
        let mut checks = Checks::new("");
        library.loudness.iter().for_each(|x| checks.number("loudness", *x, &(0.05..=1.0)));
        checks.need(!library.effects.is_empty(), "effects", "there are none");
        checks.inside("effects", |checks| {
            for (n, effect) in library.effects.iter().enumerate() {
                let taken = library.effects[..n].iter().any(|other| other.id == effect.id);
                checks.need(!taken, &effect.id, "the id is used twice");
                checks.inside(&effect.id, |checks| effect.check(checks));
            }
        });
        checks.finish()?;
        for effect in &mut library.effects {
            let loudness = library.loudness[usize::from(effect.intensity) - 1];
            effect.peak = finish::CEILING * loudness * effect.recipe.level;
        }
        Ok(library)
    }

    /// All of them, in the order of the file.
    #[must_use]
    pub fn effects(&self) -> &[Effect] {
        &self.effects
    }

    /// The one with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Effect> {
        self.effects.iter().find(|effect| effect.id == id)
    }
}

impl Effect {
    /// Makes the sound: stereo at `rate` hertz (brought within 8000 to 192000), at most 6
    /// seconds, without silence around it. The same seed gives the same samples.
    #[must_use]
    pub fn render(&self, rate: u32, seed: u64) -> Pcm {
        let rate = rate.clamp(RATES.0, RATES.1);
        let dry = self.recipe.layers.iter().map(Layer::end).fold(0.0, f32::max);
        let tail = self.recipe.echo.as_ref().map_or(0.0, Echo::tail)
            + self.recipe.reverb.as_ref().map_or(0.0, Room::tail);
        let seconds = (dry + tail + 0.01).min(LONGEST_SECONDS);
        let frames = (seconds * rate as f32) as usize;
        let mut planes = [vec![0.0; frames], vec![0.0; frames]];
        for (n, layer) in self.recipe.layers.iter().enumerate() {
            let mut random = Random::fork(seed, &format!("{} {n}", self.id));
            layer.add_to(&mut planes, rate, &mut random);
        }
        if let Some(echo) = &self.recipe.echo {
            echo.add_to(&mut planes, rate);
        }
        if let Some(room) = &self.recipe.reverb {
            room.add_to(&mut planes, rate);
        }
        finish::drive(&mut planes, self.recipe.drive);
        finish::finish(&mut planes, rate, self.peak);
        Pcm { rate, channels: planes.into() }
    }

    fn check(&self, checks: &mut Checks) {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let named = !self.id.is_empty() && self.id.chars().all(plain);
        checks.need(named, "id", "expected small letters, digits and -");
        for (field, text) in
            [("name", &self.name), ("description", &self.description), ("category", &self.category)]
        {
            checks.need(!text.trim().is_empty(), field, "must not be empty");
        }
        checks.count("intensity", self.intensity.into(), &(1..=5));
        checks.number("level", self.recipe.level, &(0.1..=1.0));
        checks.number("drive", self.recipe.drive, &(0.0..=1.0));
        checks.count("layers", self.recipe.layers.len(), &(1..=16));
        checks.inside("layers", |checks| {
            for (n, layer) in self.recipe.layers.iter().enumerate() {
                checks.inside(n, |checks| layer.check(checks));
            }
        });
        if let Some(echo) = &self.recipe.echo {
            checks.inside("echo", |checks| echo.check(checks));
        }
        if let Some(room) = &self.recipe.reverb {
            checks.inside("reverb", |checks| room.check(checks));
        }
    }
}

#[cfg(test)]
#[path = "effects_tests.rs"]
mod tests;
