//! Sound's figures against FFmpeg in the same run, and the local voices: `cargo bench --bench sound`.
//!
//! Ten minutes of voice, music and fifty effects become an AAC file, by this program and by FFmpeg
//! with `amix`, `sidechaincompress`, `loudnorm` and `aac`. Kokoro is measured where
//! `REMOTION_MODELS_DIR` has it.

use std::{
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

const SECONDS: f64 = 600.0;
const EFFECTS: usize = 50;

fn main() {
    // `cargo test` runs benches once with this flag; there is nothing to check quickly here.
    if std::env::args().any(|a| a == "--test") {
        return;
    }
    let folder = tempfile::tempdir().expect("temp dir");
    let at = folder.path();
    voices(at);
    if Command::new("ffmpeg").arg("-version").output().is_err() {
        println!("skipped: no FFmpeg to compare with");
        return;
    }
    materials(at);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        ours.push(mix(at));
        theirs.push(ffmpeg(at));
    }
    ours.sort();
    theirs.sort();
    let (a, b) = (ours[1], theirs[1]);
    println!("10 min of voice, music and {EFFECTS} effects to AAC, median of 3:");
    println!(
        "  this program {:.2} s, FFmpeg {:.2} s, ratio {:.2}",
        a.as_secs_f64(),
        b.as_secs_f64(),
        a.as_secs_f64() / b.as_secs_f64()
    );
    for name in ["ours.aac", "theirs.aac"] {
        println!("  {name}: {}", judged(&at.join(name)));
    }
    println!("{}", if a < b { "  faster: yes" } else { "  faster: MISSED" });
}

/// Runs the program in `at`; its result and how long it took.
fn run(at: &Path, arguments: &[&str]) -> (Value, Duration) {
    let start = Instant::now();
    let done = Command::new(env!("CARGO_BIN_EXE_remotion-media"))
        .args(arguments)
        .args(["--json", "--overwrite", "--no-log"])
        .current_dir(at)
        .stderr(Stdio::inherit())
        .output()
        .expect("the program starts");
    assert!(done.status.success(), "{arguments:?}");
    (serde_json::from_slice(&done.stdout).expect("JSON"), start.elapsed())
}

fn voices(at: &Path) {
    let text = "Every video needs a voice that is there at once. This one lives in the program, and asks \
        neither for a key nor for a network. It reads numbers such as 42, and takes a breath between \
        its sentences, so that people who listen can follow. ";
    let languages =
        [("heart", "en"), ("af_heart", "en"), ("ff_siwis", "fr"), ("zf_xiaoxiao", "zh")];
    let installed = std::env::var_os("REMOTION_MODELS_DIR").is_some();
    for (voice, language) in languages {
        if voice != "heart" && !installed {
            println!("skipped: {voice}, REMOTION_MODELS_DIR is not set");
            continue;
        }
        let text = match language {
            "fr" => "Chaque vidéo a besoin d'une voix qui est là tout de suite. Elle lit les nombres et respire entre les phrases.".to_owned(),
            "zh" => "每个视频都需要一个声音。它读数字，也会在句子之间停一下，让听众可以跟上。".to_owned(),
            _ => text.repeat(4),
        };
        std::fs::write(
            at.join("t.json"),
            json!({"text": text, "language": language, "voice_id": voice}).to_string(),
        )
        .expect("writes");
        let (first, short) = run(
            at,
            &[
                "tts",
                "generate",
                if language == "zh" { "你好。" } else { "Hello." },
                "--language",
                language,
                "--voice-id",
                voice,
                "-o",
                "s.wav",
            ],
        );
        let (result, took) = run(at, &["tts", "generate", "--params", "t.json", "-o", "v.wav"]);
        let seconds = |value: &Value| value["duration_seconds"].as_f64().expect("seconds");
        println!(
            "{voice} ({language}): real-time factor {:.3} without start-up ({:.1} s of speech), first sound after {:.2} s",
            (took.as_secs_f64() - short.as_secs_f64()) / (seconds(&result) - seconds(&first)),
            seconds(&result),
            short.as_secs_f64(),
        );
    }
}

