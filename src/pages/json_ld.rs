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

use self::entities::{
    authors, organization, organization_id, person, person_id, reviewers, website, website_id,
};
use self::node::{Fact, Node, refer};
use super::Context;
use super::plan::{Page, PageKind};
use super::shared::Common;
use super::view::LinkView;
use crate::moment::Moment;
use crate::site::{Article, Author};

/// The type of most pages: `FAQPage` is added to it where there are questions.
const WEB_PAGE: &str = "\"WebPage\"";

/// The graph of a page, as the text of a `<script type="application/ld+json">`.
#[derive(Debug)]
pub struct Graph {
    text: String,
    /// Where the node of the page begins and, its brace excepted, ends.
    page: std::ops::Range<usize>,
}

/// The graph of a page whose `trail` are its breadcrumbs; its FAQ is added by [`Graph::add_faq`] when the answers are at hand. `None` for
/// files that carry none: 404.html and all that is not HTML.
pub fn graph(page: &Page, trail: &[Common<LinkView>], context: Context<'_>) -> Option<Graph> {
    let permalink = context.config.base_url.absolute(&page.route);
    let web_page = web_page(page, &permalink, trail.len() > 1, context)?;
    let mut text = String::with_capacity(4096);
    text.push_str("{\"@context\":\"https://schema.org\",\"@graph\":[");
    match context.links.nodes(context.language.id) {
        Some(nodes) if page.kind != PageKind::Home(1) => text.push_str(nodes),
        _ => write_standing(&mut text, context, page.kind == PageKind::Home(1)),
    }
    let begin = text.len();
    web_page.write(&mut text);
    let place = begin..text.len() - 1;
    let mut add = |node: Node| {
        text.push(',');
        node.write(&mut text);
    };
    if trail.len() > 1 {
        add(breadcrumb_list(trail, &permalink));
    }
    if let PageKind::Article(id) = page.kind {
        let article = context.site.article(id);
        add(article::article(article, &permalink, context));
        how_to::how_to(article, &permalink).into_iter().for_each(&mut add);
        let authors = authors(article, &permalink, context);
        let is_new = |(id, _): &(String, &Author)| authors.iter().all(|(author, _)| author != id);
        let reviewers = reviewers(article, &permalink, context);
        for (_, author) in authors.iter().chain(reviewers.iter().filter(|person| is_new(person))) {
            add(person(author, &permalink, context));
        }
    }
    if let Some(author) = subject(page, context) {
        add(person(&author, &permalink, context));
    }
    text.push_str("]}");
    Some(Graph { text, page: place })
}

/// Writes the nodes that every page begins with; that of the site in full on the front page only.
pub(super) fn write_standing(out: &mut String, context: Context<'_>, full: bool) {
    organization(context).write(out);
    out.push(',');
    website(context, full).write(out);
    out.push(',');
}

impl Graph {
    /// Adds the questions that an article owns: questions, plain, with answers as HTML in the few
    /// elements that answers may have, whose URLs are absolute.
    pub fn add_faq(&mut self, entries: &[(String, String)]) {
        if entries.is_empty() {
            return;
        }
        let length: usize =
            entries.iter().map(|(question, answer)| question.len() + answer.len() + 160).sum();
        let mut faq = String::with_capacity(length);
        faq.push_str(",\"mainEntity\":[");
        for (at, (question, answer)) in entries.iter().enumerate() {
            faq.push_str(if at > 0 { ",{" } else { "{" });
            faq.push_str("\"@type\":\"Question\",\"name\":");
            question.write(&mut faq);
            faq.push_str(",\"acceptedAnswer\":{\"@type\":\"Answer\",\"text\":");
            answer.write(&mut faq);
            faq.push_str("}}");
        }
        faq.push(']');
        self.text.insert_str(self.page.end, &faq);
        if let Some(at) = self.text[self.page.clone()].find(WEB_PAGE) {
            let at = self.page.start + at;
            self.text.replace_range(at..at + WEB_PAGE.len(), "[\"WebPage\",\"FAQPage\"]");
        }
    }

    /// Its text.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// The page as a document. `None` for files that are none.
fn web_page(page: &Page, permalink: &str, has_trail: bool, context: Context<'_>) -> Option<Node> {
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
            ("WebPage", &*marked, Some(article::description(article)))
        }
        PageKind::Taxonomy(index) => {
            (list, config.taxonomies[site.taxonomies[*index].config].title.as_str(), None)
        }
        PageKind::Term(id, _) => (list, site.term(*id).name.as_str(), None),
        PageKind::Author(id, _) => ("ProfilePage", site.term(*id).name.as_str(), None),
        PageKind::Corrections => (list, super::corrections::title(context), None),
        PageKind::Series(index) => (list, site.series[*index].name.as_str(), None),
        _ => return None,
    };
    let subject = subject(page, context).map(|author| refer(&person_id(&author, permalink, context)));
    let subject = match page.kind {
        PageKind::Home(_) => Some(("about", refer(&organization_id(context)))),
        PageKind::Author(..) => subject.map(|person| ("mainEntity", person)),
        _ => subject.map(|person| ("about", person)),
    };
    let node = Node::new(kind, &[permalink, "#webpage"].concat())
        .with("url", permalink)
        .with("name", name)
        .maybe("description", description)
        .with("isPartOf", refer(&website_id(context)))
        .with("inLanguage", config.language.as_str());
    let node = match subject {
        Some((key, person)) => node.with(key, person),
        None => node,
    };
    let node = match page.kind {
        PageKind::Article(id) => reviewed(node, site.article(id), permalink, context),
        _ => node,
    };
    Some(node.maybe("breadcrumb", has_trail.then(|| refer(&[permalink, "#breadcrumb"].concat()))))
}

/// Adds when an article was last looked over, and by whom.
fn reviewed(node: Node, article: &Article, permalink: &str, context: Context<'_>) -> Node {
    let keys = article.document.front.life.as_deref();
    let people = reviewers(article, permalink, context);
    let people: Vec<Node> = people.iter().map(|(id, _)| refer(id)).collect();
    node.maybe("lastReviewed", keys.and_then(|keys| keys.last_reviewed).map(Moment::iso))
        .maybe("reviewedBy", Some(people))
}

/// Whom a page is about: on the pages of a term of `authors`.
fn subject(page: &Page, context: Context<'_>) -> Option<Author> {
    let (PageKind::Term(id, _) | PageKind::Author(id, _)) = page.kind else { return None };
    let taxonomy = &context.site.taxonomies[id.taxonomy as usize];
    let term = context.site.term(id);
    let author = || Author { name: term.name.clone(), record: term.record, term: Some(id) };
    (context.config.taxonomies[taxonomy.config].name == "authors").then(author)
}

/// The way to the page, as readers see it.
fn breadcrumb_list(trail: &[Common<LinkView>], permalink: &str) -> Node {
    let item = |(at, link): (usize, &Common<LinkView>)| {
        let item = Node::anonymous("ListItem").with("position", at + 1).with("name", link.title.as_str());
        item.with("item", link.permalink.as_str())
    };
    let items: Vec<Node> = trail.iter().enumerate().map(item).collect();
    Node::new("BreadcrumbList", &[permalink, "#breadcrumb"].concat()).with("itemListElement", items)
}
