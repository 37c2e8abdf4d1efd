//! What was paid for is kept: a piece of work by the fingerprint of its request, and, while a
//! vendor still works on it, under which name it does.
//!
//! So nothing is paid for twice, not after a crash either. What a piece is, and how long pieces
//! are kept, is left to others.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::error::{Error, Result};

/// How long an operation that was begun may be asked for; vendors forget results after hours.
const PENDING: Duration = Duration::from_hours(24);

/// The place of one piece.
#[derive(Clone, Debug)]
pub struct Slot {
    folder: PathBuf,
    key: String,
}

impl Slot {
    /// The place in `folder` for the answer to `request`. The request names everything that the
    /// answer depends on, and no secrets.
    #[must_use]
    pub fn of(folder: &Path, request: &Value) -> Self {
        Self { folder: folder.to_owned(), key: hashed(request.to_string().as_bytes()) }
    }

    fn path(&self, ending: &str) -> PathBuf {
        self.folder.join(format!("{}.{ending}", self.key))
    }

    /// The piece, if it was kept whole.
    #[must_use]
    pub fn find<T: DeserializeOwned>(&self) -> Option<(T, Vec<u8>)> {
        let about = fs::read(self.path("json")).ok()?;
        let about = serde_json::from_slice(&about).ok()?;
        let bytes = fs::read(self.path("bin")).ok()?;
        Some((about, bytes))
    }

    /// Keeps a finished piece, and forgets the operation that made it.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn keep<T: Serialize>(&self, about: &T, bytes: &[u8]) -> Result<()> {
        self.write("bin", bytes)?;
        let about = serde_json::to_vec(about)
            .map_err(|e| Error::internal("a piece cannot be described").caused_by(e))?;
        // The description comes last: where it is, the piece is whole.
        self.write("json", &about)?;
        self.forget();
        Ok(())
    }

    /// Under which name the vendor works on it, if it was begun within a day.
    #[must_use]
    pub fn pending(&self) -> Option<Value> {
        let path = self.path("pending");
        let age = fs::metadata(&path).ok()?.modified().ok()?.elapsed().unwrap_or_default();
        if age > PENDING {
            return None;
        }
        serde_json::from_slice(&fs::read(path).ok()?).ok()
    }

    /// Notes the vendor's name for it; it is on the disk when this returns, before anyone polls.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn submitted(&self, operation: &Value) -> Result<()> {
        self.write("pending", operation.to_string().as_bytes())
    }

    /// Forgets the operation: it failed, or is done.
    pub fn forget(&self) {
        // Gone is gone.
        let _ = fs::remove_file(self.path("pending"));
    }

    fn write(&self, ending: &str, bytes: &[u8]) -> Result<()> {
        let failed = |e: std::io::Error| {
            Error::from(e).context(format!("keeping a piece in {}", self.folder.display()))
        };
        fs::create_dir_all(&self.folder).map_err(failed)?;
        let mut file = tempfile::NamedTempFile::new_in(&self.folder).map_err(failed)?;
        file.write_all(bytes).map_err(failed)?;
        file.as_file().sync_all().map_err(failed)?;
        file.persist(self.path(ending)).map_err(|e| failed(e.error))?;
        Ok(())
    }
}

/// SHA-256 in hexadecimal digits.
#[must_use]
pub fn hashed(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Deletes pieces that were made before `cutoff`; how many files went.
#[must_use]
pub fn prune(folder: &Path, cutoff: SystemTime) -> usize {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    let old = |path: &Path| {
        let time = fs::metadata(path).and_then(|data| data.modified());
        time.is_ok_and(|time| time < cutoff)
    };
    let paths = entries.flatten().map(|entry| entry.path());
    paths.filter(|path| old(path) && fs::remove_file(path).is_ok()).count()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_piece_is_found_again_by_the_same_request_only() {
        let folder = tempfile::tempdir().unwrap();
        let slot = Slot::of(folder.path(), &json!({"text": "a"}));
        assert!(slot.find::<Value>().is_none());
        slot.submitted(&json!({"id": "r1"})).unwrap();
        assert_eq!(slot.pending(), Some(json!({"id": "r1"})));
        slot.keep(&json!({"model": "m"}), b"sound").unwrap();
        assert_eq!(slot.pending(), None);
        let again = Slot::of(folder.path(), &json!({"text": "a"}));
        assert_eq!(again.find::<Value>(), Some((json!({"model": "m"}), b"sound".to_vec())));
        let other = Slot::of(folder.path(), &json!({"text": "b"}));
        assert!(other.find::<Value>().is_none() && other.pending().is_none());
        assert_eq!(prune(folder.path(), SystemTime::now() + Duration::from_secs(5)), 2);
        assert!(again.find::<Value>().is_none());
    }
}
