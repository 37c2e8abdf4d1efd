//! Lays out values as text for people: fields under each other, lists of objects as tables.

use dialoguer::console::measure_text_width;
use serde_json::{Map, Value};

/// The widest a cell of a table may be, in columns.
const WIDEST: usize = 60;

/// A result as text.
pub fn result(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Object(fields) => self::fields(fields),
        Value::Array(items) => list(items),
        other => format!("{}\n", cell(other)),
    }
}

fn fields(fields: &Map<String, Value>) -> String {
    let (lists, plain): (Vec<_>, Vec<_>) = fields
        .iter()
        // Warnings were shown when they happened.
        .filter(|(name, value)| !value.is_null() && *name != "warnings")
        .partition(|(_, value)| is_table(value));
    let rows: Vec<_> =
        plain.iter().map(|(name, value)| vec![name.replace('_', " "), cell(value)]).collect();
    let mut text = aligned(&rows, usize::MAX);
    for (name, value) in lists {
        if !text.is_empty() {
            text.extend(["\n", &name.replace('_', " "), "\n"]);
        }
        text += &list(value.as_array().map(Vec::as_slice).unwrap_or_default());
    }
    text
}

fn is_table(value: &Value) -> bool {
    value.as_array().is_some_and(|items| !items.is_empty() && items.iter().all(Value::is_object))
}

fn list(items: &[Value]) -> String {
    let objects: Vec<_> = items.iter().filter_map(Value::as_object).collect();
    if objects.len() != items.len() || items.is_empty() {
        return items.iter().map(|item| cell(item) + "\n").collect();
    }
    // Columns of plain values only; what is deeper is for `--json`.
    let mut columns: Vec<&str> = Vec::new();
    for (name, value) in objects.iter().flat_map(|object| object.iter()) {
        if !columns.contains(&name.as_str()) && !value.is_object() && !is_table(value) {
            columns.push(name);
        }
    }
    let head = columns.iter().map(|name| name.replace('_', " ").to_uppercase()).collect();
    let body = objects.iter().map(|object| {
        columns.iter().map(|name| object.get(*name).map(cell).unwrap_or_default()).collect()
    });
    aligned(&std::iter::once(head).chain(body).collect::<Vec<_>>(), WIDEST)
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() => {
                let text = format!("{float:.3}");
                text.trim_end_matches('0').trim_end_matches('.').to_owned()
            }
            _ => number.to_string(),
        },
        Value::Array(items) if items.iter().all(|item| !item.is_object() && !item.is_array()) => {
            items.iter().map(cell).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}

/// Rows with their columns under each other; cells wider than `widest` are cut.
pub fn aligned(rows: &[Vec<String>], widest: usize) -> String {
    let one_line = |cell: &String| {
        let text = cell.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = if cell.contains('\n') { text } else { cell.clone() };
        if measure_text_width(&text) <= widest {
            return text;
        }
        let mut short: String = text.chars().take(widest.saturating_sub(1)).collect();
        short.push('…');
        short
    };
    let rows: Vec<Vec<_>> = rows.iter().map(|row| row.iter().map(one_line).collect()).collect();
    let count = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| measure_text_width(cell)).max().unwrap_or_default()
    };
    let widths: Vec<_> = (0..count).map(width).collect();
    let mut text = String::new();
    for row in &rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            let gap = width.saturating_sub(measure_text_width(cell)) + 2;
            line += cell;
            line.extend(std::iter::repeat_n(' ', gap));
        }
        text += line.trim_end();
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn fields_stand_under_each_other_without_warnings_and_nothings() {
        let value = json!({
            "path": "a.mp4", "duration_seconds": 1.5, "thumbnail": null, "warnings": ["x"],
            "fps": 30, "sizes": ["1x1", "2x2"],
        });
        let wanted = "path              a.mp4\nduration seconds  1.5\nfps               30\n\
            sizes             1x1, 2x2\n";
        assert_eq!(result(&value), wanted);
    }

    #[test]
    fn a_list_of_objects_is_a_table() {
        let value = json!({"formats": [
            {"id": "a", "size": "1x1", "schema": {"deep": 1}},
            {"id": "long_one", "wide": true},
        ]});
        assert_eq!(result(&value), "ID        SIZE  WIDE\na         1x1\nlong_one        yes\n");
    }

    #[test]
    fn wide_letters_keep_their_columns_and_lines_stay_lines() {
        let rows =
            [vec!["日本".to_owned(), "x\ny".to_owned()], vec!["abcd".to_owned(), "z".to_owned()]];
        assert_eq!(aligned(&rows, 60), "日本  x y\nabcd  z\n");
    }
}
