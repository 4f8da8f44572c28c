//! Owns structured data: one schema.org graph a page, as `standards.md` of the field asks.

use serde_json::Value;

use super::Context;
use super::plan::Page;

/// The graph of a page; its FAQ is added by [`add_faq`] when the answers are at hand. `None` for
/// files that carry none.
pub fn graph(_page: &Page, _context: Context<'_>) -> Option<Value> {
    None
}

/// Adds the FAQ of an article to its graph: questions, plain, with answers as HTML whose URLs are
/// absolute.
pub fn add_faq(_graph: &mut Value, _permalink: &str, _entries: &[(String, String)]) {}

/// The graph as the text of a `<script type="application/ld+json">`.
pub fn script(_graph: &Value) -> String {
    String::new()
}
