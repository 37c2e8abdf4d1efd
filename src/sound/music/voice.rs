//! One sounding note of a tone.
//!
//! A voice makes mono sound block by block until its release is over. When notes begin, where
//! they stand and what rooms they are in is left to [`super::mixer`].

use super::instrument::Tone;
use crate::sound::synthesis::{
    filter::Filter,
    oscillator::{Oscillator, sine},
    pluck::Pluck,
    random::Random,
};

/// Frames that are made with the same cutoff and pitch.
pub(super) const BLOCK: usize = 64;

/// A voice this quiet is over: -60 dB.
const OVER: f32 = 0.001;

/// Most partials of a tone.
const PARTIALS: usize = 12;

/// Decaying partials, each a point that goes round a shrinking circle: coupled-form resonators
/// (Gordon and Smith, 1985), side by side so that the processor can turn several at once.
struct Rings {
    re: [f32; PARTIALS],
    im: [f32; PARTIALS],
    turn_re: [f32; PARTIALS],
    turn_im: [f32; PARTIALS],
}

enum Source {
    Waves(Vec<(Oscillator, f32, f32)>),
    Fm { carrier: f32, bender: f32, ratio: f32, index: f32, fall: f32, rest: f32 },
    Rings(Box<Rings>),
    String(Pluck),
}

/// One note while it sounds.
pub(super) struct Voice {
    source: Source,
    filter: Option<(Filter, f32, f32)>,
    /// Frames until it begins.
    wait: usize,
    /// Frames until it is let go.
    held: usize,
    level: f32,
    rising: f32,
    decay: f32,
    sustain: f32,
    release: f32,
    rises: bool,
    step: f32,
    vibrato: Option<(f32, f32)>,
    age: f32,
    gain: f32,
    rate: f32,
}

/// What a note asks for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ask {
    /// MIDI number.
    pub(super) pitch: f32,
    /// 0 to 1.
    pub(super) velocity: f32,
    /// Frames into the next block.
    pub(super) wait: usize,
    /// Frames it is held.
    pub(super) held: usize,
    /// Factor on the cutoff.
    pub(super) brightness: f32,
}

impl Voice {
    pub(super) fn new(tone: &Tone, ask: &Ask, rate: f32, random: &mut Random) -> Self {
        let hz = 440.0 * ((ask.pitch - 69.0) / 12.0).exp2();
        let hard = 0.45 + 0.55 * ask.velocity;
        // Low strings ring long, high ones short.
        let long = (-(ask.pitch - 60.0) / 24.0).exp2().clamp(0.3, 2.5);
        let source = if let Some(fm) = &tone.fm {
            let index = fm.index * hard * ask.brightness.min(1.3) / std::f32::consts::TAU;
            let fall = (-(BLOCK as f32) / (fm.decay * long * rate)).exp();
            let (index, rest) = (index * (1.0 - fm.rest), index * fm.rest);
            Source::Fm { carrier: 0.0, bender: 0.0, ratio: fm.ratio, index, fall, rest }
        } else if let Some(string) = &tone.string {
            let bright = (string.bright * ask.brightness * hard * 1.2).min(1.0);
            Source::String(Pluck::new(hz, rate, string.ring * long, bright, random))
        } else if tone.partials.is_empty() {
            let waves = tone.waves.iter().map(|row| {
                let ratio = row.ratio * (row.cents / 1200.0).exp2();
                (Oscillator::new(row.wave, random.unit()), ratio, row.level)
            });
            Source::Waves(waves.collect())
        } else {
            let mut rings = Rings {
                re: [0.0; PARTIALS],
                im: [0.0; PARTIALS],
                turn_re: [0.0; PARTIALS],
                turn_im: [0.0; PARTIALS],
            };
            let heard = tone.partials.iter().filter(|row| row[0] * hz < rate * 0.42);
            for (n, [ratio, level, seconds]) in heard.take(PARTIALS).enumerate() {
                let angle = std::f32::consts::TAU * ratio * hz / rate;
                let shrink = (-1.0 / (seconds * long * rate)).exp();
                // The upper ones answer a hard stroke more.
                let answer = if *ratio > 1.5 { hard * ask.brightness } else { 1.0 };
                rings.re[n] = level * answer;
                (rings.turn_re[n], rings.turn_im[n]) = (angle.cos() * shrink, angle.sin() * shrink);
            }
            Source::Rings(Box::new(rings))
        };
        let filter = tone.filter.map(|row| {
            let follow = (hz / 261.63).powf(row.follow);
            let cutoff = row.cutoff * follow * ask.brightness * (0.6 + 0.5 * ask.velocity);
            (Filter::new(row.band), cutoff, 0.0)
        });
        let envelope = &tone.envelope;
        let near = |seconds: f32| 1.0 - (-1.0 / (seconds * rate)).exp();
        Self {
            source,
            filter,
            wait: ask.wait,
            held: ask.held,
            level: 0.0,
            rising: 1.0 / (envelope.attack * rate).max(1.0),
            decay: near(envelope.decay),
            sustain: envelope.sustain,
            // A release is meant as the time to be gone, not to be at 37%.
            release: near(envelope.release / 4.0),
            rises: true,
            step: hz / rate,
            vibrato: tone.vibrato.map(|[hz, cents]| (hz, cents / 1200.0)),
            age: 0.0,
            gain: tone.level * ask.velocity,
            rate,
        }
    }

