//! Owns the settings of site.toml that are lists: link rules, taxonomies, menus.

use serde::{Deserialize, Serialize};

use super::conditions::{Sponsorship, matches_glob};
use crate::fields::{Reader, Unknown};

/// `[links]`: how links to other sites are marked.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Links {
    /// `rel` values of external links.
    pub rel: Vec<String>,
    /// `target` of external links.
    pub target: Option<String>,
    /// Exceptions by host; the first that matches counts.
    pub rules: Vec<LinkRule>,
}

/// `[[links.rules]]`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LinkRule {
    /// Hosts: `example.org` for itself, `*.example.org` for everything below it and itself.
    pub hosts: Vec<String>,
    /// Addresses, with `*` for any run of characters: `https://shop.example/*?tag=*`.
    pub urls: Vec<String>,
    /// What a link to them makes of an article, at least.
    pub sponsorship: Option<Sponsorship>,
    /// `rel` values in place of the default ones.
    pub rel: Option<Vec<String>>,
    /// `target` in place of the default one; empty for none.
    pub target: Option<String>,
}

impl Links {
    /// The `rel` values and `target` of a link to `url` at `host` (lower case).
    pub fn of(&self, url: &str, host: &str) -> (&[String], Option<&str>) {
        let rule = self.rule(url, host);
        let rel = rule.and_then(|rule| rule.rel.as_deref()).unwrap_or(&self.rel);
        let target = rule.and_then(|rule| rule.target.as_deref()).or(self.target.as_deref());
        (rel, target.filter(|target| !target.is_empty()))
    }

    /// What a link to `url` at `host` (lower case) makes of an article.
    pub fn sponsorship(&self, url: &str, host: &str) -> Sponsorship {
        self.rule(url, host).and_then(|rule| rule.sponsorship).unwrap_or_default()
    }

    /// Whether any link says something about an article.
    pub fn any_sponsored(&self) -> bool {
        self.rules.iter().any(|rule| rule.sponsorship.is_some())
    }

    fn rule(&self, url: &str, host: &str) -> Option<&LinkRule> {
        let by_host = |rule: &LinkRule| rule.hosts.iter().any(|pattern| host_matches(pattern, host));
        let by_url = |rule: &LinkRule| rule.urls.iter().any(|pattern| matches_glob(pattern, url));
        self.rules.iter().find(|rule| by_host(rule) || by_url(rule))
    }
}

fn host_matches(pattern: &str, host: &str) -> bool {
    match pattern.strip_prefix("*.") {
        Some(parent) => host == parent || host.strip_suffix(parent).is_some_and(|below| below.ends_with('.')),
        None => host == pattern,
    }
}

/// `[[taxonomies]]`.
#[derive(Clone, Debug)]
pub struct Taxonomy {
    /// The front-matter key that holds an article's terms, and the name in the URL: `tags`.
    pub name: String,
    /// Name as shown: "Tags".
    pub title: String,
    /// Whether site.toml says how it is called, or every language does so itself.
    pub titled: bool,
    /// Articles on a page of a term.
    pub per_page: usize,
    /// Whether terms have feeds.
    pub feed: bool,
}

/// An entry of a menu.
#[derive(Clone, Debug, Serialize)]
pub struct MenuItem {
    /// Words shown.
    pub name: String,
    /// A path of the site (`/airdrops/`) or a full URL.
    pub url: String,
}

