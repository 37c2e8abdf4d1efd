//! Music and effects from elsewhere: searched, bought, placed by policy, and credited in the video.

use serde_json::{Value, json};

use crate::{
    receiver::Receiver,
    support::Sandbox,
    tools::{has_ffmpeg, number, probe, stream},
    vendors::{JSON, WAV, recorded, same, tone},
};

/// Runs a command with these variables; its result.
fn run(sandbox: &Sandbox, line: &[&str], variables: &[(&str, &str)]) -> crate::support::Run {
    let mut call = sandbox.call(line.iter().chain(&["--json"]));
    for (name, value) in variables {
        call = call.env(name, value);
    }
    call.run()
}

#[test]
fn a_folder_of_music_is_measured_once_and_found_by_words_tempo_and_length() {
    let sandbox = Sandbox::new();
    std::fs::create_dir_all(sandbox.path("m/calm")).expect("a new folder");
    for (file, bpm, seconds) in
        [("m/calm/Ada - Slow_Tea.wav", "80", "12"), ("m/fast.wav", "120", "8")]
    {
        let line = ["audio", "music-generate", "--genre", "house", "--bpm", bpm];
        let more = ["--duration-seconds", seconds, "-o", file];
        run(&sandbox, &[&line[..], &more[..]].concat(), &[]).exits(0);
    }
    let folder = [("MUSIC_DIR", "m")];
    let found = run(&sandbox, &["audio", "music-search", "tea"], &folder).exits(0).json();
    let track = &found["tracks"][0];
    assert_eq!(found["tracks"].as_array().map(Vec::len), Some(1), "{found}");
    assert_eq!((&track["artist"], &track["title"]), (&json!("Ada"), &json!("Slow_Tea")), "{found}");
    assert_eq!(track["tags"], json!(["calm"]), "{found}");
    assert!((track["duration_seconds"].as_f64().expect("seconds") - 12.0).abs() < 0.2, "{found}");
    let line = ["audio", "music-search", "--bpm-min", "110", "--duration-max", "10"];
    let found = run(&sandbox, &line, &folder).exits(0).json();
    assert_eq!(found["tracks"].as_array().map(Vec::len), Some(1), "{found}");
    assert!(found["tracks"][0]["file"].as_str().expect("a path").ends_with("fast.wav"), "{found}");
    let bpm = found["tracks"][0]["bpm"].as_f64().expect("a tempo");
    assert!((bpm - 120.0).abs() < 2.5, "{found}");
    run(&sandbox, &["audio", "music-search", "tea"], &[]).exits(78).says(&["MUSIC_DIR"]);
    let line = ["audio", "music-search", "tea", "--source", "freesound"];
    run(&sandbox, &line, &[]).exits(78).says(&["FREESOUND_API_KEY"]);
}

#[test]
fn what_is_found_elsewhere_is_fetched_with_its_licence_which_reaches_the_video() {
    let sandbox = Sandbox::new();
    let site = Receiver::start(&[(WAV, &tone(3.0))]);
    let answer = json!({"results": [{
        "id": "a1", "title": "Calm Sea", "creator": "Bo", "url": format!("{}/x.wav", site.url),
        "license": "by", "license_version": "4.0", "duration": 3000, "foreign_landing_url": "https://x.example",
        "license_url": "https://creativecommons.org/licenses/by/4.0/", "tags": [{"name": "calm"}],
        "attribution": "\"Calm Sea\" by Bo is licensed under CC BY 4.0.",
    }]});
    let openverse = Receiver::start(&[(JSON, answer.to_string().as_bytes())]);
    let variables = [("OPENVERSE_BASE_URL", openverse.url.as_str())];
    let line =
        ["audio", "music-search", "calm sea", "--source", "openverse", "--download", "-o", "m"];
    let found = run(&sandbox, &line, &variables).exits(0).json();
    let asked = openverse.next();
    assert!(
        asked.line.starts_with("GET /v1/audio/?q=calm%20sea&license_type=commercial"),
        "{}",
        asked.line
    );
    let track = &found["tracks"][0];
    assert_eq!(track["license"], "CC BY 4.0", "{found}");
    let file = track["file"].as_str().expect("it was fetched").to_owned();
    let brief = json!({
        "id": "x", "format": "explainer_v1", "audio": {"background_music": file},
        "sections": [{"type": "hook", "duration_sec": 2, "content": {"title": "Hello"}}],
    });
    sandbox.brief("b.json", &brief);
    let line = ["render", "brief", "b.json", "--quality", "preview", "-o", "v.mp4"];
    let made = run(&sandbox, &line, &[]).exits(0).json();
    assert_eq!(made["credits"][0]["license"], "CC BY 4.0", "{made}");
    if has_ffmpeg() {
        let tags = &probe(&sandbox.path("v.mp4"))["format"]["tags"];
        assert!(tags["copyright"].as_str().is_some_and(|text| text.contains("by Bo")), "{tags}");
    }
}

