//! Owns what templates see. Every field here is part of what theme authors rely on, and is listed in
//! `templates/README.md`; a test holds the two together.
//!
//! URLs are for use as they stand: `url` begins with the base URL's path (`/research/airdrops/`),
//! `permalink` is absolute. Text is not escaped: Tera escapes it. Names that end in `html` and
//! `content` are finished HTML.

use std::collections::BTreeMap;

use serde::Serialize;

use super::shared::Shared;
use crate::config::MenuItem;

/// What a template is given beside `site`, `content` and `json_ld`.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum View {
    /// `home.html`.
    Home(HomeView),
    /// `section.html`.
    Section(SectionPageView),
    /// `article.html`.
    Article(Box<ArticlePageView>),
    /// `taxonomy.html`.
    Taxonomy(TaxonomyPageView),
    /// `term.html`.
    Term(TermPageView),
    /// `author.html`.
    Author(AuthorPageView),
    /// `series.html`.
    Series(SeriesPageView),
    /// `corrections.html`.
    Corrections(CorrectionsPageView),
    /// `404.html`.
    NotFound(NotFoundView),
    /// `search.html`.
    Search(SearchView),
}

/// `site`: the same on every page.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// The site's name.
    pub title: String,
    /// One or two sentences about it.
    pub description: String,
    /// Language tag.
    pub language: String,
    /// The front page.
    pub url: String,
    /// The front page, absolute.
    pub permalink: String,
    /// The base URL's path, without trailing slash: put it before paths of your own.
    pub base_path: String,
    /// The year of the build date.
    pub year: String,
    /// Name and version of the program.
    pub generator: String,
    /// Entries of the main navigation, `url` ready for use.
    pub menu: Vec<MenuItem>,
    /// Entries of the footer, `url` ready for use.
    pub footer_menu: Vec<MenuItem>,
    /// The sections right below the root.
    pub sections: Vec<LinkView>,
    /// The taxonomies' overviews.
    pub taxonomies: Vec<LinkView>,
    /// Feeds of the whole site.
    pub feeds: Vec<FeedLinkView>,
    /// `llms.txt`, if there is one.
    pub llms: Option<String>,
    /// The page of all corrections, if there are any.
    pub corrections: Option<LinkView>,
    /// The page for searching, if readers can search the site; the index lies below it.
    pub search: Option<String>,
    /// Who publishes the site.
    pub publisher: Option<OrganizationView>,
    /// Style sheets and scripts by their path (`/css/main.css`), as the filters `url` and `integrity`
    /// find them; empty in the preview.
    pub assets: BTreeMap<String, AssetView>,
    /// `[extra]` of site.toml.
    pub extra: serde_json::Value,
}

/// A style sheet or script as it is published.
#[derive(Clone, Debug, Serialize)]
pub struct AssetView {
    /// Its address.
    pub url: String,
    /// What browsers are to expect of its bytes, if site.toml asks for that.
    pub integrity: Option<String>,
}

/// `page`: on every page, whatever it is.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// What it is: `home`, `section`, `article`, `taxonomy`, `term`, `author`, `series`,
    /// `corrections`, `search`, `404`.
    pub kind: &'static str,
    /// What `<title>` says.
    pub title: String,
    /// What its `<h1>` says.
    pub heading: String,
    /// What `<meta name="description">` says; may be empty.
    pub description: String,
    /// Its address.
    pub url: String,
    /// Its canonical address, absolute; the same as `og:url`.
    pub permalink: String,
    /// The way to it from the front page, itself last.
    pub breadcrumbs: Vec<LinkView>,
    /// Feeds that belong to it.
    pub feeds: Vec<FeedLinkView>,
    /// The same as Markdown, if the site has a mirror; absolute.
    pub markdown: Option<String>,
    /// What `<meta name="robots">` says, if anything.
    pub robots: Option<&'static str>,
    /// `og:type`: `website`, `article` or `profile`.
    pub og_type: &'static str,
    /// Picture for social cards.
    pub image: Option<ImageView>,
    /// Whether it has highlighted code and so needs the code style sheet.
    pub code: bool,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinkView {
    /// Words of the link.
    pub title: String,
    /// Its address.
    pub url: String,
    /// Its address, absolute.
    pub permalink: String,
}

/// A link to a feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FeedLinkView {
    /// Its title.
    pub title: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its address.
    pub url: String,
    /// Its address, absolute.
    pub permalink: String,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImageView {
    /// Its address.
    pub url: String,
    /// Its address, absolute.
    pub permalink: String,
    /// Width in pixels, if the file tells.
    pub width: Option<u32>,
    /// Height in pixels, if the file tells.
    pub height: Option<u32>,
    /// What it shows.
    pub alt: String,
    /// Smaller versions of it, in formats that browsers may choose from; may be empty.
    pub sources: Vec<ImageSourceView>,
    /// The colour that it has on the whole, as `#rrggbb`; none if it has transparent parts.
    pub color: Option<String>,
}

