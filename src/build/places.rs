//! Owns turning the fields that problems are about into bytes of their files. Done at the end and for
//! problems only: nobody keeps positions of fields that are all right.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Place};
use crate::document::locate_field;
use crate::source::{FileId, Source};

/// Makes every place a range, if its file can be shown; a field that cannot be found becomes the
/// file as a whole.
pub fn settle(diagnostics: &mut [Diagnostic], show: impl Fn(FileId) -> Option<Source>) {
    let mut shown: BTreeMap<FileId, Option<Source>> = BTreeMap::new();
    for label in diagnostics.iter_mut().flat_map(|diagnostic| &mut diagnostic.labels) {
        let (path, value) = match &label.place {
            Place::Key(path) => (path, false),
            Place::Value(path) => (path, true),
            Place::Range(_) | Place::File => continue,
        };
        let source = shown.entry(label.file).or_insert_with(|| show(label.file));
        let range = source.as_ref().and_then(|source| locate_field(source, path, value));
        label.place = range.map_or(Place::File, Place::Range);
    }
}
