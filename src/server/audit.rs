//! The audit log: one line of JSON for every API call, appended to files by day.
//!
//! Files and not the database, because a flood of requests must not hold up jobs. A line is with
//! the operating system before the answer goes out, so it outlives the service. Secrets, bodies
//! and queries are never in it. Files are kept as long as jobs are, and rolled by size.

use std::{
    fs::{File, OpenOptions},
    io::{BufRead as _, BufReader, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use jiff::{Timestamp, ToSpan as _, civil::Date, tz::TimeZone};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// A file that is larger is continued in another.
const ROLL: u64 = 64 << 20;
/// The most files; the oldest go.
const FILES: usize = 64;

/// One API call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    /// When it came.
    #[schemars(with = "String")]
    pub at: Timestamp,
    /// Its id, as in the answer's `X-Request-Id`.
    pub request_id: String,
    /// The beginning of the key's fingerprint; absent if there was no right one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_id: Option<String>,
    /// The caller's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remote: Option<String>,
    /// Its method.
    pub method: String,
    /// The route's template, or the path if there is none.
    pub route: String,
    /// The answer's status.
    pub status: u16,
    /// How long the answer took.
    pub duration_ms: f64,
    /// The job it was about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_id: Option<String>,
}

/// The log of one data folder.
#[derive(Debug)]
pub struct Audit {
    folder: PathBuf,
    open: Mutex<Option<Open>>,
}

#[derive(Debug)]
struct Open {
    day: Date,
    file: File,
    bytes: u64,
}

impl Audit {
    /// The log in a data folder.
    ///
    /// # Errors
    /// If its folder cannot be made.
    pub fn open(folder: &Path) -> Result<Self> {
        let folder = folder.join("audit");
        std::fs::create_dir_all(&folder)
            .map_err(|error| Error::from(error).context(format!("making {}", folder.display())))?;
        Ok(Self { folder, open: Mutex::default() })
    }

    fn lock(&self) -> MutexGuard<'_, Option<Open>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes down a call. A full disk must not stop the service, so it is only counted.
    pub fn write(&self, entry: &Entry) {
        let mut line = serde_json::to_vec(entry).unwrap_or_default();
        line.push(b'\n');
        let day = entry.at.to_zoned(TimeZone::UTC).date();
        let mut open = self.lock();
        let wrote = self.file(&mut open, day).and_then(|open| {
            open.bytes += line.len() as u64;
            open.file.write_all(&line)
        });
        if wrote.is_err() {
            *open = None;
            metrics::counter!("remotion_audit_lost_total").increment(1);
        }
    }

    fn file<'a>(&self, open: &'a mut Option<Open>, day: Date) -> std::io::Result<&'a mut Open> {
        if open.as_ref().is_none_or(|open| open.day != day || open.bytes >= ROLL) {
            let (file, bytes) = (0..)
                .map(|part| self.folder.join(format!("{day}.{part:03}.jsonl")))
                .find_map(|path| {
                    let mut options = OpenOptions::new();
                    let options = options.append(true).create(true).mode(0o600);
                    let file = match options.open(path) {
                        Ok(file) => file,
                        Err(error) => return Some(Err(error)),
                    };
                    let bytes = file.metadata().map(|data| data.len()).unwrap_or_default();
                    (bytes < ROLL).then_some(Ok((file, bytes)))
                })
                .expect("there is no end of numbers")?;
            *open = Some(Open { day, file, bytes });
        }
        Ok(open.as_mut().expect("it was just opened"))
    }

    /// Brings everything to the disk.
    pub fn flush(&self) {
        if let Some(open) = self.lock().as_ref() {
            // What cannot be written is told by the next line.
            let _ = open.file.sync_all();
        }
    }

    /// Deletes files of more than so many days ago, and the oldest of too many.
    pub fn prune(&self, days: i64) {
        let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
        let first = today.checked_sub(days.days()).unwrap_or(Date::MIN).to_string();
        let files = self.files();
        let surplus = files.len().saturating_sub(FILES);
        for (index, file) in files.iter().enumerate() {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            if index < surplus || *name < *first {
                // It is tried again tomorrow.
                let _ = std::fs::remove_file(file);
            }
        }
    }

    /// The files, the oldest first.
    fn files(&self) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut files: Vec<_> = entries
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "jsonl"))
            .collect();
        files.sort();
        files
    }

    /// The newest calls that are wanted, the newest first.
    pub fn read(&self, limit: usize, wanted: impl Fn(&Entry) -> bool) -> Vec<Entry> {
        let mut found = Vec::new();
        for file in self.files().iter().rev() {
            let Ok(file) = File::open(file) else { continue };
            // A line that was cut off by a crash is no entry.
            let lines = BufReader::new(file).lines().map_while(std::result::Result::ok);
            let entries = lines.filter_map(|line| serde_json::from_str::<Entry>(&line).ok());
            let mut here: Vec<_> = entries.filter(|entry| wanted(entry)).collect();
            here.reverse();
            found.append(&mut here);
            if found.len() >= limit {
                break;
            }
        }
        found.truncate(limit);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(at: &str, route: &str) -> Entry {
        Entry {
            at: at.parse().unwrap(),
            request_id: "req_1".into(),
            key_id: None,
            remote: None,
            method: "GET".into(),
            route: route.into(),
            status: 200,
            duration_ms: 1.5,
            job_id: None,
        }
    }

    #[test]
    fn calls_are_read_back_the_newest_first_and_forgotten_by_day() {
        let folder = tempfile::tempdir().unwrap();
        let audit = Audit::open(folder.path()).unwrap();
        for (at, route) in [
            ("2026-01-01T00:00:00Z", "/a"),
            ("2026-01-02T00:00:00Z", "/b"),
            ("2026-01-02T00:00:01Z", "/c"),
        ] {
            audit.write(&entry(at, route));
        }
        let routes = |limit| {
            let found = audit.read(limit, |_| true);
            found.into_iter().map(|entry| entry.route).collect::<Vec<_>>()
        };
        assert_eq!(routes(10), ["/c", "/b", "/a"]);
        assert_eq!(routes(1), ["/c"]);
        assert_eq!(audit.read(10, |entry| entry.route == "/a").len(), 1);
        audit.prune(1);
        assert!(routes(10).is_empty());
    }
}
