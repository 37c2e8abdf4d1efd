//! Capabilities for the tests of this binary, so that they need none of the real ones.

use std::sync::Arc;

use remotion_media::{
    capability::{Capability, Makes, Row, Weight},
    context::Context,
    error::{Error, Kind, Result},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub static ROWS: &[Row] = &[Row::of::<Shout>(), Row::of::<ShoutTwice>(), Row::of::<Whisper>()];

/// What was made.
#[derive(Serialize, JsonSchema)]
pub struct Sound {
    path: String,
    warnings: Vec<String>,
}

#[derive(clap::Args, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Shout {
    /// What to shout.
    text: String,
    /// How loud.
    #[serde(default)]
    #[schemars(range(max = 11))]
    volume: u8,
    /// The key to the megaphone.
    api_key: Option<String>,
}

impl Capability for Shout {
    const NAME: &'static str = "audio.shout";
    const WEIGHT: Weight = Weight::Job;
    const SUMMARY: &'static str = "Shout something into a file";
    const EXAMPLES: &'static [(&'static str, &'static str)] = &[("loudly", "hey --volume 11")];
    const MAKES: Makes = Makes::File;
    type Output = Sound;

    async fn run(self, context: Arc<Context>) -> Result<Sound> {
        match self.text.as_str() {
            "fail" => return Err(Error::new(Kind::Provider, "nobody hears")),
            "panic" => panic!("a bug in a test"),
            "wait" => {
                context.progress.stage("waiting", 0);
                context.cancel.cancelled().await;
                return Err(Error::cancelled());
            }
            "hang" => std::future::pending().await,
            _ => {}
        }
        let file = context.output_file("shout.txt")?;
        let context = Arc::clone(&context);
        let made = Arc::clone(&context);
        made.blocking(move |context| {
            context.progress.stage("shouting", 10);
            context.progress.advance(10);
            context.warn("the neighbours complain");
            std::fs::write(&file, self.text.to_uppercase())?;
            context.made(&file);
            Ok(Sound { path: file.display().to_string(), warnings: context.warnings() })
        })
        .await
    }
}

#[derive(clap::Args, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShoutTwice {}

impl Capability for ShoutTwice {
    const NAME: &'static str = "audio.shout-twice";
    const WEIGHT: Weight = Weight::Quick;
    const SUMMARY: &'static str = "Shout and shout";
    type Output = Vec<String>;

    async fn run(self, _: Arc<Context>) -> Result<Vec<String>> {
        Ok(vec!["AH".to_owned(), "AH".to_owned()])
    }
}

#[derive(clap::Args, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Whisper {}

impl Capability for Whisper {
    const NAME: &'static str = "whisper";
    const WEIGHT: Weight = Weight::Quick;
    const SUMMARY: &'static str = "Say it softly";
    type Output = ();

    async fn run(self, _: Arc<Context>) -> Result<()> {
        Ok(())
    }
}
