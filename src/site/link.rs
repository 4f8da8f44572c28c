//! Owns linking: documents in, the whole site out. Each concern is a step in a file of its own, one after
//! the other; those that take longest look at many articles at a time.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::files::{self, Assets};
use super::{
    Article, ArticleId, Life, SectionId, Site, State, chronology, corrections, facts, faq, life, people,
    refs, related, sections, series, terms, translations,
};
use crate::config::Config;
use crate::diagnostic::{Diagnosed, Diagnostic, Place, Step};
use crate::document::{Document, SectionDocument};
use crate::language::LanguageId;
use crate::markup::Reference;
use crate::route::{ContentPath, Route, slugify};
use crate::source::FileId;

/// What is linked.
#[derive(Debug)]
pub struct Inputs {
    /// Articles, by content path.
    pub articles: Vec<(FileId, ContentPath, Arc<Document>)>,
    /// `_index.md` files, by content path.
    pub sections: Vec<(FileId, ContentPath, Arc<SectionDocument>)>,
    /// Articles that could not be read: links to them are not at fault.
    pub unread: BTreeSet<ContentPath>,
    /// Disclaimers and calls to action, by language.
    pub notices: Vec<Vec<Notice>>,
    /// Files that are published as they are.
    pub assets: Assets,
}

/// What a disclaimer or a call to action refers to.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Its file: site.toml, or one of its own.
    pub file: FileId,
    /// Its place in site.toml; none if its file is its own, where references know their bytes.
    pub place: Option<Place>,
    /// Its references.
    pub references: Vec<Reference>,
}

/// Links the site. Drafts and articles of the future are left out unless the configuration asks for
/// them.
pub fn link(inputs: Inputs, config: &Config) -> Diagnosed<Site> {
    let mut diagnostics = Vec::new();
    let mut hidden = Vec::new();
    let tags = config.tags();
    let mut section_tree = sections::Tree::new(&inputs, config);
    let mut articles = Vec::new();
    for (file, path, document) in inputs.articles {
        let shown = match life::state(&document.front, config.now, &config.time_zone, false) {
            State::Draft => config.drafts,
            State::Scheduled => config.future,
            _ => true,
        };
        if !shown {
            hidden.push((path, document));
            continue;
        }
        let original = tags.split(&path);
        let (plain, language) =
            original.as_ref().map_or((&path, LanguageId::DEFAULT), |(plain, id)| (plain, *id));
        match place(plain, language, &document, &mut section_tree) {
            Ok((route, section)) => {
                let id = ArticleId(u32::try_from(articles.len()).unwrap_or(u32::MAX));
                let article = new_article(id, file, path, route, document, section);
                let original = original.map(|(plain, _)| plain);
                articles.push(Arc::new(Article { original, language, ..article }));
            }
            Err(diagnostic) => diagnostics.push(diagnostic.label(file, Place::File, "")),
        }
    }
    let mut sections = section_tree.finish(inputs.sections);
    translations::of_sections(&mut sections, &tags);
    translations::of_articles(&mut articles, &tags);
    for article in &mut articles {
        let facts = facts::read(article, &sections, config, &mut diagnostics);
        if !facts.is_empty() {
            Arc::make_mut(article).facts = facts;
        }
    }
    let others = life::Others { hidden: &hidden, unread: &inputs.unread };
    let next_transition = life::settle(&mut articles, &others, config, &mut diagnostics);
    let recent = chronology::newest_first(&articles);
    let mut site = Site {
        languages: translations::languages(&recent, &articles, config),
        tags,
        sections,
        taxonomies: Vec::new(),
        series: Vec::new(),
        recent,
        files: BTreeMap::new(),
        notices: Vec::new(),
        next_transition,
        articles: articles.into(),
    };
    chronology::fill_sections(&mut site, config);
    terms::collect(&mut site, config, &mut diagnostics);
    people::name_authors(&mut site, config, &mut diagnostics);
    series::collect(&mut site, &mut diagnostics);
    translations::find_routes(&mut site);
    site.files = files::publish(&inputs.assets, &site, &hidden, &mut diagnostics);
    let before = diagnostics.len();
    let missing = refs::Missing { hidden: &hidden, unread: &inputs.unread };
    refs::resolve(&mut site, &inputs.assets, &inputs.notices, &missing, &mut diagnostics);
    for diagnostic in &mut diagnostics[before..] {
        if ["link/broken", "link/broken-anchor", "image/missing"].contains(&diagnostic.code) {
            diagnostic.severity = config.broken_links;
        }
    }
    corrections::find_pages(&mut site);
    let related = || related::find(&site, config.lists.related);
    let (related, owned) = rayon::join(related, || faq::ownership(&site, &mut diagnostics));
    for (article, related) in site.articles.iter_mut().zip(related) {
        Arc::make_mut(article).related = related;
    }
    for (id, owns) in owned {
        site.article_mut(id).owns_question = owns;
    }
    Diagnosed::new(site, diagnostics)
}

fn new_article(
    id: ArticleId,
    file: FileId,
    path: ContentPath,
    route: Route,
    document: Arc<Document>,
    section: SectionId,
) -> Article {
    Article {
        id,
        file,
        path,
        original: None,
        language: LanguageId::DEFAULT,
        translations: Vec::new(),
        route,
        date: document.front.date,
        document,
        section,
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
    }
}

/// The folder of an article's section, and the last part of its URL before front matter is asked:
/// `a/x.md` and `a/x/index.md` both give `a` and `x`.
pub(super) fn folder_and_name(path: &ContentPath) -> (&str, &str) {
    let folder = path.folder();
    match path.name() {
        "index.md" => folder.rsplit_once('/').unwrap_or(("", folder)),
        name => (folder, name.strip_suffix(".md").unwrap_or(name)),
    }
}

fn place(
    path: &ContentPath,
    language: LanguageId,
    document: &Document,
    tree: &mut sections::Tree,
) -> Result<(Route, SectionId), Diagnostic> {
    let (folder, name) = folder_and_name(path);
    let slug = document.front.slug.as_deref().map_or_else(|| slugify(name), str::to_owned);
    if slug.is_empty() {
        let message = format!("`{path}` gives no name for the article's URL");
        return Err(Diagnostic::error("article/no-slug", message)
            .help("rename the file, or set `slug`; a section's own text goes into `_index.md`"));
    }
    let section = tree.of_folder(language, folder);
    let route = tree.route(section).child(&format!("{slug}/"));
    route.map(|route| (route, section)).map_err(|reason| {
        Diagnostic::error("article/unsafe-slug", format!("`{slug}` cannot be part of a URL: {reason}"))
    })
}

/// The place of a front-matter field's value.
pub(super) fn field(key: &str) -> Place {
    Place::Value(vec![Step::Key(key.to_owned())])
}

/// The place of an item in a front-matter list.
pub(super) fn item(key: &str, index: usize) -> Place {
    Place::Value(vec![Step::Key(key.to_owned()), Step::Index(index)])
}
