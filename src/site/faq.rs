//! Owns which article marks up a question that several have with the same answer: the oldest.

use std::collections::HashMap;

use super::{Article, ArticleId, Site};
use crate::diagnostic::{Diagnostic, Place};
use crate::digest::Digest;
use crate::document::Question;

/// For every article that has any, which of its questions it owns.
pub(super) fn ownership(site: &Site, diagnostics: &mut Vec<Diagnostic>) -> Vec<(ArticleId, Vec<bool>)> {
    // Only asked, never gone through.
    let mut owners: HashMap<Digest, ArticleId> = HashMap::new();
    let asking = site.recent.iter().rev().filter(|id| !site.article(**id).document.questions.is_empty());
    let mut owned = Vec::new();
    for id in asking.copied() {
        let article = site.article(id);
        let mut owns = Vec::with_capacity(article.document.questions.len());
        for question @ Question { digest, .. } in &article.document.questions {
            let owner = *owners.entry(*digest).or_insert(id);
            let first_here =
                !article.document.questions[..owns.len()].iter().any(|other| other.digest == *digest);
            owns.push(owner == id && first_here);
            if owner != id {
                diagnostics.push(twice(site, article, question, owner));
            }
        }
        owned.push((id, owns));
    }
    owned
}

fn twice(site: &Site, article: &Article, question: &Question, owner: ArticleId) -> Diagnostic {
    let (text, _) = article.document.question(question).unwrap_or_default();
    let message = format!("the question “{text}” stands with the same answer in an older article");
    Diagnostic::note("faq/duplicate", message)
        .label(article.file, Place::File, "")
        .label(site.article(owner).file, Place::File, "")
        .help("only the older one has it in its structured data; link to it, or answer differently")
}
