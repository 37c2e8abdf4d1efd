//! `render.batch`: many videos in one run, from many briefs or from one brief and a table.
//!
//! A record beside the outputs says what is finished, so that a run that was stopped goes on
//! where it was. Each video is one `render.brief`.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::{
    brief::{Brief, CaptionKind, Voiceover, file_name},
    input::{self, BriefSource, MissingAssets},
    video::{Encoder, OutputFormat, Quality, Video},
};
use crate::{
    capability::{Capability, Makes, Weight},
    config::keys,
    context::{Context, Parts},
    error::{Error, Kind, Result},
};

/// The record in the output folder.
const RECORD: &str = "batch.json";

/// Render many videos
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Batch {
    /// Briefs: files, URLs or objects
    #[serde(default)]
    #[schemars(length(max = 10_000))]
    pub videos: Vec<BriefSource>,
    /// One brief with {{placeholders}}, for --table
    pub brief: Option<BriefSource>,
    /// CSV with a header row, or JSON lines; each row fills the placeholders of --brief
    #[schemars(extend("format" = "source"))]
    pub table: Option<PathBuf>,
    /// Where the videos go [default: the output folder of the settings]
    pub output_dir: Option<PathBuf>,
    /// Videos rendered at once; each uses all cores by itself
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 16))]
    pub max_concurrent: u32,
    /// Half size and fast, or the briefs' full size
    #[serde(default)]
    pub quality: Quality,
    /// Container; webm and gif need FFmpeg
    #[serde(default)]
    pub output_format: OutputFormat,
    /// What to do when a file that a brief names is not there
    #[serde(default)]
    pub missing_assets: MissingAssets,
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
    /// Fetch nothing; URLs count as missing files
    #[serde(default)]
    pub offline: bool,
}

fn one() -> u32 {
    1
}

/// What became of the videos.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Batched {
    /// One entry per video, in order.
    pub items: Vec<Item>,
    /// Videos that are there now.
    pub completed: usize,
    /// Videos that could not be rendered.
    pub failed: usize,
    /// Videos that were there before, unchanged.
    pub skipped: usize,
}

/// One video of the batch.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Item {
    /// Its place in the batch, from 0.
    pub index: usize,
    /// completed, skipped or failed.
    pub status: &'static str,
    /// The file.
    pub output: PathBuf,
    /// The video, when it was rendered now.
    #[schemars(with = "Option<Video>")]
    pub result: Option<Value>,
    /// What went wrong, as the contract's error object.
    pub error: Option<Value>,
}

struct Task {
    source: BriefSource,
    folder: Option<PathBuf>,
    name: String,
    hash: String,
}

/// Output name → hash of the input it was made from.
type Record = BTreeMap<String, String>;

impl Capability for Batch {
    const NAME: &'static str = "render.batch";
    const WEIGHT: Weight = Weight::Job;
    const SUMMARY: &'static str = "Render many videos, from many briefs or from a table";
    const EXAMPLES: &'static [(&'static str, &'static str)] = &[
        ("All briefs of a folder", "briefs/*.yaml --output-dir out"),
        ("One video for each row", "--brief template.yaml --table people.csv --output-dir out"),
    ];
    const REQUESTS: &'static [&'static str] = &[r#"{"videos": [
            {"format": "shorts_v1", "sections": [{"id": "a", "type": "hook", "duration_sec": 2,
                "content": {"text": "The first of two"}}]},
            {"format": "shorts_v1", "sections": [{"id": "a", "type": "hook", "duration_sec": 2,
                "content": {"text": "The second of two"}}]}
        ], "quality": "preview"}"#];
    const MAIN: Option<&'static str> = Some("videos");
    const MAKES: Makes = Makes::Folder;
    const WITHOUT_FFMPEG: Option<&'static str> = Some("no webm, no gif, no movies in briefs");
    // It only waits for its videos.
    const LANE: &'static str = "batch";
    type Output = Batched;

    async fn run(self, context: Arc<Context>) -> Result<Batched> {
        if let Some(parts) = context.parts.clone() {
            return self.as_jobs(&context, &parts).await;
        }
        let folder = self
            .output_dir
            .clone()
            .or_else(|| context.output.clone())
            .unwrap_or_else(|| context.config.path(keys::OUTPUT_DIR));
        std::fs::create_dir_all(&folder).map_err(|e| {
            Error::from(e).context(format!("making the folder {}", folder.display()))
        })?;
        let tasks = self.tasks(&context).await?;
        let record = Mutex::new(read_record(&folder));
        context.progress.stage("videos", tasks.len() as u64);
        let mut items: Vec<Option<Item>> = vec![None; tasks.len()];
        let limit = self.max_concurrent as usize;
        let request = Arc::new(self);
        let mut running = tokio::task::JoinSet::new();
        let mut waiting = tasks.into_iter().enumerate();
        loop {
            while running.len() < limit
                && let Some((index, task)) = waiting.next()
            {
                let output =
                    folder.join(format!("{}.{}", task.name, request.output_format.ending()));
                let known = record.lock().unwrap_or_else(PoisonError::into_inner);
                if known.get(&task.name) == Some(&task.hash) && output.is_file() {
                    items[index] =
                        Some(Item { index, status: "skipped", output, result: None, error: None });
                    context.progress.advance(1);
                    continue;
                }
                drop(known);
                let (request, context) = (request.clone(), context.clone());
                running.spawn(async move {
                    let made = request.one(&context, &task, &output).await;
                    (index, task, output, made)
                });
            }
            let Some(done) = running.join_next().await else { break };
            let (index, task, output, made) =
                done.map_err(|e| Error::internal("a video's task stopped").caused_by(e))?;
            context.check_cancelled()?;
            context.progress.advance(1);
            items[index] = Some(match made {
                Ok(video) => {
                    let video = serde_json::to_value(video)
                        .map_err(|e| Error::internal("the result is not JSON").caused_by(e))?;
                    let mut record = record.lock().unwrap_or_else(PoisonError::into_inner);
                    record.insert(task.name, task.hash);
                    write_record(&folder, &record)?;
                    context.made(&output);
                    Item { index, status: "completed", output, result: Some(video), error: None }
                }
                Err(error) => {
                    let error = Some(error.to_json());
                    Item { index, status: "failed", output, result: None, error }
                }
            });
        }
        Self::summed(items.into_iter().flatten().collect())
    }
}

