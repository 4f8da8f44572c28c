//! Owns what becomes of raw HTML: it is kept, shown as text, or sanitised.
//!
//! CommonMark hands raw HTML over in pieces: `<b>` and `</b>` apart, `<details>` and `</details>` with
//! Markdown between them. Sanitising each piece by itself would close every element at once; not
//! looking at them together would let one piece close elements of the page. So the pieces of one list of
//! siblings are sanitised as one text, in which a marker stands for everything between them. If all
//! markers come back where text may stand, the result is cut there; otherwise every piece is sanitised
//! by itself. Either way no element stays open or is closed that the same list did not open, and nothing
//! gets through that ammonia would not let through: scripts, styles, event handlers, frames, unknown
//! URL schemes.

use ammonia::Builder;
use pulldown_cmark::CowStr;

use super::Settings;
use super::tags;
use super::tree::{Block, BlockKind, Inline, InlineKind, Raw, Tree};
use super::walk::{self, Leaf};
use crate::config::RawHtml;

/// Keeps, escapes or sanitises raw HTML, as the settings say, and collects the ids in what is kept.
pub fn apply(tree: &mut Tree<'_>, settings: &Settings) {
    if !tree.html {
        return;
    }
    let mut ids = Vec::new();
    for root in tree.roots_mut() {
        apply_to(root, settings);
        walk::leaves(root, &mut |leaf| match leaf {
            Leaf::Html(raw, _) => collect_ids(&raw.html, &mut ids),
            Leaf::Inlines { list, .. } => {
                for inline in list {
                    if let InlineKind::Html(raw) = &inline.kind {
                        collect_ids(&raw.html, &mut ids);
                    }
                }
            }
            Leaf::Figure(..) => {}
        });
    }
    tree.raw_ids = ids;
}

/// The same for blocks that stand outside a tree, without regard for ids.
pub fn apply_to<'a>(blocks: &mut Vec<Block<'a>>, settings: &Settings) {
    match settings.markdown.raw_html {
        RawHtml::Allow => {}
        RawHtml::Escape => {
            walk::lists(blocks, &mut escape);
            walk::inlines(blocks, &mut escape);
        }
        RawHtml::Sanitize => {
            walk::lists(blocks, &mut sanitize);
            walk::inlines(blocks, &mut sanitize);
        }
    }
}

/// The text that a piece of HTML shows, still escaped.
pub(super) fn escaped_text(html: &str) -> String {
    Builder::default().tags([].into()).clean(html).to_string()
}

fn collect_ids(html: &str, ids: &mut Vec<String>) {
    for tag in tags::tags(html) {
        let link = tag.name.eq_ignore_ascii_case("a");
        for attribute in tag.attributes() {
            let name = attribute.name;
            if name.eq_ignore_ascii_case("id") || link && name.eq_ignore_ascii_case("name") {
                ids.push(tags::unescaped(attribute.value));
            }
        }
    }
}

/// A block or an inline, which may be raw HTML.
trait Node<'a>: Sized {
    /// Its raw HTML, if it is that.
    fn raw(&self) -> Option<&str>;
    /// Raw HTML in the place of `self`.
    fn with_html(&self, html: String) -> Self;
    /// Its HTML shown as text.
    fn into_text(self) -> Self;
}

impl<'a> Node<'a> for Block<'a> {
    fn raw(&self) -> Option<&str> {
        match &self.kind {
            BlockKind::Html(raw) => Some(&raw.html),
            _ => None,
        }
    }

    fn with_html(&self, html: String) -> Self {
        Block { kind: BlockKind::Html(Raw::new(html)), span: self.span.clone() }
    }

    fn into_text(self) -> Self {
        let BlockKind::Html(raw) = self.kind else { return self };
        let text = InlineKind::Text(trimmed(raw.html));
        let inline = Inline { kind: text, span: self.span.clone() };
        Block { kind: BlockKind::Paragraph(vec![inline]), span: self.span }
    }
}

impl<'a> Node<'a> for Inline<'a> {
    fn raw(&self) -> Option<&str> {
        match &self.kind {
            InlineKind::Html(raw) => Some(&raw.html),
            _ => None,
        }
    }

    fn with_html(&self, html: String) -> Self {
        Inline { kind: InlineKind::Html(Raw::new(html)), span: self.span.clone() }
    }

    fn into_text(self) -> Self {
        let InlineKind::Html(raw) = self.kind else { return self };
        Inline { kind: InlineKind::Text(raw.html), span: self.span }
    }
}

