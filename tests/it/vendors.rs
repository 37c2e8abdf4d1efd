//! Voices of vendors: our requests are held against those that the vendors' own clients were
//! recorded to send, and our answers to what goes wrong at a vendor.

use std::path::Path;

use serde_json::{Value, json};

use crate::{
    receiver::{Message, Receiver},
    service::{ADMIN, Service},
    support::{Run, Sandbox, root},
    tools::can,
};

/// The first request of a recording, and the others.
pub fn recorded(name: &str) -> Option<Vec<Value>> {
    let file = root().join("../shared/providers/fixtures").join(name);
    if !can("recorded requests of vendors (../shared)", file.is_file()) {
        return None;
    }
    let text = std::fs::read_to_string(file).expect("it is text");
    let recording: Value = serde_json::from_str(&text).expect("it is JSON");
    Some(recording["requests"].as_array().expect("requests").clone())
}

/// Fails unless method, path, query, the vendor's headers and every field of the body that we
/// send are those of the recording; `same_body` asks for the same fields as well.
#[track_caller]
pub fn same(sent: &Message, recorded: &Value, same_body: bool) {
    let mut parts = sent.line.split(' ');
    let (method, target) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    assert_eq!(method, recorded["method"], "{}", sent.line);
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    assert_eq!(path, recorded["path"], "{}", sent.line);
    let pairs = recorded["query"].as_array().expect("a query");
    let expected: Vec<String> =
        pairs.iter().map(|pair| format!("{}={}", text(&pair[0]), text(&pair[1]))).collect();
    assert_eq!(query, expected.join("&"), "{}", sent.line);
    for (name, value) in recorded["headers"].as_object().expect("headers") {
        // What the vendors' clients count for themselves is not part of the protocol.
        if name.starts_with("x-stainless") {
            continue;
        }
        let (value, found) = (text(value), sent.header(name));
        match value.split_once('<') {
            Some((before, _)) => {
                assert!(found.starts_with(before) && found.len() > before.len(), "{name}: {found}");
            }
            None => assert_eq!(found, value, "{name}"),
        }
    }
    let Some(body) = recorded.get("json").and_then(Value::as_object) else { return };
    let sent = sent.json();
    for (name, value) in sent.as_object().expect("an object") {
        assert_eq!(body.get(name), Some(value), "{name} in {sent}");
    }
    if same_body {
        assert_eq!(sent.as_object().map(serde_json::Map::len), Some(body.len()), "{sent}");
    }
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

/// Half a second of a tone as a WAV file.
pub fn tone(seconds: f64) -> Vec<u8> {
    let count = (seconds * 24_000.0) as usize;
    let data: Vec<u8> = (0..count)
        .flat_map(|n| (((n as f64 * 0.08).sin() * 8000.0) as i16).to_le_bytes())
        .collect();
    let size = u32::try_from(data.len()).expect("short");
    let mut wav = b"RIFF".to_vec();
    wav.extend((36 + size).to_le_bytes());
    wav.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    wav.extend(24_000_u32.to_le_bytes());
    wav.extend(48_000_u32.to_le_bytes());
    wav.extend(b"\x02\0\x10\0data");
    wav.extend(size.to_le_bytes());
    wav.extend(data);
    wav
}

pub fn base64(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte))
            << (8 * (3 - three.len()));
        for n in 0..4 {
            let letter = if n <= three.len() {
                char::from(LETTERS[(bits >> (18 - 6 * n) & 63) as usize])
            } else {
                '='
            };
            write!(text, "{letter}").expect("a string takes it");
        }
    }
    text
}

pub const WAV: &str =
    "200 OK\r\nContent-Type: audio/wav\r\nx-request-id: req-7\r\nrequest-id: req-7";
pub const JSON: &str = "200 OK\r\nContent-Type: application/json\r\nrequest-id: req-7";

/// `tts generate` with these arguments and variables.
fn speak(sandbox: &Sandbox, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
    let line = ["tts", "generate"].iter().chain(arguments).chain(&["--json", "--overwrite"]);
    let mut call = sandbox.call(line);
    for (name, value) in variables {
        call = call.env(name, value);
    }
    call.run()
}

