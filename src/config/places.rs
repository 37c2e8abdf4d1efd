//! The folders of this user, as the XDG rules name them.
//!
//! Which settings move them elsewhere is left to `config/mod.rs`.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// The name of our folder in each of them.
const OURS: &str = "remotion-media";

/// Where this user keeps settings, data and caches.
#[derive(Clone, Debug, Default)]
pub struct Places {
    home: Option<PathBuf>,
    config: Option<PathBuf>,
    data: Option<PathBuf>,
    cache: Option<PathBuf>,
}

impl Places {
    /// From `HOME` and the `XDG_…` variables.
    #[must_use]
    pub fn of(environment: &BTreeMap<String, String>) -> Self {
        // The rules say that a relative path must be ignored.
        let folder = |name: &str| {
            environment.get(name).map(PathBuf::from).filter(|folder| folder.is_absolute())
        };
        let home = folder("HOME");
        let under = |name: &str, usual: &str| {
            folder(name).or_else(|| home.as_ref().map(|home| home.join(usual)))
        };
        Self {
            config: under("XDG_CONFIG_HOME", ".config"),
            data: under("XDG_DATA_HOME", ".local/share"),
            cache: under("XDG_CACHE_HOME", ".cache"),
            home,
        }
    }

    /// The user's settings file, whether or not it exists.
    #[must_use]
    pub fn user_file(&self) -> Option<PathBuf> {
        self.config.as_ref().map(|folder| folder.join(OURS).join("config.yaml"))
    }

    /// The data folder; without a home, one among the temporary files.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.data.as_ref().map_or_else(homeless, |folder| folder.join(OURS))
    }

    /// The cache folder.
    #[must_use]
    pub fn cache(&self) -> PathBuf {
        self.cache.as_ref().map_or_else(|| homeless().join("cache"), |folder| folder.join(OURS))
    }

    /// A path with `~/` resolved.
    #[must_use]
    pub fn expand(&self, path: &str) -> PathBuf {
        match (path.strip_prefix("~/"), &self.home) {
            (Some(rest), Some(home)) => home.join(rest),
            _ => Path::new(path).to_owned(),
        }
    }
}

fn homeless() -> PathBuf {
    std::env::temp_dir().join(OURS)
}
