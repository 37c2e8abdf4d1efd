//! One strike of a layer: source, bending, filters, drive, level, place.
//!
//! When strikes happen is left to [`super::layer`]; echoes, rooms and the final level are left
//! to whoever stacks the layers.

use super::{
    filter::Filter,
    layer::{Layer, Source},
    oscillator::{Noise, Oscillator, sine},
    pluck::Pluck,
    random::Random,
};

/// Frames between two looks at the slow curves: cutoff, pitch and place.
const STEP: usize = 8;

/// How far apart in pitch the sides of a wide tone are, in octaves.
const WIDE_OCTAVES: f32 = 0.012;

/// What differs from one strike of a layer to the next.
#[derive(Clone, Copy, Debug)]
pub(super) struct Strike {
    /// Seconds.
    pub(super) start: f32,
    /// Change of pitch and cutoff.
    pub(super) semitones: f32,
    pub(super) gain: f32,
    /// Added to the layer's own place.
    pub(super) pan: f32,
}

impl Strike {
    /// The layer as it is written.
    pub(super) const fn plain(start: f32) -> Self {
        Self { start, semitones: 0.0, gain: 1.0, pan: 0.0 }
    }
}

/// Whatever makes the samples of one side.
enum Voice {
    Waves(Vec<(Oscillator, [f32; 3])>),
    Fm { carrier: f32, bender: f32 },
    Noise(Noise),
    Pluck(Pluck),
}

impl Voice {
    fn new(layer: &Layer, ratio: f32, rate: f32, random: &mut Random) -> Self {
        match layer.source.wave() {
            _ if layer.source == Source::Fm => Self::Fm { carrier: 0.0, bender: 0.0 },
            Some(wave) if layer.partials.is_empty() => {
                Self::Waves(vec![(Oscillator::new(wave, 0.0), [1.0; 3])])
            }
            Some(wave) => {
                let tone = |partial: &[f32; 3]| (Oscillator::new(wave, 0.0), *partial);
                Self::Waves(layer.partials.iter().map(tone).collect())
            }
            None if layer.source == Source::Pluck => {
                let hz = layer.pitch.as_ref().map_or(440.0, |pitch| pitch.ratio_at(0.0)) * ratio;
                Self::Pluck(Pluck::new(hz, rate, layer.seconds * 1.5, layer.bright, random))
            }
            None => {
                let own = Random::new(random.bits());
                Self::Noise(Noise::new(own, layer.source == Source::Pink))
            }
        }
    }

    /// The next sample, already at its level; `step` is the phase per sample.
    #[inline]
    fn next(&mut self, step: f32, gain: f32, bend: (f32, f32)) -> f32 {
        match self {
            Self::Waves(tones) => tones
                .iter_mut()
                .map(|(tone, [ratio, level, haste])| {
                    let gain = if (*haste - 1.0).abs() < 1e-6 { gain } else { gain.powf(*haste) };
                    tone.next(step * *ratio) * *level * gain
                })
                .sum(),
            Self::Fm { carrier, bender } => {
                let (ratio, index) = bend;
                let out = sine(*carrier + index / std::f32::consts::TAU * sine(*bender));
                *carrier = (*carrier + step).fract();
                *bender = (*bender + step * ratio).fract();
                out * gain
            }
            Self::Noise(noise) => noise.next() * gain,
            Self::Pluck(pluck) => pluck.next() * gain,
        }
    }
}

