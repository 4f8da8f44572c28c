//! Owns plain text: what a reader would read aloud of a tree.

use super::tree::Inline;

/// The plain text of inlines.
pub fn of_inlines(_inlines: &[Inline<'_>]) -> String {
    String::new()
}
