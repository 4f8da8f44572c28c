//! Owns pixels and making fewer of them.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

use super::Format;

/// An image in memory, eight bits a channel in sRGB.
#[derive(Clone, Debug)]
pub(super) struct Pixels {
    pub(super) width: u32,
    pub(super) height: u32,
    /// Whether there are four channels, not three.
    pub(super) has_alpha: bool,
    pub(super) bytes: Vec<u8>,
    /// Whether it comes from a file that keeps every pixel as it was.
    pub(super) is_lossless: bool,
    /// The format of its file, if it is one that versions are made in.
    pub(super) format: Option<Format>,
}

impl Pixels {
    /// Drops the fourth channel if it says nothing.
    pub(super) fn forget_opaque_alpha(&mut self) {
        if self.has_alpha && self.bytes.chunks_exact(4).all(|pixel| pixel[3] == 255) {
            self.bytes =
                self.bytes.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
            self.has_alpha = false;
        }
    }

    /// The mean colour; none of an image with transparent parts, through which it would show.
    pub(super) fn color(&self) -> Option<[u8; 3]> {
        if self.has_alpha || self.bytes.is_empty() {
            return None;
        }
        let mut sums = [0u64; 3];
        for pixel in self.bytes.chunks_exact(3) {
            for (sum, value) in sums.iter_mut().zip(pixel) {
                *sum += u64::from(*value);
            }
        }
        let count = self.bytes.len() as u64 / 3;
        Some(sums.map(|sum| u8::try_from(sum / count).unwrap_or(u8::MAX)))
    }
}

/// The image at another width; `None` if it would have no height.
pub(super) fn to_width(pixels: &Pixels, width: u32) -> Option<Pixels> {
    if width == pixels.width {
        return Some(pixels.clone());
    }
    let rows = u64::from(pixels.height) * u64::from(width) + u64::from(pixels.width) / 2;
    let height = u32::try_from(rows / u64::from(pixels.width)).ok()?.max(1);
    let kind = if pixels.has_alpha { PixelType::U8x4 } else { PixelType::U8x3 };
    let source = ImageRef::new(pixels.width, pixels.height, &pixels.bytes, kind).ok()?;
    let mut target = Image::new(width, height, kind);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new().resize(&source, &mut target, &options).ok()?;
    let Pixels { has_alpha, is_lossless, .. } = *pixels;
    Some(Pixels { width, height, has_alpha, bytes: target.into_vec(), is_lossless, format: None })
}
