//! One layer of a design: where it lies and what it shows.
//!
//! Positions are in design pixels. How a layer is read is left to `reading`, how it is adapted to
//! a size to `place`, how it looks in CSS to `html` and `shape`.

use super::paint::{Fill, Ink, Shadow};

/// Longest text of a layer, in characters.
pub const MAX_TEXT: usize = 2000;

/// A rectangle in design pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

/// One layer.
#[derive(Clone, Debug)]
pub struct Layer {
    /// Its name, unlike any other in the template.
    pub id: String,
    /// Higher lies in front.
    pub z: f64,
    /// Its box.
    pub area: Area,
    /// Whether it is drawn at all.
    pub visible: bool,
    /// 0 to 1.
    pub opacity: f64,
    /// Degrees clockwise around the middle.
    pub rotation: f64,
    /// CSS blend mode, unless normal.
    pub blend: Option<String>,
    /// Shadows of what it shows.
    pub shadows: Vec<Shadow>,
    /// CSS filter.
    pub filter: Option<String>,
    /// Drawn only when this text or asset is given.
    pub show_if: Option<String>,
    /// Drawn only when this text or asset is not given.
    pub hide_if: Option<String>,
    /// What it shows.
    pub content: Content,
}

/// What a layer shows.
#[derive(Clone, Debug)]
pub enum Content {
    /// Words.
    Text(Box<Text>),
    /// A picture.
    Image(Image),
    /// A drawn form.
    Shape(Shape),
}

/// How text takes its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// As given; shrinks only down to `minFontSize` where that is given.
    Fixed,
    /// The largest size up to the given one at which the text fits the box.
    Text,
    /// The same, on `maxLines` lines at most.
    Lines,
    /// The largest size at all at which the text fits the box.
    Fill,
}

/// What happens to text that does not fit at the smallest size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overflow {
    /// It is cut and ends in an ellipsis.
    Ellipsis,
    /// It leaves the box.
    Visible,
}

/// Left, middle or right; top, middle or bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Left or top.
    Start,
    /// In the middle.
    Middle,
    /// Right or bottom.
    End,
}

/// Words and their style.
#[derive(Clone, Debug)]
pub struct Text {
    /// Key in the bindings.
    pub key: Option<String>,
    /// Words where no key is bound.
    pub words: String,
    /// Font family.
    pub family: String,
    /// 100 to 900.
    pub weight: u32,
    /// Whether it slants.
    pub italic: bool,
    /// Design pixels.
    pub size: f64,
    /// In multiples of the size.
    pub line_height: f64,
    /// Between letters, in multiples of the size.
    pub spacing: f64,
    /// What fills the letters.
    pub fill: Fill,
    /// Across.
    pub align: Align,
    /// Down.
    pub valign: Align,
    /// CSS `text-transform`.
    pub transform: Option<String>,
    /// Outline: width in design pixels and colour.
    pub stroke: Option<(f64, Ink)>,
    /// How lines break: normal, balance or pretty.
    pub wrap: String,
    /// A box that hugs the words, such as a button.
    pub pill: Option<Pill>,
    /// How the size is found.
    pub fit: Fit,
    /// Most lines, where limited.
    pub max_lines: Option<u32>,
    /// Smallest and largest size in design pixels.
    pub range: (f64, f64),
    /// When even the smallest size does not fit.
    pub overflow: Overflow,
}

/// A box around words.
#[derive(Clone, Debug)]
pub struct Pill {
    /// Its colour.
    pub fill: Option<Fill>,
    /// Corner radius.
    pub radius: f64,
    /// Space left and right of the words, and above and below.
    pub padding: (f64, f64),
    /// Outline.
    pub stroke: Option<(f64, Ink)>,
    /// Its shadows.
    pub shadows: Vec<Shadow>,
}

/// A picture and how it sits in its box.
#[derive(Clone, Debug)]
pub struct Image {
    /// Key in the bindings, or a reference of the layer's own.
    pub key: Option<String>,
    /// CSS `object-fit`.
    pub fit: String,
    /// Place inside the box in shares, 0 to 1.
    pub anchor: (f64, f64),
    /// Corner radius.
    pub radius: f64,
    /// Outline.
    pub stroke: Option<(f64, Ink)>,
    /// Whether its absence is part of the design.
    pub optional: bool,
}

/// A drawn form.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Its outline.
    pub kind: ShapeKind,
    /// Its inside.
    pub fill: Option<Fill>,
    /// Its outline.
    pub stroke: Option<(f64, Ink)>,
    /// Corner radii: top left, top right, bottom right, bottom left.
    pub radii: [f64; 4],
}

/// Outlines that shapes have.
#[derive(Clone, Debug, PartialEq)]
pub enum ShapeKind {
    /// A rectangle with rounded corners.
    Rect,
    /// The ellipse that touches the box; a circle keeps its shape.
    Ellipse,
    /// From one corner of the box to the opposite one.
    Line,
    /// Corners in shares of the box.
    Polygon(Vec<(f64, f64)>),
    /// An SVG path with the width and height of the field it is drawn in.
    Path(String, f64, f64),
}

impl Layer {
    /// A layer of that box that shows nothing yet.
    #[must_use]
    pub fn plain(area: Area) -> Self {
        let shape = Shape { kind: ShapeKind::Rect, fill: None, stroke: None, radii: [0.0; 4] };
        Self {
            id: String::new(),
            z: 0.0,
            area,
            visible: true,
            opacity: 1.0,
            rotation: 0.0,
            blend: None,
            shadows: Vec::new(),
            filter: None,
            show_if: None,
            hide_if: None,
            content: Content::Shape(shape),
        }
    }
}

impl Image {
    /// A picture that covers its box.
    #[must_use]
    pub fn plain() -> Self {
        Self {
            key: None,
            fit: "cover".to_owned(),
            anchor: (0.5, 0.5),
            radius: 0.0,
            stroke: None,
            optional: false,
        }
    }
}
