//! A room around a sound: eight delay lines that feed each other.
//!
//! A feedback delay network after Stautner and Puckette (1982) and Jot (1991): each line loses
//! as much per round as its length asks for, highs sooner than lows, and a Hadamard matrix
//! (which keeps the energy) mixes them. How much of it is heard is left to the caller.

/// Lengths of the lines in milliseconds: no two share a factor worth hearing.
const LINES_MS: [f32; 8] = [29.7, 37.1, 41.1, 43.7, 53.3, 61.9, 71.3, 79.9];

/// What the lines give to left and right: as many with as against each other, so that the two
/// sides differ and a mono sum does not vanish.
const SIDES: [[f32; 8]; 2] =
    [[1.0, 1.0, -1.0, 1.0, -1.0, 1.0, -1.0, -1.0], [1.0, -1.0, 1.0, 1.0, 1.0, -1.0, -1.0, -1.0]];

/// One room.
#[derive(Clone, Debug)]
pub(in crate::sound) struct Reverb {
    lines: [Vec<f32>; 8],
    at: [usize; 8],
    gains: [f32; 8],
    damp: f32,
    damped: [f32; 8],
    early: Vec<f32>,
    early_at: usize,
}

impl Reverb {
    /// A room whose sound has lost 60 dB after `seconds`, from `size` (0.3 a closet, 1 a hall);
    /// `damp_hz` is where it turns dull.
    pub(in crate::sound) fn new(seconds: f32, size: f32, damp_hz: f32, rate: f32) -> Self {
        let length = |ms: f32| (ms * size.max(0.05) * rate / 1000.0).max(2.0) as usize;
        let lines = LINES_MS.map(|ms| vec![0.0; length(ms)]);
        let gains = LINES_MS.map(|ms| {
            let round = length(ms) as f32 / rate;
            10.0_f32.powf(-3.0 * round / seconds.max(0.05))
        });
        let damp = 1.0 - (-std::f32::consts::TAU * damp_hz.min(rate * 0.4) / rate).exp();
        let early = vec![0.0; length(17.0)];
        Self { lines, at: [0; 8], gains, damp, damped: [0.0; 8], early, early_at: 0 }
    }

    /// What comes back from the room, left and right, for one sample in on each side.
    #[inline]
    pub(in crate::sound) fn run(&mut self, left: f32, right: f32) -> [f32; 2] {
        // The first reflection is late by the way to the nearest wall.
        let mono = self.early[self.early_at];
        self.early[self.early_at] = (left + right) * 0.5;
        self.early_at = if self.early_at + 1 == self.early.len() { 0 } else { self.early_at + 1 };
        for (damped, (line, at)) in self.damped.iter_mut().zip(self.lines.iter().zip(self.at)) {
            *damped += (line[at] - *damped) * self.damp;
        }
        let mut x = self.damped;
        let mut sides = [0.0_f32; 2];
        for (side, signs) in sides.iter_mut().zip(&SIDES) {
            *side = signs.iter().zip(&x).map(|(sign, x)| sign * x).sum();
        }
        for (value, gain) in x.iter_mut().zip(&self.gains) {
            *value *= gain;
        }
        mix(&mut x);
        let inputs = [mono + (left - right) * 0.25, mono - (left - right) * 0.25];
        for n in 0..8 {
            let line = &mut self.lines[n];
            // The tiny constant keeps numbers from becoming so small that they get slow.
            line[self.at[n]] = x[n] + inputs[n & 1] + 1e-18;
            self.at[n] = if self.at[n] + 1 == line.len() { 0 } else { self.at[n] + 1 };
        }
        sides.map(|side| side * 0.35)
    }
}

/// The 8 by 8 Hadamard matrix, as three rounds of sums and differences.
#[inline]
fn mix(x: &mut [f32; 8]) {
    for half in [1, 2, 4] {
        for n in 0..8 {
            if n & half == 0 {
                let (a, b) = (x[n], x[n + half]);
                x[n] = a + b;
                x[n + half] = a - b;
            }
        }
    }
    for value in x {
        *value *= 0.353_553_4;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_loses_60_db_in_the_asked_time() {
        let mut room = Reverb::new(1.0, 0.8, 20_000.0, 48_000.0);
        let heard: Vec<[f32; 2]> = (0..57_600)
            .map(|n| if n == 0 { room.run(1.0, 1.0) } else { room.run(0.0, 0.0) })
            .collect();
        let power =
            |from: usize| heard[from..from + 4800].iter().map(|[l, r]| l * l + r * r).sum::<f32>();
        let lost = 10.0 * (power(4800) / power(52_800)).log10();
        assert!((45.0..75.0).contains(&lost), "{lost} dB");
        let (l, r) =
            heard[9600..].iter().fold((0.0, 0.0), |(l, r), x| (l + x[0] * x[1], r + x[0] * x[0]));
        assert!(f32::abs(l) < r * 0.5, "left and right are alike");
    }
}
