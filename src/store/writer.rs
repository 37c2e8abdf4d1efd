//! The one thread that writes, and the opening of the file.
//!
//! Whatever waits is written as one transaction, each change in a savepoint of its own: a slow
//! disk is waited for once and not once per job. Who asks hears of it after the commit. What is
//! written is left to the other files here.

use std::{
    os::unix::fs::{DirBuilderExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{self, Receiver, Sender},
    },
    thread,
    time::{Duration, Instant},
};

use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};
use tokio::sync::oneshot;

use crate::error::{Error, Kind, Result};

/// How long a write waits for another process's write.
const PATIENCE: Duration = Duration::from_secs(5);
/// The most changes of one transaction; others must not wait for a whole flood.
const GROUP: usize = 512;

const STEPS: &[M<'static>] = &[
    M::up(include_str!("migrations/1-jobs.sql")),
    M::up(include_str!("migrations/2-service.sql")),
    M::up(include_str!("migrations/3-voices.sql")),
];
const MIGRATIONS: Migrations<'static> = Migrations::from_slice(STEPS);

/// What a crash of the machine may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// The last moments of the record; for runs whose results lie elsewhere.
    Relaxed,
    /// Nothing that was confirmed; for jobs that were accepted.
    Full,
}

/// A change that waits for its turn.
trait Work: Send {
    /// Makes the change.
    fn run(&mut self, connection: &Connection) -> rusqlite::Result<()>;
    /// Tells the one who asked, after the commit or instead of it; false if nobody listens.
    fn answer(self: Box<Self>, failed: Option<&str>) -> bool;
}

struct Asked<F, T> {
    change: Option<F>,
    value: Option<T>,
    reply: oneshot::Sender<std::result::Result<T, String>>,
}

impl<F, T: Send> Work for Asked<F, T>
where
    F: FnOnce(&Connection) -> rusqlite::Result<T> + Send,
{
    fn run(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        if let Some(change) = self.change.take() {
            self.value = Some(change(connection)?);
        }
        Ok(())
    }

    fn answer(self: Box<Self>, failed: Option<&str>) -> bool {
        let answer = match (failed, self.value) {
            (None, Some(value)) => Ok(value),
            (why, _) => Err(why.unwrap_or("it was not written").to_owned()),
        };
        self.reply.send(answer).is_ok()
    }
}

