//! Owns the site as it is at one moment, ready to be served: which address gives what. Pages are made
//! when they are asked for; none is kept. Knows nothing of HTTP.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::build::{self, Prepared};
use crate::diagnostic::Diagnostic;
use crate::media::{Card, MadeFile};
use crate::pages::plan::{Page, PageKind};
use crate::route::{OutPath, Route};
use crate::site::{Article, ArticleId, Asset};
use crate::sources::Location;

/// The site at one moment.
pub(super) struct Snapshot {
    /// Everything that pages are made from.
    pub(super) prepared: Prepared,
    /// Indices into the pages, by the file that each would be.
    pages: Arc<BTreeMap<OutPath, usize>>,
    /// Versions of pictures, by where they are served.
    made: BTreeMap<Route, MadeFile>,
    /// Articles by where their social cards are served.
    cards: BTreeMap<Route, ArticleId>,
}

/// What an address gives.
#[derive(Clone, Copy)]
pub(super) enum Found<'a> {
    /// A page that is made.
    Page(&'a Page),
    /// A file that is served as it is.
    File(&'a Asset),
    /// A version of a picture.
    Made(&'a MadeFile),
    /// The social card of an article.
    Card(&'a Article, &'a Card),
}

impl Snapshot {
    /// The site as it has been prepared. What `previous` knows of the same pages is taken over.
    pub(super) fn new(prepared: Prepared, previous: Option<&Self>) -> Self {
        let made = prepared.media.files(&prepared.site);
        let made = made.map(|file| (file.route.clone(), file)).collect();
        let cards = prepared.media.cards.iter().map(|(id, card)| (card.route.clone(), *id)).collect();
        if let Some(previous) = previous.filter(|old| Arc::ptr_eq(&old.prepared.pages, &prepared.pages)) {
            let pages = previous.pages.clone();
            return Self { prepared, pages, made, cards };
        }
        let pages = prepared.pages.iter().enumerate();
        let pages = Arc::new(pages.map(|(index, page)| (page.route.out_path(), index)).collect());
        Self { prepared, pages, made, cards }
    }

    /// What is at a path of the site: that of a page, or that of the file it would be.
    pub(super) fn find(&self, path: &str) -> Option<Found<'_>> {
        let route = Route::new(path).ok()?;
        let file = route.out_path();
        let published = &self.prepared.site.files;
        let as_file = Route::new(&format!("/{file}")).ok()?;
        if let Some(asset) = published.get(&route).or_else(|| published.get(&as_file)) {
            return Some(Found::File(asset));
        }
        if let Some(made) = self.made.get(&route) {
            return Some(Found::Made(made));
        }
        if let Some(id) = self.cards.get(&route)
            && let Some(card) = self.prepared.media.cards.get(id)
        {
            return Some(Found::Card(self.prepared.site.article(*id), card));
        }
        self.pages.get(&file).map(|index| Found::Page(&self.prepared.pages[*index]))
    }

    /// Makes a page. `None` while no template can be used.
    pub(super) fn render(&self, page: &Page) -> Option<Result<Vec<u8>, Box<Diagnostic>>> {
        let templates = self.prepared.templates.as_ref()?;
        Some(build::make(page, &self.prepared, templates).map_err(Box::new))
    }

    /// The article at a path.
    pub(super) fn article(&self, path: &str) -> Option<&Article> {
        match self.find(path)? {
            Found::Page(Page { kind: PageKind::Article(id), .. }) => Some(self.prepared.site.article(*id)),
            _ => None,
        }
    }

    /// Where an old address leads, if the path is one.
    pub(super) fn redirect(&self, path: &str) -> Option<&Route> {
        match self.find(path)? {
            Found::Page(Page { kind: PageKind::Redirect(id), .. }) => {
                Some(&self.prepared.site.article(*id).route)
            }
            _ => None,
        }
    }

    /// Why an article would not be published.
    pub(super) fn unpublished(&self, path: &str) -> Option<&'static str> {
        self.article(path)?.life.state.unpublished()
    }

    /// The page that stands for all that are missing.
    pub(super) fn not_found(&self) -> Option<Found<'_>> {
        self.find("/404.html")
    }

    /// Where the bytes of a file are.
    pub(super) fn location(&self, asset: &Asset) -> Location<'_> {
        self.prepared.sources.location(asset.file)
    }

    /// An SVG file as it is published, if that is not as it is.
    pub(super) fn drawing(&self, asset: &Asset, path: &str) -> Option<Vec<u8>> {
        let prepared = &self.prepared;
        let route = Route::new(path).ok().filter(|route| prepared.is_sanitized(route))?;
        prepared.published_bytes(asset, &route).ok()
    }
}
