//! Briefs that are spoken and captioned: sound where words are, captions where they belong.

use std::{path::Path, process::Command};

use serde_json::{Value, json};

use crate::{
    support::{Sandbox, root},
    tools::{brief, has_ffmpeg, number, peak, probe, samples, stream, warnings, wav},
};

fn told() -> Value {
    let mut told = brief(&json!([
        {"id": "a", "type": "topic", "duration_sec": 1, "content": {"heading": "Tea"},
         "voiceover": {"text": "Tea is older than coffee, and more people drink it."}},
        {"id": "b", "type": "topic", "duration_sec": 3,
         "content": {"heading": "Water", "body_text": "It boils at 100°C."}},
    ]));
    told["audio"] = json!({"background_music": "music.wav", "volume_music": 0.5});
    told
}

/// Start and end in seconds, and text, of each block of a `SubRip` file.
fn blocks(text: &str) -> Vec<(f64, f64, String)> {
    let seconds = |stamp: &str| -> f64 {
        let parts: Vec<f64> = stamp
            .replace(',', ".")
            .split(':')
            .map(|part| part.parse().expect("a number"))
            .collect();
        parts[0] * 3600.0 + parts[1] * 60.0 + parts[2]
    };
    let block = |block: &str| {
        let mut lines = block.lines().skip(1);
        let (start, end) = lines.next()?.split_once(" --> ")?;
        Some((seconds(start), seconds(end), lines.collect::<Vec<_>>().join("\n")))
    };
    text.trim().split("\n\n").filter_map(block).collect()
}

#[test]
fn sections_are_spoken_stretched_and_captioned_and_music_steps_back() {
    if !has_ffmpeg() {
        return;
    }
    let sandbox = Sandbox::new();
    sandbox.write("music.wav", wav(20.0, 220.0));
    sandbox.brief("brief.json", &told());
    let line = "render brief brief.json --voiceover auto --captions srt --quality preview -o out.mp4 --json";
    let result = sandbox.run(line).exits(0).json();
    assert!(warnings(&result).iter().any(|text| text.contains("longer")), "{result}");
    let length = result["duration_seconds"].as_f64().expect("seconds");
    assert!(length > 6.0, "four seconds were not stretched: {length}");
    let file = sandbox.path("out.mp4");
    let told = number(&stream(&probe(&file), "audio")["duration"]);
    assert!((told - length).abs() < 0.05, "{told} of {length} s are heard");
    let srt = std::fs::read_to_string(sandbox.path("out.srt")).expect("it was written");
    let blocks = blocks(&srt);
    let text: Vec<_> = blocks.iter().map(|block| block.2.replace('\n', " ")).collect();
    let wanted = "Tea is older than coffee, and more people drink it. Water. It boils at 100°C.";
    assert_eq!(text.join(" "), wanted);
    assert!(blocks.windows(2).all(|pair| pair[0].1 <= pair[1].0 + 1e-3));
    assert!(blocks.iter().all(|block| block.2.lines().count() <= 2 && block.1 <= length));
    let vtt = std::fs::read_to_string(sandbox.path("out.vtt")).expect("it was written");
    assert!(vtt.starts_with("WEBVTT\n") && vtt.matches("-->").count() == blocks.len());
    // Music alone after the last word, and under the voice the voice is on top.
    let heard = samples(&file);
    let level = |from: f64, to: f64| peak(&heard[(from * 48e3) as usize..(to * 48e3) as usize]);
    let (start, end, _) = &blocks[0];
    assert!(level(*start, *end) > level(0.0, 0.02) * 1.05, "no voice is heard");
}

/// Bright pixels in the lower 40 % of the frame at this second.
fn bright_below(video: &Path, second: f64) -> usize {
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-nostdin", "-ss", &second.to_string(), "-i"]).arg(video);
    let filter = "crop=iw:ih*0.4:0:ih*0.6,format=gray";
    command.args(["-frames:v", "1", "-vf", filter, "-f", "rawvideo", "-"]);
    let done = command.output().expect("ffmpeg is installed");
    done.stdout.iter().filter(|level| **level > 110).count()
}

#[test]
fn burned_captions_change_the_picture_where_words_are_and_only_there() {
    let sandbox = Sandbox::new();
    let mut told = told();
    told["audio"] = json!({});
    sandbox.brief("brief.json", &told);
    for style in ["clean", "bold", "tiktok", "karaoke", "boxed"] {
        let line = format!(
            "render brief brief.json --voiceover auto --captions burned --caption-style {style} \
             --quality preview -o {style}.mp4 --json"
        );
        let result = sandbox.run(&line).exits(0).json();
        assert_eq!(result["captions"].as_array().map(Vec::len), Some(3), "{result}");
        assert!(result["distinct_frames"].as_u64() > Some(2), "{style}: {result}");
        if has_ffmpeg() {
            // In the middle of the first word, something bright stands where captions are.
            let video = sandbox.path(&format!("{style}.mp4"));
            let (before, now) = (bright_below(&video, 0.0), bright_below(&video, 0.5));
            assert!(now > before + 25, "{style} shows no words: {before} and {now} bright pixels");
        }
    }
    let wrong = "render brief brief.json --voiceover auto --captions burned --caption-style tictok -o x.mp4";
    sandbox.run(wrong).exits(65).says(&["caption_style", "tiktok"]);
    sandbox
        .run("render brief brief.json --captions srt -o x.mp4")
        .exits(65)
        .says(&["captions", "--voiceover auto"]);
    assert!(!sandbox.path("x.mp4").exists());
}

