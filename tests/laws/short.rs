//! The law of the short way: where only texts have changed, next to nothing is read and few pages are
//! made, and what comes out is what a build from nothing gives.

use std::sync::Mutex;

use tearsheet::build::{self, Progress};

use crate::kit::{OUTPUT, sections};
use crate::project::{Project, published, same};

const SITE: &str = r##"
//- site.toml
title = "Short"
base_url = "https://short.example/"
[build]
precompress = ["gzip"]
[feeds]
formats = ["atom", "rss", "json"]
[mirror]
llms = true
[hosting]
hosts = ["netlify", "nginx"]
csp = true
[lists]
per_page = 2
[[taxonomies]]
name = "tags"
feed = true
[[disclaimers]]
id = "risk"
text = "Risk."
placement = ["top", "card"]
//- content/_index.md
---
title: Home
---
//- content/notes/_index.md
---
title: Notes
---
Notes on [one](one.md).
//- content/notes/one.md
---
title: One
date: 2026-01-01
tags: [a, b]
---
The first text, with bridges.

## A heading

Some more of it. See [two](two.md#more).
//- content/notes/two.md
---
title: Two
date: 2026-01-02
tags: [b]
---
The second text.

## More

And [one](one.md) again.
//- content/notes/three.md
---
title: Three
date: 2026-01-03
tags: [a]
series: { name: All, order: 1 }
---
The third text.

## FAQ

### Is it safe?

It is not.
//- content/notes/four.md
---
title: Four
date: 2026-01-04
description: A description.
---
The fourth text.
//- content/notes/five.md
---
title: Five
date: 2026-01-05
search: false
---
The fifth text.
"##;

/// The stages that a build goes through.
#[derive(Default)]
struct Stages(Mutex<Vec<&'static str>>);

impl Progress for Stages {
    fn begin(&self, _: &'static str, _: usize) {}

    fn step(&self) {}

    fn stage(&self, name: &'static str) {
        self.0.lock().unwrap().push(name);
    }
}

/// Builds, holds it to a build from nothing, and tells whether it went the short way.
#[track_caller]
fn is_short(project: &Project) -> bool {
    let stages = Stages::default();
    let built = build::build(&project.site.request, &stages).unwrap();
    let twin = project.twin();
    let clean = twin.build();
    assert_eq!(built.published.is_some(), clean.status == 0, "{}", clean.problems);
    if clean.status == 0 {
        same(&published(&twin), &project.published());
        let (this, other) = (built.published.unwrap(), clean.published.unwrap());
        assert_eq!((this.articles, this.pages, this.next), (other.articles, other.pages, other.next));
        assert_eq!(this.changes.manifest, other.changes.manifest);
        assert_eq!(this.changes.written + this.changes.kept, other.changes.written);
    }
    !stages.0.into_inner().unwrap().contains(&"linking and planning")
}

fn project() -> Project {
    let files = sections(SITE).into_iter().map(|(path, text)| (path, text.into_bytes()));
    let project = Project::new(files);
    project.site.build().clean();
    project
}

/// Edits a file.
fn edit(project: &mut Project, path: &str, from: &str, to: &str) {
    let text = String::from_utf8(project.read(path).unwrap().to_vec()).unwrap();
    assert!(text.contains(from), "{path}: {from}");
    project.write(path, text.replacen(from, to, 1));
}

#[test]
fn other_words_take_the_short_way() {
    let mut project = project();
    for (path, from, to) in [
        // A word that is nowhere else goes, and others come.
        ("one", "with bridges", "with bridging and tunnels"),
        ("one", "Some more of it", "Some **more** of it, and no less, `code` too"),
        // What stands for the article in lists.
        ("two", "The second text.", "Another second text altogether."),
        ("three", "The third text", "The third text is longer now"),
        ("four", "The fourth text", "The fourth text has a description"),
        ("five", "The fifth text", "The fifth text is not searched"),
        // The same links in another order, and one of them twice.
        ("one", "See [two](two.md#more).", "Twice: [two](two.md#more) and [two](two.md#more)."),
        ("one", " and [two](two.md#more)", ""),
        // A file that was only touched.
        ("two", "Another", "Another"),
        ("two", "And [one](one.md) again", "And once more [one](one.md)"),
    ] {
        edit(&mut project, &format!("content/notes/{path}.md"), from, to);
        assert_eq!(
            is_short(&project),
            !to.starts_with("Twice") && !from.starts_with(" and"),
            "{from} → {to}"
        );
    }
    // Several at once.
    edit(&mut project, "content/notes/one.md", "The first", "The very first");
    edit(&mut project, "content/notes/four.md", "The fourth", "The very fourth");
    assert!(is_short(&project));
    assert!(is_short(&project), "nothing");
}

#[test]
fn whatever_others_may_show_takes_the_long_way() {
    for (path, from, to) in [
        ("content/notes/one.md", "title: One", "title: First"),
        ("content/notes/one.md", "tags: [a, b]", "tags: [a]"),
        ("content/notes/one.md", "2026-01-01", "2026-01-06"),
        ("content/notes/two.md", "## More", "## More {#less}"),
        ("content/notes/two.md", "[one](one.md)", "[one](four.md)"),
        ("content/notes/two.md", "[one](one.md)", "[one](nowhere.md)"),
        ("content/notes/three.md", "It is not.", "It is."),
        ("content/notes/_index.md", "Notes on", "More notes on"),
        ("site.toml", "Risk.", "Much risk."),
    ] {
        let mut project = project();
        edit(&mut project, path, from, to);
        assert!(!is_short(&project), "{path}: {from} → {to}");
    }
    let mut project = project();
    project.write("content/notes/six.md", "---\ntitle: Six\ndate: 2026-01-06\n---\n");
    assert!(!is_short(&project), "a new article");
    project.delete("content/notes/one.md");
    assert!(!is_short(&project), "one less, and a link that leads nowhere");
}

#[test]
fn what_is_missing_or_damaged_takes_the_long_way() {
    let damages: [&dyn Fn(&Project); 4] = [
        &|project| {
            std::fs::remove_file(project.site.path(&format!("{OUTPUT}/notes/two/index.html"))).unwrap()
        },
        &|project| {
            std::fs::write(project.site.path(&format!("{OUTPUT}/search/found-0.bin")), "damaged").unwrap()
        },
        &|project| std::fs::remove_file(project.site.path(".tearsheet/linked")).unwrap(),
        &|project| {
            let path = project.site.path(".tearsheet/linked");
            let mut bytes = std::fs::read(&path).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            std::fs::write(path, bytes).unwrap();
        },
    ];
    for (number, damage) in damages.iter().enumerate() {
        let mut project = project();
        edit(&mut project, "content/notes/one.md", "The first", "The very first");
        damage(&project);
        assert!(!is_short(&project), "{number}");
        edit(&mut project, "content/notes/one.md", "The very first", "The first");
        assert!(is_short(&project), "{number}: as before");
    }
}

#[test]
fn what_there_is_to_say_is_said_again() {
    let mut project = project();
    edit(&mut project, "site.toml", "[lists]", "[content]\nbroken_links = \"warn\"\n[lists]");
    edit(&mut project, "content/notes/four.md", "The fourth text.", "The [fourth](nowhere.md) text.");
    let said = project.site.build().problems;
    assert!(said.contains("link/broken"), "{said}");
    edit(&mut project, "content/notes/one.md", "The first", "The very first");
    assert!(is_short(&project));
    edit(&mut project, "content/notes/one.md", "The very first", "The only");
    assert_eq!(project.build().problems, said);
    // About a text with something wrong in it all is found out anew.
    edit(&mut project, "content/notes/four.md", "(nowhere.md)", "(one.md)");
    assert!(!is_short(&project));
    assert_eq!(project.build().problems, "");
}
