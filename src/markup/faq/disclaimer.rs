//! Owns the disclaimer that an author has written into the text: a section, or the last paragraph.

use std::ops::Range;

use crate::markup::tree::{Block, BlockKind, Inline, InlineKind};

use super::build::{extent, is_break};
use super::closings::{self, Closing};
use super::inlines;
use super::outline::{Line, Outline};
use super::plan::closing_in_bold;
use super::words;

/// Where a disclaimer begins that needs no heading, because it is the last block: `**Disclaimer:** …`
/// in a paragraph or a quotation.
pub(super) fn at_end(blocks: &[Block<'_>]) -> Option<usize> {
    let last = blocks.iter().rposition(|block| !is_break(block))?;
    says_so(&blocks[last]).then_some(last)
}

fn says_so(block: &Block<'_>) -> bool {
    match &block.kind {
        BlockKind::Paragraph(inlines) => {
            let emphasised = match inlines.as_slice() {
                [Inline { kind: InlineKind::Strong(inner) | InlineKind::Emphasis(inner), .. }, _, ..] => {
                    closings::closing(&words::fold(&inlines::plain(inner))) == Some(Closing::Disclaimer)
                }
                _ => false,
            };
            emphasised || closings::begins_as_disclaimer(&inlines::plain(inlines))
        }
        BlockKind::Quote { blocks, .. } => blocks.first().is_some_and(says_so),
        _ => false,
    }
}

/// Puts disclaimers into their node.
pub(super) fn wrap<'a>(blocks: Vec<Block<'a>>, outline: &Outline) -> Vec<Block<'a>> {
    let ranges = ranges(&blocks, outline);
    let mut wrapped = blocks;
    // From the last one on, so that the places of the others stay.
    for range in ranges.into_iter().rev() {
        let start = range.start;
        let inner: Vec<_> = wrapped.drain(range).collect();
        let span = extent(&inner);
        wrapped.insert(start, Block { kind: BlockKind::Disclaimer(inner), span });
    }
    for block in &mut wrapped {
        if let BlockKind::Faq(inner) = &mut block.kind {
            let outline = Outline::of(inner);
            *inner = wrap(std::mem::take(inner), &outline);
        }
    }
    wrapped
}

/// Where the disclaimers are.
fn ranges(blocks: &[Block<'_>], outline: &Outline) -> Vec<Range<usize>> {
    let parts = |index: usize| {
        matches!(blocks[index].kind, BlockKind::Faq(_) | BlockKind::Question(_) | BlockKind::Slot(_))
    };
    let ends = |index: usize, level: u8| {
        let line = outline.get(index);
        parts(index)
            || line.is_some_and(|line| line.level <= level || line.closing == Some(Closing::Conclusion))
    };
    // Without a heading a disclaimer is one only if it is the last thing.
    let tail = (0..blocks.len()).rev().find(|index| ends(*index, 6)).map_or(0, |last| last + 1);
    let last = at_end(blocks);
    let mut ranges = Vec::new();
    let mut index = 0;
    while index < blocks.len() {
        let end = match outline.get(index) {
            Some(Line { closing: Some(Closing::Disclaimer), level, .. }) => {
                (index + 1..blocks.len()).find(|next| ends(*next, *level)).unwrap_or(blocks.len())
            }
            None if index >= tail && closing_in_bold(&blocks[index]) == Some(Closing::Disclaimer) => {
                blocks.len()
            }
            None if last == Some(index) => index + 1,
            _ => {
                index += 1;
                continue;
            }
        };
        ranges.push(index..end);
        index = end;
    }
    ranges
}