    /// Whether it has ended.
    pub(super) fn is_over(&self) -> bool {
        self.held == 0 && self.level < OVER
    }

    /// How loud it is, to find the one that is missed least.
    pub(super) fn loudness(&self) -> f32 {
        if self.wait > 0 { f32::MAX } else { self.level * self.gain }
    }

    /// Fills `out` (at most [`BLOCK`] frames) with its sound.
    pub(super) fn run(&mut self, tone: &Tone, out: &mut [f32]) {
        let from = self.wait.min(out.len());
        out[..from].fill(0.0);
        self.wait -= from;
        let out = &mut out[from..];
        if out.is_empty() {
            return;
        }
        let mut step = self.step;
        if let Some((hz, octaves)) = self.vibrato {
            let depth = octaves * (self.age * 1.5 - 0.3).clamp(0.0, 1.0);
            step *= (depth * sine(self.age * hz)).exp2();
        }
        self.source.run(step, out);
        if let (Some((filter, cutoff, last)), Some(row)) = (&mut self.filter, &tone.filter) {
            let open = row.octaves * (-self.age / row.decay).exp();
            let target = *cutoff * open.exp2();
            // Tuning costs more than filtering; small changes are not heard.
            if (target - *last).abs() > *last * 0.01 {
                filter.tune(target, row.q, self.rate);
                *last = target;
            }
            filter.run_all(out);
        }
        self.shape(out);
        // A plucked or struck note that has died away need not be held.
        if !self.rises && self.level < OVER {
            self.held = 0;
        }
        self.age += out.len() as f32 / self.rate;
    }

    /// Gives `out` the level of the envelope.
    fn shape(&mut self, out: &mut [f32]) {
        let still = !self.rises && (self.level - self.sustain).abs() < 1e-5;
        if still && self.held >= out.len() {
            self.held -= out.len();
            let gain = self.level * self.gain;
            for x in out {
                *x *= gain;
            }
            return;
        }
        for x in out {
            if self.held == 0 {
                self.level -= self.level * self.release;
            } else {
                self.held -= 1;
                if self.rises {
                    self.level += self.rising;
                    self.rises = self.level < 1.0;
                } else {
                    self.level += (self.sustain - self.level) * self.decay;
                }
            }
            *x *= self.level * self.gain;
        }
    }
}

impl Source {
    fn run(&mut self, step: f32, out: &mut [f32]) {
        match self {
            Self::Waves(waves) => {
                out.fill(0.0);
                for (wave, ratio, level) in waves {
                    let step = step * *ratio;
                    wave.add_to(step, *level, out);
                }
            }
            Self::Fm { carrier, bender, ratio, index, fall, rest } => {
                let bend = step * *ratio;
                let depth = *index + *rest;
                *index *= *fall;
                let slope = (*index + *rest - depth) / out.len() as f32;
                // Every sample by itself, so that the processor can make several at once.
                for (n, x) in out.iter_mut().enumerate() {
                    let n = n as f32;
                    let bent = (depth + slope * n) * sine(*bender + bend * n);
                    *x = sine(*carrier + step * n + bent);
                }
                *carrier = (*carrier + step * out.len() as f32).fract();
                *bender = (*bender + bend * out.len() as f32).fract();
            }
            Self::Rings(rings) => {
                let Rings { re, im, turn_re, turn_im } = &mut **rings;
                for x in out {
                    let mut next = [0.0; PARTIALS];
                    for n in 0..PARTIALS {
                        next[n] = re[n] * turn_re[n] - im[n] * turn_im[n];
                        im[n] = re[n] * turn_im[n] + im[n] * turn_re[n];
                    }
                    *re = next;
                    *x = im.iter().sum();
                }
            }
            Self::String(pluck) => out.iter_mut().for_each(|x| *x = pluck.next()),
        }
    }
}
