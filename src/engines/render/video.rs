//! From a prepared brief to a finished video file: encoder, sound, container.

use std::{path::PathBuf, sync::Arc, time::Instant};

use clap::ValueEnum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use super::input::Prepared;
use crate::{
    context::Context,
    error::{Error, Kind, Result},
    providers::http,
    render::{
        encode::{
            self,
            ffmpeg::{FfmpegSettings, Format, X264},
            mp4::{AudioTrack, Container, VideoSettings},
        },
        film::produce::{self, Tally},
    },
    sound::{self, Bus, Pcm, Track, aac, duck::Ducking, mix},
};

/// How much care and how many pixels.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub enum Quality {
    /// Half size, for looking at while working.
    Preview,
    /// The brief's size.
    #[default]
    Production,
}

/// The file's container.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub enum OutputFormat {
    /// H.264 and AAC in MP4.
    #[default]
    Mp4,
    /// VP9 and Opus; needs FFmpeg.
    Webm,
    /// H.264 and AAC in `QuickTime`.
    Mov,
    /// Endless and silent; needs FFmpeg.
    Gif,
}

impl OutputFormat {
    /// The file name's ending.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Mp4 => "mp4",
            Self::Webm => "webm",
            Self::Mov => "mov",
            Self::Gif => "gif",
        }
    }
}

/// Who encodes.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub enum Encoder {
    /// The built-in one where it can make the format, else FFmpeg.
    #[default]
    Auto,
    /// `OpenH264` in this program: fastest, needs nothing.
    Builtin,
    /// x264 and others by an FFmpeg that is installed: smaller files.
    Ffmpeg,
}

/// How a film is to be written.
#[derive(Clone, Debug)]
pub struct Order {
    /// Where to.
    pub target: PathBuf,
    /// Care.
    pub quality: Quality,
    /// Container.
    pub format: OutputFormat,
    /// Encoder.
    pub encoder: Encoder,
    /// x264's preset, for FFmpeg.
    pub preset: Option<String>,
    /// x264's or VP9's constant quality, for FFmpeg.
    pub crf: Option<u8>,
    /// First and last frame.
    pub frames: Option<(u64, u64)>,
}

/// A work of somebody else, and what its licence asks for.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Credit {
    /// The file.
    pub file: PathBuf,
    /// Under which licence.
    pub license: String,
    /// What must be said of it.
    pub attribution: String,
}

/// A finished video.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(clippy::struct_field_names, reason = "the contract names the field")]
pub struct Video {
    /// The file.
    pub video: PathBuf,
    /// Length in seconds.
    pub duration_seconds: f64,
    /// Frames in the file.
    pub frames: u64,
    /// Frames that were drawn; the others repeat the one before.
    pub distinct_frames: u64,
    /// Frames per second.
    pub fps: f64,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Size of the file.
    pub file_size_bytes: u64,
    /// How long rendering took.
    pub render_time_seconds: f64,
    /// The encoder used: openh264, libx264, libvpx-vp9 or gif.
    pub encoder: String,
    /// Why that one.
    pub encoder_reason: String,
    /// Whether there is a sound track.
    pub sound: bool,
    /// Caption files, where captions were asked for.
    pub captions: Vec<PathBuf>,
    /// Works of others that are heard in it; also in the file's own metadata.
    pub credits: Vec<Credit>,
    /// What was odd.
    pub warnings: Vec<String>,
}

/// Renders `prepared` into a file.
///
/// # Errors
/// A scene that cannot be drawn, sound that cannot be decoded, an encoder that is missing or
/// fails, a disk that is full, a cancelled job. No partial file is left.
pub async fn make(context: &Arc<Context>, prepared: Prepared, order: Order) -> Result<Video> {
    context.blocking(move |context| write(context, &prepared, &order)).await
}

