//! The law of builds that are cut short: at whatever instant, the next build comes to what a build
//! from nothing comes to, and nothing is left behind.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tearsheet::build::Caching;
use tearsheet::output::{MANIFEST, Manifest};
use tearsheet::route::OutPath;

use crate::kit::{OUTPUT, SiteTest, Tree};
use crate::project::{Project, published, published_in, same};

const OLD: &str = r#"
//- site.toml
title = "Killed"
base_url = "https://killed.example/"
//- content/kept.md
---
title: Kept
date: 2026-01-01
---
Text.
//- content/gone.md
---
title: Gone
date: 2026-01-02
tags: [old]
---
Text.
//- content/shape.md
---
title: From a page
date: 2026-01-03
---
Text.
//- static/turned
A file.
"#;

const NEW: &str = r#"
//- site.toml
title = "Killed, and built again"
base_url = "https://killed.example/"
//- content/kept.md
---
title: Kept
date: 2026-01-01
---
Text.
//- content/came.md
---
title: Came
date: 2026-01-02
tags: [new]
---
Text.
//- content/turned/one.md
---
title: A section where a file was
date: 2026-01-03
---
Text.
//- static/shape
To a file.
"#;

/// Publishing moves files into place one by one, after the manifest has named them: every state that
/// this passes through is made here, and built upon.
#[test]
fn every_state_between_two_builds_is_completed() {
    let (old, new) = (built(OLD), built(NEW));
    let mut site = SiteTest::from_text(NEW);
    site.request.caching = Caching::Off;
    let changed: Vec<&String> = new.keys().filter(|path| old.get(*path) != new.get(*path)).collect();
    let stale: Vec<&String> = old.keys().filter(|path| !new.contains_key(*path)).collect();
    let announced = announced(&new, &changed, &stale);
    for done in 0..=changed.len() + stale.len() {
        let mut state = old.clone();
        for path in changed.iter().take(done).filter(|path| **path != MANIFEST) {
            state.retain(|other, _| !is_below(other, path) && !is_below(path, other));
            state.insert((*path).clone(), new[*path].clone());
        }
        for path in stale.iter().take(done.saturating_sub(changed.len())) {
            state.remove(*path);
        }
        state.insert(MANIFEST.to_owned(), announced.clone());
        put(&site.path(OUTPUT), &state);
        site.build().clean();
        same(&new, &published(&site));
    }
}

fn built(text: &str) -> Tree {
    let site = SiteTest::from_text(text);
    site.build().clean();
    published(&site)
}

fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// The manifest between two builds: it owns what is about to change, and vouches for none of it.
fn announced(new: &Tree, changed: &[&String], stale: &[&String]) -> Vec<u8> {
    let manifest = Manifest::read(String::from_utf8(new[MANIFEST].clone()).unwrap()).unwrap();
    let paths = |list: &[&String]| {
        list.iter().filter(|path| **path != MANIFEST).map(|path| OutPath::new(path).unwrap()).collect()
    };
    let stale: Vec<OutPath> = paths(stale);
    manifest.unsettled(&paths(changed).into_iter().collect(), &stale).text().into()
}

fn put(folder: &Path, tree: &Tree) {
    if folder.exists() {
        fs::remove_dir_all(folder).unwrap();
    }
    for (path, bytes) in tree {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// A manifest is moved into place whole. One that is damaged all the same says nothing, and so nothing
/// is touched that is not as it would be written.
#[test]
fn a_damaged_manifest_gives_nothing_away() {
    for manifest in ["", "tearsheet manifest 1", "something else\n", "tearsheet manifest 1\n? ../../etc\n"] {
        let mut site = SiteTest::from_text(OLD);
        let before = site.build().clean().files;
        site.write(&format!("{OUTPUT}/{MANIFEST}"), manifest);
        assert_eq!(site.build().clean().files, before, "{manifest:?}");
        site.write(&format!("{OUTPUT}/{MANIFEST}"), manifest);
        site.write("content/kept.md", "---\ntitle: Other\ndate: 2026-01-01\n---\nOther text.\n");
        let outcome = site.build();
        assert!(outcome.problems.contains("error[publish/foreign-file]"), "{}", outcome.problems);
        assert_eq!(outcome.files, before, "{manifest:?}");
    }
}

#[test]
fn a_build_that_is_killed_is_completed_by_the_next() {
    let mut project = Project::new((0..40).map(|number| article(number, "First")));
    project.write("site.toml", toml(0));
    let begun = Instant::now();
    run(project.site.path("").as_path());
    let whole = begun.elapsed();
    for round in 1..11_u32 {
        // Every page changes with the title; some come and go, some become bundles.
        project.write("site.toml", toml(round));
        let (number, other) = (round % 40, (round * 7) % 40);
        project.delete(&article(number, "").0);
        let (path, text) = article(other, "Changed");
        project.write(&path, text);
        project.write(&format!("content/new-{round}/index.md"), article(number, "New").1);
        if round % 5 == 0 {
            // The first build of a folder is moved into place as a whole.
            fs::remove_dir_all(project.site.path(OUTPUT)).unwrap();
        }
        for tenths in [round % 11, (round * 3) % 11] {
            kill_after(&project.site.path(""), whole * tenths / 10);
        }
        run(&project.site.path(""));
        let twin = project.twin();
        run(&twin.path(""));
        same(&published_in(&twin.path(OUTPUT)), &project.published());
        let names = fs::read_dir(project.site.path("")).unwrap();
        let names: Vec<_> = names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        assert!(!names.iter().any(|name| name.contains("staging")), "round {round}: {names:?}");
    }
}

fn toml(round: u32) -> String {
    format!("title = \"Round {round}\"\nbase_url = \"https://killed.example/\"\n")
}

fn article(number: u32, title: &str) -> (String, Vec<u8>) {
    let text =
        format!("---\ntitle: {title} {number}\ndate: 2026-01-01\ntags: [t{}]\n---\nText.\n", number % 7);
    (format!("content/s{}/a{number}.md", number % 3), text.into_bytes())
}

fn tearsheet(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tearsheet"));
    command.current_dir(folder).args(["build", "--now", "2026-11-21", "--quiet"]);
    command.stdin(Stdio::null()).stdout(Stdio::null());
    command
}

#[track_caller]
fn run(folder: &Path) {
    let output = tearsheet(folder).stderr(Stdio::piped()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Kills a build after some time, unless it has ended by then. It has no chance to tidy up.
fn kill_after(folder: &Path, time: Duration) {
    let mut child = tearsheet(folder).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(time);
    child.kill().unwrap();
    child.wait().unwrap();
}
