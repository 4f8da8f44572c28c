//! Owns what templates see. Every field here is part of what theme authors rely on, and is listed in
//! `templates/README.md`; a test holds the two together.
//!
//! URLs are for use as they stand: `url` begins with the base URL's path (`/research/airdrops/`),
//! `permalink` is absolute. Text is not escaped: Tera escapes it. Names that end in `html` and
//! `content` are finished HTML.

mod article;
mod parts;
mod social;

use std::collections::BTreeMap;

use serde::Serialize;

pub use article::{
    ArticlePageView, ArticleView, CardView, DisclaimerView, FactLinkView, FactView, LifeView, QuestionView,
    RevisionView, SeriesPlaceView, TaxonomyTermsView, TocView,
};
pub use parts::{
    AlternateView, AssetView, AuthorView, DateView, FeedLinkView, FontView, ImageSourceView, ImageView,
    LanguageView, LinkView, OrganizationView, ThemeView,
};
pub use social::{SocialCardView, SocialLineView};

use super::shared::{Common, Shared};
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
    /// `offline.html`.
    Offline(OfflineView),
    /// `search.html`.
    Search(SearchView),
}

impl View {
    /// Facts of every page.
    pub fn page(&self) -> &PageView {
        match self {
            Self::Home(view) => &view.page,
            Self::Section(view) => &view.page,
            Self::Article(view) => &view.page,
            Self::Taxonomy(view) => &view.page,
            Self::Term(view) => &view.page,
            Self::Author(view) => &view.page,
            Self::Series(view) => &view.page,
            Self::Corrections(view) => &view.page,
            Self::NotFound(view) => &view.page,
            Self::Offline(view) => &view.page,
            Self::Search(view) => &view.page,
        }
    }
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
    /// Which way its script runs: `ltr` or `rtl`.
    pub dir: &'static str,
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
    pub feeds: Vec<Common<FeedLinkView>>,
    /// `llms.txt`, if there is one.
    pub llms: Option<String>,
    /// The page of all corrections, if there are any.
    pub corrections: Option<LinkView>,
    /// The page for searching, if readers can search the site; the index lies below it.
    pub search: Option<String>,
    /// The web app manifest, if readers can read without a network; the service worker `sw.js` lies beside it.
    pub offline: Option<String>,
    /// Who publishes the site.
    pub publisher: Option<OrganizationView>,
    /// Style sheets and scripts by their path (`/css/main.css`), as the filters `url` and `integrity`
    /// find them; empty in the preview.
    pub assets: BTreeMap<String, AssetView>,
    /// What `[theme]` of site.toml chooses.
    pub theme: ThemeView,
    /// `[extra]` of site.toml.
    pub extra: serde_json::Value,
}

/// `page`: on every page, whatever it is.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// What it is: `home`, `section`, `article`, `taxonomy`, `term`, `author`, `series`,
    /// `corrections`, `search`, `offline`, `404`.
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
    pub breadcrumbs: Vec<Common<LinkView>>,
    /// Feeds that belong to it.
    pub feeds: Vec<Common<FeedLinkView>>,
    /// The same as Markdown, if the site has a mirror; absolute.
    pub markdown: Option<String>,
    /// Where it is to be had in which language, itself among them, and for everybody else; empty if there is
    /// no translation.
    pub alternates: Vec<AlternateView>,
    /// The languages of the site, each with an address to go to; empty if there is one only.
    pub languages: Vec<LanguageView>,
    /// What `<meta name="robots">` says, if anything.
    pub robots: Option<&'static str>,
    /// `og:type`: `website`, `article` or `profile`.
    pub og_type: &'static str,
    /// Picture for social cards.
    pub image: Option<ImageView>,
    /// Whether it has highlighted code and so needs the code style sheet.
    pub code: bool,
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
    /// Where its articles stand, to choose from; on the first page only, if there is a choice.
    pub phases: Vec<PhaseView>,
    /// Its articles.
    pub list: ListView,
}

/// Where some articles of a section stand.
#[derive(Clone, Debug, Serialize)]
pub struct PhaseView {
    /// `upcoming`, `open`, or the state of an article.
    pub name: &'static str,
    /// The same in a word or two.
    pub label: String,
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
    pub author: Common<AuthorView>,
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
    pub article: Shared<LinkView>,
    /// When readers first saw it.
    pub date: DateView,
    /// What it was, for reading: `Correction` or `Retraction`.
    pub kind: String,
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

/// `offline.html`.
#[derive(Clone, Debug, Serialize)]
pub struct OfflineView {
    /// Facts of every page.
    pub page: PageView,
}

/// `search.html`.
#[derive(Clone, Debug, Serialize)]
pub struct SearchView {
    /// Facts of every page.
    pub page: PageView,
}
