//! Owns the cases of front matter: a text, and the whole of what comes of it, the values and body
//! or the problems with their places.

mod fences;
mod keys;
mod laws;
mod syntax;

use std::fmt::Write as _;

use expect_test::Expect;
use jiff::tz::TimeZone;

use super::{
    FrontMatter, Settings, front_matter, locate_field, name_as_written, rename, section_matter, split,
};
use crate::config;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::digest::Digest;
use crate::fields::Unknown;
use crate::markup::{self, FaqSetting};
use crate::source::{FileId, Source, line_column};

/// Settings of a site with one taxonomy of its own.
fn settings() -> Settings {
    let markdown =
        config::Markdown { raw_html: config::RawHtml::Allow, autolink: true, smart_punctuation: false };
    let links = config::Links { rel: Vec::new(), target: None, rules: Vec::new() };
    let code = config::Code { line_numbers: false };
    let base_url = "https://example.org".to_owned();
    Settings {
        markup: markup::Settings { markdown, links, code, base_url },
        unknown_keys: Unknown::Error,
        extra_keys: vec!["eip".to_owned()],
        renamed_keys: vec![("created".to_owned(), "date".to_owned())],
        taxonomies: ["tags", "categories", "authors", "projects"].map(str::to_owned).to_vec(),
        time_zone: TimeZone::get("Europe/Berlin").unwrap(),
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
        if let Some(front) = front_matter::read(source, &table, settings, &mut diagnostics) {
            show_front(&mut out, &front);
        }
        name_as_written(&mut diagnostics, &renamed);
        if !source.text[body.clone()].is_empty() {
            writeln!(out, "body: {:?}", &source.text[body]).unwrap();
        }
    }
    show_problems(&mut out, source, &diagnostics);
    out
}

fn check_section(text: &str, expect: Expect) {
    let (source, mut diagnostics, mut out) = (source(text), Vec::new(), String::new());
    if let Some((table, _)) = split(&source, &mut diagnostics) {
        let matter = section_matter::read(&source, &table, &settings(), &mut diagnostics);
        writeln!(out, "{matter:?}").unwrap();
    }
    show_problems(&mut out, &source, &diagnostics);
    expect.assert_eq(&out);
}

/// What the author gave, a line a key.
fn show_front(out: &mut String, front: &FrontMatter) {
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
    for (name, terms) in &front.terms {
        show(name, !terms.is_empty(), terms);
    }
    show("series", front.series.is_some(), &front.series);
    show("slug", front.slug.is_some(), &front.slug);
    show("aliases", !front.aliases.is_empty(), &front.aliases);
    show("draft", front.draft, &front.draft);
    show("image", front.image.is_some() || front.image_alt.is_some(), &(&front.image, &front.image_alt));
    show("faq", front.faq != FaqSetting::Find, &front.faq);
    show("disclaimer", front.disclaimer != super::Notices::default(), &front.disclaimer);
    show("flags", !front.flags.is_empty(), &front.flags);
    show("toc", front.toc.is_some(), &front.toc);
    show("how_to", front.how_to, &front.how_to);
    let extra = front.extra.to_json();
    show("extra", extra != serde_json::json!({}), &format_args!("{extra}"));
}

/// `3:8-3:14 error field/type: message | help: …`, a problem a line, other places after it.
fn show_problems(out: &mut String, source: &Source, diagnostics: &[Diagnostic]) {
    for problem in diagnostics {
        let places: Vec<_> = problem
            .labels
            .iter()
            .map(|label| {
                let range = match &label.place {
                    Place::Range(range) => Some(range.clone()),
                    Place::Key(path) => locate_field(source, path, false),
                    Place::Value(path) => locate_field(source, path, true),
                    Place::File => None,
                };
                let Some(range) = range else { return "file".to_owned() };
                let (line, column) = line_column(&source.text, range.start);
                let (end_line, end_column) = line_column(&source.text, range.end);
                format!("{line}:{column}-{end_line}:{end_column}")
            })
            .collect();
        let severity = match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        write!(out, "{} {severity} {}: {}", places[0], problem.code, problem.message).unwrap();
        for (place, label) in places.iter().zip(&problem.labels).skip(1) {
            write!(out, " | {place}: {}", label.text).unwrap();
        }
        match &problem.help {
            Some(help) => writeln!(out, " | help: {help}").unwrap(),
            None => out.push('\n'),
        }
    }
}
