//! Owns what becomes of each block of a FAQ: question, answer or neither. Changes nothing yet.

use std::ops::Range;

use crate::markup::tree::{Block, BlockKind, Inline, InlineKind, Item};

use super::closings::{self, Closing};
use super::disclaimer;
use super::inlines;
use super::outline::{Line, Outline};
use super::paragraph::{self, Context, Piece, Questions};
use super::words;

/// Which headings are questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Below a FAQ's heading: every question.
    Section,
    /// Those with the prefix `FAQ:`.
    Prefixed,
    /// Those of this level.
    Run(u8),
}

/// What becomes of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Neither question nor answer: a heading over questions, an introduction.
    Loose,
    /// Begins a conclusion or a disclaimer. What follows it is loose up to the next question.
    Closing,
    /// Belongs to the question before it.
    Answer,
    /// A heading that is a question, with the length of its prefix.
    Question(usize),
    /// A paragraph with questions of this level, answers, or both.
    Pieces(u8, Vec<Piece>),
    /// A list of questions of this level.
    Entries(u8, Vec<Entry>),
}

/// An item of a list that is a question with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The pieces of its first block.
    pub(super) first: Vec<Piece>,
    /// The pieces of its second block, if that begins with an answer's mark.
    pub(super) second: Vec<Piece>,
}

impl Role {
    /// Whether there is a question in it.
    pub(super) fn asks(&self) -> bool {
        match self {
            Self::Question(_) | Self::Entries(..) => true,
            Self::Pieces(_, pieces) => pieces.iter().any(|piece| piece.question),
            Self::Loose | Self::Closing | Self::Answer => false,
        }
    }
}

/// Gives each block of `range` its role.
pub(super) fn plan(blocks: &[Block<'_>], outline: &Outline, range: Range<usize>, kind: Kind) -> Vec<Role> {
    let mut planner = Planner::new(blocks, outline, range.clone(), kind);
    range.map(|index| planner.role(index)).collect()
}

/// The question that blocks are an answer to.
#[derive(Clone, Copy)]
struct Open {
    level: u8,
    /// It has a prefix or a number: then others of a deeper level need one too.
    prefixed: bool,
    /// It has `Q:`.
    marked: bool,
    answered: bool,
    in_list: bool,
}

struct Planner<'t, 'a> {
    blocks: &'t [Block<'a>],
    outline: &'t Outline,
    range: Range<usize>,
    kind: Kind,
    /// Which questions in paragraphs count.
    questions: Questions,
    /// Whether headings without a question mark may be questions.
    unmarked: bool,
    /// The level of the last heading that is not a question.
    above: u8,
    open: Option<Open>,
    /// The level of the conclusion or disclaimer that is going on.
    closing: Option<u8>,
    disclaimer: Option<usize>,
}