fn write(context: &Context, prepared: &Prepared, order: &Order) -> Result<Video> {
    let started = Instant::now();
    let film = &prepared.film;
    let timeline = &film.timeline;
    let (width, height) = timeline.size;
    let range = match order.frames {
        Some((first, _)) if first >= timeline.frames => {
            return Err(Error::field(
                "frames",
                format!("starts at {first}, the video has {} frames", timeline.frames),
            ));
        }
        Some((first, last)) => first..(last + 1).min(timeline.frames),
        None => 0..timeline.frames,
    };
    let frames = range.end - range.start;
    let (fps_num, fps_den) = rational(timeline.fps);
    let builtin_can = matches!(order.format, OutputFormat::Mp4 | OutputFormat::Mov);
    let (builtin, reason) = match (order.encoder, builtin_can) {
        (Encoder::Ffmpeg, _) => (false, "asked for".to_owned()),
        (Encoder::Builtin, true) => (true, "asked for".to_owned()),
        (Encoder::Builtin, false) => {
            return Err(Error::field(
                "encoder",
                format!("the built-in encoder writes mp4 and mov, not {}", order.format.ending()),
            )
            .hint("use --encoder ffmpeg or --output-format mp4"));
        }
        (Encoder::Auto, true) => {
            (true, "the default for mp4 and mov: fastest, needs nothing installed".to_owned())
        }
        (Encoder::Auto, false) => {
            (false, format!("{} is written by FFmpeg only", order.format.ending()))
        }
    };
    let sound = soundtrack(context, prepared, &range, order.format)?;
    context.progress.stage("rendering", frames);
    let tally = if builtin {
        let container =
            if order.format == OutputFormat::Mov { Container::Mov } else { Container::Mp4 };
        let settings = VideoSettings { width, height, fps_num, fps_den, container };
        let quality = match order.quality {
            Quality::Preview => encode::Quality::Preview,
            Quality::Production => encode::Quality::Production,
        };
        let audio = sound.as_ref().map(|pcm| track(pcm, prepared, &context.cancel)).transpose()?;
        produce::builtin(
            film,
            range,
            &order.target,
            settings,
            quality,
            audio,
            &context.progress,
            &context.cancel,
        )?
    } else {
        by_ffmpeg(context, prepared, order, range, sound.as_ref())?
    };
    context.made(&order.target);
    let encoder = match (builtin, order.format) {
        (true, _) => "openh264",
        (false, OutputFormat::Webm) => "libvpx-vp9",
        (false, OutputFormat::Gif) => "gif",
        (false, _) => "libx264",
    };
    Ok(Video {
        video: order.target.clone(),
        duration_seconds: frames as f64 * f64::from(fps_den) / f64::from(fps_num),
        frames: tally.frames,
        distinct_frames: tally.distinct,
        fps: f64::from(fps_num) / f64::from(fps_den),
        width,
        height,
        file_size_bytes: tally.bytes,
        render_time_seconds: started.elapsed().as_secs_f64(),
        encoder: encoder.to_owned(),
        encoder_reason: reason,
        sound: sound.is_some(),
        captions: Vec::new(),
        credits: prepared.credits.clone(),
        warnings: context.warnings(),
    })
}

fn by_ffmpeg(
    context: &Context,
    prepared: &Prepared,
    order: &Order,
    range: std::ops::Range<u64>,
    pcm: Option<&Pcm>,
) -> Result<Tally> {
    let film = &prepared.film;
    let preview = order.quality == Quality::Preview;
    let preset = order.preset.clone().unwrap_or_else(|| "veryfast".to_owned());
    let x264 = || X264 { preset, crf: order.crf.unwrap_or(if preview { 26 } else { 18 }) };
    let format = match order.format {
        OutputFormat::Mp4 => Format::Mp4(x264()),
        OutputFormat::Mov => Format::Mov(x264()),
        OutputFormat::Webm => Format::Webm { crf: order.crf.unwrap_or(31), realtime: preview },
        OutputFormat::Gif => Format::Gif,
    };
    let sound = match pcm {
        Some(pcm) => {
            let file = context.scratch()?.join("sound.wav");
            sound::wav::write(&file, pcm)?;
            Some(file)
        }
        None => None,
    };
    let (fps_num, fps_den) = rational(film.timeline.fps);
    let settings = FfmpegSettings {
        target: order.target.clone(),
        width: film.timeline.size.0,
        height: film.timeline.size.1,
        fps_num,
        fps_den,
        format,
        sound,
        sound_bitrate: BITRATE,
        copyright: copyright(prepared),
        threads: None,
        cancel: context.cancel.clone(),
    };
    produce::ffmpeg(film, range, settings, &context.progress, &context.cancel)
}

/// Bits per second of coded sound.
const BITRATE: u32 = 192_000;

