//! Cuts timed words to blocks that can be read: at most two balanced lines, no more characters
//! than fit, ended by a sentence, a pause or a lack of room.

use crate::voice::Word;

/// A pause this long ends a block, in seconds.
const PAUSE: f64 = 0.7;

/// Longest time a block stands, and the time it stays after its last word, in seconds.
const LONGEST: f64 = 6.0;
const LINGER: f64 = 0.35;

/// How large blocks may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Characters in a line.
    pub columns: usize,
    /// Lines, 1 or 2.
    pub lines: usize,
    /// Words in a block.
    pub words: usize,
}

/// A block of words on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Cue {
    /// Seconds.
    pub start: f64,
    /// Seconds.
    pub end: f64,
    /// Its words, line by line.
    pub lines: Vec<Vec<Word>>,
}

impl Cue {
    /// Its words in order.
    pub fn words(&self) -> impl Iterator<Item = &Word> {
        self.lines.iter().flatten()
    }
}

/// The blocks of `words`, which are in order. A word that does not fit a line has one of its own.
#[must_use]
pub fn cues(words: &[Word], shape: Shape) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::new();
    let mut rest = words;
    while !rest.is_empty() {
        let (sentence, after) = rest.split_at(phrase(rest));
        let mut from = 0;
        for length in blocks(sentence, shape) {
            let block = sentence[from..from + length].to_vec();
            from += length;
            let next = sentence.get(from).or(after.first()).map(|word| word.start);
            cues.push(cue(block, next, shape));
        }
        rest = after;
    }
    cues
}

/// Words up to the end of a sentence or to a pause; at least one.
fn phrase(words: &[Word]) -> usize {
    let ends = |n: &usize| {
        let text = words[*n].text.trim_end_matches(['"', '”', '’', ')', '»']);
        text.ends_with(['.', '!', '?', '…', '。', '！', '？'])
            || words.get(n + 1).is_some_and(|next| next.start - words[*n].end > PAUSE)
    };
    (0..words.len()).find(ends).map_or(words.len(), |n| n + 1)
}

/// How many words stand in each block of a sentence: as few blocks as can be, of about equal
/// length, so that no word is left over alone.
fn blocks(words: &[Word], shape: Shape) -> Vec<usize> {
    let filled = |most: usize| {
        let mut counts = Vec::new();
        let mut from = 0;
        while from < words.len() {
            let fits = |to: usize| {
                let block = &words[from..to];
                block.len() <= shape.words
                    && width(block) <= most
                    && block[block.len() - 1].end - block[0].start <= LONGEST
                    && broken(block, shape).is_some()
            };
            let to = (from + 2..=words.len()).take_while(|to| fits(*to)).last();
            counts.push(to.unwrap_or(from + 1) - from);
            from += counts[counts.len() - 1];
        }
        counts
    };
    let room = shape.columns * shape.lines;
    let loose = filled(room);
    let even = width(words).div_ceil(loose.len().max(1));
    (even..room).map(filled).find(|counts| counts.len() == loose.len()).unwrap_or(loose)
}

fn cue(words: Vec<Word>, next: Option<f64>, shape: Shape) -> Cue {
    let start = words.first().map_or(0.0, |word| word.start);
    let spoken = words.last().map_or(start, |word| word.end);
    // It stays a little, but never into the next one.
    let end = (spoken + LINGER).min(next.unwrap_or(f64::INFINITY)).max(start + 0.05);
    let lines = broken(&words, shape).unwrap_or_else(|| vec![words]);
    Cue { start, end, lines }
}

/// The words in lines as even as can be, or `None` if they do not fit.
fn broken(words: &[Word], shape: Shape) -> Option<Vec<Vec<Word>>> {
    let whole = width(words);
    if whole <= shape.columns || words.len() < 2 {
        return Some(vec![words.to_vec()]);
    }
    if shape.lines < 2 {
        return None;
    }
    let cost = |at: usize| width(&words[..at]).abs_diff(width(&words[at..]));
    let fits =
        |at: &usize| width(&words[..*at]) <= shape.columns && width(&words[*at..]) <= shape.columns;
    let at = (1..words.len()).filter(fits).min_by_key(|at| {
        // A comma is a better end of a line than a few characters of balance.
        let comma = words[at - 1].text.ends_with([',', ';', ':', '—']);
        cost(*at).saturating_sub(if comma { 6 } else { 0 })
    })?;
    Some(vec![words[..at].to_vec(), words[at..].to_vec()])
}

