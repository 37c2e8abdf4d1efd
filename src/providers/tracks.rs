//! Music of others: searched at Openverse, Freesound and `SoundCloud`, each track with its licence and
//! whom to name.
//!
//! Folders of this machine are left to the engines.

use std::sync::{LazyLock, Mutex, PoisonError};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::{
    guard::Guard,
    http::{Ask, Sent, escaped},
    patience::Caller,
};
use crate::{
    config::{Config, keys, keys::Key},
    error::{Error, Kind, Result},
};

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Words.
    pub text: String,
    /// A genre.
    pub genre: Option<String>,
    /// Seconds, least and most.
    pub seconds: (Option<f64>, Option<f64>),
    /// Beats per minute, least and most.
    pub bpm: (Option<f64>, Option<f64>),
    /// At most so many.
    pub limit: usize,
}

/// A track that was found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Track {
    /// Its name at the source.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Who made it.
    pub artist: Option<String>,
    /// Length in seconds.
    pub duration_seconds: Option<f64>,
    /// Beats per minute.
    pub bpm: Option<f64>,
    /// Words it was found by.
    pub tags: Vec<String>,
    /// The sound file or a preview of it, if it can be fetched.
    pub audio_url: Option<String>,
    /// Where people find it.
    pub page_url: Option<String>,
    /// Under which licence, as short as `CC BY 4.0`.
    pub license: String,
    /// The text of the licence.
    pub license_url: Option<String>,
    /// What must be said of it where it is used.
    pub attribution: String,
}

/// A source of music.
#[derive(Debug)]
pub struct Site {
    /// Its name in requests.
    pub name: &'static str,
    /// The setting that enables it, if one does.
    pub needs: Option<&'static Key>,
}

/// The sources that are searched over the network.
pub static SITES: &[Site] = &[
    Site { name: "openverse", needs: None },
    Site { name: "freesound", needs: Some(keys::FREESOUND_API_KEY) },
    Site { name: "soundcloud", needs: Some(keys::SOUNDCLOUD_CLIENT_ID) },
];

/// Searches a source.
///
/// # Errors
/// `ProviderNotConfigured` without its key; what it answers.
pub async fn search(
    config: &Config,
    cancel: &CancellationToken,
    site: &'static Site,
    query: &Query,
) -> Result<Vec<Track>> {
    let desk = Desk { config, cancel, site };
    match site.name {
        "openverse" => desk.openverse(query).await,
        "freesound" => desk.freesound(query).await,
        _ => desk.soundcloud(query).await,
    }
}

struct Desk<'a> {
    config: &'a Config,
    cancel: &'a CancellationToken,
    site: &'static Site,
}

