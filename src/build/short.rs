//! Owns builds after an edit of a few texts, where it is plain which pages the edit can have changed:
//! those that were made from these articles. Of the site as the last build linked it only so much is
//! recalled as they show. What comes out is what a whole build would give; wherever that is not
//! certain, a whole build is made.

mod edited;
mod recall;
mod searched;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::assembling::{Parts, complete, put_together};
use super::contents::{Contents, Layer};
use super::inputs::{open_store, voices};
use super::unchanged::{self, Look};
use super::{
    Built, Caching, Prepared, Progress, Published, Request, assets, finish, packing, pictures, rendering,
    social,
};
use crate::cache::{Cache, KnownFiles, Linked, Linking, Names, Packed, Stamp, ToLeave};
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::output::{Output, Outputs};
use crate::pages::plan::Page;
use crate::publish::Publication;
use crate::route::{OutPath, Route};
use crate::site::{Article, ArticleId, Articles, Looks};
use crate::source::FileId;
use crate::words::Words;
use edited::Edited;
use recall::Recall;
use searched::Before;

/// With more articles edited than this, a whole build is made.
const EDITS: usize = 64;

/// With more articles to recall than this, a whole build is as quick.
const RECALLED: usize = 4096;

/// Hosts refuse files that are very much larger than this.
const LARGE: u64 = 1 << 20;

/// What a build has linked, for the next one; `None` if that would be of no use to it, or is there already.
pub(super) fn to_leave(
    stamp: &Stamp,
    keys: &[Digest],
    prepared: &Prepared,
    looks: &[Looks],
    request: &Request,
) -> Option<ToLeave> {
    // What all pages show must not hang on any article's text.
    if request.caching != Caching::Keep || prepared.looks != Looks::At(Vec::new()) {
        return None;
    }
    let (paths, search) = (prepared.sources.paths_digest(), prepared.search_plans());
    let names = Names { inputs: stamp.inputs, paths, keys: keys.to_vec(), search };
    if Linked::load(&folder(prepared, request), request.program).is_some_and(|left| *left.names() == names) {
        return None;
    }
    let site = &prepared.site;
    let published: BTreeMap<FileId, u32> =
        prepared.sources.articles.iter().zip(0u32..).map(|((file, _), place)| (*file, place)).collect();
    let places = site.articles.iter().filter_map(|article| published.get(&article.file).copied());
    let places: Vec<u32> = places.collect();
    ToLeave::new(names, site, &places, &prepared.pages, looks)
}

/// Where it is left.
pub(super) fn folder(prepared: &Prepared, request: &Request) -> PathBuf {
    request.root.join(&prepared.config.cache)
}

/// Builds the site, if nothing but a few texts has changed, and not much about them.
pub(super) fn build(request: &Request, look: Look, progress: &dyn Progress) -> Option<Built> {
    let folder = request.root.join(&look.config.cache);
    let linked = Linked::load(&folder, request.program).filter(|_| request.caching == Caching::Keep)?;
    let edited = Edited::find(&look, &linked)?;
    let publication = Publication::open(&look.out).ok()?;
    if !publication.is_as_left(look.stamp.manifest) {
        return None;
    }
    progress.stage("recalling");
    let recalled = Recalled::of(request, look, &linked, edited)?;
    progress.stage("rendering");
    let outputs = recalled.render(&publication, progress)?;
    progress.stage("publishing");
    let changes = publication.commit_some(&outputs).ok()?;
    let Recalled { prepared, mut stamp, said, names, articles, out, .. } = recalled;
    let Prepared { sources, config, site, cards, pages: all, .. } = prepared;
    stamp.said = unchanged::to_say_again(&said, &sources);
    (stamp.inputs, stamp.manifest) = (names.inputs, changes.manifest);
    unchanged::leave(&stamp, &config, request);
    linked.save_with(&folder, request.program, names, &articles);
    let Stamp { articles, pages, next, .. } = stamp;
    // As after a whole build.
    std::mem::forget((site, cards, all));
    Some(finish(said, Some(sources), Some(Published { articles, pages, changes, next }), out))
}

/// The site, as far as it is needed.
struct Recalled {
    prepared: Prepared,
    stamp: Stamp,
    said: Vec<Diagnostic>,
    names: Names,
    /// For every article its place among the keys.
    places: Vec<u32>,
    /// The edited ones.
    articles: Vec<Article>,
    /// What could be searched of them.
    before: Vec<Before>,
    /// What can be searched of them now.
    words: Vec<Words>,
    /// Places of the pages that may have changed.
    pages: Vec<usize>,
    out: PathBuf,
}

