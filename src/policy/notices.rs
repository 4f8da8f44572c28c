//! Owns how a disclaimer and a call to action look as HTML. The engine writes them, not a template,
//! so that no theme can lose one.

use crate::config::{CallToAction, Disclaimer};
use crate::markup::body::escape_into;

/// Appends a disclaimer around its finished text.
pub fn disclaimer(out: &mut String, disclaimer: &Disclaimer, text: &str) {
    out.push_str("<aside class=\"disclaimer disclaimer-");
    out.push_str(disclaimer.placement.name());
    out.push_str("\" role=\"note\" aria-label=\"");
    escape_into(out, &disclaimer.title);
    out.push_str("\" data-disclaimer=\"");
    escape_into(out, &disclaimer.id);
    out.push_str("\">\n<p class=\"disclaimer-title\">");
    escape_into(out, &disclaimer.title);
    out.push_str("</p>\n");
    out.push_str(text);
    out.push_str("</aside>\n");
}

/// Appends a call to action around its finished text. `button` is the button's address with all its
/// attributes: ` href="…" rel="…"`.
pub fn call_to_action(out: &mut String, call: &CallToAction, text: &str, button: Option<&str>) {
    out.push_str("<aside class=\"cta\" aria-label=\"");
    escape_into(out, &call.title);
    out.push_str("\" data-cta=\"");
    escape_into(out, &call.id);
    out.push_str("\">\n<p class=\"cta-title\">");
    escape_into(out, &call.title);
    out.push_str("</p>\n");
    out.push_str(text);
    if let (Some(label), Some(attributes)) = (&call.button, button) {
        out.push_str("<p><a class=\"button\"");
        out.push_str(attributes);
        out.push('>');
        escape_into(out, label);
        out.push_str("</a></p>\n");
    }
    out.push_str("</aside>\n");
}
