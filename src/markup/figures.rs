//! Owns images: figures, which of them load lazily, missing descriptions.

use std::ops::Range;

use super::place;
use super::tree::{BlockKind, Image, InlineKind, Tree};
use super::walk;
use crate::diagnostic::Diagnostic;
use crate::source::Source;

/// Makes a figure of an image that stands alone in its paragraph.
pub fn apply(tree: &mut Tree<'_>) {
    for root in tree.roots_mut() {
        walk::blocks(root, &mut |block| {
            if let BlockKind::Paragraph(inlines) = &mut block.kind
                && matches!(inlines.as_slice(), [only] if matches!(only.kind, InlineKind::Image(_)))
                && let Some(InlineKind::Image(image)) = inlines.pop().map(|only| only.kind)
            {
                block.kind = BlockKind::Figure(image);
            }
        });
    }
}

/// Sees the images of a text, one after the other.
#[derive(Default)]
pub(super) struct Images {
    seen: bool,
}

impl Images {
    /// Lets all images after the first load lazily, and finds those that nobody describes.
    pub(super) fn see(
        &mut self,
        image: &mut Image<'_>,
        span: &Range<usize>,
        source: &Source,
        found: &mut Vec<Diagnostic>,
    ) {
        image.lazy = std::mem::replace(&mut self.seen, true);
        if image.alt.trim().is_empty() {
            found.push(
                Diagnostic::warning("image/missing-alt", "this image has no description")
                    .label(source.id, place(span), "")
                    .help("say between the brackets what it shows: `![Fees by network](fees.svg)`"),
            );
        }
    }
}
