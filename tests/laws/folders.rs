//! The laws of the output folder: what fails changes nothing, what is as it was is not written again,
//! what is not ours stays, and no old shape of the folder stands in the way of a new one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use tearsheet::build::Caching;

use crate::kit::{DEFAULT, OUTPUT, SiteTest, Tree, sections};
use crate::project::{Project, published, same};

const SITE: &str = r#"
//- site.toml
title = "Folders"
base_url = "https://folders.example/"
//- content/notes/a.md
---
title: A
date: 2026-01-01
tags: [one]
aliases: [/old/]
---
Text with ![a picture](a.svg).
//- content/notes/a.svg
<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>
//- content/notes/b/index.md
---
title: B
date: 2026-01-02
---
Text.
//- static/files/report.txt
A report.
"#;

fn project() -> Project {
    project_of(SITE)
}

fn project_of(text: &str) -> Project {
    Project::new(sections(text).into_iter().map(|(path, text)| (path, text.into_bytes())))
}

type Stamps = BTreeMap<String, (Vec<u8>, SystemTime)>;

/// Everything below a folder, hidden or not: bytes and when they were written.
fn stamps(folder: &Path) -> Stamps {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    let stamp = |entry: walkdir::DirEntry| {
        let bytes = if entry.file_type().is_file() { fs::read(entry.path()).unwrap() } else { Vec::new() };
        let written = entry.metadata().unwrap().modified().unwrap();
        (entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned(), (bytes, written))
    };
    entries.map(stamp).collect()
}

/// What lies beside the output folder but for the site's own files.
fn beside(site: &SiteTest) -> Vec<String> {
    let names =
        fs::read_dir(site.path("")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with('.') && name != ".tearsheet").collect()
}

#[test]
fn what_fails_changes_nothing() {
    let faults: [(&str, &[u8]); 8] = [
        ("content/notes/c.md", b"---\ntitle: C\ndate: 2026-01-01\n---\n[nowhere](none.md)\n"),
        ("content/notes/c.md", b"---\ntitle: C\n"),
        ("content/notes/c.md", b"\xff\xfe"),
        ("content/notes/c.md", b"---\ntitle: C\ndate: 2026-01-01\naliases: [/notes/a/]\n---\n"),
        ("templates/article.html", b"{{ page.nothing }}"),
        ("templates/term.html", b"{{ page.title"),
        ("site.toml", b"title = "),
        ("static/notes/b", b"A file where a folder is needed.\n"),
    ];
    for (path, bytes) in faults {
        let mut project = project();
        project.build().clean();
        let before = stamps(&project.site.path(OUTPUT));
        // Much else changes too, and must not be published by halves.
        project.write("content/notes/a.md", "---\ntitle: Other\ndate: 2026-01-01\n---\n");
        project.delete("content/notes/b/index.md");
        project.write(path, bytes);
        if path == "static/notes/b" {
            project.write("content/notes/b.md", "---\ntitle: B\ndate: 2026-01-01\n---\n");
        }
        assert_eq!(project.build().status, 1, "{path}");
        assert_eq!(stamps(&project.site.path(OUTPUT)), before, "{path}");
        assert_eq!(beside(&project.site), Vec::<String>::new(), "{path}");
    }
}

#[test]
fn what_is_as_it_was_is_not_written() {
    for caching in [Caching::Keep, Caching::ReadOnly, Caching::Off] {
        let mut project = project();
        project.site.request.theme = DEFAULT;
        project.site.request.caching = caching;
        project.build().clean();
        // Nothing is believed of files that changed within a tick of the clock: let it tick.
        std::thread::sleep(Duration::from_millis(60));
        project.build().clean();
        let before = stamps(&project.site.path(""));
        let changes = project.site.build().clean().published.unwrap().changes;
        assert_eq!((changes.written, changes.deleted), (0, 0), "{caching:?}");
        let after = stamps(&project.site.path(""));
        assert_eq!(below(&after, OUTPUT), below(&before, OUTPUT), "{caching:?}");
        assert_eq!(files(&after), files(&before), "{caching:?}");
        for (path, bytes) in project.all() {
            project.write(&path, bytes);
        }
        project.site.build().clean();
        assert_eq!(stamps(&project.site.path(OUTPUT)), below(&before, OUTPUT), "{caching:?}");
    }
}

/// The stamps below a folder, and its own.
fn below(all: &Stamps, folder: &str) -> Stamps {
    let rest = |path: &str| Some(path.strip_prefix(folder)?.trim_start_matches('/').to_owned());
    all.iter().filter_map(|(path, stamp)| Some((rest(path)?, stamp.clone()))).collect()
}

/// The stamps of all files outside the output folder. Its parent and that of the cache change whenever
/// something is put there for the moment.
fn files(all: &Stamps) -> Stamps {
    let mut files = all.clone();
    files.retain(|_, (bytes, _)| !bytes.is_empty());
    files
}

#[test]
fn one_change_writes_what_changes() {
    let mut project = project();
    project.build().clean();
    project.write("static/files/report.txt", "Another report.\n");
    let changes = project.build().clean().published.unwrap().changes;
    assert_eq!((changes.written, changes.deleted), (1, 0));
    // The text is shown on its own page and in feeds; its summary does not change. It has a word that is
    // new to the index: that is in three files, which the first names.
    project.write("content/notes/b/index.md", "---\ntitle: B\ndate: 2026-01-02\n---\nText.\n\nMore.\n");
    let changes = project.build().clean().published.unwrap().changes;
    assert_eq!((changes.written, changes.deleted), (1 + 4 + 4, 0));
}

