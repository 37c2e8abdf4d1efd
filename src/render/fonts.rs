//! Which fonts a text needs, from the binary and then from the system.
//!
//! Only faces whose ranges meet the text are decoded, so that a short Latin ad does not pay for
//! Cyrillic. Scripts that no bundled font has are looked up among the system's fonts; a script
//! that nobody has is reported, because its glyphs would show as boxes. Shaping and fallback
//! inside a line are takumi's.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use serde::Deserialize;
use skrifa::{FontRef, MetadataProvider};
use takumi::prelude::{
    FontOverride, FontResource, FontSource, Fonts, GenericFamily, UnicodeRange, UnicodeRangeSet,
};
use unicode_script::{Script, UnicodeScript};

use super::assets::Assets;
use crate::error::{Error, Result};

/// The list in `fonts/fonts.yaml`.
#[derive(Debug, Deserialize)]
struct Book {
    families: Vec<Family>,
}

#[derive(Debug, Deserialize)]
struct Family {
    name: String,
    #[serde(default)]
    generic: Option<String>,
    #[serde(rename = "licence")]
    _licence: String,
    files: Vec<File>,
}

#[derive(Debug, Deserialize)]
struct File {
    path: String,
    #[serde(default)]
    range: Option<String>,
}

/// Fonts for one video, and what could not be had.
pub struct Loaded {
    /// The registry that takumi draws with.
    pub fonts: Fonts,
    /// Scripts in the text that no font covers, by name ("Thai").
    pub missing_scripts: Vec<String>,
    /// Families the brief asked for that exist nowhere.
    pub missing_families: Vec<String>,
}

/// Loads what `text` needs; `families` are the brief's font names.
///
/// # Errors
/// A bundled font that cannot be decoded, which is a broken overlay folder.
pub fn load(assets: &Assets, text: &str, families: &[String]) -> Result<Loaded> {
    let list = assets.require("fonts/fonts.yaml")?;
    let book: Book = serde_yaml::from_str(&list)
        .map_err(|e| Error::internal("fonts/fonts.yaml is not a font list").caused_by(e))?;
    let chars: BTreeSet<char> = text.chars().chain(' '..='~').collect();
    let mut fonts = Fonts::default();

    for family in &book.families {
        let wanted = family.generic.is_some() || families.iter().any(|f| same(f, &family.name));
        if !wanted {
            continue;
        }
        for file in &family.files {
            let ranges = file.range.as_deref().map(parse_ranges).unwrap_or_default();
            let used = if family.generic.as_deref() == Some("emoji") {
                chars.iter().any(|c| is_pictograph(*c))
            } else {
                chars.iter().any(|c| ranges.contains(*c as u32))
            };
            if used {
                register_bundled(&mut fonts, assets, family, file, ranges)?;
            }
        }
    }

    let mut missing_families = Vec::new();
    for name in families {
        if !book.families.iter().any(|f| same(&f.name, name)) && !register_system(&mut fonts, name)
        {
            missing_families.push(name.clone());
        }
    }
    let mut missing_scripts = Vec::new();
    for (script, sample) in foreign_scripts(&chars) {
        if !register_for_script(&mut fonts, &sample) {
            missing_scripts.push(script.to_owned());
        }
    }
    Ok(Loaded { fonts, missing_scripts, missing_families })
}

/// Whether bundled or system fonts can show each of the scripts people use most.
#[must_use]
pub fn script_coverage() -> Vec<(&'static str, Option<String>)> {
    const SAMPLES: [(&str, &str); 11] = [
        ("Latin", ""),
        ("Greek", ""),
        ("Cyrillic", ""),
        ("Emoji", ""),
        ("Chinese", "中文"),
        ("Japanese", "あア"),
        ("Korean", "한국"),
        ("Arabic", "عرب"),
        ("Hebrew", "עבר"),
        ("Thai", "ไทย"),
        ("Devanagari", "हिन"),
    ];
    SAMPLES
        .iter()
        .map(|(name, sample)| {
            let found = if sample.is_empty() {
                Some("bundled".to_owned())
            } else {
                let chars: Vec<char> = sample.chars().collect();
                best_face(&chars).map(|(_, family)| family)
            };
            (*name, found)
        })
        .collect()
}

fn register_bundled(
    fonts: &mut Fonts,
    assets: &Assets,
    family: &Family,
    file: &File,
    ranges: UnicodeRangeSet,
) -> Result<()> {
    let path = format!("fonts/{}", file.path);
    let bytes = assets.read(&path).ok_or_else(|| {
        Error::internal(format!("font file {path} is listed in fonts.yaml but missing"))
    })?;
    let source = match bytes {
        Cow::Borrowed(bytes) => FontSource::from_static(bytes),
        Cow::Owned(bytes) => FontSource::from(bytes),
    };
    let mut font = FontResource::new(source).unicode_range(ranges).override_info(FontOverride {
        family_name: Some(family.name.as_str().into()),
        ..FontOverride::default()
    });
    if let Some(generic) = &family.generic {
        let keyword: GenericFamily = generic
            .parse()
            .map_err(|e| Error::internal(format!("fonts.yaml: generic {generic}")).caused_by(e))?;
        font = font.generic_family(keyword);
        if keyword == GenericFamily::EMOJI {
            font = font.last_resort();
        }
    }
    fonts
        .register(font)
        .map_err(|e| Error::internal(format!("font {path} cannot be read")).caused_by(e))?;
    Ok(())
}

