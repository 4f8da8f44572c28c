//! Owns comparing what was built with what a folder of a site expects: of HTML what is in `<main>`,
//! of other files made everything, of files copied where they come from.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use tearsheet::assets;
use tearsheet::markup::code::style_sheet;
use tearsheet::route::Route;
use tearsheet::sources::Theme;

use crate::kit::{Outcome, SiteTest, Tree, tree};

/// Builds a site, after a change to it, and compares what comes out with the folder `expected`.
/// Nothing may be missing there, and nothing left over.
#[track_caller]
pub(crate) fn check(name: &str, expected: &str, theme: Theme, change: impl FnOnce(&mut SiteTest)) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites").join(name);
    let inputs = inputs(&folder);
    let mut site = SiteTest::new(inputs.clone());
    site.request.theme = theme;
    change(&mut site);
    let outcome = site.build();
    let list = list(&outcome, &inputs, theme);
    let mut actual = Tree::from([(format!("{expected}.txt"), list.text.into_bytes())]);
    let made = list.made.iter().map(|path| (format!("{expected}/{path}"), shown(path, &outcome)));
    actual.extend(made);
    compare(&folder, expected, &actual);
}

/// What a site's folder holds beside what is expected of it.
fn inputs(folder: &Path) -> Tree {
    let mut inputs = tree(folder);
    assert!(!inputs.is_empty(), "there is no site in {}", folder.display());
    inputs.retain(|path, _| !path.starts_with("expected"));
    inputs
}

struct List {
    text: String,
    made: Vec<String>,
}

/// What was found, and every file with where it was copied from.
fn list(outcome: &Outcome, inputs: &Tree, theme: Theme) -> List {
    let mut text = outcome.problems.clone();
    let mut made = Vec::new();
    let themed = themed(theme);
    for (path, bytes) in &outcome.files {
        // What is in the theme's style sheets and scripts, and so in their names, has tests of its own.
        if let Some(path) = of_theme(path, inputs, theme).filter(|_| themed.contains(bytes)) {
            let _ = writeln!(text, "{path} from the theme");
            continue;
        }
        let name = path.rsplit('/').next().unwrap_or(path);
        let input =
            inputs.iter().find(|(path, input)| path.rsplit('/').next() == Some(name) && *input == bytes);
        let themed = theme.files.iter().find(|(_, file)| file == bytes);
        let origin = input.map(|(path, _)| path.clone()).or(themed.map(|_| "the theme".to_owned()));
        let _ = match &origin {
            Some(origin) => writeln!(text, "{path} from {origin}"),
            None => writeln!(text, "{path}"),
        };
        // The index has tests of their own.
        let is_index = format!("/{path}").contains("/search/") && !path.ends_with(".html");
        if origin.is_none() && !is_index {
            made.push(path.clone());
        }
    }
    List { text, made }
}

/// The style sheets and scripts of the theme as they are, and as they are published by default.
fn themed(theme: Theme) -> Vec<Vec<u8>> {
    let files = theme.files.iter().filter(|(path, _)| assets::is_asset(path));
    let files = files.map(|(path, bytes)| (*path, bytes.to_vec()));
    let code = ("css/code.css", style_sheet().into_bytes());
    let route = |(path, bytes)| (Route::new(&format!("/{path}")).unwrap(), bytes);
    let files: BTreeMap<Route, Vec<u8>> = files.chain([code]).map(route).collect();
    let made = assets::make(&files, &|_| None, &assets::Settings::default()).made;
    made.into_values().map(|made| made.bytes).chain(files.into_values()).collect()
}

/// The path of a style sheet or a script that is the theme's and not the site's, with a star for what
/// changes with its bytes.
fn of_theme(path: &str, inputs: &Tree, theme: Theme) -> Option<String> {
    let (stem, kind) = path.rsplit_once('.').filter(|(_, kind)| ["css", "js"].contains(kind))?;
    let (plain, is_copy) = stem.split_once('.').map_or((stem, false), |(plain, _)| (plain, true));
    let file = format!("{plain}.{kind}");
    let is_own = inputs.contains_key(&format!("static/{file}"));
    let is_theme = file == "css/code.css" || theme.files.iter().any(|(path, _)| *path == file);
    let shown = if is_copy { format!("{plain}.*.{kind}") } else { file };
    (is_theme && !is_own).then_some(shown)
}

/// What is compared of a file.
fn shown(path: &str, outcome: &Outcome) -> Vec<u8> {
    let text = outcome.text(path);
    let main = text.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>"));
    let main = main.and_then(|(main, _)| main.split_once('>')).filter(|_| path.ends_with(".html"));
    main.map_or(text, |(_, main)| main.trim_start()).as_bytes().to_vec()
}

#[track_caller]
fn compare(folder: &Path, expected: &str, actual: &Tree) {
    let bless = std::env::var("TEARSHEET_BLESS").is_ok_and(|value| value == "1");
    let mut wanted = tree(folder);
    let own = [format!("{expected}.txt"), format!("{expected}/")];
    wanted.retain(|path, _| *path == own[0] || path.starts_with(&own[1]));
    if bless {
        return renew(folder, &wanted, actual);
    }
    let mut failures = String::new();
    for path in wanted.keys().filter(|path| !actual.contains_key(*path)) {
        let _ = writeln!(failures, "{path}: expected, but not made");
    }
    for (path, actual) in actual {
        match wanted.get(path) {
            None => {
                let _ = writeln!(
                    failures,
                    "{path}: made, but not expected:\n{}",
                    String::from_utf8_lossy(actual)
                );
            }
            Some(wanted) if wanted == actual => {}
            Some(wanted) => {
                let (wanted, actual) = (String::from_utf8_lossy(wanted), String::from_utf8_lossy(actual));
                let _ = writeln!(failures, "{path}:\n{}", difference(&wanted, &actual));
            }
        }
    }
    let folder = folder.display();
    assert!(failures.is_empty(), "{folder}: TEARSHEET_BLESS=1 takes over what came out\n{failures}");
}

fn renew(folder: &Path, wanted: &Tree, actual: &Tree) {
    for path in wanted.keys().filter(|path| !actual.contains_key(*path)) {
        fs::remove_file(folder.join(path)).unwrap();
    }
    for (path, bytes) in actual.iter().filter(|(path, bytes)| wanted.get(*path) != Some(bytes)) {
        let path: PathBuf = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// The lines that differ, between those that are the same at the beginning and at the end.
pub(crate) fn difference(wanted: &str, actual: &str) -> String {
    let (wanted, actual): (Vec<&str>, Vec<&str>) = (wanted.lines().collect(), actual.lines().collect());
    let same = wanted.iter().zip(&actual).take_while(|(a, b)| a == b).count();
    let (wanted, actual) = (&wanted[same..], &actual[same..]);
    let end = wanted.iter().rev().zip(actual.iter().rev()).take_while(|(a, b)| a == b).count();
    let mut out = format!("  after {same} lines\n");
    for (sign, lines) in [('-', wanted), ('+', actual)] {
        for line in &lines[..lines.len() - end] {
            let _ = writeln!(out, "{sign} {line}");
        }
    }
    out
}
