//! The compositor: blends sprites onto a canvas, repaints only what changed, and keeps the I420
//! picture that the encoder reads in step with it.
//!
//! Everything about an item's place is an integer, so "nothing changed" is an exact comparison.
//! What is where at which time comes from `timeline`.

use std::sync::Arc;

use yuv::{
    BufferStoreMut, YuvConversionMode, YuvPlanarImageMut, YuvRange, YuvStandardMatrix,
    rgba_to_yuv420,
};

use super::{
    blend,
    encode::Yuv,
    sprite::{Rect, Sprite},
};
use crate::error::{Error, Result};

/// Fractional bits of a translation: 1/16 pixel.
pub const SUBPIXEL_BITS: u32 = 4;
/// Fractional bits of the linear part of a transform.
pub const LINEAR_BITS: u32 = 14;
/// The linear part of a transform that neither scales nor turns.
pub const UPRIGHT: [i32; 4] = [1 << LINEAR_BITS, 0, 0, 1 << LINEAR_BITS];

/// More dirty rectangles than this are drawn as one.
const MAX_RECTS: usize = 64;

/// Where and how strongly a sprite shows, in device pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Linear part of the transform about the sprite's centre, row by row, with [`LINEAR_BITS`].
    pub linear: [i32; 4],
    /// Shift of the sprite's centre, with [`SUBPIXEL_BITS`].
    pub shift: (i32, i32),
    /// 0 to 255.
    pub alpha: u8,
    /// The part of the canvas it may touch.
    pub clip: Rect,
    /// The parts of the sprite that show (its own coordinates); `None` is all of it.
    pub parts: Option<Vec<Rect>>,
}

/// One sprite in a frame.
#[derive(Clone, Debug)]
pub struct Item {
    /// Same thing in another frame; items of a frame are sorted by it.
    pub key: (u32, u32),
    /// The pixels.
    pub sprite: Arc<Sprite>,
    /// Where they go.
    pub place: Place,
}

impl Item {
    fn is_same(&self, other: &Self) -> bool {
        self.sprite.id == other.sprite.id && self.place == other.place
    }

    /// Whole-pixel shift when the sprite is neither scaled, turned nor between pixels.
    fn whole_shift(&self) -> Option<(i32, i32)> {
        let (x, y) = self.place.shift;
        let mask = (1 << SUBPIXEL_BITS) - 1;
        (self.place.linear == UPRIGHT && x & mask == 0 && y & mask == 0)
            .then_some((x >> SUBPIXEL_BITS, y >> SUBPIXEL_BITS))
    }

    /// The part of the canvas it can touch.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        let home = self.sprite.home;
        let rect = if let Some((x, y)) = self.whole_shift() {
            Rect { x0: home.x0 + x, y0: home.y0 + y, x1: home.x1 + x, y1: home.y1 + y }
        } else {
            let [a, b, c, d] =
                self.place.linear.map(|v| f64::from(v) / f64::from(1 << LINEAR_BITS));
            let half = (f64::from(home.width()) / 2.0, f64::from(home.height()) / 2.0);
            let reach_x = a.abs() * half.0 + b.abs() * half.1 + 1.0;
            let reach_y = c.abs() * half.0 + d.abs() * half.1 + 1.0;
            let unit = f64::from(1 << SUBPIXEL_BITS);
            let centre_x = f64::from(home.x0) + half.0 + f64::from(self.place.shift.0) / unit;
            let centre_y = f64::from(home.y0) + half.1 + f64::from(self.place.shift.1) / unit;
            Rect {
                x0: (centre_x - reach_x).floor() as i32,
                y0: (centre_y - reach_y).floor() as i32,
                x1: (centre_x + reach_x).ceil() as i32,
                y1: (centre_y + reach_y).ceil() as i32,
            }
        };
        rect.intersect(&self.place.clip)
    }

    /// Whether it hides all that lies under `rect`.
    fn hides(&self, rect: &Rect) -> bool {
        let covers =
            |b: Rect| b.x0 <= rect.x0 && b.y0 <= rect.y0 && b.x1 >= rect.x1 && b.y1 >= rect.y1;
        self.sprite.opaque
            && self.place.alpha == 255
            && self.place.parts.is_none()
            && self.whole_shift().is_some()
            && covers(self.bounds())
    }
}

