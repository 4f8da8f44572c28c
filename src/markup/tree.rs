//! Owns the typed tree of a Markdown text. Every node knows its bytes in the original file.

use std::ops::Range;

use pulldown_cmark::CowStr;
pub use pulldown_cmark::{Alignment, BlockQuoteKind as Alert};

use super::body::Slot;

/// A whole text.
#[derive(Clone, Debug, Default)]
pub struct Tree<'a> {
    /// Its blocks in order.
    pub blocks: Vec<Block<'a>>,
    /// Its footnotes in the order of their first reference; those never referred to are left out.
    pub footnotes: Vec<Footnote<'a>>,
    /// Whether there is raw HTML anywhere in it.
    pub html: bool,
    /// Ids that raw HTML gives to its elements, from the pass `raw_html` on.
    pub raw_ids: Vec<String>,
}

impl<'a> Tree<'a> {
    /// The text's blocks, then every footnote's.
    pub fn roots_mut(&mut self) -> impl Iterator<Item = &mut Vec<Block<'a>>> {
        std::iter::once(&mut self.blocks).chain(self.footnotes.iter_mut().map(|note| &mut note.blocks))
    }
}

/// A footnote.
#[derive(Clone, Debug)]
pub struct Footnote<'a> {
    /// What it says.
    pub blocks: Vec<Block<'a>>,
    /// How often it is referred to.
    pub references: usize,
}

/// A block and its bytes. What is large or rare is boxed: there are many blocks and inlines, and they are moved.
#[derive(Clone, Debug)]
pub struct Block<'a> {
    /// What it is.
    pub kind: BlockKind<'a>,
    /// Bytes of the original file; empty for what the author did not write.
    pub span: Range<usize>,
}

