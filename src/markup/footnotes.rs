//! Owns footnotes while a text is parsed: who refers to which, and in what order they are numbered.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

use super::tree::{Block, Footnote, InlineKind};
use super::walk;
use crate::diagnostic::Diagnostic;
use crate::scan::is_plain_line;
use crate::source::Source;

/// The footnotes of a text, by their labels.
#[derive(Default)]
pub(super) struct Footnotes<'a> {
    labels: BTreeMap<String, usize>,
    definitions: Vec<Option<Definition<'a>>>,
    repeated: Vec<(String, Range<usize>)>,
}

struct Definition<'a> {
    label: String,
    blocks: Vec<Block<'a>>,
    span: Range<usize>,
}

impl<'a> Footnotes<'a> {
    /// The number by which a label is known until the footnotes are numbered.
    pub(super) fn refer(&mut self, label: &str) -> usize {
        // Labels are compared as CommonMark compares those of links.
        let key = if is_plain_line(label.as_bytes()) {
            label.to_ascii_lowercase()
        } else {
            label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
        };
        let next = self.definitions.len();
        let index = *self.labels.entry(key).or_insert(next);
        if index == next {
            self.definitions.push(None);
        }
        index
    }

    /// Takes a definition. The first of several with the same label counts.
    pub(super) fn define(&mut self, label: &str, blocks: Vec<Block<'a>>, span: Range<usize>) {
        let index = self.refer(label);
        let label = label.to_owned();
        match &mut self.definitions[index] {
            Some(_) => self.repeated.push((label, span)),
            slot => *slot = Some(Definition { label, blocks, span }),
        }
    }

    /// Numbers footnotes in the order in which `blocks`, then the footnotes themselves, refer to them,
    /// and writes the numbers into the references.
    pub(super) fn number(
        mut self,
        blocks: &mut [Block<'a>],
        source: &Source,
        found: &mut Vec<Diagnostic>,
    ) -> Vec<Footnote<'a>> {
        if self.definitions.is_empty() {
            return Vec::new();
        }
        let mut numbering = Numbering {
            numbers: vec![None; self.definitions.len()],
            queue: VecDeque::new(),
            counts: Vec::new(),
        };
        numbering.read(blocks);
        let mut footnotes = Vec::new();
        while let Some(index) = numbering.queue.pop_front() {
            let mut blocks =
                self.definitions[index].take().map(|definition| definition.blocks).unwrap_or_default();
            numbering.read(&mut blocks);
            footnotes.push(Footnote { blocks, references: 0 });
        }
        for (footnote, count) in footnotes.iter_mut().zip(numbering.counts) {
            footnote.references = count;
        }
        self.report(source, found);
        footnotes
    }

    /// What is left was never referred to.
    fn report(self, source: &Source, found: &mut Vec<Diagnostic>) {
        for definition in self.definitions.into_iter().flatten() {
            let message = format!("nothing refers to the footnote `[^{}]`", definition.label);
            let help = "it is not shown; refer to it in the text, or remove it";
            found.push(
                Diagnostic::note("footnote/unused", message).at(source.id, definition.span, "").help(help),
            );
        }
        for (label, span) in self.repeated {
            let message = format!("the footnote `[^{label}]` is defined twice; the first definition counts");
            found.push(
                Diagnostic::warning("footnote/duplicate", message)
                    .at(source.id, span, "")
                    .help("give it another label, or remove it"),
            );
        }
    }
}

struct Numbering {
    numbers: Vec<Option<usize>>,
    queue: VecDeque<usize>,
    counts: Vec<usize>,
}

impl Numbering {
    fn read(&mut self, blocks: &mut [Block<'_>]) {
        walk::inlines(blocks, &mut |list| {
            for inline in list {
                if let InlineKind::FootnoteReference { footnote, occurrence } = &mut inline.kind {
                    let number = *self.numbers[*footnote].get_or_insert_with(|| {
                        self.queue.push_back(*footnote);
                        self.counts.push(0);
                        self.counts.len() - 1
                    });
                    self.counts[number] += 1;
                    *footnote = number;
                    *occurrence = self.counts[number];
                }
            }
        });
    }
}
