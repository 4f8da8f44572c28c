//! Owns the site as programs read it that want no HTML: every article as Markdown, disclaimers included,
//! and `llms.txt` (<https://llmstxt.org>).

use std::sync::Arc;

use super::shared::Common;
use super::view::LinkView;
use super::{Context, cards, content, life};
use crate::document::Content;
use crate::route::Route;
use crate::site::{Article, ArticleId};

/// What the line begins with that tells an article's address, after a line end.
pub const ADDRESS: &str = "\n- Address: ";

/// The line that tells an article's address.
pub fn address_line(permalink: &str) -> String {
    format!("{ADDRESS}{permalink}\n")
}

/// Where the Markdown of an article is served.
pub fn route(article: &Article) -> Option<Route> {
    article.route.child("index.md").ok()
}

/// An article as Markdown: its title, what the page says of it, its text.
pub fn article(context: Context<'_>, id: ArticleId, bulk: &Content) -> String {
    let article = context.site.article(id);
    let card = cards::card(context, id);
    let names = |links: &[Common<LinkView>]| {
        links.iter().map(|link| link.title.as_str()).collect::<Vec<_>>().join(", ")
    };
    let mut text = format!("# {}\n\n", line(&article.title()));
    if let Some(description) = &article.document.front.description {
        text += &format!("> {}\n\n", line(description));
    }
    let language = context.language;
    let facts = [
        ("authors", names(&card.authors)),
        ("published_day", card.date.day),
        ("updated_day", card.updated.map(|date| date.day).unwrap_or_default()),
        ("category", card.category.map(|link| link.title.clone()).unwrap_or_default()),
        ("tags", names(&card.tags)),
    ];
    text += address_line(&card.permalink).trim_start();
    for (name, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
        text += &format!("- {}: {}\n", language.text(name), line(value));
    }
    text.push('\n');
    life::markdown_notice(&mut text, context, article);
    text += &content::markdown(context, article, bulk).unwrap_or_default();
    life::markdown_log(&mut text, context, article);
    text
}

/// `llms.txt`: the site's name, what it is about, and its articles by section, the newest first.
pub fn llms(context: Context<'_>) -> String {
    let super::Context { config, site, .. } = context;
    let mut text = format!("# {}\n\n", line(&config.title));
    if !config.description.is_empty() {
        text += &format!("> {}\n\n", line(&config.description));
    }
    let address = context.home().child("llms-full.txt").map(|route| config.base_url.absolute(&route));
    let address = address.unwrap_or_default();
    text += &context.language.with("markdown_of_all", &[("address", &address)]);
    text.push('\n');
    for section in site.sections.iter().filter(|section| section.language == context.language.id) {
        let own = |id: &&ArticleId| site.article(**id).section == section.id;
        let articles: Vec<_> = context.recent().iter().filter(own).collect();
        if articles.is_empty() {
            continue;
        }
        text += &format!("\n## {}\n\n", line(&section.title));
        for id in articles {
            let article = site.article(*id);
            let Some(route) = route(article) else { continue };
            let address = config.base_url.absolute(&route);
            let summary = line(article.document.summary());
            let title = line(&article.title()).replace('[', "\\[").replace(']', "\\]");
            text += format!("- [{title}](<{address}>): {summary}").trim_end_matches([':', ' ']);
            text.push('\n');
        }
    }
    text
}

/// `llms-full.txt`: all articles, the newest first.
pub fn llms_full(context: Context<'_>, contents: &(dyn Fn(ArticleId) -> Arc<Content> + Sync)) -> String {
    let articles = context.recent().iter().map(|id| article(context, *id, &contents(*id)));
    articles.collect::<Vec<_>>().join("\n---\n\n")
}

/// Text that stands on one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
