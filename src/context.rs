//! What one run of a capability works with: settings, who asks, where output goes, how to report
//! and how to stop.
//!
//! Engines take everything from here, so that a test can stand in for a terminal and a server
//! for both. Recording a run is left to `store/`, showing it to `commands/`.

use std::{
    ffi::OsStr,
    fmt,
    path::{Path, PathBuf},
    str::FromStr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use serde::{Deserialize, Serialize};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use crate::{
    config::{Config, keys},
    error::{Error, Kind, Result},
    progress::Progress,
};

/// Who asks, which decides what a path may reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// The person at the terminal: their paths are their own.
    Terminal,
    /// Someone over HTTP: only allowed folders and public addresses.
    Network,
}

/// The name of one run: `job_` and a number that sorts by time, or what a client chose.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct JobId(String);

impl JobId {
    /// A new one.
    #[must_use]
    pub fn new() -> Self {
        Self(format!("job_{}", uuid::Uuid::now_v7().simple()))
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for JobId {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Display for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for JobId {
    type Err = Error;

    /// Takes what a client may choose; it becomes part of paths, so nothing else is allowed.
    fn from_str(text: &str) -> Result<Self> {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        if text.is_empty() || text.len() > 128 || !text.chars().all(plain) {
            let message = "expected 1 to 128 letters, digits, - and _";
            return Err(Error::field("job_id", message));
        }
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for JobId {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<JobId> for String {
    fn from(id: JobId) -> Self {
        id.0
    }
}

type Listener = Box<dyn Fn(&str) + Send + Sync>;

/// Everything a run needs that is not in its request.
pub struct Context {
    /// Settings, with their origins.
    pub config: Config,
    /// Where to report.
    pub progress: Progress,
    /// Says when to stop; look at it in every loop and every wait.
    pub cancel: CancellationToken,
    /// Who asks.
    pub trust: Trust,
    /// The name of this run.
    pub job: JobId,
    /// The main output, if the caller chose it.
    pub output: Option<PathBuf>,
    /// Whether files that exist may be replaced.
    pub overwrite: bool,
    /// Hears warnings as they happen; they are in the result as well.
    pub on_warning: Option<Listener>,
    notes: Mutex<Notes>,
}

#[derive(Default)]
struct Notes {
    warnings: Vec<String>,
    artifacts: Vec<PathBuf>,
    scratch: Option<TempDir>,
}

impl Context {
    /// A run for the person at the terminal, reporting nowhere, with outputs where the settings
    /// say.
    #[must_use]
    pub fn new(config: Config) -> Self {
        Self {
            config,
            progress: Progress::default(),
            cancel: CancellationToken::new(),
            trust: Trust::Terminal,
            job: JobId::new(),
            output: None,
            overwrite: false,
            on_warning: None,
            notes: Mutex::default(),
        }
    }

    #[cfg(test)]
    pub(crate) fn for_tests() -> Self {
        Self::new(Config::default())
    }

    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something the caller should know though the work goes on; said once.
    pub fn warn(&self, text: impl Into<String>) {
        let text = text.into();
        let mut notes = self.notes();
        if notes.warnings.contains(&text) {
            return;
        }
        notes.warnings.push(text.clone());
        drop(notes);
        if let Some(listener) = &self.on_warning {
            listener(&text);
        }
    }

    /// The warnings so far, for the result's `warnings`.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        self.notes().warnings.clone()
    }

    /// Where the main output goes: where the caller said, else `default_name` in the output
    /// folder. A folder named by the caller gets `default_name` in it. Folders are made.
    ///
    /// # Errors
    /// If the file exists and may not be replaced, or its folder cannot be made.
    pub fn output_file(&self, default_name: &str) -> Result<PathBuf> {
        let file = match &self.output {
            Some(path) if path.is_dir() || ends_with_slash(path) => path.join(default_name),
            Some(path) => path.clone(),
            None => self.config.path(keys::OUTPUT_DIR).join(default_name),
        };
        self.may_write(&file)?;
        if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|error| {
                Error::from(error).context(format!("making the folder {}", folder.display()))
            })?;
        }
        Ok(file)
    }

    /// Whether a file may be written: it is not there, or may be replaced.
    ///
    /// # Errors
    /// If it exists and may not be replaced, or is no file.
    pub fn may_write(&self, file: &Path) -> Result<()> {
        let Ok(found) = std::fs::symlink_metadata(file) else { return Ok(()) };
        if found.is_dir() {
            let text = format!("{} is a folder", file.display());
            return Err(Error::new(Kind::Conflict, text).hint("name a file"));
        }
        if self.overwrite {
            return Ok(());
        }
        Err(Error::new(Kind::Conflict, format!("{} exists", file.display()))
            .hint("choose another name with -o, or replace it with --overwrite"))
    }

    /// Tells that a file is finished; the job's record lists it, the main one first.
    pub fn made(&self, file: impl Into<PathBuf>) {
        self.notes().artifacts.push(file.into());
    }

    /// The finished files.
    #[must_use]
    pub fn artifacts(&self) -> Vec<PathBuf> {
        self.notes().artifacts.clone()
    }

    /// A folder for this run alone, which goes when the run ends.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn scratch(&self) -> Result<PathBuf> {
        let mut notes = self.notes();
        if let Some(folder) = &notes.scratch {
            return Ok(folder.path().to_owned());
        }
        let folder = tempfile::Builder::new()
            .prefix("remotion-media-")
            .tempdir()
            .map_err(|error| Error::from(error).context("making a temporary folder"))?;
        let path = folder.path().to_owned();
        notes.scratch = Some(folder);
        Ok(path)
    }

    /// Stops here if the caller asked to.
    ///
    /// # Errors
    /// If the caller asked to stop.
    pub fn check_cancelled(&self) -> Result<()> {
        if self.cancel.is_cancelled() { Err(Error::cancelled()) } else { Ok(()) }
    }

    /// Does work that keeps a core busy without holding up those who wait.
    ///
    /// # Errors
    /// If the work fails, or panics.
    pub async fn blocking<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let context = Arc::clone(self);
        tokio::task::spawn_blocking(move || work(&context)).await.unwrap_or_else(|error| {
            Err(Error::internal("the work stopped unexpectedly").caused_by(error))
        })
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").field("job", &self.job).finish_non_exhaustive()
    }
}

fn ends_with_slash(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().ends_with(b"/") && path != OsStr::new("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_existing_output_is_a_conflict_unless_it_may_be_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let mut context = Context::for_tests();
        context.output = Some(folder.path().join("new/out.mp4"));
        let file = context.output_file("x.mp4").unwrap();
        assert!(file.parent().unwrap().is_dir());
        std::fs::write(&file, "old").unwrap();
        let error = context.output_file("x.mp4").unwrap_err();
        assert_eq!(error.kind(), Kind::Conflict);
        assert!(error.hint_text().unwrap().contains("--overwrite"));
        context.overwrite = true;
        assert_eq!(context.output_file("x.mp4").unwrap(), file);
    }

    #[test]
    fn a_folder_as_output_gets_the_default_name() {
        let folder = tempfile::tempdir().unwrap();
        let mut context = Context::for_tests();
        context.output = Some(folder.path().to_owned());
        assert_eq!(context.output_file("x.mp4").unwrap(), folder.path().join("x.mp4"));
        context.output = Some(PathBuf::from(format!("{}/later/", folder.path().display())));
        assert_eq!(context.output_file("x.mp4").unwrap(), folder.path().join("later/x.mp4"));
    }

    #[test]
    fn scratch_is_one_folder_that_goes_with_the_run() {
        let context = Context::for_tests();
        let folder = context.scratch().unwrap();
        assert_eq!(context.scratch().unwrap(), folder);
        std::fs::write(folder.join("part"), "x").unwrap();
        drop(context);
        assert!(!folder.exists());
    }

    #[test]
    fn a_warning_is_said_once() {
        let mut context = Context::for_tests();
        let heard = Arc::new(Mutex::new(0));
        let count = Arc::clone(&heard);
        context.on_warning = Some(Box::new(move |_| *count.lock().unwrap() += 1));
        context.warn("no sound");
        context.warn("no sound");
        assert_eq!(context.warnings(), ["no sound"]);
        assert_eq!(*heard.lock().unwrap(), 1);
    }

    #[test]
    fn job_ids_sort_by_time_and_clients_choose_only_plain_ones() {
        let (first, second) = (JobId::new(), JobId::new());
        assert!(first < second && first.as_str().starts_with("job_"));
        assert!("my-job_1".parse::<JobId>().is_ok());
        for wrong in ["", "../up", "a b", &"x".repeat(129)] {
            assert!(wrong.parse::<JobId>().is_err(), "{wrong}");
        }
    }
}
