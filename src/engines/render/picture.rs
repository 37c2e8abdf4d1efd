//! Writes pictures: to a temporary name beside the target, then renamed.

use std::{io::Write, path::Path};

use image::{
    ExtendedColorType, ImageEncoder,
    codecs::png::{CompressionType, FilterType, PngEncoder},
};

use crate::error::{Error, Result};

/// Writes opaque or straight RGBA as PNG.
///
/// # Errors
/// A disk that is full or a folder that cannot be written.
pub fn write_png(target: &Path, rgba: &[u8], size: (u32, u32)) -> Result<()> {
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Adaptive)
        .write_image(rgba, size.0, size.1, ExtendedColorType::Rgba8)
        .map_err(|e| Error::internal("writing a PNG failed").caused_by(e))?;
    write(target, &bytes)
}

/// Writes `bytes` so that the file is whole or not there.
///
/// # Errors
/// As [`write_png`].
pub fn write(target: &Path, bytes: &[u8]) -> Result<()> {
    let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failed =
        |e: std::io::Error| Error::from(e).context(format!("writing {}", target.display()));
    let mut file = tempfile::Builder::new()
        .prefix(".remotion-media-")
        .permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644))
        .tempfile_in(folder)
        .map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.persist(target).map_err(|e| failed(e.error))?;
    Ok(())
}
