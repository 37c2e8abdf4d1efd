//! What the render capabilities share: a brief from wherever it comes, its files brought and
//! checked, and the film planned from them.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::ValueEnum;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use takumi::prelude::ImageSource;

use super::{narrate, video::Credit};
use crate::{
    config::keys,
    context::{Context, Trust},
    engines::audio::music_search::credit_file,
    error::{Error, Kind, Result},
    media::{
        process,
        source::{Places, Sources},
    },
    providers::http,
    render::{
        assets::Assets,
        brief::{Background, Brief, load},
        film::{
            captions::Captions,
            plan::{self, Film, Media, Wishes},
        },
        template::manifest::SectionTypes,
    },
    voice::Word,
};

/// Largest side and area of a picture that is decoded.
const MAX_SIDE: u32 = 12_000;
const MAX_PIXELS: u64 = 64_000_000;

/// A brief: a file, `-` for standard input, a URL, or the object itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BriefSource(pub Value);

impl JsonSchema for BriefSource {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "BriefSource".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        // The format tells clients of a service that a file may be named here.
        json_schema!({ "type": ["string", "object"], "format": "source" })
    }
}

impl std::str::FromStr for BriefSource {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(Value::from(text)))
    }
}

/// What to do when a file that the brief names is not there.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub enum MissingAssets {
    /// It is an error.
    #[default]
    Fail,
    /// A placeholder is shown (silence for sound), with a warning.
    Placeholder,
}

/// How a brief is to be prepared.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Your own templates.
    pub template_dir: Option<PathBuf>,
    /// Missing files.
    pub missing: MissingAssets,
    /// Further folders that the brief's paths may lie in.
    pub media_roots: Vec<PathBuf>,
    /// Never go to the network.
    pub offline: bool,
    /// Factor on the brief's resolution.
    pub scale: f64,
    /// Seed of what looks random.
    pub seed: u64,
    /// Whether the brief's sound files are wanted.
    pub sound: bool,
    /// Whether the sections are spoken by the voice of this machine.
    pub narrated: bool,
    /// Words of a voice that was made elsewhere, for captions.
    pub words: Option<Vec<Word>>,
    /// Captions that are written over the video.
    pub burned: Option<Burned>,
}

/// Captions that are written over a video.
#[derive(Clone, Debug, Default)]
pub struct Burned {
    /// Their style; `None` is the brief's own.
    pub style: Option<String>,
    /// Whose buttons they keep clear of; `None` is the format's own.
    pub platform: Option<String>,
}

/// A brief with everything it needs.
pub struct Prepared {
    /// The brief, read.
    pub brief: Brief,
    /// Its scenes.
    pub film: Film,
    /// Its spoken sound.
    pub voice: Option<PathBuf>,
    /// Its music.
    pub music: Option<PathBuf>,
    /// What is spoken, word by word with its seconds; empty when the voice is a file and nothing
    /// tells its words.
    pub words: Vec<Word>,
    /// Works of others that are heard.
    pub credits: Vec<Credit>,
}

/// The template folder with the caller's folders laid over it.
///
/// # Errors
/// A folder that does not exist.
pub fn assets(context: &Context, template_dir: Option<PathBuf>) -> Result<Assets> {
    let configured = context.config.text(keys::TEMPLATE_DIR).map(PathBuf::from);
    let given = template_dir.map(|folder| context.readable("template_dir", &folder)).transpose()?;
    Assets::new(given.into_iter().chain(configured).collect())
}

/// Reads a brief from wherever it is.
///
/// # Errors
/// A file or URL that cannot be read, text that is no brief.
pub async fn read(context: &Context, source: &BriefSource, offline: bool) -> Result<load::Loaded> {
    match &source.0 {
        Value::String(path) if path == "-" && context.trust == Trust::Terminal => load::stdin(),
        Value::String(url) if url.starts_with("http://") || url.starts_with("https://") => {
            let places = Places { limit: load::MAX_BYTES, ..places(context, None, &[])? };
            if offline {
                return Err(Error::field("brief", format!("{url} is not fetched with --offline")));
            }
            let file = Sources::new(places).bring(url, "brief", &context.cancel).await?;
            Ok(load::Loaded { folder: None, ..load::file(&file)? })
        }
        Value::String(path) if path.trim_start().starts_with('{') => {
            Ok(load::Loaded { value: load::parse(path.as_bytes(), "brief")?, folder: None })
        }
        Value::String(path) => file(context, "brief", path),
        other => Ok(load::Loaded { value: other.clone(), folder: None }),
    }
}

