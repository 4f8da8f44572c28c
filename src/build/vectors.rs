//! Owns seeing that every SVG file of the site can be sanitised, if the site asks for that: those that are
//! not known from earlier builds, in parallel.

use rayon::prelude::*;

use super::Prepared;
use crate::diagnostic::{Diagnostic, Place};
use crate::digest::{Digest, Hasher};
use crate::images::vector;
use crate::route::Route;
use crate::site::Asset;

impl Prepared {
    /// Whether a file is sanitised when it is published.
    pub fn is_sanitized(&self, route: &Route) -> bool {
        self.config.images.sanitize_svg && route.as_str().to_ascii_lowercase().ends_with(".svg")
    }
}

/// Names what a file comes to.
pub(super) fn key(of: Digest) -> Digest {
    Hasher::new().part("sanitized svg 1").digest(of).finish()
}

/// Tells of those that cannot be.
pub(super) fn check(prepared: &Prepared, diagnostics: &mut Vec<Diagnostic>) {
    let files: Vec<&Asset> = prepared
        .site
        .files
        .iter()
        .filter(|(route, asset)| {
            prepared.is_sanitized(route) && prepared.store.recall::<()>(key(asset.digest)).is_none()
        })
        .map(|(_, asset)| asset)
        .collect();
    let found: Vec<Diagnostic> = files
        .into_par_iter()
        .filter_map(|asset| {
            // One that cannot be read is told of when it is to be copied.
            let bytes = prepared.sources.bytes(asset.file).ok()?;
            let reason = match vector::sanitized(&bytes) {
                Ok(_) => {
                    prepared.store.remember(key(asset.digest), &(), &[]);
                    return None;
                }
                Err(reason) => reason,
            };
            let path = prepared.sources.path(asset.file);
            let message = format!("`{path}` cannot be read as SVG: {reason}");
            let diagnostic = Diagnostic::error("image/damaged", message).label(asset.file, Place::File, "");
            Some(diagnostic.help("save it anew in a drawing program"))
        })
        .collect();
    diagnostics.extend(found);
}
