//! Owns the comparison with the examples of the CommonMark and GFM specifications, and the list of those
//! in which we differ.

use tearsheet::markup::body::escape_url_into;
use tearsheet::markup::{Hole, Options, ReferenceKind, Settings, read};
use tearsheet::source::{FileId, Source};

use crate::case::default_settings;

/// Examples of CommonMark in which we differ, by number.
const COMMONMARK: &[(usize, &str)] = &[
    (21, RAW_URL),
    (31, RAW_URL),
    (200, EMPTY),
    (344, RAW_URL),
    (485, EMPTY),
    (486, EMPTY),
    (487, EMPTY),
    (567, EMPTY),
    (630, RAW_URL),
    (631, RAW_URL),
];

const RAW_URL: &str = "a URL of this site is filled in, in raw HTML too, and then percent-encoded";
const EMPTY: &str = "a link without a target is reported and stays text";

/// Examples of GFM in which we differ, by number.
const GFM: &[(usize, &str)] = &[];

#[test]
fn commonmark() {
    let mut settings = default_settings();
    // An extension of GFM.
    settings.markdown.autolink = false;
    check(include_str!("spec/commonmark.txt"), 652, &settings, COMMONMARK);
}

#[test]
fn gfm() {
    check(include_str!("spec/gfm.txt"), 14, &default_settings(), GFM);
}

fn check(spec: &str, count: usize, settings: &Settings, deviations: &[(usize, &str)]) {
    let examples = examples(spec);
    assert_eq!(examples.len(), count);
    let mut wrong = String::new();
    for (index, (markdown, html)) in examples.into_iter().enumerate() {
        let number = index + 1;
        let (expected, found) = (folded(&html), folded(&without_additions(written(&markdown, settings))));
        let reason = deviations.iter().find(|(deviating, _)| *deviating == number).map(|(_, reason)| reason);
        match (expected == found, reason) {
            (true, None) | (false, Some(_)) => {}
            (true, Some(reason)) => wrong += &format!("example {number} passes, but is listed: {reason}\n"),
            (false, None) => {
                wrong += &format!(
                    "example {number}:\n{markdown}\n--- expected\n{expected}\n--- found\n{found}\n\n"
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The examples of a specification: Markdown and HTML.
pub(crate) fn examples(spec: &str) -> Vec<(String, String)> {
    let fence = "`".repeat(32);
    let example = |example: &str| {
        let (example, _) = example.split_once(&format!("{fence}\n")).expect("an example ends");
        let example = example.replace('→', "\t");
        // The first part may be empty.
        let (markdown, html) = example
            .strip_prefix(".\n")
            .map(|html| ("", html))
            .or_else(|| example.split_once("\n.\n"))
            .expect("an example has two parts");
        (format!("{markdown}\n"), html.to_owned())
    };
    spec.split(&format!("{fence} example\n")).skip(1).map(example).collect()
}

fn written(markdown: &str, settings: &Settings) -> String {
    let source = Source::new(FileId(0), "example.md", markdown);
    let markup = read(&source, 0..markdown.len(), &Options::default(), settings).value;
    let mut html = String::new();
    markup.body.fill(&mut html, |hole, out| {
        if let Hole::Reference(index) = hole {
            let reference = &markup.references[index as usize];
            let image = reference.kind == ReferenceKind::Image;
            out.push_str(if image { " src=\"" } else { "" });
            escape_url_into(out, &reference.target);
            out.push_str(if image { "\"" } else { "" });
        }
    });
    html
}

/// HTML with what makes no difference written in one way.
fn folded(html: &str) -> String {
    let replacements = [
        (" />", ">"),
        ("/>", ">"),
        ("\n<", "<"),
        (">\n", ">"),
        ("&#x27;", "'"),
        (" disabled=\"\" type=\"checkbox\"", " type=\"checkbox\" disabled"),
        (" checked=\"\"", " checked"),
    ];
    let html = replacements.iter().fold(html.to_owned(), |html, (from, to)| html.replace(from, to));
    // Classes of code are a matter of highlighting.
    let html = between(html, "<pre", ">", |_| "<pre>".to_owned());
    between(html, "<code", ">", |_| "<code>".to_owned())
}

/// Our HTML with headings that are no links to themselves.
pub(crate) fn without_anchors(html: String) -> String {
    between(html, "<a class=\"anchor\"", "</a>", |link| {
        link.split_once('>').map(|(_, inside)| inside.to_owned()).unwrap_or_default()
    })
}

/// Our HTML without what no specification asks for.
fn without_additions(html: String) -> String {
    let html = without_anchors(html);
    let html = between(html, "<div class=\"table-scroll\"", ">", |_| String::new());
    let html = between(html, " class=\"align-", "\"", |side| format!(" style=\"text-align: {side}\""));
    let html = (1..=6)
        .fold(html, |html, level| between(html, &format!("<h{level} id=\""), "\"", |_| format!("<h{level}")));
    let html = between(html, "<figure>", "</figure>", |figure| {
        let figure = between(figure.to_owned(), "><figcaption>", "</figcaption>", |title| {
            format!(" title=\"{title}\">")
        });
        format!("<p>{figure}</p>")
    });
    // Colour; no example has a span of its own.
    let html = between(html, "<span", ">", |_| String::new()).replace("</span>", "");
    let replacements = [
        ("</table>\n</div>", "</table>"),
        (" scope=\"col\"", ""),
        (" rel=\"noopener\"", ""),
        (" loading=\"lazy\"", ""),
        (" class=\"task\"", ""),
        ("<label>", ""),
        ("</label>", ""),
        (" type=\"checkbox\" disabled> ", " type=\"checkbox\" disabled>"),
        (" disabled checked> ", " disabled checked>"),
    ];
    replacements.iter().fold(html, |html, (from, to)| html.replace(from, to))
}

/// `html` with everything from `start` to `end` replaced by what `replace` makes of what is between.
pub(crate) fn between(html: String, start: &str, end: &str, replace: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = html.as_str();
    while let Some((before, after)) = rest.split_once(start)
        && let Some((inside, after)) = after.split_once(end)
    {
        out += before;
        out += &replace(inside);
        rest = after;
    }
    out + rest
}
