//! Owns the index that readers search: what it is made of, in which files it lies, and their bytes. The
//! browser's side, `static/js/search.js`, reads them; a reader loads only what a query needs.
//!
//! Articles are numbered by date, so that a new one changes no other's number. Words are put together by
//! their stem into groups; a group is named by a hash, and so are the files where it is looked for:
//!
//! - `words-N.bin`: words that begin alike, in order, each with its group. A browser finds there what a
//!   reader has typed, or has begun to type, without knowing anything of stems.
//! - `ends-N.bin`: words that end alike, for finding those that are misspelt at the beginning.
//! - `found-N.bin`: groups whose stems begin alike, each with the articles that have it.
//! - `articles-N.json`: what is shown of a few articles.
//! - `filters.json`: sections, tags, authors and statuses; the articles of each are a group like others.
//! - `index.json`: how many of each there are.
//!
//! How many files there are follows from the number of words alone, which is known without any text.

mod dictionary;
mod index;
mod listing;
mod revise;
mod stems;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

pub use index::Index;
pub use listing::{articles, filters};
pub use revise::{Revised, revise};

use crate::digest::{Digest, Hasher};
use crate::language::{Language, LanguageId};
use crate::route::{Route, Unsafe};
use crate::site::{Article, ArticleId, Site};

/// The folder of the search page and of the index.
pub const FOLDER: &str = "search/";

/// Articles in one file of what is shown of them.
const BLOCK: usize = 8;

/// A file of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Part {
    /// `index.json`.
    Head,
    /// `filters.json`.
    Filters,
    /// `words-N.bin`.
    Words(u32),
    /// `ends-N.bin`.
    Ends(u32),
    /// `found-N.bin`.
    Found(u32),
    /// `articles-N.json`.
    Articles(u32),
}

/// How many files an index has of each kind that is found by hashes; all are powers of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    /// Of `words-N.bin`, and of `ends-N.bin`.
    pub words: u32,
    /// Of `found-N.bin`.
    pub found: u32,
}

impl Shape {
    /// The shape for so many words of text: the number of different words grows with the square root.
    fn of(words: u64) -> Self {
        let power =
            |number: u64, most: u32| u32::try_from(number).unwrap_or(most).next_power_of_two().min(most);
        Self { words: power(words.isqrt() / 32, 1 << 10), found: power(words >> 15, 1 << 14) }
    }
}

/// The files of an index, and the order of its articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// All articles that can be found, the oldest first. Drafts and articles of the future never are, on
    /// request neither, nor are those that were withdrawn or say `search: false`.
    pub articles: Vec<ArticleId>,
    /// How many words their texts have.
    words: u64,
    /// How many files there are.
    pub shape: Shape,
}

impl Plan {
    /// The plan for what a site has in a language.
    pub fn of(site: &Site, language: LanguageId) -> Self {
        let own = site.articles.iter().filter(|article| article.language == language);
        let is_found = |article: &Article| article.life.state.is_indexed() && article.document.front.search;
        let published = own.filter(|article| is_found(article));
        let mut articles: Vec<ArticleId> = published.map(|article| article.id).collect();
        articles.sort_by_key(|id| (site.article(*id).date.seconds(), *id));
        let words = articles.iter().map(|id| u64::from(site.article(*id).document.words)).sum();
        Self { articles, words, shape: Shape::of(words) }
    }

    /// The same in so many files.
    pub fn with_shape(self, shape: Shape) -> Self {
        Self { shape, ..self }
    }

    /// The number of an article.
    pub fn number(&self, id: ArticleId) -> Option<usize> {
        self.articles.iter().position(|other| *other == id)
    }

    /// The plan after one of the texts has got another length, in words. `None` if there are to be other
    /// files.
    pub fn with_length(self, before: u32, after: u32) -> Option<Self> {
        let words = (self.words + u64::from(after)).checked_sub(u64::from(before))?;
        (Shape::of(words) == self.shape).then_some(Self { words, ..self })
    }

    /// All files.
    pub fn parts(&self) -> impl Iterator<Item = Part> {
        let blocks = u32::try_from(self.articles.len().div_ceil(BLOCK)).unwrap_or(u32::MAX);
        let Shape { words, found } = self.shape;
        [Part::Head, Part::Filters]
            .into_iter()
            .chain((0..words).map(Part::Words))
            .chain((0..words).map(Part::Ends))
            .chain((0..found).map(Part::Found))
            .chain((0..blocks).map(Part::Articles))
    }

    /// The articles of one file of what is shown of them.
    pub fn block(&self, number: u32) -> &[ArticleId] {
        let from = (number as usize * BLOCK).min(self.articles.len());
        &self.articles[from..(from + BLOCK).min(self.articles.len())]
    }

    /// Names what each article says, in this order.
    pub fn said(&self, site: &Site) -> Vec<Digest> {
        self.articles.iter().map(|id| said(site, *id)).collect()
    }
}

/// Names what an article says to those who search.
pub fn said(site: &Site, id: ArticleId) -> Digest {
    let article = site.article(id);
    let mut hasher = Hasher::new();
    hasher.digest(article.document.key).part(article.route.as_str()).part(article.life.state.name());
    for name in surroundings(site, id) {
        hasher.part(name);
    }
    hasher.finish()
}

/// Names what all articles say: an index of the same is the same.
pub fn digest(said: &[Digest], language: &Language) -> Digest {
    let mut hasher = Hasher::new();
    // Browsers keep files by this, too: those of another version of the program are others.
    hasher.part(env!("CARGO_PKG_VERSION")).digest(language.digest);
    for said in said {
        hasher.digest(*said);
    }
    hasher.finish()
}

impl Part {
    /// Where it is served, given the address of the page for searching.
    pub fn route(self, page: &Route) -> Result<Route, Unsafe> {
        let name = match self {
            Self::Head => "index.json".to_owned(),
            Self::Filters => "filters.json".to_owned(),
            Self::Words(number) => format!("words-{number}.bin"),
            Self::Ends(number) => format!("ends-{number}.bin"),
            Self::Found(number) => format!("found-{number}.bin"),
            Self::Articles(number) => format!("articles-{number}.json"),
        };
        page.child(&name)
    }
}

/// Words of an article that its own text has not: those of people and sections.
pub fn surroundings(site: &Site, id: ArticleId) -> BTreeSet<&str> {
    let article = site.article(id);
    let sections =
        site.ancestry(article.section).into_iter().skip(1).map(|id| site.section(id).title.as_str());
    article.authors.iter().map(|author| author.name.as_str()).chain(sections).collect()
}

/// The bytes of `index.json`. The digest tells browsers which files belong together.
pub fn head(plan: &Plan, shape: Shape, digest: Digest) -> Vec<u8> {
    let version = digest.to_string();
    let head = serde_json::json!({
        "version": version[..16],
        "articles": plan.articles.len(),
        "block": BLOCK,
        "words": shape.words,
        "found": shape.found,
    });
    head.to_string().into_bytes()
}
