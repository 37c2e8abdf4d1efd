//! A brief is told by the voice of this machine: what each section says becomes speech, sections
//! become as long as their speech needs, and every word gets its time in the video.
//!
//! How it is spoken is left to `tts/`, how captions are drawn to the renderer.

use std::path::PathBuf;

use serde_json::Value;

use crate::{
    context::Context,
    engines::tts::{Language, Script, Speaker},
    error::{Kind, Result},
    render::brief::{Brief, Section},
    sound::{Pcm, wav},
    voice::Word,
};

/// Silence before a section's first word and after its last, in seconds.
const BEFORE: f64 = 0.25;
const AFTER: f64 = 0.4;

/// What is said where a brief has no words for the voice: these parts of the content.
const TOLD: [&str; 5] = ["title", "heading", "hook", "subtitle", "body"];

/// A told brief.
pub struct Narration {
    /// The voice over the whole video.
    pub file: PathBuf,
    /// Every word with its seconds in the video.
    pub words: Vec<Word>,
}

/// Speaks the sections of `brief` and makes them as long as that takes. `None` when there is
/// nothing to say.
///
/// # Errors
/// If a text cannot be spoken, or the scratch folder cannot be written.
pub fn narrate(context: &Context, brief: &mut Brief, seed: u64) -> Result<Option<Narration>> {
    let scripts: Vec<Option<(String, String)>> = brief.sections.iter().map(script).collect();
    if scripts.iter().all(Option::is_none) {
        context.warn("no section says anything, so there is no voice");
        return Ok(None);
    }
    let count = scripts.iter().flatten().count();
    context.progress.stage("speaking", count as u64);
    let told: String = scripts.iter().flatten().map(|(_, text)| text.as_str()).collect();
    let named = brief.language.as_deref().and_then(Language::of_tag);
    let language = named.unwrap_or_else(|| Language::of_script(&told));
    if let Some(tag) = brief.language.as_deref().filter(|_| named.is_none()) {
        let name = language.name();
        context.warn(format!("/language: no local voice speaks {tag}; it is read as {name}"));
    }
    let speaker = Speaker::load(context, language, None)?;
    let (mut pieces, mut words): (Vec<(f64, Pcm)>, Vec<Word>) = (Vec::new(), Vec::new());
    let mut longer = 0.0;
    for (n, script) in scripts.iter().enumerate() {
        let Some((pointer, text)) = script else { continue };
        let script =
            Script { field: pointer, text, markup: false, speed: 1.0, seed, reports: false };
        let spoken = match speaker.speak(context, &script) {
            Ok(spoken) => spoken,
            // A section without words that can be said is silent; the others are told.
            Err(error) if error.kind() == Kind::Validation => {
                context.warn(error.to_string());
                continue;
            }
            Err(error) => return Err(error),
        };
        longer += brief.stretch(n, BEFORE + spoken.pcm.duration_seconds() + AFTER);
        let start = brief.sections[n].start + BEFORE;
        words.extend(spoken.words.into_iter().map(|word| Word {
            start: word.start + start,
            end: word.end + start,
            ..word
        }));
        pieces.push((start, spoken.pcm));
        context.progress.advance(1);
    }
    if longer > 0.05 {
        context.warn(format!("sections are {longer:.1} s longer in all, so that the voice fits"));
    }
    let file = context.scratch()?.join("narration.wav");
    wav::write(&file, &laid(&pieces, brief.seconds()))?;
    words.sort_by(|a, b| a.start.total_cmp(&b.start));
    Ok(Some(Narration { file, words }))
}

/// What a section says, and where that stands.
fn script(section: &Section) -> Option<(String, String)> {
    if let Some(text) = &section.spoken {
        return Some((format!("{}/voiceover", section.pointer), text.clone()));
    }
    let mut told: Vec<String> = Vec::new();
    for key in TOLD {
        let Some(Value::String(text)) = section.content.values.get(key) else { continue };
        let text = text.trim();
        if text.is_empty() || told.iter().any(|other| other.contains(text)) {
            continue;
        }
        // Parts are sentences of their own, however they are written on the screen.
        let ended = text.ends_with(['.', '!', '?', '…', '。', '！', '？']);
        let wide = text.ends_with(|c| matches!(c, '\u{3040}'..='\u{9fff}'));
        let stop = match (ended, wide) {
            (true, _) => "",
            (false, true) => "。",
            (false, false) => ".",
        };
        told.push(format!("{text}{stop}"));
    }
    let pointer = format!("{}/content", section.pointer);
    (!told.is_empty()).then(|| (pointer, told.join("\n")))
}

/// Pieces at their seconds, on silence.
fn laid(pieces: &[(f64, Pcm)], seconds: f64) -> Pcm {
    let rate = pieces.first().map_or(24_000, |(_, pcm)| pcm.rate);
    let mut plane = vec![0.0_f32; (seconds * f64::from(rate)).ceil() as usize];
    for (start, pcm) in pieces {
        let from = (start * f64::from(rate)).round() as usize;
        let Some(samples) = pcm.channels.first() else { continue };
        for (to, x) in plane.iter_mut().skip(from).zip(samples) {
            *to += x;
        }
    }
    Pcm { rate, channels: vec![plane] }
}
