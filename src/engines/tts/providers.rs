//! `tts.providers`: who can speak, what each can do, and what is missing.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::provider::LOCAL;
use crate::{
    capability::{Capability, Doors, Weight},
    config::keys,
    context::Context,
    error::Result,
    providers::speech::{Clones, VENDORS},
};

/// List who can speak, what each can do, and what is missing
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Providers {}

/// Who can speak.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ProviderList {
    /// Each of them.
    pub providers: Vec<ProviderEntry>,
    /// The order of `auto`.
    pub auto: Vec<String>,
}

/// One that speaks.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ProviderEntry {
    /// Its name in requests.
    pub name: String,
    /// One line about it.
    pub description: String,
    /// `available` or `unconfigured`.
    pub status: String,
    /// What is missing.
    pub reason: Option<String>,
    /// Variables that enable it; any one does.
    pub variables: Vec<String>,
    /// Whether it tells the time of each word by itself; for the others they are found.
    pub word_times: bool,
    /// `no`, `can`, `must` or `learns`: what it does with recordings of a voice.
    pub voice_cloning: String,
    /// The configured model.
    pub model: Option<String>,
    /// The configured voice.
    pub voice: Option<String>,
    /// The most characters of one call.
    pub longest_call: Option<usize>,
}

impl Capability for Providers {
    const NAME: &'static str = "tts.providers";
    const WEIGHT: Weight = Weight::Quick;
    const SUMMARY: &'static str = "List who can speak, what each can do, and what is missing";
    const DOORS: Doors = Doors::Get;
    type Output = ProviderList;

    async fn run(self, context: Arc<Context>) -> Result<ProviderList> {
        let config = &context.config;
        let local = ProviderEntry {
            name: LOCAL.to_owned(),
            description: "The voices of this program, without key and network".to_owned(),
            status: "available".to_owned(),
            reason: None,
            variables: Vec::new(),
            word_times: true,
            voice_cloning: "no".to_owned(),
            model: None,
            voice: None,
            longest_call: None,
        };
        let vendors = VENDORS.iter().map(|vendor| {
            let missing = vendor.ready(config).err();
            let clones = match vendor.clones {
                Clones::No => "no",
                Clones::Can => "can",
                Clones::Must => "must",
                Clones::Learns => "learns",
            };
            ProviderEntry {
                name: vendor.name.to_owned(),
                description: vendor.about.to_owned(),
                status: if missing.is_some() { "unconfigured" } else { "available" }.to_owned(),
                reason: missing.map(|error| error.to_string()),
                variables: vendor.enabled_by.iter().map(|key| key.variable.to_owned()).collect(),
                word_times: vendor.times,
                voice_cloning: clones.to_owned(),
                model: vendor.model.and_then(|key| config.text(key)),
                voice: vendor.voice.and_then(|key| config.text(key)),
                longest_call: Some(vendor.longest),
            }
        });
        let providers = std::iter::once(local).chain(vendors).collect();
        Ok(ProviderList { providers, auto: config.list(keys::TTS_PROVIDERS) })
    }
}
