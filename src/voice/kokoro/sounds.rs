//! How words of a language sound, in the signs that the network was trained with.
//!
//! Spanish, French, Chinese and Korean are pronounced by `piper-plus-g2p`; its signs are translated by
//! a table that is data (`templates/voices/kokoro/sounds.yaml`). German, Portuguese and Japanese have
//! files of their own. Foreign words in Latin letters are read as English.

use std::collections::HashMap;

use piper_plus_g2p::{
    Phonemizer, chinese::ChinesePhonemizer, french::FrenchPhonemizer, korean::KoreanPhonemizer,
    spanish::SpanishPhonemizer, token_map::pua_to_token,
};
use serde::Deserialize;

use super::{
    super::{
        english::{English, Sound, is_heard},
        text::Written,
    },
    numbers::Numbers,
};
use crate::error::{Error, Kind, Result};

/// The pronunciation of a language.
pub(super) trait Sounds: Send + Sync {
    /// Words as the language parts them.
    fn parted(&self, words: Vec<Written>) -> Vec<Written> {
        words
    }

    /// The sounds of words, in order.
    fn sounds(&self, words: &[Written]) -> Result<Vec<Sound>>;
}

/// The tables of all languages.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct Signs(HashMap<String, Table>);

/// The table of a language.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    signs: HashMap<String, String>,
    #[serde(default)]
    stress: Stress,
}

/// Where a word is stressed when the pronunciation does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Stress {
    /// It says so.
    #[default]
    Told,
    /// At its last vowel.
    Last,
}

impl Signs {
    /// From the text of the file.
    ///
    /// # Errors
    /// `Validation` if it is not of that shape.
    pub fn read(yaml: &str) -> Result<Self> {
        serde_yaml::from_str(yaml).map_err(|e| {
            Error::new(Kind::Validation, "the tables of sounds cannot be read").caused_by(e)
        })
    }
}

struct OnlyEnglish(English);

impl Sounds for OnlyEnglish {
    fn sounds(&self, words: &[Written]) -> Result<Vec<Sound>> {
        self.0.sounds(words)
    }
}

pub(super) fn english(english: English) -> Box<dyn Sounds> {
    Box::new(OnlyEnglish(english))
}

/// The pronunciation of a language by `piper-plus-g2p`; with `english` for words in Latin letters
/// where its script is another.
pub(super) fn by_piper(
    language: &str,
    signs: &Signs,
    numbers: Numbers,
    english: Option<English>,
) -> Result<Box<dyn Sounds>> {
    let broken = |e: String| Error::internal("a pronunciation cannot start").caused_by(e);
    let phonemizer: Box<dyn Phonemizer> = match language {
        "es" => Box::new(SpanishPhonemizer::new()),
        "fr" => Box::new(FrenchPhonemizer::new()),
        "ko" => Box::new(KoreanPhonemizer::new()),
        "zh" => Box::new(ChinesePhonemizer::new_bundled().map_err(|e| broken(e.to_string()))?),
        other => {
            let text = format!("the local voice does not speak {other:?}");
            return Err(Error::field("language", text));
        }
    };
    let table = signs.0.get(language).cloned();
    let table = table.ok_or_else(|| broken(format!("no table of sounds for {language}")))?;
    Ok(Box::new(Piper { language: language.to_owned(), phonemizer, table, numbers, english }))
}

struct Piper {
    language: String,
    phonemizer: Box<dyn Phonemizer>,
    table: Table,
    numbers: Numbers,
    /// Reads words in Latin letters, where the language's script is another.
    english: Option<English>,
}

/// A stretch of a sentence in one script: what is said, and which words it belongs to.
struct Stretch {
    latin: bool,
    /// Text and owner, word by word.
    parts: Vec<(String, usize)>,
}

impl Sounds for Piper {
    fn parted(&self, words: Vec<Written>) -> Vec<Written> {
        if self.language == "zh" {
            parted(words, |text| text.chars().map(String::from).collect())
        } else {
            words
        }
    }

    fn sounds(&self, words: &[Written]) -> Result<Vec<Sound>> {
        let mut sounds = Vec::new();
        for stretch in self.stretches(words) {
            if !sounds.is_empty() {
                sounds.push((' ', None));
            }
            if let Some(english) = self.english.as_ref().filter(|_| stretch.latin) {
                let words: Vec<_> =
                    stretch.parts.iter().map(|(text, _)| Written::plain(text)).collect();
                let owners: Vec<_> = stretch.parts.iter().map(|(_, owner)| *owner).collect();
                let said = english.sounds(&words)?;
                sounds.extend(said.into_iter().map(|(c, n)| (c, n.map(|n| owners[n]))));
            } else {
                self.stretch(&stretch.parts, &mut sounds)?;
            }
        }
        Ok(sounds)
    }
}

