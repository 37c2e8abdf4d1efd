//! One template at any size: the design of the nearest shape, scaled and grown to fill the canvas.
//!
//! A design is scaled until it fits, and the canvas then grows around it: what reached an edge
//! still reaches it, everything else keeps together in the middle, or spreads in rows or columns
//! when the canvas grows a lot. For scripts that run the other
//! way than the template's own texts, the design is mirrored. Texts are fitted later, in `fit`.

use super::{
    layer::{Align, Area, Content, Layer, ShapeKind},
    paint::{Fill, Gradient},
    template::{Design, Template},
};

/// A design adapted to a size, in design pixels.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The design, its canvas as large as the ad.
    pub design: Design,
    /// Device pixels per design pixel.
    pub scale: f64,
}

/// The design whose proportions are nearest to `size`.
#[must_use]
pub fn nearest(template: &Template, size: (u32, u32)) -> Option<&Design> {
    let wanted = (f64::from(size.0) / f64::from(size.1)).ln();
    let distance = |d: &Design| ((d.width / d.height).ln() - wanted).abs();
    template.designs.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))
}

/// Adapts `design` to `size` pixels.
#[must_use]
pub fn adapt(design: &Design, size: (u32, u32), mirrored: bool) -> Placed {
    let (width, height) = (f64::from(size.0), f64::from(size.1));
    let scale = (width / design.width).min(height / design.height);
    let (width, height) = (width / scale, height / scale);
    let mut placed = design.clone();
    let extra = (width - design.width, height - design.height);
    let middle: Vec<(f64, f64)> = {
        let span = |cut: fn(&Area) -> (f64, f64)| {
            design.layers.iter().map(move |l| l.visible.then(|| cut(&l.area)))
        };
        let across = spread(span(|a| (a.x, a.w)), design.width, extra.0);
        let down = spread(span(|a| (a.y, a.h)), design.height, extra.1);
        across.into_iter().zip(down).collect()
    };
    for (layer, middle) in placed.layers.iter_mut().zip(middle) {
        let upright = layer.rotation == 0.0;
        let (one_edge, both_edges) = match &layer.content {
            Content::Shape(shape) => match shape.kind {
                ShapeKind::Rect => (true, true),
                ShapeKind::Polygon(_) | ShapeKind::Path(..) => (false, true),
                ShapeKind::Ellipse | ShapeKind::Line => (false, false),
            },
            Content::Image(image) => (image.fit != "contain", image.fit != "contain"),
            Content::Text(_) => (false, false),
        };
        let grows = (one_edge && upright, both_edges && upright);
        let moves = !matches!(layer.content, Content::Text(_));
        let area = &mut layer.area;
        let (x, y) = (Axis::new(design.width, extra.0), Axis::new(design.height, extra.1));
        if let Some(outer) = outermost(design, area).filter(|_| is_round(&layer.content)) {
            let still = (false, false);
            area.x += x.adapt(outer.x, outer.w, middle.0, still, true).0 - outer.x;
            area.y += y.adapt(outer.y, outer.h, middle.1, still, true).0 - outer.y;
        } else {
            (area.x, area.w) = x.adapt(area.x, area.w, middle.0, grows, moves);
            (area.y, area.h) = y.adapt(area.y, area.h, middle.1, grows, moves);
        }
        if mirrored {
            mirror(layer, width);
        }
    }
    placed.width = width;
    placed.height = height;
    Placed { design: placed, scale }
}

fn is_round(content: &Content) -> bool {
    matches!(content, Content::Shape(shape) if shape.kind == ShapeKind::Ellipse)
}

/// The largest circle around the middle of `area`: rings around one middle move as one.
fn outermost(design: &Design, area: &Area) -> Option<Area> {
    const SAME: f64 = 2.0;
    let middle = |a: &Area| (a.x + a.w / 2.0, a.y + a.h / 2.0);
    let (x, y) = middle(area);
    let shared = |a: &Area| (middle(a).0 - x).abs() < SAME && (middle(a).1 - y).abs() < SAME;
    let round = design.layers.iter().filter(|l| is_round(&l.content)).map(|l| l.area);
    round.filter(shared).max_by(|a, b| a.w.total_cmp(&b.w))
}

/// One axis of a canvas that grew.
struct Axis {
    canvas: f64,
    extra: f64,
}

impl Axis {
    /// Distance from an edge that still counts as reaching it.
    const NEAR: f64 = 0.5;

    const fn new(canvas: f64, extra: f64) -> Self {
        Self { canvas, extra }
    }

    fn reaches(&self, at: f64, length: f64) -> (bool, bool) {
        (at <= Self::NEAR, at + length >= self.canvas - Self::NEAR)
    }

