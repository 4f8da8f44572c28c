//! Owns sitemaps (sitemaps.org protocol 0.9) and robots.txt (RFC 9309).

use crate::moment::Moment;

/// How many URLs one sitemap may hold.
pub const LIMIT: usize = 50_000;

/// A page in a sitemap.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its address, absolute.
    pub permalink: String,
    /// When it was last changed in substance, if that is known.
    pub changed: Option<Moment>,
}

/// Writes one sitemap of at most [`LIMIT`] entries.
pub fn write(_entries: &[Entry]) -> String {
    String::new()
}

/// Writes the index of several sitemaps, given their absolute addresses.
pub fn write_index(_sitemaps: &[String]) -> String {
    String::new()
}

/// Writes robots.txt, given the absolute address of the sitemap.
pub fn robots(_sitemap: &str) -> String {
    String::new()
}
