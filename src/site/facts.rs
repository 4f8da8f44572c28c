//! Owns what articles state as facts: the values of their front matter, each in the type that site.toml
//! declares for the article's section.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::{Article, Section};
use crate::config::{Config, FactKey, FactKind, Sponsorship};
use crate::diagnostic::{Diagnostic, Place, Step};
use crate::document::{FactsSaid, line, lines};
use crate::fields::{Problems, Reader, Unknown, Value};
use crate::moment::Moment;
use crate::quantity::{Money, Span};

/// A fact that an article states.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// Index into the configured facts.
    pub key: usize,
    /// What it states.
    pub value: FactValue,
}

/// The value of a fact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FactValue {
    /// A line of text.
    Text(String),
    /// A number.
    Number(f64),
    /// A sum of money, and how the author wrote it.
    Money(Money, String),
    /// A span of time.
    Duration(Span),
    /// A day or an instant, of a deadline too.
    Date(Moment),
    /// Addresses of other sites.
    Urls(Vec<String>),
    /// Index into the words that can be chosen.
    Choice(usize),
    /// Lines of text.
    List(Vec<String>),
}

impl FactValue {
    /// The order of two values of one type, the least first.
    pub fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.total_cmp(b),
            (Self::Money(a, _), Self::Money(b, _)) => {
                a.currency.cmp(&b.currency).then(a.amount.total_cmp(&b.amount))
            }
            (Self::Duration(a), Self::Duration(b)) => a.minutes().cmp(&b.minutes()),
            (Self::Date(a), Self::Date(b)) => a.cmp(b),
            (Self::Choice(a), Self::Choice(b)) => a.cmp(b),
            (Self::Text(a), Self::Text(b)) => a.to_lowercase().cmp(&b.to_lowercase()),
            (Self::List(a) | Self::Urls(a), Self::List(b) | Self::Urls(b)) => a.cmp(b),
            _ => Ordering::Equal,
        }
    }
}

impl Article {
    /// Its deadlines, with their index into the configured facts.
    pub fn deadlines<'a>(&'a self, config: &'a Config) -> impl Iterator<Item = (usize, Moment)> + 'a {
        self.facts.iter().filter_map(|fact| match (&config.facts[fact.key].kind, &fact.value) {
            (FactKind::Deadline, FactValue::Date(moment)) => Some((fact.key, *moment)),
            _ => None,
        })
    }

    /// Whether it has anything for calendars.
    pub fn is_dated(&self, config: &Config) -> bool {
        let ends = || self.document.front.life.as_deref().is_some_and(|keys| keys.ends.is_some());
        self.life.state.is_indexed() && (ends() || self.deadlines(config).next().is_some())
    }
}

