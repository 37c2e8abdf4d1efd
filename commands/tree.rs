//! The tree of commands, made from the table of capabilities and our own commands.
//!
//! Flags of a capability are made only when its command is used: clap puts them off. What the
//! flags are is left to the library's `capability`.

use clap::{ColorChoice, Command};
use remotion_media::capability::Row;

use crate::{app::OWN, globals};

/// The name of the program.
pub const NAME: &str = "remotion-media";

/// One line about each group of capabilities.
const GROUPS: [(&str, &str); 11] = [
    ("render", "Make videos and pictures from briefs and templates"),
    ("tts", "Speak text"),
    ("video", "Generate and change videos"),
    ("image", "Make pictures, characters and stickers"),
    ("audio", "Mix, level and find sound and music"),
    ("visuals", "Memes, stock footage and clips"),
    ("avatar", "Talking heads"),
    ("analyze", "Look into videos and judge them"),
    ("models", "Install and check what is too large to be in the program"),
    ("test", "Rehearse (only for tests)"),
    ("new", "Write a brief or a template to start from"),
];

/// The whole tree.
pub fn root(rows: impl IntoIterator<Item = &'static Row>, no_color: bool) -> Command {
    let mut root = Command::new(NAME)
        .version(env!("CARGO_PKG_VERSION"))
        .about("Makes media: videos from briefs, ads, stills, sound; no browser needed")
        .after_help("`remotion-media help exit-codes` explains how commands end.")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .max_term_width(100)
        .color(if no_color { ColorChoice::Never } else { ColorChoice::Auto })
        .args(globals::arguments());
    let mut groups: Vec<Command> = Vec::new();
    for row in rows {
        let words: Vec<_> = row.words().collect();
        let [group, word] = words.as_slice() else {
            groups.push(leaf(row.name, row));
            continue;
        };
        match groups.iter().position(|command| command.get_name() == *group) {
            Some(place) => {
                let command = std::mem::take(&mut groups[place]);
                groups[place] = command.subcommand(leaf(word, row));
            }
            None => groups.push(branch(group).subcommand(leaf(word, row))),
        }
    }
    root = root.subcommands(groups);
    for own in OWN {
        root = root.subcommand((own.command)(Command::new(own.name)));
    }
    root
}

fn branch(name: &'static str) -> Command {
    let about = GROUPS.iter().find(|(group, _)| *group == name).map_or("", |(_, about)| about);
    Command::new(name).about(about).subcommand_required(true).arg_required_else_help(true)
}

fn leaf(name: &'static str, row: &Row) -> Command {
    Command::new(name).about(row.summary).defer(row.flags())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::ROWS;

    #[test]
    fn the_tree_is_sound_with_all_capabilities_and_with_none() {
        for rows in [remotion_media::capability::ALL, ROWS, &[]] {
            let mut root = root(rows, true);
            root.build();
            root.debug_assert();
        }
    }

    #[test]
    fn capabilities_are_grouped_by_the_part_before_the_dot() {
        let root = root(ROWS, true);
        let group = root.find_subcommand("audio").unwrap();
        let names: Vec<_> = group.get_subcommands().map(Command::get_name).collect();
        assert_eq!(names, ["shout", "shout-twice"]);
        assert!(root.find_subcommand("whisper").is_some());
    }

    #[test]
    fn every_group_of_the_table_has_its_line() {
        let root = root(remotion_media::capability::ALL, true);
        for command in root.get_subcommands() {
            assert!(command.get_about().is_some_and(|about| !about.to_string().is_empty()));
        }
    }

    #[test]
    fn global_flags_are_understood_behind_a_capability() {
        let line = ["x", "audio", "shout", "hello", "--json", "--timeout", "5m"];
        let matches = root(ROWS, true).try_get_matches_from(line).unwrap();
        let below = matches.subcommand().unwrap().1.subcommand().unwrap().1;
        let globals = globals::Globals::of(below);
        assert_eq!(globals.format, globals::Format::Json);
        assert_eq!(globals.timeout, Some(std::time::Duration::from_mins(5)));
    }
}
