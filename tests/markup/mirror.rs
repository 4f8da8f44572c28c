//! Owns the law of the mirror: Markdown that is written back reads as the same page.

use std::path::Path;

use tearsheet::markup::body::escape_url_into;
use tearsheet::markup::{Body, FaqSetting, Hole, Options, Reference, ReferenceKind, Settings, read};
use tearsheet::source::{FileId, Source};

use crate::case::default_settings;
use crate::spec::{between, examples, without_anchors};

/// Examples of CommonMark whose page is not the same, by number.
const COMMONMARK: &[(usize, &str)] =
    &[(81, ONE_LINE), (82, ONE_LINE), (95, ONE_LINE), (487, "an empty paragraph is left out")];

const ONE_LINE: &str = "a heading stands on one line";

#[test]
fn specification() {
    let mut settings = default_settings();
    settings.mirror = true;
    settings.markdown.autolink = false;
    let mut wrong = String::new();
    for (index, (markdown, _)) in examples(include_str!("spec/commonmark.txt")).into_iter().enumerate() {
        let number = index + 1;
        let same = compare(&markdown, &settings);
        let listed = COMMONMARK.iter().find(|(listed, _)| *listed == number);
        match (same, listed) {
            (Ok(()), None) | (Err(_), Some(_)) => {}
            (Ok(()), Some(_)) => wrong += &format!("example {number} is the same, but is listed\n"),
            (Err(difference), None) => wrong += &format!("example {number}:\n{difference}\n"),
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test reads the sample articles")]
fn articles() {
    let mut settings = default_settings();
    settings.mirror = true;
    let mut count = 0;
    for entry in walkdir::WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("content")) {
        let entry = entry.expect("content can be listed");
        if entry.path().extension().is_some_and(|extension| extension == "md") {
            let text = std::fs::read_to_string(entry.path()).expect("content can be read");
            let body = text.splitn(3, "---\n").nth(2).unwrap_or(&text);
            compare(body, &settings)
                .unwrap_or_else(|difference| panic!("{}:\n{difference}", entry.path().display()));
            count += 1;
        }
    }
    assert!(count > 10);
}

fn compare(markdown: &str, settings: &Settings) -> Result<(), String> {
    let (first, mirror) = page(markdown, settings);
    let (second, _) = page(&mirror, settings);
    if first == second {
        return Ok(());
    }
    Err(format!("{markdown}\n--- mirror\n{mirror}\n--- page\n{first}\n--- page of the mirror\n{second}\n"))
}

/// The page, without what the mirror leaves out, and the mirror.
fn page(markdown: &str, settings: &Settings) -> (String, String) {
    let source = Source::new(FileId(0), "example.md", markdown);
    let options = Options { faq: FaqSetting::Refuse };
    let markup = read(&source, 0..markdown.len(), &options, settings).value;
    let html = filled(&markup.body, &markup.references, true);
    let html = without_anchors(html);
    let html = (1..=6)
        .fold(html, |html, level| between(html, &format!("<h{level} id=\""), ">", |_| format!("<h{level}>")));
    let mirror = markup.markdown.expect("a mirror was asked for");
    (html, filled(&mirror, &markup.references, false))
}

fn filled(body: &Body, references: &[Reference], html: bool) -> String {
    let mut text = String::new();
    body.fill(&mut text, |hole, out| {
        let Hole::Reference(index) = hole else { return };
        let reference = &references[index as usize];
        let image = html && reference.kind == ReferenceKind::Image;
        let raw = reference.kind == ReferenceKind::Raw;
        let [before, after] = if image {
            [" src=\"", "\""]
        } else if html || raw {
            ["", ""]
        } else {
            ["<", ">"]
        };
        out.push_str(before);
        escape_url_into(out, &reference.target);
        out.push_str(after);
    });
    text
}
