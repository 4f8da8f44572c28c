//! Owns where a label is, as all formats tell it: in a file that can be read, within its text, and
//! counted as editors count.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::Lookup;
use crate::diagnostic::{Diagnostic, Label, Place};
use crate::source::{FileId, Source, line_column};

/// The files of a report, each read once.
pub(super) struct Files<'a> {
    lookup: Lookup<'a>,
    known: BTreeMap<FileId, Option<Source>>,
}

/// Where a label is.
#[derive(Clone, Debug)]
pub(super) struct Spot<'d> {
    /// The file's path.
    pub(super) path: Arc<str>,
    /// The file's text.
    pub(super) text: Arc<String>,
    /// Bytes of it; none for the file as a whole.
    pub(super) range: Option<Range<usize>>,
    /// What is to be said there.
    pub(super) label: &'d str,
}

impl<'a> Files<'a> {
    pub(super) fn new(lookup: Lookup<'a>) -> Self {
        Self { lookup, known: BTreeMap::new() }
    }

    /// The labels of a diagnostic whose files can be read.
    pub(super) fn spots<'d>(&mut self, diagnostic: &'d Diagnostic) -> Vec<Spot<'d>> {
        diagnostic.labels.iter().filter_map(|label| self.spot(label)).collect()
    }

    fn spot<'d>(&mut self, label: &'d Label) -> Option<Spot<'d>> {
        let source = self.known.entry(label.file).or_insert_with(|| (self.lookup)(label.file)).as_ref()?;
        let range = match &label.place {
            Place::Range(range) => Some(within(&source.text, range)),
            _ => None,
        };
        Some(Spot { path: source.path.clone(), text: source.text.clone(), range, label: &label.text })
    }
}

impl Spot<'_> {
    /// Line and column of a byte, both from 1, the column in characters.
    pub(super) fn line_column(&self, offset: usize) -> (usize, usize) {
        let text = &self.text[start_of(&self.text)..];
        line_column(text, offset - start_of(&self.text))
    }
}

/// Where the text begins: after the byte order mark, which no editor shows.
pub(super) fn start_of(text: &str) -> usize {
    if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 }
}

/// The range in whole characters of the text, without white space at its end: what is a line or more
/// often takes its line end along. What is missing at the end of a file is told of the end of what
/// is there.
fn within(text: &str, range: &Range<usize>) -> Range<usize> {
    let first = start_of(text);
    let is_boundary = |at: &usize| text.is_char_boundary(*at);
    let start = range.start.clamp(first, text.len());
    let start = (first..=start).rev().find(is_boundary).unwrap_or(first);
    let end = range.end.clamp(start, text.len());
    let end = (end..=text.len()).find(is_boundary).unwrap_or(text.len());
    let kept = text[start..end].trim_end().len();
    if kept > 0 {
        start..start + kept
    } else if text[start..].trim_end().is_empty() {
        let last = first + text[first..].trim_end().len();
        last.min(start)..last.min(start)
    } else if text[..start].ends_with('\r') && text[start..].starts_with('\n') {
        start - 1..start - 1
    } else {
        start..end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_within_the_text() {
        for (text, range, expected) in [
            ("abc\ndef\n", 0..4, 0..3),
            ("abc\ndef\n", 4..99, 4..7),
            ("abc\ndef\n", 8..8, 7..7),
            ("abc\ndef\r\n\r\n", 50..60, 7..7),
            ("abc\r\ndef", 4..4, 3..3),
            ("a  b", 1..3, 1..3),
            ("é", 1..1, 0..2),
            ("\u{FEFF}abc", 0..4, 3..4),
            ("\u{FEFF}", 0..0, 3..3),
            ("", 0..5, 0..0),
            ("\n\n", 1..1, 0..0),
        ] {
            assert_eq!(within(text, &range), expected, "{text:?} {range:?}");
        }
    }
}
