//! Owns what a page is in other languages: where it is to be had, and where else to go if it is not.

use super::Context;
use super::plan::{Page, PageKind};
use super::view::{AlternateView, LanguageView};
use crate::language::LanguageId;
use crate::route::Route;

/// What search engines call the page for those whose language there is none in.
const DEFAULT: &str = "x-default";

/// Where a page is to be had in a language, itself included; `None` if it is not there.
pub(super) fn route_in(page: &Page, context: Context<'_>, language: LanguageId) -> Option<Route> {
    let site = context.site;
    match &page.kind {
        PageKind::Article(id) => {
            let article = site.article(site.article_in(*id, language)?);
            article.life.state.is_indexed().then(|| article.route.clone())
        }
        PageKind::Home(1) => Some(site.home(language).clone()),
        PageKind::Section(id, 1) => Some(site.section(site.section_in(*id, language)?).route.clone()),
        PageKind::Taxonomy(at) => Some(site.taxonomies[site.taxonomy_in(*at, language)?].route.clone()),
        PageKind::Term(id, 1) | PageKind::Author(id, 1) => {
            Some(site.term(site.term_in(*id, language)?).route.clone())
        }
        PageKind::Series(at) => Some(site.series[site.series_in(*at, language)?].route.clone()),
        PageKind::Corrections => super::corrections::route(site, language),
        PageKind::Search => site.home(language).child(crate::search::FOLDER).ok(),
        _ => None,
    }
}

/// The addresses at which a page is to be had, by language; empty for one that is there in one only.
fn all(page: &Page, context: Context<'_>) -> Vec<(LanguageId, Route)> {
    if !context.site.tags.several() {
        return Vec::new();
    }
    let in_language = |id| Some((id, route_in(page, context, id)?));
    let all: Vec<_> = context.site.tags.ids().filter_map(in_language).collect();
    let is_there = all.len() > 1 && all.iter().any(|(id, _)| *id == page.language);
    if is_there { all } else { Vec::new() }
}

/// What `<link rel="alternate" hreflang>` says: the page in every language that it is to be had in, itself
/// among them, and the one for everybody else.
pub(super) fn alternates(page: &Page, context: Context<'_>) -> Vec<AlternateView> {
    let all = all(page, context);
    let base = &context.config.base_url;
    let view = |language: &str, route: &Route| AlternateView {
        language: language.to_owned(),
        permalink: base.absolute(route),
    };
    let others = all.iter().map(|(id, route)| view(context.site.tags.tag(*id), route));
    let default = all.iter().find(|(id, _)| *id == LanguageId::DEFAULT);
    others.chain(default.map(|(_, route)| view(DEFAULT, route))).collect()
}

/// The languages of the site, each with the page in it, else with its front page.
pub(super) fn languages(page: &Page, context: Context<'_>) -> Vec<LanguageView> {
    if !context.site.tags.several() {
        return Vec::new();
    }
    let all = all(page, context);
    let view = |voice: &super::Voice| {
        let id = voice.language.id;
        let own = all.iter().find(|(other, _)| *other == id).map(|(_, route)| route);
        LanguageView {
            tag: voice.language.tag.clone(),
            name: voice.language.name.clone(),
            dir: voice.language.direction.name(),
            url: context.config.base_url.local(own.unwrap_or(context.site.home(id))),
            is_translation: own.is_some(),
            is_current: id == page.language,
        }
    };
    context.voices.iter().map(view).collect()
}
