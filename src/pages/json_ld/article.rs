//! Owns the node of an article.

use super::entities::{authors, image, organization_id};
use super::node::{Node, refer};
use crate::document::ArticleType;
use crate::pages::Context;
use crate::site::{Article, Section, SectionId};

/// The article. `headline` is the text of the page's `<h1>`, the dates are those that it shows.
pub(super) fn article(article: &Article, permalink: &str, context: Context<'_>) -> Node {
    let page = format!("{permalink}#webpage");
    let people: Vec<Node> = authors(article, permalink, context).iter().map(|(id, _)| refer(id)).collect();
    Node::new(kind(article.section, context), &format!("{permalink}#article"))
        .with("headline", article.title())
        .maybe("description", Some(description(article)))
        .maybe("image", article.image.as_ref().map(|picture| image(picture, context)))
        .with("datePublished", article.date.rfc3339())
        .maybe("dateModified", modified(article))
        .maybe("author", Some(people))
        .with("publisher", refer(&organization_id(context)))
        .with("mainEntityOfPage", refer(&page))
        .with("isPartOf", refer(&page))
        .with("inLanguage", context.config.language.as_str())
        .maybe("articleSection", section(article, context))
        .maybe("keywords", Some(tags(article, context)))
        .with("wordCount", article.document.words)
}

/// When it was last changed in substance, if the article says that it was.
fn modified(article: &Article) -> Option<String> {
    let said = article.document.front.updated.is_some_and(|at| at >= article.date)
        || article.changed() > article.date;
    said.then(|| article.changed().rfc3339())
}

/// What stands for the article in search results and lists.
pub(super) fn description(article: &Article) -> &str {
    article.document.front.description.as_deref().unwrap_or(&article.document.summary)
}

/// What the nearest `_index.md` asks for.
fn kind(section: SectionId, context: Context<'_>) -> &'static str {
    let line = context.site.ancestry(section).into_iter().rev();
    let asked = line.filter_map(|id| context.site.section(id).document.as_ref()).next();
    match asked.map_or(ArticleType::BlogPosting, |(_, document)| document.matter.article_type) {
        ArticleType::Article => "Article",
        ArticleType::BlogPosting => "BlogPosting",
        ArticleType::TechArticle => "TechArticle",
        ArticleType::NewsArticle => "NewsArticle",
    }
}

/// The article's section, and in the root its category.
fn section(article: &Article, context: Context<'_>) -> Option<String> {
    let named = |section: &Section| section.parent.is_some().then(|| section.title.clone());
    named(context.site.section(article.section)).or_else(|| article.document.front.category.clone())
}

fn tags<'a>(article: &Article, context: Context<'a>) -> Vec<&'a str> {
    let is_tag = |taxonomy: u32| {
        let taxonomy = &context.site.taxonomies[taxonomy as usize];
        context.config.taxonomies[taxonomy.config].name == "tags"
    };
    let terms = article.terms.iter().filter(|term| is_tag(term.taxonomy));
    terms.map(|term| context.site.term(*term).name.as_str()).collect()
}
