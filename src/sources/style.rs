//! Owns putting the theme's style sheet together: its own rules, what `[theme]` of site.toml chooses, and
//! the site's own style sheet, in one file.

use std::sync::Arc;

use super::{Gathering, Origin};
use crate::assets;
use crate::config::ThemeSettings;
use crate::diagnostic::{Diagnostic, Place, Step};
use crate::route::Route;
use crate::source::{FileId, SITE_TOML};

/// Where the theme's style sheet is served.
const MAIN: &str = "/css/main.css";

/// Puts what is chosen in the place of the theme's style sheet, and tells what that is made of: nothing, if
/// nothing was chosen.
pub(super) fn compose(
    gathering: &mut Gathering<'_>,
    theme: &ThemeSettings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<FileId> {
    let fonts = theme.fonts.files.iter().enumerate();
    for (at, font) in fonts.filter(|(_, font)| !gathering.fixed_files.contains_key(&font.file)) {
        let path = ["fonts", "files"].map(|key| Step::Key(key.to_owned()));
        let steps = path.into_iter().chain([Step::Index(at), Step::Key("file".to_owned())]);
        diagnostics.push(missing(font.file.as_str(), steps.collect()));
    }
    let logo = theme.logo.iter().filter_map(|logo| Route::new(logo).ok());
    for route in logo.filter(|route| !gathering.fixed_files.contains_key(route)) {
        diagnostics.push(missing(route.as_str(), vec![Step::Key("logo".to_owned())]));
    }
    let css = theme.css();
    let Ok(main) = Route::new(MAIN) else { return Vec::new() };
    let Some(&first) = gathering.fixed_files.get(&main).filter(|_| !css.is_empty() || theme.css.is_some())
    else {
        return Vec::new();
    };
    let mut parts = vec![first];
    let mut text = read(gathering, first, diagnostics);
    text.push_str(&css);
    if let Some(route) = &theme.css {
        match gathering.fixed_files.get(route) {
            Some(own) => {
                let own_text = read(gathering, *own, diagnostics);
                if let Some(at) = own_text.find("@import") {
                    diagnostics.push(imports(*own, at));
                }
                text.push_str(&assets::moved(&own_text, route, &main));
                parts.push(*own);
            }
            None => diagnostics.push(missing(route.as_str(), vec![Step::Key("css".to_owned())])),
        }
    }
    let origin = Origin::Composed(Arc::from(text.into_bytes()));
    let composed = gathering.add("(default theme)/css/main.css with [theme]".to_owned(), origin);
    gathering.fixed_files.insert(main, composed);
    parts
}

pub(super) fn read(gathering: &Gathering<'_>, file: FileId, diagnostics: &mut Vec<Diagnostic>) -> String {
    let input = &gathering.files[file.0 as usize];
    let read = input.bytes().map_err(|error| super::unreadable(file, &input.path, &error));
    match read.and_then(|bytes| super::text_of(file, &input.path, bytes)) {
        Ok(source) => source.text.to_string(),
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            String::new()
        }
    }
}

fn missing(path: &str, steps: Vec<Step>) -> Diagnostic {
    let steps = std::iter::once(Step::Key("theme".to_owned())).chain(steps).collect();
    Diagnostic::error("theme/missing-file", format!("there is no file `{path}`"))
        .label(SITE_TOML, Place::Value(steps), "")
        .help(format!("put it into the project as static{path}"))
}

fn imports(file: FileId, at: usize) -> Diagnostic {
    Diagnostic::warning(
        "theme/import",
        "browsers pass over `@import` here: this file becomes part of the theme's",
    )
    .at(file, at..at + "@import".len(), "")
    .help("write the rules here, or link to a style sheet of your own in components/head.html")
}
