//! How real briefs read.

use serde_json::json;

use super::*;
use crate::render::assets::Assets;

fn types() -> SectionTypes {
    SectionTypes::load(&Assets::default()).expect("built-in table")
}

fn read(value: &Value) -> Brief {
    Brief::read(value, &types()).expect("a good brief")
}

#[test]
fn a_brief_without_settings_gets_a_portrait_video() {
    let brief = read(&json!({
        "format": "explainer_v1",
        "sections": [{"type": "hook", "duration_frames": 90, "content": {"hook_text": "Hi"}}],
    }));
    assert_eq!((brief.settings.width, brief.settings.height), (1080, 1920));
    assert!((brief.seconds() - 3.0).abs() < 1e-9);
    assert_eq!(brief.sections[0].content.values["title"], "Hi");
}

#[test]
fn every_wrong_field_is_named_at_once() {
    let error = Brief::read(
        &json!({
            "format": "explainer_v1",
            "settings": {"fps": 0, "resolution": {"width": 1081}},
            "sections": [{"type": "topic", "duration_sec": 0, "content": {"title": {"x": 1}}}],
        }),
        &types(),
    )
    .expect_err("four mistakes");
    let fields: Vec<&str> = error.field_errors().iter().map(|f| f.field.as_str()).collect();
    assert!(fields.contains(&"/settings/fps"), "{fields:?}");
    assert!(fields.contains(&"/settings/resolution/width"), "{fields:?}");
    assert!(fields.contains(&"/sections/0/duration_sec"), "{fields:?}");
    assert!(fields.contains(&"/sections/0/content/title"), "{fields:?}");
}

#[test]
fn sections_without_a_start_follow_each_other() {
    let brief = read(&json!({
        "format": "explainer_v1",
        "sections": [
            {"type": "topic", "duration_sec": 2, "content": {"title": "a"}},
            {"type": "topic", "duration_sec": 3, "content": {"title": "b"}},
        ],
    }));
    assert!((brief.sections[1].start - 2.0).abs() < 1e-9);
}

#[test]
fn a_length_that_the_sections_do_not_have_is_reported() {
    let brief = read(&json!({
        "format": "explainer_v1",
        "settings": {"duration_sec": 60},
        "sections": [{"type": "topic", "duration_sec": 2, "content": {"title": "a"}}],
    }));
    assert!(brief.warnings.iter().any(|w| w.contains("/settings/duration_sec")));
}

#[test]
fn a_title_of_five_thousand_characters_and_ten_thousand_sections_are_refused() {
    let long = json!({
        "format": "explainer_v1",
        "sections": [{"type": "topic", "duration_sec": 2, "content": {"title": "x".repeat(5000)}}],
    });
    assert!(Brief::read(&long, &types()).is_err());
    let section = json!({"type": "topic", "duration_sec": 1, "content": {"title": "a"}});
    let many = json!({"format": "explainer_v1", "sections": vec![section; 10_000]});
    assert!(Brief::read(&many, &types()).is_err());
}
