//! The renderer's figures against their floors, in one run: `cargo bench --bench render`.
//!
//! Machines are noisy, so every figure is a ratio to a floor measured in the same minute. The
//! floor of encoding is FFmpeg's x264 fed with the very same frames from memory through a pipe,
//! which a renderer that draws nothing would also have to pay. Set `BENCH_GROWTH=1` for the long
//! part (600 s and 4K).

#[path = "judge.rs"]
mod judge;

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use judge::{Frames, binary, floor, psnr, timed};
use remotion_media::{
    progress::Progress,
    render::{
        assets::Assets,
        brief::{Brief, load},
        film::{
            plan::{self, Film, Media, Wishes},
            produce,
        },
        template::manifest::SectionTypes,
    },
};
use tokio_util::sync::CancellationToken;

fn main() {
    // `cargo test` runs benches once with this flag; there is nothing to check quickly here.
    if std::env::args().any(|a| a == "--test") {
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let real = root.join("../shared/briefs/example_explainer.json");
    let brief = if real.is_file() { real } else { root.join("briefs/how-ai-works.yaml") };
    let folder = tempfile::tempdir().expect("temp dir");
    println!("brief: {}\n", brief.display());

    start_up();
    let film = film(&brief);
    renderer_alone(&film);
    encoding(&brief, &film, folder.path());
    stills(folder.path());
    growth(root, folder.path());
}

fn film(path: &Path) -> Film {
    let loaded = load::file(path).expect("brief");
    let assets = Assets::default();
    let types = SectionTypes::load(&assets).expect("types");
    let brief = Brief::read(&loaded.value, &types).expect("good brief");
    plan::plan(&brief, Media::default(), &assets, &Wishes { scale: 1.0, seed: 0, captions: None })
        .expect("plan")
}

fn start_up() {
    let mut times: Vec<Duration> = (0..40)
        .map(|_| {
            let start = Instant::now();
            Command::new(binary()).arg("--version").output().expect("runs");
            start.elapsed()
        })
        .collect();
    times.sort();
    println!("--version                  {:>8.1} ms   (bar 15 ms; median of 40)", ms(times[20]));
}

fn renderer_alone(film: &Film) {
    let start = Instant::now();
    let tally = produce::dry(film, &Progress::default(), &CancellationToken::new()).expect("draws");
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "renderer alone             {:>8.0} frames/s on one core (bar 400; {} of {} frames distinct)",
        tally.frames as f64 / seconds,
        tally.distinct,
        tally.frames
    );
}

fn encoding(brief: &Path, film: &Film, folder: &Path) {
    if judge::missing_ffmpeg() {
        println!("encoding: skipped, ffmpeg is not installed");
        return;
    }
    let frames = Frames::of(film);
    let floor_file = folder.join("floor.mp4");
    let floor_time = floor(&frames, "veryfast", 18, &floor_file);
    let ours = folder.join("ours.mp4");
    let (default_time, memory) = timed(&render(brief, &ours, &[]));
    let by_ffmpeg = folder.join("ffmpeg.mp4");
    let arguments = ["--encoder", "ffmpeg", "--preset", "veryfast", "--crf", "18"];
    let (ffmpeg_time, _) = timed(&render(brief, &by_ffmpeg, &arguments));
    let again = floor(&frames, "veryfast", 18, &floor_file);
    let floor_mean = (floor_time + again) / 2;
    let size = |path: &Path| path.metadata().map_or(0, |m| m.len()) as f64 / 1e6;
    println!(
        "x264 veryfast 18 (floor)   {:>8.2} s    {:.1} frames/s, {:.2} MB, {:.2} dB",
        floor_mean.as_secs_f64(),
        frames.len() as f64 / floor_mean.as_secs_f64(),
        size(&floor_file),
        psnr(&frames, &floor_file)
    );
    println!(
        "default encoder            {:>8.2} s    {:.2} MB, {:.2} dB",
        default_time.as_secs_f64(),
        size(&ours),
        psnr(&frames, &ours)
    );
    println!(
        "  ratio to the floor       {:>8.2}      (bar 0.60, aim 0.30)",
        default_time.as_secs_f64() / floor_mean.as_secs_f64()
    );
    println!(
        "--encoder ffmpeg           {:>8.2} s    {:.2} MB",
        ffmpeg_time.as_secs_f64(),
        size(&by_ffmpeg)
    );
    println!(
        "  ratio to the floor       {:>8.2}      (bar 1.10)",
        ffmpeg_time.as_secs_f64() / floor_mean.as_secs_f64()
    );
    println!("peak memory                {:>8.0} MB   (bar 350 MB)", memory as f64 / 1e6);
}

fn stills(folder: &Path) {
    let target = folder.join("ad.png");
    let arguments: Vec<String> =
        ["--no-log", "-q", "render", "static-ad", "product-showcase-v1", "--overwrite", "-o"]
            .iter()
            .map(ToString::to_string)
            .chain([target.display().to_string()])
            .collect();
    let mut times: Vec<Duration> = (0..7).map(|_| timed(&arguments).0).collect();
    times.sort();
    println!("ad still, cold, 1080x1080  {:>8.0} ms   (bar 300 ms; median of 7)", ms(times[3]));
}

fn growth(root: &Path, folder: &Path) {
    let text = std::fs::read_to_string(root.join("briefs/how-ai-works.yaml")).expect("brief");
    let value: serde_json::Value = load::parse(text.as_bytes(), "brief").expect("yaml");
    let long = std::env::var_os("BENCH_GROWTH").is_some();
    println!("\nhow time grows (same content, default encoder)");
    for seconds in if long { vec![10.0, 60.0, 600.0] } else { vec![10.0, 60.0] } {
        let mut brief = value.clone();
        let sections = brief["sections"].as_array().expect("sections").clone();
        let mut list = Vec::new();
        let mut left: f64 = seconds;
        for mut section in sections.into_iter().cycle() {
            if left <= 0.0 {
                break;
            }
            let length = section["duration_sec"].as_f64().expect("number").min(left);
            section["duration_sec"] = length.into();
            left -= length;
            list.push(section);
        }
        brief["sections"] = list.into();
        report(&brief, &format!("{seconds:.0} s at 1080x1920"), seconds, folder);
    }
    let sizes = [(720, 1280), (1080, 1920), (2160, 3840)];
    for (width, height) in &sizes[..if long { 3 } else { 2 }] {
        let mut brief = value.clone();
        brief["settings"]["resolution"] = serde_json::json!({"width": width, "height": height});
        report(&brief, &format!("60 s at {width}x{height}"), 60.0, folder);
    }
}

fn report(brief: &serde_json::Value, name: &str, seconds: f64, folder: &Path) {
    let path = folder.join("growth.json");
    std::fs::write(&path, brief.to_string()).expect("writes");
    let (time, memory) = timed(&render(&path, &folder.join("growth.mp4"), &[]));
    println!(
        "  {name:<22}   {:>8.2} s    {:.3} s a second of video, {:.0} MB",
        time.as_secs_f64(),
        time.as_secs_f64() / seconds,
        memory as f64 / 1e6
    );
}

fn render(brief: &Path, target: &Path, more: &[&str]) -> Vec<String> {
    let fixed = ["--no-log", "-q", "render", "brief", "--overwrite", "--offline"];
    let missing = ["--missing-assets", "placeholder"];
    let paths: [PathBuf; 2] = [brief.to_owned(), target.to_owned()];
    fixed
        .iter()
        .chain(&missing)
        .chain(more)
        .map(ToString::to_string)
        .chain([paths[0].display().to_string(), "-o".to_owned(), paths[1].display().to_string()])
        .collect()
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
