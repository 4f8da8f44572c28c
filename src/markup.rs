//! Owns Markdown: from an article's text to everything its page needs of it. The text is parsed
//! into a typed [`tree`], named passes change the tree one after the other, and [`html`] writes it
//! as a [`Body`]. Knows one article only: what lies outside it stays a hole.
//!
//! The passes, in their order:
//!
//! 1. [`parse`]: CommonMark and GFM events to the tree, spans kept; footnotes collected.
//! 2. [`more`]: the `<!-- more -->` marker becomes a node.
//! 3. [`raw_html`]: raw HTML is kept, escaped or sanitised.
//! 4. [`autolink`]: bare URLs and mail addresses become links.
//! 5. [`faq`]: questions and answers, the hand-written disclaimer and the conclusion are found.
//! 6. [`anchors`]: every heading gets its id.
//! 7. [`figures`]: an image alone in its paragraph becomes a figure.
//! 8. [`refs`]: links and images are told apart: external ones are finished, others become
//!    references.
//! 9. [`html`]: the tree is written, code highlighted on the way ([`code`]); [`markdown`] writes it back,
//!    if that is asked for.
//!
//! [`text`] reads plain text, words and the summary off the tree; passes find their way through it by
//! [`walk`].

pub mod anchors;
pub mod autolink;
pub mod body;
pub mod code;
pub mod faq;
pub mod figures;
mod footnotes;
mod headings;
pub mod html;
pub mod markdown;
pub mod more;
pub mod parse;
pub mod raw_html;
pub mod refs;
pub mod tags;
pub mod text;
pub mod tree;
pub mod walk;

use std::ops::Range;

use serde::{Deserialize, Serialize};

pub use body::{Body, Chunk, Hole, Saying, Slot};
pub use headings::{HeadingRef, Headings};

use crate::config;
use crate::diagnostic::{Diagnosed, Place, Step};
use crate::source::Source;

/// What of the configuration decides how Markdown is read. Part of every document's cache key.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Settings {
    /// `[markdown]`.
    pub markdown: config::Markdown,
    /// `[links]`.
    pub links: config::Links,
    /// `[code]`.
    pub code: config::Code,
    /// How questions and answers are shown.
    pub faq: config::FaqFace,
    /// The site's own URL without slash at its end: absolute links below it are links of the site.
    pub base_url: String,
    /// Whether the text is written back as Markdown too.
    pub mirror: bool,
}

#[cfg(test)]
impl Settings {
    /// The settings of a site that sets nothing.
    pub(crate) fn plain() -> Self {
        Self {
            markdown: config::Markdown {
                raw_html: config::RawHtml::Allow,
                autolink: true,
                smart_punctuation: false,
            },
            links: config::Links { rel: Vec::new(), target: None, rules: Vec::new() },
            code: config::Code { line_numbers: false },
            faq: config::FaqFace::Headings,
            base_url: "https://site.example".to_owned(),
            mirror: false,
        }
    }
}

/// What front matter says about the Markdown below it.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What to take for a FAQ.
    pub faq: FaqSetting,
}

/// The front-matter key `faq`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FaqSetting {
    /// Find the FAQ in the text.
    #[default]
    Find,
    /// `faq: false`: nothing is a FAQ.
    Refuse,
    /// A list of questions and Markdown answers, shown after the text, before a hand-written
    /// disclaimer.
    Entries(Vec<(String, String)>),
}

