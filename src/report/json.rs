//! Owns the format for programs: JSON Lines, an object for each diagnostic. Lines and columns count
//! from 1, columns in characters; bytes are those of the file, its byte order mark included. A label
//! for a file as a whole has neither.

use std::sync::Arc;

use serde::Serialize;

use super::Lookup;
use super::spot::{Files, Spot};
use crate::diagnostic::{Diagnostic, Severity};

#[derive(Serialize)]
struct Line<'a> {
    code: &'a str,
    severity: Severity,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    labels: Vec<Label<'a>>,
}

#[derive(Serialize)]
struct Label<'a> {
    path: Arc<str>,
    #[serde(flatten)]
    span: Option<Span>,
    text: &'a str,
}

#[derive(Serialize)]
struct Span {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    byte_start: usize,
    byte_end: usize,
}

/// Writes an object for each diagnostic.
pub fn draw(diagnostics: &[Diagnostic], lookup: Lookup<'_>) -> String {
    let mut files = Files::new(lookup);
    let mut out = String::new();
    for diagnostic in diagnostics {
        let line = Line {
            code: diagnostic.code,
            severity: diagnostic.severity,
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
            labels: files.spots(diagnostic).into_iter().map(label).collect(),
        };
        // Text and numbers can always be written.
        out += &serde_json::to_string(&line).unwrap_or_default();
        out.push('\n');
    }
    out
}

fn label(spot: Spot<'_>) -> Label<'_> {
    let span = spot.range.as_ref().map(|range| {
        let ((line, column), (end_line, end_column)) =
            (spot.line_column(range.start), spot.line_column(range.end));
        Span { line, column, end_line, end_column, byte_start: range.start, byte_end: range.end }
    });
    Label { path: spot.path, span, text: spot.label }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::testing::{find, lookup};
    use super::*;
    use crate::diagnostic::Place;
    use crate::source::FileId;

    #[test]
    fn an_object_each() {
        let text = "\u{FEFF}é one\r\ntwo\r\n";
        let diagnostics = [
            Diagnostic::error("route/taken", "two \"pages\"\nclaim one address")
                .at(FileId(0), find(text, "one\r\ntwo\r\n"), "this")
                .label(FileId(1), Place::File, "and that")
                .help("rename one"),
            Diagnostic::warning("x/gone", "cannot read it").at(FileId(9), 0..1, ""),
        ];
        let files = [("content/a.md", text), ("content/b.md", "")];
        let drawn = draw(&diagnostics, &lookup(&files));
        expect![[r#"
            {"code":"route/taken","severity":"error","message":"two \"pages\"\nclaim one address","help":"rename one","labels":[{"path":"content/a.md","line":1,"column":3,"end_line":2,"end_column":4,"byte_start":6,"byte_end":14,"text":"this"},{"path":"content/b.md","text":"and that"}]}
            {"code":"x/gone","severity":"warning","message":"cannot read it","labels":[]}
        "#]].assert_eq(&drawn);
        for line in drawn.lines() {
            serde_json::from_str::<serde_json::Value>(line).unwrap();
        }
    }
}
