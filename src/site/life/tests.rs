//! What becomes of an article, by what its front matter says and the instant of the build.

use std::fmt::Write;

use expect_test::expect;

use super::*;
use crate::document::{self, Settings};
use crate::moment::time_zone;
use crate::site::testing::TestSite;
use crate::source::{FileId, Source};

fn front(lines: &str, settings: &Settings) -> FrontMatter {
    let text = format!("---\ntitle: X\ndate: 2026-01-10\n{lines}---\nText.\n");
    let read = document::read(&Source::new(FileId(1), "content/x.md", text), settings);
    assert!(read.diagnostics.is_empty(), "{lines}: {:?}", read.diagnostics);
    read.value.expect("usable front matter").0.front
}

/// The zone's clocks change on 29 March and on 25 October 2026.
fn settings() -> Settings {
    Settings::of(&TestSite::new("time_zone = \"Europe/Amsterdam\"\n").config)
}

fn at(text: &str) -> Moment {
    let zone = time_zone("Europe/Amsterdam").unwrap();
    Moment::from_seconds(Moment::parse(text, &zone).unwrap().seconds(), &zone).unwrap()
}

/// Front matter, and instants to look at it.
const CASES: &[(&str, &[&str])] = &[
    ("draft: true\nends: 2026-02-01\n", &["2026-01-01", "2026-03-01"]),
    ("", &["2026-01-09T23:59:59", "2026-01-10"]),
    ("ends: 2026-03-29\n", &["2026-01-09", "2026-03-29T23:59:59", "2026-03-30T00:00:00"]),
    ("ends: 2026-10-25\n", &["2026-10-25T23:59:59", "2026-10-26T00:00:00"]),
    ("ends: 2026-03-29T12:00:00Z\n", &["2026-03-29T13:59:59", "2026-03-29T14:00:00"]),
    ("expires: 2026-05-01\n", &["2026-05-01T12:00", "2026-05-02"]),
    ("ends: 2026-04-01\nexpires: 2026-05-01\n", &["2026-04-02", "2026-05-02"]),
    ("review_every: 1 month\n", &["2026-02-09T23:59:59", "2026-02-10"]),
    (
        "review_every: 90 days\nlast_reviewed: 2026-02-01\nends: 2026-06-30\n",
        &["2026-05-01", "2026-05-02", "2026-07-01"],
    ),
    ("status: ended\n", &["2026-01-10"]),
    (
        "revisions:\n  - {date: 2026-01-11, kind: typo}\n  - {date: 2026-01-12, kind: update}\n",
        &["2026-02-01"],
    ),
    ("revisions: [{date: 2026-01-11, kind: correction, note: No.}]\n", &["2026-02-01"]),
    (
        "revisions: [{date: 2026-01-11, kind: retraction, note: No.}]\nends: 2026-02-02\n",
        &["2026-02-01", "2026-02-03"],
    ),
    ("status: withdrawn\nrevisions: [{date: 2026-01-11, kind: retraction, note: No.}]\n", &["2026-02-01"]),
];