/// Where something bright stands in a frame: left, right, top and bottom, in parts of it.
fn bright_box(video: &Path, second: f64) -> [f64; 4] {
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-nostdin", "-ss", &second.to_string(), "-i"]).arg(video);
    command.args(["-frames:v", "1", "-vf", "scale=270:480,format=gray", "-f", "rawvideo", "-"]);
    let done = command.output().expect("ffmpeg is installed");
    let lit = |from: usize, to: usize| {
        done.stdout[from * 270..to * 270].iter().enumerate().filter(|(_, level)| **level > 170)
    };
    // The scene's own words are above.
    let places: Vec<usize> = lit(210, 480).map(|(n, _)| n + 210 * 270).collect();
    assert!(!places.is_empty(), "nothing is written at {second} s");
    let span = |of: fn(usize) -> usize, whole: f64| {
        let (mut least, mut most) = (usize::MAX, 0);
        for place in &places {
            least = least.min(of(*place));
            most = most.max(of(*place));
        }
        [least as f64 / whole, most as f64 / whole]
    };
    let [left, right] = span(|n| n % 270, 270.0);
    let [top, bottom] = span(|n| n / 270, 480.0);
    [left, right, top, bottom]
}

#[test]
fn captions_come_from_a_file_in_any_script_and_keep_clear_of_the_platforms_buttons() {
    let sandbox = Sandbox::new();
    let mut told = told();
    told["audio"] = json!({});
    sandbox.brief("brief.json", &told);
    let srt = "1\n00:00:00,500 --> 00:00:02,000\nمرحبا بكم في هذا الفيديو القصير عن الشاي\n";
    sandbox.write("ar.srt", srt);
    let words = json!({"words": [{"text": "你好，", "start": 0.5, "end": 1.0}, {"text": "世界", "start": 1.0, "end": 2.0}]});
    sandbox.write("zh.json", words.to_string());
    for (file, platform, lowest) in
        [("ar.srt", "none", 0.92), ("ar.srt", "tiktok", 0.75), ("zh.json", "instagram", 0.65)]
    {
        let line = format!(
            "render brief brief.json --captions burned --caption-file {file} \
             --caption-platform {platform} -o {platform}.mp4 --json"
        );
        let result = sandbox.run(&line).exits(0).json();
        let warnings = result["warnings"].to_string();
        assert!(!warnings.contains("no font"), "{warnings}");
        if has_ffmpeg() {
            let [left, right, _, bottom] =
                bright_box(&sandbox.path(&format!("{platform}.mp4")), 1.0);
            // A letter may hang a little out of its line.
            assert!(
                bottom < lowest + 0.005 && bottom > lowest - 0.14,
                "{platform}: ends at {bottom}"
            );
            let edge = if platform == "none" { 0.07 } else { 0.1 };
            assert!(left > edge && right < 1.0 - edge, "{platform}: {left} to {right}");
        }
    }
    // Its own captions are never written over, and what is wrong in them is told.
    sandbox.write("own.srt", srt);
    let own =
        "render brief brief.json --captions burned --caption-file own.srt -o own.mp4 --overwrite";
    sandbox.run(own).exits(65).says(&["caption_file", "own.srt", "another name"]);
    assert_eq!(std::fs::read_to_string(sandbox.path("own.srt")).expect("it is there"), srt);
    sandbox.write("bad.srt", "1\n00:00:01 --> soon\nhi\n");
    let bad = "render brief brief.json --captions burned --caption-file bad.srt -o bad.mp4";
    sandbox.run(bad).exits(65).says(&["caption_file", "line 2"]);
    let both = "render brief brief.json --voiceover auto --captions burned --caption-file ar.srt -o bad.mp4";
    sandbox.run(both).exits(65).says(&["caption_file", "--voiceover auto"]);
    let unknown = "render brief brief.json --captions burned --caption-file ar.srt --caption-platform insta -o x.mp4";
    sandbox.run(unknown).exits(65).says(&["caption_platform", "instagram"]);
    assert!(!sandbox.path("bad.mp4").exists() && !sandbox.path("own.mp4").exists());
}

#[test]
fn real_briefs_are_told_offline_with_one_command() {
    let shared = root().join("../shared/briefs");
    for name in ["devvlog_template.json", "thermodynamics.json"] {
        let sandbox = Sandbox::new();
        let brief = shared.join(name);
        let arguments = ["render", "brief", brief.to_str().expect("a path"), "--voiceover", "auto"];
        let more =
            ["--captions", "burned", "--frames", "0-59", "--quality", "preview", "--offline"];
        let result = sandbox
            .call(arguments.into_iter().chain(more).chain(["-o", "out.mp4", "--json"]))
            .env("PATH", "/nowhere")
            .run()
            .exits(0)
            .json();
        assert_eq!(result["sound"], true, "{result}");
        let srt = std::fs::read_to_string(sandbox.path("out.srt")).expect("it was written");
        assert!(blocks(&srt).len() > 8, "{srt}");
    }
}
