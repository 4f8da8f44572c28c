//! Owns reading again after an edit: what the edit has touched, and as little else as will do.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::inputs::read_beside;
use super::patch::Edit;
use super::reading::{self, Known, ReadArticle, Reading};
use super::{Obstacle, Progress, Request, Unread};
use crate::diagnostic::Diagnostic;
use crate::document::{self, Content, Settings};
use crate::route::ContentPath;
use crate::source::FileId;
use crate::sources::{Fate, Sources};

/// With more files touched than this, walking the project is quicker than asking for each.
const FEW: usize = 64;

/// What has been touched since the last reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Files, as authors would write their paths from the project's folder.
    pub files: BTreeSet<String>,
    /// Whether there may be more than these.
    pub more: bool,
}

/// Stages 1 to 3 after an edit.
pub fn reread(
    request: &Request,
    before: &Reading,
    touched: &Touched,
    progress: &dyn Progress,
) -> Result<Result<Reading, Unread>, Obstacle> {
    if !touched.more
        && touched.files.len() <= FEW
        && let Some(reading) = reread_few(request, before, touched)
    {
        return Ok(Ok(reading));
    }
    read_beside(request, Some(&Known { reading: before, touched: &touched.files }), progress)
}

/// `None` if the edit may concern more than the files it names.
fn reread_few(request: &Request, before: &Reading, touched: &Touched) -> Option<Reading> {
    let site_toml = before.sources.path(crate::source::SITE_TOML);
    let is_central = |path: &String| path == site_toml || before.sources.notices.contains_key(path);
    if touched.files.iter().any(is_central) {
        return None;
    }
    let mut sources = Sources::clone(&before.sources);
    let fates: Option<Vec<Fate>> =
        touched.files.iter().map(|path| sources.revise(&request.root, path)).collect();
    let mut reading = before.clone();
    let mut edit = Some(Edit::default());
    let mut articles: Vec<(FileId, ContentPath)> = Vec::new();
    for fate in fates? {
        match fate {
            Fate::Text(file, path) if sources.is_section(&path) => {
                edit = None;
                let section = reading::section(file, &path, &sources, &reading.settings);
                put(&mut reading.sections, |read| read.path.cmp(&path), Some(section));
            }
            Fate::Text(file, path) => articles.push((file, path)),
            Fate::Gone(path) => {
                edit = None;
                put(&mut reading.sections, |read| read.path.cmp(&path), None);
                put(&mut reading.articles, |read| read.path.cmp(&path), None);
            }
            Fate::Template => edit.iter_mut().for_each(|edit| edit.templates = true),
            Fate::File(file) => edit.iter_mut().for_each(|edit| edit.files.push(file)),
            Fate::Nothing => {}
        }
    }
    let settings = reading.settings.clone();
    let read: Vec<(ReadArticle, Option<Content>)> =
        articles.into_par_iter().map(|(file, path)| article(file, path, &sources, &settings)).collect();
    for (article, content) in read {
        if let Some(edit) = &mut edit
            && !before.has(&article)
        {
            edit.articles.push(article.path.clone());
        }
        if let (Some(document), Some(content)) = (&article.document, content) {
            reading.contents = reading.contents.with(document.key, content);
        }
        let path = article.path.clone();
        put(&mut reading.articles, |read| read.path.cmp(&path), Some(article));
    }
    reading.edit = edit;
    reading.sources = Arc::new(sources);
    Some(reading.tidied(request.program))
}

fn article(
    file: FileId,
    path: ContentPath,
    sources: &Sources,
    settings: &Settings,
) -> (ReadArticle, Option<Content>) {
    let unread = |path, diagnostics: Vec<Diagnostic>| ReadArticle { file, path, document: None, diagnostics };
    let source = match sources.read(file) {
        Ok(source) => source,
        Err(diagnostic) => return (unread(path, vec![diagnostic]), None),
    };
    let read = document::read(&source, settings);
    match read.value {
        Some((document, content)) => {
            let document = Some(Arc::new(document));
            (ReadArticle { file, path, document, diagnostics: read.diagnostics }, Some(content))
        }
        None => (unread(path, read.diagnostics), None),
    }
}

/// Puts an item into its place in a sorted list, or takes out what is there.
fn put<T>(list: &mut Vec<T>, order: impl Fn(&T) -> std::cmp::Ordering, item: Option<T>) {
    match (list.binary_search_by(order), item) {
        (Ok(at), Some(item)) => list[at] = item,
        (Err(at), Some(item)) => list.insert(at, item),
        (Ok(at), None) => drop(list.remove(at)),
        (Err(_), None) => {}
    }
}
