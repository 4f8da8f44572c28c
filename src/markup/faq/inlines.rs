//! Owns cutting inlines at places of their plain text, formatting kept.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::CowStr;

use crate::markup::parse::slice;
use crate::markup::tree::{Inline, InlineKind, Link};

/// The plain text that the other functions count bytes of. Line ends are newlines; images, footnotes
/// and raw HTML have no length.
pub(super) fn plain<'t>(inlines: &'t [Inline<'_>]) -> Cow<'t, str> {
    if let [Inline { kind: InlineKind::Text(text), .. }] = inlines {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    for inline in inlines {
        collect(inline, &mut out);
    }
    Cow::Owned(out)
}

fn collect(inline: &Inline<'_>, out: &mut String) {
    match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) => out.push_str(text),
        InlineKind::SoftBreak | InlineKind::HardBreak => out.push('\n'),
        InlineKind::Emphasis(inner) | InlineKind::Strong(inner) | InlineKind::Strikethrough(inner) => {
            inner.iter().for_each(|inline| collect(inline, out));
        }
        InlineKind::Link(link) => link.inlines.iter().for_each(|inline| collect(inline, out)),
        InlineKind::Html(_) | InlineKind::Image(_) | InlineKind::FootnoteReference { .. } => {}
    }
}

fn length(inline: &Inline<'_>) -> usize {
    let mut text = String::new();
    collect(inline, &mut text);
    text.len()
}

/// Where emphasised text stands that begins a line.
pub(super) fn leads(inlines: &[Inline<'_>]) -> Vec<Range<usize>> {
    let mut text = String::new();
    let mut leads = Vec::new();
    for inline in inlines {
        let start = text.len();
        let begins = text.trim_end_matches(' ').is_empty() || text.ends_with('\n');
        collect(inline, &mut text);
        if begins && matches!(inline.kind, InlineKind::Strong(_) | InlineKind::Emphasis(_)) {
            leads.push(start..text.len());
        }
    }
    leads
}

/// Leaves out the text before `at`; what has no text stays.
pub(super) fn strip(inlines: Vec<Inline<'_>>, at: usize) -> Vec<Inline<'_>> {
    if at == 0 {
        return inlines;
    }
    let mut cutter = Cutter::new(inlines);
    let mut kept = cutter.skip(at);
    kept.extend(cutter.take(usize::MAX));
    kept
}

/// Hands out inlines piece by piece.
pub(super) struct Cutter<'a> {
    /// The rest of an inline that was cut.
    cut: Option<Inline<'a>>,
    inlines: std::vec::IntoIter<Inline<'a>>,
}

impl<'a> Cutter<'a> {
    pub(super) fn new(inlines: Vec<Inline<'a>>) -> Self {
        Self { cut: None, inlines: inlines.into_iter() }
    }

    /// The next inlines with so many bytes of text, and what has no text after them.
    pub(super) fn take(&mut self, length: usize) -> Vec<Inline<'a>> {
        let mut taken = Vec::new();
        if length == 0 {
            return taken;
        }
        let mut left = length;
        while let Some(inline) = self.cut.take().or_else(|| self.inlines.next()) {
            let length = self::length(&inline);
            if length <= left {
                left -= length;
                taken.push(inline);
                continue;
            }
            let rest = if left > 0 {
                let (before, after) = cut(inline, left);
                taken.push(before);
                after
            } else {
                inline
            };
            self.cut = Some(rest);
            break;
        }
        taken
    }

    /// Leaves out so many bytes of text; gives what has no text among them.
    pub(super) fn skip(&mut self, length: usize) -> Vec<Inline<'a>> {
        let skipped = self.take(length).into_iter();
        skipped.filter(|inline| self::length(inline) == 0 && !is_blank(inline)).collect()
    }
}

/// Cuts an inline within its text.
fn cut(inline: Inline<'_>, at: usize) -> (Inline<'_>, Inline<'_>) {
    let Inline { kind, span } = inline;
    match kind {
        InlineKind::Text(text) => cut_text(&text, at, span, InlineKind::Text),
        InlineKind::Code(text) => cut_text(&text, at, span, InlineKind::Code),
        InlineKind::Emphasis(inner) => cut_inside(inner, at, span, InlineKind::Emphasis),
        InlineKind::Strong(inner) => cut_inside(inner, at, span, InlineKind::Strong),
        InlineKind::Strikethrough(inner) => cut_inside(inner, at, span, InlineKind::Strikethrough),
        InlineKind::Link(link) => {
            let Link { target, title, inlines } = *link;
            let wrap = |inlines| {
                InlineKind::Link(Box::new(Link { target: target.clone(), title: title.clone(), inlines }))
            };
            cut_inside(inlines, at, span, wrap)
        }
        // Has no text, so there is no place within it.
        kind => {
            let empty = InlineKind::Text(CowStr::Borrowed(""));
            (Inline { kind, span: span.clone() }, Inline { kind: empty, span })
        }
    }
}

fn cut_inside<'a>(
    inner: Vec<Inline<'a>>,
    at: usize,
    span: Range<usize>,
    wrap: impl Fn(Vec<Inline<'a>>) -> InlineKind<'a>,
) -> (Inline<'a>, Inline<'a>) {
    let mut cutter = Cutter::new(inner);
    let before = cutter.take(at);
    let after = cutter.take(usize::MAX);
    let piece = |inner: Vec<_>| {
        let span = extent(&inner).unwrap_or_else(|| span.clone());
        Inline { kind: wrap(inner), span }
    };
    (piece(before), piece(after))
}

fn cut_text<'a>(
    text: &CowStr<'a>,
    at: usize,
    span: Range<usize>,
    wrap: fn(CowStr<'a>) -> InlineKind<'a>,
) -> (Inline<'a>, Inline<'a>) {
    let (before, after) = (slice(text, 0..at), slice(text, at..text.len()));
    // With entities or escapes the text is shorter than its source: then both keep the whole place.
    let spans = if span.len() == text.len() {
        (span.start..span.start + at, span.start + at..span.end)
    } else {
        (span.clone(), span)
    };
    (Inline { kind: wrap(before), span: spans.0 }, Inline { kind: wrap(after), span: spans.1 })
}

/// The bytes from the first inline to the last.
pub(super) fn extent(inlines: &[Inline<'_>]) -> Option<Range<usize>> {
    Some(inlines.first()?.span.start..inlines.last()?.span.end)
}

/// Leaves out white space and line ends at both ends.
pub(super) fn trim<'a>(mut inlines: Vec<Inline<'a>>) -> Vec<Inline<'a>> {
    while inlines.last().is_some_and(is_blank) {
        inlines.pop();
    }
    let start = inlines.iter().take_while(|inline| is_blank(inline)).count();
    inlines.drain(..start);
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = inlines.first_mut() {
        *text = slice(text, text.len() - text.trim_start().len()..text.len());
    }
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = inlines.last_mut() {
        *text = slice(text, 0..text.trim_end().len());
    }
    inlines
}

fn is_blank(inline: &Inline<'_>) -> bool {
    match &inline.kind {
        InlineKind::SoftBreak | InlineKind::HardBreak => true,
        InlineKind::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// Takes emphasis off that goes around everything: a question in bold becomes a heading, which is
/// bold by itself.
pub(super) fn unwrap(mut inlines: Vec<Inline<'_>>) -> Vec<Inline<'_>> {
    while inlines.len() == 1 {
        match inlines.remove(0) {
            Inline { kind: InlineKind::Strong(inner) | InlineKind::Emphasis(inner), .. } => inlines = inner,
            inline => return vec![inline],
        }
    }
    inlines
}