#[test]
fn elevenlabs_is_asked_as_its_own_client_asks_and_words_come_from_its_characters() {
    let Some(recorded) = recorded("elevenlabs/text_to_speech_convert_with_timestamps.json") else {
        return;
    };
    let answer = json!({
        "audio_base64": base64(&tone(0.5)),
        "alignment": {
            "characters": ["H", "i"],
            "character_start_times_seconds": [0.0, 0.1],
            "character_end_times_seconds": [0.1, 0.2],
        },
    });
    let vendor = Receiver::start(&[(JSON, answer.to_string().as_bytes())]);
    let sandbox = Sandbox::new();
    let variables = [("ELEVENLABS_API_KEY", "key-123456"), ("ELEVENLABS_BASE_URL", &vendor.url)];
    let said = speak(&sandbox, &["Hi", "--provider", "elevenlabs", "-o", "a.wav"], &variables);
    let result = said.exits(0).json();
    same(&vendor.next(), &recorded[0], true);
    assert_eq!(result["words"], json!([{"text": "Hi", "start": 0.0, "end": 0.2}]));
    assert_eq!(result["word_timing"], "the provider");
    assert_eq!(result["spend"][0]["request_id"], "req-7");
    assert_eq!(result["spend"][0]["quantity"], 2.0);
    // The same again is not paid for again.
    let again = speak(&sandbox, &["Hi", "--provider", "elevenlabs", "-o", "a.wav"], &variables);
    let again = again.exits(0).json();
    assert_eq!((vendor.waiting(), &again["spend"]), (0, &json!([])));
    // Both jobs are in the log, one with what it cost, and none with the key.
    let used = sandbox.run("usage --json").exits(0).json();
    assert_eq!(used["usage"][0]["calls"], 1, "{used}");
    let jobs = sandbox.run("jobs list --json").exits(0).stdout;
    assert!(!jobs.contains("key-123456"), "{jobs}");
}

#[test]
fn elevenlabs_gets_every_setting_under_its_own_name() {
    let Some(recorded) = recorded("elevenlabs/text_to_speech_convert.json") else { return };
    let vendor = Receiver::start(&[("200 OK\r\nContent-Type: audio/mpeg", &tone(0.5))]);
    let sandbox = Sandbox::new();
    let options = json!({
        "stability": 0.5, "similarity_boost": 0.75, "style": 0.0, "use_speaker_boost": true,
    });
    let params = json!({
        "text": "Hi", "provider": "elevenlabs", "model": "eleven_v3", "language": "en",
        "options": options, "seed": 7, "timestamps": false, "voice_id": "21m00Tcm4TlvDq8ikWAM",
    });
    sandbox.write("p.json", params.to_string());
    let variables = [("ELEVENLABS_API_KEY", "key-123456"), ("ELEVENLABS_BASE_URL", &vendor.url)];
    speak(&sandbox, &["--params", "p.json", "-o", "a.wav"], &variables).exits(0);
    let mut expected = recorded[0].clone();
    // A pace of one is not said.
    expected["json"]["voice_settings"].as_object_mut().expect("settings").remove("speed");
    same(&vendor.next(), &expected, false);
}

#[test]
fn servers_with_openais_protocol_are_asked_as_its_client_asks() {
    let Some(recorded) = recorded("openai/audio_speech_create.json") else { return };
    let vendor = Receiver::start(&[(WAV, &tone(2.0))]);
    let sandbox = Sandbox::new();
    let base = format!("{}/v1", vendor.url);
    let variables = [("OPENAI_API_KEY", "key-123456"), ("OPENAI_BASE_URL", base.as_str())];
    let arguments = [
        "Hello from the recorder.",
        "--provider",
        "openai",
        "--model",
        "gpt-4o-mini-tts",
        "--voice-id",
        "coral",
        "--emotion",
        "happy",
        "-o",
        "a.wav",
    ];
    let result = speak(&sandbox, &arguments, &variables).exits(0).json();
    let mut expected = recorded[0].clone();
    expected["json"]["instructions"] = "Speak happily, with a smile in the voice.".into();
    expected["json"].as_object_mut().expect("a body").remove("speed");
    same(&vendor.next(), &expected, true);
    // This protocol tells no times, so a reading of our own was laid along.
    assert_eq!(result["word_timing"], "alignment with a local voice", "{result}");
    assert_eq!(result["words"].as_array().map(Vec::len), Some(4), "{result}");
    let custom = self::recorded("openai/audio_speech_create_custom_voice.json").expect("as before");
    let arguments = ["Hi.", "--provider", "openai", "--voice-id", "voice_1234", "-o", "a.wav"];
    speak(&sandbox, &arguments, &variables).exits(0);
    assert_eq!(vendor.next().json()["voice"], custom[0]["json"]["voice"]);
}

