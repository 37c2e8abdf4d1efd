//! Sources: what a brief calls a picture, a movie or a sound, brought to a local file.
//!
//! A path, `http(s)://`, `data:`; relative paths start from the brief's folder and must stay
//! inside it or inside one of the media roots. What a file holds is judged by who reads it.

use std::{
    collections::HashMap,
    path::{Component, Path, PathBuf},
    sync::Arc,
};

use base64::Engine as _;
use tokio_util::sync::CancellationToken;

use crate::{
    error::{Error, Kind, Result},
    providers::{guard::Guard, http},
};

/// Finds the file of `upload:ID` or `artifact:JOB/NAME`.
pub type Stored = Arc<dyn Fn(&str) -> Result<PathBuf> + Send + Sync>;

/// Where sources may come from.
#[derive(Clone)]
pub struct Places {
    /// Folder that relative paths start from.
    pub folder: Option<PathBuf>,
    /// Further folders that paths may lie in.
    pub roots: Vec<PathBuf>,
    /// Where downloads go.
    pub scratch: PathBuf,
    /// Largest file in bytes.
    pub limit: u64,
    /// Whether an absolute path is the caller's own file.
    pub trusted: bool,
    /// Which addresses may be reached.
    pub guard: Guard,
    /// Finds uploads and artifacts; `None` where there are none.
    pub stored: Option<Stored>,
}

/// Brings sources to files, each once.
pub struct Sources {
    places: Places,
    brought: HashMap<String, PathBuf>,
}

impl Sources {
    /// Sources from `places`.
    #[must_use]
    pub fn new(places: Places) -> Self {
        Self { places, brought: HashMap::new() }
    }

    /// The local file of `source`; `pointer` is where the brief names it.
    ///
    /// # Errors
    /// `NotFound` for a file that does not exist, `Validation` for a path that leaves the allowed
    /// folders or a broken `data:` URL, `Unavailable` for a server that does not answer.
    pub async fn bring(
        &mut self,
        source: &str,
        pointer: &str,
        cancel: &CancellationToken,
    ) -> Result<PathBuf> {
        if let Some(path) = self.brought.get(source) {
            return Ok(path.clone());
        }
        let path = if source.starts_with("http://") || source.starts_with("https://") {
            let target = self.fresh(source);
            http::download(source, &target, self.places.limit, &self.places.guard, cancel)
                .await
                .map_err(|e| e.context(pointer))?;
            target
        } else if let Some(data) = source.strip_prefix("data:") {
            let bytes = data_url(data).ok_or_else(|| {
                Error::field(pointer, "expected data:<type>;base64,<data>, found a broken data URL")
            })?;
            let target = self.fresh("data");
            std::fs::write(&target, bytes)?;
            target
        } else if source.starts_with("upload:") || source.starts_with("artifact:") {
            let stored = self.places.stored.as_ref().ok_or_else(|| {
                Error::field(pointer, format!("{source} is known only to a service"))
            })?;
            stored(source).map_err(|error| error.context(pointer))?
        } else {
            self.local(source, pointer)?
        };
        self.brought.insert(source.to_owned(), path.clone());
        Ok(path)
    }

    fn fresh(&self, source: &str) -> PathBuf {
        let plain = source.split(['?', '#']).next().unwrap_or_default();
        let ending = Path::new(plain)
            .extension()
            .and_then(|e| e.to_str())
            .filter(|e| e.len() <= 5 && e.chars().all(char::is_alphanumeric));
        let name = format!("source-{}.{}", self.brought.len(), ending.unwrap_or("bin"));
        self.places.scratch.join(name)
    }

