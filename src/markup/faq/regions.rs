//! Owns where in an article its FAQs are.

use std::ops::Range;

use crate::markup::tree::{Block, BlockKind};

use super::closings::Closing;
use super::names::Name;
use super::outline::{Line, Outline};
use super::plan::{self, Kind, Role};

/// So many questions in a row are a FAQ though no heading says so.
const RUN: usize = 4;

/// What was found.
#[derive(Default)]
pub(super) struct Regions {
    /// The FAQs in order.
    pub(super) found: Vec<Region>,
    /// The sections that are called a FAQ and have no questions, in order.
    pub(super) empty: Vec<Region>,
}

/// Some of the blocks.
pub(super) struct Region {
    /// Which blocks.
    pub(super) range: Range<usize>,
    /// What becomes of each of them.
    pub(super) roles: Vec<Role>,
}

/// Finds the FAQs.
pub(super) fn find(blocks: &[Block<'_>], outline: &Outline) -> Regions {
    let mut search = Search { blocks, outline, regions: Regions::default() };
    let mut refused = false;
    let mut index = 0;
    while index < blocks.len() {
        let Some(line) = outline.get(index) else {
            index += 1;
            continue;
        };
        refused |= line.refused;
        index = search.at(index, line);
    }
    if search.regions.found.is_empty() && search.regions.empty.is_empty() && !refused {
        search.run();
    }
    search.regions
}

struct Search<'t, 'a> {
    blocks: &'t [Block<'a>],
    outline: &'t Outline,
    regions: Regions,
}

impl Search<'_, '_> {
    /// Looks at a heading; gives where to look next.
    fn at(&mut self, index: usize, line: &Line) -> usize {
        if !line.refused && line.name.is_none() && !line.is_faq_question() {
            return index + 1;
        }
        let end = self.outline.section_end(index, line.level);
        if line.refused {
            return end;
        }
        if let Some(name) = line.name {
            return self.section(index, end, name);
        }
        let next_is_below = self.outline.get(index + 1).is_some_and(|next| next.level > line.level);
        if next_is_below && self.take(index..end, Kind::Section) {
            return end;
        }
        let others = |line: &Line| line.is_faq_question();
        let end = self.end_of_run(index, line.level, others);
        self.take(index..end, Kind::Prefixed);
        end
    }

    /// Looks below a FAQ's heading. Without questions there, those right after the section count, if
    /// there are several.
    fn section(&mut self, index: usize, end: usize, name: Name) -> usize {
        if self.take(index..end, Kind::Section) {
            return end;
        }
        let introduction = self.blocks[index + 1..end].iter();
        let bare = introduction.map(|block| &block.kind).all(|kind| {
            matches!(kind, BlockKind::Paragraph(_) | BlockKind::Rule | BlockKind::Html(_) | BlockKind::More)
        });
        if let (true, Some(first)) = (bare, self.outline.get(end)) {
            let others = |line: &Line| line.is_question() && line.name.is_none();
            let stop = self.end_of_run(end, first.level, others);
            let questions = self.outline.within(end..stop).filter(|(_, line)| line.level <= first.level);
            if others(first) && questions.count() > 1 && self.take(index..stop, Kind::Section) {
                return stop;
            }
        }
        if name == Name::Likely {
            return index + 1;
        }
        let roles = plan::plan(self.blocks, self.outline, index..end, Kind::Section);
        self.regions.empty.push(Region { range: index..end, roles });
        end
    }

    /// Where a run of headings ends: at the next of the same or a higher level that is no question.
    fn end_of_run(&self, index: usize, level: u8, question: impl Fn(&Line) -> bool) -> usize {
        let mut after = self.outline.from(index + 1);
        let next = after.find(|(_, line)| line.level <= level && !question(line));
        next.map_or(self.outline.len(), |(index, _)| index)
    }

    /// Takes a range for a FAQ, if there are questions in it.
    fn take(&mut self, range: Range<usize>, kind: Kind) -> bool {
        let roles = plan::plan(self.blocks, self.outline, range.clone(), kind);
        let asks = roles.iter().any(Role::asks);
        if asks {
            self.regions.found.push(Region { range, roles });
        }
        asks
    }

    /// Takes the questions in a row that an article without FAQ ends with.
    fn run(&mut self) {
        if self.outline.from(0).filter(|(_, line)| line.is_question()).count() < RUN {
            return;
        }
        let end = substance_end(self.outline);
        for level in 1..=6 {
            let lines: Vec<_> = self.outline.within(0..end).filter(|(_, line)| line.level <= level).collect();
            let asks = |(_, line): &&(usize, &Line)| line.level == level && line.is_question();
            let run = lines.iter().rev().take_while(asks).count();
            if run >= RUN {
                self.take(lines[lines.len() - run].0..end, Kind::Run(level));
                return;
            }
        }
    }
}

/// Where an article's substance ends and its conclusion, disclaimer and references begin.
pub(super) fn substance_end(outline: &Outline) -> usize {
    let mut end = outline.len();
    // The highest level between the heading at hand and the end.
    let mut highest = u8::MAX;
    for (index, line) in outline.backward() {
        if line.closing.is_some() && line.level < highest {
            end = index;
            highest = u8::MAX;
        } else {
            highest = highest.min(line.level);
        }
    }
    end
}

/// The heading of the conclusion, if the article ends with one: after it there are only sections that
/// an article may end with.
pub(super) fn conclusion(outline: &Outline) -> Option<usize> {
    let mut lines = outline.within(substance_end(outline)..outline.len());
    lines.find(|(_, line)| line.closing == Some(Closing::Conclusion)).map(|(index, _)| index)
}
