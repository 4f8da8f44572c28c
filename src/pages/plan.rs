//! Owns the list of pages: one entry for every file that is made rather than copied. Nothing is
//! served twice: two claims to one address are an error that names both.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashSet};
use std::hash::BuildHasherDefault;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::cards::{list_route, page_count};
use super::hosting::HostFile;
use super::{calendar, corrections, mirror, offline, sitemap};
use crate::config::{Config, FeedFormat};
use crate::diagnostic::{Diagnosed, Diagnostic, Place, Step};
use crate::language::LanguageId;
use crate::route::Route;
use crate::search::{self, Part, Shape};
use crate::site::{ArticleId, Section, SectionId, Site, TermId};
use crate::source::FileId;
use crate::words::AsIs;

/// A file to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Where it is served.
    pub route: Route,
    /// What it is.
    pub kind: PageKind,
    /// Its language.
    pub language: LanguageId,
}

/// The kinds of page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// A feed.
    Feed(FeedFormat, FeedOf),
    /// All corrections.
    Corrections,
    /// A feed of them.
    CorrectionsFeed(FeedFormat),
    /// A calendar of deadlines.
    Calendar(FeedOf),
    /// A sitemap, or the index of several: 0 is sitemap.xml, others sitemap-1.xml and so on.
    Sitemap(usize),
    /// robots.txt.
    Robots,
    /// A page at an old address that leads to an article.
    Redirect(ArticleId),
    /// An article as Markdown.
    Mirror(ArticleId),
    /// `llms.txt`.
    Llms,
    /// `llms-full.txt`.
    LlmsFull,
    /// A file that hosts read: depends on all other pages, and so is made last.
    Host(HostFile),
    /// The style sheet of highlighted code.
    CodeStyle,
    /// What stands for a page that cannot be reached.
    Offline,
    /// The web app manifest.
    AppManifest,
    /// The service worker: names files by their bytes, and so is made last.
    Worker,
    /// The page for searching.
    Search,
    /// A file of what is searched, and how many there are.
    SearchData(Part, Shape),
}

/// What a feed is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FeedOf {
    /// The whole site in a language.
    Site(LanguageId),
    /// A section.
    Section(SectionId),
    /// A term.
    Term(TermId),
}

/// All pages of the site, by kind; the order is of no consequence.
pub fn plan(site: &Site, config: &Config) -> Diagnosed<Vec<Page>> {
    let mut planning = Planning { site, config, pages: Vec::new(), language: LanguageId::DEFAULT };
    for language in site.tags.ids() {
        planning.language = language;
        planning.lists();
        planning.articles();
        planning.overviews();
        planning.feeds();
        planning.calendars();
        planning.corrections();
        planning.fixed();
        planning.search();
    }
    planning.language = LanguageId::DEFAULT;
    planning.sitemaps();
    let diagnostics = collisions(&planning.pages, site);
    Diagnosed::new(planning.pages, diagnostics)
}

struct Planning<'a> {
    site: &'a Site,
    config: &'a Config,
    pages: Vec<Page>,
    /// Whose pages are being planned.
    language: LanguageId,
}

impl<'a> Planning<'a> {
    fn add(&mut self, route: Route, kind: PageKind) {
        self.pages.push(Page { route, kind, language: self.language });
    }

    fn list(&mut self, articles: usize, first: &Route, kind: impl Fn(usize) -> PageKind) {
        let per_page = per_page(&kind(1), self.site, self.config);
        for number in 1..=page_count(articles, per_page) {
            self.add(list_route(first, number), kind(number));
        }
    }

    fn lists(&mut self) {
        let site = self.site;
        self.list(site.recent_in(self.language).len(), site.home(self.language), PageKind::Home);
        for section in self.sections() {
            self.list(section.articles.len(), &section.route, |number| PageKind::Section(section.id, number));
        }
    }

    /// The sections below the root.
    fn sections(&self) -> impl Iterator<Item = &'a Section> + use<'a> {
        let language = self.language;
        let own = move |section: &&Section| section.language == language && section.parent.is_some();
        self.site.sections.iter().filter(own)
    }

