//! Speech markup (W3C SSML 1.1): the part of it that a voice without studio tricks can follow.
//!
//! `speak`, `p`, `s`, `break` (time or strength), `sub alias`, `say-as` (characters, spell-out,
//! digits), `emphasis`, `w` and `lang` are read; `prosody`, `voice` and others are errors that say
//! what to use instead.

use quick_xml::{
    Reader as Xml,
    escape::resolve_xml_entity,
    events::{BytesStart, Event},
};
use unicode_normalization::UnicodeNormalization as _;

use super::Written;
use crate::error::{Error, Result};

/// Longest break, in seconds.
const LONGEST_BREAK: f64 = 10.0;

/// What is open where the reader is.
enum Open {
    /// Nothing special.
    Plain,
    /// Ends a paragraph.
    Paragraph,
    /// Says something else than is written; where its words begin.
    Sub { alias: String, from: usize },
    /// Is spelt; where its words begin.
    Spelt { from: usize },
}

/// The words of `markup`.
///
/// # Errors
/// `Validation` on `ssml` for what is no XML, for an unknown element or value.
pub fn ssml(markup: &str) -> Result<Vec<Written>> {
    let wrong = |what: String| Error::field("ssml", what);
    let markup: String = markup.nfc().collect();
    let mut xml = Xml::from_str(&markup);
    let (mut words, mut stack, mut text): (Vec<Written>, Vec<Open>, String) =
        (Vec::new(), Vec::new(), String::new());
    loop {
        let event = xml.read_event();
        let event = event.map_err(|e| wrong(format!("is not well-formed: {e}")))?;
        match event {
            Event::Text(part) => {
                text.push_str(&part);
                continue;
            }
            Event::CData(part) => {
                text.push_str(&part);
                continue;
            }
            Event::GeneralRef(name) => {
                text.push_str(
                    &entity(&name)
                        .ok_or_else(|| wrong(format!("has an unknown entity &{};", &*name)))?,
                );
                continue;
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            Event::DocType(_) => return Err(wrong("must not have a document type".to_owned())),
            _ => {}
        }
        words.extend(text.split_whitespace().map(Written::plain));
        text.clear();
        match event {
            Event::Start(start) => stack.push(opened(&start, words.len())?),
            Event::Empty(empty) => {
                if empty.local_name().as_ref() == "break" {
                    let pause = pause(&empty)?;
                    if let Some(last) = words.last_mut() {
                        last.pause = (last.pause + pause).min(LONGEST_BREAK);
                    }
                } else {
                    opened(&empty, words.len())?;
                }
            }
            Event::End(_) => match stack.pop() {
                Some(Open::Paragraph) => {
                    if let Some(last) = words.last_mut() {
                        last.paragraph = true;
                    }
                }
                Some(Open::Sub { alias, from }) => said(&mut words, from, &alias),
                Some(Open::Spelt { from }) => words[from..].iter_mut().for_each(|word| {
                    let letters = word.shown.chars().map(|c| c.to_uppercase().to_string());
                    word.said = Some(letters.collect::<Vec<_>>().join(" "));
                }),
                Some(Open::Plain) | None => {}
            },
            Event::Eof if stack.is_empty() => return Ok(words),
            Event::Eof => return Err(wrong("ends inside an element".to_owned())),
            _ => {}
        }
    }
}

/// Says `alias` for the words from `from` on: the first says all of it, the others nothing.
fn said(words: &mut Vec<Written>, from: usize, alias: &str) {
    let written: Vec<String> = words.drain(from..).map(|word| word.shown).collect();
    words.push(Written { said: Some(alias.to_owned()), ..Written::plain(&written.join(" ")) });
}

fn entity(name: &str) -> Option<String> {
    if let Some(known) = resolve_xml_entity(name) {
        return Some(known.to_owned());
    }
    let number = name.strip_prefix('#')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).map(String::from)
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>> {
    let wrong = |what: String| Error::field("ssml", what);
    let found = element.try_get_attribute(name).map_err(|e| wrong(e.to_string()))?;
    found
        .map(|found| {
            let value = found.normalized_value(quick_xml::XmlVersion::Explicit1_0);
            value.map(std::borrow::Cow::into_owned).map_err(|e| wrong(e.to_string()))
        })
        .transpose()
}

fn opened(element: &BytesStart<'_>, from: usize) -> Result<Open> {
    let name = element.local_name().as_ref().to_owned();
    let wrong = |what: String| Error::field("ssml", what);
    let need = |attribute_name: &str| {
        attribute(element, attribute_name)?
            .ok_or_else(|| wrong(format!("<{name}> needs {attribute_name}=\"…\"")))
    };
    match name.as_str() {
        "speak" | "s" | "emphasis" | "w" | "lang" => Ok(Open::Plain),
        "p" => Ok(Open::Paragraph),
        "sub" => Ok(Open::Sub { alias: need("alias")?, from }),
        "say-as" => match need("interpret-as")?.as_str() {
            "characters" | "spell-out" | "digits" => Ok(Open::Spelt { from }),
            "cardinal" | "number" | "date" | "time" | "currency" | "unit" => Ok(Open::Plain),
            other => Err(wrong(format!("expected characters, spell-out or digits, found {other}"))),
        },
        "break" => Err(wrong("<break> must be empty: <break time=\"500ms\"/>".to_owned())),
        "prosody" => {
            Err(wrong("<prosody> is not read here".to_owned())
                .hint("speed is a field of the request"))
        }
        "voice" => {
            Err(wrong("<voice> is not read here".to_owned())
                .hint("voice_id is a field of the request"))
        }
        other => Err(wrong(format!("<{other}> is not read here"))
            .hint("speak, p, s, break, sub, say-as, emphasis, w and lang are")),
    }
}

/// Seconds of a break, by its time or its strength.
fn pause(element: &BytesStart<'_>) -> Result<f64> {
    let wrong = |found: &str| {
        Error::field("ssml", format!("expected <break time=\"500ms\"/> up to 10s, found {found}"))
    };
    if let Some(time) = attribute(element, "time")? {
        let (number, unit) = match (time.strip_suffix("ms"), time.strip_suffix('s')) {
            (Some(number), _) => (number, 0.001),
            (None, Some(number)) => (number, 1.0),
            (None, None) => return Err(wrong(&time)),
        };
        let seconds = number.trim().parse::<f64>().map_err(|_| wrong(&time))? * unit;
        return if (0.0..=LONGEST_BREAK).contains(&seconds) {
            Ok(seconds)
        } else {
            Err(wrong(&time))
        };
    }
    match attribute(element, "strength")?.as_deref() {
        Some("none") => Ok(0.0),
        Some("x-weak") => Ok(0.1),
        Some("weak") => Ok(0.2),
        Some("medium") | None => Ok(0.4),
        Some("strong") => Ok(0.7),
        Some("x-strong") => Ok(1.0),
        Some(other) => Err(wrong(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_aliases_and_spelling_are_read() {
        let markup = "<speak><p>Hello <break time=\"500ms\"/> the <sub alias=\"World Wide Web \
                      Consortium\">W3C</sub> &amp; <say-as interpret-as=\"characters\">abc</say-as></p>\
                      <break strength=\"strong\"/>End</speak>";
        let words = ssml(markup).unwrap();
        let shown: Vec<_> = words.iter().map(|word| word.shown.as_str()).collect();
        assert_eq!(shown, ["Hello", "the", "W3C", "&", "abc", "End"]);
        assert_eq!(words[2].said.as_deref(), Some("World Wide Web Consortium"));
        assert_eq!(words[4].said.as_deref(), Some("A B C"));
        let pauses: Vec<_> = words.iter().map(|word| word.pause).collect();
        assert_eq!(pauses, [0.5, 0.0, 0.0, 0.0, 0.7, 0.0]);
        assert!(words[4].paragraph && !words[5].paragraph);
    }

    #[test]
    fn what_cannot_be_followed_is_said() {
        for (markup, part) in [
            ("<speak>a", "ends inside"),
            ("<speak><audio src=\"x\"/></speak>", "<audio>"),
            ("<speak><prosody rate=\"slow\">a</prosody></speak>", "<prosody>"),
            ("<speak><break time=\"1h\"/></speak>", "1h"),
            ("<speak><break time=\"99s\"/></speak>", "99s"),
            ("<speak><sub>a</sub></speak>", "alias"),
            ("<speak>&nope;</speak>", "nope"),
            ("<!DOCTYPE x [<!ENTITY a \"b\">]><speak>&a;</speak>", "document type"),
            ("<speak></b>", "is not well-formed"),
        ] {
            let error = ssml(markup).unwrap_err();
            assert!(error.to_string().contains(part), "{markup}: {error}");
        }
    }
}
