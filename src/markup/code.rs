//! Owns code blocks: the info string, highlighting, and the style sheet that colours it.

use std::ops::Range;

use super::Settings;
use super::tree::Code;
use crate::diagnostic::Diagnostic;
use crate::source::Source;

/// Appends the code block that fills `span` of the file as HTML. What is odd about it, such as an
/// unknown language, is added to `found`. A page with any such block needs the [`style_sheet`].
pub fn write(
    out: &mut String,
    code: &Code<'_>,
    _span: &Range<usize>,
    _source: &Source,
    _settings: &Settings,
    _found: &mut Vec<Diagnostic>,
) {
    out.push_str("<pre><code>");
    super::body::escape_into(out, &code.text);
    out.push_str("</code></pre>\n");
}

/// The style sheet for code blocks, light and dark.
pub fn style_sheet() -> String {
    String::new()
}
