//! Owns the laws of front matter: whatever the bytes, reading them ends, and what is said about them
//! points into the file; what is written in one of the languages reads back, and is found where it is.

use proptest::prelude::*;

use super::{outcome, settings, source, split};
use crate::diagnostic::{Place, Step};
use crate::document::{front_matter, locate_field};
use crate::fields::Value;

/// Pieces that front matter is made of, rightly and wrongly.
const PIECES: &[&str] = &[
    "---",
    "+++",
    ";;;",
    "...",
    "\n",
    "\r\n",
    "\n\n",
    " ",
    "  ",
    "\t",
    "title",
    ": ",
    ":",
    " = ",
    "=",
    "T",
    "é",
    "空投",
    "date",
    "2026-11-21",
    "2026-02-30",
    "\"",
    "'",
    "\\",
    "\\u00",
    "[",
    "]",
    "{",
    "}",
    ",",
    ", ",
    "- ",
    "-",
    "? ",
    "&a ",
    "*a",
    "!x ",
    "!!str ",
    "|",
    ">",
    "|2",
    ">-",
    "#",
    " # ",
    "@",
    "`",
    "%",
    "%TAG ! x",
    "<<",
    "~",
    "null",
    "true",
    "0x1f",
    "12345678901234567890",
    "1e999",
    ".inf",
    "\u{feff}",
    "\0",
    "\u{a0}",
    "extra",
    "tags",
    "[[faq]]",
    "[extra]",
    "\"\"\"",
    "'''",
    "faq",
    "slug",
    "a.b.c",
    "{{ x }}",
    "\r",
    "\u{2028}",
    "\u{85}",
];

/// Cases of each law.
const CASES: u32 = 256;

const SEEDS: &[&str] = &[
    "---\ntitle: Títle\ndate: 2026-11-21\ntags: [a, 'b: c', \"d\\n\"]\nextra:\n  list:\n  - x: 1\n    y: é\n  - |\n    a long \
     line of téxt, längér than the buffer\n    two\n  key: >-\n    folded\nslug: x # remark\n---\nBody\n---\n",
    "+++\ntitle = 'Títle'\ndate = 2026-11-21\ntags = ['a', \"b\"]\nextra.a = {b = 1}\n[[faq]]\nq = 'é?'\na = '''x\ny'''\n+++\nBody\n",
    "{\n  \"title\": \"Títle\", \"date\": \"2026-11-21\",\n  \"extra\": {\"a\": [1, {\"b\\u00e9\": null}]}\n}\nBody\n",
];

fn soup() -> impl Strategy<Value = String> {
    let fences = prop::sample::select(vec!["---\n", "+++\n", ";;;\n", "{", ""]);
    (fences, prop::collection::vec(prop::sample::select(PIECES), 0..40)).prop_map(|(fence, pieces)| {
        let close = if fence == "{" { "}\n" } else { fence };
        format!("{fence}{}\n{close}Body\n", pieces.concat())
    })
}

/// A seed with some pieces cut out and others put in.
fn mutated() -> impl Strategy<Value = String> {
    let edits = prop::collection::vec(
        (any::<prop::sample::Index>(), 0..4_usize, prop::option::of(prop::sample::select(PIECES))),
        1..6,
    );
    (prop::sample::select(SEEDS), edits).prop_map(|(seed, edits)| {
        let mut chars: Vec<char> = seed.chars().collect();
        for (index, cut, piece) in edits {
            let at = index.index(chars.len().max(1)).min(chars.len());
            let end = (at + cut).min(chars.len());
            chars.splice(at..end, piece.unwrap_or("").chars());
        }
        chars.into_iter().collect()
    })
}

/// Reads a file through and through; every place that a problem names must lie in it.
fn check_places(text: &str) {
    let (source, mut diagnostics) = (source(text), Vec::new());
    if let Some((table, body)) = split(&source, &mut diagnostics) {
        assert!(text.get(body).is_some());
        front_matter::read(&source, &table, &settings(), &mut diagnostics);
        for path in paths(&Value::Table(table)) {
            for value in [true, false] {
                let found =
                    locate_field(&source, &path, value).unwrap_or_else(|| panic!("{path:?} in {text:?}"));
                assert!(text.get(found.clone()).is_some(), "{path:?} at {found:?} in {text:?}");
            }
        }
    }
    for label in diagnostics.iter().flat_map(|diagnostic| &diagnostic.labels) {
        if let Place::Range(range) = &label.place {
            assert!(text.get(range.clone()).is_some(), "{range:?} in {text:?}");
        }
    }
    outcome(&source, &settings());
}

fn paths(value: &Value) -> Vec<Vec<Step>> {
    let below = |step: Step, value: &Value| {
        paths(value).into_iter().map(move |path| std::iter::once(step.clone()).chain(path).collect())
    };
    let mut all = vec![Vec::new()];
    match value {
        Value::List(items) => {
            all.extend(items.iter().enumerate().flat_map(|(at, item)| below(Step::Index(at), item)));
        }
        Value::Table(table) => {
            all.extend(table.iter().flat_map(|(key, item)| below(Step::Key(key.clone()), item)));
        }
        _ => {}
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_without_harm(text in "\\PC{0,60}|(?s).{0,60}") {
        for fence in ["", "---\n", "+++\n", ";;;\n", "{\""] {
            check_places(&format!("{fence}{text}\n{}", fence.trim_start_matches('{')));
        }
    }

    #[test]
    fn soup_is_read_without_harm(text in soup()) {
        check_places(&text);
    }

    #[test]
    fn broken_front_matter_is_read_without_harm(text in mutated()) {
        check_places(&text);
    }
}
