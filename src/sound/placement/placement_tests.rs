//! Tests of [`super`] with the policy and the effects that ship with the program.

use super::*;
use crate::{error::Kind, sound::effects::Library};

const POLICY: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/sounds/policy.yaml"));
const LIBRARY: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/sounds/effects.yaml"));

fn known() -> Vec<Known> {
    Library::read(LIBRARY).unwrap().effects().iter().map(Known::from).collect()
}

fn sections(row: &[(&str, f64)]) -> Vec<Section> {
    let mut start = 0.0;
    row.iter()
        .map(|(kind, seconds)| {
            let section = Section {
                kind: (*kind).to_owned(),
                start,
                end: start + seconds,
                title: (*kind == "content").then(|| "Why it works".to_owned()),
            };
            start += seconds;
            section
        })
        .collect()
}

/// Half a minute as most videos have it.
fn usual() -> Vec<Section> {
    sections(&[
        ("hook", 3.0),
        ("intro", 3.0),
        ("list_item", 4.0),
        ("list_item", 4.0),
        ("list_item", 4.0),
        ("stat", 4.0),
        ("content", 5.0),
        ("cta", 4.0),
        ("outro", 3.0),
    ])
}

/// A preset with these guards and rules.
fn made(guards: &str, rules: &str) -> Preset {
    let text =
        format!("presets: {{a: {{description: b, guards: {{{guards}}}, rules: [{rules}]}}}}");
    Policy::read(&text).unwrap().presets()[0].clone()
}

const POP: &str = "{at: start, ids: [pop]}";

#[test]
fn every_guard_holds_for_every_preset_in_a_long_and_crowded_video() {
    let (policy, effects) = (Policy::read(POLICY).unwrap(), known());
    let many: Vec<_> = usual().iter().cycle().take(300).map(|s| (s.kind.clone(), 0.9)).collect();
    let many: Vec<_> = many.iter().map(|(kind, seconds)| (kind.as_str(), *seconds)).collect();
    let beats: Vec<f64> = (0..600).map(|n| f64::from(n) * 0.47).collect();
    for preset in policy.presets() {
        for (sections, seconds) in [(usual(), 34.0), (sections(&many), 270.0)] {
            let scene = Scene {
                seconds,
                sections: &sections,
                beats: &beats,
                speech: &[(2.0, 9.0)],
                effects: &effects,
            };
            for seed in 0..5 {
                let plan = place(preset, &scene, seed).unwrap();
                let guards = &preset.guards;
                assert!(plan.placed.len() >= 4, "{}: {plan:?}", preset.id);
                for (n, a) in plan.placed.iter().enumerate() {
                    assert!(a.time >= guards.quiet_start_seconds);
                    assert!(a.time <= seconds - guards.quiet_end_seconds);
                    assert!(!a.reason.is_empty() && effects.iter().any(|e| e.id == a.sfx_id));
                    for b in &plan.placed[n + 1..] {
                        assert!(b.time - a.time >= guards.gap_seconds - 0.001, "{a:?} {b:?}");
                        let apart = b.time - a.time >= guards.same_after_seconds;
                        assert!(apart || a.sfx_id != b.sfx_id, "{a:?} {b:?}");
                    }
                    let minute = plan.placed[n..].iter().filter(|b| b.time < a.time + 60.0);
                    assert!(minute.count() <= usize::from(guards.per_minute), "{}", preset.id);
                }
                let taken = plan.decisions.iter().filter(|d| d.taken.is_some()).count();
                assert_eq!(taken, plan.placed.len());
                assert!(plan.decisions.iter().all(|d| !d.reason.is_empty()));
            }
        }
    }
}

