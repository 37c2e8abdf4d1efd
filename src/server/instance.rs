//! One service per data folder: a lock that ends with its process, and a note of where it
//! listens, for command lines of the same user.

use std::{
    fs::File,
    io::{Read as _, Seek as _, Write as _},
    net::SocketAddr,
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use rustix::fs::{FlockOperation, flock};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Kind, Result};

/// What stands in the lock's file.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Note {
    pid: u32,
    address: Option<SocketAddr>,
}

/// The right to serve a data folder; it ends when this is dropped or the process ends.
#[derive(Debug)]
pub struct Instance {
    file: File,
}

impl Instance {
    /// Takes the right.
    ///
    /// # Errors
    /// If another service has it, with its process and address.
    pub fn claim(folder: &Path) -> Result<Self> {
        let opening = |error: std::io::Error| {
            Error::from(error).context(format!("opening {}", lock(folder).display()))
        };
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(opening)?;
        let mut options = File::options();
        let options = options.read(true).write(true).create(true).truncate(false).mode(0o600);
        let file = options.open(lock(folder)).map_err(opening)?;
        if flock(&file, FlockOperation::NonBlockingLockExclusive).is_err() {
            let who = match read(&file) {
                Some(Note { pid, address: Some(address) }) => {
                    format!("process {pid} on http://{address}")
                }
                Some(Note { pid, address: None }) => format!("process {pid}"),
                None => "another process".to_owned(),
            };
            let text = format!("a service of {} runs already: {who}", folder.display());
            return Err(Error::new(Kind::Conflict, text)
                .hint("stop it, or give this one a data folder of its own (REMOTION_DATA_DIR)"));
        }
        let mut instance = Self { file };
        instance.write(&Note { pid: std::process::id(), address: None })?;
        Ok(instance)
    }

    /// Notes where it listens.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn announce(&mut self, address: SocketAddr) -> Result<()> {
        self.write(&Note { pid: std::process::id(), address: Some(address) })
    }

    fn write(&mut self, note: &Note) -> Result<()> {
        let text = serde_json::to_vec(note).unwrap_or_default();
        self.file.set_len(0)?;
        self.file.rewind()?;
        self.file.write_all(&text)?;
        Ok(())
    }
}

/// Where the service of a data folder listens, if one runs.
#[must_use]
pub fn running(folder: &Path) -> Option<SocketAddr> {
    let file = File::open(lock(folder)).ok()?;
    // Who can lock it finds nobody there.
    if flock(&file, FlockOperation::NonBlockingLockShared).is_ok() {
        return None;
    }
    read(&file)?.address
}

fn lock(folder: &Path) -> PathBuf {
    folder.join("serve.lock")
}

fn read(mut file: &File) -> Option<Note> {
    let mut text = String::new();
    file.rewind().ok()?;
    file.read_to_string(&mut text).ok()?;
    serde_json::from_str(&text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_service_of_a_folder_is_told_who_the_first_is() {
        let folder = tempfile::tempdir().unwrap();
        assert!(running(folder.path()).is_none());
        let mut first = Instance::claim(folder.path()).unwrap();
        let address: SocketAddr = "127.0.0.1:3100".parse().unwrap();
        first.announce(address).unwrap();
        assert_eq!(running(folder.path()), Some(address));
        let error = Instance::claim(folder.path()).unwrap_err().to_string();
        assert!(error.contains("127.0.0.1:3100") && error.contains("process"), "{error}");
        drop(first);
        assert!(running(folder.path()).is_none());
        Instance::claim(folder.path()).unwrap();
    }
}