    fn articles(&mut self) {
        let language = self.language;
        for article in self.site.articles.iter().filter(|article| article.language == language) {
            self.add(article.route.clone(), PageKind::Article(article.id));
            if self.config.mirror.markdown
                && let Some(route) = mirror::route(article)
            {
                self.add(route, PageKind::Mirror(article.id));
            }
            for alias in &article.document.front.aliases {
                if let Ok(route) = Route::new(alias) {
                    self.add(route, PageKind::Redirect(article.id));
                }
            }
        }
    }

    fn overviews(&mut self) {
        for (index, taxonomy) in (0u32..).zip(&self.site.taxonomies) {
            if taxonomy.terms.is_empty() || taxonomy.language != self.language {
                continue;
            }
            self.add(taxonomy.route.clone(), PageKind::Taxonomy(index as usize));
            for (number, term) in (0u32..).zip(&taxonomy.terms) {
                let id = TermId { taxonomy: index, term: number };
                let is_author = self.config.taxonomies[taxonomy.config].name == "authors";
                let kind = move |number| {
                    if is_author { PageKind::Author(id, number) } else { PageKind::Term(id, number) }
                };
                self.list(term.articles.len(), &term.route, kind);
            }
        }
        let series = self.site.series.iter().enumerate();
        let language = self.language;
        for (index, series) in series.filter(|(_, series)| series.language == language) {
            self.add(series.route.clone(), PageKind::Series(index));
        }
    }

    fn feeds(&mut self) {
        let mut of = vec![FeedOf::Site(self.language)];
        if self.config.feeds.sections {
            of.extend(self.sections().map(|section| FeedOf::Section(section.id)));
        }
        let taxonomies = (0u32..).zip(&self.site.taxonomies);
        for (index, taxonomy) in taxonomies.filter(|(_, taxonomy)| taxonomy.language == self.language) {
            if self.config.taxonomies[taxonomy.config].feed {
                of.extend(
                    (0u32..)
                        .zip(&taxonomy.terms)
                        .map(|(term, _)| FeedOf::Term(TermId { taxonomy: index, term })),
                );
            }
        }
        for of in of {
            for format in &self.config.feeds.formats {
                if let Some(route) = feed_route(self.site, of, *format) {
                    self.add(route, PageKind::Feed(*format, of));
                }
            }
        }
    }

    fn corrections(&mut self) {
        let Some(route) = corrections::route(self.site, self.language) else { return };
        self.add(route, PageKind::Corrections);
        for format in &self.config.feeds.formats {
            if let Some(route) = corrections::feed_route(self.site, self.language, *format) {
                self.add(route, PageKind::CorrectionsFeed(*format));
            }
        }
    }

    fn calendars(&mut self) {
        let site = FeedOf::Site(self.language);
        let sections = self.sections().map(|section| FeedOf::Section(section.id));
        for of in std::iter::once(site).chain(sections) {
            if let Some(route) = calendar::route_of(self.site, of) {
                self.add(route, PageKind::Calendar(of));
            } else if of == site {
                return;
            }
        }
    }

    /// Files that every site has, unless `static/` brings its own.
    fn fixed(&mut self) {
        let home = self.site.home(self.language).clone();
        let own = [("404.html", PageKind::NotFound)];
        let llms = [("llms.txt", PageKind::Llms), ("llms-full.txt", PageKind::LlmsFull)];
        let llms = llms.into_iter().filter(|_| self.config.mirror.llms);
        for (name, kind) in own.into_iter().chain(llms) {
            if let Ok(route) = home.child(name)
                && !self.site.files.contains_key(&route)
            {
                self.add(route, kind);
            }
        }
        if self.language != LanguageId::DEFAULT {
            return;
        }
        let fixed = [("/robots.txt", PageKind::Robots), ("/css/code.css", PageKind::CodeStyle)];
        let (kept, retired) = (self.config.offline.enabled, self.config.offline.retire);
        let offline = [
            (offline::PAGE, PageKind::Offline, kept),
            (offline::MANIFEST, PageKind::AppManifest, kept),
            (offline::WORKER, PageKind::Worker, kept || retired),
        ];
        let offline = offline.into_iter().filter(|(.., wanted)| *wanted).map(|(path, kind, _)| (path, kind));
        let hosts = HostFile::of(&self.config.hosting.hosts);
        let hosts = hosts.into_iter().map(|file| (file.path(), PageKind::Host(file)));
        for (path, kind) in fixed.into_iter().chain(offline).chain(hosts) {
            if let Ok(route) = Route::new(path)
                && !self.site.files.contains_key(&route)
            {
                self.add(route, kind);
            }
        }
    }

