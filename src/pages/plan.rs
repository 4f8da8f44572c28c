//! Owns the list of pages: one entry for every file that is made rather than copied.

use crate::route::Route;
use crate::site::{ArticleId, SectionId, TermId};

/// A file to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Where it is served.
    pub route: Route,
    /// What it is.
    pub kind: PageKind,
}

/// The kinds of page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// A page of the front page's list, from 1.
    Home(usize),
    /// A page of a section's list, from 1.
    Section(SectionId, usize),
    /// An article.
    Article(ArticleId),
    /// A taxonomy's overview: index into [`Site::taxonomies`](crate::site::Site::taxonomies).
    Taxonomy(usize),
    /// A page of a term's list, from 1.
    Term(TermId, usize),
    /// A page of a list of somebody's articles who has a record in site.toml.
    Author(TermId, usize),
    /// A series: index into [`Site::series`](crate::site::Site::series).
    Series(usize),
    /// 404.html.
    NotFound,
    /// A feed in Atom.
    Atom(FeedOf),
    /// A feed in RSS.
    Rss(FeedOf),
    /// A sitemap, or the index of several: 0 is sitemap.xml, others sitemap-1.xml and so on.
    Sitemap(usize),
    /// robots.txt.
    Robots,
    /// A page at an old address that leads to an article.
    Redirect(ArticleId),
    /// `_redirects`, for hosts that read it.
    RedirectList,
    /// The style sheet of highlighted code.
    CodeStyle,
}

/// What a feed is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedOf {
    /// The whole site.
    Site,
    /// A section.
    Section(SectionId),
    /// A term.
    Term(TermId),
}
