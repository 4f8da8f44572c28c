//! The law of builds with nothing to do: they look at every file, read next to none, and notice whatever
//! has changed all the same.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::Duration;

use tearsheet::build::{self, Progress};
use tearsheet::output::MANIFEST;

use crate::kit::{NOW, OUTPUT, SiteTest, tree};
use crate::project::published;

const SITE: &str = r#"
//- site.toml
title = "Unchanged"
base_url = "https://unchanged.example/"
[[disclaimers]]
id = "risk"
file = "risk.md"
//- risk.md
Risk.
//- content/now.md
---
title: Now
date: 2026-01-01
---
Text.
//- content/soon.md
---
title: Soon
date: 2026-11-30
---
Text.
//- content/notes/_index.md
---
title: Notes
---
//- content/notes/a.md
---
title: A
date: 2026-01-02
---
![A picture](a.svg)
//- content/notes/a.svg
<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"/>
//- static/file.txt
A file.
//- templates/term.html
<main>{{ page.heading }}</main>
"#;

const DAY: i64 = 24 * 60 * 60;

/// Counts the stages that a build goes through.
#[derive(Default)]
struct Stages(AtomicUsize);

impl Progress for Stages {
    fn begin(&self, _: &'static str, _: usize) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn step(&self) {}
}

/// Whether a build reads and renders.
fn works(site: &SiteTest) -> bool {
    let stages = Stages::default();
    build::build(&site.request, &stages).unwrap();
    stages.0.into_inner() > 0
}

/// A site that has been built, and of which everything is known.
fn built() -> SiteTest {
    let site = SiteTest::from_text(SITE);
    // Nothing is believed of files that have only just been written.
    sleep(Duration::from_millis(50));
    site.build().clean();
    site
}

#[test]
fn a_build_with_nothing_to_do_does_nothing() {
    let site = built();
    let (output, cache) = (published(&site), tree(&site.path(".tearsheet")));
    let first = site.build().clean().published.unwrap();
    assert!(!works(&site));
    assert_eq!((first.articles, first.changes.written, first.changes.deleted), (2, 0, 0));
    assert_eq!(first.changes.kept, output.len() - 1);
    assert_eq!(output, published(&site));
    assert_eq!(cache, tree(&site.path(".tearsheet")));
}

#[test]
fn whatever_changes_is_noticed() {
    let inputs = [
        "site.toml",
        "risk.md",
        "content/now.md",
        "content/soon.md",
        "content/notes/_index.md",
        "content/notes/a.svg",
        "static/file.txt",
        "templates/term.html",
    ];
    for path in inputs {
        let mut site = built();
        let text = std::fs::read_to_string(site.path(path)).unwrap();
        site.write(path, format!("{text}\n"));
        assert!(works(&site), "{path}");
    }
    for path in ["content/new.md", "static/new.txt", "templates/404.html", "content/notes/b.svg"] {
        let mut site = built();
        site.write(path, "---\ntitle: New\ndate: 2026-01-01\n---\n");
        assert!(works(&site), "{path}");
        site.remove(path);
        assert!(works(&site), "{path}, which has gone");
    }
    for path in ["now/index.html", "sitemap.xml", MANIFEST] {
        let mut site = built();
        site.write(&format!("{OUTPUT}/{path}"), "something else");
        assert!(works(&site), "{path} written");
        let mut site = built();
        site.remove(&format!("{OUTPUT}/{path}"));
        assert!(works(&site), "{path} deleted");
    }
}

#[test]
fn time_is_noticed_where_it_matters() {
    let mut site = built();
    for (now, matters) in [(NOW + DAY, false), (NOW + 20 * DAY, true), (NOW, true)] {
        site.request.overrides.now = now;
        assert_eq!(works(&site), matters, "{now}");
    }
    site.request.overrides.now = NOW + DAY;
    assert!(!works(&site));
    // Pages show the year.
    site.request.overrides.now = NOW + 60 * DAY;
    assert!(works(&site));
    site.request.overrides.drafts = true;
    assert!(works(&site));
}

#[test]
fn what_falls_due_is_noticed() {
    let mut site = SiteTest::from_text(SITE);
    let dated = "file = \"risk.md\"\nreview_by = 2026-11-29\n[disclosure]\nreview_days = 5\n";
    let toml = std::fs::read_to_string(site.path("site.toml")).unwrap();
    site.write("site.toml", toml.replace("file = \"risk.md\"\n", dated));
    sleep(Duration::from_millis(50));
    site.build().clean();
    for (days, matters) in [(1, false), (2, false), (4, true)] {
        site.request.overrides.now = NOW + days * DAY;
        assert_eq!(works(&site), matters, "{days}");
    }
}

/// Feeds without entries carry the build date.
#[test]
fn time_always_matters_to_an_empty_list() {
    let mut site = built();
    site.write("content/empty/_index.md", "---\ntitle: Empty\n---\n");
    assert!(works(&site));
    assert!(!works(&site));
    site.request.overrides.now += 1;
    assert!(works(&site));
}

#[test]
fn warnings_are_given_again() {
    let mut site = SiteTest::from_text(SITE);
    site.write("content/odd.md", "---\ntitle: Odd\ndate: 2026-01-01\nodd_key: 1\n---\nText.\n");
    sleep(Duration::from_millis(50));
    site.write("content/pages/odd.md", "---\ntitle: Odd\ndate: 2026-01-01\n---\n![](none.svg)\n");
    let toml = std::fs::read_to_string(site.path("site.toml")).unwrap();
    site.write(
        "site.toml",
        toml.replace("[[disc", "[content]\nunknown_keys = \"warn\"\nbroken_links = \"warn\"\n[[disc"),
    );
    sleep(Duration::from_millis(50));
    let problems = site.build().problems;
    assert!(problems.contains("odd_key") && problems.contains("none.svg"), "{problems}");
    assert_eq!(site.build().problems, problems);
    assert!(!works(&site));
    assert_eq!(site.build().problems, problems);
    // Where it is said has moved.
    site.write("content/odd.md", "---\ntitle: Odd\n\ndate: 2026-01-01\nodd_key: 1\n---\nText.\n");
    let moved = site.build().problems;
    assert_ne!(moved, problems);
    assert_eq!(site.build().problems, moved);
    site.remove("content/odd.md");
    assert!(!site.build().problems.contains("odd_key"));
}
