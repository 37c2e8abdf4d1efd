//! Burned captions: which page of words stands over the video at which frames.
//!
//! Cutting words to blocks is left to `crate::captions`, looks to `templates/captions`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    captions::{self, Cue, Shape},
    error::{Error, Kind, Result},
    nearest::nearest,
    render::assets::Assets,
    voice::Word,
};

const STYLES: &str = "captions/styles.yaml";
const PLATFORMS: &str = "captions/platforms.yaml";

/// Largest size of words in CSS pixels, and of the page around them the space it keeps.
const LARGEST: f64 = 58.0;
const PADDING: f64 = 44.0;

/// What is to be written over a video.
#[derive(Clone, Debug)]
pub struct Captions {
    /// A style of `templates/captions/styles.yaml`.
    pub style: String,
    /// A platform of `templates/captions/platforms.yaml`; `None` is the format's.
    pub platform: Option<String>,
    /// Words with their seconds in the video.
    pub words: Vec<Word>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Platforms {
    platforms: BTreeMap<String, Platform>,
}

/// What a player lays over a video, in pixels of 1080 x 1920.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Platform {
    #[serde(rename = "about")]
    _about: String,
    top: f64,
    sides: f64,
    bottom: f64,
}

impl Platform {
    /// The platform called `name`.
    ///
    /// # Errors
    /// `Validation` on `caption_platform` with the names there are.
    pub fn load(assets: &Assets, name: &str) -> Result<Self> {
        let file: Platforms = serde_yaml::from_str(&assets.require(PLATFORMS)?).map_err(|e| {
            Error::new(Kind::Validation, format!("{PLATFORMS} cannot be read")).caused_by(e)
        })?;
        find(&file.platforms, "caption_platform", "platform", name)
    }

    /// What captions keep free at the edges (top, right, bottom, left), where the video itself
    /// keeps `margins` free; in pixels of a shorter side of 1080.
    pub fn margins(&self, margins: [f64; 4]) -> [f64; 4] {
        let own = [self.top, self.sides, self.bottom, self.sides];
        std::array::from_fn(|side| margins[side].max(own[side]))
    }
}

/// An entry of a table of styles or platforms.
fn find<T: Clone>(table: &BTreeMap<String, T>, field: &str, kind: &str, name: &str) -> Result<T> {
    let known = || table.keys().map(String::as_str);
    table.get(name).cloned().ok_or_else(|| {
        let all = known().collect::<Vec<_>>().join(", ");
        let error = Error::field(field, format!("unknown {kind} \"{name}\"; known {kind}s: {all}"));
        match nearest(name, known()) {
            Some(near) => error.hint(format!("did you mean {near}?")),
            None => error,
        }
    })
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Styles {
    styles: BTreeMap<String, Style>,
}

/// How much of a style stands on a page.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Style {
    #[serde(rename = "about")]
    _about: String,
    columns: [usize; 2],
    lines: usize,
    words: usize,
    each: bool,
    em: f64,
    rise: f64,
}

/// One page of words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Page {
    /// Seconds.
    pub start: f64,
    /// Seconds.
    pub end: f64,
    /// Variables: lines of words with their states and as plain texts, the size, whether they stand close.
    pub values: Value,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Said,
    Now,
    Next,
}

impl Style {
    /// The style called `name`.
    ///
    /// # Errors
    /// `Validation` on `caption_style` with the names there are.
    pub fn load(assets: &Assets, name: &str) -> Result<Self> {
        let styles: Styles = serde_yaml::from_str(&assets.require(STYLES)?).map_err(|e| {
            Error::new(Kind::Validation, format!("{STYLES} cannot be read")).caused_by(e)
        })?;
        find(&styles.styles, "caption_style", "style", name)
    }

    /// Size of words in a page `width` CSS pixels wide.
    fn size(&self, width: f64, tall: bool) -> f64 {
        (width / (self.columns(tall) as f64 * self.em)).min(LARGEST)
    }

    const fn columns(&self, tall: bool) -> usize {
        self.columns[if tall { 0 } else { 1 }]
    }

    /// Height that its pages need.
    pub fn height(&self, width: f64, tall: bool) -> f64 {
        self.size(width, tall) * self.rise * self.lines as f64 + PADDING
    }

