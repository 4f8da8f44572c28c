//! Owns how tests write diagnostics down: a line each, with every place as lines and columns.

use std::fmt::Write as _;

use super::{Diagnostic, Label, Place, Severity};
use crate::document::locate_field;
use crate::source::{Source, line_column};

/// `3:8-3:14 error field/type: message | 2:1-2:4: another place | help: …`, a problem a line.
pub(crate) fn show(source: &Source, diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    for problem in diagnostics {
        let mut labels = problem.labels.iter();
        let severity = match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let first = labels.next().map_or_else(|| "nowhere".to_owned(), |label| place(source, label));
        write!(out, "{first} {severity} {}: {}", problem.code, problem.message).unwrap();
        for label in labels {
            write!(out, " | {}: {}", place(source, label), label.text).unwrap();
        }
        match &problem.help {
            Some(help) => writeln!(out, " | help: {help}").unwrap(),
            None => out.push('\n'),
        }
    }
    out
}

fn place(source: &Source, label: &Label) -> String {
    let range = match &label.place {
        Place::Range(range) => Some(range.clone()),
        Place::Key(path) => locate_field(source, path, false),
        Place::Value(path) => locate_field(source, path, true),
        Place::File => None,
    };
    let Some(range) = range else { return "file".to_owned() };
    let (line, column) = line_column(&source.text, range.start);
    let (end_line, end_column) = line_column(&source.text, range.end);
    format!("{line}:{column}-{end_line}:{end_column}")
}
