//! Numbers in words, for pronunciations that know only words; the words are data
//! (`templates/voices/kokoro/numbers.yaml`).
//!
//! The rows are those of ICU's rule-based number format, reduced to what integers need.

use std::collections::HashMap;

use serde::Deserialize;

use crate::error::{Error, Kind, Result};

/// The numbers of all languages.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct Numbers(HashMap<String, Counting>);

/// The least number it is for, its words, and what that number is divided by, where that is not its
/// highest power of ten.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Row {
    Plain(u64, Option<String>),
    Divided(u64, Option<String>, u64),
}

impl Row {
    const fn parts(&self) -> (u64, &Option<String>, Option<u64>) {
        match self {
            Self::Plain(least, words) => (*least, words, None),
            Self::Divided(least, words, by) => (*least, words, Some(*by)),
        }
    }
}

/// How one language counts.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Counting {
    Rows {
        point: String,
        rows: Vec<Row>,
    },
    Myriads {
        point: String,
        digits: String,
        small: Vec<String>,
        large: Vec<String>,
        /// Whether a gap is said.
        zero: bool,
        /// Whether the one before a unit is said.
        one: bool,
    },
}

impl Numbers {
    /// From the text of the file.
    ///
    /// # Errors
    /// `Validation` if it is not of that shape.
    pub fn read(yaml: &str) -> Result<Self> {
        serde_yaml::from_str(yaml).map_err(|e| {
            Error::new(Kind::Validation, "the words of numbers cannot be read").caused_by(e)
        })
    }

    /// A text with its numbers in words; languages without words for them keep the digits.
    #[must_use]
    pub fn spelled(&self, language: &str, text: &str) -> String {
        let Some(counting) = self.0.get(language) else { return text.to_owned() };
        let mut out = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
            let (before, number) = rest.split_at(at);
            out += before;
            let end = number
                .char_indices()
                .find(|(n, c)| {
                    let more = number[n + c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
                    !(c.is_ascii_digit() || (matches!(c, '.' | ',') && more))
                })
                .map_or(number.len(), |(n, _)| n);
            let (number, after) = number.split_at(end);
            if out.ends_with(char::is_alphabetic) {
                out.push(' ');
            }
            out += &counting.number(number);
            if after.starts_with(char::is_alphabetic) {
                out.push(' ');
            }
            rest = after;
        }
        out + rest
    }
}

impl Counting {
    /// A number as it is written, with groups or a fraction.
    fn number(&self, written: &str) -> String {
        let parts: Vec<&str> = written.split(['.', ',']).collect();
        // Groups of three are thousands, anything else is a fraction.
        let grouped = parts.len() > 1 && parts[1..].iter().all(|part| part.len() == 3);
        let (whole, fraction) = match parts.as_slice() {
            _ if grouped => (parts.concat(), None),
            [whole, fraction] => ((*whole).to_owned(), Some(*fraction)),
            _ => (parts.concat(), None),
        };
        let point = match self {
            Self::Rows { point, .. } | Self::Myriads { point, .. } => point,
        };
        let space = if matches!(self, Self::Rows { .. }) { " " } else { "" };
        let digits = |text: &str| -> String {
            let each = text.bytes().map(|byte| self.words(u64::from(byte - b'0')));
            each.collect::<Vec<_>>().join(space)
        };
        // Telephone numbers and the like are read digit by digit.
        let said = match whole.parse() {
            Ok(number) if whole.len() < 13 && !(whole.len() > 1 && whole.starts_with('0')) => {
                self.words(number)
            }
            _ => digits(&whole),
        };
        match fraction {
            Some(fraction) => format!("{said}{space}{point}{space}{}", digits(fraction)),
            None => said,
        }
    }

    fn words(&self, number: u64) -> String {
        match self {
            Self::Rows { rows, .. } => by_rows(rows, number),
            Self::Myriads { digits, small, large, zero, one, .. } => {
                let digits: Vec<char> = digits.chars().collect();
                by_myriads(&digits, small, large, (*zero, *one), number)
            }
        }
    }
}

fn by_rows(rows: &[Row], number: u64) -> String {
    let row = rows.iter().rev().map(Row::parts).find(|(least, ..)| *least <= number);
    let Some((least, words, divided)) = row else { return number.to_string() };
    // YAML reads the German zero as nothing.
    let words = words.as_deref().unwrap_or("null");
    let mut power = 1;
    while power <= least / 10 {
        power *= 10;
    }
    // What is counted in thousands of a unit is counted in that unit.
    let power = if least >= 1_000_000_000 { 1_000_000_000 } else { power };
    let power = divided.unwrap_or(power).max(1);
    let (times, rest) = (number / power, number % power);
    let (mut out, mut optional) = (String::new(), false);
    for c in words.chars() {
        match c {
            '[' => optional = true,
            ']' => optional = false,
            _ if optional && rest == 0 => {}
            '<' => out += &by_rows(rows, times),
            '>' => out += &by_rows(rows, rest),
            c => out.push(c),
        }
    }
    out
}

fn by_myriads(
    digits: &[char],
    small: &[String],
    large: &[String],
    (zero, one): (bool, bool),
    number: u64,
) -> String {
    if number == 0 {
        return digits[0].to_string();
    }
    let (mut out, mut gap) = (String::new(), false);
    for (n, unit) in large.iter().enumerate().rev() {
        let four = number / 10_u64.pow(4 * n as u32);
        let four = if n + 1 == large.len() { four } else { four % 10_000 };
        let mut said = false;
        for place in (0..small.len()).rev() {
            let digit = (four / 10_u64.pow(place as u32) % 10) as usize;
            if digit == 0 {
                gap = !out.is_empty();
                continue;
            }
            if gap && zero {
                out.push(digits[0]);
            }
            gap = false;
            said = true;
            // Ten at the beginning has no one in any of these languages.
            let first_ten = place == 1 && out.is_empty();
            if !(digit == 1 && place > 0 && (!one || first_ten)) {
                out.push(digits[digit]);
            }
            out += &small[place];
        }
        if said {
            out += unit;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_as_each_language_says_them() {
        let yaml = include_str!("../../../templates/voices/kokoro/numbers.yaml");
        let numbers = Numbers::read(yaml).unwrap();
        for (language, written, said) in [
            ("es", "16", "dieciseis"),
            ("es", "1.234", "mil doscientos treinta y cuatro"),
            ("es", "2000000", "dos millones"),
            ("fr", "81", "quatre-vingt un"),
            ("fr", "1999", "mille neuf cent quatre-vingt dix-neuf"),
            ("de", "0", "null"),
            ("de", "25", "fünfundzwanzig"),
            ("de", "3,5", "drei Komma fünf"),
            ("de", "1990", "neunzehnhundert neunzig"),
            ("de", "1066", "tausend sechsundsechzig"),
            ("de", "2026", "zwei tausend sechsundzwanzig"),
            ("pt", "100", "cem"),
            ("pt", "21", "vinte e um"),
            ("zh", "10", "十"),
            ("zh", "105", "一百零五"),
            ("zh", "12000", "一万二千"),
            ("ko", "2026", "이천이십육"),
            ("ja", "3000", "三千"),
            ("xx", "7", "7"),
        ] {
            assert_eq!(numbers.spelled(language, written), said, "{language} {written}");
        }
        assert_eq!(numbers.spelled("es", "El 3 de mayo."), "El tres de mayo.");
    }
}
