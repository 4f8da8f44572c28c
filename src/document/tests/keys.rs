//! Owns the cases of keys: what each may hold, in three languages, and what is said of wrong values.
#![expect(clippy::too_many_lines, reason = "a table of cases is as long as there are cases")]

use expect_test::{Expect, expect};

use super::{check, check_line, check_section, outcome, settings, source};
use crate::config;
use crate::diagnostic::testing::show;
use crate::fields::Unknown;
use crate::source::{FileId, Source};

#[test]
fn every_key() {
    let yaml = "---
title: |
  A title
description: >
  Two
  lines
date: 2026-11-20T09:30
updated: 2026-11-21
authors: [jane-doe, Sam]
category: Guides
tags: One tag
projects: [Aleo]
series: { name: Keys, order: 2 }
slug: a-slug_1.0
aliases: [/old/path, /old/file.html, '/caf%C3%A9/']
draft: true
image: { src: cover.png, alt: A cover }
faq:
  - question: Why?
    answer: Because.
  - { q: How?, a: Thus. }
disclaimer: { add: [risk] }
flags: [affiliate]
toc: false
how_to: true
search: false
eip: 20
extra: { color: red }
---
";
    check(
        yaml,
        expect![[r#"
            title: "A title"
            date: 2026-11-20T09:30:00+01:00
            description: Some("Two lines")
            updated: Some("2026-11-21T00:00:00+01:00")
            authors: ["jane-doe", "Sam"]
            category: Some("Guides")
            projects: ["Aleo"]
            tags: ["One tag"]
            series: Some(SeriesEntry { name: "Keys", order: Some(2) })
            slug: Some("a-slug_1.0")
            aliases: ["/old/path/", "/old/file.html", "/café/"]
            draft: true
            image: (Some("cover.png"), Some("A cover"))
            faq: Entries([("Why?", "Because."), ("How?", "Thus.")])
            disclaimer: Notices { choose: None, add: ["risk"] }
            flags: ["affiliate"]
            toc: Some(false)
            how_to: true
            search: false
            extra: {"color":"red"}
        "#]],
    );
    let toml = "+++
title = 'A title'
date = 2026-11-20
authors = 'jane-doe'
series = 'Keys'
image = 'cover.png'
faq = false
disclaimer = 'risk'
tags = ['One', 'Two']
[extra]
color = 'red'
+++
";
    check(
        toml,
        expect![[r#"
            title: "A title"
            date: 2026-11-20T00:00:00+01:00
            authors: ["jane-doe"]
            tags: ["One", "Two"]
            series: Some(SeriesEntry { name: "Keys", order: None })
            image: (Some("cover.png"), None)
            faq: Refuse
            disclaimer: Notices { choose: Some(["risk"]), add: [] }
            extra: {"color":"red"}
        "#]],
    );
    let json = r#"{
  "title": "A title", "date": "2026-11-20T09:30:00Z", "faq": true, "series": {"name": "Keys"},
  "disclaimer": ["risk", "general"], "toc": null, "tags": []
}
"#;
    check(
        json,
        expect![[r#"
            title: "A title"
            date: 2026-11-20T09:30:00Z
            series: Some(SeriesEntry { name: "Keys", order: None })
            disclaimer: Notices { choose: Some(["risk", "general"]), add: [] }
        "#]],
    );
}

/// A wrong value in each language, each with a line of problems.
fn check_wrong(key: &str, yaml: &str, toml: &str, json: &str, expect: Expect) {
    let texts = [
        format!("---\ntitle: T\ndate: 2026-11-21\n{key}: {yaml}\n---\n"),
        format!("+++\ntitle = 'T'\ndate = 2026-11-21\n{key} = {toml}\n+++\n"),
        format!("{{\"title\": \"T\",\n\"date\": \"2026-11-21\",\n\"{key}\": {json}\n}}\n"),
    ];
    let problems = texts.map(|text| {
        let outcome = outcome(&source(&text), &settings());
        outcome
            .lines()
            .filter(|line| line.contains(" | ") || line.contains(" error "))
            .map(|line| format!("{line}\n"))
            .collect::<String>()
    });
    expect.assert_eq(&problems.concat());
}

#[test]
fn wrong_types() {
    check_wrong(
        "slug",
        "2026",
        "2026",
        "2026",
        expect![[r#"
        4:7-4:11 error field/type: `slug` must be text, but is a whole number | help: if it is meant as text, put it in quotes
        4:8-4:12 error field/type: `slug` must be text, but is a whole number | help: if it is meant as text, put it in quotes
        3:9-3:13 error field/type: `slug` must be text, but is a whole number | help: if it is meant as text, put it in quotes
    "#]],
    );
    check_wrong(
        "category",
        "[a]",
        "['a']",
        "[\"a\"]",
        expect![[r#"
        4:11-4:14 error field/type: `category` must be text, but is a list
        4:12-4:17 error field/type: `category` must be text, but is a list
        3:13-3:18 error field/type: `category` must be text, but is a list
    "#]],
    );
    check_wrong(
        "draft",
        "yes",
        "'yes'",
        "\"yes\"",
        expect![[r#"
        4:8-4:11 error field/type: `draft` must be true or false, but is text | help: write `true`
        4:9-4:14 error field/type: `draft` must be true or false, but is text | help: write `true`
        3:10-3:15 error field/type: `draft` must be true or false, but is text | help: write `true`
    "#]],
    );
    check_wrong(
        "toc",
        "1",
        "1",
        "1",
        expect![[r#"
        4:6-4:7 error field/type: `toc` must be true or false, but is a whole number
        4:7-4:8 error field/type: `toc` must be true or false, but is a whole number
        3:8-3:9 error field/type: `toc` must be true or false, but is a whole number
    "#]],
    );
    check_wrong(
        "tags",
        "[a, 7, true]",
        "['a', 7, true]",
        "[\"a\", 7, true]",
        expect![[r#"
        4:11-4:12 error field/type: `tags` must be a list of texts, but item 2 is a whole number | help: if it is meant as text, put it in quotes
        4:14-4:18 error field/type: `tags` must be a list of texts, but item 3 is true or false | help: if it is meant as text, put it in quotes
        4:14-4:15 error field/type: `tags` must be a list of texts, but item 2 is a whole number | help: if it is meant as text, put it in quotes
        4:17-4:21 error field/type: `tags` must be a list of texts, but item 3 is true or false | help: if it is meant as text, put it in quotes
        3:15-3:16 error field/type: `tags` must be a list of texts, but item 2 is a whole number | help: if it is meant as text, put it in quotes
        3:18-3:22 error field/type: `tags` must be a list of texts, but item 3 is true or false | help: if it is meant as text, put it in quotes
    "#]],
    );
    check_wrong(
        "aliases",
        "{a: b}",
        "{a = 'b'}",
        "{\"a\": \"b\"}",
        expect![[r#"
        4:10-4:16 error field/type: `aliases` must be a list of texts, but is a table
        4:11-4:20 error field/type: `aliases` must be a list of texts, but is a table
        3:12-3:22 error field/type: `aliases` must be a list of texts, but is a table
    "#]],
    );
    check_wrong(
        "extra",
        "text",
        "'text'",
        "\"text\"",
        expect![[r#"
        4:8-4:12 error field/type: `extra` must be a table, but is text
        4:9-4:15 error field/type: `extra` must be a table, but is text
        3:10-3:16 error field/type: `extra` must be a table, but is text
    "#]],
    );
    check_wrong(
        "updated",
        "2026",
        "2026",
        "2026",
        expect![[r#"
        4:10-4:14 error field/type: `updated` must be a date, but is a whole number | help: a date is written 2026-11-21
        4:11-4:15 error field/type: `updated` must be a date, but is a whole number | help: a date is written 2026-11-21
        3:12-3:16 error field/type: `updated` must be a date, but is a whole number | help: a date is written 2026-11-21
    "#]],
    );
    check_wrong(
        "description",
        "1.10",
        "1.10",
        "1.10",
        expect![[r#"
        4:14-4:18 error field/type: `description` must be text, but is a number | help: if it is meant as text, put it in quotes
        4:15-4:19 error field/type: `description` must be text, but is a number | help: if it is meant as text, put it in quotes
        3:16-3:20 error field/type: `description` must be text, but is a number | help: if it is meant as text, put it in quotes
    "#]],
    );
    check_wrong(
        "series",
        "{order: first}",
        "{order = 'first'}",
        "{\"order\": \"first\"}",
        expect![[r#"
        4:1-4:7 error field/missing: `name` is missing | help: add `name`
        4:17-4:22 error field/type: `order` must be a whole number, but is text
        4:1-4:7 error field/missing: `name` is missing | help: add `name`
        4:19-4:26 error field/type: `order` must be a whole number, but is text
        3:1-3:9 error field/missing: `name` is missing | help: add `name`
        3:21-3:28 error field/type: `order` must be a whole number, but is text
    "#]],
    );
    check_wrong(
        "faq",
        "none",
        "'none'",
        "\"none\"",
        expect![[r#"
        4:6-4:10 error field/type: `faq` must be true, false, or a list of tables with `question` and `answer`, but is text
        4:7-4:13 error field/type: `faq` must be true, false, or a list of tables with `question` and `answer`, but is text
        3:8-3:14 error field/type: `faq` must be true, false, or a list of tables with `question` and `answer`, but is text
    "#]],
    );
    check_wrong(
        "faq",
        "[a]",
        "['a']",
        "[\"a\"]",
        expect![[r#"
        4:7-4:8 error field/type: `faq` must hold tables, but this is text
        4:8-4:11 error field/type: `faq` must hold tables, but this is text
        3:9-3:12 error field/type: `faq` must hold tables, but this is text
    "#]],
    );
    check_wrong(
        "disclaimer",
        "false",
        "false",
        "false",
        expect![[r#"
            4:13-4:18 error front-matter/disclaimer: this leaves disclaimers out without saying which, and why | help: a disclaimer is left out by a waiver: under `disclosure`, give a list `waivers` of tables with `id`, `reason`, `approver` and `until`
            4:14-4:19 error front-matter/disclaimer: this leaves disclaimers out without saying which, and why | help: a disclaimer is left out by a waiver: under `disclosure`, give a list `waivers` of tables with `id`, `reason`, `approver` and `until`
            3:15-3:20 error front-matter/disclaimer: this leaves disclaimers out without saying which, and why | help: a disclaimer is left out by a waiver: under `disclosure`, give a list `waivers` of tables with `id`, `reason`, `approver` and `until`
        "#]],
    );
}

#[test]
fn unknown_keys() {
    check_wrong(
        "titel",
        "T",
        "'T'",
        "\"T\"",
        expect![[r#"
        4:1-4:6 error field/unknown: unknown key `titel` | help: did you mean `title`?
        4:1-4:6 error field/unknown: unknown key `titel` | help: did you mean `title`?
        3:1-3:8 error field/unknown: unknown key `titel` | help: did you mean `title`?
    "#]],
    );
    check_line(
        "lastmod: 2026-11-21",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        4:1-4:8 error field/unknown: unknown key `lastmod` | help: it is called `updated` here
    "#]],
    );
    check_line(
        "categories: [a]",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        4:1-4:11 error field/unknown: unknown key `categories` | help: an article has one `category`; what else it is about are its `tags`
    "#]],
    );
    check_line(
        "weather: fine",
        expect![[r#"
            title: "T"
            date: 2026-11-21T00:00:00+01:00
            4:1-4:8 error field/unknown: unknown key `weather` | help: known keys: aliases, authors, category, date, description, disclaimer, disclosure, draft, ends, expires, extra, facts, faq, flags, how_to, image, last_reviewed, projects, review_every, reviewed_by, revisions, search, series, slug, starts, status, superseded_by, tags, title, toc, translated, translated_from, updated; your own go under `extra`
        "#]],
    );
    check_line(
        "image: {url: a.png}",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        4:1-4:6 error field/missing: `src` is missing | help: add `src`
        4:9-4:12 error field/unknown: unknown key `url` | help: known keys: alt, src
    "#]],
    );
    check_line(
        "faq:\n- q: A?\n  a: B.\n  answer: C.",
        expect![[r#"
            title: "T"
            date: 2026-11-21T00:00:00+01:00
            faq: Entries([("A?", "B.")])
            7:3-7:9 error field/unknown: unknown key `answer` | help: known keys: a, q
        "#]],
    );
    check_line(
        "eip: 20\n\"extra\": {anything: goes}",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        extra: {"anything":"goes"}
    "#]],
    );
}

#[test]
fn unknown_keys_by_setting() {
    let source = source("---\ntitle: T\ndate: 2026-11-21\nlayout: post\n---\n");
    let with = |unknown_keys| outcome(&source, &super::Settings { unknown_keys, ..settings() });
    expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        4:1-4:7 warning field/unknown: unknown key `layout` | help: known keys: aliases, authors, category, date, description, disclaimer, disclosure, draft, ends, expires, extra, facts, faq, flags, how_to, image, last_reviewed, projects, review_every, reviewed_by, revisions, search, series, slug, starts, status, superseded_by, tags, title, toc, translated, translated_from, updated; your own go under `extra`
    "#]].assert_eq(&with(Unknown::Warn));
    expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
    "#]]
    .assert_eq(&with(Unknown::Allow));
}

#[test]
fn disclaimers() {
    check_line(
        "disclaimer: []",
        expect![[r#"
            title: "T"
            date: 2026-11-21T00:00:00+01:00
            4:13-4:15 error front-matter/disclaimer: this leaves disclaimers out without saying which, and why | help: a disclaimer is left out by a waiver: under `disclosure`, give a list `waivers` of tables with `id`, `reason`, `approver` and `until`
        "#]],
    );
    check_line(
        "disclaimer: true",
        expect![[r#"
            title: "T"
            date: 2026-11-21T00:00:00+01:00
            4:13-4:17 error field/type: `disclaimer` must be the id of a disclaimer, a list of ids, or a table with `choose` and `add`, but is true or false
        "#]],
    );
    check_line(
        "disclaimer: {choose: [], drop: [{id: a}]}",
        expect![[r#"
            title: "T"
            date: 2026-11-21T00:00:00+01:00
            4:22-4:24 error front-matter/disclaimer: this leaves disclaimers out without saying which, and why | help: a disclaimer is left out by a waiver: under `disclosure`, give a list `waivers` of tables with `id`, `reason`, `approver` and `until`
            4:26-4:30 error field/unknown: unknown key `drop` | help: a disclaimer is left out by a waiver: under `disclosure`, give a list `waivers` of tables with `id`, `reason`, `approver` and `until`
        "#]],
    );
    check_line(
        "disclaimer: {drop: general}",
        expect![[r#"
            title: "T"
            date: 2026-11-21T00:00:00+01:00
            4:14-4:18 error field/unknown: unknown key `drop` | help: a disclaimer is left out by a waiver: under `disclosure`, give a list `waivers` of tables with `id`, `reason`, `approver` and `until`
        "#]],
    );
    check_line(
        "disclaimer: {choose: a, add: b, omit: d}",
        expect![[r#"
            title: "T"
            date: 2026-11-21T00:00:00+01:00
            disclaimer: Notices { choose: Some(["a"]), add: ["b"] }
            4:33-4:37 error field/unknown: unknown key `omit` | help: known keys: add, choose
        "#]],
    );
}

#[test]
fn questions() {
    check_line(
        "faq:\n- q: ''\n  a: B.\n- question: Why?",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        faq: Entries([])
        5:6-5:8 error field/empty: `q` is empty
        7:3-7:17 error field/missing: `answer` is missing | help: add `answer`
    "#]],
    );
    check_line(
        "faq: []",
        expect![[r#"
            title: "T"
            date: 2026-11-21T00:00:00+01:00
            faq: Refuse
        "#]],
    );
}

#[test]
fn all_problems_are_reported_at_once() {
    check(
        "---\ntitel: T\ndate: soon\ntags: [1]\ndraft: no\nslug: a b\n---\n",
        expect![[r#"
            1:1-1:4 error field/missing: `title` is missing | help: add `title`
            3:7-3:11 error field/date: `date` is not a date: it does not begin with a day such as 2026-11-21 | help: write 2026-11-21, 2026-11-21T09:30 or 2026-11-21T09:30:00+01:00
            4:8-4:9 error field/type: `tags` must be a list of texts, but item 1 is a whole number | help: if it is meant as text, put it in quotes
            6:7-6:10 error front-matter/slug: `a b` cannot be the last part of a URL: it has the character ' ' | help: write `a-b`
            5:8-5:10 error field/type: `draft` must be true or false, but is text | help: write `false`
            2:1-2:6 error field/unknown: unknown key `titel` | help: did you mean `title`?
        "#]],
    );
}

#[test]
fn sections() {
    check_section(
        "---\ntitle: Security\n---\n",
        expect![[r#"
            Some(SectionMatter { title: "Security", description: None, sort_by: Date, slug: None, weight: 0, per_page: None, article_type: BlogPosting, layer: Layer { add: [], waivers: [], audience: [] }, extra: Table({}) })
        "#]],
    );
    check_section(
        "+++\ntitle = 'Security'\ndescription = 'D'\nsort_by = 'title'\nweight = -2\nper_page = 5\n\
         article_type = 'TechArticle'\nextra.icon = 'lock'\n+++\n",
        expect![[r#"
            Some(SectionMatter { title: "Security", description: Some("D"), sort_by: Title, slug: None, weight: -2, per_page: Some(5), article_type: TechArticle, layer: Layer { add: [], waivers: [], audience: [] }, extra: Table({"icon": String("lock")}) })
        "#]],
    );
    check_section(
        "---\nsort_by: wieght\nweight: heavy\nper_page: 0\narticle_type: techarticle\ntags: [a]\neip: 1\n---\n",
        expect![[r#"
            None
            1:1-1:4 error field/missing: `title` is missing | help: add `title`
            2:10-2:16 error field/choice: `sort_by` cannot be `wieght`; it is one of: date, title
            3:9-3:14 error field/type: `weight` must be a whole number, but is text
            4:11-4:12 error field/range: `per_page` is 0, but must lie between 1 and 1000
            5:15-5:26 error field/choice: `article_type` cannot be `techarticle`; it is one of: Article, BlogPosting, TechArticle, NewsArticle | help: did you mean `TechArticle`?
            6:1-6:5 error field/unknown: unknown key `tags` | help: known keys: article_type, description, disclaimer, disclosure, extra, per_page, slug, sort_by, title, weight; your own go under `extra`
        "#]],
    );
}

#[test]
fn keys_of_other_tools_stand_for_ours() {
    check(
        "---\ntitle: T\ncreated: 2018-06-17\n---\n",
        expect![[r#"
        title: "T"
        date: 2018-06-17T00:00:00+02:00
    "#]],
    );
    check(
        "---\ntitle: T\ndate: 2020-01-01\ncreated: 2018-06-17\n---\n",
        expect![[r#"
            title: "T"
            date: 2020-01-01T00:00:00+01:00
            4:1-4:8 error field/unknown: unknown key `created` | help: known keys: aliases, authors, category, date, description, disclaimer, disclosure, draft, ends, expires, extra, facts, faq, flags, how_to, image, last_reviewed, projects, review_every, reviewed_by, revisions, search, series, slug, starts, status, superseded_by, tags, title, toc, translated, translated_from, updated; your own go under `extra`
        "#]],
    );
    check(
        "---\ntitle: T\ncreated: 2018-13-17\n---\n",
        expect![[r#"
        3:10-3:20 error field/date: `date` is not a date: there is no month 13 | help: write 2026-11-21, 2026-11-21T09:30 or 2026-11-21T09:30:00+01:00
    "#]],
    );
}

/// The keys that the message about unknown ones lists.
fn known_keys() -> Vec<String> {
    let outcome = outcome(&source("---\ntitle: T\ndate: 2026-11-21\nweather: fine\n---\n"), &settings());
    let (_, list) = outcome.split_once("known keys: ").unwrap();
    list.split(';').next().unwrap().split(", ").map(str::to_owned).collect()
}

#[test]
fn no_taxonomy_takes_the_place_of_another_key() {
    let overrides = config::Overrides {
        now: 0,
        base_url: None,
        origin: None,
        output: None,
        drafts: false,
        future: false,
    };
    for key in known_keys() {
        let text = format!("title = 'T'\nbase_url = 'https://example.org'\n[[taxonomies]]\nname = '{key}'\n");
        let site = Source::new(FileId(0), "site.toml", text);
        let problems = show(&site, &config::load(&site, &overrides).diagnostics);
        let free = ["authors", "projects", "tags"].contains(&key.as_str());
        assert_eq!(problems.is_empty(), free, "{key}: {problems}");
    }
}

#[test]
fn renamed_keys() {
    check(
        "---\ntitle: T\ncreated: 2026-11-21\n---\n",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
    "#]],
    );
    check(
        "---\ntitle: T\ncreated: soon\n---\n",
        expect![[r#"
        3:10-3:14 error field/date: `date` is not a date: it does not begin with a day such as 2026-11-21 | help: write 2026-11-21, 2026-11-21T09:30 or 2026-11-21T09:30:00+01:00
    "#]],
    );
    check(
        "---\ntitle: T\ncreated: 2026-11-21\ndate: 2026-11-20\n---\n",
        expect![[r#"
            title: "T"
            date: 2026-11-20T00:00:00+01:00
            3:1-3:8 error field/unknown: unknown key `created` | help: known keys: aliases, authors, category, date, description, disclaimer, disclosure, draft, ends, expires, extra, facts, faq, flags, how_to, image, last_reviewed, projects, review_every, reviewed_by, revisions, search, series, slug, starts, status, superseded_by, tags, title, toc, translated, translated_from, updated; your own go under `extra`
        "#]],
    );
}