impl Batch {
    /// Each video as a job of its own, which outlives a restart of the service.
    async fn as_jobs(&self, context: &Arc<Context>, parts: &Arc<dyn Parts>) -> Result<Batched> {
        if self.output_dir.is_some() {
            let text = "is for the command line; over HTTP each video is an artifact of its job";
            return Err(Error::field("output_dir", text));
        }
        let tasks = self.tasks(context).await?;
        context.progress.stage("videos", tasks.len() as u64);
        let slots = tokio::sync::Semaphore::new(self.max_concurrent as usize);
        let one = async |(index, task): (usize, Task)| {
            let _slot = slots.acquire().await;
            context.check_cancelled()?;
            let request = serde_json::to_value(self.request(&task))
                .map_err(|e| Error::internal("the request is not JSON").caused_by(e))?;
            let made = parts.run(index, Brief::NAME, request).await;
            context.check_cancelled()?;
            context.progress.advance(1);
            Ok::<_, Error>(match made {
                Ok(video) => {
                    let output = PathBuf::from(video["video"].as_str().unwrap_or_default());
                    Item { index, status: "completed", output, result: Some(video), error: None }
                }
                Err(error) => {
                    let (output, error) = (PathBuf::new(), Some(error.to_json()));
                    Item { index, status: "failed", output, result: None, error }
                }
            })
        };
        let all = tasks.into_iter().enumerate().map(one);
        Self::summed(futures_util::future::try_join_all(all).await?)
    }

    fn summed(items: Vec<Item>) -> Result<Batched> {
        let count = |status: &str| items.iter().filter(|item| item.status == status).count();
        let (completed, failed, skipped) = (count("completed"), count("failed"), count("skipped"));
        if failed == items.len() {
            let first = items.first().and_then(|item| item.error.clone()).unwrap_or_default();
            let message = first["message"].as_str().unwrap_or("unknown").to_owned();
            return Err(Error::new(
                Kind::Validation,
                format!("no video rendered; first: {message}"),
            )
            .detail("items", serde_json::to_value(&items).unwrap_or_default()));
        }
        Ok(Batched { items, completed, failed, skipped })
    }

    async fn tasks(&self, context: &Context) -> Result<Vec<Task>> {
        let mut tasks = Vec::new();
        match (&self.brief, &self.table) {
            (Some(brief), Some(table)) => {
                let loaded = input::read(context, brief, self.offline).await?;
                for (index, row) in rows(&context.readable("table", table)?)?.iter().enumerate() {
                    let value = filled(&loaded.value, row);
                    let folder = loaded.folder.clone();
                    tasks.push(self.task(value, folder, &format!("-{}", index + 1)));
                }
            }
            (None, None) => {}
            (Some(_), None) => return Err(Error::field("table", "missing: --brief needs --table")),
            (None, Some(_)) => return Err(Error::field("brief", "missing: --table needs --brief")),
        }
        for source in &self.videos {
            // A brief that cannot be read fails alone, when its turn comes.
            match input::read(context, source, self.offline).await {
                Ok(loaded) => tasks.push(self.task(loaded.value, loaded.folder, "")),
                Err(_) => tasks.push(Task { source: source.clone(), ..self.unread(source) }),
            }
        }
        if tasks.is_empty() {
            return Err(Error::field("videos", "missing: expected briefs, or --brief and --table"));
        }
        // Two briefs of one id must not write to one file.
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for task in &mut tasks {
            let count = seen.entry(task.name.clone()).or_default();
            *count += 1;
            if *count > 1 {
                task.name = format!("{}-{count}", task.name);
            }
        }
        Ok(tasks)
    }

