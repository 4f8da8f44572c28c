//! Owns telling that a rule speaks of something that is not there: a category that was renamed, a
//! section that has moved. What is not to be published yet counts.

use std::collections::BTreeSet;

use crate::config::{Conditions, Config, Level, matches_glob};
use crate::diagnostic::{Diagnostic, Place, Step};
use crate::document::Document;
use crate::route::{ContentPath, slugify};
use crate::source::SITE_TOML;

/// Looks for rules that no article can meet. `articles` are all there are, drafts included.
pub fn check_rules<'a>(
    articles: impl Iterator<Item = (&'a ContentPath, &'a Document)>,
    config: &Config,
) -> Vec<Diagnostic> {
    if config.disclaimers.iter().all(|disclaimer| disclaimer.when.is_empty()) {
        return Vec::new();
    }
    let mut words = Words::default();
    for (path, document) in articles {
        words.categories.extend(document.front.category.as_deref());
        words.tags.extend(document.front.terms.of("tags").iter().map(String::as_str));
        words.paths.push(path.as_str());
    }
    let words = words.finished();
    let mut found = Vec::new();
    for disclaimer in &config.disclaimers {
        for (at, clause) in disclaimer.when.iter().enumerate() {
            for (key, index, name) in words.strangers(clause) {
                let message = format!("`{}` is for the {key} `{name}`, and no article has it", disclaimer.id);
                let diagnostic = match disclaimer.level {
                    Level::Mandatory => Diagnostic::error("disclaimer/rule", message),
                    _ => Diagnostic::warning("disclaimer/rule", message),
                };
                let mut path = disclaimer.field.clone();
                path.extend([
                    Step::Key("when".to_owned()),
                    Step::Index(at),
                    Step::Key(key.to_owned()),
                    Step::Index(index),
                ]);
                let help = format!("if the {key} has another name now, say so here; else remove it");
                found.push(diagnostic.label(SITE_TOML, Place::Value(path), "").help(help));
            }
        }
    }
    found
}

#[derive(Default)]
struct Words<'a> {
    categories: BTreeSet<&'a str>,
    tags: BTreeSet<&'a str>,
    paths: Vec<&'a str>,
}

struct Finished<'a> {
    categories: BTreeSet<String>,
    tags: BTreeSet<String>,
    paths: Vec<&'a str>,
}

impl<'a> Words<'a> {
    fn finished(self) -> Finished<'a> {
        let slugs = |words: BTreeSet<&str>| words.into_iter().map(slugify).collect();
        Finished { categories: slugs(self.categories), tags: slugs(self.tags), paths: self.paths }
    }
}

impl Finished<'_> {
    /// Values of a clause that nothing answers to: key, place in its list, name.
    fn strangers<'c>(&self, clause: &'c Conditions) -> Vec<(&'static str, usize, &'c str)> {
        let below = |wanted: &str| {
            let wanted = wanted.trim_matches('/');
            wanted.is_empty()
                || self
                    .paths
                    .iter()
                    .any(|path| path.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('/')))
        };
        let sections = clause.section.iter().enumerate().filter(|(_, name)| !below(name));
        let categories =
            clause.category.iter().enumerate().filter(|(_, term)| !self.categories.contains(&term.slug));
        let tags = clause.tag.iter().enumerate().filter(|(_, term)| !self.tags.contains(&term.slug));
        let met = |pattern: &str| self.paths.iter().any(|path| matches_glob(pattern, path));
        let paths = clause.path.iter().enumerate().filter(|(_, pattern)| !met(pattern));
        let mut all: Vec<_> = sections.map(|(at, name)| ("section", at, name.as_str())).collect();
        all.extend(categories.map(|(at, term)| ("category", at, term.name.as_str())));
        all.extend(tags.map(|(at, term)| ("tag", at, term.name.as_str())));
        all.extend(paths.map(|(at, pattern)| ("path", at, pattern.as_str())));
        all
    }
}
