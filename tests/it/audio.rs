//! `audio mix` and `audio duck`: lengths, levels, formats and what goes wrong; FFmpeg is the judge.

use std::{path::Path, process::Command};

use serde_json::{Value, json};

use crate::{
    service::{Service, scopes},
    support::Sandbox,
    tools::{has_ffmpeg, peak, probe, samples, stream, wav},
};

/// Integrated loudness in LUFS and true peak in dBTP, by FFmpeg's `ebur128`.
fn judged(file: &Path) -> (f64, f64) {
    let mut command = Command::new("ffmpeg");
    command.args(["-hide_banner", "-nostdin", "-i"]).arg(file);
    let done = command.args("-af ebur128=peak=true -f null -".split(' ')).output();
    let said = String::from_utf8_lossy(&done.expect("ffmpeg is installed").stderr).into_owned();
    let summary = said.rsplit("Summary:").next().expect("a summary").to_owned();
    let value = |name: &str| {
        let after = summary.split(name).nth(1).unwrap_or_else(|| panic!("no {name} in {said}"));
        after.split_whitespace().next().expect("a value").parse::<f64>().expect("a number")
    };
    (value("I:"), value("Peak:"))
}

/// A file that FFmpeg makes from a filter's sound.
fn made(sandbox: &Sandbox, name: &str, source: &str, options: &str) {
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-nostdin", "-f", "lavfi", "-i", source]);
    command.args(options.split_whitespace()).arg(sandbox.path(name));
    assert!(command.status().expect("ffmpeg is installed").success(), "{name}");
}

/// What stands for speech: noise that comes and goes, over three seconds of eight.
fn speech(sandbox: &Sandbox) {
    let source =
        "anoisesrc=d=8:c=pink:r=24000:a=0.5:seed=3,volume='if(between(t,2,5),1,0.0005)':eval=frame";
    made(sandbox, "voice.wav", source, "-ac 1");
    made(sandbox, "music.wav", "sine=f=440:r=44100:d=3", "-ac 2");
}

#[test]
fn every_format_is_at_its_loudness_and_below_its_peak() {
    if !has_ffmpeg() {
        return;
    }
    let sandbox = Sandbox::new();
    speech(&sandbox);
    for (format, codec) in
        [("wav", "pcm_s16le"), ("mp3", "mp3"), ("aac", "aac"), ("ogg", "opus"), ("flac", "flac")]
    {
        for target in ["-14", "-23"] {
            let name = format!("mix{target}.{format}");
            let line = format!(
                "audio mix --tracks {{\"url\":\"voice.wav\"}} --loudness-lufs={target} \
                 --tracks {{\"url\":\"music.wav\",\"type\":\"music\",\"volume\":0.5,\"loop\":true}} \
                 -o {name} --json"
            );
            let result = sandbox.run(&line).exits(0).json();
            assert_eq!(result["format"], format);
            let file = sandbox.path(&name);
            let probed = probe(&file);
            assert_eq!(stream(&probed, "audio")["codec_name"], codec);
            // ADTS files have no place for their length and the encoder's delay.
            let length = samples(&file).len() as f64 / 48_000.0;
            assert!((length - 8.0).abs() < 0.08, "{name}: {length} s");
            let (lufs, top) = judged(&file);
            let wanted: f64 = target.parse().expect("a number");
            assert!((lufs - wanted).abs() <= 0.5, "{name}: {lufs} LUFS");
            assert!(top <= -1.0, "{name}: {top} dBTP");
            let told = result["loudness_lufs"].as_f64().expect("a number");
            assert!((told - lufs).abs() < 0.5, "{name}: says {told}, has {lufs}");
        }
    }
}

#[test]
fn music_is_ducked_by_what_was_asked_and_comes_back() {
    if !has_ffmpeg() {
        return;
    }
    let sandbox = Sandbox::new();
    speech(&sandbox);
    let line = "audio duck voice.wav --music music.wav --duck-to 0.1 -o ducked.wav --json";
    let result = sandbox.run(line).exits(0).json();
    let ducked = result["ducked"].as_array().expect("a list");
    assert_eq!(ducked.len(), 1, "{result}");
    let edge = |n: usize| ducked[0][n].as_f64().expect("seconds");
    assert!((edge(0) - 2.0).abs() < 0.05 && (edge(1) - 5.0).abs() < 0.05, "{result}");
    sandbox
        .run("audio duck voice.wav --music music.wav --music-volume 0 -o voice-only.wav")
        .exits(0);
    let (both, voice) =
        (samples(&sandbox.path("ducked.wav")), samples(&sandbox.path("voice-only.wav")));
    let music: Vec<f32> = both.iter().zip(&voice).map(|(a, b)| a - b).collect();
    let level =
        |from: f64, to: f64| peak(&music[(from * 48_000.0) as usize..(to * 48_000.0) as usize]);
    let full = level(0.5, 1.5);
    for (from, to) in [(1.96, 2.5), (3.0, 4.0), (4.5, 4.99)] {
        let down = 20.0 * (level(from, to) / full).log10();
        assert!(down <= -19.5, "only {down} dB between {from} and {to} s");
    }
    assert!((level(5.6, 6.5) / full - 1.0).abs() < 0.05, "it does not come back");
}