    /// New place and length; what reaches no edge moves by `middle`.
    fn adapt(
        &self,
        at: f64,
        length: f64,
        middle: f64,
        grows: (bool, bool),
        moves: bool,
    ) -> (f64, f64) {
        let half = self.extra / 2.0;
        // A thin strip along an edge stays thin.
        let grows = (grows.0 && length > self.canvas * 0.1, grows.1);
        match self.reaches(at, length) {
            (true, true) if grows.1 => (at, length + self.extra),
            (true, true) => (at + half, length),
            (true, false) if grows.0 => (at, length + half),
            (false, true) if grows.0 => (at + half, length + half),
            (true, false) if moves => (at, length),
            (false, true) if moves => (at + self.extra, length),
            _ => (at + middle, length),
        }
    }
}

/// How far each layer moves on an axis that grew by `extra`: layers that overlap on the axis move
/// together, and the gaps between such rows grow with the canvas. A canvas that grew a little
/// keeps its rows together, as the designer spaced them.
fn spread(spans: impl Iterator<Item = Option<(f64, f64)>>, canvas: f64, extra: f64) -> Vec<f64> {
    const LITTLE: f64 = 0.15;
    /// Inner gaps grow at most this many times; the rest goes to the margins.
    const MOST: f64 = 2.5;
    let axis = Axis::new(canvas, extra);
    let spans: Vec<Option<(f64, f64)>> = spans
        .map(|span| {
            let inside = |(at, length): &(f64, f64)| axis.reaches(*at, *length) == (false, false);
            span.filter(inside)
        })
        .collect();
    let mut rows: Vec<(f64, f64)> = spans.iter().flatten().map(|(a, l)| (*a, a + l)).collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    rows.dedup_by(|next, row| {
        let joins = next.0 < row.1;
        if joins {
            row.1 = row.1.max(next.1);
        }
        joins
    });
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return vec![extra / 2.0; spans.len()];
    };
    if extra < canvas * LITTLE {
        return vec![extra / 2.0; spans.len()];
    }
    let margins = (first.0, canvas - last.1);
    let gaps: f64 = rows.windows(2).map(|pair| pair[1].0 - pair[0].1).sum();
    let factor = (1.0 + extra / (margins.0 + margins.1 + gaps).max(1.0)).min(MOST);
    let rest = extra - gaps * (factor - 1.0);
    let mut shift = rest * margins.0 / (margins.0 + margins.1).max(1.0);
    let mut shifts = Vec::with_capacity(rows.len());
    for (index, row) in rows.iter().enumerate() {
        if let Some(before) = index.checked_sub(1).and_then(|i| rows.get(i)) {
            shift += (row.0 - before.1) * (factor - 1.0);
        }
        shifts.push(shift);
    }
    let of = |at: f64| rows.iter().position(|r| at >= r.0 && at <= r.1).map(|i| shifts[i]);
    spans.iter().map(|span| span.and_then(|(at, _)| of(at)).unwrap_or(extra / 2.0)).collect()
}

fn mirror(layer: &mut Layer, width: f64) {
    layer.area.x = width - layer.area.x - layer.area.w;
    layer.rotation = -layer.rotation;
    match &mut layer.content {
        Content::Text(text) => {
            text.align = match text.align {
                Align::Start => Align::End,
                Align::Middle => Align::Middle,
                Align::End => Align::Start,
            };
            mirror_fill(&mut text.fill);
        }
        Content::Image(image) => image.anchor.0 = 1.0 - image.anchor.0,
        Content::Shape(shape) => {
            let [a, b, c, d] = shape.radii;
            shape.radii = [b, a, d, c];
            if let ShapeKind::Polygon(points) = &mut shape.kind {
                for point in points {
                    point.0 = 1.0 - point.0;
                }
            }
            if let Some(fill) = &mut shape.fill {
                mirror_fill(fill);
            }
        }
    }
}

fn mirror_fill(fill: &mut Fill) {
    if let Fill::Gradient(Gradient { angle, centre, .. }) = fill {
        *angle = angle.map(|a| -a);
        centre.0 = 1.0 - centre.0;
    }
}

/// Whether `words` run from right to left, as their first letter does.
#[must_use]
pub fn runs_left(words: &str) -> bool {
    words.chars().find(|c| c.is_alphabetic()).is_some_and(|c| {
        matches!(c as u32, 0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF | 0x1E800..=0x1EEFF)
    })
}

