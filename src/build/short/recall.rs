//! Owns recalling articles as the last build linked them.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::RECALLED;
use super::edited::Text;
use super::searched::Before;
use crate::build::patch;
use crate::cache::{Cache, Linked, Linking};
use crate::digest::Digest;
use crate::document;
use crate::site::{Article, ArticleId};
use crate::sources::Sources;

/// Where articles are recalled from.
pub(super) struct Recall<'a> {
    pub(super) linked: &'a Linked,
    pub(super) linking: &'a Linking,
    pub(super) keys: &'a [Digest],
    pub(super) sources: &'a Sources,
    pub(super) settings: &'a document::Settings,
}

impl Recall<'_> {
    /// An edited article in its place, if its text leaves it that, and what could be searched of it.
    pub(super) fn edited(&self, text: &Text, cache: &Cache) -> Option<(Article, Before)> {
        let place = u32::try_from(text.place).ok()?;
        let id = ArticleId(u32::try_from(self.linking.places.binary_search(&place).ok()?).ok()?);
        let old = Article {
            document: Arc::new(cache.document(self.keys[text.place])?),
            ..self.linked.article(id)?
        };
        let (article, is_whole) = patch::revised(&old, Arc::new(text.document.clone()))?;
        let before = Before { words: cache.words(self.keys[text.place])?, length: old.document.words };
        is_whole.then_some((article, before))
    }

    /// Articles with their documents.
    pub(super) fn all(&self, ids: &BTreeSet<ArticleId>, cache: &Cache) -> Option<Vec<Article>> {
        if ids.len() > RECALLED {
            return None;
        }
        ids.par_iter().map(|id| self.one(*id, cache)).collect()
    }

    fn one(&self, id: ArticleId, cache: &Cache) -> Option<Article> {
        let article = self.linked.article(id)?;
        let key = *self.keys.get(*self.linking.places.get(id.0 as usize)? as usize)?;
        // What there is something to say about is not kept.
        let again = || {
            let source = self.sources.read(article.file).ok()?;
            document::read(&source, self.settings).value.map(|(document, _)| document)
        };
        let document = cache.document(key).or_else(again)?;
        Some(Article { document: Arc::new(document), ..article })
    }
}
