//! Owns what image files say beside their pixels: which way is up, which matters, and where and by whom
//! they were taken, which is taken out before they are published. Files are cut and put together again;
//! no pixel is touched.

use image::metadata::Orientation;

/// Segments and chunks of a file, each whole.
type Parts<'a> = Vec<&'a [u8]>;

/// Whether the image is to be turned by a quarter: its width is then the height of its pixels.
pub fn is_turned(bytes: &[u8]) -> bool {
    matches!(
        orientation(bytes),
        Some(
            Orientation::Rotate90
                | Orientation::Rotate270
                | Orientation::Rotate90FlipH
                | Orientation::Rotate270FlipH
        )
    )
}

fn orientation(bytes: &[u8]) -> Option<Orientation> {
    let (segments, _) = jpeg(bytes)?;
    let exif = segments.iter().find_map(|segment| exif(segment))?;
    Orientation::from_exif_chunk(exif).filter(|orientation| *orientation != Orientation::NoTransforms)
}

/// The file without metadata; `None` if there is none to take out, or the file is not as it should be.
pub fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    let stripped = match bytes {
        [0xFF, 0xD8, ..] => strip_jpeg(bytes),
        [0x89, b'P', b'N', b'G', ..] => strip_png(bytes),
        [b'R', b'I', b'F', b'F', ..] => strip_webp(bytes),
        _ => None,
    }?;
    (stripped != bytes).then_some(stripped)
}

/// The segments before the first scan, and everything from there on.
fn jpeg(bytes: &[u8]) -> Option<(Parts<'_>, &[u8])> {
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8])?;
    let mut segments = Vec::new();
    loop {
        match rest {
            [0xFF, 0xDA, ..] => return Some((segments, rest)),
            [0xFF, 0xFF, ..] => rest = &rest[1..],
            [0xFF, _, high, low, ..] => {
                let length = usize::from(u16::from_be_bytes([*high, *low])) + 2;
                let (segment, after) = rest.split_at_checked(length)?;
                segments.push(segment);
                rest = after;
            }
            _ => return None,
        }
    }
}

fn exif(segment: &[u8]) -> Option<&[u8]> {
    segment.get(4..).filter(|_| segment[1] == 0xE1)?.strip_prefix(b"Exif\0\0")
}

/// Keeps what decoders need: everything but Exif, XMP, IPTC, comments and the like. Colour profiles stay.
fn strip_jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let (segments, scans) = jpeg(bytes)?;
    let is_needed = |segment: &&&[u8]| match segment[1] {
        0xE2 => segment.get(4..).is_some_and(|data| data.starts_with(b"ICC_PROFILE\0")),
        0xE1 | 0xE3..=0xED | 0xEF | 0xFE => false,
        _ => true,
    };
    let mut out = Vec::with_capacity(bytes.len());
    out.extend([0xFF, 0xD8]);
    if let Some(orientation) = orientation(bytes) {
        let exif = minimal_exif(orientation);
        out.extend([0xFF, 0xE1]);
        out.extend(u16::try_from(exif.len() + 8).ok()?.to_be_bytes());
        out.extend(b"Exif\0\0");
        out.extend(exif);
    }
    segments.iter().filter(is_needed).for_each(|segment| out.extend(*segment));
    out.extend(scans);
    Some(out)
}

/// Exif that says which way is up and nothing else (TIFF 6.0, one directory of one entry).
fn minimal_exif(orientation: Orientation) -> Vec<u8> {
    let mut exif = b"MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation.to_exif(), 0, 0, 0, 0, 0, 0]);
    exif
}

fn strip_png(bytes: &[u8]) -> Option<Vec<u8>> {
    let (signature, mut rest) = bytes.split_at_checked(8)?;
    let mut out = signature.to_vec();
    while !rest.is_empty() {
        let (length, kind) = (rest.get(..4)?, rest.get(4..8)?);
        let length = usize::try_from(u32::from_be_bytes(length.try_into().ok()?)).ok()?;
        let (chunk, after) = rest.split_at_checked(length.checked_add(12)?)?;
        if ![&b"tEXt"[..], b"zTXt", b"iTXt", b"tIME", b"eXIf"].contains(&kind) {
            out.extend(chunk);
        }
        rest = after;
    }
    Some(out)
}

fn strip_webp(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.get(12..).filter(|_| &bytes[8..12] == b"WEBP")?;
    let mut out = bytes[..12].to_vec();
    while !rest.is_empty() {
        let (kind, length) = (rest.get(..4)?, rest.get(4..8)?);
        let length = usize::try_from(u32::from_le_bytes(length.try_into().ok()?)).ok()?;
        let (chunk, after) = rest.split_at_checked((length + length % 2).checked_add(8)?)?;
        if kind == b"VP8X" {
            let flags = out.len() + 8;
            out.extend(chunk);
            // The third and fourth bit announce Exif and XMP.
            *out.get_mut(flags)? &= !0b0000_1100;
        } else if ![&b"EXIF"[..], b"XMP "].contains(&kind) {
            out.extend(chunk);
        }
        rest = after;
    }
    let length = u32::try_from(out.len() - 8).ok()?;
    out[4..8].copy_from_slice(&length.to_le_bytes());
    Some(out)
}
