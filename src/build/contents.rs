//! Owns where the bulk of articles lies while it is not being rendered: on the disk, but for the few
//! that have just been edited.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::cache::Cache;
use crate::digest::Digest;
use crate::document::Content;

/// How many readings of many files are kept apart. What only older ones have is read again from its
/// source when it is asked for.
const LAYERS: usize = 6;

/// How many edited articles are kept in memory.
const EDITED: usize = 256;

/// Bodies of articles, by the key of their document.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// The newest first.
    layers: Vec<Arc<Layer>>,
    edited: BTreeMap<Digest, Arc<Content>>,
}

/// What one reading of all files has put aside.
#[derive(Debug)]
pub(super) struct Layer {
    pub(super) cache: Cache,
    /// Documents with problems: read again next time, so that no problem is ever forgotten.
    pub(super) unclean: Cache,
}

impl Contents {
    /// The bulk of the article with this key; `None` if it is no longer there, or was damaged while
    /// it lay on the disk.
    pub fn get(&self, key: Digest) -> Option<Arc<Content>> {
        if let Some(content) = self.edited.get(&key) {
            return Some(content.clone());
        }
        let from = |layer: &Arc<Layer>| layer.cache.content(key).or_else(|| layer.unclean.content(key));
        self.layers.iter().find_map(from).map(Arc::new)
    }

    /// With what another reading of all files has put aside.
    pub(super) fn with_layer(&self, layer: Layer) -> Self {
        let layers = std::iter::once(Arc::new(layer)).chain(self.layers.iter().cloned());
        Self { layers: layers.take(LAYERS).collect(), edited: self.edited.clone() }
    }

    /// With one edited article more.
    pub(super) fn with(&self, key: Digest, content: Content) -> Self {
        let mut edited = if self.edited.len() < EDITED { self.edited.clone() } else { BTreeMap::new() };
        edited.insert(key, Arc::new(content));
        Self { layers: self.layers.clone(), edited }
    }
}
