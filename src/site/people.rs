//! Owns who wrote what, and who looked it over: names in front matter matched with the records of
//! site.toml.

use std::sync::Arc;

use rayon::prelude::*;

use super::link::item;
use super::{Article, Author, Site, TermId};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::language::LanguageId;
use crate::route::slugify;
use crate::share;

/// Fills every article's authors and reviewers. With records in site.toml a name that has none is an
/// error; without any, names are taken as they are.
pub(super) fn name_authors(site: &mut Site, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    let names = Names {
        config,
        taxonomy: config.taxonomies.iter().position(|taxonomy| taxonomy.name == "authors"),
        has_records: config.authors.iter().any(|author| !author.is_organization),
    };
    let one = |article: &Arc<Article>| names.of(site, article);
    let named: Vec<Named> = site.articles.par_iter().with_max_len(share::ARTICLES).map(one).collect();
    for (article, Named { authors, reviewers, diagnostics: found }) in site.articles.iter_mut().zip(named) {
        let article = Arc::make_mut(article);
        article.authors = authors;
        article.life.reviewers = reviewers;
        diagnostics.extend(found);
    }
}

/// Those whom an article names.
struct Named {
    authors: Vec<Author>,
    reviewers: Vec<Author>,
    diagnostics: Vec<Diagnostic>,
}

struct Names<'a> {
    config: &'a Config,
    /// Index of the taxonomy of authors.
    taxonomy: Option<usize>,
    has_records: bool,
}

impl Names<'_> {
    fn is_of_authors(&self, site: &Site, id: TermId) -> bool {
        Some(site.taxonomies[id.taxonomy as usize].config) == self.taxonomy
    }

    fn of(&self, site: &Site, article: &Article) -> Named {
        let mut diagnostics = Vec::new();
        let own = |slug: &str| {
            let is_it = |id: &TermId| self.is_of_authors(site, *id) && site.term(*id).slug == slug;
            article.terms.iter().copied().find(is_it)
        };
        let written = &article.document.front.authors;
        let authors = self.all(article, "authors", written, &own, &mut diagnostics);
        let keys = article.document.front.life.as_deref();
        let reviewers = keys.map_or_else(Vec::new, |keys| {
            let any = |slug: &str| self.term(site, article.language, slug);
            self.all(article, "reviewed_by", &keys.reviewed_by, &any, &mut diagnostics)
        });
        Named { authors, reviewers, diagnostics }
    }

    /// Those whom a list of front matter names; `term` finds their pages by slug.
    fn all(
        &self,
        article: &Article,
        key: &str,
        written: &[String],
        term: &dyn Fn(&str) -> Option<TermId>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Author> {
        let mut authors = Vec::with_capacity(written.len());
        for (place, written) in written.iter().enumerate() {
            let record = self.config.authors.iter().position(|author| author.id == *written);
            if record.is_none() && self.has_records {
                let diagnostic =
                    Diagnostic::error("author/unknown", format!("there is no author `{written}`"));
                diagnostics
                    .push(diagnostic.label(article.file, item(key, place), "").help(self.advice(written)));
            }
            let slug = record.map_or_else(|| slugify(written), |_| written.clone());
            let name =
                record.map_or_else(|| written.clone(), |index| self.config.authors[index].name.clone());
            authors.push(Author { name, record, term: term(&slug) });
        }
        authors
    }

    fn advice(&self, written: &str) -> String {
        let known = self.config.authors.iter().map(|author| author.id.as_str());
        did_you_mean(written, known)
            .unwrap_or_else(|| format!("add `[authors.{}]` with a name to site.toml", slugify(written)))
    }

    /// The page of somebody who has written something, whatever it is.
    fn term(&self, site: &Site, language: LanguageId, slug: &str) -> Option<TermId> {
        let (index, taxonomy) =
            site.taxonomies.iter().enumerate().find(|(_, taxonomy)| {
                Some(taxonomy.config) == self.taxonomy && taxonomy.language == language
            })?;
        let term = taxonomy.terms.binary_search_by(|term| term.slug.as_str().cmp(slug)).ok()?;
        Some(TermId { taxonomy: u32::try_from(index).ok()?, term: u32::try_from(term).ok()? })
    }
}
