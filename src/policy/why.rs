//! Owns saying in words why a disclaimer or a call to action applies to an article, or why not.

use super::select::holds;
use crate::config::{Conditions, Disclaimer};
use crate::site::{Article, Site};

/// Why an article shows a disclaimer, or why it does not although a rule or its front matter speaks of
/// it. `None` if nothing does.
pub fn why(article: &Article, site: &Site, disclaimer: &Disclaimer) -> Option<String> {
    let wishes = &article.document.front.disclaimer;
    let named = |ids: &[String]| ids.contains(&disclaimer.id);
    if named(&wishes.add) {
        return Some("front matter adds it".to_owned());
    }
    let rule = (!disclaimer.on_request).then(|| which_rule(&disclaimer.when, article, site)).flatten();
    let chosen = wishes.choose.as_deref().map(named);
    let reason = match (chosen, rule) {
        (Some(true), _) => "front matter chooses it".to_owned(),
        (Some(false), Some(_)) if disclaimer.droppable => {
            return Some("left out: front matter chooses others".to_owned());
        }
        (_, Some(rule)) => rule,
        (_, None) => return None,
    };
    let dropped = wishes.drop.iter().find(|drop| drop.id == disclaimer.id && disclaimer.droppable);
    if let Some(dropped) = dropped {
        return Some(format!("left out: front matter drops it (“{}”)", dropped.reason));
    }
    if disclaimer.replaceable && article.document.written_disclaimer {
        return Some("left out: the text has a disclaimer of its own, which stands in for it".to_owned());
    }
    Some(reason)
}

/// Which clause of a rule an article meets, in the words of site.toml; `None` if it meets none.
pub fn which_rule(clauses: &[Conditions], article: &Article, site: &Site) -> Option<String> {
    if clauses.is_empty() {
        return Some("it applies to every article".to_owned());
    }
    let (at, clause) = clauses.iter().enumerate().find(|(_, clause)| holds(clause, article, site))?;
    let conditions = [
        ("section", &clause.section),
        ("category", &clause.category),
        ("tag", &clause.tag),
        ("path", &clause.path),
        ("flag", &clause.flag),
    ];
    let named = conditions.iter().filter(|(_, values)| !values.is_empty());
    let words: Vec<String> = named.map(|(key, values)| format!("{key} = {values:?}")).collect();
    let number = if clauses.len() > 1 { format!(" {}", at + 1) } else { String::new() };
    Some(format!("rule{number} of site.toml: {}", words.join(" and ")))
}
