//! Caption files: `SubRip` and `WebVTT` (W3C).

use super::{Cue, joined};

/// A `SubRip` file (`.srt`).
#[must_use]
pub fn srt(cues: &[Cue]) -> String {
    let block = |(n, cue): (usize, &Cue)| {
        let (start, end) = (stamp(cue.start, ','), stamp(cue.end, ','));
        format!("{}\n{start} --> {end}\n{}\n\n", n + 1, text(cue, str::to_owned))
    };
    cues.iter().enumerate().map(block).collect()
}

/// A `WebVTT` file (`.vtt`).
#[must_use]
pub fn vtt(cues: &[Cue]) -> String {
    let block = |cue: &Cue| {
        let (start, end) = (stamp(cue.start, '.'), stamp(cue.end, '.'));
        let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
        format!("{start} --> {end}\n{}\n\n", text(cue, escaped))
    };
    std::iter::once("WEBVTT\n\n".to_owned()).chain(cues.iter().map(block)).collect()
}

fn text(cue: &Cue, write: impl Fn(&str) -> String) -> String {
    cue.lines.iter().map(|line| write(&joined(line))).collect::<Vec<_>>().join("\n")
}

/// `00:01:02,345`.
fn stamp(seconds: f64, point: char) -> String {
    let ms = (seconds.max(0.0) * 1000.0).round() as u64;
    let (s, m, h) = (ms / 1000, ms / 60_000, ms / 3_600_000);
    format!("{h:02}:{:02}:{:02}{point}{:03}", m % 60, s % 60, ms % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::voice::Word;

    #[test]
    fn files_have_their_formats() {
        let word = |text: &str| Word { text: text.to_owned(), start: 0.0, end: 1.0 };
        let cue = Cue {
            start: 3725.5,
            end: 3727.25,
            lines: vec![vec![word("a"), word("<b")], vec![word("c")]],
        };
        assert_eq!(
            srt(std::slice::from_ref(&cue)),
            "1\n01:02:05,500 --> 01:02:07,250\na <b\nc\n\n"
        );
        assert_eq!(vtt(&[cue]), "WEBVTT\n\n01:02:05.500 --> 01:02:07.250\na &lt;b\nc\n\n");
    }
}
