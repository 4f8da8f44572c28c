//! Owns finding a field's place in its text. Called only when there is something to say about it.

use std::ops::Range;

use super::parse::Format;
use crate::diagnostic::Step;

/// The bytes of a field's value; `None` if it cannot be found.
pub fn locate(_text: &str, _format: Format, _path: &[Step]) -> Option<Range<usize>> {
    None
}

/// The bytes of a field's key; `None` if it cannot be found.
pub fn locate_key(_text: &str, _format: Format, _path: &[Step]) -> Option<Range<usize>> {
    None
}
