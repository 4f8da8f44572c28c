//! Owns putting a planned FAQ together: questions with their answers, marks and numbers left out.

use std::ops::Range;

use crate::markup::tree::{Block, BlockKind, Heading, Inline, Item, Question};

use super::inlines::{self, Cutter};
use super::paragraph::Piece;
use super::plan::{Entry, Role};

/// A FAQ put together.
pub(super) struct Built<'a> {
    /// What belongs to it.
    pub(super) blocks: Vec<Block<'a>>,
    /// What stands at its end and belongs to the text after it, as it was: a conclusion, a disclaimer.
    pub(super) rest: Vec<Block<'a>>,
    /// The questions without an answer. They have stayed headings.
    pub(super) unanswered: Vec<Range<usize>>,
}

/// Puts blocks together as their roles say.
pub(super) fn build<'a>(blocks: Vec<Block<'a>>, roles: Vec<Role>) -> Built<'a> {
    let mut builder = Builder::default();
    for (block, role) in blocks.into_iter().zip(roles) {
        builder.add(block, role);
    }
    builder.finish()
}

#[derive(Default)]
struct Builder<'a> {
    out: Vec<Block<'a>>,
    /// The question that is being answered, with its bytes.
    open: Option<(Question<'a>, Range<usize>)>,
    /// Where the last conclusion or disclaimer begins in `out`.
    closing: Option<usize>,
    unanswered: Vec<Range<usize>>,
}

impl<'a> Builder<'a> {
    fn add(&mut self, block: Block<'a>, role: Role) {
        let Block { kind, span } = block;
        match (role, kind) {
            (Role::Question(prefix), BlockKind::Heading(heading)) => {
                let inlines = inlines::strip(heading.inlines, prefix);
                self.ask(Heading { inlines, ..heading }, span);
            }
            (Role::Pieces(level, pieces), BlockKind::Paragraph(inlines)) => {
                self.pieces(level, inlines, &pieces, &span);
            }
            (Role::Entries(level, entries), BlockKind::List { items, .. }) => {
                for (item, entry) in items.into_iter().zip(entries) {
                    self.entry(level, item, &entry);
                }
            }
            (Role::Answer, kind) => self.answer(Block { kind, span }),
            (role, kind) => {
                self.close();
                if role == Role::Closing {
                    self.closing.get_or_insert(self.out.len());
                }
                self.out.push(Block { kind, span });
            }
        }
    }

    fn ask(&mut self, heading: Heading<'a>, span: Range<usize>) {
        self.close();
        self.closing = None;
        self.open = Some((Question { heading, answer: Vec::new() }, span));
    }

    fn answer(&mut self, block: Block<'a>) {
        match &mut self.open {
            Some((question, _)) => question.answer.push(block),
            None => self.out.push(block),
        }
    }

    fn pieces(&mut self, level: u8, inlines: Vec<Inline<'a>>, pieces: &[Piece], span: &Range<usize>) {
        let mut cutter = Cutter::new(inlines);
        let mut done = 0;
        for (index, piece) in pieces.iter().enumerate() {
            let mut inlines = cutter.skip(piece.range.start - done);
            inlines.extend(cutter.take(piece.range.len()));
            done = piece.range.end;
            if !piece.question && index + 1 == pieces.len() {
                inlines.extend(cutter.take(usize::MAX));
            }
            self.piece(level, inlines, piece.question, span);
        }
        let images = cutter.skip(usize::MAX);
        if !images.is_empty() {
            self.piece(level, images, false, span);
        }
    }

    fn piece(&mut self, level: u8, inlines: Vec<Inline<'a>>, question: bool, span: &Range<usize>) {
        let inlines = inlines::trim(inlines);
        let span = inlines::extent(&inlines).unwrap_or_else(|| span.clone());
        if question {
            let inlines = inlines::unwrap(inlines);
            self.ask(Heading { level, id: None, classes: Vec::new(), inlines }, span);
        } else {
            self.answer(Block { kind: BlockKind::Paragraph(inlines), span });
        }
    }

    fn entry(&mut self, level: u8, item: Item<'a>, entry: &Entry) {
        for (index, Block { kind, span }) in item.blocks.into_iter().enumerate() {
            match (index, kind) {
                (0, BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines)) => {
                    self.pieces(level, inlines, &entry.first, &span);
                }
                (1, BlockKind::Paragraph(inlines)) if !entry.second.is_empty() => {
                    self.pieces(level, inlines, &entry.second, &span);
                }
                // Only an item of a tight list has text without a paragraph.
                (_, BlockKind::Plain(inlines)) => {
                    self.answer(Block { kind: BlockKind::Paragraph(inlines), span });
                }
                (_, kind) => self.answer(Block { kind, span }),
            }
        }
    }

    /// Ends the question that is being answered. Breaks at its end part it from what follows.
    fn close(&mut self) {
        let Some((mut question, span)) = self.open.take() else { return };
        let end = question.answer.iter().rposition(|block| !is_break(block)).map_or(0, |last| last + 1);
        let breaks = question.answer.split_off(end);
        if question.answer.iter().any(tells) {
            self.out.push(Block { kind: BlockKind::Question(Box::new(question)), span });
        } else {
            self.unanswered.push(span.clone());
            self.out.push(Block { kind: BlockKind::Heading(question.heading), span });
            self.out.extend(question.answer);
        }
        self.out.extend(breaks);
    }

    fn finish(mut self) -> Built<'a> {
        self.close();
        let mut end = self.closing.unwrap_or(self.out.len());
        while end > 0 && is_break(&self.out[end - 1]) {
            end -= 1;
        }
        let rest = self.out.split_off(end);
        Built { blocks: self.out, rest, unanswered: self.unanswered }
    }
}

/// The bytes from the first block to the last.
pub(super) fn extent(blocks: &[Block<'_>]) -> Range<usize> {
    let start = blocks.first().map_or(0, |first| first.span.start);
    start..blocks.last().map_or(start, |last| last.span.end)
}

/// Whether a block only parts others.
pub(super) fn is_break(block: &Block<'_>) -> bool {
    matches!(block.kind, BlockKind::Rule | BlockKind::More)
}

/// Whether a block holds words that structured data can carry.
pub(super) fn tells(block: &Block<'_>) -> bool {
    let says = |inlines: &[Inline<'_>]| inlines::plain(inlines).contains(|c: char| !c.is_whitespace());
    match &block.kind {
        BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines) => says(inlines),
        BlockKind::Heading(_) => false,
        BlockKind::Quote { blocks, .. } | BlockKind::Faq(blocks) | BlockKind::Disclaimer(blocks) => {
            blocks.iter().any(tells)
        }
        BlockKind::Code(code) => !code.text.trim().is_empty(),
        BlockKind::List { items, .. } => items.iter().any(|item| item.blocks.iter().any(tells)),
        BlockKind::Definitions(_) | BlockKind::Question(_) => true,
        BlockKind::Table(table) => table.rows.iter().flatten().any(|cell| says(cell)),
        BlockKind::Figure(image) => !image.title.is_empty(),
        BlockKind::Html(_) | BlockKind::Rule | BlockKind::More | BlockKind::Slot(_) => false,
    }
}
