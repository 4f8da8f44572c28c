//! Owns writing pixels as files: without metadata, the same bytes for the same pixels on every machine.

use image_webp::{ColorType, EncoderParams, WebPEncoder};

use super::Format;
use super::resize::Pixels;

/// The longest side that WebP can have.
const WEBP_LIMIT: u32 = 16_383;

/// The bytes of the image in a format; `None` if the format cannot hold it.
pub(super) fn encode(pixels: &Pixels, format: Format, quality: u8) -> Option<Vec<u8>> {
    match format {
        Format::Webp => webp(pixels, quality),
        Format::Avif => avif(pixels, quality),
    }
}

/// Drawings and screenshots stay as they are, to the pixel, where that takes at most four bits a
/// pixel; everything else is written with loss.
fn webp(pixels: &Pixels, quality: u8) -> Option<Vec<u8>> {
    if pixels.width.max(pixels.height) > WEBP_LIMIT {
        return None;
    }
    if pixels.is_lossless {
        let exact = write_webp(pixels, EncoderParams::default())?;
        if exact.len() as u64 * 2 <= u64::from(pixels.width) * u64::from(pixels.height) {
            return Some(exact);
        }
    }
    let mut lossy = EncoderParams::default();
    lossy.use_lossy = true;
    lossy.lossy_quality = quality;
    write_webp(pixels, lossy)
}

fn write_webp(pixels: &Pixels, params: EncoderParams) -> Option<Vec<u8>> {
    let kind = if pixels.has_alpha { ColorType::Rgba8 } else { ColorType::Rgb8 };
    let mut bytes = Vec::new();
    let mut encoder = WebPEncoder::new(&mut bytes);
    encoder.set_params(params);
    encoder.encode(&pixels.bytes, pixels.width, pixels.height, kind).ok()?;
    Some(bytes)
}

#[cfg(feature = "avif")]
fn avif(pixels: &Pixels, quality: u8) -> Option<Vec<u8>> {
    use ravif::{Encoder, Img, RGB8, RGBA8};
    let encoder = Encoder::new().with_quality(f32::from(quality)).with_speed(7).with_num_threads(Some(1));
    let (width, height) = (usize::try_from(pixels.width).ok()?, usize::try_from(pixels.height).ok()?);
    let encoded = if pixels.has_alpha {
        let list: Vec<RGBA8> =
            pixels.bytes.chunks_exact(4).map(|p| RGBA8::new(p[0], p[1], p[2], p[3])).collect();
        encoder.encode_rgba(Img::new(&list, width, height))
    } else {
        let list: Vec<RGB8> = pixels.bytes.chunks_exact(3).map(|p| RGB8::new(p[0], p[1], p[2])).collect();
        encoder.encode_rgb(Img::new(&list, width, height))
    };
    encoded.ok().map(|encoded| encoded.avif_file)
}

#[cfg(not(feature = "avif"))]
fn avif(_: &Pixels, _: u8) -> Option<Vec<u8>> {
    None
}
