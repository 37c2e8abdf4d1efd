//! How Japanese is pronounced: `vibrato` parts the text by a dictionary (IPADIC), which has the
//! reading of each word in kana; kana become sounds by a table.
//!
//! Pitch is left to the voice. The dictionary is compiled from its tables the first time, and kept.

use std::{
    fs::File,
    io::{BufReader, BufWriter, Read as _},
    path::Path,
};

use vibrato::{Dictionary, SystemDictionaryBuilder, Tokenizer};

use super::{
    super::{
        english::{English, Sound, is_heard},
        text::Written,
    },
    numbers::Numbers,
    sounds::{Sounds, parted},
};
use crate::error::{Error, Kind, Result};

/// The compiled dictionary in its folder.
const COMPILED: &str = "system.dic";

struct Japanese {
    tokenizer: Tokenizer,
    numbers: Numbers,
    english: English,
}

pub(super) fn sounds(
    folder: Option<&Path>,
    numbers: Numbers,
    english: English,
) -> Result<Box<dyn Sounds>> {
    let folder = folder.filter(|folder| folder.is_dir()).ok_or_else(|| {
        Error::new(Kind::ProviderNotConfigured, "the Japanese dictionary is not installed")
            .hint("install it with `remotion-media models install japanese`")
    })?;
    let broken = |e: String| {
        Error::internal("the Japanese dictionary is broken")
            .caused_by(e)
            .hint("`remotion-media models install japanese` mends it")
    };
    let compiled = folder.join(COMPILED);
    let dictionary = match File::open(&compiled) {
        Ok(file) => Dictionary::read(BufReader::new(file)).map_err(|e| broken(e.to_string()))?,
        Err(_) => compile(folder).map_err(|e| broken(e.to_string()))?,
    };
    Ok(Box::new(Japanese { tokenizer: Tokenizer::new(dictionary), numbers, english }))
}

fn compile(folder: &Path) -> Result<Dictionary, Box<dyn std::error::Error + Send + Sync>> {
    let mut tables = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "csv") {
            File::open(path)?.read_to_end(&mut tables)?;
            if !tables.ends_with(b"\n") {
                tables.push(b'\n');
            }
        }
    }
    let open = |name: &str| File::open(folder.join(name)).map(BufReader::new);
    let dictionary = SystemDictionaryBuilder::from_readers(
        tables.as_slice(),
        open("matrix.def")?,
        open("char.def")?,
        open("unk.def")?,
    )
    .map_err(|e| e.to_string())?;
    // Kept where it can be; without, it is compiled again the next time.
    if let Ok(part) = tempfile::NamedTempFile::new_in(folder)
        && dictionary.write(BufWriter::new(part.as_file())).is_ok()
    {
        let _ = part.persist(folder.join(COMPILED));
    }
    Ok(dictionary)
}

impl Sounds for Japanese {
    fn parted(&self, words: Vec<Written>) -> Vec<Written> {
        parted(words, |text| self.tokens(text).into_iter().map(|(shown, _)| shown).collect())
    }

    fn sounds(&self, words: &[Written]) -> Result<Vec<Sound>> {
        let (mut text, mut starts) = (String::new(), Vec::new());
        for word in words {
            starts.push(text.len());
            let said = word.said.as_ref().unwrap_or(&word.shown);
            text += &self.numbers.spelled("ja", said);
        }
        let (mut sounds, mut at): (Vec<Sound>, usize) = (Vec::new(), 0);
        for (shown, reading) in self.tokens(&text) {
            let owner = starts.partition_point(|start| *start <= at).saturating_sub(1);
            at += shown.len();
            if shown.chars().any(|c| c.is_ascii_alphabetic()) {
                let said = self.english.sounds(&[Written::plain(&shown)])?;
                sounds.extend(said.into_iter().map(|(c, n)| (c, n.map(|_| owner))));
                continue;
            }
            // A geminate is heard in the next word as well.
            let said = kana(&reading);
            sounds.extend(said.chars().map(|c| (c, is_heard(c).then_some(owner))));
        }
        Ok(sounds)
    }
}

impl Japanese {
    /// Words as they are written, each with how it is pronounced in katakana.
    fn tokens(&self, text: &str) -> Vec<(String, String)> {
        let mut worker = self.tokenizer.new_worker();
        worker.reset_sentence(text);
        worker.tokenize();
        worker
            .token_iter()
            .map(|token| {
                let shown = token.surface().to_owned();
                // The ninth column is how it is pronounced, particles included.
                let reading = token.feature().split(',').nth(8).filter(|text| *text != "*");
                let reading = reading.map_or_else(|| katakana(&shown), str::to_owned);
                (shown, reading)
            })
            .collect()
    }
}

fn katakana(text: &str) -> String {
    let up = |c: char| match c {
        'ぁ'..='ゖ' => char::from_u32(c as u32 + 0x60).unwrap_or(c),
        c => c,
    };
    text.chars().map(up).collect()
}

