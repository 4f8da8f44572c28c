//! Owns what is the same in several languages: articles and sections by the path of the original, terms by
//! their slug, series by the articles that they share.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Article, ArticleId, InLanguage, Section, SectionId, Site, TermId};
use crate::config::Config;
use crate::language::{LanguageId, Tags};
use crate::route::{ContentPath, Route};

/// Fills the translations of articles.
pub(super) fn of_articles(articles: &mut [Arc<Article>], tags: &Tags) {
    if !tags.several() {
        return;
    }
    let mut same: BTreeMap<ContentPath, Vec<(LanguageId, ArticleId)>> = BTreeMap::new();
    for article in articles.iter() {
        same.entry(article.plain_path().clone()).or_default().push((article.language, article.id));
    }
    for mut ids in same.into_values().filter(|ids| ids.len() > 1) {
        ids.sort_unstable();
        for (_, id) in &ids {
            let others = ids.iter().map(|(_, other)| *other).filter(|other| other != id).collect();
            Arc::make_mut(&mut articles[id.0 as usize]).translations = others;
        }
    }
}

/// Fills the translations of sections, and what the original of each says.
pub(super) fn of_sections(sections: &mut [Section], tags: &Tags) {
    if !tags.several() {
        return;
    }
    let mut same: BTreeMap<String, Vec<(LanguageId, SectionId)>> = BTreeMap::new();
    for section in sections.iter() {
        same.entry(section.folder.clone()).or_default().push((section.language, section.id));
    }
    for mut ids in same.into_values() {
        ids.sort_unstable();
        let (language, first) = ids[0];
        let original =
            sections[first.0 as usize].document.clone().filter(|_| language == LanguageId::DEFAULT);
        for (_, id) in &ids {
            let section = &mut sections[id.0 as usize];
            section.translations = ids.iter().map(|(_, other)| *other).filter(|other| other != id).collect();
            if let Some((_, document)) = original.clone().filter(|_| *id != first) {
                if section.document.is_none() && section.parent.is_some() {
                    section.title.clone_from(&document.matter.title);
                }
                section.original = Some(document);
            }
        }
    }
}

/// What there is in each language, as far as it is known before terms and series are.
pub(super) fn languages(recent: &[ArticleId], articles: &[Arc<Article>], config: &Config) -> Vec<InLanguage> {
    let one = |id: LanguageId| InLanguage {
        home: config.home(id),
        recent: recent.iter().copied().filter(|other| articles[other.0 as usize].language == id).collect(),
        corrections: None,
        routes: BTreeMap::new(),
    };
    config.tags().ids().map(one).collect()
}

/// Finds out where each language has what lies elsewhere in the default one.
pub(super) fn find_routes(site: &mut Site) {
    for index in 1..site.languages.len() {
        let language = LanguageId(u8::try_from(index).unwrap_or(u8::MAX));
        let mut routes =
            BTreeMap::from([(site.home(LanguageId::DEFAULT).clone(), site.home(language).clone())]);
        let mut put = |from: &Route, to: Option<&Route>| {
            routes.extend(to.map(|to| (from.clone(), to.clone())));
        };
        let is_default = |language| language == LanguageId::DEFAULT;
        for article in site.articles.iter().filter(|article| is_default(article.language)) {
            put(&article.route, site.article_in(article.id, language).map(|id| &site.article(id).route));
        }
        for section in site.sections.iter().filter(|section| is_default(section.language)) {
            put(&section.route, site.section_in(section.id, language).map(|id| &site.section(id).route));
        }
        for (taxonomy, at) in site.taxonomies.iter().zip(0u32..).filter(|(one, _)| is_default(one.language)) {
            put(
                &taxonomy.route,
                site.taxonomy_in(at as usize, language).map(|at| &site.taxonomies[at].route),
            );
            for (term, number) in taxonomy.terms.iter().zip(0u32..) {
                let id = TermId { taxonomy: at, term: number };
                put(&term.route, site.term_in(id, language).map(|id| &site.term(id).route));
            }
        }
        for (at, series) in site.series.iter().enumerate().filter(|(_, series)| is_default(series.language)) {
            put(&series.route, site.series_in(at, language).map(|at| &site.series[at].route));
        }
        site.languages[index].routes = routes;
    }
}

impl Site {
    /// The front page of a language.
    pub fn home(&self, language: LanguageId) -> &Route {
        &self.languages[language.index()].home
    }

    /// The root of the sections in a language.
    pub fn root(&self, language: LanguageId) -> &Section {
        self.section(SectionId(u32::from(language.0)))
    }

    /// The articles in a language that lists have, the newest first.
    pub fn recent_in(&self, language: LanguageId) -> &[ArticleId] {
        &self.languages[language.index()].recent
    }

    /// An article in a language.
    pub fn article_in(&self, id: ArticleId, language: LanguageId) -> Option<ArticleId> {
        let article = self.article(id);
        let all = std::iter::once(id).chain(article.translations.iter().copied());
        all.into_iter().find(|id| self.article(*id).language == language)
    }

    /// A section in a language.
    pub fn section_in(&self, id: SectionId, language: LanguageId) -> Option<SectionId> {
        let section = self.section(id);
        let all = std::iter::once(id).chain(section.translations.iter().copied());
        all.into_iter().find(|id| self.section(*id).language == language)
    }

    /// A taxonomy in a language, if it has any terms there; both are indices.
    pub fn taxonomy_in(&self, taxonomy: usize, language: LanguageId) -> Option<usize> {
        let config = self.taxonomies[taxonomy].config;
        let is_it = |other: &super::Taxonomy| other.config == config && other.language == language;
        self.taxonomies.iter().position(is_it).filter(|at| !self.taxonomies[*at].terms.is_empty())
    }

    /// The term of the same name in a language.
    pub fn term_in(&self, id: TermId, language: LanguageId) -> Option<TermId> {
        let at = self.taxonomy_in(id.taxonomy as usize, language)?;
        let slug = self.term(id).slug.as_str();
        let term = self.taxonomies[at].terms.binary_search_by(|term| term.slug.as_str().cmp(slug)).ok()?;
        Some(TermId { taxonomy: u32::try_from(at).ok()?, term: u32::try_from(term).ok()? })
    }

    /// The series that has translations of a series' articles; both are indices.
    pub fn series_in(&self, series: usize, language: LanguageId) -> Option<usize> {
        if self.series[series].language == language {
            return Some(series);
        }
        let of = |id: &ArticleId| Some(self.article(self.article_in(*id, language)?).series?.0);
        self.series[series].articles.iter().find_map(of)
    }

    /// Where a language has what lies at an address in the default one; the address itself if that is
    /// nowhere.
    pub fn route_in(&self, route: &Route, language: LanguageId) -> Route {
        let routes = &self.languages[language.index()].routes;
        if let Some(found) = routes.get(route) {
            return found.clone();
        }
        // A feed, or the page for searching.
        let (folder, name) = route.as_str().trim_end_matches('/').rsplit_once('/').unwrap_or_default();
        let folder = Route::new(&format!("{folder}/")).ok();
        let made = name.ends_with(".xml") || ["feed.json", "search", "corrections"].contains(&name);
        let end = if route.as_str().ends_with('/') { "/" } else { "" };
        let child = folder
            .filter(|_| made)
            .and_then(|folder| routes.get(&folder)?.child(&format!("{name}{end}")).ok());
        child.filter(|_| name != "sitemap.xml").unwrap_or_else(|| route.clone())
    }
}
