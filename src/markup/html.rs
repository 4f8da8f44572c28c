//! Owns writing a tree as HTML, and reading off it what a page needs besides. Writes no inline styles
//! and no scripts.

mod answer;
mod blocks;
mod inlines;

pub(super) use inlines::reference_id;

use super::body::{Body, Slot};
use super::text::{self, Reading};
use super::tree::{Block, Tree};
use super::{FaqEntry, Markup, Reference, Settings, headings};
use crate::diagnostic::Diagnostic;
use crate::source::Source;

/// Writes the tree.
pub fn write(
    tree: &Tree<'_>,
    references: Vec<Reference>,
    source: &Source,
    settings: &Settings,
    found: &mut Vec<Diagnostic>,
) -> Markup {
    let mut writer = Writer::new(source, settings, found);
    writer.body.open().reserve(source.text.len() + source.text.len() / 2);
    writer.blocks(&tree.blocks);
    writer.footnotes(&tree.footnotes);
    let Writer { body, headings, faq, answers, slots, code, written_disclaimer, footnote_ids, .. } = writer;
    let reading = Reading::of(tree, source.text.len());
    Markup {
        body,
        markdown: None,
        headings: headings.finish(),
        anchors: tree.raw_ids.iter().cloned().chain(footnote_ids).map(String::into_boxed_str).collect(),
        references,
        faq,
        answers,
        written_disclaimer,
        summary: text::summary(tree),
        words: reading.words,
        text: reading.text,
        code,
        slots,
        sponsored: None,
    }
}

/// What has been written, and read off on the way.
struct Writer<'w> {
    source: &'w Source,
    settings: &'w Settings,
    found: &'w mut Vec<Diagnostic>,
    body: Body,
    headings: headings::Gathering,
    /// The words of the last heading, to be used again.
    label: String,
    faq: Vec<FaqEntry>,
    answers: Vec<String>,
    slots: Vec<Slot>,
    code: bool,
    written_disclaimer: bool,
    footnote_ids: Vec<String>,
}

impl<'w> Writer<'w> {
    fn new(source: &'w Source, settings: &'w Settings, found: &'w mut Vec<Diagnostic>) -> Self {
        Self {
            source,
            settings,
            found,
            body: Body::default(),
            headings: headings::Gathering::default(),
            label: String::new(),
            faq: Vec::new(),
            answers: Vec::new(),
            slots: Vec::new(),
            code: false,
            written_disclaimer: false,
            footnote_ids: Vec::new(),
        }
    }

    fn push(&mut self, html: &str) {
        self.body.push(html);
    }

    fn blocks(&mut self, blocks: &[Block<'_>]) {
        for block in blocks {
            self.block(block);
        }
    }
}
