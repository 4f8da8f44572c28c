//! Owns what tells a file apart from what it was, without reading it.

use std::fs::Metadata;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

/// What the disk says about a file. Files with the same signature have the same bytes, unless they
/// changed twice within one tick of the clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    size: u64,
    /// Nanoseconds since 1970.
    modified: u64,
    /// When anything about the file last changed, where the system tells: not even a program that
    /// resets a file's time can set this one back.
    changed: u64,
    inode: u64,
}

impl Signature {
    /// Takes it from a file's metadata.
    pub fn of(metadata: &Metadata) -> Self {
        let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let modified = modified.and_then(|time| u64::try_from(time.as_nanos()).ok()).unwrap_or_default();
        #[cfg(unix)]
        let (changed, inode) = {
            use std::os::unix::fs::MetadataExt;
            let seconds = u64::try_from(metadata.ctime()).unwrap_or_default();
            let rest = u64::try_from(metadata.ctime_nsec()).unwrap_or_default();
            (seconds.saturating_mul(1_000_000_000).saturating_add(rest), metadata.ino())
        };
        #[cfg(not(unix))]
        let (changed, inode) = (0, 0);
        Self { size: metadata.len(), modified, changed, inode }
    }

    /// The last of its times, in nanoseconds since 1970.
    pub fn latest(&self) -> u64 {
        self.modified.max(self.changed)
    }
}
