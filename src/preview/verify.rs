//! Owns finding out, while nobody is waiting, whether every page of the site can be made. Pages that
//! are as they were are not tried again.

use std::collections::HashSet;

use super::snapshot::Snapshot;
use crate::build::try_page;
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;

/// How many pages are tried before looking up.
const STEP: usize = 8;

/// A template that is wrong is wrong on many pages: after so many problems the rest is taken as told.
const ENOUGH: usize = 20;

/// Knows which pages can be made.
#[derive(Default)]
pub(super) struct Verifier {
    sound: HashSet<Digest>,
}

impl Verifier {
    /// Tries every page. `None` if `is_wanted` says that there is something else to do.
    pub(super) fn verify(
        &mut self,
        snapshot: &Snapshot,
        mut is_wanted: impl FnMut() -> bool,
    ) -> Option<Vec<Diagnostic>> {
        let prepared = &snapshot.prepared;
        let Some(templates) = &prepared.templates else { return Some(Vec::new()) };
        let mut sound = HashSet::new();
        let mut found: Vec<Diagnostic> = Vec::new();
        for pages in prepared.pages.chunks(STEP) {
            if is_wanted() {
                self.sound.extend(sound);
                return None;
            }
            for page in pages {
                match try_page(page, prepared, templates, &|digest| self.sound.contains(&digest)) {
                    (_, Some(diagnostic)) if !found.contains(&diagnostic) => found.push(diagnostic),
                    (_, Some(_)) | (None, None) => {}
                    (Some(digest), None) => drop(sound.insert(digest)),
                }
            }
            if found.len() >= ENOUGH {
                break;
            }
        }
        self.sound = sound;
        Some(found)
    }
}
