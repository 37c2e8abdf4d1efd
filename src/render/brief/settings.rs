//! Size, rate and length of the video a brief asks for.

use super::reader::{Findings, Reader};

/// Longest side of a video in pixels (4K).
const MAX_SIDE: u32 = 3840;
/// Longest shorter side.
const MAX_SHORT_SIDE: u32 = 2160;

/// Size and rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Pixels, even.
    pub width: u32,
    /// Pixels, even.
    pub height: u32,
    /// Frames per second, 1 to 120.
    pub fps: f64,
    /// What the brief says the video lasts.
    pub stated_seconds: Option<f64>,
}

impl Settings {
    pub(super) fn read(root: &Reader, metadata: &Reader) -> Self {
        let findings = root.findings();
        let settings = root.object("settings");
        let ratio = settings.text("aspect_ratio").or_else(|| metadata.text("aspect_ratio"));
        let (default_width, default_height) = match ratio.as_deref() {
            None | Some("9:16") => (1080, 1920),
            Some("16:9") => (1920, 1080),
            Some("1:1") => (1080, 1080),
            Some("4:5") => (1080, 1350),
            Some(other) => {
                findings.warn(format!(
                    "{}: unknown aspect ratio \"{other}\", the resolution decides",
                    settings.at("aspect_ratio")
                ));
                (1080, 1920)
            }
        };
        let resolution = settings.object("resolution");
        let side = |key: &str, default: u32| {
            let Some(value) = resolution.whole(key, 16, MAX_SIDE) else { return default };
            if value % 2 == 1 {
                findings.error(
                    &resolution.at(key),
                    format!("expected an even number of pixels, found {value}; use {}", value + 1),
                );
            }
            value
        };
        let (width, height) = (side("width", default_width), side("height", default_height));
        if width.min(height) > MAX_SHORT_SIDE {
            findings.error(
                &resolution.pointer,
                format!(
                    "expected at most {MAX_SIDE}x{MAX_SHORT_SIDE} pixels, found {width}x{height}"
                ),
            );
        }
        resolution.finish();
        let fps = settings.number("fps", 1.0, 120.0).unwrap_or(30.0);
        let stated_seconds = settings
            .number("duration_sec", 0.05, 7200.0)
            .or_else(|| metadata.number("duration_sec", 0.05, 7200.0));
        settings.finish();
        Self { width, height, fps, stated_seconds }
    }

    /// Reports a stated length that the sections do not have.
    pub(super) fn compare(&self, end: f64, findings: &Findings) {
        if let Some(stated) = self.stated_seconds
            && (stated - end).abs() > 0.05
        {
            findings.warn(format!(
                "/settings/duration_sec: says {stated} seconds, the sections end at {end:.2}; \
                 the video lasts {end:.2} seconds"
            ));
        }
    }
}
