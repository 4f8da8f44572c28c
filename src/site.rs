//! Owns the linked site: every article with what it refers to, its neighbours and its terms. Data
//! only; made once by [`link`] and never written to again.

mod articles;
mod chronology;
mod corrections;
mod facts;
mod faq;
mod files;
mod life;
mod link;
mod looks;
mod people;
mod refs;
mod related;
mod sections;
mod series;
mod terms;
#[cfg(test)]
pub(crate) mod testing;
mod translations;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::config::Config;
use crate::digest::Digest;
use crate::document::{Document, Layer, SectionDocument, SectionMatter};
use crate::language::{LanguageId, Tags};
use crate::markup::HeadingRef;
use crate::moment::Moment;
use crate::route::{ContentPath, Route};
use crate::source::FileId;

pub use articles::Articles;
pub use facts::{Fact, FactValue, host};
pub use files::{Asset, Assets};
pub use life::{Life, PHASES, State, Transition, instants, state};
pub use link::{Inputs, Notice, link};
pub use looks::{Looks, watch};

/// Names an article; an index into [`Site::articles`], which follow their content paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ArticleId(pub u32);

/// Names a section; an index into [`Site::sections`]. The first is the site's root.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SectionId(pub u32);

/// Names a term: its taxonomy's index in [`Site::taxonomies`], and its own there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TermId {
    /// Index of the taxonomy.
    pub taxonomy: u32,
    /// Index of the term.
    pub term: u32,
}

/// Everything that is published.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Site {
    /// The languages of the site.
    pub tags: Tags,
    /// What there is in each of them.
    pub languages: Vec<InLanguage>,
    /// All published articles, by content path; kept by themselves.
    #[serde(skip)]
    pub articles: Articles,
    /// All sections, parents before children.
    pub sections: Vec<Section>,
    /// The taxonomies of site.toml in their order.
    pub taxonomies: Vec<Taxonomy>,
    /// All series, by slug.
    pub series: Vec<Series>,
    /// All articles that lists have, the newest first.
    pub recent: Vec<ArticleId>,
    /// Files that are published as they are, by where they are served.
    pub files: BTreeMap<Route, Asset>,
    /// What the references of each notice came to, by language and then in the order in which notices
    /// were given.
    pub notices: Vec<Vec<Vec<Resolved>>>,
    /// The next instant at which a build comes to something else.
    pub next_transition: Option<Transition>,
}

/// What of a site is in one language.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct InLanguage {
    /// Its front page.
    pub home: Route,
    /// Its articles that lists have, the newest first.
    pub recent: Vec<ArticleId>,
    /// The page of its corrections, if there are any.
    pub corrections: Option<Route>,
    /// Where it has what lies elsewhere in the default language.
    routes: BTreeMap<Route, Route>,
}

/// An article in its place.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Article {
    /// Its name in this run.
    pub id: ArticleId,
    /// Its file, for messages.
    pub file: FileId,
    /// Its file below `content/`.
    pub path: ContentPath,
    /// The path that its original has, if it is not in the site's default language.
    pub original: Option<ContentPath>,
    /// Its language.
    pub language: LanguageId,
    /// The same in other languages, by language.
    pub translations: Vec<ArticleId>,
    /// Its URL path.
    pub route: Route,
    /// What its file says; kept by itself.
    #[serde(skip)]
    pub document: Arc<Document>,
    /// The section it is in.
    pub section: SectionId,
    /// When it was published.
    pub date: Moment,
    /// What its references came to, by index.
    pub resolved: Vec<Resolved>,
    /// The next older article of its section.
    pub previous: Option<ArticleId>,
    /// The next newer article of its section.
    pub next: Option<ArticleId>,
    /// Articles that share its rarer terms, the closest first.
    pub related: Vec<ArticleId>,
    /// Articles that link to it, by date, the newest first.
    pub backlinks: Vec<ArticleId>,
    /// Its terms: by taxonomy, then as the author listed them.
    pub terms: Vec<TermId>,
    /// Those who wrote it.
    pub authors: Vec<Author>,
    /// Its series and its place there, from 0.
    pub series: Option<(usize, usize)>,
    /// The picture of its front matter.
    pub image: Option<Box<SiteImage>>,
    /// For every question of its FAQ: whether this article owns it, and so marks it up.
    pub owns_question: Vec<bool>,
    /// What has become of it.
    pub life: Life,
    /// The facts that it states, in the order of site.toml.
    pub facts: Vec<Fact>,
}

/// Somebody who wrote an article.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Author {
    /// Name as shown.
    pub name: String,
    /// Index into the configured authors.
    pub record: Option<usize>,
    /// Their term, if `authors` is a taxonomy.
    pub term: Option<TermId>,
}

/// A picture of the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteImage {
    /// Where it is served.
    pub route: Route,
    /// Width and height in pixels, if the file tells.
    pub size: Option<(u32, u32)>,
    /// What it shows.
    pub alt: String,
}