/// Columns that words take with the spaces between them; wide scripts take two a letter.
#[must_use]
pub fn width(words: &[Word]) -> usize {
    let column = |c: char| if is_wide(c) { 2 } else { 1 };
    let letters: usize = words.iter().flat_map(|word| word.text.chars()).map(column).sum();
    letters + words.windows(2).filter(|pair| spaced(&pair[0].text, &pair[1].text)).count()
}

/// Words as one line, with spaces where their script has them.
#[must_use]
pub fn joined(words: &[Word]) -> String {
    let mut line = String::new();
    for (n, word) in words.iter().enumerate() {
        if n > 0 && spaced(&words[n - 1].text, &word.text) {
            line.push(' ');
        }
        line += &word.text;
    }
    line
}

/// Whether a space stands between two words: Han and kana have none; Hangul has.
#[must_use]
pub fn spaced(before: &str, after: &str) -> bool {
    let tight = |c: Option<char>| {
        c.is_some_and(|c| is_wide(c) && !matches!(u32::from(c), 0x1100..=0x115f | 0xac00..=0xd7a3))
    };
    !(tight(before.chars().next_back()) && tight(after.chars().next()))
}

/// Han, kana, Hangul and full-width forms.
fn is_wide(c: char) -> bool {
    matches!(u32::from(c), 0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f | 0xff00..=0xff60 | 0xffe0..=0xffe6 | 0x20000..=0x3fffd)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of 0.3 s each, one after the other.
    fn said(text: &str) -> Vec<Word> {
        let word = |(n, text): (usize, &str)| Word {
            text: text.to_owned(),
            start: n as f64 * 0.3,
            end: n as f64 * 0.3 + 0.28,
        };
        text.split(' ').enumerate().map(word).collect()
    }

    fn lines(cue: &Cue) -> Vec<String> {
        cue.lines.iter().map(|line| joined(line)).collect()
    }

    #[test]
    fn no_word_is_left_over_alone() {
        let text =
            "What if I told you that everything in the universe follows just four simple rules?";
        let shape = Shape { columns: 37, lines: 2, words: 20 };
        let found = cues(&said(text), shape);
        assert_eq!(found.len(), 2);
        let counts: Vec<_> = found.iter().map(|cue| cue.words().count()).collect();
        assert!(counts.iter().all(|count| *count >= 5), "{counts:?}");
    }

    const SHAPE: Shape = Shape { columns: 20, lines: 2, words: 99 };

    #[test]
    fn blocks_end_with_sentences_and_lines_are_even() {
        let cues = cues(&said("Everything follows four rules. Yes, really it does so."), SHAPE);
        let all: Vec<_> = cues.iter().map(lines).collect();
        assert_eq!(
            all,
            [vec!["Everything follows", "four rules."], vec!["Yes, really", "it does so."]]
        );
    }

    #[test]
    fn nothing_is_lost_and_no_line_is_too_long() {
        let text = "this goes on and on without any end at all and never makes a pause so that \
                    it has to be cut somewhere extraordinarilylongwordthatfitsnowhere in the middle";
        let found = cues(&said(text), SHAPE);
        let back: Vec<String> = found.iter().flat_map(lines).collect();
        assert_eq!(back.join(" "), text);
        for line in &back {
            assert!(line.chars().count() <= 20 || !line.contains(' '), "{line}");
        }
        assert!(found.iter().all(|cue| cue.lines.len() <= 2));
        assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start + 1e-9));
    }

    #[test]
    fn a_pause_ends_a_block_and_a_word_count_too() {
        let mut words = said("one two three four");
        words[2].start += 2.0;
        words[2].end += 2.0;
        words[3].start += 2.0;
        words[3].end += 2.0;
        assert_eq!(cues(&words, SHAPE).len(), 2);
        let single = Shape { words: 1, ..SHAPE };
        assert_eq!(cues(&words, single).len(), 4);
        assert!(cues(&[], SHAPE).is_empty());
    }

    #[test]
    fn scripts_without_spaces_are_joined_and_broken_without_them() {
        let words = said("今 天 天气 很好， YouTube 上 看。");
        assert_eq!(joined(&words), "今天天气很好， YouTube 上看。");
        assert_eq!(joined(&said("저는 학교에")), "저는 학교에");
        let lines: Vec<_> =
            cues(&words, Shape { columns: 14, ..SHAPE }).iter().flat_map(lines).collect();
        assert!(lines.iter().all(|line| width(&said(line)) <= 14), "{lines:?}");
    }

    #[test]
    fn wide_letters_take_two_columns() {
        assert_eq!(width(&said("日本語 한국")), 11);
    }
}
