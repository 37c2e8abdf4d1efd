//! `generate` (hidden): completions and man pages from the tree, into `completions/` and `man/`.
//!
//! They are checked in, so that packagers need not run the program; a test fails when they are
//! stale.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use clap_complete::Shell;
use clap_mangen::Man;
use remotion_media::{
    capability::Row,
    error::{Error, Kind},
};
use serde_json::json;

use crate::{
    app::{Own, Session},
    tree,
};

/// The row of this command.
pub const OWN: Own = Own { name: "generate", command, run };

/// The folders that hold nothing but what is made here.
const FOLDERS: [&str; 2] = ["completions", "man"];

fn command(command: Command) -> Command {
    let check = Arg::new("check").long("check").action(ArgAction::SetTrue);
    let folder = Arg::new("folder").default_value(".").value_parser(value_parser!(PathBuf));
    command
        .about("Write completions and man pages")
        .hide(true)
        .arg(check.help("Only say what is stale, and fail if anything is"))
        .arg(folder.help("The folder of the project"))
}

fn run(session: &Session, matches: &ArgMatches) -> Result<()> {
    let folder = matches.get_one::<PathBuf>("folder").expect("it has a default");
    let files = files(session.rows)?;
    let stale = stale(folder, &files)?;
    if matches.get_flag("check") {
        if stale.is_empty() {
            return session.output.either("", &json!({ "stale": stale }));
        }
        let text = format!("stale: {}", stale.join(", "));
        let hint = "run `remotion-media generate` and commit what it writes";
        return Err(Error::new(Kind::Validation, text).hint(hint).into());
    }
    for name in &stale {
        let path = folder.join(name);
        match files.get(name) {
            Some(text) => {
                std::fs::create_dir_all(path.parent().expect("every file lies in a folder"))?;
                std::fs::write(&path, text)
            }
            None => std::fs::remove_file(&path),
        }
        .with_context(|| format!("writing {}", path.display()))?;
    }
    let text = stale.join("\n") + if stale.is_empty() { "" } else { "\n" };
    session.output.either(&text, &json!({ "written": stale }))
}

/// What should be there: path and contents.
fn files(rows: &'static [Row]) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for (shell, name) in [
        (Shell::Bash, "remotion-media.bash"),
        (Shell::Zsh, "_remotion-media"),
        (Shell::Fish, "remotion-media.fish"),
    ] {
        let mut text = Vec::new();
        clap_complete::generate(shell, &mut root(rows), tree::NAME, &mut text);
        files.insert(format!("completions/{name}"), text);
    }
    let mut root = root(rows).disable_help_subcommand(true);
    root.build();
    pages(&root, &mut files)?;
    Ok(files)
}

/// The tree without what is only there for tests.
fn root(rows: &'static [Row]) -> Command {
    tree::root(rows.iter().filter(|row| row.words().next() != Some("test")), true)
}

fn pages(command: &Command, files: &mut BTreeMap<String, Vec<u8>>) -> io::Result<()> {
    for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
        pages(below, files)?;
    }
    let man = Man::new(command.clone());
    let mut text = Vec::new();
    man.render(&mut text)?;
    files.insert(format!("man/{}", man.get_filename()), text);
    Ok(())
}

/// The files that differ, are missing, or should not be there.
fn stale(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> io::Result<Vec<String>> {
    let differs = |(name, text): &(&String, &Vec<u8>)| {
        std::fs::read(folder.join(name)).ok().as_ref() != Some(text)
    };
    let mut stale: Vec<_> = files.iter().filter(differs).map(|(name, _)| name.clone()).collect();
    for name in FOLDERS {
        let Ok(entries) = std::fs::read_dir(folder.join(name)) else { continue };
        for entry in entries {
            let name = format!("{name}/{}", entry?.file_name().to_string_lossy());
            if !files.contains_key(&name) {
                stale.push(name);
            }
        }
    }
    stale.sort();
    Ok(stale)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::ROWS;

    #[test]
    fn the_checked_in_completions_and_man_pages_are_fresh() {
        let files = files(remotion_media::capability::ALL).unwrap();
        let stale = stale(Path::new(env!("CARGO_MANIFEST_DIR")), &files).unwrap();
        assert!(stale.is_empty(), "run `remotion-media generate`: {stale:?}");
    }

    #[test]
    fn a_capability_gets_its_man_page_and_completions() {
        let files = files(ROWS).unwrap();
        let page = String::from_utf8_lossy(&files["man/remotion-media-audio-shout.1"]);
        assert!(page.contains("\\-\\-volume") && page.contains("How loud"), "{page}");
        let bash = String::from_utf8_lossy(&files["completions/remotion-media.bash"]);
        assert!(bash.contains("--volume"));
    }

    #[test]
    fn changed_missing_and_superfluous_files_are_stale() {
        let folder = tempfile::tempdir().unwrap();
        let files = BTreeMap::from([
            ("man/a.1".to_owned(), b"a".to_vec()),
            ("man/b.1".to_owned(), b"b".to_vec()),
            ("man/c.1".to_owned(), b"c".to_vec()),
        ]);
        std::fs::create_dir(folder.path().join("man")).unwrap();
        for (name, text) in [("a.1", "a"), ("b.1", "old"), ("gone.1", "")] {
            std::fs::write(folder.path().join("man").join(name), text).unwrap();
        }
        let stale = stale(folder.path(), &files).unwrap();
        assert_eq!(stale, ["man/b.1", "man/c.1", "man/gone.1"]);
    }
}
