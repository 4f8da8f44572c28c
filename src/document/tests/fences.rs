//! Owns the cases of finding front matter in a file.

use expect_test::expect;

use super::check;

#[test]
fn three_languages() {
    check(
        "---\ntitle: T\ndate: 2026-11-21\n---\nText\n",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        body: "Text\n"
    "#]],
    );
    check(
        "+++\ntitle = 'T'\ndate = 2026-11-21\n+++\nText\n",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        body: "Text\n"
    "#]],
    );
    check(
        ";;;\n{\"title\": \"T\", \"date\": \"2026-11-21\"}\n;;;\nText\n",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        body: "Text\n"
    "#]],
    );
    check(
        "{\n  \"title\": \"T\",\n  \"date\": \"2026-11-21\"\n}\n\nText\n",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        body: "\nText\n"
    "#]],
    );
}

#[test]
fn white_space_and_byte_order_mark() {
    check(
        "\u{feff}---\ntitle: T\ndate: 2026-11-21\n---\nText\n",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        body: "Text\n"
    "#]],
    );
    check(
        "---\r\ntitle: T\r\ndate: 2026-11-21\r\n---\r\nOne\r\n\r\nTwo\r\n",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        body: "One\r\n\r\nTwo\r\n"
    "#]],
    );
    check(
        "\n \n---  \ntitle: T\ndate: 2026-11-21\n---\t \nText",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        body: "Text"
    "#]],
    );
    check(
        "\u{feff}\r\n+++\r\ntitle = \"T\"\r\ndate = 2026-11-21\r\n+++\r\n\r\nText\r\n",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        body: "\r\nText\r\n"
    "#]],
    );
    check(
        "\u{feff}{\r\n\"title\": \"T\", \"date\": \"2026-11-21\"}\r\nText\r\n",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        body: "Text\r\n"
    "#]],
    );
    check(
        "\r\n;;;\r\n{\"title\": \"T\",\r\n\"date\": \"2026-11-21\"}\r\n;;;\r\n",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
    "#]],
    );
}

