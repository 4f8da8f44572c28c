//! Owns series: articles that belong together in a reading order.

use std::collections::BTreeMap;

use super::link::field;
use super::{ArticleId, Series, Site};
use crate::diagnostic::Diagnostic;
use crate::language::LanguageId;
use crate::route::slugify;

/// Fills the site's series and every article's place in its own.
pub(super) fn collect(site: &mut Site, diagnostics: &mut Vec<Diagnostic>) {
    for language in site.tags.ids() {
        collect_in(site, language, diagnostics);
    }
}

fn collect_in(site: &mut Site, language: LanguageId, diagnostics: &mut Vec<Diagnostic>) {
    let mut found: BTreeMap<String, (String, Vec<ArticleId>)> = BTreeMap::new();
    for id in site.recent_in(language).iter().rev() {
        let article = site.article(*id);
        let Some(entry) = &article.document.front.series else { continue };
        let slug = slugify(&entry.name);
        if slug.is_empty() {
            let message = format!("the series `{}` has no letter or digit, and so no address", entry.name);
            diagnostics.push(Diagnostic::error("series/no-slug", message).label(
                article.file,
                field("series"),
                "",
            ));
            continue;
        }
        found.entry(slug).or_insert_with(|| (entry.name.clone(), Vec::new())).1.push(*id);
    }
    for (slug, (name, mut articles)) in found {
        let order =
            |id: &ArticleId| site.article(*id).document.front.series.as_ref().and_then(|entry| entry.order);
        // The list is by date already, and sorting keeps that among equals: numbered ones come first.
        articles.sort_by_key(|id| order(id).unwrap_or(i64::MAX));
        report_twins(site, &name, &articles, diagnostics);
        let Ok(route) = site.home(language).child(&format!("series/{slug}/")) else { continue };
        let index = site.series.len();
        for (place, id) in articles.iter().enumerate() {
            site.article_mut(*id).series = Some((index, place));
        }
        site.series.push(Series { language, name, route, articles });
    }
}

fn report_twins(site: &Site, name: &str, articles: &[ArticleId], diagnostics: &mut Vec<Diagnostic>) {
    let order = |id: ArticleId| site.article(id).document.front.series.as_ref().and_then(|entry| entry.order);
    for pair in articles.windows(2) {
        if let (Some(first), Some(second)) = (order(pair[0]), order(pair[1]))
            && first == second
        {
            let message = format!("two articles are number {first} of the series `{name}`");
            let diagnostic = Diagnostic::warning("series/same-order", message)
                .label(site.article(pair[1]).file, field("series"), "")
                .label(site.article(pair[0]).file, field("series"), "the other one");
            diagnostics.push(diagnostic);
        }
    }
}