impl Recalled {
    fn of(request: &Request, look: Look, linked: &Linked, edited: Edited) -> Option<Self> {
        let inputs = look.inputs(&edited.keys);
        let Look { site_toml, config, settings, sources, stamp, out, mut known, said, .. } = look;
        let linking = linked.linking()?;
        let folder = request.root.join(&config.cache);
        let mut cache = Cache::open_knowing(&folder, KnownFiles::default(), request.program);
        let recall = Recall {
            linked,
            linking: &linking,
            keys: &linked.names().keys,
            sources: &sources,
            settings: &settings,
        };
        let articles: Vec<(Article, Before)> =
            edited.texts.iter().map(|text| recall.edited(text, &cache)).collect::<Option<_>>()?;
        let (articles, before): (Vec<Article>, Vec<Before>) = articles.into_iter().unzip();
        let ids: Vec<ArticleId> = articles.iter().map(|article| article.id).collect();
        let pages = pages(&linking, &ids)?;
        let there = recall.all(&linking.shown_by(&pages), &cache)?;
        let there = there.into_iter().filter(|article| !ids.contains(&article.id));
        let there = there.chain(articles.iter().cloned()).map(Arc::new).collect();
        let Linking { mut site, places, pages: all, .. } = linking;
        for (file, digest) in &edited.read {
            known.learn(sources.path(*file), sources.signature(*file), *digest);
        }
        let (packed, words): (Vec<Packed>, Vec<Words>) =
            edited.texts.into_iter().map(|text| (text.packed, text.words)).unzip();
        cache.put(&packed);
        cache.close(edited.keys.iter().copied().collect(), known, request.program);
        let mut unclean = Cache::read_only(None, request.program);
        unclean.close(BTreeSet::new(), KnownFiles::default(), request.program);
        if !pages.is_empty() {
            site.articles = Articles::some(places.len(), there)?;
        }
        let Names { paths, search, .. } = linked.names().clone();
        let search = searched::plans(search, &articles, &before, &site)?;
        let names = Names { inputs, paths, keys: edited.keys, search };
        // What there is to say was said by the last build.
        let mut found = Vec::new();
        let voices = voices(&config, &site_toml, &settings, &sources, &mut found);
        let store = Arc::new(open_store(request, &config));
        let parts = Parts {
            config: Arc::new(config),
            sources: Arc::new(sources),
            voices: Arc::new(voices),
            contents: Contents::default().with_layer(Layer { cache, unclean }),
            store,
            program: request.program,
        };
        let mut prepared = put_together(parts, site, all, &mut found);
        if !pages.is_empty() {
            if !pictures::recall(&mut prepared).is_empty() {
                return None;
            }
            social::plan(&mut prepared, &mut found);
            assets::make(&mut prepared);
            complete(&mut prepared, None, &mut found);
            prepared.recall_search(&names.search);
        }
        Some(Self { prepared, stamp, said, names, places, articles, before, words, pages, out })
    }

    /// Makes the pages; `None` if one cannot be made, or shows more than was recalled.
    fn render(&self, publication: &Publication, progress: &dyn Progress) -> Option<Outputs> {
        let prepared = &self.prepared;
        if self.pages.is_empty() {
            return Some(Outputs::new());
        }
        let pages: Vec<&Page> = self.pages.iter().map(|at| &prepared.pages[*at]).collect();
        let mut outputs = rendering::render_some(&pages, prepared, publication, progress)?;
        self.search(publication, &mut outputs)?;
        packing::stage(prepared, publication, &mut outputs).ok()?;
        let hosts = prepared.pages.iter().any(|page| page.kind.is_last());
        // Files that hosts read tell what all pages load and run, and hosts refuse what is too large.
        let is_like = |(path, output): (&OutPath, &Output)| {
            publication.left(path).is_some_and(|left| left.uses == output.uses && output.size < LARGE)
        };
        // What is packed must not have come or gone, or be the site's own.
        let own: BTreeSet<OutPath> = prepared.site.files.keys().map(Route::out_path).collect();
        let same = outputs.keys().all(|path| publication.left(path).is_some() && !own.contains(path))
            && (!hosts || outputs.iter().all(is_like));
        (same && !prepared.site.articles.were_missed()).then_some(outputs)
    }
}

/// The pages that may show something of what these articles say; `None` if there is no telling.
fn pages(linking: &Linking, edited: &[ArticleId]) -> Option<Vec<usize>> {
    let mut pages = Vec::new();
    for (at, (page, looks)) in linking.pages.iter().zip(&linking.looks).enumerate() {
        let kind = &page.kind;
        let of_text = !kind.is_last() && !kind.is_of_front_matter() && !kind.is_of_all_words();
        if !of_text || !edited.iter().any(|id| looks.may_be_at(*id)) {
            continue;
        }
        if *looks == Looks::AtAll {
            return None;
        }
        pages.push(at);
    }
    Some(pages)
}
