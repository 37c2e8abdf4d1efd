//! A template: the file of an ad designer, read into one design per size it was made for.
//!
//! The format is the designers' own (canvas, layers, bindings), with these additions, all of them
//! optional: `sizes` (other canvases, each with the keys of the layers that differ there),
//! `stacks` (texts that move up when the ones above them are short), `showIf`/`hideIf` on layers,
//! `text.box` (a box that hugs words), `$name` colours from `bindings.colors`. Choosing and
//! adapting a design is left to `place`.

use serde_json::{Map, Value};

use super::{
    bindings::Bindings,
    layer::{Align, Layer},
    paint::{self, Fill},
};
use crate::{
    error::{Error, FieldError, Result},
    render::brief::reader::{Findings, Reader, describe},
};

/// Most layers of a template.
pub const MAX_LAYERS: usize = 200;
/// Most sizes of a template besides its canvas.
pub const MAX_SIZES: usize = 20;
/// Shortest and longest side of a canvas or an ad, in pixels.
pub const SIDES: (f64, f64) = (16.0, 4096.0);

/// A template.
#[derive(Clone, Debug)]
pub struct Template {
    /// Its name for machines.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// What it is for, in a sentence.
    pub description: String,
    /// What stands in its slots when nothing else is given.
    pub bindings: Bindings,
    /// One per size it was made for, the canvas first.
    pub designs: Vec<Design>,
    /// What was odd in the file.
    pub warnings: Vec<String>,
}

/// The layers as they lie at one size.
#[derive(Clone, Debug)]
pub struct Design {
    /// What people call the size.
    pub name: String,
    /// Design pixels.
    pub width: f64,
    /// Design pixels.
    pub height: f64,
    /// Behind everything.
    pub background: Option<Fill>,
    /// A picture that covers the canvas, by asset key or reference.
    pub image: Option<String>,
    /// In the order of the file.
    pub layers: Vec<Layer>,
    /// Layers that follow each other downwards.
    pub stacks: Vec<Stack>,
}

/// Layers that follow each other downwards, taking only the room that their texts need.
#[derive(Clone, Debug)]
pub struct Stack {
    /// Layer ids from top to bottom.
    pub layers: Vec<String>,
    /// Design pixels between two of them.
    pub gap: f64,
    /// Where they gather in the room that their boxes span.
    pub valign: Align,
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// `Validation` with the JSON pointer of everything that is wrong and what was expected there.
    pub fn read(value: &Value) -> Result<Self> {
        let findings = Findings::default();
        let root = Reader::new(value, "", &findings);
        let bindings = Bindings::from_reader(&root.object("bindings"));
        let id = root.text("templateId").or_else(|| root.text("id")).unwrap_or_default();
        let template = Self {
            name: root.text("name").unwrap_or_else(|| id.clone()),
            description: root.text("description").unwrap_or_default(),
            id,
            bindings,
            designs: Vec::new(),
            warnings: Vec::new(),
        };
        for known in ["version", "meta", "canvas", "layers", "stacks", "sizes"] {
            root.ignore(known);
        }
        let _ = root.list("sizes");
        if root.list("layers").is_empty() {
            findings.error("/layers", "expected at least one layer, found none");
        }
        for (key, most) in [("layers", MAX_LAYERS), ("sizes", MAX_SIZES)] {
            let count = root.list(key).len();
            if count > most {
                findings.error(&root.at(key), format!("expected at most {most}, found {count}"));
            }
        }
        root.finish();
        let (mut errors, mut warnings) = findings.into_parts();
        if !errors.is_empty() {
            return Err(Error::fields(errors));
        }

        let sizes = value.get("sizes").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let base = Value::Null;
        let mut designs = Vec::new();
        for (index, size) in std::iter::once(&base).chain(sizes).enumerate() {
            let merged = Merged::new(value, size, index.checked_sub(1));
            let findings = Findings::default();
            let design = design(&merged.value, &findings);
            let (wrong, odd) = findings.into_parts();
            merged.check(&mut errors);
            for FieldError { field, message } in wrong {
                let error = FieldError { field: merged.pointer(&field), message };
                if !errors.contains(&error) {
                    errors.push(error);
                }
            }
            for warning in odd {
                let (pointer, rest) = warning.split_once(':').unwrap_or((&warning, ""));
                let warning = format!("{}:{rest}", merged.pointer(pointer));
                if !warnings.contains(&warning) {
                    warnings.push(warning);
                }
            }
            designs.extend(design);
        }
        if !errors.is_empty() {
            return Err(Error::fields(errors));
        }
        Ok(Self { designs, warnings, ..template })
    }
}

