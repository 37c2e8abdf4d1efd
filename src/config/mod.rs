//! Settings in layers, each value with where it came from: flags, environment, `.env.local`,
//! `.env`, the project's `remotion-media.yaml`, the user's file, defaults; the first that sets a
//! key wins.
//!
//! Which settings exist is left to `keys`, the reading of files to `files`, showing to
//! `commands/`. Nothing here changes the environment of the process.

mod files;
mod forms;
pub mod keys;
mod places;

use std::{
    collections::BTreeMap,
    fmt,
    path::{Path, PathBuf},
};

use serde::Serialize;

pub use self::places::Places;
use self::{
    forms::{fits, masked, switch},
    keys::Key,
};
use crate::{
    error::{Error, FieldError, Kind, Result},
    nearest::nearest,
};

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// `--set`, or a flag of its own.
    Flag,
    /// The environment variable of this name.
    Environment(&'static str),
    /// This file.
    File(PathBuf),
    /// Nobody set it.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag => f.write_str("flag"),
            Self::Environment(name) => write!(f, "environment {name}"),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Default => f.write_str("default"),
        }
    }
}

#[derive(Clone)]
struct Setting {
    value: String,
    origin: Origin,
}

/// All settings of this run.
#[derive(Clone, Default)]
pub struct Config {
    settings: BTreeMap<&'static str, Setting>,
    places: Places,
}

/// What settings are read from.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// `name=value` from the command line.
    pub flags: Vec<(String, String)>,
    /// The environment.
    pub environment: BTreeMap<String, String>,
    /// The folder with `.env` and `remotion-media.yaml`.
    pub folder: PathBuf,
    /// A file to read in place of `remotion-media.yaml`; it must exist.
    pub file: Option<PathBuf>,
}

impl Sources {
    /// This process: its environment and its folder.
    #[must_use]
    pub fn of_process() -> Self {
        let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        Self {
            environment: std::env::vars_os().filter_map(text).collect(),
            folder: PathBuf::from("."),
            ..Self::default()
        }
    }
}

impl Config {
    /// Reads every layer and checks every value.
    ///
    /// # Errors
    /// If a file cannot be read, has an unknown key, or a value does not have its key's form.
    pub fn load(sources: &Sources) -> Result<Self> {
        let places = Places::of(&sources.environment);
        let mut config = Self { settings: BTreeMap::new(), places };
        // From the lowest layer to the highest; each replaces what is below.
        if let Some(file) = config.places.user_file() {
            config.take_file(&file, false)?;
        }
        match &sources.file {
            Some(file) => config.take_file(file, true)?,
            None => config.take_file(&sources.folder.join("remotion-media.yaml"), false)?,
        }
        for name in [".env", ".env.local"] {
            let file = sources.folder.join(name);
            let variables = files::variables(&file)?;
            config.take_variables(&variables, |_| Origin::File(file.clone()))?;
        }
        config.take_variables(&sources.environment, |key| Origin::Environment(key.variable))?;
        for (name, value) in &sources.flags {
            let key = known(name).map_err(|error| error.context("--set"))?;
            config.put(key, value, Origin::Flag)?;
        }
        Ok(config)
    }

    fn take_file(&mut self, file: &Path, must_exist: bool) -> Result<()> {
        let Some(values) = files::yaml(file, must_exist)? else { return Ok(()) };
        let mut wrong = Vec::new();
        for (name, value) in values {
            match known(&name) {
                Ok(key) => self.put(key, &value, Origin::File(file.to_owned()))?,
                Err(error) => wrong.extend(error.field_errors().iter().cloned()),
            }
        }
        if wrong.is_empty() {
            return Ok(());
        }
        Err(Error::fields(wrong).context(file.display()))
    }