impl Desk<'_> {
    fn base(&self, key: &Key, usual: &str) -> String {
        let base = self.config.text(key).unwrap_or_else(|| usual.to_owned());
        base.trim_end_matches('/').to_owned()
    }

    async fn get(&self, url: &str, authorization: Option<String>) -> Result<Value> {
        let variable = self.site.needs.map_or("", |key| key.variable);
        let caller = Caller {
            provider: self.site.name,
            variable,
            guard: Guard::open(),
            cancel: self.cancel,
        };
        let mut ask = Ask::new("GET", url, Sent::Nothing).header("accept", "application/json");
        if let Some(value) = authorization {
            ask = ask.header("authorization", value);
        }
        caller.call(&ask).await?.json()
    }

    /// api.openverse.org/v1, which asks for no key; only what may be used commercially.
    async fn openverse(&self, query: &Query) -> Result<Vec<Track>> {
        let base = self.base(keys::OPENVERSE_BASE_URL, "https://api.openverse.org");
        let words = [Some(query.text.as_str()), query.genre.as_deref()];
        let words = words.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let url = format!(
            "{base}/v1/audio/?q={}&license_type=commercial&category=music&page_size={}",
            escaped(words.trim()),
            query.limit.clamp(1, 20)
        );
        let answer = self.get(&url, None).await?;
        let tracks = list(&answer["results"]).map(|one| {
            let licence = format!("{} {}", text(one, "license"), text(one, "license_version"));
            let kind = licence.trim().to_uppercase();
            // Of public domain works there is nothing before the name.
            let short = ["CC0", "PDM"].iter().any(|free| kind.starts_with(free));
            Track {
                id: text(one, "id"),
                title: text(one, "title"),
                artist: some(one, "creator"),
                duration_seconds: one["duration"].as_f64().map(|ms| ms / 1000.0),
                bpm: None,
                tags: list(&one["tags"]).map(|tag| text(tag, "name")).collect(),
                audio_url: some(one, "url"),
                page_url: some(one, "foreign_landing_url"),
                license: if short { kind } else { format!("CC {kind}") },
                license_url: some(one, "license_url"),
                attribution: text(one, "attribution"),
            }
        });
        Ok(tracks.collect())
    }

    /// freesound.org/apiv2; the previews can be fetched without an account of the user.
    async fn freesound(&self, query: &Query) -> Result<Vec<Track>> {
        let base = self.base(keys::FREESOUND_BASE_URL, "https://freesound.org");
        let token = self.config.required(keys::FREESOUND_API_KEY)?;
        let range = |(least, most): (Option<f64>, Option<f64>)| {
            let end = |x: Option<f64>| x.map_or_else(|| "*".to_owned(), |x| x.to_string());
            format!("[{} TO {}]", end(least), end(most))
        };
        let mut filter = Vec::new();
        if query.seconds != (None, None) {
            filter.push(format!("duration:{}", range(query.seconds)));
        }
        if query.bpm != (None, None) {
            filter.push(format!("bpm:{}", range(query.bpm)));
        }
        filter.extend(query.genre.as_ref().map(|genre| format!("tag:{genre}")));
        let fields = "id,name,username,tags,license,duration,previews,url,bpm";
        let url = format!(
            "{base}/apiv2/search/?query={}&filter={}&fields={}&page_size={}",
            escaped(&query.text),
            escaped(&filter.join(" ")),
            escaped(fields),
            query.limit.clamp(1, 150)
        );
        let answer = self.get(&url, Some(format!("Token {token}"))).await?;
        let tracks = list(&answer["results"]).map(|one| {
            let (title, artist) = (text(one, "name"), text(one, "username"));
            let link = text(one, "license");
            let license = licence_of(&link);
            Track {
                id: one["id"].to_string(),
                attribution: format!("\"{title}\" by {artist} (Freesound), {license}"),
                title,
                artist: Some(artist),
                duration_seconds: one["duration"].as_f64(),
                bpm: one["bpm"].as_f64(),
                tags: list(&one["tags"]).filter_map(Value::as_str).map(str::to_owned).collect(),
                audio_url: some(&one["previews"], "preview-hq-mp3"),
                page_url: some(one, "url"),
                license,
                license_url: Some(link),
            }
        });
        Ok(tracks.collect())
    }

    /// api.soundcloud.com with a token of the application, which is kept: few are given.
    async fn soundcloud(&self, query: &Query) -> Result<Vec<Track>> {
        let base = self.base(keys::SOUNDCLOUD_BASE_URL, "https://api.soundcloud.com");
        let token = self.token().await?;
        let mut url = format!(
            "{base}/tracks?q={}&access=playable&limit={}",
            escaped(&query.text),
            query.limit.clamp(1, 200)
        );
        if let Some(genre) = &query.genre {
            url += &format!("&genres={}", escaped(genre));
        }
        let ends = [
            ("bpm[from]", query.bpm.0),
            ("bpm[to]", query.bpm.1),
            ("duration[from]", query.seconds.0.map(|s| s * 1000.0)),
            ("duration[to]", query.seconds.1.map(|s| s * 1000.0)),
        ];
        for (name, value) in ends {
            if let Some(value) = value {
                url += &format!("&{}={value}", escaped(name));
            }
        }
        let answer = self.get(&url, Some(format!("OAuth {token}"))).await?;
        let found = if answer.is_array() { &answer } else { &answer["collection"] };
        let tracks = list(found).map(|one| {
            let (title, artist) = (text(one, "title"), text(&one["user"], "username"));
            let license = match text(one, "license") {
                none if none.is_empty() => "all rights reserved".to_owned(),
                named => named.replace("cc-", "CC ").replace('-', " "),
            };
            Track {
                id: some(one, "urn").unwrap_or_else(|| one["id"].to_string()),
                attribution: format!("\"{title}\" by {artist} (SoundCloud), {license}"),
                title,
                artist: Some(artist),
                duration_seconds: one["duration"].as_f64().map(|ms| ms / 1000.0),
                bpm: one["bpm"].as_f64(),
                tags: text(one, "tag_list").split_whitespace().map(str::to_owned).collect(),
                // Streams belong to its own players; what may be loaded says so.
                audio_url: some(one, "download_url").filter(|_| one["downloadable"] == true),
                page_url: some(one, "permalink_url"),
                license,
                license_url: None,
            }
        });
        Ok(tracks.collect())
    }

    async fn token(&self) -> Result<String> {
        static KEPT: LazyLock<Mutex<Option<(String, String)>>> = LazyLock::new(Mutex::default);
        let id = self.config.required(keys::SOUNDCLOUD_CLIENT_ID)?;
        let secret = self.config.required(keys::SOUNDCLOUD_CLIENT_SECRET)?;
        {
            let kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((_, token)) = kept.as_ref().filter(|(of, _)| *of == id) {
                return Ok(token.clone());
            }
        }
        let base = self.base(keys::SOUNDCLOUD_BASE_URL, "https://secure.soundcloud.com");
        let basic = {
            use base64::{Engine as _, engine::general_purpose::STANDARD};
            STANDARD.encode(format!("{id}:{secret}"))
        };
        let form = b"grant_type=client_credentials".to_vec();
        let sent = Sent::Bytes(form, "application/x-www-form-urlencoded");
        let ask = Ask::new("POST", format!("{base}/oauth/token"), sent)
            .header("authorization", format!("Basic {basic}"));
        let caller = Caller {
            provider: self.site.name,
            variable: keys::SOUNDCLOUD_CLIENT_ID.variable,
            guard: Guard::open(),
            cancel: self.cancel,
        };
        let answer = caller.call(&ask).await?.json()?;
        let token = some(&answer, "access_token")
            .ok_or_else(|| Error::new(Kind::Provider, "soundcloud answered without a token"))?;
        *KEPT.lock().unwrap_or_else(PoisonError::into_inner) = Some((id, token.clone()));
        Ok(token)
    }
}

/// `CC BY 4.0` of `https://creativecommons.org/licenses/by/4.0/`.
fn licence_of(url: &str) -> String {
    let parts: Vec<&str> = url.trim_end_matches('/').rsplit('/').take(2).collect();
    match parts.as_slice() {
        [version, kind] if url.contains("/publicdomain/") => {
            format!("{} {version}", if *kind == "zero" { "CC0" } else { "public domain" })
        }
        [version, kind] if url.contains("creativecommons") => {
            format!("CC {} {version}", kind.to_uppercase())
        }
        _ => url.to_owned(),
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn some(value: &Value, name: &str) -> Option<String> {
    value[name].as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}

fn text(value: &Value, name: &str) -> String {
    some(value, name).unwrap_or_default()
}

#[test]
fn a_licence_is_read_from_its_address() {
    assert_eq!(licence_of("https://creativecommons.org/licenses/by-nc/4.0/"), "CC BY-NC 4.0");
    assert_eq!(licence_of("http://creativecommons.org/publicdomain/zero/1.0/"), "CC0 1.0");
    assert_eq!(licence_of("own"), "own");
}
