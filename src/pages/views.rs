//! Owns what each page's template is given.

mod site;

pub use site::site;

use super::breadcrumbs::breadcrumbs;
use super::cards::{article_link, link, list, person, picture_at, shared, social_image, terms_of};
use super::plan::{FeedOf, Page, PageKind, feed_route, per_page};
use super::shared::Common;
use super::view::{
    ArticlePageView, ArticleView, AuthorPageView, CorrectionsPageView, DisclaimerView, FeedLinkView,
    HomeView, LinkView, NotFoundView, OfflineView, PageView, PhaseView, QuestionView, SearchView,
    SectionPageView, SectionView, SeriesPageView, SeriesPlaceView, TaxonomyPageView, TaxonomyTermsView,
    TermPageView, TermView, TocView, View,
};
use super::{Context, calendar, corrections, facts, life, mirror, translations};
use crate::config::FeedFormat;
use crate::site::{Article, ArticleId, Author, PHASES, Section, SectionId, TermId};

/// Name and version of the program.
pub const GENERATOR: &str = concat!("Tearsheet ", env!("CARGO_PKG_VERSION"));

/// How many articles of a section the front page is given.
const ON_HOME: usize = 4;

/// The feeds of the whole site.
pub(super) fn site_feeds(context: Context<'_>) -> Vec<Common<FeedLinkView>> {
    feeds(context, FeedOf::Site(context.language.id), &context.config.title)
}

fn feeds(context: Context<'_>, of: FeedOf, title: &str) -> Vec<Common<FeedLinkView>> {
    let feed = |format: &FeedFormat| {
        let LinkView { url, permalink, .. } = link(context, "", &feed_route(context.site, of, *format)?);
        let title = format!("{title} ({})", format.name());
        Some(FeedLinkView { title, media_type: format.media_type(), url, permalink }.into())
    };
    context.config.feeds.formats.iter().filter_map(feed).collect()
}

/// The name of a page's template, and what it is given. `None` for files that need no template.
pub fn view(page: &Page, context: Context<'_>) -> Option<(&'static str, View)> {
    let named = match &page.kind {
        PageKind::Home(number) => ("home.html", View::Home(home(page, context, *number))),
        PageKind::Section(id, number) => {
            ("section.html", View::Section(section(page, context, *id, *number)))
        }
        PageKind::Article(id) => {
            let article = context.site.article(*id);
            ("article.html", View::Article(Box::new(article_page(page, context, article))))
        }
        PageKind::Taxonomy(index) => ("taxonomy.html", View::Taxonomy(taxonomy(page, context, *index))),
        PageKind::Term(id, number) => ("term.html", View::Term(term_page(page, context, *id, *number))),
        PageKind::Author(id, number) => {
            ("author.html", View::Author(author_page(page, context, *id, *number)))
        }
        PageKind::Series(index) => ("series.html", View::Series(series_page(page, context, *index))),
        PageKind::Corrections => ("corrections.html", View::Corrections(corrections_page(page, context))),
        PageKind::NotFound => ("404.html", View::NotFound(not_found(page, context))),
        PageKind::Offline => ("offline.html", View::Offline(offline_page(page, context))),
        PageKind::Search => ("search.html", View::Search(search_page(page, context))),
        _ => return None,
    };
    Some(named)
}

/// The articles that a page lists in the first place.
pub fn listed(page: &Page, context: Context<'_>) -> Vec<ArticleId> {
    let site = context.site;
    let (all, number) = match &page.kind {
        PageKind::Home(number) => (context.recent(), *number),
        PageKind::Section(id, number) => (site.section(*id).articles.as_slice(), *number),
        PageKind::Term(id, number) | PageKind::Author(id, number) => {
            (site.term(*id).articles.as_slice(), *number)
        }
        PageKind::Series(index) => return site.series[*index].articles.clone(),
        _ => return Vec::new(),
    };
    let per_page = per_page(&page.kind, site, context.config);
    all.iter().skip((number - 1) * per_page).take(per_page).copied().collect()
}

