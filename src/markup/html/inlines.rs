//! Owns the HTML of inlines, in the faces they have.

use std::fmt::Write;

use crate::markup::body::{Body, Hole, escape_into, escape_url_into};
use crate::markup::tree::{Image, Inline, InlineKind, Link, Raw, Target};

/// For whom inlines are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    /// For the page.
    Page,
    /// Inside a link of the page, which can hold no other.
    Linked,
    /// For the table of contents: without links, images and footnotes.
    Label,
}

/// Writes inlines.
pub(super) fn write(body: &mut Body, list: &[Inline<'_>], face: Face) {
    for inline in list {
        match &inline.kind {
            InlineKind::Text(text) => escape_into(body.open(), text),
            InlineKind::Code(text) => {
                body.push("<code>");
                escape_into(body.open(), text);
                body.push("</code>");
            }
            InlineKind::Html(_) if face == Face::Label => {}
            InlineKind::Html(html) => raw(body, html),
            InlineKind::SoftBreak | InlineKind::HardBreak if face == Face::Label => body.push(" "),
            InlineKind::SoftBreak => body.push("\n"),
            InlineKind::HardBreak => body.push("<br>\n"),
            InlineKind::Emphasis(inside) => enclosed(body, ["<em>", "</em>"], inside, face),
            InlineKind::Strong(inside) => enclosed(body, ["<strong>", "</strong>"], inside, face),
            InlineKind::Strikethrough(inside) => enclosed(body, ["<del>", "</del>"], inside, face),
            InlineKind::Link(link) if face == Face::Page => self::link(body, link),
            InlineKind::Link(link) => write(body, &link.inlines, face),
            InlineKind::Image(image) if face == Face::Label => escape_into(body.open(), &image.alt),
            InlineKind::Image(image) => self::image(body, image, true),
            InlineKind::FootnoteReference { footnote, occurrence } => {
                if face != Face::Label {
                    reference(body, footnote + 1, *occurrence, face);
                }
            }
        }
    }
}

/// Writes inlines for the table of contents in place of what `out` holds.
pub(super) fn label(out: &mut String, list: &[Inline<'_>]) {
    out.clear();
    let mut body = Body::default();
    *body.open() = std::mem::take(out);
    write(&mut body, list, Face::Label);
    *out = std::mem::take(body.open());
}

/// Whether inlines are the same in all faces: text and its forms.
pub(super) fn are_plain(list: &[Inline<'_>]) -> bool {
    list.iter().all(|inline| match &inline.kind {
        InlineKind::Text(_) | InlineKind::Code(_) => true,
        InlineKind::Emphasis(inside) | InlineKind::Strong(inside) | InlineKind::Strikethrough(inside) => {
            are_plain(inside)
        }
        _ => false,
    })
}

fn enclosed(body: &mut Body, [before, after]: [&str; 2], list: &[Inline<'_>], face: Face) {
    body.push(before);
    write(body, list, face);
    body.push(after);
}

fn link(body: &mut Body, link: &Link<'_>) {
    let (rel, target) = match &link.target {
        Target::Refused => return write(body, &link.inlines, Face::Page),
        Target::External { rel, target, .. } => (rel.as_str(), target.as_deref().unwrap_or_default()),
        Target::Written(_) | Target::Reference(_) => ("", ""),
    };
    body.push("<a href=\"");
    url(body, &link.target);
    body.push("\"");
    for (name, value) in [("rel", rel), ("target", target), ("title", &*link.title)] {
        attribute(body, name, value);
    }
    body.push(">");
    write(body, &link.inlines, Face::Linked);
    body.push("</a>");
}

/// Writes an image; its title is a figure's caption, else an attribute.
pub(super) fn image(body: &mut Body, image: &Image<'_>, titled: bool) {
    match image.target {
        Target::Refused => return escape_into(body.open(), &image.alt),
        Target::Reference(index) => {
            body.hole(Hole::BeforeImage(index));
            body.push("<img");
            body.hole(Hole::Reference(index));
        }
        Target::Written(_) | Target::External { .. } => {
            body.push("<img src=\"");
            url(body, &image.target);
            body.push("\"");
        }
    }
    body.push(" alt=\"");
    escape_into(body.open(), &image.alt);
    body.push("\"");
    if titled {
        attribute(body, "title", &image.title);
    }
    body.push(if image.lazy { " loading=\"lazy\">" } else { ">" });
    if let Target::Reference(index) = image.target {
        body.hole(Hole::AfterImage(index));
    }
}

/// Writes raw HTML with its holes.
pub(super) fn raw(body: &mut Body, raw: &Raw<'_>) {
    let mut from = 0;
    for &(at, reference) in &raw.holes {
        body.push(&raw.html[from..at]);
        body.hole(Hole::Reference(reference));
        from = at;
    }
    body.push(&raw.html[from..]);
}

fn reference(body: &mut Body, number: usize, occurrence: usize, face: Face) {
    let id = reference_id(number, occurrence);
    let out = body.open();
    let _ = if face == Face::Page {
        write!(
            out,
            "<sup class=\"footnote-ref\"><a href=\"#fn-{number}\" id=\"{id}\" role=\"doc-noteref\">{number}</a></sup>"
        )
    } else {
        write!(out, "<sup class=\"footnote-ref\" id=\"{id}\">{number}</sup>")
    };
}

/// The id of a reference to a footnote.
pub(in crate::markup) fn reference_id(number: usize, occurrence: usize) -> String {
    if occurrence == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{occurrence}") }
}

fn attribute(body: &mut Body, name: &str, value: &str) {
    if !value.is_empty() {
        let out = body.open();
        for part in [" ", name, "=\""] {
            out.push_str(part);
        }
        escape_into(out, value);
        out.push('"');
    }
}

/// Writes where a link leads, into an attribute.
pub(super) fn url(body: &mut Body, target: &Target<'_>) {
    match target {
        Target::Written(url) | Target::External { url, .. } => escape_url_into(body.open(), url),
        Target::Reference(index) => body.hole(Hole::Reference(*index)),
        Target::Refused => {}
    }
}
