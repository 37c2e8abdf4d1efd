//! Random numbers that are the same on every machine for the same seed.
//!
//! Good enough for noise and for choosing, never for secrets. Who draws what, and in which
//! order, is left to the caller; [`Random::fork`] gives each part its own stream, so that a
//! change in one part does not move the others.

/// A stream of random numbers: `SplitMix64` (Steele, Lea and Flood, 2014).
#[derive(Clone, Debug)]
pub(in crate::sound) struct Random {
    state: u64,
}

impl Random {
    /// The stream of this seed.
    pub(in crate::sound) const fn new(seed: u64) -> Self {
        Self { state: seed ^ 0x6a09_e667_f3bc_c908 }
    }

    /// Another stream, that depends on the seed and on `name` but not on what was drawn here.
    pub(in crate::sound) fn fork(seed: u64, name: &str) -> Self {
        // FNV-1a.
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let mut made = Self::new(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ hash);
        made.bits();
        made
    }

    /// The next 64 random bits.
    pub(in crate::sound) const fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Evenly from 0 (included) to 1 (not included).
    pub(in crate::sound) fn unit(&mut self) -> f32 {
        (self.bits() >> 40) as f32 / (1_u32 << 24) as f32
    }

    /// Evenly from -1 to 1.
    pub(in crate::sound) fn signed(&mut self) -> f32 {
        self.unit() * 2.0 - 1.0
    }

    /// From -1 to 1, but mostly near 0: hands miss a little often and a lot seldom.
    pub(in crate::sound) fn human(&mut self) -> f32 {
        (self.signed() + self.signed() + self.signed()) / 3.0
    }

    /// Evenly one of 0 to `count` - 1; 0 when there is nothing to choose.
    pub(in crate::sound) const fn below(&mut self, count: usize) -> usize {
        if count < 2 { 0 } else { (self.bits() % count as u64) as usize }
    }

    /// True with this probability.
    pub(in crate::sound) fn chance(&mut self, probability: f32) -> bool {
        self.unit() < probability
    }

    /// One of `from`, or nothing from nothing.
    pub(in crate::sound) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        let (mut a, mut b) = (Random::new(7), Random::new(7));
        assert!((0..100).all(|_| a.bits() == b.bits()));
        assert_ne!(Random::new(7).bits(), Random::new(8).bits());
        assert_ne!(Random::fork(7, "bass").bits(), Random::fork(7, "lead").bits());
    }

    #[test]
    fn numbers_are_spread_evenly_over_their_range() {
        let mut random = Random::new(1);
        let drawn: Vec<f32> = (0..10_000).map(|_| random.signed()).collect();
        let mean = drawn.iter().sum::<f32>() / 10_000.0;
        assert!(mean.abs() < 0.03, "{mean}");
        assert!(drawn.iter().all(|x| (-1.0..1.0).contains(x)));
        let power = drawn.iter().map(|x| x * x).sum::<f32>() / 10_000.0;
        assert!((power - 1.0 / 3.0).abs() < 0.02, "{power}");
        assert!((0..100).all(|_| random.below(3) < 3));
        assert_eq!(random.pick::<u8>(&[]), None);
    }
}
