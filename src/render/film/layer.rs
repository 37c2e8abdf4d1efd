//! One layer of a drawn scene: its sprites, its place among its parents, and the item it makes at
//! a given moment.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use super::super::{
    compositor::{Item, LINEAR_BITS, Place, SUBPIXEL_BITS},
    motion::{Pose, Score},
    page::{Page, Surface},
    sprite::{Rect, Sprite},
    template::stage::Content,
};
use crate::error::Result;

/// A 2-D affine map in device pixels: `x' = a x + b y + e`, `y' = c x + d y + f`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Affine {
    /// a, b, c, d.
    pub linear: [f64; 4],
    /// e, f.
    pub shift: (f64, f64),
}

impl Affine {
    /// Leaves everything where it is.
    pub const IDENTITY: Self = Self { linear: [1.0, 0.0, 0.0, 1.0], shift: (0.0, 0.0) };

    /// Moves, scales and turns about `centre`; `unit` is device pixels per CSS pixel.
    #[must_use]
    pub fn of_pose(pose: &Pose, centre: (f64, f64), unit: f64) -> Self {
        let (sin, cos) = pose.rotate.to_radians().sin_cos();
        let linear = [cos * pose.scale, -sin * pose.scale, sin * pose.scale, cos * pose.scale];
        let turned = (
            linear[0] * centre.0 + linear[1] * centre.1,
            linear[2] * centre.0 + linear[3] * centre.1,
        );
        let shift = (centre.0 - turned.0 + pose.x * unit, centre.1 - turned.1 + pose.y * unit);
        Self { linear, shift }
    }

    /// First `inner`, then this.
    #[must_use]
    pub fn after(&self, inner: &Self) -> Self {
        let [a, b, c, d] = self.linear;
        let [p, q, r, s] = inner.linear;
        let moved = self.apply(inner.shift);
        Self { linear: [a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s], shift: moved }
    }

    /// Where a point goes.
    #[must_use]
    pub fn apply(&self, point: (f64, f64)) -> (f64, f64) {
        let [a, b, c, d] = self.linear;
        (a * point.0 + b * point.1 + self.shift.0, c * point.0 + d * point.1 + self.shift.1)
    }
}

/// A drawn layer.
pub struct Layer {
    /// Its number on the page.
    pub id: u32,
    /// Index of the layer it lies in.
    pub parent: Option<usize>,
    /// How it moves.
    pub score: Score,
    /// What it shows.
    pub content: Content,
    /// Its pixels; `None` for a group that shows nothing itself.
    pub sprite: Option<Arc<Sprite>>,
    /// Device-pixel centre about which it scales and turns.
    pub centre: (f64, f64),
    /// Lines of its text, for reveals.
    lines: Vec<Rect>,
    /// Sprites of a counter's values.
    values: Mutex<HashMap<String, Option<Arc<Sprite>>>>,
}

impl Layer {
    /// A layer with its pixels.
    #[must_use]
    pub fn new(
        id: u32,
        parent: Option<usize>,
        score: Score,
        content: Content,
        sprite: Option<Arc<Sprite>>,
    ) -> Self {
        let lines = sprite.as_ref().map(|s| s.lines()).unwrap_or_default();
        let centre = sprite.as_ref().map_or((0.0, 0.0), |s| centre_of(&s.home));
        Self { id, parent, score, content, sprite, centre, lines, values: Mutex::default() }
    }

