//! Owns taxonomies: which terms there are, and which articles have them.

use std::collections::BTreeMap;

use super::link::item;
use super::{ArticleId, Site, Taxonomy, Term, TermId};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::document::FrontMatter;
use crate::language::LanguageId;
use crate::route::{Route, slugify};

/// Fills the site's taxonomies and every article's terms, by taxonomy and then as written.
pub(super) fn collect(site: &mut Site, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    let languages: Vec<LanguageId> = site.tags.ids().collect();
    let all = languages.iter().flat_map(|language| config.taxonomies.iter().map(move |one| (*language, one)));
    for (index, (language, taxonomy)) in all.enumerate() {
        let Ok(route) = site.home(language).child(&format!("{}/", taxonomy.name)) else { continue };
        let written = written_terms(site, language, config, &taxonomy.name, diagnostics);
        let terms = terms_of(&written, config, &taxonomy.name, &route);
        let at = u32::try_from(index).unwrap_or(u32::MAX);
        for (article, slug, _) in &written {
            let Ok(number) = terms.binary_search_by(|term| term.slug.as_str().cmp(slug)) else { continue };
            let id = TermId { taxonomy: at, term: u32::try_from(number).unwrap_or(u32::MAX) };
            let own = &mut site.article_mut(*article).terms;
            if !own.contains(&id) {
                own.push(id);
            }
        }
        let config = index % config.taxonomies.len();
        site.taxonomies.push(Taxonomy { config, language, route, terms });
    }
}

/// What an article says under a taxonomy's key.
fn names_in<'a>(front: &'a FrontMatter, taxonomy: &str) -> Vec<&'a str> {
    match taxonomy {
        "authors" => front.authors.iter().map(String::as_str).collect(),
        "categories" => front.category.iter().map(String::as_str).collect(),
        other => front.terms.of(other).iter().map(String::as_str).collect(),
    }
}

/// Authors with a record are named by its id, which is their slug.
fn slug_of(config: &Config, taxonomy: &str, name: &str) -> String {
    let is_record = taxonomy == "authors" && config.authors.iter().any(|author| author.id == name);
    if is_record { name.to_owned() } else { slugify(name) }
}

/// Every term as written, with its slug, by article, the newest first.
fn written_terms(
    site: &Site,
    language: LanguageId,
    config: &Config,
    taxonomy: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(ArticleId, String, String)> {
    let mut written = Vec::new();
    for id in site.recent_in(language) {
        let article = site.article(*id);
        for (index, name) in names_in(&article.document.front, taxonomy).into_iter().enumerate() {
            let slug = slug_of(config, taxonomy, name);
            if slug.is_empty() {
                let message = format!("`{name}` has no letter or digit, and so no address in {taxonomy}");
                diagnostics.push(Diagnostic::error("term/no-slug", message).label(
                    article.file,
                    item(taxonomy, index),
                    "",
                ));
                continue;
            }
            written.push((*id, slug, name.to_owned()));
        }
    }
    written
}

/// The terms by slug, each with its articles.
fn terms_of(
    written: &[(ArticleId, String, String)],
    config: &Config,
    taxonomy: &str,
    route: &Route,
) -> Vec<Term> {
    let mut found: BTreeMap<&str, (BTreeMap<&str, usize>, Vec<ArticleId>)> = BTreeMap::new();
    for (article, slug, name) in written {
        let (spellings, articles) = found.entry(slug).or_default();
        *spellings.entry(name).or_default() += 1;
        if articles.last() != Some(article) {
            articles.push(*article);
        }
    }
    let is_authors = taxonomy == "authors";
    found
        .into_iter()
        .filter_map(|(slug, (spellings, articles))| {
            let record =
                if is_authors { config.authors.iter().position(|author| author.id == slug) } else { None };
            // The spelling most in use, and the first by the alphabet among equals.
            let common =
                spellings.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0))).map(|(name, _)| *name)?;
            let name = record.map_or_else(|| common.to_owned(), |index| config.authors[index].name.clone());
            let route = route.child(&format!("{slug}/")).ok()?;
            Some(Term { name, slug: slug.to_owned(), route, articles, record })
        })
        .collect()
}