/// Reads a file of a request. One that the service keeps has no folder that paths start from.
///
/// # Errors
/// A file that is not there or not allowed, or that is no JSON or YAML.
pub(super) fn file(context: &Context, field: &str, path: &str) -> Result<load::Loaded> {
    let real = context.readable(field, Path::new(path))?;
    let loaded = load::file(&real)?;
    let kept = path.starts_with("upload:") || path.starts_with("artifact:");
    Ok(load::Loaded { folder: if kept { None } else { loaded.folder }, ..loaded })
}

/// Reads a brief, brings its files and plans its film.
///
/// # Errors
/// Whatever is wrong with the brief, its files or the templates.
pub async fn prepare(
    context: &Arc<Context>,
    source: &BriefSource,
    options: Options,
) -> Result<Prepared> {
    context.progress.stage("reading", 0);
    let loaded = read(context, source, options.offline).await?;
    let assets = assets(context, options.template_dir.clone())?;
    let types = SectionTypes::load(&assets)?;
    let mut brief = Brief::read(&loaded.value, &types)?;
    let places = places(context, loaded.folder, &options.media_roots)?;
    let mut collector = Collector {
        context,
        sources: Sources::new(places),
        options: &options,
        media: Media::default(),
    };
    collector.pictures(&brief).await?;
    let (mut voice, mut music) = (None, None);
    if options.sound {
        let audio = &brief.audio;
        voice = collector.sound(audio.voiceover.as_deref(), "/audio/voiceover").await?;
        music = collector.sound(audio.music.as_deref(), "/audio/background_music").await?;
    }
    let media = collector.media;
    context.check_cancelled()?;
    let mut words = Vec::new();
    if options.narrated && voice.is_some() {
        context.warn("the brief has a voice of its own, so its sections are not spoken");
    } else if options.narrated {
        let seed = options.seed;
        let (told, narration) = context
            .blocking(move |context| {
                let narration = narrate::narrate(context, &mut brief, seed)?;
                Ok((brief, narration))
            })
            .await?;
        brief = told;
        if let Some(narration) = narration {
            voice = Some(narration.file);
            words = narration.words;
        }
    }
    words = options.words.unwrap_or(words);
    context.progress.stage("layout", 0);
    let captions = options.burned.map(|burned| {
        let style = burned.style.or_else(|| caption_style(&loaded.value));
        let style = style.unwrap_or_else(|| "clean".to_owned());
        Captions { style, platform: burned.platform, words: words.clone() }
    });
    let wishes = Wishes { scale: options.scale, seed: options.seed, captions };
    let (brief, film) = context
        .blocking(move |_| {
            let film = plan::plan(&brief, media, &assets, &wishes)?;
            Ok((brief, film))
        })
        .await?;
    for warning in &film.warnings {
        context.warn(warning);
    }
    let credits = music.iter().chain(&voice).filter_map(|file| credit(file)).collect();
    Ok(Prepared { brief, film, voice, music, words, credits })
}

/// What the credit beside a sound file says, if one lies there.
fn credit(file: &Path) -> Option<Credit> {
    let text = std::fs::read(credit_file(file)).ok()?;
    let told: Value = serde_json::from_slice(&text).ok()?;
    let field = |name: &str| told[name].as_str().map(str::to_owned).filter(|text| !text.is_empty());
    Some(Credit {
        file: file.to_owned(),
        license: field("license").unwrap_or_else(|| "unknown".to_owned()),
        attribution: field("attribution").or_else(|| field("title"))?,
    })
}

/// The style that a brief names for its captions: for all, or in its first section that does.
fn caption_style(brief: &Value) -> Option<String> {
    let style = |value: &Value| Some(value.get("captions")?.get("style")?.as_str()?.to_owned());
    style(brief).or_else(|| brief.get("sections")?.as_array()?.iter().find_map(style))
}

/// Where sources may come from, for this caller.
pub(in crate::engines) fn places(
    context: &Context,
    folder: Option<PathBuf>,
    roots: &[PathBuf],
) -> Result<Places> {
    let configured = context.config.list(keys::MEDIA_ROOTS).into_iter().map(PathBuf::from);
    let here = (context.trust == Trust::Terminal).then(|| PathBuf::from("."));
    Ok(Places {
        folder,
        roots: roots
            .iter()
            .map(|root| context.readable("media_root", root))
            .chain(configured.chain(here).map(Ok))
            .collect::<Result<_>>()?,
        scratch: context.scratch()?,
        limit: context.config.whole(keys::MAX_FILE_SIZE_MB) << 20,
        trusted: context.trust == Trust::Terminal,
        guard: context.guard.clone(),
        stored: context.stored.clone(),
    })
}

struct Collector<'a> {
    context: &'a Arc<Context>,
    sources: Sources,
    options: &'a Options,
    media: Media,
}