/// The facts of every page; what is particular to a kind is added by it.
fn page_view(
    page: &Page,
    context: Context<'_>,
    kind: &'static str,
    heading: &str,
    number: usize,
) -> PageView {
    let here = link(context, heading, &page.route);
    let title = match (kind, number) {
        ("home", 1) => context.config.title.clone(),
        ("home", number) => numbered(context, &context.config.title, number),
        (_, 1) => format!("{heading} | {}", context.config.title),
        (_, number) => format!("{} | {}", numbered(context, heading, number), context.config.title),
    };
    PageView {
        kind,
        title,
        heading: heading.to_owned(),
        description: String::new(),
        url: here.url,
        permalink: here.permalink,
        breadcrumbs: breadcrumbs(page, context),
        feeds: context.links.feeds(context.language.id).map_or_else(|| site_feeds(context), <[_]>::to_vec),
        markdown: None,
        alternates: translations::alternates(page, context),
        languages: translations::languages(page, context),
        robots: None,
        og_type: "website",
        image: site_image(context),
        code: false,
    }
}

/// The title of a further page of a list.
fn numbered(context: Context<'_>, title: &str, number: usize) -> String {
    let number = context.language.number(number);
    context.language.with("title_and_page", &[("title", title), ("number", &number)])
}

/// The site's own picture, for pages that have none: `image` in `[extra]` of site.toml.
fn site_image(context: Context<'_>) -> Option<super::view::ImageView> {
    let crate::fields::Value::Table(extra) = &context.config.extra else { return None };
    match extra.get("image") {
        Some(crate::fields::Value::String(path)) => picture_at(context, path, &context.config.title),
        _ => None,
    }
}

fn home(page: &Page, context: Context<'_>, number: usize) -> HomeView {
    let site = context.site;
    let mut view = page_view(page, context, "home", &context.config.title, number);
    view.description.clone_from(&context.config.description);
    let sections = if number == 1 { context.root().children.as_slice() } else { &[] };
    HomeView {
        page: view,
        list: list(
            context,
            context.recent(),
            per_page(&page.kind, context.site, context.config),
            number,
            context.home(),
        ),
        sections: sections.iter().map(|id| section_view(context, site.section(*id), ON_HOME)).collect(),
    }
}

fn section_view(context: Context<'_>, section: &Section, articles: usize) -> SectionView {
    let matter = section.document.as_ref().map(|(_, document)| &document.matter);
    SectionView {
        title: section.title.clone(),
        description: matter.and_then(|matter| matter.description.clone()),
        url: link(context, "", &section.route).url,
        count: section.articles.len(),
        articles: section.articles.iter().take(articles).map(|id| shared(context, *id)).collect(),
        extra: matter.map_or_else(|| serde_json::json!({}), |matter| matter.extra.to_json()),
    }
}

fn section(page: &Page, context: Context<'_>, id: SectionId, number: usize) -> SectionPageView {
    let section = context.site.section(id);
    let mut view = page_view(page, context, "section", &section.title, number);
    let own = section_view(context, section, 0);
    view.description = own.description.clone().unwrap_or_default();
    view.feeds.splice(0..0, section_feeds(context, section));
    SectionPageView {
        page: view,
        section: own,
        sections: section
            .children
            .iter()
            .map(|id| section_view(context, context.site.section(*id), 0))
            .collect(),
        facts: if number == 1 { facts::table(context, section) } else { None },
        phases: if number == 1 { phases(context, section) } else { Vec::new() },
        list: list(
            context,
            &section.articles,
            per_page(&page.kind, context.site, context.config),
            number,
            &section.route,
        ),
    }
}

/// Where a section's articles stand, if some differ from others.
fn phases(context: Context<'_>, section: &Section) -> Vec<PhaseView> {
    let told = PHASES.iter().filter(|(name, _)| section.phases.contains(*name));
    let told = told.map(|(name, word)| PhaseView { name, label: context.language.text(word).to_owned() });
    if section.phases.len() > 1 { told.collect() } else { Vec::new() }
}

fn section_feeds(context: Context<'_>, section: &Section) -> Vec<Common<FeedLinkView>> {
    let wanted = context.config.feeds.sections && section.parent.is_some();
    let of = FeedOf::Section(section.id);
    let feeds = if wanted { feeds(context, of, &section.title) } else { Vec::new() };
    let calendar = calendar::route(context, of).map(|route| {
        let LinkView { url, permalink, .. } = link(context, "", &route);
        let title = context.language.with("deadlines_of", &[("section", &section.title)]);
        FeedLinkView { title, media_type: "text/calendar", url, permalink }.into()
    });
    feeds.into_iter().chain(calendar).collect()
}

