//! Owns what comes out of a case, written as text.

use std::fmt::Write;
use std::ops::Range;
use std::sync::LazyLock;

use tearsheet::diagnostic::{Diagnostic, Place, Severity};
use tearsheet::language::Language;
use tearsheet::markup::{self, Body, Hole, Markup, Options, ReferenceKind, Saying, Settings};
use tearsheet::source::{FileId, Source, line_column};

/// What begins a line of a case's source that tells a problem with the line above it.
const REMARK: &str = "//~ ";

/// What comes out of one text.
pub(crate) struct Outcome {
    source: String,
    markup: Markup,
    problems: Vec<Diagnostic>,
}

impl Outcome {
    /// Reads a text.
    pub(crate) fn of(text: &str, settings: &Settings, options: &Options) -> Self {
        let source = Source::new(FileId(0), "case.md", text);
        let read = markup::read(&source, 0..text.len(), options, settings);
        let mut problems = read.diagnostics;
        problems.sort_by_key(|problem| range(problem).map_or(0, |range| range.start));
        Self { source: text.to_owned(), markup: read.value, problems }
    }

    /// The text with a remark below every line that has a problem.
    pub(crate) fn source_with_remarks(&self) -> String {
        let mut out = String::new();
        let lines: Vec<_> = self.source.lines().collect();
        for problem in self.problems.iter().filter(|problem| range(problem).is_none()) {
            let _ = writeln!(out, "{REMARK}{}", described(problem));
        }
        for (index, line) in lines.iter().enumerate() {
            let _ = writeln!(out, "{line}");
            for problem in &self.problems {
                let Some(range) = range(problem) else { continue };
                let (first, from) = line_column(&self.source, range.start);
                let (last, to) = line_column(&self.source, range.end);
                // Below its first line: a remark must not part what belongs together for the reader.
                if first != index + 1 {
                    continue;
                }
                let below = if last > first { format!("+{}:", last - first) } else { String::new() };
                let _ = writeln!(out, "{REMARK}{from}-{below}{to} {}", described(problem));
            }
        }
        out
    }

    /// One face of what came out, by the name of the block that expects it.
    pub(crate) fn face(&self, name: &str) -> Option<String> {
        let mut out = String::new();
        match name {
            "html" => {
                out = self.filled(&self.markup.body);
                if !out.is_empty() && !out.ends_with('\n') {
                    out.push('\n');
                }
            }
            "headings" => {
                for heading in self.markup.headings.iter() {
                    let _ = writeln!(
                        out,
                        "h{} #{} {} | {}",
                        heading.level, heading.id, heading.text, heading.html
                    );
                }
            }
            "faq" => {
                for (entry, plain) in self.markup.faq.iter().zip(&self.markup.answers) {
                    let answer = self.filled(&entry.answer);
                    let _ = writeln!(out, "Q #{} {}\nA {answer}\n= {plain:?}", entry.id, entry.question);
                }
            }
            "references" => {
                for reference in &self.markup.references {
                    let span = reference.span.start as usize..reference.span.end as usize;
                    let _ =
                        writeln!(out, "{:?} {} | {:?}", reference.kind, reference.target, &self.source[span]);
                }
            }
            "anchors" => self.markup.anchors.iter().for_each(|id| out += &format!("{id}\n")),
            "summary" => {
                let marked = if self.markup.summary.marked { "marked: " } else { "" };
                let _ = writeln!(out, "{marked}{}", self.markup.summary.text);
            }
            "words" => {
                let _ = writeln!(out, "{}", self.markup.words);
            }
            "text" => out.push_str(&self.markup.text),
            _ => return None,
        }
        Some(out)
    }

    /// A body with its holes marked by braces.
    pub(crate) fn filled(&self, body: &Body) -> String {
        let mut out = String::new();
        body.fill(&mut out, |hole, out| {
            let _ = match hole {
                Hole::Slot(slot) => writeln!(out, "{{{slot:?}}}"),
                Hole::BeforeImage(_) | Hole::AfterImage(_) => Ok(()),
                Hole::Saying(saying) => write!(out, "{}", said(saying).0),
                Hole::SayingEnd(saying) => write!(out, "{}", said(saying).1),
                Hole::Reference(index) => {
                    let reference = &self.markup.references[index as usize];
                    let space = if reference.kind == ReferenceKind::Image { " " } else { "" };
                    write!(out, "{space}{{{}}}", reference.target)
                }
            };
        });
        out
    }
}

/// What is said in English before and after what is put in.
fn said(saying: Saying) -> (&'static str, &'static str) {
    static ENGLISH: LazyLock<Language> = LazyLock::new(Language::english);
    let text = ENGLISH.text(saying.key());
    let (before, rest) = text.split_once('{').unwrap_or((text, ""));
    (before, rest.split_once('}').map_or("", |(_, after)| after))
}

/// A case's source without the remarks in it.
pub(crate) fn without_remarks(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.starts_with(REMARK));
    lines.flat_map(|line| [line, "\n"]).collect()
}

fn range(problem: &Diagnostic) -> Option<&Range<usize>> {
    match problem.labels.first().map(|label| &label.place) {
        Some(Place::Range(range)) => Some(range),
        _ => None,
    }
}

fn described(problem: &Diagnostic) -> String {
    let severity = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    format!("{severity} {}: {}", problem.code, problem.message)
}

/// The lines in which two texts differ.
pub(crate) fn difference(expected: &str, found: &str) -> String {
    let expected: Vec<_> = expected.lines().collect();
    let found: Vec<_> = found.lines().collect();
    let same = expected.iter().zip(&found).take_while(|(one, other)| one == other).count();
    let tail = expected[same..].iter().rev().zip(found[same..].iter().rev());
    let same_at_end = tail.take_while(|(one, other)| one == other).count();
    let mut out = format!("line {}:\n", same + 1);
    for (mark, lines) in [('-', &expected), ('+', &found)] {
        for line in &lines[same..lines.len() - same_at_end] {
            let _ = writeln!(out, "{mark} {line}");
        }
    }
    out
}