/// Everything that is read off one Markdown text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Markup {
    /// The text as HTML with holes.
    pub body: Body,
    /// The text as Markdown with holes, if it was asked for.
    pub markdown: Option<Body>,
    /// Headings in order, for the table of contents and for links to fragments.
    pub headings: Headings,
    /// Every other id in the page: footnotes, raw HTML.
    pub anchors: Vec<Box<str>>,
    /// What the holes refer to, by index.
    pub references: Vec<Reference>,
    /// Questions with their answers.
    pub faq: Vec<FaqEntry>,
    /// Those answers, plain, for telling whether two articles have the same.
    pub answers: Vec<String>,
    /// Whether the author has written a disclaimer into the text.
    pub written_disclaimer: bool,
    /// What stands before `<!-- more -->`, else the first paragraph, as plain text.
    pub summary: Summary,
    /// Words of the text, without code, FAQ headings' prefixes and a hand-written disclaimer.
    pub words: u32,
    /// The whole text as plain text, for search.
    pub text: String,
    /// Whether there are code blocks, which need the code style sheet.
    pub code: bool,
    /// Which slots the body has.
    pub slots: Vec<Slot>,
    /// The link that says most about who paid for the text.
    pub sponsored: Option<SponsoredLink>,
}

/// A link that, by a rule of site.toml, says that somebody paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SponsoredLink {
    /// What it makes of the article.
    pub sponsorship: config::Sponsorship,
    /// Where it leads.
    pub url: String,
    /// Bytes of the original file, for messages.
    pub span: Range<u32>,
}

/// Plain text that can stand for the article, and where it was found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// The text, white space folded.
    pub text: String,
    /// Whether the author marked its end with `<!-- more -->`; it then wins over `description`.
    pub marked: bool,
}

/// Something outside the article that it refers to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// What the hole is to be filled with.
    pub kind: ReferenceKind,
    /// The target as the author wrote it, entities and escapes resolved.
    pub target: Box<str>,
    /// Bytes of the original file, for messages.
    pub span: Range<u32>,
}

/// What a hole is filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReferenceKind {
    /// A URL, escaped for an attribute.
    Link,
    /// The attributes ` src="…" width="…" height="…"`, with the space before them.
    Image,
    /// A URL in raw HTML, escaped for an attribute.
    Raw,
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FaqEntry {
    /// The question, plain, without prefix and number.
    pub question: String,
    /// Which of the headings it is.
    pub heading: u32,
    /// The id of that.
    pub id: String,
    /// The answer in the few elements that structured data may carry.
    pub answer: Body,
}

/// Reads the Markdown in `range` of a file.
pub fn read(
    source: &Source,
    range: Range<usize>,
    options: &Options,
    settings: &Settings,
) -> Diagnosed<Markup> {
    let mut diagnostics = Vec::new();
    let mut tree = parse::parse(source, range, settings, &mut diagnostics);
    more::mark(&mut tree);
    raw_html::apply(&mut tree, settings);
    autolink::apply(&mut tree, &source.text, settings);
    faq::find(&mut tree, source, options, settings, &mut diagnostics);
    anchors::assign(&mut tree, source, &mut diagnostics);
    figures::apply(&mut tree);
    let (references, sponsored) = refs::collect(&mut tree, source, settings, &mut diagnostics);
    let mut markup = html::write(&tree, references, source, settings, &mut diagnostics);
    markup.sponsored = sponsored;
    markup.markdown = settings.mirror.then(|| markdown::write(&tree));
    Diagnosed::new(markup, diagnostics)
}

/// Reads Markdown that stands outside an article's body, such as an answer in front matter, up to the
/// pass `faq`. All spans are empty; there are no footnotes.
pub fn fragment<'a>(text: &'a str, settings: &Settings) -> Vec<tree::Block<'a>> {
    let mut blocks = parse::fragment(text, settings);
    raw_html::apply_to(&mut blocks, settings);
    autolink::apply_to(&mut blocks, text, settings);
    walk::blocks(&mut blocks, &mut |block| block.span = 0..0);
    walk::inlines(&mut blocks, &mut |list| list.iter_mut().for_each(|inline| inline.span = 0..0));
    blocks
}

/// Where a node is, for messages. Nodes without bytes of the file come from front matter's `faq`.
pub fn place(span: &Range<usize>) -> Place {
    if span.is_empty() { Place::Value(vec![Step::Key("faq".to_owned())]) } else { Place::Range(span.clone()) }
}
