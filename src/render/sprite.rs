//! A sprite: premultiplied RGBA pixels with a place on the canvas, and whole-pixel rectangles.
//!
//! Sprites are made once by `page` and blended by `compositor`; this file only holds and trims
//! them.

use std::sync::atomic::{AtomicU64, Ordering};

/// A rectangle in whole device pixels; `x1`/`y1` lie outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Rect {
    /// Left edge.
    pub x0: i32,
    /// Top edge.
    pub y0: i32,
    /// Right edge, exclusive.
    pub x1: i32,
    /// Bottom edge, exclusive.
    pub y1: i32,
}

impl Rect {
    /// From position and size.
    #[must_use]
    pub const fn new(x: i32, y: i32, width: i32, height: i32) -> Self {
        Self { x0: x, y0: y, x1: x + width, y1: y + height }
    }

    /// Width, never negative.
    #[must_use]
    pub fn width(&self) -> i32 {
        (self.x1 - self.x0).max(0)
    }

    /// Height, never negative.
    #[must_use]
    pub fn height(&self) -> i32 {
        (self.y1 - self.y0).max(0)
    }

    /// Number of pixels.
    #[must_use]
    pub fn area(&self) -> i64 {
        i64::from(self.width()) * i64::from(self.height())
    }

    /// Whether nothing lies in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.x1 <= self.x0 || self.y1 <= self.y0
    }

    /// What both cover.
    #[must_use]
    pub fn intersect(&self, other: &Self) -> Self {
        Self {
            x0: self.x0.max(other.x0),
            y0: self.y0.max(other.y0),
            x1: self.x1.min(other.x1),
            y1: self.y1.min(other.y1),
        }
    }

    /// The smallest rectangle around both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        if self.is_empty() {
            return *other;
        }
        if other.is_empty() {
            return *self;
        }
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// Grown to even edges, as 4:2:0 chroma needs.
    #[must_use]
    pub fn even(&self) -> Self {
        Self { x0: self.x0 & !1, y0: self.y0 & !1, x1: (self.x1 + 1) & !1, y1: (self.y1 + 1) & !1 }
    }
}

/// Premultiplied RGBA pixels at their place on the canvas.
#[derive(Debug)]
pub struct Sprite {
    /// Unlike any other sprite of this process; equal ids mean equal pixels.
    pub id: u64,
    /// Where it lies when nothing moves it.
    pub home: Rect,
    /// `home.width() * home.height() * 4` bytes.
    pub pixels: Vec<u8>,
    /// Whether every pixel is opaque.
    pub opaque: bool,
    /// For each row, the columns (start, end) outside which all is transparent.
    pub spans: Vec<(u32, u32)>,
}

impl Sprite {
    /// Takes premultiplied pixels.
    #[must_use]
    pub fn new(home: Rect, pixels: Vec<u8>) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let opaque = pixels.chunks_exact(4).all(|p| p[3] == 255);
        let width = home.width() as usize;
        let spans = if width == 0 {
            Vec::new()
        } else {
            pixels.chunks_exact(width * 4).map(|row| row_span(row, opaque)).collect()
        };
        Self { id: NEXT.fetch_add(1, Ordering::Relaxed), home, pixels, opaque, spans }
    }

    /// Takes pixels whose colours are not multiplied by their alpha.
    #[must_use]
    pub fn from_straight(home: Rect, mut pixels: Vec<u8>) -> Self {
        for pixel in pixels.chunks_exact_mut(4) {
            let alpha = u32::from(pixel[3]);
            if alpha < 255 {
                for channel in &mut pixel[..3] {
                    *channel = ((u32::from(*channel) * alpha + 127) / 255) as u8;
                }
            }
        }
        Self::new(home, pixels)
    }

    /// Cut down to the pixels that show; `None` when none do.
    #[must_use]
    pub fn trimmed(self) -> Option<Self> {
        let mut bounds = Rect { x0: i32::MAX, y0: i32::MAX, x1: i32::MIN, y1: i32::MIN };
        for (y, (start, end)) in self.spans.iter().enumerate() {
            if start < end {
                bounds.x0 = bounds.x0.min(*start as i32);
                bounds.x1 = bounds.x1.max(*end as i32);
                bounds.y0 = bounds.y0.min(y as i32);
                bounds.y1 = bounds.y1.max(y as i32 + 1);
            }
        }
        if bounds.is_empty() {
            return None;
        }
        if bounds.width() == self.home.width() && bounds.height() == self.home.height() {
            return Some(self);
        }
        let stride = self.home.width() as usize * 4;
        let (from, to) = (bounds.x0 as usize * 4, bounds.x1 as usize * 4);
        let pixels = (bounds.y0 as usize..bounds.y1 as usize)
            .flat_map(|y| &self.pixels[y * stride + from..y * stride + to])
            .copied()
            .collect();
        let home = Rect::new(
            self.home.x0 + bounds.x0,
            self.home.y0 + bounds.y0,
            bounds.width(),
            bounds.height(),
        );
        Some(Self::new(home, pixels))
    }

    /// Rows that show, in runs without a gap: the lines of a text, top to bottom, each with the
    /// columns it covers. Coordinates are inside the sprite.
    #[must_use]
    pub fn lines(&self) -> Vec<Rect> {
        let mut lines: Vec<Rect> = Vec::new();
        for (y, (start, end)) in self.spans.iter().enumerate() {
            if start >= end {
                continue;
            }
            let row = Rect::new(*start as i32, y as i32, (*end - *start) as i32, 1);
            match lines.last_mut() {
                Some(line) if line.y1 == y as i32 => *line = line.union(&row),
                _ => lines.push(row),
            }
        }
        lines
    }
}

fn row_span(row: &[u8], opaque: bool) -> (u32, u32) {
    let width = row.len() / 4;
    if opaque {
        return (0, width as u32);
    }
    let first = row.chunks_exact(4).position(|p| p[3] != 0);
    let last = row.chunks_exact(4).rposition(|p| p[3] != 0);
    match (first, last) {
        (Some(first), Some(last)) => (first as u32, last as u32 + 1),
        _ => (0, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dot() -> Sprite {
        let mut pixels = vec![0; 4 * 3 * 4];
        pixels[(4 + 2) * 4 + 3] = 200;
        Sprite::new(Rect::new(10, 20, 4, 3), pixels)
    }

    #[test]
    fn trimming_keeps_the_place_on_the_canvas() {
        let sprite = dot().trimmed().expect("one pixel shows");
        assert_eq!(sprite.home, Rect::new(12, 21, 1, 1));
        assert_eq!(sprite.pixels, [0, 0, 0, 200]);
    }

    #[test]
    fn a_sprite_that_shows_nothing_is_no_sprite() {
        assert!(Sprite::new(Rect::new(0, 0, 2, 2), vec![0; 16]).trimmed().is_none());
    }
}