pub(super) fn read_links(root: &mut Reader<'_>) -> Links {
    let mut links = Links { rel: vec!["noopener".to_owned()], target: None, rules: Vec::new() };
    if let Some(mut table) = root.table("links") {
        links.rel = table.strings("rel").unwrap_or(links.rel);
        links.target = table.string("target");
        for mut rule in table.tables("rules") {
            let hosts = rule.strings("hosts").unwrap_or_default();
            let urls = rule.strings("urls").unwrap_or_default();
            if hosts.is_empty() && urls.is_empty() {
                rule.problem_here(
                    "field/missing",
                    "`hosts` is missing",
                    Some("name the hosts the rule is for: hosts = [\"*.example.org\"]".to_owned()),
                );
            }
            let hosts = hosts.iter().map(|host| host.to_lowercase()).collect();
            let sponsorship = rule.choice("sponsorship", &Sponsorship::ALL);
            let sponsorship = sponsorship.filter(|kind| *kind != Sponsorship::None);
            let mut rel = rule.strings("rel");
            if sponsorship.is_some() {
                let rel = rel.get_or_insert_with(|| links.rel.clone());
                if !rel.iter().any(|value| value == "sponsored") {
                    rel.insert(0, "sponsored".to_owned());
                }
            }
            links.rules.push(LinkRule { hosts, urls, sponsorship, rel, target: rule.string("target") });
            rule.finish(Unknown::Error);
        }
        table.finish(Unknown::Error);
    }
    links
}

/// Front-matter keys that mean something else, and so cannot hold the terms of a taxonomy.
const TAKEN: &[&str] = &[
    "aliases",
    "category",
    "date",
    "description",
    "disclaimer",
    "disclosure",
    "draft",
    "ends",
    "expires",
    "extra",
    "facts",
    "faq",
    "flags",
    "how_to",
    "image",
    "last_reviewed",
    "review_every",
    "reviewed_by",
    "revisions",
    "search",
    "series",
    "slug",
    "starts",
    "status",
    "superseded_by",
    "title",
    "toc",
    "translated",
    "translated_from",
    "updated",
];

pub(super) fn read_taxonomies(root: &mut Reader<'_>, per_page: usize) -> Vec<Taxonomy> {
    if !root.has("taxonomies") {
        let taxonomy = |name: &str, title: &str| Taxonomy {
            name: name.to_owned(),
            title: title.to_owned(),
            titled: false,
            per_page,
            feed: false,
        };
        return vec![
            taxonomy("tags", "Tags"),
            taxonomy("categories", "Categories"),
            taxonomy("authors", "Authors"),
        ];
    }
    let mut taxonomies: Vec<Taxonomy> = Vec::new();
    for mut table in root.tables("taxonomies") {
        let name = table.required_string("name").unwrap_or_default();
        if name != crate::route::slugify(&name) {
            table.problem("name", "config/id", format!("`{name}` cannot be part of a URL"), None);
        } else if TAKEN.contains(&name.as_str()) {
            let message = format!("`{name}` is a front-matter key with another meaning");
            let help = "give the taxonomy another name; `title` is what readers see".to_owned();
            table.problem("name", "config/taken", message, Some(help));
        } else if taxonomies.iter().any(|taxonomy| taxonomy.name == name) {
            table.problem("name", "config/duplicate", format!("there are two taxonomies `{name}`"), None);
        }
        let title = table.string("title");
        let known = ["tags", "categories", "authors"].contains(&name.as_str());
        let titled = title.is_some() || !known;
        let title = title.unwrap_or_else(|| capitalized(&name));
        let size = table.integer("per_page", 1, 1000).and_then(|number| usize::try_from(number).ok());
        let feed = table.boolean("feed").unwrap_or(false);
        table.finish(Unknown::Error);
        taxonomies.push(Taxonomy { name, title, titled, per_page: size.unwrap_or(per_page), feed });
    }
    taxonomies
}

/// A name with a capital.
pub(super) fn capitalized(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

pub(super) fn read_menus(root: &mut Reader<'_>) -> (Vec<MenuItem>, Vec<MenuItem>) {
    let Some(mut table) = root.table("menu") else { return (Vec::new(), Vec::new()) };
    let menus = (read_menu(&mut table, "main"), read_menu(&mut table, "footer"));
    table.finish(Unknown::Error);
    menus
}

pub(super) fn read_menu(table: &mut Reader<'_>, key: &'static str) -> Vec<MenuItem> {
    let mut items = Vec::new();
    for mut item in table.tables(key) {
        if let (Some(name), Some(url)) = (item.required_string("name"), item.required_string("url")) {
            items.push(MenuItem { name, url });
        }
        item.finish(Unknown::Error);
    }
    items
}