/// The versions of a picture in one format, for a `<source>` in `<picture>`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImageSourceView {
    /// Its media type.
    pub media_type: &'static str,
    /// Addresses and widths, as in the attribute `srcset`.
    pub srcset: String,
}

/// `card`, what `card.svg` is given: the picture of an article for networks that show links.
#[derive(Clone, Debug, Serialize)]
pub struct SocialCardView {
    /// The article's title, whole.
    pub title: String,
    /// Its title set into the box that `[cards]` of site.toml declares.
    pub lines: Vec<SocialLineView>,
    /// Size of the title's letters in pixels.
    pub size: u32,
    /// From one line of the title to the next, in pixels.
    pub line_height: u32,
    /// The site's name.
    pub site: String,
    /// The site's host.
    pub host: String,
    /// The article's section, or else its category.
    pub section: Option<String>,
    /// Names of its authors.
    pub authors: Vec<String>,
    /// When it was published, for reading.
    pub date: String,
    /// Minutes to read it.
    pub reading_time: u32,
    /// Language tag.
    pub language: String,
    /// Whether its script runs from right to left.
    pub rtl: bool,
}

/// A line of a card's title.
#[derive(Clone, Debug, Serialize)]
pub struct SocialLineView {
    /// Its words.
    pub text: String,
    /// Where its letters stand, in pixels below the top of the box.
    pub y: u32,
}

/// A date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateView {
    /// With time and offset (RFC 3339), for `datetime` and the filter `date`.
    pub iso: String,
    /// The day: `2026-11-21`.
    pub day: String,
    /// For reading: `21 November 2026`.
    pub text: String,
}

/// An organization.
#[derive(Clone, Debug, Serialize)]
pub struct OrganizationView {
    /// Its name.
    pub name: String,
    /// Its own page.
    pub url: Option<String>,
    /// Its logo.
    pub logo: Option<ImageView>,
    /// Profiles elsewhere.
    pub same_as: Vec<String>,
}

/// Somebody who writes.
#[derive(Clone, Debug, Serialize)]
pub struct AuthorView {
    /// Name.
    pub name: String,
    /// Their page on this site, if there is one.
    pub url: Option<String>,
    /// The same, absolute.
    pub permalink: Option<String>,
    /// What they do here.
    pub role: Option<String>,
    /// Their own page elsewhere.
    pub homepage: Option<String>,
    /// Profiles elsewhere.
    pub same_as: Vec<String>,
    /// Their picture.
    pub avatar: Option<ImageView>,
    /// A few sentences.
    pub bio: Option<String>,
}

/// An article in a list.
#[derive(Clone, Debug, Serialize)]
pub struct CardView {
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// Its address, absolute.
    pub permalink: String,
    /// Plain text that stands for it.
    pub summary: String,
    /// When it was published.
    pub date: DateView,
    /// When it was last changed in substance, if after that.
    pub updated: Option<DateView>,
    /// Names and pages of its authors; `url` is empty where there is no page.
    pub authors: Vec<LinkView>,
    /// Its section; none in the root.
    pub section: Option<LinkView>,
    /// Its category; `url` is empty where categories have no pages.
    pub category: Option<LinkView>,
    /// Its tags.
    pub tags: Vec<LinkView>,
    /// Minutes to read it.
    pub reading_time: u32,
    /// Its words.
    pub words: u32,
    /// Its picture.
    pub image: Option<ImageView>,
    /// `draft` or `future` where it is published only on request.
    pub unpublished: Option<&'static str>,
    /// What has become of it: `live`, `corrected`, `review-due`, `ended`, `superseded`, `retracted`,
    /// `withdrawn`, `scheduled` or `draft`.
    pub state: &'static str,
    /// The same in a word or two, where there is something to say.
    pub badge: Option<&'static str>,
    /// What has to be said of it wherever it is shown, such as that it is sponsored; may be empty.
    pub marks_html: String,
}

/// A page of a list.
#[derive(Clone, Debug, Serialize)]
pub struct ListView {
    /// The articles on this page.
    pub articles: Vec<Shared<CardView>>,
    /// How many articles the whole list has.
    pub count: usize,
    /// Which page this is, from 1.
    pub number: usize,
    /// How many pages there are.
    pub pages: usize,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
    /// The first page.
    pub first: String,
    /// The last page.
    pub last: String,
}

/// `home.html`. The text of `content/_index.md` is `content`, on the first page.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// Facts of every page.
    pub page: PageView,
    /// The newest articles of the site.
    pub list: ListView,
    /// The sections right below the root, each with its newest articles; on the first page only.
    pub sections: Vec<SectionView>,
}

