//! `test.sleep`: a capability for tests of the service, which waits, writes a file, fails, hangs
//! or starts another program as it is told. Only in builds with the feature `testing`.

use std::{path::PathBuf, sync::Arc, time::Duration};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    capability::{Capability, Makes, Weight},
    config::keys,
    context::Context,
    error::{Error, Result},
    media::process::{self, Limits, Program},
};

/// Wait, then write a file
#[derive(Clone, Debug, clap::Args, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sleep {
    /// How long, in seconds
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 86_400.0))]
    pub seconds: f64,
    /// Size of the file
    #[serde(default)]
    #[schemars(range(max = 1_000_000_000))]
    pub bytes: u64,
    /// End with the error of this code
    pub fail: Option<String>,
    /// Fail only so many times, then succeed
    pub fail_times: Option<u32>,
    /// Wait inside of another program
    #[serde(default)]
    pub child: bool,
    /// Never look whether to stop
    #[serde(default)]
    pub deaf: bool,
    /// Stop with a panic
    #[serde(default)]
    pub panic: bool,
    /// A file to read first
    #[schemars(extend("format" = "source"))]
    pub source: Option<PathBuf>,
}

/// What was done.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Slept {
    /// The file.
    pub file: PathBuf,
    /// How many runs of this job there were.
    pub runs: u32,
    /// Bytes of the file that was read.
    pub read: Option<u64>,
    /// What was odd.
    pub warnings: Vec<String>,
}

impl Capability for Sleep {
    const NAME: &'static str = "test.sleep";
    const WEIGHT: Weight = Weight::Job;
    const SUMMARY: &'static str = "Wait, then write a file (only for tests)";
    const MAKES: Makes = Makes::File;
    const LANE: &'static str = "rehearsal";
    type Output = Slept;

    async fn run(self, context: Arc<Context>) -> Result<Slept> {
        // Beside the log, because it must outlive the attempt.
        let count = context.config.path(keys::DATA_DIR).join(format!("runs-{}", context.job));
        let runs = std::fs::read_to_string(&count).ok().and_then(|text| text.parse().ok());
        let runs = runs.unwrap_or(0u32) + 1;
        std::fs::write(&count, runs.to_string())?;
        let file = context.output_file("slept.bin")?;
        std::fs::write(file.with_extension("part"), b"half")?;
        let read = match &self.source {
            Some(path) => Some(context.readable("source", path)?.metadata()?.len()),
            None => None,
        };
        wait(&self, &context).await?;
        assert!(!self.panic, "asked to");
        if let Some(code) = &self.fail
            && self.fail_times.is_none_or(|times| runs <= times)
        {
            let error =
                serde_json::json!({"code": code, "message": format!("failed in run {runs}")});
            return Err(Error::from_json(&error));
        }
        context.warn("this is only a test");
        std::fs::write(&file, vec![b'x'; usize::try_from(self.bytes).unwrap_or_default()])?;
        context.made(&file);
        Ok(Slept { file, runs, read, warnings: context.warnings() })
    }
}

/// Waits as it was told.
async fn wait(order: &Sleep, context: &Arc<Context>) -> Result<()> {
    let time = Duration::from_secs_f64(order.seconds);
    if order.child {
        let program =
            Program::new(process::find_program("sleep")?).args([time.as_secs().to_string()]);
        return context
            .blocking(move |context| {
                let limits = Limits { cancel: context.cancel.child_token(), ..Limits::default() };
                process::run(&program, &limits).map(drop)
            })
            .await;
    }
    if order.deaf {
        return context
            .blocking(move |_| {
                std::thread::sleep(time);
                Ok(())
            })
            .await;
    }
    let steps = 20u32;
    context.progress.stage("sleeping", steps.into());
    for _ in 0..steps {
        tokio::select! {
            () = context.cancel.cancelled() => return Err(Error::cancelled()),
            () = tokio::time::sleep(time / steps) => context.progress.advance(1),
        }
    }
    Ok(())
}
