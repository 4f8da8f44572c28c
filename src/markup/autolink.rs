//! Owns bare URLs and mail addresses, which become links.

use std::ops::Range;

use linkify::{LinkFinder, LinkKind};
use pulldown_cmark::CowStr;

use super::Settings;
use super::parse::slice;
use super::tags;
use super::tree::{Block, Inline, InlineKind, Link, Target, Tree};
use super::walk::{self, Leaf};
use crate::scan::position;

/// Makes links of bare http(s) URLs and mail addresses outside links and code. `text` is the whole file.
pub fn apply<'a>(tree: &mut Tree<'a>, text: &'a str, settings: &Settings) {
    for root in tree.roots_mut() {
        apply_to(root, text, settings);
    }
}

/// The same for blocks that stand outside a tree.
pub fn apply_to<'a>(blocks: &mut [Block<'a>], text: &'a str, settings: &Settings) {
    if !settings.markdown.autolink {
        return;
    }
    walk::leaves(blocks, &mut |leaf| {
        if let Leaf::Inlines { list, linked: false } = leaf
            && list.iter().any(|inline| matches!(&inline.kind, InlineKind::Text(text) if may_hold_link(text)))
        {
            link_list(list, text);
        }
    });
}

/// A cheap look that spares nearly all texts the closer one.
fn may_hold_link(text: &str) -> bool {
    position(text.as_bytes(), |byte| (byte == b':') | (byte == b'@')).is_some()
        && (text.contains('@') || text.contains("://"))
}

fn link_list<'a>(list: &mut Vec<Inline<'a>>, text: &'a str) {
    let mut out = Vec::with_capacity(list.len() + 2);
    let mut run = Vec::new();
    // How many elements of raw HTML are open whose text stays as it is.
    let mut literal = 0_usize;
    for inline in std::mem::take(list) {
        if matches!(inline.kind, InlineKind::Text(_)) && literal == 0 {
            run.push(inline);
            continue;
        }
        link_run(&mut out, &mut run, text);
        if let InlineKind::Html(raw) = &inline.kind {
            for tag in tags::tags(&raw.html).filter(|tag| is_literal(tag.name)) {
                literal = if tag.closing { literal.saturating_sub(1) } else { literal + 1 };
            }
        }
        out.push(inline);
    }
    link_run(&mut out, &mut run, text);
    *list = out;
}

fn is_literal(element: &str) -> bool {
    ["a", "code", "kbd", "pre", "samp", "script", "style"]
        .iter()
        .any(|name| element.eq_ignore_ascii_case(name))
}

/// Text in pieces, as the parser left them: at escapes and entities.
struct Run<'r, 'a> {
    pieces: &'r [Inline<'a>],
    /// Where each piece begins in `text`; then where the last one ends.
    starts: Vec<usize>,
    text: String,
}

impl<'r, 'a> Run<'r, 'a> {
    fn new(pieces: &'r [Inline<'a>], source: &'a str) -> Self {
        let mut run = Run { pieces, starts: vec![0], text: String::new() };
        for piece in pieces {
            run.text.push_str(written(piece, source));
            run.starts.push(run.text.len());
        }
        run
    }

    /// Whether bytes of the text were written as they are, in one piece.
    fn in_one_piece(&self, range: Range<usize>) -> bool {
        !self.starts.iter().any(|start| range.start < *start && *start < range.end)
    }

    /// The pieces of a part of the text. Inside a link they are as written.
    fn part(&self, range: Range<usize>, source: &'a str, linked: bool) -> Vec<Inline<'a>> {
        let bounds = self.starts.windows(2).map(|pair| pair[0]..pair[1]);
        let mut part = Vec::new();
        for (piece, bounds) in self.pieces.iter().zip(bounds) {
            let from = range.start.max(bounds.start);
            let to = range.end.min(bounds.end);
            if from >= to {
                continue;
            }
            if from == bounds.start && to == bounds.end && !linked {
                part.push(piece.clone());
                continue;
            }
            let InlineKind::Text(text) = &piece.kind else { continue };
            let inside = from - bounds.start..to - bounds.start;
            let as_written = written(piece, source);
            let exact = as_written.len() == piece.span.len();
            let start = piece.span.start;
            let span = if exact { start + inside.start..start + inside.end } else { piece.span.clone() };
            let text = match source.get(span.clone()) {
                Some(bytes) if as_written != &**text => CowStr::Borrowed(bytes),
                _ => slice(text, inside),
            };
            let kind = InlineKind::Text(text);
            part.push(Inline { kind, span });
        }
        part
    }
}

