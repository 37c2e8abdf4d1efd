//! One layer of a made-up sound, as its data describes it, and when it strikes.
//!
//! How one strike sounds is left to [`super::strike`]; which layers make which sound is data.

use serde::Deserialize;

use super::{
    check::Checks, curve::Curve, filter::Passes, oscillator::Wave, random::Random, strike,
};

/// Longest layer, with all its repeats, in seconds.
pub(in crate::sound) const LONGEST_SECONDS: f32 = 6.0;

/// Pitches that can be heard, in hertz.
const HEARD_HZ: std::ops::RangeInclusive<f32> = 10.0..=20_000.0;

/// Where a layer's sound comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::sound) enum Source {
    Sine,
    Triangle,
    Square,
    Saw,
    White,
    Pink,
    /// A sine that bends another one; needs `fm`.
    Fm,
    /// A plucked string.
    Pluck,
}

impl Source {
    /// The wave that goes round, if one does.
    pub(in crate::sound) const fn wave(self) -> Option<Wave> {
        match self {
            Self::Sine | Self::Fm => Some(Wave::Sine),
            Self::Triangle => Some(Wave::Triangle),
            Self::Square => Some(Wave::Square),
            Self::Saw => Some(Wave::Saw),
            Self::White | Self::Pink | Self::Pluck => None,
        }
    }

    /// Whether it is noise, which has no pitch.
    pub(in crate::sound) const fn is_noise(self) -> bool {
        matches!(self, Self::White | Self::Pink)
    }
}

/// The wave that bends an `fm` layer.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sound) struct Fm {
    /// Its pitch as a multiple of the layer's.
    pub(in crate::sound) ratio: f32,
    /// How far it bends, in radians.
    pub(in crate::sound) index: Curve,
}

/// One filter of a layer.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sound) struct Cut {
    /// What it lets through.
    pub(in crate::sound) band: Passes,
    /// Hertz over time.
    pub(in crate::sound) cutoff: Curve,
    /// Resonance; 0.707 is neutral.
    #[serde(default = "neutral")]
    pub(in crate::sound) q: f32,
}

const fn neutral() -> f32 {
    std::f32::consts::FRAC_1_SQRT_2
}

/// A layer that strikes more than once.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sound) struct Repeats {
    /// Strikes in all.
    pub(in crate::sound) count: usize,
    /// Seconds from one strike to the next.
    pub(in crate::sound) every: f32,
    /// What each gap is of the one before: below 1 it hurries.
    #[serde(default = "one")]
    pace: f32,
    /// Most a strike is early or late, in parts of a gap.
    #[serde(default)]
    jitter: f32,
    /// Semitones of the strikes in turn; empty is no change.
    #[serde(default)]
    notes: Vec<f32>,
    /// Most a strike is off in pitch and cutoff, in semitones.
    #[serde(default)]
    pitch_jitter: f32,
    /// Most a strike is softer, as a part of its level.
    #[serde(default)]
    gain_jitter: f32,
    /// Most a strike is off in place, 0 to 1.
    #[serde(default)]
    pan_jitter: f32,
    /// Level of the strikes over the time since the first.
    #[serde(default)]
    swell: Option<Curve>,
}

const fn one() -> f32 {
    1.0
}

/// A layer of sound.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sound) struct Layer {
    pub(in crate::sound) source: Source,
    /// Seconds before it begins.
    #[serde(default)]
    pub(in crate::sound) start: f32,
    /// Seconds of one strike.
    pub(in crate::sound) seconds: f32,
    /// Level over time.
    pub(in crate::sound) gain: Curve,
    /// Hertz over time; noise has none.
    #[serde(default)]
    pub(in crate::sound) pitch: Option<Curve>,
    /// Tones that sound together as one, each `[ratio, level, haste]`: its gain is the layer's
    /// to the power of `haste`. Empty is the fundamental alone.
    #[serde(default)]
    pub(in crate::sound) partials: Vec<[f32; 3]>,
    #[serde(default)]
    pub(in crate::sound) fm: Option<Fm>,
    /// One after the other.
    #[serde(default)]
    pub(in crate::sound) filters: Vec<Cut>,
    /// From -1 (left) to 1 (right).
    #[serde(default)]
    pub(in crate::sound) pan: Option<Curve>,
    /// How different left and right are, 0 to 1.
    #[serde(default)]
    pub(in crate::sound) width: f32,
    /// How hard it is driven into soft clipping, 0 to 1.
    #[serde(default)]
    pub(in crate::sound) drive: f32,
    /// Seconds each sample is held, which makes it sound broken; 0 is not at all.
    #[serde(default)]
    pub(in crate::sound) hold: f32,
    /// Brightness of a plucked string, 0 to 1.
    #[serde(default)]
    pub(in crate::sound) bright: f32,
    #[serde(default)]
    pub(in crate::sound) repeats: Option<Repeats>,
}