impl Piper {
    /// Parts a sentence by script, where its language has another one than the Latin.
    fn stretches(&self, words: &[Written]) -> Vec<Stretch> {
        let foreign = self.english.is_some();
        let mut stretches: Vec<Stretch> = Vec::new();
        for (n, word) in words.iter().enumerate() {
            let said = word.said.as_ref().unwrap_or(&word.shown);
            let said = self.numbers.spelled(&self.language, said);
            for part in said.split_whitespace() {
                let latin = foreign && part.chars().any(|c| c.is_ascii_alphabetic());
                match stretches.last_mut().filter(|last| last.latin == latin) {
                    Some(last) => last.parts.push((part.to_owned(), n)),
                    None => stretches.push(Stretch { latin, parts: vec![(part.to_owned(), n)] }),
                }
            }
        }
        stretches
    }

    fn stretch(&self, parts: &[(String, usize)], sounds: &mut Vec<Sound>) -> Result<()> {
        if self.language == "zh" {
            return self.syllables(parts, sounds);
        }
        // All at once, so that words are heard with their neighbours; where the words cannot be
        // told apart in what comes back, one by one.
        let whole: Vec<&str> = parts.iter().map(|(text, _)| text.as_str()).collect();
        let tokens = self.tokens(&whole.join(" "))?;
        let mut groups: Vec<Vec<String>> = tokens
            .split(|token| token == " ")
            .map(<[String]>::to_vec)
            .filter(|group| !group.is_empty())
            .collect();
        if groups.len() != parts.len() {
            groups = parts.iter().map(|(text, _)| self.tokens(text)).collect::<Result<_>>()?;
        }
        for ((_, owner), tokens) in parts.iter().zip(groups) {
            let mut said: Vec<char> = tokens.iter().flat_map(|token| self.signs(token)).collect();
            if self.language == "ko" {
                voiced(&mut said);
            }
            stress(&mut said, self.table.stress);
            sounds.extend(said.into_iter().map(|c| (c, is_heard(c).then_some(*owner))));
            sounds.push((' ', None));
        }
        Ok(())
    }

    /// Chinese: a sign is a syllable, and each ends with its tone.
    fn syllables(&self, parts: &[(String, usize)], sounds: &mut Vec<Sound>) -> Result<()> {
        let text: String = parts.iter().map(|(text, _)| text.as_str()).collect();
        let is_sign = |c: &char| matches!(c, '\u{3400}'..='\u{9fff}');
        let owners: Vec<usize> = parts
            .iter()
            .flat_map(|(text, owner)| text.chars().filter(is_sign).map(move |_| *owner))
            .collect();
        let mut at = 0;
        for token in self.tokens(&text)? {
            let owner = owners.get(at).or(owners.last()).copied();
            let ends = token.starts_with("tone");
            for c in self.signs(&token) {
                sounds.push((c, owner.filter(|_| is_heard(c))));
            }
            at += usize::from(ends);
        }
        Ok(())
    }

    fn tokens(&self, text: &str) -> Result<Vec<String>> {
        let (tokens, _) = self
            .phonemizer
            .phonemize_with_prosody(text)
            .map_err(|e| Error::internal("the pronunciation failed").caused_by(e.to_string()))?;
        // Signs of several letters come as one private letter.
        let plain = |token: String| {
            let mut letters = token.chars();
            match (letters.next().and_then(pua_to_token), letters.next()) {
                (Some(token), None) => token.to_owned(),
                _ => token,
            }
        };
        Ok(tokens.into_iter().map(plain).collect())
    }

    fn signs<'a>(&'a self, token: &'a str) -> impl Iterator<Item = char> + 'a {
        self.table.signs.get(token).map_or(token, String::as_str).chars()
    }
}

/// The sounds of words that are pronounced one by one from their letters; `said` gets the sounds so far
/// as well, because some ends of words depend on what follows.
pub(super) fn by_letters(
    words: &[Written],
    spelled: impl Fn(&str) -> String,
    said: impl Fn(&str, &mut [Sound]) -> String,
) -> Vec<Sound> {
    let mut sounds: Vec<Sound> = Vec::new();
    for (n, word) in words.iter().enumerate() {
        let text = word.said.as_ref().unwrap_or(&word.shown);
        for part in spelled(text).split_whitespace() {
            let mut letters = String::new();
            for c in part.chars().chain([' ']) {
                if c.is_alphabetic() {
                    letters.extend(c.to_lowercase());
                    continue;
                }
                if !letters.is_empty() {
                    let word = said(&std::mem::take(&mut letters), &mut sounds);
                    sounds.extend(word.chars().map(|c| (c, is_heard(c).then_some(n))));
                }
                if ".,!?:;…".contains(c) {
                    sounds.push((c, None));
                }
            }
            sounds.push((' ', None));
        }
    }
    sounds
}

