//! Owns finding the article that takes the place of another one, and circles of such.

use std::collections::BTreeSet;

use super::{Arc, Article, ArticleId, BTreeMap, ContentPath, Diagnostic, Document, Route, field};
use crate::document::Status;

/// Articles that are not part of the site.
pub(in crate::site) struct Others<'a> {
    /// Those not to be published yet.
    pub(in crate::site) hidden: &'a [(ContentPath, Arc<Document>)],
    /// Those that could not be read.
    pub(in crate::site) unread: &'a BTreeSet<ContentPath>,
}

/// Where `superseded_by` leads.
enum Target {
    Shown(ArticleId),
    /// It takes the place when it is published.
    Hidden,
    Unread,
    Nowhere,
}

/// The articles that take the place of others, by those.
pub(super) fn find(
    articles: &[Arc<Article>],
    others: &Others<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<ArticleId, ArticleId> {
    let asking: Vec<(&Article, &str)> = articles
        .iter()
        .filter_map(|article| {
            Some((&**article, article.document.front.life.as_deref()?.superseded_by.as_deref()?))
        })
        .collect();
    if asking.is_empty() {
        return BTreeMap::new();
    }
    let by_path = articles.iter().map(|article| (article.path.as_str(), article.id)).collect();
    let by_route = articles.iter().map(|article| (article.route.as_str(), article.id)).collect();
    let places = Places { articles, by_path, by_route, others };
    let mut found = BTreeMap::new();
    for (article, target) in asking {
        match places.find(article, target) {
            Target::Shown(id) => {
                found.insert(article.id, id);
            }
            Target::Hidden if says_so(article) => {
                let message = format!("`{target}` is not published yet, and so takes no article's place");
                let help = "leave `status` out: the article is superseded when the other one is published";
                let diagnostic = Diagnostic::error("life/successor", message);
                diagnostics.push(diagnostic.label(article.file, field("superseded_by"), "").help(help));
            }
            Target::Hidden | Target::Unread => {}
            Target::Nowhere => {
                let diagnostic =
                    Diagnostic::error("life/successor", format!("there is no article `{target}`"))
                        .label(article.file, field("superseded_by"), "")
                        .help("give the path of a file below content/, from this file's folder, or the article's address, such as /airdrops/new/");
                diagnostics.push(diagnostic);
            }
        }
    }
    break_circles(articles, &mut found, diagnostics);
    found
}

fn says_so(article: &Article) -> bool {
    let keys = article.document.front.life.as_deref();
    keys.is_some_and(|keys| keys.status == Some(Status::Superseded))
}

struct Places<'a> {
    articles: &'a [Arc<Article>],
    by_path: BTreeMap<&'a str, ArticleId>,
    by_route: BTreeMap<&'a str, ArticleId>,
    others: &'a Others<'a>,
}

impl Places<'_> {
    /// The one that takes the place of a translation is in its language, if it is there.
    fn translated(&self, article: &Article, target: ArticleId) -> ArticleId {
        let other = &self.articles[target.0 as usize];
        let is_own = |id: &ArticleId| self.articles[id.0 as usize].language == article.language;
        let own = other.translations.iter().copied().find(is_own);
        own.filter(|_| other.original.is_none()).unwrap_or(target)
    }

    fn find(&self, article: &Article, target: &str) -> Target {
        if let Some(file) = article.path.join(target) {
            if let Some(id) = self.by_path.get(file.as_str()) {
                return Target::Shown(self.translated(article, *id));
            }
            if self.others.hidden.iter().any(|(path, _)| *path == file) {
                return Target::Hidden;
            }
            if self.others.unread.contains(&file) {
                return Target::Unread;
            }
        }
        let address = Route::new(&format!("{}/", target.trim_end_matches('/'))).ok();
        let found = address.and_then(|address| self.by_route.get(address.as_str()).copied());
        found.map_or(Target::Nowhere, Target::Shown)
    }
}

/// Articles that take each other's place leave a reader nowhere: each circle is reported once, and
/// forgotten.
fn break_circles(
    articles: &[Arc<Article>],
    found: &mut BTreeMap<ArticleId, ArticleId>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut known: BTreeSet<ArticleId> = BTreeSet::new();
    for start in found.keys().copied().collect::<Vec<_>>() {
        let mut way = Vec::new();
        let mut at = Some(start);
        while let Some(id) = at.filter(|id| known.insert(*id)) {
            way.push(id);
            at = found.get(&id).copied();
        }
        let Some(circle) = at.and_then(|id| way.iter().position(|other| *other == id)).map(|at| &way[at..])
        else {
            continue;
        };
        let message = match circle {
            [_] => "the article takes its own place".to_owned(),
            _ => format!("{} articles take each other's place", circle.len()),
        };
        let diagnostic =
            Diagnostic::error("life/circle", message).help("the newest of them has no `superseded_by`");
        let labelled = circle.iter().enumerate().fold(diagnostic, |diagnostic, (at, id)| {
            let text = if at == 0 { "" } else { "and this" };
            diagnostic.label(articles[id.0 as usize].file, field("superseded_by"), text)
        });
        diagnostics.push(labelled);
        for id in circle {
            found.remove(id);
        }
    }
}
