//! Owns the disclaimer that an author has written into the text: a section, or the last paragraph.

use crate::markup::tree::{Block, BlockKind, Inline, InlineKind};

use super::build::is_break;
use super::closings::{self, Closing};
use super::inlines;

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
                    closings::closing(&inlines::plain(inner)) == Some(Closing::Disclaimer)
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
pub(super) fn wrap<'a>(blocks: Vec<Block<'a>>) -> Vec<Block<'a>> {
    let mut wrapped = Vec::with_capacity(blocks.len());
    let mut blocks = blocks.into_iter();
    while let Some(mut block) = blocks.next() {
        if let BlockKind::Faq(inner) = &mut block.kind {
            *inner = wrap(std::mem::take(inner));
        }
        let Some(length) = length(&block, blocks.as_slice()) else {
            wrapped.push(block);
            continue;
        };
        let start = block.span.start;
        let mut inner = vec![block];
        inner.extend(blocks.by_ref().take(length));
        let end = inner.last().map_or(start, |last| last.span.end);
        wrapped.push(Block { kind: BlockKind::Disclaimer(inner), span: start..end });
    }
    wrapped
}

/// If a disclaimer begins with `block`: how many of the blocks after it belong to it.
fn length(block: &Block<'_>, after: &[Block<'_>]) -> Option<usize> {
    let closing = |inlines: &[Inline<'_>]| closings::closing(&inlines::plain(inlines));
    let ends = |block: &Block<'_>, level: u8| match &block.kind {
        BlockKind::Faq(_) | BlockKind::Question(_) => true,
        BlockKind::Heading(heading) => {
            heading.level <= level || closing(&heading.inlines) == Some(Closing::Conclusion)
        }
        _ => false,
    };
    let until = |level| after.iter().position(|block| ends(block, level));
    match &block.kind {
        BlockKind::Heading(heading) => {
            let found = closing(&heading.inlines) == Some(Closing::Disclaimer);
            found.then(|| until(heading.level).unwrap_or(after.len()))
        }
        BlockKind::Paragraph(inlines) if super::plan::begins_closing(block) => {
            let found = closing(inlines) == Some(Closing::Disclaimer) && until(6).is_none();
            found.then_some(after.len())
        }
        _ => (says_so(block) && after.iter().all(is_break)).then_some(0),
    }
}
