//! The table of all capabilities; adding one is adding its row.
//!
//! Every door loops over [`ALL`]. What a row holds is left to `row`.

use super::Row;
use crate::engines::{audio, doctor, models, render, starter, tts, usage, validate};

/// Everything this program can do, in the order help shows it.
pub static ALL: &[Row] = &[
    Row::of::<render::brief::Brief>(),
    Row::of::<render::batch::Batch>(),
    Row::of::<render::explainer::Explainer>(),
    Row::of::<render::still::Still>(),
    Row::of::<render::static_ad::StaticAd>(),
    Row::of::<render::ad_template::AdTemplate>(),
    Row::of::<render::templates::Templates>(),
    Row::of::<render::formats::Formats>(),
    Row::of::<tts::generate::Generate>(),
    Row::of::<tts::clone::VoiceClone>(),
    Row::of::<tts::multi_language::MultiLanguage>(),
    Row::of::<tts::voices::Voices>(),
    Row::of::<tts::voices::VoiceCreate>(),
    Row::of::<tts::voices::Voice>(),
    Row::of::<tts::voices::VoiceDelete>(),
    Row::of::<tts::providers::Providers>(),
    Row::of::<audio::mix::Mix>(),
    Row::of::<audio::duck::Duck>(),
    Row::of::<audio::sfx::Sfx>(),
    Row::of::<audio::sfx::Effects>(),
    Row::of::<audio::music_search::MusicSearch>(),
    Row::of::<audio::music_generate::MusicGenerate>(),
    Row::of::<audio::music_generate::MusicStyles>(),
    Row::of::<validate::Validate>(),
    Row::of::<starter::NewBrief>(),
    Row::of::<starter::NewTemplate>(),
    Row::of::<models::Models>(),
    Row::of::<models::Install>(),
    Row::of::<models::Verify>(),
    Row::of::<models::Remove>(),
    Row::of::<usage::Usage>(),
    Row::of::<doctor::Doctor>(),
    #[cfg(feature = "testing")]
    Row::of::<crate::engines::rehearsal::Sleep>(),
];

/// The row of a name such as `render.brief`.
#[must_use]
pub fn find(name: &str) -> Option<&'static Row> {
    ALL.iter().find(|row| row.name == name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::Command;

    use super::*;
    use crate::capability::{Capability, Node, echo::Echo, flags::GIVEN_FIRST};

    fn rows() -> impl Iterator<Item = &'static Row> {
        static ECHO: Row = Row::of::<Echo>();
        ALL.iter().chain([&ECHO])
    }

    /// What `flags::add` puts beside the fields.
    const ADDED: [&str; 4] = [GIVEN_FIRST, "params", "-output", "overwrite"];

    #[test]
    fn names_are_unique_and_have_at_most_two_words() {
        let mut seen = BTreeSet::new();
        for row in rows() {
            assert!(seen.insert(row.name), "{} is there twice", row.name);
            assert!(row.words().count() <= 2, "{}", row.name);
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.".contains(c);
            assert!(row.name.chars().all(plain), "{}", row.name);
            assert!(!row.summary.ends_with('.') && !row.summary.is_empty(), "{}", row.name);
        }
    }

    #[test]
    fn flags_and_request_properties_are_the_same() {
        for row in rows() {
            let request = row.request();
            let properties: BTreeSet<_> =
                Node::of(&request).properties().map(|(name, _)| name.to_owned()).collect();
            let command = row.flags()(Command::new("x"));
            let flags: BTreeSet<_> = command
                .get_arguments()
                .map(|arg| arg.get_id().to_string())
                .filter(|id| properties.contains(id) || !ADDED.contains(&id.as_str()))
                .collect();
            assert_eq!(flags, properties, "{}", row.name);
            assert_eq!(
                request["additionalProperties"], false,
                "{} needs #[serde(deny_unknown_fields)]",
                row.name
            );
            command.debug_assert();
        }
    }

    #[test]
    fn a_flag_accepts_exactly_the_spellings_of_the_schema() {
        for row in rows() {
            let request = row.request();
            let command = row.flags()(Command::new("x"));
            for (name, node) in Node::of(&request).properties() {
                let node = if node.items().is_some() { node.items().unwrap() } else { node };
                let Some(choices) = node.choices() else { continue };
                let wanted: Vec<_> = choices.into_iter().map(|choice| choice.value).collect();
                let arg = command.get_arguments().find(|arg| arg.get_id() == name).unwrap();
                let offered: Vec<_> = arg
                    .get_possible_values()
                    .iter()
                    .map(|value| value.get_name().to_owned())
                    .collect();
                assert_eq!(offered, wanted, "{} --{name}", row.name);
            }
        }
    }

    #[test]
    fn examples_of_requests_are_right() {
        for row in rows() {
            for text in row.requests {
                let params = serde_json::from_str(text)
                    .unwrap_or_else(|error| panic!("{}: {error}: {text}", row.name));
                row.check(&params).unwrap_or_else(|error| panic!("{}: {error}", row.name));
            }
        }
    }

    #[test]
    fn the_main_field_is_a_field() {
        for row in rows() {
            let request = row.request();
            if let Some(main) = row.main(&request) {
                assert!(Node::of(&request).properties().any(|(name, _)| name == main));
            }
        }
        assert_eq!(Row::of::<Echo>().main(&Row::of::<Echo>().request()).as_deref(), Some("text"));
        assert_eq!(Row::of::<Echo>().path(), format!("/{}", Echo::NAME.replace('.', "/")));
    }
}
