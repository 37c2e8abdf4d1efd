//! Values that change over time, drawn as points in data: `3`, or `[[0, 0], [0.1, 1], [0.5, 0, 4]]`.
//!
//! A point is a time in seconds, a value, and how the way to it bends. What the value means and
//! which values are allowed is left to the owner of the curve.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{self, SeqAccess, Visitor},
};

/// One point of a curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::sound) struct Point {
    /// Seconds after the sound began.
    pub(in crate::sound) at: f32,
    /// The value then.
    pub(in crate::sound) value: f32,
    /// How the way here bends: 0 is straight, above 0 most of the way is done early (as
    /// something struck dies away), below 0 late. -12 to 12 is sensible.
    pub(in crate::sound) bend: f32,
}

/// A value over time; before its first and after its last point it stands still.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::sound) struct Curve {
    pub(in crate::sound) points: Vec<Point>,
}

impl Curve {
    /// The same value at all times.
    pub(in crate::sound) fn constant(value: f32) -> Self {
        Self { points: vec![Point { at: 0.0, value, bend: 0.0 }] }
    }

    /// The value at `seconds`, moving in equal steps of difference.
    pub(in crate::sound) fn at(&self, seconds: f32) -> f32 {
        self.between(seconds, |from, to, way| from + (to - from) * way)
    }

    /// The value at `seconds`, moving in equal steps of ratio, as ears hear pitch. All values
    /// have to be above 0.
    pub(in crate::sound) fn ratio_at(&self, seconds: f32) -> f32 {
        self.between(seconds, |from, to, way| from * (to / from).powf(way))
    }

    fn between(&self, seconds: f32, mix: impl Fn(f32, f32, f32) -> f32) -> f32 {
        let after = self.points.partition_point(|point| point.at <= seconds);
        let Some(to) = self.points.get(after) else {
            return self.points.last().map_or(0.0, |point| point.value);
        };
        let Some(from) = after.checked_sub(1).map(|before| self.points[before]) else {
            return to.value;
        };
        let way = (seconds - from.at) / (to.at - from.at);
        let bent = if to.bend.abs() < 1e-3 {
            way
        } else {
            (1.0 - (-to.bend * way).exp()) / (1.0 - (-to.bend).exp())
        };
        mix(from.value, to.value, bent)
    }
}

impl<'de> Deserialize<'de> for Curve {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = Curve;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number, or points [seconds, value] or [seconds, value, bend]")
            }

            fn visit_f64<E: de::Error>(self, value: f64) -> Result<Curve, E> {
                Ok(Curve::constant(value as f32))
            }

            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Curve, E> {
                Ok(Curve::constant(value as f32))
            }

            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Curve, E> {
                Ok(Curve::constant(value as f32))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Curve, A::Error> {
                let mut points = Vec::new();
                while let Some(numbers) = list.next_element::<Vec<f32>>()? {
                    let (at, value, bend) = match *numbers {
                        [at, value] => (at, value, 0.0),
                        [at, value, bend] => (at, value, bend),
                        _ => return Err(de::Error::invalid_length(numbers.len(), &self)),
                    };
                    points.push(Point { at, value, bend });
                }
                if points.is_empty() {
                    return Err(de::Error::invalid_length(0, &self));
                }
                Ok(Curve { points })
            }
        }

        deserializer.deserialize_any(Reader)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_goes_through_its_points_and_stands_still_outside() {
        let curve: Curve = serde_yaml::from_str("[[0.1, 1], [0.3, 5], [1.3, 0, 5]]").unwrap();
        for (at, value) in [(0.0, 1.0), (0.1, 1.0), (0.2, 3.0), (0.3, 5.0), (1.3, 0.0), (9.0, 0.0)]
        {
            assert!((curve.at(at) - value).abs() < 1e-5, "{at}: {}", curve.at(at));
        }
        assert!(curve.at(0.5) < 2.0, "bends early: {}", curve.at(0.5));
    }

    #[test]
    fn pitch_moves_by_ratio() {
        let curve: Curve = serde_yaml::from_str("[[0, 100], [1, 400]]").unwrap();
        assert!((curve.ratio_at(0.5) - 200.0).abs() < 1e-3);
    }

    #[test]
    fn a_number_is_a_curve_and_a_lone_value_is_none() {
        assert_eq!(serde_yaml::from_str::<Curve>("3").unwrap(), Curve::constant(3.0));
        assert_eq!(serde_yaml::from_str::<Curve>("0.5").unwrap(), Curve::constant(0.5));
        let error = serde_yaml::from_str::<Curve>("[[1]]").unwrap_err().to_string();
        assert!(error.contains("[seconds, value]"), "{error}");
        assert!(serde_yaml::from_str::<Curve>("[]").is_err());
    }
}
