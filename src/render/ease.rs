//! Easing curves, by name: `out-cubic`, `out-back`, `spring(180, 14)`, `steps(6)`.
//!
//! The polynomial curves are Robert Penner's; the spring is the damped harmonic oscillator with
//! unit mass, solved exactly, so that a frame never depends on the one before.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// How a value travels from 0 to 1 while time goes from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Ease {
    /// Even speed.
    Linear,
    /// Slow start, by power.
    In(i32),
    /// Slow end, by power.
    Out(i32),
    /// Slow at both ends, by power.
    InOut(i32),
    /// Slow end, exponential.
    OutExpo,
    /// Goes past the end and comes back.
    OutBack,
    /// Bounces against the end like a ball.
    OutBounce,
    /// Rings around the end like a plucked string.
    OutElastic,
    /// Damped spring: stiffness (1/s²) and damping (1/s), over one second of spring time.
    Spring {
        /// Stiffness in 1/s².
        stiffness: f64,
        /// Damping in 1/s.
        damping: f64,
    },
    /// Jumps in equal steps.
    Steps(u32),
}

impl Ease {
    /// The value at time `t`, both clamped to where the curve is defined.
    #[must_use]
    pub fn at(self, t: f64) -> f64 {
        let t = t.clamp(0.0, 1.0);
        match self {
            Self::Linear => t,
            Self::In(power) => t.powi(power),
            Self::Out(power) => 1.0 - (1.0 - t).powi(power),
            Self::InOut(power) if t < 0.5 => (2.0 * t).powi(power) / 2.0,
            Self::InOut(power) => 1.0 - (2.0 * (1.0 - t)).powi(power) / 2.0,
            // Neither curve arrives by itself.
            Self::OutExpo | Self::Spring { .. } if t >= 1.0 => 1.0,
            Self::OutExpo => 1.0 - (-10.0 * t).exp2(),
            Self::OutBack => {
                let overshoot = 1.701_58;
                let back = t - 1.0;
                1.0 + (overshoot + 1.0) * back.powi(3) + overshoot * back.powi(2)
            }
            Self::OutBounce => bounce(t),
            Self::OutElastic if t <= 0.0 || t >= 1.0 => t,
            Self::OutElastic => {
                let turn = std::f64::consts::TAU / 3.0;
                (-10.0 * t).exp2() * ((t * 10.0 - 0.75) * turn).sin() + 1.0
            }
            Self::Spring { stiffness, damping } => spring(t, stiffness, damping),
            Self::Steps(count) => (t * f64::from(count)).floor() / f64::from(count),
        }
    }
}

fn bounce(t: f64) -> f64 {
    const GRAVITY: f64 = 7.5625;
    const SPAN: f64 = 2.75;
    let fall = |t: f64, rest: f64| GRAVITY * t * t + rest;
    if t < 1.0 / SPAN {
        fall(t, 0.0)
    } else if t < 2.0 / SPAN {
        fall(t - 1.5 / SPAN, 0.75)
    } else if t < 2.5 / SPAN {
        fall(t - 2.25 / SPAN, 0.9375)
    } else {
        fall(t - 2.625 / SPAN, 0.984_375)
    }
}

fn spring(t: f64, stiffness: f64, damping: f64) -> f64 {
    let natural = stiffness.sqrt();
    let ratio = damping / (2.0 * natural);
    if ratio < 1.0 {
        let ringing = natural * (1.0 - ratio * ratio).sqrt();
        let envelope = (-ratio * natural * t).exp();
        1.0 - envelope * ((ringing * t).cos() + ratio * natural / ringing * (ringing * t).sin())
    } else {
        1.0 - (-natural * t).exp() * (1.0 + natural * t)
    }
}

impl TryFrom<String> for Ease {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        let (name, arguments) = match text.split_once('(') {
            Some((name, rest)) => (name.trim(), rest.trim_end().trim_end_matches(')')),
            None => (text.trim(), ""),
        };
        let numbers: Vec<f64> =
            arguments.split(',').filter_map(|n| n.trim().parse().ok()).collect();
        let power = |name: &str| match name {
            "quad" => Some(2),
            "cubic" => Some(3),
            "quart" => Some(4),
            "quint" => Some(5),
            _ => None,
        };
        let ease = match (name, numbers.as_slice()) {
            ("linear", []) => Some(Self::Linear),
            ("out-expo", []) => Some(Self::OutExpo),
            ("out-back", []) => Some(Self::OutBack),
            ("out-bounce", []) => Some(Self::OutBounce),
            ("out-elastic", []) => Some(Self::OutElastic),
            ("spring", [stiffness, damping]) if *stiffness > 0.0 && *damping > 0.0 => {
                Some(Self::Spring { stiffness: *stiffness, damping: *damping })
            }
            ("steps", [count]) if *count >= 1.0 => Some(Self::Steps(*count as u32)),
            _ => {
                if let Some(rest) = name.strip_prefix("in-out-") {
                    power(rest).map(Self::InOut)
                } else if let Some(rest) = name.strip_prefix("in-") {
                    power(rest).map(Self::In)
                } else if let Some(rest) = name.strip_prefix("out-") {
                    power(rest).map(Self::Out)
                } else {
                    None
                }
            }
        };
        ease.ok_or_else(|| {
            Error::field("ease", format!("unknown easing \"{text}\"")).hint(
                "use linear, in-/out-/in-out- with quad, cubic, quart or quint, out-expo, \
                 out-back, out-bounce, out-elastic, spring(stiffness, damping) or steps(n)",
            )
        })
    }
}

impl From<Ease> for String {
    fn from(ease: Ease) -> Self {
        let power = |p: i32| match p {
            2 => "quad",
            3 => "cubic",
            4 => "quart",
            _ => "quint",
        };
        match ease {
            Ease::Linear => "linear".into(),
            Ease::In(p) => format!("in-{}", power(p)),
            Ease::Out(p) => format!("out-{}", power(p)),
            Ease::InOut(p) => format!("in-out-{}", power(p)),
            Ease::OutExpo => "out-expo".into(),
            Ease::OutBack => "out-back".into(),
            Ease::OutBounce => "out-bounce".into(),
            Ease::OutElastic => "out-elastic".into(),
            Ease::Spring { stiffness, damping } => format!("spring({stiffness}, {damping})"),
            Ease::Steps(count) => format!("steps({count})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_curve_starts_at_zero_and_ends_at_one() {
        for name in [
            "linear",
            "in-quad",
            "out-cubic",
            "in-out-quint",
            "out-expo",
            "out-back",
            "out-bounce",
            "out-elastic",
            "spring(180, 14)",
            "steps(4)",
        ] {
            let ease = Ease::try_from(name.to_owned()).expect(name);
            assert!(ease.at(0.0).abs() < 1e-9, "{name} starts at {}", ease.at(0.0));
            assert!((ease.at(1.0) - 1.0).abs() < 1e-9, "{name} ends at {}", ease.at(1.0));
            assert_eq!(Ease::try_from(String::from(ease)).expect(name), ease);
        }
    }

    #[test]
    fn a_name_nobody_knows_is_an_error_that_lists_the_known_ones() {
        let error = Ease::try_from("wobble".to_owned()).expect_err("unknown");
        assert!(error.hint_text().is_some_and(|hint| hint.contains("out-back")));
    }
}
