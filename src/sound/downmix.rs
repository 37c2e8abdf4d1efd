//! Folds sound of many channels down to stereo.
//!
//! The weights are those of Recommendation ITU-R BS.775-3, annex 4, table 2: the centre and
//! each surround go into their side at -3 dB, a lone rear centre into both sides at -6 dB, and
//! the low-frequency channel is left out. The sum is not scaled down, as in the table: speech
//! in the centre keeps its level, and the rare peak above full scale is the limiter's work.
//! The table ends at 5.1; height channels and the like follow here by the same rule.

use symphonia::core::audio::{Channels, Position};

/// -3 dB.
const HALF_POWER: f32 = std::f32::consts::FRAC_1_SQRT_2;

/// Where one input channel goes: its weight in the left and in the right output.
pub(super) type Weights = (f32, f32);

/// One pair of weights per plane of a decoded buffer with these `channels`.
pub(super) fn weights(channels: &Channels) -> Vec<Weights> {
    let count = channels.count();
    let positions = match channels {
        Channels::Positioned(positions) => Some(*positions),
        // Nameless channels are taken in the order a WAV file has them.
        _ => u32::try_from(count).ok().and_then(Position::from_wave_channel_count),
    };
    if let Some(positions) = positions {
        // Planes lie in the order of the position's bits.
        return positions.iter().map(weight).collect();
    }
    // More channels than have names: everything to both sides, quiet enough not to pile up.
    let count = u16::try_from(count).unwrap_or(u16::MAX);
    vec![(1.0 / f32::from(count), 1.0 / f32::from(count)); usize::from(count)]
}

fn weight(position: Position) -> Weights {
    type P = Position;
    let is = |set: P| set.contains(position);
    if is(P::FRONT_LEFT | P::FRONT_LEFT_CENTER | P::FRONT_LEFT_WIDE) {
        (1.0, 0.0)
    } else if is(P::FRONT_RIGHT | P::FRONT_RIGHT_CENTER | P::FRONT_RIGHT_WIDE) {
        (0.0, 1.0)
    } else if is(P::LFE1 | P::LFE2) {
        (0.0, 0.0)
    } else if is(P::FRONT_CENTER | P::BOTTOM_FRONT_CENTER) {
        (HALF_POWER, HALF_POWER)
    } else if is(P::REAR_LEFT | P::SIDE_LEFT | P::TOP_FRONT_LEFT | P::TOP_REAR_LEFT)
        || is(P::TOP_SIDE_LEFT | P::BOTTOM_FRONT_LEFT)
    {
        (HALF_POWER, 0.0)
    } else if is(P::REAR_RIGHT | P::SIDE_RIGHT | P::TOP_FRONT_RIGHT | P::TOP_REAR_RIGHT)
        || is(P::TOP_SIDE_RIGHT | P::BOTTOM_FRONT_RIGHT)
    {
        (0.0, HALF_POWER)
    } else {
        // Rear centre and the top centres: one source behind, heard on both sides.
        (0.5, 0.5)
    }
}

/// Appends `planes` to `out`: as they are when the numbers of channels agree, otherwise folded
/// by `weights`. `out` has one or two planes; mono going into stereo is put on both sides.
pub(super) fn append(planes: &[Vec<f32>], weights: &[Weights], out: &mut [Vec<f32>]) {
    match (planes, out) {
        ([mono], out) => out.iter_mut().for_each(|to| to.extend_from_slice(mono)),
        ([left, right], [to]) => {
            to.extend(left.iter().zip(right).map(|(l, r)| 0.5 * (l + r)));
        }
        ([left, right], [to_left, to_right]) => {
            to_left.extend_from_slice(left);
            to_right.extend_from_slice(right);
        }
        (many, out) => {
            let stereo = out.len() > 1;
            for (side, to) in out.iter_mut().enumerate() {
                let start = to.len();
                to.resize(start + many.first().map_or(0, Vec::len), 0.0);
                for (plane, (left, right)) in many.iter().zip(weights) {
                    let weight = match (stereo, side) {
                        (false, _) => 0.5 * (left + right),
                        (true, 0) => *left,
                        (true, _) => *right,
                    };
                    to[start..].iter_mut().zip(plane).for_each(|(sum, x)| *sum += weight * x);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_point_one_folds_by_the_itu_table() {
        let layout = Position::from_wave_channel_count(6).unwrap();
        let weights = weights(&Channels::Positioned(layout));
        let expected = [
            (1.0, 0.0),
            (0.0, 1.0),
            (HALF_POWER, HALF_POWER),
            (0.0, 0.0),
            (HALF_POWER, 0.0),
            (0.0, HALF_POWER),
        ];
        assert_eq!(weights, expected);
        let planes: Vec<Vec<f32>> = [0.1, 0.2, 0.4, 0.9, 0.01, 0.02].map(|x| vec![x]).into();
        let mut out = vec![Vec::new(), Vec::new()];
        append(&planes, &weights, &mut out);
        assert!((out[0][0] - (0.1 + HALF_POWER * 0.41)).abs() < 1e-6);
        assert!((out[1][0] - (0.2 + HALF_POWER * 0.42)).abs() < 1e-6);
    }

    #[test]
    fn a_stream_that_turns_mono_still_fills_both_sides() {
        let mut out = vec![vec![1.0], vec![2.0]];
        append(&[vec![0.5]], &[], &mut out);
        assert_eq!(out, [vec![1.0, 0.5], vec![2.0, 0.5]]);
    }

    #[test]
    fn forty_nameless_channels_have_weights_too() {
        assert_eq!(weights(&Channels::Discrete(40)).len(), 40);
    }
}
