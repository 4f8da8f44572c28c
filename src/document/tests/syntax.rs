//! Owns the cases of front matter that cannot be read: slips, and what would change what the author wrote.
#![expect(clippy::too_many_lines, reason = "a table of cases is as long as there are cases")]

use std::fmt::Write as _;

use expect_test::{Expect, expect};

use super::{check, check_line};

/// Each text as a file's front matter, with what comes of it.
fn check_all(fence: &str, texts: &[&str], expect: Expect) {
    let mut out = String::new();
    for text in texts {
        let file = format!("{fence}\n{text}\n{fence}\n");
        let outcome = super::outcome(&super::source(&file), &super::settings());
        let shown = text.replace('\0', "(nul)").replace('\u{feff}', "(bom)").replace('\u{a0}', "(nbsp)");
        writeln!(out, "{shown}\n{}", outcome.lines().map(|line| format!("    {line}\n")).collect::<String>())
            .unwrap();
    }
    expect.assert_eq(&out);
}

#[test]
fn yaml_texts_that_need_quotes() {
    check_all(
        "---",
        &[
            "title: Foo: bar",
            "title: “Foo: bar”",
            "title: He said \"so: it is\"",
            "authors:\n  - Jane: Doe: x",
            "title: @handle",
            "title: `code`",
            "title: *bold* words",
            "title: &amp and more",
            "title: !important",
            "title: %d items",
            "title: > folded",
            "title: - dash",
            "title: ? why",
            "title: [Draft] Foo",
            "title: {{ title }}",
            "title: ]",
            "title: \"Foo\" and bar",
            "title: 'It's here'",
            "title: \"C:\\path\"",
            "title: \"Foo",
            "title: 'Foo\ndate: 2026-11-21",
        ],
        expect![[r#"
            title: Foo: bar
                2:8-2:16 error front-matter/syntax: a text without quotes cannot contain a colon and a space | help: put the value in quotes: `title: "Foo: bar"`

            title: “Foo: bar”
                2:8-2:18 error front-matter/syntax: a text without quotes cannot contain a colon and a space | help: put the value in quotes: `title: "Foo: bar"`

            title: He said "so: it is"
                2:8-2:27 error front-matter/syntax: a text without quotes cannot contain a colon and a space | help: put the value in quotes: `title: 'He said "so: it is"'`

            authors:
              - Jane: Doe: x
                3:11-3:17 error front-matter/syntax: a text without quotes cannot contain a colon and a space | help: put the value in quotes: `- Jane: "Doe: x"`

            title: @handle
                2:8-2:15 error front-matter/syntax: a value cannot begin with `@` unless it is in quotes | help: put the value in quotes: `title: "@handle"`

            title: `code`
                2:8-2:14 error front-matter/syntax: a value cannot begin with a backtick unless it is in quotes | help: put the value in quotes: `title: "`code`"`

            title: *bold* words
                2:8-2:20 error front-matter/syntax: a value cannot begin with `*` unless it is in quotes | help: put the value in quotes: `title: "*bold* words"`

            title: &amp and more
                2:8-2:21 error front-matter/syntax: `&` at the start of a value makes it a YAML anchor, and nothing refers to it | help: if it is meant as text, put the value in quotes

            title: !important
                2:8-2:18 error front-matter/syntax: `!` at the start of a value makes it a YAML tag, which is not supported | help: if it is meant as text, put the value in quotes

            title: %d items
                2:8-2:16 error front-matter/syntax: a value cannot begin with `%` unless it is in quotes | help: put the value in quotes: `title: "%d items"`

            title: > folded
                2:8-2:16 error front-matter/syntax: a value cannot begin with `>` unless it is in quotes | help: put the value in quotes: `title: "> folded"`

            title: - dash
                2:8-2:14 error front-matter/syntax: a value cannot begin with `-` unless it is in quotes | help: put the value in quotes: `title: "- dash"`

            title: ? why
                2:8-2:13 error front-matter/syntax: a value cannot begin with `?` unless it is in quotes | help: put the value in quotes: `title: "? why"`

            title: [Draft] Foo
                2:8-2:19 error front-matter/syntax: more text follows the value that ends with `]` | help: put the value in quotes: `title: "[Draft] Foo"`

            title: {{ title }}
                2:8-2:19 error front-matter/syntax: a list or table cannot be a key | help: if it is meant as text, put it in quotes

            title: ]
                2:8-2:9 error front-matter/syntax: a value cannot begin with `]` unless it is in quotes | help: put the value in quotes: `title: "]"`

            title: "Foo" and bar
                2:8-2:21 error front-matter/syntax: more text follows the closing quote | help: put all of the value in quotes; inside double quotes a `"` is written `\"`

            title: 'It's here'
                2:8-2:19 error front-matter/syntax: more text follows the closing quote | help: inside single quotes an apostrophe is written twice: `''`

            title: "C:\path"
                2:8-2:17 error front-matter/syntax: in double quotes a backslash begins an escape, and here it begins none | help: write the backslash twice, or use single quotes

            title: "Foo
                2:8-2:12 error front-matter/syntax: the quotes that open here are not closed | help: close them with `"` at the end of the text

            title: 'Foo
            date: 2026-11-21
                2:8-2:12 error front-matter/syntax: the quotes that open here are not closed | help: close them with `'` at the end of the text

        "#]],
    );
}

#[test]
fn yaml_lines_that_are_out_of_place() {
    check_all(
        "---",
        &[
            "title:Foo",
            "title: Foo\ndate:2026-11-21\nslug: x",
            "title = \"Foo\"",
            "title: Foo\n  date: 2026-11-21",
            " title: Foo\ndate: 2026-11-21",
            "title: Foo\n\tdate: 2026-11-21",
            "extra:\n\ta: 1",
            "tags:\n  - a\n- b",
            "tags:\n  - a\n  -b\nslug: x",
            "extra:\n    a: 1\n  b: 2",
            "tags: [a, b\ntitle: x",
            "extra: {a: 1\ntitle: x",
            "title: Foo\nplain words\nslug: x",
            "title:\u{a0}Foo\nslug: x",
            "just words",
            "- a\n- b",
            "title: T\u{0}\ndate: 2026-11-21",
            "title: T\n\u{feff}date: 2026-11-21",
        ],
        expect![[r#"
            title:Foo
                2:1-2:10 error front-matter/syntax: expected keys and values, found text | help: put a space after the colon

            title: Foo
            date:2026-11-21
            slug: x
                3:1-3:16 error front-matter/syntax: this line is neither a key with a value nor an item of a list | help: put a space after the colon

            title = "Foo"
                2:1-2:14 error front-matter/syntax: expected keys and values, found text | help: write `key: value`; with `=` it is TOML, which stands between `+++` lines

            title: Foo
              date: 2026-11-21
                3:3-3:19 error front-matter/syntax: this line is indented as if it belonged to the value above it | help: begin it in the same column as the keys around it

             title: Foo
            date: 2026-11-21
                3:1-3:17 error front-matter/syntax: this line does not line up with those above it | help: begin the keys of one table, and the items of one list, in the same column

            title: Foo
            	date: 2026-11-21
                3:1-3:2 error front-matter/syntax: a tab is used for indentation | help: indent with spaces

            extra:
            	a: 1
                3:1-3:2 error front-matter/syntax: a tab is used for indentation | help: indent with spaces

            tags:
              - a
            - b
                4:1-4:4 error front-matter/syntax: this line does not line up with those above it | help: begin the keys of one table, and the items of one list, in the same column

            tags:
              - a
              -b
            slug: x
                4:3-4:5 error front-matter/syntax: this line is neither a key with a value nor an item of a list | help: put a space after the dash

            extra:
                a: 1
              b: 2
                4:3-4:7 error front-matter/syntax: this line does not line up with those above it | help: begin the keys of one table, and the items of one list, in the same column

            tags: [a, b
            title: x
                2:7-2:12 error front-matter/syntax: the `[` that opens here is not closed | help: part the items by commas and put `]` after the last; a text with brackets needs quotes

            extra: {a: 1
            title: x
                2:8-2:13 error front-matter/syntax: the `{` that opens here is not closed | help: part the items by commas and put `}` after the last; a text with brackets needs quotes

            title: Foo
            plain words
            slug: x
                3:1-3:12 error front-matter/syntax: this line is neither a key with a value nor an item of a list | help: if it goes on with the value above, indent it; if the front matter is to end before it, put `---` there

            title:(nbsp)Foo
            slug: x
                2:7-2:8 error front-matter/syntax: a no-break space stands where YAML needs an ordinary one | help: replace it by a space from the keyboard

            just words
                2:1-2:11 error front-matter/syntax: expected keys and values, found text

            - a
            - b
                2:1-2:4 error front-matter/syntax: expected keys and values, found a list

            title: T(nul)
            date: 2026-11-21
                2:9-2:10 error front-matter/syntax: the invisible character U+0000 is not allowed here | help: delete it

            title: T
            (bom)date: 2026-11-21
                3:1-3:2 error front-matter/syntax: the invisible character U+FEFF is not allowed here | help: delete it

        "#]],
    );
}

#[test]
fn yaml_that_would_lose_something() {
    check_all(
        "---",
        &[
            "title: a\ntitle: b",
            "extra:\n  x: 1\n  y: 2\n  x: 3",
            "extra: {1: a, \"1\": b}",
            "extra: {[a, b]: c}",
            "? [a]\n: b",
            "base: &base {a: 1}\nextra:\n  <<: *base",
            "extra: !!binary aGVsbG8=",
            "extra: {contract: 0xdeadbeef}",
            "extra: {amount: 123456789012345678901}",
            "extra: {ratio: .inf}",
            "extra: {ratio: 1e999}",
            "title: a\n--- # again\ntitle: b",
            "title: a\n... # over\ntitle: b",
        ],
        expect![[r#"
            title: a
            title: b
                3:1-3:6 error front-matter/syntax: the key `title` is given twice | 2:1-2:6: first here | help: keep one of the two; the values of a list go under one key

            extra:
              x: 1
              y: 2
              x: 3
                5:3-5:4 error front-matter/syntax: the key `x` is given twice | 3:3-3:4: first here | help: keep one of the two; the values of a list go under one key

            extra: {1: a, "1": b}
                2:15-2:18 error front-matter/syntax: the key `1` is given twice | 2:9-2:10: first here | help: keep one of the two; the values of a list go under one key

            extra: {[a, b]: c}
                2:8-2:19 error front-matter/syntax: a list or table cannot be a key | help: if it is meant as text, put it in quotes

            ? [a]
            : b
                2:3-2:6 error front-matter/syntax: a list or table cannot be a key | help: if it is meant as text, put it in quotes

            base: &base {a: 1}
            extra:
              <<: *base
                4:3-4:5 error front-matter/syntax: merge keys `<<` are not supported | help: write the keys out where they are needed

            extra: !!binary aGVsbG8=
                2:9-2:25 error front-matter/syntax: `!` at the start of a value makes it a YAML tag, which is not supported | help: if it is meant as text, put the value in quotes

            extra: {contract: 0xdeadbeef}
                2:19-2:29 error front-matter/syntax: without quotes, `0xdeadbeef` is the number 3735928559 | help: put it in quotes: "0xdeadbeef"

            extra: {amount: 123456789012345678901}
                2:17-2:38 error front-matter/syntax: this number is too large to be kept exactly | help: put it in quotes: "123456789012345678901"

            extra: {ratio: .inf}
                2:16-2:20 error front-matter/syntax: `.inf` is not a finite number | help: put it in quotes: ".inf"

            extra: {ratio: 1e999}
                2:16-2:21 error front-matter/syntax: `1e999` is not a finite number | help: put it in quotes: "1e999"

            title: a
            --- # again
            title: b
                3:1-3:12 error front-matter/syntax: a second YAML document begins here | help: keep one set of keys; a line that begins with `---` or `...` must hold nothing else

            title: a
            ... # over
            title: b
                4:1-4:9 error front-matter/syntax: a second YAML document begins here | help: keep one set of keys; a line that begins with `---` or `...` must hold nothing else

        "#]],
    );
}

#[test]
fn yaml_that_is_fine() {
    check_line(
        "extra:\n  address: 0xdAC17F958D2ee523a2206206994597C13D831ec7\n  count: 12\n  ratio: 0.5\n  \
         year: '2026'\n  none: ~\n  answer: yes\n  on: true\n  date: 2026-01-01\n  text: !!str 12",
        expect![[r#"
            title: "T"
            date: 2026-11-21T00:00:00+01:00
            extra: {"address":"0xdAC17F958D2ee523a2206206994597C13D831ec7","answer":"yes","count":12,"date":"2026-01-01","none":null,"on":true,"ratio":0.5,"text":"12","year":"2026"}
        "#]],
    );
    check_line(
        "extra:\n  a: &a [1, 2]\n  b: *a",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        extra: {"a":[1,2],"b":[1,2]}
    "#]],
    );
    check_line(
        "description: >\n  A text of\n  two lines: yes\nslug: x # a remark",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        description: Some("A text of two lines: yes")
        slug: Some("x")
    "#]],
    );
    check_line(
        "# a remark\n\"tags\":\n- a\n- 'b: c'\nextra: {\"x\":1, y: [a, {z: 2}]}",
        expect![[r#"
        title: "T"
        date: 2026-11-21T00:00:00+01:00
        tags: ["a", "b: c"]
        extra: {"x":1,"y":["a",{"z":2}]}
    "#]],
    );
}

#[test]
fn toml_slips() {
    check_all(
        "+++",
        &[
            "title: Foo",
            "title = Foo",
            "title = “Foo”",
            "draft = yes",
            "draft = True",
            "title = \"Foo",
            "title = \"Foo\" bar",
            "title = 'It's'",
            "title = \"C:\\path\"",
            "title = 'a'\ntitle = 'b'",
            "[extra]\nx = 1\n[extra]\ny = 2",
            "extra.a = 1\nextra.a = 2",
            "extra = {a = 1, a = 2}",
            "date = 2026-02-30",
            "date = 2026-1-1",
            "tags = ['a' 'b']",
            "tags = ['a', 'b'",
            "[extra\na = 1",
            "extra.amount = 123456789012345678901",
            "extra.ratio = inf",
            "extra.ratio = 1e999",
            "tïtle = 1",
            "title = 'T\u{0}'",
        ],
        expect![[r#"
            title: Foo
                2:1-2:11 error front-matter/syntax: this line is not a key with a value | help: write `key = value`; with a colon it is YAML, which stands between `---` lines

            title = Foo
                2:9-2:12 error front-matter/syntax: `Foo` is not a value | help: put it in quotes: "Foo"

            title = “Foo”
                2:9-2:14 error front-matter/syntax: `“Foo”` is not a value | help: put it in quotes: "Foo"

            draft = yes
                2:9-2:12 error front-matter/syntax: `yes` is not a value | help: write `true`

            draft = True
                2:9-2:13 error front-matter/syntax: `True` is not a value | help: write `true`

            title = "Foo
                2:12-2:13 error front-matter/syntax: invalid basic string, expected `"` | help: close the quotes on the same line; a text of several lines stands between `"""`

            title = "Foo" bar
                2:15-2:16 error front-matter/syntax: unexpected key or value, expected newline, `#` | help: each key begins a line of its own; a text with quotes inside stands between `'''`

            title = 'It's'
                2:13-2:14 error front-matter/syntax: unexpected key or value, expected newline, `#` | help: each key begins a line of its own; a text with quotes inside stands between `'''`

            title = "C:\path"
                2:13-2:14 error front-matter/syntax: missing escaped value, expected `b`, `e`, `f`, `n`, `r`, `\`, `"`, `x`, `u`, `U` | help: write the backslash twice, or use single quotes

            title = 'a'
            title = 'b'
                3:1-3:6 error front-matter/syntax: the key `title` is given twice | 2:1-2:6: first here | help: keep one of the two; the values of a list go under one key

            [extra]
            x = 1
            [extra]
            y = 2
                4:2-4:7 error front-matter/syntax: the key `extra` is given twice | help: keep one of the two

            extra.a = 1
            extra.a = 2
                3:7-3:8 error front-matter/syntax: the key `a` is given twice | 2:7-2:8: first here | help: keep one of the two; the values of a list go under one key

            extra = {a = 1, a = 2}
                2:17-2:18 error front-matter/syntax: the key `a` is given twice | 2:10-2:11: first here | help: keep one of the two; the values of a list go under one key

            date = 2026-02-30
                2:8-2:18 error front-matter/syntax: invalid date, expected day between 01 and 28 | help: a date is written 2026-11-21, 2026-11-21T09:30:00 or 2026-11-21T09:30:00+01:00

            date = 2026-1-1
                2:8-2:16 error front-matter/syntax: invalid date, expected a two-digit month (MM) | help: a date is written 2026-11-21, 2026-11-21T09:30:00 or 2026-11-21T09:30:00+01:00

            tags = ['a' 'b']
                2:13-2:14 error front-matter/syntax: missing comma between array elements, expected `,` | help: part the items by commas

            tags = ['a', 'b'
                2:16-2:17 error front-matter/syntax: unclosed array, expected `]` | help: something that was opened with a bracket is not closed

            [extra
            a = 1
                2:6-2:7 error front-matter/syntax: unclosed table, expected `]` | help: something that was opened with a bracket is not closed

            extra.amount = 123456789012345678901
                2:16-2:37 error front-matter/syntax: this number is too large to be kept exactly | help: put it in quotes: "123456789012345678901"

            extra.ratio = inf
                2:15-2:18 error front-matter/syntax: `inf` is not a finite number | help: put it in quotes

            extra.ratio = 1e999
                2:15-2:20 error front-matter/syntax: this number is too large to be kept exactly | help: put it in quotes: "1e999"

            tïtle = 1
                2:2-2:3 error front-matter/syntax: invalid unquoted key, expected letters, numbers, `-`, `_` | help: put the key in quotes

            title = 'T(nul)'
                2:11-2:12 error front-matter/syntax: the invisible character U+0000 is not allowed here | help: delete it

        "#]],
    );
}

#[test]
fn toml_that_is_fine() {
    check(
        "+++\ntitle = 'T'\ndate = 2026-11-21T09:30:00+01:00\nupdated = 2026-11-22 10:00:00\nextra.a.b = 1\n\
         tags = [\n  'a', # one\n  'b',\n]\n[[faq]]\nquestion = 'Q?'\nanswer = '''\nA\n'''\n+++\n",
        expect![[r#"
            title: "T"
            date: 2026-11-21T09:30:00+01:00
            updated: Some("2026-11-22T10:00:00+01:00")
            tags: ["a", "b"]
            faq: Entries([("Q?", "A\n")])
            extra: {"a":{"b":1}}
        "#]],
    );
}

#[test]
fn json_slips() {
    check_all(
        ";;;",
        &[
            "{'title': \"Foo\"}",
            "{title: \"Foo\"}",
            "{\"title\": 'Foo'}",
            "{\"title\": \"Foo\",}",
            "{\"title\": \"Foo\" \"slug\": \"x\"}",
            "{\"title\": \"Foo\"\n \"slug\": \"x\"}",
            "{\"title\": \"Foo\n}",
            "{\"title\": \"Foo\"",
            "{\"title\": \"C:\\path\"}",
            "{\"title\": \"a\", \"title\": \"b\"}",
            "{\"extra\": {\"a\": 1, \"\\u0061\": 2}}",
            "{// remark\n\"title\": \"Foo\"}",
            "{\"draft\": True}",
            "{\"extra\": {\"amount\": 123456789012345678901}}",
            "{\"extra\": {\"ratio\": 1e999}}",
            "\"title\": \"Foo\"",
            "[\"title\"]",
            "{\"title\": \"Foo\"}\nmore",
        ],
        expect![[r#"
            {'title': "Foo"}
                2:2-2:3 error front-matter/syntax: key must be a string | help: keys and texts stand in double quotes: "title": "…"

            {title: "Foo"}
                2:2-2:3 error front-matter/syntax: key must be a string | help: keys and texts stand in double quotes: "title": "…"

            {"title": 'Foo'}
                2:11-2:12 error front-matter/syntax: expected value | help: keys and texts stand in double quotes: "title": "…"

            {"title": "Foo",}
                2:17-2:18 error front-matter/syntax: trailing comma | help: delete the comma after the last item

            {"title": "Foo" "slug": "x"}
                2:17-2:18 error front-matter/syntax: expected `,` or `}` | help: put a comma between this and what stands before it

            {"title": "Foo"
             "slug": "x"}
                3:2-3:3 error front-matter/syntax: expected `,` or `}` | help: put a comma between this and what stands before it

            {"title": "Foo
            }
                2:14-2:15 error front-matter/syntax: a text is not closed on its line | help: a text must end on the line it begins on: close it with `"`, or write a line break as `\n`

            {"title": "Foo"
                2:15-2:16 error front-matter/syntax: it ends before everything is closed | help: something that was opened with `{`, `[` or `"` is not closed

            {"title": "C:\path"}
                2:15-2:16 error front-matter/syntax: invalid escape | help: a backslash is written twice: `\\`

            {"title": "a", "title": "b"}
                2:16-2:23 error front-matter/syntax: the key `title` is given twice | 2:2-2:9: first here | help: keep one of the two; the values of a list go under one key

            {"extra": {"a": 1, "\u0061": 2}}
                2:20-2:28 error front-matter/syntax: the key `a` is given twice | 2:12-2:15: first here | help: keep one of the two; the values of a list go under one key

            {// remark
            "title": "Foo"}
                2:2-2:3 error front-matter/syntax: key must be a string | help: JSON has no comments

            {"draft": True}
                2:11-2:12 error front-matter/syntax: expected value | help: `true`, `false` and `null` are written in lower case

            {"extra": {"amount": 123456789012345678901}}
                2:22-2:43 error front-matter/syntax: this number is too large to be kept exactly | help: put it in quotes: "123456789012345678901"

            {"extra": {"ratio": 1e999}}
                2:25-2:26 error front-matter/syntax: this number is too large to be kept | help: put it in quotes

            "title": "Foo"
                2:8-2:9 error front-matter/syntax: trailing characters | help: keys and values stand in one pair of braces: { "title": "…" }

            ["title"]
                2:1-2:10 error front-matter/syntax: expected keys and values, found a list

            {"title": "Foo"}
            more
                3:1-3:2 error front-matter/syntax: trailing characters | help: keys and values stand in one pair of braces: { "title": "…" }

        "#]],
    );
}
