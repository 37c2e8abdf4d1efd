//! Plays the notes of a piece and mixes them, block by block, so that memory stays small.
//!
//! Every part has a bus with its voices; buses go through chorus, ducking, room and echo to
//! the sum. Everything here is linear; level and ceiling are left to [`super::master`].

use super::{
    bus::{Bus, Echo, Kit},
    piece::Piece,
    voice::{Ask, BLOCK},
};
use crate::sound::synthesis::{
    filter::{Filter, Passes, Rumble},
    oscillator::Noise,
    random::Random,
    reverb::Reverb,
};

/// Below this nothing is meant to be heard, in hertz.
const LOWEST_HZ: f32 = 30.0;

/// Seconds in which ducking sets in, and until it has fallen to 37%.
const DUCK_IN: f32 = 0.006;
const DUCK_OUT: f32 = 0.13;

/// The top of the sum is lifted by 4 dB from here on, as masters are.
const AIR_HZ: f32 = 3200.0;
const AIR: f32 = 0.6;

/// Crackles of a record per second.
const CRACKLES: f32 = 9.0;

/// Plays one piece from its start.
pub(super) struct Mixer<'a> {
    piece: &'a Piece,
    rate: f32,
    frames_per_beat: f64,
    /// Frames made so far.
    at: usize,
    /// Notes begun so far.
    begun: usize,
    buses: Vec<Option<Bus<'a>>>,
    kits: Vec<Option<Kit>>,
    reverb: Reverb,
    echo: Echo,
    rumble: Rumble,
    /// What is below the air on both sides, and how fast it follows.
    below: [f32; 2],
    follow: f32,
    ceiling: Option<[Filter; 2]>,
    crackle: (Noise, Filter, f32),
    /// How far the rest is ducked, and whether it goes on falling.
    ducked: f32,
    ducking: bool,
    random: Random,
}

/// Left and right of one block.
pub(super) type Planes = [[f32; BLOCK]; 2];

impl<'a> Mixer<'a> {
    pub(super) fn new(piece: &'a Piece, rate: u32) -> Self {
        let hz = rate as f32;
        let mut buses = Vec::new();
        let mut kits = Vec::new();
        for part in &piece.parts {
            let tone = piece.instruments.tone(&part.instrument).filter(|_| !part.drum);
            buses.push(tone.map(|tone| Bus::new(tone, part.gain, hz)));
            let drum = piece.instruments.drum(&part.instrument).filter(|_| part.drum);
            kits.push(drum.map(|drum| Kit::new(drum, part.gain, rate, piece.seed)));
        }
        let sound = &piece.sound;
        let mut low = Filter::new(Passes::Low);
        low.tune(sound.ceiling_hz, std::f32::consts::FRAC_1_SQRT_2, hz);
        let mut tick = Filter::new(Passes::Band);
        tick.tune(2600.0, 0.8, hz);
        let noise = Noise::new(Random::fork(piece.seed, "crackle"), false);
        let size = 0.5 + sound.reverb * 0.2;
        Self {
            piece,
            rate: hz,
            frames_per_beat: 60.0 / piece.bpm * f64::from(rate),
            at: 0,
            begun: 0,
            buses,
            kits,
            reverb: Reverb::new(sound.reverb, size.min(1.3), 5200.0, hz),
            echo: Echo::new(45.0 / piece.bpm as f32, hz),
            rumble: Rumble::new(LOWEST_HZ, hz),
            below: [0.0; 2],
            follow: 1.0 - (-std::f32::consts::TAU * AIR_HZ.min(hz * 0.4) / hz).exp(),
            ceiling: (sound.ceiling_hz < 18_000.0).then(|| [low.clone(), low]),
            crackle: (noise, tick, 0.0),
            ducked: 0.0,
            ducking: false,
            random: Random::fork(piece.seed, "mixer"),
        }
    }

    /// Adds one block to the end of `planes`.
    pub(super) fn block(&mut self, planes: &mut [Vec<f32>; 2]) {
        let before = self.ducked;
        self.begin();
        self.duck();
        let depth = self.piece.sound.duck;
        let ducks = [1.0 - depth * before, 1.0 - depth * self.ducked];
        let mut sum: Planes = [[0.0; BLOCK]; 2];
        let mut room: Planes = [[0.0; BLOCK]; 2];
        let mut echo: Planes = [[0.0; BLOCK]; 2];
        for bus in self.buses.iter_mut().flatten() {
            bus.run(ducks, &mut sum, &mut room, &mut echo);
        }
        for kit in self.kits.iter_mut().flatten() {
            kit.run(&mut sum, &mut room);
        }
        self.echo.run(&echo, &mut sum, &mut room);
        let [left, right] = &mut sum;
        for n in 0..BLOCK {
            let [l, r] = self.reverb.run(room[0][n], room[1][n]);
            left[n] += l;
            right[n] += r;
        }
        self.rumble.run(left, right);
        for (plane, below) in sum.iter_mut().zip(&mut self.below) {
            for x in plane {
                *below += (*x - *below) * self.follow;
                *x += (*x - *below) * AIR;
            }
        }
        if let Some(filters) = &mut self.ceiling {
            for (filter, plane) in filters.iter_mut().zip(&mut sum) {
                filter.run_all(plane);
            }
        }
        if self.piece.sound.crackle > 0.0 {
            self.crackles(&mut sum);
        }
        for (plane, block) in planes.iter_mut().zip(&sum) {
            plane.extend_from_slice(block);
        }
        self.at += BLOCK;
    }

    /// Begins the notes of this block.
    fn begin(&mut self) {
        while let Some(note) = self.piece.notes.get(self.begun) {
            let start = (note.start_beats * self.frames_per_beat) as usize;
            if start >= self.at + BLOCK {
                return;
            }
            self.begun += 1;
            let part = usize::from(note.part);
            let wait = start.saturating_sub(self.at);
            if let Some(kit) = self.kits.get_mut(part).and_then(Option::as_mut) {
                kit.hit(wait, note.velocity, &mut self.random);
                self.ducking |= kit.ducks();
            }
            if let Some(bus) = self.buses.get_mut(part).and_then(Option::as_mut) {
                let ask = Ask {
                    pitch: note.pitch.into(),
                    velocity: note.velocity,
                    wait,
                    held: ((note.beats * self.frames_per_beat) as usize).max(1),
                    brightness: self.piece.sound.brightness,
                };
                bus.begin(ask, &mut self.random);
            }
        }
    }

    /// Moves the ducking by one block.
    fn duck(&mut self) {
        let block = BLOCK as f32 / self.rate;
        if self.ducking {
            self.ducked = (self.ducked + block / DUCK_IN).min(1.0);
            self.ducking = self.ducked < 1.0;
        } else {
            self.ducked *= (-block / DUCK_OUT).exp();
        }
    }

    /// Adds the crackle and hiss of an old record, as long as the piece plays.
    fn crackles(&mut self, sum: &mut Planes) {
        let level = self.piece.sound.crackle * 0.02;
        let over = self.at as f64 / f64::from(self.rate) >= self.piece.seconds;
        let (noise, filter, tick) = &mut self.crackle;
        let [left, right] = sum;
        for (left, right) in left.iter_mut().zip(right) {
            if !over && self.random.unit() * self.rate < CRACKLES {
                *tick = 1.0 + 4.0 * self.random.unit();
            }
            let hiss = if over { 0.0 } else { 0.06 };
            let sample = filter.run(noise.next() * (*tick + hiss)) * level;
            *tick *= 0.96;
            *left += sample;
            *right += sample;
        }
    }
}
