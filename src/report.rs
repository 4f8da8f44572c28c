//! Owns how diagnostics are shown: their order, a line that counts them, and a small module for each
//! format. Fields must have been resolved to ranges before; what still is none counts for the file
//! as a whole.

pub mod human;
pub mod json;
pub mod short;
mod spot;

use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, Label, Place, Severity};
use crate::source::{FileId, Source};

/// Finds a file for showing what is wrong in it; `None` if it cannot be read.
pub type Lookup<'a> = &'a dyn Fn(FileId) -> Option<Source>;

/// Puts diagnostics in the order in which they are shown, by path, offset, severity and code, and
/// removes those that say the same as another. What has no place comes first.
pub fn sort<'a>(diagnostics: &mut Vec<Diagnostic>, path_of: impl Fn(FileId) -> &'a str) {
    let mut seen = HashSet::new();
    diagnostics.retain(|diagnostic| seen.insert(diagnostic.clone()));
    let offset = |label: &Label| match &label.place {
        Place::Range(range) => range.start,
        _ => 0,
    };
    diagnostics.sort_by_cached_key(|diagnostic| {
        let place = diagnostic.labels.first().map(|label| (path_of(label.file), offset(label)));
        (place, diagnostic.severity, diagnostic.code, diagnostic.message.clone())
    });
}

/// Counts problems: `2 errors, 1 warning`.
pub fn summary(errors: usize, warnings: usize, notes: usize) -> String {
    let counted = |(count, name): (usize, &str)| match count {
        0 => None,
        1 => Some(format!("1 {name}")),
        count => Some(format!("{count} {name}s")),
    };
    let counts = [(errors, "error"), (warnings, "warning"), (notes, "note")].into_iter().filter_map(counted);
    let counts: Vec<_> = counts.collect();
    if counts.is_empty() { "no problems".to_owned() } else { counts.join(", ") }
}

fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// The text without characters that would command the terminal rather than be shown.
fn harmless(text: &str) -> String {
    text.replace(|c: char| c.is_control() && !matches!(c, '\n' | '\t'), "\u{FFFD}")
}

#[cfg(test)]
mod testing {
    //! Owns the files that the tests of all formats speak of.

    use super::*;

    /// The files of a test, each with its path and text; [`FileId`]s count from 0.
    pub(super) fn lookup<'a>(files: &'a [(&'a str, &'a str)]) -> impl Fn(FileId) -> Option<Source> + 'a {
        |id| files.get(id.0 as usize).map(|(path, text)| Source::new(id, *path, *text))
    }

    /// The bytes of `part` in a text.
    pub(super) fn find(text: &str, part: &str) -> std::ops::Range<usize> {
        let start = text.find(part).expect("part of the text");
        start..start + part.len()
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn order_and_duplicates() {
        let at = |file, offset| Diagnostic::error("b/x", "wrong").at(FileId(file), offset..offset + 1, "");
        let mut diagnostics = vec![
            at(1, 5),
            at(0, 9),
            at(1, 5),
            Diagnostic::warning("a/x", "odd").at(FileId(1), 5..6, ""),
            at(1, 5).help("mend it"),
            at(1, 5),
            Diagnostic::error("a/x", "wrong").at(FileId(1), 5..6, ""),
            Diagnostic::note("c/x", "all of it").label(FileId(1), Place::File, ""),
            Diagnostic::error("z/x", "nowhere"),
        ];
        sort(&mut diagnostics, |id| ["z.md", "a.md"][id.0 as usize]);
        let shown: Vec<_> = diagnostics
            .iter()
            .map(|diagnostic| {
                let place = diagnostic.labels.first().map(|label| (label.file.0, &label.place));
                format!("{place:?} {:?} {} {:?}", diagnostic.severity, diagnostic.code, diagnostic.help)
            })
            .collect();
        expect![[r#"
            None Error z/x None
            Some((1, File)) Note c/x None
            Some((1, Range(5..6))) Error a/x None
            Some((1, Range(5..6))) Error b/x None
            Some((1, Range(5..6))) Error b/x Some("mend it")
            Some((1, Range(5..6))) Warning a/x None
            Some((0, Range(9..10))) Error b/x None"#]]
        .assert_eq(&shown.join("\n"));
    }

    #[test]
    fn counts() {
        assert_eq!(summary(2, 1, 0), "2 errors, 1 warning");
        assert_eq!(summary(1, 0, 3), "1 error, 3 notes");
        assert_eq!(summary(0, 0, 0), "no problems");
    }
}
