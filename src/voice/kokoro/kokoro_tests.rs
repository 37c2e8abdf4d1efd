//! What needs no weights; the voice itself is heard in `tests/it/languages.rs`.

use super::*;

#[test]
fn a_style_has_a_row_for_each_length_and_rubbish_is_refused() {
    let numbers: Vec<f32> = (0..3 * STYLE).map(|n| n as f32).collect();
    let bytes: Vec<u8> = numbers.iter().flat_map(|x| x.to_le_bytes()).collect();
    let style = Style::read(&bytes).unwrap();
    assert!((style.row(1)[0] - 256.0).abs() < f32::EPSILON);
    assert!((style.row(900)[0] - 512.0).abs() < f32::EPSILON);
    assert!(Style::read(&bytes[..100]).is_err());
    assert!(Style::read(&[]).is_err());
}
