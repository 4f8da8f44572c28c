//! Owns finding a field's place in its text. Called only when there is something to say about it.

use std::ops::Range;

use super::parse::Format;
use super::tree;
use crate::diagnostic::Step;

/// The bytes of a field's value; `None` if it cannot be found. What lies behind a YAML alias is
/// found at the alias.
pub fn locate(text: &str, format: Format, path: &[Step]) -> Option<Range<usize>> {
    Some(tree::read(text, format).ok()?.find(path)?.value)
}

/// The bytes of a field's key, or of an item of a list; `None` if it cannot be found.
pub fn locate_key(text: &str, format: Format, path: &[Step]) -> Option<Range<usize>> {
    let found = tree::read(text, format).ok()?.find(path)?;
    Some(found.key.unwrap_or(found.value))
}
