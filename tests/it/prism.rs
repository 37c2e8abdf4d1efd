//! Our clients against vendors' descriptions as Prism serves them: it stands between the program and
//! an answering server, and refuses whatever the description does not allow.
//!
//! `tests/run` installs it. Fields that a description does not know are `contracts`' business.

use std::{
    io::{BufRead as _, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
};

use serde_json::{Value, json};

use crate::{
    contracts::EVERYTHING,
    receiver::Receiver,
    support::{PATIENCE, Sandbox, root},
    tools::can,
    vendors::{JSON, base64, tone},
};

/// A description that is being served, before a server that answers.
struct Prism {
    url: String,
    child: Child,
    vendor: Receiver,
}

impl Drop for Prism {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Prism {
    #[track_caller]
    fn start(spec: &str, answers: &[(&str, &[u8])]) -> Option<Self> {
        let tools = std::env::var_os("REMOTION_TEST_TOOLS").map(PathBuf::from).unwrap_or_default();
        let program = tools.join("prism/node_modules/.bin/prism");
        let spec = root().join("../shared/providers/specs").join(spec);
        let there = can("Prism (tests/run installs it)", program.is_file())
            && can("vendors' descriptions (../shared)", spec.is_file());
        if !there {
            return None;
        }
        let vendor = Receiver::start(answers);
        let mut command = Command::new(program);
        command.arg("proxy").arg(spec).arg(&vendor.url).args(["--errors", "-p", "0"]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("Prism starts");
        let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let (sender, told) = mpsc::channel();
        // It goes on to write of every request, and would stop if nobody read.
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if let Some((_, url)) = line.split_once("Prism is listening on ") {
                    // The test may be over.
                    let _ = sender.send(url.trim().to_owned());
                }
            }
        });
        let url = told.recv_timeout(PATIENCE).expect("Prism listens");
        Some(Self { url, child, vendor })
    }

    /// Fails unless Prism refuses this body and names `field`.
    #[track_caller]
    fn refuses(&self, path: &str, key: (&str, &str), body: &Value, field: &str) {
        let config = ureq::Agent::config_builder().http_status_as_error(false);
        let agent: ureq::Agent = config.timeout_global(Some(PATIENCE)).build().into();
        let asked = agent.post(format!("{}{path}", self.url)).header(key.0, key.1);
        let asked = asked.header("content-type", "application/json");
        let mut answer = asked.send(body.to_string()).expect("it answers");
        let status = answer.status();
        let text = answer.body_mut().read_to_string().expect("text");
        assert!(
            status == 422 && text.contains(field),
            "a bad body was let through: {status} {text}"
        );
        assert_eq!(self.vendor.waiting(), 0);
    }
}

/// Sound, as both descriptions have it.
const BYTES: &str = "200 OK\r\nContent-Type: application/octet-stream";

const KEY: (&str, &str) = ("xi-api-key", "key-123456");

#[test]
fn prism_lets_elevenlabs_speech_effects_and_music_through() {
    let said = json!({
        "audio_base64": base64(&tone(0.5)),
        "alignment": {
            "characters": ["H", "i"],
            "character_start_times_seconds": [0.0, 0.1],
            "character_end_times_seconds": [0.1, 0.2],
        },
    });
    let said = said.to_string();
    let sound = tone(3.0);
    let music = tone(30.0);
    let answers = [(JSON, said.as_bytes()), (BYTES, &sound), (BYTES, &music)];
    let Some(prism) = Prism::start("elevenlabs.from-sdk.openapi.json", &answers) else { return };
    let path = "/v1/text-to-speech/abc/with-timestamps";
    prism.refuses(path, KEY, &json!({"txt": "Hello."}), "text");
    prism.refuses("/v1/sound-generation", KEY, &json!({"text": 5}), "text");
    prism.refuses("/v1/music", KEY, &json!({"music_length_ms": "long"}), "music_length_ms");
    let sandbox = Sandbox::new();
    let provider = ["--provider", "elevenlabs"];
    let effect = ["audio", "sfx", "--prompt", "rain", "--duration-seconds", "3", "-o", "x.wav"];
    let music = ["audio", "music-generate", "rain", "--duration-seconds", "30", "-o", "m.wav"];
    let lines = [
        [&EVERYTHING[..], &provider[..]].concat(),
        effect.to_vec(),
        [&music[..], &provider[..]].concat(),
    ];
    for line in lines {
        let call = sandbox.call(line).env("ELEVENLABS_BASE_URL", &prism.url);
        // How it ends is the business of `vendors`: Prism hands sound on as if it were text.
        drop(call.env("ELEVENLABS_API_KEY", KEY.1).run());
        prism.vendor.next();
    }
}

#[test]
fn prism_lets_speech_by_openais_protocol_through() {
    let wav = "200 OK\r\nContent-Type: audio/x-wav";
    for (spec, path, bad, head) in [
        ("openai.media-only.yaml", "/audio/speech", json!({"model": "x", "voice": "y"}), BYTES),
        ("localai.trimmed.swagger.json", "/v1/audio/speech", json!({"input": 7}), wav),
    ] {
        let Some(prism) = Prism::start(spec, &[(head, &tone(0.5))]) else { return };
        let key = ("authorization", "Bearer key-123456");
        prism.refuses(path, key, &bad, "input");
        let sandbox = Sandbox::new();
        let base = prism.url.clone() + path.trim_end_matches("/audio/speech");
        let line = [&EVERYTHING[..], &["--provider", "openai", "--voice-id", "coral"]].concat();
        let call = sandbox.call(line).env("OPENAI_BASE_URL", &base);
        drop(call.env("OPENAI_API_KEY", "key-123456").run());
        prism.vendor.next();
    }
}
