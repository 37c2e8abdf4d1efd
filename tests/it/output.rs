//! The files that come out: containers, encoders, names, and that they are whole or not there.

use std::os::unix::fs::PermissionsExt as _;

use serde_json::{Value, json};

use crate::{
    support::{Run, Sandbox},
    tools::{brief, has_ffmpeg, number, probe, saying, stream, wav, with},
};

/// A sandbox with a brief of one second and a voice.
fn prepared() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("voice.wav", wav(1.0, 440.0));
    let brief =
        with(saying(&json!({"heading": "Hello"})), "/audio", json!({"voiceover": "voice.wav"}));
    sandbox.brief("brief.json", &brief);
    sandbox
}

/// Looks at `out.*`: codec, size, frames, length.
#[track_caller]
fn look(sandbox: &Sandbox, name: &str, codec: &str, sound: Option<&str>) -> Value {
    let probed = probe(&sandbox.path(name));
    let video = stream(&probed, "video");
    assert_eq!(video["codec_name"], codec);
    assert_eq!((&video["width"], &video["height"]), (&json!(320), &json!(568)));
    assert_eq!(video["nb_read_frames"], "10");
    assert_eq!(video["r_frame_rate"], "10/1");
    assert!((number(&probed["format"]["duration"]) - 1.0).abs() < 0.05, "{probed}");
    assert_eq!(stream(&probed, "audio")["codec_name"].as_str(), sound);
    assert_eq!(sandbox.files(), ["brief.json", name, "voice.wav"]);
    assert_eq!(sandbox.scratch(), [""; 0]);
    probed
}

#[test]
fn mov_is_quicktime_with_sound() {
    let sandbox = prepared();
    let run = sandbox.run("render brief brief.json --output-format mov -o out.mov --json").exits(0);
    assert_eq!(run.json()["encoder"], "openh264");
    if has_ffmpeg() {
        let probed = look(&sandbox, "out.mov", "h264", Some("aac"));
        assert_eq!(probed["format"]["tags"]["major_brand"], "qt  ");
    }
}

#[test]
fn the_name_of_the_output_picks_the_container() {
    if !has_ffmpeg() {
        return;
    }
    for (name, codec, sound, encoder) in [
        ("out.webm", "vp9", Some("opus"), "libvpx-vp9"),
        ("out.gif", "gif", None, "gif"),
        ("out.mov", "h264", Some("aac"), "openh264"),
        ("out.mp4", "h264", Some("aac"), "openh264"),
    ] {
        let sandbox = prepared();
        let result = sandbox.run(&format!("render brief brief.json -o {name} --json")).exits(0);
        let result = result.json();
        assert_eq!(result["encoder"], encoder);
        assert_eq!(result["sound"], sound.is_some());
        assert!(result["encoder_reason"].as_str().is_some_and(|why| why.len() > 5), "{result}");
        look(&sandbox, name, codec, sound);
    }
}

#[test]
fn ffmpeg_makes_the_same_kind_of_mp4_when_asked() {
    if !has_ffmpeg() {
        return;
    }
    let sandbox = prepared();
    let line = "render brief brief.json --encoder ffmpeg --preset ultrafast -o out.mp4 --json";
    let result = sandbox.run(line).exits(0).json();
    assert_eq!(result["encoder"], "libx264");
    let probed = look(&sandbox, "out.mp4", "h264", Some("aac"));
    let video = stream(&probed, "video");
    for (field, expected) in
        [("pix_fmt", "yuv420p"), ("color_range", "tv"), ("color_space", "bt709")]
    {
        assert_eq!(video[field], expected);
    }
    let sound = number(&stream(&probed, "audio")["duration"]);
    assert!((sound - 1.0).abs() < 0.03, "{sound}");
}

