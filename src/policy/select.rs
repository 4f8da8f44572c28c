//! Owns choosing: which of the site's disclaimers and calls to action apply to an article.

use super::{Policies, Selection};
use crate::config::{Conditions, Config};
use crate::diagnostic::{Diagnosed, Diagnostic, FieldPath, Place, Step, did_you_mean};
use crate::digest::Digest;
use crate::route::slugify;
use crate::site::{Article, Site};

/// Chooses for every article.
pub fn select(site: &Site, config: &Config) -> Diagnosed<Policies> {
    let mut diagnostics = Vec::new();
    let articles = site
        .articles
        .iter()
        .map(|article| Selection {
            disclaimers: disclaimers(article, site, config, &mut diagnostics),
            calls_to_action: calls_to_action(article, site, config),
        })
        .collect();
    let links = Digest::of(format!("{:?}", site.notices));
    Diagnosed::new(Policies { articles, links }, diagnostics)
}

fn disclaimers(
    article: &Article,
    site: &Site,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(usize, crate::config::DisclaimerPlacement)> {
    let wishes = &article.document.front.disclaimer;
    check_wishes(article, config, diagnostics);
    let mut chosen: Vec<usize> = Vec::new();
    for (index, disclaimer) in config.disclaimers.iter().enumerate() {
        let by_rule = !disclaimer.on_request && applies(&disclaimer.when, article, site);
        let named = |ids: &[String]| ids.contains(&disclaimer.id);
        let wanted = match &wishes.choose {
            Some(ids) => named(ids) || (by_rule && !disclaimer.droppable),
            None => by_rule,
        };
        let dropped = disclaimer.droppable && wishes.drop.iter().any(|drop| drop.id == disclaimer.id);
        let replaced = disclaimer.replaceable && article.document.written_disclaimer;
        if (wanted && !dropped && !replaced) || named(&wishes.add) {
            chosen.push(index);
        }
    }
    chosen.sort_by_key(|index| {
        let disclaimer = &config.disclaimers[*index];
        (disclaimer.placement, std::cmp::Reverse(disclaimer.priority), *index)
    });
    chosen.into_iter().map(|index| (index, config.disclaimers[index].placement)).collect()
}

/// Ids in front matter must exist, and what may not be dropped must not be.
fn check_wishes(article: &Article, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    let wishes = &article.document.front.disclaimer;
    for (id, path) in wishes.places() {
        let Some(disclaimer) = config.disclaimers.iter().find(|disclaimer| disclaimer.id == *id) else {
            let known: Vec<&str> =
                config.disclaimers.iter().map(|disclaimer| disclaimer.id.as_str()).collect();
            let help = did_you_mean(id, known.iter().copied())
                .unwrap_or_else(|| format!("disclaimers in site.toml: {}", known.join(", ")));
            let diagnostic =
                Diagnostic::error("disclaimer/unknown", format!("there is no disclaimer `{id}`"));
            diagnostics.push(diagnostic.label(article.file, Place::Value(path), "").help(help));
            continue;
        };
        if !disclaimer.droppable && wishes.drop.iter().any(|drop| drop.id == *id) {
            let diagnostic = Diagnostic::error(
                "disclaimer/mandatory",
                format!("the disclaimer `{id}` may not be dropped"),
            )
            .label(article.file, Place::Value(path), "")
            .help("site.toml has it as `droppable = false`: remove this entry");
            diagnostics.push(diagnostic);
        }
    }
}

impl crate::document::Notices {
    /// Every id that front matter names, and where.
    fn places(&self) -> Vec<(&String, FieldPath)> {
        let key = |name: &str| Step::Key(name.to_owned());
        let list = |name: &'static str, ids: &'_ [String]| -> Vec<FieldPath> {
            (0..ids.len()).map(|index| vec![key("disclaimer"), key(name), Step::Index(index)]).collect()
        };
        let chosen = self.choose.as_deref().unwrap_or_default();
        let mut places: Vec<(&String, FieldPath)> =
            chosen.iter().map(|id| (id, vec![key("disclaimer")])).collect();
        places.extend(self.add.iter().zip(list("add", &self.add)));
        for (index, drop) in self.drop.iter().enumerate() {
            places.push((&drop.id, vec![key("disclaimer"), key("drop"), Step::Index(index), key("id")]));
        }
        places
    }
}

fn calls_to_action(
    article: &Article,
    site: &Site,
    config: &Config,
) -> Vec<(usize, crate::config::CallToActionPlacement)> {
    if article.life.state.is_over() {
        return Vec::new();
    }
    let mut chosen: Vec<usize> = (0..config.calls_to_action.len())
        .filter(|index| applies(&config.calls_to_action[*index].when, article, site))
        .collect();
    chosen.sort_by_key(|index| {
        let call = &config.calls_to_action[*index];
        (call.placement, std::cmp::Reverse(call.priority), *index)
    });
    chosen.into_iter().map(|index| (index, config.calls_to_action[index].placement)).collect()
}

/// Whether any clause holds; no clause at all holds always.
fn applies(clauses: &[Conditions], article: &Article, site: &Site) -> bool {
    clauses.is_empty() || clauses.iter().any(|clause| holds(clause, article, site))
}

/// Whether an article meets every condition of a clause.
pub(super) fn holds(clause: &Conditions, article: &Article, site: &Site) -> bool {
    let front = &article.document.front;
    let any = |wanted: &[String], test: &dyn Fn(&str) -> bool| {
        wanted.is_empty() || wanted.iter().any(|value| test(value))
    };
    let folder = &site.section(article.section).folder;
    let tags = front.terms.get("tags").map(Vec::as_slice).unwrap_or_default();
    let same = |a: &str, b: &str| a == b || slugify(a) == slugify(b);
    any(&clause.section, &|wanted| {
        let wanted = wanted.trim_matches('/');
        folder == wanted || folder.strip_prefix(wanted).is_some_and(|below| below.starts_with('/'))
    }) && any(&clause.category, &|wanted| front.category.as_deref().is_some_and(|own| same(own, wanted)))
        && any(&clause.tag, &|wanted| tags.iter().any(|own| same(own, wanted)))
        && any(&clause.path, &|wanted| matches_glob(wanted, article.path.as_str()))
        && any(&clause.flag, &|wanted| front.flags.iter().any(|own| own == wanted))
}

/// `*` stands for any run of characters, `/` included.
fn matches_glob(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs() {
        for (pattern, text, expected) in [
            ("airdrops/2024-*", "airdrops/2024-aleo.md", true),
            ("airdrops/*", "security/x.md", false),
            ("*.md", "a/b.md", true),
            ("a/*/c*.md", "a/b/cd.md", true),
            ("a.md", "a.md", true),
            ("a.md", "aa.md", false),
            ("a*a.md", "a.md", false),
        ] {
            assert_eq!(matches_glob(pattern, text), expected, "{pattern} {text}");
        }
    }
}
