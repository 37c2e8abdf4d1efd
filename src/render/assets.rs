//! The template folder: what travels in the binary, overlaid by the user's own folder.
//!
//! A path such as `formats/explainer_v1/manifest.yaml` is looked up in the user's folders first,
//! in order, then in the binary. What the files mean is left to `template/`, `fonts` and `ads/`.

use std::{
    borrow::Cow,
    collections::BTreeSet,
    fs,
    path::{Component, Path, PathBuf},
};

use rust_embed::RustEmbed;

use crate::error::{Error, Kind, Result};

#[derive(RustEmbed)]
#[folder = "templates/"]
struct Builtin;

/// Largest template file that is read from a user's folder: 32 MiB.
const MAX_BYTES: u64 = 32 << 20;

/// The built-in template folder with the user's folders laid over it.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    overlays: Vec<PathBuf>,
}

impl Assets {
    /// Built-in templates, overlaid by `overlays` (first wins).
    ///
    /// # Errors
    /// A folder that does not exist is a `NotFound` error.
    pub fn new(overlays: Vec<PathBuf>) -> Result<Self> {
        for folder in &overlays {
            if !folder.is_dir() {
                return Err(Error::new(
                    Kind::NotFound,
                    format!("template folder {} does not exist", folder.display()),
                )
                .hint("make one with `remotion-media new template NAME`"));
            }
        }
        Ok(Self { overlays })
    }

    /// The bytes of `path`, or `None` when neither the user nor the binary has it.
    #[must_use]
    pub fn read(&self, path: &str) -> Option<Cow<'static, [u8]>> {
        if !is_plain(path) {
            return None;
        }
        for folder in &self.overlays {
            let file = folder.join(path);
            let small = fs::metadata(&file).is_ok_and(|m| m.is_file() && m.len() <= MAX_BYTES);
            if small && let Ok(bytes) = fs::read(&file) {
                return Some(Cow::Owned(bytes));
            }
        }
        Builtin::get(path).map(|file| file.data)
    }

    /// The text of `path`; bytes that are not UTF-8 count as missing.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<String> {
        String::from_utf8(self.read(path)?.into_owned()).ok()
    }

    /// The text of `path`, or an error that names it.
    ///
    /// # Errors
    /// `NotFound` when it is nowhere.
    pub fn require(&self, path: &str) -> Result<String> {
        self.text(path).ok_or_else(|| {
            Error::new(Kind::NotFound, format!("template file {path} is missing or not text"))
        })
    }

    /// Names of the folders directly under `prefix` (for example the format ids), sorted.
    #[must_use]
    pub fn folders(&self, prefix: &str) -> Vec<String> {
        let mut names = BTreeSet::new();
        for path in Builtin::iter() {
            if let Some((name, _)) =
                path.strip_prefix(prefix).and_then(|p| p.strip_prefix('/')?.split_once('/'))
            {
                names.insert(name.to_owned());
            }
        }
        for folder in &self.overlays {
            let Ok(entries) = fs::read_dir(folder.join(prefix)) else { continue };
            for entry in entries.flatten() {
                if entry.path().is_dir() {
                    names.insert(entry.file_name().to_string_lossy().into_owned());
                }
            }
        }
        names.into_iter().collect()
    }
}

/// Whether `path` is relative and never leaves the folder.
fn is_plain(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|c| matches!(c, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_leaves_the_folder_is_not_read() {
        let assets = Assets::new(vec![PathBuf::from("templates")]).expect("folder exists");
        assert!(assets.read("../Cargo.toml").is_none());
        assert!(assets.read("/etc/passwd").is_none());
    }

    #[test]
    fn the_users_folder_wins_over_the_binary() {
        let dir = tempfile::tempdir().expect("temp dir");
        std::fs::create_dir_all(dir.path().join("fonts")).expect("mkdir");
        std::fs::write(dir.path().join("fonts/fonts.yaml"), "mine").expect("write");
        let assets = Assets::new(vec![dir.path().to_owned()]).expect("folder exists");
        assert_eq!(assets.text("fonts/fonts.yaml").as_deref(), Some("mine"));
    }
}
