//! Who speaks and in which language, as requests name them; the names of vendors are the
//! providers' own table.

use clap::ValueEnum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    capability::{Offer, named},
    config::Config,
    error::Result,
    providers::speech::{CLONERS, VENDORS, Vendor, find},
};

/// The voices of this program.
pub(in crate::engines) const LOCAL: &str = "local";
/// The configured order.
pub(in crate::engines) const AUTO: &str = "auto";

named! {
    /// Who speaks: `local`, a vendor, or `auto` for the configured order.
    Provider = LOCAL, of names
}

/// All names there are.
pub(super) fn names() -> Vec<&'static str> {
    [LOCAL, AUTO].into_iter().chain(VENDORS.iter().map(|vendor| vendor.name)).collect()
}

named! {
    /// What speaks with a recorded voice.
    CloneModel = CLONERS[0].0, of models
}

fn models() -> Vec<&'static str> {
    CLONERS.iter().map(|(model, _)| *model).collect()
}

impl CloneModel {
    /// Who runs it; the schema lets no other name in.
    pub(super) fn provider(&self) -> &'static str {
        CLONERS.iter().find(|(model, _)| *model == self.0).unwrap_or(&CLONERS[0]).1
    }
}

/// The voices of this program and all vendors, with what is missing for each.
pub(super) fn offers(config: &Config) -> Vec<Offer> {
    let local = Offer { name: LOCAL, missing: None };
    let vendor = |vendor: &Vendor| Offer {
        name: vendor.name,
        missing: vendor.ready(config).is_err().then(|| vendor.enabled_by[0].variable),
    };
    std::iter::once(local).chain(VENDORS.iter().map(vendor)).collect()
}

/// Whether one that is asked for by name is set up.
pub(super) fn ready(name: &str, config: &Config) -> Result<()> {
    find(name).map_or(Ok(()), |vendor| vendor.ready(config))
}

/// The languages that are spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// English.
    En,
    /// Spanish.
    Es,
    /// French.
    Fr,
    /// German.
    De,
    /// Japanese.
    Ja,
    /// Korean.
    Ko,
    /// Portuguese (Brazil).
    Pt,
    /// Chinese (Mandarin).
    Zh,
}

impl Language {
    /// As two letters.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
            Self::Fr => "fr",
            Self::De => "de",
            Self::Ja => "ja",
            Self::Ko => "ko",
            Self::Pt => "pt",
            Self::Zh => "zh",
        }
    }

    /// In English.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Es => "Spanish",
            Self::Fr => "French",
            Self::De => "German",
            Self::Ja => "Japanese",
            Self::Ko => "Korean",
            Self::Pt => "Portuguese",
            Self::Zh => "Chinese",
        }
    }

    /// The one of a tag such as `pt-BR`.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let code = tag.split(['-', '_']).next()?.to_ascii_lowercase();
        Self::value_variants().iter().copied().find(|language| language.code() == code)
    }

    /// What the script of a text says, where it says something; else English.
    #[must_use]
    pub fn of_script(text: &str) -> Self {
        let (mut hangul, mut kana, mut han, mut all) = (0, 0, 0, 0);
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            all += 1;
            match c {
                '\u{ac00}'..='\u{d7af}' | '\u{1100}'..='\u{11ff}' => hangul += 1,
                '\u{3040}'..='\u{30ff}' => kana += 1,
                '\u{3400}'..='\u{9fff}' => han += 1,
                _ => {}
            }
        }
        // Names in Latin letters are common in texts of each of these languages.
        let enough = |count: usize| count * 4 > all;
        if enough(hangul) {
            Self::Ko
        } else if kana > 0 && enough(kana + han) {
            Self::Ja
        } else if enough(han) {
            Self::Zh
        } else {
            Self::En
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_tells_the_language_where_it_can() {
        for (text, language) in [
            ("Tea is life.", Language::En),
            ("안녕하세요 YouTube", Language::Ko),
            ("お茶は人生です", Language::Ja),
            ("茶就是生活", Language::Zh),
            ("The word 茶 means tea", Language::En),
            ("42", Language::En),
        ] {
            assert_eq!(Language::of_script(text), language, "{text}");
        }
        assert_eq!(Language::of_tag("pt-BR"), Some(Language::Pt));
        assert_eq!(Language::of_tag("xx"), None);
    }
}
