//! The ways of a mixer: a bus of voices with its chorus, a kit of struck drums, an echo.
//!
//! When notes begin and what the sum goes through is left to [`super::mixer`].

use super::{
    instrument::{Drum, Tone},
    mixer::Planes,
    voice::{Ask, BLOCK, Voice},
};
use crate::sound::synthesis::{oscillator::sine, random::Random, strike::place};

/// Most notes of one part at a time; the softest one gives way.
const VOICES: usize = 20;

/// Most strokes of one drum at a time.
const STROKES: usize = 12;

/// Different takes of each drum, so that no two strokes in a row are alike.
const TAKES: usize = 3;

/// One part with pitches.
pub(super) struct Bus<'a> {
    tone: &'a Tone,
    gain: f32,
    voices: Vec<(Voice, [f32; 2])>,
    chorus: Option<Chorus>,
    rate: f32,
}

impl<'a> Bus<'a> {
    pub(super) fn new(tone: &'a Tone, gain: f32, rate: f32) -> Self {
        let chorus = (tone.chorus > 0.0).then(|| Chorus::new(tone.chorus, rate));
        Self { tone, gain, voices: Vec::new(), chorus, rate }
    }

    pub(super) fn begin(&mut self, mut ask: Ask, random: &mut Random) {
        let [low, high] = self.tone.range;
        // Into the range of the instrument by octaves.
        while ask.pitch < low as f32 {
            ask.pitch += 12.0;
        }
        while ask.pitch > high as f32 {
            ask.pitch -= 12.0;
        }
        if self.voices.len() >= VOICES {
            let levels = self.voices.iter().map(|(voice, _)| voice.loudness()).enumerate();
            if let Some((n, _)) = levels.min_by(|a, b| a.1.total_cmp(&b.1)) {
                self.voices.swap_remove(n);
            }
        }
        // Neighbours of a chord stand on different sides.
        let side = (ask.pitch * 7.0).rem_euclid(12.0) / 5.5 - 1.0;
        let voice = Voice::new(self.tone, &ask, self.rate, random);
        self.voices.push((voice, place(side * self.tone.width)));
    }

    /// Adds the next block to the sum and to what goes to room and echo; `ducks` are the
    /// ducking gains before and after.
    pub(super) fn run(
        &mut self,
        ducks: [f32; 2],
        sum: &mut Planes,
        room: &mut Planes,
        echo: &mut Planes,
    ) {
        if self.voices.is_empty() && self.chorus.as_ref().is_none_or(Chorus::is_still) {
            return;
        }
        let mut own: Planes = [[0.0; BLOCK]; 2];
        let mut mono = [0.0; BLOCK];
        for (voice, sides) in &mut self.voices {
            voice.run(self.tone, &mut mono);
            for (plane, side) in own.iter_mut().zip(&*sides) {
                plane.iter_mut().zip(&mono).for_each(|(x, y)| *x += y * side);
            }
        }
        self.voices.retain(|(voice, _)| !voice.is_over());
        if let Some(chorus) = &mut self.chorus {
            chorus.run(&mut own);
        }
        let slope = (ducks[1] - ducks[0]) / BLOCK as f32;
        for side in 0..2 {
            for n in 0..BLOCK {
                let x = own[side][n] * self.gain * (ducks[0] + slope * n as f32);
                sum[side][n] += x;
                room[side][n] += x * self.tone.reverb;
                echo[side][n] += x * self.tone.echo;
            }
        }
    }
}

/// Copies that waver a little late, another one on each side.
struct Chorus {
    line: Vec<f32>,
    at: usize,
    turn: f32,
    amount: f32,
    rate: f32,
    quiet: usize,
}

impl Chorus {
    fn new(amount: f32, rate: f32) -> Self {
        // A power of two goes round by a mask.
        let line = vec![0.0; ((rate * 0.02) as usize + 2).next_power_of_two()];
        Self { line, at: 0, turn: 0.0, amount, rate, quiet: usize::MAX }
    }

    fn is_still(&self) -> bool {
        self.quiet > self.line.len()
    }

