//! Owns turning Tera's errors into diagnostics. Tera tells most of them as text only: a report per
//! problem, `error: message`, ` --> template:line:column`, the line and a row of carets below it,
//! then a `note: called from template:line:column` for every component on the way.

use std::collections::BTreeMap;
use std::ops::Range;

use tera::{Error, ErrorKind};

use super::filters;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::source::Source;

type Sources = BTreeMap<String, Source>;

/// What is wrong with templates that could not be loaded.
pub(super) fn of_loading(error: &Error, sources: &Sources) -> Vec<Diagnostic> {
    match error.kind() {
        ErrorKind::MissingParent { .. } => missing_parents(sources),
        ErrorKind::CircularExtend { tpl, inheritance_chain: chain } => {
            let chain: Vec<_> = std::iter::once(tpl).chain(chain).map(String::as_str).collect();
            vec![circle(&chain, "extends", sources)]
        }
        ErrorKind::CircularInclude { include_chain: chain, .. } => {
            let chain: Vec<_> = chain.iter().map(String::as_str).collect();
            vec![circle(&chain, "include", sources)]
        }
        _ => {
            let text = error.to_string();
            let reports = reports(&text);
            if reports.is_empty() {
                return vec![unplaced(&text, "template/syntax", sources)];
            }
            reports.iter().map(|report| report.diagnostic("template/syntax", sources)).collect()
        }
    }
}

/// Why a page could not be rendered.
pub(super) fn of_rendering(error: &Error, name: &str, sources: &Sources) -> Diagnostic {
    if let ErrorKind::TemplateNotFound(name) = error.kind() {
        return Diagnostic::error("template/missing", format!("there is no template `{name}`"))
            .maybe_help(did_you_mean(name, sources.keys().map(String::as_str)));
    }
    let text = error.to_string();
    match reports(&text).first() {
        Some(report) => report.diagnostic("template/render", sources),
        None => {
            let diagnostic = unplaced(&text, "template/render", sources);
            match sources.get(name) {
                Some(source) if diagnostic.labels.is_empty() => diagnostic.at(source.id, 0..0, ""),
                _ => diagnostic,
            }
        }
    }
}

/// One problem as Tera tells it.
struct Report<'a> {
    message: &'a str,
    place: Place<'a>,
    calls: Vec<Place<'a>>,
}

/// A place as Tera tells it: line and column from 1, the column and width in characters.
struct Place<'a> {
    template: &'a str,
    line: usize,
    column: usize,
    width: usize,
}

/// Takes Tera's text apart. A line of a template that looks like a report's beginning cannot
/// mislead: Tera puts a number or a bar before it.
fn reports(text: &str) -> Vec<Report<'_>> {
    let mut reports: Vec<Report<'_>> = Vec::new();
    let mut message = "";
    for line in text.lines() {
        let inner = line.trim_start();
        if let Some(rest) = line.strip_prefix("error: ") {
            message = rest;
        } else if let Some(place) = inner.strip_prefix("--> ").and_then(Place::parse) {
            reports.push(Report { message, place, calls: Vec::new() });
        } else if let Some(report) = reports.last_mut() {
            if let Some(place) = line.strip_prefix("note: called from ").and_then(Place::parse) {
                report.calls.push(place);
            } else if inner.starts_with("| ") && inner.ends_with('^') {
                let place = report.calls.last_mut().unwrap_or(&mut report.place);
                place.width = inner.matches('^').count();
            }
        }
    }
    reports
}

impl<'a> Place<'a> {
    /// Reads `components/card.html:3:14`.
    fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.rsplitn(3, ':');
        let column = parts.next()?.parse().ok()?;
        let line = parts.next()?.parse().ok()?;
        Some(Self { template: parts.next()?, line, column, width: 1 })
    }

    /// The bytes it means.
    fn range(&self, text: &str) -> Range<usize> {
        let before: usize = text.split_inclusive('\n').take(self.line.saturating_sub(1)).map(str::len).sum();
        let line = text[before..].lines().next().unwrap_or_default();
        let bytes = |chars: usize| line.chars().take(chars).map(char::len_utf8).sum::<usize>();
        let start = self.column.saturating_sub(1);
        before + bytes(start)..before + bytes(start + self.width)
    }
}

impl Report<'_> {
    fn diagnostic(&self, otherwise: &'static str, sources: &Sources) -> Diagnostic {
        let (message, available) = split_available(self.message);
        let (code, help) = classify(message, available, otherwise, sources);
        let mut diagnostic =
            Diagnostic::error(code, lower_first(message).replace("`&str`", "`string`")).maybe_help(help);
        for (place, text) in
            std::iter::once((&self.place, "")).chain(self.calls.iter().map(|call| (call, "called here")))
        {
            if let Some(source) = sources.get(place.template) {
                diagnostic = diagnostic.at(source.id, place.range(&source.text), text);
            }
        }
        diagnostic
    }
}

/// Parts `message` from the names that Tera says there are.
fn split_available(message: &str) -> (&str, Option<&str>) {
    let found = [" Available variables: ", " Available fields: ", " Possible argument(s) are: "]
        .into_iter()
        .find_map(|words| message.split_once(words));
    let (message, available) = found.map_or((message, None), |(message, names)| (message, Some(names)));
    (message.trim_end_matches('.'), available)
}

