//! Owns the ways through a tree that several passes take. How deep a tree is, `parse` limits.

use std::ops::Range;

use super::tree::{Block, BlockKind, Heading, Image, Inline, InlineKind, Raw};

/// What the way through the leaves of a tree comes by.
pub enum Leaf<'t, 'a> {
    /// A list of inlines; lists inside it follow by themselves.
    Inlines {
        /// The inlines.
        list: &'t mut Vec<Inline<'a>>,
        /// Whether they are the text of a link.
        linked: bool,
    },
    /// A figure and its bytes.
    Figure(&'t mut Image<'a>, &'t Range<usize>),
    /// A block of raw HTML and its bytes.
    Html(&'t mut Raw<'a>, &'t Range<usize>),
}

/// Visits every block, each before what is inside it.
pub fn blocks<'a>(blocks: &mut [Block<'a>], visit: &mut impl FnMut(&mut Block<'a>)) {
    for block in blocks {
        visit(block);
        lists_in(&mut block.kind, &mut |list| self::blocks(list, visit));
    }
}

/// Visits every list of blocks, each before the lists inside it.
pub fn lists<'a>(list: &mut Vec<Block<'a>>, visit: &mut impl FnMut(&mut Vec<Block<'a>>)) {
    visit(list);
    for block in list {
        lists_in(&mut block.kind, &mut |list| lists(list, visit));
    }
}

/// Visits every list of inlines, each before the lists inside it, in the order of the text.
pub fn inlines<'a>(blocks: &mut [Block<'a>], visit: &mut impl FnMut(&mut Vec<Inline<'a>>)) {
    leaves(blocks, &mut |leaf| {
        if let Leaf::Inlines { list, .. } = leaf {
            visit(list);
        }
    });
}

/// Visits everything that is no container of blocks, in the order of the text.
pub fn leaves<'a>(blocks: &mut [Block<'a>], visit: &mut impl FnMut(Leaf<'_, 'a>)) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Paragraph(list)
            | BlockKind::Plain(list)
            | BlockKind::Heading(Heading { inlines: list, .. }) => nested(list, false, visit),
            BlockKind::Table(table) => {
                let rows = table.rows.iter_mut().flatten();
                table.head.iter_mut().chain(rows).for_each(|cell| nested(cell, false, visit));
            }
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    nested(&mut definition.term, false, visit);
                    definition.definitions.iter_mut().for_each(|blocks| leaves(blocks, visit));
                }
            }
            BlockKind::Question(question) => {
                nested(&mut question.heading.inlines, false, visit);
                leaves(&mut question.answer, visit);
            }
            BlockKind::Figure(image) => visit(Leaf::Figure(image, &block.span)),
            BlockKind::Html(raw) => visit(Leaf::Html(raw, &block.span)),
            other => lists_in(other, &mut |list| leaves(list, visit)),
        }
    }
}

fn nested<'a>(list: &mut Vec<Inline<'a>>, linked: bool, visit: &mut impl FnMut(Leaf<'_, 'a>)) {
    visit(Leaf::Inlines { list, linked });
    for inline in list {
        match &mut inline.kind {
            InlineKind::Emphasis(inside) | InlineKind::Strong(inside) | InlineKind::Strikethrough(inside) => {
                nested(inside, linked, visit);
            }
            InlineKind::Link(link) => nested(&mut link.inlines, true, visit),
            _ => {}
        }
    }
}

/// Visits the lists of blocks right inside a block.
fn lists_in<'a>(kind: &mut BlockKind<'a>, visit: &mut impl FnMut(&mut Vec<Block<'a>>)) {
    match kind {
        BlockKind::Quote { blocks, .. } | BlockKind::Faq(blocks) | BlockKind::Disclaimer(blocks) => {
            visit(blocks)
        }
        BlockKind::List { items, .. } => items.iter_mut().for_each(|item| visit(&mut item.blocks)),
        BlockKind::Definitions(definitions) => {
            definitions.iter_mut().flat_map(|definition| &mut definition.definitions).for_each(visit);
        }
        BlockKind::Question(question) => visit(&mut question.answer),
        _ => {}
    }
}