#[test]
fn what_is_not_ours_stays() {
    let mut project = project();
    let foreign = [".nojekyll", "CNAME", "notes/b/mine.txt", "tags/one/deep/mine.txt", "empty"];
    project.site.build().clean();
    for path in foreign {
        project.site.write(&format!("{OUTPUT}/{path}"), "mine");
    }
    let before = published(&project.site);
    project.site.build().clean();
    same(&before, &published(&project.site));
    project.delete("content/notes/b/index.md");
    project.write("content/notes/a.md", "---\ntitle: A\ndate: 2026-01-01\n---\n");
    let after = project.site.build().clean();
    for path in foreign {
        assert_eq!(after.text(path), "mine");
    }
    assert!(!after.files.contains_key("notes/b/index.html"));
    assert!(!after.files.contains_key("tags/one/index.html"));
}

#[test]
fn what_is_not_ours_is_not_overwritten() {
    // Files, and folders, where ours are to go; and a file where a folder is needed.
    for path in ["notes/c/index.html", "notes/c/index.html/x.txt", "notes/c"] {
        let mut project = project();
        project.site.build().clean();
        project.site.write(&format!("{OUTPUT}/{path}"), "mine");
        project.write("content/notes/a.md", "---\ntitle: Other\ndate: 2026-01-01\n---\n");
        project.write("content/notes/c.md", "---\ntitle: C\ndate: 2026-01-03\n---\n");
        let before = stamps(&project.site.path(OUTPUT));
        let outcome = project.site.build();
        assert_eq!(outcome.status, 1);
        assert!(
            outcome.problems.starts_with("error[publish/foreign-file]: `public/notes/c"),
            "{}",
            outcome.problems
        );
        assert_eq!(stamps(&project.site.path(OUTPUT)), before, "{path}");
        assert_eq!(beside(&project.site), Vec::<String>::new());
        fs::remove_dir_all(project.site.path(OUTPUT)).unwrap();
        project.build().clean();
    }
}

#[test]
fn a_folder_that_others_filled_is_taken_over_file_by_file() {
    let mut project = project();
    project.site.write("public/mine.txt", "mine");
    project.site.write("public/notes/a/index.html", "not ours");
    assert_eq!(project.site.build().status, 1);
    fs::remove_file(project.site.path("public/notes/a/index.html")).unwrap();
    let outcome = project.site.build().clean();
    assert_eq!(outcome.text("mine.txt"), "mine");
    // What has the very bytes that would be written is ours.
    fs::remove_file(project.site.path("public").join(tearsheet::output::MANIFEST)).unwrap();
    project.site.build().clean();
    project.delete("content/notes/b/index.md");
    assert!(!project.site.build().clean().files.contains_key("notes/b/index.html"));
}

/// Sites whose folders cannot stand side by side, in a row.
const SHAPES: &[&str] = &[
    "//- content/x.md\n---\ntitle: X\ndate: 2026-01-01\n---\n",
    "//- content/x/index.md\n---\ntitle: X\ndate: 2026-01-01\n---\n//- content/x/y.svg\n<svg/>\n",
    "//- content/x/_index.md\n---\ntitle: X\n---\n//- content/x/y.md\n---\ntitle: Y\ndate: 2026-01-01\n---\n",
    "//- static/x\nA file.\n",
    "//- static/x/y/z\nA file, deep.\n",
    "//- static/x/y\nA file, less deep.\n",
    "//- static/x/index.html/y/z.txt\nA folder by the name of a page.\n",
    "//- content/a.md\n---\ntitle: A\ndate: 2026-01-01\naliases: [/x]\n---\n",
    "//- content/a.md\n---\ntitle: A\ndate: 2026-01-01\naliases: [/x/, /x/y.html]\n---\n",
    "//- content/a.md\n---\ntitle: A\ndate: 2026-01-01\ntags: [x]\n---\n",
    "//- static/tags\nNo page of terms.\n",
    "",
];

#[test]
fn one_shape_follows_another() {
    const COMMON: &str = "//- site.toml\ntitle = \"Shapes\"\nbase_url = \"https://shapes.example/\"\n\
        //- content/_index.md\n---\ntitle: Shapes\n---\n";
    let clean: Vec<Tree> = SHAPES
        .iter()
        .map(|shape| {
            let project = project_of(&format!("{COMMON}{shape}"));
            project.site.build().clean();
            project.published()
        })
        .collect();
    let mut project = project_of(COMMON);
    // Every one after every other.
    let row = (0..SHAPES.len()).flat_map(|one| (0..one).flat_map(move |other| [one, other]).chain([one]));
    for shape in row {
        for path in project.all().into_keys().filter(|path| !COMMON.contains(path.as_str())) {
            project.delete(&path);
        }
        // An empty folder is nobody's.
        fs::create_dir_all(project.site.path(OUTPUT).join("x/empty/folder")).unwrap_or_default();
        for (path, text) in sections(SHAPES[shape]) {
            project.write(&path, text);
        }
        project.site.build().clean();
        same(&clean[shape], &project.published());
    }
}