/// The sounds of katakana.
fn kana(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::new();
    let mut n = 0;
    while n < letters.len() {
        let pair: String = letters[n..(n + 2).min(letters.len())].iter().collect();
        if let Some((_, sound)) = PAIRS.iter().find(|(kana, _)| *kana == pair) {
            out += sound;
            n += 2;
            continue;
        }
        let c = letters[n];
        n += 1;
        match c {
            'ー' => out.push('ː'),
            'ッ' => out.push('ʔ'),
            // The nasal takes the place of what follows.
            'ン' => out.push(match letters.get(n) {
                Some(c) if "バパビピブプベペボポマミムメモ".contains(*c) => 'm',
                Some('カ'..='ゴ') => 'ŋ',
                Some('サ'..='ノ' | 'ラ'..='ロ') => 'n',
                _ => 'ɴ',
            }),
            '。' | '．' => out.push('.'),
            '、' | '，' | '・' => out.push(','),
            '！' => out.push('!'),
            '？' => out.push('?'),
            c => match SINGLE.iter().find(|(kana, _)| *kana == c) {
                Some((_, sound)) => out += sound,
                None if ".,!?…".contains(c) => out.push(c),
                None => {}
            },
        }
    }
    out
}

const PAIRS: [(&str, &str); 42] = [
    ("キャ", "kʲa"),
    ("キュ", "kʲɯ"),
    ("キョ", "kʲo"),
    ("シャ", "ɕa"),
    ("シュ", "ɕɯ"),
    ("ショ", "ɕo"),
    ("チャ", "ʨa"),
    ("チュ", "ʨɯ"),
    ("チョ", "ʨo"),
    ("ニャ", "ɲa"),
    ("ニュ", "ɲɯ"),
    ("ニョ", "ɲo"),
    ("ヒャ", "ça"),
    ("ヒュ", "çɯ"),
    ("ヒョ", "ço"),
    ("ミャ", "mʲa"),
    ("ミュ", "mʲɯ"),
    ("ミョ", "mʲo"),
    ("リャ", "ɾʲa"),
    ("リュ", "ɾʲɯ"),
    ("リョ", "ɾʲo"),
    ("ギャ", "ɡʲa"),
    ("ギュ", "ɡʲɯ"),
    ("ギョ", "ɡʲo"),
    ("ジャ", "ʥa"),
    ("ジュ", "ʥɯ"),
    ("ジョ", "ʥo"),
    ("ビャ", "bʲa"),
    ("ビュ", "bʲɯ"),
    ("ビョ", "bʲo"),
    ("ピャ", "pʲa"),
    ("ピュ", "pʲɯ"),
    ("ピョ", "pʲo"),
    ("ファ", "ɸa"),
    ("フィ", "ɸi"),
    ("フェ", "ɸe"),
    ("フォ", "ɸo"),
    ("ティ", "ti"),
    ("ディ", "di"),
    ("シェ", "ɕe"),
    ("ジェ", "ʥe"),
    ("チェ", "ʨe"),
];

const SINGLE: [(char, &str); 78] = [
    ('ア', "a"),
    ('イ', "i"),
    ('ウ', "ɯ"),
    ('エ', "e"),
    ('オ', "o"),
    ('カ', "ka"),
    ('キ', "ki"),
    ('ク', "kɯ"),
    ('ケ', "ke"),
    ('コ', "ko"),
    ('サ', "sa"),
    ('シ', "ɕi"),
    ('ス', "sɯ"),
    ('セ', "se"),
    ('ソ', "so"),
    ('タ', "ta"),
    ('チ', "ʨi"),
    ('ツ', "ʦɯ"),
    ('テ', "te"),
    ('ト', "to"),
    ('ナ', "na"),
    ('ニ', "ɲi"),
    ('ヌ', "nɯ"),
    ('ネ', "ne"),
    ('ノ', "no"),
    ('ハ', "ha"),
    ('ヒ', "çi"),
    ('フ', "ɸɯ"),
    ('ヘ', "he"),
    ('ホ', "ho"),
    ('マ', "ma"),
    ('ミ', "mi"),
    ('ム', "mɯ"),
    ('メ', "me"),
    ('モ', "mo"),
    ('ヤ', "ja"),
    ('ユ', "jɯ"),
    ('ヨ', "jo"),
    ('ラ', "ɾa"),
    ('リ', "ɾi"),
    ('ル', "ɾɯ"),
    ('レ', "ɾe"),
    ('ロ', "ɾo"),
    ('ワ', "βa"),
    ('ヲ', "o"),
    ('ガ', "ɡa"),
    ('ギ', "ɡi"),
    ('グ', "ɡɯ"),
    ('ゲ', "ɡe"),
    ('ゴ', "ɡo"),
    ('ザ', "ʣa"),
    ('ジ', "ʥi"),
    ('ズ', "ʣɯ"),
    ('ゼ', "ʣe"),
    ('ゾ', "ʣo"),
    ('ダ', "da"),
    ('ヂ', "ʥi"),
    ('ヅ', "ʣɯ"),
    ('デ', "de"),
    ('ド', "do"),
    ('バ', "ba"),
    ('ビ', "bi"),
    ('ブ', "bɯ"),
    ('ベ', "be"),
    ('ボ', "bo"),
    ('パ', "pa"),
    ('ピ', "pi"),
    ('プ', "pɯ"),
    ('ペ', "pe"),
    ('ポ', "po"),
    ('ヴ', "vɯ"),
    ('ァ', "a"),
    ('ィ', "i"),
    ('ゥ', "ɯ"),
    ('ェ', "e"),
    ('ォ', "o"),
    ('ヵ', "ka"),
    ('ヶ', "ke"),
];

#[test]
fn kana_become_sounds() {
    assert_eq!(kana("コンニチワ"), "konɲiʨiβa");
    assert_eq!(kana("ガッコー、シンブン。"), "ɡaʔkoː,ɕimbɯɴ.");
    assert_eq!(katakana("きょう"), "キョウ");
}
