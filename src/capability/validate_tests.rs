//! Every rule of a schema, broken once.

use serde_json::{Value, json};

use super::*;
use crate::capability::{Row, echo::Echo};

fn errors(params: &Value) -> Vec<(String, String)> {
    let wrong = check(&Row::of::<Echo>().request(), params);
    wrong.into_iter().map(|error| (error.field, error.message)).collect()
}

fn only(params: &Value) -> (String, String) {
    let mut errors = errors(params);
    assert_eq!(errors.len(), 1, "{errors:?}");
    errors.remove(0)
}

#[test]
fn a_right_request_has_no_errors() {
    assert_eq!(errors(&json!({"text": "hi"})), []);
    let full = json!({
        "text": "hi", "times": 10, "gain_db": null, "mood": "wild", "loud": false,
        "size": "10x10", "tags": [], "moods": ["calm"], "track": {"url": "a", "volume": 1.0},
        "labels": {"en": "Hello"},
    });
    assert_eq!(errors(&full), []);
}

#[test]
fn a_missing_field_and_an_unknown_one_are_named() {
    let (field, message) = only(&json!({}));
    assert_eq!((field.as_str(), message.as_str()), ("text", "is required"));
    assert_eq!(missing(&Row::of::<Echo>().request(), &json!({"text": null})), ["text"]);
    let (field, message) = only(&json!({"text": "a", "tiems": 2}));
    assert_eq!((field.as_str(), message.as_str()), ("tiems", "unknown field; did you mean times?"));
}

#[test]
fn ranges_and_lengths_are_enforced() {
    let (field, message) = only(&json!({"text": "a", "times": 11}));
    assert_eq!((field.as_str(), message.as_str()), ("times", "expected 1 to 10; found 11"));
    let (_, message) = only(&json!({"text": "x".repeat(101)}));
    assert_eq!(message, "expected at most 100 characters; found 101");
    let (_, message) = only(&json!({"text": "a", "tags": ["1", "2", "3", "4"]}));
    assert_eq!(message, "expected at most 3 items; found 4");
}

#[test]
fn a_wrong_type_says_what_was_expected_and_what_was_found() {
    let (field, message) = only(&json!({"text": ["a"]}));
    assert_eq!((field.as_str(), message.as_str()), ("text", "expected text; found a list"));
    let (_, message) = only(&json!({"text": "a", "times": 1.5}));
    assert!(
        message.starts_with("expected a whole number") && message.ends_with("found 1.5"),
        "{message}"
    );
    let (_, message) = only(&json!({"text": "a", "size": 7}));
    assert_eq!(message, "expected text or an object; found 7");
}

#[test]
fn a_wrong_choice_names_the_nearest() {
    let (field, message) = only(&json!({"text": "a", "mood": "calmm"}));
    assert_eq!(field, "mood");
    assert_eq!(message, "expected one of calm, wild; found \"calmm\"; did you mean calm?");
    let (field, _) = only(&json!({"text": "a", "moods": ["calm", "sad"]}));
    assert_eq!(field, "/moods/1");
}

#[test]
fn errors_inside_structures_carry_a_json_pointer() {
    let wrong = errors(&json!({"text": "a", "track": {"volume": 3, "speed": 1}}));
    let fields: Vec<_> = wrong.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(fields, ["/track/url", "/track/volume", "/track/speed"]);
    let (field, _) = only(&json!({"text": "a", "labels": {"en": 3}}));
    assert_eq!(field, "/labels/en");
}

#[test]
fn of_several_forms_the_one_that_was_meant_is_explained() {
    let schema = json!({"oneOf": [
        {"type": "object", "properties": {"kind": {"const": "still"}, "at": {"type": "number"}},
         "required": ["kind", "at"]},
        {"type": "object", "properties": {"kind": {"const": "clip"}}, "required": ["kind"]},
    ]});
    let wrong = check(&schema, &json!({"kind": "still"}));
    assert_eq!(wrong.len(), 1);
    assert_eq!(wrong[0].field, "at");
    assert!(check(&schema, &json!({"kind": "clip"})).is_empty());
    let either =
        json!({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]});
    assert!(check(&either, &json!(["a"])).is_empty());
    assert_eq!(check(&either, &json!([1]))[0].field, "/0");
    assert_eq!(check(&either, &json!(1))[0].message, "expected text or a list; found 1");
}
