//! A plucked string: a burst of noise that goes round in a delay line and dulls as it goes.
//!
//! Karplus and Strong, "Digital synthesis of plucked-string and drum timbres" (1983), with the
//! fractional delay by an all-pass after Jaffe and Smith (1983). Tone shaping beyond the
//! string itself is left to the caller's filter.

use super::random::Random;

/// One string, plucked once.
#[derive(Clone, Debug)]
pub(in crate::sound) struct Pluck {
    line: Vec<f32>,
    at: usize,
    /// What is left of a sample after one round.
    loss: f32,
    /// 0 lets the string ring bright, 0.5 dulls it fastest.
    dull: f32,
    last: f32,
    tune: f32,
    tuned: [f32; 2],
}

impl Pluck {
    /// A string of `hz` at `rate`, that has lost 60 dB after `ring` seconds. `bright` is 0 to 1.
    pub(in crate::sound) fn new(
        hz: f32,
        rate: f32,
        ring: f32,
        bright: f32,
        random: &mut Random,
    ) -> Self {
        let bright = bright.clamp(0.0, 1.0);
        let dull = 0.5 - 0.45 * bright;
        // The averaging filter delays by its weight, the all-pass by 0.1 to 1.1.
        let period = (rate / hz.clamp(20.0, rate * 0.25) - dull).max(3.0);
        let whole = (period - 0.1).floor();
        let rest = period - whole;
        let tune = (1.0 - rest) / (1.0 + rest);
        let mut line: Vec<f32> = (0..whole as usize).map(|_| random.signed()).collect();
        // A soft finger: the duller the string, the smoother the burst.
        let mut smooth = 0.0;
        for _ in 0..2 {
            for sample in &mut line {
                smooth += (*sample - smooth) * (0.25 + 0.7 * bright);
                *sample = smooth;
            }
        }
        let mean = line.iter().sum::<f32>() / whole;
        let peak = line.iter().fold(1e-6, |top: f32, x| top.max((x - mean).abs()));
        for sample in &mut line {
            *sample = (*sample - mean) / peak;
        }
        let loss = 10.0_f32.powf(-3.0 / (ring.max(0.01) * hz.max(20.0)));
        Self { line, at: 0, loss, dull, last: 0.0, tune, tuned: [0.0; 2] }
    }

    /// The next sample.
    #[inline]
    pub(in crate::sound) fn next(&mut self) -> f32 {
        let out = self.line[self.at];
        let mixed = ((1.0 - self.dull) * out + self.dull * self.last) * self.loss;
        self.last = out;
        let tuned = self.tune * (mixed - self.tuned[1]) + self.tuned[0];
        self.tuned = [mixed, tuned];
        self.line[self.at] = tuned;
        self.at = if self.at + 1 == self.line.len() { 0 } else { self.at + 1 };
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn string(hz: f32) -> Vec<f32> {
        let mut pluck = Pluck::new(hz, 48_000.0, 2.0, 0.6, &mut Random::new(3));
        (0..48_000).map(|_| pluck.next()).collect()
    }

    #[test]
    fn a_string_is_in_tune() {
        for hz in [110.0_f32, 220.0, 440.0, 987.8] {
            let sound = string(hz);
            // Over eight waves, so that the error of the way between samples matters little.
            let tail = &sound[12_000..36_000];
            let like = |lag: f32| {
                let (whole, part) = ((lag * 8.0).floor() as usize, (lag * 8.0).fract());
                let pairs = (0..20_000).map(|n| {
                    let later = tail[n + whole] * (1.0 - part) + tail[n + whole + 1] * part;
                    tail[n] * later
                });
                pairs.sum::<f32>()
            };
            let period = 48_000.0 / hz;
            let steps = (-80_i8..=80).map(|n| period * (1.0 + f32::from(n) * 0.0005));
            let best = steps.max_by(|a, b| like(*a).total_cmp(&like(*b))).unwrap();
            let cents = 1200.0 * (period / best).log2();
            assert!(cents.abs() < 12.0, "{hz} Hz is off by {cents} cents");
        }
    }

    #[test]
    fn a_string_dies_away() {
        let sound = string(220.0);
        let level = |part: &[f32]| part.iter().map(|x| x * x).sum::<f32>();
        assert!(level(&sound[40_000..44_000]) < level(&sound[0..4000]) * 0.05);
        assert!(sound.iter().all(|x| x.abs() <= 1.01));
    }
}
