//! Reads words with their times from files that others made: `SubRip`, `WebVTT`, and JSON with words.
//!
//! A block of a caption file has times for itself alone; its words share them by their length.

use serde::Deserialize;

use crate::{
    error::{Error, Result},
    voice::Word,
};

/// The most words of a file: ten hours of fast speech.
const MOST: usize = 200_000;

#[derive(Deserialize)]
#[serde(untagged)]
enum Told {
    Words(Vec<Timed>),
    /// As `tts.generate` and the likes answer.
    Result {
        words: Vec<Timed>,
    },
}

#[derive(Deserialize)]
struct Timed {
    text: String,
    start: f64,
    end: f64,
}

/// The words of a caption file, in order of time.
///
/// # Errors
/// `Validation` on `field` that says what is wrong, with the number of the line where there is one.
pub fn words(text: &str, field: &str) -> Result<Vec<Word>> {
    let text = text.trim_start_matches('\u{feff}');
    let mut words = if text.trim_start().starts_with(['[', '{']) {
        let told = serde_json::from_str(text).map_err(|e| {
            Error::field(field, "expected words, each with text, start and end in seconds")
                .caused_by(e)
        })?;
        let (Told::Words(words) | Told::Result { words }) = told;
        let word = |Timed { text, start, end }| Word { text, start, end };
        words.into_iter().map(word).collect()
    } else {
        blocks(text, field)?
    };
    words.retain(|word| !word.text.trim().is_empty());
    if words.is_empty() {
        return Err(Error::field(field, "has no words").hint("expected an SRT, VTT or JSON file"));
    }
    if words.len() > MOST {
        return Err(Error::field(field, format!("has more than {MOST} words")));
    }
    let fine = |word: &Word| word.start >= 0.0 && word.end >= word.start && word.end < 360_000.0;
    if let Some(wrong) = words.iter().find(|word| !fine(word)) {
        let Word { text, start, end } = wrong;
        let text = format!("the word {text:?} is from {start} to {end} seconds");
        return Err(Error::field(field, text));
    }
    words.sort_by(|a, b| a.start.total_cmp(&b.start));
    Ok(words)
}

fn blocks(text: &str, field: &str) -> Result<Vec<Word>> {
    let mut words = Vec::new();
    let mut lines = text.lines().enumerate().peekable();
    while let Some((number, line)) = lines.next() {
        let Some((start, end)) = line.split_once("-->") else { continue };
        // Behind the end, WebVTT has where the block stands.
        let end = end.split_whitespace().next().unwrap_or_default();
        let (Some(start), Some(end)) = (seconds(start.trim()), seconds(end)) else {
            return Err(Error::field(field, format!("line {}: {line:?} has no times", number + 1))
                .hint("expected 00:00:01,000 --> 00:00:02,500"));
        };
        let mut block = String::new();
        while let Some((_, line)) = lines.next_if(|(_, line)| !line.trim().is_empty()) {
            block.push_str(line);
            block.push(' ');
        }
        words.extend(shared(&plain(&block), start, end));
    }
    Ok(words)
}

/// `01:02:03,456`, or `02:03.456` in `WebVTT`.
fn seconds(stamp: &str) -> Option<f64> {
    let mut sum = 0.0;
    let parts: Vec<&str> = stamp.split(':').collect();
    if !(2..=3).contains(&parts.len()) {
        return None;
    }
    for part in parts {
        let digits = |c: char| c.is_ascii_digit() || c == ',' || c == '.';
        let part = part.chars().all(digits).then(|| part.replace(',', "."))?;
        sum = sum * 60.0 + part.parse::<f64>().ok()?;
    }
    Some(sum)
}

/// A text without the marks of `SubRip`, `WebVTT` and ASS, which say how it looks.
fn plain(block: &str) -> String {
    let (mut out, mut close) = (String::new(), None);
    for c in block.chars() {
        match (c, close) {
            ('<', None) => close = Some('>'),
            ('{', None) => close = Some('}'),
            (c, Some(end)) if c == end => close = None,
            (_, Some(_)) => {}
            (c, None) => out.push(c),
        }
    }
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ").replace("&amp;", "&")
}

/// The words of a block, each with a part of its time.
fn shared(block: &str, start: f64, end: f64) -> Vec<Word> {
    let letters = |word: &str| word.chars().count() as f64 + 1.0;
    let all: f64 = block.split_whitespace().map(letters).sum();
    let mut at = start;
    block
        .split_whitespace()
        .map(|word| {
            let from = at;
            at += (end - start) * letters(word) / all;
            Word { text: word.to_owned(), start: from, end: at }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<Word>> {
        words(text, "caption_file")
    }

    #[test]
    fn files_of_all_three_kinds_are_read() {
        let srt = "\u{feff}1\r\n00:00:01,000 --> 00:00:03,000\r\n<i>Tea</i> is\r\nold.\r\n\r\n2\r\n01:00:00,500 --> 01:00:01,000\r\nمرحبا\r\n";
        let words = read(srt).unwrap();
        let shown: Vec<_> = words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(shown, ["Tea", "is", "old.", "مرحبا"]);
        assert_eq!((words[0].start, words[2].end, words[3].start), (1.0, 3.0, 3600.5));
        assert!(words.windows(2).all(|pair| pair[0].end <= pair[1].start + 1e-9));
        let vtt =
            "WEBVTT\n\nNOTE x\n\n00:01.000 --> 00:02.000 line:80%\n<v Ann>A &amp; <00:01.500>B\n";
        let words = read(vtt).unwrap();
        assert_eq!(
            words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>(),
            ["A", "&", "B"]
        );
        let json =
            r#"{"duration_seconds": 2, "words": [{"text": "Hi", "start": 0.1, "end": 0.4}]}"#;
        assert_eq!(read(json).unwrap()[0].end, 0.4);
    }

    #[test]
    fn what_is_wrong_in_a_file_is_said() {
        for (text, part) in [
            ("", "has no words"),
            ("just a text", "has no words"),
            ("1\n00:00:xx,000 --> 00:00:02,000\nhi\n", "line 2"),
            ("00:00:05,000 --> 00:00:02,000\nhi\n", "from 5 to"),
            ("[1, 2]", "expected words"),
            (r#"[{"text": "a", "start": -1, "end": 2}]"#, "from -1"),
        ] {
            let error = read(text).unwrap_err().to_string();
            assert!(error.contains(part), "{text}: {error}");
        }
    }
}
