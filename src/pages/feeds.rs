//! Owns what each feed, sitemap and redirect of the site says; how it is written is the business of
//! the module of each format.

use std::sync::Arc;

use super::cards::{card, picture_at, shared};
use super::content::{self, Urls};
use super::csp::Uses;
use super::feed::{Entry, Feed, tag_uri};
use super::hosting::{self, HostFile, Lasting, Served};
use super::plan::{FeedOf, Page, PageKind};
use super::shared::Common;
use super::view::LinkView;
use super::views::GENERATOR;
use super::{
    Context, atom, calendar, corrections, json_feed, mirror, offline, redirects, robots, rss, sitemap,
    translations,
};
use crate::config::FeedFormat;
use crate::diagnostic::Diagnostic;
use crate::digest::{Digest, Hasher};
use crate::document::Content;
use crate::markup;
use crate::moment::Moment;
use crate::route::Route;
use crate::site::{ArticleId, Site};

/// Fetches the bulk of an article.
pub type Contents<'a> = &'a (dyn Fn(ArticleId) -> Arc<Content> + Sync);

/// The text of a file that needs no template; `None` for pages that have one.
pub fn text(page: &Page, all: &[Page], context: Context<'_>, contents: Contents<'_>) -> Option<String> {
    let text = match &page.kind {
        PageKind::Feed(format, of) => written(&feed(page, *of, context, contents), *format),
        PageKind::CorrectionsFeed(format) => {
            written(&corrections::feed(context, head(page, FeedOf::Site(page.language), context)), *format)
        }
        PageKind::Sitemap(number) => sitemap_text(*number, all, context),
        PageKind::Robots => robots::write(&context.config.robots, &context.config.base_url),
        PageKind::Redirect(id) => {
            let to = context.site.article(*id);
            let config = context.config;
            redirects::page(&to.route, &to.title(), &config.language, &config.base_url)
        }
        PageKind::Calendar(of) => calendar::write(context, *of),
        PageKind::Mirror(id) => mirror::article(context, *id, &contents(*id)),
        PageKind::Llms => mirror::llms(context),
        PageKind::LlmsFull => mirror::llms_full(context, contents),
        PageKind::AppManifest => offline::manifest(context),
        // Nothing is kept of a site that is being written.
        PageKind::Worker => offline::retired().to_owned(),
        PageKind::CodeStyle => markup::code::style_sheet(),
        _ => return None,
    };
    Some(text)
}

fn written(feed: &Feed, format: FeedFormat) -> String {
    match format {
        FeedFormat::Atom => atom::write(feed),
        FeedFormat::Rss => rss::write(feed),
        FeedFormat::Json => json_feed::write(feed),
    }
}

/// Names everything that a feed depends on, so that it need not be written to see that it is as it
/// was; `None` for files that are quicker made than named.
pub fn digest(page: &Page, context: Context<'_>) -> Option<Digest> {
    let mut hasher = Hasher::new();
    let articles = match &page.kind {
        PageKind::Feed(_, of) => {
            hasher.part(format!("{:?}", head(page, *of, context)));
            entries(*of, context)
        }
        PageKind::Mirror(id) => vec![*id],
        PageKind::LlmsFull => context.recent().to_vec(),
        _ => return None,
    };
    for id in articles {
        let article = context.site.article(id);
        hasher.value(&shared(context, id));
        hasher.digest(content::digest(context, article));
    }
    Some(hasher.finish())
}

/// The articles of a feed, the newest first.
pub fn entries(of: FeedOf, context: Context<'_>) -> Vec<ArticleId> {
    let Context { config, site, .. } = context;
    let all = match of {
        FeedOf::Site(language) => site.recent_in(language),
        FeedOf::Section(id) => &site.section(id).articles,
        FeedOf::Term(id) => &site.term(id).articles,
    };
    let mut newest: Vec<ArticleId> = all.to_vec();
    // A section may be ordered by title; a feed is always the newest first.
    if matches!(of, FeedOf::Section(_)) {
        newest.sort_by_key(|id| (std::cmp::Reverse(site.article(*id).date.seconds()), *id));
    }
    newest.truncate(config.feeds.limit);
    newest
}

fn title(of: FeedOf, context: Context<'_>) -> String {
    let Context { config, site, .. } = context;
    match of {
        FeedOf::Site(_) => config.title.clone(),
        FeedOf::Section(id) => format!("{} | {}", site.section(id).title, config.title),
        FeedOf::Term(id) => format!("{} | {}", site.term(id).name, config.title),
    }
}

fn feed(page: &Page, of: FeedOf, context: Context<'_>, contents: Contents<'_>) -> Feed {
    let entries = entries(of, context).into_iter().map(|id| entry(id, context, contents)).collect();
    Feed { entries, ..head(page, of, context) }
}

/// A feed but for its entries.
fn head(page: &Page, of: FeedOf, context: Context<'_>) -> Feed {
    let Context { config, site, .. } = context;
    let route = match of {
        FeedOf::Site(language) => site.home(language).clone(),
        FeedOf::Section(id) => site.section(id).route.clone(),
        FeedOf::Term(id) => site.term(id).route.clone(),
    };
    let updated =
        entries(of, context).iter().map(|id| site.article(*id).changed()).max().unwrap_or(config.now);
    let publisher = config.publisher.map(|index| &config.organizations[index]);
    let logo = publisher.and_then(|publisher| picture_at(context, publisher.logo.as_deref()?, ""));
    Feed {
        title: title(of, context),
        subtitle: config.description.clone(),
        language: config.language.clone(),
        permalink: config.base_url.absolute(&page.route),
        page: config.base_url.absolute(&route),
        updated,
        generator: GENERATOR.to_owned(),
        publisher: publisher.map_or_else(|| config.title.clone(), |publisher| publisher.name.clone()),
        logo: logo.map(|logo| logo.permalink),
        entries: Vec::new(),
    }
}

