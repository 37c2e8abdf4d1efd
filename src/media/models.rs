//! Models that are installed when they are wanted: what there is, what is here and whether it is
//! whole. What they are for is left to the rooms that use them, fetching to `providers/http`.

use std::{
    collections::BTreeMap,
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use flate2::read::GzDecoder;
use serde::Deserialize;

use crate::{
    error::{Error, Kind, Result},
    nearest::nearest,
    providers::http::fingerprint,
};

/// All models there are.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub struct Catalogue(BTreeMap<String, Model>);

/// A model: where it comes from and of which files it is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// One line about it.
    pub about: String,
    /// Under which terms it may be used.
    pub licence: String,
    /// Where to read about it.
    pub page: String,
    /// Archives (tar, gzip) that hold its files.
    pub archives: Vec<Archive>,
    /// Addresses of files by themselves; one that ends in `/` is for all files below that name.
    #[serde(default)]
    pub single: BTreeMap<String, String>,
    /// Its files.
    pub files: BTreeMap<String, Fingerprint>,
}

/// An archive.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Archive {
    /// Where it is.
    pub url: String,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of it.
    pub sha256: String,
    /// Files that are in several parts, with the parts in order.
    #[serde(default)]
    pub parts: BTreeMap<String, Vec<String>>,
    /// Folders in it, and what they are called here.
    #[serde(default)]
    pub folder: BTreeMap<String, String>,
}

/// What a file must be.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fingerprint {
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of it.
    pub sha256: String,
}

impl Catalogue {
    /// From the text of the file.
    ///
    /// # Errors
    /// `Validation` if it is not of that shape.
    pub fn read(yaml: &str) -> Result<Self> {
        serde_yaml::from_str(yaml).map_err(|e| {
            Error::new(Kind::Validation, "the list of models cannot be read").caused_by(e)
        })
    }

    /// All of them, by name.
    pub fn models(&self) -> impl Iterator<Item = (&str, &Model)> {
        self.0.iter().map(|(name, model)| (name.as_str(), model))
    }

    /// The model of this name.
    ///
    /// # Errors
    /// `Validation` with the known ones.
    pub fn find(&self, name: &str) -> Result<&Model> {
        self.0.get(name).ok_or_else(|| {
            let known: Vec<_> = self.0.keys().map(String::as_str).collect();
            let near = nearest(name, known.iter().copied());
            let near = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
            let text = format!("there is no model {name:?}{near}; known are {}", known.join(", "));
            Error::field("names", text)
        })
    }
}

impl Model {
    /// The bytes of its files.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.files.values().map(|file| file.bytes).sum()
    }

    /// Whether all its files are in `folder`, by their sizes.
    #[must_use]
    pub fn is_installed(&self, folder: &Path) -> bool {
        self.files.iter().all(|(name, file)| {
            std::fs::metadata(folder.join(name)).is_ok_and(|data| data.len() == file.bytes)
        })
    }

    /// The files in `folder` that are missing or not what they must be. Reads all of them.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn wrong(&self, folder: &Path) -> Result<Vec<String>> {
        let mut wrong = Vec::new();
        for (name, file) in &self.files {
            let path = folder.join(name);
            if !path.is_file() || fingerprint(&path)? != file.sha256 {
                wrong.push(name.clone());
            }
        }
        Ok(wrong)
    }

    /// Takes the files of an archive into `folder`.
    ///
    /// # Errors
    /// If it is no such archive, or a file cannot be written.
    pub fn unpack(&self, archive: &Archive, file: &Path, folder: &Path) -> Result<()> {
        let broken =
            |e: std::io::Error| Error::from(e).context(format!("unpacking {}", file.display()));
        let mut tar = tar::Archive::new(GzDecoder::new(File::open(file)?));
        for entry in tar.entries().map_err(broken)? {
            let mut entry = entry.map_err(broken)?;
            let path = entry.path().map_err(broken)?.to_string_lossy().into_owned();
            // Only names of the list are ever written, whatever the archive holds.
            let part = archive.parts.values().flatten().any(|part| *part == path);
            let target = if part {
                folder.join("parts").join(path.replace('/', "_"))
            } else {
                let named = archive.folder.iter().find_map(|(from, to)| {
                    let name = format!("{to}{}", path.strip_prefix(from.as_str())?);
                    self.files.contains_key(&name).then_some(name)
                });
                let Some(name) = named else { continue };
                folder.join(name)
            };
            copy(&mut entry, &target).map_err(broken)?;
        }
        for (name, parts) in &archive.parts {
            let target = folder.join(name);
            let mut whole = tempfile::NamedTempFile::new_in(folder)?;
            for part in parts {
                let part = folder.join("parts").join(part.replace('/', "_"));
                std::io::copy(&mut File::open(part).map_err(broken)?, whole.as_file_mut())?;
            }
            whole.persist(target).map_err(|e| broken(e.error))?;
        }
        // Parts are of no use any more.
        let _ = std::fs::remove_dir_all(folder.join("parts"));
        Ok(())
    }
}

fn copy(from: &mut impl Read, target: &Path) -> std::io::Result<()> {
    let folder: PathBuf = target.parent().map(Path::to_owned).unwrap_or_default();
    std::fs::create_dir_all(&folder)?;
    let mut file = tempfile::NamedTempFile::new_in(&folder)?;
    std::io::copy(from, file.as_file_mut())?;
    file.persist(target).map_err(|e| e.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn an_archive_gives_its_listed_files_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.tgz");
        let packed = flate2::write::GzEncoder::new(
            File::create(&file).unwrap(),
            flate2::Compression::fast(),
        );
        let mut tar = tar::Builder::new(packed);
        for (name, text) in [("p/0", "ab"), ("p/1", "cd"), ("v/x.bin", "x"), ("v/evil.sh", "no")] {
            let mut header = tar::Header::new_gnu();
            header.set_size(text.len() as u64);
            header.set_cksum();
            tar.append_data(&mut header, name, text.as_bytes()).unwrap();
        }
        tar.into_inner().unwrap().finish().unwrap().flush().unwrap();
        let hash = |text: &str| {
            let path = folder.path().join("h");
            std::fs::write(&path, text).unwrap();
            fingerprint(&path).unwrap()
        };
        let yaml = format!(
            "m:\n  about: a\n  licence: b\n  page: c\n  archives:\n    - url: u\n      bytes: 1\n      \
             sha256: s\n      parts: {{whole: [p/0, p/1]}}\n      folder: {{v/: voices/}}\n  files:\n    \
             whole: {{bytes: 4, sha256: {}}}\n    voices/x.bin: {{bytes: 1, sha256: {}}}\n",
            hash("abcd"),
            hash("x")
        );
        let catalogue = Catalogue::read(&yaml).unwrap();
        let model = catalogue.find("m").unwrap();
        let here = folder.path().join("m");
        std::fs::create_dir(&here).unwrap();
        assert!(!model.is_installed(&here));
        model.unpack(&model.archives[0], &file, &here).unwrap();
        assert!(model.is_installed(&here) && model.wrong(&here).unwrap().is_empty());
        assert!(!here.join("voices/evil.sh").exists() && !here.join("parts").exists());
        std::fs::write(here.join("whole"), "abcx").unwrap();
        assert_eq!(model.wrong(&here).unwrap(), ["whole"]);
        assert!(catalogue.find("n").unwrap_err().to_string().contains("; known are m"));
    }
}