/// A piece's text; where punctuation was made smart, that of the file.
fn written<'p>(piece: &'p Inline<'_>, source: &'p str) -> &'p str {
    let InlineKind::Text(text) = &piece.kind else { return "" };
    match source.get(piece.span.clone()) {
        Some(bytes) if !text.is_ascii() && bytes.bytes().all(|byte| b"'\"-.".contains(&byte)) => bytes,
        _ => text,
    }
}

fn link_run<'a>(out: &mut Vec<Inline<'a>>, pieces: &mut Vec<Inline<'a>>, source: &'a str) {
    let run = Run::new(pieces, source);
    let mut from = 0;
    for (range, prefix) in links(&run) {
        out.extend(run.part(from..range.start, source, false));
        let inlines = run.part(range.clone(), source, true);
        let (Some(first), Some(last)) = (inlines.first(), inlines.last()) else { continue };
        let span = first.span.start..last.span.end;
        let url = match inlines.as_slice() {
            [Inline { kind: InlineKind::Text(text), .. }] if prefix.is_empty() => text.clone(),
            _ => format!("{prefix}{}", &run.text[range.clone()]).into(),
        };
        let link = Link { target: Target::Written(url), title: CowStr::Borrowed(""), inlines };
        out.push(Inline { kind: InlineKind::Link(Box::new(link)), span });
        from = range.end;
    }
    if from == 0 {
        out.append(pieces);
    } else {
        out.extend(run.part(from..run.text.len(), source, false));
        pieces.clear();
    }
}

/// The links of a text, each with what its target has before it.
fn links(run: &Run<'_, '_>) -> Vec<(Range<usize>, &'static str)> {
    if !may_hold_link(&run.text) {
        return Vec::new();
    }
    let found = LinkFinder::new();
    let found = found.links(&run.text).filter_map(|link| match link.kind() {
        LinkKind::Url => Some((url(run, link.start(), link.as_str())?, "")),
        LinkKind::Email => Some((mail(run, link.start(), link.as_str())?, "mailto:")),
        _ => None,
    });
    found.collect()
}

/// The bytes of a URL, without the punctuation of the sentence around it. As on GitHub its host has a
/// dot, and an escape anywhere in `https://` keeps it text.
fn url(run: &Run<'_, '_>, start: usize, found: &str) -> Option<Range<usize>> {
    let scheme = found.split_once("://")?.0;
    let valid = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let after = scheme.len() + "://".len();
    if !valid || !run.in_one_piece(start..start + after) {
        return None;
    }
    let wide = found
        .find(|c| matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF1F}'));
    let found = found[..wide.unwrap_or(found.len())].trim_end_matches([
        '?', '!', '.', ',', ':', ';', '*', '_', '~', '\'', '"', '…', '’', '”', '“', '»', '›',
    ]);
    let host = found.get(after..)?.split(['/', '?', '#']).next()?;
    host.trim_end_matches('.').contains('.').then_some(start..start + found.len())
}

/// The bytes of a mail address. `@name@host`, `@scope/name@1.2` and an escaped `@` are none.
fn mail(run: &Run<'_, '_>, start: usize, found: &str) -> Option<Range<usize>> {
    let at = start + found.find('@')?;
    let before = run.text[..start].chars().next_back();
    let top = found.rsplit('.').next()?;
    let valid = !matches!(before, Some('@' | '/'))
        && top.contains(|c: char| c.is_alphabetic())
        && run.in_one_piece(at.checked_sub(1)?..at + 2);
    valid.then_some(start..start + found.len())
}
