//! The rules by which a language is read aloud, as they stand in `templates/voices/text/*.yaml`.
//!
//! What is done with them is `said`'s and `sentences`'.

use std::collections::HashMap;

use serde::Deserialize;

use crate::error::{Error, Kind, Result};

/// Reads words of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reader {
    /// Whole words and how they are said.
    pub(super) words: HashMap<String, String>,
    /// The same of two words; the first word of what is said belongs to the first.
    #[serde(default)]
    pub(super) pairs: HashMap<String, String>,
    /// Words whose period ends no sentence, without it.
    #[serde(default)]
    pub(super) abbreviations: Vec<String>,
    /// What stands behind a number, of one and of many.
    pub(super) units: HashMap<String, [String; 2]>,
    /// Signs of money, of one and of many.
    pub(super) currencies: HashMap<String, [String; 2]>,
    /// How a sum is said, of `{sum}`, `{name}` and `{cents}`; none leaves it to the pronunciation.
    #[serde(default)]
    pub(super) sums: Option<String>,
    /// Large amounts behind money.
    #[serde(default)]
    pub(super) amounts: HashMap<String, String>,
    /// Signs in addresses.
    pub(super) symbols: HashMap<char, String>,
    /// Names of A to Z.
    #[serde(default)]
    pub(super) letters: Vec<String>,
    /// Words in capitals with a vowel that are read letter by letter; those without all are.
    #[serde(default)]
    pub(super) acronyms: Vec<String>,
    /// Ends of words that are said in another way.
    #[serde(default)]
    pub(super) endings: Vec<Ending>,
    #[serde(default)]
    pub(super) clock: Option<Clock>,
    #[serde(default)]
    pub(super) date: Option<Date>,
    #[serde(default)]
    pub(super) counted: Vec<Counted>,
    pub(super) number: String,
    pub(super) to: String,
    pub(super) minus: String,
    pub(super) times: String,
}

/// How a time of day is said, of `{h}` and `{m}`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Clock {
    /// At the full hour.
    pub full: String,
    /// Before ten past, where that differs.
    #[serde(default)]
    pub low: Option<String>,
    pub other: String,
    /// Words behind it that make the full hour a bare number: am, pm.
    #[serde(default)]
    pub halves: Vec<String>,
    /// Words behind it that the forms have in them already: Uhr.
    #[serde(default)]
    pub follows: Vec<String>,
    /// What parts hours and minutes besides the colon.
    #[serde(default = "colon")]
    pub sign: char,
}

const fn colon() -> char {
    ':'
}

/// How a day of a year is said.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Date {
    /// In which order it is written: dmy, mdy or ymd.
    pub order: String,
    /// Of `{day}`, `{month}` and `{year}`.
    pub said: String,
    pub months: Vec<String>,
    /// Days that are not said as plain numbers.
    #[serde(default)]
    pub days: HashMap<u32, String>,
    /// Whether a number with a period before a month is one of these.
    #[serde(default)]
    pub period: bool,
    /// What ends such a day after a word; `*` after any other.
    #[serde(default)]
    pub endings: HashMap<String, String>,
}

/// The end of a word that is said in another way.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ending {
    pub from: String,
    pub to: String,
    /// Words, and with a hyphen before them ends of words, that keep it.
    #[serde(default)]
    pub except: Vec<String>,
}

/// Numbers with another form before what they count.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Counted {
    /// Beginnings of what follows the number.
    pub before: Vec<String>,
    /// Whole numbers.
    #[serde(default)]
    pub exact: HashMap<String, String>,
    /// Ten, twenty and so on.
    #[serde(default)]
    pub tens: Vec<String>,
    /// One to nine.
    #[serde(default)]
    pub ones: Vec<String>,
    /// Numbers of so many digits are read digit by digit.
    #[serde(default)]
    pub digits: usize,
}

impl Counted {
    /// How a number is said before what it counts.
    pub fn say(&self, number: &str) -> Option<String> {
        if let Some(said) = self.exact.get(number) {
            return Some(said.clone());
        }
        if number.len() == self.digits {
            return Some(number.chars().map(String::from).collect::<Vec<_>>().join(" "));
        }
        let value: usize = number.parse().ok().filter(|value| (1..100).contains(value))?;
        let (tens, ones) = (value / 10, value % 10);
        let ten = if tens == 0 { "" } else { self.tens.get(tens - 1)? };
        let one = if ones == 0 { "" } else { self.ones.get(ones - 1)? };
        Some(format!("{ten}{one}"))
    }
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
}
