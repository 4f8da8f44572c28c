//! Owns the Markdown of inlines.

use super::escape;
use crate::markup::body::{Body, Hole};
use crate::markup::tree::{Image, Inline, InlineKind, Link, Target};

/// Writes inlines; where they must stay on one line, breaks become spaces.
pub(super) fn write(list: &[Inline<'_>], one_line: bool) -> Body {
    let mut body = Body::default();
    Writer { body: &mut body, one_line }.list(list);
    body
}

/// Writes an image.
pub(super) fn image(body: &mut Body, image: &Image<'_>) {
    Writer { body, one_line: false }.image(image);
}

struct Writer<'b> {
    body: &'b mut Body,
    one_line: bool,
}

impl Writer<'_> {
    fn list(&mut self, list: &[Inline<'_>]) {
        for inline in list {
            self.inline(&inline.kind);
        }
    }

    fn inline(&mut self, kind: &InlineKind<'_>) {
        match kind {
            InlineKind::Text(text) => escape::text(self.body.open(), text),
            InlineKind::Code(text) => self.code(text),
            InlineKind::Html(raw) => {
                let mut from = 0;
                for &(at, reference) in &raw.holes {
                    self.body.push(&raw.html[from..at]);
                    self.body.hole(Hole::Reference(reference));
                    from = at;
                }
                self.body.push(&raw.html[from..]);
            }
            InlineKind::SoftBreak | InlineKind::HardBreak if self.one_line => self.body.push(" "),
            InlineKind::SoftBreak => self.body.push("\n"),
            InlineKind::HardBreak => self.body.push("\\\n"),
            InlineKind::Emphasis(inside) => {
                // Two stars side by side would be strong.
                let mut ends = [inside.first(), inside.last()].into_iter().flatten();
                let doubled = ends.any(|inline| matches!(inline.kind, InlineKind::Emphasis(_)));
                self.enclosed(if doubled { "_" } else { "*" }, inside);
            }
            InlineKind::Strong(inside) => self.enclosed("**", inside),
            InlineKind::Strikethrough(inside) => self.enclosed("~~", inside),
            InlineKind::Link(link) => self.link(link),
            InlineKind::Image(image) => self.image(image),
            InlineKind::FootnoteReference { footnote, .. } => {
                self.body.push(&format!("[^{}]", footnote + 1));
            }
        }
    }

    fn enclosed(&mut self, mark: &str, inside: &[Inline<'_>]) {
        self.body.push(mark);
        self.list(inside);
        self.body.push(mark);
    }

    fn code(&mut self, text: &str) {
        let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
        let marks = "`".repeat(longest + 1);
        let spaced = text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
        let space = if spaced && !text.trim().is_empty() { " " } else { "" };
        for part in [&marks, space, text, space, &marks] {
            self.body.push(part);
        }
    }

    fn link(&mut self, link: &Link<'_>) {
        if matches!(link.target, Target::Refused) {
            return self.list(&link.inlines);
        }
        if let (Target::External { url, .. }, [Inline { kind: InlineKind::Text(text), .. }], "") =
            (&link.target, link.inlines.as_slice(), &*link.title)
            && url == text
        {
            return self.body.push(&format!("<{url}>"));
        }
        self.body.push("[");
        self.list(&link.inlines);
        self.body.push("](");
        self.target(&link.target, &link.title);
    }

    fn image(&mut self, image: &Image<'_>) {
        if matches!(image.target, Target::Refused) {
            return escape::text(self.body.open(), &image.alt);
        }
        self.body.push("![");
        escape::text(self.body.open(), &image.alt);
        self.body.push("](");
        self.target(&image.target, &image.title);
    }

    fn target(&mut self, target: &Target<'_>, title: &str) {
        match target {
            Target::Reference(index) => self.body.hole(Hole::Reference(*index)),
            Target::Written(url) | Target::External { url, .. } => {
                let plain = !url.is_empty() && !url.contains([' ', '(', ')', '<', '>', '\\', '&']);
                if plain {
                    self.body.push(url);
                } else {
                    self.body.push("<");
                    let out = self.body.open();
                    for c in url.chars() {
                        match c {
                            '<' | '>' | '\\' | '&' => out.extend(['\\', c]),
                            '\n' => out.push_str("&#10;"),
                            _ => out.push(c),
                        }
                    }
                    self.body.push(">");
                }
            }
            Target::Refused => {}
        }
        if !title.is_empty() {
            self.body.push(" \"");
            self.body.push(&title.replace('\\', "\\\\").replace('"', "\\\"").replace('&', "\\&"));
            self.body.push("\"");
        }
        self.body.push(")");
    }
}
