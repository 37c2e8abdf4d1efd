//! Motion as data: what a layer does when it enters, while it stays and when it leaves.
//!
//! `shared/motion.yaml` names motions (keys of a pose over time) and styles (which motion each
//! role of a scene gets). This file reads them and evaluates a pose; where the result lands on
//! the canvas is `timeline`'s concern.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{assets::Assets, ease::Ease};
use crate::error::{Error, Result};

/// Where and how a layer shows at one moment. Lengths are CSS pixels, angles degrees.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pose {
    /// Shift to the right.
    pub x: f64,
    /// Shift downwards.
    pub y: f64,
    /// Size factor about the layer's centre.
    pub scale: f64,
    /// Clockwise turn about the layer's centre.
    pub rotate: f64,
    /// 0 invisible to 1 opaque.
    pub opacity: f64,
    /// Share of the layer's lines that shows, in reading order.
    pub reveal: f64,
    /// Share of the layer's width that shows, from its left edge.
    pub wipe: f64,
}

impl Default for Pose {
    fn default() -> Self {
        Self { x: 0.0, y: 0.0, scale: 1.0, rotate: 0.0, opacity: 1.0, reveal: 1.0, wipe: 1.0 }
    }
}

impl Pose {
    fn blend(&self, to: &Self, t: f64) -> Self {
        let mix = |a: f64, b: f64| a + (b - a) * t;
        Self {
            x: mix(self.x, to.x),
            y: mix(self.y, to.y),
            scale: mix(self.scale, to.scale),
            rotate: mix(self.rotate, to.rotate),
            opacity: mix(self.opacity, to.opacity).clamp(0.0, 1.0),
            reveal: mix(self.reveal, to.reveal).clamp(0.0, 1.0),
            wipe: mix(self.wipe, to.wipe).clamp(0.0, 1.0),
        }
    }
}

/// A sine that never stops.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Wave {
    /// Largest change, in the unit of the property.
    amount: f64,
    /// Seconds for one turn.
    period: f64,
    /// Start, in turns.
    phase: f64,
}

impl Wave {
    fn at(&self, seconds: f64, phase: f64) -> f64 {
        if self.period <= 0.0 {
            return 0.0;
        }
        let turns = seconds / self.period + self.phase + phase;
        self.amount * (turns * std::f64::consts::TAU).sin()
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Key {
    at: f64,
    #[serde(default)]
    ease: Option<Ease>,
    #[serde(default)]
    pose: Pose,
}

/// A named motion.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Motion {
    /// How long the entrance takes, in seconds.
    #[serde(default = "half_second")]
    pub seconds: f64,
    #[serde(default = "out_cubic")]
    ease: Ease,
    /// Pose at the start; the end is the layer as it was laid out.
    #[serde(default)]
    from: Option<Pose>,
    /// Several poses, for motions that need more than a start.
    #[serde(default)]
    keys: Vec<Key>,
    /// Motion that goes on while the layer stays: property → wave.
    #[serde(default)]
    stay: BTreeMap<String, Wave>,
    /// Even change over the layer's whole life, from its start to its end.
    #[serde(default)]
    through: Option<(Pose, Pose)>,
}

fn half_second() -> f64 {
    0.5
}

fn out_cubic() -> Ease {
    Ease::Out(3)
}

impl Motion {
    /// The pose `progress` (0–1) into the entrance.
    fn entering(&self, progress: f64) -> Pose {
        if self.keys.is_empty() {
            let from = self.from.unwrap_or_default();
            return from.blend(&Pose::default(), self.ease.at(progress));
        }
        let mut previous = &self.keys[0];
        if progress <= previous.at {
            return previous.pose;
        }
        for key in &self.keys[1..] {
            if progress <= key.at {
                let span = (key.at - previous.at).max(1e-9);
                let ease = key.ease.unwrap_or(self.ease);
                return previous.pose.blend(&key.pose, ease.at((progress - previous.at) / span));
            }
            previous = key;
        }
        previous.pose
    }

