//! Owns tests of sites that change between two builds: what was published follows.

use crate::kit::{DEFAULT, OUTPUT, SiteTest};

const SITE: &str = r#"
//- /site.toml
title = "Changes"
base_url = "https://changes.example/"
[feeds]
formats = []
//- /content/notes/kept.md
---
title: Kept
date: 2026-01-01
tags: [one]
---
Nobody touches this.
//- /content/notes/moved.md
---
title: Moved
date: 2026-01-02
tags: [two]
---
See [the other](kept.md).
"#;

#[test]
fn a_file_that_goes_takes_its_pages_along() {
    let mut site = SiteTest::from_text(SITE);
    let before = site.build().clean();
    assert!(before.files.contains_key("tags/two/index.html"));
    let after = site.remove("content/notes/moved.md").build().clean();
    for gone in ["notes/moved/index.html", "tags/two/index.html"] {
        assert!(!after.files.contains_key(gone), "{gone}");
    }
    assert!(!site.path(OUTPUT).join("tags/two").exists(), "an empty folder is left");
    assert!(!after.text("notes/kept/index.html").contains("Moved"));
    let changes = after.published.unwrap().changes;
    assert_eq!(changes.deleted, 2, "{changes:?}");
}

#[test]
fn a_file_that_is_renamed_has_another_address() {
    let mut site = SiteTest::from_text(SITE);
    site.build().clean();
    let after = site.rename("content/notes/moved.md", "content/essays/new/index.md").build();
    assert_eq!(after.status, 1);
    assert!(
        after.problems.starts_with("content/essays/new/index.md:6:5: error[link/broken]"),
        "{}",
        after.problems
    );
    assert!(after.files.contains_key("notes/moved/index.html"), "a failed build has changed something");
    site.write(
        "content/essays/new/index.md",
        "---\ntitle: Moved\ndate: 2026-01-02\n---\n[Kept](../../notes/kept.md)\n",
    );
    let after = site.build().clean();
    assert!(after.text("essays/new/index.html").contains("<a href=\"/notes/kept/\">Kept</a>"));
    assert!(!after.files.contains_key("notes/moved/index.html"));
}

#[test]
fn a_theme_s_own_file_comes_back() {
    let mut site = SiteTest::from_text(SITE);
    site.request.theme = DEFAULT;
    let themed = site.build().clean();
    site.write("templates/components/footer.html", "<footer>Ours</footer>");
    site.write("static/css/main.css", "main { color: black; }");
    let ours = site.build().clean();
    assert!(ours.text("index.html").contains("<footer>Ours</footer>"));
    assert_eq!(ours.text("css/main.css"), "main{color:black}");
    site.remove("templates").remove("static");
    assert_eq!(site.build().clean().files, themed.files);
}

#[test]
fn what_is_wrong_is_said_until_it_is_put_right() {
    let mut site = SiteTest::from_text(SITE);
    let right = site.build().clean();
    site.write("content/notes/kept.md", "---\ntitle: Kept\ndate: 2026-01-01\n---\n![](none.svg)\n");
    let wrong = site.build();
    assert_eq!(wrong.status, 1);
    assert_eq!(site.build().problems, wrong.problems);
    assert_eq!(wrong.files, right.files);
    site.write("content/notes/none.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    let warned = site.build();
    assert_eq!(warned.status, 0);
    assert!(warned.problems.contains("warning[image/missing-alt]"), "{}", warned.problems);
    assert_eq!(site.build().problems, warned.problems, "a warning is forgotten");
}

#[test]
fn time_passes() {
    let mut site = SiteTest::from_text(SITE);
    site.write("content/notes/later.md", "---\ntitle: Later\ndate: 2026-11-22\ntags: [two]\n---\nSoon.\n");
    let before = site.build().clean();
    assert!(!before.files.contains_key("notes/later/index.html"));
    site.request.overrides.now += 24 * 60 * 60;
    let after = site.build().clean();
    assert!(after.text("tags/two/index.html").contains("Later"));
    site.request.overrides.now -= 24 * 60 * 60;
    assert_eq!(site.build().clean().files, before.files);
}