/// Words of a script without spaces, each parted by `cut`; punctuation stays with what is before it,
/// numbers with their signs and foreign words stay whole.
pub(super) fn parted(words: Vec<Written>, cut: impl Fn(&str) -> Vec<String>) -> Vec<Written> {
    let mut all = Vec::new();
    for word in words {
        if word.said.is_some() || word.shown.is_ascii() {
            all.push(word);
            continue;
        }
        let mut parts: Vec<String> = Vec::new();
        for (foreign, run) in runs(&word.shown) {
            let pieces = if foreign { vec![run.to_owned()] } else { cut(run) };
            for part in pieces {
                let sticks = !foreign && part.chars().all(|c| !c.is_alphanumeric());
                match parts.last_mut().filter(|_| sticks) {
                    Some(last) => *last += &part,
                    None => parts.push(part),
                }
            }
        }
        let count = parts.len();
        all.extend(parts.into_iter().enumerate().map(|(n, part)| {
            let last = n + 1 == count;
            Written {
                pause: if last { word.pause } else { 0.0 },
                paragraph: last && word.paragraph,
                ..Written::plain(&part)
            }
        }));
    }
    all
}

/// A text in stretches of its own script and of others: `3:30`, `$5`, `100%`, `YouTube`.
fn runs(text: &str) -> Vec<(bool, &str)> {
    let foreign = |c: char| c.is_ascii_graphic() || "°℃％€£¥￥−".contains(c);
    let mut runs = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices() {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|before| foreign(before) != foreign(c)) {
            runs.push(&text[from..at]);
            from = at;
        }
    }
    runs.push(&text[from..]);
    // Punctuation alone belongs to the script around it.
    let stands = |run: &str| {
        run.chars().any(|c| c.is_alphanumeric() && foreign(c)) && run.chars().all(foreign)
    };
    runs.into_iter().map(|run| (stands(run), run)).collect()
}

pub(super) fn is_vowel(c: char) -> bool {
    "aeiouyɐɑɒæəɛɜɪɔœøɨʊʌɯɤ".contains(c)
}

/// Marks the stress of a word.
fn stress(said: &mut Vec<char>, stress: Stress) {
    if stress == Stress::Told || said.contains(&'ˈ') {
        return;
    }
    // Vowels in a row are one syllable here; of a nasal one, the tilde follows.
    let mut nuclei: Vec<usize> = Vec::new();
    for (n, c) in said.iter().enumerate() {
        let after = n > 0 && (is_vowel(said[n - 1]) || said[n - 1] == '\u{303}');
        if is_vowel(*c) && !after {
            nuclei.push(n);
        }
    }
    if let [.., last] = nuclei.as_slice()
        && nuclei.len() > 1
    {
        said.insert(*last, 'ˈ');
    }
}

/// Korean stops are voiced between voiced sounds, and become nasal before nasals.
fn voiced(said: &mut [char]) {
    let soft = |c: char| match c {
        'p' => Some('b'),
        't' => Some('d'),
        'k' => Some('ɡ'),
        'ʨ' => Some('ʥ'),
        _ => None,
    };
    let nasal = |c: char| match c {
        'p' => Some('m'),
        't' => Some('n'),
        'k' => Some('ŋ'),
        _ => None,
    };
    for n in 1..said.len().saturating_sub(1) {
        let (before, after) = (said[n - 1], said[n + 1]);
        if matches!(after, 'm' | 'n') {
            said[n] = nasal(said[n]).unwrap_or(said[n]);
        } else if (is_vowel(before) || matches!(before, 'm' | 'n' | 'ŋ' | 'l'))
            && (is_vowel(after) || matches!(after, 'j' | 'w'))
        {
            said[n] = soft(said[n]).unwrap_or(said[n]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stress_falls_on_the_last_vowel_where_a_language_has_it_there() {
        let mut said: Vec<char> = "bɔ̃ʒuʁ".chars().collect();
        stress(&mut said, Stress::Last);
        assert_eq!(said.iter().collect::<String>(), "bɔ̃ʒˈuʁ");
        stress(&mut said, Stress::Told);
        assert_eq!(said.iter().filter(|c| **c == 'ˈ').count(), 1);
    }

    #[test]
    fn korean_stops_follow_their_neighbours() {
        let mut said: Vec<char> = "ipnita".chars().collect();
        voiced(&mut said);
        assert_eq!(said.iter().collect::<String>(), "imnida");
    }

    #[test]
    fn chinese_is_parted_sign_by_sign_and_punctuation_stays() {
        let words = vec![Written { paragraph: true, ..Written::plain("你好，YouTube。") }];
        let parts = parted(words, |text| text.chars().map(String::from).collect());
        let shown: Vec<_> = parts.iter().map(|part| part.shown.as_str()).collect();
        assert_eq!(shown, ["你", "好，", "YouTube。"]);
        assert!(parts[2].paragraph && !parts[0].paragraph);
    }
}
