//! Owns stage 3 as a whole: every content file read in parallel, or taken from the cache where it is
//! known, its bulk put aside.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::Progress;
use crate::cache::{Cache, KnownFile, KnownFiles, Packed};
use crate::diagnostic::{Diagnosed, Diagnostic};
use crate::digest::Digest;
use crate::document::{self, Content, Document, SectionDocument, Settings};
use crate::policy::Texts;
use crate::route::ContentPath;
use crate::site::Inputs;
use crate::source::{FileId, Source};
use crate::sources::Sources;

/// How many articles are read before their bodies are put aside: what is in memory at a time.
const BATCH: usize = 1024;

/// Bodies of articles, by the key of their document.
#[derive(Debug)]
pub struct Contents {
    cache: Cache,
    /// Documents with problems: read again next time, so that no problem is ever forgotten.
    unclean: Cache,
}

impl Contents {
    /// The bulk of the article with this key; `None` if it was damaged while it lay on the disk.
    pub fn get(&self, key: Digest) -> Option<Content> {
        self.cache.content(key).or_else(|| self.unclean.content(key))
    }
}

/// Reads all content files.
pub(super) fn read(
    sources: &Sources,
    texts: &Texts,
    settings: &Settings,
    program: Digest,
    mut cache: Cache,
    progress: &dyn Progress,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Inputs, Contents) {
    progress.begin("reading", sources.articles.len() + sources.sections.len());
    let mut inputs = Inputs {
        articles: Vec::with_capacity(sources.articles.len()),
        sections: Vec::new(),
        unread: BTreeSet::new(),
        notices: texts.notices.clone(),
        assets: sources.assets.clone(),
    };
    let mut unclean = Cache::read_only(None, program);
    let mut digests: Vec<(FileId, Digest)> = Vec::new();
    let mut used = BTreeSet::new();
    for batch in sources.articles.chunks(BATCH) {
        let read: Vec<Article> =
            batch.par_iter().map(|(file, _)| article(*file, sources, settings, &cache, progress)).collect();
        let mut clean = Vec::new();
        for ((file, path), article) in batch.iter().zip(read) {
            digests.extend(article.digest.map(|digest| (*file, digest)));
            if let Some(packed) = article.packed {
                if article.diagnostics.is_empty() { clean.push(packed) } else { unclean.put([packed]) }
            }
            diagnostics.extend(article.diagnostics);
            if let Some(document) = article.document {
                used.insert(document.key);
                inputs.articles.push((*file, path.clone(), Arc::new(document)));
            } else {
                inputs.unread.insert(path.clone());
            }
        }
        cache.put(clean);
    }
    inputs.sections = sections(sources, settings, progress, diagnostics);
    cache.close(used, known_files(sources, digests), program);
    unclean.close(BTreeSet::new(), KnownFiles::default(), program);
    (inputs, Contents { cache, unclean })
}

/// An article as it was read.
struct Article {
    document: Option<Document>,
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
                None => fresh(&source, settings),
            },
        },
    };
    progress.step();
    article
}

fn known(digest: Digest, document: Document) -> Article {
    Article { document: Some(document), packed: None, digest: Some(digest), diagnostics: Vec::new() }
}

fn fresh(source: &Source, settings: &Settings) -> Article {
    let read = document::read(source, settings);
    let packed = read.value.as_ref().and_then(|(document, content)| Packed::new(document, content));
    let document = read.value.map(|(document, _)| document);
    Article { document, packed, digest: Some(source.digest), diagnostics: read.diagnostics }
}

fn sections(
    sources: &Sources,
    settings: &Settings,
    progress: &dyn Progress,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(FileId, ContentPath, Arc<SectionDocument>)> {
    let read: Vec<Diagnosed<Option<SectionDocument>>> = sources
        .sections
        .par_iter()
        .map(|(file, _)| {
            progress.step();
            match sources.read(*file) {
                Ok(source) => document::read_section(&source, settings),
                Err(diagnostic) => Diagnosed::new(None, vec![diagnostic]),
            }
        })
        .collect();
    let mut sections = Vec::new();
    for ((file, path), read) in sources.sections.iter().zip(read) {
        if let Some(document) = read.into_value(diagnostics) {
            sections.push((*file, path.clone(), Arc::new(document)));
        }
    }
    sections
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
