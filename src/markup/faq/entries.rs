//! Owns the questions that front matter lists.

use crate::markup::tree::{Block, BlockKind, Heading, Inline, InlineKind, Question};
use crate::markup::{self, Settings};

use super::{build, marks};

/// What the FAQ made of them is called.
const TITLE: &str = "Frequently asked questions";

/// Adds questions with their Markdown answers to the last FAQ of the text, else as a FAQ of their own
/// at its end, before a disclaimer written by hand. Gives how many were left out for having no answer.
pub(super) fn add<'a>(
    blocks: &mut Vec<Block<'a>>,
    entries: &'a [(String, String)],
    settings: &Settings,
) -> usize {
    let read = |level| move |entry| question(entry, level, settings);
    let last = blocks.iter_mut().rev().find_map(|block| match &mut block.kind {
        BlockKind::Faq(inner) => Some(inner),
        _ => None,
    });
    if let Some(faq) = last {
        let level = level_in(faq);
        let before = faq.len();
        faq.extend(entries.iter().filter_map(read(level)));
        return entries.len() - (faq.len() - before);
    }
    let mut faq = vec![written(BlockKind::Heading(heading(TITLE, 2)))];
    faq.extend(entries.iter().filter_map(read(3)));
    let left_out = entries.len() - (faq.len() - 1);
    if faq.len() > 1 {
        let after = blocks.iter().rev().take_while(|block| matches!(block.kind, BlockKind::Disclaimer(_)));
        let at = blocks.len() - after.count();
        blocks.insert(at, written(BlockKind::Faq(faq)));
    }
    left_out
}

/// The level of a FAQ's last question, else the one below its heading.
fn level_in(faq: &[Block<'_>]) -> u8 {
    let question = faq.iter().rev().find_map(|block| match &block.kind {
        BlockKind::Question(question) => Some(question.heading.level),
        _ => None,
    });
    let below = faq.iter().find_map(|block| match &block.kind {
        BlockKind::Heading(heading) => Some((heading.level + 1).min(6)),
        _ => None,
    });
    question.or(below).unwrap_or(3)
}

fn question<'a>((asked, answer): &'a (String, String), level: u8, settings: &Settings) -> Option<Block<'a>> {
    let asked = asked.trim();
    let answer = markup::fragment(answer, settings);
    let heading = heading(&asked[marks::prefix(asked).len..], level);
    answer
        .iter()
        .any(build::tells)
        .then(|| written(BlockKind::Question(Box::new(Question { heading, answer }))))
}

fn heading(text: &str, level: u8) -> Heading<'_> {
    let text = Inline { kind: InlineKind::Text(text.into()), span: 0..0 };
    Heading { level, id: None, classes: Vec::new(), inlines: vec![text] }
}

fn written(kind: BlockKind<'_>) -> Block<'_> {
    Block { kind, span: 0..0 }
}
