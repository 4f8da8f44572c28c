//! Owns finding the FAQ, the hand-written disclaimer and the conclusion in ordinary Markdown.

use super::tree::Tree;
use super::{Options, Settings};
use crate::diagnostic::Diagnostic;
use crate::source::Source;

/// Finds questions with their answers and puts them into the nodes `Faq` and `Question`; puts a
/// hand-written disclaimer into `Disclaimer`, and slots before the FAQ and the conclusion.
pub fn find(
    _tree: &mut Tree<'_>,
    _source: &Source,
    _options: &Options,
    _settings: &Settings,
    _found: &mut Vec<Diagnostic>,
) {
}
