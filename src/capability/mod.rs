//! What this program can do: one capability is one file in `engines/` and one row in [`ALL`].
//!
//! The trait says what an engine must tell about itself; everything else (flags, the params
//! file, checking, schemas, running by name) follows from it here, once. What a person sees is
//! left to `commands/`, HTTP to `server/`, and the work itself to `engines/`.

mod fields;
mod flags;
mod given;
mod layers;
mod names;
mod row;
mod schema;
mod table;
mod validate;

#[cfg(test)]
pub(crate) mod echo;

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Serialize, de::DeserializeOwned};

pub(crate) use self::names::named;
pub use self::{
    fields::{Size, json},
    flags::GIVEN_FIRST,
    given::parse_text,
    layers::{merge, read_params},
    row::Row,
    schema::{Choice, Node},
    table::{ALL, find},
    validate::{check, missing},
};
use crate::{config::Config, context::Context, error::Result};

/// Whether a caller is expected to wait for the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// Answered while the caller waits, normally within a second.
    Quick,
    /// Work with progress, which a service queues.
    Job,
}

/// What a capability leaves on the disk, which decides about `-o` and `--overwrite`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Makes {
    /// Only an answer.
    Nothing,
    /// One main file, which `-o` names.
    File,
    /// Several files in one folder, which `-o` names.
    Folder,
}

/// Somebody who can do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Offer {
    /// The name in requests; `local` is this program.
    pub name: &'static str,
    /// The variable that is not set.
    pub missing: Option<&'static str>,
}

/// Where a capability can be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doors {
    /// At the terminal and over HTTP, there with POST.
    All,
    /// The same, and over HTTP with GET as well: a plain list.
    AllAndGet,
    /// The same, and over HTTP with GET only: a list whose path takes something else with POST.
    Get,
    /// The same, and over HTTP with DELETE only.
    Delete,
    /// Only at the terminal, because it writes where its caller says.
    Terminal,
}

impl Doors {
    /// The HTTP method that callers use.
    #[must_use]
    pub const fn method(self) -> &'static str {
        match self {
            Self::All | Self::Terminal => "POST",
            Self::AllAndGet | Self::Get => "GET",
            Self::Delete => "DELETE",
        }
    }

    /// Whether a request stands in path and query, and no body is sent.
    #[must_use]
    pub const fn is_bodiless(self) -> bool {
        matches!(self, Self::Get | Self::Delete)
    }
}

/// Something this program can do, told once for the shell, HTTP, the queue and the SDKs.
///
/// The fields of the implementing struct are the request. Their documentation becomes help, man
/// page and API reference. Write `#[serde(deny_unknown_fields)]` on it, keep it flat, put
/// defaults into serde (`#[serde(default)]`, never `#[arg(default_value)]`), and ranges into
/// `#[schemars(range(min = …, max = …))]`; they are checked before [`Capability::run`].
pub trait Capability: clap::Args + DeserializeOwned + JsonSchema + Send + 'static {
    /// The name at every door: `render.brief`.
    const NAME: &'static str;
    /// Its path over HTTP below `/api/v1`, where that is not its name; `{field}` in it is that field.
    const PATH: Option<&'static str> = None;
    /// Quick or a job.
    const WEIGHT: Weight;
    /// One line about it, without a full stop.
    const SUMMARY: &'static str;
    /// For help: what is wanted, and the arguments after the command's name that do it.
    const EXAMPLES: &'static [(&'static str, &'static str)] = &[];
    /// Requests over HTTP, as JSON of their params: what the API reference shows first.
    const REQUESTS: &'static [&'static str] = &[];
    /// What it cannot do where no FFmpeg is installed.
    const WITHOUT_FFMPEG: Option<&'static str> = None;
    /// The field that can be given without its flag; by default the first required one.
    const MAIN: Option<&'static str> = None;
    /// What it leaves on the disk.
    const MAKES: Makes = Makes::Nothing;
    /// What it competes for in a queue: see `queue::Lanes`.
    const LANE: &'static str = match Self::WEIGHT {
        Weight::Quick => "quick",
        Weight::Job => "cores",
    };
    /// Where it can be called.
    const DOORS: Doors = Doors::All;
    /// The result object.
    type Output: Serialize + JsonSchema;

    /// Who can do it with these settings, and what is missing for each of them.
    #[must_use]
    fn providers(_: &Config) -> Vec<Offer> {
        vec![Offer { name: "local", missing: None }]
    }

    /// Whether this request can be done with these settings; asked before it is queued.
    ///
    /// # Errors
    /// `ProviderNotConfigured`, naming the variable.
    fn ready(&self, _: &Config) -> Result<()> {
        Ok(())
    }

    /// Does it. The request was checked against its schema before.
    fn run(self, context: Arc<Context>) -> impl Future<Output = Result<Self::Output>> + Send;
}
