//! Owns the list of files that are published as they are: those of `static/` and of the embedded
//! theme, and those beside articles.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Site;
use crate::diagnostic::{Diagnostic, Place};
use crate::digest::Digest;
use crate::document::Document;
use crate::route::{ContentPath, Route, decode};
use crate::source::FileId;

/// A file that is published as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asset {
    /// Its file, for messages and for reading it when it is published.
    pub file: FileId,
    /// Digest of its bytes.
    pub digest: Digest,
    /// Width and height in pixels, for images whose file tells.
    pub size: Option<(u32, u32)>,
}

/// All such files.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// Those of `static/` and of the theme, by where they are served.
    pub fixed: BTreeMap<Route, Asset>,
    /// Those below `content/`, by their place there. Where they are served is settled when the site
    /// is linked: a file beside an `index.md` goes with its article.
    pub content: BTreeMap<ContentPath, Asset>,
}

/// Where every file is served: those of `static/` at their place, those below `content/` at theirs or
/// with their article. What belongs to an unpublished article only stays out.
pub(super) fn publish(
    assets: &Assets,
    site: &Site,
    hidden: &[(ContentPath, Arc<Document>)],
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<Route, Asset> {
    let mut files = assets.fixed.clone();
    if assets.content.is_empty() {
        return files;
    }
    let places = Places::new(site, hidden);
    for (path, asset) in &assets.content {
        let Some(route) = places.route(path) else { continue };
        if let Some(first) = files.insert(route.clone(), asset.clone()) {
            let diagnostic =
                Diagnostic::error("route/collision", format!("two files are to be served at {route}"))
                    .label(asset.file, Place::File, "")
                    .label(first.file, Place::File, "the other one")
                    .help("rename one of them");
            diagnostics.push(diagnostic);
        }
    }
    files
}

/// Knows where files below `content/` are served.
pub(super) struct Places<'a> {
    /// Folders of articles that are an `index.md`, with the article's route.
    bundles: BTreeMap<&'a str, &'a Route>,
    /// Folders of such articles that are not published.
    hidden_bundles: BTreeSet<&'a str>,
    /// Files that only unpublished articles refer to.
    hidden_files: BTreeSet<ContentPath>,
    /// Sections by folder.
    sections: BTreeMap<&'a str, &'a Route>,
}

impl<'a> Places<'a> {
    pub(super) fn new(site: &'a Site, hidden: &'a [(ContentPath, Arc<Document>)]) -> Self {
        let is_bundle = |path: &ContentPath| site.tags.name(path) == "index.md";
        // Of several languages the first has what lies beside them.
        let mut bundles: BTreeMap<&str, &super::Article> = BTreeMap::new();
        for article in site.articles.iter().filter(|article| is_bundle(&article.path)) {
            let first = bundles.entry(article.path.folder()).or_insert(article);
            if article.language < first.language {
                *first = article;
            }
        }
        let mut hidden_files: BTreeSet<ContentPath> =
            hidden.iter().flat_map(|(path, document)| files_of(path, document)).collect();
        if !hidden_files.is_empty() {
            for file in site.articles.iter().flat_map(|article| files_of(&article.path, &article.document)) {
                hidden_files.remove(&file);
            }
        }
        Self {
            bundles: bundles.into_iter().map(|(folder, article)| (folder, &article.route)).collect(),
            hidden_bundles: hidden
                .iter()
                .filter(|(path, _)| is_bundle(path))
                .map(|(path, _)| path.folder())
                .collect(),
            hidden_files,
            // The sections of the default language come last, and so are those that count.
            sections: site
                .sections
                .iter()
                .rev()
                .map(|section| (section.folder.as_str(), &section.route))
                .collect(),
        }
    }

    /// Where a file is served; `None` if it is not published.
    pub(super) fn route(&self, path: &ContentPath) -> Option<Route> {
        if self.hidden_files.contains(path) {
            return None;
        }
        let mut folder = path.folder();
        loop {
            let bundle = self.bundles.get(folder);
            if bundle.is_none() && self.hidden_bundles.contains(folder) {
                return None;
            }
            if let Some(base) = bundle.or_else(|| self.sections.get(folder)) {
                let rest = path.as_str()[folder.len()..].trim_start_matches('/');
                return base.child(rest).ok();
            }
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
        }
    }
}

/// The files that an article refers to by relative paths.
fn files_of<'a>(path: &'a ContentPath, document: &'a Document) -> impl Iterator<Item = ContentPath> + 'a {
    let targets = document.references.iter().map(|reference| &*reference.target);
    let image = document.front.image.as_deref();
    targets.chain(image).filter_map(|target| {
        let target = target.split(['?', '#']).next().unwrap_or_default();
        (!target.is_empty() && !target.starts_with('/')).then(|| path.join(&decode(target)?)).flatten()
    })
}
