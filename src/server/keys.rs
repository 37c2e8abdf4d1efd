//! Who may ask: keys with scopes, compared without telling by the time it takes how much of one
//! was right.
//!
//! Keys are kept as fingerprints. Without a configured one, a random one is made and stored for
//! this user alone, so that the service is never open by accident.

use std::{
    fs::File,
    io::Write as _,
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use axum::http::HeaderMap;
use sha2::{Digest as _, Sha256};
use subtle::{Choice, ConditionallySelectable as _, ConstantTimeEq as _};

use crate::{
    config::{Config, keys},
    error::{Error, Kind, Result},
};

/// What a key allows; each includes the ones before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Looking.
    Read,
    /// Having things done.
    Write,
    /// Stopping the queue, reading the audit log.
    Admin,
}

impl Scope {
    const ALL: [Self; 3] = [Self::Read, Self::Write, Self::Admin];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Admin => "admin",
        }
    }
}

struct Key {
    hash: [u8; 32],
    scope: Scope,
}

/// The keys that are accepted.
pub(super) struct Keys(Vec<Key>);

/// Who asks.
#[derive(Clone, Debug)]
pub(super) struct Caller {
    /// The beginning of the key's fingerprint.
    pub id: String,
    /// What the key allows.
    pub scope: Scope,
}

/// Where the key lies that a service made for itself.
pub(super) fn file(folder: &Path) -> PathBuf {
    folder.join("api-key")
}

/// The key that a service of this folder made for itself, for command lines of the same user.
#[must_use]
pub fn stored_key(folder: &Path) -> Option<String> {
    let text = std::fs::read_to_string(file(folder)).ok()?;
    Some(text.trim().to_owned()).filter(|key| !key.is_empty())
}

impl Keys {
    /// The configured keys, or else one made for this folder, with the file it lies in.
    pub fn of(config: &Config, folder: &Path) -> Result<(Self, Option<PathBuf>)> {
        let configured = config.list(keys::SERVICE_API_KEY);
        if configured.is_empty() {
            let key = match stored_key(folder) {
                Some(key) => key,
                None => make(folder)?,
            };
            return Ok((
                Self(vec![Key { hash: hash(&key), scope: Scope::Admin }]),
                Some(file(folder)),
            ));
        }
        let keys = configured.iter().map(|text| {
            let scoped = Scope::ALL.into_iter().find_map(|scope| {
                Some((scope, text.strip_prefix(scope.name())?.strip_prefix('=')?))
            });
            let (scope, key) = scoped.unwrap_or((Scope::Admin, text));
            if key.len() < 8 {
                let text = "expected keys of at least 8 characters; make one with \
                    `openssl rand -hex 32`";
                return Err(Error::field("service_api_key", text));
            }
            Ok(Key { hash: hash(key), scope })
        });
        Ok((Self(keys.collect::<Result<_>>()?), None))
    }

    /// Who sent this request.
    pub fn caller(&self, headers: &HeaderMap) -> Result<Caller> {
        let Some(given) = given(headers) else {
            return Err(Error::new(Kind::Authentication, "no key was sent")
                .hint("send `Authorization: Bearer KEY` or `X-API-Key: KEY`"));
        };
        let hash = hash(given);
        // All are compared, whether or not one was right before.
        let (mut found, mut place) = (Choice::from(0), 0u32);
        for (index, key) in (0u32..).zip(&self.0) {
            let same = key.hash.ct_eq(&hash);
            place.conditional_assign(&index, same);
            found |= same;
        }
        if !bool::from(found) {
            return Err(Error::new(Kind::Authentication, "the key is not one of this service")
                .hint("the key is in REMOTION_SERVICE_API_KEY, or in the file api-key of the data folder"));
        }
        let scope = self.0[place as usize].scope;
        Ok(Caller { id: hash[..4].iter().map(|byte| format!("{byte:02x}")).collect(), scope })
    }
}

fn given(headers: &HeaderMap) -> Option<&str> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(key) = text("x-api-key") {
        return Some(key.trim());
    }
    let (scheme, key) = text("authorization")?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| key.trim())
}

fn hash(key: &str) -> [u8; 32] {
    Sha256::digest(key.as_bytes()).into()
}

/// Makes a key of 256 random bits.
fn make(folder: &Path) -> Result<String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)
        .map_err(|error| Error::internal("this machine has no randomness").caused_by(error))?;
    let key: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let path = file(folder);
    let write = || -> std::io::Result<()> {
        // An empty file of an earlier try is filled; a link is not followed by `create_new`.
        if path.metadata().is_ok_and(|data| data.len() == 0) {
            std::fs::remove_file(&path)?;
        }
        let mut file = File::options().write(true).create_new(true).mode(0o600).open(&path)?;
        file.write_all(format!("{key}\n").as_bytes())?;
        file.sync_all()
    };
    write().map_err(|error| {
        Error::from(error).context(format!("writing the key to {}", path.display()))
    })?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;
    use crate::config::Sources;

    fn headers(name: &'static str, value: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(name, value.parse().unwrap());
        headers
    }

    fn config(keys: &str) -> Config {
        let environment = [("REMOTION_SERVICE_API_KEY".to_owned(), keys.to_owned())];
        Config::load(&Sources {
            environment: environment.into(),
            folder: "/nowhere".into(),
            ..Sources::default()
        })
        .unwrap()
    }

    #[test]
    fn each_key_has_its_scope_and_others_none() {
        let config = config("read=reader-key,write=writer-key,master-key-1");
        let (keys, file) = Keys::of(&config, Path::new("/nowhere")).unwrap();
        assert!(file.is_none());
        let scope = |key: &str| {
            keys.caller(&headers("authorization", &format!("Bearer {key}"))).map(|c| c.scope)
        };
        assert_eq!(scope("reader-key").unwrap(), Scope::Read);
        assert_eq!(scope("writer-key").unwrap(), Scope::Write);
        assert_eq!(scope("master-key-1").unwrap(), Scope::Admin);
        for wrong in ["", "reader-ke", "reader-key1", "read=reader-key", "Master-key-1"] {
            assert_eq!(scope(wrong).unwrap_err().kind(), Kind::Authentication, "{wrong}");
        }
        assert!(keys.caller(&headers("x-api-key", "reader-key")).is_ok());
        assert!(keys.caller(&headers("authorization", "Basic reader-key")).is_err());
        assert!(keys.caller(&HeaderMap::new()).is_err());
        let error = Keys::of(&self::config("short"), Path::new("/nowhere")).err().unwrap();
        assert!(error.to_string().contains("8 characters") && !error.to_string().contains("short"));
    }

    #[test]
    fn without_a_configured_key_one_is_made_for_this_user_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let config = Config::default();
        let (_, path) = Keys::of(&config, folder.path()).unwrap();
        let key = stored_key(folder.path()).unwrap();
        assert_eq!(key.len(), 64);
        let mode = std::fs::metadata(path.unwrap()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let (keys, _) = Keys::of(&config, folder.path()).unwrap();
        assert_eq!(stored_key(folder.path()).unwrap(), key);
        assert!(keys.caller(&headers("x-api-key", &key)).is_ok());
    }
}
