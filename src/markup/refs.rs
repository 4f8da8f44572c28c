//! Owns telling links and images apart: to other sites, and to things of this one.

use std::ops::Range;

use super::figures::Images;
use super::tags::{self, Attribute, Tag};
use super::tree::{Image, Inline, InlineKind, Raw, Target, Tree};
use super::walk::{self, Leaf};
use super::{Reference, ReferenceKind, Settings, SponsoredLink, place};
use crate::config::Sponsorship;
use crate::diagnostic::Diagnostic;
use crate::source::Source;

/// Finishes external targets, makes references of all others, and sees all images. Tells which link says most about who
/// paid for the article.
pub fn collect(
    tree: &mut Tree<'_>,
    source: &Source,
    settings: &Settings,
    found: &mut Vec<Diagnostic>,
) -> (Vec<Reference>, Option<SponsoredLink>) {
    let (images, references) = (Images::default(), Vec::new());
    let mut collector = Collector { source, settings, found, images, references, sponsored: None };
    for root in tree.roots_mut() {
        walk::leaves(root, &mut |leaf| collector.leaf(leaf));
    }
    (collector.references, collector.sponsored)
}

struct Collector<'c> {
    source: &'c Source,
    settings: &'c Settings,
    found: &'c mut Vec<Diagnostic>,
    images: Images,
    references: Vec<Reference>,
    sponsored: Option<SponsoredLink>,
}

