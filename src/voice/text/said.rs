//! How a written word is said: addresses, times, units, money, ranges, abbreviations.
//!
//! What differs from language to language is data (`templates/voices/text/*.yaml`); what is here
//! are the shapes of such words.

use std::collections::HashMap;

use serde::Deserialize;

use super::Written;
use crate::error::{Error, Kind, Result};

/// Reads words of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reader {
    words: HashMap<String, String>,
    /// Words whose period ends no sentence, without it.
    pub(super) abbreviations: Vec<String>,
    units: HashMap<String, [String; 2]>,
    currencies: HashMap<String, [String; 2]>,
    amounts: HashMap<String, String>,
    symbols: HashMap<char, String>,
    number: String,
    to: String,
    oh: String,
    clock: String,
    times: String,
}

impl Reader {
    /// From the language's file.
    ///
    /// # Errors
    /// `Validation` if it is not of that shape.
    pub fn read(yaml: &str) -> Result<Self> {
        serde_yaml::from_str(yaml).map_err(|e| {
            Error::new(Kind::Validation, "the rules for reading aloud cannot be read").caused_by(e)
        })
    }

    /// Notes on each word how it is said, where that differs from how it is written.
    pub fn note(&self, words: &mut [Written]) {
        for n in 0..words.len() {
            if words[n].said.is_none() {
                let next = words.get(n + 1).map(|word| word.shown.as_str()).unwrap_or_default();
                words[n].said = self.said(&words[n].shown, next);
            }
        }
    }

    fn said(&self, shown: &str, next: &str) -> Option<String> {
        if let Some(said) = self.words.get(shown) {
            return Some(said.clone());
        }
        let opens = shown.len() - shown.trim_start_matches(OPENING).len();
        let (before, rest) = shown.split_at(opens);
        let core = rest.trim_end_matches(CLOSING);
        let after = &rest[core.len()..];
        let known = |word: &str| {
            self.words.get(word).or_else(|| self.words.get(word.to_lowercase().as_str()))
        };
        // A period belongs to an abbreviation before it belongs to the sentence.
        let said = match known(&format!("{core}.")).filter(|_| after.starts_with('.')) {
            Some(said) => Some(said.clone()),
            None => known(core).cloned().or_else(|| self.shaped(core, next)),
        }?;
        Some(format!("{before}{said}{after}"))
    }

    fn shaped(&self, core: &str, next: &str) -> Option<String> {
        self.address(core)
            .or_else(|| self.money(core))
            .or_else(|| self.clock(core, next))
            .or_else(|| self.measure(core))
            .or_else(|| self.range(core))
            .or_else(|| {
                let rest = core.strip_prefix('#')?;
                let digits = !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit());
                if digits { Some(format!("{} {rest}", self.number)) } else { Some(spaced(rest)) }
            })
            .or_else(|| Some(format!("{} {}", self.symbols.get(&'@')?, core.strip_prefix('@')?)))
    }

    /// A link or a mail address, letter groups and signs apart.
    fn address(&self, core: &str) -> Option<String> {
        let bare =
            ["https://", "http://", "mailto:"].iter().find_map(|scheme| core.strip_prefix(scheme));
        let mail = core.split_once('@').is_some_and(|(a, b)| !a.is_empty() && b.contains('.'));
        let site = core.starts_with("www.")
            || [".com", ".org", ".net", ".io", ".dev", ".ai"]
                .iter()
                .any(|end| core.len() > end.len() && core.ends_with(end));
        if bare.is_none() && !mail && !site {
            return None;
        }
        let text = bare.unwrap_or(core).trim_end_matches('/');
        let mut out = String::new();
        for c in text.chars() {
            match self.symbols.get(&c) {
                Some(name) => out.push_str(&format!(" {name} ")),
                None => out.push(c),
            }
        }
        Some(out.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// `$5M`: the amount, how much, and the money's name. Plain sums are left as they are.
    fn money(&self, core: &str) -> Option<String> {
        let (sign, rest) = core.split_at(core.chars().next()?.len_utf8());
        let [_, many] = self.currencies.get(sign)?;
        let (number, unit) = number(rest)?;
        Some(format!("{number} {} {many}", self.amounts.get(unit)?))
    }

    /// `7:30`, `7:05`, `19:00`.
    fn clock(&self, core: &str, next: &str) -> Option<String> {
        let (hour, minute) = core.split_once(':')?;
        let digits = |text: &str, most: usize| {
            (1..=most).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit())
        };
        if !digits(hour, 2) || !digits(minute, 2) || minute.len() != 2 {
            return None;
        }
        let next = next.trim_end_matches(CLOSING).to_lowercase();
        let half = ["am", "pm", "a.m", "p.m"].contains(&next.as_str());
        let hour = hour.trim_start_matches('0');
        let hour = if hour.is_empty() { "0" } else { hour };
        Some(match minute.strip_prefix('0') {
            Some("0") if half => hour.to_owned(),
            Some("0") => format!("{hour} {}", self.clock),
            Some(one) => format!("{hour} {} {one}", self.oh),
            None => format!("{hour} {minute}"),
        })
    }

    /// `10kg`, `5°C`, `1920x1080`.
    fn measure(&self, core: &str) -> Option<String> {
        let (number, unit) = number(core)?;
        if let Some([one, many]) = self.units.get(unit) {
            return Some(format!("{number} {}", if number == "1" { one } else { many }));
        }
        let other = unit.strip_prefix(['x', '×'])?;
        let whole = !other.is_empty() && other.chars().all(|c| c.is_ascii_digit());
        whole.then(|| format!("{number} {} {other}", self.times))
    }

    /// `10-20`, with a hyphen or a dash.
    fn range(&self, core: &str) -> Option<String> {
        let (from, to) = core.split_once(['-', '–'])?;
        let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
        // Three parts are a date or a telephone number.
        (digits(from) && digits(to)).then(|| format!("{from} {} {to}", self.to))
    }
}

