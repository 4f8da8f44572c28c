//! Owns small sites made by hand, for the tests of whatever reads a linked site.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{
    Article, ArticleId, Articles, Asset, Author, InLanguage, Life, Section, SectionId, Series, Site,
    Taxonomy, Term, TermId,
};
use crate::config::{self, Config, Overrides};
use crate::digest::Digest;
use crate::document::{
    ArticleType, Document, FrontMatter, Layer, SectionDocument, SectionMatter, SortBy, Terms,
};
use crate::fields;
use crate::language::LanguageId;
use crate::markup::{Body, HeadingRef, Headings};
use crate::moment::Moment;
use crate::route::{ContentPath, Route, slugify};
use crate::source::{FileId, Source};

/// A site and its configuration. It begins with a root section and the taxonomies of site.toml;
/// everything else is added by hand, parents first.
pub(crate) struct TestSite {
    /// The configuration.
    pub(crate) config: Config,
    /// The site.
    pub(crate) site: Site,
}

impl TestSite {
    /// An empty site at `https://example.org/research/`; `settings` are further lines of site.toml.
    pub(crate) fn new(settings: &str) -> Self {
        let text =
            format!("title = \"Field Notes\"\nbase_url = \"https://example.org/research/\"\n{settings}");
        let overrides = Overrides {
            now: 1_795_219_200,
            base_url: None,
            origin: None,
            output: None,
            drafts: false,
            future: false,
        };
        let loaded = config::load(&Source::new(FileId(0), "site.toml", text), &overrides);
        assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
        let config = loaded.value.expect("a usable site.toml");
        let taxonomy = |(index, taxonomy): (usize, &config::Taxonomy)| Taxonomy {
            config: index,
            language: LanguageId::DEFAULT,
            route: route(&format!("/{}/", taxonomy.name)),
            terms: Vec::new(),
        };
        let taxonomies = config.taxonomies.iter().enumerate().map(taxonomy).collect();
        let site = Site {
            tags: config.tags(),
            languages: vec![InLanguage {
                home: Route::home(),
                recent: Vec::new(),
                corrections: None,
                routes: BTreeMap::new(),
            }],
            articles: Articles::default(),
            sections: Vec::new(),
            taxonomies,
            series: Vec::new(),
            recent: Vec::new(),
            files: BTreeMap::new(),
            notices: Vec::new(),
            next_transition: None,
        };
        let mut made = Self { config, site };
        made.section("", "Field Notes", ArticleType::BlogPosting);
        made
    }

    /// Adds a section.
    pub(crate) fn section(&mut self, folder: &str, title: &str, article_type: ArticleType) -> SectionId {
        let id = SectionId(number(self.site.sections.len()));
        let parent_folder = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
        let parent = self.site.sections.iter().find(|section| section.folder == parent_folder);
        let matter = SectionMatter {
            title: title.to_owned(),
            description: Some(format!("All about {}.", title.to_lowercase())),
            slug: None,
            sort_by: SortBy::Date,
            weight: 0,
            per_page: None,
            article_type,
            layer: Layer::default(),
            extra: fields::Value::Null,
        };
        let document =
            SectionDocument { matter, body: Body::default(), references: Vec::new(), anchors: Vec::new() };
        let section = Section {
            id,
            folder: folder.to_owned(),
            route: if folder.is_empty() { Route::home() } else { route(&format!("/{folder}/")) },
            title: title.to_owned(),
            language: LanguageId::DEFAULT,
            translations: Vec::new(),
            original: None,
            document: Some((FileId(id.0), Arc::new(document))),
            resolved: Vec::new(),
            parent: parent.map(|parent| parent.id),
            children: Vec::new(),
            articles: Vec::new(),
            stating: Vec::new(),
            phases: BTreeSet::new(),
            is_dated: false,
        };
        self.site.sections.push(section);
        id
    }