#[test]
fn every_even_size_and_fraction_of_a_rate_comes_out_exactly() {
    if !has_ffmpeg() {
        return;
    }
    for (width, height, fps, rate) in [
        (16, 16, json!(10), "10/1"),
        (226, 402, json!(25), "25/1"),
        (640, 360, json!(29.97), "30000/1001"),
        (402, 402, json!(12.5), "25/2"),
        (3840, 2160, json!(10), "10/1"),
    ] {
        let sandbox = Sandbox::new();
        let settings = json!({"resolution": {"width": width, "height": height}, "fps": fps});
        let brief = with(saying(&json!({"heading": "Hello"})), "/settings", settings);
        sandbox.brief("brief.json", &brief);
        sandbox.run("render brief brief.json --frames 0-4 -o out.mp4").exits(0);
        let probed = probe(&sandbox.path("out.mp4"));
        let video = stream(&probed, "video");
        assert_eq!((&video["width"], &video["height"]), (&json!(width), &json!(height)));
        assert_eq!(video["r_frame_rate"], rate);
        assert_eq!(video["nb_read_frames"], "5");
    }
}

#[test]
fn a_preview_has_half_the_size() {
    let sandbox = prepared();
    let line = "render brief brief.json --quality preview -o out.mp4 --json";
    let result = sandbox.run(line).exits(0).json();
    assert_eq!((&result["width"], &result["height"]), (&json!(160), &json!(284)));
}

#[test]
fn an_output_that_exists_is_replaced_only_when_told() {
    let sandbox = prepared();
    sandbox.write("out.mp4", "precious");
    let read = || std::fs::read(sandbox.path("out.mp4")).expect("it is there");
    let line = "render brief brief.json -o out.mp4";
    sandbox.run(line).exits(73).says(&["out.mp4", "exists", "--overwrite"]);
    assert_eq!(read(), b"precious");
    sandbox.run("render still brief.json -o out.mp4").exits(73);
    assert_eq!(read(), b"precious");
    sandbox.run(&format!("{line} --overwrite")).exits(0);
    assert_ne!(read(), b"precious");
    sandbox.run("render brief brief.json -o brief.json").exits(73);
    // Without -o the name comes from the brief, and the same holds for it.
    sandbox.run("render brief brief.json").exits(0);
    sandbox.run("render brief brief.json").exits(73).says(&["test.mp4"]);
    assert_eq!(sandbox.files(), ["brief.json", "out.mp4", "test.mp4", "voice.wav"]);
}

#[test]
fn a_failed_render_leaves_the_old_file_and_nothing_else() {
    let sandbox = prepared();
    sandbox.write("out.mp4", "precious");
    sandbox.write("fake", "#!/bin/sh\nhead -c 5000 >/dev/null\necho disk is full >&2\nexit 1\n");
    let executable = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(sandbox.path("fake"), executable).expect("ours");
    let line = "render brief brief.json --encoder ffmpeg -o out.mp4 --overwrite";
    let call = sandbox.call(line.split(' ')).env("FFMPEG_PATH", sandbox.path("fake"));
    call.run().exits(70).says(&["disk is full"]);
    assert_eq!(std::fs::read(sandbox.path("out.mp4")).expect("it is there"), b"precious");
    assert_eq!(sandbox.files(), ["brief.json", "fake", "out.mp4", "voice.wav"]);
    assert_eq!(sandbox.scratch(), [""; 0]);
}

#[test]
fn folders_of_the_output_are_made_and_a_folder_gets_the_briefs_name() {
    let sandbox = prepared();
    sandbox.run("render brief brief.json -o a/b/out.mp4").exits(0);
    assert!(sandbox.path("a/b/out.mp4").is_file());
    sandbox.run("render brief brief.json -o a/").exits(0);
    assert!(sandbox.path("a/test.mp4").is_file());
    // A file is no folder, whatever is wanted in it.
    let run = sandbox.run("render brief brief.json -o brief.json/out.mp4");
    assert!(!run.status.success() && run.stderr.contains("brief.json"), "{run:#?}");
}

