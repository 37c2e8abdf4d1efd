//! What people type, and the JSON that comes of it.

use clap::Command;
use serde_json::{Value, json};

use super::*;
use crate::{
    capability::echo::Echo,
    error::{Kind, Result},
};

fn given(arguments: &[&str]) -> Result<Value> {
    let row = Row::of::<Echo>();
    let command = row.flags()(Command::new("echo").no_binary_name(true));
    let matches = command.try_get_matches_from(arguments).unwrap();
    row.given(&row.request(), &matches).map(Value::Object)
}

#[test]
fn every_kind_of_field_can_be_given_as_a_flag() {
    let line = [
        "hello",
        "--times",
        "3",
        "--gain-db",
        "-4.5",
        "--mood",
        "calm",
        "--loud",
        "--size",
        "1080x1920",
        "--tags",
        "a",
        "--tags",
        "b",
        "--track",
        r#"{"url": "a.mp3", "volume": 0.5}"#,
    ];
    let wanted = json!({
        "text": "hello", "times": 3, "gain_db": -4.5, "mood": "calm", "loud": true,
        "size": "1080x1920", "tags": ["a", "b"], "track": {"url": "a.mp3", "volume": 0.5},
    });
    assert_eq!(given(&line).unwrap(), wanted);
}

#[test]
fn nothing_given_is_nothing_and_no_default_sneaks_in() {
    assert_eq!(given(&[]).unwrap(), json!({}));
}

#[test]
fn a_switch_can_be_turned_off() {
    assert_eq!(given(&["--loud=false"]).unwrap(), json!({"loud": false}));
    assert_eq!(given(&["--loud", "hello"]).unwrap(), json!({"text": "hello", "loud": true}));
}

#[test]
fn a_list_takes_json_single_items_and_files() {
    assert_eq!(
        given(&["--tags", r#"["a","b"]"#, "--tags", "c"]).unwrap()["tags"],
        json!(["a", "b", "c"])
    );
    assert_eq!(given(&["--moods", "calm,wild"]).unwrap()["moods"], json!(["calm", "wild"]));
    assert_eq!(given(&["--tags", "@@name"]).unwrap()["tags"], json!(["@name"]));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tags.yaml");
    std::fs::write(&file, "- x\n- y\n").unwrap();
    let tags = given(&["--tags", &format!("@{}", file.display())]).unwrap();
    assert_eq!(tags["tags"], json!(["x", "y"]));
}

#[test]
fn a_wrong_structure_names_its_field_and_a_missing_file_its_flag() {
    let error = given(&["--track", "{url"]).unwrap_err();
    assert_eq!(error.field_errors()[0].field, "track");
    let error = given(&["--track", "@/no/such.json"]).unwrap_err();
    assert_eq!(error.kind(), Kind::NotFound);
    assert!(error.to_string().contains("--track"), "{error}");
    let error = given(&["--track", "loud"]).unwrap_err();
    assert!(error.to_string().contains("expected JSON or @file"), "{error}");
}

#[test]
fn help_tells_ranges_defaults_and_what_is_required() {
    let row = Row::of::<Echo>();
    let mut command = row.flags()(Command::new("echo"));
    let help = command.render_help().to_string();
    assert!(help.contains("[1 to 10] [default: 1]"), "{help}");
    assert!(help.contains("[required]") && help.contains("Examples:"), "{help}");
    assert!(help.contains("-o, --output <FILE>") && help.contains("--overwrite"), "{help}");
}

#[test]
fn a_wrong_spelling_is_a_usage_error_that_lists_the_right_ones() {
    let row = Row::of::<Echo>();
    let command = row.flags()(Command::new("echo").no_binary_name(true));
    let error = command.try_get_matches_from(["--mood", "calmm"]).unwrap_err().to_string();
    assert!(error.contains("calm") && error.contains("wild"), "{error}");
}
