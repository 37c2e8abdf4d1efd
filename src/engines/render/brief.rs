//! `render.brief`: a brief becomes a finished video.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::ValueEnum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    input::{self, BriefSource, Burned, MissingAssets, Options},
    picture,
    video::{self, Encoder, Order, OutputFormat, Quality, Video},
};
use crate::{
    capability::{Capability, Makes, Weight},
    captions::{self, Shape},
    context::Context,
    engines::audio::{Source, bring},
    error::{Error, Result},
    voice::Word,
};

/// Render a video from a content brief
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Brief {
    /// The brief: a JSON or YAML file, - for standard input, a URL, or the object itself
    pub brief: BriefSource,
    /// Half size and fast, or the brief's full size
    #[serde(default)]
    pub quality: Quality,
    /// Container; webm and gif need FFmpeg
    #[serde(default)]
    pub output_format: OutputFormat,
    /// Only these frames, first and last: 0-89
    pub frames: Option<String>,
    /// Folder of your own templates, laid over the built-in ones
    pub template_dir: Option<PathBuf>,
    /// What to do when a file that the brief names is not there
    #[serde(default)]
    pub missing_assets: MissingAssets,
    /// Further folders that the brief's relative paths may lie in
    #[serde(default)]
    pub media_root: Vec<PathBuf>,
    /// Fetch nothing; URLs count as missing files
    #[serde(default)]
    pub offline: bool,
    /// Who encodes
    #[serde(default)]
    pub encoder: Encoder,
    /// Preset of x264 (with --encoder ffmpeg), ultrafast to veryslow [default: veryfast]
    pub preset: Option<String>,
    /// Constant quality of FFmpeg's encoder; x264: 0 best to 51 [default: 18]
    #[schemars(range(min = 0, max = 63))]
    pub crf: Option<u8>,
    /// Whether sections are spoken, by the voice of this machine
    #[serde(default)]
    pub voiceover: Voiceover,
    /// Captions of what is spoken: none, a file beside the video, or written into it
    #[serde(default)]
    pub captions: CaptionKind,
    /// Looks of burned captions: clean, bold, tiktok, karaoke, boxed [default: the brief's, else clean]
    pub caption_style: Option<String>,
    /// Whose buttons burned captions keep clear of: tiktok, instagram, youtube, none [default: the format's]
    pub caption_platform: Option<String>,
    /// Words of a voice that was made elsewhere: an SRT or VTT file, or JSON with words as `tts generate` answers
    pub caption_file: Option<Source>,
    /// Seed of everything that looks random; the same seed gives the same frames
    #[serde(default)]
    pub seed: u64,
}

/// Whether a brief is spoken.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub enum Voiceover {
    /// Only the sound files that the brief names are heard.
    #[default]
    Off,
    /// Sections are spoken and become as long as that takes; music steps back.
    Auto,
}

/// What becomes of the words that are spoken.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub enum CaptionKind {
    /// Nothing.
    #[default]
    Off,
    /// Files beside the video, `.srt` and `.vtt`.
    Srt,
    /// Written into the video, and the files as well.
    Burned,
}

/// The largest caption file that is read.
const MOST_BYTES: u64 = 32 << 20;

/// Lines of caption files: what television allows, 37 columns and two lines.
const FILE: Shape = Shape { columns: 37, lines: 2, words: 20 };

