//! Owns the front matter of articles: its keys, their meaning, and what can be wrong with them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Settings;
use crate::diagnostic::Diagnostic;
use crate::fields::{Problems, Reader, Table, Value};
use crate::markup::FaqSetting;
use crate::moment::Moment;
use crate::source::Source;

/// What an author says about an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrontMatter {
    /// Its title.
    pub title: String,
    /// One or two sentences for lists and search results.
    pub description: Option<String>,
    /// When it was published.
    pub date: Moment,
    /// When it was last changed in substance.
    pub updated: Option<Moment>,
    /// Ids or names of those who wrote it.
    pub authors: Vec<String>,
    /// A label apart from the section; a term of the taxonomy `categories`.
    pub category: Option<String>,
    /// Terms by the name of their taxonomy, `authors` and `categories` excepted.
    pub terms: BTreeMap<String, Vec<String>>,
    /// The series it belongs to.
    pub series: Option<SeriesEntry>,
    /// Its own last part of the URL.
    pub slug: Option<String>,
    /// Old URL paths that lead to it.
    pub aliases: Vec<String>,
    /// Whether it is not to be published yet.
    pub draft: bool,
    /// Picture for lists and social cards: a file beside the article or a path of the site.
    pub image: Option<String>,
    /// What the picture shows.
    pub image_alt: Option<String>,
    /// What to take for its FAQ.
    pub faq: FaqSetting,
    /// Disclaimers chosen, added and dropped.
    pub disclaimer: Notices,
    /// Words that the rules of disclaimers and calls to action may ask for.
    pub flags: Vec<String>,
    /// Whether to show a table of contents; the theme decides if not said.
    pub toc: Option<bool>,
    /// Whether its numbered steps are a procedure, for structured data.
    pub how_to: bool,
    /// Anything, for templates.
    pub extra: Value,
}

/// An article's place in a series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesEntry {
    /// The series' name.
    pub name: String,
    /// Its place; by date where it is not given.
    pub order: Option<i64>,
}

/// The front-matter key `disclaimer`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notices {
    /// Use these in place of all that rules would choose, those excepted that cannot be dropped.
    pub choose: Option<Vec<String>>,
    /// Show these as well.
    pub add: Vec<String>,
    /// Leave these out.
    pub drop: Vec<Drop>,
}

/// A disclaimer left out of one article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drop {
    /// Its id.
    pub id: String,
    /// Why.
    pub reason: String,
}

/// Reads the front matter of an article.
pub(super) fn read(
    source: &Source,
    table: &Table,
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<FrontMatter> {
    let problems = Problems::default();
    let front = read_fields(Reader::new(table, problems.clone()), settings);
    diagnostics.extend(problems.take().into_iter().map(|problem| problem.into_diagnostic(source.id)));
    front
}

fn read_fields(mut reader: Reader<'_>, settings: &Settings) -> Option<FrontMatter> {
    let title = reader.required_string("title");
    let date = reader.required_string("date").and_then(|text| Moment::parse(&text, &settings.time_zone).ok());
    let front = FrontMatter {
        title: title?,
        date: date?,
        description: reader.string("description"),
        updated: None,
        authors: reader.strings("authors").unwrap_or_default(),
        category: reader.string("category"),
        terms: BTreeMap::from([("tags".to_owned(), reader.strings("tags").unwrap_or_default())]),
        series: None,
        slug: reader.string("slug"),
        aliases: reader.strings("aliases").unwrap_or_default(),
        draft: reader.boolean("draft").unwrap_or(false),
        image: reader.string("image"),
        image_alt: None,
        faq: FaqSetting::Find,
        disclaimer: Notices::default(),
        flags: reader.strings("flags").unwrap_or_default(),
        toc: reader.boolean("toc"),
        how_to: reader.boolean("how_to").unwrap_or(false),
        extra: reader.value("extra").cloned().unwrap_or(Value::Table(Table::new())),
    };
    reader.finish_tolerating(settings.unknown_keys, &settings.extra_keys);
    Some(front)
}