fn materials(at: &Path) {
    let sentence = "This is a story about tea, which came a long way over mountains and the sea. ";
    std::fs::write(at.join("v.json"), json!({"text": sentence.repeat(110)}).to_string())
        .expect("writes");
    let (voice, _) = run(at, &["tts", "generate", "--params", "v.json", "-o", "voice.wav"]);
    println!("voice: {:.0} s", voice["duration_seconds"].as_f64().expect("seconds"));
    run(
        at,
        &["audio", "music-generate", "calm lofi", "--duration-seconds", "600", "-o", "music.wav"],
    );
    for id in ["whoosh", "pop", "ding", "click", "riser"] {
        let event = json!({"sfx_id": id, "time": 0}).to_string();
        std::fs::write(at.join("silence.wav"), silence()).expect("writes");
        run(
            at,
            &["audio", "sfx", "silence.wav", "--events", &event, "-o", &format!("fx-{id}.wav")],
        );
    }
}

/// A tenth of a second of nothing.
fn silence() -> Vec<u8> {
    let data = vec![0_u8; 9600];
    let mut wav = b"RIFF".to_vec();
    wav.extend((36 + data.len() as u32).to_le_bytes());
    wav.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    wav.extend(48_000_u32.to_le_bytes());
    wav.extend(96_000_u32.to_le_bytes());
    wav.extend(b"\x02\0\x10\0data");
    wav.extend((data.len() as u32).to_le_bytes());
    wav.extend(data);
    wav
}

/// Which effect is when.
fn effects() -> impl Iterator<Item = (&'static str, f64)> {
    let ids = ["whoosh", "pop", "ding", "click", "riser"];
    (0..EFFECTS)
        .map(move |n| (ids[n % ids.len()], 5.0 + n as f64 * (SECONDS - 20.0) / EFFECTS as f64))
}

fn mix(at: &Path) -> Duration {
    let mut tracks = vec![
        json!({"url": "voice.wav", "type": "voiceover"}),
        json!({"url": "music.wav", "type": "music", "volume": 0.6}),
    ];
    tracks.extend(effects().map(|(id, time)| {
        json!({"url": format!("fx-{id}.wav"), "type": "sfx", "start_time": time, "volume": 0.7})
    }));
    let params = json!({"tracks": tracks, "ducking": {"enabled": true, "duck_to": 0.2}, "loudness_lufs": -14, "output_format": "aac"});
    std::fs::write(at.join("mix.json"), params.to_string()).expect("writes");
    run(at, &["audio", "mix", "--params", "mix.json", "-o", "ours.aac"]).1
}

fn ffmpeg(at: &Path) -> Duration {
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-nostdin", "-y", "-i", "voice.wav", "-i", "music.wav"]);
    let mut graph = String::from(
        "[0:a]aformat=channel_layouts=stereo:sample_rates=48000,asplit[v][key];[1:a]volume=0.6[m];[m][key]sidechaincompress=threshold=0.03:ratio=12:attack=60:release=350[duck];",
    );
    let mut inputs = String::from("[v][duck]");
    for (n, (id, time)) in effects().enumerate() {
        command.args(["-i", &format!("fx-{id}.wav")]);
        let delay = (time * 1000.0) as u64;
        graph += &format!("[{}:a]volume=0.7,adelay={delay}:all=1[e{n}];", n + 2);
        inputs += &format!("[e{n}]");
    }
    graph += &format!(
        "{inputs}amix=inputs={}:normalize=0:duration=first,loudnorm=I=-14:TP=-1.5[out]",
        EFFECTS + 2
    );
    command.args([
        "-filter_complex",
        &graph,
        "-map",
        "[out]",
        "-c:a",
        "aac",
        "-b:a",
        "192k",
        "-ar",
        "48000",
        "theirs.aac",
    ]);
    let start = Instant::now();
    assert!(command.current_dir(at).status().expect("ffmpeg starts").success());
    start.elapsed()
}

/// Loudness and true peak by FFmpeg's meter.
fn judged(file: &Path) -> String {
    let done = Command::new("ffmpeg")
        .args(["-nostdin", "-nostats", "-i"])
        .arg(file)
        .args(["-af", "ebur128=peak=true", "-f", "null", "-"])
        .output()
        .expect("ffmpeg starts");
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    let after = |name: &str| {
        let at = said.rfind(name).map(|at| &said[at + name.len()..]).unwrap_or_default();
        at.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
    };
    format!("{}, true peak {}", after("I:"), after("Peak:"))
}