impl Collector<'_> {
    fn leaf(&mut self, leaf: Leaf<'_, '_>) {
        match leaf {
            Leaf::Figure(image, span) => self.image(image, span),
            Leaf::Html(raw, span) => self.raw(raw, span),
            Leaf::Inlines { list, .. } => {
                for Inline { kind, span } in list {
                    match kind {
                        InlineKind::Link(link) => {
                            self.target(&mut link.target, ReferenceKind::Link, span);
                        }
                        InlineKind::Image(image) => self.image(image, span),
                        InlineKind::Html(raw) => self.raw(raw, span),
                        _ => {}
                    }
                }
            }
        }
    }

    fn image(&mut self, image: &mut Image<'_>, span: &Range<usize>) {
        self.images.see(image, span, self.source, self.found);
        self.target(&mut image.target, ReferenceKind::Image, span);
    }

    fn refer(&mut self, kind: ReferenceKind, target: &str, span: &Range<usize>) -> u32 {
        let index = u32::try_from(self.references.len()).unwrap_or(u32::MAX);
        self.references.push(Reference { kind, target: target.into(), span: short(span) });
        index
    }

    /// Takes note of what a link to another site says about who paid; true if it says anything.
    fn sponsor(&mut self, url: &str, host: &str, span: &Range<usize>) -> bool {
        let sponsorship = self.settings.links.sponsorship(url, host);
        let most = self.sponsored.as_ref().map_or(Sponsorship::None, |link| link.sponsorship);
        if sponsorship > most {
            self.sponsored = Some(SponsoredLink { sponsorship, url: url.to_owned(), span: short(span) });
        }
        sponsorship > Sponsorship::None
    }

    fn target(&mut self, target: &mut Target<'_>, kind: ReferenceKind, span: &Range<usize>) {
        let Target::Written(written) = &*target else { return };
        *target = match judge(written, kind, &self.settings.base_url) {
            Verdict::Site(of_site) => Target::Reference(self.refer(kind, of_site, span)),
            Verdict::Host(host) => {
                let (rel, target) = self.settings.links.of(written, &host);
                let (rel, target) = (rel.join(" "), target.map(str::to_owned));
                let url = written.clone();
                if kind == ReferenceKind::Link {
                    self.sponsor(&url, &host, span);
                }
                Target::External { url, rel, target }
            }
            Verdict::Elsewhere => Target::External { url: written.clone(), rel: String::new(), target: None },
            Verdict::Refused(problem) => {
                self.found.push(problem.label(self.source.id, place(span), ""));
                Target::Refused
            }
        };
    }

    /// Makes references of the URLs in raw HTML that are of this site. Others stay as they are: whoever
    /// may write raw HTML is trusted; but a sponsored link says so.
    fn raw(&mut self, raw: &mut Raw<'_>, span: &Range<usize>) {
        let mut rewritten = String::new();
        let mut from = 0;
        let mut searched = span.start;
        for tag in tags::tags(&raw.html) {
            let unmarked = self.raw_sponsored(&tag, span);
            for attribute in tag.attributes() {
                let is = |name: &str| attribute.name.eq_ignore_ascii_case(name);
                if is("rel") && unmarked {
                    rewritten.push_str(&raw.html[from..attribute.range.start]);
                    rewritten.push_str("\"sponsored ");
                    push_unquoted(&mut rewritten, attribute.value);
                    rewritten.push('"');
                    from = attribute.range.end;
                } else if is("href") && unmarked && !has_rel(&tag) {
                    rewritten.push_str(&raw.html[from..attribute.range.end]);
                    rewritten.push_str(" rel=\"sponsored\"");
                    from = attribute.range.end;
                }
                let urls = raw_urls(&attribute, &self.settings.base_url);
                if urls.is_empty() {
                    continue;
                }
                rewritten.push_str(&raw.html[from..attribute.range.start]);
                rewritten.push('"');
                let mut copied = 0;
                for (range, target) in urls {
                    push_unquoted(&mut rewritten, &attribute.value[copied..range.start]);
                    let written = &attribute.value[range.clone()];
                    let place = find(&self.source.text, searched..span.end, written);
                    searched = place.as_ref().map_or(searched, |place| place.end);
                    let index = self.refer(ReferenceKind::Raw, &target, place.as_ref().unwrap_or(span));
                    raw.holes.push((rewritten.len(), index));
                    copied = range.end;
                }
                push_unquoted(&mut rewritten, &attribute.value[copied..]);
                rewritten.push('"');
                from = attribute.range.end;
            }
        }
        if from > 0 {
            rewritten.push_str(&raw.html[from..]);
            raw.html = rewritten.into();
        }
    }

    /// Whether a tag is a sponsored link that does not say so.
    fn raw_sponsored(&mut self, tag: &Tag<'_>, span: &Range<usize>) -> bool {
        if !self.settings.links.any_sponsored()
            || !["a", "area"].iter().any(|name| tag.name.eq_ignore_ascii_case(name))
        {
            return false;
        }
        let value = |name: &str| {
            let mut attributes = tag.attributes();
            attributes.find(|attribute| attribute.name.eq_ignore_ascii_case(name)).map(|found| found.value)
        };
        let href = tags::unescaped(value("href").unwrap_or_default().trim());
        let Verdict::Host(host) = judge(&href, ReferenceKind::Raw, &self.settings.base_url) else {
            return false;
        };
        let says =
            value("rel").is_some_and(|rel| rel.split_ascii_whitespace().any(|word| word == "sponsored"));
        self.sponsor(&href, &host, span) && !says
    }
}

fn has_rel(tag: &Tag<'_>) -> bool {
    tag.attributes().any(|attribute| attribute.name.eq_ignore_ascii_case("rel"))
}

/// Bytes as references keep them.
fn short(span: &Range<usize>) -> Range<u32> {
    let bytes = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    bytes(span.start)..bytes(span.end)
}

/// Bytes of a file within `range` that are `text`.
fn find(file: &str, range: Range<usize>, text: &str) -> Option<Range<usize>> {
    let start = range.start + file.get(range)?.find(text)?;
    Some(start..start + text.len())
}

fn push_unquoted(out: &mut String, value: &str) {
    for (index, part) in value.split('"').enumerate() {
        out.push_str(if index > 0 { "&quot;" } else { "" });
        out.push_str(part);
    }
}

