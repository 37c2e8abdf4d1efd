//! The name of a run, which is safe as a part of paths and addresses.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// The name of one run: `job_` and a number that sorts by time, or what a client chose.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct JobId(String);

impl JobId {
    /// A new one.
    #[must_use]
    pub fn new() -> Self {
        Self(format!("job_{}", uuid::Uuid::now_v7().simple()))
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for JobId {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Display for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for JobId {
    type Err = Error;

    /// Takes what a client may choose; it becomes part of paths, so nothing else is allowed.
    fn from_str(text: &str) -> Result<Self> {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        if text.is_empty() || text.len() > 128 || !text.chars().all(plain) {
            let message = "expected 1 to 128 letters, digits, - and _";
            return Err(Error::field("job_id", message));
        }
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for JobId {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<JobId> for String {
    fn from(id: JobId) -> Self {
        id.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn job_ids_sort_by_time_and_clients_choose_only_plain_ones() {
        let (first, second) = (JobId::new(), JobId::new());
        assert!(first < second && first.as_str().starts_with("job_"));
        assert!("my-job_1".parse::<JobId>().is_ok());
        for wrong in ["", "../up", "a b", &"x".repeat(129)] {
            assert!(wrong.parse::<JobId>().is_err(), "{wrong}");
        }
    }
}