#[test]
fn hugging_face_is_asked_who_serves_a_model_and_then_there() {
    let Some(recorded) = recorded("huggingface/fal_ai_text_to_speech.json") else { return };
    let mapping = json!({"inferenceProviderMapping": {
        "fal-ai": {"status": "live", "providerId": "fal-ai/kokoro/american-english"},
    }});
    let site = Receiver::start(&[(WAV, &tone(0.5))]);
    let answer = json!({"audio": {"url": format!("{}/out.wav", site.url)}});
    let (mapping, answer) = (mapping.to_string(), answer.to_string());
    let hub = Receiver::start(&[(JSON, mapping.as_bytes()), (JSON, answer.as_bytes())]);
    let sandbox = Sandbox::new();
    let variables = [("HF_TOKEN", "hf_123456"), ("HF_BASE_URL", &hub.url)];
    let run = speak(&sandbox, &["Hi", "--provider", "huggingface", "-o", "a.wav"], &variables);
    // The sound lies on another host of this machine, where answers of vendors may not lead.
    run.exits(65).says(&["127.0.0.1"]);
    let mut first = recorded[0].clone();
    first["headers"] = json!({"authorization": "Bearer <redacted>"});
    same(&hub.next(), &first, false);
    same(&hub.next(), &recorded[1], true);
    assert_eq!(site.waiting(), 0);

    let endpoint = Receiver::start(&[(WAV, &tone(0.5))]);
    let dedicated =
        self::recorded("huggingface/dedicated_endpoint_text_to_speech.json").expect("as before");
    let url = format!("{}/endpoint", endpoint.url);
    let variables = [("HF_TOKEN", "hf_123456"), ("HF_TTS_URL", url.as_str())];
    let arguments = ["Hi", "--provider", "huggingface", "--seed", "1", "-o", "a.wav"];
    speak(&sandbox, &arguments, &variables).exits(0);
    same(&endpoint.next(), &dedicated[0], true);
}

/// A recording of a voice, made by the local voice.
fn recording(sandbox: &Sandbox) {
    let text = "This is my voice, and I have some words to say about tea and the sea.";
    speak(sandbox, &[text, "-o", "me.wav"], &[]).exits(0);
}

fn clone(sandbox: &Sandbox, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
    let line = ["tts", "voice-clone", "Hello", "--voice-reference-url", "me.wav"];
    let line = line.iter().chain(arguments).chain(&["-o", "c.wav", "--json", "--overwrite"]);
    let mut call = sandbox.call(line);
    for (name, value) in variables {
        call = call.env(name, value);
    }
    call.run()
}

