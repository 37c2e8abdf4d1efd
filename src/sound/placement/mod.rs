//! Places sound effects on a video by its sections and beats, sparingly, and tells why.
//!
//! A [`Policy`] is data: presets of rules ("a whoosh at each cut") and guards ("at most ten a
//! minute"). [`place`] applies one preset to a [`Scene`] and reports every wish of every rule
//! with what became of it. What matters most is placed first; the rest has to fit around it.
//! Reading files, finding sections, beats and speech, and mixing are left to the caller.

mod choice;
mod moments;
pub mod policy;

use serde::Serialize;

use self::{
    choice::{Limits, choose},
    moments::{Wish, wishes},
};
use super::{
    effects::Effect,
    manifest::Entry,
    synthesis::{check::Checks, random::Random},
};
use crate::error::Result;
pub use policy::{Guards, Moment, Policy, Preset, Rule};

/// Seconds an effect is taken to be heard where its length is not known.
const USUAL_SECONDS: f64 = 0.5;

/// The span in which effects are counted, in seconds.
const MINUTE: f64 = 60.0;

/// A part of the video.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// hook, intro, content, `list_item`, stat, cta, outro, transition and so on.
    pub kind: String,
    /// When it begins, in seconds.
    pub start: f64,
    /// When it ends, in seconds; not before it begins.
    pub end: f64,
    /// The words it shows, if any.
    pub title: Option<String>,
}

/// What has to be known of an effect to choose it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// What requests call it.
    pub id: String,
    /// What kind it is: transition, ui, impact, alert and so on.
    pub category: String,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// How much it asks for attention: 1 to 5.
    pub intensity: u8,
    /// How long it is heard, if known; decides whether it reaches into speech.
    pub seconds: Option<f64>,
}

/// What effects are placed on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scene<'a> {
    /// Length of the video in seconds.
    pub seconds: f64,
    /// In order of time.
    pub sections: &'a [Section],
    /// Beats of the music in seconds; none when there is no music.
    pub beats: &'a [f64],
    /// Stretches of speech: start and end in seconds.
    pub speech: &'a [(f64, f64)],
    /// The effects there are.
    pub effects: &'a [Known],
}

/// An effect at its moment.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Placed {
    /// Which effect.
    pub sfx_id: String,
    /// When it begins, in seconds.
    pub time: f64,
    /// Factor on its level.
    pub volume: f64,
    /// Why it is here, in plain words.
    pub reason: String,
}

/// What became of one wish of one rule.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Decision {
    /// When its effect would begin, in seconds.
    pub time: f64,
    /// The moment in plain words, such as "start of hook".
    pub moment: String,
    /// What the rule asks for: ids, or tags.
    pub wanted: String,
    /// Id of the effect that was placed; none when the wish was dropped.
    pub taken: Option<String>,
    /// Why, in plain words.
    pub reason: String,
}

/// What came of placing.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Plan {
    /// The effects, in order of time.
    pub placed: Vec<Placed>,
    /// Every wish, in order of time.
    pub decisions: Vec<Decision>,
}

impl From<&Effect> for Known {
    fn from(effect: &Effect) -> Self {
        Self {
            id: effect.id.clone(),
            category: effect.category.clone(),
            tags: effect.tags.clone(),
            intensity: effect.intensity,
            seconds: None,
        }
    }
}

impl From<&Entry> for Known {
    fn from(entry: &Entry) -> Self {
        Self {
            id: entry.id.clone(),
            category: entry.category.clone(),
            tags: entry.tags.clone(),
            intensity: entry.intensity,
            seconds: None,
        }
    }
}

/// Places effects on `scene` by `preset`. The same seed gives the same plan; another one draws
/// differently among effects that fit equally well.
///
/// # Errors
/// `Validation` naming the times of sections that make no sense, such as `/sections/2/end`.
pub fn place(preset: &Preset, scene: &Scene, seed: u64) -> Result<Plan> {
    check(scene)?;
    let mut plan = Plan::default();
    for (n, wish) in wishes(preset, scene).iter().enumerate() {
        // Each wish has its own stream, so that one more drawn does not move all others.
        let mut random = Random::fork(seed, &format!("{} {n}", wish.moment));
        let outcome = grant(wish, &preset.guards, scene, &plan.placed, &mut random);
        let (taken, reason) = match outcome {
            Ok(placed) => {
                let (id, reason) = (placed.sfx_id.clone(), placed.reason.clone());
                plan.placed.push(placed);
                (Some(id), reason)
            }
            Err(reason) => (None, reason),
        };
        let (time, moment) = (wish.time, wish.moment.clone());
        plan.decisions.push(Decision { time, moment, wanted: wanted(wish), taken, reason });
    }
    plan.placed.sort_by(|a, b| a.time.total_cmp(&b.time));
    plan.decisions.sort_by(|a, b| a.time.total_cmp(&b.time));
    Ok(plan)
}