impl Capability for Brief {
    const NAME: &'static str = "render.brief";
    const WEIGHT: Weight = Weight::Job;
    const SUMMARY: &'static str = "Render a video from a content brief";
    const EXAMPLES: &'static [(&'static str, &'static str)] = &[
        ("A video from a brief", "briefs/how-ai-works.yaml -o out.mp4"),
        ("A quick look at the first three seconds", "brief.json --quality preview --frames 0-89"),
        ("A brief from another program", "- -o out.mp4 --json < brief.json"),
        (
            "Spoken, with captions in it",
            "brief.json --voiceover auto --captions burned --caption-style tiktok",
        ),
        (
            "With the captions of a voice that was made elsewhere",
            "brief.json --captions burned --caption-file speech.srt",
        ),
        ("Smaller, by FFmpeg's x264", "brief.json --encoder ffmpeg --preset medium"),
    ];
    const REQUESTS: &'static [&'static str] = &[
        r##"{"brief": {"id": "tea", "format": "explainer_v1", "title": "How tea is made",
            "settings": {"resolution": {"width": 1080, "height": 1920}, "fps": 30},
            "style": {"theme": "dark", "primary_color": "#6366f1"},
            "sections": [
                {"id": "intro", "type": "intro", "duration_sec": 3,
                 "content": {"title": "How tea is made", "subtitle": "From leaf to cup"}},
                {"id": "wilt", "type": "topic", "duration_sec": 4,
                 "content": {"heading": "Let them wilt", "body_text": "The leaves lose half of their water."}}
            ]}, "quality": "production"}"##,
    ];
    const MAKES: Makes = Makes::File;
    const WITHOUT_FFMPEG: Option<&'static str> = Some("no webm, no gif, no movies in briefs");
    type Output = Video;

    async fn run(self, context: Arc<Context>) -> Result<Video> {
        let frames = self.frames.as_deref().map(video::frame_range).transpose()?;
        // An output that may not be written is an error before any work.
        let chosen = context.output.is_some();
        if chosen {
            context.output_file("video.mp4")?;
        }
        let format = format_of(&context, self.output_format);
        let silent = self.voiceover == Voiceover::Off && self.caption_file.is_none();
        if self.captions != CaptionKind::Off && silent {
            return Err(Error::field("captions", "there are no words without --voiceover auto")
                .hint(
                    "captions show what the voice of this machine says, or what --caption-file has",
                ));
        }
        if self.voiceover == Voiceover::Auto && self.caption_file.is_some() {
            let text = "the sections are spoken with --voiceover auto, whose words are other ones";
            return Err(Error::field("caption_file", text)
                .hint("leave one of the two out; the spoken words are captioned by themselves"));
        }
        let (told, theirs) = match &self.caption_file {
            Some(source) if self.offline && source.0.contains("://") => {
                let text = format!("{} is not fetched with --offline", source.0);
                return Err(Error::field("caption_file", text));
            }
            Some(source) => {
                let files = bring(&context, &[("caption_file".to_owned(), source)]).await?;
                let file = files.into_iter().next();
                (file.as_deref().map(|file| caption_words(file, &source.0)).transpose()?, file)
            }
            None => (None, None),
        };
        let options = Options {
            template_dir: self.template_dir,
            missing: self.missing_assets,
            media_roots: self.media_root,
            offline: self.offline,
            scale: if self.quality == Quality::Preview { 0.5 } else { 1.0 },
            seed: self.seed,
            sound: true,
            narrated: self.voiceover == Voiceover::Auto,
            words: told,
            burned: (self.captions == CaptionKind::Burned)
                .then_some(Burned { style: self.caption_style, platform: self.caption_platform }),
        };
        let mut prepared = input::prepare(&context, &self.brief, options).await?;
        let name = format!("{}.{}", file_name(&prepared.brief.id), format.ending());
        let order = Order {
            target: context.output_file(&name)?,
            quality: self.quality,
            format,
            encoder: self.encoder,
            preset: self.preset,
            crf: self.crf,
            frames,
        };
        let beside = order.target.clone();
        let words = std::mem::take(&mut prepared.words);
        let files = if self.captions == CaptionKind::Off || words.is_empty() {
            Vec::new()
        } else {
            caption_files(&context, &beside, theirs.as_deref())?
        };
        let mut video = video::make(&context, prepared, order).await?;
        if !files.is_empty() {
            let size = (video.width, video.height);
            video.captions = written(&context, &words, files, size)?;
        }
        Ok(video)
    }
}

/// The words of a caption file.
fn caption_words(real: &Path, path: &str) -> Result<Vec<Word>> {
    let said =
        |e: std::io::Error| Error::field("caption_file", format!("{path} cannot be read: {e}"));
    let size = std::fs::metadata(real).map_err(said)?.len();
    if size > MOST_BYTES {
        let text = format!("{path} is larger than {} MB", MOST_BYTES >> 20);
        return Err(Error::field("caption_file", text));
    }
    let bytes = std::fs::read(real).map_err(said)?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Error::field("caption_file", format!("{path} is not UTF-8 text"))
            .hint("save it as UTF-8, or convert it with iconv")
    })?;
    captions::words(&text, "caption_file")
}

/// The format asked for; when none was, the one that the output's name ends in.
fn format_of(context: &Context, asked: OutputFormat) -> OutputFormat {
    let ending = context.output.as_deref().and_then(|p| p.extension()).and_then(|e| e.to_str());
    match ending {
        Some(ending) if asked == OutputFormat::Mp4 => {
            [OutputFormat::Webm, OutputFormat::Mov, OutputFormat::Gif]
                .into_iter()
                .find(|format| format.ending().eq_ignore_ascii_case(ending))
                .unwrap_or(asked)
        }
        _ => asked,
    }
}

/// The caption files beside a video, before there is any work in it: none may be what the words come
/// from.
fn caption_files(context: &Context, video: &Path, theirs: Option<&Path>) -> Result<Vec<PathBuf>> {
    let files = ["srt", "vtt", "ass"].map(|ending| video.with_extension(ending));
    let theirs = theirs.and_then(|path| std::fs::canonicalize(path).ok());
    for file in &files {
        if theirs.is_some() && std::fs::canonicalize(file).ok() == theirs {
            let text = format!("{} would be written over", file.display());
            return Err(Error::field("caption_file", text).hint("give the video another name"));
        }
        context.may_write(file)?;
    }
    Ok(files.to_vec())
}

/// Writes the words to SRT, VTT and ASS files.
fn written(
    context: &Context,
    words: &[Word],
    files: Vec<PathBuf>,
    size: (u32, u32),
) -> Result<Vec<PathBuf>> {
    let cues = captions::cues(words, FILE);
    let texts = [captions::srt(&cues), captions::vtt(&cues), captions::ass(&cues, size)];
    for (file, text) in files.iter().zip(texts) {
        picture::write(file, text.as_bytes())?;
        context.made(file);
    }
    Ok(files)
}

/// A brief's id as a file name.
pub(super) fn file_name(id: &str) -> String {
    let plain: String = id
        .chars()
        .take(80)
        .map(|c| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '-' })
        .collect();
    let plain = plain.trim_start_matches(['.', '-']);
    if plain.is_empty() { "video".to_owned() } else { plain.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_becomes_a_plain_file_name() {
        assert_eq!(file_name("../../etc/passwd"), "etc-passwd");
        assert_eq!(file_name("my video"), "my-video");
        assert_eq!(file_name(""), "video");
    }
}
