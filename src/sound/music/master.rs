//! The last steps of a piece: folding a loop, fading an end, and a common loudness.
//!
//! Everything before is linear, so that a folded tail is what the loop would have sounded like;
//! the soft ceiling comes last. Mixing is left to [`super::mixer`].

use super::piece::Piece;

/// Level that the loud parts are brought to: -16 dBFS.
const LOUD: f32 = 0.16;

/// Most that quiet music is turned up.
const MOST: f32 = 20.0;

/// Above this, peaks are rounded; they never reach the sum of both.
const KNEE: f32 = 0.55;
const SOFT: f32 = 0.4;

/// Frames after the end of a loop until nothing is heard any more.
pub(super) fn tail(piece: &Piece, rate: u32) -> usize {
    ((piece.sound.reverb + 3.0).min(8.0) * rate as f32) as usize
}

/// Adds what comes after `frames` to the start, as often round as it takes.
pub(super) fn fold(planes: &mut [Vec<f32>; 2], frames: usize) {
    for plane in planes {
        let tail = plane.split_off(frames.min(plane.len()));
        let length = tail.len();
        for (n, sample) in tail.into_iter().enumerate() {
            // The last tenth fades, in case a very long note is not over yet.
            let left = (length - n) as f32 / (length as f32 * 0.1);
            plane[n % frames.max(1)] += sample * left.min(1.0);
        }
        plane.shrink_to_fit();
    }
}

/// Lets a piece end at silence: its last chord gently, one that was cut short more quickly.
pub(super) fn fade(planes: &mut [Vec<f32>; 2], rate: u32, ends: bool) {
    for plane in planes {
        let frames = plane.len();
        let seconds = if ends { 1.4 } else { 0.8 };
        let over = ((seconds * rate as f32) as usize).min(frames / 3).max(1);
        for (n, sample) in plane.iter_mut().rev().take(over).enumerate() {
            let left = n as f32 / over as f32;
            *sample *= left * left * (3.0 - 2.0 * left);
        }
    }
}

/// Brings the loud parts to a common level and rounds the peaks that are left.
pub(super) fn level(planes: &mut [Vec<f32>; 2], rate: u32) {
    let window = (rate as usize * 2 / 5).max(1);
    let [left, right] = &*planes;
    let mut powers: Vec<f32> = left
        .chunks(window)
        .zip(right.chunks(window))
        .map(|(l, r)| {
            l.iter().zip(r).map(|(l, r)| l * l + r * r).sum::<f32>() / (2.0 * l.len() as f32)
        })
        .collect();
    powers.sort_unstable_by(f32::total_cmp);
    // What most of the loud part has, not its single loudest moment.
    let Some(power) = powers.get(powers.len() * 3 / 4).filter(|power| **power > 1e-12) else {
        return;
    };
    let gain = (LOUD / power.sqrt()).min(MOST);
    planes.iter_mut().flatten().for_each(|x| *x = soft(*x * gain));
}

/// Leaves small samples as they are and rounds large ones.
fn soft(x: f32) -> f32 {
    let over = x.abs() - KNEE;
    if over <= 0.0 { x } else { (KNEE + SOFT * (over / SOFT).tanh()).copysign(x) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tail_is_heard_at_the_start_even_when_it_is_longer_than_the_loop() {
        let mut planes = [vec![0.0; 10], vec![0.0; 10]];
        planes[0][4] = 1.0;
        planes[0][6] = 2.0;
        fold(&mut planes, 4);
        assert_eq!(planes[0], [1.0, 0.0, 2.0, 0.0]);
        assert_eq!(planes[1].len(), 4);
    }

    #[test]
    fn the_ceiling_is_smooth_and_never_reached() {
        let mut last = 0.0;
        for n in 0..4000_u16 {
            let x = f32::from(n) / 400.0;
            let y = soft(x);
            assert!(y >= last && y - last <= 0.0026 && y < 0.9501, "{x}: {y}");
            assert!((soft(-x) + y).abs() < 1e-6);
            last = y;
        }
        assert!((soft(0.5) - 0.5).abs() < 1e-6);
    }

    #[test]
    fn an_end_fades_to_nothing_and_loud_parts_are_levelled() {
        let mut planes = [vec![0.01; 48_000], vec![-0.01; 48_000]];
        fade(&mut planes, 48_000, true);
        assert!(planes[0][47_999].abs() < 1e-6 && (planes[0][20_000] - 0.01).abs() < 1e-6);
        level(&mut planes, 48_000);
        assert!((planes[0][10_000] - LOUD).abs() < 0.01, "{}", planes[0][10_000]);
    }
}