    /// The pixels at `t` seconds into the scene.
    ///
    /// # Errors
    /// A value that cannot be drawn.
    pub fn pixels(&self, page: &Page, surface: &Surface, t: f64) -> Result<Option<Arc<Sprite>>> {
        let Content::Count { class, from, to, seconds, decimals, affixes } = &self.content else {
            return Ok(self.sprite.clone());
        };
        let share = ((t - self.score.at) / seconds.max(1e-6)).clamp(0.0, 1.0);
        let eased = 1.0 - (1.0 - share).powi(3);
        let value = from + (to - from) * eased;
        let text = format!("{}{}{}", affixes.0, grouped(value, *decimals), affixes.1);
        let mut values = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sprite) = values.get(&text) {
            return Ok(sprite.clone());
        }
        let drawn = page.with_text(class, &text).draw_layer(surface, self.id)?.map(Arc::new);
        values.insert(text, drawn.clone());
        Ok(drawn)
    }

    /// The item for `sprite` under `map`, `opacity` and the canvas part `clip`.
    #[must_use]
    pub fn item(
        &self,
        key: (u32, u32),
        sprite: Arc<Sprite>,
        pose: &Pose,
        map: &Affine,
        opacity: f64,
        clip: Rect,
    ) -> Option<Item> {
        let alpha = (opacity * 255.0).round() as u8;
        let parts = self.parts(pose, &sprite);
        if alpha == 0 || clip.is_empty() || parts.as_ref().is_some_and(Vec::is_empty) {
            return None;
        }
        let centre = centre_of(&sprite.home);
        let moved = map.apply(centre);
        let unit = f64::from(1 << SUBPIXEL_BITS);
        let one = f64::from(1 << LINEAR_BITS);
        let place = Place {
            linear: map.linear.map(|v| (v * one).round() as i32),
            shift: (
                ((moved.0 - centre.0) * unit).round() as i32,
                ((moved.1 - centre.1) * unit).round() as i32,
            ),
            alpha,
            clip,
            parts,
        };
        Some(Item { key, sprite, place })
    }

    /// The parts of the sprite that a reveal or a wipe leaves.
    fn parts(&self, pose: &Pose, sprite: &Sprite) -> Option<Vec<Rect>> {
        if pose.reveal < 1.0 && !self.lines.is_empty() {
            let total: i32 = self.lines.iter().map(Rect::width).sum();
            let mut left = (f64::from(total) * pose.reveal).round() as i32;
            let mut parts = Vec::new();
            for line in &self.lines {
                if left <= 0 {
                    break;
                }
                let shown = left.min(line.width());
                parts.push(Rect { x1: line.x0 + shown, ..*line });
                left -= line.width();
            }
            return Some(parts);
        }
        if pose.wipe < 1.0 {
            let width = (f64::from(sprite.home.width()) * pose.wipe).round() as i32;
            let part = Rect::new(0, 0, width, sprite.home.height());
            return Some(if part.is_empty() { Vec::new() } else { vec![part] });
        }
        None
    }
}

/// The middle of a rectangle.
#[must_use]
pub fn centre_of(rect: &Rect) -> (f64, f64) {
    (f64::from(rect.x0 + rect.x1) / 2.0, f64::from(rect.y0 + rect.y1) / 2.0)
}

/// A number with thousands grouped by commas from five digits on.
#[must_use]
pub fn grouped(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let (sign, text) = text.strip_prefix('-').map_or(("", text.as_str()), |t| ("-", t));
    let (whole, rest) = text.split_once('.').map_or((text, ""), |(w, r)| (w, r));
    let mut out = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if whole.len() > 4 && index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if !rest.is_empty() {
        out.push('.');
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_grouped() {
        assert_eq!(grouped(1_234_567.0, 0), "1,234,567");
        assert_eq!(grouped(-9999.5, 1), "-9999.5");
        assert_eq!(grouped(10_000.0, 2), "10,000.00");
    }

    #[test]
    fn a_pose_at_rest_maps_every_point_to_itself() {
        let map = Affine::of_pose(&Pose::default(), (100.0, 50.0), 1.0);
        assert_eq!(map.apply((7.0, 9.0)), (7.0, 9.0));
    }

    #[test]
    fn scaling_keeps_the_centre() {
        let pose = Pose { scale: 2.0, rotate: 30.0, ..Pose::default() };
        let (x, y) = Affine::of_pose(&pose, (100.0, 50.0), 1.0).apply((100.0, 50.0));
        assert!((x - 100.0).abs() < 1e-9 && (y - 50.0).abs() < 1e-9);
    }
}
