//! Owns parsing: CommonMark and GFM, by pulldown-cmark's events, into the tree.

use std::ops::Range;

use super::Settings;
use super::tree::Tree;
use crate::source::Source;

/// Reads the Markdown in `range` of a file into a tree, spans counted from the file's start.
pub fn parse<'a>(_source: &'a Source, _range: Range<usize>, _settings: &Settings) -> Tree<'a> {
    Tree::default()
}