/// The database, written by one thread.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    work: Mutex<Option<Sender<Box<dyn Work>>>>,
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
    pub fn start(folder: impl Into<PathBuf>, durability: Durability) -> Self {
        let folder = folder.into();
        let (work, waiting) = mpsc::channel::<Box<dyn Work>>();
        let (end, ended) = mpsc::channel();
        let trouble = Trouble::default();
        let (path, noted) = (folder.clone(), trouble.clone());
        thread::spawn(move || {
            match open(&path, durability) {
                Ok(connection) => serve(&connection, &waiting, &noted),
                Err(error) => {
                    noted.note(&error);
                    let why = error.to_string();
                    // Answered, so that nobody waits.
                    for work in waiting {
                        work.answer(Some(&why));
                    }
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
    pub fn open(folder: impl Into<PathBuf>, durability: Durability) -> Result<Self> {
        let store = Self::start(folder, durability);
        store.ask(|_| Ok(()))?;
        Ok(store)
    }

    /// The folder it lies in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn send<T: Send + 'static>(
        &self,
        change: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> oneshot::Receiver<std::result::Result<T, String>> {
        let (reply, answer) = oneshot::channel();
        let work = Box::new(Asked { change: Some(change), value: None, reply });
        if let Some(sender) = self.work.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
            // A thread that is gone noted why.
            let _ = sender.send(work);
        }
        answer
    }

    /// Has something written, without waiting for it.
    pub(super) fn tell(
        &self,
        change: impl FnOnce(&Connection) -> rusqlite::Result<()> + Send + 'static,
    ) {
        drop(self.send(change));
    }

    /// Has something written and waits for the answer; not for asynchronous callers.
    pub(super) fn ask<T: Send + 'static>(
        &self,
        change: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T> {
        self.answered(self.send(change).blocking_recv())
    }

    /// Has something written and waits for the commit.
    pub(super) async fn write<T: Send + 'static>(
        &self,
        change: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T> {
        self.answered(self.send(change).await)
    }

    fn answered<T>(
        &self,
        answer: std::result::Result<std::result::Result<T, String>, oneshot::error::RecvError>,
    ) -> Result<T> {
        match answer {
            Ok(answer) => answer.map_err(|why| broken(&self.folder, &why)),
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

/// Writes group after group until nobody can ask any more.
fn serve(connection: &Connection, waiting: &Receiver<Box<dyn Work>>, trouble: &Trouble) {
    while let Ok(first) = waiting.recv() {
        let group = std::iter::once(first).chain(waiting.try_iter().take(GROUP - 1)).collect();
        for (work, failed) in commit(connection, group) {
            let heard = work.answer(failed.as_deref());
            // What nobody heard is told at the end.
            if let Some(why) = failed.filter(|_| !heard) {
                trouble.note(&why);
            }
        }
    }
}

/// One transaction with a savepoint for each change; beside each stands why it failed, if so.
fn commit(
    connection: &Connection,
    group: Vec<Box<dyn Work>>,
) -> Vec<(Box<dyn Work>, Option<String>)> {
    let all = |group: Vec<_>, why: &str| {
        group.into_iter().map(|work| (work, Some(why.to_owned()))).collect()
    };
    if let Err(error) = connection.execute_batch("BEGIN IMMEDIATE") {
        return all(group, &error.to_string());
    }
    let mut done = Vec::with_capacity(group.len());
    for mut work in group {
        // A full disk ends the whole transaction at once.
        let outcome = if connection.is_autocommit() {
            Err("the transaction ended".to_owned())
        } else {
            one(connection, work.as_mut()).map_err(|error| error.to_string())
        };
        done.push((work, outcome.err()));
    }
    let committed = if connection.is_autocommit() {
        Err("the transaction was rolled back".to_owned())
    } else {
        connection.execute_batch("COMMIT").map_err(|error| error.to_string())
    };
    if let Err(why) = committed {
        if !connection.is_autocommit() {
            // If even that fails, the next BEGIN says so.
            let _ = connection.execute_batch("ROLLBACK");
        }
        for (_, failed) in &mut done {
            failed.get_or_insert_with(|| why.clone());
        }
    }
    done
}

fn one(connection: &Connection, work: &mut dyn Work) -> rusqlite::Result<()> {
    connection.execute_batch("SAVEPOINT change")?;
    let outcome = work.run(connection);
    if outcome.is_ok() {
        return connection.execute_batch("RELEASE change");
    }
    if !connection.is_autocommit() {
        connection.execute_batch("ROLLBACK TO change; RELEASE change")?;
    }
    outcome
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
fn open(
    folder: &Path,
    durability: Durability,
) -> std::result::Result<Connection, Box<dyn std::error::Error>> {
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
    if durability == Durability::Full {
        connection.pragma_update(None, "synchronous", "FULL")?;
    }
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// Settings and tables; for readers as well, who may come first after an update.
pub(super) fn prepare(
    connection: &mut Connection,
) -> std::result::Result<(), Box<dyn std::error::Error>> {
    connection.busy_timeout(PATIENCE)?;
    patiently(|| connection.pragma_update(None, "journal_mode", "WAL"))?;
    // With WAL a crash of the machine may lose the last runs, but never breaks the file.
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    patiently(|| MIGRATIONS.to_latest(connection))?;
    Ok(())
}

fn is_passing(error: &str) -> bool {
    error.contains("locked") || error.contains("already exists")
}

/// Tries again while others hold the file. Several processes may come first at once, and `SQLite`
/// answers at once, without its own patience, where waiting could be waiting for each other.
fn patiently<T, E: std::fmt::Display>(
    mut step: impl FnMut() -> std::result::Result<T, E>,
) -> std::result::Result<T, E> {
    let began = Instant::now();
    loop {
        match step() {
            // What is there already was made by somebody else meanwhile, as the next look shows.
            Err(error) if began.elapsed() < PATIENCE && is_passing(&error.to_string()) => {
                thread::sleep(Duration::from_millis(5));
            }
            done => return done,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_migrations_are_valid_sql() {
        MIGRATIONS.validate().unwrap();
    }

    #[test]
    fn a_change_that_fails_leaves_the_others_of_its_group_alone() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), Durability::Full).unwrap();
        let put = |name: &'static str| {
            store.send(move |connection| {
                connection.execute("INSERT INTO switches VALUES (?1, '')", [name])
            })
        };
        // Held up, so that the following ones come as one group.
        let (hold, held) = mpsc::channel::<()>();
        store.tell(move |_| {
            let _ = held.recv();
            Ok(())
        });
        let answers = [put("a"), put("a"), put("b")].map(|answer| {
            let _ = hold.send(());
            answer.blocking_recv().unwrap().is_ok()
        });
        assert_eq!(answers, [true, false, true]);
        let count: i64 = store
            .ask(|c| c.query_row("SELECT count(*) FROM switches", [], |row| row.get(0)))
            .unwrap();
        assert_eq!(count, 2);
    }
}
