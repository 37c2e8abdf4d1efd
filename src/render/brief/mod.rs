//! A brief: what a video should say and look like, read from loose JSON into exact values.
//!
//! Real briefs differ from their schema in many ways (`../shared/briefs` beside this repository
//! has them); whatever has one sensible reading is read, the rest is an error with its pointer.
//! Which section is drawn how is left to `film`.

pub mod content;
pub mod load;
pub mod reader;
mod settings;
mod style;

use serde_json::{Map, Value};

use self::reader::{Findings, Reader};
pub use self::{
    content::{AssetRef, Content},
    settings::Settings,
    style::{Background, Style},
};
use super::template::manifest::SectionTypes;
use crate::error::{Error, Result};

/// Most sections in one brief.
const MAX_SECTIONS: usize = 500;
/// Longest video, in seconds.
const MAX_SECONDS: f64 = 7200.0;
/// Length of a section that does not say how long it is.
const DEFAULT_SECONDS: f64 = 5.0;

/// A section of a brief.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its id, or its number.
    pub id: String,
    /// As the brief writes it.
    pub kind: String,
    /// Where it stands: `/sections/3`.
    pub pointer: String,
    /// Seconds from the start of the video.
    pub start: f64,
    /// Seconds.
    pub seconds: f64,
    /// Motion that the brief asks for.
    pub animation: Option<String>,
    /// What it says.
    pub content: Content,
    /// Background picture or movie of this section alone.
    pub background: Option<String>,
    /// What is to be said meanwhile, where the brief says that.
    pub spoken: Option<String>,
}

impl Section {
    /// Seconds from the start of the video to its end.
    #[must_use]
    pub fn end(&self) -> f64 {
        self.start + self.seconds
    }
}

/// What the brief wants to be heard.
#[derive(Clone, Debug, Default)]
pub struct Audio {
    /// Spoken sound file.
    pub voiceover: Option<String>,
    /// Music file.
    pub music: Option<String>,
    /// 0 to 1 (2 is twice as loud).
    pub voice_volume: f64,
    /// As `voice_volume`.
    pub music_volume: f64,
}

/// What the brief says about motion as a whole.
#[derive(Clone, Debug, Default)]
pub struct Animations {
    /// Motion style by section type.
    pub styles: Map<String, Value>,
    /// Transition between sections.
    pub transition: Option<String>,
    /// Drifting dots.
    pub particles: bool,
    /// Bar that fills while the video runs.
    pub progress: bool,
}

/// A brief, read.
#[derive(Clone, Debug)]
pub struct Brief {
    /// Its id, or "video".
    pub id: String,
    /// Its title, if it has one.
    pub title: Option<String>,
    /// Format id.
    pub format: String,
    /// Language tag, if it names one.
    pub language: Option<String>,
    /// Size and rate.
    pub settings: Settings,
    /// Colours, fonts, background.
    pub style: Style,
    /// In order of time.
    pub sections: Vec<Section>,
    /// Sound files.
    pub audio: Audio,
    /// Motion as a whole.
    pub animations: Animations,
    /// A movie behind everything.
    pub video_source: Option<String>,
    /// What was odd.
    pub warnings: Vec<String>,
}

