//! Owns stage 3 as a whole: every content file read in parallel, or taken from the cache where it is
//! known, its bulk put aside.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::contents::{Contents, Layer};
use super::patch::Edit;
use super::{Progress, Work, timed};
use crate::cache::{Cache, KnownFile, KnownFiles, Packed, Store};
use crate::config::Config;
use crate::diagnostic::{Diagnosed, Diagnostic};
use crate::digest::Digest;
use crate::document::{self, Content, Document, SectionDocument, Settings};
use crate::pages::Voice;
use crate::route::ContentPath;
use crate::share;
use crate::site::Inputs;
use crate::source::{FileId, Source};
use crate::sources::{Signature, Sources};

/// How many articles are read before their bodies are put aside: what is in memory at a time.
const BATCH: usize = 256;

/// Everything that was read, and what was found wrong with it: the outcome of stages 1 to 3.
#[derive(Clone)]
pub struct Reading {
    pub(super) config: Arc<Config>,
    pub(super) sources: Arc<Sources>,
    pub(super) settings: Arc<Settings>,
    /// How pages in each language are made.
    pub(super) voices: Arc<Vec<Voice>>,
    pub(super) contents: Contents,
    /// As `sources.articles`.
    pub(super) articles: Vec<ReadArticle>,
    /// As `sources.sections`.
    pub(super) sections: Vec<ReadSection>,
    /// Where what is costly to make is kept.
    pub(super) store: Arc<Store>,
    /// What was found wrong before the first article was read.
    pub(super) early: Vec<Diagnostic>,
    /// Names the settings and the lesser inputs, where that was asked for.
    pub(super) named: Option<Digest>,
    /// How it differs from the one before, if few files were looked at and that is all.
    pub(super) edit: Option<Edit>,
}

/// An article that was read, or could not be.
#[derive(Clone)]
pub(super) struct ReadArticle {
    pub(super) file: FileId,
    pub(super) path: ContentPath,
    pub(super) document: Option<Arc<Document>>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// An `_index.md` that was read, or could not be.
#[derive(Clone)]
pub(super) struct ReadSection {
    pub(super) file: FileId,
    pub(super) path: ContentPath,
    pub(super) document: Option<Arc<SectionDocument>>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Reading {
    /// The inputs.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Whether nothing is different from the reading before.
    pub fn is_same(&self) -> bool {
        self.edit.as_ref().is_some_and(Edit::is_empty)
    }

    /// What is to be linked.
    pub(super) fn inputs(&self) -> Inputs {
        let article = |read: &ReadArticle| Some((read.file, read.path.clone(), read.document.clone()?));
        let section = |read: &ReadSection| Some((read.file, read.path.clone(), read.document.clone()?));
        Inputs {
            articles: self.articles.iter().filter_map(article).collect(),
            sections: self.sections.iter().filter_map(section).collect(),
            unread: self
                .articles
                .iter()
                .filter(|read| read.document.is_none())
                .map(|read| read.path.clone())
                .collect(),
            notices: self.voices.iter().map(|voice| voice.texts.notices.clone()).collect(),
            assets: self.sources.assets.clone(),
        }
    }

    /// All articles that could be read, drafts included.
    pub(super) fn documents(&self) -> impl Iterator<Item = (&ContentPath, &Document)> {
        self.articles.iter().filter_map(|read| Some((&read.path, read.document.as_deref()?)))
    }

    /// The same, with bodies put together that lie in too many places.
    pub(super) fn tidied(mut self, program: Digest) -> Self {
        let keys = || self.articles.iter().filter_map(|read| Some(read.document.as_ref()?.key)).collect();
        self.contents = std::mem::take(&mut self.contents).tidied(keys, program);
        self
    }

    /// Everything that was found wrong.
    pub(super) fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        let articles = self.articles.iter().flat_map(|read| &read.diagnostics);
        self.early.iter().chain(articles).chain(self.sections.iter().flat_map(|read| &read.diagnostics))
    }

