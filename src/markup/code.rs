//! Owns code blocks: the info string, highlighting, and the style sheet that colours it.

use super::Settings;
use super::tree::Code;
use crate::diagnostic::Diagnostic;

/// Appends a code block as HTML. What is odd about it, such as an unknown language, comes back.
pub fn write(out: &mut String, code: &Code<'_>, _settings: &Settings) -> Option<Diagnostic> {
    out.push_str("<pre><code>");
    super::body::escape_into(out, &code.text);
    out.push_str("</code></pre>\n");
    None
}

/// The style sheet for highlighted code, light and dark.
pub fn style_sheet() -> String {
    String::new()
}