fn article_page(page: &Page, context: Context<'_>, article: &Article) -> ArticlePageView {
    let mut view = page_view(page, context, "article", &article.title(), 1);
    article.document.summary().clone_into(&mut view.description);
    let mirror = context.config.mirror.markdown.then(|| mirror::route(article)).flatten();
    view.markdown = mirror.map(|route| context.config.base_url.absolute(&route));
    if let Some(description) = &article.document.front.description {
        view.description.clone_from(description);
    }
    view.og_type = "article";
    view.code = article.document.code;
    view.robots = (!article.life.state.is_indexed()).then_some("noindex");
    if let Some(picture) = social_image(context, article) {
        view.image = Some(picture);
    }
    ArticlePageView { page: view, article: article_view(context, article) }
}

fn article_view(context: Context<'_>, article: &Article) -> ArticleView {
    let front = &article.document.front;
    let recent = context.recent().iter().filter(|id| **id != article.id).take(context.config.lists.recent);
    let document = &article.document;
    let questions = document.questions.iter().filter_map(|question| document.question(question));
    ArticleView {
        card: shared(context, article.id),
        description: front.description.clone(),
        people: article.authors.iter().map(|author| person(context, author).view).collect(),
        terms: own_taxonomies(context, article),
        toc: toc(article),
        show_toc: front.toc,
        faq: questions
            .map(|(question, id)| QuestionView { question: question.to_owned(), id: id.into_owned() })
            .collect(),
        series: series_place(context, article),
        previous: article.previous.map(|id| article_link(context, id)),
        next: article.next.map(|id| article_link(context, id)),
        related: article.related.iter().map(|id| shared(context, *id)).collect(),
        recent: recent.map(|id| article_link(context, *id)).collect(),
        backlinks: article.backlinks.iter().map(|id| article_link(context, *id)).collect(),
        facts: facts::panel(context, article),
        life: life::view(context, article),
        disclaimers: disclaimers(context, article),
        extra: front.extra.to_json(),
    }
}

fn own_taxonomies(context: Context<'_>, article: &Article) -> Vec<TaxonomyTermsView> {
    let builtin = ["tags", "categories", "authors"];
    let configured = context
        .site
        .taxonomies
        .iter()
        .filter(|taxonomy| taxonomy.language == article.language)
        .map(|taxonomy| (taxonomy, &context.config.taxonomies[taxonomy.config]));
    configured
        .filter(|(_, config)| !builtin.contains(&config.name.as_str()))
        .map(|(taxonomy, config)| TaxonomyTermsView {
            taxonomy: link(context, &config.title, &taxonomy.route),
            terms: terms_of(context, article, &config.name),
        })
        .filter(|view| !view.terms.is_empty())
        .collect()
}

fn toc(article: &Article) -> Vec<TocView> {
    let mut toc: Vec<TocView> = Vec::new();
    for heading in article.contents() {
        let entry =
            TocView { id: heading.id.into_owned(), html: heading.html.to_owned(), children: Vec::new() };
        match toc.last_mut() {
            Some(parent) if heading.level == 3 => parent.children.push(entry),
            _ => toc.push(entry),
        }
    }
    toc
}

fn series_place(context: Context<'_>, article: &Article) -> Option<SeriesPlaceView> {
    let (index, place) = article.series?;
    let series = &context.site.series[index];
    let at = |place: Option<usize>| Some(article_link(context, *series.articles.get(place?)?));
    Some(SeriesPlaceView {
        title: series.name.clone(),
        url: link(context, "", &series.route).url,
        number: place + 1,
        count: series.articles.len(),
        previous: at(place.checked_sub(1)),
        next: at(Some(place + 1)),
        articles: series.articles.iter().map(|id| article_link(context, *id)).collect(),
    })
}

fn disclaimers(context: Context<'_>, article: &Article) -> Vec<DisclaimerView> {
    let selection = context.policies.of(article.id);
    let config = context.config;
    let placed = selection.disclaimers.iter().map(|shown| {
        let disclaimer = &config.disclaimers[shown.disclaimer];
        DisclaimerView {
            id: disclaimer.id.clone(),
            title: disclaimer.title.clone(),
            level: disclaimer.level.name(),
            version: disclaimer.versions[shown.version].name.clone(),
            placement: shown.placement.name(),
        }
    });
    placed.collect()
}

