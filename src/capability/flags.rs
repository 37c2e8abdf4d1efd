//! Flags ↔ JSON: the fields of a request as command-line flags, and what was given as values.
//!
//! The derive of clap supplies names and help; the schema decides types, spellings and
//! defaults, so both doors accept the same. Merging with a params file is left to `layers`,
//! ranges and missing fields to `validate`, asking a person to `commands/`.

use clap::{
    Arg, ArgAction, ArgMatches, Command,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser as _},
    parser::ValueSource,
    value_parser,
};
use serde_json::{Map, Value};

use super::{Capability, Makes, Node, Row, layers, row};
use crate::error::{Error, FieldError, Result};

/// Id of the main field's positional argument.
pub const GIVEN_FIRST: &str = "given-first";

/// Adds the flags of a capability to its command.
pub(super) fn add<C: Capability>(command: Command) -> Command {
    let request = row::request::<C>();
    let top = Node::of(&request);
    let required = top.required();
    // "For update" is how clap calls flags of which none must be given: a file may supply them.
    let mut command = C::augment_args_for_update(command).about(C::SUMMARY).long_about(None);
    for (name, node) in top.properties() {
        // A field that clap does not know shows in the parity test; here it must not panic.
        if command.get_arguments().any(|arg| arg.get_id() == name) {
            let must = required.contains(&name);
            command = command.mut_arg(name, |arg| described(shaped(arg, node), node, must));
        }
    }
    if let Some(main) = row::main_field(C::MAIN, &request)
        && let Some((_, node)) = top.properties().find(|(name, _)| *name == main)
    {
        let arg = Arg::new(GIVEN_FIRST)
            .index(1)
            .value_name(main.to_uppercase())
            .help(format!("The same as --{}", main.replace('_', "-")))
            .conflicts_with(main);
        let arg = shaped(arg, node);
        command = command.arg(if node.items().is_some() { arg.num_args(1..) } else { arg });
    }
    let params = Arg::new("params").long("params").value_name("FILE").help(
        "Read fields from a YAML or JSON file, - for stdin; flags win over the file",
    );
    command = with_outputs(command.arg(params), C::MAKES, top);
    if C::EXAMPLES.is_empty() { command } else { command.after_help(examples::<C>()) }
}

fn with_outputs(command: Command, makes: Makes, top: Node<'_>) -> Command {
    let (value_name, help) = match makes {
        Makes::Nothing => return command,
        Makes::File => ("FILE", "Write to this file"),
        Makes::Folder => ("FOLDER", "Write into this folder"),
    };
    let has = |wanted| top.properties().any(|(name, _)| name == wanted);
    let command = if has("output") {
        command.mut_arg("output", |arg| arg.short('o'))
    } else {
        let output = Arg::new("-output").short('o').long("output").value_name(value_name);
        command.arg(output.help(help).value_parser(value_parser!(std::path::PathBuf)))
    };
    if has("overwrite") {
        return command;
    }
    let overwrite = Arg::new("overwrite").long("overwrite").action(ArgAction::SetTrue);
    command.arg(overwrite.help("Replace files that exist"))
}

fn examples<C: Capability>() -> String {
    let words = C::NAME.replace('.', " ");
    let lines = C::EXAMPLES.iter().map(|(what, arguments)| {
        format!("  {what}:\n    remotion-media {words} {arguments}")
    });
    format!("Examples:\n{}", lines.collect::<Vec<_>>().join("\n"))
}