#[test]
fn freesound_and_soundcloud_are_asked_in_their_protocols() {
    let sandbox = Sandbox::new();
    let answer = json!({"results": [{
        "id": 7, "name": "rain", "username": "Cy", "tags": ["rain"], "duration": 9.5,
        "license": "https://creativecommons.org/publicdomain/zero/1.0/", "url": "https://x.example",
        "previews": {"preview-hq-mp3": "https://x.example/p.mp3"},
    }]});
    let freesound = Receiver::start(&[(JSON, answer.to_string().as_bytes())]);
    let variables =
        [("FREESOUND_BASE_URL", freesound.url.as_str()), ("FREESOUND_API_KEY", "fs-123456")];
    let line = ["audio", "music-search", "rain", "--source", "freesound", "--duration-max", "10"];
    let found = run(&sandbox, &line, &variables).exits(0).json();
    let asked = freesound.next();
    assert_eq!(asked.header("authorization"), "Token fs-123456");
    assert!(asked.line.contains("filter=duration%3A%5B%2A%20TO%2010%5D"), "{}", asked.line);
    assert_eq!(found["tracks"][0]["license"], "CC0 1.0", "{found}");

    let tracks = json!({"collection": [{
        "urn": "soundcloud:tracks:1", "title": "Dusk", "user": {"username": "Di"}, "duration": 60000,
        "license": "cc-by", "bpm": 90, "tag_list": "lofi dusk", "permalink_url": "https://x.example",
    }]});
    let soundcloud = Receiver::start(&[
        (JSON, br#"{"access_token": "t1", "expires_in": 3600}"#),
        (JSON, tracks.to_string().as_bytes()),
    ]);
    let variables = [
        ("SOUNDCLOUD_BASE_URL", soundcloud.url.as_str()),
        ("SOUNDCLOUD_CLIENT_ID", "id-12345"),
        ("SOUNDCLOUD_CLIENT_SECRET", "secret-1"),
    ];
    let line = ["audio", "music-search", "dusk", "--source", "soundcloud", "--bpm-max", "100"];
    let found = run(&sandbox, &line, &variables).exits(0).json();
    let token = soundcloud.next();
    assert!(token.line.starts_with("POST /oauth/token "), "{}", token.line);
    assert_eq!(token.body, b"grant_type=client_credentials");
    assert_eq!(soundcloud.next().header("authorization"), "OAuth t1");
    assert_eq!(
        (&found["tracks"][0]["bpm"], &found["tracks"][0]["license"]),
        (&json!(90.0), &json!("CC by"))
    );
}

#[test]
fn music_is_bought_as_the_vendors_client_buys_and_only_once() {
    let sandbox = Sandbox::new();
    let vendor = Receiver::start(&[(WAV, &tone(32.0))]);
    let variables = [("ELEVENLABS_API_KEY", "key-123456"), ("ELEVENLABS_BASE_URL", &vendor.url)];
    let line = [
        "audio",
        "music-generate",
        "calm lofi, no vocals",
        "--provider",
        "elevenlabs",
        "--duration-seconds",
        "30",
        "-o",
        "m.mp3",
        "--overwrite",
    ];
    let made = run(&sandbox, &line, &variables).exits(0).json();
    if let Some(recorded) = recorded("elevenlabs/music_compose_prompt.json") {
        same(&vendor.next(), &recorded[0], true);
    }
    assert!((made["duration_seconds"].as_f64().expect("seconds") - 30.0).abs() < 0.01, "{made}");
    assert_eq!(made["spend"][0]["unit"], "calls", "{made}");
    run(&sandbox, &line, &variables).exits(0);
    assert_eq!(vendor.waiting(), 0, "it was bought twice");
    let wrong = ["audio", "music-generate", "x", "--provider", "suno"];
    run(&sandbox, &wrong, &[]).exits(78).says(&["SUNO_BASE_URL"]);

    let site = Receiver::start(&[
        (JSON, br#"{"code": 200, "data": {"taskId": "t9"}}"#),
        (JSON, br#"{"code": 200, "data": {"status": "PENDING"}}"#),
        (JSON, br#"{"code": 200, "data": {"status": "GENERATE_AUDIO_FAILED"}}"#),
    ]);
    let variables = [("SUNO_BASE_URL", site.url.as_str()), ("SUNO_API_KEY", "suno-12345")];
    let line = ["audio", "music-generate", "jazz", "--provider", "suno", "-o", "s.mp3"];
    run(&sandbox, &line, &variables).exits(69).says(&["GENERATE_AUDIO_FAILED"]);
    assert_eq!(site.next().json()["instrumental"], true);
    let poll = site.next();
    assert!(poll.line.starts_with("GET /api/v1/generate/record-info?taskId=t9 "), "{}", poll.line);
    assert_eq!(poll.header("authorization"), "Bearer suno-12345");
}

/// A silent bed and a manifest with an effect of the user's own.
fn bed(sandbox: &Sandbox) {
    let line = ["audio", "music-generate", "calm", "--duration-seconds", "20", "-o", "bed.wav"];
    run(sandbox, &line, &[]).exits(0);
    sandbox.write("own.wav", tone(0.4));
    let own = "effects:\n  - {id: gong, file: own.wav, description: our gong, tags: [hit], category: impact, \
               intensity: 4, licence: CC BY 4.0, attribution: Gong by Eve}\n";
    sandbox.write("own.yaml", own);
}

#[test]
fn a_policy_places_effects_with_guards_and_says_why() {
    let sandbox = Sandbox::new();
    bed(&sandbox);
    let section = |kind: &str, start: f64, end: f64| json!({"kind": kind, "start": start, "end": end, "title": "x"});
    let sections = [
        section("hook", 0.0, 4.0),
        section("list_item", 4.0, 4.5),
        section("list_item", 4.5, 5.0),
        section("list_item", 5.0, 12.0),
        section("cta", 12.0, 20.0),
    ];
    let params = json!({
        "input": "bed.wav", "policy": "balanced", "sections": sections, "music": "bed.wav",
        "manifest": "own.yaml", "events": [{"sfx_id": "gong", "time": 2.0}],
    });
    sandbox.write("p.json", params.to_string());
    let made = run(&sandbox, &["audio", "sfx", "--params", "p.json", "-o", "out.wav"], &[]);
    let made = made.exits(0).json();
    let decisions = made["decisions"].as_array().expect("decisions");
    assert!(decisions.iter().any(|one| one["taken"].is_string()), "{made}");
    let dropped = decisions.iter().filter(|one| one["taken"].is_null());
    for one in dropped.clone() {
        assert!(one["reason"].as_str().is_some_and(|text| text.len() > 10), "{one}");
    }
    assert!(dropped.count() >= 1, "items half a second apart are too many: {made}");
    let effects = made["effects"].as_array().expect("effects");
    let times: Vec<f64> = effects
        .iter()
        .filter(|one| one["sfx_id"] != "gong")
        .map(|one| one["time"].as_f64().expect("seconds"))
        .collect();
    assert!(times.windows(2).all(|pair| pair[1] - pair[0] >= 1.4), "{times:?}");
    assert_eq!(made["attributions"], json!(["Gong by Eve, CC BY 4.0"]), "{made}");
    let line = [
        "audio",
        "sfx",
        "bed.wav",
        "--policy",
        "loud",
        "--sections",
        r#"{"kind":"hook","start":0,"end":4}"#,
    ];
    run(&sandbox, &line, &[]).exits(65).says(&["policy", "balanced"]);
    run(&sandbox, &["audio", "sfx", "bed.wav", "--policy", "subtle"], &[])
        .exits(65)
        .says(&["sections"]);
    sandbox.write("bad.yaml", "effects: [{id: x, file: ../x.wav}]");
    let line = [
        "audio",
        "sfx",
        "bed.wav",
        "--manifest",
        "bad.yaml",
        "--events",
        r#"{"sfx_id":"pop","time":1}"#,
    ];
    run(&sandbox, &line, &[]).exits(65).says(&["/effects/0/file"]);
}

#[test]
fn an_effect_from_words_is_asked_for_as_the_vendors_client_asks() {
    let sandbox = Sandbox::new();
    let vendor = Receiver::start(&[(WAV, &tone(2.5))]);
    let variables = [("ELEVENLABS_API_KEY", "key-123456"), ("ELEVENLABS_BASE_URL", &vendor.url)];
    let line = ["audio", "sfx", "--prompt", "whoosh", "--duration-seconds", "2.5", "-o", "w.wav"];
    let made = run(&sandbox, &line, &variables).exits(0).json();
    if let Some(recorded) = recorded("elevenlabs/text_to_sound_effects_convert.json") {
        same(&vendor.next(), &recorded[0], true);
    }
    assert_eq!(made["effects"][0]["sfx_id"], "prompt", "{made}");
    let missing = run(&sandbox, &["audio", "sfx", "--prompt", "whoosh", "-o", "x.wav"], &[]);
    missing.exits(78).says(&["ELEVENLABS_API_KEY"]);
}

#[test]
fn a_video_keeps_its_pictures_and_gets_the_new_sound() {
    if !has_ffmpeg() {
        return;
    }
    let sandbox = Sandbox::new();
    let brief = json!({
        "id": "x", "format": "explainer_v1", "audio": {"background_music": "bed.wav"},
        "sections": [{"type": "hook", "duration_sec": 3, "content": {"title": "Hello"}}],
    });
    bed(&sandbox);
    sandbox.brief("b.json", &brief);
    let line = ["render", "brief", "b.json", "--quality", "preview", "-o", "v.mp4"];
    run(&sandbox, &line, &[]).exits(0);
    let line =
        ["audio", "sfx", "v.mp4", "--events", r#"{"sfx_id":"ding","time":1}"#, "-o", "w.mp4"];
    let made = run(&sandbox, &line, &[]).exits(0).json();
    assert_eq!((&made["video"], &made["audio"]), (&json!("w.mp4"), &json!("w.mp4")), "{made}");
    let (old, new) = (probe(&sandbox.path("v.mp4")), probe(&sandbox.path("w.mp4")));
    let frames = |probed: &Value| number(&stream(probed, "video")["nb_read_frames"]);
    assert!((frames(&old) - frames(&new)).abs() < 0.5);
    assert_eq!(stream(&new, "audio")["codec_name"], "aac");
    let line =
        ["audio", "sfx", "bed.wav", "--events", r#"{"sfx_id":"ding","time":1}"#, "-o", "no.mp4"];
    run(&sandbox, &line, &[]).exits(65).says(&["pictures"]);
    assert!(!sandbox.path("no.mp4").exists());
}
