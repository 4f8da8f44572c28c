//! Owns what the last build came to: which outputs belong to which inputs, and what there was to say.

use std::ops::Range;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::sealed;
use crate::diagnostic::Severity;
use crate::digest::Digest;
use crate::site::Transition;

/// The file's name in the cache.
pub(super) const NAME: &str = "stamp";

/// Inputs that come to an output folder, with no error in them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Names every input and every setting but for the build date.
    pub inputs: Digest,
    /// A build date, in seconds since 1970, at which they come to it...
    pub since: i64,
    /// ...and the first after that at which they may no longer do.
    pub until: i64,
    /// The year that pages show.
    pub year: String,
    /// Names the manifest of the output folder.
    pub manifest: Digest,
    /// Articles of the site.
    pub articles: usize,
    /// Pages and other files made.
    pub pages: usize,
    /// Files of the output folder.
    pub files: usize,
    /// The next instant at which a build comes to something else.
    pub next: Option<Transition>,
    /// What there was to say about them.
    pub said: Vec<Said>,
}

/// A diagnostic that has been settled, apart from the run in which it was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Its code.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// Its places: the file by its path as authors see it; no range for the file as a whole.
    pub labels: Vec<(String, Option<Range<usize>>, String)>,
    /// How to mend it.
    pub help: Option<String>,
}

impl Stamp {
    /// The stamp in a cache, if this very program has left one.
    pub fn load(folder: &Path, program: Digest) -> Option<Self> {
        sealed::load(&folder.join(NAME), program)
    }

    /// Puts it into a cache.
    pub fn save(&self, folder: &Path, program: Digest) {
        sealed::save(self, folder, NAME, program);
    }
}
