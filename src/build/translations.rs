//! Owns the account of a site's translations: everything is read and linked, and nothing is made.

use super::{Built, Obstacle, Prepared, Progress, Reading, Request, finish, link, not_read, read};
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::source::FileId;
use crate::translations::{self, Account};

/// Reads and links the site, and draws up the account.
pub fn translations(
    request: &Request,
    progress: &dyn Progress,
) -> Result<(Built, Option<Account>), Obstacle> {
    let mut diagnostics = Vec::new();
    let reading = match read(request, progress)? {
        Ok(reading) => reading,
        Err(unread) => return Ok((not_read(request, unread), None)),
    };
    let Prepared { site, config, voices, sources, .. } = link(&reading, request.program, &mut diagnostics);
    let spoken: Vec<_> = voices.iter().map(|voice| (&voice.language, &voice.texts)).collect();
    let account = translations::account(&site, &config, &spoken, &|file| digest(&reading, file));
    Ok((finish(diagnostics, Some(sources), None, Default::default()), Some(account)))
}

/// What is wrong with the translations of a site that has just been linked.
pub(super) fn problems(reading: &Reading, site: &crate::site::Site) -> Vec<Diagnostic> {
    translations::problems(site, &reading.config, &|file| digest(reading, file))
}

fn digest(reading: &Reading, file: FileId) -> Option<Digest> {
    let known = reading.sources.remembered_digest(file);
    known.or_else(|| reading.sources.read(file).ok().map(|source| source.digest))
}
