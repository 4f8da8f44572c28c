//! Owns TOML as it is written: the shape of a text with the place of every key and value, and what
//! is wrong with one that cannot be read.

use std::ops::Range;

use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};

use super::parse::ParseProblem;
use super::slips::line_of;
use super::tree::{Entry, Kind, MAX_DEPTH, Node, duplicate, too_deep, visible};

/// Reads a text into its shape, or says what is wrong with it.
pub(super) fn read(text: &str) -> Result<Node, ParseProblem> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let first = errors.into_iter().min_by_key(|error| error.span().map(|span| span.start));
    if let Some(error) = first.or_else(|| ::toml::from_str::<::toml::Table>(text).err()) {
        return Err(explain(text, table.get_ref(), &error));
    }
    let entries = entries(table.get_ref(), 1)?;
    Ok(Node { range: table.span(), kind: Kind::Table(entries) })
}

fn entries(table: &DeTable<'_>, depth: usize) -> Result<Vec<Entry>, ParseProblem> {
    let entry = |(key, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
        let name: &std::borrow::Cow<'_, str> = key.get_ref();
        Ok(Entry { key: name.to_string(), key_range: key.span(), value: node(value, depth)? })
    };
    table.iter().map(entry).collect()
}

fn node(value: &Spanned<DeValue<'_>>, depth: usize) -> Result<Node, ParseProblem> {
    let range = value.span();
    let kind = match value.get_ref() {
        DeValue::Array(_) | DeValue::Table(_) if depth == MAX_DEPTH => return Err(too_deep(range)),
        DeValue::Array(items) => {
            Kind::List(items.iter().map(|item| node(item, depth + 1)).collect::<Result<_, _>>()?)
        }
        DeValue::Table(table) => Kind::Table(entries(table, depth + 1)?),
        DeValue::Float(number) if !number.as_str().parse().is_ok_and(f64::is_finite) => {
            let message = format!("`{}` is not a finite number", number.as_str());
            return Err(ParseProblem::new(range, message).help("put it in quotes"));
        }
        _ => Kind::Scalar,
    };
    Ok(Node { range, kind })
}

fn explain(text: &str, table: &DeTable<'_>, error: &::toml::de::Error) -> ParseProblem {
    let range = error.span().filter(|range| text.get(range.clone()).is_some()).unwrap_or(0..0);
    let written = &text[range.clone()];
    let message = error.message();
    let says = |words: &str| message.contains(words);
    let problem =
        |message: &str, help: &str| ParseProblem::new(visible(text, range.clone()), message).help(help);
    if says("recurs") {
        return too_deep(visible(text, range));
    }
    if says("duplicate key") {
        return match key_before(table, written, range.start) {
            Some(first) => duplicate(written, first, range),
            None => problem(&format!("the key `{written}` is given twice"), "keep one of the two"),
        };
    }
    if says("too large") || says("as i128") || says("overflow") {
        let help = format!("put it in quotes: \"{written}\"");
        return problem("this number is too large to be kept exactly", &help);
    }
    if says("must be quoted") || says("invalid boolean") {
        let help = match written.to_lowercase().as_str() {
            "true" | "yes" | "on" => "write `true`".to_owned(),
            "false" | "no" | "off" => "write `false`".to_owned(),
            _ => format!("put it in quotes: \"{}\"", written.trim_matches(['“', '”'])),
        };
        return problem(&format!("`{written}` is not a value"), &help);
    }
    if says("key with no value") || written.starts_with(':') {
        let help = "write `key = value`; with a colon it is YAML, which stands between `---` lines";
        let line = line_of(text, range.start);
        return ParseProblem::new(line, "this line is not a key with a value").help(help);
    }
    let help = if says("basic string") || says("literal string") {
        "close the quotes on the same line; a text of several lines stands between `\"\"\"`"
    } else if says("unexpected key or value") {
        "each key begins a line of its own; a text with quotes inside stands between `'''`"
    } else if says("invalid date") || says("invalid time") {
        "a date is written 2026-11-21, 2026-11-21T09:30:00 or 2026-11-21T09:30:00+01:00"
    } else if says("unquoted key") {
        "put the key in quotes"
    } else if says("escape") {
        "write the backslash twice, or use single quotes"
    } else if says("missing comma") {
        "part the items by commas"
    } else if says("unclosed") {
        "something that was opened with a bracket is not closed"
    } else {
        return ParseProblem::new(visible(text, range), message);
    };
    problem(message, help)
}

/// The last place before another where a key of this name stands.
fn key_before(table: &DeTable<'_>, name: &str, before: usize) -> Option<Range<usize>> {
    let own = table.keys().filter(|key| key.get_ref() == name).map(Spanned::span);
    let inner = table.values().filter_map(|value| match value.get_ref() {
        DeValue::Table(table) => key_before(table, name, before),
        _ => None,
    });
    own.chain(inner).filter(|range| range.start < before).max_by_key(|range| range.start)
}
