//! Owns the HTML of blocks.

use std::fmt::Write;

use super::Writer;
use super::answer;
use super::inlines::{self, Face};
use crate::config::FaqFace;
use crate::markup::body::{Hole, Saying, Slot, escape_into, escape_url_into};
use crate::markup::tree::{
    Alert, Alignment, Block, BlockKind, Code, Definition, Footnote, Heading, Image, Inline, Item, Question,
    Table,
};
use crate::markup::{FaqEntry, code, text};

/// What headings begin and end with, by level.
const TAGS: [[&str; 2]; 6] = [
    ["<h1 id=\"", "</h1>\n"],
    ["<h2 id=\"", "</h2>\n"],
    ["<h3 id=\"", "</h3>\n"],
    ["<h4 id=\"", "</h4>\n"],
    ["<h5 id=\"", "</h5>\n"],
    ["<h6 id=\"", "</h6>\n"],
];

impl Writer<'_> {
    pub(super) fn block(&mut self, block: &Block<'_>) {
        match &block.kind {
            BlockKind::Paragraph(list) => self.enclosed("<p>", list, "</p>\n"),
            BlockKind::Plain(list) => self.inlines(list),
            BlockKind::Heading(heading) => self.heading(heading, false),
            BlockKind::Quote { alert: None, blocks } => {
                self.push("<blockquote>\n");
                self.blocks(blocks);
                self.push("</blockquote>\n");
            }
            BlockKind::Quote { alert: Some(alert), blocks } => self.alert(*alert, blocks),
            BlockKind::Code(code) => self.code(code, block),
            BlockKind::List { start, items } => self.list(*start, items),
            BlockKind::Definitions(definitions) => self.definitions(definitions),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Html(raw) => inlines::raw(&mut self.body, raw),
            BlockKind::Rule => self.push("<hr>\n"),
            BlockKind::Figure(image) => self.figure(image),
            BlockKind::More => {}
            BlockKind::Question(question) => self.question(question),
            BlockKind::Faq(blocks) => self.region("section", "faq", "", blocks),
            BlockKind::Disclaimer(blocks) => {
                self.written_disclaimer = true;
                self.region("aside", "disclaimer", " role=\"note\"", blocks);
            }
            BlockKind::Slot(slot) => self.slot(*slot),
        }
    }

    fn inlines(&mut self, list: &[Inline<'_>]) {
        inlines::write(&mut self.body, list, Face::Page);
    }

    fn enclosed(&mut self, before: &str, list: &[Inline<'_>], after: &str) {
        self.push(before);
        self.inlines(list);
        self.push(after);
    }

    fn heading(&mut self, heading: &Heading<'_>, question: bool) {
        let [before, after] = TAGS[usize::from(heading.level.clamp(1, 6)) - 1];
        let id = heading.id.as_deref().unwrap_or_default();
        inlines::label(&mut self.label, &heading.inlines);
        let text = text::of_inlines(&heading.inlines);
        let out = self.body.open();
        out.push_str(before);
        escape_into(out, id);
        out.push('"');
        let classes = heading.classes.iter().map(AsRef::as_ref);
        push_classes(out, question.then_some("faq-question").into_iter().chain(classes));
        out.push('>');
        // In a summary a click opens the answer, and nothing else can be there to be clicked.
        if question && self.settings.faq == FaqFace::Disclosure {
            self.inlines(&heading.inlines);
        } else if inlines::are_plain(&heading.inlines) {
            link_to_section(out, id, "\">");
            out.push_str(&self.label);
            out.push_str("</a>");
        } else {
            self.inlines(&heading.inlines);
            let out = self.body.open();
            link_to_section(out, id, "\" aria-labelledby=\"");
            escape_into(out, id);
            out.push_str("\"></a>");
        }
        self.push(after);
        self.headings.add(heading.level, id, &text, &self.label);
    }

    fn alert(&mut self, alert: Alert, blocks: &[Block<'_>]) {
        let (name, title) = match alert {
            Alert::Note => ("note", Saying::Note),
            Alert::Tip => ("tip", Saying::Tip),
            Alert::Important => ("important", Saying::Important),
            Alert::Warning => ("warning", Saying::Warning),
            Alert::Caution => ("caution", Saying::Caution),
        };
        let out = self.body.open();
        for part in ["<div class=\"alert alert-", name, "\" role=\"note\">\n<p class=\"alert-title\">"] {
            out.push_str(part);
        }
        self.body.hole(Hole::Saying(title));
        self.push("</p>\n");
        self.blocks(blocks);
        self.push("</div>\n");
    }

    fn code(&mut self, code: &Code<'_>, block: &Block<'_>) {
        self.code = true;
        code::write(self.body.open(), code, &block.span, self.source, &self.settings.code, self.found);
    }

    fn list(&mut self, start: Option<u64>, items: &[Item<'_>]) {
        match start {
            None => self.push("<ul>\n"),
            Some(1) => self.push("<ol>\n"),
            Some(number) => {
                let _ = writeln!(self.body.open(), "<ol start=\"{number}\">");
            }
        }
        for item in items {
            self.item(item);
        }
        self.push(if start.is_some() { "</ol>\n" } else { "</ul>\n" });
    }

    fn item(&mut self, item: &Item<'_>) {
        let mut blocks = item.blocks.as_slice();
        match item.task {
            None => self.push("<li>"),
            Some(done) => {
                self.push("<li class=\"task\">");
                let input = if done {
                    "<input type=\"checkbox\" disabled checked> "
                } else {
                    "<input type=\"checkbox\" disabled> "
                };
                // What is to be done names its box.
                if let [Block { kind: BlockKind::Plain(list) | BlockKind::Paragraph(list), .. }, rest @ ..] =
                    blocks
                {
                    self.push("<label>");
                    self.enclosed(input, list, "</label>");
                    blocks = rest;
                } else {
                    self.push(input);
                }
            }
        }
        for block in blocks {
            if !matches!(block.kind, BlockKind::Plain(_)) {
                self.new_line();
            }
            self.block(block);
        }
        self.push("</li>\n");
    }

    fn definitions(&mut self, definitions: &[Definition<'_>]) {
        self.push("<dl>\n");
        for definition in definitions {
            self.enclosed("<dt>", &definition.term, "</dt>\n");
            for blocks in &definition.definitions {
                self.push("<dd>");
                for block in blocks {
                    if !matches!(block.kind, BlockKind::Plain(_)) {
                        self.new_line();
                    }
                    self.block(block);
                }
                self.push("</dd>\n");
            }
        }
        self.push("</dl>\n");
    }

    /// A wide table scrolls in a box that the keyboard reaches; its columns name the box.
    fn table(&mut self, table: &Table<'_>) {
        let columns: Vec<_> = table.head.iter().map(|cell| text::of_inlines(cell)).collect();
        let columns: Vec<_> =
            columns.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
        self.push("<div class=\"table-scroll\" role=\"group\" tabindex=\"0\" aria-label=\"");
        if columns.is_empty() {
            self.body.hole(Hole::Saying(Saying::Table));
        }
        escape_into(self.body.open(), &columns.join(", "));
        self.push("\">\n<table>\n<thead>\n<tr>\n");
        for (cell, alignment) in table.head.iter().zip(&table.alignments) {
            // A header cell without text is none.
            let (before, after) =
                if cell.is_empty() { ("<td", "</td>\n") } else { ("<th scope=\"col\"", "</th>\n") };
            self.push(before);
            self.enclosed(aligned(*alignment), cell, after);
        }
        self.push("</tr>\n</thead>\n");
        if !table.rows.is_empty() {
            self.push("<tbody>\n");
            for row in &table.rows {
                self.push("<tr>\n");
                for (cell, alignment) in row.iter().zip(&table.alignments) {
                    self.push("<td");
                    self.enclosed(aligned(*alignment), cell, "</td>\n");
                }
                self.push("</tr>\n");
            }
            self.push("</tbody>\n");
        }
        self.push("</table>\n</div>\n");
    }

    fn figure(&mut self, image: &Image<'_>) {
        self.push("<figure>");
        inlines::image(&mut self.body, image, false);
        if !image.title.is_empty() {
            self.push("<figcaption>");
            escape_into(self.body.open(), &image.title);
            self.push("</figcaption>");
        }
        self.push("</figure>\n");
    }

    fn question(&mut self, question: &Question<'_>) {
        let [before, between, after] = match self.settings.faq {
            FaqFace::Headings => ["", "<div class=\"faq-answer\">\n", "</div>\n"],
            FaqFace::Disclosure => [
                "<details class=\"faq-item\">\n<summary>",
                "</summary>\n<div class=\"faq-answer\">\n",
                "</div>\n</details>\n",
            ],
        };
        self.push(before);
        let heading = self.headings.len();
        self.heading(&question.heading, true);
        self.push(between);
        self.blocks(&question.answer);
        self.push(after);
        self.faq.push(FaqEntry {
            question: text::of_inlines(&question.heading.inlines).trim().to_owned(),
            heading,
            id: question.heading.id.as_deref().unwrap_or_default().to_owned(),
            answer: answer::write(&question.answer),
        });
        self.answers.push(text::of_blocks(&question.answer).trim_end().to_owned());
    }

    /// Blocks in an element of their own, named by their heading.
    fn region(&mut self, element: &str, class: &str, attributes: &str, blocks: &[Block<'_>]) {
        let heading = match blocks.first().map(|block| &block.kind) {
            Some(BlockKind::Heading(heading)) => heading.id.as_deref(),
            _ => None,
        };
        let out = self.body.open();
        for part in ["<", element, " class=\"", class, "\"", attributes] {
            out.push_str(part);
        }
        if let Some(id) = heading {
            out.push_str(" aria-labelledby=\"");
            escape_into(out, id);
            out.push('"');
        }
        out.push_str(">\n");
        self.blocks(blocks);
        let out = self.body.open();
        for part in ["</", element, ">\n"] {
            out.push_str(part);
        }
    }

    fn slot(&mut self, slot: Slot) {
        self.new_line();
        self.body.hole(Hole::Slot(slot));
        self.slots.push(slot);
    }

    pub(super) fn footnotes(&mut self, footnotes: &[Footnote<'_>]) {
        if footnotes.is_empty() {
            return;
        }
        self.push("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"");
        self.body.hole(Hole::Saying(Saying::Footnotes));
        self.push("\">\n<ol>\n");
        for (index, footnote) in footnotes.iter().enumerate() {
            let number = index + 1;
            self.footnote_ids.push(format!("fn-{number}"));
            let _ = writeln!(self.body.open(), "<li id=\"fn-{number}\">");
            // The way back stands at the end of the last paragraph, if the note ends with one.
            let last = match footnote.blocks.split_last() {
                Some((Block { kind: BlockKind::Paragraph(list), .. }, before)) => {
                    self.blocks(before);
                    self.enclosed("<p>", list, " ");
                    "</p>\n"
                }
                _ => {
                    self.blocks(&footnote.blocks);
                    self.push("<p>");
                    "</p>\n"
                }
            };
            self.back_links(number, footnote.references);
            self.push(last);
            self.push("</li>\n");
        }
        self.push("</ol>\n</section>\n");
    }

    fn back_links(&mut self, number: usize, references: usize) {
        for occurrence in 1..=references {
            let id = inlines::reference_id(number, occurrence);
            let first = occurrence == 1;
            let out = self.body.open();
            for part in [
                if first { "" } else { " " },
                "<a class=\"footnote-back\" href=\"#",
                &id,
                "\" role=\"doc-backlink\" aria-label=\"",
            ] {
                out.push_str(part);
            }
            self.body.hole(Hole::Saying(Saying::BackToReference));
            self.push(id.trim_start_matches("fnref-"));
            self.body.hole(Hole::SayingEnd(Saying::BackToReference));
            self.push("\">↩");
            if !first {
                let _ = write!(self.body.open(), "<sup>{occurrence}</sup>");
            }
            self.push("</a>");
            self.footnote_ids.push(id);
        }
    }

    fn new_line(&mut self) {
        let out = self.body.open();
        if !out.ends_with('\n') {
            out.push('\n');
        }
    }
}

/// The end of a cell's tag.
fn aligned(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::None => ">",
        Alignment::Left => " class=\"align-left\">",
        Alignment::Center => " class=\"align-center\">",
        Alignment::Right => " class=\"align-right\">",
    }
}

/// Begins the link of a heading to itself, up to what follows its address.
fn link_to_section(out: &mut String, id: &str, then: &str) {
    out.push_str("<a class=\"anchor\" href=\"#");
    escape_url_into(out, id);
    out.push_str(then);
}

fn push_classes<'c>(out: &mut String, classes: impl Iterator<Item = &'c str>) {
    let mut before = " class=\"";
    for class in classes {
        out.push_str(before);
        escape_into(out, class);
        before = " ";
    }
    if before == " " {
        out.push('"');
    }
}
