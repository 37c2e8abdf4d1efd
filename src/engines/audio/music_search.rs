//! `audio.music-search`: music in a folder of this machine or at a source, with licence and whom to
//! name; what is downloaded has that beside it, so that it reaches the video.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::shelf;
use crate::{
    capability::{Capability, Makes, Offer, Weight, named},
    config::{
        Config,
        keys::{self, Key},
    },
    context::Context,
    error::{Error, Kind, Result},
    providers::{
        http,
        tracks::{Query, SITES, Track, search},
    },
};

/// A folder of this machine.
const LOCAL: &str = "local";
/// What was made with Suno and lies in a folder of its own.
const SUNO: &str = "suno";

named! {
    /// Where music is looked for.
    MusicSource = LOCAL, of names
}

fn names() -> Vec<&'static str> {
    [LOCAL, SUNO].into_iter().chain(SITES.iter().map(|site| site.name)).collect()
}

/// Find music, with its licence and whom to name
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MusicSearch {
    /// Words that titles, artists and tags are looked through for
    #[serde(default)]
    #[schemars(length(max = 200))]
    pub query: String,
    /// Where: local is MUSIC_DIR, suno is SUNO_DIR, the others are asked over the network
    #[serde(default)]
    #[arg(value_parser = MusicSource::parser())]
    pub source: MusicSource,
    /// A mood, as one more word
    #[schemars(length(max = 100))]
    pub mood: Option<String>,
    /// A genre
    #[schemars(length(max = 100))]
    pub genre: Option<String>,
    /// Least length in seconds
    #[schemars(range(min = 0.0, max = 36_000.0))]
    pub duration_min: Option<f64>,
    /// Most length in seconds
    #[schemars(range(min = 0.0, max = 36_000.0))]
    pub duration_max: Option<f64>,
    /// Least beats per minute
    #[schemars(range(min = 20.0, max = 400.0))]
    pub bpm_min: Option<f64>,
    /// Most beats per minute
    #[schemars(range(min = 20.0, max = 400.0))]
    pub bpm_max: Option<f64>,
    /// At most so many
    #[serde(default = "ten")]
    #[schemars(range(min = 1, max = 50))]
    pub limit: usize,
    /// Whether what is found is fetched, with a file beside each that says its licence
    #[serde(default)]
    pub download: bool,
}

const fn ten() -> usize {
    10
}

/// What was found.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Tracks {
    /// The tracks, the best first.
    pub tracks: Vec<FoundTrack>,
    /// Where they were looked for.
    pub source: String,
    /// What was odd.
    pub warnings: Vec<String>,
}

/// A track, and its file if it is on this machine.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FoundTrack {
    /// What the source tells of it.
    #[serde(flatten)]
    pub track: Track,
    /// The file.
    pub file: Option<PathBuf>,
}

impl Capability for MusicSearch {
    const NAME: &'static str = "audio.music-search";
    const PATH: Option<&'static str> = Some("/audio/music/search");
    const WEIGHT: Weight = Weight::Job;
    const SUMMARY: &'static str = "Find music, with its licence and whom to name";
    const EXAMPLES: &'static [(&'static str, &'static str)] = &[
        ("In your own folder", "calm --bpm-max 90 --set music_dir=~/Music"),
        ("Free music, fetched", "\"lofi piano\" --source openverse --download -o music/"),
    ];
    const MAIN: Option<&'static str> = Some("query");
    const MAKES: Makes = Makes::Folder;
    type Output = Tracks;

    fn providers(config: &Config) -> Vec<Offer> {
        let offer = |name| Offer { name, missing: missing(name, config) };
        names().into_iter().map(offer).collect()
    }

    fn ready(&self, config: &Config) -> Result<()> {
        match missing(&self.source.0, config) {
            None => Ok(()),
            Some(variable) => {
                let text = format!("{} is not set up: {variable} is not set", self.source.0);
                Err(Error::new(Kind::ProviderNotConfigured, text)
                    .detail("variable", variable)
                    .hint("set it, or name another source"))
            }
        }
    }

    async fn run(self, context: Arc<Context>) -> Result<Tracks> {
        self.ready(&context.config)?;
        let words = [Some(self.query.clone()), self.mood.clone()];
        let query = Query {
            text: words.into_iter().flatten().collect::<Vec<_>>().join(" ").trim().to_owned(),
            genre: self.genre.clone(),
            seconds: (self.duration_min, self.duration_max),
            bpm: (self.bpm_min, self.bpm_max),
            limit: self.limit,
        };
        let site = SITES.iter().find(|site| site.name == self.source.0);
        let tracks = if let Some(site) = site {
            context.progress.stage("searching", 0);
            let found = search(&context.config, &context.cancel, site, &query).await?;
            let fits = found.into_iter().filter(|track| fits(track, &query));
            fits.take(self.limit).map(|track| FoundTrack { track, file: None }).collect()
        } else {
            let key = folder_key(&self.source.0);
            let folder = context.config.path(key);
            context.blocking(move |context| shelf::search(context, &folder, &query)).await?
        };
        let tracks = if self.download { fetched(&context, tracks).await? } else { tracks };
        Ok(Tracks { tracks, source: self.source.0, warnings: context.warnings() })
    }
}

