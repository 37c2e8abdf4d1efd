//! Type sizes that make words fit their boxes, found by laying the words out and measuring.
//!
//! Whole words are kept as long as any allowed size holds them; then words may break; then the
//! text is cut and ends in an ellipsis. Nothing here draws.

use unicode_segmentation::UnicodeSegmentation;

use super::{
    html,
    layer::{Area, Fit, Overflow, Text},
};
use crate::{
    error::Result,
    render::page::{Page, Surface},
};

/// Measured lines are set this many times their size apart, more than any glyph is high, so that
/// the height of the block says how many lines there are.
const APART: f64 = 4.0;

/// Words at the size that fits.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted {
    /// The words, shortened if they had to be.
    pub words: String,
    /// Design pixels.
    pub size: f64,
    /// Height of the block in design pixels, with the box that hugs it.
    pub height: f64,
    /// Whether words may break anywhere.
    pub breaks: bool,
    /// Whether words were cut off.
    pub cut: bool,
    /// Whether it leaves its box all the same.
    pub overflows: bool,
}

/// Fits `words` in the style `text` into `area`.
///
/// # Errors
/// A layout that cannot be measured.
pub fn fit(surface: &Surface, text: &Text, words: &str, area: Area) -> Result<Fitted> {
    let padding = text.pill.as_ref().map_or((0.0, 0.0), |p| p.padding);
    let room = (area.w - 2.0 * padding.0, area.h - 2.0 * padding.1);
    let room = (room.0.max(1.0), room.1.max(1.0));
    let rule = Rule { surface, text, room };
    let line = text.line_height;
    // A box lower than one line is the template's mistake; the text gives way.
    let largest = text.range.1.min(room.1 / line).max(1.0);
    let smallest = text.range.0.min(largest);

    let ready = |words: &str, size: f64, breaks: bool, cut: bool, lines: f64| Fitted {
        words: words.to_owned(),
        size,
        height: lines * size * line + 2.0 * padding.1,
        breaks,
        cut,
        overflows: false,
    };
    for breaks in [false, true] {
        if let Some((size, lines)) = rule.largest(words, breaks, smallest, largest)? {
            return Ok(ready(words, size, breaks, false, lines));
        }
    }
    if text.overflow == Overflow::Visible {
        let size = if text.fit == Fit::Fixed { largest } else { smallest };
        let lines = rule.measure(words, size, false)?.lines;
        return Ok(Fitted { overflows: true, ..ready(words, size, false, false, lines) });
    }
    let (short, lines) = rule.cut(words, smallest)?;
    Ok(ready(&short, smallest, true, true, lines))
}

/// The style `text` as the script of `words` needs it: joined scripts cannot be letter-spaced, and
/// scripts with tall letters need more room between lines than tight Latin headlines have.
#[must_use]
pub fn suited(text: &Text, words: &str) -> Text {
    let mut suited = text.clone();
    let any = |ranges: &[(u32, u32)]| {
        words.chars().any(|c| ranges.iter().any(|(a, b)| (*a..=*b).contains(&(c as u32))))
    };
    let joined = any(&[(0x0600, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF), (0x0900, 0x0DFF)]);
    let tall = joined || any(&[(0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF)]);
    let square = any(&[(0x1100, 0x11FF), (0x2E80, 0x9FFF), (0xAC00, 0xD7AF), (0x20000, 0x3FFFF)]);
    if joined {
        suited.spacing = 0.0;
    } else if square {
        suited.spacing = suited.spacing.max(0.0);
    }
    let least = if tall {
        1.4
    } else if square {
        1.2
    } else {
        0.0
    };
    suited.line_height = suited.line_height.max(least);
    suited
}

struct Rule<'a> {
    surface: &'a Surface,
    text: &'a Text,
    room: (f64, f64),
}

struct Block {
    right: f64,
    lines: f64,
}

impl Rule<'_> {
    fn measure(&self, words: &str, size: f64, breaks: bool) -> Result<Block> {
        let page = html::measured(self.text, words, self.room.0, size, breaks);
        let page = Page::parse(&page, format!(".m{{line-height:{APART}}}"))?;
        let extent = page.extent(self.surface, self.room.0 as f32, "")?;
        let lines = (f64::from(extent.bottom) / (size * APART)).round().max(1.0);
        Ok(Block { right: f64::from(extent.right), lines })
    }

    fn fits(&self, words: &str, size: f64, breaks: bool) -> Result<Option<f64>> {
        const HAIR: f64 = 0.5;
        let block = self.measure(words, size, breaks)?;
        let few = self.text.max_lines.is_none_or(|most| block.lines <= f64::from(most));
        let low = block.lines * size * self.text.line_height <= self.room.1 + HAIR;
        let narrow = block.right <= self.room.0 + HAIR;
        Ok((few && low && narrow).then_some(block.lines))
    }

    /// The largest size that fits, with its number of lines.
    fn largest(
        &self,
        words: &str,
        breaks: bool,
        smallest: f64,
        largest: f64,
    ) -> Result<Option<(f64, f64)>> {
        if let Some(lines) = self.fits(words, largest, breaks)? {
            return Ok(Some((largest, lines)));
        }
        let Some(lines) = self.fits(words, smallest, breaks)? else { return Ok(None) };
        let (mut low, mut high, mut best) = (smallest, largest, lines);
        // Half a percent is finer than the eye.
        while high - low > (low * 0.005).max(0.2) {
            let middle = f64::midpoint(low, high);
            match self.fits(words, middle, breaks)? {
                Some(lines) => (low, best) = (middle, lines),
                None => high = middle,
            }
        }
        Ok(Some((low, best)))
    }

    /// The longest beginning of `words` that fits with an ellipsis, and its lines.
    fn cut(&self, words: &str, size: f64) -> Result<(String, f64)> {
        let ends: Vec<usize> =
            words.grapheme_indices(true).map(|(at, part)| at + part.len()).collect();
        let shortened = |count: usize| {
            let end = count.checked_sub(1).and_then(|i| ends.get(i)).copied().unwrap_or(0);
            let kept =
                words[..end].trim_end_matches(|c: char| c.is_whitespace() || ",;:-–—.".contains(c));
            format!("{kept}…")
        };
        let (mut low, mut high) = (0, ends.len());
        while high - low > 1 {
            let middle = usize::midpoint(low, high);
            match self.fits(&shortened(middle), size, true)? {
                Some(_) => low = middle,
                None => high = middle,
            }
        }
        // A cut inside a word looks like a fault; go back to the space before it if it is near.
        let end = ends.get(low.wrapping_sub(1)).copied().unwrap_or(0);
        let inside = words[end..].chars().next().is_some_and(|c| !c.is_whitespace());
        if inside
            && let Some(space) = words[..end].rfind(char::is_whitespace)
            && words[space..end].chars().count() <= 14
            && space * 2 > end
        {
            low = ends.iter().filter(|e| **e <= space).count();
        }
        let short = shortened(low);
        let lines = self.measure(&short, size, true)?.lines;
        Ok((short, lines))
    }
}
