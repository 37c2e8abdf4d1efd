//! Makes briefs and the files they name, and looks into media files with ffprobe and FFmpeg.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
    path::Path,
    process::Command,
    thread,
};

use serde_json::{Value, json};

/// Whether a test can run: says why it does not, and fails in CI, where everything is installed.
#[track_caller]
pub fn can(what: &str, found: bool) -> bool {
    let ci = std::env::var_os("CI").is_some_and(|ci| !ci.is_empty() && ci != "false");
    assert!(found || !ci, "CI has no {what}");
    if !found {
        println!("skipped: no {what} on this machine");
    }
    found
}

/// Whether FFmpeg and ffprobe are installed.
#[track_caller]
pub fn has_ffmpeg() -> bool {
    let starts = |name| Command::new(name).arg("-version").output().is_ok();
    can("ffmpeg and ffprobe", starts("ffmpeg") && starts("ffprobe"))
}

/// What ffprobe says of a file; the frames are counted by decoding.
#[track_caller]
pub fn probe(file: &Path) -> Value {
    let arguments = "-v error -count_frames -show_streams -show_format -of json";
    let done = Command::new("ffprobe").args(arguments.split(' ')).arg(file).output();
    let done = done.expect("ffprobe is installed");
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success() && said.is_empty(), "{} is broken: {said}", file.display());
    serde_json::from_slice(&done.stdout).expect("ffprobe prints JSON")
}

/// The stream of a kind, `video` or `audio`; `null` if there is none.
pub fn stream<'a>(probed: &'a Value, kind: &str) -> &'a Value {
    let streams = probed["streams"].as_array().expect("a list of streams");
    streams.iter().find(|stream| stream["codec_type"] == kind).unwrap_or(&Value::Null)
}

/// A number that ffprobe prints as text.
pub fn number(value: &Value) -> f64 {
    let text = value.as_str().unwrap_or_else(|| panic!("expected a text, found {value}"));
    text.parse().unwrap_or_else(|_| panic!("expected a number, found {text}"))
}

/// The sound of a file as samples between -1 and 1, one channel, 48 kHz.
pub fn samples(file: &Path) -> Vec<f32> {
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-nostdin", "-i"]).arg(file);
    let done = command.args("-f s16le -ac 1 -ar 48000 -".split(' ')).output();
    let done = done.expect("ffmpeg is installed");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let (pairs, _) = done.stdout.as_chunks::<2>();
    pairs.iter().map(|pair| f32::from(i16::from_le_bytes(*pair)) / 32768.0).collect()
}

/// The loudest sample.
pub fn peak(samples: &[f32]) -> f32 {
    samples.iter().fold(0.0, |peak, sample| peak.max(sample.abs()))
}

/// A WAV file of a sine of this pitch at half of full scale, two channels.
pub fn wav(seconds: f64, pitch_hz: f64) -> Vec<u8> {
    const RATE: u32 = 44_100;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small numbers")]
    let count = (seconds * f64::from(RATE)) as u32;
    let mut file = Vec::new();
    let bytes = count * 4;
    file.extend(b"RIFF");
    file.extend((36 + bytes).to_le_bytes());
    file.extend(b"WAVEfmt ");
    file.extend(16u32.to_le_bytes());
    file.extend([1, 0, 2, 0]);
    file.extend(RATE.to_le_bytes());
    file.extend((RATE * 4).to_le_bytes());
    file.extend([4, 0, 16, 0]);
    file.extend(b"data");
    file.extend(bytes.to_le_bytes());
    for index in 0..count {
        let angle = f64::from(index) / f64::from(RATE) * pitch_hz * std::f64::consts::TAU;
        #[expect(clippy::cast_possible_truncation, reason = "it lies within 16 bits")]
        let sample = (angle.sin() * 16_383.0) as i16;
        file.extend(sample.to_le_bytes());
        file.extend(sample.to_le_bytes());
    }
    file
}

/// A PNG of one colour.
pub fn png(width: u32, height: u32, colour: [u8; 3]) -> Vec<u8> {
    let picture = image::RgbImage::from_pixel(width, height, image::Rgb(colour));
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).expect("memory takes it");
    bytes.into_inner()
}

/// A server on this machine that gives every request the same answer; its address. It ends with
/// the test binary.
pub fn server(head: &str, body: Vec<u8>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it has one");
    let head = format!("HTTP/1.1 {head}\r\nConnection: close\r\n\r\n");
    thread::spawn(move || {
        for connection in listener.incoming() {
            let Ok(mut connection) = connection else { return };
            let mut lines = BufReader::new(&connection).lines();
            while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
            // The client may hang up as soon as it has seen the head.
            let _ =
                connection.write_all(head.as_bytes()).and_then(|()| connection.write_all(&body));
        }
    });
    format!("http://{address}")
}

/// A brief of these sections, small and slow enough to render at once.
pub fn brief(sections: &Value) -> Value {
    json!({
        "id": "test",
        "format": "explainer_v1",
        "settings": {"resolution": {"width": 320, "height": 568}, "fps": 10},
        "sections": sections,
    })
}

/// The same with one section that says this.
pub fn saying(content: &Value) -> Value {
    brief(&json!([{"id": "a", "type": "topic", "duration_sec": 1, "content": content}]))
}

/// Sets the value at a JSON pointer whose parent exists.
pub fn with(mut brief: Value, pointer: &str, value: Value) -> Value {
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
    let parent = brief.pointer_mut(parent).expect("the parent exists");
    parent[key] = value;
    brief
}

/// A brief that takes a minute or more to render: every frame is new.
pub fn long() -> Value {
    json!({
        "id": "long",
        "format": "explainer_v1",
        "animations": {"show_particles": true},
        "sections": [
            {"id": "a", "type": "topic", "duration_sec": 1800, "content": {"heading": "Wait"}},
        ],
    })
}

/// The texts of a result's `warnings`.
pub fn warnings(result: &Value) -> Vec<&str> {
    let list = result["warnings"].as_array().into_iter().flatten();
    list.map(|text| text.as_str().expect("a text")).collect()
}
