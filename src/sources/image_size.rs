//! Owns reading an image's width and height off its first bytes.

use crate::images::metadata;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Width and height in pixels of an image file; `None` if it is none or does not tell.
pub fn image_size(path: &str, bytes: &[u8]) -> Option<(u32, u32)> {
    let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match ending.as_str() {
        "svg" => svg_size(bytes),
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "bmp" | "ico" => {
            let size = imagesize::blob_size(bytes).ok()?;
            let (width, height) = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
            Some(if metadata::is_turned(bytes) { (height, width) } else { (width, height) })
        }
        _ => None,
    }
}

/// The `width` and `height` of the outermost element, else those of its `viewBox`.
fn svg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut reader = Reader::from_reader(bytes);
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) | Event::Empty(element) => {
                return (element.local_name().as_ref() == b"svg").then(|| size_of_element(&element))?;
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

fn size_of_element(element: &BytesStart<'_>) -> Option<(u32, u32)> {
    let attribute = |name: &str| {
        let attribute = element.try_get_attribute(name).ok()??;
        String::from_utf8(attribute.value.into_owned()).ok()
    };
    let pixels = |name| attribute(name)?.trim().trim_end_matches("px").parse::<f64>().ok().and_then(whole);
    if let (Some(width), Some(height)) = (pixels("width"), pixels("height")) {
        return Some((width, height));
    }
    let view_box = attribute("viewBox")?;
    let numbers: Vec<f64> = view_box
        .split([' ', ','])
        .filter(|part| !part.is_empty())
        .filter_map(|part| part.parse().ok())
        .collect();
    match numbers[..] {
        [_, _, width, height] => Some((whole(width)?, whole(height)?)),
        _ => None,
    }
}

fn whole(number: f64) -> Option<u32> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range is checked right here"
    )]
    (1.0..1e6).contains(&number).then(|| number.round() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn svg() {
        let size = |text: &str| image_size("a.svg", text.as_bytes());
        assert_eq!(
            size("<?xml version='1.0'?><!-- x --><svg width=\"20\" height=\"10px\"/>"),
            Some((20, 10))
        );
        assert_eq!(size("<svg viewBox=\"0 0 30.4, 12\"><g/></svg>"), Some((30, 12)));
        assert_eq!(size("<svg width=\"100%\" height=\"5\"/>"), None);
        assert_eq!(size("<html/>"), None);
        assert_eq!(size("<svg"), None);
    }

    #[test]
    fn raster() {
        let gif = b"GIF89a\x03\x00\x02\x00\x80\x00\x00";
        assert_eq!(image_size("a.gif", gif), Some((3, 2)));
        assert_eq!(image_size("a.gif", b"no image"), None);
        assert_eq!(image_size("a.txt", gif), None);
    }
}