impl<'t, 'a> Planner<'t, 'a> {
    fn new(blocks: &'t [Block<'a>], outline: &'t Outline, range: Range<usize>, kind: Kind) -> Self {
        let section = kind == Kind::Section;
        let mut below = outline.within(range.start + 1..range.end);
        let headings = section && below.any(|(_, line)| line.is_question());
        let questions = match (section, headings) {
            (false, _) => Questions::None,
            (true, true) => Questions::Marked,
            (true, false) => Questions::Bold,
        };
        let mut planner = Self {
            blocks,
            outline,
            kind,
            questions,
            unmarked: section,
            above: outline.get(range.start).map_or(1, |line| line.level),
            open: None,
            closing: None,
            disclaimer: disclaimer::at_end(&blocks[range.clone()]).map(|at| range.start + at),
            range,
        };
        if section && !headings {
            let mut indices = planner.range.clone();
            planner.unmarked = !indices.any(|index| planner.written(index).is_some_and(|role| role.asks()));
        }
        planner
    }

    fn role(&mut self, index: usize) -> Role {
        match self.outline.get(index) {
            Some(_) if self.kind == Kind::Section && index == self.range.start => Role::Loose,
            Some(line) => self.heading(index, line),
            None => self.block(index),
        }
    }

    fn heading(&mut self, index: usize, line: &Line) -> Role {
        if self.closing.is_some_and(|level| line.level > level) {
            return Role::Loose;
        }
        self.closing = None;
        let deeper = self.open.is_some_and(|open| line.level > open.level);
        if line.closes() {
            self.open = None;
            self.closing = Some(line.level);
            return Role::Closing;
        }
        if self.is_question(index, line) {
            self.open = Some(Open {
                level: line.level,
                prefixed: line.prefix.len > 0,
                marked: line.prefix.asked,
                answered: false,
                in_list: false,
            });
            return Role::Question(line.prefix.len);
        }
        if deeper {
            return self.answer();
        }
        self.open = None;
        self.above = line.level;
        self.closing = line.refused.then_some(line.level);
        Role::Loose
    }

    /// Whether a heading is a question here.
    fn is_question(&self, index: usize, line: &Line) -> bool {
        match self.kind {
            Kind::Prefixed => line.is_faq_question(),
            Kind::Run(level) => line.level == level,
            Kind::Section => {
                let deeper = self.open.filter(|open| line.level > open.level);
                let fits = deeper.is_none_or(|open| !open.prefixed || line.prefix.len > 0);
                let begins = line.prefix.numbered || line.interrogative;
                let unmarked = self.unmarked && deeper.is_none() && begins && !line.refused;
                if line.is_question() {
                    fits && !self.is_group(index, line, true)
                } else {
                    unmarked && line.closing.is_none() && !self.is_group(index, line, false)
                }
            }
        }
    }

    /// Whether a heading stands above questions instead of being one: a deeper question follows it. With
    /// `at_once` only the next block counts, and it must have a prefix if the heading has one.
    fn is_group(&self, index: usize, line: &Line, at_once: bool) -> bool {
        let end = if at_once { index + 2 } else { self.outline.section_end(index, line.level) };
        let mut below = self.outline.within(index + 1..end.min(self.range.end));
        below.any(|(_, below)| {
            let alike = !at_once || line.prefix.len == 0 || below.prefix.len > 0;
            below.level > line.level && below.is_question() && alike
        })
    }

    fn block(&mut self, index: usize) -> Role {
        if self.closing.is_some() {
            return Role::Loose;
        }
        let named = closing_in_bold(&self.blocks[index]);
        let closes = matches!(named, Some(Closing::Conclusion | Closing::Disclaimer));
        if closes || self.disclaimer == Some(index) {
            self.open = None;
            self.closing = Some(6);
            return Role::Closing;
        }
        let Some(role) = self.written(index) else { return self.answer() };
        if role.asks() {
            let (in_list, answered) = match &role {
                Role::Pieces(_, pieces) => (false, pieces.last().is_some_and(|piece| !piece.question)),
                _ => (true, !self.is_lone_item(index)),
            };
            let level = self.level();
            self.open = Some(Open { level, prefixed: false, marked: true, answered, in_list });
        } else if let Some(open) = &mut self.open {
            open.answered = true;
        }
        role
    }

    /// The questions and marked answers that a paragraph or a list holds.
    fn written(&self, index: usize) -> Option<Role> {
        match &self.blocks[index].kind {
            BlockKind::Paragraph(inlines) => Some(Role::Pieces(self.level(), self.cut(inlines)?)),
            BlockKind::List { items, .. } if self.open.is_none_or(|open| open.in_list) => {
                let lone = self.is_lone_item(index);
                let entries = items.iter().map(|item| self.entry(item, lone));
                Some(Role::Entries(self.level(), entries.collect::<Option<_>>()?))
            }
            _ => None,
        }
    }

    fn cut(&self, inlines: &[Inline<'_>]) -> Option<Vec<Piece>> {
        let awaits = self.open.filter(|open| !open.answered).map(|open| open.marked);
        cut(inlines, Context { questions: self.questions, awaits })
    }

    /// An item of a list, if it is a question with its answer. `lone`: the answer may stand after the
    /// list.
    fn entry(&self, item: &Item<'_>, lone: bool) -> Option<Entry> {
        let (block, others) = item.blocks.split_first()?;
        let (BlockKind::Paragraph(inlines) | BlockKind::Plain(inlines), None) = (&block.kind, item.task)
        else {
            return None;
        };
        let pieces = cut(inlines, Context { questions: self.questions, awaits: None });
        let plain = || paragraph::plain_question(&inlines::plain(inlines), self.questions);
        let first = pieces.or_else(plain)?;
        let second = match others.first().map(|block| &block.kind) {
            Some(BlockKind::Paragraph(inlines)) if first.len() == 1 => {
                cut(inlines, Context { questions: Questions::None, awaits: Some(true) })
            }
            _ => None,
        };
        let answered = first.len() > 1 || !others.is_empty();
        (lone || answered).then(|| Entry { first, second: second.unwrap_or_default() })
    }

    /// Whether this is a list of one item with text right after it: the way a numbered question looks
    /// whose answer is not indented.
    fn is_lone_item(&self, index: usize) -> bool {
        let next = self.blocks[..self.range.end].get(index + 1).map(|block| &block.kind);
        let text = next.is_some_and(|kind| !matches!(kind, BlockKind::Heading(_) | BlockKind::Rule));
        text && matches!(&self.blocks[index].kind, BlockKind::List { items, .. } if items.len() == 1)
    }

    /// The level of a question that is not a heading.
    fn level(&self) -> u8 {
        (self.above + 1).min(6)
    }

    fn answer(&mut self) -> Role {
        match &mut self.open {
            Some(open) => {
                open.answered = true;
                Role::Answer
            }
            None => Role::Loose,
        }
    }
}

fn cut(inlines: &[Inline<'_>], context: Context) -> Option<Vec<Piece>> {
    if context == (Context { questions: Questions::None, awaits: None }) {
        return None;
    }
    paragraph::cut(&inlines::plain(inlines), &inlines::leads(inlines), context)
}

/// What a paragraph stands for that is like a heading: nothing but a name, in bold.
pub(super) fn closing_in_bold(block: &Block<'_>) -> Option<Closing> {
    let BlockKind::Paragraph(inlines) = &block.kind else { return None };
    let [Inline { kind: InlineKind::Strong(_) | InlineKind::Emphasis(_), .. }] = inlines.as_slice() else {
        return None;
    };
    closings::closing(&words::fold(&inlines::plain(inlines)))
}