/// One wish against all guards: the effect, or why there is none.
fn grant(
    wish: &Wish,
    guards: &Guards,
    scene: &Scene,
    placed: &[Placed],
    random: &mut Random,
) -> Result<Placed, String> {
    room(wish.time, guards, scene, placed)?;
    // Under speech from the first moment on: what is chosen depends on it.
    let spoken = |seconds: f64| {
        scene.speech.iter().any(|(from, to)| *from < wish.time + seconds && wish.time < *to)
    };
    let most_intensity = if spoken(USUAL_SECONDS) {
        guards.most_intensity.min(guards.most_intensity_under_speech)
    } else {
        guards.most_intensity
    };
    let heard: Vec<&str> = placed
        .iter()
        .filter(|other| (other.time - wish.time).abs() < guards.same_after_seconds)
        .map(|other| other.sfx_id.as_str())
        .collect();
    let limits = Limits { most_intensity, heard: &heard };
    let (effect, why) = choose(wish.rule, scene.effects, limits, random)?;
    let mut reason = format!("{}, {why}", wish.moment);
    if !wish.snapped.is_empty() {
        reason.push_str(&format!("; {}", wish.snapped));
    }
    let mut volume = wish.rule.volume;
    if spoken(effect.seconds.unwrap_or(USUAL_SECONDS)) && guards.lower_under_speech_db > 0.0 {
        volume *= 10_f64.powf(-guards.lower_under_speech_db / 20.0);
        reason.push_str(&format!("; {} dB lower under speech", guards.lower_under_speech_db));
    }
    Ok(Placed { sfx_id: effect.id.clone(), time: wish.time, volume, reason })
}

/// Whether anything may begin at `time`; else why not.
fn room(time: f64, guards: &Guards, scene: &Scene, placed: &[Placed]) -> Result<(), String> {
    if time < guards.quiet_start_seconds.max(0.0) {
        return Err(format!("in the first {} s nothing begins", guards.quiet_start_seconds));
    }
    if time > scene.seconds - guards.quiet_end_seconds {
        return Err(format!("in the last {} s nothing begins", guards.quiet_end_seconds));
    }
    let away = |other: &&Placed| (other.time - time).abs();
    let near = placed.iter().min_by(|a, b| away(a).total_cmp(&away(b)));
    // Half a millisecond is rounding of the caller's times, not nearness.
    if let Some(near) = near.filter(|near| away(near) < guards.gap_seconds - 0.0005) {
        let (id, away, at) = (&near.sfx_id, away(&near), near.time);
        return Err(format!("too near: {id} at {at:.2} s is {away:.2} s away and matters more"));
    }
    let times = || placed.iter().map(|other| other.time).chain([time]);
    // The fullest minute that `time` is in begins with one of the effects.
    let fullest = times()
        .filter(|from| *from <= time && time < from + MINUTE)
        .map(|from| times().filter(|at| (from..from + MINUTE).contains(at)).count())
        .max();
    if fullest.unwrap_or_default() > usize::from(guards.per_minute) {
        return Err(format!("there are {} in this minute already", guards.per_minute));
    }
    Ok(())
}

/// What a wish asks for, in words.
fn wanted(wish: &Wish) -> String {
    if wish.rule.ids.is_empty() {
        format!("something with the tags {}", wish.rule.tags.join(", "))
    } else {
        wish.rule.ids.join(" or ")
    }
}

fn check(scene: &Scene) -> Result<()> {
    let mut checks = Checks::new("");
    let time = |x: f64| x.is_finite() && x >= 0.0;
    checks.need(time(scene.seconds), "seconds", "expected a length of 0 or more");
    checks.inside("sections", |checks| {
        for (n, section) in scene.sections.iter().enumerate() {
            checks.inside(n, |checks| {
                checks.need(time(section.start), "start", "expected a time of 0 or more");
                let right = section.end.is_finite() && section.end >= section.start;
                checks.need(right, "end", "expected a time not before the start");
            });
        }
    });
    checks.finish()
}

#[cfg(test)]
#[path = "placement_tests.rs"]
mod tests;
