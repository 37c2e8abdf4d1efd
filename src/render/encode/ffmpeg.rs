//! Encodes through an FFmpeg child that is fed raw frames: for `WebM` and GIF, and where x264's
//! smaller files matter.
//!
//! The arguments are chosen in `ffmpeg_args`; starting, feeding and ending the child is
//! left to [`crate::media::process`]. The output appears under its name only when it is whole.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use tempfile::TempPath;
use tokio_util::sync::CancellationToken;

use super::{
    Yuv, check_size, ffmpeg_args,
    mp4::{temporary, writing},
};
use crate::{
    error::{Error, Result},
    media::process::{Limits, Program, Running, find_program},
};

/// The longest FFmpeg may take no frame, or take to end, before it counts as hung.
const PATIENCE: Duration = Duration::from_mins(5);

/// What kind of file comes out, and how hard FFmpeg tries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    /// H.264 and AAC in MP4.
    Mp4(X264),
    /// H.264 and AAC in `QuickTime`.
    Mov(X264),
    /// VP9 and Opus in `WebM`.
    Webm {
        /// Constant quality, 0 (best) to 63; 31 is usual.
        crf: u8,
        /// Fast settings for a preview instead of good ones.
        realtime: bool,
    },
    /// An endless GIF with one palette; silent. FFmpeg holds all its frames until the palette is
    /// known, so it is for short and small clips.
    Gif,
}

/// Settings of x264.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct X264 {
    /// A preset's name: `ultrafast` to `placebo`.
    pub preset: String,
    /// Constant quality, 0 (lossless) to 51; 18 is visually clean.
    pub crf: u8,
}

impl Default for X264 {
    fn default() -> Self {
        Self { preset: "veryfast".to_owned(), crf: 18 }
    }
}

/// What FFmpeg is to make.
#[derive(Clone, Debug)]
pub struct FfmpegSettings {
    /// Where the file goes; an old one is replaced at the end.
    pub target: PathBuf,
    /// Width in pixels, even.
    pub width: u32,
    /// Height in pixels, even.
    pub height: u32,
    /// Frames per `fps_den` seconds.
    pub fps_num: u32,
    /// Seconds per `fps_num` frames.
    pub fps_den: u32,
    /// File and codec.
    pub format: Format,
    /// A sound file to go with it, for example WAV; the caller sees to its length.
    pub sound: Option<PathBuf>,
    /// Bits per second of coded sound, for example 192000.
    pub sound_bitrate: u32,
    /// Whose works are heard in it, and under which licences.
    pub copyright: Option<String>,
    /// Threads FFmpeg may use; `None` leaves it to FFmpeg.
    pub threads: Option<u32>,
    /// Ends it early.
    pub cancel: CancellationToken,
}

/// A running FFmpeg; dropped before [`Self::finish`], it is killed and leaves no file.
#[derive(Debug)]
pub struct FfmpegEncoder {
    child: Running,
    settings: FfmpegSettings,
    /// Removed on drop unless it became the target.
    output: TempPath,
    last: Option<Yuv>,
    frames: u64,
}

impl FfmpegEncoder {
    /// Starts FFmpeg.
    ///
    /// # Errors
    /// If it is not installed, the settings cannot be, or the folder cannot be written to.
    pub fn start(settings: FfmpegSettings) -> Result<Self> {
        check_size(settings.width, settings.height)?;
        if settings.fps_num == 0 || settings.fps_den == 0 {
            return Err(Error::field(
                "fps",
                format!("expected above 0, found {}/{}", settings.fps_num, settings.fps_den),
            ));
        }
        let ffmpeg = find_program("ffmpeg").map_err(|error| {
            error.hint("install ffmpeg, or write mp4 with the built-in encoder")
        })?;
        let output = temporary(&settings.target)?.into_temp_path();
        let args = ffmpeg_args::arguments(&settings, &output);
        let child = Running::spawn(&Program::new(ffmpeg).args(args))?;
        Ok(Self { child, settings, output, last: None, frames: 0 })
    }

    /// Sends a frame.
    ///
    /// # Errors
    /// If its size differs, or FFmpeg ended (with the end of its stderr), hangs, or was cancelled.
    pub fn push(&mut self, picture: &Yuv) -> Result<()> {
        picture.check(self.settings.width, self.settings.height)?;
        self.send(picture)?;
        match &mut self.last {
            Some(last) => last.clone_from(picture),
            last => *last = Some(picture.clone()),
        }
        Ok(())
    }

    /// Sends the last frame again, `count` times.
    ///
    /// # Errors
    /// If there is none, and as [`Self::push`].
    pub fn repeat(&mut self, count: u64) -> Result<()> {
        let last = self
            .last
            .take()
            .ok_or_else(|| Error::internal("there is no frame to repeat for ffmpeg"))?;
        let sent = (0..count).try_for_each(|_| self.send(&last));
        self.last = Some(last);
        sent
    }

    /// Waits for the end of the file, puts it in its place and says how many bytes it has.
    ///
    /// # Errors
    /// If no frame was sent, FFmpeg failed or hangs, or the file cannot be moved.
    pub fn finish(mut self) -> Result<u64> {
        if self.frames == 0 {
            return Err(Error::internal(format!(
                "{} would have no frame",
                self.settings.target.display()
            )));
        }
        let limits = Limits { timeout: Some(PATIENCE), cancel: self.settings.cancel.clone() };
        self.child.succeed(&limits)?;
        let target: &Path = &self.settings.target;
        let failed = |error| writing(target, error);
        let bytes = self.output.metadata().map_err(failed)?.len();
        self.output.persist(target).map_err(|error| failed(error.error))?;
        Ok(bytes)
    }

    fn send(&mut self, picture: &Yuv) -> Result<()> {
        let planes = [picture.y.as_slice(), &picture.u, &picture.v];
        self.child.write(&planes, PATIENCE, &self.settings.cancel)?;
        self.frames += 1;
        Ok(())
    }
}
