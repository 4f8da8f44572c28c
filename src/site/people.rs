//! Owns who wrote what: names in front matter matched with the records of site.toml.

use std::sync::Arc;

use super::link::item;
use super::{Author, Site};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::route::slugify;

/// Fills every article's authors. With records in site.toml a name that has none is an error;
/// without any, names are taken as they are.
pub(super) fn name_authors(site: &mut Site, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    let taxonomy = config.taxonomies.iter().position(|taxonomy| taxonomy.name == "authors");
    let has_records = config.authors.iter().any(|author| !author.is_organization);
    for index in 0..site.articles.len() {
        let article = &site.articles[index];
        let mut authors = Vec::new();
        for (place, written) in article.document.front.authors.iter().enumerate() {
            let record = config.authors.iter().position(|author| author.id == *written);
            if record.is_none() && has_records {
                let known = config.authors.iter().map(|author| author.id.as_str());
                let help = did_you_mean(written, known).unwrap_or_else(|| {
                    format!("add `[authors.{}]` with a name to site.toml", slugify(written))
                });
                let diagnostic =
                    Diagnostic::error("author/unknown", format!("there is no author `{written}`"));
                diagnostics.push(diagnostic.label(article.file, item("authors", place), "").help(help));
            }
            let slug = record.map_or_else(|| slugify(written), |_| written.clone());
            let term = article
                .terms
                .iter()
                .copied()
                .find(|id| Some(id.taxonomy as usize) == taxonomy && site.term(*id).slug == slug);
            let name = record.map_or_else(|| written.clone(), |index| config.authors[index].name.clone());
            authors.push(Author { name, record, term });
        }
        Arc::make_mut(&mut site.articles[index]).authors = authors;
    }
}
