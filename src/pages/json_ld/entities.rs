//! Owns the nodes for those behind the pages: the publisher, the site, the people; and pictures.

use super::node::{Node, refer};
use crate::config::Person;
use crate::pages::Context;
use crate::route::{Route, encode, slugify};
use crate::site::{Article, Author, SiteImage};

/// `@id` of the publisher.
pub(super) fn organization_id(context: Context<'_>) -> String {
    // It is the same in all languages.
    context.config.base_url.absolute(&Route::home()) + "#org"
}

/// `@id` of the site.
pub(super) fn website_id(context: Context<'_>) -> String {
    home(context) + "#website"
}

fn home(context: Context<'_>) -> String {
    context.config.base_url.absolute(context.home())
}

/// The publisher of site.toml, else the site itself as one.
pub(super) fn organization(context: Context<'_>) -> Node {
    let config = context.config;
    let node = Node::new("Organization", &organization_id(context));
    let Some(record) = config.publisher.and_then(|index| config.organizations.get(index)) else {
        return node.with("name", config.title.as_str()).with("url", home(context));
    };
    node.with("name", record.name.as_str())
        .with("url", record.url.clone().unwrap_or_else(|| home(context)))
        .maybe("logo", record.logo.as_deref().and_then(|path| picture(path, context)))
        .maybe("sameAs", Some(record.same_as.clone()))
}

/// The site; in full on the front page only, so that every other page has no more than what its
/// references need.
pub(super) fn website(context: Context<'_>, full: bool) -> Node {
    let config = context.config;
    let node = Node::new("WebSite", &website_id(context))
        .with("url", home(context))
        .with("name", config.title.as_str())
        .with("publisher", refer(&organization_id(context)));
    if !full {
        return node;
    }
    node.maybe("description", Some(config.description.as_str())).with("inLanguage", config.language.as_str())
}

/// `@id` of an author: on the page of their own, else on the page that names them.
pub(super) fn person_id(author: &Author, permalink: &str, context: Context<'_>) -> String {
    match author.term {
        Some(term) => context.config.base_url.absolute(&context.site.term(term).route) + "#person",
        None => format!("{permalink}#author-{}", encode(&slugify(&author.name))),
    }
}

/// Those who wrote an article, each once, with their `@id`s.
pub(super) fn authors<'a>(
    article: &'a Article,
    permalink: &str,
    context: Context<'_>,
) -> Vec<(String, &'a Author)> {
    named(&article.authors, permalink, context)
}

/// Those who last looked an article over, each once, with their `@id`s.
pub(super) fn reviewers<'a>(
    article: &'a Article,
    permalink: &str,
    context: Context<'_>,
) -> Vec<(String, &'a Author)> {
    named(&article.life.reviewers, permalink, context)
}

fn named<'a>(people: &'a [Author], permalink: &str, context: Context<'_>) -> Vec<(String, &'a Author)> {
    let mut authors: Vec<(String, &Author)> = Vec::new();
    for author in people {
        let id = person_id(author, permalink, context);
        if !authors.iter().any(|(known, _)| *known == id) {
            authors.push((id, author));
        }
    }
    authors
}

/// An author.
pub(super) fn person(author: &Author, permalink: &str, context: Context<'_>) -> Node {
    let record = author.record.and_then(|index| context.config.authors.get(index));
    let page = author.term.map(|term| context.config.base_url.absolute(&context.site.term(term).route));
    let elsewhere = record.and_then(|record| record.url.clone());
    let kind = if record.is_some_and(|record| record.is_organization) { "Organization" } else { "Person" };
    let node = Node::new(kind, &person_id(author, permalink, context))
        .with("name", author.name.as_str())
        .maybe("url", page.clone().or_else(|| elsewhere.clone()));
    let Some(record) = record else { return node };
    let profiles = elsewhere.filter(|_| page.is_some()).into_iter().chain(record.same_as.iter().cloned());
    described(node, record, context).maybe("sameAs", Some(profiles.collect::<Vec<_>>()))
}

fn described(node: Node, record: &Person, context: Context<'_>) -> Node {
    node.maybe("jobTitle", record.role.as_deref())
        .maybe("description", record.bio.as_deref())
        .maybe("image", record.avatar.as_deref().and_then(|path| picture(path, context)))
}

/// A picture of an article.
pub(super) fn image(image: &SiteImage, context: Context<'_>) -> Node {
    image_object(context.config.base_url.absolute(&image.route), image.size)
}

/// A picture that site.toml names: a path of the site, left out if no such file is published, or an
/// address elsewhere.
fn picture(path: &str, context: Context<'_>) -> Option<Node> {
    if path.starts_with("https://") || path.starts_with("http://") {
        return Some(image_object(path.to_owned(), None));
    }
    let route = Route::new(&format!("/{}", path.trim_start_matches('/'))).ok()?;
    let asset = context.site.files.get(&route)?;
    Some(image_object(context.config.base_url.absolute(&route), asset.size))
}

/// A picture at an address.
pub(super) fn image_object(url: String, size: Option<(u32, u32)>) -> Node {
    Node::anonymous("ImageObject")
        .with("url", url)
        .maybe("width", size.map(|(width, _)| width))
        .maybe("height", size.map(|(_, height)| height))
}
