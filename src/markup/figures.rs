//! Owns images: figures, lazy loading, missing descriptions.

use std::ops::Range;

use super::place;
use super::tree::{BlockKind, Image, InlineKind, Tree};
use super::walk::{self, Leaf};
use crate::diagnostic::Diagnostic;
use crate::source::Source;

/// Makes a figure of an image that stands alone in its paragraph, and lets all images after the
/// first load lazily.
pub fn apply(tree: &mut Tree<'_>, source: &Source, found: &mut Vec<Diagnostic>) {
    let mut first = true;
    let mut see = |image: &mut Image<'_>, span: &Range<usize>| {
        image.lazy = !first;
        first = false;
        if image.alt.trim().is_empty() {
            found.push(
                Diagnostic::warning("image/missing-alt", "this image has no description")
                    .label(source.id, place(span), "")
                    .help("say between the brackets what it shows: `![Fees by network](fees.svg)`"),
            );
        }
    };
    for root in tree.roots_mut() {
        walk::blocks(root, &mut |block| {
            if let BlockKind::Paragraph(inlines) = &mut block.kind
                && matches!(inlines.as_slice(), [only] if matches!(only.kind, InlineKind::Image(_)))
                && let Some(InlineKind::Image(image)) = inlines.pop().map(|only| only.kind)
            {
                block.kind = BlockKind::Figure(image);
            }
        });
        walk::leaves(root, &mut |leaf| match leaf {
            Leaf::Figure(image, span) => see(image, span),
            Leaf::Inlines { list, .. } => {
                for inline in list {
                    if let InlineKind::Image(image) = &mut inline.kind {
                        see(image, &inline.span);
                    }
                }
            }
            Leaf::Html(..) => {}
        });
    }
}
