//! Owns facts as pages show them: the panel of an article and the table of a section.

use std::cmp::Ordering;

use super::Context;
use super::cards::shared;
use super::view::{FactColumnView, FactLinkView, FactRowView, FactTableView, FactView};
use crate::config::{FactKey, FactKind};
use crate::language::Language;
use crate::moment::Moment;
use crate::site::{Article, ArticleId, Fact, FactValue, Section, host};

/// The facts that an article states.
pub(super) fn panel(context: Context<'_>, article: &Article) -> Vec<FactView> {
    article.facts.iter().map(|fact| view(context, fact)).collect()
}

/// The name of a type, as site.toml has it.
fn kind_name(kind: &FactKind) -> &'static str {
    match kind {
        FactKind::Text => "text",
        FactKind::Number => "number",
        FactKind::Money => "money",
        FactKind::Duration => "duration",
        FactKind::Date => "date",
        FactKind::Deadline => "deadline",
        FactKind::Urls => "urls",
        FactKind::Choice(_) => "choice",
        FactKind::List => "list",
    }
}

fn view(context: Context<'_>, fact: &Fact) -> FactView {
    let config = context.config;
    let key = &config.facts[fact.key];
    let over = |moment: Moment| moment.end(&config.time_zone).has_come(config.now);
    let passed = match &fact.value {
        FactValue::Date(moment) => key.kind == FactKind::Deadline && over(*moment),
        _ => false,
    };
    let links = match &fact.value {
        FactValue::Urls(urls) => urls.iter().map(|url| link(context, url)).collect(),
        _ => Vec::new(),
    };
    FactView {
        name: key.name.clone(),
        label: key.label.clone(),
        kind: kind_name(&key.kind),
        text: text(context.language, key, &fact.value),
        value: machine(key, &fact.value),
        links,
        passed,
    }
}

fn link(context: Context<'_>, url: &str) -> FactLinkView {
    let host = host(url);
    let (rel, _) = context.config.links.of(url, host.split(':').next().unwrap_or_default());
    FactLinkView { title: host.clone(), url: url.to_owned(), rel: rel.join(" ") }
}

/// A value for people.
fn text(language: &Language, key: &FactKey, value: &FactValue) -> String {
    match value {
        FactValue::Date(moment) if moment.is_day_only() => language.date(*moment),
        FactValue::Date(moment) => language.date_and_time(*moment),
        FactValue::Text(text) | FactValue::Money(_, text) => text.clone(),
        FactValue::Duration(span) => language.span(*span),
        FactValue::List(lines) => lines.join(language.text("list_separator")),
        FactValue::Number(number) => language.decimal(&number.to_string()),
        FactValue::Choice(_) | FactValue::Urls(_) => machine(key, value),
    }
}

/// A value for machines; lists are joined by commas.
pub(super) fn machine(key: &FactKey, value: &FactValue) -> String {
    match value {
        FactValue::Text(text) => text.clone(),
        FactValue::Number(number) => number.to_string(),
        FactValue::Money(money, _) => money.amount.to_string(),
        FactValue::Duration(span) => span.iso(),
        FactValue::Date(moment) => moment.iso(),
        FactValue::Urls(lines) | FactValue::List(lines) => lines.join(", "),
        FactValue::Choice(index) => match &key.kind {
            FactKind::Choice(words) => words.get(*index).cloned().unwrap_or_default(),
            _ => String::new(),
        },
    }
}

/// The articles of a section that state facts, by the first fact that lists may be sorted by; what is
/// over comes last, and so does, before that, what does not state it. `None` without any.
pub(super) fn table(context: Context<'_>, section: &Section) -> Option<FactTableView> {
    let shown: Vec<(usize, &FactKey)> = context
        .config
        .facts
        .iter()
        .enumerate()
        .filter(|(_, key)| key.list && key.is_for(&section.folder))
        .collect();
    let article = |id: &ArticleId| context.site.article(*id);
    let mut rows: Vec<ArticleId> = section.stating.clone();
    if shown.is_empty() || rows.is_empty() {
        return None;
    }
    let sorted = shown.iter().find(|(_, key)| key.sortable).map(|(index, _)| *index);
    let value = |id: &ArticleId| stated(article(id), sorted?);
    rows.sort_by(|a, b| {
        let over = article(a).life.state.is_over().cmp(&article(b).life.state.is_over());
        over.then_with(|| match (value(a), value(b)) {
            (Some(a), Some(b)) => a.value.order(&b.value),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        })
    });
    let column = |(index, key): &(usize, &FactKey)| FactColumnView {
        name: key.name.clone(),
        label: key.label.clone(),
        kind: kind_name(&key.kind),
        sortable: key.sortable,
        sorted: Some(*index) == sorted,
    };
    let ranks: Vec<Vec<usize>> = shown.iter().map(|(index, _)| ranks(context, &rows, *index)).collect();
    let row = |(at, id): (usize, &ArticleId)| FactRowView {
        ranks: ranks.iter().map(|column| column[at]).collect(),
        article: shared(context, *id),
        facts: shown
            .iter()
            .map(|(index, _)| stated(article(id), *index).map(|fact| view(context, fact)))
            .collect(),
    };
    Some(FactTableView {
        columns: shown.iter().map(column).collect(),
        rows: rows.iter().enumerate().map(row).collect(),
    })
}

/// The place of each row among the values of a column, from 0; 0 where nothing is stated.
fn ranks(context: Context<'_>, rows: &[ArticleId], key: usize) -> Vec<usize> {
    let value = |id: &ArticleId| stated(context.site.article(*id), key).map(|fact| &fact.value);
    let mut values: Vec<_> = rows.iter().filter_map(value).collect();
    values.sort_by(|a, b| a.order(b));
    values.dedup_by(|a, b| a.order(b) == Ordering::Equal);
    let rank =
        |id| values.partition_point(|other| value(id).is_some_and(|own| other.order(own) == Ordering::Less));
    rows.iter().map(rank).collect()
}

fn stated(article: &Article, key: usize) -> Option<&Fact> {
    article.facts.iter().find(|fact| fact.key == key)
}
