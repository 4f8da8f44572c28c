//! Owns where the bulk of articles lies while it is not being rendered: on the disk, but for the few
//! that have just been edited.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::cache::{Cache, KnownFiles, Packed};
use crate::digest::Digest;
use crate::document::Content;
use crate::words::Words;

/// How many readings of many files are kept apart before they are put together.
const LAYERS: usize = 6;

/// How many edited articles are kept in memory before they are put on the disk.
const EDITED: usize = 128;

/// Bodies of articles, by the key of their document.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// The newest first.
    layers: Vec<Arc<Layer>>,
    edited: BTreeMap<Digest, Arc<Content>>,
}

/// What one reading of many files has put aside.
#[derive(Debug)]
pub(super) struct Layer {
    pub(super) cache: Cache,
    /// Documents with problems: read again next time, so that no problem is ever forgotten.
    pub(super) unclean: Cache,
}

impl Layer {
    fn packed(&self, key: Digest) -> Option<Packed> {
        self.cache.packed_content(key).or_else(|| self.unclean.packed_content(key))
    }
}

impl Contents {
    /// The bulk of the article with this key; `None` if it was damaged while it lay on the disk.
    pub fn get(&self, key: Digest) -> Option<Arc<Content>> {
        if let Some(content) = self.edited.get(&key) {
            return Some(content.clone());
        }
        let from = |layer: &Arc<Layer>| layer.cache.content(key).or_else(|| layer.unclean.content(key));
        self.layers.iter().find_map(from).map(Arc::new)
    }

    /// The words of the article with this key; `None` as with [`get`](Self::get).
    pub fn words(&self, key: Digest) -> Option<Words> {
        if let Some(content) = self.edited.get(&key) {
            return Some(content.words.clone());
        }
        let from = |layer: &Arc<Layer>| layer.cache.words(key).or_else(|| layer.unclean.words(key));
        self.layers.iter().find_map(from)
    }

    /// With what another reading of many files has put aside.
    pub(super) fn with_layer(&self, layer: Layer) -> Self {
        let layers = std::iter::once(Arc::new(layer)).chain(self.layers.iter().cloned()).collect();
        Self { layers, edited: self.edited.clone() }
    }

    /// With one edited article more.
    pub(super) fn with(&self, key: Digest, content: Content) -> Self {
        let mut edited = self.edited.clone();
        edited.insert(key, Arc::new(content));
        Self { layers: self.layers.clone(), edited }
    }

    /// Puts together what lies in too many places, leaving out what is no longer `used`. The oldest
    /// layer, which has most of it, is left as it is.
    pub(super) fn tidied(self, used: impl FnOnce() -> BTreeSet<Digest>, program: Digest) -> Self {
        if self.layers.len() <= LAYERS && self.edited.len() <= EDITED {
            return self;
        }
        let mut cache = Cache::read_only(None, program);
        let newer = &self.layers[..self.layers.len().saturating_sub(1)];
        let packed = |key| match self.edited.get(&key) {
            Some(content) => Packed::of_content(key, content),
            None => newer.iter().find_map(|layer| layer.packed(key)),
        };
        used().into_iter().filter_map(packed).for_each(|packed| cache.put(&[packed]));
        let mut unclean = Cache::read_only(None, program);
        for cache in [&mut cache, &mut unclean] {
            cache.close(BTreeSet::new(), KnownFiles::default(), program);
        }
        let merged = Arc::new(Layer { cache, unclean });
        let layers = std::iter::once(merged).chain(self.layers.last().cloned()).collect();
        Self { layers, edited: BTreeMap::new() }
    }
}
