//! Small sites built whole: each folder below `tests/sites` is one, with what is expected of it in
//! `expected/` and a list of all files in `expected.txt`. TEARSHEET_BLESS=1 takes over what came out.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "tests read and write files"
)]

mod kit;

#[path = "sites/changes.rs"]
mod changes;
#[path = "sites/expected.rs"]
mod expected;
#[path = "sites/faults.rs"]
mod faults;
#[path = "sites/policies.rs"]
mod policies;

use expected::check;
use kit::{DEFAULT, PLAIN};

#[test]
fn minimal() {
    check("minimal", "expected", DEFAULT, |_| {});
}

#[test]
fn sections() {
    check("sections", "expected", PLAIN, |_| {});
}

#[test]
fn taxonomies() {
    check("taxonomies", "expected", PLAIN, |_| {});
}

#[test]
fn pagination() {
    check("pagination", "expected", PLAIN, |_| {});
}

#[test]
fn series_and_related() {
    check("series-and-related", "expected", PLAIN, |_| {});
}

#[test]
fn bundles() {
    check("bundles", "expected", PLAIN, |_| {});
}

#[test]
fn links() {
    check("links", "expected", PLAIN, |_| {});
}

#[test]
fn disclaimers() {
    check("disclaimers", "expected", PLAIN, |_| {});
}

#[test]
fn faq_ownership() {
    check("faq-ownership", "expected", PLAIN, |_| {});
}

#[test]
fn unpublished() {
    check("unpublished", "expected", PLAIN, |_| {});
    check("unpublished", "expected-on-request", PLAIN, |site| {
        site.request.overrides.drafts = true;
        site.request.overrides.future = true;
    });
}

#[test]
fn overrides() {
    check("overrides", "expected", DEFAULT, |_| {});
}

#[test]
fn theme() {
    check("theme", "expected", DEFAULT, |_| {});
}

#[test]
fn languages() {
    check("languages", "expected", PLAIN, |_| {});
}

#[test]
fn words() {
    check("words", "expected", DEFAULT, |_| {});
}

#[test]
fn mirror() {
    check("mirror", "expected", PLAIN, |_| {});
}

#[test]
fn hosting() {
    check("hosting", "expected", PLAIN, |_| {});
}

#[test]
fn styles() {
    check("styles", "expected", PLAIN, |_| {});
}

#[test]
fn feeds() {
    check("feeds", "expected", PLAIN, |_| {});
}

#[test]
fn life() {
    check("life", "expected", PLAIN, |_| {});
    // Two guides end at midnight in the site's own time zone; one has a deadline an hour before.
    check("life", "expected-a-second-before", PLAIN, |site| site.request.overrides.now = 1_796_079_599);
    check("life", "expected-at-midnight", PLAIN, |site| site.request.overrides.now = 1_796_079_600);
}
