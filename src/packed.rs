//! Owns what texts are packed into for their way to a reader: gzip (RFC 1952) and Brotli (RFC 7932), as
//! small as they get. Bytes to bytes, the same for the same.

use std::io::Write as _;

/// A way of packing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Packing {
    /// `.gz`
    Gzip,
    /// `.br`
    Brotli,
}

/// Smaller files go in one packet, packed or not; in bytes.
pub const FROM: u64 = 1024;

/// What the names of texts end with.
const TEXTS: &[&str] =
    &["css", "csv", "html", "ics", "js", "json", "md", "mjs", "svg", "txt", "webmanifest", "xml"];

/// Whether a file is worth packing. Pictures and fonts are packed in themselves.
pub fn is_worth_it(path: &str, size: u64) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    size >= FROM && TEXTS.contains(&ending)
}

impl Packing {
    /// What is added to the name of a file.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Gzip => ".gz",
            Self::Brotli => ".br",
        }
    }

    /// A text packed; `None` if that does not make it smaller.
    pub fn pack(self, text: &[u8]) -> Option<Vec<u8>> {
        let packed = match self {
            Self::Gzip => gzip(text),
            Self::Brotli => brotli(text),
        };
        packed.ok().filter(|packed| packed.len() < text.len())
    }
}

/// Without a name and a time in its header.
fn gzip(text: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(text)?;
    encoder.finish()
}

/// The last tenth in size would take ten times as long: with a change of a template all pages are packed
/// anew.
fn brotli(text: &[u8]) -> std::io::Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: 9,
        mode: brotli::enc::backward_references::BrotliEncoderMode::BROTLI_MODE_TEXT,
        size_hint: text.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*text, &mut packed, &params)?;
    Ok(packed)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn packed_and_back() {
        let text = "A text that says the same thing, and says the same thing. ".repeat(40);
        let gzip = Packing::Gzip.pack(text.as_bytes()).unwrap();
        let mut back = String::new();
        flate2::read::GzDecoder::new(&*gzip).read_to_string(&mut back).unwrap();
        assert_eq!(back, text);
        // Deflate, no flags, no time, smallest, no system.
        assert_eq!(gzip[..10], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);
        let brotli = Packing::Brotli.pack(text.as_bytes()).unwrap();
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &*brotli, &mut back).unwrap();
        assert_eq!(back, text.as_bytes());
        assert!(brotli.len() < gzip.len() && gzip.len() < 120);
    }

    #[test]
    fn what_is_not_smaller_is_not_packed() {
        for packing in [Packing::Gzip, Packing::Brotli] {
            assert_eq!(packing.pack(b""), None);
            assert_eq!(packing.pack(b"x"), None);
        }
    }

    #[test]
    fn what_is_worth_it() {
        let worth = |path: &str| is_worth_it(path, FROM);
        assert!(worth("index.html") && worth("css/main.1a2b3c4d.css") && worth("search/index.json"));
        assert!(!worth("a.png") && !worth("a.woff2") && !worth("html") && !worth("a.css.gz"));
        assert!(!is_worth_it("index.html", FROM - 1));
    }
}
