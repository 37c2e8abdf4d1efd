//! How German is pronounced: by its spelling, which is regular, and a list of words that are not
//! (`templates/voices/kokoro/german.yaml`).
//!
//! The voice has an accent; so do these rules, which know no seams of compound words.

use std::collections::HashMap;

use serde::Deserialize;

use super::{
    super::{english::Sound, text::Written},
    numbers::Numbers,
    sounds::{Sounds, by_letters, is_vowel},
};
use crate::error::{Error, Kind, Result};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    words: HashMap<String, String>,
    unstressed: Vec<String>,
}

struct German {
    rules: Rules,
    numbers: Numbers,
}

pub(super) fn sounds(yaml: &str, numbers: Numbers) -> Result<Box<dyn Sounds>> {
    let rules = serde_yaml::from_str(yaml).map_err(|e| {
        Error::new(Kind::Validation, "the rules of German cannot be read").caused_by(e)
    })?;
    Ok(Box::new(German { rules, numbers }))
}

impl Sounds for German {
    fn sounds(&self, words: &[Written]) -> Result<Vec<Sound>> {
        Ok(by_letters(words, |text| self.numbers.spelled("de", text), |word, _| self.word(word)))
    }
}

impl German {
    fn word(&self, word: &str) -> String {
        if let Some(known) = self.rules.words.get(word) {
            return known.clone();
        }
        let said = spelled(&word.chars().collect::<Vec<_>>());
        let light = self.rules.unstressed.iter().any(|prefix| {
            word.strip_prefix(prefix.as_str()).is_some_and(|rest| {
                rest.chars().filter(|c| "aeiouäöü".contains(*c)).count() > 1
                    && !rest.starts_with(['r', 'i', 'u'])
            })
        });
        // Bäckerei, Bücherei: the last syllable.
        let late = if word.ends_with("erei") { usize::MAX } else { usize::from(light) };
        stressed(&said, late)
    }
}

fn stressed(said: &str, syllable: usize) -> String {
    let letters: Vec<char> = said.chars().collect();
    let starts: Vec<usize> = (0..letters.len())
        .filter(|n| is_vowel(letters[*n]) && (*n == 0 || !is_vowel(letters[n - 1])))
        .collect();
    let at = starts
        .get(syllable)
        .or(if syllable == usize::MAX { starts.last() } else { starts.first() })
        .copied()
        .unwrap_or(0);
    let (before, after) = letters.split_at(at);
    before.iter().chain(&['ˈ']).chain(after).collect()
}

/// Combinations of letters, the longest first: sounds at the beginning of a word and elsewhere.
const LETTERS: [(&str, &str, &str); 44] = [
    ("tsch", "ʧ", "ʧ"),
    ("sch", "ʃ", "ʃ"),
    ("chs", "ks", "ks"),
    ("tion", "ʦjoːn", "ʦjoːn"),
    ("äu", "ɔø", "ɔø"),
    ("eu", "ɔø", "ɔø"),
    ("ei", "aɪ", "aɪ"),
    ("ai", "aɪ", "aɪ"),
    ("au", "aʊ", "aʊ"),
    ("ieh", "iː", "iː"),
    ("ie", "iː", "iː"),
    ("aa", "aː", "aː"),
    ("ee", "eː", "eː"),
    ("oo", "oː", "oː"),
    ("ck", "k", "k"),
    ("tz", "ʦ", "ʦ"),
    ("ph", "f", "f"),
    ("th", "t", "t"),
    ("qu", "kv", "kv"),
    ("pf", "pf", "pf"),
    ("ng", "ŋ", "ŋ"),
    ("nk", "ŋk", "ŋk"),
    ("ss", "s", "s"),
    ("st", "ʃt", "st"),
    ("sp", "ʃp", "sp"),
    ("bb", "b", "b"),
    ("dd", "d", "d"),
    ("ff", "f", "f"),
    ("gg", "ɡ", "ɡ"),
    ("ll", "l", "l"),
    ("mm", "m", "m"),
    ("nn", "n", "n"),
    ("pp", "p", "p"),
    ("rr", "ʁ", "ʁ"),
    ("tt", "t", "t"),
    ("zz", "ʦ", "ʦ"),
    ("ß", "s", "s"),
    ("z", "ʦ", "ʦ"),
    ("v", "f", "f"),
    ("w", "v", "v"),
    ("x", "ks", "ks"),
    ("c", "k", "k"),
    ("g", "ɡ", "ɡ"),
    ("y", "y", "y"),
];