impl Brief {
    /// Reads `value`.
    ///
    /// # Errors
    /// `Validation` with every wrong field's JSON pointer and what was expected there.
    pub fn read(value: &Value, types: &SectionTypes) -> Result<Self> {
        let findings = Findings::default();
        let root = Reader::new(value, "", &findings);
        let format = root.text("format").unwrap_or_else(|| {
            if root.raw("format").is_none() {
                findings.error("/format", "missing: expected a format id such as explainer_v1");
            }
            String::new()
        });
        let metadata = root.object("metadata");
        let settings = Settings::read(&root, &metadata);
        let style = Style::read(&root.object("style"));
        let mut sections = sections(&root, &settings, types);
        let audio = audio(&root);
        let animations = animations(&root.object("animations"));
        let source = root.object("video_source");
        let video_source = source.text("url").or_else(|| source.text("path"));
        source.ignore("type");
        source.finish();
        let title = root.text("title").or_else(|| metadata.text("title"));
        let id = root.text("id").unwrap_or_else(|| "video".to_owned());
        let language = root.text("language").or_else(|| metadata.text("language"));
        for key in ["version", "created_at", "characters", "voice", "captions", "tags"] {
            root.ignore(key);
        }
        root.finish();
        sections.sort_by(|a, b| a.start.total_cmp(&b.start));
        let end = sections.iter().map(Section::end).fold(0.0, f64::max);
        settings.compare(end, &findings);
        if end > MAX_SECONDS {
            findings.error(
                "/sections",
                format!("expected a video of at most {MAX_SECONDS} seconds, found {end}"),
            );
        }
        let (errors, warnings) = findings.into_parts();
        if !errors.is_empty() {
            return Err(Error::fields(errors));
        }
        Ok(Self {
            id,
            title,
            format,
            language,
            settings,
            style,
            sections,
            audio,
            animations,
            video_source,
            warnings,
        })
    }

    /// Seconds from the start to the end of the last section.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        self.sections.iter().map(Section::end).fold(0.0, f64::max)
    }

    /// Makes section `index` at least `seconds` long; what comes after it comes later by as much.
    /// The seconds that were added.
    pub fn stretch(&mut self, index: usize, seconds: f64) -> f64 {
        let section = &mut self.sections[index];
        let more = seconds - section.seconds;
        if more <= 0.0 {
            return 0.0;
        }
        let end = section.end();
        section.seconds = seconds;
        for later in &mut self.sections[index + 1..] {
            // What lies over a section stays where it is.
            if later.start >= end - 0.01 {
                later.start += more;
            }
        }
        more
    }

    /// Everything that will be written on the screen, for choosing fonts.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = self.title.clone().unwrap_or_default();
        for section in &self.sections {
            for value in section.content.values.values() {
                gather(value, &mut text);
            }
        }
        text
    }
}

/// Appends every text inside `value`.
pub(crate) fn gather(value: &Value, text: &mut String) {
    match value {
        Value::String(s) => {
            text.push(' ');
            text.push_str(s);
        }
        Value::Array(list) => list.iter().for_each(|v| gather(v, text)),
        Value::Object(object) => object.values().for_each(|v| gather(v, text)),
        _ => {}
    }
}

fn sections(root: &Reader, settings: &Settings, types: &SectionTypes) -> Vec<Section> {
    let findings = root.findings();
    let list = root.list("sections");
    if list.is_empty() && root.raw("sections").is_none_or(Value::is_array) {
        findings.error("/sections", "missing: expected a list of at least one section");
    }
    if list.len() > MAX_SECTIONS {
        findings.error(
            "/sections",
            format!("expected at most {MAX_SECTIONS} sections, found {}", list.len()),
        );
        return Vec::new();
    }
    let mut clock = 0.0;
    let mut sections = Vec::new();
    for (index, value) in list.iter().enumerate() {
        let reader = Reader::new(value, &format!("/sections/{index}"), findings);
        if !value.is_object() {
            findings.error(&reader.pointer, "expected an object");
            continue;
        }
        let section = section(&reader, index, clock, settings, types);
        clock = section.end().max(clock);
        sections.push(section);
    }
    sections
}

