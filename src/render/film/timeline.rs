//! The timeline: which scenes play when, how they hand over, and what a frame shows.
//!
//! Scenes are drawn when a worker first needs them and dropped when the last frame that needs
//! them is done, so that memory does not grow with the video.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use serde::Deserialize;

use super::{
    super::{assets::Assets, compositor::Item, ease::Ease, sprite::Rect},
    layer::Affine,
    movie::Movies,
    scene::{Group, Kit, Scene, ScenePlan},
};
use crate::error::{Error, Result};

/// Longest stretch between key frames, in seconds.
const KEY_SECONDS: f64 = 4.0;

/// Pose of a whole scene during a transition; lengths in shares of the canvas.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct GroupPose {
    x: f64,
    y: f64,
    scale: f64,
    opacity: f64,
    /// Share of the canvas that shows, from the left.
    wipe: f64,
}

impl Default for GroupPose {
    fn default() -> Self {
        Self { x: 0.0, y: 0.0, scale: 1.0, opacity: 1.0, wipe: 1.0 }
    }
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Sides {
    #[serde(rename = "in")]
    enter: GroupPose,
    #[serde(rename = "out")]
    leave: GroupPose,
}

/// One row of `shared/transitions.yaml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kind {
    /// Whether layers leave by themselves before the change.
    exits: bool,
    #[serde(default = "linear")]
    ease: Ease,
    #[serde(default)]
    scene: Sides,
    #[serde(default)]
    backdrop: Sides,
}

fn linear() -> Ease {
    Ease::Linear
}

/// All transitions.
#[derive(Clone, Debug)]
pub struct Transitions(BTreeMap<String, Kind>);

impl Transitions {
    /// Reads `shared/transitions.yaml`.
    ///
    /// # Errors
    /// A file that is missing or wrong.
    pub fn load(assets: &Assets) -> Result<Self> {
        let text = assets.require("shared/transitions.yaml")?;
        serde_yaml::from_str(&text).map(Self).map_err(|e| {
            Error::field("shared/transitions.yaml", "is not a list of transitions").caused_by(e)
        })
    }

    /// Whether `name` exists.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Whether layers leave by themselves before this transition.
    #[must_use]
    pub fn exits(&self, name: &str) -> bool {
        self.0.get(name).is_none_or(|kind| kind.exits)
    }
}

/// What part of the picture a scene is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// What lies behind.
    Backdrop,
    /// A section.
    Section,
    /// Something over everything that takes part in no transition.
    Overlay,
}

/// One scene on the timeline.
pub struct Slot {
    /// How to draw it.
    pub plan: ScenePlan,
    /// First frame.
    pub start: u64,
    /// Frame after its last.
    pub end: u64,
    /// What it is.
    pub role: Role,
    /// Transition by which it comes: name and frames.
    pub arrives: Option<(String, u64)>,
    /// Transition by which it goes: name and frames.
    pub departs: Option<(String, u64)>,
    drawn: Mutex<Option<Arc<Scene>>>,
    /// Segments that still need it.
    needed: AtomicUsize,
}

impl Slot {
    /// A scene from frame `start` to before `end`.
    #[must_use]
    pub fn new(plan: ScenePlan, start: u64, end: u64, role: Role) -> Self {
        Self {
            plan,
            start,
            end,
            role,
            arrives: None,
            departs: None,
            drawn: Mutex::default(),
            needed: AtomicUsize::new(0),
        }
    }

    /// Frame after the last on which it can be seen, transition included.
    fn last(&self) -> u64 {
        self.end + self.departs.as_ref().map_or(0, |(_, frames)| *frames)
    }

    fn scene(&self, kit: &Kit) -> Result<Arc<Scene>> {
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(scene) = &*drawn {
            return Ok(scene.clone());
        }
        let scene = Arc::new(self.plan.draw(kit)?);
        *drawn = Some(scene.clone());
        Ok(scene)
    }
}

/// A stretch of frames that is drawn and encoded on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// First frame.
    pub start: u64,
    /// Frame after the last.
    pub end: u64,
}

/// All scenes of a video in paint order.
pub struct Timeline {
    /// Lowest first.
    pub slots: Vec<Slot>,
    /// Frames per second.
    pub fps: f64,
    /// Frames in all.
    pub frames: u64,
    /// Canvas size in device pixels.
    pub size: (u32, u32),
    transitions: Transitions,
}