/// The setting that names the folder of a source on this machine.
fn folder_key(source: &str) -> &'static Key {
    if source == SUNO { keys::SUNO_DIR } else { keys::MUSIC_DIR }
}

/// The variable that a source lacks.
fn missing(source: &str, config: &Config) -> Option<&'static str> {
    let needs = match SITES.iter().find(|site| site.name == source) {
        Some(site) => site.needs,
        None => Some(folder_key(source)),
    };
    needs.filter(|key| config.text(key).is_none()).map(|key| key.variable)
}

/// Whether a track is what was asked for, as far as the source tells.
pub(super) fn fits(track: &Track, query: &Query) -> bool {
    let inside = |value: Option<f64>, (least, most): (Option<f64>, Option<f64>)| {
        value.is_none_or(|x| least.is_none_or(|y| x >= y) && most.is_none_or(|y| x <= y))
    };
    inside(track.duration_seconds, query.seconds) && inside(track.bpm, query.bpm)
}

async fn fetched(context: &Arc<Context>, tracks: Vec<FoundTrack>) -> Result<Vec<FoundTrack>> {
    let folder = context.output_folder("music")?;
    let limit = context.config.whole(keys::MAX_FILE_SIZE_MB) << 20;
    context.progress.stage("downloading", tracks.len() as u64);
    let mut all = Vec::new();
    for mut track in tracks {
        context.check_cancelled()?;
        let Some(url) = track.track.audio_url.clone().filter(|_| track.file.is_none()) else {
            if track.file.is_none() {
                context.warn(format!("{}: the source gives no file of it", track.track.title));
            }
            all.push(track);
            continue;
        };
        let target = folder.join(format!("{}.{}", file_name(&track.track), ending(&url)));
        context.may_write(&target)?;
        match http::download(&url, &target, limit, &context.guard, &context.cancel).await {
            Ok(()) => {
                let beside = credit_file(&target);
                let text = serde_json::to_vec_pretty(&track.track)
                    .map_err(|e| Error::internal("a credit is no JSON").caused_by(e))?;
                std::fs::write(&beside, text)?;
                context.made(&target);
                context.made(&beside);
                track.file = Some(target);
            }
            Err(error) if error.kind() == Kind::Cancelled => return Err(error),
            Err(error) => context.warn(format!("{}: {error}", track.track.title)),
        }
        context.progress.advance(1);
        all.push(track);
    }
    Ok(all)
}

/// The file beside a track that says its licence: `song.mp3.credit.json`.
pub(in crate::engines) fn credit_file(track: &Path) -> PathBuf {
    let mut name = track.as_os_str().to_owned();
    name.push(".credit.json");
    name.into()
}

fn file_name(track: &Track) -> String {
    let by = track.artist.as_deref().map(|artist| format!("{artist} - ")).unwrap_or_default();
    let name: String = format!("{by}{}", track.title)
        .chars()
        .take(80)
        .map(|c| if c.is_alphanumeric() || " -_.".contains(c) { c } else { '_' })
        .collect();
    let name = name.trim_matches(['.', ' ', '-']).to_owned();
    if name.is_empty() { "track".to_owned() } else { name }
}

fn ending(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let known = ["mp3", "ogg", "flac", "wav", "m4a", "opus"];
    let found = path.rsplit_once('.').map(|(_, ending)| ending);
    found.filter(|ending| known.contains(ending)).unwrap_or("mp3")
}
