//! Test pictures, and OpenH264's own decoder as a judge.
//!
//! Only tests use it; what is tested lies beside each file.

use openh264::{decoder::Decoder, formats::YUVSource, nal_units};

use super::Yuv;

/// A title card: a gradient that stays, and a block of text-like bars that moves with `step`.
pub(crate) fn card(width: u32, height: u32, step: u32) -> Yuv {
    let mut picture = Yuv::black(width, height).unwrap();
    let (w, h) = (width as usize, height as usize);
    for y in 0..h {
        for x in 0..w {
            picture.y[y * w + x] = u8::try_from(30 + 80 * (x + y) / (w + h)).unwrap();
        }
    }
    let left = step as usize * 3 % (w / 2);
    for y in h / 4..h / 2 {
        for x in left..left + w / 3 {
            if ((x - left) / 3).is_multiple_of(2) || y % 7 < 3 {
                picture.y[y * w + x] = 220;
            }
            picture.u[y / 2 * (w / 2) + x / 2] = 150;
            picture.v[y / 2 * (w / 2) + x / 2] = 90;
        }
    }
    picture
}

/// Decodes a raw stream, one picture per access unit that shows one.
pub(crate) fn decode(stream: &[u8]) -> Vec<Yuv> {
    let mut decoder = Decoder::new().unwrap();
    let mut pictures = Vec::new();
    for nal in nal_units(stream) {
        if let Some(shown) = decoder.decode(nal).unwrap() {
            pictures.push(copied(&shown));
        }
    }
    for shown in decoder.flush_remaining().unwrap() {
        pictures.push(copied(&shown));
    }
    pictures
}

fn copied(shown: &impl YUVSource) -> Yuv {
    let (width, height) = shown.dimensions();
    let (ys, us, vs) = shown.strides();
    let rows = |plane: &[u8], stride: usize, width: usize| {
        plane.chunks(stride).flat_map(|row| row[..width].to_vec()).collect::<Vec<_>>()
    };
    let mut picture = Yuv {
        width: u32::try_from(width).unwrap(),
        height: u32::try_from(height).unwrap(),
        y: rows(shown.y(), ys, width),
        u: rows(shown.u(), us, width / 2),
        v: rows(shown.v(), vs, width / 2),
    };
    picture.y.truncate(width * height);
    picture.u.truncate(width * height / 4);
    picture.v.truncate(width * height / 4);
    picture
}

/// Peak signal-to-noise ratio of the luma, in decibels.
pub(crate) fn psnr(a: &Yuv, b: &Yuv) -> f64 {
    let error: f64 =
        a.y.iter().zip(&b.y).map(|(a, b)| (f64::from(*a) - f64::from(*b)).powi(2)).sum();
    let count = f64::from(a.width) * f64::from(a.height);
    10.0 * (255.0 * 255.0 / (error / count)).log10()
}
