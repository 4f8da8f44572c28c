//! Owns writing a tree back as Markdown (CommonMark and GFM), for readers that want no HTML: what stands
//! on the page in the same order, without ids and classes, links and images as holes. Reading it again
//! gives the same page. What fills a slot ends with an empty line.

mod escape;
mod inlines;

use pulldown_cmark::BlockQuoteKind as Alert;

use super::body::{Body, Chunk, Hole};
use super::tree::{
    Alignment, Block, BlockKind, Code, Definition, Footnote, Image, Inline, Item, Raw, Table, Tree,
};
use escape::at_line_start;

/// Writes the tree. Holes for references stand where their URLs go.
pub fn write(tree: &Tree<'_>) -> Body {
    let mut writer = Writer::default();
    writer.blocks(&tree.blocks);
    for (index, footnote) in tree.footnotes.iter().enumerate() {
        writer.footnote(index + 1, footnote);
    }
    writer.body.push(if writer.body.is_empty() { "" } else { "\n" });
    writer.body
}

/// Blocks lie within others: every line of one begins with what those around it ask for.
#[derive(Default)]
struct Writer {
    body: Body,
    /// What each line begins with.
    prefix: String,
    /// Whether a block was written that the next is to keep away from.
    between: Gap,
    /// Whether an empty line between blocks would make a tight list a loose one.
    tight: bool,
}

/// What stands between two blocks.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Gap {
    /// Nothing: the first block of its container, whose mark is on the line.
    #[default]
    None,
    /// A line end: items of a tight list.
    Line,
    /// An empty line.
    Blank,
}

impl Writer {
    fn blocks(&mut self, blocks: &[Block<'_>]) {
        let mut previous: Option<(&Block<'_>, bool)> = None;
        for block in blocks.iter().filter(|block| is_written(block)) {
            // Two lists side by side, told apart by their marks.
            let other = previous.is_some_and(|(before, other)| is_list(before) && is_list(block) && !other);
            self.block(block, other);
            previous = Some((block, other));
        }
    }

    fn block(&mut self, block: &Block<'_>, other: bool) {
        if let BlockKind::Faq(blocks) | BlockKind::Disclaimer(blocks) = &block.kind {
            return self.blocks(blocks);
        }
        self.begin();
        match &block.kind {
            BlockKind::Paragraph(list) | BlockKind::Plain(list) => self.paragraph(list),
            BlockKind::Heading(heading) => self.heading(heading.level, &heading.inlines),
            BlockKind::Quote { alert, blocks } => self.quote(*alert, blocks),
            BlockKind::Code(code) => self.code(code),
            BlockKind::List { start, items } => self.list(*start, items, other),
            BlockKind::Definitions(definitions) => self.definitions(definitions),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Html(raw) => self.html(raw),
            BlockKind::Rule => self.body.push("***"),
            BlockKind::Figure(image) => self.figure(image),
            BlockKind::Question(question) => {
                self.heading(question.heading.level, &question.heading.inlines);
                self.between = Gap::Blank;
                self.blocks(&question.answer);
            }
            BlockKind::Faq(_) | BlockKind::Disclaimer(_) | BlockKind::More => {}
            BlockKind::Slot(slot) => {
                self.body.hole(Hole::Slot(*slot));
                self.between = Gap::None;
                return;
            }
        }
        self.between = if self.tight { Gap::Line } else { Gap::Blank };
    }

    /// Goes to where the next block begins.
    fn begin(&mut self) {
        match std::mem::take(&mut self.between) {
            Gap::None => {}
            Gap::Line => self.new_line(),
            Gap::Blank => {
                self.body.push("\n");
                self.body.push(self.prefix.trim_end());
                self.new_line();
            }
        }
    }

    fn new_line(&mut self) {
        self.body.push("\n");
        self.body.push(&self.prefix);
    }

    /// Writes what lies in a container whose further lines begin with `prefix`, with empty lines between
    /// its blocks unless it is `tight`.
    fn within(&mut self, prefix: &str, tight: bool, write: impl FnOnce(&mut Self)) {
        let length = self.prefix.len();
        self.prefix.push_str(prefix);
        self.between = Gap::None;
        let outside = std::mem::replace(&mut self.tight, tight);
        write(self);
        self.tight = outside;
        self.prefix.truncate(length);
    }

    /// Writes lines that are what they are.
    fn lines(&mut self, text: &str) {
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.body.push("\n");
                self.body.push(if line.is_empty() { self.prefix.trim_end() } else { &self.prefix });
            }
            self.body.push(line);
        }
    }