/// Adds one strike of `layer` to `planes`.
pub(super) fn add(
    layer: &Layer,
    strike: &Strike,
    planes: &mut [Vec<f32>; 2],
    rate: u32,
    random: &mut Random,
) {
    let rate = rate as f32;
    let first = (strike.start * rate).round() as usize;
    let room = planes[0].len().saturating_sub(first);
    let frames = ((layer.seconds * rate).round() as usize).min(room);
    let ratio = (strike.semitones / 12.0).exp2();
    let wide = (layer.width * WIDE_OCTAVES).exp2();
    // A narrow sound is made once and sent to both sides.
    let both = layer.width > 0.0;
    let mut sides: Vec<_> = (0..if both { 2 } else { 1 })
        .map(|_| {
            let voice = Voice::new(layer, ratio, rate, random);
            let filters: Vec<_> = layer.filters.iter().map(|cut| Filter::new(cut.band)).collect();
            (voice, filters, 0.0_f32)
        })
        .collect();
    let drive = 1.0 + layer.drive * 9.0;
    let tame = 1.0 / drive.tanh();
    let hold = ((layer.hold * rate) as usize).max(1);
    let (mut steps, mut places, mut bend) = ([0.0; 2], [0.0; 2], (1.0, 0.0));
    for n in 0..frames {
        let t = n as f32 / rate;
        if n % STEP == 0 {
            if let Some(pitch) = &layer.pitch {
                let step = pitch.ratio_at(t) * ratio / rate;
                steps = [step, step * wide];
            }
            if let Some(fm) = &layer.fm {
                bend = (fm.ratio, fm.index.at(t));
            }
            let pan = layer.pan.as_ref().map_or(0.0, |pan| pan.at(t)) + strike.pan;
            places = place(pan);
            for (_, filters, _) in &mut sides {
                for (filter, cut) in filters.iter_mut().zip(&layer.filters) {
                    filter.tune(cut.cutoff.ratio_at(t) * ratio, cut.q, rate);
                }
            }
        }
        let gain = layer.gain.at(t);
        for (side, (voice, filters, held)) in sides.iter_mut().enumerate() {
            let mut sample = voice.next(steps[side], gain, bend);
            for filter in filters {
                sample = filter.run(sample);
            }
            if layer.drive > 0.0 {
                sample = (sample * drive).tanh() * tame;
            }
            if n % hold == 0 {
                *held = sample;
            }
        }
        let (left, right) = (sides[0].2, sides[sides.len() - 1].2);
        planes[0][first + n] += left * strike.gain * places[0];
        planes[1][first + n] += right * strike.gain * places[1];
    }
}

/// What left and right get of a sound at `pan`, -1 to 1: equal power, 1 each in the middle.
pub(in crate::sound) fn place(pan: f32) -> [f32; 2] {
    let turns = (pan.clamp(-1.0, 1.0) + 1.0) * 0.125;
    let root = std::f32::consts::SQRT_2;
    [sine(turns + 0.25) * root, sine(turns) * root]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn struck(yaml: &str) -> [Vec<f32>; 2] {
        let layer: Layer = serde_yaml::from_str(yaml).unwrap();
        let mut planes = [vec![0.0; 48_000], vec![0.0; 48_000]];
        layer.add_to(&mut planes, 48_000, &mut Random::new(1));
        planes
    }

    #[test]
    fn a_strike_stays_between_its_start_and_its_end() {
        let [left, right] = struck("{source: white, start: 0.25, seconds: 0.5, gain: 0.5}");
        assert!(left[..12_000].iter().chain(&left[36_000..]).all(|x| *x == 0.0));
        assert!(left[12_000..36_000].iter().any(|x| x.abs() > 0.4));
        assert_eq!(left, right);
    }

    #[test]
    fn wide_noise_differs_between_the_sides_and_pan_moves_it() {
        let [left, right] = struck("{source: pink, seconds: 1, gain: 0.5, width: 1, pan: -1}");
        let level = |plane: &[f32]| plane.iter().map(|x| x * x).sum::<f32>();
        assert!(level(&left) > 100.0 * level(&right));
        let [left, right] = struck("{source: pink, seconds: 1, gain: 0.5, width: 1}");
        assert_ne!(left, right);
    }

    #[test]
    fn repeats_strike_as_often_as_they_say() {
        let [left, _] = struck(
            "{source: sine, pitch: 1000, seconds: 0.02, gain: 1, repeats: {count: 5, every: 0.1}}",
        );
        let quiet = |n: &usize| left[n * 480..(n + 1) * 480].iter().all(|x| *x == 0.0);
        assert_eq!((0..100).filter(|n| !quiet(n)).count(), 10);
    }
}
