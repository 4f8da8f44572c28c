//! Owns the cases of `tests/sites/errors`: sites with something wrong, each a text, and what is said
//! about them. Every problem is found in one run, and nothing is published.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::expected::difference;
use crate::kit::{OUTPUT, Outcome, SiteTest, sections};

/// For cases that say nothing about it.
const SITE_TOML: &str = "title = \"Faults\"\nbase_url = \"https://faults.example/\"\n";

/// The section that holds what is expected, after those of files.
const PROBLEMS: &str = "problems";

#[test]
fn cases() {
    let bless = std::env::var("TEARSHEET_BLESS").is_ok_and(|value| value == "1");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/errors");
    let mut paths: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut failures = String::new();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let renewed = renewed(&text);
        if bless {
            fs::write(&path, renewed).unwrap();
        } else if renewed != text {
            let _ = writeln!(failures, "{}\n{}", path.display(), difference(&text, &renewed));
        }
    }
    assert!(failures.is_empty(), "TEARSHEET_BLESS=1 takes over what came out\n{failures}");
}

/// The text of a case with what is said about it now.
fn renewed(text: &str) -> String {
    let (input, _) = text.split_once("//- problems\n").unwrap_or((text, ""));
    let mut files = sections(input);
    files.retain(|(path, _)| path != PROBLEMS);
    let mut site = SiteTest::new(files.into_iter().map(|(path, text)| (path, text.into_bytes())));
    if !site.path("site.toml").exists() {
        site.write("site.toml", SITE_TOML);
    }
    format!("{input}//- {PROBLEMS}\n{}", refused(&site).problems)
}

/// Builds a site that cannot be published.
#[track_caller]
fn refused(site: &SiteTest) -> Outcome {
    let outcome = site.build();
    assert_eq!(outcome.status, 1, "{}", outcome.problems);
    assert!(outcome.published.is_none());
    assert!(!site.path(OUTPUT).exists(), "a failed build has written {OUTPUT}");
    outcome
}

#[test]
fn bytes_that_are_no_text() {
    let article = |text: &[u8]| [b"---\ntitle: X\ndate: 2026-01-01\n---\n", text].concat();
    let mut site = SiteTest::from_text(&format!("//- /site.toml\n{SITE_TOML}"));
    site.write("content/latin-1.md", article(b"Caf\xe9\n"));
    site.write("content/utf-16.md", b"\xff\xfe-\0-\0-\0");
    site.write("content/zeros.md", article(b"A\0B\n"));
    site.write("content/_index.md", b"\xf0\x28");
    site.write("templates/article.html", b"<p>\xe9</p>");
    expect_test::expect![[r#"
        content/_index.md:1:1: error[source/not-utf8]: this file is not UTF-8 text: byte 0 is the first that cannot be read
          save it as UTF-8 (most editors offer that under “Save as” or “Encoding”)
        content/latin-1.md:5:4: error[source/not-utf8]: this file is not UTF-8 text: byte 37 is the first that cannot be read
          save it as UTF-8 (most editors offer that under “Save as” or “Encoding”)
        content/utf-16.md:1:1: error[source/not-utf8]: this file is not UTF-8 text: byte 0 is the first that cannot be read
          save it as UTF-8 (most editors offer that under “Save as” or “Encoding”)
        templates/article.html:1:4: error[source/not-utf8]: this file is not UTF-8 text: byte 3 is the first that cannot be read
          save it as UTF-8 (most editors offer that under “Save as” or “Encoding”)
    "#]].assert_eq(&refused(&site).problems);
    site.write("site.toml", [SITE_TOML.as_bytes(), b"description = \"\xe9\"\n"].concat());
    expect_test::expect![[r#"
        site.toml:3:16: error[source/not-utf8]: this file is not UTF-8 text: byte 69 is the first that cannot be read
          save it as UTF-8 (most editors offer that under “Save as” or “Encoding”)
    "#]].assert_eq(&refused(&site).problems);
}
