//! The rules between the rooms of the house, enforced by looking for words in the sources.

use std::path::{Path, PathBuf};

use crate::support::root;

/// A source file: its path from the root, and its text without tests and comments.
struct Source {
    path: String,
    text: String,
    code: String,
}

/// All Rust files below these folders.
fn sources(folders: &[&str]) -> Vec<Source> {
    let root = root();
    let mut files = Vec::new();
    for folder in folders {
        walk(&root.join(folder), &mut files);
    }
    assert!(!files.is_empty(), "no sources in {folders:?}");
    let read = |file: PathBuf| {
        let text = std::fs::read_to_string(&file).expect("sources are text");
        let path = file.strip_prefix(&root).expect("below the root").to_string_lossy().into_owned();
        let code = if is_test(&path) { String::new() } else { code(&text) };
        Source { path, text, code }
    };
    files.into_iter().map(read).collect()
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

/// Files that hold only tests: `tests.rs`, `x_tests.rs`, and what tests stand on.
fn is_test(path: &str) -> bool {
    ["tests.rs", "testing.rs", "demo.rs", "capability/echo.rs"]
        .iter()
        .any(|ending| path.ends_with(ending))
}

/// The text without comments and without items marked as tests.
fn code(text: &str) -> String {
    let mut code = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let trimmed = line.trim_start();
        if trimmed.starts_with("#[cfg(test)]") || trimmed.starts_with("#[cfg(all(test") {
            skip_item(line, &mut lines);
        } else if !trimmed.starts_with("//") {
            code += line.split(" // ").next().unwrap_or(line);
            code.push('\n');
        }
    }
    code
}

/// Leaves out the item after an attribute: one line that ends in `;`, or all to the brace that
/// closes it, which rustfmt puts below the attribute.
fn skip_item<'a>(attribute: &str, lines: &mut impl Iterator<Item = &'a str>) {
    let indent = &attribute[..attribute.len() - attribute.trim_start().len()];
    let close = format!("{indent}}}");
    let mut head = true;
    for line in lines {
        if head && (line.trim_start().starts_with("#[") || line.trim_start().starts_with("//")) {
            continue;
        }
        if head && (line.ends_with(';') || line.ends_with('}')) || line.starts_with(&close) {
            return;
        }
        head = false;
    }
}

/// Where a word is, outside of these places.
fn found(sources: &[Source], words: &[&str], allowed: &[&str]) -> Vec<String> {
    let outside = |s: &&Source| !allowed.iter().any(|place| s.path.starts_with(place));
    let mut found = Vec::new();
    for source in sources.iter().filter(outside) {
        for word in words.iter().filter(|word| holds(&source.code, word)) {
            found.push(format!("{}: {word}", source.path));
        }
    }
    found
}

/// Whether a word is in the text and no part of a longer one.
fn holds(text: &str, word: &str) -> bool {
    let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let ends = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = word.starts_with(ends) && part(text[..at].chars().next_back());
        let after = word.ends_with(ends) && part(text[at + word.len()..].chars().next());
        !before && !after
    })
}

#[track_caller]
fn nowhere(words: &[&str], folders: &[&str], allowed: &[&str]) {
    let found = found(&sources(folders), words, allowed);
    assert!(found.is_empty(), "only {allowed:?} may: {found:#?}");
}

#[test]
fn only_one_file_starts_other_programs() {
    let words = ["process::Command", "tokio::process", "rustix::process::fork", "libc"];
    nowhere(&words, &["src", "commands"], &["src/media/process.rs"]);
    // A list of imports names it on a line of its own.
    for source in sources(&["src", "commands"]) {
        let lists = source.code.match_indices("process::{").map(|(at, _)| &source.code[at..]);
        for list in lists.filter_map(|text| text.split_once('}').map(|(list, _)| list)) {
            let one = source.path == "src/media/process.rs";
            assert!(one || !holds(list, "Command"), "{} starts programs", source.path);
        }
    }
}

#[test]
fn only_one_file_goes_out_to_the_network() {
    let words = ["reqwest", "hyper", "TcpStream", "UdpSocket"];
    nowhere(&words, &["src", "commands"], &["src/providers/http/"]);
}

#[test]
fn only_the_store_speaks_sql() {
    nowhere(&["rusqlite", "rusqlite_migration"], &["src", "commands"], &["src/store/"]);
}

#[test]
fn the_renderer_knows_no_network_no_jobs_and_no_doors() {
    let words = [
        "axum",
        "reqwest",
        "rusqlite",
        "jobs",
        "crate::store",
        "crate::capability",
        "crate::engines",
        "crate::context",
        "crate::providers",
        "clap",
        "capability",
    ];
    nowhere(&words, &["src/render"], &[]);
}

#[test]
fn sound_and_media_stand_below_the_engines() {
    let words = ["crate::engines", "crate::capability", "crate::store", "clap"];
    nowhere(&words, &["src/sound", "src/media", "src/providers"], &[]);
}

#[test]
fn the_library_does_not_print_and_does_not_exit() {
    let words = ["println!", "eprintln!", "print!", "eprint!", "dbg!", "process::exit", "anyhow"];
    nowhere(&words, &["src"], &[]);
    nowhere(&["dbg!", "println!", "eprintln!", "print!", "eprint!"], &["commands"], &[]);
}

#[test]
fn engines_name_no_vendor() {
    let words = ["elevenlabs", "openai", "OpenAI", "replicate", "pexels", "ElevenLabs"];
    nowhere(&words, &["src/engines"], &[]);
}

#[test]
fn nothing_is_unwrapped_outside_of_tests_and_nothing_is_left_to_do() {
    let words = [".unwrap()", "todo!", "unimplemented!", "unreachable_unchecked"];
    nowhere(&words, &["src", "commands"], &[]);
    for source in sources(&["src", "commands", "tests"]) {
        // Written apart, so that this file does not find itself.
        for word in [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")] {
            assert!(!holds(&source.text, word), "{}: {word}", source.path);
        }
    }
}

#[test]
fn every_source_file_says_what_it_is_for_and_is_not_too_long() {
    for source in sources(&["src", "commands", "tests"]) {
        assert!(source.text.starts_with("//! "), "{} does not open with //!", source.path);
        let lines = source.text.lines().count();
        assert!(lines <= 800, "{} has {lines} lines; split it", source.path);
    }
}

#[test]
fn every_file_of_these_tests_is_listed() {
    let folder = root().join("tests/it");
    let main = std::fs::read_to_string(folder.join("main.rs")).expect("it is there");
    for entry in std::fs::read_dir(&folder).expect("it is there").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(stem) = name.strip_suffix(".rs").filter(|stem| *stem != "main") else { continue };
        assert!(main.lines().any(|line| line == format!("mod {stem};")), "{name} is not listed");
    }
}

#[test]
fn the_search_sees_code_and_not_tests_or_comments() {
    let text = "use a::Command;\n// Command in words\n#[cfg(test)]\nmod tests {\n    use x;\n    \
                fn b() { c.unwrap() }\n}\n#[cfg(test)]\n#[path = \"e\"]\nmod e;\nfn d() {}\n";
    let code = code(text);
    assert!(holds(&code, "Command") && holds(&code, "fn d"), "{code}");
    assert!(!code.contains("words") && !code.contains("unwrap"), "{code}");
    assert!(!holds("SubCommands", "Command") && holds("x.unwrap();", ".unwrap()"));
}
