//! The two inner loops of the compositor: a straight copy-with-alpha and a bilinear transform.
//!
//! Pixels are premultiplied RGBA, two channels at a time in one 32-bit word; the destination is
//! opaque. Which sprite goes where is `compositor`'s business.

use super::{
    compositor::{LINEAR_BITS, Place, SUBPIXEL_BITS},
    sprite::{Rect, Sprite},
};

/// The canvas and the part of it that may be touched.
pub struct Target<'a> {
    /// Opaque RGBA.
    pub pixels: &'a mut [u8],
    /// Canvas width in pixels.
    pub width: i32,
    /// Inside the canvas.
    pub area: Rect,
}

/// Blends `part` of the sprite, shifted by whole pixels.
pub fn straight(target: &mut Target, sprite: &Sprite, shift: (i32, i32), part: &Rect, alpha: u8) {
    let origin = (sprite.home.x0 + shift.0, sprite.home.y0 + shift.1);
    let place = Rect {
        x0: part.x0 + origin.0,
        y0: part.y0 + origin.1,
        x1: part.x1 + origin.0,
        y1: part.y1 + origin.1,
    }
    .intersect(&target.area);
    if place.is_empty() {
        return;
    }
    let source_stride = sprite.home.width() as usize;
    for y in place.y0..place.y1 {
        let source_y = (y - origin.1) as usize;
        let (start, end) = sprite.spans[source_y];
        let x0 = place.x0.max(start as i32 + origin.0);
        let x1 = place.x1.min(end as i32 + origin.0);
        if x0 >= x1 {
            continue;
        }
        let from = (source_y * source_stride + (x0 - origin.0) as usize) * 4;
        let to = (y as usize * target.width as usize + x0 as usize) * 4;
        let length = (x1 - x0) as usize * 4;
        let source = &sprite.pixels[from..from + length];
        let row = &mut target.pixels[to..to + length];
        match (alpha, sprite.opaque) {
            (255, true) => row.copy_from_slice(source),
            (255, false) => over(row, source),
            _ => over_faded(row, source, u32::from(alpha)),
        }
    }
}

fn over(row: &mut [u8], source: &[u8]) {
    for (d, s) in row.chunks_exact_mut(4).zip(source.chunks_exact(4)) {
        match s[3] {
            0 => {}
            255 => d.copy_from_slice(s),
            a => store(d, mix(load(s), load(d), 255 - u32::from(a))),
        }
    }
}

fn over_faded(row: &mut [u8], source: &[u8], alpha: u32) {
    for (d, s) in row.chunks_exact_mut(4).zip(source.chunks_exact(4)) {
        if s[3] != 0 {
            let faded = scale(load(s), alpha);
            store(d, mix(faded, load(d), 255 - (faded >> 24)));
        }
    }
}

fn load(p: &[u8]) -> u32 {
    u32::from_le_bytes([p[0], p[1], p[2], p[3]])
}

fn store(p: &mut [u8], value: u32) {
    // The canvas stays opaque whatever rounding does to the alpha.
    p.copy_from_slice(&(value | 0xff00_0000).to_le_bytes());
}

/// Each channel times `factor`/255, rounded.
fn scale(value: u32, factor: u32) -> u32 {
    const ODD: u32 = 0x00ff_00ff;
    let divide = |pair: u32| {
        let pair = pair + 0x0080_0080;
        ((pair + ((pair >> 8) & ODD)) >> 8) & ODD
    };
    let low = divide((value & ODD) * factor);
    let high = divide(((value >> 8) & ODD) * factor);
    low | (high << 8)
}

/// `source` over `below`, which shows through by `through`/255.
fn mix(source: u32, below: u32, through: u32) -> u32 {
    const ODD: u32 = 0x00ff_00ff;
    let below = scale(below, through);
    // Rounding may push a channel one past 255; saturate each.
    let add = |a: u32, b: u32| {
        let sum = a + b;
        let over = (sum >> 8) & 0x0001_0001;
        (sum | (over * 255)) & ODD
    };
    add(source & ODD, below & ODD) | (add((source >> 8) & ODD, (below >> 8) & ODD) << 8)
}