/// Gives a flag the form its schema asks for.
fn shaped(arg: Arg, node: Node<'_>) -> Arg {
    let positional = arg.get_id() == GIVEN_FIRST;
    let long = arg.get_id().as_str().replace('_', "-");
    let arg = if positional { arg } else { arg.long(long).required(false) };
    let item = node.items();
    let arg = arg.action(if item.is_some() { ArgAction::Append } else { ArgAction::Set });
    let single = item.unwrap_or(node);
    if let Some(choices) = single.choices() {
        let values = choices.into_iter().map(|choice| match choice.about {
            Some(about) => PossibleValue::new(choice.value).help(first_line(&about)),
            None => PossibleValue::new(choice.value),
        });
        let parser = PossibleValuesParser::new(values).map(Value::String);
        let arg = arg.value_parser(parser);
        return if item.is_some() { arg.value_delimiter(',') } else { arg };
    }
    match single.types().as_slice() {
        ["boolean"] if item.is_none() => arg
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("true")
            .value_name("true|false")
            .value_parser(|text: &str| switch(text)),
        ["integer"] => {
            let arg = arg.value_name("N").allow_negative_numbers(true);
            let arg = arg.value_parser(|text: &str| whole(text));
            if item.is_some() { arg.value_delimiter(',') } else { arg }
        }
        ["number"] => {
            let arg = arg.value_name("NUMBER").allow_negative_numbers(true);
            let arg = arg.value_parser(|text: &str| number(text));
            if item.is_some() { arg.value_delimiter(',') } else { arg }
        }
        // Text stays text here; files and JSON are read when the whole line is understood.
        _ => arg.value_parser(|text: &str| Ok::<_, String>(Value::from(text))),
    }
}

/// Adds to a flag's help what only the schema knows.
fn described(arg: Arg, node: Node<'_>, required: bool) -> Arg {
    let mut notes = Vec::new();
    if required {
        notes.push("[required]".to_owned());
    }
    notes.extend(node.items().unwrap_or(node).range().map(|range| format!("[{range}]")));
    if let Some(default) = node.default() {
        let text = default.as_str().map_or_else(|| default.to_string(), str::to_owned);
        notes.push(format!("[default: {text}]"));
    }
    if structured(node) {
        notes.push("[JSON or @file]".to_owned());
    }
    if notes.is_empty() {
        return arg;
    }
    let notes = notes.join(" ");
    let long = arg.get_long_help().map(|help| format!("{help}\n\n{notes}"));
    let short = arg.get_help().map_or_else(|| notes.clone(), |help| format!("{help} {notes}"));
    let arg = arg.help(short);
    if let Some(long) = long { arg.long_help(long) } else { arg }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().trim_end_matches('.').to_owned()
}

fn structured(node: Node<'_>) -> bool {
    let types = node.types();
    types.is_empty() || types.contains(&"object") || types.contains(&"array")
}

impl Row {
    /// The fields that were given as flags or first.
    ///
    /// # Errors
    /// If a structured field is no JSON, or its file cannot be read.
    pub fn given(&self, request: &Value, matches: &ArgMatches) -> Result<Map<String, Value>> {
        let main = self.main(request);
        let mut given = Map::new();
        let mut errors = Vec::new();
        for (name, node) in Node::of(request).properties() {
            let mut values = typed(matches, name);
            if main.as_deref() == Some(name) {
                values.extend(typed(matches, GIVEN_FIRST));
            }
            match field(node, values) {
                Ok(Some(value)) => {
                    given.insert(name.to_owned(), value);
                }
                Ok(None) => {}
                Err(error) if error.field_errors().is_empty() => {
                    return Err(error.context(format!("--{}", name.replace('_', "-"))));
                }
                Err(error) => errors.extend(error.field_errors().iter().map(|wrong| {
                    FieldError { field: name.to_owned(), message: wrong.message.clone() }
                })),
            }
        }
        if errors.is_empty() { Ok(given) } else { Err(Error::fields(errors)) }
    }
}

/// What was typed for an argument; `value_source` panics for ids that clap does not know.
fn typed(matches: &ArgMatches, id: &str) -> Vec<Value> {
    let known = matches.try_contains_id(id).unwrap_or(false);
    if !known || matches.value_source(id) != Some(ValueSource::CommandLine) {
        return Vec::new();
    }
    matches.get_many::<Value>(id).into_iter().flatten().cloned().collect()
}

