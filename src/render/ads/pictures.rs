//! The pictures of an ad: bytes that the caller fetched, checked and decoded.
//!
//! Dimensions are read before anything is decoded, so that a small file cannot claim a huge
//! picture. Photographs are turned as their camera says. Where pictures lie is left to `html`.

use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write,
    io::Cursor,
    sync::Arc,
};

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, metadata::Orientation};
use takumi::prelude::ImageSource;

use crate::error::{Error, Kind, Result};

/// Longest side of a picture in pixels.
pub const MAX_SIDE: u32 = 8192;
/// Most pixels of a picture.
pub const MAX_PIXELS: u64 = 40_000_000;
/// Largest drawing (SVG) in bytes.
const MAX_SVG: usize = 2 << 20;

/// Decoded pictures by asset key.
#[derive(Clone, Default)]
pub struct Pictures {
    by_key: BTreeMap<String, (ImageSource, (f64, f64))>,
}

impl Pictures {
    /// Decodes `files`, by asset key.
    ///
    /// # Errors
    /// `PayloadTooLarge` or `Validation`, naming the asset.
    pub fn decode(files: &BTreeMap<String, Vec<u8>>) -> Result<Self> {
        let mut pictures = Self::default();
        for (key, bytes) in files {
            pictures.add(key, bytes)?;
        }
        Ok(pictures)
    }

    /// Decodes one picture and files it under `key`.
    ///
    /// # Errors
    /// As [`Self::decode`].
    pub fn add(&mut self, key: &str, bytes: &[u8]) -> Result<()> {
        self.by_key.insert(key.to_owned(), decode(key, bytes)?);
        Ok(())
    }

    /// Whether there is a picture of that key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.by_key.contains_key(key)
    }

    /// The keys that have a picture.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.by_key.keys().map(String::as_str)
    }

    /// Width and height of a picture in pixels.
    #[must_use]
    pub fn size(&self, key: &str) -> Option<(f64, f64)> {
        self.by_key.get(key).map(|(_, size)| *size)
    }

    /// The pictures as a page wants them: by the `src` that [`source`] gives.
    pub(super) fn by_source(&self) -> HashMap<Arc<str>, ImageSource> {
        self.by_key.iter().map(|(key, (image, _))| (source(key).into(), image.clone())).collect()
    }
}

/// What the HTML calls the picture of `key`.
pub(super) fn source(key: &str) -> String {
    let mut name = String::from("asset:");
    for byte in key.bytes() {
        // Hexadecimal, so that no key can mean something to HTML.
        let _ = write!(name, "{byte:02x}");
    }
    name
}

fn decode(key: &str, bytes: &[u8]) -> Result<(ImageSource, (f64, f64))> {
    let wrong = |message: String| Error::field(format!("/bindings/assets/{key}"), message);
    let unreadable =
        || wrong("expected a PNG, JPEG, WebP, GIF or SVG picture, found something else".to_owned());
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    let Some(format) = reader.format() else {
        let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
        if !String::from_utf8_lossy(head).contains("<svg") && !head.starts_with(b"<?xml") {
            return Err(unreadable());
        }
        if bytes.len() > MAX_SVG {
            return Err(too_large(key, &format!("{} bytes of SVG", bytes.len())));
        }
        let drawing = ImageSource::from_bytes(bytes).map_err(|e| unreadable().caused_by(e))?;
        let ImageSource::Svg(svg) = &drawing else { return Err(unreadable()) };
        let (width, height) = svg.dimensions();
        return Ok((drawing.clone(), (f64::from(width), f64::from(height))));
    };
    let mut decoder = reader.into_decoder().map_err(|e| unreadable().caused_by(e))?;
    let (width, height) = decoder.dimensions();
    if width.max(height) > MAX_SIDE || u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(too_large(key, &format!("{width}x{height} pixels")));
    }
    let turn = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    if turn != Orientation::NoTransforms {
        let mut picture = DynamicImage::from_decoder(decoder)
            .map_err(|e| wrong("the picture is damaged".to_owned()).caused_by(e))?;
        picture.apply_orientation(turn);
        let mut upright = Cursor::new(Vec::new());
        picture
            .write_to(&mut upright, ImageFormat::Png)
            .map_err(|e| Error::internal("turning a picture failed").caused_by(e))?;
        let size = (f64::from(picture.width()), f64::from(picture.height()));
        return ImageSource::from_bytes(upright.get_ref())
            .map(|image| (image, size))
            .map_err(|e| Error::internal("turning a picture failed").caused_by(e));
    }
    if matches!(format, ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP | ImageFormat::Gif)
    {
        return ImageSource::from_bytes(bytes)
            .map(|image| (image, (f64::from(width), f64::from(height))))
            .map_err(|e| wrong("the picture is damaged".to_owned()).caused_by(e));
    }
    Err(unreadable())
}

fn too_large(key: &str, found: &str) -> Error {
    Error::new(
        Kind::PayloadTooLarge,
        format!("asset \"{key}\" is too large: {found}, at most {MAX_SIDE} a side and {MAX_PIXELS} in all"),
    )
    .hint("scale the picture down; an ad shows at most 4096 pixels a side")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_that_claims_a_huge_size_is_refused_before_decoding() {
        // A PNG header of 60000x60000 with no pixels behind it.
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        png.extend(60_000_u32.to_be_bytes());
        png.extend(60_000_u32.to_be_bytes());
        png.extend([8, 6, 0, 0, 0, 0x5a, 0x5b, 0x0b, 0xc7]);
        let mut pictures = Pictures::default();
        let error = pictures.add("hero", &png).expect_err("refused");
        assert!(matches!(error.kind(), Kind::PayloadTooLarge | Kind::Validation));
        assert!(!pictures.has("hero"));
    }

    #[test]
    fn bytes_that_are_no_picture_are_named_by_their_binding() {
        let error = Pictures::default().add("hero", b"hello").expect_err("no picture");
        assert_eq!(error.field_errors()[0].field, "/bindings/assets/hero");
    }
}
