//! Owns writing a block's runs as HTML, line by line where lines have something to show.

use std::ops::Range;

use super::class::Class;
use super::runs::Run;
use crate::markup::body::escape_into;

/// What lines show besides their code.
#[derive(Default)]
pub(super) struct Lines {
    /// The number of the first, if they are numbered.
    pub(super) first: Option<u32>,
    /// Those that are stressed, by index from 0.
    pub(super) stressed: Vec<Range<usize>>,
    /// Whether a `+` or `-` at the start says that a line was added or removed.
    pub(super) diff: bool,
}

impl Lines {
    fn any(&self) -> bool {
        self.first.is_some() || self.diff || !self.stressed.is_empty()
    }
}

/// Appends the text. A line's wrapper ends before its line break, so that copying yields the code.
pub(super) fn write(out: &mut String, text: &str, runs: &[Run], lines: &Lines) {
    let mut runs = Pieces { runs, at: 0 };
    if !lines.any() {
        runs.write(out, text, text.len());
        return;
    }
    let mut start = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let content = line.trim_end_matches(['\r', '\n']).len();
        let wrapped = open(out, line, index, lines);
        if lines.diff && is_marked(line) {
            runs.write_plain(out, text, start + 1);
        }
        runs.write(out, text, start + content);
        if wrapped {
            out.push_str("</span>");
        }
        start += line.len();
        runs.write_plain(out, text, start);
    }
}

/// Opens a line's wrapper, if it has anything to show.
fn open(out: &mut String, line: &str, index: usize, lines: &Lines) -> bool {
    let stressed = lines.stressed.iter().any(|range| range.contains(&index));
    let marked = lines.diff && is_marked(line);
    if !stressed && !marked && lines.first.is_none() {
        return false;
    }
    out.push_str("<span class=\"line");
    if stressed {
        out.push_str(" hl");
    }
    if marked {
        out.push_str(if line.starts_with('+') { " add" } else { " del" });
    }
    if let Some(first) = lines.first {
        out.push_str("\" data-line=\"");
        out.push_str(&(first as usize + index).to_string());
    }
    out.push_str("\">");
    true
}

/// Whether a line of a diff was added or removed.
pub(super) fn is_marked(line: &str) -> bool {
    line.starts_with(['+', '-'])
}

/// Runs being written: those at the front are done up to `at`.
struct Pieces<'r> {
    runs: &'r [Run],
    at: usize,
}

impl Pieces<'_> {
    /// Writes up to `end`.
    fn write(&mut self, out: &mut String, text: &str, end: usize) {
        while self.at < end {
            let class = self.class();
            let to = self.runs.first().map_or(end, |run| end.min(run.end as usize));
            let piece = &text[self.at..to];
            self.at = to;
            match class.name().filter(|_| !piece.trim().is_empty()) {
                Some(name) => {
                    out.push_str("<span class=\"");
                    out.push_str(name);
                    out.push_str("\">");
                    escape_into(out, piece);
                    out.push_str("</span>");
                }
                None => escape_into(out, piece),
            }
        }
    }

    /// Writes up to `end` without classes.
    fn write_plain(&mut self, out: &mut String, text: &str, end: usize) {
        escape_into(out, &text[self.at..end]);
        self.at = end;
    }

    /// The class at `at`, done runs dropped.
    fn class(&mut self) -> Class {
        while let [first, rest @ ..] = self.runs
            && first.end as usize <= self.at
        {
            self.runs = rest;
        }
        self.runs.first().map_or(Class::Plain, |run| run.class)
    }
}
