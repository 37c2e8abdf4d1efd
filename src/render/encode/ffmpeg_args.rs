//! FFmpeg's arguments: what goes in, which codec, how colours are marked.
//!
//! Only words are chosen here; the child that gets them is run by [`super::ffmpeg`].

use std::{ffi::OsString, path::Path};

use super::ffmpeg::{FfmpegSettings, Format, X264};

/// All arguments for writing `output` from raw frames on stdin.
pub(super) fn arguments(settings: &FfmpegSettings, output: &Path) -> Vec<OsString> {
    let mut args: Vec<OsString> = Vec::new();
    let mut add = |words: &str| args.extend(words.split_whitespace().map(OsString::from));
    // Errors only, no questions, and nothing but the pipe is read from stdin.
    add("-hide_banner -loglevel error -nostdin -y");
    add("-f rawvideo -pix_fmt yuv420p");
    add(&format!("-video_size {}x{}", settings.width, settings.height));
    add(&format!("-framerate {}/{} -i pipe:0", settings.fps_num, settings.fps_den));
    let sound = settings.sound.as_ref().filter(|_| settings.format != Format::Gif);
    if let Some(sound) = sound {
        // `file:` keeps a name with a colon from being read as a protocol.
        let mut name = OsString::from("file:");
        name.push(sound);
        args.extend(["-i".into(), name]);
    }
    let mut add = |words: &str| args.extend(words.split_whitespace().map(OsString::from));
    if settings.format != Format::Gif {
        add("-map 0:v:0");
        if sound.is_some() {
            add("-map 1:a:0");
        }
    }
    if let Some(threads) = settings.threads {
        add(&format!("-threads {threads}"));
    }
    let rate = settings.sound_bitrate;
    match &settings.format {
        Format::Mp4(x264) => {
            x264_words(x264, &mut add);
            add(&format!("-c:a aac -b:a {rate} -movflags +faststart -f mp4"));
        }
        Format::Mov(x264) => {
            x264_words(x264, &mut add);
            add(&format!("-c:a aac -b:a {rate} -movflags +faststart+write_colr -f mov"));
        }
        Format::Webm { crf, realtime } => {
            let pace = if *realtime {
                "-deadline realtime -cpu-used 8"
            } else {
                "-deadline good -cpu-used 3"
            };
            add(&format!("-c:v libvpx-vp9 -crf {crf} -b:v 0 -row-mt 1 {pace} -pix_fmt yuv420p"));
            colours(&mut add);
            add(&format!("-c:a libopus -b:a {rate} -f webm"));
        }
        Format::Gif => {
            add("-filter_complex");
            // Raw frames carry no colour marks, so the matrix is named here.
            add(concat!(
                "[0:v]scale=in_color_matrix=bt709:in_range=tv:out_range=pc,split[a][b];",
                "[a]palettegen=stats_mode=diff[p];",
                "[b][p]paletteuse=dither=bayer:bayer_scale=3:diff_mode=rectangle"
            ));
            add("-loop 0 -f gif");
        }
    }
    if let Some(copyright) = settings.copyright.as_ref().filter(|_| settings.format != Format::Gif)
    {
        args.extend(["-metadata".into(), format!("copyright={copyright}").into()]);
    }
    let mut name = OsString::from("file:");
    name.push(output);
    args.push(name);
    args
}

fn x264_words(x264: &X264, add: &mut impl FnMut(&str)) {
    add(&format!("-c:v libx264 -preset {} -crf {} -pix_fmt yuv420p", x264.preset, x264.crf));
    colours(add);
}

/// Marks, which change no pixel: the frames already are BT.709 limited.
fn colours(add: &mut impl FnMut(&str)) {
    add("-colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv");
}

#[cfg(test)]
mod tests {
    use tokio_util::sync::CancellationToken;

    use super::*;

    fn words(format: Format, sound: bool) -> String {
        let settings = FfmpegSettings {
            target: "out.mp4".into(),
            width: 1080,
            height: 1920,
            fps_num: 30_000,
            fps_den: 1001,
            format,
            sound: sound.then(|| "a b:c.wav".into()),
            sound_bitrate: 192_000,
            copyright: None,
            threads: Some(2),
            cancel: CancellationToken::new(),
        };
        let args = arguments(&settings, Path::new("/tmp/x.part"));
        args.iter().map(|arg| arg.to_string_lossy()).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn mp4_is_marked_bt709_and_starts_fast() {
        let words = words(Format::Mp4(X264::default()), true);
        for part in [
            "-video_size|1080x1920|-framerate|30000/1001|-i|pipe:0|-i|file:a b:c.wav|-map|0:v:0",
            "-preset|veryfast|-crf|18",
            "-colorspace|bt709|-color_primaries|bt709|-color_trc|bt709|-color_range|tv",
            "-movflags|+faststart|-f|mp4|file:/tmp/x.part",
        ] {
            assert!(words.contains(part), "{part} is not in {words}");
        }
    }

    #[test]
    fn a_gif_has_a_palette_and_no_sound() {
        let words = words(Format::Gif, true);
        assert!(words.contains("palettegen") && !words.contains("wav") && !words.contains("-c:a"));
    }
}