impl Layer {
    /// Notes everything that is wrong with the numbers.
    pub(in crate::sound) fn check(&self, checks: &mut Checks) {
        checks.number("start", self.start, &(0.0..=LONGEST_SECONDS));
        checks.number("seconds", self.seconds, &(0.002..=LONGEST_SECONDS));
        checks.curve("gain", &self.gain, &(0.0..=4.0));
        match &self.pitch {
            Some(pitch) => checks.curve("pitch", pitch, &HEARD_HZ),
            None => checks.need(self.source.is_noise(), "pitch", "only noise can be without"),
        }
        checks.count("partials", self.partials.len(), &(0..=12));
        let plain = matches!(self.source, Source::Sine);
        checks.need(self.partials.is_empty() || plain, "partials", "only a sine has partials");
        for (n, [ratio, level, haste]) in self.partials.iter().enumerate() {
            checks.number(&format!("partials/{n}/0"), *ratio, &(0.1..=32.0));
            checks.number(&format!("partials/{n}/1"), *level, &(0.0..=2.0));
            checks.number(&format!("partials/{n}/2"), *haste, &(0.1..=16.0));
        }
        let bent = self.source == Source::Fm;
        checks.need(self.fm.is_some() == bent, "fm", "goes with the source fm, and only with it");
        if let Some(fm) = &self.fm {
            checks.number("fm/ratio", fm.ratio, &(0.05..=16.0));
            checks.curve("fm/index", &fm.index, &(0.0..=20.0));
        }
        for (n, cut) in self.filters.iter().enumerate() {
            checks.curve(&format!("filters/{n}/cutoff"), &cut.cutoff, &HEARD_HZ);
            checks.number(&format!("filters/{n}/q"), cut.q, &(0.3..=40.0));
        }
        if let Some(pan) = &self.pan {
            checks.curve("pan", pan, &(-1.0..=1.0));
        }
        checks.number("width", self.width, &(0.0..=1.0));
        checks.number("drive", self.drive, &(0.0..=1.0));
        checks.number("hold", self.hold, &(0.0..=0.05));
        checks.number("bright", self.bright, &(0.0..=1.0));
        if let Some(repeats) = &self.repeats {
            checks.inside("repeats", |checks| repeats.check(checks));
        }
        checks.number("start + seconds of all strikes", self.end(), &(0.0..=LONGEST_SECONDS));
    }

    /// Seconds until the last strike is over.
    pub(in crate::sound) fn end(&self) -> f32 {
        let last = self.repeats.as_ref().map_or(0.0, |repeats| {
            let gaps = 1..repeats.count.min(256);
            let steps = gaps.map(|n| repeats.every * repeats.pace.powi(n as i32 - 1));
            steps.sum::<f32>() + repeats.every * repeats.jitter
        });
        self.start + last + self.seconds
    }

    /// Adds all its strikes to `planes`, as far as they are long enough.
    pub(in crate::sound) fn add_to(
        &self,
        planes: &mut [Vec<f32>; 2],
        rate: u32,
        random: &mut Random,
    ) {
        let Some(repeats) = &self.repeats else {
            strike::add(self, &strike::Strike::plain(self.start), planes, rate, random);
            return;
        };
        let (mut since, mut gap) = (0.0, repeats.every);
        for n in 0..repeats.count {
            let late = random.human() * repeats.jitter * gap;
            let note = repeats.notes.get(n % repeats.notes.len().max(1)).copied();
            let swell = repeats.swell.as_ref().map_or(1.0, |swell| swell.at(since));
            let strike = strike::Strike {
                start: (self.start + since + late).max(0.0),
                semitones: note.unwrap_or(0.0) + random.signed() * repeats.pitch_jitter,
                gain: swell * (1.0 - random.unit() * repeats.gain_jitter),
                pan: random.signed() * repeats.pan_jitter,
            };
            strike::add(self, &strike, planes, rate, random);
            since += gap;
            gap *= repeats.pace;
        }
    }
}

impl Repeats {
    fn check(&self, checks: &mut Checks) {
        checks.count("count", self.count, &(1..=128));
        checks.number("every", self.every, &(0.005..=LONGEST_SECONDS));
        checks.number("pace", self.pace, &(0.5..=1.5));
        checks.number("jitter", self.jitter, &(0.0..=1.0));
        checks.number("pitch_jitter", self.pitch_jitter, &(0.0..=48.0));
        checks.number("gain_jitter", self.gain_jitter, &(0.0..=1.0));
        checks.number("pan_jitter", self.pan_jitter, &(0.0..=1.0));
        self.notes.iter().for_each(|note| checks.number("notes", *note, &(-48.0..=48.0)));
        if let Some(swell) = &self.swell {
            checks.curve("swell", swell, &(0.0..=2.0));
        }
    }
}