#[test]
fn an_id_cannot_choose_where_the_video_goes() {
    let sandbox = prepared();
    let evil = with(saying(&json!({"heading": "x"})), "/id", json!("../../evil"));
    sandbox.brief("evil.json", &evil);
    let result = sandbox.run("render brief evil.json --json").exits(0).json();
    let name = result["video"].as_str().expect("a path");
    assert!(!name.contains('/'), "{name}");
    assert!(sandbox.path(name).is_file());
}

fn bytes(sandbox: &Sandbox, brief: &Value, flags: &str) -> Vec<u8> {
    sandbox.brief("b.json", brief);
    let line = format!("render brief b.json -o same.mp4 --overwrite {flags}");
    sandbox.run(&line).exits(0);
    std::fs::read(sandbox.path("same.mp4")).expect("it was made")
}

#[test]
fn the_same_brief_and_seed_give_the_same_file() {
    let sandbox = prepared();
    let plain = brief(&json!([
        {"id": "a", "type": "intro", "duration_sec": 1, "content": {"title": "One"}},
        {"id": "b", "type": "stat", "duration_sec": 1, "content": {"value": 42, "label": "two"}},
    ]));
    let dots = with(plain.clone(), "/animations", json!({"show_particles": true}));
    assert!(bytes(&sandbox, &plain, "") == bytes(&sandbox, &plain, ""), "plain");
    assert!(bytes(&sandbox, &dots, "") == bytes(&sandbox, &dots, ""), "particles");
    assert!(bytes(&sandbox, &dots, "--seed 7") == bytes(&sandbox, &dots, "--seed 7"), "seed 7");
    // Only particles look random.
    assert!(bytes(&sandbox, &plain, "--seed 7") == bytes(&sandbox, &plain, ""), "plain, seed");
    assert!(
        bytes(&sandbox, &dots, "--seed 7") != bytes(&sandbox, &dots, ""),
        "the seed is unheard"
    );
}

#[test]
fn without_ffmpeg_mp4_works_and_webm_says_how_to_get_it() {
    let without = |line: &str, name: &str, value: &str| -> (Sandbox, Run) {
        let sandbox = prepared();
        let run = sandbox.call(line.split(' ')).env(name, value).run();
        (sandbox, run)
    };
    for (name, value) in [("FFMPEG_PATH", "/nonexistent"), ("PATH", "")] {
        for ending in ["webm", "gif"] {
            let line = format!("render brief brief.json -o out.{ending}");
            let (sandbox, run) = without(&line, name, value);
            let part = if name == "PATH" { "install ffmpeg" } else { name };
            run.exits(75).says(&[part]);
            assert_eq!(sandbox.files(), ["brief.json", "voice.wav"]);
        }
        let line = "render brief brief.json -o out.mp4 --encoder ffmpeg";
        without(line, name, value).1.exits(75).says(&["ffmpeg"]);
        let (sandbox, run) = without("render brief brief.json -o out.mp4", name, value);
        run.exits(0);
        assert_eq!(sandbox.files(), ["brief.json", "out.mp4", "voice.wav"]);
    }
    let line = "render brief brief.json -o out.webm --encoder builtin";
    without(line, "PATH", "").1.exits(65).says(&["webm", "encoder"]);
}

#[test]
fn no_run_leaves_temporary_files() {
    let sandbox = prepared();
    // It showed only now and then, and only where no log made the end slower.
    for round in 0..24 {
        sandbox.run("render still brief.json --scale 0.2 -o a.png --overwrite --no-log").exits(0);
        assert_eq!(sandbox.scratch(), [""; 0], "after {} stills", round + 1);
    }
    for round in 0..4 {
        let line = "render brief brief.json --frames 0-1 -o a.mp4 --overwrite --no-log";
        sandbox.run(line).exits(0);
        sandbox.run("validate brief.json").exits(0);
        assert_eq!(sandbox.scratch(), [""; 0], "after {} renders", round + 1);
    }
}
