//! Owns the identity and text of one input file, and the way from byte offsets to lines. Reads
//! nothing from disk.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::digest::Digest;

/// Names an input file for the length of a run. Ids follow the sorted order of paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(pub u32);

/// The id of site.toml.
pub const SITE_TOML: FileId = FileId(0);

/// An input file: site.toml, an article, a template.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its name in this run.
    pub id: FileId,
    /// Its path as an author would type it, from the project folder: `content/security/wallets.md`.
    pub path: Arc<str>,
    /// Its whole text.
    pub text: Arc<String>,
    /// The digest of the text.
    pub digest: Digest,
}

impl Source {
    /// Takes a text under a path.
    pub fn new(id: FileId, path: impl Into<Arc<str>>, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { id, path: path.into(), digest: Digest::of(text.as_bytes()), text: Arc::new(text) }
    }
}

/// The place of a byte offset in a text: line and column, both from 1, the column in characters.
/// An offset past the end or inside a character counts as the next place before it.
pub fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns() {
        let text = "aé\nbc";
        assert_eq!(line_column(text, 0), (1, 1));
        assert_eq!(line_column(text, 3), (1, 3));
        assert_eq!(line_column(text, 2), (1, 2));
        assert_eq!(line_column(text, 4), (2, 1));
        assert_eq!(line_column(text, 99), (2, 3));
    }
}
