//! Owns the audit of a build: every page read anew, from memory or from what is about to be published.

use rayon::prelude::*;

use super::{
    Built, Obstacle, Prepared, Progress, Request, assemble_all, finish, has_errors, not_read, read, rendering,
};
use crate::audit::{self, Audit, Inspected, Wordings};
use crate::diagnostic::Diagnostic;
use crate::pages::plan::Page;

/// Makes the site in memory and audits it; `against` is the text of an earlier audit. There is no audit
/// of a site that cannot be made.
pub fn audit(
    request: &Request,
    against: Option<&str>,
    progress: &dyn Progress,
) -> Result<(Built, Option<Audit>), Obstacle> {
    let mut diagnostics = Vec::new();
    let prepared = match read(request, progress)? {
        Ok(reading) => assemble_all(&reading, request, progress, &mut diagnostics),
        Err(unread) => return Ok((not_read(request, unread), None)),
    };
    let mut made = None;
    if let Some(templates) = prepared.templates.clone().filter(|_| !has_errors(&diagnostics)) {
        progress.begin("auditing", prepared.pages.len());
        let bytes = |page: &Page| rendering::make(page, &prepared, &templates).map_err(Box::new);
        made = audit_pages(&prepared, &bytes, against, progress, &mut diagnostics);
    } else {
        rendering::try_all(&prepared, progress, &mut diagnostics);
    }
    Ok((finish(diagnostics, Some(prepared.sources), None, Default::default()), made))
}

/// Fetches the bytes of a page.
pub(super) type Bytes<'a> = &'a (dyn Fn(&Page) -> Result<Vec<u8>, Box<Diagnostic>> + Sync);

/// Audits all pages, whose bytes are given. `None` if any cannot be had.
pub(super) fn audit_pages(
    prepared: &Prepared,
    bytes: Bytes<'_>,
    against: Option<&str>,
    progress: &dyn Progress,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Audit> {
    let context = prepared.context();
    let wordings = Wordings::new(context);
    let inspected: Vec<Result<Inspected, Box<Diagnostic>>> = prepared
        .pages
        .par_iter()
        .filter(|page| audit::carries_articles(page))
        .map(|page| {
            let bytes = bytes(page)?;
            progress.step();
            Ok(audit::inspect(page, &bytes, context, &wordings))
        })
        .collect();
    let mut stands = Vec::new();
    let mut whole = true;
    for result in inspected {
        match result {
            Ok(inspected) => {
                stands.extend(inspected.shown);
                diagnostics.extend(inspected.found);
            }
            Err(diagnostic) => {
                whole = false;
                diagnostics.push(*diagnostic);
            }
        }
    }
    let path = |file| prepared.sources.path(file).to_owned();
    let mut audit = audit::gather(context, stands, &path, &|file| prepared.sources.read(file).ok());
    if let Some(earlier) = against {
        diagnostics.extend(audit::compare(&mut audit, earlier, &prepared.config));
    }
    whole.then_some(audit)
}