fn spelled(word: &[char]) -> String {
    let vowel = |n: usize| word.get(n).is_some_and(|c| "aeiouäöüy".contains(*c));
    let ends = |n: usize, text: &str| word[n..].iter().collect::<String>() == text;
    let mut out = String::new();
    let mut n = 0;
    while n < word.len() {
        let c = word[n];
        // Endings that are hardly said.
        if n > 0 && !vowel(n - 1) {
            let light = [
                ("er", "ɐ"),
                ("ern", "ɐn"),
                ("en", "ən"),
                ("el", "əl"),
                ("eln", "əln"),
                ("em", "əm"),
                ("es", "əs"),
                ("et", "ət"),
                ("ers", "ɐs"),
                ("e", "ə"),
                ("est", "əst"),
                ("ig", "ɪç"),
            ];
            if let Some((_, said)) = light.iter().find(|(ending, _)| ends(n, ending)) {
                return out + said;
            }
        }
        if word[n..].starts_with(&['c', 'h']) && !word[n..].starts_with(&['c', 'h', 's']) {
            let dark = n > 0 && matches!(word[n - 1], 'a' | 'o' | 'u');
            out.push(if dark { 'x' } else { 'ç' });
            n += 2;
            continue;
        }
        let found = LETTERS.iter().find(|(letters, ..)| {
            let letters: Vec<char> = letters.chars().collect();
            word[n..].starts_with(&letters)
        });
        if let Some((letters, first, later)) = found {
            let length = letters.chars().count();
            let last = n + length == word.len();
            match *letters {
                "g" if last => out.push('k'),
                _ => out += if n == 0 { first } else { later },
            }
            n += length;
            continue;
        }
        n += 1;
        match c {
            'a' | 'e' | 'i' | 'o' | 'u' | 'ä' | 'ö' | 'ü' => {
                let long = !vowel(n)
                    && (word.get(n) == Some(&'h')
                        || n == word.len()
                        || (vowel(n + 1) && !vowel(n) && word.get(n) != Some(&'x')));
                out += match (c, long) {
                    ('a', true) => "aː",
                    ('a', false) => "a",
                    ('e', true) => "eː",
                    ('e' | 'ä', false) => "ɛ",
                    ('i', true) => "iː",
                    ('i', false) => "ɪ",
                    ('o', true) => "oː",
                    ('o', false) => "ɔ",
                    ('u', true) => "uː",
                    ('u', false) => "ʊ",
                    ('ä', true) => "ɛː",
                    ('ö', true) => "øː",
                    ('ö', false) => "œ",
                    (_, true) => "yː",
                    (_, false) => "y",
                };
                // After a vowel it only makes it long.
                if word.get(n) == Some(&'h') && !vowel(n + 1) {
                    n += 1;
                }
            }
            's' if vowel(n)
                && (n == 1 || vowel(n - 2) || matches!(word[n - 2], 'l' | 'm' | 'n' | 'r')) =>
            {
                out.push('z');
            }
            'r' if n >= 2 && vowel(n - 2) && !vowel(n) => out.push('ɐ'),
            'r' => out.push('ʁ'),
            // At the end of a word, and before what has no voice, these lose theirs.
            'b' | 'd' if !vowel(n) && matches!(word.get(n), None | Some('s' | 't' | 'z' | 'c')) => {
                out.push(if c == 'b' { 'p' } else { 't' });
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn german_is_said_as_it_is_written() {
        let yaml = include_str!("../../../templates/voices/kokoro/german.yaml");
        let german = German {
            rules: serde_yaml::from_str(yaml).unwrap(),
            numbers: Numbers::read("{}").unwrap(),
        };
        for (word, said) in [
            ("und", "ʊnt"),
            ("wasser", "vˈasɐ"),
            ("schule", "ʃˈuːlə"),
            ("straße", "ʃtʁˈaːsə"),
            ("lachen", "lˈaxən"),
            ("mädchen", "mˈɛtçən"),
            ("verstehen", "fɛɐstˈeːhən"),
            ("hund", "hˈʊnt"),
            ("wichtig", "vˈɪçtɪç"),
            ("sonne", "zˈɔnə"),
        ] {
            assert_eq!(german.word(word), said, "{word}");
        }
    }
}
