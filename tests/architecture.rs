//! The fences of ARCHITECTURE.md, as tests: modules use only those above them, every file says what
//! it owns, and only the rim touches the disk.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test that reads the project itself")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Modules in order of dependence, as ARCHITECTURE.md lists them.
const ORDER: &[&str] = &[
    "digest",
    "scan",
    "share",
    "route",
    "quantity",
    "moment",
    "source",
    "diagnostic",
    "fields",
    "language",
    "words",
    "assets",
    "images",
    "packed",
    "social",
    "config",
    "markup",
    "document",
    "site",
    "search",
    "policy",
    "translations",
    "media",
    "sources",
    "pages",
    "output",
    "render",
    "theme",
    "cache",
    "publish",
    "report",
    "audit",
    "build",
    "preview",
    "cli",
];

/// Modules that may touch disk, clock, network and environment.
const RIM: &[&str] = &["sources", "cache", "publish", "preview", "cli"];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn sources() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let name = |path: &Path| path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
    rust_files(&root).iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

fn module_of(file: &str) -> &str {
    file.split(['/', '.']).next().unwrap()
}

/// What a file is made of but for its tests.
fn production(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod ").next().unwrap()
}

fn is_test(file: &str) -> bool {
    file.split('/').any(|part| ["tests.rs", "tests", "testing.rs"].contains(&part))
}

/// Top-level modules that a text names by `crate::`.
fn used(text: &str) -> Vec<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let mut used = Vec::new();
    for line in code {
        for (at, _) in line.match_indices("crate::") {
            // `$crate::` and names that end in `crate` are something else.
            let before = line[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$') {
                continue;
            }
            let rest = &line[at + "crate::".len()..];
            let names: Vec<&str> = match rest.strip_prefix('{') {
                Some(group) => group.split(',').collect(),
                None => vec![rest],
            };
            for name in names {
                let end = name.trim_start().find(|c: char| !c.is_alphanumeric() && c != '_');
                let name = name.trim_start();
                used.push(name[..end.unwrap_or(name.len())].to_owned());
            }
        }
    }
    used
}

#[test]
fn modules_use_only_those_above_them() {
    let place = |module: &str| ORDER.iter().position(|name| *name == module);
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let module = module_of(&file);
        if ["lib", "main"].contains(&module) || is_test(&file) {
            continue;
        }
        let own = place(module)
            .unwrap_or_else(|| panic!("{file}: `{module}` is not in the order of ARCHITECTURE.md"));
        for other in used(production(&text)) {
            match place(&other) {
                Some(at) if at <= own => {}
                Some(_) => wrong.push(format!("{file} uses `{other}`, which stands below `{module}`")),
                None => wrong.push(format!("{file} uses `crate::{other}`, which is no module of the order")),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_order_is_the_documented_one() {
    let document = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md")).unwrap();
    let list = document.split("## Modules").nth(1).unwrap().split("```").nth(1).unwrap();
    let documented: Vec<&str> = list
        .lines()
        .filter(|line| !line.starts_with(' '))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|word| *word != "text")
        .collect();
    assert_eq!(documented, ORDER);
}

#[test]
fn every_file_says_what_it_owns() {
    let silent: Vec<String> =
        sources().into_iter().filter(|(_, text)| !text.starts_with("//! ")).map(|(file, _)| file).collect();
    assert!(silent.is_empty(), "these files do not open with `//!`: {silent:?}");
}

#[test]
fn only_the_rim_lifts_the_ban_on_disk_and_clock() {
    let lifted: Vec<String> = sources()
        .into_iter()
        .filter(|(file, text)| {
            !RIM.contains(&module_of(file)) && production(text).contains("disallowed_methods")
        })
        .map(|(file, _)| file)
        .collect();
    assert!(lifted.is_empty(), "only the rim may: {lifted:?}");
}
