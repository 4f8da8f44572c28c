//! Owns finding out which texts have changed, if that is all that has.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::EDITS;
use crate::build::unchanged::Look;
use crate::cache::{Linked, Packed};
use crate::digest::Digest;
use crate::document::{self, Document};
use crate::source::FileId;
use crate::words::Words;

/// What has been edited.
pub(super) struct Edited {
    pub(super) texts: Vec<Text>,
    /// The keys of all documents.
    pub(super) keys: Vec<Digest>,
    /// The digests of files that had to be read.
    pub(super) read: BTreeMap<FileId, Digest>,
}

/// An article with another text.
pub(super) struct Text {
    /// Its place among the keys.
    pub(super) place: usize,
    pub(super) document: Document,
    pub(super) packed: Packed,
    /// What can be searched of it.
    pub(super) words: Words,
}

impl Edited {
    /// `None` if more than texts of articles has changed, or anything is wrong with one.
    pub(super) fn find(look: &Look, linked: &Linked) -> Option<Self> {
        let names = linked.names();
        let same = names.keys.len() == look.keys.len()
            && names.inputs == look.stamp.inputs
            && names.paths == look.sources.paths_digest()
            && look.inputs(&names.keys) == names.inputs;
        if !same {
            return None;
        }
        let mut edited = Self { texts: Vec::new(), keys: names.keys.clone(), read: BTreeMap::new() };
        let places: Vec<usize> =
            (0..look.keys.len()).filter(|at| look.keys[*at] != Some(names.keys[*at])).collect();
        // Files that were only touched are many after a checkout, and quickly read.
        let digest = |place: &usize| {
            let (file, _) = &look.sources.articles[*place];
            Some((*place, *file, Digest::of(look.sources.bytes(*file).ok()?)))
        };
        let read: Vec<(usize, FileId, Digest)> = places.par_iter().map(digest).collect::<Option<_>>()?;
        for (place, file, digest) in read {
            edited.read.insert(file, digest);
            if document::key(digest, &look.settings) == names.keys[place] {
                continue;
            }
            let source = look.sources.read(file).ok()?;
            // A byte order mark is no part of a text.
            edited.read.insert(file, source.digest);
            let key = document::key(source.digest, &look.settings);
            if key == names.keys[place] {
                continue;
            }
            let was_wrong = look.said.iter().flat_map(|said| &said.labels).any(|label| label.file == file);
            if was_wrong || edited.texts.len() >= EDITS {
                return None;
            }
            let read = document::read(&source, &look.settings);
            let (document, content) = read.value.filter(|_| read.diagnostics.is_empty())?;
            let packed = Packed::new(&document, &content)?;
            edited.keys[place] = key;
            edited.texts.push(Text { place, document, packed, words: content.words });
        }
        Some(edited)
    }
}
