//! Finds all moments of a scene that the rules of a preset have a wish for.
//!
//! Which wishes come true is left to [`super`].

use super::{
    Scene, Section,
    policy::{Moment, Preset, Rule},
};

/// A wish of a rule at a moment.
#[derive(Clone, Debug)]
pub(super) struct Wish<'a> {
    pub(super) rule: &'a Rule,
    /// When its effect would begin, in seconds.
    pub(super) time: f64,
    /// For people: "start of the hook".
    pub(super) moment: String,
    /// For people: what was done about beats; empty when nothing was.
    pub(super) snapped: String,
}

/// All wishes, what matters most first, then in order of time.
pub(super) fn wishes<'a>(preset: &'a Preset, scene: &Scene) -> Vec<Wish<'a>> {
    let mut found = Vec::new();
    for (n, section) in scene.sections.iter().enumerate() {
        for rule in &preset.rules {
            let Some(at) = moment(rule, section, n) else { continue };
            let beat = nearest_beat(at, scene.beats, preset.guards.snap_seconds);
            let snapped = beat.filter(|beat| (beat - at).abs() >= 0.0005);
            found.push(Wish {
                rule,
                time: beat.unwrap_or(at) + rule.offset_seconds,
                moment: describe(rule, section),
                snapped: snapped.map_or_else(String::new, |beat| {
                    let way = if beat > at { "later" } else { "earlier" };
                    format!("{:.2} s {way}, on the beat", (beat - at).abs())
                }),
            });
        }
    }
    // Stable: what is equal stays in the order of sections and rules.
    found.sort_by(|a, b| b.rule.importance.cmp(&a.rule.importance).then(a.time.total_cmp(&b.time)));
    found
}

/// When the moment of a rule is in the `n`th section, if it has one.
fn moment(rule: &Rule, section: &Section, n: usize) -> Option<f64> {
    let fits = |kind: &String| kind.eq_ignore_ascii_case(section.kind.trim());
    if !rule.of.is_empty() && !rule.of.iter().any(fits) {
        return None;
    }
    let titled = section.title.as_ref().is_some_and(|title| !title.trim().is_empty());
    match rule.at {
        Moment::Start => Some(section.start),
        Moment::Cut => (n > 0).then_some(section.start),
        Moment::Title => titled.then_some(section.start),
        Moment::Middle => Some(f64::midpoint(section.start, section.end)),
        Moment::End => Some(section.end),
    }
}

/// The beat nearest to `at`, if it is within `window` seconds.
fn nearest_beat(at: f64, beats: &[f64], window: f64) -> Option<f64> {
    let near = beats.iter().copied().filter(|beat| (beat - at).abs() <= window);
    near.min_by(|a, b| (a - at).abs().total_cmp(&(b - at).abs()))
}

/// The moment in words.
fn describe(rule: &Rule, section: &Section) -> String {
    let kind = section.kind.trim().replace('_', " ");
    let place = match rule.at {
        Moment::Start => "start of",
        Moment::Cut => "cut to",
        Moment::Title => "title of",
        Moment::Middle => "middle of",
        Moment::End => "end of",
    };
    match section.title.as_deref().map(str::trim).filter(|title| !title.is_empty()) {
        Some(title) => {
            let short: String = title.chars().take(40).collect();
            format!("{place} {kind} {short:?}")
        }
        None => format!("{place} {kind}"),
    }
}