    /// The pages of `words`.
    pub fn pages(&self, words: &[Word], width: f64, tall: bool) -> Vec<Page> {
        let columns = self.columns(tall);
        let shape = Shape { columns, lines: self.lines, words: self.words };
        let mut pages = Vec::new();
        for cue in captions::cues(words, shape) {
            // A word that is longer than a line makes the whole page smaller.
            let longest = cue.lines.iter().map(|line| captions::width(line)).max().unwrap_or(1);
            let size = self.size(width, tall) * (columns as f64 / longest as f64).min(1.0);
            if !self.each {
                pages.push(page(&cue, cue.start, cue.end, None, size));
                continue;
            }
            let spoken: Vec<&Word> = cue.words().collect();
            for (n, word) in spoken.iter().enumerate() {
                let start = if n == 0 { cue.start } else { word.start };
                let end = spoken.get(n + 1).map_or(cue.end, |next| next.start);
                pages.push(page(&cue, start, end, Some(n), size));
            }
        }
        pages
    }
}

fn page(cue: &Cue, start: f64, end: f64, now: Option<usize>, size: f64) -> Page {
    let mut number = 0;
    let mut lines = Vec::new();
    let texts: Vec<String> = cue.lines.iter().map(|line| captions::joined(line)).collect();
    // Words of scripts without spaces stand close.
    let tight = cue
        .lines
        .iter()
        .flat_map(|line| line.windows(2))
        .all(|pair| !captions::spaced(&pair[0].text, &pair[1].text))
        && cue.words().count() > 1;
    for line in &cue.lines {
        let mut words = Vec::new();
        for word in line {
            let state = match now {
                Some(now) if number < now => State::Said,
                Some(now) if number > now => State::Next,
                _ => State::Now,
            };
            words.push(json!({"text": word.text, "state": state}));
            number += 1;
        }
        lines.push(words);
    }
    Page {
        start,
        end,
        values: json!({"lines": lines, "texts": texts, "size": size, "tight": tight}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<Word> {
        let word = |(n, text): (usize, &str)| Word {
            text: text.to_owned(),
            start: n as f64,
            end: n as f64 + 0.8,
        };
        text.split(' ').enumerate().map(word).collect()
    }

    #[test]
    fn every_style_has_its_page_and_fits_its_width() {
        let assets = Assets::new(Vec::new()).unwrap();
        for name in ["clean", "bold", "tiktok", "karaoke", "boxed"] {
            let style = Style::load(&assets, name).unwrap();
            assert!(assets.text(&format!("captions/{name}.html")).is_some(), "{name}");
            for (width, tall) in [(900.0, true), (1700.0, false)] {
                let size = style.size(width, tall);
                assert!((30.0..=LARGEST).contains(&size), "{name}: {size}");
                let pages = style.pages(&said("How neural networks learn to see."), width, tall);
                assert!(pages.windows(2).all(|pair| pair[0].end <= pair[1].start + 1e-9));
                assert!(pages.iter().all(|page| page.end > page.start));
            }
        }
        let error = Style::load(&assets, "tictok").unwrap_err();
        assert!(error.hint_text().unwrap().contains("tiktok"), "{error}");
        let platform = Platform::load(&assets, "tiktok").unwrap();
        assert_eq!(platform.margins([170.0, 90.0, 300.0, 160.0]), [170.0, 150.0, 480.0, 160.0]);
        let error = Platform::load(&assets, "insta").unwrap_err();
        assert!(error.to_string().contains("instagram"), "{error}");
    }

    #[test]
    fn the_spoken_word_is_marked_in_turn() {
        let style = Style::load(&Assets::new(Vec::new()).unwrap(), "tiktok").unwrap();
        let pages = style.pages(&said("one two three"), 900.0, true);
        let states: Vec<Vec<&str>> = pages
            .iter()
            .map(|page| {
                let lines = page.values["lines"].as_array().unwrap();
                let words = lines.iter().flat_map(|line| line.as_array().unwrap());
                words.map(|word| word["state"].as_str().unwrap()).collect()
            })
            .collect();
        let wanted = [["now", "next", "next"], ["said", "now", "next"], ["said", "said", "now"]];
        assert_eq!(states, wanted);
    }
}
