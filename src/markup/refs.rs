//! Owns telling links and images apart: to other sites, and to things of this one.

use std::ops::Range;

use super::tree::{Block, BlockKind, Image, Inline, InlineKind, Link, Target, Tree};
use super::{Reference, ReferenceKind, Settings, place};
use crate::diagnostic::Diagnostic;
use crate::source::Source;

/// Finishes external targets and makes references of all others.
pub fn collect(
    tree: &mut Tree<'_>,
    source: &Source,
    settings: &Settings,
    found: &mut Vec<Diagnostic>,
) -> Vec<Reference> {
    let mut collector = Collector { source, settings, found, references: Vec::new() };
    for root in tree.roots_mut() {
        collector.blocks(root);
    }
    collector.references
}

struct Collector<'c> {
    source: &'c Source,
    settings: &'c Settings,
    found: &'c mut Vec<Diagnostic>,
    references: Vec<Reference>,
}

impl Collector<'_> {
    fn blocks(&mut self, blocks: &mut [Block<'_>]) {
        super::walk::blocks(blocks, &mut |block| {
            if let BlockKind::Figure(image) = &mut block.kind {
                self.target(&mut image.target, ReferenceKind::Image, &block.span);
            }
        });
        super::walk::inlines(blocks, &mut |list| {
            for Inline { kind, span } in list {
                match kind {
                    InlineKind::Link(Link { target, .. }) => self.target(target, ReferenceKind::Link, span),
                    InlineKind::Image(Image { target, .. }) => {
                        self.target(target, ReferenceKind::Image, span)
                    }
                    _ => {}
                }
            }
        });
    }

    fn target(&mut self, target: &mut Target<'_>, kind: ReferenceKind, span: &Range<usize>) {
        let Target::Written(written) = &*target else { return };
        *target = match judge(written, kind, &self.settings.origin) {
            Verdict::Site(of_site) => {
                let index = u32::try_from(self.references.len()).unwrap_or(u32::MAX);
                let bytes = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
                let span = bytes(span.start)..bytes(span.end);
                self.references.push(Reference { kind, target: of_site.to_owned(), span });
                Target::Reference(index)
            }
            Verdict::Host(host) => {
                let (rel, target) = self.settings.links.of_host(&host);
                let (rel, target) = (rel.join(" "), target.map(str::to_owned));
                Target::External { url: written.clone(), rel, target }
            }
            Verdict::Elsewhere => Target::External { url: written.clone(), rel: String::new(), target: None },
            Verdict::Refused(problem) => {
                self.found.push(problem.label(self.source.id, place(span), ""));
                Target::Refused
            }
        };
    }
}

/// What a target is.
enum Verdict<'t> {
    /// A thing of this site.
    Site(&'t str),
    /// Something at another host.
    Host(String),
    /// Something else, such as a mail address.
    Elsewhere,
    /// Nothing to be linked.
    Refused(Diagnostic),
}

fn judge<'t>(target: &'t str, kind: ReferenceKind, origin: &str) -> Verdict<'t> {
    let what = if kind == ReferenceKind::Image { "image" } else { "link" };
    if target.is_empty() {
        let message = format!("this {what} leads nowhere");
        return Verdict::Refused(
            Diagnostic::warning("link/empty", message).help("write its address between the parentheses"),
        );
    }
    if let Some(odd) = target.chars().find(|c| is_hidden(*c)) {
        let message =
            format!("this {what}'s address holds an invisible character (U+{:04X})", u32::from(odd));
        return Verdict::Refused(
            Diagnostic::error("link/invisible-character", message).help("remove it, or percent-encode it"),
        );
    }
    if let Some(rest) = strip_origin(target, origin) {
        return Verdict::Site(if rest.is_empty() { "/" } else { rest });
    }
    let trimmed = target.trim_start();
    if let Some(rest) = trimmed.strip_prefix("//") {
        return Verdict::Host(host(rest));
    }
    let Some((scheme, rest)) = split_scheme(trimmed) else { return Verdict::Site(target) };
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => Verdict::Host(host(rest.trim_start_matches(['/', '\\']))),
        "data" if kind == ReferenceKind::Image && is_picture(rest) => Verdict::Elsewhere,
        scheme @ ("javascript" | "vbscript" | "data" | "blob" | "file" | "filesystem") => {
            let message = format!("this {what} leads to a `{scheme}:` address");
            Verdict::Refused(Diagnostic::error("link/unsafe-scheme", message).help(
                "use an http or https address, or a path of this site; inside code it stays as it is written",
            ))
        }
        _ => Verdict::Elsewhere,
    }
}

/// What of a target follows the site's own scheme and host.
fn strip_origin<'t>(target: &'t str, origin: &str) -> Option<&'t str> {
    let start = target.get(..origin.len())?;
    let rest = &target[origin.len()..];
    let ends = rest.is_empty() || rest.starts_with(['/', '?', '#']);
    (!origin.is_empty() && ends && start.eq_ignore_ascii_case(origin)).then_some(rest)
}

fn split_scheme(target: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = target.split_once(':')?;
    let valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte));
    valid.then_some((scheme, rest))
}

/// The host at the start of what follows `//`, in lower case, without user and port.
fn host(rest: &str) -> String {
    let authority = rest.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let end = if host.starts_with('[') { host.find(']').map(|at| at + 1) } else { host.find(':') };
    host[..end.unwrap_or(host.len())].to_lowercase()
}

/// Whether what follows `data:` is a bitmap. SVG can hold scripts.
fn is_picture(rest: &str) -> bool {
    ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"]
        .iter()
        .any(|media| rest.get(..media.len()).is_some_and(|start| start.eq_ignore_ascii_case(media)))
}

/// Control characters, and those that change the order of others or cannot be seen.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2028}' | '\u{2029}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}
