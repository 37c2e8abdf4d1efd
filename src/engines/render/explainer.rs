//! `render.explainer`: a title and topics become a brief, and the brief a video.

use std::{path::PathBuf, sync::Arc};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    brief::{Brief, CaptionKind, Voiceover},
    input::{BriefSource, MissingAssets},
    video::{Encoder, OutputFormat, Quality, Video},
};
use crate::{
    capability::{Capability, Makes, Size, Weight},
    context::{Context, Trust},
    error::{Error, Result},
};

/// A topic: its heading alone, or an object with heading, body, bullets and icon.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Topic(Value);

impl JsonSchema for Topic {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Topic".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["string", "object"],
            "properties": {
                "heading": {"type": "string"},
                "body": {"type": "string"},
                "bullets": {"type": "array", "items": {"type": "string"}},
                "icon": {"type": "string"},
            },
            "additionalProperties": false,
        })
    }
}

impl std::str::FromStr for Topic {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.trim_start().starts_with('{') {
            return serde_json::from_str(text).map(Self).map_err(|e| e.to_string());
        }
        Ok(Self(Value::from(text)))
    }
}

/// Make an explainer video from a title and topics
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Explainer {
    /// Title of the video
    #[schemars(length(min = 1, max = 300))]
    pub title: String,
    /// Line under the title
    pub subtitle: Option<String>,
    /// Topics: headings, or objects {"heading", "body", "bullets", "icon"}
    #[serde(default)]
    #[schemars(length(max = 40))]
    pub topics: Vec<Topic>,
    /// A text instead of topics (or @file): paragraphs become topics, their first sentence the heading
    pub script: Option<String>,
    /// Video format
    #[serde(default = "explainer")]
    pub format: String,
    /// Theme: dark, light, neon, minimal or custom
    #[serde(default = "dark")]
    pub theme: String,
    /// Seconds for each topic [default: by the length of its text]
    #[schemars(range(min = 1.0, max = 120.0))]
    pub duration_per_topic: Option<f64>,
    /// Call to action at the end
    pub call_to_action: Option<String>,
    /// Size of the video in pixels
    pub size: Option<Size>,
    /// Half size and fast, or full size
    #[serde(default)]
    pub quality: Quality,
    /// Container; webm and gif need FFmpeg
    #[serde(default)]
    pub output_format: OutputFormat,
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
    /// Folder of your own templates, laid over the built-in ones
    pub template_dir: Option<PathBuf>,
}

/// The video and the brief it was made from.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Explained {
    /// The brief; keep it to change and render again.
    pub brief: Value,
    /// The video.
    #[serde(flatten)]
    pub video: Video,
}

fn explainer() -> String {
    "explainer_v1".to_owned()
}

fn dark() -> String {
    "dark".to_owned()
}

impl Capability for Explainer {
    const NAME: &'static str = "render.explainer";
    const WEIGHT: Weight = Weight::Job;
    const SUMMARY: &'static str = "Make an explainer video from a title and topics";
    const EXAMPLES: &'static [(&'static str, &'static str)] = &[
        (
            "Three topics",
            "'How tea is made' --topics 'Pick the leaves' --topics 'Let them wilt' \
             --topics 'Dry them' -o tea.mp4",
        ),
        ("From a text", "'How tea is made' --script @tea.txt -o tea.mp4"),
    ];
    const REQUESTS: &'static [&'static str] =
        &[r#"{"title": "How tea is made", "topics": ["Pick the leaves", "Let them wilt",
            {"heading": "Dry them", "bullets": ["in a pan", "or in an oven"]}]}"#];
    const MAKES: Makes = Makes::File;
    const WITHOUT_FFMPEG: Option<&'static str> = Some("no webm, no gif");
    type Output = Explained;

    async fn run(mut self, context: Arc<Context>) -> Result<Explained> {
        // At the terminal @file stands for the file's text, as for structured fields.
        if context.trust == Trust::Terminal
            && let Some(path) = self.script.as_deref().and_then(|script| script.strip_prefix('@'))
        {
            let text = std::fs::read_to_string(path)
                .map_err(|e| Error::from(e).context(format!("reading {path}")))?;
            self.script = Some(text);
        }
        let brief = self.brief()?;
        let request = Brief {
            brief: BriefSource(brief.clone()),
            quality: self.quality,
            output_format: self.output_format,
            frames: None,
            template_dir: self.template_dir,
            missing_assets: MissingAssets::Fail,
            media_root: Vec::new(),
            offline: true,
            encoder: Encoder::Auto,
            preset: None,
            crf: None,
            voiceover: self.voiceover,
            captions: self.captions,
            caption_style: self.caption_style.clone(),
            caption_platform: self.caption_platform.clone(),
            caption_file: None,
            seed: 0,
        };
        Ok(Explained { brief, video: request.run(context).await? })
    }
}

impl Explainer {
    fn brief(&self) -> Result<Value> {
        let mut topics: Vec<Value> = self.topics.iter().map(|topic| content(&topic.0)).collect();
        if topics.is_empty() {
            let script = self.script.as_deref().unwrap_or_default();
            topics = script.split("\n\n").filter_map(paragraph).collect();
        }
        if topics.is_empty() {
            return Err(Error::field("topics", "expected at least one topic, or a script"));
        }
        let size = self.size.unwrap_or(Size { width: 1080, height: 1920 });
        let mut sections = vec![json!({
            "id": "intro", "type": "intro", "duration_sec": 4.5,
            "content": {"title": self.title, "subtitle": self.subtitle},
        })];
        for (index, content) in topics.into_iter().enumerate() {
            let seconds = self.duration_per_topic.unwrap_or_else(|| reading_seconds(&content));
            sections.push(json!({
                "id": format!("topic-{}", index + 1), "type": "topic",
                "duration_sec": seconds, "content": content,
            }));
        }
        let close = self.call_to_action.as_deref().unwrap_or("Thanks for watching");
        sections.push(json!({
            "id": "outro", "type": "outro", "duration_sec": 4,
            "content": {"title": self.title, "call_to_action": close},
        }));
        Ok(json!({
            "id": super::brief::file_name(&self.title.to_lowercase()),
            "format": self.format,
            "title": self.title,
            "settings": {"resolution": {"width": size.width, "height": size.height}, "fps": 30},
            "style": {"theme": self.theme},
            "sections": sections,
        }))
    }
}

fn content(topic: &Value) -> Value {
    match topic {
        Value::Object(object) => json!({
            "heading": object.get("heading"),
            "body_text": object.get("body"),
            "bullet_points": object.get("bullets"),
            "icon": object.get("icon"),
        }),
        other => json!({"heading": other}),
    }
}

/// A paragraph as a topic: its first sentence, then the rest.
fn paragraph(text: &str) -> Option<Value> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let end = text
        .find(['\n', '.', '!', '?', '。'])
        .map_or(text.len(), |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let (heading, body) = text.split_at(end);
    let heading = heading.trim().trim_end_matches('.');
    Some(json!({"heading": heading, "body_text": body.trim()}))
}

/// How long a topic must stand to be read: 2.6 words a second and a moment to arrive.
fn reading_seconds(content: &Value) -> f64 {
    let mut text = String::new();
    crate::render::brief::gather(content, &mut text);
    let words = text.split_whitespace().count() as f64;
    (2.5 + words / 2.6).clamp(4.0, 20.0).round()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_splits_into_heading_and_body() {
        let topic = paragraph("Pick the leaves. Only the top two.").expect("text");
        assert_eq!(topic["heading"], "Pick the leaves");
        assert_eq!(topic["body_text"], "Only the top two.");
    }
}
