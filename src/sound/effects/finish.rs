//! What happens to an effect after its layers: echo, room, drive, and a clean start and end.
//!
//! Which of it an effect has, and how loud it shall be, is left to the catalogue.

use serde::Deserialize;

use crate::sound::synthesis::{check::Checks, filter::Rumble, reverb::Reverb};

/// -3 dBFS.
pub(super) const CEILING: f32 = 0.707_945_8;

/// What counts as silence, as a part of the peak: -62 dB.
const SILENCE: f32 = 0.0008;

/// Seconds of the ramps at start and end.
const RAMP: f32 = 0.001;

/// Below this nothing is meant to be heard, in hertz.
const LOWEST_HZ: f32 = 22.0;

/// Repeats of the whole sound, crossing sides.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Echo {
    /// From one to the next.
    seconds: f32,
    /// What each is of the one before, 0 to 0.8.
    feedback: f32,
    /// Level of the first, 0 to 1.
    mix: f32,
}

impl Echo {
    pub(super) fn check(&self, checks: &mut Checks) {
        checks.number("seconds", self.seconds, &(0.01..=1.0));
        checks.number("feedback", self.feedback, &(0.0..=0.8));
        checks.number("mix", self.mix, &(0.0..=1.0));
    }

    /// Seconds until it is silent.
    pub(super) fn tail(&self) -> f32 {
        self.seconds * (1.0 + SILENCE.ln() / self.feedback.max(0.01).ln())
    }

    pub(super) fn add_to(&self, planes: &mut [Vec<f32>; 2], rate: u32) {
        let delay = ((self.seconds * rate as f32) as usize).max(1);
        // The echoes by themselves, each taking from the other side.
        let mut wet = [vec![0.0; planes[0].len()], vec![0.0; planes[1].len()]];
        for n in delay..planes[0].len() {
            for side in 0..2 {
                let before = wet[1 - side][n - delay] * self.feedback;
                wet[side][n] = planes[1 - side][n - delay] + before;
            }
        }
        for (plane, wet) in planes.iter_mut().zip(&wet) {
            plane.iter_mut().zip(wet).for_each(|(x, y)| *x += y * self.mix);
        }
    }
}

/// The room it sounds in.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Room {
    /// Until it has lost 60 dB.
    seconds: f32,
    /// Level of the room beside the sound itself, 0 to 1.
    mix: f32,
    /// Where the room turns dull, in hertz.
    #[serde(default = "dull")]
    damp_hz: f32,
}

const fn dull() -> f32 {
    5000.0
}

impl Room {
    pub(super) fn check(&self, checks: &mut Checks) {
        checks.number("seconds", self.seconds, &(0.05..=5.0));
        checks.number("mix", self.mix, &(0.0..=1.0));
        checks.number("damp_hz", self.damp_hz, &(200.0..=20_000.0));
    }

    /// Seconds until it is silent.
    pub(super) const fn tail(&self) -> f32 {
        self.seconds + 0.05
    }

    pub(super) fn add_to(&self, planes: &mut [Vec<f32>; 2], rate: u32) {
        let size = 0.4 + self.seconds * 0.25;
        let mut room = Reverb::new(self.seconds, size.min(1.2), self.damp_hz, rate as f32);
        let [left, right] = planes;
        for (left, right) in left.iter_mut().zip(right) {
            let [l, r] = room.run(*left, *right);
            *left += l * self.mix;
            *right += r * self.mix;
        }
    }
}

fn peak(planes: &[Vec<f32>; 2]) -> f32 {
    planes.iter().flatten().fold(0.0, |top, x| x.abs().max(top))
}

/// Drives the sum into soft clipping; `amount` is 0 to 1.
pub(super) fn drive(planes: &mut [Vec<f32>; 2], amount: f32) {
    let peak = peak(planes);
    if amount > 0.0 && peak > 0.0 {
        let push = (1.0 + amount * 5.0) / peak;
        planes.iter_mut().flatten().for_each(|x| *x = (*x * push).tanh());
    }
}

/// Takes off rumble and the silence around, brings the peak to `level` and lets the sound begin
/// and end at zero.
pub(super) fn finish(planes: &mut [Vec<f32>; 2], rate: u32, level: f32) {
    let [left, right] = &mut *planes;
    Rumble::new(LOWEST_HZ, rate as f32).run(left, right);
    let peak = peak(planes);
    if peak <= 0.0 {
        return;
    }
    let [left, right] = &mut *planes;
    let loud = |n: &usize| left[*n].abs().max(right[*n].abs()) > peak * SILENCE;
    let first = (0..left.len()).find(loud).unwrap_or(0);
    let last = (0..left.len()).rev().find(loud).unwrap_or(0);
    let ramp = ((RAMP * rate as f32).ceil() as usize).max(2);
    for plane in planes.iter_mut() {
        plane.truncate(last + 1);
        plane.drain(..first);
        let frames = plane.len();
        // A sound shorter than two ramps still gets two that meet in the middle.
        let ramp = ramp.min(frames / 2).max(1);
        for (n, sample) in plane.iter_mut().enumerate() {
            let edge = n.min(frames - 1 - n);
            *sample *= (edge as f32 / ramp as f32).min(1.0);
        }
    }
    // Only now: the peak of a click may have been within the ramp.
    let gain = level / self::peak(planes).max(f32::MIN_POSITIVE);
    planes.iter_mut().flatten().for_each(|sample| *sample *= gain);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_is_taken_off_and_the_edges_are_smooth() {
        let mut plane = vec![0.0; 4800];
        (1000..2000).for_each(|n| plane[n] = if n % 40 < 20 { 2.0 } else { -2.0 });
        let mut planes = [plane.clone(), plane];
        finish(&mut planes, 48_000, 0.5);
        let [left, _] = &planes;
        // The filter against rumble leaves a little behind; nothing but that.
        assert!((1000..3800).contains(&left.len()), "{}", left.len());
        assert!(left[0] == 0.0 && left[left.len() - 1] == 0.0 && left[5].abs() < 0.1);
        assert!((0.4..0.501).contains(&peak(&planes)), "{}", peak(&planes));
    }

    #[test]
    fn an_echo_comes_back_softer_on_the_other_side() {
        let mut planes = [vec![0.0; 4800], vec![0.0; 4800]];
        planes[0][0] = 1.0;
        let echo = Echo { seconds: 0.02, feedback: 0.5, mix: 0.6 };
        echo.add_to(&mut planes, 48_000);
        assert!((planes[1][960] - 0.6).abs() < 1e-6 && planes[0][960] == 0.0);
        assert!((planes[0][1920] - 0.3).abs() < 1e-6 && planes[1][1920] == 0.0);
    }
}