/// The URLs of this site in an attribute: bytes of its value, and the targets.
fn raw_urls(attribute: &Attribute<'_>, base: &str) -> Vec<(Range<usize>, String)> {
    let of_site = |range: Range<usize>| {
        let target = tags::unescaped(attribute.value[range.clone()].trim());
        match judge(&target, ReferenceKind::Raw, base) {
            Verdict::Site(of_site) => Some((range, of_site.to_owned())),
            _ => None,
        }
    };
    let is = |name: &str| attribute.name.eq_ignore_ascii_case(name);
    if is("srcset") {
        candidates(attribute.value).into_iter().filter_map(of_site).collect()
    } else if is("href") || is("src") || is("poster") {
        of_site(0..attribute.value.len()).into_iter().collect()
    } else {
        Vec::new()
    }
}

/// Where the URLs of a `srcset` are.
fn candidates(srcset: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        let space = |c: char| c.is_ascii_whitespace();
        let Some(skip) = srcset[at..].find(|c| !space(c) && c != ',') else { return found };
        let start = at + skip;
        let end = start + srcset[start..].find(space).unwrap_or(srcset.len() - start);
        let url = srcset[start..end].trim_end_matches(',');
        found.push(start..start + url.len());
        // A comma right after the URL means that no descriptor follows.
        at = if url.len() < end - start {
            end
        } else {
            srcset[end..].find(',').map_or(srcset.len(), |at| end + at)
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

fn judge<'t>(target: &'t str, kind: ReferenceKind, base: &str) -> Verdict<'t> {
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
    if let Some(rest) = strip_base(target, base) {
        return Verdict::Site(if rest.is_empty() { "/" } else { rest });
    }
    let trimmed = target.trim_start();
    if let Some(rest) = trimmed.strip_prefix("//") {
        return Verdict::Host(host(rest));
    }
    let Some((scheme, rest)) = split_scheme(trimmed) else { return Verdict::Site(target) };
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => Verdict::Host(host(rest.trim_start_matches('/'))),
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

/// What of a target follows the site's own URL.
fn strip_base<'t>(target: &'t str, base: &str) -> Option<&'t str> {
    let (start, rest) = target.split_at_checked(base.len())?;
    let ends = rest.is_empty() || rest.starts_with(['/', '?', '#']);
    (!base.is_empty() && ends && start.eq_ignore_ascii_case(base)).then_some(rest)
}

fn split_scheme(target: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = target.split_once(':')?;
    let valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte));
    valid.then_some((scheme, rest))
}

/// The host at the start of what follows `//`, in lower case, without user and port. A backslash is no
/// slash here: it is written percent-encoded.
fn host(rest: &str) -> String {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let end = if host.starts_with('[') { host.find(']').map(|at| at + 1) } else { host.find(':') };
    host[..end.unwrap_or(host.len())].trim_end_matches('.').to_lowercase()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts() {
        for (rest, expected) in [
            ("Docs.Example.ORG:8080/x", "docs.example.org"),
            ("user:secret@example.org?q", "example.org"),
            ("[::1]:80/", "[::1]"),
            ("example.org.#f", "example.org"),
            (r"good.example\@other.example/", "other.example"),
            ("", ""),
        ] {
            assert_eq!(host(rest), expected);
        }
    }

    #[test]
    fn candidates_of_a_srcset() {
        for (srcset, expected) in [
            ("a.png", vec!["a.png"]),
            (" a.png 1x, b.png 2x", vec!["a.png", "b.png"]),
            ("a,b.png, c.png", vec!["a,b.png", "c.png"]),
            (",, a.png 480w,b.png", vec!["a.png", "b.png"]),
            ("", vec![]),
        ] {
            assert_eq!(
                candidates(srcset).into_iter().map(|range| &srcset[range]).collect::<Vec<_>>(),
                expected
            );
        }
    }
}
