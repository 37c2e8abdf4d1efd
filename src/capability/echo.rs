//! A capability for tests, with every kind of field a request can have.

use std::{collections::BTreeMap, sync::Arc};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Capability, Makes, Size, Weight, json};
use crate::{
    context::Context,
    error::{Error, Result},
};

/// Says something again.
#[derive(Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Echo {
    /// What to say.
    #[schemars(length(max = 100))]
    text: String,
    /// How many times to say it.
    #[serde(default = "once")]
    #[schemars(range(min = 1, max = 10))]
    times: u8,
    /// How much louder, in decibels.
    gain_db: Option<f64>,
    /// How to say it.
    #[arg(value_parser = json::<Mood>)]
    mood: Option<Mood>,
    /// Say it loudly.
    #[serde(default)]
    loud: bool,
    /// How large.
    size: Option<Size>,
    /// Words to remember it by.
    #[serde(default)]
    #[schemars(length(max = 3))]
    tags: Vec<String>,
    /// Several ways, one after the other.
    #[serde(default)]
    #[arg(value_parser = json::<Mood>)]
    moods: Vec<Mood>,
    /// What to play behind it.
    #[arg(value_parser = json::<Track>)]
    track: Option<Track>,
    /// The same in other languages.
    #[serde(default)]
    #[arg(value_parser = json::<BTreeMap<String, String>>)]
    labels: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Mood {
    /// Softly.
    Calm,
    /// As it comes.
    Wild,
}

#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Track {
    url: String,
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 2.0))]
    volume: f64,
}

const fn once() -> u8 {
    1
}

/// What was said.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Said {
    /// All of it.
    text: String,
    /// What was not heard.
    warnings: Vec<String>,
}

impl Capability for Echo {
    const NAME: &'static str = "test.echo";
    const WEIGHT: Weight = Weight::Quick;
    const SUMMARY: &'static str = "Say something again";
    const EXAMPLES: &'static [(&'static str, &'static str)] = &[("twice", "hello --times 2")];
    const MAKES: Makes = Makes::File;
    type Output = Said;

    async fn run(self, context: Arc<Context>) -> Result<Said> {
        if self.text == "nothing" {
            return Err(Error::field("text", "nothing cannot be said"));
        }
        context.progress.stage("saying", self.times.into());
        context.progress.advance(self.times.into());
        let text = vec![self.text; self.times.into()].join(" ");
        Ok(Said { text, warnings: context.warnings() })
    }
}

#[test]
fn a_row_checks_then_runs_by_name_and_json() {
    let context = Arc::new(Context::for_tests());
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let run = |params| runtime.block_on(super::Row::of::<Echo>().run(params, Arc::clone(&context)));
    let said = run(serde_json::json!({"text": "hi", "times": 2})).unwrap();
    assert_eq!(said["text"], "hi hi");
    let error = run(serde_json::json!({"text": "hi", "times": 0, "size": "x"})).unwrap_err();
    assert_eq!(error.field_errors().len(), 1);
    // What only the type knows is still an error of the request.
    let error = run(serde_json::json!({"text": "hi", "size": "x"})).unwrap_err();
    assert_eq!(error.kind(), crate::error::Kind::Validation);
}