    /// Other programs' variables are no business of ours, so unknown names are not errors here.
    fn take_variables(
        &mut self,
        variables: &BTreeMap<String, String>,
        origin: impl Fn(&Key) -> Origin,
    ) -> Result<()> {
        for key in keys::ALL {
            // An empty variable is how people unset one, above all in CI and compose files.
            if let Some(value) = variables.get(key.variable).filter(|value| !value.is_empty()) {
                self.put(key, value, origin(key))?;
            }
        }
        Ok(())
    }

    fn put(&mut self, key: &'static Key, value: &str, origin: Origin) -> Result<()> {
        if let Err(expected) = fits(key.form, value) {
            let found = if key.is_secret() { String::new() } else { format!("; found {value:?}") };
            return Err(Error::field(key.name, format!("expected {expected}{found} ({origin})")));
        }
        self.settings.insert(key.name, Setting { value: value.to_owned(), origin });
        Ok(())
    }

    /// The value of a setting and where it came from.
    fn find(&self, key: &Key) -> (Option<String>, Origin) {
        if let Some(setting) = self.settings.get(key.name) {
            return (Some(setting.value.clone()), setting.origin.clone());
        }
        let computed = match key.name {
            "data_dir" => Some(self.places.data().display().to_string()),
            "cache_dir" => Some(self.places.cache().display().to_string()),
            _ => key.default.map(str::to_owned),
        };
        (computed, Origin::Default)
    }

    /// Where a setting came from.
    #[must_use]
    pub fn origin(&self, key: &Key) -> Origin {
        self.find(key).1
    }

    /// A setting as text, if it is set or has a default.
    #[must_use]
    pub fn text(&self, key: &Key) -> Option<String> {
        self.find(key).0
    }

    /// A setting that a provider cannot do without.
    ///
    /// # Errors
    /// If it is not set; the error names its variable.
    pub fn required(&self, key: &Key) -> Result<String> {
        self.text(key).ok_or_else(|| {
            let text = format!("{} is not set", key.variable);
            Error::new(Kind::ProviderNotConfigured, text)
                .hint(format!("set {} in the environment or in .env.local", key.variable))
                .detail("variable", key.variable)
        })
    }

    /// A setting as a path, with `~/` resolved; the current folder when it has no value.
    #[must_use]
    pub fn path(&self, key: &Key) -> PathBuf {
        self.places.expand(&self.text(key).unwrap_or_else(|| ".".to_owned()))
    }

    /// A whole number; 0 when it has no value.
    #[must_use]
    pub fn whole(&self, key: &Key) -> u64 {
        self.text(key).and_then(|value| value.trim().parse().ok()).unwrap_or_default()
    }

    /// Whether a switch is on.
    #[must_use]
    pub fn is_on(&self, key: &Key) -> bool {
        self.text(key).and_then(|value| switch(&value)).unwrap_or_default()
    }

    /// The parts of a list.
    #[must_use]
    pub fn list(&self, key: &Key) -> Vec<String> {
        let value = self.text(key).unwrap_or_default();
        let parts = value.split(',').map(str::trim).filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    }

    /// A setting as it may be shown: secrets are masked.
    #[must_use]
    pub fn shown(&self, key: &Key) -> Option<String> {
        let value = self.text(key)?;
        Some(if key.is_secret() { masked(&value) } else { value })
    }

    /// Every secret that is set, so that records can leave them out.
    #[must_use]
    pub fn secrets(&self) -> Vec<String> {
        let secret = keys::ALL.iter().filter(|key| key.is_secret());
        secret.flat_map(|key| self.list(key)).collect()
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = keys::ALL.iter().filter_map(|key| Some((key.name, self.shown(key)?)));
        f.debug_map().entries(shown).finish()
    }
}

fn known(name: &str) -> Result<&'static Key> {
    keys::ALL.iter().find(|key| key.name == name).copied().ok_or_else(|| {
        let near = nearest(name, keys::ALL.iter().map(|key| key.name));
        let hint = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
        Error::fields(vec![FieldError {
            field: name.to_owned(),
            message: format!("unknown setting{hint}"),
        }])
        .hint("`remotion-media config show` lists all settings")
    })
}

#[cfg(test)]
mod tests;
