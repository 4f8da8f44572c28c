//! Owns stage 3 as a whole: every content file read once, in parallel, its bulk put aside.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::Progress;
use crate::diagnostic::{Diagnosed, Diagnostic};
use crate::digest::Digest;
use crate::document::{self, Content, Document, SectionDocument, Settings};
use crate::policy::Texts;
use crate::route::ContentPath;
use crate::site::Inputs;
use crate::source::FileId;
use crate::sources::Sources;

/// Bodies of articles, by the key of their document.
#[derive(Debug, Default)]
pub struct Contents {
    by_key: BTreeMap<Digest, Arc<Content>>,
}

impl Contents {
    /// The bulk of the article with this key; empty if there is none.
    pub fn get(&self, key: Digest) -> Arc<Content> {
        self.by_key.get(&key).cloned().unwrap_or_else(|| {
            Arc::new(Content { body: crate::markup::Body::default(), faq: Vec::new(), text: String::new() })
        })
    }
}

/// Reads all content files.
pub(super) fn read(
    sources: &Sources,
    texts: &Texts,
    settings: &Settings,
    progress: &dyn Progress,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Inputs, Contents) {
    progress.begin("reading", sources.articles.len() + sources.sections.len());
    let articles: Vec<Read<(Document, Content)>> = sources
        .articles
        .par_iter()
        .map(|file| one(sources, file, progress, |source| document::read(source, settings)))
        .collect();
    let sections: Vec<Read<SectionDocument>> = sources
        .sections
        .par_iter()
        .map(|file| one(sources, file, progress, |source| document::read_section(source, settings)))
        .collect();
    let mut contents = Contents::default();
    let mut inputs = Inputs {
        articles: Vec::new(),
        sections: Vec::new(),
        notices: texts.notices.clone(),
        assets: sources.assets.clone(),
    };
    for ((file, path), read) in sources.articles.iter().zip(articles) {
        if let Some((document, content)) = read.into_value(diagnostics) {
            contents.by_key.insert(document.key, Arc::new(content));
            inputs.articles.push((*file, path.clone(), Arc::new(document)));
        }
    }
    for ((file, path), read) in sources.sections.iter().zip(sections) {
        if let Some(document) = read.into_value(diagnostics) {
            inputs.sections.push((*file, path.clone(), Arc::new(document)));
        }
    }
    (inputs, contents)
}

type Read<T> = Diagnosed<Option<T>>;

fn one<T>(
    sources: &Sources,
    file: &(FileId, ContentPath),
    progress: &dyn Progress,
    read: impl Fn(&crate::source::Source) -> Read<T>,
) -> Read<T> {
    let read = match sources.read(file.0) {
        Ok(source) => read(&source),
        Err(diagnostic) => Diagnosed::new(None, vec![diagnostic]),
    };
    progress.step();
    read
}