fn trimmed(html: CowStr<'_>) -> CowStr<'_> {
    let length = html.trim_end().len();
    super::parse::slice(&html, 0..length)
}

/// Shows raw HTML as text. Comments are for nobody's eyes and are left out.
fn escape<'a, N: Node<'a>>(list: &mut Vec<N>) {
    if !list.iter().any(|node| node.raw().is_some()) {
        return;
    }
    list.retain(|node| !node.raw().is_some_and(|html| html.trim_start().starts_with("<!--")));
    *list = std::mem::take(list).into_iter().map(Node::into_text).collect();
}

/// The first and last character of a marker, which are no characters of any text.
const MARK: [char; 2] = ['\u{FDD0}', '\u{FDD1}'];

/// Sanitises the raw HTML of one list of siblings.
fn sanitize<'a, N: Node<'a>>(list: &mut Vec<N>) {
    if !list.iter().any(|node| node.raw().is_some()) {
        return;
    }
    let mut builder = Builder::default();
    builder.add_tag_attributes("details", ["open"]);
    if let Some(pieces) = sanitized(list, &builder) {
        return fill_in(list, pieces);
    }
    // A `<script>` swallows the markers up to its end: without such tags the rest stays together.
    list.retain(|node| !node.raw().is_some_and(swallows));
    if let Some(pieces) = sanitized(list, &builder) {
        return fill_in(list, pieces);
    }
    for node in list {
        if let Some(clean) = node.raw().map(|html| builder.clean(html).to_string()) {
            *node = node.with_html(clean);
        }
    }
}

/// The sanitised HTML between the groups of what is no raw HTML, if it can be told apart.
fn sanitized<'a, N: Node<'a>>(list: &[N], builder: &Builder<'_>) -> Option<Vec<String>> {
    let mut joined = String::new();
    let mut groups = 0;
    let mut in_group = false;
    for node in list {
        match node.raw() {
            Some(html) => joined.extend(html.chars().filter(|c| !MARK.contains(c))),
            None if !in_group => {
                joined.push_str(&marker(groups));
                groups += 1;
            }
            None => {}
        }
        in_group = node.raw().is_none();
    }
    split(&builder.clean(&joined).to_string(), groups)
}

/// Whether HTML opens an element whose content is not read as HTML, or as HTML of another kind.
fn swallows(html: &str) -> bool {
    let elements =
        ["script", "style", "svg", "math", "iframe", "textarea", "title", "xmp", "noscript", "template"];
    tags::tags(html).any(|tag| elements.iter().any(|element| tag.name.eq_ignore_ascii_case(element)))
}

fn marker(group: usize) -> String {
    format!("{}{group}{}", MARK[0], MARK[1])
}

/// What stands before each marker and after the last, if all are there in order and none in a tag.
fn split(clean: &str, groups: usize) -> Option<Vec<String>> {
    let mut pieces = Vec::with_capacity(groups + 1);
    let mut rest = clean;
    for group in 0..groups {
        let (piece, after) = rest.split_once(marker(group).as_str())?;
        if ends_in_tag(piece) {
            return None;
        }
        pieces.push(piece.to_owned());
        rest = after;
    }
    pieces.push(rest.to_owned());
    (!pieces.iter().any(|piece| piece.contains(MARK))).then_some(pieces)
}

/// Whether serialised HTML that starts with text ends within a tag.
fn ends_in_tag(html: &str) -> bool {
    let (mut tag, mut quoted) = (false, false);
    for byte in html.bytes() {
        match byte {
            b'<' if !tag => tag = true,
            b'"' if tag => quoted = !quoted,
            b'>' if tag && !quoted => tag = false,
            _ => {}
        }
    }
    tag
}

/// Puts the pieces around the groups of what is no raw HTML.
fn fill_in<'a, N: Node<'a>>(list: &mut Vec<N>, pieces: Vec<String>) {
    let mut pieces = pieces.into_iter().map(|piece| Some(piece).filter(|piece| !piece.trim().is_empty()));
    let mut out: Vec<N> = Vec::with_capacity(list.len());
    // The first piece of raw HTML since the last group.
    let mut raw = None;
    let mut in_group = false;
    for node in std::mem::take(list) {
        if node.raw().is_some() {
            in_group = false;
            raw.get_or_insert(node);
            continue;
        }
        if !in_group {
            let piece = pieces.next().flatten();
            out.extend(piece.map(|piece| raw.take().as_ref().unwrap_or(&node).with_html(piece)));
            raw = None;
            in_group = true;
        }
        out.push(node);
    }
    let piece = pieces.next().flatten();
    let place = raw.as_ref().or(out.last());
    let last = place.zip(piece).map(|(place, piece)| place.with_html(piece));
    out.extend(last);
    *list = out;
}
