//! What the benchmark measures with: frames in memory, x264 through a pipe, PSNR, peak memory.

use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use remotion_media::render::{
    compositor::Canvas,
    encode::Yuv,
    film::{movie::Movies, plan::Film},
};

/// The program under test.
pub fn binary() -> &'static str {
    env!("CARGO_BIN_EXE_remotion-media")
}

/// Whether there is no FFmpeg to compare with.
pub fn missing_ffmpeg() -> bool {
    Command::new("ffmpeg").arg("-version").output().is_err()
}

/// All frames of a film; equal neighbours are kept once.
pub struct Frames {
    pictures: Vec<Yuv>,
    order: Vec<usize>,
    size: (u32, u32),
    fps: f64,
}

impl Frames {
    /// Draws `film` into memory.
    pub fn of(film: &Film) -> Self {
        let size = film.timeline.size;
        let mut canvas = Canvas::new(size.0, size.1);
        let mut movies = Movies::new(film.movies.clone(), film.timeline.fps);
        let (mut pictures, mut order) = (Vec::new(), Vec::new());
        for stretch in film.timeline.stretches(0, film.timeline.frames) {
            for frame in stretch.start..stretch.end {
                let items = film.timeline.items(frame, &film.kit, &mut movies).expect("items");
                if !canvas.shows(&items) {
                    canvas.draw(items).expect("draws");
                    pictures.push(canvas.yuv().clone());
                }
                order.push(pictures.len() - 1);
            }
            film.timeline.done(&stretch);
        }
        Self { pictures, order, size, fps: film.timeline.fps }
    }

    /// How many frames.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    fn input(&self) -> Vec<String> {
        let size = format!("{}x{}", self.size.0, self.size.1);
        let rate = self.fps.to_string();
        ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", &size, "-r", &rate, "-i", "pipe:0"]
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    fn feed(&self, command: &mut Command) -> (Duration, String) {
        let start = Instant::now();
        let mut child =
            command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("ffmpeg starts");
        let mut pipe = child.stdin.take().expect("piped");
        let mut said = child.stderr.take().expect("piped");
        let reader = std::thread::spawn(move || {
            let mut text = String::new();
            std::io::Read::read_to_string(&mut said, &mut text).ok();
            text
        });
        for index in &self.order {
            let picture = &self.pictures[*index];
            for plane in [&picture.y, &picture.u, &picture.v] {
                pipe.write_all(plane).expect("ffmpeg reads");
            }
        }
        drop(pipe);
        assert!(child.wait().expect("ends").success(), "ffmpeg failed");
        (start.elapsed(), reader.join().expect("reads"))
    }
}

/// x264 over the frames: the time it takes.
pub fn floor(frames: &Frames, preset: &str, crf: u8, target: &Path) -> Duration {
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-nostdin", "-y"]).args(frames.input());
    command.args(["-c:v", "libx264", "-preset", preset, "-crf", &crf.to_string()]);
    frames.feed(command.args(["-movflags", "+faststart"]).arg(target)).0
}

/// Mean PSNR of a file against the frames, over all frames and planes, in dB.
pub fn psnr(frames: &Frames, file: &Path) -> f64 {
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "info", "-nostats"]).args(frames.input()).arg("-i").arg(file);
    let filter = "[0:v]settb=1/1000,setpts=N[a];[1:v]settb=1/1000,setpts=N[b];[a][b]psnr";
    let (_, said) = frames.feed(command.args(["-lavfi", filter, "-f", "null", "-"]));
    let average = said.split("average:").nth(1).and_then(|rest| rest.split_whitespace().next());
    average.and_then(|text| text.parse().ok()).unwrap_or(f64::NAN)
}

/// Runs the program: how long it took and its peak memory in bytes (with its children's, if any).
pub fn timed(arguments: &[String]) -> (Duration, u64) {
    let start = Instant::now();
    let mut child = Command::new(binary())
        .args(arguments)
        .stdout(Stdio::null())
        .spawn()
        .expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let ended = loop {
        if let Ok(text) = std::fs::read_to_string(&status)
            && let Some(line) = text.lines().find(|line| line.starts_with("VmHWM:"))
        {
            let kib = line.split_whitespace().nth(1).and_then(|n| n.parse::<u64>().ok());
            peak = peak.max(kib.unwrap_or(0) * 1024);
        }
        match child.try_wait().expect("waits") {
            Some(status) => break status,
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    assert!(ended.success(), "{arguments:?} failed");
    (start.elapsed(), peak)
}