fn taxonomy(page: &Page, context: Context<'_>, index: usize) -> TaxonomyPageView {
    let taxonomy = &context.site.taxonomies[index];
    let title = &context.config.taxonomies[taxonomy.config].title;
    let mut terms: Vec<TermView> = taxonomy.terms.iter().map(|term| term_view(context, term)).collect();
    terms.sort_by_cached_key(|term| (term.title.to_lowercase(), term.url.clone()));
    let mut view = page_view(page, context, "taxonomy", title, 1);
    let about = [("taxonomy", title.as_str()), ("site", &context.config.title)];
    view.description = context.language.count("about_taxonomy", terms.len(), &about);
    TaxonomyPageView { page: view, taxonomy: link(context, title, &taxonomy.route), terms }
}

fn term_view(context: Context<'_>, term: &crate::site::Term) -> TermView {
    let url = link(context, "", &term.route).url;
    TermView { title: term.name.clone(), url, count: term.articles.len() }
}

fn term_page(page: &Page, context: Context<'_>, id: TermId, number: usize) -> TermPageView {
    let term = context.site.term(id);
    let taxonomy = &context.site.taxonomies[id.taxonomy as usize];
    let config = &context.config.taxonomies[taxonomy.config];
    let mut view = page_view(page, context, "term", &term.name, number);
    let about = [("taxonomy", config.title.as_str()), ("term", &term.name), ("site", &context.config.title)];
    view.description = context.language.count("about_term", term.articles.len(), &about);
    if config.feed {
        view.feeds.splice(0..0, feeds(context, FeedOf::Term(id), &term.name));
    }
    TermPageView {
        page: view,
        taxonomy: link(context, &config.title, &taxonomy.route),
        term: term_view(context, term),
        list: list(context, &term.articles, config.per_page, number, &term.route),
    }
}

fn author_page(page: &Page, context: Context<'_>, id: TermId, number: usize) -> AuthorPageView {
    let term = context.site.term(id);
    let taxonomy = &context.site.taxonomies[id.taxonomy as usize];
    let config = &context.config.taxonomies[taxonomy.config];
    let mut view = page_view(page, context, "author", &term.name, number);
    let person = person(context, &Author { name: term.name.clone(), record: term.record, term: Some(id) });
    view.og_type = "profile";
    let about = [("author", term.name.as_str()), ("site", &context.config.title)];
    view.description =
        person.view.bio.clone().unwrap_or_else(|| context.language.with("about_author", &about));
    if config.feed {
        view.feeds.splice(0..0, feeds(context, FeedOf::Term(id), &term.name));
    }
    AuthorPageView {
        page: view,
        author: person.view,
        list: list(context, &term.articles, config.per_page, number, &term.route),
    }
}

fn series_page(page: &Page, context: Context<'_>, index: usize) -> SeriesPageView {
    let series = &context.site.series[index];
    let mut view = page_view(page, context, "series", &series.name, 1);
    view.description = context.language.count("about_series", series.articles.len(), &[]);
    SeriesPageView {
        page: view,
        series: link(context, &series.name, &series.route),
        articles: series.articles.iter().map(|id| shared(context, *id)).collect(),
    }
}

fn corrections_page(page: &Page, context: Context<'_>) -> CorrectionsPageView {
    let title = corrections::title(context);
    let mut view = page_view(page, context, "corrections", title, 1);
    view.description = context.language.with("about_corrections", &[("site", &context.config.title)]);
    let feed = |format: &FeedFormat| {
        let route = corrections::feed_route(context.site, context.language.id, *format)?;
        let LinkView { url, permalink, .. } = link(context, "", &route);
        let title = format!("{title} ({})", format.name());
        Some(FeedLinkView { title, media_type: format.media_type(), url, permalink }.into())
    };
    view.feeds.splice(0..0, context.config.feeds.formats.iter().filter_map(feed));
    corrections::view(context, view)
}

fn not_found(page: &Page, context: Context<'_>) -> NotFoundView {
    let mut view = page_view(page, context, "404", context.language.text("not_found"), 1);
    view.robots = Some("noindex");
    let recent = context.recent().iter().take(context.config.lists.recent.max(3));
    NotFoundView { page: view, recent: recent.map(|id| shared(context, *id)).collect() }
}

fn offline_page(page: &Page, context: Context<'_>) -> OfflineView {
    let mut view = page_view(page, context, "offline", context.language.text("offline"), 1);
    view.robots = Some("noindex");
    OfflineView { page: view }
}

fn search_page(page: &Page, context: Context<'_>) -> SearchView {
    let mut view = page_view(page, context, "search", context.language.text("search"), 1);
    view.robots = Some("noindex");
    SearchView { page: view }
}
