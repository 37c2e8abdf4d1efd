//! Writes MP4 and MOV files: H.264 segments in order, and one AAC track.
//!
//! Sample data goes to an unnamed file beside the output while segments arrive, so memory holds
//! only a few bytes per frame; the real file is written at the end with its index in front
//! (faststart), under a temporary name, and renamed. Where samples lie is decided in
//! `layout`, what the index says in `boxes`; coding sound is left to the audio room.

mod boxes;
mod layout;
mod sound;
#[cfg(test)]
mod tests;

use std::{
    fs::File,
    io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

use super::{Segment, check_size, join::Joiner};
use crate::error::{Error, Kind, Result};
use layout::{Clock, Layout, Track};

/// Which flavour of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// ISO MP4.
    Mp4,
    /// `QuickTime`.
    Mov,
}

/// What a file is, before its first segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VideoSettings {
    /// Width in pixels, even, up to 65534.
    pub width: u32,
    /// Height in pixels, as the width.
    pub height: u32,
    /// Frames per `fps_den` seconds, above 0: 30, or 30000 for 29.97.
    pub fps_num: u32,
    /// Seconds per `fps_num` frames, above 0: 1, or 1001 for 29.97.
    pub fps_den: u32,
    /// The flavour.
    pub container: Container,
}

/// A finished sound track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AudioTrack {
    /// The `AudioSpecificConfig`, two bytes or more.
    pub config: Vec<u8>,
    /// Raw AAC packets (no ADTS), in order.
    pub packets: Vec<Vec<u8>>,
    /// Samples a packet decodes to per channel, 1024 for AAC-LC.
    pub samples_per_packet: u32,
    /// Samples at the start that only prime the decoder; an edit list hides them.
    pub priming_samples: u32,
    /// Samples that are to be heard per channel, without priming and padding.
    pub samples: u64,
    /// Samples per second, up to 65535.
    pub rate: u32,
    /// Channels, 1 or 2.
    pub channels: u16,
    /// Mean bits per second.
    pub bitrate: u32,
    /// Whose works are heard in it, and under which licences.
    pub copyright: Option<String>,
}

/// Takes segments in order and ends in one file; dropped before, it leaves nothing behind.
pub struct Mp4Writer {
    settings: VideoSettings,
    target: PathBuf,
    spill: BufWriter<File>,
    joiner: Joiner,
    /// Bytes of every frame.
    sizes: Vec<u32>,
    /// Numbers of key frames, from 1.
    keys: Vec<u32>,
}

impl Mp4Writer {
    /// Begins a file; `target` itself is touched at the end only, and then replaced.
    ///
    /// # Errors
    /// If the settings cannot be, or the folder of `target` cannot be written to.
    pub fn create(target: &Path, settings: VideoSettings) -> Result<Self> {
        check_size(settings.width, settings.height)?;
        if settings.width.max(settings.height) > 65_534 {
            return Err(Error::new(
                Kind::Validation,
                format!("{}x{} is above 65534 pixels", settings.width, settings.height),
            ));
        }
        Clock::video(settings.fps_num, settings.fps_den)?;
        let spill =
            tempfile::tempfile_in(folder(target)).map_err(|error| writing(target, error))?;
        Ok(Self {
            settings,
            target: target.to_owned(),
            spill: BufWriter::with_capacity(1 << 18, spill),
            joiner: Joiner::new(),
            sizes: Vec::new(),
            keys: Vec::new(),
        })
    }

    /// Appends a segment; one frame per access unit.
    ///
    /// # Errors
    /// If it does not fit those before it, or the disk is full.
    pub fn add(&mut self, mut segment: Segment) -> Result<()> {
        self.joiner.join(&mut segment)?;
        for unit in &segment.units {
            let size = u32::try_from(unit.data.len())
                .map_err(|_| Error::internal("a coded frame is above 4 GiB"))?;
            self.spill.write_all(&unit.data).map_err(|error| writing(&self.target, error))?;
            self.sizes.push(size);
            if unit.key {
                self.keys.push(
                    u32::try_from(self.sizes.len())
                        .map_err(|_| Error::internal("a video has over 2^32 frames"))?,
                );
            }
        }
        Ok(())
    }

    /// How many frames were added.
    #[must_use]
    pub const fn frames(&self) -> usize {
        self.sizes.len()
    }

    /// Writes the file and puts it in its place; says how many bytes it has.
    ///
    /// # Errors
    /// If there is no frame, the sound cannot be, or the disk is full; nothing is left then.
    pub fn finish(self, audio: Option<AudioTrack>) -> Result<u64> {
        let Self { settings, target, spill, joiner, sizes, keys } = self;
        let (sps, pps) = joiner
            .sets()
            .ok_or_else(|| Error::internal(format!("{} would have no frame", target.display())))?;
        let audio = audio.map(layout::trimmed).transpose()?;
        let layout =
            Layout::new(Clock::video(settings.fps_num, settings.fps_den)?, &sizes, audio.as_ref());
        let index = boxes::Index { settings, sps, pps, sizes: &sizes, keys: &keys };
        let head = index.encode(&layout, audio.as_ref())?;

        let failed = |error| writing(&target, error);
        let mut spill = spill.into_inner().map_err(|error| failed(error.into_error()))?;
        spill.seek(SeekFrom::Start(0)).map_err(failed)?;
        let file = temporary(&target)?;
        let mut out = BufWriter::with_capacity(1 << 18, file.as_file());
        out.write_all(&head).map_err(failed)?;
        for chunk in &layout.chunks {
            match chunk.track {
                // Chunks of video lie in the order their frames came in.
                Track::Video => {
                    let copied =
                        io::copy(&mut (&mut spill).take(chunk.bytes), &mut out).map_err(failed)?;
                    if copied != chunk.bytes {
                        return Err(Error::internal("the temporary video data ended early"));
                    }
                }
                Track::Audio => {
                    let packets = audio.as_ref().map_or(&[][..], |audio| &audio.packets);
                    for packet in &packets[chunk.first..][..chunk.samples as usize] {
                        out.write_all(packet).map_err(failed)?;
                    }
                }
            }
        }
        out.flush().map_err(failed)?;
        drop(out);
        let bytes = file.as_file().metadata().map_err(failed)?.len();
        file.persist(&target).map_err(|error| failed(error.error))?;
        Ok(bytes)
    }
}

/// The folder a file lies in.
pub(super) fn folder(target: &Path) -> &Path {
    target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A file beside the target that goes away unless it is kept.
pub(super) fn temporary(target: &Path) -> Result<NamedTempFile> {
    let name = target.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let prefix = format!(".{name}.");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As any new file: what the umask leaves. A temporary file would be its owner's alone.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder(target)).map_err(|error| writing(target, error))
}

/// An error with the file's name in front.
pub(super) fn writing(target: &Path, error: io::Error) -> Error {
    Error::from(error)
        .context(format!("writing {}", target.display()))
        .hint("check that the folder exists, can be written to and has free space")
}