    /// Adds an article to the section of its folder; `dates` are those of publication and, after a
    /// space, of the last change. `write` makes more of its document.
    pub(crate) fn article(
        &mut self,
        path: &str,
        title: &str,
        dates: &str,
        write: impl FnOnce(&mut Document),
    ) -> ArticleId {
        let id = ArticleId(number(self.site.articles.len()));
        let path = ContentPath::new(path).expect("a content path");
        let section = self.site.sections.iter().find(|section| section.folder == path.folder());
        let section = section.expect("the article's section").id;
        let mut dates = dates.split(' ').map(|text| Moment::parse(text, &self.config.time_zone));
        let date = dates.next().expect("a date").expect("a date");
        let mut document = document(title, date, dates.next().map(|updated| updated.expect("a date")));
        write(&mut document);
        let mut articles = self.site.articles.to_vec();
        articles.push(Arc::new(Article {
            id,
            file: FileId(100 + id.0),
            route: route(&format!("/{}/", path.as_str().trim_end_matches(".md"))),
            path,
            original: None,
            language: LanguageId::DEFAULT,
            translations: Vec::new(),
            document: Arc::new(document),
            section,
            date,
            resolved: Vec::new(),
            previous: None,
            next: None,
            related: Vec::new(),
            backlinks: Vec::new(),
            terms: Vec::new(),
            authors: Vec::new(),
            series: None,
            image: None,
            owns_question: Vec::new(),
            life: Life::default(),
            facts: Vec::new(),
        }));
        self.site.articles = articles.into();
        self.site.sections[section.0 as usize].articles.push(id);
        self.site.recent.push(id);
        self.site.languages[0].recent.push(id);
        id
    }

    /// Puts an article under a term, which is made if need be.
    pub(crate) fn term(&mut self, article: ArticleId, taxonomy: &str, name: &str) -> TermId {
        let index = self.config.taxonomies.iter().position(|known| known.name == taxonomy);
        let index = index.expect("a taxonomy");
        let record =
            self.config.authors.iter().position(|author| taxonomy == "authors" && author.name == name);
        let slug = record.map_or_else(|| slugify(name), |record| self.config.authors[record].id.clone());
        let terms = &mut self.site.taxonomies[index].terms;
        let place = terms.iter().position(|term| term.name == name).unwrap_or_else(|| {
            terms.push(Term {
                name: name.to_owned(),
                route: route(&format!("/{taxonomy}/{slug}/")),
                slug,
                articles: Vec::new(),
                record,
            });
            terms.len() - 1
        });
        terms[place].articles.push(article);
        let term = TermId { taxonomy: number(index), term: number(place) };
        self.edit(article).terms.push(term);
        term
    }

    /// Makes somebody an author of an article; they have a page if `authors` is a taxonomy.
    pub(crate) fn author(&mut self, article: ArticleId, name: &str) -> Option<TermId> {
        let taxonomy = self.config.taxonomies.iter().any(|taxonomy| taxonomy.name == "authors");
        let term = taxonomy.then(|| self.term(article, "authors", name));
        let record = self.config.authors.iter().position(|author| author.name == name);
        self.edit(article).authors.push(Author { name: name.to_owned(), record, term });
        term
    }

    /// Makes a series of articles.
    pub(crate) fn series(&mut self, name: &str, articles: &[ArticleId]) -> usize {
        let index = self.site.series.len();
        for (place, article) in articles.iter().enumerate() {
            self.edit(*article).series = Some((index, place));
        }
        let route = route(&format!("/series/{}/", slugify(name)));
        self.site.series.push(Series {
            language: LanguageId::DEFAULT,
            name: name.to_owned(),
            route,
            articles: articles.to_vec(),
        });
        index
    }

    /// Publishes a picture.
    pub(crate) fn picture(&mut self, path: &str, size: (u32, u32)) -> Route {
        let asset = Asset { file: FileId(900), digest: Digest::of(path), size: Some(size) };
        self.site.files.insert(route(path), asset);
        route(path)
    }

    /// An article, to be made more of.
    pub(crate) fn edit(&mut self, article: ArticleId) -> &mut Article {
        self.site.article_mut(article)
    }
}

/// A heading without markup.
pub(crate) fn heading<'h>(level: u8, id: &'h str, text: &'h str) -> HeadingRef<'h> {
    HeadingRef { level, id: id.into(), text, html: text }
}

fn document(title: &str, date: Moment, updated: Option<Moment>) -> Document {
    let front = FrontMatter {
        title: title.to_owned(),
        description: Some(format!("In short: {title}.")),
        date,
        updated,
        authors: Vec::new(),
        category: None,
        terms: Terms::default(),
        series: None,
        slug: None,
        aliases: Vec::new(),
        draft: false,
        image: None,
        image_alt: None,
        disclaimer: None,
        disclosure: None,
        flags: Vec::new(),
        toc: None,
        how_to: false,
        search: true,
        life: None,
        translated: None,
        facts: crate::document::FactsSaid::Nothing,
        extra: fields::Value::Null,
    };
    Document {
        key: Digest::of(title),
        front,
        headings: Headings::default(),
        anchors: [].into(),
        references: [].into(),
        questions: [].into(),
        written_disclaimer: false,
        summary: None,
        words: 1200,
        code: false,
        slots: [].into(),
        sponsored: None,
    }
}

fn route(path: &str) -> Route {
    Route::new(path).expect("a route")
}

fn number(index: usize) -> u32 {
    u32::try_from(index).expect("a small number")
}