#[test]
fn livelier_presets_place_more_and_none_names_an_effect_that_is_not_there() {
    let (policy, effects, sections) = (Policy::read(POLICY).unwrap(), known(), usual());
    let scene = Scene { seconds: 34.0, sections: &sections, effects: &effects, ..Scene::default() };
    let count = |id| place(policy.preset(id).unwrap(), &scene, 1).unwrap().placed.len();
    let (few, some, many) = (count("subtle"), count("balanced"), count("energetic"));
    assert!(few < some && some < many, "{few} {some} {many}");
    for preset in policy.presets() {
        for (n, rule) in preset.rules.iter().enumerate() {
            for id in &rule.ids {
                assert!(effects.iter().any(|e| e.id == *id), "{} rule {n}: {id}", preset.id);
            }
            for tag in &rule.tags {
                let known = effects.iter().any(|e| e.tags.contains(tag));
                assert!(known, "{} rule {n}: {tag}", preset.id);
            }
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_plan_and_seeds_differ() {
    let (policy, effects, sections) = (Policy::read(POLICY).unwrap(), known(), usual());
    let scene = Scene { seconds: 34.0, sections: &sections, effects: &effects, ..Scene::default() };
    let preset = policy.preset("balanced").unwrap();
    let plan = |seed| place(preset, &scene, seed).unwrap();
    assert_eq!(plan(3), plan(3));
    assert!((4..10).any(|seed| plan(seed) != plan(3)));
}

#[test]
fn what_matters_more_wins_and_the_other_is_told_why_it_lost() {
    let rules = "{at: start, ids: [pop], importance: 2}, \
        {at: start, of: [cta], ids: [ding], offset_seconds: 0.2, importance: 8}";
    let preset = made("gap_seconds: 1, quiet_end_seconds: 0", rules);
    let (effects, sections) = (known(), sections(&[("content", 5.0), ("CTA", 5.0)]));
    let scene = Scene { seconds: 10.0, sections: &sections, effects: &effects, ..Scene::default() };
    let plan = place(&preset, &scene, 0).unwrap();
    let ids: Vec<_> = plan.placed.iter().map(|p| p.sfx_id.as_str()).collect();
    assert_eq!(ids, ["ding"]);
    let reasons: Vec<_> = plan.decisions.iter().map(|d| d.reason.as_str()).collect();
    assert_eq!(reasons[0], "in the first 0.1 s nothing begins");
    assert_eq!(reasons[1], "too near: ding at 5.20 s is 0.20 s away and matters more");
    assert_eq!(plan.decisions[1].moment, "start of CTA");
    assert_eq!(plan.decisions[1].wanted, "pop");
}

#[test]
fn an_effect_heard_shortly_before_gives_way_to_one_like_it() {
    let preset = made("gap_seconds: 0, same_after_seconds: 9, quiet_start_seconds: 0", POP);
    let row = |id: &str, tags: &[&str]| Known {
        id: id.to_owned(),
        category: "ui".to_owned(),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        intensity: 2,
        seconds: None,
    };
    let effects = [
        row("boom", &["low"]),
        row("plop", &["round", "appear"]),
        row("pop", &["round", "appear"]),
    ];
    let sections = sections(&[("a", 2.0), ("b", 2.0), ("c", 6.0), ("d", 2.0)]);
    let scene = Scene { seconds: 12.0, sections: &sections, effects: &effects, ..Scene::default() };
    let plan = place(&preset, &scene, 0).unwrap();
    let taken: Vec<_> = plan.decisions.iter().map(|d| d.taken.as_deref()).collect();
    assert_eq!(taken, [Some("pop"), Some("plop"), None, Some("pop")]);
    assert!(plan.placed[1].reason.contains("instead of pop"), "{}", plan.placed[1].reason);
    assert_eq!(plan.decisions[2].reason, "all that fit were heard shortly before");
}

#[test]
fn a_minute_takes_only_so_many() {
    let preset = made("gap_seconds: 0, same_after_seconds: 0, per_minute: 3", POP);
    let (effects, sections) = (known(), sections(&[("a", 10.0); 14]));
    let scene =
        Scene { seconds: 140.0, sections: &sections, effects: &effects, ..Scene::default() };
    let plan = place(&preset, &scene, 0).unwrap();
    let times: Vec<_> = plan.placed.iter().map(|p| p.time as u32).collect();
    assert_eq!(times, [10, 20, 30, 70, 80, 90, 130]);
    assert_eq!(plan.decisions[4].reason, "there are 3 in this minute already");
}

#[test]
fn under_speech_it_is_lower_and_never_more_intense_than_allowed() {
    let guards = "lower_under_speech_db: 6, most_intensity_under_speech: 2, gap_seconds: 0, \
        same_after_seconds: 1";
    let rules = "{at: end, ids: [impact], tags: [hit], volume: 0.8}, \
        {at: end, ids: [pop], volume: 0.8}";
    let (effects, sections) = (known(), sections(&[("a", 5.0), ("b", 5.0), ("c", 5.0)]));
    let speech = [(9.0, 11.0)];
    let scene = Scene {
        seconds: 15.0,
        sections: &sections,
        effects: &effects,
        speech: &speech,
        ..Scene::default()
    };
    let plan = place(&made(guards, rules), &scene, 0).unwrap();
    let found: Vec<_> = plan.placed.iter().map(|p| (p.sfx_id.as_str(), p.time as u32)).collect();
    assert_eq!(found, [("impact", 5), ("pop", 5), ("pop", 10)]);
    assert!(plan.placed[..2].iter().all(|p| (p.volume - 0.8).abs() < 1e-9));
    // 6 dB are half of it, nearly.
    assert!((plan.placed[2].volume - 0.401).abs() < 1e-3, "{:?}", plan.placed[2]);
    assert!(plan.placed[2].reason.ends_with("6 dB lower under speech"));
    let dropped: Vec<_> = plan.decisions.iter().filter(|d| d.taken.is_none()).collect();
    assert_eq!(dropped[0].reason, "all that fit are more intense than 2");
    assert!((dropped[0].time - 10.0).abs() < 1e-9 && dropped[0].wanted == "impact");
}

#[test]
fn moments_near_a_beat_move_onto_it_and_others_stay() {
    let preset =
        made("snap_seconds: 0.15", "{at: cut, ids: [pop, ding, tap], offset_seconds: 0.3}");
    let (effects, sections) = (known(), sections(&[("a", 5.0), ("b", 5.0), ("c", 5.0)]));
    let beats = [4.5, 4.9, 5.2, 9.8, 10.2];
    let scene = Scene {
        seconds: 15.0,
        sections: &sections,
        beats: &beats,
        effects: &effects,
        ..Scene::default()
    };
    let plan = place(&preset, &scene, 0).unwrap();
    assert!((plan.placed[0].time - 5.2).abs() < 1e-9 && (plan.placed[1].time - 10.3).abs() < 1e-9);
    assert!(plan.placed[0].reason.ends_with("0.10 s earlier, on the beat"), "{plan:?}");
}

#[test]
fn wrong_data_is_named_with_its_place() {
    let text = "presets:\n  Loud: {description: x, guards: {gap_secnds: 1, per_minute: 500}, rules: \
        [{at: begin, ids: [a], volume: loud}, {at: start}]}\nextra: 1";
    let error = Policy::read(text).unwrap_err();
    let mut fields: Vec<_> = error.field_errors().iter().map(|e| e.field.as_str()).collect();
    fields.sort_unstable();
    let expected = [
        "/extra",
        "/presets/Loud",
        "/presets/Loud/guards/gap_secnds",
        "/presets/Loud/guards/per_minute",
        "/presets/Loud/rules/0/at",
        "/presets/Loud/rules/0/volume",
        "/presets/Loud/rules/1/ids",
    ];
    assert_eq!(fields, expected, "{error}");
    let error = Policy::read(POLICY).unwrap().preset("balancd").unwrap_err();
    assert!(error.to_string().contains("did you mean balanced"), "{error}");
    let backwards = [Section { kind: "a".into(), start: 3.0, end: 1.0, title: None }];
    let scene = Scene { seconds: 9.0, sections: &backwards, ..Scene::default() };
    let error = place(&made("", POP), &scene, 0).unwrap_err();
    assert_eq!(
        (error.kind(), error.field_errors()[0].field.as_str()),
        (Kind::Validation, "/sections/0/end")
    );
}
