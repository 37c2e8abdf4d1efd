//! How Portuguese of Brazil is pronounced: by its spelling, which tells sounds and stress nearly always,
//! and a list of words that it does not (`templates/voices/kokoro/portuguese.yaml`).
//!
//! Signs are those the network was trained with: final vowels are reduced, l closes to a glide, t and d
//! soften before i, diphthongs are one sign where there is one.

use std::collections::HashMap;

use serde::Deserialize;

use super::{
    super::{english::Sound, text::Written},
    numbers::Numbers,
    sounds::{Sounds, by_letters},
};
use crate::error::{Error, Kind, Result};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    words: HashMap<String, String>,
}

struct Portuguese {
    rules: Rules,
    numbers: Numbers,
}

pub(super) fn sounds(yaml: &str, numbers: Numbers) -> Result<Box<dyn Sounds>> {
    let rules = serde_yaml::from_str(yaml).map_err(|e| {
        Error::new(Kind::Validation, "the rules of Portuguese cannot be read").caused_by(e)
    })?;
    Ok(Box::new(Portuguese { rules, numbers }))
}

impl Sounds for Portuguese {
    fn sounds(&self, words: &[Written]) -> Result<Vec<Sound>> {
        Ok(by_letters(
            words,
            |text| self.numbers.spelled("pt", text),
            |word, before| {
                voice(before, word);
                self.word(word)
            },
        ))
    }
}

/// A final s is voiced before a word that begins with a voice.
fn voice(sounds: &mut [Sound], next: &str) {
    let voiced = next.starts_with(|c| is_vowel(c) || "bdgjlmnrvz".contains(c));
    if let [.., (s @ 's', Some(_)), (' ', None)] = sounds
        && voiced
    {
        *s = 'z';
    }
}

impl Portuguese {
    fn word(&self, word: &str) -> String {
        let said = self.rules.words.get(word).cloned().unwrap_or_else(|| {
            let letters: Vec<char> = word.chars().collect();
            Spelling { stressed: stressed(&letters), letters: &letters }.said()
        });
        // The network knows the tilde as a sign of its own.
        said.replace('õ', "o\u{303}").replace('ũ', "u\u{303}")
    }
}

fn is_vowel(c: char) -> bool {
    "aeiouáéíóúâêôãõàü".contains(c)
}

/// Whether the letter at `n` is a vowel that carries a syllable.
fn carries(letters: &[char], n: usize) -> bool {
    let at = |n: usize| letters.get(n).copied().unwrap_or(' ');
    let before = n.checked_sub(1).map_or(' ', at);
    match letters[n] {
        'u' if matches!(before, 'q' | 'g') && is_vowel(at(n + 1)) => false,
        'i' | 'u'
            if is_vowel(before)
                && before != letters[n]
                && !(before == 'u' && n > 1 && letters[n - 2] == 'q') =>
        {
            // Falling diphthongs, but not in ruim, juiz, rainha.
            matches!(at(n + 1), 'l' | 'm' | 'n' | 'r' | 'z') && !is_vowel(at(n + 2))
        }
        'o' | 'e' if matches!(before, 'ã' | 'õ') => false,
        c => is_vowel(c),
    }
}

/// Where a word is stressed, by its accent or by its ending.
fn stressed(letters: &[char]) -> usize {
    if let Some(n) = letters.iter().position(|c| "áéíóúâêô".contains(*c)) {
        return n;
    }
    if let Some(n) = letters.iter().rposition(|c| "ãõ".contains(*c)) {
        return n;
    }
    let carriers: Vec<usize> = (0..letters.len()).filter(|n| carries(letters, *n)).collect();
    let word: String = letters.iter().collect();
    let light = ["a", "e", "o", "as", "es", "os", "am", "em", "en", "ens"];
    let back = usize::from(light.iter().any(|ending| word.ends_with(ending)) && carriers.len() > 1);
    carriers.len().checked_sub(1 + back).map_or(usize::MAX, |n| carriers[n])
}

