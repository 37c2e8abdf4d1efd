//! Shows how far the work is: a bar at a terminal, a line now and then elsewhere, events in a
//! stream.
//!
//! What is reported is left to the engines, what is recorded to the library's `store`.

use std::{
    fmt,
    io::{IsTerminal as _, Write as _},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use remotion_media::progress::Report;
use serde_json::json;

use crate::{
    globals::{Format, Globals},
    output,
};

/// How often a log line is written where there is no terminal.
const LINE: Duration = Duration::from_secs(5);
/// How often an event of one stage is sent.
const EVENT: Duration = Duration::from_millis(200);

/// Where progress is shown.
pub struct Shown {
    way: Way,
    stage: Mutex<Option<Stage>>,
}

enum Way {
    Bar(ProgressBar),
    Lines,
    Events,
    Nowhere,
}

#[derive(Clone, Copy)]
struct Stage {
    name: &'static str,
    began: Instant,
    told: Instant,
}

impl Shown {
    /// As the flags and the terminal ask for.
    pub fn new(globals: &Globals) -> Self {
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let terminal = std::io::stderr().is_terminal() && !dumb;
        let way = match globals.format {
            Format::Stream => Way::Events,
            _ if globals.quiet => Way::Nowhere,
            _ if terminal => {
                let bar =
                    ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(10));
                Way::Bar(bar)
            }
            // Then stderr holds the error object alone.
            Format::Json => Way::Nowhere,
            Format::Text => Way::Lines,
        };
        Self { way, stage: Mutex::new(None) }
    }

    /// Shows a report; called from any thread, often.
    pub fn report(&self, report: &Report) {
        let now = Instant::now();
        let mut stage = self.stage.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = stage.is_none_or(|stage| stage.name != report.stage || report.done == 0);
        let pause = if matches!(self.way, Way::Events) { EVENT } else { LINE };
        let current = match *stage {
            Some(stage) if !is_new => stage,
            _ => Stage { name: report.stage, began: now, told: now },
        };
        let due = is_new || now.duration_since(current.told) >= pause;
        *stage = Some(Stage { told: if due { now } else { current.told }, ..current });
        drop(stage);
        match &self.way {
            Way::Bar(bar) => draw(bar, report, is_new),
            // The first line of a stage would say only that nothing is done yet.
            Way::Lines if due && !is_new => {
                let text = line(report, now.duration_since(current.began));
                let _ = writeln!(std::io::stderr(), "{text}");
            }
            Way::Events if due => output::event("progress", json!(report)),
            _ => {}
        }
    }

    /// Writes a line without tearing the bar.
    pub fn say(&self, text: &str) {
        match &self.way {
            Way::Bar(bar) => bar.suspend(|| {
                let _ = writeln!(std::io::stderr(), "{text}");
            }),
            _ => {
                let _ = writeln!(std::io::stderr(), "{text}");
            }
        }
    }

    /// Takes the bar away.
    pub fn end(&self) {
        if let Way::Bar(bar) = &self.way {
            bar.finish_and_clear();
        }
    }
}

fn draw(bar: &ProgressBar, report: &Report, is_new: bool) {
    if is_new {
        let form = if report.total > 0 {
            "{prefix:>10} {bar:30.cyan/blue} {percent:>3}%  {pos}/{len}  {rate}  {eta} left"
        } else {
            "{prefix:>10} {spinner} {pos}  {elapsed}"
        };
        let style = ProgressStyle::with_template(form).expect("the template is fixed and valid");
        let rate = |state: &ProgressState, out: &mut dyn fmt::Write| {
            // The bar draws again if this fails; there is nothing else to do.
            let _ = write!(out, "{:.0}/s", state.per_sec());
        };
        if report.total > 0 {
            bar.set_length(report.total);
        } else {
            bar.unset_length();
        }
        bar.set_style(style.with_key("rate", rate).progress_chars("━╸─"));
        bar.set_prefix(report.stage);
        bar.reset();
    }
    bar.set_position(report.done);
}

/// `rendering 45% (810/1800), 412/s, 3 s left`.
fn line(report: &Report, elapsed: Duration) -> String {
    let Report { stage, done, total } = report;
    let seconds = elapsed.as_secs_f64();
    let rate = if seconds > 0.0 { *done as f64 / seconds } else { 0.0 };
    if *total == 0 {
        return format!("{stage} {done}, {rate:.0}/s");
    }
    let share = 100 * done / total;
    let left = if rate > 0.0 { total.saturating_sub(*done) as f64 / rate } else { 0.0 };
    format!("{stage} {share}% ({done}/{total}), {rate:.0}/s, {left:.0} s left")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_share_rate_and_the_time_left() {
        let report = Report { stage: "rendering", done: 810, total: 1800 };
        let text = line(&report, Duration::from_secs(2));
        assert_eq!(text, "rendering 45% (810/1800), 405/s, 2 s left");
        let report = Report { stage: "reading", done: 3, total: 0 };
        assert_eq!(line(&report, Duration::ZERO), "reading 3, 0/s");
    }
}
