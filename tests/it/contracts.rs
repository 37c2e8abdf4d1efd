//! Bodies that we send, held against the descriptions that vendors give of them.
//!
//! `tests/contract.py` does the comparing; each schema first refuses a body that is known to be bad.

use std::{
    io::Write as _,
    path::PathBuf,
    process::{Command, Stdio},
};

use serde_json::{Value, json};

use crate::{
    receiver::Receiver,
    support::{Sandbox, root},
    tools::can,
    vendors::{JSON, WAV, tone},
};

/// A schema in a vendor's description.
struct Contract {
    python: PathBuf,
    spec: PathBuf,
    pointer: &'static str,
}

impl Contract {
    #[track_caller]
    fn of(spec: &str, pointer: &'static str) -> Option<Self> {
        let tools = std::env::var_os("REMOTION_TEST_TOOLS").map(PathBuf::from).unwrap_or_default();
        let python = tools.join("bin/python");
        let spec = root().join("../shared/providers/specs").join(spec);
        let there = can("Python tools (tests/run installs them)", python.is_file())
            && can("vendors' descriptions (../shared)", spec.is_file());
        there.then_some(Self { python, spec, pointer })
    }

    fn judge(&self, body: &Value) -> Result<(), String> {
        let mut command = Command::new(&self.python);
        command.arg(root().join("tests/contract.py")).arg(&self.spec).arg(self.pointer);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("Python starts");
        let mut input = child.stdin.take().expect("piped");
        input.write_all(body.to_string().as_bytes()).expect("it reads");
        drop(input);
        let done = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        if done.status.success() { Ok(()) } else { Err(said) }
    }

    /// Fails unless `bad` is refused, which names `field`, and `good` fits.
    #[track_caller]
    fn holds(&self, bad: &Value, field: &str, good: &Value) {
        let refused = self.judge(bad).expect_err("a bad body was accepted");
        assert!(refused.contains(field), "{refused}");
        self.judge(good).unwrap_or_else(|mistakes| panic!("{mistakes}\n{good}"));
    }
}

/// What the program sends to a vendor that answers so.
fn sent(line: &[&str], variables: &[(&str, &str)], base: &str, answers: &[(&str, &[u8])]) -> Value {
    let sandbox = Sandbox::new();
    sandbox.write("me.wav", tone(5.0));
    let vendor = Receiver::start(answers);
    let mut call = sandbox.call(line).env(base, &vendor.url);
    for (name, value) in variables {
        call = call.env(name, value);
    }
    // How it ends is the business of other tests.
    drop(call.run());
    vendor.next().json()
}

/// What is said with every setting that there is.
pub const EVERYTHING: [&str; 12] = [
    "tts",
    "generate",
    "Hello there.",
    "--emotion",
    "happy",
    "--speed",
    "1.1",
    "--seed",
    "7",
    "--language",
    "en",
    "--options={\"stability\":0.4,\"similarity_boost\":0.8,\"style\":0.2,\"use_speaker_boost\":true}",
];

#[test]
fn elevenlabs_would_accept_every_setting_of_speech() {
    let spec = "elevenlabs.from-sdk.openapi.json";
    let pointer = "/paths/~1v1~1text-to-speech~1{voice_id}~1with-timestamps/post/requestBody/content/application~1json/schema";
    let Some(contract) = Contract::of(spec, pointer) else { return };
    for model in ["eleven_multilingual_v2", "eleven_v3", "eleven_flash_v2_5"] {
        let line = [&EVERYTHING[..], &["--provider", "elevenlabs", "--model", model]].concat();
        let key = [("ELEVENLABS_API_KEY", "key-123456")];
        let body = sent(&line, &key, "ELEVENLABS_BASE_URL", &[("400 No", b"{}")]);
        contract.holds(&json!({"text": 5, "voice": "x"}), "text", &body);
    }
}

#[test]
fn elevenlabs_would_accept_effects_and_music() {
    let spec = "elevenlabs.from-sdk.openapi.json";
    let key = [("ELEVENLABS_API_KEY", "key-123456")];
    let pointer = "/paths/~1v1~1sound-generation/post/requestBody/content/application~1json/schema";
    let Some(contract) = Contract::of(spec, pointer) else { return };
    let line = ["audio", "sfx", "--prompt", "rain", "--duration-seconds", "3", "-o", "x.wav"];
    let body = sent(&line, &key, "ELEVENLABS_BASE_URL", &[(WAV, &tone(3.0))]);
    contract.holds(&json!({"text": "x", "duration_seconds": "long"}), "duration_seconds", &body);
    let pointer = "/paths/~1v1~1music/post/requestBody/content/application~1json/schema";
    let Some(contract) = Contract::of(spec, pointer) else { return };
    let line = ["audio", "music-generate", "rain", "--provider", "elevenlabs", "-o", "x.wav"];
    let body = sent(&line, &key, "ELEVENLABS_BASE_URL", &[(WAV, &tone(30.0))]);
    contract.holds(&json!({"prompt": "x", "music_length_ms": "long"}), "music_length_ms", &body);
}

#[test]
fn openai_and_the_servers_that_speak_its_protocol_would_accept_speech() {
    let line = [&EVERYTHING[..], &["--provider", "openai", "--voice-id", "coral"]].concat();
    let body = sent(&line, &[], "OPENAI_BASE_URL", &[("400 No", b"{}")]);
    let specs = [
        (
            "openai.media-only.yaml",
            "/paths/~1audio~1speech/post/requestBody/content/application~1json/schema",
        ),
        ("kokoro-fastapi.schema.json", "/types/OpenAISpeechRequest"),
        ("vllm-omni.openai-compat.schema.json", "/types/OpenAICreateSpeechRequest"),
    ];
    for (spec, pointer) in specs {
        let Some(contract) = Contract::of(spec, pointer) else { return };
        let mut body = body.clone();
        if spec.starts_with("kokoro") {
            // It follows no instructions, and says so by leaving the field out; it lets it pass.
            body.as_object_mut().expect("a body").remove("instructions");
        }
        let bad = json!({"model": "x", "voice": "coral", "input": 7, "response_format": "wave"});
        contract.holds(&bad, "response_format", &body);
    }
}

#[test]
fn a_cloning_server_and_fal_would_accept_a_recording() {
    let line =
        ["tts", "voice-clone", "Hello.", "--voice-reference-url", "me.wav", "--emotion", "sad"];
    let pointer = "/types/OpenAICreateSpeechRequest";
    let Some(contract) = Contract::of("vllm-omni.openai-compat.schema.json", pointer) else {
        return;
    };
    let xtts = [&line[..], &["--model", "xtts"]].concat();
    let body = sent(&xtts, &[], "OPENAI_BASE_URL", &[("400 No", b"{}")]);
    assert!(body["ref_audio"].as_str().is_some_and(|data| data.starts_with("data:audio/wav")));
    contract.holds(&json!({"input": "x", "task_type": "Clone"}), "task_type", &body);
    let pointer = "/definitions/IndexTts2TextToSpeechInput";
    let Some(contract) = Contract::of("fal.selected-endpoints.schema.json", pointer) else {
        return;
    };
    let body = sent(&line, &[("FAL_KEY", "fal-123456")], "FAL_BASE_URL", &[(JSON, b"{}")]);
    contract.holds(&json!({"audio_url": "x"}), "prompt", &body);
}
