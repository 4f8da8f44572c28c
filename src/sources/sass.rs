//! Owns which style sheets of `static/` are written in Sass, and putting what they come to in their place:
//! `css/main.scss` is served as `/css/main.css`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Gathering, Origin};
use crate::assets::sass::{self, Remark};
use crate::diagnostic::{Diagnostic, Place};
use crate::route::Route;
use crate::source::FileId;

/// What a style sheet of Sass can take in.
fn is_style(path: &str) -> bool {
    sass::is_sass(path) || path.ends_with(".css")
}

/// Compiles them all, and tells what they are made of.
pub(super) fn compile(gathering: &mut Gathering<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<FileId> {
    let written: Vec<(Route, FileId)> = gathering
        .fixed_files
        .iter()
        .filter(|(route, _)| sass::is_sass(route.as_str()))
        .map(|(route, file)| (route.clone(), *file))
        .collect();
    if written.is_empty() {
        return Vec::new();
    }
    let (mut ids, mut files) = (BTreeMap::new(), BTreeMap::new());
    for (route, file) in gathering.fixed_files.iter().filter(|(route, _)| is_style(route.as_str())) {
        let path = route.as_str().trim_start_matches('/').to_owned();
        if gathering.files[file.0 as usize].path.starts_with("static/") {
            files.insert(path.clone(), super::style::read(gathering, *file, diagnostics));
            ids.insert(path, *file);
        }
    }
    for (route, file) in &written {
        gathering.fixed_files.remove(route);
        let path = route.as_str().trim_start_matches('/');
        if sass::is_partial(path) {
            continue;
        }
        let (css, warnings) = sass::compile(path, &files);
        let tell = |remark: Remark, diagnostic: fn(&'static str, String) -> Diagnostic| {
            let file = ids.get(&remark.path).unwrap_or(file);
            diagnostic("style/sass", remark.message).at(*file, remark.range, "")
        };
        diagnostics.extend(warnings.into_iter().map(|warning| tell(warning, Diagnostic::warning)));
        let css = css.unwrap_or_else(|error| {
            diagnostics.push(with_help(tell(error, Diagnostic::error)));
            String::new()
        });
        put(gathering, route, *file, css, diagnostics);
    }
    ids.into_values().collect()
}

fn with_help(diagnostic: Diagnostic) -> Diagnostic {
    if diagnostic.message.contains("find stylesheet") {
        return diagnostic.help("it is looked for beside the file and from `static/` on, nowhere else");
    }
    diagnostic
}

/// Puts what a style sheet comes to in its place, unless there is one already.
fn put(
    gathering: &mut Gathering<'_>,
    written: &Route,
    file: FileId,
    css: String,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let stem = written.as_str().rsplit_once('.').map_or("", |(stem, _)| stem);
    let Ok(route) = Route::new(&format!("{stem}.css")) else { return };
    let rival = gathering.fixed_files.get(&route).copied();
    let is_own = |file: FileId| !gathering.files[file.0 as usize].path.starts_with('(');
    if let Some(rival) = rival.filter(|rival| is_own(*rival)) {
        let message = format!("two style sheets are to be served at {route}");
        let diagnostic = Diagnostic::error("route/collision", message).label(file, Place::File, "");
        diagnostics.push(diagnostic.label(rival, Place::File, "the other one").help("rename one of them"));
        return;
    }
    let path = format!("{} as CSS", gathering.files[file.0 as usize].path);
    let compiled = gathering.add(path, Origin::Composed(Arc::from(css.into_bytes())));
    gathering.fixed_files.insert(route, compiled);
}
