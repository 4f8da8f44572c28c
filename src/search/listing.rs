//! Owns what is shown of articles that were found, and what they can be filtered by.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Plan;
use crate::config::Config;
use crate::language::Language;
use crate::site::{Article, ArticleId, Site};

/// Longest summary, in characters.
const SUMMARY: usize = 200;

/// The bytes of `articles-N.json`: a list for each article of title, address, summary, day, section,
/// authors and status.
pub fn articles(ids: &[ArticleId], site: &Site, config: &Config, language: &Language) -> Vec<u8> {
    let list: Vec<Value> = ids.iter().map(|id| article(site.article(*id), site, config, language)).collect();
    Value::from(list).to_string().into_bytes()
}

fn article(article: &Article, site: &Site, config: &Config, language: &Language) -> Value {
    let document = &article.document;
    let section = site.section(article.section);
    let section = section.parent.map_or("", |_| &section.title);
    let authors: Vec<&str> = article.authors.iter().map(|author| author.name.as_str()).collect();
    let url = config.base_url.local(&article.route);
    let summary = shortened(document.summary());
    json!([
        document.front.title,
        url,
        summary,
        article.date.day(),
        section,
        authors,
        article.life.state.word().map(|word| language.text(word)).unwrap_or_default()
    ])
}

fn shortened(text: &str) -> String {
    let Some((cut, _)) = text.char_indices().nth(SUMMARY) else { return text.to_owned() };
    let kept = &text[..cut];
    let word = kept.rfind(' ').filter(|at| *at > cut / 2).unwrap_or(cut);
    format!("{}…", kept[..word].trim_end_matches(|c: char| !c.is_alphanumeric()))
}

/// The values of an article, each with the filter it belongs to. A section has also the articles of
/// those below it.
pub(super) fn values(site: &Site, id: ArticleId) -> Vec<(&'static str, String)> {
    labelled(site, id, None).into_iter().map(|(filter, value, _)| (filter, value)).collect()
}

/// The same, each with its name; states have theirs in a language.
fn labelled(site: &Site, id: ArticleId, language: Option<&Language>) -> Vec<(&'static str, String, String)> {
    let article = site.article(id);
    let mut values = Vec::new();
    for section in site.ancestry(article.section).into_iter().skip(1).map(|id| site.section(id)) {
        values.push(("section", section.folder.clone(), section.title.clone()));
    }
    for tag in article.document.front.terms.of("tags") {
        values.push(("tag", crate::route::slugify(tag), tag.clone()));
    }
    for author in &article.authors {
        values.push(("author", crate::route::slugify(&author.name), author.name.clone()));
    }
    if let Some(word) = article.life.state.word() {
        let label = language.map_or("", |language| language.text(word));
        values.push(("status", article.life.state.name().to_owned(), label.to_owned()));
    }
    let mut seen: Vec<(&str, String)> = Vec::new();
    values.retain(|(filter, value, _)| {
        let own = (*filter, value.clone());
        let is_new = !seen.contains(&own);
        seen.push(own);
        is_new
    });
    values
}

/// The bytes of `filters.json`: for each filter its values, each with its name and how many articles it
/// has. A filter with one value only is none.
pub fn filters(plan: &Plan, site: &Site, language: &Language) -> Vec<u8> {
    let mut filters: BTreeMap<&str, BTreeMap<String, (String, usize)>> = BTreeMap::new();
    for id in &plan.articles {
        for (filter, value, label) in labelled(site, *id, Some(language)) {
            filters.entry(filter).or_default().entry(value).or_insert((label, 0)).1 += 1;
        }
    }
    let list = |values: BTreeMap<String, (String, usize)>| -> Value {
        let mut values: Vec<_> =
            values.into_iter().map(|(value, (label, count))| (label, value, count)).collect();
        values.sort_by_cached_key(|(label, value, _)| (label.to_lowercase(), value.clone()));
        values.into_iter().map(|(label, value, count)| json!([value, label, count])).collect()
    };
    let filters: serde_json::Map<_, _> = filters
        .into_iter()
        .filter(|(filter, values)| values.len() > 1 || *filter == "status")
        .map(|(filter, values)| (filter.to_owned(), list(values)))
        .collect();
    Value::from(filters).to_string().into_bytes()
}