    fn paragraph(&mut self, list: &[Inline<'_>]) {
        let written = inlines::write(list, false);
        self.inlines(&written);
    }

    /// Writes inlines line by line; what would begin a block at a line's start is escaped.
    fn inlines(&mut self, written: &Body) {
        let mut at_start = true;
        for chunk in written.chunks() {
            match chunk {
                Chunk::Hole(hole) => self.body.hole(hole),
                Chunk::Html(text) => {
                    for (index, line) in text.split('\n').enumerate() {
                        if index > 0 {
                            self.new_line();
                        }
                        let line = if index > 0 { line.trim_start() } else { line };
                        let start = index > 0 || at_start;
                        self.body.push(&if start { at_line_start(line) } else { line.into() });
                    }
                }
            }
            at_start = false;
        }
    }

    fn heading(&mut self, level: u8, list: &[Inline<'_>]) {
        let written = inlines::write(list, true);
        for _ in 0..level {
            self.body.push("#");
        }
        self.body.push(" ");
        self.append(&written, |text| text.into());
        // What would close the heading.
        let out = self.body.open();
        if out.ends_with('#') {
            out.insert(out.len() - 1, '\\');
        }
    }

    /// Adds inlines that stand on one line.
    fn append(&mut self, written: &Body, text: impl Fn(&str) -> String) {
        for chunk in written.chunks() {
            match chunk {
                Chunk::Hole(hole) => self.body.hole(hole),
                Chunk::Html(piece) => self.body.push(&text(piece)),
            }
        }
    }

    fn quote(&mut self, alert: Option<Alert>, blocks: &[Block<'_>]) {
        self.body.push("> ");
        self.within("> ", false, |writer| {
            if let Some(alert) = alert {
                writer.body.push(match alert {
                    Alert::Note => "[!NOTE]",
                    Alert::Tip => "[!TIP]",
                    Alert::Important => "[!IMPORTANT]",
                    Alert::Warning => "[!WARNING]",
                    Alert::Caution => "[!CAUTION]",
                });
                writer.between = Gap::Line;
            }
            writer.blocks(blocks);
        });
    }

    fn code(&mut self, code: &Code<'_>) {
        let fence = fence(&code.text, code.info.as_deref().unwrap_or_default());
        self.body.push(&fence);
        self.body.push(code.info.as_deref().unwrap_or_default());
        if !code.text.is_empty() {
            self.new_line();
            self.lines(code.text.strip_suffix('\n').unwrap_or(&code.text));
        }
        self.new_line();
        self.body.push(&fence);
    }

    fn list(&mut self, start: Option<u64>, items: &[Item<'_>], other: bool) {
        let loose = items.iter().any(|item| {
            item.blocks
                .iter()
                .filter(|block| is_written(block))
                .any(|block| matches!(block.kind, BlockKind::Paragraph(_)))
        });
        for (index, item) in (0u64..).zip(items) {
            if index > 0 {
                self.between = if loose { Gap::Blank } else { Gap::Line };
                self.begin();
            }
            let mark = match (start, other) {
                (None, false) => "- ".to_owned(),
                (None, true) => "* ".to_owned(),
                (Some(start), false) => format!("{}. ", start.saturating_add(index)),
                (Some(start), true) => format!("{}) ", start.saturating_add(index)),
            };
            self.body.push(&mark);
            self.within(&" ".repeat(mark.len()), !loose, |writer| {
                match item.task {
                    Some(true) => writer.body.push("[x] "),
                    Some(false) => writer.body.push("[ ] "),
                    None => {}
                }
                writer.blocks(&item.blocks);
            });
        }
    }

    fn definitions(&mut self, definitions: &[Definition<'_>]) {
        for (index, definition) in definitions.iter().enumerate() {
            if index > 0 {
                self.between = Gap::Blank;
                self.begin();
            }
            self.paragraph(&definition.term);
            for blocks in &definition.definitions {
                let loose = matches!(blocks.first(), Some(Block { kind: BlockKind::Paragraph(_), .. }));
                self.between = if loose { Gap::Blank } else { Gap::Line };
                self.begin();
                self.body.push(": ");
                self.within("  ", !loose, |writer| writer.blocks(blocks));
            }
        }
    }

    fn table(&mut self, table: &Table<'_>) {
        self.row(&table.head);
        self.new_line();
        self.body.push("|");
        for alignment in &table.alignments {
            self.body.push(match alignment {
                Alignment::None => " --- |",
                Alignment::Left => " :-- |",
                Alignment::Center => " :-: |",
                Alignment::Right => " --: |",
            });
        }
        for row in &table.rows {
            self.new_line();
            self.row(row);
        }
    }

    fn row(&mut self, cells: &[Vec<Inline<'_>>]) {
        self.body.push("|");
        for cell in cells {
            self.body.push(" ");
            self.append(&inlines::write(cell, true), |text| text.replace('|', "\\|"));
            self.body.push(" |");
        }
    }

    fn html(&mut self, raw: &Raw<'_>) {
        let mut from = 0;
        for &(at, reference) in &raw.holes {
            self.lines(&raw.html[from..at]);
            self.body.hole(Hole::Reference(reference));
            from = at;
        }
        self.lines(raw.html[from..].trim_end_matches('\n'));
    }

    fn figure(&mut self, image: &Image<'_>) {
        let mut written = Body::default();
        inlines::image(&mut written, image);
        self.inlines(&written);
    }

    fn footnote(&mut self, number: usize, footnote: &Footnote<'_>) {
        self.between = if self.body.is_empty() { Gap::None } else { Gap::Blank };
        self.begin();
        self.body.push(&format!("[^{number}]: "));
        self.within("    ", false, |writer| writer.blocks(&footnote.blocks));
    }
}

fn is_written(block: &Block<'_>) -> bool {
    !matches!(block.kind, BlockKind::More)
}

fn is_list(block: &Block<'_>) -> bool {
    matches!(block.kind, BlockKind::List { .. })
}

/// A fence that the code does not hold.
fn fence(text: &str, info: &str) -> String {
    let mark = if info.contains('`') { '~' } else { '`' };
    let longest = text.split(|c| c != mark).map(str::len).max().unwrap_or_default();
    String::from(mark).repeat(longest.max(2) + 1)
}

#[cfg(test)]
mod tests;
