//! Drives a film to a file: workers draw and encode stretches, the writer puts them in order.
//!
//! With the built-in encoder every worker has its own canvas and encoder, so that both scale with
//! the cores; FFmpeg gets the frames of one canvas in order. Planning and drawing are done
//! elsewhere.

use std::{
    collections::BTreeMap,
    num::NonZero,
    path::Path,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

use tokio_util::sync::CancellationToken;

use super::{movie::Movies, plan::Film, timeline::Stretch};
use crate::{
    error::{Error, Result},
    progress::Progress,
    render::{
        compositor::Canvas,
        encode::{
            Quality, Segment,
            ffmpeg::{FfmpegEncoder, FfmpegSettings},
            mp4::{AudioTrack, Mp4Writer, VideoSettings},
            openh264::SegmentEncoder,
        },
    },
};

/// How many finished stretches may wait for an earlier one: bounds memory.
const WAITING: usize = 6;

/// What drawing came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Frames in the file.
    pub frames: u64,
    /// Frames that differ from the one before and were drawn.
    pub distinct: u64,
    /// Size of the file.
    pub bytes: u64,
}

/// Frames `range` of `film`, encoded in process.
///
/// # Errors
/// A scene that cannot be drawn, a disk that is full, a cancelled job; no file is left then.
#[expect(clippy::too_many_arguments, reason = "each is one independent choice of the caller")]
pub fn builtin(
    film: &Film,
    range: std::ops::Range<u64>,
    target: &Path,
    settings: VideoSettings,
    quality: Quality,
    audio: Option<AudioTrack>,
    progress: &Progress,
    cancel: &CancellationToken,
) -> Result<Tally> {
    let stretches = film.timeline.stretches(range.start, range.end);
    let mut writer = Mp4Writer::create(target, settings)?;
    let next = AtomicUsize::new(0);
    let written = AtomicUsize::new(0);
    let stop = AtomicBool::new(false);
    let distinct = AtomicU64::new(0);
    let (sender, receiver) = mpsc::channel::<(usize, Result<Segment>)>();
    let workers = workers(film.timeline.size).min(stretches.len()).max(1);

    let outcome = thread::scope(|scope| {
        for _ in 0..workers {
            let sender = sender.clone();
            let (next, written, stop, distinct) = (&next, &written, &stop, &distinct);
            let stretches = &stretches;
            scope.spawn(move || {
                let mut canvas = Canvas::new(film.timeline.size.0, film.timeline.size.1);
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(stretch) = stretches.get(index) else { break };
                    // A slow stretch must not let the others pile up behind it.
                    while index > written.load(Ordering::Acquire) + WAITING + workers
                        && !stop.load(Ordering::Relaxed)
                    {
                        thread::park_timeout(std::time::Duration::from_millis(5));
                    }
                    if stop.load(Ordering::Relaxed) {
                        break;
                    }
                    let mut encoder = None;
                    let segment = draw(film, stretch, &mut canvas, progress, cancel, |step| {
                        let encoder = match &mut encoder {
                            Some(encoder) => encoder,
                            none => none.insert(SegmentEncoder::new(
                                settings.width,
                                settings.height,
                                film.timeline.fps,
                                quality,
                            )?),
                        };
                        match step {
                            Step::Picture(canvas) => {
                                distinct.fetch_add(1, Ordering::Relaxed);
                                encoder.push(canvas.yuv())
                            }
                            Step::Repeat(count) => encoder.repeat(count),
                        }
                    });
                    let segment = segment.and_then(|()| {
                        encoder
                            .take()
                            .ok_or_else(|| Error::internal("a stretch without a frame"))?
                            .finish()
                    });
                    film.timeline.done(stretch);
                    if sender.send((index, segment)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut early: BTreeMap<usize, Segment> = BTreeMap::new();
        let mut expected = 0;
        let mut failure: Option<Error> = None;
        for (index, segment) in receiver {
            match segment {
                Ok(segment) if failure.is_none() => {
                    early.insert(index, segment);
                    while let Some(segment) = early.remove(&expected) {
                        if let Err(error) = writer.add(segment) {
                            stop.store(true, Ordering::Relaxed);
                            failure = Some(error);
                            break;
                        }
                        expected += 1;
                        written.store(expected, Ordering::Release);
                    }
                }
                Ok(_) => {}
                Err(error) => {
                    stop.store(true, Ordering::Relaxed);
                    // The first failure is the cause; those after it are its echo.
                    failure.get_or_insert(error);
                }
            }
        }
        failure.map_or(Ok(()), Err)
    });
    outcome?;
    progress.stage("writing", 0);
    let frames = writer.frames() as u64;
    let bytes = writer.finish(audio)?;
    Ok(Tally { frames, distinct: distinct.into_inner(), bytes })
}

/// Frames `range` of `film`, encoded by FFmpeg.
///
/// # Errors
/// As [`builtin`], and FFmpeg that is missing or fails.
pub fn ffmpeg(
    film: &Film,
    range: std::ops::Range<u64>,
    settings: FfmpegSettings,
    progress: &Progress,
    cancel: &CancellationToken,
) -> Result<Tally> {
    let encoder = Mutex::new(FfmpegEncoder::start(settings)?);
    let mut canvas = Canvas::new(film.timeline.size.0, film.timeline.size.1);
    let mut distinct = 0;
    for stretch in film.timeline.stretches(range.start, range.end) {
        draw(film, &stretch, &mut canvas, progress, cancel, |step| {
            let mut encoder = encoder.lock().unwrap_or_else(PoisonError::into_inner);
            match step {
                Step::Picture(canvas) => {
                    distinct += 1;
                    encoder.push(canvas.yuv())
                }
                Step::Repeat(count) => encoder.repeat(count),
            }
        })?;
        film.timeline.done(&stretch);
    }
    progress.stage("writing", 0);
    let encoder = encoder.into_inner().unwrap_or_else(PoisonError::into_inner);
    let bytes = encoder.finish()?;
    Ok(Tally { frames: range.end - range.start, distinct, bytes })
}

/// Draws `frames` (each on its own) and hands them to `take`, lowest first.
///
/// # Errors
/// A scene that cannot be drawn, or what `take` says.
pub fn stills(
    film: &Film,
    frames: &[u64],
    mut take: impl FnMut(u64, &Canvas) -> Result<()>,
) -> Result<()> {
    let mut canvas = Canvas::new(film.timeline.size.0, film.timeline.size.1);
    let mut movies = Movies::new(film.movies.clone(), film.timeline.fps);
    for frame in frames {
        canvas.draw(film.timeline.items(*frame, &film.kit, &mut movies)?)?;
        take(*frame, &canvas)?;
    }
    Ok(())
}

/// Draws every frame without encoding; says how many were distinct.
///
/// # Errors
/// A scene that cannot be drawn.
pub fn dry(film: &Film, progress: &Progress, cancel: &CancellationToken) -> Result<Tally> {
    let mut canvas = Canvas::new(film.timeline.size.0, film.timeline.size.1);
    let mut distinct = 0;
    for stretch in film.timeline.stretches(0, film.timeline.frames) {
        draw(film, &stretch, &mut canvas, progress, cancel, |step| {
            distinct += u64::from(matches!(step, Step::Picture(_)));
            Ok(())
        })?;
        film.timeline.done(&stretch);
    }
    Ok(Tally { frames: film.timeline.frames, distinct, bytes: 0 })
}

enum Step<'a> {
    Picture(&'a Canvas),
    Repeat(u64),
}

/// Draws one stretch: a picture where something changed, counts of repeats between.
fn draw(
    film: &Film,
    stretch: &Stretch,
    canvas: &mut Canvas,
    progress: &Progress,
    cancel: &CancellationToken,
    mut take: impl FnMut(Step<'_>) -> Result<()>,
) -> Result<()> {
    let mut movies = Movies::new(film.movies.clone(), film.timeline.fps);
    let mut repeats = 0;
    let mut reported = stretch.start;
    for frame in stretch.start..stretch.end {
        if cancel.is_cancelled() {
            return Err(Error::cancelled());
        }
        let items = film.timeline.items(frame, &film.kit, &mut movies)?;
        if frame > stretch.start && canvas.shows(&items) {
            repeats += 1;
        } else {
            if repeats > 0 {
                take(Step::Repeat(repeats))?;
                repeats = 0;
            }
            canvas.draw(items)?;
            take(Step::Picture(canvas))?;
        }
        if frame - reported >= 8 {
            progress.advance(frame - reported);
            reported = frame;
        }
    }
    if repeats > 0 {
        take(Step::Repeat(repeats))?;
    }
    progress.advance(stretch.end - reported);
    Ok(())
}

/// Workers for this machine and picture size; each costs about 40 bytes a pixel.
fn workers(size: (u32, u32)) -> usize {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let pixels = u64::from(size.0) * u64::from(size.1);
    // At most about 300 MB for canvases and encoders, whatever the number of cores.
    let by_memory = (300_000_000 / (pixels * 40).max(1)).max(1) as usize;
    cores.min(by_memory).min(16)
}