/// The kinds of block.
#[derive(Clone, Debug)]
pub enum BlockKind<'a> {
    /// Text in a `<p>`.
    Paragraph(Vec<Inline<'a>>),
    /// Text without a `<p>`: an item of a tight list.
    Plain(Vec<Inline<'a>>),
    /// A heading.
    Heading(Heading<'a>),
    /// A quotation, or a GFM alert.
    Quote {
        /// The alert's kind.
        alert: Option<Alert>,
        /// What is quoted.
        blocks: Vec<Block<'a>>,
    },
    /// A code block.
    Code(Code<'a>),
    /// A list.
    List {
        /// The first number of an ordered list.
        start: Option<u64>,
        /// The items.
        items: Vec<Item<'a>>,
    },
    /// A definition list.
    Definitions(Vec<Definition<'a>>),
    /// A table.
    Table(Box<Table<'a>>),
    /// Raw HTML.
    Html(Box<Raw<'a>>),
    /// A thematic break.
    Rule,
    /// An image that stands alone.
    Figure(Box<Image<'a>>),
    /// The end of the summary.
    More,
    /// A question and what answers it: one node makes the page and the structured data. The block's bytes
    /// are those of the question.
    Question(Box<Question<'a>>),
    /// Blocks that belong to the FAQ, its heading included.
    Faq(Vec<Block<'a>>),
    /// A disclaimer written by hand, its heading included.
    Disclaimer(Vec<Block<'a>>),
    /// A place that something may be put into.
    Slot(Slot),
}

/// Raw HTML; from the pass `raw_html` on what the settings make of it.
#[derive(Clone, Debug)]
pub struct Raw<'a> {
    /// The HTML, from the pass `refs` on without the URLs that are references.
    pub html: CowStr<'a>,
    /// Which references go where: the byte before which each stands, and its index.
    pub holes: Vec<(usize, u32)>,
}

impl<'a> Raw<'a> {
    /// HTML without holes.
    pub fn new(html: impl Into<CowStr<'a>>) -> Box<Self> {
        Box::new(Self { html: html.into(), holes: Vec::new() })
    }
}

/// A heading.
#[derive(Clone, Debug)]
pub struct Heading<'a> {
    /// 1 to 6.
    pub level: u8,
    /// Explicit before the pass `anchors`, always there after it.
    pub id: Option<CowStr<'a>>,
    /// Classes from `{.name}`.
    pub classes: Vec<CowStr<'a>>,
    /// Its text.
    pub inlines: Vec<Inline<'a>>,
}

/// A code block.
#[derive(Clone, Debug)]
pub struct Code<'a> {
    /// The info string; `None` for indented code.
    pub info: Option<CowStr<'a>>,
    /// The code, with its last newline.
    pub text: CowStr<'a>,
}

/// An item of a list.
#[derive(Clone, Debug)]
pub struct Item<'a> {
    /// For a task: whether it is done.
    pub task: Option<bool>,
    /// What the item says.
    pub blocks: Vec<Block<'a>>,
}

/// A term with its definitions.
#[derive(Clone, Debug)]
pub struct Definition<'a> {
    /// The term.
    pub term: Vec<Inline<'a>>,
    /// What it means.
    pub definitions: Vec<Vec<Block<'a>>>,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table<'a> {
    /// One for every column.
    pub alignments: Vec<Alignment>,
    /// The header row.
    pub head: Vec<Vec<Inline<'a>>>,
    /// The other rows.
    pub rows: Vec<Vec<Vec<Inline<'a>>>>,
}

/// A question with its answer.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// The question as a heading, prefix and number stripped.
    pub heading: Heading<'a>,
    /// The answer.
    pub answer: Vec<Block<'a>>,
}

/// A piece of text and its bytes.
#[derive(Clone, Debug)]
pub struct Inline<'a> {
    /// What it is.
    pub kind: InlineKind<'a>,
    /// Bytes of the original file.
    pub span: Range<usize>,
}

/// The kinds of inline.
#[derive(Clone, Debug)]
pub enum InlineKind<'a> {
    /// Text, not yet escaped.
    Text(CowStr<'a>),
    /// Code, not yet escaped.
    Code(CowStr<'a>),
    /// Raw HTML.
    Html(Box<Raw<'a>>),
    /// A line end within a paragraph.
    SoftBreak,
    /// A line break.
    HardBreak,
    /// `*text*`.
    Emphasis(Vec<Inline<'a>>),
    /// `**text**`.
    Strong(Vec<Inline<'a>>),
    /// `~~text~~`.
    Strikethrough(Vec<Inline<'a>>),
    /// A link.
    Link(Box<Link<'a>>),
    /// An image within text.
    Image(Box<Image<'a>>),
    /// A reference to a footnote.
    FootnoteReference {
        /// Index into the tree's footnotes.
        footnote: usize,
        /// The how-manieth reference to it, from 1.
        occurrence: usize,
    },
}

/// A link.
#[derive(Clone, Debug)]
pub struct Link<'a> {
    /// Where it leads.
    pub target: Target<'a>,
    /// Its title.
    pub title: CowStr<'a>,
    /// Its text.
    pub inlines: Vec<Inline<'a>>,
}

/// An image.
#[derive(Clone, Debug)]
pub struct Image<'a> {
    /// Where it lies.
    pub target: Target<'a>,
    /// Its title; a figure's caption.
    pub title: CowStr<'a>,
    /// Its description, plain.
    pub alt: String,
    /// Whether a browser may wait with it until it comes into view.
    pub lazy: bool,
}

/// Where a link or an image points.
#[derive(Clone, Debug)]
pub enum Target<'a> {
    /// As written, before the pass `refs`.
    Written(CowStr<'a>),
    /// To another site: finished, with the attributes it gets besides.
    External {
        /// The URL.
        url: CowStr<'a>,
        /// `rel` values, space-separated; may be empty.
        rel: String,
        /// `target`, if any.
        target: Option<String>,
    },
    /// To something of this site: index into the references.
    Reference(u32),
    /// Nowhere: the target was refused, and said so.
    Refused,
}