/// The system's fonts, scanned once per process and only when something needs them.
fn system() -> &'static fontdb::Database {
    static DATABASE: OnceLock<fontdb::Database> = OnceLock::new();
    DATABASE.get_or_init(|| {
        let mut database = fontdb::Database::new();
        database.load_system_fonts();
        database
    })
}

fn register_system(fonts: &mut Fonts, name: &str) -> bool {
    let database = system();
    let ids: Vec<fontdb::ID> = database
        .faces()
        .filter(|face| face.style == fontdb::Style::Normal)
        .filter(|face| face.families.iter().any(|(family, _)| same(family, name)))
        .map(|face| face.id)
        .collect();
    let registered = ids.into_iter().filter(|id| register_face(fonts, *id, Some(name))).count();
    registered > 0
}

fn register_for_script(fonts: &mut Fonts, sample: &[char]) -> bool {
    let Some((regular, family)) = best_face(sample) else { return false };
    let database = system();
    let bold = database
        .faces()
        .filter(|f| f.weight.0 >= 600 && f.weight.0 <= 800 && f.style == fontdb::Style::Normal)
        .filter(|f| f.families.iter().any(|(name, _)| *name == family))
        .find(|f| covers(f.id, sample))
        .map(|f| f.id);
    let found = register_face(fonts, regular, None);
    if let Some(bold) = bold {
        register_face(fonts, bold, None);
    }
    found
}

fn register_face(fonts: &mut Fonts, id: fontdb::ID, name: Option<&str>) -> bool {
    let Some(bytes) = system().with_face_data(id, |data, _| data.to_vec()) else { return false };
    let mut font = FontResource::new(bytes);
    if let Some(name) = name {
        font = font.override_info(FontOverride {
            family_name: Some(name.into()),
            ..FontOverride::default()
        });
    }
    fonts.register(font).is_ok()
}

/// The face that covers `sample`: Noto and sans first, regular weight first.
fn best_face(sample: &[char]) -> Option<(fontdb::ID, String)> {
    let mut candidates: Vec<(u32, fontdb::ID, &str)> = system()
        .faces()
        .filter(|face| face.style == fontdb::Style::Normal)
        .filter_map(|face| {
            let family = face.families.first()?.0.as_str();
            let mut cost = u32::from(face.weight.0.abs_diff(400));
            cost += if family.contains("Noto") { 0 } else { 1000 };
            cost += if family.contains("Sans") { 0 } else { 500 };
            cost += if face.monospaced { 2000 } else { 0 };
            cost += u32::try_from(family.len()).unwrap_or(100);
            Some((cost, face.id, family))
        })
        .collect();
    candidates.sort_unstable_by_key(|(cost, id, _)| (*cost, *id));
    candidates
        .into_iter()
        .find(|(_, id, _)| covers(*id, sample))
        .map(|(_, id, family)| (id, family.to_owned()))
}

fn covers(id: fontdb::ID, sample: &[char]) -> bool {
    system()
        .with_face_data(id, |data, index| {
            FontRef::from_index(data, index).is_ok_and(|font| {
                let map = font.charmap();
                sample.iter().all(|c| map.map(*c).is_some())
            })
        })
        .unwrap_or(false)
}

/// Scripts in the text that the bundled fonts lack, each with up to eight of its characters.
fn foreign_scripts(chars: &BTreeSet<char>) -> BTreeMap<&'static str, Vec<char>> {
    let mut scripts: BTreeMap<&'static str, Vec<char>> = BTreeMap::new();
    for c in chars {
        let script = match c.script() {
            Script::Latin
            | Script::Greek
            | Script::Cyrillic
            | Script::Common
            | Script::Inherited
            | Script::Unknown => continue,
            // One font serves all of written Japanese; so that it is not picked twice.
            Script::Katakana => Script::Hiragana,
            other => other,
        };
        let sample = scripts.entry(script.full_name()).or_default();
        if sample.len() < 8 {
            sample.push(*c);
        }
    }
    scripts
}

fn is_pictograph(c: char) -> bool {
    matches!(c as u32, 0x203C..=0x3299 | 0x1F000..=0x1FAFF | 0xFE0F | 0xA9 | 0xAE)
}

fn same(a: &str, b: &str) -> bool {
    a.trim().eq_ignore_ascii_case(b.trim())
}

/// Parses a CSS `unicode-range` list (`U+0000-00FF,U+0131`).
fn parse_ranges(list: &str) -> UnicodeRangeSet {
    list.split(',')
        .filter_map(|part| {
            let part = part.trim().strip_prefix("U+")?;
            let (from, to) = part.split_once('-').unwrap_or((part, part));
            let number = |hex: &str| u32::from_str_radix(hex, 16).ok();
            Some(UnicodeRange::new(number(from)?, number(to)?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_list_reads_and_covers_latin() {
        let loaded = load(&Assets::default(), "Hello, Ελλάδα и мир", &["Inter".into()])
            .expect("bundled fonts load");
        assert!(loaded.missing_scripts.is_empty());
        assert!(loaded.missing_families.is_empty());
    }

    #[test]
    fn a_family_that_nobody_has_is_reported() {
        let loaded =
            load(&Assets::default(), "Hi", &["No Such Family 9".into()]).expect("bundled fonts");
        assert_eq!(loaded.missing_families, ["No Such Family 9"]);
    }
}