/// A picture that is repainted in place.
pub struct Canvas {
    width: i32,
    height: i32,
    rgba: Vec<u8>,
    yuv: Yuv,
    shown: Vec<Item>,
    fresh: bool,
}

impl Canvas {
    /// An empty canvas; sizes must be even.
    #[must_use]
    pub fn new(width: u32, height: u32) -> Self {
        let pixels = width as usize * height as usize;
        Self {
            width: width as i32,
            height: height as i32,
            rgba: vec![0; pixels * 4],
            yuv: Yuv {
                width,
                height,
                y: vec![16; pixels],
                u: vec![128; pixels / 4],
                v: vec![128; pixels / 4],
            },
            shown: Vec::new(),
            fresh: true,
        }
    }

    /// Whether `items` would look exactly like what is shown; nothing is drawn to find out.
    #[must_use]
    pub fn shows(&self, items: &[Item]) -> bool {
        !self.fresh
            && self.shown.len() == items.len()
            && self.shown.iter().zip(items).all(|(a, b)| a.key == b.key && a.is_same(b))
    }

    /// Draws `items` (sorted by key, lowest first) and brings the I420 picture up to date.
    ///
    /// # Errors
    /// Colour conversion that refuses the picture's size.
    pub fn draw(&mut self, items: Vec<Item>) -> Result<()> {
        for rect in self.dirty(&items) {
            self.repaint(&rect, &items);
            self.convert(&rect)?;
        }
        self.shown = items;
        self.fresh = false;
        Ok(())
    }

    /// The picture as the encoder wants it.
    #[must_use]
    pub fn yuv(&self) -> &Yuv {
        &self.yuv
    }

    /// The picture as opaque RGBA.
    #[must_use]
    pub fn rgba(&self) -> &[u8] {
        &self.rgba
    }

    fn whole(&self) -> Rect {
        Rect::new(0, 0, self.width, self.height)
    }

    fn dirty(&self, items: &[Item]) -> Vec<Rect> {
        if self.fresh {
            return vec![self.whole()];
        }
        let mut rects = Vec::new();
        let (mut old, mut new) = (self.shown.iter().peekable(), items.iter().peekable());
        loop {
            match (old.peek(), new.peek()) {
                (None, None) => break,
                (Some(a), Some(b)) if a.key == b.key => {
                    if !a.is_same(b) {
                        rects.push(a.bounds());
                        rects.push(b.bounds());
                    }
                    old.next();
                    new.next();
                }
                (Some(a), b) if b.is_none_or(|b| a.key < b.key) => {
                    rects.push(a.bounds());
                    old.next();
                }
                (_, Some(b)) => {
                    rects.push(b.bounds());
                    new.next();
                }
                (Some(_), None) => unreachable!("covered by the guard above"),
            }
        }
        merge(rects, &self.whole())
    }

    fn repaint(&mut self, rect: &Rect, items: &[Item]) {
        let bottom = items.iter().rposition(|item| item.hides(rect));
        if bottom.is_none() {
            let stride = self.width as usize * 4;
            for y in rect.y0..rect.y1 {
                let row = y as usize * stride;
                let cells = &mut self.rgba[row + rect.x0 as usize * 4..row + rect.x1 as usize * 4];
                for pixel in cells.chunks_exact_mut(4) {
                    pixel.copy_from_slice(&[0, 0, 0, 255]);
                }
            }
        }
        for item in &items[bottom.unwrap_or(0)..] {
            let area = item.bounds().intersect(rect);
            if area.is_empty() || item.place.alpha == 0 {
                continue;
            }
            let whole = [Rect::new(0, 0, item.sprite.home.width(), item.sprite.home.height())];
            let parts = item.place.parts.as_deref().unwrap_or(&whole);
            let mut target = blend::Target { pixels: &mut self.rgba, width: self.width, area };
            for part in parts {
                match item.whole_shift() {
                    Some(shift) => {
                        blend::straight(&mut target, &item.sprite, shift, part, item.place.alpha);
                    }
                    None => blend::transformed(&mut target, &item.sprite, &item.place, part),
                }
            }
        }
    }

