//! Voices that were made from recordings.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Readers, Store};
use crate::error::{Error, Kind, Result};

/// A voice made from recordings.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Profile {
    /// Its name in requests: `voi_…`.
    pub id: String,
    /// When it was made.
    #[schemars(with = "String")]
    pub created_at: Timestamp,
    /// What people call it; unique.
    pub name: String,
    /// What it is like.
    pub description: Option<String>,
    /// The language of the recordings.
    pub language: Option<String>,
    /// Its recordings.
    pub references: Vec<Recorded>,
    /// How good the recordings are, 0 to 1: the mean of theirs.
    pub quality_score: f64,
    /// How often it has spoken.
    pub usage_count: u64,
    /// The names under which vendors have learnt it.
    #[serde(skip)]
    pub learnt: Map<String, Value>,
}

/// A recording of a voice, and what was measured of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Recorded {
    /// The file's name.
    pub name: String,
    /// SHA-256 of the stored WAV file, in hexadecimal digits.
    pub sha256: String,
    /// Length in seconds.
    pub duration_seconds: f64,
    /// How good it is, 0 to 1.
    pub quality_score: f64,
    /// The share of samples at full scale.
    pub clipping: f64,
    /// How far the voice is above the noise, in dB.
    pub signal_to_noise_db: f64,
    /// The share of time in which nobody speaks.
    pub silence: f64,
    /// What is wrong with it.
    pub issues: Vec<String>,
}

const COLUMNS: &str =
    "id, created_at, name, description, language, references_, quality, usage_count, learnt";

fn read(row: &Row<'_>) -> rusqlite::Result<Profile> {
    let json = |text: String| serde_json::from_str(&text).ok();
    Ok(Profile {
        id: row.get(0)?,
        created_at: Timestamp::from_millisecond(row.get(1)?).unwrap_or_default(),
        name: row.get(2)?,
        description: row.get(3)?,
        language: row.get(4)?,
        references: serde_json::from_str(&row.get::<_, String>(5)?).unwrap_or_default(),
        quality_score: row.get(6)?,
        usage_count: row.get::<_, i64>(7)?.try_into().unwrap_or_default(),
        learnt: json(row.get(8)?).unwrap_or_default(),
    })
}

fn insert(c: &Connection, profile: &Profile) -> rusqlite::Result<bool> {
    let sql = "INSERT INTO voices (id, created_at, name, description, language, references_, \
        quality) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (name) DO NOTHING";
    let references = serde_json::to_string(&profile.references).unwrap_or_default();
    let changed = c.prepare_cached(sql)?.execute(params![
        profile.id,
        profile.created_at.as_millisecond(),
        profile.name,
        profile.description,
        profile.language,
        references,
        profile.quality_score,
    ])?;
    Ok(changed > 0)
}

impl Store {
    /// Keeps a voice.
    ///
    /// # Errors
    /// `Conflict` if there is one of that name; if the database cannot be written.
    pub async fn keep_voice(&self, profile: Profile) -> Result<()> {
        let name = profile.name.clone();
        if self.write(move |c| insert(c, &profile)).await? {
            return Ok(());
        }
        Err(Error::new(Kind::Conflict, format!("there is a voice named {name:?}"))
            .hint("choose another name, or delete that voice"))
    }

    /// Counts a use of a voice, without waiting.
    pub fn used_voice(&self, id: String) {
        self.tell(move |c| {
            let sql = "UPDATE voices SET usage_count = usage_count + 1 WHERE id = ?1";
            c.prepare_cached(sql)?.execute([id]).map(drop)
        });
    }

    /// Notes the name under which a vendor has learnt a voice.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub async fn learnt_voice(
        &self,
        id: String,
        provider: &'static str,
        name: String,
    ) -> Result<()> {
        self.write(move |c| {
            let sql = "UPDATE voices SET learnt = json_set(learnt, '$.' || ?2, ?3) WHERE id = ?1";
            c.prepare_cached(sql)?.execute([id, provider.to_owned(), name]).map(drop)
        })
        .await
    }

    /// Forgets a voice; false if there was none.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub async fn forget_voice(&self, id: String) -> Result<bool> {
        let sql = "DELETE FROM voices WHERE id = ?1";
        self.write(move |c| Ok(c.prepare_cached(sql)?.execute([id])? > 0)).await
    }
}

impl Readers {
    /// All voices, by name.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn voices(&self) -> Result<Vec<Profile>> {
        self.read(|c| {
            let mut query =
                c.prepare_cached(&format!("SELECT {COLUMNS} FROM voices ORDER BY name"))?;
            query.query_map([], read)?.collect()
        })
    }

    /// The voice of this id or name.
    ///
    /// # Errors
    /// `NotFound` if there is none; if the database cannot be read.
    pub fn voice(&self, id: &str) -> Result<Profile> {
        let found = self.read(|c| {
            let sql = format!("SELECT {COLUMNS} FROM voices WHERE id = ?1 OR name = ?1");
            c.prepare_cached(&sql)?.query_row([id], read).optional()
        })?;
        found.ok_or_else(|| {
            Error::new(Kind::NotFound, format!("there is no voice profile {id:?}"))
                .hint("`remotion-media tts voices` lists them")
        })
    }
}

/// The fingerprints of all recordings.
pub(super) fn recordings(c: &Connection) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT json_extract(value, '$.sha256') FROM voices, json_each(references_)";
    let mut query = c.prepare_cached(sql)?;
    query.query_map([], |row| row.get(0))?.collect()
}

#[cfg(test)]
mod tests {
    use super::{super::Durability, *};

    #[tokio::test]
    async fn a_voice_is_kept_counted_and_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::start(folder.path(), Durability::Relaxed);
        let profile = Profile {
            id: "voi_1".to_owned(),
            created_at: Timestamp::from_millisecond(5).unwrap(),
            name: "Ada".to_owned(),
            description: None,
            language: Some("en".to_owned()),
            references: vec![Recorded {
                name: "a.wav".to_owned(),
                sha256: "ab".to_owned(),
                duration_seconds: 5.0,
                quality_score: 0.9,
                clipping: 0.0,
                signal_to_noise_db: 40.0,
                silence: 0.1,
                issues: Vec::new(),
            }],
            quality_score: 0.9,
            usage_count: 0,
            learnt: Map::new(),
        };
        store.keep_voice(profile.clone()).await.unwrap();
        let again = store.keep_voice(Profile { id: "voi_2".into(), ..profile.clone() }).await;
        assert_eq!(again.unwrap_err().kind(), Kind::Conflict);
        store.used_voice("voi_1".to_owned());
        store.learnt_voice("voi_1".to_owned(), "p", "x1".to_owned()).await.unwrap();
        let readers = Readers::of(folder.path());
        let found = readers.voice("Ada").unwrap();
        assert_eq!((found.usage_count, found.learnt["p"].as_str()), (1, Some("x1")));
        assert_eq!(store.write(recordings).await.unwrap(), ["ab"]);
        assert!(store.forget_voice("voi_1".to_owned()).await.unwrap());
        assert_eq!(readers.voice("voi_1").unwrap_err().kind(), Kind::NotFound);
        assert!(readers.voices().unwrap().is_empty());
    }
}
