//! Owns the laws of front matter: whatever the bytes, reading them ends, and what is said about them
//! points into the file; what is written in one of the languages reads back, and is found where it is.

use proptest::prelude::*;

use super::{outcome, settings, source, split};
use crate::diagnostic::{Place, Step};
use crate::document::{front_matter, locate_field};
use crate::fields::{self, Format, Table, Value as Data};

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
        for path in paths(&Data::Table(table)) {
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

fn paths(value: &Data) -> Vec<Vec<Step>> {
    let below = |step: Step, value: &Data| {
        paths(value).into_iter().map(move |path| std::iter::once(step.clone()).chain(path).collect())
    };
    let mut all = vec![Vec::new()];
    match value {
        Data::List(items) => {
            all.extend(items.iter().enumerate().flat_map(|(at, item)| below(Step::Index(at), item)));
        }
        Data::Table(table) => {
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
    fn yaml_reads_back(table in table()) {
        check_round_trip(&to_yaml(&table), Format::Yaml, &table, |key, value| format!("{key}: {value}"));
    }

    #[test]
    fn toml_reads_back(table in table()) {
        let text = ::toml::to_string_pretty(&Data::Table(table.clone()).to_json()).unwrap();
        check_round_trip(&text, Format::Toml, &table, |key, value| format!("{key} = {value}"));
    }

    #[test]
    fn json_reads_back(table in table()) {
        let text = serde_json::to_string_pretty(&Data::Table(table.clone()).to_json()).unwrap();
        check_round_trip(&text, Format::Json, &table, |key, value| format!("{{{key}: {value}}}"));
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

/// A value as any of the languages could hold it.
fn value() -> impl Strategy<Value = Data> {
    let text = || "[a-zé空 ]{0,6}|[^\\x7f\u{feff}]{0,12}|[-:#,&*!?{}\\[\\]'\"@%| \n]{1,8}";
    let scalar = prop_oneof![
        any::<bool>().prop_map(Data::Boolean),
        any::<i64>().prop_map(Data::Integer),
        (-1000..1000_i32).prop_map(|number| Data::Float(f64::from(number) + 0.5)),
        text().prop_map(Data::String),
    ];
    scalar.prop_recursive(4, 24, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Data::List),
            prop::collection::btree_map(text(), inner, 0..4).prop_map(Data::Table),
        ]
    })
}

fn table() -> impl Strategy<Value = Table> {
    prop::collection::btree_map("[a-z_é]{1,4}|[^\\x7f\u{feff}]{0,6}", value(), 0..5)
}

/// Writes a table as YAML, in the styles that authors use, by the count of what was written before.
fn to_yaml(table: &Table) -> String {
    let (mut out, mut count) = (String::new(), 0);
    yaml_table(&mut out, &mut count, table, 0);
    out
}

fn yaml_table(out: &mut String, count: &mut usize, table: &Table, indent: usize) {
    for (key, value) in table {
        out.push_str(&" ".repeat(indent));
        out.push_str(&yaml_scalar(count, &Data::String(key.clone())));
        out.push(':');
        yaml_value(out, count, value, indent);
    }
}

fn yaml_value(out: &mut String, count: &mut usize, value: &Data, indent: usize) {
    *count += 1;
    match value {
        Data::List(items) if !items.is_empty() && !count.is_multiple_of(3) => {
            out.push('\n');
            for item in items {
                out.push_str(&" ".repeat(indent));
                out.push('-');
                yaml_value(out, count, item, indent + 1);
            }
        }
        Data::Table(table) if !table.is_empty() && !count.is_multiple_of(3) => {
            out.push_str(if count.is_multiple_of(2) { "\n" } else { " # remark\n\n" });
            yaml_table(out, count, table, indent + 2);
        }
        _ => {
            out.push_str(&format!(" {}\n", yaml_scalar(count, value)));
        }
    }
}

/// A scalar, or anything else as JSON, which is YAML too.
fn yaml_scalar(count: &mut usize, value: &Data) -> String {
    *count += 1;
    match value {
        Data::String(text) if !text.contains(char::is_control) && count.is_multiple_of(3) => {
            format!("'{}'", text.replace('\'', "''"))
        }
        Data::String(text) if is_word(text) && *count % 3 == 1 => text.clone(),
        other => other.to_json().to_string(),
    }
}

fn is_word(text: &str) -> bool {
    !["null", "true", "false", "y", "n"].contains(&text)
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(char::is_alphabetic)
}

/// Reads a text back, finds each of its values, and reads those back alone.
fn check_round_trip(text: &str, format: Format, table: &Table, alone: impl Fn(&str, &str) -> String) {
    let parsed = fields::parse(text, format);
    assert_eq!(parsed.as_ref(), Ok(table), "{text}");
    let whole = Data::Table(table.clone());
    for path in paths(&whole).into_iter().skip(1) {
        let value = path.iter().fold(&whole, |value, step| match (step, value) {
            (Step::Key(key), Data::Table(table)) => &table[key],
            (Step::Index(at), Data::List(items)) => &items[*at],
            _ => unreachable!("paths come from the value"),
        });
        let range = fields::locate(text, format, &path).unwrap();
        if !matches!(value, Data::List(_) | Data::Table(_)) {
            let again = fields::parse(&alone("\"k\"", &text[range.clone()]), format);
            assert_eq!(
                again,
                Ok(Table::from([("k".to_owned(), value.clone())])),
                "{path:?} at {range:?} in {text}"
            );
        }
        if let Some(Step::Key(key)) = path.last() {
            let range = fields::locate_key(text, format, &path).unwrap();
            let again = fields::parse(&alone(&text[range.clone()], "0"), format);
            assert_eq!(
                again,
                Ok(Table::from([(key.clone(), Data::Integer(0))])),
                "{path:?} at {range:?} in {text}"
            );
        }
    }
}