    fn search(&mut self) {
        if !self.config.search {
            return;
        }
        let plan = search::Plan::of(self.site, self.language);
        let Ok(folder) = self.site.home(self.language).child(search::FOLDER) else { return };
        for part in plan.parts() {
            if let Ok(route) = part.route(&folder) {
                self.add(route, PageKind::SearchData(part, plan.shape));
            }
        }
        self.add(folder, PageKind::Search);
    }

    fn sitemaps(&mut self) {
        let entries = self.pages.iter().filter(|page| page.in_sitemap(self.site)).count();
        let split = if entries > sitemap::LIMIT { entries.div_ceil(sitemap::LIMIT) } else { 0 };
        for number in 0..=split {
            let name = if number == 0 { "/sitemap.xml".to_owned() } else { format!("/sitemap-{number}.xml") };
            if let Ok(route) = Route::new(&name)
                && !self.site.files.contains_key(&route)
            {
                self.add(route, PageKind::Sitemap(number));
            }
        }
    }
}

impl PageKind {
    /// Whether it depends on all other pages, and so is made last.
    pub fn is_last(&self) -> bool {
        matches!(self, Self::Host(_) | Self::Worker)
    }

    /// Whether it is a file of what is searched that is made of the words of all articles together.
    pub fn is_of_all_words(&self) -> bool {
        matches!(self, Self::SearchData(part, _) if !matches!(part, Part::Articles(_)))
    }

    /// Whether it tells nothing of articles but what their front matter says.
    pub fn is_of_front_matter(&self) -> bool {
        matches!(
            self,
            Self::Corrections
                | Self::CorrectionsFeed(_)
                | Self::Calendar(_)
                | Self::Sitemap(_)
                | Self::Robots
                | Self::Redirect(_)
                | Self::CodeStyle
                | Self::AppManifest
        )
    }
}

impl Page {
    /// Whether search engines are told of it: pages a reader may want, each once.
    pub fn in_sitemap(&self, site: &Site) -> bool {
        match &self.kind {
            PageKind::Article(id) => site.article(*id).life.state.is_indexed(),
            PageKind::Home(number) | PageKind::Section(_, number) => *number == 1,
            PageKind::Term(_, number) | PageKind::Author(_, number) => *number == 1,
            PageKind::Taxonomy(_) | PageKind::Series(_) | PageKind::Corrections => true,
            _ => false,
        }
    }

    fn claim(&self, site: &Site) -> Claim {
        let of_section = |id: SectionId| {
            let section = site.section(id);
            let file = section.document.as_ref().map(|(file, _)| (*file, Place::File));
            (format!("the section `content/{}`", section.folder), file)
        };
        let (by, place) = match &self.kind {
            PageKind::Article(id) => {
                let article = site.article(*id);
                (format!("the article `content/{}`", article.path), Some((article.file, Place::File)))
            }
            PageKind::Redirect(id) => {
                let article = site.article(*id);
                let aliases = &article.document.front.aliases;
                let at = aliases.iter().position(|alias| *alias == self.route.as_str()).unwrap_or_default();
                let place = Place::Value(vec![Step::Key("aliases".to_owned()), Step::Index(at)]);
                (format!("an alias of `content/{}`", article.path), Some((article.file, place)))
            }
            PageKind::Mirror(id) => {
                let article = site.article(*id);
                let by = format!("the Markdown of the article `content/{}`", article.path);
                (by, Some((article.file, Place::File)))
            }
            PageKind::Section(id, _) => of_section(*id),
            PageKind::Home(_) => of_section(site.root(self.language).id),
            PageKind::Taxonomy(index) => (format!("the taxonomy at {}", site.taxonomies[*index].route), None),
            PageKind::Term(id, _) | PageKind::Author(id, _) => {
                (format!("the term `{}`", site.term(*id).name), None)
            }
            PageKind::Series(index) => (format!("the series `{}`", site.series[*index].name), None),
            PageKind::Calendar(_) => (format!("the calendar at {}", self.route), None),
            PageKind::Feed(..) => (format!("the feed at {}", self.route), None),
            _ => (format!("{}, which every site has,", self.route), None),
        };
        let follows = match self.kind {
            PageKind::Home(number)
            | PageKind::Section(_, number)
            | PageKind::Term(_, number)
            | PageKind::Author(_, number) => number > 1,
            PageKind::Feed(..) | PageKind::Calendar(_) => true,
            _ => false,
        };
        Claim { route: self.route.clone(), by, place, follows }
    }
}

