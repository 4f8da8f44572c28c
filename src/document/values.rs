//! Owns the kinds of value that front matter has beyond plain ones: lines of text, terms, dates and
//! URL paths, each with what can be wrong with it.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Place, Step};
use crate::fields::{Reader, Table, Value};
use crate::route::{self, Route};
use crate::scan::is_plain_line;

/// A text that is shown in one line: line breaks and runs of spaces count as one space, invisible
/// characters are refused, and so is a blank one.
pub fn line(reader: &mut Reader<'_>, key: &str) -> Option<String> {
    let text = reader.string(key)?;
    if text.trim().is_empty() {
        reader.problem(key, "field/empty", format!("`{key}` is empty"), None);
        return None;
    }
    clean(reader, key, || Place::Value(reader.path(key)), text)
}

/// As [`line`], and the key must be there.
pub(super) fn required_line(reader: &mut Reader<'_>, key: &str) -> Option<String> {
    if reader.has(key) {
        return line(reader, key);
    }
    reader.required_string(key)
}

/// A list of lines, or a single one. None stands there twice.
pub fn lines(reader: &mut Reader<'_>, key: &str) -> Vec<String> {
    let numbered = numbered_lines(reader, key, str::to_owned);
    let mut lines = Vec::with_capacity(numbered.len());
    lines.extend(numbered.into_iter().map(|(_, line)| line));
    lines
}

/// Terms of a taxonomy: lines that can be part of a URL.
pub(super) fn terms(reader: &mut Reader<'_>, key: &str) -> Vec<String> {
    let lines = numbered_lines(reader, key, route::slugify);
    if let Some(Value::String(text)) =
        reader.value(key).filter(|_| lines.iter().any(|(_, line)| line.contains(", ")))
    {
        let list: Vec<_> = text.split(',').map(|term| format!("\"{}\"", term.trim())).collect();
        let message = format!("`{key}` is one text with commas in it, not a list");
        let diagnostic = Diagnostic::warning("front-matter/commas", message);
        let help = format!("write a list: [{}]", list.join(", "));
        reader.report(Place::Value(reader.path(key)), "", diagnostic.help(help));
    }
    let usable =
        |(at, line): (usize, String)| check_term(reader, || reader.item_path(key, at), &line).then_some(line);
    lines.into_iter().filter_map(usable).collect()
}

/// A single term.
pub(super) fn term(reader: &mut Reader<'_>, key: &str) -> Option<String> {
    let line = line(reader, key)?;
    check_term(reader, || reader.path(key), &line).then_some(line)
}

fn check_term(reader: &Reader<'_>, path: impl FnOnce() -> Vec<Step>, term: &str) -> bool {
    let usable = term.bytes().any(|byte| byte.is_ascii_alphanumeric()) || !route::slugify(term).is_empty();
    if !usable {
        let message = format!("`{term}` has neither letters nor digits, and so no URL");
        reader.report(Place::Value(path()), "", Diagnostic::error("front-matter/term", message));
    }
    usable
}

fn numbered_lines(reader: &mut Reader<'_>, key: &str, same: fn(&str) -> String) -> Vec<(usize, String)> {
    let mut seen = BTreeSet::new();
    let mut lines = Vec::new();
    for (at, text) in reader.numbered_strings(key).unwrap_or_default() {
        let place = || Place::Value(reader.item_path(key, at));
        let Some(line) = clean(reader, key, place, text) else { continue };
        let folded = same(&line);
        if folded.is_empty() || seen.insert(folded) {
            lines.push((at, line));
        } else {
            let message = format!("`{key}` has `{line}` twice");
            let diagnostic =
                Diagnostic::warning("field/duplicate-item", message).help("delete one of the two");
            reader.report(place(), "", diagnostic);
        }
    }
    lines
}

fn clean(reader: &Reader<'_>, key: &str, place: impl Fn() -> Place, text: String) -> Option<String> {
    if is_plain_line(text.as_bytes()) {
        return Some(text);
    }
    let line =
        text.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let Some(c) = line.chars().find(|c| is_invisible(*c)) else { return Some(line) };
    let message = format!("`{key}` contains the invisible character U+{:04X}", u32::from(c));
    let diagnostic =
        Diagnostic::error("field/invisible", message).help("delete it: it can make a text look like another");
    reader.report(place(), "", diagnostic);
    None
}

/// Control characters, and those that turn the direction of what follows.
fn is_invisible(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// What templates are to be given beyond the keys that are known: a table.
pub(super) fn extra(reader: &mut Reader<'_>) -> Value {
    match reader.value("extra") {
        Some(Value::Table(table)) => return Value::Table(table.clone()),
        None => {}
        Some(other) => {
            reader.wrong::<()>("extra", "a table", other, None);
        }
    }
    Value::Table(Table::new())
}

/// The last part of an article's URL: letters and digits of any script, and `-`, `_`, `.`, `~`.
pub(super) fn slug(reader: &mut Reader<'_>, key: &str) -> Option<String> {
    let slug = line(reader, key)?;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '~');
    let reason = match route::check_part(&slug) {
        Err(reason) => reason.to_string(),
        Ok(()) if slug.starts_with('.') => "it begins with a dot".to_owned(),
        Ok(()) => match slug.chars().find(|c| !plain(*c)) {
            Some(c) => format!("it has the character {c:?}"),
            None => return Some(slug),
        },
    };
    let better = route::slugify(&slug);
    let help = if route::check_part(&better).is_err() {
        "use other letters, digits and hyphens".to_owned()
    } else {
        format!("write `{better}`")
    };
    let message = format!("`{slug}` cannot be the last part of a URL: {reason}");
    reader.problem(key, "front-matter/slug", message, Some(help));
    None
}

/// Old URL paths, as routes: `/old/path` is taken for the page `/old/path/`.
pub(super) fn aliases(reader: &mut Reader<'_>, key: &str) -> Vec<String> {
    let mut aliases = Vec::new();
    for (at, line) in numbered_lines(reader, key, str::to_owned) {
        match alias(&line) {
            Ok(alias) => aliases.push(alias),
            Err((reason, help)) => {
                let message = format!("`{line}` is not an old path of this site: {reason}");
                let place = Place::Value(reader.item_path(key, at));
                reader.report(place, "", Diagnostic::error("front-matter/alias", message).maybe_help(help));
            }
        }
    }
    aliases
}

fn alias(written: &str) -> Result<String, (String, Option<String>)> {
    if let Some((_, rest)) = written.split_once("://") {
        let path = rest.find('/').map_or("/", |slash| &rest[slash..]);
        return Err(("it is a full URL".to_owned(), Some(format!("write the path alone: `{path}`"))));
    }
    if let Some(c) = written.chars().find(|c| matches!(c, '?' | '#')) {
        return Err((format!("it has the character {c:?}"), Some("redirects know paths only".to_owned())));
    }
    let decoded =
        route::decode(written).ok_or_else(|| ("its percent-encoding is broken".to_owned(), None))?;
    if !decoded.starts_with('/') {
        return Err(("it does not begin with a slash".to_owned(), Some(format!("write `/{written}`"))));
    }
    let is_file = decoded.rsplit('/').next().is_some_and(|last| last.is_empty() || last.contains('.'));
    let path = if is_file { decoded } else { format!("{decoded}/") };
    let route = Route::new(&path).map_err(|reason| (reason.to_string(), None))?;
    Ok(route.as_str().to_owned())
}
