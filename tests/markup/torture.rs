//! Owns hostile and random input: nothing panics, nothing takes long, every span is a piece of the file.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use tearsheet::config::RawHtml;
use tearsheet::diagnostic::Place;
use tearsheet::markup::{Chunk, Hole, Options, Settings, read};
use tearsheet::source::{FileId, Source};

use crate::case::default_settings;

/// Reads a text that stands in a file behind something else, and checks what can be checked of any text.
fn check(markdown: &str, settings: &Settings) {
    const BEFORE: &str = "---\ntitle: ü\n---\n";
    let source = Source::new(FileId(0), "x.md", format!("{BEFORE}{markdown}"));
    let read = read(&source, BEFORE.len()..source.text.len(), &Options::default(), settings);
    let spans = read
        .value
        .references
        .iter()
        .map(|reference| reference.span.start as usize..reference.span.end as usize);
    let labels = read.diagnostics.iter().flat_map(|problem| &problem.labels);
    let places = labels.filter_map(|label| match &label.place {
        Place::Range(range) => Some(range.clone()),
        _ => None,
    });
    for span in spans.chain(places) {
        assert!(span.start >= BEFORE.len(), "{span:?}");
        assert!(source.text.get(span.clone()).is_some(), "{span:?} of {:?}", source.text);
    }
    for chunk in read.value.body.chunks() {
        if let Chunk::Hole(Hole::Reference(index)) = chunk {
            assert!(read.value.references.get(index as usize).is_some());
        }
    }
}

#[test]
fn hostile_input_is_read_quickly() {
    let n = 10_000;
    let numbered = |make: fn(usize) -> String| (0..n).map(make).collect::<String>();
    let inputs = [
        ("nested quotes", ">".repeat(n) + "a"),
        ("quotes line by line", (0..500).map(|depth| ">".repeat(depth) + "a\n").collect()),
        ("nested lists", (0..1000).map(|depth| " ".repeat(depth) + "- a\n").collect()),
        ("lists in one line", "- ".repeat(n) + "a"),
        ("open emphasis", "*a **a ".repeat(n)),
        ("closed emphasis", "a* a** ".repeat(n)),
        ("nested emphasis", "*a ".repeat(n) + &" a*".repeat(n)),
        ("nested strong emphasis", "**a *a ".repeat(n) + &"b* b**".repeat(n)),
        ("open brackets", "[".repeat(n)),
        ("nested brackets", "[".repeat(n) + "a" + &"]".repeat(n)),
        ("nested links", "[".repeat(n) + "a" + &"](x)".repeat(n)),
        ("nested images", "![".repeat(n) + "a" + &"](x)".repeat(n)),
        ("images in links", "[![a](b)".repeat(n) + &"](c)".repeat(n)),
        ("backquotes", numbered(|at| "e".to_owned() + &"`".repeat(at % 300))),
        ("entities", "&ouml;&#x41;\\&".repeat(n)),
        ("definitions", numbered(|at| format!("[{at}]: x\n")) + &numbered(|at| format!("[{at}]"))),
        (
            "footnotes",
            numbered(|at| format!("[^{at}]")) + &numbered(|at| format!("\n\n[^{at}]: a[^{}]", at + 1)),
        ),
        ("one footnote", "[^a]".repeat(n) + "\n\n[^a]: [^a]"),
        ("footnotes in footnotes", (0..200).map(|at| format!("{}[^{at}]: a\n", "    ".repeat(at))).collect()),
        ("the same heading", "# a\n".repeat(n)),
        ("tables", "|".repeat(n) + "\n" + &"-|".repeat(n) + "\n|" + &"a|".repeat(n)),
        ("raw HTML", "<a href=".repeat(n)),
        ("comments", "<!--".repeat(n) + "\n\n" + &"a <!--".repeat(n)),
        ("tags", "<b>".repeat(n) + &"</b>".repeat(n)),
        ("terms", "a\n: b\n\n".repeat(n)),
        ("addresses", "a@b.c https://a.b/(".repeat(n)),
        ("schemes", "https://".repeat(n)),
        ("questions", "## FAQ\n\n".to_owned() + &"### Why?\n\na\n\n".repeat(n)),
        ("questions without FAQ", "## Why?\n\na\n\n".repeat(n)),
        ("many FAQs", "## FAQ\n\n**Q:** Why?\n\nA: a\n\n## Disclaimer\n\n## Conclusion\n\n".repeat(n / 10)),
        ("NUL", "\0\u{FEFF}\r\n\u{85}\u{2028}".repeat(n)),
    ];
    let mut settings = default_settings();
    for raw_html in [RawHtml::Allow, RawHtml::Escape, RawHtml::Sanitize] {
        settings.markdown.raw_html = raw_html;
        for (name, input) in &inputs {
            let start = Instant::now();
            check(input, &settings);
            let taken = start.elapsed();
            // A hundred times what it takes, so that a busy machine does not fail.
            assert!(taken < Duration::from_secs(10), "{name} took {taken:?}");
        }
    }
}

/// Pieces that mean something, in any order.
fn markdown() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "    ",
        "\t",
        "- ",
        "1. ",
        "> ",
        "# ",
        "## X",
        "*",
        "**",
        "_",
        "~~",
        "`",
        "```rust\n",
        "[",
        "](b.md)",
        "](https://x.example 't')",
        "![",
        "](p.png)",
        "[^1]",
        "[^1]: ",
        "[x]: /y",
        "|",
        "|-|-|\n",
        "- [x] ",
        ": ",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "<!-- more -->",
        "<a href='x",
        "'>",
        "<div>\n",
        "</div>",
        "<img src=x>",
        "&amp;",
        "\\",
        "https://a.example/",
        "me@b.example",
        "http://",
        "é",
        "空",
        "\u{202E}",
        "\0",
        "$",
        "{{ x }}",
        "{#id .c}",
        "---\n",
        "> [!NOTE]\n",
        "\"",
        "'",
        "...",
        "--",
        "FAQ",
        "Q: x?",
        "A: ",
        "## FAQ\n",
        "### Why?\n",
        "Disclaimer",
    ]);
    prop::collection::vec(prop_oneof![4 => pieces.prop_map(str::to_owned), 1 => any::<String>()], 0..60)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(markdown in markdown(), raw_html in 0..3, smart_punctuation: bool) {
        let mut settings = default_settings();
        settings.markdown.smart_punctuation = smart_punctuation;
        settings.markdown.raw_html =
            [RawHtml::Allow, RawHtml::Escape, RawHtml::Sanitize][usize::try_from(raw_html).unwrap()];
        check(&markdown, &settings);
    }
}
