//! Source code with colours: syntect's grammars (with bat's extra set) to one HTML line each.
//!
//! How the lines look beyond their colours is the template's.

use syntect::{
    easy::HighlightLines,
    highlighting::{FontStyle, Theme},
    parsing::{SyntaxReference, SyntaxSet},
};

use crate::error::{Error, Result};

/// Most lines of one snippet; more cannot be read in a video.
pub const MAX_LINES: usize = 60;

/// The lines of `snippet` as HTML with inline colours.
///
/// # Errors
/// A snippet of more than [`MAX_LINES`] lines.
pub fn lines(snippet: &str, language: &str, light: bool) -> Result<Vec<String>> {
    let snippet = snippet.trim_end().replace('\t', "    ");
    let count = snippet.lines().count();
    if count > MAX_LINES {
        return Err(Error::field(
            "snippet",
            format!("expected at most {MAX_LINES} lines of code, found {count}"),
        ));
    }
    let set = two_face::syntax::extra_newlines();
    let themes = two_face::theme::extra();
    let theme = themes.get(if light {
        two_face::theme::EmbeddedThemeName::OneHalfLight
    } else {
        two_face::theme::EmbeddedThemeName::OneHalfDark
    });
    let syntax = syntax_of(&set, language);
    Ok(coloured(&snippet, syntax, &set, theme))
}

fn syntax_of<'a>(set: &'a SyntaxSet, language: &str) -> &'a SyntaxReference {
    let plain = || set.find_syntax_plain_text();
    if language.trim().is_empty() {
        return plain();
    }
    let name = match language.trim().to_ascii_lowercase().as_str() {
        "shell" | "terminal" | "console" | "zsh" => "bash".to_owned(),
        "ts" => "typescript".to_owned(),
        "c#" => "cs".to_owned(),
        other => other.to_owned(),
    };
    set.find_syntax_by_token(&name).unwrap_or_else(plain)
}

fn coloured(
    snippet: &str,
    syntax: &SyntaxReference,
    set: &SyntaxSet,
    theme: &Theme,
) -> Vec<String> {
    let mut highlighter = HighlightLines::new(syntax, theme);
    snippet
        .lines()
        .map(|line| {
            let with_end = format!("{line}\n");
            let Ok(parts) = highlighter.highlight_line(&with_end, set) else {
                return escape(line);
            };
            parts
                .into_iter()
                .map(|(style, text)| {
                    let colour = style.foreground;
                    let bold = if style.font_style.contains(FontStyle::BOLD) {
                        ";font-weight:700"
                    } else {
                        ""
                    };
                    format!(
                        "<span style=\"color:#{:02x}{:02x}{:02x}{bold}\">{}</span>",
                        colour.r,
                        colour.g,
                        colour.b,
                        escape(text.trim_end_matches('\n'))
                    )
                })
                .collect()
        })
        .collect()
}

/// Text as HTML; spaces are kept by `white-space: pre` in the template.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typescript_is_coloured_and_escaped() {
        let lines = lines("const a: Array<string> = [];", "typescript", false).expect("short");
        assert_eq!(lines.len(), 1);
        assert!(lines[0].contains("&lt;") && lines[0].matches("<span").count() > 3);
    }

    #[test]
    fn a_language_nobody_knows_is_plain_text() {
        assert_eq!(lines("a\nb", "klingon", true).expect("short").len(), 2);
    }
}
