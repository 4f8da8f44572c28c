//! Owns the small views that many pages share: links, dates, pictures, people, articles in lists.

use rayon::prelude::*;

use super::links::Person;
use super::shared::{Common, Shared};
use super::view::{
    AuthorView, CardView, DateView, ImageView, LinkView, ListView, OrganizationView, SocialCardView,
    SocialLineView,
};
use super::{Context, blocks, life, links, pictures};
use crate::config::DisclaimerPlacement;
use crate::language::Direction;
use crate::moment::Moment;
use crate::policy;
use crate::route::Route;
use crate::share;
use crate::site::{Article, ArticleId, Author, SectionId, SiteImage, TermId};
use crate::social::{self, Fitted};

/// A link to a page of the site.
pub(super) fn link(context: Context<'_>, title: &str, route: &Route) -> LinkView {
    links::link(&context.config.base_url, title, route)
}

/// A link to an article, made before.
pub(super) fn article_link(context: Context<'_>, id: ArticleId) -> Shared<LinkView> {
    let made = context.cards.get(context.site.articles.look(id)).map(|card| card.link.clone());
    made.unwrap_or_else(|| {
        let article = context.site.article(id);
        Shared::new(&link(context, &article.title(), &article.route))
    })
}

/// A link to a term.
pub(super) fn term_link(context: Context<'_>, id: TermId) -> Common<LinkView> {
    let made = || {
        let term = context.site.term(id);
        Common::from(link(context, &term.name, &term.route))
    };
    context.links.term(id).cloned().unwrap_or_else(made)
}

/// A link to a section.
pub(super) fn section_link(context: Context<'_>, id: SectionId) -> Common<LinkView> {
    let made = || {
        let section = context.site.section(id);
        Common::from(link(context, &section.title, &section.route))
    };
    context.links.section(id).cloned().unwrap_or_else(made)
}

/// A date.
pub(super) fn date(context: Context<'_>, moment: Moment) -> DateView {
    DateView { iso: moment.rfc3339(), day: moment.day(), text: context.language.date(moment) }
}

/// A picture of the site.
pub(super) fn image(context: Context<'_>, image: &SiteImage) -> ImageView {
    picture(context, &image.route, image.size, &image.alt)
}

fn picture(context: Context<'_>, route: &Route, size: Option<(u32, u32)>, alt: &str) -> ImageView {
    let base = &context.config.base_url;
    let made = pictures::of(context, route);
    ImageView {
        url: base.local(route),
        permalink: base.absolute(route),
        width: size.map(|(width, _)| width),
        height: size.map(|(_, height)| height),
        alt: alt.to_owned(),
        sources: made.map(|made| pictures::sources(context, route, size, made)).unwrap_or_default(),
        color: made.and_then(pictures::color),
    }
}

/// A picture that site.toml names by its path on the site.
pub(super) fn picture_at(context: Context<'_>, path: &str, alt: &str) -> Option<ImageView> {
    let route = Route::new(path).ok()?;
    let asset = context.site.files.get(&route)?;
    Some(picture(context, &route, asset.size, alt))
}

/// The publisher.
pub(super) fn publisher(context: Context<'_>) -> Option<OrganizationView> {
    let organization = &context.config.organizations[context.config.publisher?];
    Some(OrganizationView {
        name: organization.name.clone(),
        url: organization.url.clone(),
        logo: organization.logo.as_deref().and_then(|path| picture_at(context, path, &organization.name)),
        same_as: organization.same_as.clone(),
    })
}

/// Somebody who wrote an article, made before if they did.
pub(super) fn person(context: Context<'_>, person: &Author) -> Person {
    let known = context.links.person(context.language.id, person);
    known.cloned().unwrap_or_else(|| author(context, person))
}

/// Somebody who writes.
pub(super) fn author(context: Context<'_>, author: &Author) -> Person {
    let page = author.term.map(|id| term_link(context, id));
    let record = author.record.map(|index| &context.config.authors[index]);
    let link = author_link(author, page.as_ref());
    let view = AuthorView {
        name: author.name.clone(),
        url: page.as_ref().map(|page| page.url.clone()),
        permalink: page.map(|page| page.permalink.clone()),
        role: record.and_then(|record| record.role.clone()),
        homepage: record.and_then(|record| record.url.clone()),
        same_as: record.map(|record| record.same_as.clone()).unwrap_or_default(),
        avatar: record.and_then(|record| picture_at(context, record.avatar.as_deref()?, "")),
        bio: record.and_then(|record| record.bio.clone()),
    };
    Person { link, view: view.into() }
}

/// The name of somebody, and their page if there is one.
fn author_link(author: &Author, page: Option<&Common<LinkView>>) -> Common<LinkView> {
    match page {
        Some(page) if page.title == author.name => page.clone(),
        Some(page) => Common::from(LinkView { title: author.name.clone(), ..LinkView::clone(page) }),
        None => nowhere(&author.name),
    }
}

/// What other pages show of an article, made once.
#[derive(Clone, Debug)]
pub struct Card {
    /// In lists.
    pub view: Shared<CardView>,
    /// Where no more than a link to it is shown.
    pub(super) link: Shared<LinkView>,
}

/// All articles as other pages show them; of a site of which only some are there, another's
/// stands in for the rest.
pub fn all(context: Context<'_>) -> Vec<Card> {
    let articles = &context.site.articles;
    let there: Vec<ArticleId> = articles.there().map(|article| article.id).collect();
    let made: Vec<Card> =
        there.par_iter().with_max_len(share::ARTICLES).map(|id| one(context, *id)).collect();
    if made.len() == articles.len() {
        return made;
    }
    let Some(some) = made.first() else { return Vec::new() };
    let mut cards = vec![some.clone(); articles.len()];
    for (id, card) in there.into_iter().zip(made) {
        cards[id.0 as usize] = card;
    }
    cards
}