/// What a reference came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Resolved {
    /// A page or a file of the site.
    Route {
        /// Where it is served.
        route: Route,
        /// `?query`, `#fragment` or both, as written; or empty.
        suffix: Box<str>,
    },
    /// An image of the site.
    Image(Arc<SiteImage>),
    /// Nothing; an error has been reported.
    Broken,
}

/// A section.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Section {
    /// Its name in this run.
    pub id: SectionId,
    /// Its folder below `content/`; empty for the root.
    pub folder: String,
    /// Its URL path.
    pub route: Route,
    /// Its name as shown.
    pub title: String,
    /// Its language.
    pub language: LanguageId,
    /// The same in other languages, by language.
    pub translations: Vec<SectionId>,
    /// What its `_index.md` says, and the file.
    pub document: Option<(FileId, Arc<SectionDocument>)>,
    /// What the `_index.md` of the default language says, if this is another.
    pub original: Option<Arc<SectionDocument>>,
    /// What the references of its text came to.
    pub resolved: Vec<Resolved>,
    /// The section above it; none for the root.
    pub parent: Option<SectionId>,
    /// The sections right below it, in order.
    pub children: Vec<SectionId>,
    /// Its articles and those of the sections below it, in its order.
    pub articles: Vec<ArticleId>,
    /// Those of them that state facts.
    pub stating: Vec<ArticleId>,
    /// Where these articles stand, by the names of [`Article::phase`].
    pub phases: BTreeSet<String>,
    /// Whether any of these gives a date for calendars.
    pub is_dated: bool,
}

/// A taxonomy with its terms.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Taxonomy {
    /// Index into the configured taxonomies.
    pub config: usize,
    /// Its language.
    pub language: LanguageId,
    /// The URL path of its overview.
    pub route: Route,
    /// Its terms, by slug.
    pub terms: Vec<Term>,
}

/// A term of a taxonomy.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Term {
    /// Name as shown.
    pub name: String,
    /// Name in the URL.
    pub slug: String,
    /// The URL path of its page.
    pub route: Route,
    /// Its articles, the newest first.
    pub articles: Vec<ArticleId>,
    /// For a term of `authors`: index into the configured authors.
    pub record: Option<usize>,
}

/// A series.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Series {
    /// Its language.
    pub language: LanguageId,
    /// Its name.
    pub name: String,
    /// The URL path of its page.
    pub route: Route,
    /// Its articles in reading order.
    pub articles: Vec<ArticleId>,
}

impl Site {
    /// An article by its name.
    pub fn article(&self, id: ArticleId) -> &Article {
        self.articles.get(id)
    }

    /// An article while the site is being linked.
    fn article_mut(&mut self, id: ArticleId) -> &mut Article {
        self.articles.get_mut(id)
    }

    /// A section by its name.
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.0 as usize]
    }

    /// A term by its name.
    pub fn term(&self, id: TermId) -> &Term {
        &self.taxonomies[id.taxonomy as usize].terms[id.term as usize]
    }

    /// The sections from the root down to `id`, both included.
    pub fn ancestry(&self, id: SectionId) -> Vec<SectionId> {
        let mut line = vec![id];
        let mut at = self.section(id);
        while let Some(parent) = at.parent {
            line.push(parent);
            at = self.section(parent);
        }
        line.reverse();
        line
    }
}

impl Section {
    /// What settles how its articles are ordered, listed and typed: the `_index.md` of the default language,
    /// else its own.
    pub fn matter(&self) -> Option<&SectionMatter> {
        let own = self.document.as_ref().map(|(_, document)| document);
        self.original.as_ref().or(own).map(|document| &document.matter)
    }

    /// What is said about the disclaimers of its articles: by its own `_index.md`, and by that of the
    /// default language.
    pub fn layers(&self) -> impl Iterator<Item = &Layer> {
        let own = self.document.as_ref().map(|(_, document)| document);
        own.into_iter().chain(&self.original).map(|document| &document.matter.layer)
    }
}

impl Article {
    /// Its path, without its language.
    pub fn plain_path(&self) -> &ContentPath {
        self.original.as_ref().unwrap_or(&self.path)
    }

    /// Headings for the table of contents: levels 2 and 3.
    pub fn contents(&self) -> impl Iterator<Item = HeadingRef<'_>> {
        self.document.headings.iter().filter(|heading| (2..=3).contains(&heading.level))
    }

    /// Minutes to read it, at least 1.
    pub fn reading_time(&self, config: &Config) -> u32 {
        self.document.words.div_ceil(config.words_per_minute).max(1)
    }

    /// Digest of its text with all holes filled: names what a page shows of it.
    pub fn filled_digest(&self) -> Digest {
        let mut hasher = crate::digest::Hasher::new();
        hasher.digest(self.document.key);
        for resolved in &self.resolved {
            match resolved {
                Resolved::Route { route, suffix } => {
                    hasher.part("route").part(route.as_str()).part(suffix.as_bytes())
                }
                Resolved::Image(image) => hasher.part("image").part(image.route.as_str()).value(&image.size),
                Resolved::Broken => hasher.part("broken"),
            };
        }
        hasher.finish()
    }
}