    fn task(&self, value: Value, folder: Option<PathBuf>, suffix: &str) -> Task {
        let id = value.get("id").and_then(Value::as_str).unwrap_or("video");
        let name = format!("{}{suffix}", file_name(id));
        let voice = format!(
            "{:?} {:?} {:?} {:?}",
            self.voiceover, self.captions, self.caption_style, self.caption_platform
        );
        let settings = format!("{:?} {:?} {voice} {value}", self.quality, self.output_format);
        let hash = Sha256::digest(settings.as_bytes());
        let hash = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        Task { source: BriefSource(value), folder, name, hash }
    }

    /// A task for a brief that could not be read; rendering it says why.
    fn unread(&self, source: &BriefSource) -> Task {
        let path = source.0.as_str().unwrap_or("video");
        let stem = Path::new(path).file_stem().and_then(|s| s.to_str()).unwrap_or("video");
        let mut task = self.task(Value::Null, None, "");
        task.name = file_name(stem);
        // No record may say that it is done.
        task.hash = String::new();
        task
    }

    fn request(&self, task: &Task) -> Brief {
        Brief {
            brief: task.source.clone(),
            quality: self.quality,
            output_format: self.output_format,
            frames: None,
            template_dir: self.template_dir.clone(),
            missing_assets: self.missing_assets,
            media_root: task.folder.iter().cloned().collect(),
            offline: self.offline,
            encoder: Encoder::Auto,
            preset: None,
            crf: None,
            voiceover: self.voiceover,
            captions: self.captions,
            caption_style: self.caption_style.clone(),
            caption_platform: self.caption_platform.clone(),
            caption_file: None,
            seed: 0,
        }
    }

    async fn one(&self, context: &Context, task: &Task, output: &Path) -> Result<Video> {
        let mut child = Context::new(context.config.clone());
        child.cancel = context.cancel.child_token();
        child.trust = context.trust;
        child.output = Some(output.to_owned());
        // The record has just said that what may lie there is not this video.
        child.overwrite = context.overwrite || !output.exists();
        self.request(task).run(Arc::new(child)).await
    }
}

/// The rows of a CSV or JSON-lines file.
fn rows(table: &Path) -> Result<Vec<Map<String, Value>>> {
    let name = table.display();
    let text = std::fs::read_to_string(table)
        .map_err(|e| Error::from(e).context(format!("reading {name}")))?;
    let lines = table.extension().is_some_and(|e| e == "jsonl" || e == "ndjson");
    let rows: Vec<Map<String, Value>> = if lines || text.trim_start().starts_with('{') {
        let parse = |(number, line): (usize, &str)| {
            serde_json::from_str(line)
                .map_err(|e| Error::field("table", format!("{name} line {}: {e}", number + 1)))
        };
        text.lines()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty())
            .map(parse)
            .collect::<Result<_>>()?
    } else {
        let mut reader =
            csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
        reader
            .deserialize::<BTreeMap<String, String>>()
            .map(|row| {
                let row = row.map_err(|e| Error::field("table", format!("{name}: {e}")))?;
                Ok(row.into_iter().map(|(k, v)| (k, Value::String(v))).collect())
            })
            .collect::<Result<_>>()?
    };
    if rows.is_empty() {
        return Err(Error::field("table", format!("{name} has no rows")));
    }
    Ok(rows)
}

/// A copy of `value` with every `{{name}}` replaced by the row's text.
fn filled(value: &Value, row: &Map<String, Value>) -> Value {
    match value {
        Value::String(text) => {
            let mut text = text.clone();
            for (name, value) in row {
                let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                for mark in [format!("{{{{{name}}}}}"), format!("{{{{ {name} }}}}")] {
                    text = text.replace(&mark, &value);
                }
            }
            Value::String(text)
        }
        Value::Array(list) => list.iter().map(|v| filled(v, row)).collect(),
        Value::Object(object) => {
            object.iter().map(|(key, v)| (key.clone(), filled(v, row))).collect()
        }
        other => other.clone(),
    }
}

fn read_record(folder: &Path) -> Record {
    // A record that cannot be read only means that everything is rendered again.
    std::fs::read(folder.join(RECORD))
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default()
}

fn write_record(folder: &Path, record: &Record) -> Result<()> {
    let text = serde_json::to_vec_pretty(record)
        .map_err(|e| Error::internal("writing the batch record").caused_by(e))?;
    super::picture::write(&folder.join(RECORD), &text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn placeholders_are_filled_everywhere() {
        let row = json!({"name": "Ada", "n": 3});
        let brief =
            json!({"id": "{{name}}", "sections": [{"content": {"title": "Hi {{ name }} {{n}}"}}]});
        let filled = filled(&brief, row.as_object().expect("object"));
        assert_eq!(filled["id"], "Ada");
        assert_eq!(filled["sections"][0]["content"]["title"], "Hi Ada 3");
    }
}