/// An article as other pages show it.
pub fn one(context: Context<'_>, id: ArticleId) -> Card {
    let context = context.speaking(context.site.article(id).language);
    let view = Shared::new(&card(context, id));
    Card { link: view.part(&["title", "url", "permalink"]), view }
}

/// An article in a list, made before.
pub(super) fn shared(context: Context<'_>, id: ArticleId) -> Shared<CardView> {
    context.cards[context.site.articles.look(id)].view.clone()
}

/// An article in a list.
pub(super) fn card(context: Context<'_>, id: ArticleId) -> CardView {
    let article = context.site.article(id);
    let here = link(context, "", &article.route);
    let section = context.site.section(article.section);
    CardView {
        title: article.title().into_owned(),
        url: here.url,
        permalink: here.permalink,
        summary: article.document.summary().to_owned(),
        date: date(context, article.date),
        updated: Some(article.changed())
            .filter(|changed| *changed > article.date)
            .map(|at| date(context, at)),
        authors: article.authors.iter().map(|author| person(context, author).link).collect(),
        section: section.parent.map(|_| section_link(context, section.id)),
        category: category(context, article),
        tags: terms_of(context, article, "tags"),
        reading_time: article.reading_time(context.config),
        words: article.document.words,
        image: article.image.as_ref().map(|picture| image(context, picture)),
        unpublished: article.life.state.unpublished(),
        state: article.life.state.name(),
        badge: life::badge(context, article.life.state),
        phase: article.phase(context.config),
        marks_html: marks(context, article),
    }
}

/// The marks of disclaimers that stand in lists too.
fn marks(context: Context<'_>, article: &Article) -> String {
    let mut html = String::new();
    let selection = context.policies.of(article.id);
    for shown in selection.disclaimers.iter().filter(|shown| shown.placement == DisclaimerPlacement::Card) {
        if let Some((frame, _)) = blocks::frame(context.config, context.texts, shown, false) {
            policy::mark(&mut html, &frame, &context.config.base_url.local(&article.route));
        }
    }
    html
}

/// What an article's social card shows.
pub fn social_card(context: Context<'_>, id: ArticleId, title: &Fitted) -> SocialCardView {
    let article = context.site.article(id);
    let section = context.site.section(article.section);
    let base = context.config.base_url.origin();
    SocialCardView {
        title: article.title().into_owned(),
        lines: title.lines.iter().map(|line| SocialLineView { text: line.text.clone(), y: line.y }).collect(),
        size: title.size,
        line_height: title.line_height,
        site: context.config.title.clone(),
        host: base.split("://").nth(1).unwrap_or(base).to_owned(),
        section: section
            .parent
            .map(|_| section.title.clone())
            .or_else(|| article.document.front.category.clone()),
        authors: article.authors.iter().map(|author| author.name.clone()).collect(),
        date: context.language.date(article.date),
        reading_time: article.reading_time(context.config),
        language: context.language.tag.clone(),
        rtl: context.language.direction == Direction::RightToLeft,
    }
}

/// An article's picture for networks that show links: its own, else its card.
pub(super) fn social_image(context: Context<'_>, article: &Article) -> Option<ImageView> {
    if let Some(picture) = &article.image {
        return Some(image(context, picture));
    }
    let card = context.media.cards.get(&article.id)?;
    Some(picture(context, &card.route, Some(social::SIZE), &article.title()))
}

fn nowhere(title: &str) -> Common<LinkView> {
    Common::from(LinkView { title: title.to_owned(), url: String::new(), permalink: String::new() })
}

fn category(context: Context<'_>, article: &Article) -> Option<Common<LinkView>> {
    let name = article.document.front.category.as_ref()?;
    let page = terms_of(context, article, "categories").pop();
    Some(page.unwrap_or_else(|| nowhere(name)))
}

/// An article's terms in one taxonomy.
pub(super) fn terms_of(context: Context<'_>, article: &Article, taxonomy: &str) -> Vec<Common<LinkView>> {
    let config = |id: &TermId| context.site.taxonomies[id.taxonomy as usize].config;
    let is_of = |id: &&TermId| context.config.taxonomies[config(id)].name == taxonomy;
    article.terms.iter().filter(is_of).map(|id| term_link(context, *id)).collect()
}

/// One page of a list of articles; pages are counted from 1.
pub(super) fn list(
    context: Context<'_>,
    all: &[ArticleId],
    per_page: usize,
    number: usize,
    first: &Route,
) -> ListView {
    let pages = page_count(all.len(), per_page);
    let url = |number: usize| context.config.base_url.local(&list_route(first, number));
    let from = ((number - 1) * per_page).min(all.len());
    let to = (from + per_page).min(all.len());
    ListView {
        articles: all[from..to].iter().map(|id| shared(context, *id)).collect(),
        count: all.len(),
        number,
        pages,
        previous: (number > 1).then(|| url(number - 1)),
        next: (number < pages).then(|| url(number + 1)),
        first: url(1),
        last: url(pages),
    }
}

/// How many pages a list has; an empty one has one.
pub(super) fn page_count(articles: usize, per_page: usize) -> usize {
    articles.div_ceil(per_page.max(1)).max(1)
}

/// The URL path of a page of a list: the first is the list's own, the second `page/2/` below it.
pub(super) fn list_route(first: &Route, number: usize) -> Route {
    if number <= 1 {
        return first.clone();
    }
    first.child(&format!("page/{number}/")).unwrap_or_else(|_| first.clone())
}