#[test]
fn states_and_their_boundaries() {
    let settings = settings();
    let zone = settings.time_zone.clone();
    let mut out = String::new();
    for (lines, instants) in CASES {
        let front = front(lines, &settings);
        writeln!(out, "{}", lines.trim_end().replace('\n', "; ")).unwrap();
        for instant in *instants {
            let now = at(instant);
            let next = next_change(&front, now, &zone, false);
            let next = next
                .map_or("stays".to_owned(), |(at, state)| format!("{} from {}", state.name(), at.rfc3339()));
            writeln!(out, "  {}: {}, {next}", now.rfc3339(), state(&front, now, &zone, false).name())
                .unwrap();
        }
    }
    expect![[r#"
        draft: true; ends: 2026-02-01
          2026-01-01T00:00:00+01:00: draft, stays
          2026-03-01T00:00:00+01:00: draft, stays

          2026-01-09T23:59:59+01:00: scheduled, live from 2026-01-10T00:00:00+01:00
          2026-01-10T00:00:00+01:00: live, stays
        ends: 2026-03-29
          2026-01-09T00:00:00+01:00: scheduled, live from 2026-01-10T00:00:00+01:00
          2026-03-29T23:59:59+02:00: live, ended from 2026-03-30T00:00:00+02:00
          2026-03-30T00:00:00+02:00: ended, stays
        ends: 2026-10-25
          2026-10-25T23:59:59+01:00: live, ended from 2026-10-26T00:00:00+01:00
          2026-10-26T00:00:00+01:00: ended, stays
        ends: 2026-03-29T12:00:00Z
          2026-03-29T13:59:59+02:00: live, ended from 2026-03-29T12:00:00Z
          2026-03-29T14:00:00+02:00: ended, stays
        expires: 2026-05-01
          2026-05-01T12:00:00+02:00: live, ended from 2026-05-02T00:00:00+02:00
          2026-05-02T00:00:00+02:00: ended, stays
        ends: 2026-04-01; expires: 2026-05-01
          2026-04-02T00:00:00+02:00: ended, stays
          2026-05-02T00:00:00+02:00: ended, stays
        review_every: 1 month
          2026-02-09T23:59:59+01:00: live, review-due from 2026-02-10T00:00:00+01:00
          2026-02-10T00:00:00+01:00: review-due, stays
        review_every: 90 days; last_reviewed: 2026-02-01; ends: 2026-06-30
          2026-05-01T00:00:00+02:00: live, review-due from 2026-05-02T00:00:00+02:00
          2026-05-02T00:00:00+02:00: review-due, ended from 2026-07-01T00:00:00+02:00
          2026-07-01T00:00:00+02:00: ended, stays
        status: ended
          2026-01-10T00:00:00+01:00: ended, stays
        revisions:;   - {date: 2026-01-11, kind: typo};   - {date: 2026-01-12, kind: update}
          2026-02-01T00:00:00+01:00: live, stays
        revisions: [{date: 2026-01-11, kind: correction, note: No.}]
          2026-02-01T00:00:00+01:00: corrected, stays
        revisions: [{date: 2026-01-11, kind: retraction, note: No.}]; ends: 2026-02-02
          2026-02-01T00:00:00+01:00: retracted, stays
          2026-02-03T00:00:00+01:00: retracted, stays
        status: withdrawn; revisions: [{date: 2026-01-11, kind: retraction, note: No.}]
          2026-02-01T00:00:00+01:00: withdrawn, stays
    "#]]
    .assert_eq(&out);
}

#[test]
fn superseded_is_more_than_ended_and_less_than_retracted() {
    let settings = settings();
    let zone = settings.time_zone.clone();
    let of = |lines: &str| state(&front(lines, &settings), at("2026-06-01"), &zone, true);
    assert_eq!(of("superseded_by: y.md\n"), State::Superseded);
    assert_eq!(of("superseded_by: y.md\nends: 2026-02-01\n"), State::Superseded);
    let retracted = "superseded_by: y.md\nrevisions: [{date: 2026-01-11, kind: retraction, note: No.}]\n";
    assert_eq!(of(retracted), State::Retracted);
}

#[test]
fn changes_of_substance() {
    let mut made = TestSite::new("");
    let settings = Settings::of(&made.config);
    let mut changed = |lines: &str| {
        let front = front(lines, &settings);
        let id = made.article("x.md", "X", "2026-01-10", |document| document.front = front);
        made.site.article(id).changed().day()
    };
    assert_eq!(changed("revisions: [{date: 2026-01-12, kind: typo}]\n"), "2026-01-10");
    assert_eq!(changed("updated: 2026-01-11\nrevisions: [{date: 2026-01-12, kind: typo}]\n"), "2026-01-11");
    assert_eq!(changed("updated: 2026-01-11\nrevisions: [{date: 2026-01-12, kind: update}]\n"), "2026-01-12");
}
