//! Owns how a disclaimer and a call to action look as HTML. The engine writes them, not a template,
//! so that no theme can lose one.

use crate::config::{CallToAction, Disclaimer, DisclaimerPlacement, Version};
use crate::language::Direction;
use crate::markup::body::escape_into;

/// What stands around the text of a disclaimer, so that it can be found again in what was written.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// The disclaimer.
    pub disclaimer: &'a Disclaimer,
    /// The version that is shown.
    pub version: &'a Version,
    /// SHA-256 of that version's text.
    pub hash: &'a str,
    /// The language of the text, if it is not the page's.
    pub language: Option<&'a str>,
    /// Where it stands.
    pub placement: DisclaimerPlacement,
    /// Whether the page has shown it already.
    pub again: bool,
}

impl Frame<'_> {
    fn marks_into(&self, out: &mut String) {
        for (name, value) in
            [("policy", &*self.disclaimer.id), ("version", &*self.version.name), ("hash", self.hash)]
        {
            out.push_str(" data-");
            out.push_str(name);
            out.push_str("=\"");
            escape_into(out, value);
            out.push('"');
        }
    }
}

/// Appends a disclaimer around its finished text. It is a landmark, unless the page has it already: two
/// of one name would be told apart by nobody.
pub fn disclaimer(out: &mut String, frame: &Frame<'_>, text: &str) {
    let channels = frame.disclaimer.channels;
    out.push_str("<aside class=\"disclaimer disclaimer-");
    out.push_str(frame.placement.name());
    out.push_str(match (channels.html, channels.print) {
        (true, false) => " disclaimer-on-screen",
        (false, true) => " disclaimer-in-print",
        _ => "",
    });
    out.push_str(if frame.again { "\" role=\"note\"" } else { "\" role=\"region\"" });
    out.push_str(" aria-label=\"");
    escape_into(out, &frame.disclaimer.title);
    out.push('"');
    if let Some(language) = frame.language {
        out.push_str(" lang=\"");
        escape_into(out, language);
        out.push_str("\" dir=\"");
        out.push_str(Direction::of(language).name());
        out.push('"');
    }
    frame.marks_into(out);
    out.push_str(">\n<p class=\"disclaimer-title\">");
    escape_into(out, &frame.disclaimer.title);
    out.push_str("</p>\n");
    out.push_str(text);
    out.push_str("</aside>\n");
}

/// Appends a disclaimer around its finished text, for Markdown: a quotation behind a comment by which it
/// can be found again.
pub fn disclaimer_markdown(out: &mut String, frame: &Frame<'_>, text: &str) {
    let (id, version) = (&frame.disclaimer.id, &frame.version.name);
    let (hash, placement) = (frame.hash, frame.placement.name());
    out.push_str(&format!("<!-- policy {id}; version {version}; sha256 {hash}; placement {placement} -->\n"));
    quotation(out, &frame.disclaimer.title, text);
}

/// Appends a call to action around its finished text, for Markdown; `button` is as for
/// [`call_to_action`].
pub fn call_to_action_markdown(out: &mut String, call: &CallToAction, text: &str, button: Option<&str>) {
    let mut text = text.trim_end().to_owned();
    if let (Some(label), Some(url)) = (&call.button, button.and_then(|button| button.split('"').nth(1))) {
        text += &format!("\n\n[{label}](<{url}>)");
    }
    out.push_str(&format!("<!-- call to action {} -->\n", call.id));
    quotation(out, &call.title, &text);
}

fn quotation(out: &mut String, title: &str, text: &str) {
    out.push_str(&format!("> **{}**\n>\n", title.replace('*', "\\*")));
    for line in text.trim_end().lines() {
        out.push_str(if line.is_empty() { ">" } else { "> " });
        out.push_str(line);
        out.push('\n');
    }
    out.push('\n');
}

/// Appends the mark that a disclaimer puts on an article in lists; `route` tells which article is meant.
pub fn mark(out: &mut String, frame: &Frame<'_>, route: &str) {
    out.push_str("<span class=\"disclaimer-mark\"");
    frame.marks_into(out);
    out.push_str(" data-of=\"");
    escape_into(out, route);
    out.push_str("\">");
    escape_into(out, &frame.disclaimer.title);
    out.push_str("</span>");
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
