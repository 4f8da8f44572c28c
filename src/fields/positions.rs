//! Owns finding a field's place in its text. Called only when there is something to say about it.

use std::ops::Range;

use super::parse::Format;
use super::tree;
use crate::diagnostic::Step;

/// The bytes of a field's value; `None` if it cannot be found. What lies behind a YAML alias is
/// found at the alias.
pub fn locate(text: &str, format: Format, path: &[Step]) -> Option<Range<usize>> {
    Some(tree::read(text, format).ok()?.find(path)?.value)
}

/// The bytes of a field's key, or of an item of a list; `None` if it cannot be found.
pub fn locate_key(text: &str, format: Format, path: &[Step]) -> Option<Range<usize>> {
    let found = tree::read(text, format).ok()?.find(path)?;
    Some(found.key.unwrap_or(found.value))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use expect_test::{Expect, expect};

    use super::*;

    /// Paths such as `faq.1.q`, each with its key and its value as they are written.
    fn check(text: &str, format: Format, paths: &[&str], expect: Expect) {
        let mut out = String::new();
        for path in paths {
            let step = |part: &str| match part.parse() {
                Ok(index) => Step::Index(index),
                Err(_) => Step::Key(part.to_owned()),
            };
            let steps: Vec<_> = path.split('.').map(step).collect();
            let show = |range: Option<Range<usize>>| match range {
                Some(range) => format!("{:?} at {}", &text[range.clone()], range.start),
                None => "nothing".to_owned(),
            };
            let (key, value) = (locate_key(text, format, &steps), locate(text, format, &steps));
            writeln!(out, "{path}: {}, {}", show(key), show(value)).unwrap();
        }
        expect.assert_eq(&out);
    }

    #[test]
    fn yaml() {
        let text = "é: ünïcode # remark\r\n'quoted key': \"a \\\" b\"\r\nplain: two\r\n  lines of text # remark\nlist:\n- a\n-\n- 'it''s'\n\
                    flow: [a, {k: [v]}, p: q]\nempty:\ntable:\n  inner:\n    deep: 1\n  next: 2\nblock: |\n    first long line \
                    of téxt, très löng indeed\n\n    second\nafter: x\nfolded: >-\n  one\n  two\nlast: &a [1]\nalias: *a\n";
        check(
            text,
            Format::Yaml,
            &[
                "é",
                "quoted key",
                "plain",
                "list",
                "list.0",
                "list.1",
                "list.2",
                "flow",
                "flow.1",
                "flow.1.k",
                "flow.1.k.0",
                "flow.2",
                "flow.2.p",
                "empty",
                "table",
                "table.inner",
                "table.inner.deep",
                "table.next",
                "block",
                "after",
                "folded",
                "last",
                "alias",
                "alias.0",
                "missing",
                "list.7",
                "plain.x",
            ],
            expect![[r#"
                é: "é" at 0, "ünïcode" at 4
                quoted key: "'quoted key'" at 24, "\"a \\\" b\"" at 38
                plain: "plain" at 48, "two\r\n  lines of text" at 55
                list: "list" at 85, "a\n-\n- 'it''s'" at 93
                list.0: "a" at 93, "a" at 93
                list.1: "-" at 97, "-" at 97
                list.2: "'it''s'" at 99, "'it''s'" at 99
                flow: "flow" at 107, "[a, {k: [v]}, p: q]" at 113
                flow.1: "{k: [v]}" at 117, "{k: [v]}" at 117
                flow.1.k: "k" at 118, "[v]" at 121
                flow.1.k.0: "v" at 122, "v" at 122
                flow.2: "p: q" at 127, "p: q" at 127
                flow.2.p: "p" at 127, "q" at 130
                empty: "empty" at 133, ":" at 138
                table: "table" at 140, "inner:\n    deep: 1\n  next: 2" at 149
                table.inner: "inner" at 149, "deep: 1" at 160
                table.inner.deep: "deep" at 160, "1" at 166
                table.next: "next" at 170, "2" at 176
                block: "block" at 178, "first long line of téxt, très löng indeed\n\n    second" at 191
                after: "after" at 248, "x" at 255
                folded: "folded" at 257, "one\n  two" at 270
                last: "last" at 280, "[1]" at 289
                alias: "alias" at 293, "*a" at 300
                alias.0: "alias" at 293, "*a" at 300
                missing: nothing, nothing
                list.7: nothing, nothing
                plain.x: nothing, nothing
            "#]],
        );
    }

    #[test]
    fn toml() {
        let text = "'é' = 1\ntitle = 'T' # remark\na.b.\"c d\" = 2026-11-21\nlist = [1, # one\n  'zwei', { x = 3 }]\n\
                    text = '''\nöne\ntwo'''\n[table]\nx = 1\n[table.inner]\ny.z = 2\n[[faq]]\nq = 'é?'\n[[faq]]\nq = 'B?'\n\
                    [faq.more]\nn = 1\n";
        check(
            text,
            Format::Toml,
            &[
                "é",
                "title",
                "a",
                "a.b",
                "a.b.c d",
                "list",
                "list.1",
                "list.2",
                "list.2.x",
                "text",
                "table",
                "table.x",
                "table.inner",
                "table.inner.y",
                "table.inner.y.z",
                "faq",
                "faq.0",
                "faq.0.q",
                "faq.1",
                "faq.1.q",
                "faq.1.more",
                "faq.1.more.n",
                "missing",
            ],
            expect![[r#"
                é: "'é'" at 0, "1" at 7
                title: "title" at 9, "'T'" at 17
                a: "a" at 30, "a" at 30
                a.b: "b" at 32, "b" at 32
                a.b.c d: "\"c d\"" at 34, "2026-11-21" at 42
                list: "list" at 53, "[1, # one\n  'zwei', { x = 3 }]" at 60
                list.1: "'zwei'" at 72, "'zwei'" at 72
                list.2: "{ x = 3 }" at 80, "{ x = 3 }" at 80
                list.2.x: "x" at 82, "3" at 86
                text: "text" at 91, "'''\nöne\ntwo'''" at 98
                table: "table" at 115, "[table]" at 114
                table.x: "x" at 122, "1" at 126
                table.inner: "inner" at 135, "[table.inner]" at 128
                table.inner.y: "y" at 142, "y" at 142
                table.inner.y.z: "z" at 144, "2" at 148
                faq: "faq" at 152, "[[faq]]" at 150
                faq.0: "[[faq]]" at 150, "[[faq]]" at 150
                faq.0.q: "q" at 158, "'é?'" at 162
                faq.1: "[[faq]]" at 168, "[[faq]]" at 168
                faq.1.q: "q" at 176, "'B?'" at 180
                faq.1.more: "more" at 190, "[faq.more]" at 185
                faq.1.more.n: "n" at 196, "1" at 200
                missing: nothing, nothing
            "#]],
        );
    }

    #[test]
    fn json() {
        let text = "{\n  \"é\" : \"a \\\" } b\",\n\t\"k\\u00e9\": [1, -2.5e3, {\"x\": null}, []],\r\n  \"t\": {\"u\": {}}\n}";
        check(
            text,
            Format::Json,
            &["é", "ké", "ké.1", "ké.2", "ké.2.x", "ké.3", "t", "t.u", "missing"],
            expect![[r#"
                é: "\"é\"" at 4, "\"a \\\" } b\"" at 11
                ké: "\"k\\u00e9\"" at 24, "[1, -2.5e3, {\"x\": null}, []]" at 35
                ké.1: "-2.5e3" at 39, "-2.5e3" at 39
                ké.2: "{\"x\": null}" at 47, "{\"x\": null}" at 47
                ké.2.x: "\"x\"" at 48, "null" at 53
                ké.3: "[]" at 60, "[]" at 60
                t: "\"t\"" at 68, "{\"u\": {}}" at 73
                t.u: "\"u\"" at 74, "{}" at 79
                missing: nothing, nothing
            "#]],
        );
    }
}