fn entry(id: ArticleId, context: Context<'_>, contents: Contents<'_>) -> Entry {
    let article = context.site.article(id);
    let card = card(context, id);
    let page = |link: Common<LinkView>| {
        (link.title.clone(), Some(link.permalink.clone()).filter(|url| !url.is_empty()))
    };
    let categories = card.category.into_iter().chain(card.tags);
    Entry {
        id: tag_uri(&context.config.base_url, article.date, &article.route),
        title: card.title,
        permalink: card.permalink,
        published: article.date,
        updated: article.changed(),
        authors: card.authors.into_iter().map(page).collect(),
        summary: card.summary,
        content: content::article(context, article, &contents(id), Urls::Absolute).0,
        categories: categories.map(|link| link.title.clone()).collect(),
    }
}

fn sitemap_text(number: usize, all: &[Page], context: Context<'_>) -> String {
    let count = all.iter().filter(|page| matches!(page.kind, PageKind::Sitemap(_))).count();
    if number == 0 && count > 1 {
        let base = &context.config.base_url;
        let address = |page: &Page| base.absolute(&page.route);
        let parts = all.iter().filter(|page| matches!(page.kind, PageKind::Sitemap(number) if number > 0));
        return sitemap::write_index(&parts.map(address).collect::<Vec<_>>());
    }
    let mut entries: Vec<&Page> = all.iter().filter(|page| page.in_sitemap(context.site)).collect();
    entries.sort_by(|a, b| a.route.cmp(&b.route));
    let from = number.saturating_sub(1) * sitemap::LIMIT;
    let part = entries.iter().skip(from).take(sitemap::LIMIT);
    let mut changed = Changed { site: context.site, known: vec![None; context.site.articles.len()] };
    sitemap::write(&part.map(|page| sitemap_entry(page, &mut changed, context)).collect::<Vec<_>>())
}

/// When articles were last changed, each looked up once: many lists have it.
struct Changed<'a> {
    site: &'a Site,
    known: Vec<Option<Moment>>,
}

impl Changed<'_> {
    fn of(&mut self, id: ArticleId) -> Moment {
        let known = &mut self.known[self.site.articles.look(id)];
        *known.get_or_insert_with(|| self.site.article(id).changed())
    }
}

fn sitemap_entry(page: &Page, all: &mut Changed<'_>, context: Context<'_>) -> sitemap::Entry {
    let site = context.site;
    let mut newest = |ids: &[ArticleId]| ids.iter().map(|id| all.of(*id)).max();
    let changed = match &page.kind {
        PageKind::Article(id) => newest(&[*id]),
        PageKind::Home(_) => newest(site.recent_in(page.language)),
        PageKind::Section(id, _) => newest(&site.section(*id).articles),
        PageKind::Term(id, _) | PageKind::Author(id, _) => newest(&site.term(*id).articles),
        PageKind::Series(index) => newest(&site.series[*index].articles),
        _ => None,
    };
    let alternates = translations::alternates(page, context);
    let alternates =
        alternates.into_iter().map(|alternate| (alternate.language, alternate.permalink)).collect();
    sitemap::Entry { permalink: context.config.base_url.absolute(&page.route), changed, alternates }
}

/// The text of a file that hosts read. `uses` is what all pages together load and run.
pub fn host_file(file: HostFile, all: &[Page], context: Context<'_>, uses: &Uses) -> String {
    let redirects = redirects(all, context);
    hosting::write(file, served(context, &redirects, &Lasting::of(context), uses))
}

/// The text of the service worker. `digests` knows the bytes of other files.
pub fn worker(context: Context<'_>, digests: &dyn Fn(&Route) -> Option<Digest>) -> String {
    if context.config.offline.enabled {
        offline::worker(context, digests)
    } else {
        offline::retired().to_owned()
    }
}

/// What hosts would refuse of the output folder: sizes of its files in bytes, by path.
pub fn limits<'f>(
    files: impl Iterator<Item = (&'f str, u64)> + Clone,
    all: &[Page],
    context: Context<'_>,
    uses: &Uses,
) -> Vec<Diagnostic> {
    let redirects = redirects(all, context);
    hosting::limits(served(context, &redirects, &Lasting::of(context), uses), files)
}

fn served<'a>(
    context: Context<'a>,
    redirects: &'a [(Route, Route)],
    lasting: &'a Lasting,
    uses: &'a Uses,
) -> Served<'a> {
    let config = context.config;
    let (hosting, base, packings) = (&config.hosting, &config.base_url, &config.precompress[..]);
    Served { hosting, base, redirects, lasting, packings, uses }
}

fn redirects(all: &[Page], context: Context<'_>) -> Vec<(Route, Route)> {
    let pair = |page: &Page| match page.kind {
        PageKind::Redirect(id) => Some((page.route.clone(), context.site.article(id).route.clone())),
        _ => None,
    };
    all.iter().filter_map(pair).collect()
}
