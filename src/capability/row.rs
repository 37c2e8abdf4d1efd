//! A row of the table: a capability's facts, and pointers to what was generated from its types.
//!
//! A row is a constant, so a table of many capabilities costs nothing at start-up; schemas and
//! flags are made when someone asks. Which capabilities exist is left to `table`.

use std::{
    collections::BTreeMap,
    fmt,
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
};

use clap::Command;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::{Capability, Doors, Makes, Node, Offer, Weight, flags, validate};
use crate::{
    config::Config,
    context::Context,
    error::{Error, Kind, Result},
};

type Running = Pin<Box<dyn Future<Output = Result<Value>> + Send>>;

/// One capability without its type, for everything that loops over the table.
pub struct Row {
    /// The name at every door: `render.brief`.
    pub name: &'static str,
    /// Quick or a job.
    pub weight: Weight,
    /// One line about it.
    pub summary: &'static str,
    /// For help: what is wanted, and the arguments that do it.
    pub examples: &'static [(&'static str, &'static str)],
    /// Requests over HTTP, as JSON of their params.
    pub requests: &'static [&'static str],
    /// What it cannot do where no FFmpeg is installed.
    pub without_ffmpeg: Option<&'static str>,
    /// What it leaves on the disk.
    pub makes: Makes,
    /// What it competes for in a queue.
    pub lane: &'static str,
    /// Where it can be called.
    pub doors: Doors,
    /// Who can do it with these settings.
    pub providers: fn(&Config) -> Vec<Offer>,
    path: Option<&'static str>,
    main: Option<&'static str>,
    flags: fn(Command) -> Command,
    request: fn() -> Value,
    result: fn() -> Value,
    ready: fn(Value, &Config) -> Result<()>,
    run: fn(Value, Arc<Context>) -> Running,
}

impl Row {
    /// The row of a capability.
    #[must_use]
    pub const fn of<C: Capability>() -> Self {
        Self {
            name: C::NAME,
            weight: C::WEIGHT,
            summary: C::SUMMARY,
            examples: C::EXAMPLES,
            requests: C::REQUESTS,
            without_ffmpeg: C::WITHOUT_FFMPEG,
            makes: C::MAKES,
            lane: C::LANE,
            doors: C::DOORS,
            providers: C::providers,
            path: C::PATH,
            main: C::MAIN,
            flags: flags::add::<C>,
            request: request::<C>,
            result: result::<C>,
            ready: ready::<C>,
            run: run::<C>,
        }
    }

    /// Words of the command line: `audio.music-search` is `audio music-search`.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        self.name.split('.')
    }

    /// Path at the HTTP door, below `/api/v1`.
    #[must_use]
    pub fn path(&self) -> String {
        match self.path {
            Some(path) => path.to_owned(),
            None => format!("/{}", self.name.replace('.', "/")),
        }
    }

    /// Adds its flags to a command; a plain function, so that clap can put it off.
    #[must_use]
    pub const fn flags(&self) -> fn(Command) -> Command {
        self.flags
    }

    /// JSON schema of the request.
    #[must_use]
    pub fn request(&self) -> Value {
        (self.request)()
    }

    /// JSON schema of the result.
    #[must_use]
    pub fn result(&self) -> Value {
        (self.result)()
    }

    /// The same, made once: a service asks for it with each request.
    #[must_use]
    pub fn known_request(&self) -> Arc<Value> {
        static KNOWN: Mutex<BTreeMap<&str, Arc<Value>>> = Mutex::new(BTreeMap::new());
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(known.entry(self.name).or_insert_with(|| Arc::new(self.request())))
    }

    /// The field that can be given without its flag.
    #[must_use]
    pub fn main(&self, request: &Value) -> Option<String> {
        main_field(self.main, request)
    }

    /// Checks a request against its schema, with every wrong field in one error.
    ///
    /// # Errors
    /// If any field is wrong, unknown or missing.
    pub fn check(&self, params: &Value) -> Result<()> {
        let errors = validate::check(&self.known_request(), params);
        if errors.is_empty() { Ok(()) } else { Err(Error::fields(errors)) }
    }

    /// Whether a checked request can be done with these settings.
    ///
    /// # Errors
    /// `ProviderNotConfigured`, naming the variable.
    pub fn ready(&self, params: &Value, config: &Config) -> Result<()> {
        (self.ready)(params.clone(), config)
    }

    /// Checks a request and does it.
    ///
    /// # Errors
    /// If the request is wrong, or the capability fails.
    pub async fn run(&self, params: Value, context: Arc<Context>) -> Result<Value> {
        self.check(&params)?;
        (self.run)(params, context).await
    }
}

impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Row").field("name", &self.name).finish_non_exhaustive()
    }
}

pub(super) fn main_field(named: Option<&str>, request: &Value) -> Option<String> {
    match named {
        Some(name) => Some(name.to_owned()),
        None => Node::of(request).required().first().map(|name| (*name).to_owned()),
    }
}

pub(super) fn request<C: Capability>() -> Value {
    let settings = SchemaSettings::draft2020_12().for_deserialize();
    settings.into_generator().into_root_schema_for::<C>().to_value()
}

fn result<C: Capability>() -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    settings.into_generator().into_root_schema_for::<C::Output>().to_value()
}

fn read<C: Capability>(params: Value) -> Result<C> {
    // The schema was checked; what serde still refuses is a rule the schema cannot say.
    serde_json::from_value(params).map_err(|error| Error::new(Kind::Validation, error.to_string()))
}

fn ready<C: Capability>(params: Value, config: &Config) -> Result<()> {
    read::<C>(params)?.ready(config)
}

fn run<C: Capability>(params: Value, context: Arc<Context>) -> Running {
    Box::pin(async move {
        let output = read::<C>(params)?.run(context).await?;
        serde_json::to_value(output)
            .map_err(|error| Error::internal("the result is not JSON").caused_by(error))
    })
}
