//! Owns structured data: one schema.org graph a page. Nodes are named by absolute `@id`s
//! (`<home>#org`, `<home>#website`, `<permalink>#webpage`, `#article`, `#breadcrumb`, `#howto`,
//! `<author page>#person`), and every reference resolves within the graph. Nothing is said that
//! the page does not show.

mod article;
mod entities;
mod how_to;
mod node;
#[cfg(test)]
mod tests;

use serde_json::{Value, json};

use self::entities::{authors, organization, organization_id, person, person_id, website, website_id};
use self::node::{Node, refer};
use super::plan::{Page, PageKind};
use super::{Context, breadcrumbs};
use crate::site::Author;

/// The graph of a page; its FAQ is added by [`add_faq`] when the answers are at hand. `None` for
/// files that carry none: 404.html and all that is not HTML.
pub fn graph(page: &Page, context: Context<'_>) -> Option<Value> {
    let permalink = context.config.base_url.absolute(&page.route);
    let mut nodes = vec![
        organization(context),
        website(context, matches!(page.kind, PageKind::Home(1))),
        web_page(page, &permalink, context)?,
    ];
    nodes.extend(breadcrumb_list(page, &permalink, context));
    if let PageKind::Article(id) = page.kind {
        let article = context.site.article(id);
        nodes.push(article::article(article, &permalink, context));
        nodes.extend(how_to::how_to(article, &permalink));
        let authors = authors(article, &permalink, context);
        nodes.extend(authors.iter().map(|(_, author)| person(author, &permalink, context)));
    }
    nodes.extend(subject(page, context).map(|author| person(&author, &permalink, context)));
    let nodes: Vec<Value> = nodes.into_iter().map(Value::from).collect();
    Some(json!({ "@context": "https://schema.org", "@graph": nodes }))
}

/// Adds the questions that an article owns to its graph: questions, plain, with answers as HTML in
/// the few elements that answers may have, whose URLs are absolute.
pub fn add_faq(graph: &mut Value, permalink: &str, entries: &[(String, String)]) {
    let id = format!("{permalink}#webpage");
    let nodes = graph.get_mut("@graph").and_then(Value::as_array_mut);
    let mut nodes = nodes.into_iter().flatten();
    let Some(page) = nodes.find(|node| node["@id"] == id.as_str()).filter(|_| !entries.is_empty()) else {
        return;
    };
    let question = |(question, answer): &(String, String)| {
        let answer = Node::anonymous("Answer").with("text", answer.as_str());
        Value::from(
            Node::anonymous("Question").with("name", question.as_str()).with("acceptedAnswer", answer),
        )
    };
    page["@type"] = json!(["WebPage", "FAQPage"]);
    page["mainEntity"] = entries.iter().map(question).collect();
}

/// The graph as the text of a `<script type="application/ld+json">`: JSON in which no character has
/// a meaning to HTML or is a line end to JavaScript.
pub fn script(graph: &Value) -> String {
    let json = graph.to_string();
    let mut out = String::with_capacity(json.len() + json.len() / 8);
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// The page as a document. `None` for files that are none.
fn web_page(page: &Page, permalink: &str, context: Context<'_>) -> Option<Node> {
    let (config, site) = (context.config, context.site);
    let list = "CollectionPage";
    let marked;
    let (kind, name, description) = match &page.kind {
        PageKind::Home(_) => (list, config.title.as_str(), Some(config.description.as_str())),
        PageKind::Section(id, _) => {
            let section = site.section(*id);
            let matter = section.document.as_ref().map(|(_, document)| &document.matter);
            (list, section.title.as_str(), matter.and_then(|matter| matter.description.as_deref()))
        }
        PageKind::Article(id) => {
            let article = site.article(*id);
            marked = article.title();
            ("WebPage", marked.as_str(), Some(article::description(article)))
        }
        PageKind::Taxonomy(index) => {
            (list, config.taxonomies[site.taxonomies[*index].config].title.as_str(), None)
        }
        PageKind::Term(id, _) => (list, site.term(*id).name.as_str(), None),
        PageKind::Author(id, _) => ("ProfilePage", site.term(*id).name.as_str(), None),
        PageKind::Series(index) => (list, site.series[*index].name.as_str(), None),
        _ => return None,
    };
    let subject = subject(page, context).map(|author| refer(&person_id(&author, permalink, context)));
    let subject = match page.kind {
        PageKind::Home(_) => Some(("about", refer(&organization_id(context)))),
        PageKind::Author(..) => subject.map(|person| ("mainEntity", person)),
        _ => subject.map(|person| ("about", person)),
    };
    let node = Node::new(kind, &format!("{permalink}#webpage"))
        .with("url", permalink)
        .with("name", name)
        .maybe("description", description)
        .with("isPartOf", refer(&website_id(context)))
        .with("inLanguage", config.language.as_str());
    let node = match subject {
        Some((key, person)) => node.with(key, person),
        None => node,
    };
    let has_trail = breadcrumbs(page, context).len() > 1;
    Some(node.maybe("breadcrumb", has_trail.then(|| refer(&format!("{permalink}#breadcrumb")))))
}

/// Whom a page is about: on the pages of a term of `authors`.
fn subject(page: &Page, context: Context<'_>) -> Option<Author> {
    let (PageKind::Term(id, _) | PageKind::Author(id, _)) = page.kind else { return None };
    let taxonomy = &context.site.taxonomies[id.taxonomy as usize];
    let term = context.site.term(id);
    let author = || Author { name: term.name.clone(), record: term.record, term: Some(id) };
    (context.config.taxonomies[taxonomy.config].name == "authors").then(author)
}

/// The way to the page, as readers see it. The front page has none.
fn breadcrumb_list(page: &Page, permalink: &str, context: Context<'_>) -> Option<Node> {
    let trail = breadcrumbs(page, context);
    let item = |(at, (name, route)): (usize, &(String, crate::route::Route))| {
        let item = Node::anonymous("ListItem").with("position", at + 1).with("name", name.as_str());
        Value::from(item.with("item", context.config.base_url.absolute(route)))
    };
    (trail.len() > 1).then(|| {
        Node::new("BreadcrumbList", &format!("{permalink}#breadcrumb"))
            .with("itemListElement", trail.iter().enumerate().map(item).collect::<Value>())
    })
}
