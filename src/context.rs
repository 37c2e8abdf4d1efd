//! What one run of a capability works with: settings, who asks, where output goes, how to report
//! and how to stop.
//!
//! Engines take everything from here, so that a test can stand in for a terminal and a server
//! for both. Recording a run is left to `store/`, showing it to `commands/`.

use std::{
    ffi::OsStr,
    fmt,
    future::Future,
    path::{Path, PathBuf},
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use serde_json::Value;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use crate::{
    config::{Config, keys},
    error::{Error, Kind, Result},
    media::source::Stored,
    progress::Progress,
    providers::guard::Guard,
    store::{Durability, JobId, Readers, Spend, Store},
};

/// Who asks, which decides what a path may reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// The person at the terminal: their paths are their own.
    Terminal,
    /// Someone over HTTP: only allowed folders and public addresses.
    Network,
}

/// Runs the parts of a batch, each as a job of its own.
pub trait Parts: Send + Sync {
    /// Runs one, or finds what came of it before; `index` is its place in the batch.
    fn run(
        &self,
        index: usize,
        name: &'static str,
        params: Value,
    ) -> Pin<Box<dyn Future<Output = Result<Value>> + Send>>;
}

type Hears<T> = Box<dyn Fn(&T) + Send + Sync>;

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
    /// Which addresses may be reached.
    pub guard: Guard,
    /// Finds uploads and artifacts; `None` where there are none.
    pub stored: Option<Stored>,
    /// Runs the parts of a batch as jobs; `None` where they are run here.
    pub parts: Option<Arc<dyn Parts>>,
    /// Where the scratch folder is made; `None` is where the system says.
    pub scratch_root: Option<PathBuf>,
    /// Hears warnings as they happen; they are in the result as well.
    pub on_warning: Option<Hears<str>>,
    /// Hears of each paid call as it is made.
    pub on_spend: Option<Hears<Spend>>,
    /// The log, for what outlives a run; opened in the data folder where there is none yet.
    pub store: Option<(Arc<Store>, Arc<Readers>)>,
    notes: Mutex<Notes>,
}

#[derive(Default)]
struct Notes {
    warnings: Vec<String>,
    spend: Vec<Spend>,
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
            guard: Guard::open(),
            stored: None,
            parts: None,
            scratch_root: None,
            on_warning: None,
            on_spend: None,
            store: None,
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

    /// A vendor was paid; it is written down before the work goes on.
    pub fn spent(&self, spend: Spend) {
        if let Some(listener) = &self.on_spend {
            listener(&spend);
        }
        self.notes().spend.push(spend);
    }

    /// What vendors were paid for so far.
    #[must_use]
    pub fn spend(&self) -> Vec<Spend> {
        self.notes().spend.clone()
    }

    /// The log in the data folder, for what outlives a run.
    ///
    /// # Errors
    /// If it cannot be opened.
    pub async fn store(&self) -> Result<(Arc<Store>, Arc<Readers>)> {
        if let Some((store, readers)) = &self.store {
            return Ok((Arc::clone(store), Arc::clone(readers)));
        }
        let folder = self.config.path(keys::DATA_DIR);
        let opened = tokio::task::spawn_blocking(move || {
            let store = Arc::new(Store::open(&folder, Durability::Full)?);
            Ok((store, Arc::new(Readers::of(folder))))
        });
        opened.await.map_err(|e| Error::internal("opening the log failed").caused_by(e))?
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
            None => match self.config.path(keys::OUTPUT_DIR) {
                // `./out.mp4` would only look odd in the result.
                here if here == Path::new(".") => PathBuf::from(default_name),
                folder => folder.join(default_name),
            },
        };
        self.may_write(&file)?;
        if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            make_folder(folder)?;
        }
        Ok(file)
    }

    /// The folder that several outputs go to: the one the caller named, else `default_name` in
    /// the output folder. It is made; for each file in it ask [`Context::may_write`].
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn output_folder(&self, default_name: &str) -> Result<PathBuf> {
        let folder = match &self.output {
            Some(folder) => folder.clone(),
            None => self.config.path(keys::OUTPUT_DIR).join(default_name),
        };
        make_folder(&folder)?;
        Ok(folder)
    }

    /// Whether a file may be written: it is not there, or may be replaced.
    ///
    /// # Errors
    /// If it exists and may not be replaced, or is no file.
    pub fn may_write(&self, file: &Path) -> Result<()> {
        let Ok(found) = std::fs::symlink_metadata(file) else { return Ok(()) };
        // A finished file is renamed to its place, which must not replace a device.
        if !std::fs::metadata(file).unwrap_or(found).is_file() && !file.is_symlink() {
            let what = if file.is_dir() { "a folder" } else { "no ordinary file" };
            let text = format!("{} is {what}", file.display());
            return Err(Error::new(Kind::Conflict, text).hint("name a file"));
        }
        if self.overwrite {
            return Ok(());
        }
        Err(Error::new(Kind::Conflict, format!("{} exists", file.display()))
            .hint("choose another name with -o, or replace it with --overwrite"))
    }

    /// A path in a request that names something to read: the caller's own at a terminal, inside
    /// the allowed folders over HTTP, where `upload:` and `artifact:` are files as well.
    ///
    /// # Errors
    /// If it is outside the allowed folders or cannot be found there.
    pub fn readable(&self, field: &str, path: &Path) -> Result<PathBuf> {
        let text = path.to_string_lossy();
        if text.starts_with("upload:") || text.starts_with("artifact:") {
            let stored = self
                .stored
                .as_ref()
                .ok_or_else(|| Error::field(field, format!("{text} is known only to a service")))?;
            return stored(&text).map_err(|error| error.context(field));
        }
        if self.trust == Trust::Terminal {
            return Ok(path.to_owned());
        }
        // The same answer for what is outside and what is not there: a stranger shall not learn
        // which files exist.
        let refused = || {
            let text = format!("{text} is not in a folder that requests may read");
            Error::field(field, text)
                .hint("upload the file, or name its folder in REMOTION_MEDIA_ROOTS")
        };
        let real = path.canonicalize().map_err(|_| refused())?;
        let roots = self.config.list(keys::MEDIA_ROOTS);
        let inside = path.is_absolute()
            && roots
                .iter()
                .filter_map(|root| Path::new(root).canonicalize().ok())
                .any(|root| real.starts_with(root));
        if inside { Ok(real) } else { Err(refused()) }
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
        let mut builder = tempfile::Builder::new();
        let builder = builder.prefix("remotion-media-");
        let folder = match &self.scratch_root {
            Some(root) => builder.tempdir_in(root),
            None => builder.tempdir(),
        };
        let folder =
            folder.map_err(|error| Error::from(error).context("making a temporary folder"))?;
        let path = folder.path().to_owned();
        notes.scratch = Some(folder);
        Ok(path)
    }

    /// Deletes the scratch folder now, for a process that ends without cleaning up.
    pub fn discard_scratch(&self) {
        self.notes().scratch.take();
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

fn make_folder(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).map_err(|error| {
        Error::from(error).context(format!("making the folder {}", folder.display()))
    })
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
        let error = context.may_write(Path::new("/dev/null")).unwrap_err();
        assert!(error.to_string().contains("no ordinary file"), "{error}");
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
}
