//! The one thread that writes, and the opening of the file.
//!
//! What is written is left to `record`, what is read to `list`.

use std::{
    os::unix::fs::{DirBuilderExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{self, Receiver, Sender},
    },
    thread,
    time::Duration,
};

use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};

use crate::error::{Error, Kind, Result};

/// How long a write waits for another process's write.
const PATIENCE: Duration = Duration::from_secs(5);

const STEPS: &[M<'static>] = &[M::up(include_str!("migrations/1-jobs.sql"))];
const MIGRATIONS: Migrations<'static> = Migrations::from_slice(STEPS);

type Work = Box<dyn FnOnce(&mut Connection) -> rusqlite::Result<()> + Send>;

/// The database, written by one thread.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    work: Mutex<Option<Sender<Work>>>,
    trouble: Trouble,
    ended: Mutex<Receiver<()>>,
}

/// The first thing that went wrong; the following ones are its echo.
#[derive(Clone, Debug, Default)]
struct Trouble(Arc<Mutex<Option<String>>>);

impl Trouble {
    fn lock(&self) -> MutexGuard<'_, Option<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, text: &impl ToString) {
        self.lock().get_or_insert_with(|| text.to_string());
    }
}

impl Store {
    /// The database in a folder; opening goes on while the caller works, and what goes wrong
    /// with it is told by [`Store::close`].
    #[must_use]
    pub fn start(folder: impl Into<PathBuf>) -> Self {
        let folder = folder.into();
        let (work, waiting) = mpsc::channel::<Work>();
        let (end, ended) = mpsc::channel();
        let trouble = Trouble::default();
        let (path, noted) = (folder.clone(), trouble.clone());
        thread::spawn(move || {
            match open(&path) {
                Ok(mut connection) => {
                    for work in waiting {
                        if let Err(error) = work(&mut connection) {
                            noted.note(&error);
                        }
                    }
                }
                Err(error) => {
                    noted.note(&error);
                    // Taken and dropped, so that nobody waits for an answer.
                    waiting.into_iter().for_each(drop);
                }
            }
            // Nobody may be listening any more, which is no harm.
            let _ = end.send(());
        });
        Self { folder, work: Mutex::new(Some(work)), trouble, ended: Mutex::new(ended) }
    }

    /// The database in a folder, opened when this returns.
    ///
    /// # Errors
    /// If it cannot be opened for writing.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self> {
        let store = Self::start(folder);
        store.ask(|_| Ok(()))?;
        Ok(store)
    }

    /// The folder it lies in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Has something written, without waiting for it.
    pub(super) fn tell(
        &self,
        work: impl FnOnce(&mut Connection) -> rusqlite::Result<()> + Send + 'static,
    ) {
        let sender = self.work.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = sender.as_ref() {
            // A thread that is gone noted why.
            let _ = sender.send(Box::new(work));
        }
    }

    /// Has something written and waits for the answer.
    pub(super) fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T> {
        let (reply, answer) = mpsc::channel();
        self.tell(move |connection| {
            // The error goes to the one who asked.
            let _ = reply.send(work(connection));
            Ok(())
        });
        match answer.recv() {
            Ok(answer) => answer.map_err(|error| broken(&self.folder, &error.to_string())),
            Err(_) => Err(self.told().unwrap_or_else(|| broken(&self.folder, "it is closed"))),
        }
    }

    /// Waits until everything is written, but no longer than `patience`.
    ///
    /// # Errors
    /// If anything could not be written; the work itself is not touched by that.
    pub fn close(&self, patience: Duration) -> Result<()> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner).take();
        let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        if ended.recv_timeout(patience) == Err(mpsc::RecvTimeoutError::Timeout) {
            let text = format!("it was not written within {:.1} s", patience.as_secs_f64());
            return Err(self.told().unwrap_or_else(|| broken(&self.folder, &text)));
        }
        self.told().map_or(Ok(()), Err)
    }

    fn told(&self) -> Option<Error> {
        self.trouble.lock().as_ref().map(|text| broken(&self.folder, text))
    }
}

pub(super) fn file_in(folder: &Path) -> PathBuf {
    folder.join("jobs.sqlite3")
}

pub(super) fn broken(folder: &Path, why: &str) -> Error {
    let file = file_in(folder);
    let text = format!("the job log {} cannot be used: {why}", file.display());
    let hint = "free the disk, correct its rights or move the file away; REMOTION_DATA_DIR names \
        another folder, --no-log does without";
    Error::new(Kind::Unavailable, text).hint(hint)
}

/// Opens the file, makes it if need be, and brings its tables up to date.
fn open(folder: &Path) -> std::result::Result<Connection, Box<dyn std::error::Error>> {
    // Prompts and paths are nobody else's business.
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let file = file_in(folder);
    let is_new = !file.exists();
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(&file, flags)?;
    if is_new {
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600))?;
    }
    prepare(&mut connection)?;
    Ok(connection)
}

/// Settings and tables; for readers as well, who may come first after an update.
pub(super) fn prepare(
    connection: &mut Connection,
) -> std::result::Result<(), Box<dyn std::error::Error>> {
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // With WAL a crash of the machine may lose the last runs, but never breaks the file.
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // Two processes may come first at once; the slower one finds the work done when it looks
    // again.
    MIGRATIONS.to_latest(connection).or_else(|_| MIGRATIONS.to_latest(connection))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_migrations_are_valid_sql() {
        MIGRATIONS.validate().unwrap();
    }
}
