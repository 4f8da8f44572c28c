//! Owns the marker that ends an article's summary.

use super::tree::{Block, BlockKind, Inline, InlineKind, Tree};

/// Turns the first `<!-- more -->` that stands between blocks or at the end of a paragraph into a node.
pub fn mark(tree: &mut Tree<'_>) {
    let Some(at) = tree.blocks.iter().position(holds_marker) else { return };
    let block = &mut tree.blocks[at];
    let BlockKind::Paragraph(inlines) = &mut block.kind else {
        block.kind = BlockKind::More;
        return;
    };
    let span = inlines.pop().map_or(0..0, |marker| marker.span);
    if matches!(inlines.last(), Some(Inline { kind: InlineKind::SoftBreak, .. })) {
        inlines.pop();
    } else if let Some(Inline { kind: InlineKind::Text(text), span }) = inlines.last_mut() {
        // The text ends with the space before the marker.
        let trimmed = text.trim_end().len();
        span.end = span.end.saturating_sub(text.len() - trimmed).max(span.start);
        *text = super::parse::slice(text, 0..trimmed);
    }
    tree.blocks.insert(at + 1, Block { kind: BlockKind::More, span });
}

fn holds_marker(block: &Block<'_>) -> bool {
    match &block.kind {
        BlockKind::Html(raw) => is_marker(&raw.html),
        BlockKind::Paragraph(inlines) => inlines.last().is_some_and(|last| match &last.kind {
            InlineKind::Html(raw) => is_marker(&raw.html),
            _ => false,
        }),
        _ => false,
    }
}

fn is_marker(html: &str) -> bool {
    let inside = html.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    inside.is_some_and(|inside| inside.trim() == "more")
}
