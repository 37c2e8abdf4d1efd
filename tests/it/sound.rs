//! Voiceover and music of a brief end up in the video, at their volumes and of its length.

use serde_json::{Value, json};

use crate::{
    support::Sandbox,
    tools::{brief, has_ffmpeg, number, peak, probe, samples, stream, warnings, wav},
};

/// A brief of two seconds with this `audio`.
fn with_audio(audio: &Value) -> Value {
    let mut brief = brief(&json!([
        {"id": "a", "type": "topic", "duration_sec": 2, "content": {"heading": "Listen"}},
    ]));
    brief["audio"] = audio.clone();
    brief
}

const RENDER: &str = "render brief brief.json -o out.mp4 --json";

#[test]
fn voice_and_music_become_a_track_of_exactly_the_videos_length() {
    if !has_ffmpeg() {
        return;
    }
    for (name, seconds) in [("shorter", 0.7), ("longer", 5.0)] {
        let sandbox = Sandbox::new();
        sandbox.write("voice.wav", wav(seconds, 440.0));
        sandbox.write("music.wav", wav(seconds, 220.0));
        let audio = json!({"voiceover": "voice.wav", "background_music": "music.wav"});
        sandbox.brief("brief.json", &with_audio(&audio));
        let result = sandbox.run(RENDER).exits(0).json();
        assert_eq!(result["sound"], true, "{name}");
        let file = sandbox.path("out.mp4");
        let probed = probe(&file);
        let audio = stream(&probed, "audio");
        assert_eq!(audio["codec_name"], "aac", "{name}");
        assert_eq!(audio["sample_rate"], "48000", "{name}");
        for place in [audio, stream(&probed, "video"), &probed["format"]] {
            let length = number(&place["duration"]);
            assert!((length - 2.0).abs() < 0.001, "{name}: {length} s");
        }
        let heard = samples(&file);
        let start = peak(&heard[4_800..24_000]);
        assert!((0.4..=1.0).contains(&start), "{name}: the voice peaks at {start}");
        // Music goes on to the end and fades there; a short voice does not.
        let late = peak(&heard[62_400..76_800]);
        assert!(late > 0.05, "{name}: nothing is heard after 1.3 s");
        assert_eq!(late > 0.3, seconds > 2.0, "{name}: peaks at {late} after 1.3 s");
    }
}

#[test]
fn a_part_of_a_video_has_its_own_part_of_the_sound() {
    if !has_ffmpeg() {
        return;
    }
    let sandbox = Sandbox::new();
    // One second of tone, then nothing.
    sandbox.write("voice.wav", wav(1.0, 440.0));
    sandbox.brief("brief.json", &with_audio(&json!({"voiceover": "voice.wav"})));
    sandbox.run("render brief brief.json --frames 5-14 -o part.mp4").exits(0);
    let probed = probe(&sandbox.path("part.mp4"));
    let length = number(&stream(&probed, "audio")["duration"]);
    assert!((length - 1.0).abs() < 0.001, "{length} s");
    let heard = samples(&sandbox.path("part.mp4"));
    assert!(peak(&heard[4_800..19_200]) > 0.4, "its first half has the tone");
    assert!(peak(&heard[28_800..43_200]) < 0.01, "its second half is silent");
}

#[test]
fn volume_zero_is_silence() {
    if !has_ffmpeg() {
        return;
    }
    let sandbox = Sandbox::new();
    sandbox.write("voice.wav", wav(2.0, 440.0));
    let audio = json!({"voiceover": "voice.wav", "volume_voice": 0});
    sandbox.brief("brief.json", &with_audio(&audio));
    sandbox.run(RENDER).exits(0);
    let loudest = peak(&samples(&sandbox.path("out.mp4")));
    assert!(loudest < 0.001, "it peaks at {loudest}");
}

#[test]
fn half_the_volume_is_half_as_loud() {
    if !has_ffmpeg() {
        return;
    }
    let loudness = |volume: f64| {
        let sandbox = Sandbox::new();
        sandbox.write("voice.wav", wav(2.0, 440.0));
        let audio = json!({"voiceover": "voice.wav", "volume_voice": volume});
        sandbox.brief("brief.json", &with_audio(&audio));
        sandbox.run(RENDER).exits(0);
        peak(&samples(&sandbox.path("out.mp4"))[9_600..48_000])
    };
    let ratio = loudness(0.5) / loudness(1.0);
    assert!((0.45..0.55).contains(&ratio), "{ratio}");
}

#[test]
fn a_damaged_sound_is_an_error_that_names_its_place() {
    for (key, pointer) in
        [("voiceover", "/audio/voiceover"), ("background_music", "/audio/background_music")]
    {
        let sandbox = Sandbox::new();
        sandbox.write("noise.wav", b"RIFF\x10\0\0\0WAVEfmt rubbish that is no sound".repeat(9));
        sandbox.brief("brief.json", &with_audio(&json!({key: "noise.wav"})));
        sandbox.run("render brief brief.json -o out.mp4").exits(65).says(&[pointer, "noise.wav"]);
        assert_eq!(sandbox.files(), ["brief.json", "noise.wav"]);
    }
}

#[test]
fn a_damaged_sound_is_no_silence_for_placeholders_either() {
    let sandbox = Sandbox::new();
    sandbox.write("noise.mp3", b"ID3 and then nothing of use".repeat(50));
    sandbox.brief("brief.json", &with_audio(&json!({"voiceover": "noise.mp3"})));
    let line = "render brief brief.json -o out.mp4 --missing-assets placeholder";
    sandbox.run(line).exits(65).says(&["/audio/voiceover", "noise.mp3"]);
    assert_eq!(sandbox.files(), ["brief.json", "noise.mp3"]);
}

#[test]
fn a_missing_sound_is_an_error_or_a_warning_as_asked() {
    let sandbox = Sandbox::new();
    sandbox.brief("brief.json", &with_audio(&json!({"voiceover": "gone.wav"})));
    sandbox.run(RENDER).exits(66);
    sandbox.run("render brief brief.json -o out.mp4").exits(66).says(&[
        "/audio/voiceover",
        "gone.wav",
        "placeholder",
    ]);
    assert_eq!(sandbox.files(), ["brief.json"]);
    let result = sandbox.run(&format!("{RENDER} --missing-assets placeholder")).exits(0).json();
    assert_eq!(result["sound"], false);
    let said = warnings(&result);
    assert!(
        said.iter().any(|w| w.contains("/audio/voiceover") && w.contains("gone.wav")),
        "{said:?}"
    );
}