    /// Whether an article, read again, is what it was.
    pub(super) fn has(&self, article: &ReadArticle) -> bool {
        let at = self.articles.binary_search_by(|read| read.path.cmp(&article.path));
        let key = |read: &ReadArticle| Some(read.document.as_ref()?.key);
        at.is_ok_and(|at| {
            let before = &self.articles[at];
            key(before).is_some() && key(before) == key(article) && article.diagnostics.is_empty()
        })
    }

    /// An article that is as it was when this was read, and clean: what is wrong names files in ways
    /// of its own reading.
    fn unchanged(&self, path: &ContentPath, signature: Signature) -> Option<Arc<Document>> {
        let at = self.articles.binary_search_by(|read| read.path.cmp(path)).ok()?;
        let read = &self.articles[at];
        let same = read.diagnostics.is_empty() && self.sources.signature(read.file) == signature;
        read.document.clone().filter(|_| same)
    }
}

/// Articles that need not be read, for they are as they were.
pub(super) struct Known<'a> {
    /// The reading they were part of.
    pub(super) reading: &'a Reading,
    /// Files, by their path as authors see it, that are to be read whatever the disk says.
    pub(super) touched: &'a BTreeSet<String>,
}

impl Known<'_> {
    fn document(&self, file: FileId, path: &ContentPath, sources: &Sources) -> Option<Arc<Document>> {
        let touched = self.touched.contains(sources.path(file));
        self.reading.unchanged(path, sources.signature(file)).filter(|_| !touched)
    }
}

/// Reads all articles, but for those that are known.
pub(super) fn articles(
    sources: &Sources,
    settings: &Settings,
    program: Digest,
    mut cache: Cache,
    known: Option<&Known<'_>>,
    progress: &dyn Progress,
) -> (Vec<ReadArticle>, Layer) {
    progress.begin("reading", sources.articles.len() + sources.sections.len());
    cache.load_documents();
    let mut unclean = Cache::read_only(None, program);
    let one = |(file, path): &(FileId, ContentPath)| {
        let unchanged = known.and_then(|known| known.document(*file, path, sources));
        let read = || article(*file, sources, settings, &cache, progress);
        timed(progress, Work::Document(sources.path(*file)), || unchanged.map_or_else(read, as_known))
    };
    let mut read = Read { articles: Vec::with_capacity(sources.articles.len()), digests: Vec::new() };
    // Batches are handed out by a thread that reads them, too: no other has to be woken for each.
    rayon::scope(|_| {
        let mut before = None;
        for batch in sources.articles.chunks(BATCH) {
            // The one before is put aside meanwhile.
            let putting = || before.take().into_iter().for_each(|before| read.put(before, &cache, &unclean));
            let reading = || batch.par_iter().with_max_len(share::DOCUMENTS).map(one).collect();
            let (articles, ()) = rayon::join(reading, putting);
            before = Some((batch, articles));
        }
        before.into_iter().for_each(|before| read.put(before, &cache, &unclean));
    });
    let Read { articles, digests } = read;
    let keys = || articles.iter().filter_map(|read| Some(read.document.as_ref()?.key)).collect();
    let known = || if cache.is_kept() { known_files(sources, digests) } else { KnownFiles::default() };
    let (used, known) = rayon::join(keys, known);
    cache.close(used, known, program);
    unclean.close(BTreeSet::new(), KnownFiles::default(), program);
    (articles, Layer { cache, unclean })
}

/// What of all articles stays in memory.
struct Read {
    articles: Vec<ReadArticle>,
    digests: Vec<(FileId, Digest)>,
}