    fn run(&mut self, planes: &mut Planes) {
        let mask = self.line.len() - 1;
        let mid = self.rate * 0.014;
        let swing = self.rate * 0.0035;
        let turn = BLOCK as f32 * 0.55 / self.rate;
        let delays = |turn: f32| [0.0, 0.5].map(|side| mid + swing * sine(turn + side));
        let (from, to) = (delays(self.turn), delays(self.turn + turn));
        self.turn = (self.turn + turn).fract();
        let loud = planes.iter().flatten().any(|x| x.abs() > 1e-6);
        self.quiet = if loud { 0 } else { self.quiet.saturating_add(BLOCK) };
        let [left, right] = planes;
        for (n, (left, right)) in left.iter_mut().zip(right).enumerate() {
            self.line[self.at] = (*left + *right) * 0.5;
            for (side, x) in [left, right].into_iter().enumerate() {
                let delay = from[side] + (to[side] - from[side]) * n as f32 / BLOCK as f32;
                let (whole, part) = (delay as usize, delay.fract());
                let tap = |back: usize| self.line[self.at.wrapping_sub(back) & mask];
                let late = tap(whole) * (1.0 - part) + tap(whole + 1) * part;
                *x = *x * (1.0 - self.amount * 0.3) + late * self.amount;
            }
            self.at = (self.at + 1) & mask;
        }
    }
}

/// A drum, struck beforehand.
pub(super) struct Kit {
    takes: Vec<[Vec<f32>; 2]>,
    strokes: Vec<(usize, usize, usize, f32)>,
    reverb: f32,
    ducks: bool,
    gain: f32,
}

impl Kit {
    pub(super) fn new(drum: &Drum, gain: f32, rate: u32, seed: u64) -> Self {
        let frames = (drum.seconds() * rate as f32) as usize + 1;
        let sides = place(drum.pan);
        let takes = (0..TAKES).map(|take| {
            let mut planes = [vec![0.0; frames], vec![0.0; frames]];
            for (n, layer) in drum.layers.iter().enumerate() {
                let mut random = Random::fork(seed, &format!("{} {n} {take}", drum.id));
                layer.add_to(&mut planes, rate, &mut random);
            }
            let peak = planes.iter().flatten().fold(1e-6, |top: f32, x| x.abs().max(top));
            for (plane, side) in planes.iter_mut().zip(sides) {
                for x in plane {
                    *x *= drum.level / peak * side;
                }
            }
            planes
        });
        let takes = takes.collect();
        Self { takes, strokes: Vec::new(), reverb: drum.reverb, ducks: drum.ducks, gain }
    }

    pub(super) const fn ducks(&self) -> bool {
        self.ducks
    }

    /// A stroke `wait` frames into the next block.
    pub(super) fn hit(&mut self, wait: usize, velocity: f32, random: &mut Random) {
        if self.strokes.len() >= STROKES {
            self.strokes.remove(0);
        }
        let level = velocity * velocity * self.gain;
        self.strokes.push((random.below(TAKES), 0, wait, level));
    }

    pub(super) fn run(&mut self, sum: &mut Planes, room: &mut Planes) {
        for (take, at, wait, level) in &mut self.strokes {
            let from = std::mem::take(wait);
            for (side, plane) in self.takes[*take].iter().enumerate() {
                let sound = plane.get(*at..).unwrap_or_default();
                for (n, x) in (from..BLOCK).zip(sound) {
                    sum[side][n] += x * *level;
                    room[side][n] += x * *level * self.reverb;
                }
            }
            *at += BLOCK - from;
        }
        let frames = self.takes[0][0].len();
        self.strokes.retain(|stroke| stroke.1 < frames);
    }
}

/// An echo in time with the music, from side to side and duller each time.
pub(super) struct Echo {
    lines: [Vec<f32>; 2],
    at: usize,
    dull: [f32; 2],
    damp: f32,
}

impl Echo {
    pub(super) fn new(seconds: f32, rate: f32) -> Self {
        let length = (seconds * rate).max(1.0) as usize;
        let damp = 1.0 - (-std::f32::consts::TAU * 2800.0_f32.min(rate * 0.4) / rate).exp();
        Self { lines: [vec![0.0; length], vec![0.0; length]], at: 0, dull: [0.0; 2], damp }
    }

    pub(super) fn run(&mut self, input: &Planes, sum: &mut Planes, room: &mut Planes) {
        for n in 0..BLOCK {
            for side in 0..2 {
                let late = self.lines[side][self.at];
                self.dull[side] += (late - self.dull[side]) * self.damp;
            }
            for side in 0..2 {
                self.lines[side][self.at] = input[side][n] + self.dull[1 - side] * 0.38 + 1e-18;
                sum[side][n] += self.dull[side];
                room[side][n] += self.dull[side] * 0.3;
            }
            self.at = if self.at + 1 == self.lines[0].len() { 0 } else { self.at + 1 };
        }
    }
}
