//! Owns the node of an article.

use super::entities::{authors, image, image_object, organization_id};
use super::node::{Node, refer};
use crate::document::{ArticleType, Revision, RevisionKind};
use crate::language::LanguageId;
use crate::moment::Moment;
use crate::pages::{Context, facts, life};
use crate::site::{Article, ArticleId, Fact, FactValue, Section, SectionId};
use crate::social::SIZE;

/// The article. `headline` is the text of the page's `<h1>`, the dates are those that it shows.
pub(super) fn article(article: &Article, permalink: &str, context: Context<'_>) -> Node {
    let page = [permalink, "#webpage"].concat();
    let people: Vec<Node> = authors(article, permalink, context).iter().map(|(id, _)| refer(id)).collect();
    Node::new(kind(article.section, context), &[permalink, "#article"].concat())
        .with("headline", &*article.title())
        .maybe("description", Some(description(article)))
        .maybe("image", picture(article, context))
        .with("datePublished", article.date.rfc3339())
        .maybe("dateModified", modified(article))
        .maybe("expires", article.life.ends.map(Moment::iso))
        .maybe(
            "creativeWorkStatus",
            life::badge(context, article.life.state).filter(|_| article.life.state.is_over()).as_deref(),
        )
        .maybe("correction", Some(corrections(article)))
        .maybe("about", event(article, permalink, context))
        .maybe("mentions", Some(facts(article, context)))
        .maybe("author", Some(people))
        .with("publisher", refer(&organization_id(context)))
        .with("mainEntityOfPage", refer(&page))
        .with("isPartOf", refer(&page))
        .with("inLanguage", context.config.language.as_str())
        .maybe("translationOfWork", original(article, context))
        .maybe("workTranslation", Some(translations(article, context)))
        .maybe("articleSection", section(article, context))
        .maybe("keywords", Some(tags(article, context)))
        .with("wordCount", article.document.words)
}

/// The same article in another language.
fn elsewhere(id: ArticleId, context: Context<'_>) -> Node {
    refer(&format!("{}#article", context.config.base_url.absolute(&context.site.article(id).route)))
}

/// What a translation was made from.
fn original(article: &Article, context: Context<'_>) -> Option<Node> {
    article.original.as_ref()?;
    let original = context.site.article_in(article.id, LanguageId::DEFAULT)?;
    Some(elsewhere(original, context))
}

/// What was made from an original.
fn translations(article: &Article, context: Context<'_>) -> Vec<Node> {
    let own = article.translations.iter().filter(|_| article.original.is_none());
    own.map(|id| elsewhere(*id, context)).collect()
}

/// What was wrong, the last correction first.
fn corrections(article: &Article) -> Vec<Node> {
    let is_one =
        |revision: &&&Revision| matches!(revision.kind, RevisionKind::Correction | RevisionKind::Retraction);
    let comment = |revision: &Revision| {
        let comment = Node::anonymous("CorrectionComment").maybe("text", revision.note.as_deref());
        comment.with("datePublished", revision.date.iso())
    };
    article.revisions().iter().filter(is_one).map(|revision| comment(revision)).collect()
}

/// What an article with a beginning or an end is about. A deadline is an end where none is given.
fn event(article: &Article, permalink: &str, context: Context<'_>) -> Option<Node> {
    let keys = article.document.front.life.as_deref();
    let starts = keys.and_then(|keys| keys.starts);
    let deadline = || article.deadlines(context.config).map(|(_, moment)| moment).max();
    let ends = keys.and_then(|keys| keys.ends).or_else(deadline);
    starts.or(ends)?;
    let site = article.facts.iter().find_map(|fact| match &fact.value {
        FactValue::Urls(urls) => urls.first(),
        _ => None,
    });
    let place = Node::anonymous("VirtualLocation").with("url", site.map_or(permalink, String::as_str));
    let event = Node::new("Event", &[permalink, "#event"].concat())
        .with("name", article.document.front.title.as_str())
        .maybe("startDate", starts.map(Moment::iso))
        .maybe("endDate", ends.map(Moment::iso))
        .with("eventAttendanceMode", "https://schema.org/OnlineEventAttendanceMode")
        .with("location", place);
    Some(event)
}

/// The facts of its panel.
fn facts(article: &Article, context: Context<'_>) -> Vec<Node> {
    let property = |fact: &Fact| {
        let key = &context.config.facts[fact.key];
        let node = Node::anonymous("PropertyValue")
            .with("propertyID", key.name.as_str())
            .with("name", key.label.as_str());
        match &fact.value {
            FactValue::Number(number) => node.with("value", *number),
            FactValue::Money(money, _) => {
                node.with("value", money.amount).with("unitText", money.currency.as_str())
            }
            FactValue::Urls(lines) | FactValue::List(lines) => node.with("value", lines.clone()),
            other => node.with("value", facts::machine(key, other)),
        }
    };
    article.facts.iter().map(property).collect()
}

/// When it was last changed in substance, if the article says that it was.
fn modified(article: &Article) -> Option<String> {
    let said = article.document.front.updated.is_some_and(|at| at >= article.date)
        || article.changed() > article.date;
    said.then(|| article.changed().rfc3339())
}

/// Its own picture, else its social card.
fn picture(article: &Article, context: Context<'_>) -> Option<Node> {
    let card = || {
        Some(image_object(
            context.config.base_url.absolute(&context.media.cards.get(&article.id)?.route),
            Some(SIZE),
        ))
    };
    article.image.as_ref().map(|picture| image(picture, context)).or_else(card)
}

/// What stands for the article in search results and lists.
pub(super) fn description(article: &Article) -> &str {
    article.document.front.description.as_deref().unwrap_or(article.document.summary())
}

/// What the nearest `_index.md` asks for.
fn kind(section: SectionId, context: Context<'_>) -> &'static str {
    let line = context.site.ancestry(section).into_iter().rev();
    let asked = line.filter_map(|id| context.site.section(id).matter()).next();
    match asked.map_or(ArticleType::BlogPosting, |matter| matter.article_type) {
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
