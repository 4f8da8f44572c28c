//! Owns raster images: what their files say of themselves, and the smaller versions that are made of
//! them. Bytes in, bytes out: nothing here touches the disk.

mod decode;
mod encode;
pub mod metadata;
mod resize;
#[cfg(test)]
mod tests;
pub mod vector;

use serde::{Deserialize, Serialize};

use crate::digest::{Digest, Hasher};

/// `[images]` of site.toml.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Settings {
    /// Widths in pixels of the versions that are made, ascending. None are made without any.
    pub widths: Vec<u32>,
    /// Their formats, the one that browsers should prefer first.
    pub formats: Vec<Format>,
    /// How faithful lossy versions are, from 1 to 100.
    pub quality: u8,
    /// Images with more pixels are left alone, and reported.
    pub max_pixels: u64,
    /// Whether pages are told a colour to show until the image is there.
    pub placeholder: bool,
    /// How wide images are shown in articles, as in the attribute `sizes`.
    pub sizes: String,
    /// Whether published files keep what cameras and programs wrote into them.
    pub keep_metadata: bool,
    /// Whether SVG files lose what runs or loads something.
    pub sanitize_svg: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            widths: vec![480, 800, 1200, 1600],
            formats: vec![Format::Webp],
            quality: 82,
            max_pixels: 50_000_000,
            placeholder: true,
            sizes: "(min-width: 46rem) 43rem, 100vw".to_owned(),
            keep_metadata: false,
            sanitize_svg: false,
        }
    }
}

impl Settings {
    /// Names what is made of the image with this digest.
    pub fn key(&self, image: Digest) -> Digest {
        let Self { widths, formats, quality, placeholder, .. } = self;
        let mut hasher = Hasher::new();
        hasher.part("picture 1").digest(image).value(&(widths, formats, quality, placeholder)).finish()
    }
}

/// A format that versions of images are made in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Format {
    /// AV1 Image File Format: smaller, and slow to make.
    Avif,
    /// WebP.
    Webp,
}

impl Format {
    /// The ending of file names.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Avif => "avif",
            Self::Webp => "webp",
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Avif => "image/avif",
            Self::Webp => "image/webp",
        }
    }

    /// Whether this program can write it.
    pub fn is_known(self) -> bool {
        matches!(self, Self::Webp) || cfg!(feature = "avif")
    }
}

/// What was made of an image.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// The colour that it has on the whole; none if it has transparent parts.
    pub color: Option<[u8; 3]>,
    /// Its versions by format, in the order of the settings.
    pub sets: Vec<Set>,
}

/// The versions of an image in one format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Set {
    /// Their format.
    pub format: Format,
    /// By width, ascending.
    pub versions: Vec<Version>,
    /// Whether the image itself is the widest of them: it is in this format, and no larger.
    pub with_original: bool,
}

/// A version of an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Width in pixels.
    pub width: u32,
    /// Digest of its bytes.
    pub digest: Digest,
    /// How many bytes it has.
    pub size: u64,
}

/// Why nothing can be made of an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The file is damaged.
    Broken(String),
    /// The file is of a kind that browsers may know and this program does not.
    Unknown(String),
    /// It has this many pixels.
    TooLarge(u64),
}

/// Whether versions are made of files with this name.
pub fn is_raster(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    matches!(ending.as_deref(), Some("png" | "jpg" | "jpeg" | "webp"))
}

/// Makes all versions of an image that are worth having, and with each its bytes. What is animated is
/// left alone.
pub fn make(bytes: &[u8], settings: &Settings) -> Result<(Picture, Vec<Vec<u8>>), Problem> {
    let Some(pixels) = decode::decode(bytes, settings.max_pixels)? else {
        return Ok((Picture::default(), Vec::new()));
    };
    let versions: Vec<resize::Pixels> = widths(pixels.width, &settings.widths)
        .into_iter()
        .filter_map(|width| resize::to_width(&pixels, width))
        .collect();
    let mut picture = Picture {
        color: settings.placeholder.then(|| versions.first().unwrap_or(&pixels).color()).flatten(),
        sets: Vec::new(),
    };
    let mut files = Vec::new();
    for format in &settings.formats {
        let encoded: Vec<(u32, Vec<u8>)> = versions
            .iter()
            .filter_map(|version| Some((version.width, encode::encode(version, *format, settings.quality)?)))
            .collect();
        if let Some(set) = worth_having(&pixels, *format, encoded, bytes.len(), &mut files) {
            picture.sets.push(set);
        }
    }
    Ok((picture, files))
}

/// The declared widths that are less than the image's own, and the widest that is to be shown.
fn widths(own: u32, declared: &[u32]) -> Vec<u32> {
    let widest = declared.last().copied().unwrap_or_default().min(own);
    declared.iter().copied().filter(|width| *width < widest).chain((widest > 0).then_some(widest)).collect()
}

/// A browser takes the smallest of a format that is wide enough. So the widest must be as good as the
/// image itself: if it is not smaller, the image stands in for it or there is nothing to be gained.
fn worth_having(
    pixels: &resize::Pixels,
    format: Format,
    mut encoded: Vec<(u32, Vec<u8>)>,
    original: usize,
    files: &mut Vec<Vec<u8>>,
) -> Option<Set> {
    let with_original = encoded.last()?.1.len() >= original;
    if with_original && pixels.format != Some(format) {
        return None;
    }
    encoded.retain(|(_, bytes)| bytes.len() < original);
    let versions = encoded.into_iter().map(|(width, bytes)| {
        let version = Version { width, digest: Digest::of(&bytes), size: bytes.len() as u64 };
        files.push(bytes);
        version
    });
    let set = Set { format, versions: versions.collect(), with_original };
    (!set.versions.is_empty()).then_some(set)
}
