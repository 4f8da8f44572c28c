//! Owns walking a folder of inputs, in a fixed order.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::Signature;

use crate::diagnostic::Diagnostic;

/// A file that was found.
pub(super) struct Found {
    /// Its path below the folder, with `/` between its parts.
    pub(super) relative: String,
    /// Where it lies.
    pub(super) disk: PathBuf,
    /// What the disk says about it.
    pub(super) signature: Signature,
}

/// All files below `root/folder`, sorted by path. Hidden files and editors' backups are left out,
/// and so are the folders in `skip`; links are followed. A folder that is not there is empty.
pub(super) fn files(
    root: &Path,
    folder: &str,
    skip: &[PathBuf],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Found> {
    let top = root.join(folder);
    if !top.is_dir() {
        return Vec::new();
    }
    let mut entries = Vec::new();
    let walk = WalkDir::new(&top).follow_links(true).min_depth(1);
    for entry in walk
        .into_iter()
        .filter_entry(|entry| !is_hidden(entry) && !skip.iter().any(|path| path == entry.path()))
    {
        match entry {
            Ok(entry) if entry.file_type().is_file() => match relative(entry.path(), &top) {
                Some(relative) => entries.push((relative, entry)),
                None => diagnostics.push(unnamable(entry.path())),
            },
            Ok(_) => {}
            Err(error) => diagnostics.push(unwalkable(&error)),
        }
    }
    entries.par_sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    entries.into_par_iter().map(|(relative, entry)| look_at(relative, entry)).collect()
}

fn look_at(relative: String, entry: DirEntry) -> Found {
    let signature = entry.metadata().map(|metadata| Signature::of(&metadata)).unwrap_or_default();
    Found { relative, disk: entry.into_path(), signature }
}

fn is_hidden(entry: &DirEntry) -> bool {
    is_hidden_name(&entry.file_name().to_string_lossy())
}

/// Whether a file or folder of this name is no input: hidden ones and editors' backups. `.well-known`
/// is the one hidden name that is meant to be published (RFC 8615).
pub fn is_hidden_name(name: &str) -> bool {
    (name.starts_with('.') && name != ".well-known") || name.ends_with('~') || name == "Thumbs.db"
}

fn relative(path: &Path, top: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> =
        path.strip_prefix(top).ok()?.components().map(|part| part.as_os_str().to_str()).collect();
    Some(parts?.join("/"))
}

fn unnamable(path: &Path) -> Diagnostic {
    let message = format!("the name of `{}` is not UTF-8", path.to_string_lossy());
    Diagnostic::error("source/unsafe-name", message).help("rename the file")
}

fn unwalkable(error: &walkdir::Error) -> Diagnostic {
    let path = error.path().map(|path| path.to_string_lossy().into_owned()).unwrap_or_default();
    if error.loop_ancestor().is_some() {
        let message = format!("`{path}` is a link to a folder that it lies in");
        return Diagnostic::error("source/loop", message).help("remove the link");
    }
    let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
    Diagnostic::error("source/unreadable", format!("cannot read `{path}`: {reason}"))
}