/// The facts of an article in the order of site.toml. What is not declared, is missing or is of
/// another type is an error.
pub(super) fn read(
    article: &Article,
    sections: &[Section],
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Fact> {
    let said = &article.document.front.facts;
    if (config.facts.is_empty() && *said == FactsSaid::Nothing) || *said == FactsSaid::None {
        return Vec::new();
    }
    let folder = &sections[article.section.0 as usize].folder;
    let keys = || config.facts.iter().enumerate().filter(|(_, key)| key.is_for(folder));
    let empty = crate::fields::Table::new();
    let table = if let FactsSaid::These(table) = said { &**table } else { &empty };
    let problems = Problems::default();
    let mut outer = Reader::new(table, problems.clone());
    let mut facts = Vec::new();
    if let Some(mut reader) = outer.table("facts") {
        for (index, key) in keys() {
            let value = value(&mut reader, key, config);
            facts.extend(value.map(|value| Fact { key: index, value }));
        }
        reader.finish(Unknown::Error);
    }
    diagnostics.extend(problems.take().into_iter().map(|problem| problem.into_diagnostic(article.file)));
    let stated = |key: &FactKey| match table.get("facts") {
        Some(Value::Table(stated)) => stated.get(&key.name).is_some_and(|value| *value != Value::Null),
        _ => false,
    };
    let missing: Vec<&str> =
        keys().filter(|(_, key)| key.required && !stated(key)).map(|(_, key)| key.name.as_str()).collect();
    if !missing.is_empty() {
        let message = format!("articles of this section state these facts: {}", missing.join(", "));
        let place = Place::Key(vec![Step::Key("facts".to_owned())]);
        let help = "add them below `facts`, or write `facts: false` for an article that has none";
        diagnostics
            .push(Diagnostic::error("fact/missing", message).label(article.file, place, "").help(help));
    }
    facts
}

fn value(reader: &mut Reader<'_>, key: &FactKey, config: &Config) -> Option<FactValue> {
    let name = key.name.as_str();
    match &key.kind {
        FactKind::Text => line(reader, name).map(FactValue::Text),
        FactKind::List => Some(lines(reader, name)).filter(|lines| !lines.is_empty()).map(FactValue::List),
        FactKind::Date | FactKind::Deadline => reader.moment(name, &config.time_zone).map(FactValue::Date),
        FactKind::Number => match reader.value(name)? {
            #[expect(clippy::cast_precision_loss, reason = "a number for readers")]
            Value::Integer(number) => Some(FactValue::Number(*number as f64)),
            Value::Float(number) if number.is_finite() => Some(FactValue::Number(*number)),
            other => reader.wrong(name, "a number", other, None),
        },
        FactKind::Money => {
            let text = line(reader, name)?;
            let money = refused(
                reader,
                name,
                "a sum of money",
                "write $20, €1,200 or 20 USD; $0 for nothing",
                Money::parse(&text),
            )?;
            Some(FactValue::Money(money, text))
        }
        FactKind::Duration => {
            let text = line(reader, name)?;
            let span = refused(
                reader,
                name,
                "a span of time",
                "write 20 minutes, 2 hours, 3 days",
                Span::parse(&text),
            )?;
            Some(FactValue::Duration(span))
        }
        FactKind::Choice(words) => {
            let choices: Vec<(&str, usize)> =
                words.iter().enumerate().map(|(at, word)| (word.as_str(), at)).collect();
            reader.choice(name, &choices).map(FactValue::Choice)
        }
        FactKind::Urls => urls(reader, name, config).map(FactValue::Urls),
    }
}

fn refused<T>(
    reader: &Reader<'_>,
    name: &str,
    what: &str,
    help: &str,
    parsed: Result<T, String>,
) -> Option<T> {
    match parsed {
        Ok(value) => Some(value),
        Err(reason) => {
            let message = format!("`{name}` is not {what}: {reason}");
            reader.problem(name, "fact/value", message, Some(help.to_owned()));
            None
        }
    }
}

fn urls(reader: &mut Reader<'_>, name: &str, config: &Config) -> Option<Vec<String>> {
    let mut urls = Vec::new();
    for (at, url) in reader.numbered_strings(name)? {
        let host = host(&url);
        let sound = host.contains('.') && !url.contains(|c: char| c.is_whitespace() || c.is_control());
        // A link that earns somebody money stands in the text, where its disclosure is.
        let paid = config.links.sponsorship(&url, host.split(':').next().unwrap_or_default());
        let (message, help) = match (sound, paid == Sponsorship::default()) {
            (true, true) => {
                urls.push(url);
                continue;
            }
            (true, false) => (
                format!("`{url}` is a sponsored link, not a fact"),
                "give the address without a partner's mark",
            ),
            (false, _) => {
                (format!("`{url}` is not the address of a site"), "write it in full: https://example.org/")
            }
        };
        let place = Place::Value(reader.item_path(name, at));
        reader.report(place, "", Diagnostic::error("fact/value", message).help(help));
    }
    (!urls.is_empty()).then_some(urls)
}

/// The host of an `https:` address in lower case; empty if there is none, or somebody's name before it.
pub fn host(url: &str) -> String {
    let rest = url.strip_prefix("https://").unwrap_or_default();
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') { String::new() } else { authority.to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts() {
        for (url, expected) in [
            ("https://Leo.app/x?y", "leo.app"),
            ("https://a.example:8080/", "a.example:8080"),
            ("http://a.example/", ""),
            ("https://a.example@b.example/", ""),
            ("a.example", ""),
        ] {
            assert_eq!(host(url), expected, "{url}");
        }
    }
}
