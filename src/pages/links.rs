//! Owns links that stand on many pages, to terms and sections: made once.

use super::shared::Common;
use super::view::LinkView;
use crate::route::{BaseUrl, Route};
use crate::site::{SectionId, Site, TermId};

/// Links to terms and sections.
#[derive(Clone, Debug, Default)]
pub struct Links {
    terms: Vec<Vec<Common<LinkView>>>,
    sections: Vec<Common<LinkView>>,
}

impl Links {
    /// Those of a site.
    pub fn new(site: &Site, base: &BaseUrl) -> Self {
        let known = |title: &str, route: &Route| Common::from(link(base, title, route));
        let terms = |taxonomy: &crate::site::Taxonomy| {
            taxonomy.terms.iter().map(|term| known(&term.name, &term.route)).collect()
        };
        Self {
            terms: site.taxonomies.iter().map(terms).collect(),
            sections: site.sections.iter().map(|section| known(&section.title, &section.route)).collect(),
        }
    }

    /// The link to a term.
    pub(super) fn term(&self, id: TermId) -> Option<&Common<LinkView>> {
        self.terms.get(id.taxonomy as usize)?.get(id.term as usize)
    }

    /// The link to a section.
    pub(super) fn section(&self, id: SectionId) -> Option<&Common<LinkView>> {
        self.sections.get(id.0 as usize)
    }
}

/// A link to a page of the site.
pub(super) fn link(base: &BaseUrl, title: &str, route: &Route) -> LinkView {
    LinkView { title: title.to_owned(), url: base.local(route), permalink: base.absolute(route) }
}
