//! Owns what an author may want to look over before publishing an article, beside how it looks: its
//! FAQ as it was found, what it must disclose and why, and what is wrong with it.

use serde_json::{Value, json};

use super::snapshot::Snapshot;
use super::state::State;
use crate::policy;
use crate::site::Article;

/// What there is to say about the page at `path`. Structured data and social cards are not in it: the
/// page itself has them.
pub(super) fn of(state: &State, site: &Snapshot, path: &str) -> Value {
    let article = site.article(path);
    let file = article.map(|article| site.prepared.sources.path(article.file));
    let problems: Vec<&Value> = state
        .problems
        .by_file
        .iter()
        .filter(|(of, _)| Some(of.as_str()) == file)
        .map(|(_, problem)| problem)
        .collect();
    json!({
        "file": file,
        "home": site.prepared.config.home_url.absolute(&crate::route::Route::home()),
        "base": site.prepared.config.base_url.absolute(&crate::route::Route::home()),
        "unpublished": site.unpublished(path),
        "faq": article.map(|article| faq(site, article)),
        "disclaimers": article.map(|article| disclaimers(site, article)),
        "calls_to_action": article.map(|article| calls_to_action(site, article)),
        "problems": problems,
    })
}

fn faq(site: &Snapshot, article: &Article) -> Value {
    let content = site.prepared.content(article.id);
    let entry = |(entry, owns): (&crate::markup::FaqEntry, &bool)| json!({ "question": entry.question, "answer": entry.text, "id": entry.id, "marked_up": owns });
    content.faq.iter().zip(&article.owns_question).map(entry).collect()
}

fn disclaimers(site: &Snapshot, article: &Article) -> Value {
    let prepared = &site.prepared;
    let shown = &prepared.policies.of(article.id).disclaimers;
    let entry = |(index, disclaimer): (usize, &crate::config::Disclaimer)| {
        let place = shown.iter().find(|(shown, _)| *shown == index).map(|(_, place)| *place);
        let is_shown = place.is_some();
        let why = policy::why(article, &prepared.site, disclaimer);
        let entry = json!({
            "id": disclaimer.id,
            "title": disclaimer.title,
            "placement": place.unwrap_or(disclaimer.placement).name(),
            "shown": is_shown,
            "why": why,
        });
        (is_shown || why.is_some()).then_some(entry)
    };
    prepared.config.disclaimers.iter().enumerate().filter_map(entry).collect()
}

fn calls_to_action(site: &Snapshot, article: &Article) -> Value {
    let prepared = &site.prepared;
    let shown = &prepared.policies.of(article.id).calls_to_action;
    let entry = |(index, _): &(usize, crate::config::CallToActionPlacement)| {
        let call = &prepared.config.calls_to_action[*index];
        json!({ "id": call.id, "title": call.title, "why": policy::which_rule(&call.when, article, &prepared.site) })
    };
    shown.iter().map(entry).collect()
}
