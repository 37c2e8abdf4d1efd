//! Tests of the built-in voice with its real network.

use std::path::Path;

use super::*;
use crate::voice::text::{Reader, sentences, words};

fn voice() -> Hibari {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/voices/hibari");
    let bytes = |name: &str| std::fs::read(folder.join(name)).unwrap();
    let text = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    Hibari::load(Files {
        model: bytes("hibari.onnx"),
        vocabulary: text("vocab.json"),
        unknown: bytes("oov.onnx"),
        letters: text("oov.json"),
    })
    .unwrap()
}

fn sentence(text: &str) -> Sentence {
    let yaml = include_str!("../../../templates/voices/text/en.yaml");
    let reader = Reader::read(yaml).unwrap();
    let mut words = words(text);
    reader.note(&mut words);
    sentences(words, &reader).remove(0)
}

#[test]
fn a_sentence_is_spoken_with_its_words_in_order_and_as_they_were_written() {
    let said = voice()
        .speak(&sentence("Dr. Zyxquorb paid $5.50 for (really) 10kg of tea at 7:30 pm."), 1.0, 0)
        .unwrap()
        .unwrap();
    let shown: Vec<_> = said.words.iter().map(|word| word.text.as_str()).collect();
    let wanted = [
        "Dr.", "Zyxquorb", "paid", "$5.50", "for", "(really)", "10kg", "of", "tea", "at", "7:30",
        "pm.",
    ];
    assert_eq!(shown, wanted);
    let length = said.pcm.duration_seconds();
    assert!((3.0..9.0).contains(&length), "{length} s");
    for pair in said.words.windows(2) {
        assert!(pair[0].start < pair[0].end && pair[0].end <= pair[1].start + 1e-9, "{pair:?}");
    }
    assert!(said.words[11].end <= length);
    // What takes longer to say takes longer to hear.
    let long = |n: usize| said.words[n].end - said.words[n].start;
    assert!(long(3) > 3.0 * long(7), "{} against {}", long(3), long(7));
    let top = said.pcm.channels[0].iter().fold(0.0_f32, |top, x| top.max(x.abs()));
    assert!((0.1..=1.0).contains(&top), "{top}");
}

#[test]
fn speed_changes_the_length_and_the_same_seed_the_same_samples() {
    let (voice, sentence) = (voice(), sentence("The quick brown fox jumps over the lazy dog."));
    let length =
        |speed: f32| voice.speak(&sentence, speed, 0).unwrap().unwrap().pcm.duration_seconds();
    assert!(length(1.5) < 0.8 * length(1.0) && length(0.7) > 1.2 * length(1.0));
    let samples = |seed| voice.speak(&sentence, 1.0, seed).unwrap().unwrap().pcm;
    assert_eq!(samples(3), samples(3));
    assert_ne!(samples(3), samples(4));
}

#[test]
fn what_cannot_be_said_is_skipped_and_not_a_failure() {
    let voice = voice();
    assert!(voice.speak(&sentence("😀 🎉"), 1.0, 0).unwrap().is_none());
    let said = voice.speak(&sentence("Fun 🎉 [now] 你好 end"), 1.0, 0).unwrap().unwrap();
    let shown: Vec<_> = said.words.iter().map(|word| word.text.as_str()).collect();
    assert!(shown.starts_with(&["Fun"]) && shown.ends_with(&["end"]), "{shown:?}");
    assert!(!shown.contains(&"🎉"));
}