fn section(
    reader: &Reader,
    index: usize,
    clock: f64,
    settings: &Settings,
    types: &SectionTypes,
) -> Section {
    let kind = reader.text("type").unwrap_or_else(|| {
        if reader.raw("type").is_none() {
            reader.findings().error(&reader.at("type"), "missing: expected a section type");
        }
        String::new()
    });
    let given = reader.number("duration_sec", 0.05, MAX_SECONDS);
    let frames = reader.number("duration_frames", 1.0, 1e6).map(|f| f / settings.fps);
    let wrong = reader.raw("duration_sec").or_else(|| reader.raw("duration_frames")).is_some();
    let seconds = given.or(frames).unwrap_or_else(|| {
        if !wrong {
            reader.findings().warn(format!(
                "{}: no duration_sec, using {DEFAULT_SECONDS} seconds",
                reader.pointer
            ));
        }
        DEFAULT_SECONDS
    });
    let start = reader
        .number("start_time_sec", 0.0, MAX_SECONDS)
        .or_else(|| reader.number("start_frame", 0.0, 1e6).map(|f| f / settings.fps))
        .unwrap_or(clock);
    let content_reader = reader.object("content");
    if reader.raw("content").is_none() {
        reader.findings().warn(format!("{}: no content", reader.pointer));
    }
    let animation = content_reader
        .text("animation_style")
        .or_else(|| reader.text("animation"))
        .or_else(|| content_reader.text("animation"));
    content_reader.ignore("type");
    let content = content::read(&content_reader, &kind, types);
    let background = content
        .values
        .get("background_image")
        .or_else(|| content.values.get("background_video"))
        .and_then(Value::as_str)
        .map(str::to_owned);
    for key in ["voiceover", "visuals", "audio", "captions", "transition"] {
        reader.ignore(key);
    }
    let spoken = spoken(reader);
    let id = reader.text("id").unwrap_or_else(|| format!("section-{index}"));
    let pointer = reader.pointer.clone();
    reader.finish();
    Section { id, kind, pointer, start, seconds, animation, content, background, spoken }
}

/// The words of a section's voice: a text, or an object that has one, in one of two places.
fn spoken(reader: &Reader) -> Option<String> {
    let text = |value: &Value| {
        let text = value.as_str().or_else(|| value.get("text")?.as_str())?;
        (!text.trim().is_empty()).then(|| text.trim().to_owned())
    };
    let inside = |key: &str| reader.raw(key).and_then(|value| text(value.get("voiceover")?));
    reader.raw("voiceover").and_then(text).or_else(|| inside("audio")).or_else(|| inside("content"))
}

fn audio(root: &Reader) -> Audio {
    let audio = root.object("audio");
    // `false` and null mean none; only a text names a file.
    let path = |reader: &Reader, key: &str| match reader.raw(key) {
        Some(Value::Bool(false)) | None => None,
        Some(_) => reader.text(key),
    };
    let voice = root.raw("voiceover").filter(|v| v.is_object());
    let voice_file = voice.and_then(|_| {
        let reader = root.object("voiceover");
        for key in ["provider", "voice_id", "model", "script", "text"] {
            reader.ignore(key);
        }
        let file = reader.text("file").or_else(|| reader.text("path"));
        reader.finish();
        file
    });
    if voice.is_none() {
        root.ignore("voiceover");
    }
    let keys = ["voiceover", "voiceover_url", "voice_path", "voiceover_path"];
    let mut voiceover = None;
    for key in keys {
        voiceover = voiceover.or(path(&audio, key));
    }
    let settings = root.object("audio_settings");
    settings.ignore("voice");
    let music = ["background_music", "music", "music_path", "music_url"]
        .iter()
        .fold(None, |found, key| found.or(path(&audio, key)))
        .or_else(|| path(&settings, "background_music"));
    settings.finish();
    let read = Audio {
        voiceover: voiceover.or(voice_file),
        music,
        voice_volume: audio.number("volume_voice", 0.0, 2.0).unwrap_or(1.0),
        music_volume: audio.number("volume_music", 0.0, 2.0).unwrap_or(0.3),
    };
    audio.finish();
    read
}

fn animations(reader: &Reader) -> Animations {
    let mut styles = Map::new();
    for kind in ["intro", "topic", "outro", "list_item", "hook", "cta", "default"] {
        if let Some(style) = reader.text(&format!("{kind}_style")) {
            styles.insert(kind.to_owned(), Value::String(style));
        }
    }
    let read = Animations {
        styles,
        transition: reader.text("transition_type").or_else(|| reader.text("transition")),
        particles: reader.flag("show_particles").unwrap_or(false),
        progress: reader.flag("show_progress").unwrap_or(false),
    };
    reader.finish();
    read
}

#[cfg(test)]
mod tests;