/// The mixed sound of the frames `range`; `None` when the brief has none.
fn soundtrack(
    context: &Context,
    prepared: &Prepared,
    range: &std::ops::Range<u64>,
    format: OutputFormat,
) -> Result<Option<Pcm>> {
    if format == OutputFormat::Gif {
        return Ok(None);
    }
    let audio = &prepared.brief.audio;
    let fps = prepared.film.timeline.fps;
    let seconds = prepared.film.timeline.frames as f64 / fps;
    let mut tracks = Vec::new();
    if let Some(source) = &prepared.voice {
        tracks.push(Track {
            bus: Bus::Voice,
            source: source.clone(),
            volume: audio.voice_volume as f32,
            start_seconds: 0.0,
            looped: false,
            fade_in_seconds: 0.0,
            fade_out_seconds: 0.05,
        });
    }
    if let Some(source) = &prepared.music {
        tracks.push(Track {
            bus: Bus::Music,
            source: source.clone(),
            volume: audio.music_volume as f32,
            start_seconds: 0.0,
            looped: true,
            fade_in_seconds: 0.3,
            fade_out_seconds: (seconds * 0.1).min(2.0),
        });
    }
    if tracks.is_empty() {
        return Ok(None);
    }
    context.progress.stage("sound", 0);
    let order = mix::Order {
        tracks,
        seconds: Some(seconds),
        // The machine's own voice is laid over music that steps back; files are mixed as the
        // brief says.
        ducking: (!prepared.words.is_empty()).then(Ducking::default),
        ..mix::Order::default()
    };
    let mut pcm = mix::mix(&order, &context.cancel).map_err(|error| placed(error, prepared))?.pcm;
    let sample = |frame: u64| (frame as f64 / fps * f64::from(pcm.rate)).round() as usize;
    let (from, to) = (sample(range.start), sample(range.end));
    for plane in &mut pcm.channels {
        plane.truncate(to);
        plane.drain(..from.min(plane.len()));
    }
    Ok(Some(pcm))
}

/// A decoder's error with the place in the brief instead of the name of a local copy.
fn placed(error: Error, prepared: &Prepared) -> Error {
    let audio = &prepared.brief.audio;
    let sounds = [
        (&prepared.voice, "/audio/voiceover", &audio.voiceover),
        (&prepared.music, "/audio/background_music", &audio.music),
    ];
    let text = error.to_string();
    for (file, pointer, source) in sounds {
        let (Some(file), Some(source)) = (file, source) else { continue };
        let name = file.display().to_string();
        if error.kind() == Kind::Validation && text.contains(&name) {
            return Error::field(pointer, text.replace(&name, &http::redacted(source)));
        }
    }
    error
}

fn track(pcm: &Pcm, prepared: &Prepared, cancel: &CancellationToken) -> Result<AudioTrack> {
    let coded = aac::encode(pcm, BITRATE, cancel)?;
    Ok(AudioTrack {
        config: coded.config,
        packets: coded.packets,
        samples_per_packet: coded.samples_per_packet,
        priming_samples: coded.priming_samples,
        samples: coded.samples,
        rate: coded.rate,
        channels: coded.channels,
        bitrate: BITRATE,
        copyright: copyright(prepared),
    })
}

/// Whose works are heard, in one line for the file itself.
fn copyright(prepared: &Prepared) -> Option<String> {
    let lines: Vec<_> = prepared.credits.iter().map(|one| one.attribution.as_str()).collect();
    (!lines.is_empty()).then(|| lines.join("; "))
}

/// A frame rate as a fraction; the NTSC rates become exact.
fn rational(fps: f64) -> (u32, u32) {
    for base in [24u32, 30, 48, 60, 120] {
        if (fps - f64::from(base) * 1000.0 / 1001.0).abs() < 0.005 {
            return (base * 1000, 1001);
        }
    }
    if fps.fract() == 0.0 { (fps as u32, 1) } else { ((fps * 1000.0).round() as u32, 1000) }
}

/// First and last frame of `FIRST-LAST`.
///
/// # Errors
/// A text of another shape, or a range that is empty.
pub fn frame_range(text: &str) -> Result<(u64, u64)> {
    let wrong = || Error::field("frames", format!("expected FIRST-LAST, found \"{text}\""));
    let (first, last) = text.split_once(['-', ':']).ok_or_else(wrong)?;
    let number = |part: &str| part.trim().parse::<u64>().map_err(|_| wrong());
    let (first, last) = (number(first)?, number(last)?);
    if last < first {
        return Err(wrong());
    }
    Ok((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ntsc_rates_become_exact_fractions() {
        assert_eq!(rational(29.97), (30_000, 1001));
        assert_eq!(rational(23.976), (24_000, 1001));
        assert_eq!(rational(25.0), (25, 1));
        assert_eq!(rational(12.5), (12_500, 1000));
    }

    #[test]
    fn a_range_of_frames_needs_two_numbers_in_order() {
        assert_eq!(frame_range("0-29").expect("good"), (0, 29));
        for wrong in ["5", "9-3", "a-b", ""] {
            assert!(frame_range(wrong).is_err(), "{wrong}");
        }
    }
}
