//! Owns which articles were put right or retracted, and whether a site has a page that tells.

use super::{Article, Site};
use crate::document::{Revision, RevisionKind};
use crate::language::LanguageId;
use crate::route::Route;

impl Article {
    /// What of it was put right, or that it was retracted.
    pub fn corrections(&self) -> impl Iterator<Item = &Revision> {
        let keys = self.document.front.life.as_deref().filter(|_| self.life.state.is_indexed());
        let is_one = |revision: &&Revision| {
            matches!(revision.kind, RevisionKind::Correction | RevisionKind::Retraction)
        };
        keys.into_iter().flat_map(|keys| &keys.revisions).filter(is_one)
    }
}

/// Finds out in which languages there is a page of corrections: where there are any, and no page of the
/// site's own at its address.
pub(super) fn find_pages(site: &mut Site) {
    for language in site.tags.ids() {
        site.languages[language.index()].corrections = page(site, language);
    }
}

fn page(site: &Site, language: LanguageId) -> Option<Route> {
    let mut own = site.articles.iter().filter(|article| article.language == language);
    if !own.any(|article| article.corrections().next().is_some()) {
        return None;
    }
    let route = site.home(language).child("corrections/").ok()?;
    let taken = site.sections.iter().any(|section| section.route == route)
        || site.articles.iter().any(|article| article.route == route);
    (!taken).then_some(route)
}