#[test]
fn odd_sounds_are_mixed_or_refused_by_name() {
    if !has_ffmpeg() {
        return;
    }
    let sandbox = Sandbox::new();
    made(&sandbox, "phone.wav", "sine=f=300:r=8000:d=2", "-ac 1");
    made(&sandbox, "studio.wav", "sine=f=300:r=192000:d=2", "-ac 2");
    made(&sandbox, "cinema.flac", "sine=f=300:r=48000:d=2", "-ac 6");
    made(&sandbox, "opus.ogg", "sine=f=300:r=48000:d=2", "-ac 2 -c:a libopus");
    made(&sandbox, "tone.mp3", "sine=f=300:r=44100:d=2", "-ac 2");
    for name in ["phone.wav", "studio.wav", "cinema.flac", "opus.ogg", "tone.mp3"] {
        let line =
            format!("audio mix --tracks {{\"url\":\"{name}\"}} -o mix.wav --overwrite --json");
        let result = sandbox.run(&line).exits(0).json();
        let length = result["duration_seconds"].as_f64().expect("seconds");
        assert!((length - 2.0).abs() < 0.06, "{name}: {length} s");
        let (lufs, _) = judged(&sandbox.path("mix.wav"));
        assert!((lufs + 14.0).abs() <= 0.5, "{name}: {lufs} LUFS");
    }
    sandbox.write("empty.wav", b"");
    sandbox.write("text.mp3", "no sound at all, only words".repeat(50));
    let mut whole = wav(2.0, 440.0);
    whole.truncate(30);
    sandbox.write("cut.wav", &whole);
    for name in ["empty.wav", "text.mp3", "cut.wav"] {
        let line = format!("audio mix --tracks {{\"url\":\"{name}\"}} -o bad.wav");
        sandbox.run(&line).exits(65).says(&["/tracks/0/url", name]);
    }
    sandbox
        .run("audio mix --tracks {\"url\":\"gone.wav\"} -o bad.wav")
        .exits(66)
        .says(&["gone.wav"]);
    // Ten hours, of which nothing is written: a mix of them is refused and not tried.
    let mut long = wav(0.01, 440.0);
    let bytes = 36_000u32 * 48_000 * 2;
    long[4..8].copy_from_slice(&(bytes + 36).to_le_bytes());
    long[40..44].copy_from_slice(&bytes.to_le_bytes());
    sandbox.write("long.wav", &long);
    let file = std::fs::OpenOptions::new().write(true).open(sandbox.path("long.wav"));
    file.and_then(|file| file.set_len(u64::from(bytes) + 44)).expect("a sparse file");
    let large = |line: &str| sandbox.call(line.split(' ')).env("MAX_FILE_SIZE_MB", "10000").run();
    large("audio mix --tracks {\"url\":\"long.wav\"} -o bad.wav").exits(65).says(&["/tracks/0"]);
    assert!(!sandbox.path("bad.wav").exists());
    let line = "audio mix --tracks {\"url\":\"long.wav\",\"type\":\"music\"} --duration-seconds 3 -o short.wav --json";
    let result = large(line).exits(0).json();
    assert!((result["duration_seconds"].as_f64().expect("seconds") - 3.0).abs() < 1e-6);
}

#[test]
fn a_mix_over_http_is_a_job_whose_tracks_are_uploads() {
    let sandbox = Sandbox::new();
    sandbox.write("voice.wav", wav(1.0, 440.0));
    let service = Service::start(&sandbox, &[("REMOTION_SERVICE_API_KEY", &scopes())]);
    let wrong = json!({"params": {"tracks": [{"url": "/etc/passwd"}]}});
    let id = service.submit("/api/v1/audio/mix", &wrong);
    let job = service.wait(&id);
    assert_eq!(job["status"], "failed", "{job}");
    let text = job["error"].to_string();
    assert!(text.contains("/tracks/0/url") && !text.contains("root:"), "{text}");
    let none: Value = json!({"params": {"tracks": []}});
    service.post("/api/v1/audio/mix", &none).refused(400, "VALIDATION_ERROR").naming("tracks");
    let loud = json!({"params": {"tracks": [{"url": "x", "volume": 9}]}});
    service.post("/api/v1/audio/mix", &loud).refused(400, "VALIDATION_ERROR");
    let data = format!("data:audio/wav;base64,{}", base64(&wav(1.0, 440.0)));
    let right = json!({"params": {"tracks": [{"url": data}], "output_format": "flac"}});
    let job = service.wait(&service.submit("/api/v1/audio/mix", &right));
    assert_eq!(job["status"], "completed", "{job}");
    assert_eq!(job["artifacts"][0]["name"], "mix.flac");
    let file = service.get(&format!(
        "/api/v1/jobs/{}/artifacts/mix.flac",
        job["job_id"].as_str().expect("an id")
    ));
    assert_eq!(&file.is(200).body[..4], b"fLaC");
}