impl Collector<'_> {
    async fn pictures(&mut self, brief: &Brief) -> Result<()> {
        for section in &brief.sections {
            for asset in &section.content.assets {
                self.one(&asset.source, &asset.pointer, asset.video).await?;
            }
        }
        match &brief.style.background {
            Background::Image(source) => self.one(source, "/style/background_value", false).await?,
            Background::Video(source) => self.one(source, "/style/background_value", true).await?,
            _ => {}
        }
        if let Some(source) = &brief.video_source {
            self.one(source, "/video_source/url", true).await?;
        }
        Ok(())
    }

    async fn one(&mut self, source: &str, pointer: &str, video: bool) -> Result<()> {
        let media = &self.media;
        if media.sizes.contains_key(source)
            || media.movies.contains_key(source)
            || media.missing.iter().any(|m| m == source)
        {
            return Ok(());
        }
        let Some(file) = self.file(source, pointer).await? else {
            self.placeholder(source, pointer);
            return Ok(());
        };
        if video {
            if let Err(error) = process::find_program("ffmpeg") {
                if self.options.missing == MissingAssets::Fail {
                    return Err(error.context(format!("{pointer}: moving pictures need FFmpeg")));
                }
                self.placeholder(source, pointer);
                return Ok(());
            }
            self.media.movies.insert(source.to_owned(), file);
            return Ok(());
        }
        let (pointer, name) = (pointer.to_owned(), source.to_owned());
        let (picture, size) =
            self.context.blocking(move |_| picture(&file, &pointer, &name)).await?;
        self.media.sizes.insert(source.to_owned(), size);
        self.media.images.insert(Arc::from(source), picture);
        Ok(())
    }

    fn placeholder(&mut self, source: &str, pointer: &str) {
        self.media.missing.push(source.to_owned());
        let shown = http::redacted(source);
        self.context.warn(format!("{pointer}: {shown} not found, a placeholder is shown"));
    }

    async fn sound(&mut self, source: Option<&str>, pointer: &str) -> Result<Option<PathBuf>> {
        let Some(source) = source else { return Ok(None) };
        let file = self.file(source, pointer).await?;
        if file.is_none() {
            let shown = http::redacted(source);
            self.context.warn(format!("{pointer}: {shown} not found, it is left out"));
        }
        Ok(file)
    }

    /// The local file, or `None` when it is missing and that is allowed.
    async fn file(&mut self, source: &str, pointer: &str) -> Result<Option<PathBuf>> {
        let remote = source.starts_with("http://") || source.starts_with("https://");
        let found = if remote && self.options.offline {
            Err(Error::new(
                Kind::NotFound,
                format!("{pointer}: {} is not fetched offline", http::redacted(source)),
            ))
        } else {
            self.sources.bring(source, pointer, &self.context.cancel).await
        };
        match found {
            Ok(file) => Ok(Some(file)),
            Err(error)
                if self.options.missing == MissingAssets::Placeholder
                    && matches!(error.kind(), Kind::NotFound | Kind::Unavailable) =>
            {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

/// Decodes a picture after looking at its size.
fn picture(file: &Path, pointer: &str, name: &str) -> Result<(ImageSource, (f32, f32))> {
    let bytes = std::fs::read(file)?;
    let wrong = |what: String| Error::field(pointer, format!("{name} {what}"));
    let reader = image::ImageReader::new(std::io::Cursor::new(&bytes)).with_guessed_format()?;
    let size = match reader.format() {
        Some(_) => {
            let (width, height) = reader
                .into_dimensions()
                .map_err(|e| wrong(format!("is a damaged picture: {e}")))?;
            if width > MAX_SIDE
                || height > MAX_SIDE
                || u64::from(width) * u64::from(height) > MAX_PIXELS
            {
                return Err(wrong(format!(
                    "has {width}x{height} pixels; at most {MAX_SIDE} a side and {MAX_PIXELS} in all"
                )));
            }
            (width as f32, height as f32)
        }
        None if bytes.starts_with(b"<") => {
            // The SVG reader forgives a file that was cut off; a person would not.
            let text = String::from_utf8_lossy(&bytes);
            if !text.trim_end().ends_with("</svg>") {
                return Err(wrong("is a damaged picture: the SVG does not end".to_owned()));
            }
            (0.0, 0.0)
        }
        None => return Err(wrong("is not a picture (PNG, JPEG, WebP, GIF or SVG)".to_owned())),
    };
    let source =
        ImageSource::from_bytes(&bytes).map_err(|e| wrong(format!("is a damaged picture: {e}")))?;
    Ok((source, size))
}