struct Spelling<'a> {
    letters: &'a [char],
    stressed: usize,
}

impl Spelling<'_> {
    fn at(&self, n: usize) -> char {
        self.letters.get(n).copied().unwrap_or(' ')
    }

    /// Whether nothing but an s follows from `n` on.
    fn ends(&self, n: usize) -> bool {
        matches!(&self.letters[n.min(self.letters.len())..], [] | ['s'])
    }

    fn soft(&self, n: usize) -> bool {
        "eiéêí".contains(self.at(n))
    }

    fn said(&self) -> String {
        let mut out = String::new();
        let mut n = 0;
        while n < self.letters.len() {
            n += if is_vowel(self.letters[n]) {
                self.vowel(n, &mut out)
            } else {
                self.consonant(n, &mut out)
            };
        }
        out
    }

    /// Adds the sound of the vowel at `n`; how many letters that took.
    fn vowel(&self, n: usize, out: &mut String) -> usize {
        let (c, next) = (self.at(n), self.at(n + 1));
        let before = n.checked_sub(1).map_or(' ', |n| self.at(n));
        let heavy = n == self.stressed;
        if c == 'u' && matches!(before, 'q' | 'g') && is_vowel(next) {
            if !self.soft(n + 1) {
                out.push('w');
            }
            return 1;
        }
        if !heavy && matches!(c, 'i' | 'u') && is_vowel(next) && n > 0 && !is_vowel(before) {
            out.push(if c == 'i' { 'j' } else { 'w' });
            return 1;
        }
        if heavy {
            out.push('ˈ');
        }
        match (c, next) {
            ('ã', 'o') => return push(out, "ɐ̃ʊ̃", 2),
            ('ã', 'e') => return push(out, "ɐ̃y", 2),
            ('õ', 'e') => return push(out, "õj", 2),
            ('ã', _) => return push(out, "ɐ̃", 1),
            ('õ', _) => return push(out, "õ", 1),
            _ => {}
        }
        let base = match c {
            'á' | 'à' | 'â' => 'a',
            'é' | 'ê' => 'e',
            'í' => 'i',
            'ó' | 'ô' => 'o',
            'ú' | 'ü' => 'u',
            c => c,
        };
        let after = self.at(n + 2);
        if matches!(next, 'm' | 'n') && !is_vowel(after) && !(next == 'n' && after == 'h') {
            return self.nasal(n, base, heavy, out);
        }
        if matches!(next, 'm' | 'n') && base == 'a' {
            return push(out, "ɐ̃", 1);
        }
        let open = self.open(n, base, heavy);
        if matches!(next, 'i' | 'u') && n + 1 != self.stressed && !carries(self.letters, n + 1) {
            let glide = match (base, next) {
                ('a', 'i') => "I",
                ('a', _) => "W",
                ('e', 'i') if !open => "A",
                ('e', 'i') => "ɛɪ",
                ('e', _) if open => "ɛʊ",
                ('e', _) => "eʊ",
                ('o', 'i') if open => "ɔɪ",
                ('o', 'i') => "oɪ",
                ('o', _) => "ow",
                ('i', _) => "iʊ",
                _ => "uɪ",
            };
            return push(out, glide, 2);
        }
        if next == 'l' && !is_vowel(after) && after != 'h' {
            let closed = match base {
                'a' => "W",
                'e' if heavy => "ɛʊ",
                'e' => "eʊ",
                'i' => "iʊ",
                'o' if heavy => "ɔl",
                'o' => "oʊ",
                _ => "uw",
            };
            return push(out, closed, 2);
        }
        let last = !heavy && self.ends(n + 1);
        let sound = match base {
            'a' if last => "æ",
            'e' if last => "y",
            'o' if last => "ʊ",
            'e' if open => "ɛ",
            'o' if open => "ɔ",
            'a' => "a",
            'e' => "e",
            'i' => "i",
            'o' => "o",
            _ => "u",
        };
        push(out, sound, 1)
    }

    /// A vowel with the m or n behind it.
    fn nasal(&self, n: usize, base: char, heavy: bool, out: &mut String) -> usize {
        let after = self.at(n + 2);
        let tail = if matches!(after, 'p' | 'b') { 'm' } else { 'ŋ' };
        match base {
            'a' if !heavy && self.at(n + 1) == 'm' && after == ' ' => return push(out, "ɐ̃ʊ̃", 2),
            'a' => out.push_str("ɐ̃"),
            'e' => out.push('A'),
            'u' => out.push('ũ'),
            c => out.push(c),
        }
        out.push(tail);
        2
    }

    /// Whether an e or o is open: marked so, or in surroundings where it mostly is.
    fn open(&self, n: usize, base: char, heavy: bool) -> bool {
        match self.at(n) {
            'é' | 'ó' => return true,
            'ê' | 'ô' => return false,
            _ if !heavy => return false,
            _ => {}
        }
        let rest: String = self.letters[n + 1..].iter().collect();
        let rest = rest.strip_suffix('s').filter(|rest| !rest.is_empty()).unwrap_or(&rest);
        match base {
            'e' => [
                "l", "la", "lo", "le", "sta", "sto", "rta", "rto", "rra", "rro", "rsa", "rso",
                "ca", "ga", "va", "ra", "rna", "rno", "xo",
            ]
            .contains(&rest),
            'o' => {
                !rest.starts_with(['m', 'n', 'a', 'i', 'u'])
                    && (rest == "l"
                        || rest.ends_with('a')
                        || (rest.starts_with('r') && rest.ends_with('e')))
            }
            _ => false,
        }
    }

    /// Adds the sound of the consonant at `n`; how many letters that took.
    #[expect(clippy::match_same_arms, reason = "each arm is a rule, and their order matters")]
    fn consonant(&self, n: usize, out: &mut String) -> usize {
        let (c, next, after) = (self.at(n), self.at(n + 1), self.at(n + 2));
        let before = n.checked_sub(1).map_or(' ', |n| self.at(n));
        // Softened by an i, written or heard.
        let i = "ií".contains(next) || (next == 'e' && n + 1 != self.stressed && self.ends(n + 2));
        match (c, next) {
            ('c' | 's', 'h') => push(out, "ʃ", 2),
            ('l', 'h') => push(out, "lj", 2),
            ('n', 'h') => push(out, "ɲ", 2),
            ('p', 'h') => push(out, "f", 2),
            ('r', 'r') => push(out, "x", 2),
            ('s', 's') => push(out, "s", 2),
            ('s' | 'x', 'c') if self.soft(n + 2) => push(out, "s", 2),
            ('s' | 'x', 'ç') => push(out, "s", 2),
            ('c', _) => push(out, if self.soft(n + 1) { "s" } else { "k" }, 1),
            ('ç', _) => push(out, "s", 1),
            ('t', _) => push(out, if i { "ʧ" } else { "t" }, 1),
            ('d', _) => push(out, if i { "ʤ" } else { "d" }, 1),
            ('g', _) => push(out, if self.soft(n + 1) { "ʒ" } else { "ɡ" }, 1),
            ('j', _) => push(out, "ʒ", 1),
            ('h', _) => 1,
            ('q', _) => push(out, "k", 1),
            ('r', _) if n == 0 || matches!(before, 'n' | 'l' | 's') => push(out, "x", 1),
            ('r', next) if is_vowel(next) && is_vowel(before) => push(out, "ɾ", 1),
            ('r', next) if is_vowel(before) && next != ' ' => push(out, "ɾə", 1),
            ('r', _) => push(out, "r", 1),
            ('s', next) if is_vowel(before) && is_vowel(next) => push(out, "z", 1),
            ('s', 'b' | 'd' | 'g' | 'v' | 'm' | 'n' | 'l' | 'r') => push(out, "z", 1),
            ('x', next) if before == 'e' && n == 1 => {
                push(out, if is_vowel(next) { "z" } else { "s" }, 1)
            }
            ('x', ' ') => push(out, "ks", 1),
            ('x', next) if !is_vowel(next) => push(out, "s", 1),
            ('x', _) => push(out, "ʃ", 1),
            ('z', ' ') => push(out, "s", 1),
            ('y', _) => push(out, "i", 1),
            // Names and foreign words double what is said once.
            (c, next) if c == next => push(out, &c.to_string(), 2),
            // A final m or n that no vowel took.
            ('m', ' ') if after == ' ' => push(out, "ŋ", 1),
            (c, _) => push(out, &c.to_string(), 1),
        }
    }
}

