//! Asks a person for required fields that are missing, with dialoguer.
//!
//! Only at a terminal, and never in CI: a script must get an error, not a question that nobody
//! answers. What a field may be comes from the schema.

use std::io::{ErrorKind, IsTerminal as _};

use dialoguer::{Confirm, Input, Select, console::Term};
use remotion_media::{
    capability::{Node, check, missing, parse_text},
    error::{Error, Result},
};
use serde_json::{Map, Value, json};

use crate::globals::{Format, Globals};

/// Whether there is somebody to ask.
pub fn can_ask(globals: &Globals) -> bool {
    let ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false");
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let person = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    person && !ci && !dumb && !globals.quiet && globals.format == Format::Text
}

/// Asks for what is missing and adds it to `params`.
pub fn fill(request: &Value, params: &mut Map<String, Value>) -> Result<()> {
    let names: Vec<_> = missing(request, &Value::Object(params.clone()));
    let wanted = Node::of(request).properties().filter(|(name, _)| names.contains(name));
    for (name, node) in wanted {
        params.insert(name.to_owned(), ask(request, name, node).map_err(ended)?);
    }
    Ok(())
}

fn ask(request: &Value, name: &str, node: Node<'_>) -> dialoguer::Result<Value> {
    let about = node.description().and_then(|text| text.lines().next()).unwrap_or_default();
    let about = about.trim_end_matches('.');
    let label = name.replace('_', " ");
    let prompt = if about.is_empty() { label } else { format!("{label} ({about})") };
    let terminal = Term::stderr();
    if let Some(choices) = node.choices() {
        let items = choices.iter().map(|choice| match &choice.about {
            Some(about) => {
                format!("{}  {}", choice.value, about.lines().next().unwrap_or_default())
            }
            None => choice.value.clone(),
        });
        let select = Select::new().with_prompt(prompt).items(items).default(0);
        let place = select.interact_on(&terminal)?;
        return Ok(Value::from(choices[place].value.as_str()));
    }
    if node.types() == ["boolean"] {
        let answer = Confirm::new().with_prompt(prompt).interact_on(&terminal)?;
        return Ok(Value::Bool(answer));
    }
    let input = Input::<String>::new()
        .with_prompt(prompt)
        .validate_with(|text: &String| read(request, name, node, text).map(drop));
    let text = input.interact_text_on(&terminal)?;
    Ok(read(request, name, node, &text).expect("the answer was checked when it was typed"))
}

/// An answer as a value of its field, or what is wrong with it.
fn read(
    request: &Value,
    name: &str,
    node: Node<'_>,
    text: &str,
) -> std::result::Result<Value, String> {
    let plain = |error: &Error| {
        let first = error.field_errors().first();
        first.map_or_else(|| error.to_string(), |wrong| wrong.message.clone())
    };
    let value = parse_text(node, text).map_err(|error| plain(&error))?;
    let below = format!("/{name}/");
    let wrong = check(request, &json!({ name: value }));
    let wrong =
        wrong.into_iter().find(|wrong| wrong.field == name || wrong.field.starts_with(&below));
    wrong.map_or(Ok(value), |wrong| Err(wrong.message))
}

fn ended(error: dialoguer::Error) -> Error {
    let dialoguer::Error::IO(error) = error;
    match error.kind() {
        ErrorKind::Interrupted | ErrorKind::UnexpectedEof => Error::cancelled(),
        _ => Error::from(error).context("asking at the terminal"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::ROWS;

    #[test]
    fn an_answer_is_checked_like_any_other_value() {
        let request = ROWS[0].request();
        let field = |wanted| Node::of(&request).properties().find(|(name, _)| *name == wanted);
        let (_, volume) = field("volume").unwrap();
        assert_eq!(read(&request, "volume", volume, "7").unwrap(), 7);
        assert!(read(&request, "volume", volume, "12").unwrap_err().contains("0 to 11"));
        assert!(read(&request, "volume", volume, "loud").unwrap_err().contains("a number"));
    }
}