fn design(value: &Value, findings: &Findings) -> Option<Design> {
    let root = Reader::new(value, "", findings);
    let canvas = root.object("canvas");
    let side = |key| {
        if canvas.raw(key).is_none() {
            findings.error(&canvas.at(key), "expected a number of pixels, found nothing");
        }
        canvas.number(key, SIDES.0, SIDES.1)
    };
    let (width, height) = (side("width"), side("height"));
    let name = canvas.text("name");
    let background = paint::fill(&canvas, "bgColor");
    let image = match canvas.raw("image") {
        Some(Value::Object(_)) => {
            let image = canvas.object("image");
            let found = image.text("assetKey").or_else(|| image.text("src"));
            image.finish();
            found
        }
        _ => canvas.text("image"),
    };
    canvas.finish();

    let mut layers: Vec<Layer> = Vec::new();
    for (index, value) in root.list("layers").iter().enumerate() {
        let reader = Reader::new(value, &format!("/layers/{index}"), findings);
        if let Some(layer) = Layer::read(&reader, index) {
            if layers.iter().any(|other| other.id == layer.id) {
                let message = format!("expected an id of its own, found \"{}\" again", layer.id);
                findings.error(&reader.at("id"), message);
            }
            layers.push(layer);
        }
    }
    let stacks = root.list("stacks").iter().enumerate();
    let stacks = stacks
        .map(|(index, value)| {
            stack(&Reader::new(value, &format!("/stacks/{index}"), findings), &layers)
        })
        .collect();
    let name = name.unwrap_or_else(|| shape_name(width.unwrap_or(1.0), height.unwrap_or(1.0)));
    Some(Design { name, width: width?, height: height?, background, image, layers, stacks })
}

fn stack(reader: &Reader<'_>, layers: &[Layer]) -> Stack {
    let mut ids = Vec::new();
    for value in reader.list("layers") {
        match value.as_str() {
            Some(id) if layers.iter().any(|l| l.id == id) => ids.push(id.to_owned()),
            _ => {
                let message = format!("expected ids of layers, found {}", describe(value));
                reader.findings().error(&reader.at("layers"), message);
            }
        }
    }
    let valign = match reader.text("valign").as_deref() {
        Some("middle" | "center") => Align::Middle,
        Some("bottom" | "end") => Align::End,
        _ => Align::Start,
    };
    let gap = reader.number("gap", 0.0, 2000.0).unwrap_or(0.0);
    reader.finish();
    Stack { layers: ids, gap, valign }
}

fn shape_name(width: f64, height: f64) -> String {
    match width / height {
        r if r > 1.2 => "landscape",
        r if r > 0.85 => "square",
        r if r > 0.65 => "portrait",
        _ => "story",
    }
    .to_owned()
}

/// The template with one entry of `sizes` laid over it.
struct Merged<'a> {
    value: Value,
    size: &'a Value,
    index: Option<usize>,
    ids: Vec<String>,
}

impl<'a> Merged<'a> {
    fn new(template: &Value, size: &'a Value, index: Option<usize>) -> Self {
        let mut value = template.clone();
        let layers = value.get("layers").and_then(Value::as_array);
        let ids = layers
            .into_iter()
            .flatten()
            .map(|l| l.get("id").and_then(Value::as_str).unwrap_or_default().to_owned())
            .collect();
        if let (Some(size), Some(root)) = (size.as_object(), value.as_object_mut()) {
            merge_size(root, size);
        }
        Self { value, size, index, ids }
    }

    /// What is wrong in the entry itself.
    fn check(&self, errors: &mut Vec<FieldError>) {
        let Some(index) = self.index else { return };
        let mut error = |pointer: &str, message: String| {
            errors.push(FieldError { field: format!("/sizes/{index}{pointer}"), message });
        };
        let Some(size) = self.size.as_object() else {
            return error("", format!("expected an object, found {}", describe(self.size)));
        };
        for key in ["width", "height"] {
            if !size.contains_key(key) {
                error(&format!("/{key}"), "expected a number of pixels, found nothing".to_owned());
            }
        }
        match size.get("layers") {
            None | Some(Value::Null) => {}
            Some(Value::Object(layers)) => {
                for id in layers.keys().filter(|id| !self.ids.contains(id)) {
                    error(&format!("/layers/{id}"), format!("there is no layer \"{id}\""));
                }
            }
            Some(other) => {
                let message = format!("expected an object by layer id, found {}", describe(other));
                error("/layers", message);
            }
        }
    }