const OPENING: [char; 7] = ['(', '[', '{', '"', '“', '‘', '¿'];
const CLOSING: [char; 14] = ['.', ',', ';', ':', '!', '?', ')', ']', '}', '"', '”', '’', '…', '\''];

/// A number at the start, and what follows it.
fn number(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',');
    let (number, unit) = text.split_at(end?);
    let real = number.starts_with(|c: char| c.is_ascii_digit())
        && number.ends_with(|c: char| c.is_ascii_digit());
    real.then_some((number, unit))
}

/// `HowItWorks` as three words, for tags.
fn spaced(tag: &str) -> String {
    let mut out = String::new();
    let mut low = false;
    for c in tag.chars() {
        if c.is_uppercase() && low {
            out.push(' ');
        }
        low = c.is_lowercase();
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        let yaml = include_str!("../../../templates/voices/text/en.yaml");
        let reader = Reader::read(yaml).unwrap();
        let mut words = super::super::words(text);
        reader.note(&mut words);
        let said = words.into_iter().map(|word| word.said.unwrap_or(word.shown));
        said.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_that_letters_do_not_tell_are_read_by_rule() {
        for (written, wanted) in [
            ("at 7:30 pm.", "at 7 30 pm."),
            ("at 7:05,", "at 7 oh 5,"),
            ("from 19:00", "from 19 o'clock"),
            ("at 7:00 am", "at 7 am"),
            ("(10kg)", "(10 kilograms)"),
            ("1 kg", "1 kg"),
            ("1km away", "1 kilometer away"),
            ("5°C!", "5 degrees Celsius!"),
            ("100% sure", "100 percent sure"),
            ("$5M", "5 million dollars"),
            ("$5.50", "$5.50"),
            ("10-20 people", "10 to 20 people"),
            ("555-123-4567", "555-123-4567"),
            ("1920x1080", "1920 by 1080"),
            ("#5", "number 5"),
            ("#HowItWorks", "How It Works"),
            ("@jane", "at jane"),
            ("salt & pepper", "salt and pepper"),
            ("cats, e.g. Tom", "cats, for example Tom"),
            ("apples etc.", "apples et cetera"),
            ("see https://example.com/a-b/.", "see example dot com slash a dash b."),
            ("mail a@b.co, please", "mail a at b dot co, please"),
            ("visit example.com.", "visit example dot com."),
            ("plain words", "plain words"),
        ] {
            assert_eq!(said(written), wanted);
        }
    }
}
