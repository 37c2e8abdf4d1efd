//! The files of jobs and uploads, stored under their fingerprints: the same bytes once.
//!
//! A file comes by renaming, so it is whole or not there. Which fingerprints are still named is
//! known to the job log; the vault is told.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use crate::error::{Error, Kind, Result};

/// A file that nobody names yet may belong to a job that is just ending.
const YOUNG: Duration = Duration::from_hours(1);

/// The folders `blobs` and `work` in the data folder.
#[derive(Debug)]
pub struct Vault {
    blobs: PathBuf,
    work: PathBuf,
}

impl Vault {
    /// The vault in a data folder, made if need be.
    ///
    /// # Errors
    /// If the folders cannot be made.
    pub fn open(folder: &Path) -> Result<Self> {
        let vault = Self { blobs: folder.join("blobs"), work: folder.join("work") };
        for folder in [&vault.blobs, &vault.work] {
            fs::create_dir_all(folder).map_err(|error| {
                Error::from(error).context(format!("making the folder {}", folder.display()))
            })?;
        }
        Ok(vault)
    }

    /// Deletes what jobs of a service that ended left behind.
    pub fn clear_work(&self) {
        let Ok(entries) = fs::read_dir(&self.work) else { return };
        for entry in entries.flatten() {
            // What cannot be deleted now is tried again at the next start.
            let _ = fs::remove_dir_all(entry.path()).or_else(|_| fs::remove_file(entry.path()));
        }
    }

    /// The folder of one attempt at a job, empty.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn work(&self, job: &str, fence: i64) -> Result<PathBuf> {
        let folder = self.work.join(format!("{job}.{fence}"));
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder).map_err(|error| {
            Error::from(error).context(format!("making the folder {}", folder.display()))
        })?;
        Ok(folder)
    }

    /// Deletes the folder of an attempt.
    pub fn discard_work(&self, job: &str, fence: i64) {
        // Work that is still going on may hold it; the next start clears it.
        let _ = fs::remove_dir_all(self.work.join(format!("{job}.{fence}")));
    }

    /// A file for something that is being received.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn receiving(&self) -> Result<tempfile::NamedTempFile> {
        let file = tempfile::Builder::new().prefix("upload-").tempfile_in(&self.work);
        file.map_err(|error| Error::from(error).context("making a file for an upload"))
    }

    /// Takes a finished file whose fingerprint is known; says where it is now.
    ///
    /// # Errors
    /// If it cannot be moved, for example because the disk is full.
    pub fn adopt(&self, file: &Path, sha256: &str) -> Result<PathBuf> {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let target = self.place(sha256, name)?;
        let failed = |error: std::io::Error| {
            Error::from(error).context(format!("keeping {}", file.display()))
        };
        // Otherwise a crash of the machine could leave the record of a file without its bytes.
        fs::File::open(file).and_then(|file| file.sync_all()).map_err(failed)?;
        let folder = target.parent().unwrap_or(&self.blobs);
        fs::create_dir_all(folder).map_err(failed)?;
        fs::rename(file, &target).map_err(failed)?;
        // As if it were new, so that pruning lets it be until its record stands.
        let now = fs::File::open(&target).and_then(|f| f.set_modified(SystemTime::now()));
        now.map_err(failed)?;
        Ok(target)
    }

    /// Where a file of this fingerprint lies, if it does.
    #[must_use]
    pub fn find(&self, sha256: &str, name: &str) -> Option<PathBuf> {
        self.place(sha256, name).ok().filter(|path| path.is_file())
    }

    /// `blobs/ab/abcdef….mp4`: the ending stays, because programs go by it.
    fn place(&self, sha256: &str, name: &str) -> Result<PathBuf> {
        if sha256.len() != 64 || !sha256.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Error::new(Kind::Internal, format!("{sha256:?} is no SHA-256")));
        }
        let ending = Path::new(name).extension().and_then(|ending| ending.to_str());
        let plain = |ending: &&str| {
            ending.len() <= 8 && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        let mut file = sha256.to_owned();
        if let Some(ending) = ending.filter(plain) {
            file.extend([".", &ending.to_ascii_lowercase()]);
        }
        Ok(self.blobs.join(&sha256[..2]).join(file))
    }

    /// The bytes in it.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        let mut bytes = 0;
        self.each(|_, data| bytes += data.len());
        bytes
    }

    /// Deletes files that nobody names any more; says how many bytes that were.
    #[must_use]
    pub fn sweep(&self, named: &HashSet<String>) -> u64 {
        let mut bytes = 0;
        self.each(|path, data| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let hash = name.split('.').next().unwrap_or_default();
            let age = data.modified().ok().and_then(|time| time.elapsed().ok());
            let old = age.is_some_and(|age| age > YOUNG);
            if old && !named.contains(hash) && fs::remove_file(path).is_ok() {
                bytes += data.len();
            }
        });
        bytes
    }

    fn each(&self, mut look: impl FnMut(&Path, &fs::Metadata)) {
        for folder in fs::read_dir(&self.blobs).into_iter().flatten().flatten() {
            for file in fs::read_dir(folder.path()).into_iter().flatten().flatten() {
                if let Ok(data) = file.metadata() {
                    look(&file.path(), &data);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn a_file_is_moved_under_its_fingerprint_and_stays_while_it_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::open(folder.path()).unwrap();
        let work = vault.work("job_1", 1).unwrap();
        std::fs::write(work.join("a.MP4"), "abc").unwrap();
        let kept = vault.adopt(&work.join("a.MP4"), HASH).unwrap();
        assert!(kept.ends_with(format!("blobs/ba/{HASH}.mp4")), "{}", kept.display());
        assert_eq!((vault.find(HASH, "x.mp4"), vault.bytes()), (Some(kept.clone()), 3));
        let old = SystemTime::now() - 2 * YOUNG;
        std::fs::File::open(&kept).unwrap().set_modified(old).unwrap();
        assert_eq!(vault.sweep(&HashSet::from([HASH.to_owned()])), 0);
        assert_eq!(vault.sweep(&HashSet::new()), 3);
        assert!(vault.find(HASH, "x.mp4").is_none());
        vault.clear_work();
        assert!(!work.exists());
    }

    #[test]
    fn a_name_never_leads_out_of_the_vault() {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::open(folder.path()).unwrap();
        assert!(vault.find("../../etc/passwd", "x").is_none());
        let place = vault.place(HASH, "x.../../../../etc/passwd").unwrap();
        assert!(place.starts_with(&vault.blobs) && !place.display().to_string().contains(".."));
    }
}
