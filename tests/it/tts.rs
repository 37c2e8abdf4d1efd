//! `tts generate`: speech, times of words, and what cannot be said.

use serde_json::{Value, json};

use crate::{
    service::{Service, scopes},
    support::Sandbox,
    tools::{has_ffmpeg, peak, probe, samples, stream},
};

fn words(result: &Value) -> Vec<(String, f64, f64)> {
    let number = |value: &Value| value.as_f64().expect("seconds");
    let list = result["words"].as_array().expect("a list");
    list.iter()
        .map(|word| {
            let text = word["text"].as_str().expect("a text").to_owned();
            (text, number(&word["start"]), number(&word["end"]))
        })
        .collect()
}

#[test]
fn a_text_is_spoken_and_every_word_has_its_time() {
    let sandbox = Sandbox::new();
    let text = "Dr. Smith paid $5.50. Was it worth it? Visit example.com!";
    let arguments = ["tts", "generate", text, "-o", "out.wav", "--json"];
    let result = sandbox.call(arguments).run().exits(0).json();
    assert_eq!((&result["provider"], &result["model_used"]), (&json!("local"), &json!("hibari")));
    assert_eq!(result["character_count"], text.chars().count());
    let words = words(&result);
    let shown: Vec<_> = words.iter().map(|word| word.0.as_str()).collect();
    assert_eq!(shown, text.split(' ').collect::<Vec<_>>());
    let length = result["duration_seconds"].as_f64().expect("seconds");
    assert!(words.windows(2).all(|pair| pair[0].2 <= pair[1].1 + 1e-9 && pair[0].1 < pair[0].2));
    assert!(words.last().is_some_and(|last| last.2 <= length), "{result}");
    if !has_ffmpeg() {
        return;
    }
    let file = sandbox.path("out.wav");
    assert_eq!(stream(&probe(&file), "audio")["sample_rate"], "48000");
    let heard = samples(&file);
    let level = |from: f64, to: f64| peak(&heard[(from * 48e3) as usize..(to * 48e3) as usize]);
    for (text, start, end) in &words {
        assert!(level(*start, *end) > 0.02, "{text} is not heard from {start} to {end} s");
    }
    assert!(peak(&heard) < 0.89, "it is too loud");
}

#[test]
fn a_break_is_as_long_as_asked_and_speed_is_heard() {
    let sandbox = Sandbox::new();
    let said = |markup: &str, speed: &str| {
        let line = ["tts", "generate", "--ssml", markup, "--speed", speed, "-o", "x.wav"];
        let line = line.into_iter().chain(["--overwrite", "--json"]);
        sandbox.call(line).run().exits(0).json()
    };
    let gap = |result: &Value| {
        let words = words(result);
        words[1].1 - words[0].2
    };
    let long = said("<speak>One.<break time=\"1500ms\"/>Two.</speak>", "1");
    let short = said("<speak>One.<break time=\"500ms\"/>Two.</speak>", "1");
    assert!((gap(&long) - gap(&short) - 1.0).abs() < 0.01, "{} {}", gap(&long), gap(&short));
    let length = |result: &Value| result["duration_seconds"].as_f64().expect("seconds");
    let fast = said("<speak>One.<break time=\"500ms\"/>Two.</speak>", "2");
    assert!(length(&fast) < length(&short), "{} {}", length(&fast), length(&short));
}

#[test]
fn what_cannot_be_spoken_is_an_error_that_names_the_field() {
    let sandbox = Sandbox::new();
    let run = |arguments: &[&str]| {
        let all = ["tts", "generate"].iter().chain(arguments).chain(&["-o", "no.mp3"]).copied();
        sandbox.call(all).run()
    };
    run(&["--text", " "]).exits(65).says(&["text", "empty"]);
    run(&["🎉 🎉"]).exits(65).says(&["text", "English"]);
    run(&["你好"]).exits(78).says(&["Chinese", "models install kokoro"]);
    run(&["a", "--ssml", "<speak>a</speak>"]).exits(65).says(&["ssml", "not both"]);
    run(&["--ssml", "<speak>a"]).exits(65).says(&["ssml"]);
    run(&["--ssml", "<speak><audio src=\"x\"/></speak>"]).exits(65).says(&["<audio>"]);
    run(&["a", "--language", "xx"]).exits(2).says(&["en"]);
    run(&["a", "--voice-id", "hart"]).exits(65).says(&["heart"]);
    run(&["--params", "-"]).exits(65);
    let long = json!({"text": "word ".repeat(20_001)});
    sandbox.write("long.json", long.to_string());
    run(&["--params", "long.json"]).exits(65).says(&["text", "100000"]);
    assert!(!sandbox.path("no.mp3").exists());
}

#[test]
fn a_job_over_http_speaks_and_its_sound_is_an_artifact() {
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[("REMOTION_SERVICE_API_KEY", &scopes())]);
    let params = json!({"params": {"text": "Hello there.", "output_format": "ogg"}});
    let job = service.wait(&service.submit("/api/v1/tts/generate", &params));
    assert_eq!(job["status"], "completed", "{job}");
    assert_eq!(job["result"]["words"].as_array().map(Vec::len), Some(2), "{job}");
    assert_eq!(job["artifacts"][0]["name"], "speech.ogg");
    // The paths of older callers set the provider; one that is not set up is refused at once.
    let refused = service.post("/api/v1/tts/elevenlabs", &params);
    refused.refused(503, "PROVIDER_NOT_CONFIGURED");
    let all = service.get("/api/v1/capabilities").json();
    let all = all["capabilities"].as_array().expect("a list").clone();
    let row = |name: &str| all.iter().find(|row| row["name"] == name).cloned().expect("a row");
    assert_eq!(row("tts.generate")["status"], "available");
    let clone = row("tts.voice-clone");
    assert_eq!(clone["status"], "unconfigured", "{clone}");
    assert_eq!(clone["variable"], "MODAL_VOICE_CLONE_ENDPOINT", "{clone}");
    let providers = service.get("/api/v1/tts/providers").json();
    assert_eq!(providers["result"]["providers"][0]["name"], "local", "{providers}");
    let voices = service.get("/api/v1/tts/voices?language=en").json();
    assert_eq!(voices["result"]["local"][0]["id"], "heart", "{voices}");
    service.get("/api/v1/tts/voices/nobody").refused(404, "NOT_FOUND");
    service.delete("/api/v1/tts/voices/nobody").refused(404, "NOT_FOUND");
    let wrong = json!({"params": {"text": "x", "language": "xx"}});
    service
        .post("/api/v1/tts/generate", &wrong)
        .refused(400, "VALIDATION_ERROR")
        .naming("language");
}
