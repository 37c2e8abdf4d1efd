//! Every brief there is becomes a proper video: the real ones beside the repository and our own.
//!
//! Short ranges of frames, so that it is quick; whole videos are rendered by hand.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::{
    support::{Sandbox, root},
    tools::{has_ffmpeg, number, probe, stream, warnings},
};

/// Briefs that are rendered from the middle as well.
const MIDDLE: [&str; 4] =
    ["example_explainer.json", "tiktok_pip_overlays.json", "how-ai-works.yaml", "rent-or-buy.yaml"];

fn of(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder of briefs");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("readable").path()).collect();
    let ending = |file: &PathBuf| file.extension().is_some_and(|e| e == "json" || e == "yaml");
    files.retain(|file| ending(file) && !file.ends_with("schema.json"));
    files.sort();
    files
}

fn render_all(folder: &Path, at_least: usize) {
    let briefs = of(folder);
    assert!(briefs.len() >= at_least, "{} holds only {briefs:?}", folder.display());
    let probing = has_ffmpeg();
    for brief in briefs {
        render(&brief, "0-29", probing);
        if MIDDLE.iter().any(|name| brief.ends_with(name)) {
            render(&brief, "300-329", probing);
        }
    }
}

fn render(brief: &Path, frames: &str, probing: bool) {
    let sandbox = Sandbox::new();
    let name = brief.to_str().expect("a plain path");
    let line = format!(
        "render brief {name} --frames {frames} --missing-assets placeholder --offline \
         --quality preview -o out.mp4 --json"
    );
    let run = sandbox.run(&line).exits(0);
    let result = run.json();
    let valid = sandbox.run(&format!("validate {name} --offline --json")).exits(0).json();
    assert_eq!(valid["valid"], true, "{name}: {valid}");
    let summary = &valid["summary"];
    // Half of it, and even.
    let half = |value: &Value| value.as_u64().expect("pixels").div_ceil(4) * 2;
    assert_eq!(result["width"], half(&summary["width"]), "{name}");
    assert_eq!(result["height"], half(&summary["height"]), "{name}");
    assert_eq!(result["fps"], summary["fps"], "{name}");
    assert_eq!(result["frames"], 30, "{name}");
    assert_eq!(result["encoder"], "openh264", "{name}");
    if probing {
        look(&sandbox.path("out.mp4"), &result, name);
    }
}

/// Compares the file with what the result says of it.
fn look(file: &Path, result: &Value, name: &str) {
    let probed = probe(file);
    let video = stream(&probed, "video");
    for (field, expected) in [
        ("codec_name", "h264"),
        ("pix_fmt", "yuv420p"),
        ("color_range", "tv"),
        ("color_space", "bt709"),
        ("color_transfer", "bt709"),
        ("color_primaries", "bt709"),
        ("nb_read_frames", "30"),
        ("nb_frames", "30"),
    ] {
        assert_eq!(video[field], expected, "{name}: {field}");
    }
    assert_eq!(video["width"], result["width"], "{name}");
    assert_eq!(video["height"], result["height"], "{name}");
    let fps = result["fps"].as_f64().expect("a number");
    assert_eq!(video["r_frame_rate"], format!("{fps}/1"), "{name}");
    let seconds = result["duration_seconds"].as_f64().expect("a number");
    assert!((seconds - 30.0 / fps).abs() < 1e-9, "{name}: {seconds}");
    for duration in [&video["duration"], &probed["format"]["duration"]] {
        assert!((number(duration) - seconds).abs() < 0.002, "{name}: {duration}");
    }
    assert_eq!(result["sound"], false, "{name}: no sound file is there");
    assert!(stream(&probed, "audio").is_null(), "{name} has a sound track");
    let bytes = file.metadata().expect("it is there").len();
    assert_eq!(result["file_size_bytes"], bytes, "{name}");
    let head = std::fs::read(file).expect("readable");
    let place = |name: &[u8]| head.windows(4).position(|part| part == name);
    assert!(place(b"moov") < place(b"mdat"), "{name} cannot start before it is loaded");
}

#[test]
fn every_real_brief_becomes_a_proper_video() {
    let folder = root().join("../shared/briefs");
    if folder.is_dir() {
        render_all(&folder, 15);
    } else {
        println!("skipped: the real briefs are not part of a clone");
    }
}

#[test]
fn every_brief_of_ours_becomes_a_proper_video() {
    render_all(&root().join("briefs"), 8);
}

#[test]
fn every_brief_of_ours_is_free_of_warnings() {
    let sandbox = Sandbox::new();
    for brief in of(&root().join("briefs")) {
        let name = brief.to_str().expect("a plain path");
        let found = sandbox.run(&format!("validate {name} --offline --json")).exits(0).json();
        // One of them shows how cards lie over a speaker, whose film is left to the user.
        let meant = |text: &&str| text.contains("plays over") || text.contains("placeholder");
        let odd: Vec<_> = warnings(&found).into_iter().filter(|text| !meant(text)).collect();
        assert!(odd.is_empty(), "{name}: {odd:?}");
    }
}
