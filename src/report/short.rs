//! Owns the short format: a line for each diagnostic, as editors and other tools jump to it.
//!
//! `content/x.md:12:5: error[link/broken]: there is no such page`

use super::spot::Files;
use super::{Lookup, harmless, name};
use crate::diagnostic::Diagnostic;

/// Writes a line for each diagnostic.
pub fn draw(diagnostics: &[Diagnostic], lookup: Lookup<'_>) -> String {
    let mut files = Files::new(lookup);
    let mut out = String::new();
    for diagnostic in diagnostics {
        if let Some(spot) = files.spots(diagnostic).first() {
            out += &harmless(&spot.path);
            if let Some(range) = &spot.range {
                let (line, column) = spot.line_column(range.start);
                out += &format!(":{line}:{column}");
            }
            out += ": ";
        }
        let message = harmless(&diagnostic.message).replace('\n', " ");
        out += &format!("{}[{}]: {message}\n", name(diagnostic.severity), diagnostic.code);
    }
    out
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::testing::{find, lookup};
    use super::*;
    use crate::diagnostic::Place;
    use crate::source::FileId;

    #[test]
    fn a_line_each() {
        let text = "\u{FEFF}---\r\ntitle: Ä\r\n---\r\n[x](../y.md)\r\n";
        let diagnostics = [
            Diagnostic::error("link/broken", "there is no\nsuch \u{1b}[31mpage")
                .at(FileId(0), find(text, "../y.md"), "")
                .at(FileId(1), 0..1, ""),
            Diagnostic::warning("front-matter/x", "odd").at(FileId(0), 0..3, ""),
            Diagnostic::note("file/x", "empty").label(FileId(1), Place::File, ""),
            Diagnostic::error("file/gone", "cannot read it").at(FileId(9), 0..1, ""),
            Diagnostic::error("source/none", "there is nothing").help("add something"),
        ];
        let files = [("content/x.md", text), ("content/y.md", "")];
        expect![[r#"
            content/x.md:4:5: error[link/broken]: there is no such �[31mpage
            content/x.md:1:1: warning[front-matter/x]: odd
            content/y.md: note[file/x]: empty
            error[file/gone]: cannot read it
            error[source/none]: there is nothing
        "#]]
        .assert_eq(&draw(&diagnostics, &lookup(&files)));
    }
}
