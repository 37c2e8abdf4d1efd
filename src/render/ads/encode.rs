//! Finished ads as files: PNG, JPEG and WebP.

use takumi::prelude::{Bitmap, OutputFormat, Quality};

use super::render::Rendered;
use crate::error::{Error, Result};

/// The file formats of an ad.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Lossless, with transparency.
    #[default]
    Png,
    /// Small, without transparency; see-through parts become white.
    Jpg,
    /// Smallest; lossless at quality 100.
    Webp,
}

impl Format {
    /// Every format with its name.
    pub const ALL: [(&'static str, Self); 3] =
        [("png", Self::Png), ("jpg", Self::Jpg), ("webp", Self::Webp)];

    /// The format of that name or file ending.
    ///
    /// # Errors
    /// `Validation` listing the names.
    pub fn named(name: &str) -> Result<Self> {
        let lower = name.to_ascii_lowercase();
        let wanted = if lower == "jpeg" { "jpg" } else { lower.as_str() };
        Self::ALL.iter().find(|(known, _)| *known == wanted).map(|(_, format)| *format).ok_or_else(
            || Error::field("/format", format!("expected png, jpg or webp, found \"{name}\"")),
        )
    }

    /// The type that a server sends.
    #[must_use]
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpg => "image/jpeg",
            Self::Webp => "image/webp",
        }
    }
}

/// Encodes an ad; `quality` from 1 to 100 counts for jpg and webp.
///
/// # Errors
/// An encoder that fails, which is a bug.
pub fn encode(ad: &Rendered, format: Format, quality: u8) -> Result<Vec<u8>> {
    let quality = Quality::new(quality.clamp(1, 100));
    let (pixels, output) = match format {
        Format::Png => (ad.rgba.clone(), OutputFormat::Png),
        Format::Jpg => (on_white(&ad.rgba), OutputFormat::Jpeg { quality }),
        Format::Webp if quality.get() == 100 => (ad.rgba.clone(), OutputFormat::WebPLossless),
        Format::Webp => (ad.rgba.clone(), OutputFormat::WebP { quality }),
    };
    let bitmap = Bitmap::from_raw(ad.width, ad.height, pixels)
        .ok_or_else(|| Error::internal("pixels do not fill the ad"))?;
    let mut bytes = Vec::with_capacity(1 << 20);
    takumi::write_image(&bitmap, &mut bytes, output)
        .map_err(|e| Error::internal(format!("encoding {} failed", format.mime())).caused_by(e))?;
    Ok(bytes)
}

fn on_white(rgba: &[u8]) -> Vec<u8> {
    let mut pixels = rgba.to_vec();
    for pixel in pixels.chunks_exact_mut(4).filter(|p| p[3] < 255) {
        let alpha = u32::from(pixel[3]);
        for channel in &mut pixel[..3] {
            *channel = ((u32::from(*channel) * alpha + 255 * (255 - alpha) + 127) / 255) as u8;
        }
        pixel[3] = 255;
    }
    pixels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_writes_its_own_signature_and_the_size() {
        let rgba = [40, 80, 120, 255].repeat(32 * 16);
        let ad = Rendered { rgba, width: 32, height: 16, warnings: Vec::new() };
        for (name, format) in Format::ALL {
            let bytes = encode(&ad, format, 85).expect("encodes");
            let read = image::load_from_memory(&bytes).expect("decodes");
            assert_eq!((read.width(), read.height()), (32, 16), "{name}");
        }
    }

    #[test]
    fn see_through_parts_of_a_jpg_are_white() {
        assert_eq!(on_white(&[0, 0, 0, 0]), [255, 255, 255, 255]);
    }

    #[test]
    fn a_format_goes_by_its_common_names() {
        assert_eq!(Format::named("JPEG").expect("jpg"), Format::Jpg);
        assert!(Format::named("bmp").is_err());
    }
}