    fn local(&self, source: &str, pointer: &str) -> Result<PathBuf> {
        if source.contains('\0') {
            return Err(Error::field(pointer, "expected a path, found one with a zero byte"));
        }
        if let Some((scheme, _)) = source.split_once("://") {
            return Err(Error::field(
                pointer,
                format!("expected a path, http(s):// or data:, found {scheme}://"),
            ));
        }
        let path = Path::new(source);
        let leaves = || {
            Error::field(
                pointer,
                if self.places.trusted {
                    format!("{source} leaves the brief's folder; name its folder with --media-root")
                } else {
                    format!("{source} is not in a folder that requests may read")
                },
            )
        };
        if path.is_relative() && climbs_out(path) {
            return Err(leaves());
        }
        // A stranger shall not learn which files there are elsewhere.
        if path.is_absolute() && !self.places.trusted {
            let mut roots = self.places.folder.iter().chain(&self.places.roots);
            let dots = path.components().any(|part| part == Component::ParentDir);
            if dots || !roots.any(|root| path.starts_with(root)) {
                return Err(leaves());
            }
        }
        let starts = self.places.folder.iter().chain(&self.places.roots);
        let found = if path.is_absolute() {
            path.is_file().then(|| path.to_owned())
        } else {
            starts.map(|start| start.join(path)).find(|file| file.is_file())
        };
        let Some(found) = found else {
            return Err(Error::new(Kind::NotFound, format!("{pointer}: {source} does not exist"))
                .detail("source", source)
                .hint(
                    "put the file beside the brief, or render with --missing-assets placeholder",
                ));
        };
        let real = found.canonicalize()?;
        let allowed = self
            .places
            .folder
            .iter()
            .chain(&self.places.roots)
            .filter_map(|folder| folder.canonicalize().ok())
            .any(|folder| real.starts_with(folder));
        let own_file = self.places.trusted && path.is_absolute();
        if !allowed && !own_file {
            return Err(leaves());
        }
        let bytes = real.metadata()?.len();
        if bytes > self.places.limit {
            return Err(Error::new(
                Kind::PayloadTooLarge,
                format!(
                    "{pointer}: {source} has {bytes} bytes, at most {} are read",
                    self.places.limit
                ),
            )
            .hint("raise MAX_FILE_SIZE_MB"));
        }
        Ok(real)
    }
}

/// Whether a relative path goes above where it starts.
fn climbs_out(path: &Path) -> bool {
    let mut depth = 0i32;
    for part in path.components() {
        match part {
            Component::ParentDir => depth -= 1,
            Component::Normal(_) => depth += 1,
            _ => {}
        }
        if depth < 0 {
            return true;
        }
    }
    false
}

fn data_url(data: &str) -> Option<Vec<u8>> {
    let (head, body) = data.split_once(',')?;
    if head.ends_with(";base64") {
        base64::engine::general_purpose::STANDARD.decode(body.trim()).ok()
    } else {
        Some(percent_encoding::percent_decode_str(body).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(folder: &Path) -> Places {
        Places {
            folder: Some(folder.to_owned()),
            roots: Vec::new(),
            scratch: folder.to_owned(),
            limit: 1000,
            trusted: true,
            guard: Guard::open(),
            stored: None,
        }
    }

    #[tokio::test]
    async fn a_path_that_leaves_the_folder_is_refused_even_through_a_link() {
        let dir = tempfile::tempdir().expect("temp dir");
        let inside = dir.path().join("in");
        std::fs::create_dir(&inside).expect("mkdir");
        std::fs::write(dir.path().join("secret.png"), "x").expect("write");
        std::os::unix::fs::symlink(dir.path().join("secret.png"), inside.join("link.png"))
            .expect("link");
        let mut sources = Sources::new(places(&inside));
        for source in ["../secret.png", "a/../../secret.png", "link.png"] {
            let error = sources
                .bring(source, "/image", &CancellationToken::new())
                .await
                .expect_err("leaves the folder");
            assert_eq!(error.kind(), Kind::Validation, "{source}: {error}");
        }
    }

    #[tokio::test]
    async fn a_data_url_becomes_a_file() {
        let dir = tempfile::tempdir().expect("temp dir");
        let mut sources = Sources::new(places(dir.path()));
        let file = sources
            .bring("data:text/plain;base64,aGk=", "/x", &CancellationToken::new())
            .await
            .expect("good data");
        assert_eq!(std::fs::read(file).expect("read"), b"hi");
    }

    #[tokio::test]
    async fn other_schemes_and_too_large_files_are_refused() {
        let dir = tempfile::tempdir().expect("temp dir");
        std::fs::write(dir.path().join("big.bin"), vec![0; 2000]).expect("write");
        let mut sources = Sources::new(places(dir.path()));
        let cancel = CancellationToken::new();
        let file = sources.bring("file:///etc/passwd", "/x", &cancel).await.expect_err("scheme");
        assert_eq!(file.kind(), Kind::Validation);
        let big = sources.bring("big.bin", "/x", &cancel).await.expect_err("too large");
        assert_eq!(big.kind(), Kind::PayloadTooLarge);
    }
}
