//! Owns what the server knows at one moment: the site to be shown, and what is wrong with the one that
//! is being written. A state is never changed, only replaced.

use std::sync::Arc;

use serde_json::{Value, json};

use super::snapshot::Snapshot;
use crate::diagnostic::{Diagnostic, Severity};
use crate::report::human::{self, Look};
use crate::report::{sort, summary};
use crate::route::Route;
use crate::sources::Sources;

/// How many problems a page is told of; the rest is counted.
const TOLD: usize = 100;

/// How many changes are remembered for browsers that come back.
const REMEMBERED: usize = 512;

/// What the server knows.
#[derive(Clone)]
pub(super) struct State {
    /// Grows with every state.
    pub(super) version: u64,
    /// The site as it is shown: the newest without errors, or the newest if there never was one.
    pub(super) shown: Option<Arc<Snapshot>>,
    /// Whether no error is known of the site shown.
    pub(super) is_sound: bool,
    /// The last site of which every page could be made: gives the pages that the one shown cannot make.
    pub(super) good: Option<Arc<Snapshot>>,
    /// What is wrong with the site as it is on the disk.
    pub(super) problems: Arc<Problems>,
    /// Articles that were given other addresses, and the version since which.
    pub(super) moves: Arc<Vec<(u64, Route, Route)>>,
    /// Files that changed, and in which version.
    pub(super) files: Arc<Vec<(u64, Route)>>,
}

/// What is wrong, drawn for being shown in a page.
#[derive(Default)]
pub(super) struct Problems {
    /// How many errors there are.
    pub(super) errors: usize,
    /// What a page is told, as JSON.
    pub(super) json: String,
    /// By the path of the file that each is about: what is wrong.
    pub(super) by_file: Vec<(String, Value)>,
}

impl State {
    /// Nothing is known yet.
    pub(super) fn empty() -> Self {
        Self {
            version: 0,
            shown: None,
            is_sound: false,
            good: None,
            problems: Arc::default(),
            moves: Arc::default(),
            files: Arc::default(),
        }
    }
}

/// Adds to a list of changes, forgetting the oldest.
pub(super) fn remember<T: Clone>(list: &Arc<Vec<T>>, new: impl IntoIterator<Item = T>) -> Arc<Vec<T>> {
    let mut new = new.into_iter().peekable();
    if new.peek().is_none() {
        return list.clone();
    }
    let mut all: Vec<T> = list.iter().cloned().chain(new).collect();
    all.drain(..all.len().saturating_sub(REMEMBERED));
    Arc::new(all)
}

impl Problems {
    /// Draws diagnostics. Notes are left out: they are not problems.
    pub(super) fn draw(mut diagnostics: Vec<Diagnostic>, sources: &Sources) -> Self {
        diagnostics.retain(|diagnostic| diagnostic.severity != Severity::Note);
        sort(&mut diagnostics, |file| sources.path(file));
        let count =
            |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        // Those that stand against publishing come first, the rest stays by place.
        diagnostics.sort_by_key(|diagnostic| diagnostic.severity);
        let mut by_file = Vec::new();
        for diagnostic in diagnostics.iter().take(TOLD) {
            let file = diagnostic.labels.first().map(|label| sources.path(label.file).to_owned());
            let file = file.unwrap_or_default();
            let frame =
                human::draw(std::slice::from_ref(diagnostic), &|file| sources.show(file), Look::Plain);
            let severity = match diagnostic.severity {
                Severity::Error => "error",
                _ => "warning",
            };
            let value = json!({
                "severity": severity,
                "code": diagnostic.code,
                "message": diagnostic.message,
                "file": file,
                "frame": frame.trim_end(),
            });
            by_file.push((file, value));
        }
        let list: Vec<&Value> = by_file.iter().map(|(_, value)| value).collect();
        let json = json!({
            "errors": errors,
            "warnings": warnings,
            "summary": summary(errors, warnings, 0),
            "list": list,
        });
        Self { errors, json: json.to_string(), by_file }
    }
}