impl Timeline {
    /// A timeline over `slots`, lowest first.
    #[must_use]
    pub fn new(
        slots: Vec<Slot>,
        fps: f64,
        frames: u64,
        size: (u32, u32),
        transitions: Transitions,
    ) -> Self {
        Self { slots, fps, frames, size, transitions }
    }

    /// Stretches that cover `start..end`, each beginning where a key frame belongs.
    #[must_use]
    pub fn stretches(&self, start: u64, end: u64) -> Vec<Stretch> {
        let mut cuts: Vec<u64> = self
            .slots
            .iter()
            .filter(|slot| slot.role == Role::Section)
            .map(|slot| slot.start)
            .filter(|at| *at > start && *at < end)
            .chain([start, end])
            .collect();
        cuts.sort_unstable();
        cuts.dedup();
        let longest = ((KEY_SECONDS * self.fps).round() as u64).max(1);
        let mut stretches = Vec::new();
        for pair in cuts.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            let pieces = (to - from).div_ceil(longest);
            for piece in 0..pieces {
                stretches.push(Stretch {
                    start: from + (to - from) * piece / pieces,
                    end: from + (to - from) * (piece + 1) / pieces,
                });
            }
        }
        for slot in &self.slots {
            let needed =
                stretches.iter().filter(|s| s.start < slot.last() && s.end > slot.start).count();
            slot.needed.store(needed, Ordering::Relaxed);
        }
        stretches
    }

    /// Lets go of scenes that no stretch but this one needed.
    pub fn done(&self, stretch: &Stretch) {
        for slot in &self.slots {
            if stretch.start < slot.last()
                && stretch.end > slot.start
                && slot.needed.fetch_sub(1, Ordering::AcqRel) == 1
            {
                *slot.drawn.lock().unwrap_or_else(PoisonError::into_inner) = None;
            }
        }
    }

    /// What `frame` shows, lowest first.
    ///
    /// # Errors
    /// A scene that cannot be drawn.
    pub fn items(&self, frame: u64, kit: &Kit, movies: &mut Movies) -> Result<Vec<Item>> {
        let mut items = Vec::new();
        for (z, slot) in self.slots.iter().enumerate() {
            if frame < slot.start || frame >= slot.last() {
                continue;
            }
            let Some(group) = self.group(slot, frame) else { continue };
            let t = (frame - slot.start) as f64 / self.fps;
            slot.scene(kit)?.items(kit, z as u32, t, &group, movies, &mut items)?;
        }
        Ok(items)
    }

    fn group(&self, slot: &Slot, frame: u64) -> Option<Group> {
        let arriving = slot.arrives.as_ref().filter(|(_, frames)| frame < slot.start + frames);
        let departing = slot.departs.as_ref().filter(|_| frame >= slot.end);
        let (width, height) = (f64::from(self.size.0), f64::from(self.size.1));
        let pose = if let Some((name, frames)) = departing {
            let kind = self.transitions.0.get(name)?;
            let share = ((frame - slot.end) as f64 + 0.5) / *frames as f64;
            blend(&GroupPose::default(), &sides(kind, slot.role).leave, kind.ease.at(share))
        } else if let Some((name, frames)) = arriving {
            let kind = self.transitions.0.get(name)?;
            let share = ((frame - slot.start) as f64 + 0.5) / *frames as f64;
            blend(&sides(kind, slot.role).enter, &GroupPose::default(), kind.ease.at(share))
        } else {
            GroupPose::default()
        };
        let map = Affine {
            linear: [pose.scale, 0.0, 0.0, pose.scale],
            shift: (
                (pose.x * width).round() + width / 2.0 * (1.0 - pose.scale),
                (pose.y * height).round() + height / 2.0 * (1.0 - pose.scale),
            ),
        };
        let clip = Rect::new(0, 0, (width * pose.wipe).round() as i32, self.size.1 as i32);
        (pose.opacity > 0.0).then_some(Group { map, opacity: pose.opacity, clip })
    }
}

fn sides(kind: &Kind, role: Role) -> &Sides {
    if role == Role::Backdrop { &kind.backdrop } else { &kind.scene }
}

fn blend(from: &GroupPose, to: &GroupPose, t: f64) -> GroupPose {
    let mix = |a: f64, b: f64| a + (b - a) * t;
    GroupPose {
        x: mix(from.x, to.x),
        y: mix(from.y, to.y),
        scale: mix(from.scale, to.scale),
        opacity: mix(from.opacity, to.opacity).clamp(0.0, 1.0),
        wipe: mix(from.wipe, to.wipe).clamp(0.0, 1.0),
    }
}