/// Moves the layers of each stack together: `height` says how much room a layer takes, `None` that
/// it is not drawn.
pub fn stack(design: &mut Design, height: impl Fn(&Layer) -> Option<f64>) {
    let stacks = std::mem::take(&mut design.stacks);
    for stack in &stacks {
        let members: Vec<(usize, Option<f64>)> = stack
            .layers
            .iter()
            .filter_map(|id| design.layers.iter().position(|l| l.id == *id))
            .map(|at| (at, height(&design.layers[at])))
            .collect();
        let boxes = || members.iter().map(|(at, _)| design.layers[*at].area);
        let top = boxes().map(|a| a.y).fold(f64::INFINITY, f64::min);
        let bottom = boxes().map(|a| a.y + a.h).fold(f64::NEG_INFINITY, f64::max);
        let heights = || members.iter().filter_map(|(_, h)| *h);
        let gaps = stack.gap * (heights().count().max(1) - 1) as f64;
        let slack = bottom - top - heights().sum::<f64>() - gaps;
        let mut y = top
            + match stack.valign {
                Align::Start => 0.0,
                // Never above the box, even if the gaps are larger than the file's own.
                Align::Middle => (slack / 2.0).max(0.0),
                Align::End => slack.max(0.0),
            };
        for (at, height) in members {
            let Some(height) = height else { continue };
            let layer = &mut design.layers[at];
            layer.area = Area { y, h: height, ..layer.area };
            y += height + stack.gap;
        }
    }
    design.stacks = stacks;
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn template() -> Template {
        Template::read(&json!({
            "templateId": "t",
            "canvas": {"width": 1000, "height": 1000},
            "layers": [
                {"id": "bg", "type": "shape", "rect": [0, 0, 1000, 1000], "shape": {}},
                {"id": "panel", "type": "shape", "rect": [0, 800, 400, 200], "shape": {}},
                {"id": "dot", "type": "shape", "rect": [900, 450, 200, 100], "shape": {"kind": "circle"}},
                {"id": "word", "type": "text", "rect": [100, 100, 300, 50], "text": {}}
            ],
            "sizes": [{"width": 1920, "height": 1080}, {"width": 1080, "height": 1920}]
        }))
        .expect("reads")
    }

    #[test]
    fn the_design_of_the_nearest_proportions_is_taken() {
        let template = template();
        let name = |w, h| nearest(&template, (w, h)).map(|d| d.name.clone());
        assert_eq!(name(500, 500).as_deref(), Some("square"));
        assert_eq!(name(1200, 628).as_deref(), Some("landscape"));
        assert_eq!(name(720, 1280).as_deref(), Some("story"));
    }

    #[test]
    fn what_reached_an_edge_still_reaches_it_and_the_rest_stays_in_the_middle() {
        let placed = adapt(&template().designs[0], (2000, 1000), false);
        let area = |id: &str| {
            let layer = placed.design.layers.iter().find(|l| l.id == id).expect("there");
            (layer.area.x, layer.area.w)
        };
        assert_eq!(area("bg"), (0.0, 2000.0));
        assert_eq!(area("panel"), (0.0, 900.0));
        assert_eq!(area("dot"), (1900.0, 200.0));
        assert!(area("word").0 > 100.0);
    }

    #[test]
    fn rows_spread_over_a_canvas_that_grew_a_lot() {
        let spans = [Some((100.0, 200.0)), Some((250.0, 50.0)), Some((700.0, 100.0)), None];
        let shifts = spread(spans.into_iter(), 1000.0, 700.0);
        // Margins of 100 and 200 and a gap of 400 double.
        assert_eq!(shifts, [100.0, 100.0, 500.0, 350.0]);
    }

    #[test]
    fn rings_around_one_middle_move_as_one() {
        let ring = |id: &str, rect: [f64; 4]| json!({"id": id, "type": "shape", "rect": rect, "shape": {"kind": "circle"}});
        let template = Template::read(&json!({
            "templateId": "t",
            "canvas": {"width": 1000, "height": 1000},
            "layers": [ring("outer", [700.0, 400.0, 400.0, 400.0]),
                       ring("inner", [800.0, 500.0, 200.0, 200.0]),
                       ring("dot", [880.0, 580.0, 40.0, 40.0])]
        }))
        .expect("reads");
        let placed = adapt(&template.designs[0], (1300, 1000), false);
        let x: Vec<f64> = placed.design.layers.iter().map(|l| l.area.x).collect();
        assert_eq!(x, [1000.0, 1100.0, 1180.0]);
    }

    #[test]
    fn a_mirrored_design_has_its_left_on_the_right() {
        let placed = adapt(&template().designs[0], (1000, 1000), true);
        assert_eq!(placed.design.layers[1].area.x, 600.0);
        assert_eq!(placed.design.layers[3].area.x, 600.0);
    }

    #[test]
    fn arabic_and_hebrew_run_left_and_digits_do_not_count() {
        assert!(runs_left("50% مرحبا"));
        assert!(runs_left("שלום"));
        assert!(!runs_left("Hello مرحبا"));
        assert!(!runs_left("2026"));
    }
}
