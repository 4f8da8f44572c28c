//! Owns turning the bytes of an image file into pixels: upright, in sRGB, eight bits a channel.

use std::io::Cursor;

use image::codecs::{jpeg::JpegDecoder, png::PngDecoder};
use image::{DynamicImage, ImageDecoder, ImageError, Limits};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::resize::Pixels;
use super::{Format, Problem};

/// Decodes an image of at most so many pixels; `None` if it is animated or of a kind that no versions
/// are made of.
pub(super) fn decode(bytes: &[u8], max_pixels: u64) -> Result<Option<Pixels>, Problem> {
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => {
            let decoder = JpegDecoder::new(Cursor::new(bytes)).map_err(problem)?;
            still(decoder, max_pixels, false).map(Some)
        }
        [0x89, b'P', b'N', b'G', ..] => {
            let decoder = PngDecoder::new(Cursor::new(bytes)).map_err(problem)?;
            if decoder.is_apng().map_err(problem)? {
                return Ok(None);
            }
            still(decoder, max_pixels, true).map(Some)
        }
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => webp(bytes, max_pixels),
        [b'G', b'I', b'F', b'8', ..] => Ok(None),
        _ => Err(Problem::Broken("it does not begin as an image of its kind does".to_owned())),
    }
}

fn check_size((width, height): (u32, u32), max_pixels: u64) -> Result<(), Problem> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels > max_pixels { Err(Problem::TooLarge(pixels)) } else { Ok(()) }
}

fn still(mut decoder: impl ImageDecoder, max_pixels: u64, is_lossless: bool) -> Result<Pixels, Problem> {
    check_size(decoder.dimensions(), max_pixels)?;
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(max_pixels.saturating_mul(16).saturating_add(64 << 20));
    decoder.set_limits(limits).map_err(problem)?;
    let profile = decoder.icc_profile().ok().flatten();
    let orientation = decoder.orientation().ok();
    let mut image = DynamicImage::from_decoder(decoder).map_err(problem)?;
    if let Some(orientation) = orientation {
        image.apply_orientation(orientation);
    }
    let (width, height) = (image.width(), image.height());
    let mut pixels = if image.color().has_alpha() {
        Pixels {
            width,
            height,
            has_alpha: true,
            bytes: image.into_rgba8().into_raw(),
            is_lossless,
            format: None,
        }
    } else {
        Pixels {
            width,
            height,
            has_alpha: false,
            bytes: image.into_rgb8().into_raw(),
            is_lossless,
            format: None,
        }
    };
    pixels.forget_opaque_alpha();
    to_srgb(&mut pixels, profile.as_deref());
    Ok(pixels)
}

fn webp(bytes: &[u8], max_pixels: u64) -> Result<Option<Pixels>, Problem> {
    let broken = |error: image_webp::DecodingError| Problem::Broken(error.to_string());
    let mut decoder = image_webp::WebPDecoder::new(Cursor::new(bytes)).map_err(broken)?;
    if decoder.is_animated() {
        return Ok(None);
    }
    let (width, height) = decoder.dimensions();
    check_size((width, height), max_pixels)?;
    let length = decoder.output_buffer_size().ok_or(Problem::TooLarge(u64::MAX))?;
    let mut buffer = vec![0; length];
    decoder.read_image(&mut buffer).map_err(broken)?;
    let profile = decoder.icc_profile().ok().flatten();
    let (has_alpha, is_lossless) = (decoder.has_alpha(), !decoder.is_lossy());
    let format = Some(Format::Webp);
    let mut pixels = Pixels { width, height, has_alpha, bytes: buffer, is_lossless, format };
    pixels.forget_opaque_alpha();
    to_srgb(&mut pixels, profile.as_deref());
    Ok(Some(pixels))
}

/// Converts from the image's own colours to sRGB, in which its versions are written without a profile.
/// A profile that cannot be used counts as none, as it does in browsers.
fn to_srgb(pixels: &mut Pixels, profile: Option<&[u8]>) {
    let Some(profile) = profile.and_then(|bytes| ColorProfile::new_from_slice(bytes).ok()) else { return };
    if profile.color_space != DataColorSpace::Rgb {
        return;
    }
    let layout = if pixels.has_alpha { Layout::Rgba } else { Layout::Rgb };
    let srgb = ColorProfile::new_srgb();
    let Ok(transform) = profile.create_transform_8bit(layout, &srgb, layout, TransformOptions::default())
    else {
        return;
    };
    let mut converted = vec![0; pixels.bytes.len()];
    if transform.transform(&pixels.bytes, &mut converted).is_ok() {
        pixels.bytes = converted;
    }
}

fn problem(error: ImageError) -> Problem {
    match error {
        ImageError::Limits(_) => Problem::TooLarge(u64::MAX),
        ImageError::Unsupported(error) => Problem::Unknown(error.to_string()),
        error => Problem::Broken(error.to_string()),
    }
}