#[test]
fn effects_are_listed_and_placed_by_seconds_and_by_frames() {
    let sandbox = Sandbox::new();
    let listed = sandbox.run("audio effects --json").exits(0).json();
    let effects = listed["effects"].as_array().expect("a list");
    assert!(effects.len() >= 24, "{}", effects.len());
    sandbox.write("bed.wav", wav(3.0, 40.0));
    let line = "audio sfx bed.wav --events {\"sfx_id\":\"pop\",\"time\":0.5} \
                --events {\"sfx_id\":\"ding\",\"frame\":45} -o out.wav --json";
    let result = sandbox.run(line).exits(0).json();
    assert!(result["duration_seconds"].as_f64().expect("seconds") >= 3.0, "{result}");
    let wrong = "audio sfx bed.wav --events {\"sfx_id\":\"whosh\",\"time\":0.5} -o no.wav";
    sandbox.run(wrong).exits(65).says(&["/events/0/sfx_id", "whoosh"]);
    let both = "audio sfx bed.wav --events {\"sfx_id\":\"pop\",\"time\":1,\"frame\":3} -o no.wav";
    sandbox.run(both).exits(65).says(&["/events/0", "time or frame"]);
    if !has_ffmpeg() {
        return;
    }
    sandbox.run("audio mix --tracks {\"url\":\"bed.wav\"} --keep-level -o plain.wav").exits(0);
    let (with, plain) = (samples(&sandbox.path("out.wav")), samples(&sandbox.path("plain.wav")));
    let added: Vec<f32> = with.iter().zip(&plain).map(|(a, b)| a - b).collect();
    let at = |seconds: f64| (seconds * 48_000.0) as usize;
    assert!(peak(&added[..at(0.499)]) < 0.01, "something before the first effect");
    assert!(peak(&added[at(0.5)..at(0.6)]) > 0.05, "no pop");
    assert!(peak(&added[at(1.45)..at(1.499)]) < 0.05, "something before the second");
    assert!(peak(&added[at(1.5)..at(1.6)]) > 0.05, "no ding");
}

#[test]
fn music_is_composed_as_asked_and_the_same_seed_gives_the_same_piece() {
    let sandbox = Sandbox::new();
    let line = |name: &str, more: &str| {
        format!(
            "audio music-generate --mood calm --genre piano --duration-seconds 6 {more} -o {name} --json"
        )
    };
    let result = sandbox.run(&line("a.flac", "--seed 3 --bpm 90")).exits(0).json();
    assert_eq!(
        (&result["mood"], &result["genre"], &result["bpm"]),
        (&json!("calm"), &json!("piano"), &json!(90.0))
    );
    assert_eq!(result["provider"], "local");
    assert!(
        result["license"].is_string() && !result["chords"].as_array().expect("a list").is_empty()
    );
    sandbox.run(&line("b.flac", "--seed 3 --bpm 90")).exits(0);
    sandbox.run(&line("c.flac", "--seed 4 --bpm 90")).exits(0);
    let bytes = |name: &str| std::fs::read(sandbox.path(name)).expect("it was written");
    assert!(bytes("a.flac") == bytes("b.flac") && bytes("a.flac") != bytes("c.flac"));
    let words = [
        "audio",
        "music-generate",
        "a chill lofi beat at 80 bpm",
        "--duration-seconds",
        "2",
        "-o",
        "p.wav",
        "--json",
    ];
    let result = sandbox.call(words).run().exits(0).json();
    assert_eq!(
        (&result["mood"], &result["genre"], &result["bpm"]),
        (&json!("chill"), &json!("lofi"), &json!(80.0))
    );
    sandbox.run("audio music-generate --mood clam -o no.wav").exits(65).says(&["mood", "calm"]);
    sandbox.run("audio music-generate --key H# -o no.wav").exits(65).says(&["key"]);
    let styles = sandbox.run("audio music-styles --json").exits(0).json();
    assert!(styles["moods"].as_array().expect("a list").len() >= 10, "{styles}");
    if has_ffmpeg() {
        let (lufs, top) = judged(&sandbox.path("a.flac"));
        assert!((lufs + 16.0).abs() <= 0.5 && top <= -1.0, "{lufs} LUFS, {top} dBTP");
    }
}

/// Standard base64, which a `data:` URL wants.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for piece in bytes.chunks(3) {
        let word = piece.iter().chain([&0, &0]).take(3).fold(0, |w, b| w << 8 | usize::from(*b));
        for n in 0..4 {
            let digit = char::from(DIGITS[word >> (18 - 6 * n) & 63]);
            out.push(if n <= piece.len() { digit } else { '=' });
        }
    }
    out
}
