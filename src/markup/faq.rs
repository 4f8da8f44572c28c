//! Owns finding the FAQ, the hand-written disclaimer and the conclusion in ordinary Markdown. All
//! recognition is by the words of headings and paragraphs, in four steps: `outline` reads what each
//! heading says, `regions` finds where the FAQs are, `plan` gives each of their blocks a role,
//! `build` puts them together.

mod build;
mod closings;
mod disclaimer;
mod entries;
mod inlines;
mod marks;
mod names;
mod outline;
mod paragraph;
mod plan;
mod regions;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeMap;
use std::ops::Range;

use outline::Outline;
use regions::{Region, Regions};

use super::body::Slot;
use super::tree::{Block, BlockKind, Tree};
use super::{FaqSetting, Options, Settings, place};
use crate::diagnostic::Diagnostic;
use crate::source::Source;
use crate::words::alike;

/// Finds questions with their answers and puts them into the nodes `Faq` and `Question`; puts a
/// hand-written disclaimer into `Disclaimer`, and slots before the FAQ and the conclusion.
pub fn find<'a>(
    tree: &mut Tree<'a>,
    source: &Source,
    options: &'a Options,
    settings: &Settings,
    found: &mut Vec<Diagnostic>,
) {
    let mut blocks = std::mem::take(&mut tree.blocks);
    let mut outline = Outline::of(&blocks);
    let entries = match &options.faq {
        FaqSetting::Entries(entries) => entries.as_slice(),
        FaqSetting::Find | FaqSetting::Refuse => &[],
    };
    if options.faq != FaqSetting::Refuse {
        (blocks, outline) = group(blocks, outline, source, entries, found);
    }
    if let Some(at) = regions::conclusion(&outline) {
        blocks.insert(at, slot(Slot::BeforeConclusion));
        outline.insert(at);
    }
    blocks = disclaimer::wrap(blocks, &outline);
    if !entries.is_empty() && entries::add(&mut blocks, entries, settings) > 0 {
        found.push(no_answer(source, &(0..0)));
    }
    note_duplicates(&blocks, source, found);
    if let Some(at) = blocks.iter().position(|block| matches!(block.kind, BlockKind::Faq(_))) {
        blocks.insert(at, slot(Slot::BeforeFaq));
    }
    tree.blocks = blocks;
}

/// Puts the FAQs of the text into their nodes. An empty one is the place for what front matter lists.
fn group<'a>(
    blocks: Vec<Block<'a>>,
    outline: Outline,
    source: &Source,
    entries: &[(String, String)],
    found: &mut Vec<Diagnostic>,
) -> (Vec<Block<'a>>, Outline) {
    let Regions { found: mut regions, empty } = regions::find(&blocks, &outline);
    if entries.is_empty() {
        found.extend(empty.iter().map(|region| empty_faq(source, &blocks[region.range.start])));
    } else {
        regions.extend(empty);
        regions.sort_by_key(|region| region.range.start);
    }
    if regions.is_empty() {
        return (blocks, outline);
    }
    let mut grouped = Vec::with_capacity(blocks.len());
    let mut lines = Outline::default();
    let mut blocks = blocks.into_iter();
    let mut at = 0;
    for Region { range, roles } in regions {
        grouped.extend(blocks.by_ref().take(range.start - at));
        lines.take(&outline, at..range.start);
        at = range.end;
        let built = build::build(blocks.by_ref().take(range.len()).collect(), roles);
        found.extend(built.unanswered.iter().map(|span| no_answer(source, span)));
        let span = build::extent(&built.blocks);
        grouped.push(Block { kind: BlockKind::Faq(built.blocks), span });
        lines.insert(lines.len());
        lines.take(&outline, at - built.rest.len()..at);
        grouped.extend(built.rest);
    }
    grouped.extend(blocks);
    lines.take(&outline, at..outline.len());
    (grouped, lines)
}

fn slot<'a>(slot: Slot) -> Block<'a> {
    Block { kind: BlockKind::Slot(slot), span: 0..0 }
}

fn empty_faq(source: &Source, heading: &Block<'_>) -> Diagnostic {
    Diagnostic::warning("faq/empty", "this FAQ has no questions")
        .at(source.id, heading.span.clone(), "")
        .help(
            "write each question as a heading that ends with `?`, or as a paragraph `Q: …` with \
             `A: …` after it; `{.no-faq}` after the heading says that it is no FAQ",
        )
}

fn no_answer(source: &Source, span: &Range<usize>) -> Diagnostic {
    Diagnostic::warning("faq/no-answer", "this question has no answer")
        .label(source.id, place(span), "")
        .help("write text below it, or take it out: structured data leaves it out")
}

/// Notes questions that are asked twice.
fn note_duplicates(blocks: &[Block<'_>], source: &Source, found: &mut Vec<Diagnostic>) {
    let faqs = blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Faq(inner) => Some(inner),
        _ => None,
    });
    let mut asked: BTreeMap<String, Range<usize>> = BTreeMap::new();
    for block in faqs.flatten() {
        let BlockKind::Question(question) = &block.kind else { continue };
        let key = alike(&inlines::plain(&question.heading.inlines));
        if let Some(first) = asked.get(&key) {
            found.push(
                Diagnostic::note("faq/duplicate", "this question is asked twice in the article")
                    .label(source.id, place(&block.span), "")
                    .label(source.id, place(first), "first here")
                    .help("keep one of the two, with the better answer"),
            );
        } else {
            asked.insert(key, block.span.clone());
        }
    }
}