#[test]
fn rules_and_braces_in_the_body_are_left_alone() {
    let body = "One\n\n---\n\nTwo\n\n| a |\n|---|\n\n+++\n\n;;;\n}\n---\ntitle: no\n---\n";
    check(
        &format!("---\ntitle: T\ndate: 2026-11-21\n---\n{body}"),
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        body: "One\n\n---\n\nTwo\n\n| a |\n|---|\n\n+++\n\n;;;\n}\n---\ntitle: no\n---\n"
    "#]],
    );
    check(
        &format!("+++\ntitle = 'T'\ndate = 2026-11-21\n+++\n{body}"),
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        body: "One\n\n---\n\nTwo\n\n| a |\n|---|\n\n+++\n\n;;;\n}\n---\ntitle: no\n---\n"
    "#]],
    );
    check(
        &format!("{{\"title\": \"T }} \\\" {{\", \"date\": \"2026-11-21\"}}\n{body}"),
        expect![[r#"
        title: "T } \" {"
        date: 2026-11-21T00:00:00+01:00
        body: "One\n\n---\n\nTwo\n\n| a |\n|---|\n\n+++\n\n;;;\n}\n---\ntitle: no\n---\n"
    "#]],
    );
}

#[test]
fn yaml_may_end_with_dots() {
    check(
        "---\ntitle: T\ndate: 2026-11-21\n...\nText\n---\n",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        body: "Text\n---\n"
    "#]],
    );
    check(
        "+++\ntitle = 'T'\n...\nText\n+++\n",
        expect![[r#"
        3:1-3:2 error front-matter/syntax: unquoted keys cannot be empty, expected letters, numbers, `-`, `_` | help: put the key in quotes
    "#]],
    );
}

#[test]
fn unclosed() {
    check(
        "---\ntitle: T\ndate: 2026-11-21\n\nText\n",
        expect![[r#"
        1:1-1:4 error front-matter/unclosed: front matter begins with `---` but never ends | help: put a line `---` after the last key
    "#]],
    );
    check(
        "\n\u{feff}---\ntitle: T\n",
        expect![[r#"
        2:1-2:5 error front-matter/missing: there is no front matter | help: begin the file with a line `---`, the keys `title: …` and `date: …`, and another line `---`
    "#]],
    );
    check(
        "---",
        expect![[r#"
        1:1-1:4 error front-matter/unclosed: front matter begins with `---` but never ends | help: put a line `---` after the last key
    "#]],
    );
    check(
        "---\ntitle: T\n----\nText\n",
        expect![[r#"
        1:1-1:4 error front-matter/unclosed: front matter begins with `---` but never ends | 3:1-3:5: this is no fence | help: put a line `---` after the last key
    "#]],
    );
    check(
        "---\ntitle: T\n ---\nText\n",
        expect![[r#"
        1:1-1:4 error front-matter/unclosed: front matter begins with `---` but never ends | 3:2-3:5: this is no fence | help: put a line `---` after the last key
    "#]],
    );
    check(
        "---\ntitle: T\n—\nText\n",
        expect![[r#"
        1:1-1:4 error front-matter/unclosed: front matter begins with `---` but never ends | 3:1-3:2: this is no fence | help: put a line `---` after the last key
    "#]],
    );
    check(
        "---\ntitle: T\n+++\nText\n",
        expect![[r#"
        1:1-1:4 error front-matter/unclosed: front matter begins with `---` but never ends | 3:1-3:4: this is no fence | help: put a line `---` after the last key
    "#]],
    );
    check(
        "+++\ntitle = 'T'\n---\nText\n",
        expect![[r#"
        1:1-1:4 error front-matter/unclosed: front matter begins with `+++` but never ends | 3:1-3:4: this is no fence | help: put a line `+++` after the last key
    "#]],
    );
    check(
        ";;;\n{\"title\": \"T\"}\nText\n",
        expect![[r#"
        1:1-1:4 error front-matter/unclosed: front matter begins with `;;;` but never ends | help: put a line `;;;` after the last key
    "#]],
    );
    check(
        "{\n  \"title\": \"T\",\n  \"extra\": {\n}\n\nText\n",
        expect![[r#"
        1:1-1:2 error front-matter/unclosed: front matter begins with `{` but never ends | help: put a line `}` after the last key
    "#]],
    );
}

#[test]
fn not_a_fence() {
    check(
        "",
        expect![[r#"
        1:1-1:1 error front-matter/missing: there is no front matter | help: begin the file with a line `---`, the keys `title: …` and `date: …`, and another line `---`
    "#]],
    );
    check(
        "\n \n",
        expect![[r#"
        1:1-1:1 error front-matter/missing: there is no front matter | help: begin the file with a line `---`, the keys `title: …` and `date: …`, and another line `---`
    "#]],
    );
    check(
        "# Title\n",
        expect![[r#"
        1:1-1:8 error front-matter/missing: there is no front matter | help: begin the file with a line `---`, the keys `title: …` and `date: …`, and another line `---`
    "#]],
    );
    check(
        "title: T\ndate: 2026-11-21\n",
        expect![[r#"
        1:1-1:9 error front-matter/missing: there is no front matter | help: put a line `---` before the first key and after the last
    "#]],
    );
    check(
        "----\ntitle: T\n----\n",
        expect![[r#"
        1:1-1:5 error front-matter/missing: there is no front matter | help: a fence is exactly `---` (YAML), `+++` (TOML) or `;;;` (JSON), at the start of its line
    "#]],
    );
    check(
        " ---\ntitle: T\n---\n",
        expect![[r#"
        1:1-1:5 error front-matter/missing: there is no front matter | help: a fence is exactly `---` (YAML), `+++` (TOML) or `;;;` (JSON), at the start of its line
    "#]],
    );
    check(
        "---yaml\ntitle: T\n---\n",
        expect![[r#"
        1:1-1:8 error front-matter/missing: there is no front matter | help: nothing may stand beside the opening fence
    "#]],
    );
    check(
        "---title: T\n---\n",
        expect![[r#"
        1:1-1:12 error front-matter/missing: there is no front matter | help: nothing may stand beside the opening fence
    "#]],
    );
    check(
        "–––\ntitle: T\n–––\n",
        expect![[r#"
        1:1-1:4 error front-matter/missing: there is no front matter | help: a fence is exactly `---` (YAML), `+++` (TOML) or `;;;` (JSON), at the start of its line
    "#]],
    );
    check(
        "- item\n",
        expect![[r#"
        1:1-1:7 error front-matter/missing: there is no front matter | help: begin the file with a line `---`, the keys `title: …` and `date: …`, and another line `---`
    "#]],
    );
    check(
        "{{ shortcode }}\n",
        expect![[r#"
        1:1-1:16 error front-matter/missing: there is no front matter | help: begin the file with a line `---`, the keys `title: …` and `date: …`, and another line `---`
    "#]],
    );
}

#[test]
fn empty() {
    check(
        "---\n---\n",
        expect![[r#"
        1:1-1:4 error field/missing: `title` is missing | help: add `title`
        1:1-1:4 error field/missing: `date` is missing | help: add `date` with a day, such as 2026-11-21; a draft needs one too
    "#]],
    );
    check(
        "+++\n\n+++\nText",
        expect![[r#"
        body: "Text"
        1:1-1:4 error field/missing: `title` is missing | help: add `title`
        1:1-1:4 error field/missing: `date` is missing | help: add `date` with a day, such as 2026-11-21; a draft needs one too
    "#]],
    );
    check(
        ";;;\n;;;\n",
        expect![[r#"
        1:1-1:4 error field/missing: `title` is missing | help: add `title`
        1:1-1:4 error field/missing: `date` is missing | help: add `date` with a day, such as 2026-11-21; a draft needs one too
    "#]],
    );
    check(
        "{}\nText",
        expect![[r#"
        body: "Text"
        1:1-1:2 error field/missing: `title` is missing | help: add `title`
        1:1-1:2 error field/missing: `date` is missing | help: add `date` with a day, such as 2026-11-21; a draft needs one too
    "#]],
    );
}

#[test]
fn text_after_an_object() {
    check(
        "{\"title\": \"T\", \"date\": \"2026-11-21\"} Text\n",
        expect![[r#"
        1:38-1:42 error front-matter/trailing: more text follows the front matter's closing brace | help: begin the text on a line of its own
    "#]],
    );
    check(
        "{\"title\": \"T\", \"date\": \"2026-11-21\"} \t\r\nText\n",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        body: "Text\n"
    "#]],
    );
}

#[test]
fn objects_with_slips_are_still_found() {
    check(
        "{\n  \"title\": \"T,\n  \"date\": \"2026-11-21\"\n}\nText\n",
        expect![[r#"
        2:14-2:15 error front-matter/syntax: a text is not closed on its line | help: a text must end on the line it begins on: close it with `"`, or write a line break as `\n`
    "#]],
    );
    check(
        "{title: 'T'}\nText\n",
        expect![[r#"
        1:2-1:3 error front-matter/syntax: key must be a string | help: keys and texts stand in double quotes: "title": "…"
    "#]],
    );
    check(
        "{\"title\": \"T\"]\nText\n",
        expect![[r#"
        1:14-1:15 error front-matter/syntax: expected `,` or `}` | help: texts stand in double quotes; keys and values are joined by a colon and parted by commas
    "#]],
    );
}

#[test]
fn a_forgotten_end_before_a_rule() {
    check(
        "---\ntitle: T\ndate: 2026-11-21\n\nThe text begins here.\n\n---\n\nMore.\n",
        expect![[r#"
        5:1-5:22 error front-matter/syntax: this line is neither a key with a value nor an item of a list | help: the front matter ends at line 7 only; if this is text already, put a line `---` before it
    "#]],
    );
    check(
        "---\ntitle: T\n\n## Heading\n\nNote this: it is text: yes.\n\n---\n",
        expect![[r#"
        6:12-6:28 error front-matter/syntax: a text without quotes cannot contain a colon and a space | help: the front matter ends at line 8 only; if this is text already, put a line `---` before it
    "#]],
    );
    check(
        "---\ntitle: T\n\n> Quote\n\n---\n",
        expect![[r#"
        4:1-4:8 error front-matter/syntax: a value cannot begin with `>` unless it is in quotes | help: the front matter ends at line 6 only; if this is text already, put a line `---` before it
    "#]],
    );
    check(
        "+++\ntitle = 'T'\n\nThe text begins here.\n\n+++\n",
        expect![[r#"
        4:1-4:22 error front-matter/syntax: this line is not a key with a value | help: the front matter ends at line 6 only; if this is text already, put a line `---` before it
    "#]],
    );
}

#[test]
fn too_long() {
    let long = "x".repeat(64 * 1024);
    check(
        &format!("---\ntitle: {long}\n---\n"),
        expect![[r#"
        1:1-1:4 error front-matter/too-long: the front matter is longer than 64 KiB | help: close it sooner, or move the data to a file of its own
    "#]],
    );
    check(
        &format!("+++\ntitle = '{long}'\n+++\n"),
        expect![[r#"
        1:1-1:4 error front-matter/too-long: the front matter is longer than 64 KiB | help: close it sooner, or move the data to a file of its own
    "#]],
    );
    check(
        &format!("{{\"title\": \"{long}\"}}\n"),
        expect![[r#"
        1:1-1:2 error front-matter/too-long: the front matter is longer than 64 KiB | help: close it sooner, or move the data to a file of its own
    "#]],
    );
}