fn field(node: Node<'_>, values: Vec<Value>) -> Result<Option<Value>> {
    let count = values.len();
    let mut parsed = Vec::with_capacity(count);
    for value in values {
        parsed.push(match value {
            Value::String(text) => parse_text(node, &text)?,
            // The parser of the flag made it already.
            value if node.items().is_some() => Value::Array(vec![value]),
            value => value,
        });
    }
    if node.items().is_some() && (count > 1 || parsed.iter().any(Value::is_array)) {
        let parts = parsed.into_iter().flat_map(|value| match value {
            Value::Array(items) => items,
            other => vec![other],
        });
        return Ok(Some(Value::Array(parts.collect())));
    }
    Ok(parsed.pop())
}

/// Reads a field's value as a person types it.
///
/// JSON where the field is structured, or `@file` for it (`@@` begins a text with `@`); an item
/// of a list may stand alone.
///
/// # Errors
/// If the text is not what the field takes, or its file cannot be read.
pub fn parse_text(node: Node<'_>, text: &str) -> Result<Value> {
    let wrong = |message: String| Error::field("", message);
    if structured(node) {
        if let Some(text) = text.strip_prefix("@@") {
            return plain(node, &format!("@{text}")).map_err(wrong);
        }
        if let Some(file) = text.strip_prefix('@') {
            return layers::read_value(file);
        }
        let start = text.trim_start();
        let opens = |open: char, kind| start.starts_with(open) && node.allows(kind);
        if opens('{', "object") || opens('[', "array") {
            return serde_json::from_str(text)
                .map_err(|error| wrong(format!("this is no JSON: {error}")));
        }
        if start.starts_with('{') && node.items().is_some_and(|item| item.allows("object")) {
            let item = serde_json::from_str(text);
            let item: Value = item.map_err(|error| wrong(format!("this is no JSON: {error}")))?;
            return Ok(Value::Array(vec![item]));
        }
    }
    plain(node, text).map_err(wrong)
}

fn plain(node: Node<'_>, text: &str) -> std::result::Result<Value, String> {
    if let Some(choices) = node.choices() {
        if choices.iter().any(|choice| choice.value == text) {
            return Ok(Value::from(text));
        }
        let known: Vec<_> = choices.iter().map(|choice| choice.value.as_str()).collect();
        return Err(format!("expected one of {}; found {text:?}", known.join(", ")));
    }
    let types = node.types();
    let numbers = types.contains(&"integer") || types.contains(&"number");
    if types.contains(&"number") && let Ok(value) = number(text) {
        return Ok(value);
    }
    if types.contains(&"integer") && let Ok(value) = whole(text) {
        return Ok(value);
    }
    if types.contains(&"boolean") && let Ok(value) = switch(text) {
        return Ok(value);
    }
    if node.allows("string") {
        return Ok(Value::from(text));
    }
    if let Some(item) = node.items() {
        return Ok(Value::Array(vec![plain(item, text)?]));
    }
    Err(match types.as_slice() {
        ["boolean"] => format!("expected true or false; found {text:?}"),
        _ if numbers => format!("expected a number; found {text:?}"),
        _ => format!("expected JSON or @file; found {text:?}"),
    })
}

fn whole(text: &str) -> std::result::Result<Value, String> {
    let text = text.trim();
    let value = text.parse::<i64>().map(Value::from).or_else(|_| text.parse::<u64>().map(Value::from));
    value.map_err(|_| "expected a whole number".to_owned())
}

fn number(text: &str) -> std::result::Result<Value, String> {
    if let Ok(value) = whole(text) {
        return Ok(value);
    }
    let value = text.trim().parse::<f64>().ok().filter(|value| value.is_finite());
    value.map(Value::from).ok_or_else(|| "expected a number".to_owned())
}

fn switch(text: &str) -> std::result::Result<Value, String> {
    match text.trim() {
        "true" | "yes" | "on" | "1" => Ok(Value::Bool(true)),
        "false" | "no" | "off" | "0" => Ok(Value::Bool(false)),
        _ => Err("expected true or false".to_owned()),
    }
}

#[cfg(test)]
#[path = "flags_tests.rs"]
mod tests;
