//! A video gets another sound: its pictures are copied as they are, by FFmpeg.

use std::{ffi::OsString, path::Path, sync::Arc, time::Duration};

use crate::{
    context::Context,
    error::{Error, Kind, Result},
    media::process::{Limits, Program, find_program, run},
};

/// Videos whose sound can be replaced by copying.
const ENDINGS: [&str; 4] = ["mp4", "mov", "m4v", "mkv"];

/// Whether the output's name is that of a video.
pub(super) fn is_asked(context: &Context) -> bool {
    let ending = context.output.as_deref().and_then(Path::extension).and_then(|e| e.to_str());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.to_ascii_lowercase().as_str()))
}

/// Writes `target`: the pictures of `video`, the sound of `sound`.
pub(super) async fn with_sound(
    context: &Arc<Context>,
    video: &Path,
    sound: &Path,
    target: &Path,
    attributions: &[String],
) -> Result<()> {
    let ffmpeg = find_program("ffmpeg").map_err(|e| {
        e.context("putting a sound into a video")
            .hint("install FFmpeg, or name a sound file with -o")
    })?;
    let (video, sound, target) = (video.to_owned(), sound.to_owned(), target.to_owned());
    let copyright = attributions.join("; ");
    context
        .blocking(move |context| {
            context.progress.stage("muxing", 0);
            let ending = target.extension().and_then(|e| e.to_str()).unwrap_or("mp4").to_owned();
            let part = context.scratch()?.join(format!("with-sound.{ending}"));
            let named = |path: &Path| {
                // `file:` keeps a name with a colon from being read as a protocol.
                let mut name = OsString::from("file:");
                name.push(path);
                name
            };
            let words = |text: &str| text.split(' ').map(OsString::from).collect::<Vec<_>>();
            let mut args =
                words("-hide_banner -loglevel error -nostdin -y -protocol_whitelist file -i");
            args.push(named(&video));
            args.extend(words("-protocol_whitelist file -i"));
            args.push(named(&sound));
            args.extend(words(
                "-map 0:v:0 -map 1:a:0 -c:v copy -c:a aac -b:a 192k -movflags +faststart",
            ));
            if !copyright.is_empty() {
                args.extend(["-metadata".into(), format!("copyright={copyright}").into()]);
            }
            args.push(named(&part));
            let limits =
                Limits { timeout: Some(Duration::from_mins(30)), cancel: context.cancel.clone() };
            run(&Program::new(ffmpeg).args(args), &limits)?.successful("ffmpeg").map_err(|e| {
                Error::new(Kind::Validation, "the video cannot take another sound")
                    .caused_by(e.to_string())
                    .hint("does the input have pictures? name a sound file with -o otherwise")
            })?;
            // Scratch and target may be on different disks.
            let folder = target.parent().filter(|f| !f.as_os_str().is_empty());
            let folder = folder.unwrap_or_else(|| Path::new("."));
            let mut whole = tempfile::NamedTempFile::new_in(folder)?;
            std::io::copy(&mut std::fs::File::open(&part)?, whole.as_file_mut())?;
            whole.persist(&target).map_err(|e| Error::from(e.error))?;
            context.made(&target);
            Ok(())
        })
        .await
}
