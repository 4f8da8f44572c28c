//! Owns the front matter of sections.

use serde::{Deserialize, Serialize};

use super::disclosure::{self, Layer};
use super::{Settings, values};
use crate::diagnostic::Diagnostic;
use crate::fields::{Problems, Reader, Table, Value};
use crate::source::Source;

/// What `_index.md` says about its section.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SectionMatter {
    /// Its name.
    pub title: String,
    /// One or two sentences about it.
    pub description: Option<String>,
    /// How its articles are ordered.
    pub sort_by: SortBy,
    /// Its own last part of the URL.
    pub slug: Option<String>,
    /// Its place among its sisters; lower comes first.
    pub weight: i64,
    /// Articles on a page, if other than the site's setting.
    pub per_page: Option<usize>,
    /// The schema.org type of its articles.
    pub article_type: ArticleType,
    /// What it says about the disclaimers of its articles.
    pub layer: Layer,
    /// Anything, for templates.
    pub extra: Value,
}

/// How a section's articles are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SortBy {
    /// The newest first.
    Date,
    /// By title.
    Title,
}

/// The schema.org type of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ArticleType {
    /// `Article`.
    Article,
    /// `BlogPosting`.
    BlogPosting,
    /// `TechArticle`.
    TechArticle,
    /// `NewsArticle`.
    NewsArticle,
}

/// Reads the front matter of a section.
pub(super) fn read(
    source: &Source,
    table: &Table,
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<SectionMatter> {
    let problems = Problems::default();
    let mut reader = Reader::new(table, problems.clone());
    let title = values::required_line(&mut reader, "title");
    let types = [
        ("Article", ArticleType::Article),
        ("BlogPosting", ArticleType::BlogPosting),
        ("TechArticle", ArticleType::TechArticle),
        ("NewsArticle", ArticleType::NewsArticle),
    ];
    let matter = SectionMatter {
        title: title.clone().unwrap_or_default(),
        description: values::line(&mut reader, "description"),
        slug: values::slug(&mut reader, "slug"),
        sort_by: reader
            .choice("sort_by", &[("date", SortBy::Date), ("title", SortBy::Title)])
            .unwrap_or(SortBy::Date),
        weight: reader.integer("weight", -1000, 1000).unwrap_or(0),
        per_page: reader.integer("per_page", 1, 1000).and_then(|number| usize::try_from(number).ok()),
        article_type: reader.choice("article_type", &types).unwrap_or(ArticleType::BlogPosting),
        layer: disclosure::read_layer(&mut reader, settings.unknown_keys, &settings.time_zone),
        extra: values::extra(&mut reader),
    };
    reader.finish_tolerating(settings.unknown_keys, &settings.extra_keys, |_| None);
    diagnostics.extend(problems.take().into_iter().map(|problem| problem.into_diagnostic(source.id)));
    title.is_some().then_some(matter)
}
