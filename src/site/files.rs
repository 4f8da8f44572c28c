//! Owns the list of files that are published as they are: those of `static/` and of the embedded
//! theme, and those beside articles.

use std::collections::BTreeMap;

use crate::digest::Digest;
use crate::route::{ContentPath, Route};
use crate::source::FileId;

/// A file that is published as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Its file, for messages and for reading it when it is published.
    pub file: FileId,
    /// Digest of its bytes.
    pub digest: Digest,
    /// Width and height in pixels, for images whose file tells.
    pub size: Option<(u32, u32)>,
}

/// All such files.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// Those of `static/` and of the theme, by where they are served.
    pub fixed: BTreeMap<Route, Asset>,
    /// Those below `content/`, by their place there. Where they are served is settled when the site
    /// is linked: a file beside an `index.md` goes with its article.
    pub content: BTreeMap<ContentPath, Asset>,
}
