//! Tests of [`super`].

use super::*;
use crate::sound::effects::Library;

const LIBRARY: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/sounds/effects.yaml"));

const GOOD: &str = "
effects:
  - id: door-slam
    file: doors/slam 01.wav
    description: A heavy wooden door.
    tags: [door, wood]
    category: impact
    intensity: 4
    volume: 0.8
    licence: CC-BY-4.0
    attribution: Jane Doe
  - {id: ding, file: ding.mp3, description: Our own, category: alert, intensity: 2}
";

/// The fields that are named for a manifest with this one effect.
fn wrong(effect: &str) -> Vec<String> {
    let error = Manifest::read(&format!("effects: [{effect}]")).unwrap_err();
    error.field_errors().iter().map(|e| e.field.clone()).collect()
}

#[test]
fn a_manifest_is_read_with_all_it_says() {
    let read = Manifest::read(GOOD).unwrap();
    assert_eq!(read.effects[0].file, "doors/slam 01.wav");
    assert_eq!(read.effects[0].tags, ["door", "wood"]);
    assert_eq!(read.effects[0].attribution.as_deref(), Some("Jane Doe"));
    assert!((read.effects[0].volume - 0.8).abs() < 1e-9);
    assert!((read.effects[1].volume - 1.0).abs() < 1e-9);
    let json = serde_json::json!({"effects": read.effects}).to_string();
    assert_eq!(Manifest::read(&json).unwrap(), read);
}

#[test]
fn every_wrong_field_is_named() {
    let found = wrong("{id: Door Slam, file: ../x.wav, tags: door, intensity: 6, colour: red}");
    let mut expected = ["category", "description", "tags", "intensity", "id", "file", "colour"]
        .map(|name| format!("/effects/0/{name}"));
    let mut sorted = found.clone();
    sorted.sort();
    expected.sort();
    assert_eq!(sorted, expected, "{found:?}");
    assert_eq!(wrong("just text"), ["/effects/0"]);
    assert_eq!(Manifest::read("sounds: []").unwrap_err().field_errors().len(), 2);
}

#[test]
fn a_number_that_is_not_whole_is_no_intensity() {
    let effect =
        |n: &str| format!("{{id: a, file: a.wav, description: b, category: c, intensity: {n}}}");
    assert!(Manifest::read(&format!("effects: [{}]", effect("3"))).is_ok());
    for n in ["2.5", "0", "'3'", "-1"] {
        assert_eq!(wrong(&effect(n)), ["/effects/0/intensity"], "{n}");
    }
}

#[test]
fn a_file_cannot_be_outside_of_the_folder() {
    for file in [
        "/etc/passwd",
        "a/../../b.wav",
        "..",
        "C:/x.wav",
        "a\\\\..\\\\b.wav",
        "a//b.wav",
        "./a.wav",
        "https://example.com/a.wav",
        "a/",
        "a\\u0000.wav",
    ] {
        let effect =
            format!("{{id: a, file: \"{file}\", description: b, category: c, intensity: 1}}");
        assert_eq!(wrong(&effect), ["/effects/0/file"], "{file}");
    }
}

#[test]
fn an_id_used_twice_is_named_at_the_second_place() {
    let error = Manifest::read(&GOOD.replace("id: ding", "id: door-slam")).unwrap_err();
    assert_eq!(error.field_errors()[0].field, "/effects/1/id");
    assert!(error.to_string().contains("/effects/0"), "{error}");
}

#[test]
fn the_effect_of_the_user_wins_and_a_note_says_so() {
    let library = Library::read(LIBRARY).unwrap();
    let merged = merge(library.effects(), &Manifest::read(GOOD).unwrap());
    assert_eq!(merged.entries.len(), library.effects().len() + 1);
    let ding: Vec<_> = merged.entries.iter().filter(|entry| entry.id == "ding").collect();
    assert_eq!(ding.len(), 1);
    assert!(matches!(&ding[0].origin, Origin::File { path, .. } if path == "ding.mp3"));
    assert_eq!(merged.notes, ["ding.mp3 replaces the built-in effect ding"]);
    assert!(merge(library.effects(), &Manifest::default()).notes.is_empty());
}