    fn convert(&mut self, rect: &Rect) -> Result<()> {
        let width = self.width as usize;
        let (x, y) = (rect.x0 as usize, rect.y0 as usize);
        let chroma = y / 2 * (width / 2) + x / 2;
        let mut image = YuvPlanarImageMut {
            y_plane: BufferStoreMut::Borrowed(&mut self.yuv.y[y * width + x..]),
            y_stride: self.width as u32,
            u_plane: BufferStoreMut::Borrowed(&mut self.yuv.u[chroma..]),
            u_stride: self.width as u32 / 2,
            v_plane: BufferStoreMut::Borrowed(&mut self.yuv.v[chroma..]),
            v_stride: self.width as u32 / 2,
            width: rect.width() as u32,
            height: rect.height() as u32,
        };
        rgba_to_yuv420(
            &mut image,
            &self.rgba[(y * width + x) * 4..],
            self.width as u32 * 4,
            YuvRange::Limited,
            YuvStandardMatrix::Bt709,
            YuvConversionMode::Balanced,
        )
        .map_err(|e| Error::internal(format!("converting {rect:?} to I420 failed: {e}")))
    }
}

/// Few rectangles that cover all of `rects`, with even edges, inside `whole`.
fn merge(rects: Vec<Rect>, whole: &Rect) -> Vec<Rect> {
    let mut merged: Vec<Rect> = Vec::new();
    for rect in rects {
        let mut rect = rect.even().intersect(whole);
        if rect.is_empty() {
            continue;
        }
        // Joining may make a rectangle reach another one, so look again until nothing changes.
        while let Some(at) = merged.iter().position(|other| {
            let joined = rect.union(other).area();
            !rect.intersect(other).is_empty() || joined <= (rect.area() + other.area()) * 6 / 5
        }) {
            rect = rect.union(&merged.swap_remove(at));
        }
        merged.push(rect);
    }
    if merged.len() > MAX_RECTS {
        let all = merged.iter().fold(Rect::default(), |all, rect| all.union(rect));
        return vec![all];
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(key: u32, colour: [u8; 4], home: Rect, shift: (i32, i32), alpha: u8) -> Item {
        let pixels = colour.repeat(home.area() as usize);
        Item {
            key: (0, key),
            sprite: Arc::new(Sprite::new(home, pixels)),
            place: Place {
                linear: UPRIGHT,
                shift,
                alpha,
                clip: Rect::new(0, 0, 64, 64),
                parts: None,
            },
        }
    }

    #[test]
    fn a_repainted_part_looks_the_same_as_a_whole_repaint() {
        let back = item(0, [10, 20, 30, 255], Rect::new(0, 0, 64, 64), (0, 0), 255);
        let mut dot = item(1, [200, 0, 0, 255], Rect::new(8, 8, 9, 7), (0, 0), 180);
        let mut canvas = Canvas::new(64, 64);
        canvas.draw(vec![back.clone(), dot.clone()]).expect("draws");
        dot.place.shift = (37, -21);
        canvas.draw(vec![back.clone(), dot.clone()]).expect("draws");
        let mut other = Canvas::new(64, 64);
        other.draw(vec![back, dot]).expect("draws");
        assert_eq!(canvas.rgba(), other.rgba());
        assert_eq!(canvas.yuv().y, other.yuv().y);
        assert_eq!(canvas.yuv().u, other.yuv().u);
    }

    #[test]
    fn an_equal_frame_is_known_before_it_is_drawn() {
        let back = item(0, [0, 0, 0, 255], Rect::new(0, 0, 64, 64), (0, 0), 255);
        let mut canvas = Canvas::new(64, 64);
        assert!(!canvas.shows(std::slice::from_ref(&back)));
        canvas.draw(vec![back.clone()]).expect("draws");
        assert!(canvas.shows(&[back]));
    }

    #[test]
    fn white_and_black_land_on_the_ends_of_limited_range() {
        let mut canvas = Canvas::new(64, 64);
        let white = item(0, [255; 4], Rect::new(0, 0, 64, 64), (0, 0), 255);
        canvas.draw(vec![white]).expect("draws");
        assert_eq!(canvas.yuv().y[0], 235);
        assert_eq!(canvas.yuv().u[0], 128);
        canvas.draw(Vec::new()).expect("draws");
        assert_eq!(canvas.yuv().y[0], 16);
    }
}