impl Read {
    /// Takes in a batch. The bulk of each article goes into a cache: one that ends with the program if
    /// there is something to say of it, which the next build has to find again.
    fn put(&mut self, batch: (&[(FileId, ContentPath)], Vec<Article>), cache: &Cache, unclean: &Cache) {
        let (mut clean, mut others) = (Vec::new(), Vec::new());
        for ((file, path), article) in batch.0.iter().zip(batch.1) {
            let Article { document, packed, digest, diagnostics } = article;
            self.digests.extend(digest.map(|digest| (*file, digest)));
            if diagnostics.is_empty() { &mut clean } else { &mut others }.extend(packed);
            self.articles.push(ReadArticle { file: *file, path: path.clone(), document, diagnostics });
        }
        cache.put(&clean);
        unclean.put(&others);
    }
}

fn as_known(document: Arc<Document>) -> Article {
    Article { document: Some(document), packed: None, digest: None, diagnostics: Vec::new() }
}

/// An article as it was read.
struct Article {
    document: Option<Arc<Document>>,
    /// For one that was not in the cache.
    packed: Option<Packed>,
    /// Digest of its file.
    digest: Option<Digest>,
    diagnostics: Vec<Diagnostic>,
}

fn article(
    file: FileId,
    sources: &Sources,
    settings: &Settings,
    cache: &Cache,
    progress: &dyn Progress,
) -> Article {
    let cached = |digest| cache.document(document::key(digest, settings));
    let remembered = sources.remembered_digest(file);
    let article = match remembered.and_then(|digest| cached(digest).map(|document| (digest, document))) {
        Some((digest, document)) => known(digest, document),
        None => match sources.read(file) {
            Err(diagnostic) => {
                Article { document: None, packed: None, digest: None, diagnostics: vec![diagnostic] }
            }
            Ok(source) => match cached(source.digest) {
                Some(document) => known(source.digest, document),
                None => fresh(&source, settings, cache),
            },
        },
    };
    progress.step();
    article
}

fn known(digest: Digest, document: Document) -> Article {
    Article { digest: Some(digest), ..as_known(Arc::new(document)) }
}

fn fresh(source: &Source, settings: &Settings, cache: &Cache) -> Article {
    let read = document::read(source, settings);
    // Of what does not stay only the bulk is asked for again.
    let pack = |(document, content): &(Document, Content)| match cache.is_kept() {
        true => Packed::new(document, content),
        false => Packed::of_content(document.key, content),
    };
    let packed = read.value.as_ref().and_then(pack);
    let document = read.value.map(|(document, _)| Arc::new(document));
    Article { document, packed, digest: Some(source.digest), diagnostics: read.diagnostics }
}

/// Reads all `_index.md` files.
pub(super) fn sections(sources: &Sources, settings: &Settings, progress: &dyn Progress) -> Vec<ReadSection> {
    let one = |(file, path): &(FileId, ContentPath)| {
        progress.step();
        section(*file, path, sources, settings)
    };
    sources.sections.par_iter().map(one).collect()
}

/// Reads one `_index.md`.
pub(super) fn section(
    file: FileId,
    path: &ContentPath,
    sources: &Sources,
    settings: &Settings,
) -> ReadSection {
    let read = match sources.read(file) {
        Ok(source) => document::read_section(&source, settings),
        Err(diagnostic) => Diagnosed::new(None, vec![diagnostic]),
    };
    let document = read.value.map(Arc::new);
    ReadSection { file, path: path.clone(), document, diagnostics: read.diagnostics }
}

/// What the next build need not read.
fn known_files(sources: &Sources, articles: Vec<(FileId, Digest)>) -> KnownFiles {
    let assets = sources.assets.fixed.values().chain(sources.assets.content.values());
    let assets = assets.map(|asset| (asset.file, asset.digest, asset.size));
    let articles = articles.into_iter().map(|(file, digest)| (file, digest, None));
    let files: BTreeMap<String, KnownFile> = assets
        .chain(articles)
        .map(|(file, digest, size)| {
            (sources.path(file).to_owned(), KnownFile { signature: sources.signature(file), digest, size })
        })
        .collect();
    KnownFiles::new(files)
}