/// Where a feed is served.
pub(super) fn feed_route(site: &Site, of: FeedOf, format: FeedFormat) -> Option<Route> {
    let page = match of {
        FeedOf::Site(language) => site.home(language),
        FeedOf::Section(id) => &site.section(id).route,
        FeedOf::Term(id) => &site.term(id).route,
    };
    page.child(format.file()).ok()
}

/// How many articles a page of a list has.
pub(super) fn per_page(kind: &PageKind, site: &Site, config: &Config) -> usize {
    match kind {
        PageKind::Section(id, _) => {
            let own = site.section(*id).matter().and_then(|matter| matter.per_page);
            own.unwrap_or(config.lists.per_page)
        }
        PageKind::Term(id, _) | PageKind::Author(id, _) => {
            config.taxonomies[site.taxonomies[id.taxonomy as usize].config].per_page
        }
        _ => config.lists.per_page,
    }
}

/// What lays claim to an address.
struct Claim {
    route: Route,
    /// As in "the article `content/a.md`".
    by: String,
    place: Option<(FileId, Place)>,
    /// For a page that stands below another of the same claimant: there is no need to say of both
    /// that they have a rival.
    follows: bool,
}

/// Every address that is claimed twice, also by names that differ in case only: some file systems
/// and hosts cannot tell them apart. So is one that others lie below: it cannot be file and folder.
fn collisions(pages: &[Page], site: &Site) -> Vec<Diagnostic> {
    if are_apart(pages, site) {
        return Vec::new();
    }
    let mut claims: BTreeMap<String, Claim> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    let files = site.files.iter().map(|(route, asset)| Claim {
        route: route.clone(),
        by: format!("the file at {route}"),
        place: Some((asset.file, Place::File)),
        follows: false,
    });
    for claim in files.chain(pages.iter().map(|page| page.claim(site))) {
        match claims.entry(claim.route.out_path().fold()) {
            Entry::Vacant(entry) => {
                entry.insert(claim);
            }
            Entry::Occupied(mut entry) => {
                let first = entry.insert(claim);
                let claim = entry.get();
                if !(claim.follows && first.follows) {
                    let message = format!("{} and {} both lay claim to {}", first.by, claim.by, claim.route);
                    diagnostics.push(collision(message, &first, claim));
                }
            }
        }
    }
    for (path, file) in &claims {
        let below = format!("{path}/");
        if let Some((_, inside)) =
            claims.range(below.clone()..).next().filter(|(path, _)| path.starts_with(&below))
        {
            let message = format!("{} and {} need a file and a folder of one name", file.by, inside.by);
            diagnostics.push(collision(message, inside, file));
        }
    }
    diagnostics
}

/// Whether all is well with the addresses, as it nearly always is: told by hashes, without naming anybody.
fn are_apart(pages: &[Page], site: &Site) -> bool {
    let mut taken: HashSet<u64, BuildHasherDefault<AsIs>> = HashSet::default();
    let mut folders = taken.clone();
    for route in site.files.keys().chain(pages.iter().map(|page| &page.route)) {
        let path = route.out_path().fold();
        if !taken.insert(xxh3_64(path.as_bytes())) {
            return false;
        }
        // Whoever has a folder has those above it.
        let above = path.rmatch_indices('/').map(|(end, _)| xxh3_64(&path.as_bytes()[..end]));
        for folder in above {
            if !folders.insert(folder) {
                break;
            }
        }
    }
    taken.is_disjoint(&folders)
}

fn collision(message: String, first: &Claim, second: &Claim) -> Diagnostic {
    let diagnostic = Diagnostic::error("route/collision", message)
        .help("rename one of them, or give it another `slug`; addresses must differ in more than case");
    let places = [&second.place, &first.place].into_iter().flatten().cloned();
    places.fold(diagnostic, |diagnostic, (file, place)| diagnostic.label(file, place, ""))
}
