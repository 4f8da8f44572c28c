//! Owns what stands on many pages: links to terms and sections, people, and what every page in a language
//! has. All of it is made once; what is not here is made when it is needed.

use std::collections::BTreeMap;

use super::cards::author;
use super::shared::Common;
use super::view::{AuthorView, FeedLinkView, LinkView};
use super::{Context, json_ld, views};
use crate::language::LanguageId;
use crate::route::{BaseUrl, Route};
use crate::site::{Author, SectionId, TermId};

/// Links to terms and sections, and what pages in each language have.
#[derive(Clone, Debug, Default)]
pub struct Links {
    terms: Vec<Vec<Common<LinkView>>>,
    sections: Vec<Common<LinkView>>,
    languages: Vec<Standing>,
}

/// What stands on every page in a language, or on many.
#[derive(Clone, Debug)]
struct Standing {
    home: Common<LinkView>,
    feeds: Vec<Common<FeedLinkView>>,
    /// The nodes of structured data that all pages but the front page begin with.
    nodes: String,
    people: BTreeMap<Author, Person>,
}

/// Somebody who writes.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// Their name, and their page if there is one.
    pub(super) link: Common<LinkView>,
    /// The same as the pages of their articles show them.
    pub(super) view: Common<AuthorView>,
}

impl Links {
    /// Those of a site.
    pub fn new(context: Context<'_>) -> Self {
        let (site, base) = (context.site, &context.config.base_url);
        let known = |title: &str, route: &Route| Common::from(link(base, title, route));
        let terms = |taxonomy: &crate::site::Taxonomy| {
            taxonomy.terms.iter().map(|term| known(&term.name, &term.route)).collect()
        };
        let mut links = Self {
            terms: site.taxonomies.iter().map(terms).collect(),
            sections: site.sections.iter().map(|section| known(&section.title, &section.route)).collect(),
            languages: Vec::new(),
        };
        let context = Context { links: &links, ..context };
        let languages = context.voices.iter().map(|voice| Standing::new(context.speaking(voice.language.id)));
        links.languages = languages.collect();
        links
    }

    /// The link to a term.
    pub(super) fn term(&self, id: TermId) -> Option<&Common<LinkView>> {
        self.terms.get(id.taxonomy as usize)?.get(id.term as usize)
    }

    /// The link to a section.
    pub(super) fn section(&self, id: SectionId) -> Option<&Common<LinkView>> {
        self.sections.get(id.0 as usize)
    }

    fn standing(&self, language: LanguageId) -> Option<&Standing> {
        self.languages.get(language.index())
    }

    /// The link to the front page of a language.
    pub(super) fn home(&self, language: LanguageId) -> Option<&Common<LinkView>> {
        Some(&self.standing(language)?.home)
    }

    /// The feeds of the whole site in a language.
    pub(super) fn feeds(&self, language: LanguageId) -> Option<&[Common<FeedLinkView>]> {
        Some(&self.standing(language)?.feeds)
    }

    /// The nodes of structured data that all pages in a language but its front page begin with.
    pub(super) fn nodes(&self, language: LanguageId) -> Option<&str> {
        Some(&self.standing(language)?.nodes)
    }

    /// Somebody who writes in a language.
    pub(super) fn person(&self, language: LanguageId, author: &Author) -> Option<&Person> {
        self.standing(language)?.people.get(author)
    }
}

impl Standing {
    fn new(context: Context<'_>) -> Self {
        let mut people = BTreeMap::new();
        let articles = context.site.articles.there();
        for article in articles.filter(|article| article.language == context.language.id) {
            for person in article.authors.iter().chain(&article.life.reviewers) {
                if !people.contains_key(person) {
                    people.insert(person.clone(), author(context, person));
                }
            }
        }
        let mut nodes = String::new();
        json_ld::write_standing(&mut nodes, context, false);
        Self {
            home: link(&context.config.base_url, context.language.text("home"), context.home()).into(),
            feeds: views::site_feeds(context),
            nodes,
            people,
        }
    }
}

/// A link to a page of the site.
pub(super) fn link(base: &BaseUrl, title: &str, route: &Route) -> LinkView {
    LinkView { title: title.to_owned(), url: base.local(route), permalink: base.absolute(route) }
}
