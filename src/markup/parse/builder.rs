//! Owns putting a tree together from events: a stack of what has begun and not ended.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};

use super::{MAX_DEPTH, Problem};
use crate::markup::footnotes::Footnotes;
use crate::markup::tree::{
    Alert, Block, BlockKind, Code, Definition, Heading, Image, Inline, InlineKind, Item, Link, Raw, Table,
    Target,
};

/// What is being read: a block or an inline that has begun and not ended.
struct Frame<'a> {
    open: Open<'a>,
    span: Range<usize>,
    /// Where its blocks begin among all that are not yet part of another.
    blocks: usize,
    /// The same for its inlines.
    inlines: usize,
}

enum Open<'a> {
    Root,
    Paragraph,
    /// Text right inside an item or a definition. No event begins or ends it.
    Plain,
    /// With its heading, still without text.
    Heading(Heading<'a>),
    Quote(Option<Alert>),
    Code(Option<CowStr<'a>>),
    Html,
    List(Option<u64>, Vec<Item<'a>>),
    Item(Option<bool>),
    /// With the depth outside it: its content becomes a tree by itself.
    Footnote(CowStr<'a>, Depth),
    Definitions(Vec<Definition<'a>>),
    Term,
    Definition,
    Table(Table<'a>),
    /// With its cells; the flag tells the head.
    Row(bool, Vec<Vec<Inline<'a>>>),
    Cell,
    Emphasis,
    Strong,
    Strikethrough,
    Link(CowStr<'a>, CowStr<'a>),
    Image {
        url: CowStr<'a>,
        title: CowStr<'a>,
        alt: String,
        /// How many inlines are open inside its description, which is plain.
        inside: usize,
    },
}

/// How many containers are open, and how many of them are ignored for being nested too deep.
#[derive(Clone, Copy, Default)]
struct Depth {
    open: usize,
    ignored: usize,
}

impl Depth {
    /// Notes that a container begins; tells whether it is to be ignored. One that is part of another
    /// (an item of a list) is ignored only with it.
    fn enter(&mut self, part: bool) -> bool {
        if self.ignored > 0 || self.open >= MAX_DEPTH && !part {
            self.ignored += 1;
            return true;
        }
        self.open += 1;
        false
    }

    /// Notes that a container ends; tells whether it was ignored.
    fn leave(&mut self) -> bool {
        if self.ignored > 0 {
            self.ignored -= 1;
            return true;
        }
        self.open = self.open.saturating_sub(1);
        false
    }
}

/// A tree in the making.
pub(super) struct Builder<'a> {
    text: &'a str,
    /// The text itself, which is open until the end.
    root: Frame<'a>,
    stack: Vec<Frame<'a>>,
    /// The blocks that are not yet part of another: those of the text, then those of each open frame.
    blocks: Vec<Block<'a>>,
    /// The inlines that are not yet part of anything, in the same way.
    inlines: Vec<Inline<'a>>,
    block_depth: Depth,
    inline_depth: Depth,
    /// The footnotes so far.
    pub(super) footnotes: Footnotes<'a>,
    /// Whether there is raw HTML.
    pub(super) html: bool,
    /// What is odd so far.
    pub(super) problems: Vec<Problem>,
}

/// The end of a list, in one that is as large as what it holds.
fn taken<T>(list: &mut Vec<T>, from: usize) -> Vec<T> {
    if list.len() == from { Vec::new() } else { list.drain(from..).collect() }
}

impl<'a> Builder<'a> {
    /// An empty tree; spans are counted in `text`.
    pub(super) fn new(text: &'a str) -> Self {
        let root = Frame { open: Open::Root, span: 0..text.len(), blocks: 0, inlines: 0 };
        Self {
            text,
            root,
            stack: Vec::with_capacity(16),
            blocks: Vec::with_capacity(text.len() / 256 + 4),
            inlines: Vec::with_capacity(16),
            block_depth: Depth::default(),
            inline_depth: Depth::default(),
            footnotes: Footnotes::default(),
            html: false,
            problems: Vec::new(),
        }
    }

    /// The blocks of the whole text, once all events are in.
    pub(super) fn finish(&mut self) -> Vec<Block<'a>> {
        while !self.stack.is_empty() {
            self.close();
        }
        std::mem::take(&mut self.blocks)
    }

    /// Takes the next event.
    pub(super) fn event(&mut self, event: Event<'a>, span: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.push_text(text, span),
            Event::Code(text) => self.push_inline(InlineKind::Code(text), span),
            Event::Html(html) => {
                self.html = true;
                self.push_text(html, span);
            }
            Event::InlineHtml(html) => {
                self.html = true;
                self.push_inline(InlineKind::Html(Raw::new(html)), span);
            }
            Event::FootnoteReference(label) => {
                if !matches!(self.top().open, Open::Image { .. }) {
                    let footnote = self.footnotes.refer(&label);
                    self.push_inline(InlineKind::FootnoteReference { footnote, occurrence: 0 }, span);
                }
            }
            Event::SoftBreak => self.push_inline(InlineKind::SoftBreak, span),
            Event::HardBreak => self.push_inline(InlineKind::HardBreak, span),
            Event::Rule => {
                self.close_plain();
                self.push_block(BlockKind::Rule, span);
            }
            Event::TaskListMarker(done) => {
                let item = self.stack.iter_mut().rev().find_map(|frame| match &mut frame.open {
                    Open::Item(task) => Some(task),
                    _ => None,
                });
                if let Some(task) = item {
                    *task = Some(done);
                }
            }
            // Not switched on.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.push_text(text, span),
        }
    }

    fn start(&mut self, tag: Tag<'a>, span: Range<usize>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. } => {
                self.start_inline(tag, span);
            }
            // Not switched on.
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {}
            _ => {
                self.close_plain();
                if let Some(open) = self.open_block(tag, &span) {
                    self.push_frame(open, span);
                }
            }
        }
    }

    fn open_block(&mut self, tag: Tag<'a>, span: &Range<usize>) -> Option<Open<'a>> {
        let part = matches!(tag, Tag::Item | Tag::DefinitionListTitle | Tag::DefinitionListDefinition);
        let container = part || matches!(tag, Tag::BlockQuote(_) | Tag::List(_) | Tag::DefinitionList);
        if container && self.block_depth.enter(part) {
            self.too_deep(self.block_depth, span);
            return None;
        }
        Some(match tag {
            Tag::Paragraph => Open::Paragraph,
            Tag::Heading { level, id, classes, attrs } => {
                for (name, _) in attrs {
                    self.problems.push(Problem::Attribute(name.to_string(), self.trimmed(span.clone())));
                }
                Open::Heading(Heading { level: level as u8, id, classes, inlines: Vec::new() })
            }
            Tag::BlockQuote(alert) => Open::Quote(alert),
            Tag::CodeBlock(CodeBlockKind::Indented) => Open::Code(None),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Open::Code(Some(info)),
            Tag::HtmlBlock => Open::Html,
            Tag::List(start) => Open::List(start, Vec::new()),
            Tag::Item => Open::Item(None),
            Tag::FootnoteDefinition(label) => Open::Footnote(label, std::mem::take(&mut self.block_depth)),
            Tag::DefinitionList => Open::Definitions(Vec::new()),
            Tag::DefinitionListTitle => Open::Term,
            Tag::DefinitionListDefinition => Open::Definition,
            Tag::Table(alignments) => Open::Table(Table { alignments, head: Vec::new(), rows: Vec::new() }),
            Tag::TableHead => Open::Row(true, Vec::new()),
            Tag::TableRow => Open::Row(false, Vec::new()),
            Tag::TableCell => Open::Cell,
            _ => return None,
        })
    }

    fn start_inline(&mut self, tag: Tag<'a>, span: Range<usize>) {
        if let Open::Image { inside, .. } = &mut self.top().open {
            *inside += 1;
            return;
        }
        if self.inline_depth.enter(false) {
            self.too_deep(self.inline_depth, &span);
            return;
        }
        self.open_plain(&span);
        let open = match tag {
            Tag::Strong => Open::Strong,
            Tag::Strikethrough => Open::Strikethrough,
            Tag::Link { link_type: LinkType::Email, dest_url, title, .. } => {
                Open::Link(format!("mailto:{dest_url}").into(), title)
            }
            Tag::Link { dest_url, title, .. } => Open::Link(dest_url, title),
            Tag::Image { dest_url, title, .. } => {
                Open::Image { url: dest_url, title, alt: String::new(), inside: 0 }
            }
            _ => Open::Emphasis,
        };
        self.push_frame(open, span);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image => {
                if let Open::Image { inside, .. } = &mut self.top().open
                    && *inside > 0
                {
                    *inside -= 1;
                } else if !self.inline_depth.leave() {
                    self.close();
                }
            }
            TagEnd::Superscript | TagEnd::Subscript | TagEnd::MetadataBlock(_) => {}
            TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => {
                self.close_plain();
                if !self.block_depth.leave() {
                    self.close();
                }
            }
            _ => {
                self.close_plain();
                self.close();
            }
        }
    }

    /// Ends the innermost frame and gives what it has become to the one around it.
    fn close(&mut self) {
        let Some(Frame { open, span, blocks, inlines }) = self.stack.pop() else { return };
        let (blocks, inlines) = (taken(&mut self.blocks, blocks), taken(&mut self.inlines, inlines));
        let block = match open {
            Open::Root => return,
            Open::Paragraph => BlockKind::Paragraph(inlines),
            Open::Plain => BlockKind::Plain(inlines),
            Open::Heading(heading) => BlockKind::Heading(Heading { inlines, ..heading }),
            Open::Quote(alert) => BlockKind::Quote { alert, blocks },
            Open::Code(info) => BlockKind::Code(Code { info, text: joined(inlines) }),
            Open::Html => BlockKind::Html(Raw::new(joined(inlines))),
            Open::List(start, items) => BlockKind::List { start, items },
            Open::Definitions(definitions) => BlockKind::Definitions(definitions),
            Open::Table(table) => BlockKind::Table(Box::new(table)),
            Open::Footnote(label, outside) => {
                self.block_depth = outside;
                return self.footnotes.define(&label, blocks, self.trimmed(span));
            }
            Open::Emphasis => return self.push_inline(InlineKind::Emphasis(inlines), span),
            Open::Strong => return self.push_inline(InlineKind::Strong(inlines), span),
            Open::Strikethrough => return self.push_inline(InlineKind::Strikethrough(inlines), span),
            Open::Link(url, title) => {
                let link = Link { target: Target::Written(url), title, inlines };
                return self.push_inline(InlineKind::Link(Box::new(link)), span);
            }
            Open::Image { url, title, alt, .. } => {
                let image = Image { target: Target::Written(url), title, alt, lazy: false };
                return self.push_inline(InlineKind::Image(Box::new(image)), span);
            }
            part => return self.close_part(part, blocks, inlines),
        };
        self.push_block(block, span);
    }

    /// Gives a part of a list or table that has ended to the list or table.
    fn close_part(&mut self, part: Open<'a>, blocks: Vec<Block<'a>>, inlines: Vec<Inline<'a>>) {
        match (&mut self.top().open, part) {
            (Open::List(_, items), Open::Item(task)) => items.push(Item { task, blocks }),
            (Open::Definitions(definitions), Open::Term) => {
                definitions.push(Definition { term: inlines, definitions: Vec::new() });
            }
            (Open::Definitions(definitions), Open::Definition) => {
                if let Some(definition) = definitions.last_mut() {
                    definition.definitions.push(blocks);
                }
            }
            (Open::Table(table), Open::Row(true, cells)) => table.head = cells,
            (Open::Table(table), Open::Row(false, cells)) => table.rows.push(cells),
            (Open::Row(_, cells), Open::Cell) => cells.push(inlines),
            _ => {}
        }
    }

    fn push_frame(&mut self, open: Open<'a>, span: Range<usize>) {
        let (blocks, inlines) = (self.blocks.len(), self.inlines.len());
        self.stack.push(Frame { open, span, blocks, inlines });
    }

    fn top(&mut self) -> &mut Frame<'a> {
        self.stack.last_mut().unwrap_or(&mut self.root)
    }

    fn push_block(&mut self, kind: BlockKind<'a>, span: Range<usize>) {
        let span = self.trimmed(span);
        self.blocks.push(Block { kind, span });
    }

    fn push_inline(&mut self, kind: InlineKind<'a>, span: Range<usize>) {
        if let Open::Image { alt, .. } = &mut self.top().open {
            match kind {
                InlineKind::Code(text) => alt.push_str(&text),
                InlineKind::SoftBreak | InlineKind::HardBreak => alt.push('\n'),
                _ => {}
            }
            return;
        }
        self.open_plain(&span);
        self.inlines.push(Inline { kind, span });
    }

    /// Adds text. Pieces that the parser split though they stand side by side are put together.
    fn push_text(&mut self, text: CowStr<'a>, span: Range<usize>) {
        if let Open::Image { alt, .. } = &mut self.top().open {
            alt.push_str(&text);
            return;
        }
        self.open_plain(&span);
        let whole = self.text;
        let from = self.top().inlines;
        let last = self.inlines[from..].last_mut();
        if let Some(Inline { kind: InlineKind::Text(before), span: place }) = last
            && place.end == span.start
            && is_slice(whole, &text, &span)
            && is_slice(whole, before, place)
        {
            place.end = span.end;
            *before = CowStr::Borrowed(&whole[place.clone()]);
            return;
        }
        self.inlines.push(Inline { kind: InlineKind::Text(text), span });
    }

    fn open_plain(&mut self, span: &Range<usize>) {
        let in_blocks = matches!(
            self.top().open,
            Open::Root | Open::Quote(_) | Open::Item(_) | Open::Footnote(..) | Open::Definition
        );
        if in_blocks {
            self.push_frame(Open::Plain, span.clone());
        }
    }

    fn close_plain(&mut self) {
        let frame = self.top();
        if matches!(frame.open, Open::Plain) {
            let (from, end) = (frame.inlines, frame.span.end);
            let end = self.inlines[from..].last().map_or(end, |last| last.span.end);
            self.top().span.end = end;
            self.close();
        }
    }

    /// A block's bytes without the line ends after it.
    fn trimmed(&self, span: Range<usize>) -> Range<usize> {
        let length = self.text.get(span.clone()).map_or(0, |text| text.trim_end().len());
        span.start..span.start + length
    }

    fn too_deep(&mut self, depth: Depth, span: &Range<usize>) {
        if depth.ignored == 1 && !self.problems.iter().any(|problem| matches!(problem, Problem::TooDeep(_))) {
            self.problems.push(Problem::TooDeep(span.clone()));
        }
    }
}

/// Whether `text` is the very piece of `whole` at `span`.
fn is_slice(whole: &str, text: &str, span: &Range<usize>) -> bool {
    text.len() == span.len() && whole.get(span.clone()).is_some_and(|slice| slice.as_ptr() == text.as_ptr())
}

/// The text of a block that holds nothing but text.
fn joined(inlines: Vec<Inline<'_>>) -> CowStr<'_> {
    let mut texts = inlines.into_iter().filter_map(|inline| match inline.kind {
        InlineKind::Text(text) => Some(text),
        _ => None,
    });
    let first = texts.next().unwrap_or(CowStr::Borrowed(""));
    let Some(second) = texts.next() else { return first };
    let mut all = first.into_string();
    all.push_str(&second);
    texts.for_each(|text| all.push_str(&text));
    all.into()
}
