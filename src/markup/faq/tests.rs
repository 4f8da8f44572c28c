//! Whole outcomes of the pass, by form of FAQ and by trap. A tree is shown with a line for each block;
//! after `->` stands a question's answer.

mod answers;
mod explicit;
mod headings;
mod laws;
mod paragraphs;
mod runs;
mod traps;

use expect_test::Expect;

use super::super::tree::{Block, BlockKind};
use super::super::{FaqSetting, Options, Settings, parse, text};
use crate::config;
use crate::diagnostic::{Diagnostic, Place};
use crate::source::{FileId, Source};

fn settings() -> Settings {
    Settings {
        markdown: config::Markdown {
            raw_html: config::RawHtml::Allow,
            autolink: true,
            smart_punctuation: false,
        },
        links: config::Links { rel: Vec::new(), target: None, rules: Vec::new() },
        code: config::Code { line_numbers: false },
        faq: config::FaqFace::Headings,
        base_url: "https://site.example".to_owned(),
        mirror: false,
    }
}

fn check(markdown: &str, expected: Expect) {
    check_with(FaqSetting::Find, markdown, expected);
}

fn check_with(faq: FaqSetting, markdown: &str, expected: Expect) {
    expected.assert_eq(&outcome(faq, markdown));
}

fn outcome(faq: FaqSetting, markdown: &str) -> String {
    let source = Source::new(FileId(0), "case.md", markdown);
    let (settings, options) = (settings(), Options { faq });
    let mut found = Vec::new();
    let mut tree = parse::parse(&source, 0..markdown.len(), &settings, &mut found);
    super::find(&mut tree, &source, &options, &settings, &mut found);
    let mut out = String::new();
    lines(&tree.blocks, 0, &mut out);
    for problem in &found {
        out.push_str(&show_problem(problem, markdown));
    }
    out
}

fn lines(blocks: &[Block<'_>], depth: usize, out: &mut String) {
    for block in blocks {
        out.push_str(&"  ".repeat(depth));
        let (label, inner) = match &block.kind {
            BlockKind::Faq(inner) => ("Faq".to_owned(), inner.as_slice()),
            BlockKind::Disclaimer(inner) => ("Disclaimer".to_owned(), inner.as_slice()),
            _ => (brief(block), &[][..]),
        };
        out.push_str(&label);
        out.push('\n');
        lines(inner, depth + 1, out);
    }
}

fn brief(block: &Block<'_>) -> String {
    let all = |blocks: &[Block<'_>]| blocks.iter().map(brief).collect::<Vec<_>>().join(", ");
    match &block.kind {
        BlockKind::Paragraph(inlines) => format!("P({})", text::of_inlines(inlines)),
        BlockKind::Plain(inlines) => text::of_inlines(inlines).into_owned(),
        BlockKind::Heading(heading) => format!("h{} {}", heading.level, text::of_inlines(&heading.inlines)),
        BlockKind::Question(question) => {
            let heading = &question.heading;
            let asked = text::of_inlines(&heading.inlines);
            format!("Q{} {asked} -> {}", heading.level, all(&question.answer))
        }
        BlockKind::List { items, .. } => {
            let items: Vec<_> = items.iter().map(|item| all(&item.blocks)).collect();
            format!("List({})", items.join("; "))
        }
        BlockKind::Quote { blocks, .. } => format!("Quote({})", all(blocks)),
        BlockKind::Slot(slot) => format!("{{{slot:?}}}"),
        BlockKind::Code(code) => format!("Code({})", code.text.trim_end()),
        BlockKind::Faq(blocks) | BlockKind::Disclaimer(blocks) => format!("?({})", all(blocks)),
        other => format!("{other:?}").split([' ', '(', '{']).next().unwrap_or_default().to_owned(),
    }
}

fn show_problem(problem: &Diagnostic, markdown: &str) -> String {
    let places = problem.labels.iter().map(|label| match &label.place {
        Place::Range(range) => format!("`{}`", &markdown[range.clone()]),
        place => format!("{place:?}"),
    });
    format!("{:?} {} at {}\n", problem.severity, problem.code, places.collect::<Vec<_>>().join(", "))
}