/// Blends `part` of the sprite, scaled, turned or between pixels, with bilinear sampling.
pub fn transformed(target: &mut Target, sprite: &Sprite, place: &Place, part: &Rect) {
    let [a, b, c, d] = place.linear.map(|v| f64::from(v) / f64::from(1 << LINEAR_BITS));
    let determinant = a * d - b * c;
    if determinant.abs() < 1e-6 {
        return;
    }
    // Canvas → sprite: the inverse, stepped in 16.16 fixed point along a row.
    let inverse = [d / determinant, -b / determinant, -c / determinant, a / determinant];
    let half = (f64::from(sprite.home.width()) / 2.0, f64::from(sprite.home.height()) / 2.0);
    let unit = f64::from(1 << SUBPIXEL_BITS);
    let centre = (
        f64::from(sprite.home.x0) + half.0 + f64::from(place.shift.0) / unit,
        f64::from(sprite.home.y0) + half.1 + f64::from(place.shift.1) / unit,
    );
    let fixed = |v: f64| (v * 65536.0).round() as i64;
    let (step_u, step_v) = (fixed(inverse[0]), fixed(inverse[2]));
    let area = target.area;
    for y in area.y0..area.y1 {
        let dy = f64::from(y) + 0.5 - centre.1;
        let dx = f64::from(area.x0) + 0.5 - centre.0;
        // Sample positions are pixel centres, hence the half taken off.
        let mut u = fixed(inverse[0] * dx + inverse[1] * dy + half.0 - 0.5);
        let mut v = fixed(inverse[2] * dx + inverse[3] * dy + half.1 - 0.5);
        let Some((skip, count)) = inside(u, v, step_u, step_v, part, area.width()) else {
            continue;
        };
        u += step_u * i64::from(skip);
        v += step_v * i64::from(skip);
        let to = (y as usize * target.width as usize + (area.x0 + skip) as usize) * 4;
        let row = &mut target.pixels[to..to + count as usize * 4];
        for pixel in row.chunks_exact_mut(4) {
            let sample = sample(sprite, part, u, v);
            if sample != 0 {
                let faded =
                    if place.alpha == 255 { sample } else { scale(sample, u32::from(place.alpha)) };
                store(pixel, mix(faded, load(pixel), 255 - (faded >> 24)));
            }
            u += step_u;
            v += step_v;
        }
    }
}

/// The steps of a row (how many to skip, how many to take) whose samples touch `part`.
fn inside(u: i64, v: i64, step_u: i64, step_v: i64, part: &Rect, width: i32) -> Option<(i32, i32)> {
    let mut first = 0i64;
    let mut last = i64::from(width);
    for (start, step, low, high) in [
        (u, step_u, i64::from(part.x0 - 1) << 16, i64::from(part.x1) << 16),
        (v, step_v, i64::from(part.y0 - 1) << 16, i64::from(part.y1) << 16),
    ] {
        if step == 0 {
            if start <= low || start >= high {
                return None;
            }
            continue;
        }
        let (enter, leave) = if step > 0 { (low, high) } else { (high, low) };
        first = first.max((enter - start).div_euclid(step));
        last = last.min((leave - start).div_euclid(step) + 1);
    }
    (first < last).then(|| (first.max(0) as i32, (last - first.max(0)) as i32))
}

fn sample(sprite: &Sprite, part: &Rect, u: i64, v: i64) -> u32 {
    let (x, y) = ((u >> 16) as i32, (v >> 16) as i32);
    let (fx, fy) = (((u >> 8) & 255) as u32, ((v >> 8) & 255) as u32);
    let width = sprite.home.width();
    let at = |x: i32, y: i32| -> u32 {
        if x < part.x0 || y < part.y0 || x >= part.x1 || y >= part.y1 {
            return 0;
        }
        let i = (y as usize * width as usize + x as usize) * 4;
        load(&sprite.pixels[i..i + 4])
    };
    let top = lerp(at(x, y), at(x + 1, y), fx);
    let bottom = lerp(at(x, y + 1), at(x + 1, y + 1), fx);
    lerp(top, bottom, fy)
}

/// Between two pixels, `t` of 256 towards the second.
fn lerp(a: u32, b: u32, t: u32) -> u32 {
    const ODD: u32 = 0x00ff_00ff;
    if a == b {
        return a;
    }
    let one = |a: u32, b: u32| (((a & ODD) * (256 - t) + (b & ODD) * t + 0x0080_0080) >> 8) & ODD;
    one(a, b) | (one(a >> 8, b >> 8) << 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scaling_by_255_changes_nothing() {
        for value in [0, 0xffff_ffff, 0x8040_2010, 0x01fe_7f80] {
            assert_eq!(scale(value, 255), value);
        }
    }

    #[test]
    fn mixing_never_wraps_a_channel() {
        for through in 0..=255u32 {
            let source = (255 - through) * 0x0101_0101;
            let mixed = mix(source, 0xffff_ffff, through);
            assert_eq!(mixed, 0xffff_ffff, "through {through}");
        }
    }
}
