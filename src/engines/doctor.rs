//! `doctor`: what this machine has, what is missing, and how to get it.

use std::{path::PathBuf, sync::Arc, time::Duration};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    capability::{Capability, Doors, Weight},
    config::keys,
    context::Context,
    error::Result,
    media::process::{self, Limits, Program},
    render::fonts,
};

/// Say what this machine has and what is missing
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Doctor {}

/// The report.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Report {
    /// Whether everything that needs nothing else works.
    pub healthy: bool,
    /// One row per thing looked at.
    pub checks: Vec<Check>,
}

/// One thing looked at.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Check {
    /// What.
    pub name: String,
    /// ok, missing (optional) or failed.
    pub status: &'static str,
    /// What was seen.
    pub detail: String,
    /// How to get it.
    pub fix: Option<String>,
}

impl Capability for Doctor {
    const NAME: &'static str = "doctor";
    const WEIGHT: Weight = Weight::Quick;
    const SUMMARY: &'static str = "Say what this machine has and what is missing";
    const DOORS: Doors = Doors::AllAndGet;
    type Output = Report;

    async fn run(self, context: Arc<Context>) -> Result<Report> {
        context
            .blocking(|context| {
                let mut checks = vec![builtin()];
                checks.extend(ffmpeg(context));
                checks.extend(scripts());
                checks.extend([disk(context), database(context)]);
                let healthy = checks.iter().all(|check| check.status != "failed");
                Ok(Report { healthy, checks })
            })
            .await
    }
}

fn check(name: &str, status: &'static str, detail: impl Into<String>, fix: Option<&str>) -> Check {
    Check { name: name.to_owned(), status, detail: detail.into(), fix: fix.map(str::to_owned) }
}

/// Encodes a few frames for real.
fn builtin() -> Check {
    use crate::render::encode::{Quality, Yuv, openh264::SegmentEncoder};
    let tried = Yuv::black(320, 180).and_then(|picture| {
        let mut encoder = SegmentEncoder::new(320, 180, 30.0, Quality::Production)?;
        encoder.push(&picture)?;
        encoder.repeat(5)?;
        encoder.finish()
    });
    match tried {
        Ok(segment) => {
            check("encoder openh264", "ok", format!("{} frames encoded", segment.units.len()), None)
        }
        Err(error) => check("encoder openh264", "failed", error.to_string(), None),
    }
}

fn ffmpeg(context: &Context) -> Vec<Check> {
    const FIX: &str = "apt install ffmpeg (brew install ffmpeg), or set FFMPEG_PATH";
    let path = match process::find_program("ffmpeg") {
        Ok(path) => path,
        Err(error) => {
            let detail = format!("{error}; needed for webm, gif and moving pictures");
            return vec![check("ffmpeg", "missing", detail, Some(FIX))];
        }
    };
    let limits =
        Limits { timeout: Some(Duration::from_secs(20)), cancel: context.cancel.child_token() };
    let version = process::run(&Program::new(&path).args(["-version"]), &limits)
        .ok()
        .and_then(|done| String::from_utf8(done.stdout).ok())
        .and_then(|text| text.lines().next().map(str::to_owned));
    let detail = version.unwrap_or_else(|| path.display().to_string());
    let mut checks = vec![check("ffmpeg", "ok", detail, None)];
    for (encoder, kind) in [("libx264", "mp4"), ("libvpx-vp9", "webm"), ("libopus", "webm sound")] {
        // Listed is not enough: some builds list encoders that do not start.
        let source = if encoder == "libopus" { "anullsrc" } else { "color=size=64x64:rate=5" };
        let codec = if encoder == "libopus" { "-c:a" } else { "-c:v" };
        let program = Program::new(&path).args([
            "-v", "error", "-nostdin", "-f", "lavfi", "-i", source, "-t", "0.4", codec, encoder,
            "-f", "null", "-",
        ]);
        let name = format!("ffmpeg {encoder}");
        checks.push(match process::run(&program, &limits).and_then(|d| d.successful("ffmpeg")) {
            Ok(_) => check(&name, "ok", format!("encodes {kind}"), None),
            Err(error) => check(&name, "missing", error.to_string(), Some(FIX)),
        });
    }
    checks
}

fn scripts() -> Vec<Check> {
    let fix = "apt install fonts-noto-core fonts-noto-cjk, or any font that has the script";
    fonts::script_coverage()
        .into_iter()
        .map(|(script, family)| {
            let name = format!("font for {script}");
            match family {
                Some(family) => check(&name, "ok", family, None),
                None => check(&name, "missing", "no font has it", Some(fix)),
            }
        })
        .collect()
}

fn disk(context: &Context) -> Check {
    let folder = context.config.path(keys::OUTPUT_DIR);
    let free = rustix::fs::statvfs(&folder).map(|s| s.f_bavail * s.f_frsize / (1 << 20));
    match free {
        Ok(free) if free < 500 => check(
            "disk",
            "failed",
            format!("{free} MiB free in {}", folder.display()),
            Some("free some space, or set OUTPUT_DIR"),
        ),
        Ok(free) => check("disk", "ok", format!("{free} MiB free in {}", folder.display()), None),
        Err(error) => check(
            "disk",
            "failed",
            format!("{}: {error}", folder.display()),
            Some("set OUTPUT_DIR to a folder that exists"),
        ),
    }
}

fn database(context: &Context) -> Check {
    let folder: PathBuf = context.config.path(keys::DATA_DIR);
    let tried =
        std::fs::create_dir_all(&folder).and_then(|()| tempfile::tempfile_in(&folder).map(|_| ()));
    match tried {
        Ok(()) => check("job log", "ok", format!("in {}", folder.display()), None),
        Err(error) => check(
            "job log",
            "missing",
            format!("{}: {error}; runs are not recorded", folder.display()),
            Some("set REMOTION_DATA_DIR to a folder you may write"),
        ),
    }
}