#[test]
fn a_recording_goes_to_indextts2_on_modal_through_its_303s_and_its_errors_are_told() {
    let sandbox = Sandbox::new();
    recording(&sandbox);
    let done = json!({"audio": base64(&tone(0.5)), "size_bytes": 5}).to_string();
    let waiting = "303 See Other\r\nLocation: /?__modal_function_call_id=fc-1";
    let modal = Receiver::start(&[(waiting, b""), (waiting, b""), (JSON, done.as_bytes())]);
    let variables =
        [("MODAL_VOICE_CLONE_ENDPOINT", modal.url.as_str()), ("MODAL_API_KEY", "wk-1:ws-2")];
    let result = clone(&sandbox, &["--emotion", "excited"], &variables).exits(0).json();
    let asked = modal.next();
    assert!(asked.line.starts_with("POST / "), "{}", asked.line);
    assert_eq!((asked.header("modal-key"), asked.header("modal-secret")), ("wk-1", "ws-2"));
    let body = asked.json();
    let names: Vec<_> = body.as_object().expect("an object").keys().cloned().collect();
    assert_eq!(names, ["voice_ref", "text", "emotion_method", "emotion_weight"]);
    for _ in 0..2 {
        assert!(modal.next().line.starts_with("GET /?__modal_function_call_id=fc-1"));
    }
    let warnings = result["warnings"].to_string();
    assert!(warnings.contains("excited"), "what it cannot do is said: {warnings}");

    let broken = Receiver::start(&[(JSON, br#"{"error": "Missing voice_ref or text"}"#)]);
    let variables = [("MODAL_VOICE_CLONE_ENDPOINT", broken.url.as_str())];
    clone(&sandbox, &[], &variables).exits(69).says(&["Missing voice_ref or text"]);
    clone(&sandbox, &[], &[]).exits(78).says(&["MODAL_VOICE_CLONE_ENDPOINT"]);
    sandbox.write("short.wav", tone(1.0));
    let line = ["tts", "voice-clone", "Hello", "--voice-reference-url", "short.wav"];
    let run = sandbox.call(line).env("MODAL_VOICE_CLONE_ENDPOINT", "x.example").run();
    run.exits(65).says(&["voice_reference_url", "3 to 30 s"]);
}

#[test]
fn indextts2_behind_gradio_gets_the_parameters_that_it_has() {
    let file = root().join("../shared/providers/fixtures/gradio/info_gen_single.json");
    if !can("recorded requests of vendors (../shared)", file.is_file()) {
        return;
    }
    let exchange =
        std::fs::read_to_string(file.with_file_name("indextts2_gen_single_exchange.json"));
    let exchange: Value = serde_json::from_str(&exchange.expect("text")).expect("JSON");
    let named = exchange["exchange"].as_array().expect("steps");
    let named = named.iter().find(|step| step["step"] == "named_v2_submit").expect("there");
    let known = named["request"]["body"].as_object().expect("an object");
    let sandbox = Sandbox::new();
    recording(&sandbox);
    let info = std::fs::read(&file).expect("bytes");
    let events = "event: heartbeat\ndata: null\n\nevent: complete\ndata: [{\"visible\": true, \
        \"value\": {\"path\": \"/tmp/o.wav\"}, \"__type__\": \"update\"}]\n\n";
    let server = Receiver::start(&[
        (JSON, &info),
        (JSON, br#"["/gradio-files/ref.wav"]"#),
        (JSON, br#"{"event_id":"e1"}"#),
        ("200 OK\r\nContent-Type: text/event-stream", events.as_bytes()),
        (WAV, &tone(0.5)),
    ]);
    let variables = [("INDEXTTS2_URL", server.url.as_str())];
    clone(&sandbox, &["--emotion", "happy"], &variables).exits(0);
    let lines: Vec<_> = (0..5).map(|_| server.next()).collect();
    let starts = [
        "GET /gradio_api/info ",
        "POST /gradio_api/upload ",
        "POST /gradio_api/call/v2/gen_single ",
        "GET /gradio_api/call/gen_single/e1 ",
        "GET /gradio_api/file=/tmp/o.wav ",
    ];
    for (message, start) in lines.iter().zip(starts) {
        assert!(message.line.starts_with(start), "{} is not {start}", message.line);
    }
    assert!(String::from_utf8_lossy(&lines[1].body).contains("name=\"files\"; filename="));
    let body = lines[2].json();
    for name in body.as_object().expect("an object").keys() {
        assert!(known.contains_key(name), "{name} is no parameter");
    }
    assert_eq!(body["prompt"]["meta"]["_type"], "gradio.FileData");
    assert_eq!((&body["text"], &body["vec1"]), (&json!("Hello"), &json!(0.8)));

    let failing = Receiver::start(&[
        (JSON, &info),
        (JSON, br#"["/gradio-files/ref.wav"]"#),
        (JSON, br#"{"event_id":"e2"}"#),
        ("200 OK\r\nContent-Type: text/event-stream", b"event: error\ndata: {\"error\":null}\n\n"),
    ]);
    let variables = [("INDEXTTS2_URL", failing.url.as_str())];
    clone(&sandbox, &["--emotion", "sad"], &variables).exits(69).says(&["Gradio server failed"]);
}

#[test]
fn a_run_that_was_interrupted_asks_fal_for_what_it_began_and_does_not_begin_again() {
    let Some(recorded) = recorded("fal/queue_result.json") else { return };
    let sandbox = Sandbox::new();
    recording(&sandbox);
    let base = |url: &str, path: &str| format!("{url}/fal-ai/wan/requests/req1{path}");
    // Addresses are known when the server listens, so the first one only takes the job.
    let first = Receiver::start(&[("500 Broken", b"")]);
    let answer = json!({
        "request_id": "req1",
        "status_url": base(&first.url, "/status"),
        "response_url": base(&first.url, ""),
    });
    let queue = Receiver::start(&[(JSON, answer.to_string().as_bytes())]);
    let variables = [("FAL_KEY", "fal-123456"), ("FAL_BASE_URL", queue.url.as_str())];
    // Its questions are answered with 500, three times; the job is not lost by that.
    clone(&sandbox, &[], &variables).exits(69);
    let asked = queue.next();
    assert!(asked.line.starts_with("POST /fal-ai/index-tts-2/text-to-speech "), "{}", asked.line);
    assert_eq!(asked.header("authorization"), "Key fal-123456");
    let mut status = recorded[0].clone();
    status["headers"] = json!({"accept": "*/*"});
    for _ in 0..3 {
        same(&first.next(), &status, false);
    }
    clone(&sandbox, &[], &variables).exits(69);
    assert_eq!((queue.waiting(), first.waiting()), (0, 3), "it was begun again");
}

#[test]
fn what_goes_wrong_at_a_vendor_is_told_with_its_own_words() {
    let sandbox = Sandbox::new();
    let text = "Here are enough words for the sound to have a length that can be judged.";
    let ask = |answers: &[(&str, &[u8])]| {
        let vendor = Receiver::start(answers);
        let variables =
            [("OPENAI_BASE_URL", vendor.url.as_str()), ("OPENAI_API_KEY", "key-123456")];
        let run = speak(&sandbox, &[text, "--provider", "openai", "-o", "no.wav"], &variables);
        (run, vendor.waiting())
    };
    let quota = br#"{"error": {"message": "no money left", "code": "insufficient_quota"}}"#;
    let (run, calls) = ask(&[("401 Unauthorized\r\nContent-Type: application/json", quota)]);
    let error = run.exits(69).says(&["no money left"]).error();
    assert_eq!(error["error"]["details"]["provider"], "openai", "{error}");
    assert_eq!(error["error"]["details"]["status_code"], 401, "{error}");
    assert_eq!((error["error"]["retryable"].as_bool(), calls), (Some(false), 1), "{error}");

    let busy = "429 Too Many Requests\r\nretry-after-ms: 20";
    let (run, calls) = ask(&[(busy, b""), (busy, b""), (WAV, &tone(5.0))]);
    run.exits(0);
    assert_eq!(calls, 3);
    let (run, calls) = ask(&[("429 Too Many Requests\r\nRetry-After: 3600", b"slow down")]);
    let error = run.exits(69).says(&["slow down"]).error();
    assert_eq!(error["error"]["details"]["retry_after_sec"], 3600.0, "{error}");
    assert_eq!((error["error"]["retryable"].as_bool(), calls), (Some(true), 1));

    let (run, calls) = ask(&[("500 Oops\r\nretry-after-ms: 5", b"broken")]);
    run.exits(69).says(&["500", "broken"]);
    assert_eq!(calls, 3);
    let (run, _) = ask(&[("200 OK\r\nContent-Type: text/html", b"<h1>Sign in</h1>")]);
    run.exits(69).says(&["text/html", "Sign in"]);
    let (run, _) = ask(&[(WAV, b"")]);
    run.exits(69).says(&["empty"]);
    let (run, _) = ask(&[(WAV, b"RIFFrubbish that is no sound at all")]);
    run.exits(69).says(&["cannot be decoded"]);
    // A sound that was cut off on its way is too short for its words.
    let (run, _) = ask(&[(WAV, &tone(0.3))]);
    run.exits(69).says(&["0.30 s of sound"]);
    assert!(!sandbox.path("no.wav").exists() || calls == 3);
}

#[test]
fn auto_takes_the_next_one_that_works_and_names_who_did_not() {
    let sandbox = Sandbox::new();
    let vendor = Receiver::start(&[("503 Down\r\nretry-after-ms: 5", b"closed for today")]);
    let variables = [("ELEVENLABS_API_KEY", "key-123456"), ("ELEVENLABS_BASE_URL", &vendor.url)];
    let run = speak(&sandbox, &["Hi there.", "--provider", "auto", "-o", "a.wav"], &variables);
    let result = run.exits(0).says(&["elevenlabs did not speak"]).json();
    assert_eq!(result["provider"], "local");
    let fallbacks = result["fallbacks"].as_array().expect("a list");
    assert!(fallbacks[0]["reason"].as_str().expect("text").contains("closed for today"));
    assert_eq!(fallbacks[0]["provider"], "elevenlabs");
    assert!(fallbacks.iter().any(|one| one["provider"] == "openai"), "{fallbacks:?}");
    let variables = [("TTS_PROVIDERS", "openai")];
    let run = speak(&sandbox, &["Hi.", "--provider", "auto", "-o", "b.wav"], &variables);
    run.exits(78).says(&["openai", "OPENAI_API_KEY"]);
}

#[test]
fn a_long_text_is_spoken_in_pieces_and_goes_on_where_it_failed() {
    let sandbox = Sandbox::new();
    let sentence = "Every good story needs a middle that holds its two ends together. ";
    sandbox.write(
        "long.json",
        json!({"text": sentence.repeat(150), "provider": "openai"}).to_string(),
    );
    let long = tone(100.0);
    // The third piece fails for good; by then two are paid for.
    let vendor = Receiver::start(&[(WAV, &long), (WAV, &long), ("400 Bad", b"no"), (WAV, &long)]);
    let variables = [("OPENAI_BASE_URL", vendor.url.as_str())];
    speak(&sandbox, &["--params", "long.json", "-o", "a.mp3"], &variables).exits(69);
    assert_eq!(vendor.waiting(), 3);
    assert!(!sandbox.path("a.mp3").exists());
    let used = sandbox.run("usage --json").exits(0).json();
    assert_eq!(used["usage"][0]["calls"], 2, "{used}");
    let jobs = sandbox.run("jobs list --json").exits(0).json();
    let id =
        jobs["jobs"].as_array().expect("jobs").iter().find(|job| job["type"] == "tts.generate");
    let id = id.expect("it is there")["job_id"].as_str().expect("text").to_owned();
    let job = sandbox.run(&format!("jobs show {id} --json")).exits(0).json();
    assert_eq!(
        job["spend"].as_array().map(Vec::len),
        Some(2),
        "a failed job shows its spend: {job}"
    );

    let again = speak(&sandbox, &["--params", "long.json", "-o", "a.mp3"], &variables);
    let again = again.exits(0).json();
    assert_eq!(vendor.waiting(), 1, "what was paid for was asked for again");
    assert_eq!(again["spend"].as_array().map(Vec::len), Some(1), "{again}");
    assert_eq!(again["words"].as_array().map(Vec::len), Some(150 * 12), "each word is there");
}

#[test]
fn a_voice_profile_is_measured_listed_used_and_deleted() {
    let sandbox = Sandbox::new();
    recording(&sandbox);
    let made = sandbox.run("tts voice-create Ada --reference-urls me.wav --language en --json");
    let made = made.exits(0).json();
    assert!(made["quality_score"].as_f64().expect("a score") > 0.4, "{made}");
    assert!(made["references"][0]["signal_to_noise_db"].as_f64().expect("dB") > 20.0, "{made}");
    sandbox.run("tts voice-create Ada --reference-urls me.wav").exits(73).says(&["Ada"]);
    let vendor = Receiver::start(&[
        (JSON, br#"{"voice_id": "new", "requires_verification": false}"#),
        ("200 OK\r\nContent-Type: audio/wav", &tone(0.5)),
    ]);
    let variables = [("ELEVENLABS_API_KEY", "key-123456"), ("ELEVENLABS_BASE_URL", &vendor.url)];
    let arguments = [
        "Hi",
        "--provider",
        "elevenlabs",
        "--voice-profile-id",
        "Ada",
        "--timestamps=false",
        "-o",
        "a.wav",
    ];
    speak(&sandbox, &arguments, &variables).exits(0);
    let learnt = vendor.next();
    if let Some(recorded) = recorded("elevenlabs/voices_ivc_create.json") {
        assert_eq!(learnt.line, "POST /v1/voices/add HTTP/1.1");
        let parts: Vec<_> = recorded[0]["parts"]
            .as_array()
            .expect("parts")
            .iter()
            .map(|p| text(&p["name"]))
            .collect();
        let body = String::from_utf8_lossy(&learnt.body).into_owned();
        for name in ["name", "files", "remove_background_noise"] {
            assert!(parts.contains(&name) && body.contains(&format!("name=\"{name}\"")), "{name}");
        }
    }
    assert!(vendor.next().line.starts_with("POST /v1/text-to-speech/new?"));
    let shown = sandbox.run("tts voice Ada --json").exits(0).json();
    assert_eq!(shown["usage_count"], 1, "{shown}");
    // Local voices cannot do it, and say so.
    let run = speak(&sandbox, &["Hi", "--voice-profile-id", "Ada", "-o", "b.wav"], &[]);
    run.exits(78).says(&["voice of a recording"]);
    let gone = Receiver::start(&[("404 Gone", b"{}")]);
    let mut call = sandbox.call(["tts", "voice-delete", "Ada", "--json"]);
    for (name, value) in [("ELEVENLABS_API_KEY", "key-123456"), ("ELEVENLABS_BASE_URL", &gone.url)]
    {
        call = call.env(name, value);
    }
    let deleted = call.run().exits(0).json();
    assert_eq!(deleted["forgotten_by"], json!(["elevenlabs"]), "{deleted}");
    assert!(gone.next().line.starts_with("DELETE /v1/voices/new "));
    sandbox.run("tts voice Ada").exits(66).says(&["Ada"]);
    assert!(Path::new(&sandbox.path("me.wav")).exists(), "the user's own file stays");
}

#[test]
fn each_language_is_spoken_or_says_why_not() {
    let sandbox = Sandbox::new();
    let texts =
        json!({"texts": {"en": "Good morning.", "de": "Guten Morgen."}, "provider": "openai"});
    sandbox.write("texts.json", texts.to_string());
    let vendor = Receiver::start(&[(WAV, &tone(1.0)), ("400 Bad", b"no such language")]);
    let call =
        sandbox.call(["tts", "multi-language", "--params", "texts.json", "-o", "out", "--json"]);
    let result = call.env("OPENAI_BASE_URL", &vendor.url).run().exits(0).json();
    assert_eq!((&result["completed"], &result["failed"]), (&json!(1), &json!(1)), "{result}");
    assert!(result["items"].to_string().contains("no such language"), "{result}");
    let spoken =
        result["items"].as_array().expect("items").iter().find(|item| !item["speech"].is_null());
    assert_eq!(
        spoken.expect("one")["speech"]["spend"].as_array().map(Vec::len),
        Some(1),
        "{result}"
    );
    assert!(sandbox.path("out").is_dir());
    let run = sandbox.run("tts multi-language Hello --languages fr --translate -o out2");
    run.exits(78).says(&["OPENAI_API_KEY"]);
}

#[test]
fn the_queue_does_not_pay_again_for_a_call_that_was_answered_with_rubbish() {
    let sandbox = Sandbox::new();
    let vendor = Receiver::start(&[(WAV, &tone(0.1))]);
    let variables = [
        ("REMOTION_SERVICE_API_KEY", ADMIN),
        ("OPENAI_BASE_URL", vendor.url.as_str()),
        ("JOB_QUEUE_MAX_RETRIES", "3"),
    ];
    let service = Service::start(&sandbox, &variables);
    let text = "There are far too many words here for a tenth of a second of sound.";
    let params = json!({"params": {"text": text, "provider": "openai"}});
    let job = service.wait(&service.submit("/api/v1/tts/generate", &params));
    assert_eq!((&job["status"], &job["attempts"]), (&json!("failed"), &json!(1)), "{job}");
    assert_eq!(job["error"]["retryable"], false, "{job}");
    assert_eq!(job["spend"].as_array().map(Vec::len), Some(1), "it was paid for: {job}");
    assert_eq!(vendor.waiting(), 1);
}