    fn add_stay(&self, pose: &mut Pose, seconds: f64, life: f64, phase: f64) {
        if let Some((from, to)) = &self.through {
            let through = from.blend(to, (seconds / life.max(1e-9)).clamp(0.0, 1.0));
            pose.x += through.x;
            pose.y += through.y;
            pose.scale *= through.scale;
            pose.rotate += through.rotate;
            pose.opacity *= through.opacity;
            pose.wipe *= through.wipe;
        }
        for (property, wave) in &self.stay {
            let value = wave.at(seconds, phase);
            match property.as_str() {
                "x" => pose.x += value,
                "y" => pose.y += value,
                "scale" => pose.scale += value,
                "rotate" => pose.rotate += value,
                "opacity" => pose.opacity = (pose.opacity + value).clamp(0.0, 1.0),
                _ => {}
            }
        }
    }
}

/// What one layer does over its scene.
#[derive(Clone, Debug)]
pub struct Score {
    /// How it comes in.
    pub enter: Motion,
    /// Seconds after the scene's start when it begins to come in.
    pub at: f64,
    /// Seconds it takes to come in.
    pub seconds: f64,
    /// How it goes, with the seconds that takes; played backwards.
    pub exit: Option<(Motion, f64)>,
    /// Seconds after the scene's start when it is gone; the scene's end by default.
    pub until: f64,
    /// Shifts waves, in turns, so that neighbours do not move in step.
    pub phase: f64,
}

impl Score {
    /// The pose `t` seconds after the scene's start; `None` while it does not show.
    #[must_use]
    pub fn pose(&self, t: f64) -> Option<Pose> {
        // Half a millisecond of slack: frame times are rounded sums.
        if t < self.at - 5e-4 || t > self.until + 5e-4 {
            return None;
        }
        let progress = if self.seconds > 0.0 { (t - self.at) / self.seconds } else { 1.0 };
        let mut pose = self.enter.entering(progress.clamp(0.0, 1.0));
        self.enter.add_stay(&mut pose, t - self.at, self.until - self.at, self.phase);
        if let Some((exit, seconds)) = &self.exit {
            let left = self.until - t;
            if left < *seconds && *seconds > 0.0 {
                let leaving = exit.entering((left / seconds).clamp(0.0, 1.0));
                pose.x += leaving.x;
                pose.y += leaving.y;
                pose.scale *= leaving.scale;
                pose.rotate += leaving.rotate;
                pose.opacity *= leaving.opacity;
                pose.reveal = pose.reveal.min(leaving.reveal);
                pose.wipe = pose.wipe.min(leaving.wipe);
            }
        }
        (pose.opacity > 0.0 && pose.scale > 0.0).then_some(pose)
    }
}

/// All motions and styles.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Motions {
    motions: BTreeMap<String, Motion>,
    styles: BTreeMap<String, BTreeMap<String, String>>,
}

impl Motions {
    /// Reads `shared/motion.yaml`.
    ///
    /// # Errors
    /// A file that is missing or wrong, naming what is wrong in it.
    pub fn load(assets: &Assets) -> Result<Self> {
        let text = assets.require("shared/motion.yaml")?;
        let book: Self = serde_yaml::from_str(&text).map_err(|e| {
            Error::field("shared/motion.yaml", "is not a list of motions").caused_by(e)
        })?;
        for (style, roles) in &book.styles {
            for motion in roles.values() {
                if !book.motions.contains_key(motion) {
                    return Err(Error::field(
                        format!("shared/motion.yaml: styles/{style}"),
                        format!("names the motion \"{motion}\", which is not defined"),
                    ));
                }
            }
        }
        Ok(book)
    }

    /// A motion by name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Motion> {
        self.motions.get(name)
    }

    /// Whether a style of that name exists.
    #[must_use]
    pub fn has_style(&self, name: &str) -> bool {
        self.styles.contains_key(name)
    }

    /// Names of all styles.
    pub fn style_names(&self) -> impl Iterator<Item = &str> {
        self.styles.keys().map(String::as_str)
    }

    /// The motion that `style` gives to `role`, falling back to the style's `other`.
    #[must_use]
    pub fn for_role(&self, style: &str, role: &str) -> Option<&str> {
        let roles = self.styles.get(style)?;
        roles.get(role).or_else(|| roles.get("other")).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layer_shows_only_between_its_start_and_its_end() {
        let score = Score {
            enter: serde_yaml::from_str("{seconds: 0.5, from: {opacity: 0, y: 40}}").expect("yaml"),
            at: 1.0,
            seconds: 0.5,
            exit: None,
            until: 3.0,
            phase: 0.0,
        };
        assert_eq!(score.pose(0.9), None);
        assert_eq!(score.pose(2.0), Some(Pose::default()));
        assert!(score.pose(1.2).is_some_and(|p| p.opacity > 0.5 && p.y > 0.0));
        assert_eq!(score.pose(3.1), None);
    }

    #[test]
    fn the_built_in_motions_read_and_every_style_names_motions_that_exist() {
        Motions::load(&Assets::default()).expect("motion.yaml");
    }
}
