//! The fields of a request as command-line flags.
//!
//! The derive of clap supplies names and help; the schema decides types, spellings and
//! defaults, so both doors accept the same. Reading what was typed is left to `given`.

use clap::{
    Arg, ArgAction, Command,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser as _},
    value_parser,
};
use serde_json::Value;

use super::{
    Capability, Makes, Node,
    given::{number, structured, switch, whole},
    row,
};

/// Id of the main field's positional argument.
pub const GIVEN_FIRST: &str = "given-first";

/// Adds the flags of a capability to its command.
pub(super) fn add<C: Capability>(command: Command) -> Command {
    let request = row::request::<C>();
    let top = Node::of(&request);
    let required = top.required();
    // "For update" is how clap calls flags of which none must be given: a file may supply them.
    let mut command = C::augment_args_for_update(command).about(C::SUMMARY).long_about(None);
    for (order, (name, node)) in top.properties().enumerate() {
        // A field that clap does not know shows in the parity test; here it must not panic.
        if command.get_arguments().any(|arg| arg.get_id() == name) {
            let must = required.contains(&name);
            command = command.mut_arg(name, |arg| {
                // Changing a flag would move it behind the others.
                described(shaped(arg, node), node, must).display_order(order)
            });
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
    let params = Arg::new("params")
        .long("params")
        .value_name("FILE")
        .display_order(901)
        .help("Read fields from a YAML or JSON file, - for stdin; flags win over the file");
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
        let output = Arg::new("-output").short('o').long("output").display_order(902);
        let output = output.value_name(value_name);
        command.arg(output.help(help).value_parser(value_parser!(std::path::PathBuf)))
    };
    if has("overwrite") {
        return command;
    }
    let overwrite = Arg::new("overwrite").long("overwrite").display_order(903);
    let overwrite = overwrite.action(ArgAction::SetTrue);
    command.arg(overwrite.help("Replace files that exist"))
}

fn examples<C: Capability>() -> String {
    let words = C::NAME.replace('.', " ");
    let lines = C::EXAMPLES
        .iter()
        .map(|(what, arguments)| format!("  {what}:\n    remotion-media {words} {arguments}"));
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
