//! Owns taxonomies: which terms there are, and which articles have them.

use std::collections::{BTreeMap, HashMap};

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
        let written = Written::of(site, language, config, &taxonomy.name, diagnostics);
        let (terms, held) = written.terms(config, &taxonomy.name, &route);
        let at = u32::try_from(index).unwrap_or(u32::MAX);
        for (article, number) in held {
            let id = TermId { taxonomy: at, term: number };
            let own = &mut site.article_mut(article).terms;
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

/// Every term as written.
struct Written<'a> {
    spellings: Vec<Spelling<'a>>,
    /// Articles, the newest first, each with its spellings.
    uses: Vec<(ArticleId, usize)>,
}

/// A way to write a term.
struct Spelling<'a> {
    name: &'a str,
    slug: String,
    uses: usize,
}

impl<'a> Written<'a> {
    fn of(
        site: &'a Site,
        language: LanguageId,
        config: &Config,
        taxonomy: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let (mut spellings, mut uses): (Vec<Spelling<'_>>, _) = (Vec::new(), Vec::new());
        // Only asked, never gone through.
        let mut places: HashMap<&str, usize> = HashMap::new();
        for id in site.recent_in(language) {
            let article = site.article(*id);
            for (index, name) in names_in(&article.document.front, taxonomy).into_iter().enumerate() {
                let place = *places.entry(name).or_insert_with(|| {
                    spellings.push(Spelling { name, slug: slug_of(config, taxonomy, name), uses: 0 });
                    spellings.len() - 1
                });
                if spellings[place].slug.is_empty() {
                    let message = format!("`{name}` has no letter or digit, and so no address in {taxonomy}");
                    diagnostics.push(Diagnostic::error("term/no-slug", message).label(
                        article.file,
                        item(taxonomy, index),
                        "",
                    ));
                    continue;
                }
                spellings[place].uses += 1;
                uses.push((*id, place));
            }
        }
        Self { spellings, uses }
    }

    /// The terms by slug, each with its articles, and for every use of one the article and the term's
    /// number.
    fn terms(&self, config: &Config, taxonomy: &str, route: &Route) -> (Vec<Term>, Vec<(ArticleId, u32)>) {
        let mut same: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, spelling) in self.spellings.iter().enumerate().filter(|(_, one)| !one.slug.is_empty()) {
            same.entry(&spelling.slug).or_default().push(place);
        }
        let mut terms = Vec::with_capacity(same.len());
        let mut numbers: Vec<Option<u32>> = vec![None; self.spellings.len()];
        for (slug, places) in same {
            let Some(term) = self.term(slug, &places, config, taxonomy, route) else { continue };
            places.into_iter().for_each(|place| numbers[place] = u32::try_from(terms.len()).ok());
            terms.push(term);
        }
        let numbered = self.uses.iter().filter_map(|(article, place)| Some((*article, numbers[*place]?)));
        let held: Vec<(ArticleId, u32)> = numbered.collect();
        for (article, number) in &held {
            let articles = &mut terms[*number as usize].articles;
            if articles.last() != Some(article) {
                articles.push(*article);
            }
        }
        (terms, held)
    }

    /// The term with this slug, without its articles; `places` are its spellings.
    fn term(
        &self,
        slug: &str,
        places: &[usize],
        config: &Config,
        taxonomy: &str,
        route: &Route,
    ) -> Option<Term> {
        let spellings = places.iter().map(|place| &self.spellings[*place]);
        // The spelling most in use, and the first by the alphabet among equals.
        let common = spellings.max_by(|a, b| a.uses.cmp(&b.uses).then(b.name.cmp(a.name)))?;
        let is_authors = taxonomy == "authors";
        let record = config.authors.iter().position(|author| author.id == slug).filter(|_| is_authors);
        let name = record.map_or_else(|| common.name.to_owned(), |index| config.authors[index].name.clone());
        let route = route.child(&format!("{slug}/")).ok()?;
        Some(Term { name, slug: slug.to_owned(), route, articles: Vec::new(), record })
    }
}