fn push(out: &mut String, sound: &str, letters: usize) -> usize {
    out.push_str(sound);
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn portuguese_is_said_as_it_is_written() {
        let yaml = include_str!("../../../templates/voices/kokoro/portuguese.yaml");
        let rules = serde_yaml::from_str(yaml).unwrap();
        let portuguese = Portuguese { rules, numbers: Numbers::read("{}").unwrap() };
        for (word, said) in [
            ("cidade", "sidˈaʤy"),
            ("trinta", "trˈiŋtæ"),
            ("graus", "ɡrˈWs"),
            ("noite", "nˈoɪʧy"),
            ("grande", "ɡrˈɐ̃ŋʤy"),
            ("campo", "kˈɐ̃mpʊ"),
            ("tempo", "tˈAmpʊ"),
            ("também", "tɐ̃mbˈAŋ"),
            ("falam", "fˈalɐ̃ʊ̃"),
            ("amanhã", "ɐ̃mɐ̃ɲˈɐ̃"),
            ("coração", "koɾasˈɐ̃ʊ̃"),
            ("limões", "limˈo\u{303}js"),
            ("um", "u\u{303}ŋ"),
            ("mãe", "mˈɐ̃y"),
            ("carro", "kˈaxʊ"),
            ("rio", "xˈiʊ"),
            ("honra", "ˈoŋxæ"),
            ("parque", "pˈaɾəky"),
            ("história", "istˈɔɾjæ"),
            ("padaria", "padaɾˈiæ"),
            ("brasil", "brazˈiʊ"),
            ("papel", "papˈɛʊ"),
            ("alto", "ˈWtʊ"),
            ("quase", "kwˈazy"),
            ("queijo", "kˈAʒʊ"),
            ("exame", "ezˈɐ̃my"),
            ("texto", "tˈestʊ"),
            ("caixa", "kˈIʃæ"),
            ("piscina", "pisˈinæ"),
            ("mesmo", "mˈezmʊ"),
            ("rapaz", "xapˈas"),
            ("meia", "mˈAæ"),
            ("ideia", "idˈAæ"),
            ("saída", "saˈidæ"),
            ("chegou", "ʃeɡˈow"),
            ("nova", "nˈɔvæ"),
            ("novo", "nˈovʊ"),
            ("filho", "fˈiljʊ"),
            ("dinheiro", "ʤiɲˈAɾʊ"),
            ("gente", "ʒˈAŋʧy"),
        ] {
            assert_eq!(portuguese.word(word), said, "{word}");
        }
        for odd in ["q", "gu", "x", "ãõ", "rrr", "mmm", "ʃ", "éé", "zzz", "quui"] {
            assert!(!portuguese.word(odd).is_empty(), "{odd}");
        }
    }

    #[test]
    fn a_final_s_is_voiced_before_a_voice() {
        let mut sounds = vec![('ʊ', Some(0)), ('s', Some(0)), (' ', None)];
        voice(&mut sounds, "pais");
        assert_eq!(sounds[1].0, 's');
        voice(&mut sounds, "amigos");
        assert_eq!(sounds[1].0, 'z');
    }
}
