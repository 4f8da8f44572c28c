//! Owns the site's page of corrections and its feeds: everything that was put right or retracted, the
//! last first. A site without any has neither, and so has one with a page of its own at that address.

use super::Context;
use super::cards::{article_link, date};
use super::feed::{Entry, Feed, tag_uri};
use super::life::{LOG, kind_key, kind_name};
use super::view::{CorrectionView, CorrectionsPageView, PageView};
use crate::config::FeedFormat;
use crate::document::Revision;
use crate::language::LanguageId;
use crate::markup::body::escape;
use crate::route::Route;
use crate::site::{Article, Site};

/// What the page is called.
pub(super) fn title(context: Context<'_>) -> &str {
    context.language.text("corrections")
}

/// Where the page is served, if there is one.
pub(super) fn route(site: &Site, language: LanguageId) -> Option<Route> {
    site.languages[language.index()].corrections.clone()
}

/// Where a feed of it is served.
pub(super) fn feed_route(site: &Site, language: LanguageId, format: FeedFormat) -> Option<Route> {
    route(site, language)?.child(format.file()).ok()
}

fn in_language(site: &Site, language: LanguageId) -> impl Iterator<Item = &Article> {
    site.articles.iter().map(|article| &**article).filter(move |article| article.language == language)
}

fn all(context: Context<'_>) -> Vec<(&Article, &Revision)> {
    let articles = in_language(context.site, context.language.id);
    let mut all: Vec<(&Article, &Revision)> =
        articles.flat_map(|article| article.corrections().map(move |revision| (article, revision))).collect();
    all.sort_by_key(|(article, revision)| (std::cmp::Reverse(revision.date.seconds()), article.id));
    all
}

/// What the page's template is given.
pub(super) fn view(context: Context<'_>, page: PageView) -> CorrectionsPageView {
    let one = |(article, revision): (&Article, &Revision)| CorrectionView {
        article: article_link(context, article.id),
        date: date(context, revision.date),
        kind: kind_name(context, revision.kind),
        note: revision.note.clone().unwrap_or_default(),
    };
    CorrectionsPageView { page, corrections: all(context).into_iter().map(one).collect() }
}

/// A feed of the page; `head` is what it shares with other feeds.
pub(super) fn feed(context: Context<'_>, head: Feed) -> Feed {
    let base = &context.config.base_url;
    let entry = |(article, revision): (&Article, &Revision)| {
        let note = revision.note.clone().unwrap_or_default();
        let permalink = base.absolute(&article.route);
        let name = tag_uri(base, article.date, &article.route);
        let (key, kind) = (kind_key(revision.kind), kind_name(context, revision.kind));
        Entry {
            id: format!("{name}#{key}-{}", revision.date.compact_utc()),
            title: format!("{kind}: {}", article.document.front.title),
            permalink: format!("{permalink}#{LOG}"),
            published: revision.date,
            updated: revision.date,
            authors: Vec::new(),
            summary: note.clone(),
            content: format!("<p>{}</p>", escape(&note)),
            categories: vec![kind],
        }
    };
    let all = all(context);
    let updated = all.first().map_or(context.config.now, |(_, revision)| revision.date);
    let entries = all.into_iter().take(context.config.feeds.limit).map(entry).collect();
    let page =
        route(context.site, context.language.id).map_or(head.page.clone(), |route| base.absolute(&route));
    Feed { title: format!("{} | {}", title(context), context.config.title), page, updated, entries, ..head }
}