/// A section.
#[derive(Clone, Debug, Serialize)]
pub struct SectionView {
    /// Its name.
    pub title: String,
    /// One or two sentences about it.
    pub description: Option<String>,
    /// Its address.
    pub url: String,
    /// How many articles it has, those of sections below it included.
    pub count: usize,
    /// A few of its articles, by its order.
    pub articles: Vec<Shared<CardView>>,
    /// `extra` of its front matter.
    pub extra: serde_json::Value,
}

/// `section.html`. Its text is `content`.
#[derive(Clone, Debug, Serialize)]
pub struct SectionPageView {
    /// Facts of every page.
    pub page: PageView,
    /// The section, without articles.
    pub section: SectionView,
    /// The sections right below it.
    pub sections: Vec<SectionView>,
    /// The facts that its articles state, side by side; on the first page only, if there are any.
    pub facts: Option<FactTableView>,
    /// Its articles.
    pub list: ListView,
}

/// `article.html`. Its text is `content`, disclaimers and calls to action in their places.
#[derive(Clone, Debug, Serialize)]
pub struct ArticlePageView {
    /// Facts of every page.
    pub page: PageView,
    /// The article.
    pub article: ArticleView,
}

/// An article on its own page.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleView {
    /// What lists show of it.
    #[serde(flatten)]
    pub card: CardView,
    /// Its description, if it has one.
    pub description: Option<String>,
    /// Those who wrote it.
    pub people: Vec<AuthorView>,
    /// Its terms in taxonomies of your own, by taxonomy.
    pub terms: Vec<TaxonomyTermsView>,
    /// Headings of levels 2 and 3.
    pub toc: Vec<TocView>,
    /// Whether its author wants a table of contents; none if not said.
    pub show_toc: Option<bool>,
    /// Its questions.
    pub faq: Vec<QuestionView>,
    /// Its series.
    pub series: Option<SeriesPlaceView>,
    /// The next older article of its section.
    pub previous: Option<LinkView>,
    /// The next newer article of its section.
    pub next: Option<LinkView>,
    /// Articles close to it.
    pub related: Vec<Shared<CardView>>,
    /// The newest articles of the site, itself excepted.
    pub recent: Vec<LinkView>,
    /// Articles that link to it.
    pub backlinks: Vec<LinkView>,
    /// The facts that it states, in the order of site.toml.
    pub facts: Vec<FactView>,
    /// What has become of it, for what its text does not say already.
    pub life: LifeView,
    /// The disclaimers in its text.
    pub disclaimers: Vec<DisclaimerView>,
    /// `extra` of its front matter.
    pub extra: serde_json::Value,
}

/// A fact that an article states.
#[derive(Clone, Debug, Serialize)]
pub struct FactView {
    /// Its name in front matter.
    pub name: String,
    /// Its name as shown.
    pub label: String,
    /// Its type: `text`, `number`, `money`, `duration`, `date`, `deadline`, `urls`, `choice`, `list`.
    pub kind: &'static str,
    /// The value for reading.
    pub text: String,
    /// The value for machines: a number, an amount, an ISO 8601 date or duration, else the text.
    pub value: String,
    /// For `urls`: the addresses.
    pub links: Vec<FactLinkView>,
    /// For `deadline`: whether it has passed.
    pub passed: bool,
}

/// A link to another site that an article states as a fact.
#[derive(Clone, Debug, Serialize)]
pub struct FactLinkView {
    /// Its host.
    pub title: String,
    /// Its address.
    pub url: String,
    /// What `rel` says; may be empty.
    pub rel: String,
}

/// The facts of a section's articles, side by side.
#[derive(Clone, Debug, Serialize)]
pub struct FactTableView {
    /// One for each fact that lists show.
    pub columns: Vec<FactColumnView>,
    /// One for each article that states facts, sorted; those that are over come last.
    pub rows: Vec<FactRowView>,
}

/// A column of such a table.
#[derive(Clone, Debug, Serialize)]
pub struct FactColumnView {
    /// The fact's name in front matter.
    pub name: String,
    /// The fact's name as shown.
    pub label: String,
    /// The fact's type.
    pub kind: &'static str,
    /// Whether the table may be sorted by it.
    pub sortable: bool,
    /// Whether it is sorted by it, the least first.
    pub sorted: bool,
}

/// A row of such a table.
#[derive(Clone, Debug, Serialize)]
pub struct FactRowView {
    /// The article.
    pub article: Shared<CardView>,
    /// Its facts by column; none where it does not state one.
    pub facts: Vec<Option<FactView>>,
    /// The place of each fact among those of its column, for sorting; the same for equal ones.
    pub ranks: Vec<usize>,
}

