//! What is wrong with a page, as far as its text tells.

use std::collections::BTreeSet;

const VOID: &[&str] = &["area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"];

/// The tags of a page, in order: `("a", " href=\"/\"")`, closing ones with their slash.
fn tags(html: &str) -> Vec<(&str, &str)> {
    let tags = html.split('<').skip(1).filter(|tag| !tag.starts_with('!'));
    tags.map(|tag| {
        let tag = tag.split_once('>').map_or(tag, |(tag, _)| tag);
        tag.find([' ', '\n']).map_or((tag, ""), |end| tag.split_at(end))
    })
    .collect()
}

/// The values of an attribute.
fn values<'a>(tags: &[(&str, &'a str)], name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    tags.iter().filter_map(|(_, attributes)| attributes.split_once(&start)?.1.split('"').next()).collect()
}

/// How often an element is there.
pub(crate) fn count(html: &str, element: &str) -> usize {
    tags(html).iter().filter(|(name, _)| *name == element).count()
}

/// Everything that is wrong with a page.
pub(crate) fn problems(html: &str) -> Vec<String> {
    let tags = tags(html);
    let mut problems = unbalanced(&tags);
    let mut ids = BTreeSet::new();
    for id in values(&tags, "id") {
        if !ids.insert(id) {
            problems.push(format!("the id {id} is there twice"));
        }
    }
    let fragments = values(&tags, "href").into_iter().filter_map(|url| url.strip_prefix('#'));
    for id in fragments.chain(values(&tags, "aria-labelledby")).filter(|id| !ids.contains(id)) {
        problems.push(format!("the id {id} is nowhere"));
    }
    for (name, attributes) in &tags {
        let strict = !attributes.contains(" style=") && !attributes.contains(" on") && *name != "style";
        // One without attributes is in the page: policies name it by its hash, which the reference tells.
        let is_told = attributes.is_empty();
        let own = is_told || attributes.contains("application/ld+json") || attributes.contains(" src=\"/");
        if !strict || (*name == "script" && !own) {
            problems.push(format!("a strict content security policy stops <{name}{attributes}>"));
        }
        if *name == "img" && !attributes.contains(" alt=") {
            problems.push(format!("<{name}{attributes}> has no alt"));
        }
    }
    let style_sheets =
        tags.iter().filter(|(_, attributes)| attributes.contains("stylesheet")).copied().collect::<Vec<_>>();
    for url in values(&tags, "src").into_iter().chain(values(&style_sheets, "href")) {
        if !url.starts_with('/') {
            problems.push(format!("{url} is not of this site"));
        }
    }
    for (element, wanted) in [("h1", 1), ("main", 1), ("title", 1)] {
        if count(html, element) != wanted {
            problems.push(format!("there are {} <{element}>", count(html, element)));
        }
    }
    problems
}

fn unbalanced(tags: &[(&str, &str)]) -> Vec<String> {
    let mut open = Vec::new();
    let mut problems = Vec::new();
    for (name, _) in tags {
        match name.strip_prefix('/') {
            None if VOID.contains(name) => {}
            None => open.push(*name),
            Some(name) => match open.pop() {
                Some(last) if last == name => {}
                last => problems.push(format!("</{name}> closes {last:?}")),
            },
        }
    }
    problems.extend(open.into_iter().map(|name| format!("<{name}> is not closed")));
    problems
}
