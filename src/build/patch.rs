//! Owns the short way after an edit: where it is plain what the edit can have changed, that is put into
//! the site as it was. What comes out is what linking everything again would give, or says that it
//! may not be.

use std::sync::Arc;

use super::assembling::load_templates;
use super::searching::Searching;
use super::{Prepared, Reading};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::pages::cards;
use crate::route::{ContentPath, Route};
use crate::site::{Article, Resolved};
use crate::source::FileId;

/// What a reading that looked at a few files only has found to be different.
#[derive(Clone, Debug, Default)]
pub(super) struct Edit {
    /// Articles that were there before.
    pub(super) articles: Vec<ContentPath>,
    /// Files that are published as they are.
    pub(super) files: Vec<FileId>,
    /// Whether templates were.
    pub(super) templates: bool,
}

impl Edit {
    /// Whether nothing is.
    pub(super) fn is_empty(&self) -> bool {
        self.articles.is_empty() && self.files.is_empty() && !self.templates
    }
}

/// The site after an edit.
pub struct Patched {
    /// The site.
    pub prepared: Prepared,
    /// What is wrong with its templates, if they were loaded anew.
    pub templates: Option<Vec<Diagnostic>>,
    /// Whether it is all that linking again would give. If not, it is good for being looked at until
    /// that is done.
    pub is_whole: bool,
}

/// Puts an edit into the site as it was, of which `found` is wrong. `None` if there is no short way.
pub fn patch(reading: &Reading, previous: &Prepared, found: &[Diagnostic]) -> Option<Patched> {
    let edit = reading.edit.as_ref()?;
    if !Arc::ptr_eq(&reading.config, &previous.config) {
        return None;
    }
    let mut prepared = previous.clone();
    prepared.sources = reading.sources.clone();
    prepared.contents = reading.contents.clone();
    if !edit.articles.is_empty() {
        prepared.search = Arc::new(Searching::new(prepared.voices.len()));
    }
    let mut is_whole = true;
    for path in &edit.articles {
        is_whole &= patch_article(&mut prepared, reading, path, found)?;
    }
    for file in &edit.files {
        patch_file(&mut prepared, *file)?;
    }
    let mut wrong = Vec::new();
    if edit.templates {
        prepared.templates = load_templates(&prepared, Some(previous), &mut wrong);
    }
    Some(Patched { prepared, templates: edit.templates.then_some(wrong), is_whole })
}

/// Whether the article's new text concerns its own page and its own entries in lists alone.
fn patch_article(
    prepared: &mut Prepared,
    reading: &Reading,
    path: &ContentPath,
    found: &[Diagnostic],
) -> Option<bool> {
    let at = prepared.site.articles.binary_search_by(|article| article.path.cmp(path)).ok()?;
    let read = reading.articles.binary_search_by(|read| read.path.cmp(path)).ok()?;
    let read = &reading.articles[read];
    let old = &prepared.site.articles[at];
    // Problems are found again only by linking again.
    let is_about = |diagnostic: &Diagnostic| diagnostic.labels.iter().any(|label| label.file == old.file);
    if !read.diagnostics.is_empty() || found.iter().any(is_about) {
        return None;
    }
    let (article, is_whole) = revised(old, read.document.clone()?)?;
    let id = article.id;
    prepared.site.articles.put(article);
    prepared.cards[at] = cards::one(prepared.context(), id);
    Some(is_whole)
}

/// An article with another text that leaves it its place in the site, and whether it does to others what
/// it did before.
pub(super) fn revised(old: &Article, new: Arc<Document>) -> Option<(Article, bool)> {
    if !is_like(&old.document, &new) {
        return None;
    }
    let resolved = resolved(old, &new)?;
    let is_whole = old.document.front == new.front && promises(&old.document, &new);
    let owns = |question: &crate::document::Question| {
        let before = old.document.questions.iter().position(|other| other.digest == question.digest);
        before.is_none_or(|before| old.owns_question[before])
    };
    let owns_question = new.questions.iter().map(owns).collect();
    Some((Article { document: new, resolved, owns_question, ..Article::clone(old) }, is_whole))
}

/// Whether two documents have the same place in the site.
fn is_like(old: &Document, new: &Document) -> bool {
    let (mut front, new_front) = (old.front.clone(), &new.front);
    front.title.clone_from(&new_front.title);
    front.description.clone_from(&new_front.description);
    front.updated = new_front.updated;
    front.toc = new_front.toc;
    front.how_to = new_front.how_to;
    front.extra.clone_from(&new_front.extra);
    let policy = |document: &Document| {
        (
            document.written_disclaimer,
            document.slots.clone(),
            document.sponsored.as_ref().map(|link| link.sponsorship),
        )
    };
    front == *new_front && policy(old) == policy(new)
}

/// Whether two documents are the same to those who refer to them, or share questions with them.
fn promises(old: &Document, new: &Document) -> bool {
    let same_ids =
        old.headings.iter().map(|heading| heading.id).eq(new.headings.iter().map(|heading| heading.id));
    let questions =
        |document: &Document| document.questions.iter().map(|question| question.digest).collect::<Vec<_>>();
    let targets = |document: &Document| {
        document
            .references
            .iter()
            .map(|reference| (reference.kind, reference.target.clone()))
            .collect::<Vec<_>>()
    };
    same_ids && old.anchors == new.anchors && questions(old) == questions(new) && targets(old) == targets(new)
}

/// What the references of a new text come to, if the old one had the same.
fn resolved(old: &Article, new: &Document) -> Option<Vec<Resolved>> {
    let before = || old.document.references.iter().zip(&old.resolved);
    let one = |reference: &crate::markup::Reference| {
        let same =
            before().find(|(other, _)| other.kind == reference.kind && other.target == reference.target);
        same.map(|(_, resolved)| resolved.clone())
    };
    new.references.iter().map(one).collect()
}

/// Puts new bytes of a file into the site; `None` if pages tell its size, and it has another.
fn patch_file(prepared: &mut Prepared, file: FileId) -> Option<()> {
    let assets = &prepared.sources.assets;
    let new = assets.fixed.values().chain(assets.content.values()).find(|asset| asset.file == file)?.clone();
    let published: Option<Route> =
        prepared.site.files.iter().find(|(_, asset)| asset.file == file).map(|(route, _)| route.clone());
    // One that is not published is of no consequence.
    let Some(route) = published else { return Some(()) };
    let old = prepared.site.files.get_mut(&route)?;
    if old.size != new.size {
        return None;
    }
    *old = new;
    Some(())
}
