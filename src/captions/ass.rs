//! Caption files for players and editors that mark words as they are spoken: Advanced `SubStation`
//! Alpha (`.ass`), as libass describes it.

use super::{Cue, spaced};
use crate::voice::Word;

/// An `.ass` file for a video of this size in pixels; each word is marked with its time (`\\k`).
#[must_use]
pub fn ass(cues: &[Cue], (width, height): (u32, u32)) -> String {
    // What phones and players put over the lower edge must stay free.
    let (size, below) = (width.min(height) / 18, height / if height > width { 5 } else { 12 });
    let side = width / 12;
    let head = format!(
        "[Script Info]\nScriptType: v4.00+\nPlayResX: {width}\nPlayResY: {height}\n\
         WrapStyle: 2\nScaledBorderAndShadow: yes\n\n[V4+ Styles]\n\
         Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, \
         BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, \
         BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding\n\
         Style: Default,Inter,{size},&H00FFFFFF,&H00B4B4B4,&H00000000,&H80000000,-1,0,0,0,100,100,\
         0,0,1,{outline},1,2,{side},{side},{below},1\n\n[Events]\n\
         Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n",
        outline = (size / 16).max(1),
    );
    let line = |cue: &Cue| {
        let (start, end) = (stamp(cue.start), stamp(cue.end));
        format!("Dialogue: 0,{start},{end},Default,,0,0,0,,{}\n", text(cue))
    };
    head + &cues.iter().map(line).collect::<String>()
}

/// Words with the hundredths of a second until the next one begins.
fn text(cue: &Cue) -> String {
    let words: Vec<(usize, &Word)> = cue
        .lines
        .iter()
        .enumerate()
        .flat_map(|(n, line)| line.iter().map(move |word| (n, word)))
        .collect();
    let mut text = String::new();
    let mut at = centis(cue.start);
    for (n, (line, word)) in words.iter().enumerate() {
        if n > 0 {
            let (before, last) = words[n - 1];
            if before != *line {
                text += "\\N";
            } else if spaced(&last.text, &word.text) {
                text.push(' ');
            }
        }
        let until = words.get(n + 1).map_or(cue.end, |(_, next)| next.start);
        let until = centis(until).max(at);
        text += &format!("{{\\k{}}}", until - at);
        at = until;
        // Braces and backslashes are commands there, and have no escape that all players know.
        text.extend(word.text.chars().map(|c| match c {
            '{' => '(',
            '}' => ')',
            '\\' => '/',
            c => c,
        }));
    }
    text
}

fn centis(seconds: f64) -> u64 {
    (seconds.max(0.0) * 100.0).round() as u64
}

/// `0:01:02.34`.
fn stamp(seconds: f64) -> String {
    let all = centis(seconds);
    let (minutes, seconds) = (all / 6000, all / 100 % 60);
    format!("{}:{:02}:{seconds:02}.{:02}", minutes / 60, minutes % 60, all % 100)
}

#[test]
fn words_are_marked_with_their_times() {
    let word = |text: &str, start: f64| Word { text: text.to_owned(), start, end: start + 0.4 };
    let cue = Cue {
        start: 61.5,
        end: 63.0,
        lines: vec![vec![word("One", 61.5), word("{b}", 62.0)], vec![word("three", 62.25)]],
    };
    let file = ass(&[cue], (1080, 1920));
    assert!(file.contains("PlayResX: 1080\nPlayResY: 1920\n"));
    let line =
        "Dialogue: 0,0:01:01.50,0:01:03.00,Default,,0,0,0,,{\\k50}One {\\k25}(b)\\N{\\k75}three\n";
    assert!(file.ends_with(line), "{file}");
}
