//! Moving pictures inside a scene: frames decoded by FFmpeg, cut to the shape of their layer.
//!
//! Each worker keeps its own open readers, because segments are drawn out of order.

use std::{
    collections::{BTreeMap, HashMap},
    path::PathBuf,
    sync::Arc,
};

use super::super::sprite::Sprite;
use crate::{
    error::{Error, Result},
    media::process::{Program, Running, find_program},
};

/// A frame further ahead than this is sought, not read up to.
const SEEK_FRAMES: u64 = 45;

/// The movie files of a video, by asset key.
pub type Files = Arc<HashMap<String, PathBuf>>;

/// Open readers of one worker.
pub struct Movies {
    files: Files,
    fps: f64,
    open: BTreeMap<(u32, u32), Reader>,
}

struct Reader {
    process: Running,
    /// Frame that the next read gives.
    next: u64,
    shown: Option<Arc<Sprite>>,
    shown_at: u64,
    ended: bool,
}

impl Movies {
    /// Readers over `files` at the video's frame rate.
    #[must_use]
    pub fn new(files: Files, fps: f64) -> Self {
        Self { files, fps, open: BTreeMap::new() }
    }

    /// The frame of `source` at `seconds`, filling `mask`; past its end the last frame stays.
    ///
    /// # Errors
    /// FFmpeg that is missing or cannot read the file.
    pub fn frame(
        &mut self,
        key: (u32, u32),
        source: &str,
        seconds: f64,
        mask: &Arc<Sprite>,
    ) -> Result<Option<Arc<Sprite>>> {
        let Some(file) = self.files.get(source) else { return Ok(Some(mask.clone())) };
        let wanted = (seconds.max(0.0) * self.fps).round() as u64;
        let reusable = self.open.get(&key).is_some_and(|reader| {
            reader.ended || (wanted >= reader.shown_at && wanted < reader.next + SEEK_FRAMES)
        });
        if !reusable {
            let process = start(file, wanted as f64 / self.fps, self.fps, mask)?;
            let reader =
                Reader { process, next: wanted, shown: None, shown_at: wanted, ended: false };
            self.open.insert(key, reader);
        }
        let reader = self.open.get_mut(&key).expect("opened above");
        while !reader.ended && (reader.shown.is_none() || reader.shown_at < wanted) {
            let mut pixels = vec![0; mask.pixels.len()];
            if !reader.process.read_exact(&mut pixels) {
                if reader.next == 0 {
                    let said = reader.process.stderr();
                    return Err(Error::field(
                        source,
                        format!("{} cannot be decoded as video: {}", file.display(), said.trim()),
                    ));
                }
                reader.ended = true;
                break;
            }
            reader.shown_at = reader.next;
            reader.next += 1;
            if reader.shown_at >= wanted {
                cut(&mut pixels, mask);
                reader.shown = Some(Arc::new(Sprite::new(mask.home, pixels)));
            }
        }
        Ok(reader.shown.clone().or_else(|| Some(mask.clone())))
    }
}

fn start(file: &std::path::Path, seconds: f64, fps: f64, mask: &Sprite) -> Result<Running> {
    let (width, height) = (mask.home.width(), mask.home.height());
    let filter = format!(
        "fps={fps},scale={width}:{height}:force_original_aspect_ratio=increase:flags=bicubic,\
         crop={width}:{height},format=rgba"
    );
    let ffmpeg = find_program("ffmpeg")?;
    let seek = format!("{seconds:.4}");
    let program = Program::new(ffmpeg)
        .args(["-v", "error", "-nostdin", "-protocol_whitelist", "file,pipe", "-ss", &seek, "-i"])
        .args([file])
        .args(["-an", "-sn", "-vf", &filter, "-f", "rawvideo", "-threads", "1", "pipe:1"]);
    Running::reading(&program)
}

/// Premultiplies opaque pixels by the alpha of `mask`.
fn cut(pixels: &mut [u8], mask: &Sprite) {
    if mask.opaque {
        return;
    }
    for (pixel, shape) in pixels.chunks_exact_mut(4).zip(mask.pixels.chunks_exact(4)) {
        let alpha = u32::from(shape[3]);
        if alpha < 255 {
            for channel in &mut pixel[..3] {
                *channel = ((u32::from(*channel) * alpha + 127) / 255) as u8;
            }
            pixel[3] = alpha as u8;
        }
    }
}
