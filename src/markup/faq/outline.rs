//! Owns what the headings of a text say, read once.

use crate::markup::tree::{Block, BlockKind};

use super::closings::{self, Closing};
use super::inlines;
use super::marks::{self, Prefix};
use super::names::{self, Name};
use super::words;

/// A heading.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Its level.
    pub(super) level: u8,
    /// What stands before its words.
    pub(super) prefix: Prefix,
    /// It ends with a question mark.
    pub(super) asks: bool,
    /// It begins as a question does.
    pub(super) interrogative: bool,
    /// It names a FAQ, or is said to be one.
    pub(super) name: Option<Name>,
    /// It begins a section that follows an article's substance.
    pub(super) closing: Option<Closing>,
    /// It is said not to be a FAQ.
    pub(super) refused: bool,
}

impl Line {
    /// Whether it is a question as far as its own words tell.
    pub(super) fn is_question(&self) -> bool {
        (self.asks || self.prefix.asked) && self.closing.is_none() && !self.refused
    }

    /// Whether it is a question with the prefix `FAQ:`.
    pub(super) fn is_faq_question(&self) -> bool {
        self.prefix.faq && self.asks && !self.refused
    }

    /// Whether it begins a conclusion or a disclaimer, which are never part of an answer.
    pub(super) fn closes(&self) -> bool {
        matches!(self.closing, Some(Closing::Conclusion | Closing::Disclaimer))
    }
}

/// The headings of a text, each at the index of its block.
#[derive(Default)]
pub(super) struct Outline(Vec<Option<Line>>);

impl Outline {
    pub(super) fn of(blocks: &[Block<'_>]) -> Self {
        Self(blocks.iter().map(line).collect())
    }

    /// Adds the lines that another outline has in a range.
    pub(super) fn take(&mut self, from: &Self, range: std::ops::Range<usize>) {
        self.0.extend_from_slice(&from.0[range]);
    }

    /// Puts in a block that is no heading.
    pub(super) fn insert(&mut self, index: usize) {
        self.0.insert(index, None);
    }

    /// How many blocks there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The heading at an index.
    pub(super) fn get(&self, index: usize) -> Option<&Line> {
        self.0.get(index)?.as_ref()
    }

    /// The headings from an index on.
    pub(super) fn from(&self, start: usize) -> impl Iterator<Item = (usize, &Line)> {
        let lines = self.0.iter().enumerate().skip(start);
        lines.filter_map(|(index, line)| line.as_ref().map(|line| (index, line)))
    }

    /// The headings from the last to the first.
    pub(super) fn backward(&self) -> impl Iterator<Item = (usize, &Line)> {
        let lines = self.0.iter().enumerate().rev();
        lines.filter_map(|(index, line)| line.as_ref().map(|line| (index, line)))
    }

    /// The headings in a range.
    pub(super) fn within(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = (usize, &Line)> {
        self.from(range.start).take_while(move |(index, _)| *index < range.end)
    }

    /// Where the section of the heading at `index` ends: at the next one of the same or a higher level.
    pub(super) fn section_end(&self, index: usize, level: u8) -> usize {
        let next = self.from(index + 1).find(|(_, line)| line.level <= level);
        next.map_or(self.len(), |(index, _)| index)
    }
}

fn line(block: &Block<'_>) -> Option<Line> {
    let BlockKind::Heading(heading) = &block.kind else { return None };
    let text = inlines::plain(&heading.inlines);
    let class = |name: &str| heading.classes.iter().any(|class| class.eq_ignore_ascii_case(name));
    let refused = class("no-faq");
    let prefix = marks::prefix(&text);
    let words = &text[prefix.len..];
    let folded = words::fold(&text);
    let name = if class("faq") { Some(Name::Sure) } else { names::faq_name(&folded) };
    Some(Line {
        level: heading.level,
        prefix,
        asks: marks::ends_as_question(words),
        interrogative: words::is_interrogative(words),
        name: name.filter(|_| !refused),
        closing: closings::closing(&folded),
        refused,
    })
}