/// The code of a problem and how to mend it.
fn classify(
    message: &str,
    available: Option<&str>,
    otherwise: &'static str,
    sources: &Sources,
) -> (&'static str, Option<String>) {
    let name = quoted(message);
    let (words, _) = message.split_once('`').unwrap_or((message, ""));
    match words.trim_end() {
        "Unknown filter" => {
            let known = filters::OWN.iter().chain(filters::BUILT_IN).copied();
            ("template/unknown-filter", did_you_mean(name, known))
        }
        "Unknown test" => ("template/unknown-test", None),
        "Unknown function" => {
            let help = "templates call no functions: what a page needs is in its view, and filters shape it";
            ("template/unknown-function", Some(help.to_owned()))
        }
        "Unknown component" => {
            let known = sources.values().flat_map(|source| named(&source.text, "component"));
            ("template/unknown-component", did_you_mean(name, known.map(|(component, _)| component)))
        }
        "Unknown template" => ("template/missing", did_you_mean(name, sources.keys().map(String::as_str))),
        "Block" if message.ends_with("in any parent template") => ("template/unknown-block", None),
        _ => (otherwise, value_help(message, name, available)),
    }
}

/// What to do about a value that is not there.
fn value_help(message: &str, name: &str, available: Option<&str>) -> Option<String> {
    if let Some(available) = available {
        let names = available.split(", ").map(|name| name.trim_matches('`'));
        let near = did_you_mean(name, names.clone()).map(|near| format!("{near} ")).unwrap_or_default();
        // The words of the interface are too many to be listed.
        if names.count() > 60 {
            return Some(near.trim_end().to_owned()).filter(|near| !near.is_empty());
        }
        return Some(format!("{near}there are: {available}"));
    }
    let absent = message.ends_with("is not defined") || message.ends_with("got `undefined`");
    absent.then(|| {
        "this page has no such value: ask for it with `{% if … %}`, or write `?.` and `or` for what to \
         show instead"
            .to_owned()
    })
}

/// Every template that extends one that is not there: Tera tells the first only.
fn missing_parents(sources: &Sources) -> Vec<Diagnostic> {
    let missing = sources.values().flat_map(|source| {
        named(&source.text, "extends").filter_map(move |(parent, range)| {
            let help = did_you_mean(parent, sources.keys().map(String::as_str));
            (!sources.contains_key(parent)).then(|| {
                Diagnostic::error("template/missing", format!("there is no template `{parent}` to extend"))
                    .at(source.id, range, "")
                    .maybe_help(help)
            })
        })
    });
    missing.collect()
}

/// Templates that extend or include each other in a circle, in the order of `chain`.
fn circle(chain: &[&str], keyword: &'static str, sources: &Sources) -> Diagnostic {
    let message =
        format!("templates {} each other in a circle: {}", keyword.trim_end_matches('s'), chain.join(" → "));
    let diagnostic = Diagnostic::error("template/circle", message);
    let [first, second, ..] = chain else { return diagnostic };
    let Some(source) = sources.get(*first) else { return diagnostic };
    match named(&source.text, keyword).find(|(name, _)| name == second) {
        Some((_, range)) => diagnostic.at(source.id, range, ""),
        None => diagnostic,
    }
}

/// A problem that Tera tells without a place. The names in it may tell the templates.
fn unplaced(text: &str, code: &'static str, sources: &Sources) -> Diagnostic {
    let message = text.lines().next().unwrap_or_default();
    let mut diagnostic = Diagnostic::error(code, lower_first(message.trim_end_matches('.')));
    let (subject, rest) = (quoted(message), message.split('`').skip(2));
    for source in rest.filter_map(|name| sources.get(name)) {
        let at = named(&source.text, "component").find(|(name, _)| *name == subject);
        diagnostic = diagnostic.at(source.id, at.map_or(0..0, |(_, range)| range), "");
    }
    diagnostic
}

/// What `{% keyword … %}` tags of a template name, quotes taken off, and where. Comments do not count.
fn named<'a>(text: &'a str, keyword: &'static str) -> impl Iterator<Item = (&'a str, Range<usize>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            at += text[at..].find("{%").into_iter().chain(text[at..].find("{#")).min()? + 2;
            if text[..at].ends_with('#') {
                at += text[at..].find("#}")?;
                continue;
            }
            let tag = text[at..].trim_start_matches('-').trim_start();
            let Some(rest) = tag.strip_prefix(keyword).filter(|rest| rest.starts_with([' ', '\n'])) else {
                continue;
            };
            let rest = rest.trim_start().trim_start_matches(['"', '\'', '`']);
            let end = rest.find(['"', '\'', '`', '(', ' ', '%', '\n']).unwrap_or(rest.len());
            let start = text.len() - rest.len();
            return Some((&rest[..end], start..start + end));
        }
    })
}

/// What stands between the first two backquotes.
fn quoted(message: &str) -> &str {
    message.split('`').nth(1).unwrap_or_default()
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}
