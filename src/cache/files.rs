//! Owns what is known of input files without reading them: the digest that a file had when its size,
//! times and place on the disk were such and such.
//!
//! As git's index does, nothing is believed of a file that changed about when this was written: it
//! may have changed again within one tick of the clock.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::sealed;
use crate::digest::Digest;
use crate::sources::Signature;

/// The file's name in the cache.
pub(super) const NAME: &str = "files";

/// The coarsest clock that a file system in use here has.
const TICK: Duration = Duration::from_millis(20);

/// What is known of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownFile {
    /// What the disk said about it.
    pub signature: Signature,
    /// Digest of its bytes.
    pub digest: Digest,
    /// Width and height, for an image that tells.
    pub size: Option<(u32, u32)>,
}

/// What is known of files, by their path as authors see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownFiles {
    files: BTreeMap<String, KnownFile>,
    /// When this was written, in nanoseconds since 1970.
    written: u64,
}

impl KnownFiles {
    /// What is known of these files.
    pub fn new(files: BTreeMap<String, KnownFile>) -> Self {
        Self { files, written: 0 }
    }

    /// What is known of a file, if it is as it was.
    pub fn get(&self, path: &str, signature: Signature) -> Option<KnownFile> {
        let known = *self.files.get(path)?;
        (known.signature == signature
            && signature != Signature::default()
            && signature.latest() < self.written)
            .then_some(known)
    }

    /// Learns what a file has turned out to be.
    pub fn learn(&mut self, path: &str, signature: Signature, digest: Digest) {
        if let Some(known) = self.files.get_mut(path) {
            (known.signature, known.digest) = (signature, digest);
        }
    }

    /// Whether it is worth writing down.
    pub(super) fn differs_from(&self, old: &Self) -> bool {
        self.files != old.files || self.files.values().any(|file| file.signature.latest() >= old.written)
    }

    /// What a cache says of files, if this very program has left it.
    pub fn load(folder: &Path, program: Digest) -> Self {
        let path = folder.join(NAME);
        Self::try_load(&path, program).unwrap_or_default()
    }

    fn try_load(path: &Path, program: Digest) -> Option<Self> {
        let files = sealed::load(path, program)?;
        let written = fs::metadata(path).ok()?.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        let written = u64::try_from(written.saturating_sub(TICK).as_nanos()).ok()?;
        Some(Self { files, written })
    }

    /// Writes it down; if that fails, the next build reads files that it need not have.
    pub(super) fn save(&self, folder: &Path, program: Digest) {
        sealed::save(&self.files, folder, NAME, program);
    }
}
