//! Owns what an author may want to look over before publishing an article, beside how it looks: its
//! FAQ as it was found, what it must disclose and why, and what is wrong with it.

use serde_json::{Value, json};

use super::snapshot::Snapshot;
use super::state::State;
use crate::audit;
use crate::config::Sponsorship;
use crate::markup::{Chunk, FaqEntry};
use crate::policy::{self, Facts, Verdict};
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
        "sponsorship": article.map(|article| site.prepared.policies.of(article.id).sponsorship.name()),
        "disclaimers": article.map(|article| disclaimers(site, article)),
        "calls_to_action": article.map(|article| calls_to_action(site, article)),
        "problems": problems,
    })
}

fn faq(site: &Snapshot, article: &Article) -> Value {
    let content = site.prepared.content(article.id);
    let entry = |(entry, owns): (&FaqEntry, &bool)| {
        let html = |chunk| if let Chunk::Html(html) = chunk { Some(html) } else { None };
        let html: String = entry.answer.chunks().filter_map(html).collect();
        json!({
            "question": entry.question,
            "answer": audit::text_of(&html),
            "id": entry.id,
            "marked_up": owns,
        })
    };
    content.faq.iter().zip(&article.owns_question).map(entry).collect()
}

fn disclaimers(site: &Snapshot, article: &Article) -> Value {
    let prepared = &site.prepared;
    let (config, linked) = (&prepared.config, &prepared.site);
    let selection = prepared.policies.of(article.id);
    let facts = Facts::of(article, linked, config, selection.sponsorship);
    let entry = |verdict: &Verdict<'_>| {
        let disclaimer = &config.disclaimers[verdict.disclaimer];
        let shown: Vec<_> =
            selection.disclaimers.iter().filter(|shown| shown.disclaimer == verdict.disclaimer).collect();
        let why = match verdict.left_out {
            Some(left_out) => policy::left_out(left_out, config, linked),
            None => policy::because(verdict.because, &disclaimer.when, linked),
        };
        let places = if shown.is_empty() {
            &disclaimer.placement
        } else {
            &shown.iter().map(|shown| shown.placement).collect()
        };
        json!({
            "id": disclaimer.id,
            "title": disclaimer.title,
            "level": disclaimer.level.name(),
            "action": disclaimer.action.name(),
            "version": shown.first().map(|shown| &disclaimer.versions[shown.version].name),
            "placement": places.iter().map(|place| place.name()).collect::<Vec<_>>(),
            "shown": !shown.is_empty(),
            "why": why,
        })
    };
    policy::verdicts(&facts, config).iter().map(entry).collect()
}

fn calls_to_action(site: &Snapshot, article: &Article) -> Value {
    let prepared = &site.prepared;
    let selection = prepared.policies.of(article.id);
    let facts = Facts::of(article, &prepared.site, &prepared.config, Sponsorship::None);
    let entry = |(index, _): &(usize, crate::config::CallToActionPlacement)| {
        let call = &prepared.config.calls_to_action[*index];
        json!({ "id": call.id, "title": call.title, "why": policy::which_rule(&call.when, &facts, &prepared.site) })
    };
    selection.calls_to_action.iter().map(entry).collect()
}
