//! `usage`: what vendors were paid for, by vendor and model.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    capability::{Capability, Doors, Weight},
    context::Context,
    error::Result,
    store::Used,
};

/// Show what providers were paid for
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Usage {
    /// How many days to look back
    #[serde(default = "month")]
    #[schemars(range(min = 1, max = 36_500))]
    pub days: u32,
}

const fn month() -> u32 {
    30
}

/// What was paid for.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Usages {
    /// Since when.
    #[schemars(with = "String")]
    pub since: Timestamp,
    /// By provider and model, the dearest first.
    pub usage: Vec<Used>,
    /// The sum of what has a known price.
    pub estimated_usd: f64,
}

impl Capability for Usage {
    const NAME: &'static str = "usage";
    const WEIGHT: Weight = Weight::Quick;
    const SUMMARY: &'static str = "Show what providers were paid for";
    const EXAMPLES: &'static [(&'static str, &'static str)] = &[("Of the last week", "--days 7")];
    const DOORS: Doors = Doors::Get;
    type Output = Usages;

    async fn run(self, context: Arc<Context>) -> Result<Usages> {
        let (_, readers) = context.store().await?;
        let age = SignedDuration::from_hours(24 * i64::from(self.days));
        let since = Timestamp::now().checked_sub(age).unwrap_or(Timestamp::MIN);
        let usage = context.blocking(move |_| readers.usage(since)).await?;
        // The sum of nothing is a negative zero.
        let known = usage.iter().filter_map(|used| used.estimated_usd);
        let sum = known.fold(0.0, |sum, usd| sum + usd);
        Ok(Usages { since, usage, estimated_usd: (sum * 1e6).round() / 1e6 })
    }
}
