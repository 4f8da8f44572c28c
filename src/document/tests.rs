//! Owns the cases of front matter: a text, and the whole of what comes of it, the values and body
//! or the problems with their places.

mod fences;
mod keys;
mod laws;
mod nesting;
mod syntax;
mod values;

use std::fmt::Write as _;

use expect_test::Expect;
use jiff::tz::TimeZone;

use super::{FrontMatter, Settings, front_matter, name_as_written, rename, section_matter, split};
use crate::config;
use crate::diagnostic::testing::show;
use crate::digest::Digest;
use crate::fields::Unknown;
use crate::markup::{self, FaqSetting};
use crate::source::{FileId, Source};

/// Settings of a site with one taxonomy of its own.
fn settings() -> Settings {
    let markdown =
        config::Markdown { raw_html: config::RawHtml::Allow, autolink: true, smart_punctuation: false };
    let links = config::Links { rel: Vec::new(), target: None, rules: Vec::new() };
    let code = config::Code { line_numbers: false };
    let base_url = "https://example.org".to_owned();
    Settings {
        markup: markup::Settings {
            markdown,
            links,
            code,
            base_url,
            faq: crate::config::FaqFace::Headings,
            mirror: false,
        },
        unknown_keys: Unknown::Error,
        extra_keys: vec!["eip".to_owned()],
        renamed_keys: vec![("created".to_owned(), "date".to_owned())],
        taxonomies: ["tags", "categories", "authors", "projects"].map(str::to_owned).to_vec(),
        time_zone: TimeZone::get("Europe/Berlin").unwrap(),
        search: true,
        digest: Digest::of(b""),
    }
}

fn source(text: &str) -> Source {
    Source::new(FileId(0), "content/a.md", text)
}

fn check(text: &str, expect: Expect) {
    expect.assert_eq(&outcome(&source(text), &settings()));
}

/// A front matter that is right but for one line, in YAML.
fn check_line(line: &str, expect: Expect) {
    check(&format!("---\ntitle: T\ndate: 2026-11-21\n{line}\n---\n"), expect);
}

fn outcome(source: &Source, settings: &Settings) -> String {
    let mut diagnostics = Vec::new();
    let mut out = String::new();
    if let Some((mut table, body)) = split(source, &mut diagnostics) {
        let renamed = rename(&mut table, settings);
        if let Some((front, faq)) = front_matter::read(source, &table, settings, &mut diagnostics) {
            show_front(&mut out, &front, &faq);
        }
        name_as_written(&mut diagnostics, &renamed);
        if !source.text[body.clone()].is_empty() {
            writeln!(out, "body: {:?}", &source.text[body]).unwrap();
        }
    }
    out.push_str(&show(source, &diagnostics));
    out
}

fn check_section(text: &str, expect: Expect) {
    let (source, mut diagnostics, mut out) = (source(text), Vec::new(), String::new());
    if let Some((table, _)) = split(&source, &mut diagnostics) {
        let matter = section_matter::read(&source, &table, &settings(), &mut diagnostics);
        writeln!(out, "{matter:?}").unwrap();
    }
    out.push_str(&show(&source, &diagnostics));
    expect.assert_eq(&out);
}

/// What the author gave, a line a key.
fn show_front(out: &mut String, front: &FrontMatter, faq: &FaqSetting) {
    writeln!(out, "title: {:?}\ndate: {}", front.title, front.date.rfc3339()).unwrap();
    let mut show = |key: &str, given: bool, value: &dyn std::fmt::Debug| {
        if given {
            writeln!(out, "{key}: {value:?}").unwrap();
        }
    };
    show("description", front.description.is_some(), &front.description);
    show("updated", front.updated.is_some(), &front.updated.map(|updated| updated.rfc3339()));
    show("authors", !front.authors.is_empty(), &front.authors);
    show("category", front.category.is_some(), &front.category);
    for (name, terms) in front.terms.iter() {
        show(name, !terms.is_empty(), &terms);
    }
    show("series", front.series.is_some(), &front.series);
    show("slug", front.slug.is_some(), &front.slug);
    show("aliases", !front.aliases.is_empty(), &front.aliases);
    show("draft", front.draft, &front.draft);
    show("image", front.image.is_some() || front.image_alt.is_some(), &(&front.image, &front.image_alt));
    show("faq", *faq != FaqSetting::Find, faq);
    show("disclaimer", front.disclaimer.is_some(), front.disclaimer());
    show("flags", !front.flags.is_empty(), &front.flags);
    show("toc", front.toc.is_some(), &front.toc);
    show("how_to", front.how_to, &front.how_to);
    show("search", !front.search, &front.search);
    let extra = front.extra.to_json();
    show("extra", extra != serde_json::json!({}), &format_args!("{extra}"));
}