/// What has become of an article. Notices and the log of revisions are part of `content`.
#[derive(Clone, Debug, Serialize)]
pub struct LifeView {
    /// When what it is about begins.
    pub starts: Option<DateView>,
    /// When what it is about ends or ended.
    pub ends: Option<DateView>,
    /// When it was last looked over.
    pub last_reviewed: Option<DateView>,
    /// Those who did; `url` is empty where there is no page.
    pub reviewers: Vec<LinkView>,
    /// When its next review is due, or was.
    pub review_due: Option<DateView>,
    /// The article that takes its place.
    pub successor: Option<LinkView>,
    /// Articles whose place it takes.
    pub replaces: Vec<LinkView>,
    /// What was changed since it was published, the last change first.
    pub revisions: Vec<RevisionView>,
}

/// A change to a published article.
#[derive(Clone, Debug, Serialize)]
pub struct RevisionView {
    /// When readers first saw it.
    pub date: DateView,
    /// What it was: `Typo`, `Update`, `Correction` or `Retraction`.
    pub kind: &'static str,
    /// What was changed.
    pub note: Option<String>,
}

/// An article's terms in one taxonomy.
#[derive(Clone, Debug, Serialize)]
pub struct TaxonomyTermsView {
    /// The taxonomy.
    pub taxonomy: LinkView,
    /// The terms.
    pub terms: Vec<LinkView>,
}

/// An entry of the table of contents.
#[derive(Clone, Debug, Serialize)]
pub struct TocView {
    /// The heading's id.
    pub id: String,
    /// Its words as HTML.
    pub html: String,
    /// The headings of level 3 below it.
    pub children: Vec<TocView>,
}

/// A question of the FAQ.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionView {
    /// The question.
    pub question: String,
    /// The id of its heading.
    pub id: String,
}

/// An article's place in a series.
#[derive(Clone, Debug, Serialize)]
pub struct SeriesPlaceView {
    /// The series' name.
    pub title: String,
    /// The address of its page.
    pub url: String,
    /// The article's place, from 1.
    pub number: usize,
    /// How many articles it has.
    pub count: usize,
    /// The article before.
    pub previous: Option<LinkView>,
    /// The article after.
    pub next: Option<LinkView>,
    /// All of them in reading order.
    pub articles: Vec<LinkView>,
}

/// A disclaimer shown in an article's text.
#[derive(Clone, Debug, Serialize)]
pub struct DisclaimerView {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// `mandatory`, `default` or `optional`.
    pub level: &'static str,
    /// The version in force.
    pub version: String,
    /// `sticky`, `top`, `before-cta`, `before-faq`, `end` or `card`.
    pub placement: &'static str,
}

/// `taxonomy.html`: all terms.
#[derive(Clone, Debug, Serialize)]
pub struct TaxonomyPageView {
    /// Facts of every page.
    pub page: PageView,
    /// The taxonomy.
    pub taxonomy: LinkView,
    /// Its terms, by name.
    pub terms: Vec<TermView>,
}

/// A term.
#[derive(Clone, Debug, Serialize)]
pub struct TermView {
    /// Its name.
    pub title: String,
    /// Its address.
    pub url: String,
    /// How many articles it has.
    pub count: usize,
}

/// `term.html`: the articles of a term.
#[derive(Clone, Debug, Serialize)]
pub struct TermPageView {
    /// Facts of every page.
    pub page: PageView,
    /// The taxonomy.
    pub taxonomy: LinkView,
    /// The term.
    pub term: TermView,
    /// Its articles.
    pub list: ListView,
}

/// `author.html`: somebody with a record in site.toml.
#[derive(Clone, Debug, Serialize)]
pub struct AuthorPageView {
    /// Facts of every page.
    pub page: PageView,
    /// The author.
    pub author: AuthorView,
    /// Their articles.
    pub list: ListView,
}

/// `series.html`.
#[derive(Clone, Debug, Serialize)]
pub struct SeriesPageView {
    /// Facts of every page.
    pub page: PageView,
    /// The series' name.
    pub series: LinkView,
    /// Its articles in reading order.
    pub articles: Vec<Shared<CardView>>,
}

/// `corrections.html`: everything that was put right or retracted.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionsPageView {
    /// Facts of every page.
    pub page: PageView,
    /// All of it, the last first.
    pub corrections: Vec<CorrectionView>,
}

/// Something that was put right or retracted.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionView {
    /// The article.
    pub article: LinkView,
    /// When readers first saw it.
    pub date: DateView,
    /// What it was: `Correction` or `Retraction`.
    pub kind: &'static str,
    /// What was changed.
    pub note: String,
}

/// `404.html`.
#[derive(Clone, Debug, Serialize)]
pub struct NotFoundView {
    /// Facts of every page.
    pub page: PageView,
    /// The newest articles of the site.
    pub recent: Vec<Shared<CardView>>,
}

/// `search.html`.
#[derive(Clone, Debug, Serialize)]
pub struct SearchView {
    /// Facts of every page.
    pub page: PageView,
}
