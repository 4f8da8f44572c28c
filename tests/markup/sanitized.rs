//! Owns the promise of `raw_html = "sanitize"`: whatever is written, no script gets out.

use std::sync::{Arc, Mutex};

use proptest::prelude::*;
use tearsheet::config::RawHtml;
use tearsheet::markup::{Options, read};
use tearsheet::source::{FileId, Source};

use crate::case::default_settings;

/// Pieces of raw HTML among Markdown, in any order.
fn hostile_html() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<script>",
        "</script>",
        "<style>",
        "</style>",
        "<iframe src=x>",
        "<svg onload=evil()>",
        "</svg>",
        "<math>",
        "<p>",
        "</p>",
        "<div>",
        "<div title=\"",
        "<div title='",
        "\">",
        "'>",
        "</div>",
        "<b onclick=evil()>",
        "</b>",
        "<table>",
        "<tr><td>",
        "</td></tr>",
        "</table>",
        "<a href=\"javascript:evil()\">",
        "</a>",
        "<img src=x onerror=evil()>",
        "<!--",
        "-->",
        "<details>",
        "</details>",
        "<textarea>",
        "</textarea>",
        "<noscript>",
        "<template>",
        "<select>",
        "<plaintext>",
        "<xmp>",
        "\u{FDD0}0\u{FDD1}",
        "\u{FDD0}1\u{FDD1}",
        "[a](https://x.example/onclick=evil()//)",
        "![b](p.png \"onclick=evil()\")",
        "\n\n",
        "\n\n",
        "\n",
        "*a*",
        "`onclick=evil()`",
        "- ",
        "> ",
        "text",
        " ",
    ]);
    prop::collection::vec(pieces, 0..30).prop_map(|pieces| pieces.concat())
}

/// What a browser finds in `html` that can do harm.
fn harmful(html: &str) -> Vec<String> {
    const ELEMENTS: [&str; 10] =
        ["script", "style", "iframe", "svg", "math", "template", "textarea", "plaintext", "noscript", "xmp"];
    let found = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&found);
    let mut builder = ammonia::Builder::default();
    builder
        .clean_content_tags([].into())
        .add_tags(ELEMENTS)
        .add_generic_attributes(["onclick", "onload", "onerror", "data-seen"])
        .add_url_schemes(["javascript"])
        // Gives them an attribute, so that the filter sees them.
        .set_tag_attribute_values(
            ELEMENTS.into_iter().map(|element| (element, [("data-seen", "")].into())).collect(),
        )
        .attribute_filter(move |element, attribute, value| {
            if ELEMENTS.contains(&element) || attribute.starts_with("on") || value.starts_with("javascript") {
                seen.lock().expect("no other thread").push(format!("{element} {attribute}={value}"));
            }
            Some(value.into())
        });
    builder.clean(html);
    let found = found.lock().expect("no other thread");
    found.clone()
}

#[test]
fn what_is_harmful_is_seen() {
    assert_eq!(harmful("<b onclick=x>").len(), 1);
    assert_eq!(harmful("<a href='javascript:x'>").len(), 1);
    assert_eq!(harmful("<p><script>x</script>").len(), 1);
    assert_eq!(harmful("<b title='<script>'>onclick=x</b>").len(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sanitised_html_does_no_harm(markdown in hostile_html()) {
        let mut settings = default_settings();
        settings.markdown.raw_html = RawHtml::Sanitize;
        let source = Source::new(FileId(0), "x.md", markdown);
        let markup = read(&source, 0..source.text.len(), &Options::default(), &settings).value;
        let mut html = String::new();
        markup.body.fill(&mut html, |_, out| out.push_str("/x/"));
        prop_assert!(harmful(&html).is_empty(), "{:?} {html}", harmful(&html));
    }
}
