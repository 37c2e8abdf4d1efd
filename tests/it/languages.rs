//! Installed models and the voices they bring: installed from a server of this machine, verified,
//! removed; and, where tests/run has installed them, each language spoken.

use std::io::Write as _;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::{
    receiver::Receiver,
    support::{Run, Sandbox},
    tools::can,
};

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let mut tar = tar::Builder::new(packed);
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_cksum();
        tar.append_data(&mut header, name, *bytes).expect("into memory");
    }
    let mut packed = tar.into_inner().expect("into memory");
    packed.flush().expect("into memory");
    packed.finish().expect("into memory")
}

fn models(sandbox: &Sandbox, line: &str) -> Run {
    let call = sandbox.call(line.split(' ')).env("REMOTION_TEMPLATE_DIR", "t");
    call.env("REMOTION_MODELS_DIR", "models").run()
}

#[test]
fn a_model_is_installed_whole_or_not_and_goes_on_where_a_download_stopped() {
    let sandbox = Sandbox::new();
    let packed = archive(&[("p/a.bin", b"some weights"), ("p/other", b"no")]);
    let server = Receiver::start(&[
        ("200 OK", &packed[..20]),
        ("206 Partial Content", &packed[20..]),
        ("404 Not Found", b""),
    ]);
    let entry = |sha: &str| {
        json!({"tiny": {
            "about": "a test", "licence": "MIT", "page": "https://x.example",
            "archives": [{"url": format!("{}/a.tgz", server.url), "bytes": packed.len(), "sha256": sha,
                "folder": {"p/": ""}}],
            "files": {"a.bin": {"bytes": 12, "sha256": hash(b"some weights")}},
        }})
    };
    std::fs::create_dir_all(sandbox.path("t/models")).expect("a new folder");
    sandbox.write("t/models/models.yaml", entry(&hash(&packed)).to_string());
    // The first answer breaks off; what came is kept, and the next try asks for the rest.
    models(&sandbox, "models install tiny").exits(75).says(&["tiny", "broke off"]);
    server.next();
    models(&sandbox, "models install tiny").exits(0);
    assert_eq!(server.next().header("range"), "bytes=20-");
    assert_eq!(std::fs::read(sandbox.path("models/tiny/a.bin")).expect("there"), b"some weights");
    assert!(!sandbox.path("models/tiny/other").exists(), "only listed files are taken");
    // What is whole is not fetched again.
    models(&sandbox, "models install tiny").exits(0);
    assert_eq!(server.waiting(), 0);
    models(&sandbox, "models verify").exits(0);
    sandbox.write("models/tiny/a.bin", "some weightz");
    models(&sandbox, "models verify").exits(66).says(&["a.bin", "models install tiny"]);
    let listed = models(&sandbox, "models list --json").exits(0).json();
    assert_eq!(listed["models"][0]["name"], "tiny", "{listed}");
    models(&sandbox, "models remove tiny").exits(0);
    assert!(!sandbox.path("models/tiny").exists());
    models(&sandbox, "models install tiny").exits(75).says(&["404"]);
    models(&sandbox, "models install tinny").exits(65).says(&["did you mean tiny"]);
}

#[test]
fn a_language_without_its_voice_says_how_to_get_it() {
    let sandbox = Sandbox::new();
    let run = sandbox.call(["tts", "generate", "Hola.", "--language", "es", "-o", "x.mp3"]).run();
    run.exits(78).says(&["Spanish", "models install kokoro"]);
    let run =
        sandbox.call(["tts", "generate", "Hi.", "--voice-id", "af_hart", "-o", "x.mp3"]).run();
    run.exits(65).says(&["did you mean af_heart"]);
    let run = sandbox
        .call([
            "tts",
            "generate",
            "Hi.",
            "--voice-id",
            "ff_siwis",
            "--language",
            "en",
            "-o",
            "x.mp3",
        ])
        .run();
    run.exits(65).says(&["does not speak English"]);
}

#[test]
fn every_language_is_spoken_and_every_word_has_its_time() {
    let installed = std::env::var("REMOTION_TEST_MODELS").unwrap_or_default();
    if !can("models of voices (REMOTION_TEST_MODELS)", std::path::Path::new(&installed).is_dir()) {
        return;
    }
    let sandbox = Sandbox::new();
    for (language, text, count) in [
        ("en", "Tea costs 25 dollars.", 4),
        ("es", "Tengo 25 años, ¿y tú?", 5),
        ("fr", "Les enfants mangent trois pommes.", 5),
        ("de", "Ich habe 25 neue Ideen.", 5),
        ("pt", "A cidade tem três praças.", 5),
        ("ja", "今日は良い天気です。", 5),
        ("ko", "오늘 날씨가 좋네요.", 3),
        ("zh", "今天天气很好。", 6),
        ("de", "Am 27. November um 19:30 Uhr 3,50 €.", 8),
        // At this one the network divides by zero, and is asked again at another pace.
        ("zh", "2026年11月27日3:30，我买了2个苹果，花了5.50元。", 18),
    ] {
        let voice: &[&str] = if language == "en" { &["--voice-id", "af_heart"] } else { &[] };
        let line = [
            "tts",
            "generate",
            text,
            "--language",
            language,
            "-o",
            "x.wav",
            "--overwrite",
            "--json",
        ];
        let call = sandbox.call(line.iter().chain(voice)).env("REMOTION_MODELS_DIR", &installed);
        let result = call.run().exits(0).json();
        assert_eq!(result["model_used"], "kokoro", "{result}");
        let words = result["words"].as_array().expect("words");
        assert_eq!(words.len(), count, "{language}: {result}");
        let time = |word: &Value, name: &str| word[name].as_f64().expect("seconds");
        assert!(
            words.windows(2).all(|pair| time(&pair[0], "start") < time(&pair[1], "start")),
            "{language}: {result}"
        );
        let seconds = result["duration_seconds"].as_f64().expect("seconds");
        assert!((0.8..8.0).contains(&seconds), "{language}: {result}");
        let warned = result["warnings"].to_string().contains("accent");
        assert_eq!(warned, ["de", "ko"].contains(&language), "{language}: {result}");
    }
}
