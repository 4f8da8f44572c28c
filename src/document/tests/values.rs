//! Owns the cases of values: dates, titles, terms, slugs and old paths, right and wrong.
#![expect(clippy::too_many_lines, reason = "a table of cases is as long as there are cases")]

use expect_test::{Expect, expect};

use super::{check, check_line};

#[test]
fn dates() {
    let check_date =
        |date: &str, expect: Expect| check(&format!("---\ntitle: T\ndate: {date}\n---\n"), expect);
    check_date(
        "2026-02-30",
        expect![[r#"
            3:7-3:17 error field/date: `date` is not a date: the month 2026-02 has no day 30 | help: write 2026-11-21, 2026-11-21T09:30 or 2026-11-21T09:30:00+01:00
        "#]],
    );
    check_date(
        "2026-13-01",
        expect![[r#"
            3:7-3:17 error field/date: `date` is not a date: there is no month 13 | help: write 2026-11-21, 2026-11-21T09:30 or 2026-11-21T09:30:00+01:00
        "#]],
    );
    check_date(
        "21.11.2026",
        expect![[r#"
            3:7-3:17 error field/date: `date` is not a date: it does not begin with a day such as 2026-11-21 | help: write 2026-11-21, 2026-11-21T09:30 or 2026-11-21T09:30:00+01:00
        "#]],
    );
    check_date(
        "2026-11-21T25:00",
        expect![[r#"
            3:7-3:23 error field/date: `date` is not a date: `25:00` is not a time of day | help: write 2026-11-21, 2026-11-21T09:30 or 2026-11-21T09:30:00+01:00
        "#]],
    );
    check_date(
        "2026-11-21T09:30+99:00",
        expect![[r#"
        3:7-3:29 error field/date: `date` is not a date: `+99:00` is not an offset such as +01:00 | help: write 2026-11-21, 2026-11-21T09:30 or 2026-11-21T09:30:00+01:00
    "#]],
    );
    check_date(
        "2026-11-21T09:30:00+0530",
        expect![[r#"
        title: "T"
        date: 2026-11-21T09:30:00+05:30
    "#]],
    );
    check_date(
        "soon",
        expect![[r#"
            3:7-3:11 error field/date: `date` is not a date: it does not begin with a day such as 2026-11-21 | help: write 2026-11-21, 2026-11-21T09:30 or 2026-11-21T09:30:00+01:00
        "#]],
    );
    check_date(
        "''",
        expect![[r#"
            3:7-3:9 error field/date: `date` is not a date: it does not begin with a day such as 2026-11-21 | help: write 2026-11-21, 2026-11-21T09:30 or 2026-11-21T09:30:00+01:00
        "#]],
    );
    check_date(
        "",
        expect![[r#"
        3:1-3:5 error field/missing: `date` has no value | help: add `date` with a day, such as 2026-11-21; a draft needs one too
    "#]],
    );
    check_date(
        "20261121",
        expect![[r#"
        3:7-3:15 error field/type: `date` must be a date, but is a whole number | help: a date is written 2026-11-21
    "#]],
    );
    check(
        "{\"title\": \"T\", \"date\": \"2026-11-31\"}\n",
        expect![[r#"
            1:24-1:36 error field/date: `date` is not a date: the month 2026-11 has no day 31 | help: write 2026-11-21, 2026-11-21T09:30 or 2026-11-21T09:30:00+01:00
        "#]],
    );
    check(
        "+++\ntitle = 'T'\ndate = 09:30:00\n+++\n",
        expect![[r#"
            3:8-3:16 error field/date: `date` is not a date: it does not begin with a day such as 2026-11-21 | help: write 2026-11-21, 2026-11-21T09:30 or 2026-11-21T09:30:00+01:00
        "#]],
    );
    check(
        "---\ntitle: T\ndraft: true\n---\n",
        expect![[r#"
        1:1-1:4 error field/missing: `date` is missing | help: add `date` with a day, such as 2026-11-21; a draft needs one too
    "#]],
    );
}

#[test]
fn updates() {
    check_line(
        "updated: 2026-11-20",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        updated: Some("2026-11-20T00:00:00+01:00")
        4:10-4:20 error front-matter/updated-before-date: `updated` is before `date`, which is 2026-11-21 | help: leave `updated` out until the article changes
    "#]],
    );
    check_line(
        "updated: 2026-11-21",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        updated: Some("2026-11-21T00:00:00+01:00")
    "#]],
    );
    check(
        "---\ntitle: T\ndate: 2026-11-21T09:30\nupdated: 2026-11-21\n---\n",
        expect![[r#"
        title: "T"
        date: 2026-11-21T09:30:00+01:00
        updated: Some("2026-11-21T00:00:00+01:00")
    "#]],
    );
    check(
        "---\ntitle: T\ndate: 2026-11-21T00:30+02:00\nupdated: 2026-11-20T23:00Z\n---\n",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:30:00+02:00
        updated: Some("2026-11-20T23:00:00Z")
    "#]],
    );
}

#[test]
fn titles() {
    let check_title = |title: &str, expect: Expect| {
        check(&format!("---\ntitle: {title}\ndate: 2026-11-21\n---\n"), expect);
    };
    check_title(
        "",
        expect![[r#"
        2:1-2:6 error field/missing: `title` has no value | help: add `title`
    "#]],
    );
    check_title(
        "'  '",
        expect![[r#"
        2:8-2:12 error field/empty: `title` is empty
    "#]],
    );
    check_title(
        "\"a\\u0007b\"",
        expect![[r#"
        2:8-2:18 error field/invisible: `title` contains the invisible character U+0007 | help: delete it: it can make a text look like another
    "#]],
    );
    check_title(
        "Safe \u{202e}drowssap",
        expect![[r#"
        2:8-2:22 error field/invisible: `title` contains the invisible character U+202E | help: delete it: it can make a text look like another
    "#]],
    );
    check_title(
        "'2026'",
        expect![[r#"
        title: "2026"
        date: 2026-11-21T00:00:00+01:00
    "#]],
    );
    check_title(
        "2026",
        expect![[r#"
        2:8-2:12 error field/type: `title` must be text, but is a whole number | help: if it is meant as text, put it in quotes
    "#]],
    );
    check_title(
        "Don’t panic! 🎉 (50% off) & more",
        expect![[r#"
        title: "Don’t panic! 🎉 (50% off) & more"
        date: 2026-11-21T00:00:00+01:00
    "#]],
    );
}

#[test]
fn terms() {
    check_line(
        "tags: [a, '', ~, b]",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        tags: ["a", "b"]
        4:11-4:13 error field/empty: item 2 of `tags` is empty | help: fill it in or delete it
        4:15-4:16 error field/empty: item 3 of `tags` is empty | help: fill it in or delete it
    "#]],
    );
    check_line(
        "tags: [Layer 2, layer-2, '+++', C++]",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        tags: ["Layer 2", "C++"]
        4:17-4:24 warning field/duplicate-item: `tags` has `layer-2` twice | help: delete one of the two
        4:26-4:31 error front-matter/term: `+++` has neither letters nor digits, and so no URL
    "#]],
    );
    check_line(
        "tags: a, b, c",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        tags: ["a, b, c"]
        4:7-4:14 warning front-matter/commas: `tags` is one text with commas in it, not a list | help: write a list: ["a", "b", "c"]
    "#]],
    );
    check_line(
        "tags: ''",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        4:7-4:9 error field/empty: `tags` is empty
    "#]],
    );
    check_line(
        "category: '!!!'",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        4:11-4:16 error front-matter/term: `!!!` has neither letters nor digits, and so no URL
    "#]],
    );
    check_line(
        "authors: [jane, jane]",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        authors: ["jane"]
        4:17-4:21 warning field/duplicate-item: `authors` has `jane` twice | help: delete one of the two
    "#]],
    );
    check_line(
        "series: '?'",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        4:9-4:12 error front-matter/term: `?` has neither letters nor digits, and so no URL
    "#]],
    );
    check_line(
        "series: {}",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        4:1-4:7 error field/missing: `name` is missing | help: add `name`
    "#]],
    );
}

#[test]
fn slugs() {
    check_line(
        "slug: a/b",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        4:7-4:10 error front-matter/slug: `a/b` cannot be the last part of a URL: it has the character '/' | help: write `a-b`
    "#]],
    );
    check_line(
        "slug: Two words",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        4:7-4:16 error front-matter/slug: `Two words` cannot be the last part of a URL: it has the character ' ' | help: write `two-words`
    "#]],
    );
    check_line(
        "slug: ..",
        expect![[r#"
            title: "T"
            date: 2026-11-21T00:00:00+01:00
            4:7-4:9 error front-matter/slug: `..` cannot be the last part of a URL: it has a `.` or `..` part | help: use other letters, digits and hyphens
        "#]],
    );
    check_line(
        "slug: con",
        expect![[r#"
            title: "T"
            date: 2026-11-21T00:00:00+01:00
            4:7-4:10 error front-matter/slug: `con` cannot be the last part of a URL: it has a name that Windows reserves for a device | help: use other letters, digits and hyphens
        "#]],
    );
    check_line(
        "slug: .hidden",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        4:7-4:14 error front-matter/slug: `.hidden` cannot be the last part of a URL: it begins with a dot | help: write `hidden`
    "#]],
    );
    check_line(
        "slug: 50%",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        4:7-4:10 error front-matter/slug: `50%` cannot be the last part of a URL: it has the character '%' | help: write `50`
    "#]],
    );
    check_line(
        "slug: 空投-2026",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        slug: Some("空投-2026")
    "#]],
    );
}

#[test]
fn old_paths() {
    check_line(
        "aliases:\n- old/path\n- https://example.org/old/\n- /a/../b\n- /a?b=c\n- /a#b\n- /%zz\n- //evil.example/\n- /ok\n- /ok\n- \"\"",
        expect![[r#"
            title: "T"
            date: 2026-11-21T00:00:00+01:00
            aliases: ["/ok/"]
            14:3-14:5 error field/empty: item 10 of `aliases` is empty | help: fill it in or delete it
            13:3-13:6 warning field/duplicate-item: `aliases` has `/ok` twice | help: delete one of the two
            5:3-5:11 error front-matter/alias: `old/path` is not an old path of this site: it does not begin with a slash | help: write `/old/path`
            6:3-6:27 error front-matter/alias: `https://example.org/old/` is not an old path of this site: it is a full URL | help: write the path alone: `/old/`
            7:3-7:10 error front-matter/alias: `/a/../b` is not an old path of this site: it has a `.` or `..` part
            8:3-8:9 error front-matter/alias: `/a?b=c` is not an old path of this site: it has the character '?' | help: redirects know paths only
            9:3-9:7 error front-matter/alias: `/a#b` is not an old path of this site: it has the character '#' | help: redirects know paths only
            10:3-10:7 error front-matter/alias: `/%zz` is not an old path of this site: its percent-encoding is broken
            11:3-11:18 error front-matter/alias: `//evil.example/` is not an old path of this site: it has an empty part
        "#]],
    );
}
