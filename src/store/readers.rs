//! Connections that only read, kept open for a service that is asked often.
//!
//! With WAL they wait for no writer. Command lines open the file once per question: see `list`.

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags};

use super::writer;
use crate::error::Result;

/// Connections kept when nobody needs them.
const KEPT: usize = 4;

/// A pool of reading connections to one job log.
#[derive(Debug)]
pub struct Readers {
    folder: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    /// Readers of the log in a folder, which a [`super::Store`] has opened before.
    pub fn of(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), idle: Mutex::default() }
    }

    /// The folder of the log.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Reads; blocks for as long as that takes.
    pub(super) fn read<T>(
        &self,
        question: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let broken = |error: rusqlite::Error| writer::broken(&self.folder, &error.to_string());
        let connection = match idle {
            Some(connection) => connection,
            None => open(&self.folder).map_err(broken)?,
        };
        let answer = question(&connection).map_err(broken)?;
        // One that failed is dropped above: it may be the connection's own fault.
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < KEPT {
            idle.push(connection);
        }
        Ok(answer)
    }
}

fn open(folder: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(writer::file_in(folder), flags)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "query_only", true)?;
    connection.set_prepared_statement_cache_capacity(32);
    Ok(connection)
}