    /// Where in the file a pointer into the merged template comes from.
    fn pointer(&self, pointer: &str) -> String {
        let Some(index) = self.index else { return pointer.to_owned() };
        let parts: Vec<&str> = pointer.split('/').skip(1).collect();
        let own = match parts.as_slice() {
            ["layers", number, rest @ ..] => {
                let id = number.parse().ok().and_then(|n: usize| self.ids.get(n));
                id.map(|id| format!("/layers/{id}/{}", rest.join("/")))
            }
            ["canvas", rest @ ..] => Some(format!("/{}", rest.join("/"))),
            ["stacks", ..] => Some(pointer.to_owned()),
            _ => None,
        };
        match own.filter(|own| self.size.pointer(own).is_some()) {
            Some(own) => format!("/sizes/{index}{own}"),
            None => pointer.to_owned(),
        }
    }
}

fn merge_size(root: &mut Map<String, Value>, size: &Map<String, Value>) {
    for (key, value) in size {
        match key.as_str() {
            "layers" => {
                let layers = root.get_mut("layers").and_then(Value::as_array_mut);
                for layer in layers.into_iter().flatten() {
                    let id = layer.get("id").and_then(Value::as_str).unwrap_or_default();
                    if let Some(own) = value.get(id) {
                        overlay(layer, own);
                    }
                }
            }
            "stacks" => {
                root.insert("stacks".to_owned(), value.clone());
            }
            _ => {
                if let Some(canvas) = root.get_mut("canvas").and_then(Value::as_object_mut) {
                    canvas.insert(key.clone(), value.clone());
                }
            }
        }
    }
}

/// Lays `over` over `base`: objects key by key, everything else whole.
fn overlay(base: &mut Value, over: &Value) {
    match (base, over) {
        (Value::Object(base), Value::Object(over)) => {
            for (key, value) in over {
                overlay(base.entry(key.clone()).or_insert(Value::Null), value);
            }
        }
        (base, over) => base.clone_from(over),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn minimal() -> Value {
        json!({
            "templateId": "t",
            "canvas": {"width": 1000, "height": 1000},
            "layers": [{"id": "a", "type": "shape", "rect": [0, 0, 10, 10], "shape": {}}],
        })
    }

    fn fields(value: &Value) -> Vec<String> {
        let error = Template::read(value).expect_err("wrong");
        error.field_errors().iter().map(|f| f.field.clone()).collect()
    }

    #[test]
    fn every_wrong_type_is_reported_with_its_pointer() {
        let mut value = minimal();
        value["canvas"]["width"] = json!("wide");
        value["layers"][0]["rect"] = json!({"x": "left", "y": 0, "w": 5, "h": 5});
        value["layers"][0]["shape"]["fill"] = json!("blurple");
        value["layers"][0]["opacity"] = json!(7);
        assert_eq!(
            fields(&value),
            ["/canvas/width", "/layers/0/rect/x", "/layers/0/opacity", "/layers/0/shape/fill"]
        );
    }

    #[test]
    fn a_wrong_override_is_reported_where_it_stands() {
        let mut value = minimal();
        value["sizes"] = json!([{"width": 100, "height": 200,
            "layers": {"a": {"rect": [1]}, "b": {}}}]);
        assert_eq!(fields(&value), ["/sizes/0/layers/b", "/sizes/0/layers/a/rect"]);
    }

    #[test]
    fn an_override_changes_only_what_it_names() {
        let mut value = minimal();
        value["layers"][0]["rect"] = json!({"x": 1, "y": 2, "w": 3, "h": 4});
        value["sizes"] =
            json!([{"width": 100, "height": 200, "layers": {"a": {"rect": {"y": 9}}}}]);
        let template = Template::read(&value).expect("reads");
        let area = template.designs[1].layers[0].area;
        assert_eq!((area.x, area.y, area.w), (1.0, 9.0, 3.0));
        assert_eq!(template.designs[1].name, "story");
    }

    #[test]
    fn an_unknown_key_is_a_warning() {
        let mut value = minimal();
        value["layers"][0]["shape"]["wobble"] = json!(1);
        let template = Template::read(&value).expect("reads");
        assert_eq!(template.warnings, ["/layers/0/shape/wobble: unknown key, ignored"]);
    }

    #[test]
    fn too_many_layers_or_too_large_a_canvas_is_refused() {
        let mut value = minimal();
        value["canvas"]["height"] = json!(100_000);
        assert_eq!(fields(&value), ["/canvas/height"]);
        value["layers"] = json!(vec![json!({}); 201]);
        assert_eq!(fields(&value), ["/layers"]);
    }
}
