//! Owns which article marks up a question that several have with the same answer: the oldest.

use std::collections::HashMap;

use super::{ArticleId, Site};
use crate::diagnostic::{Diagnostic, Place};
use crate::digest::Digest;
use crate::document::Question;

/// Fills, for every article, which of its questions it owns.
pub(super) fn settle_ownership(site: &mut Site, diagnostics: &mut Vec<Diagnostic>) {
    // Only asked, never gone through.
    let mut owners: HashMap<Digest, ArticleId> = HashMap::new();
    for id in site.recent.clone().into_iter().rev() {
        let article = site.article(id);
        let mut owns = Vec::with_capacity(article.document.questions.len());
        for question @ Question { digest, .. } in &article.document.questions {
            let owner = *owners.entry(*digest).or_insert(id);
            let first_here =
                !article.document.questions[..owns.len()].iter().any(|other| other.digest == *digest);
            owns.push(owner == id && first_here);
            if owner != id {
                let (text, _) = article.document.question(question).unwrap_or_default();
                let message =
                    format!("the question “{text}” stands with the same answer in an older article");
                let diagnostic = Diagnostic::note("faq/duplicate", message)
                    .label(article.file, Place::File, "")
                    .label(site.article(owner).file, Place::File, "")
                    .help(
                        "only the older one has it in its structured data; link to it, or answer differently",
                    );
                diagnostics.push(diagnostic);
            }
        }
        site.article_mut(id).owns_question = owns;
    }
}
