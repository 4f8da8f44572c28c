//! Owns the records of site.toml for those who write and those who publish.

use crate::diagnostic::did_you_mean;
use crate::fields::{Reader, Unknown};

/// `[authors.<id>]`.
#[derive(Clone, Debug)]
pub struct Person {
    /// The id by which front matter names the author; also the name in the URL.
    pub id: String,
    /// Name as shown.
    pub name: String,
    /// What they do here: "Research lead".
    pub role: Option<String>,
    /// Their own page elsewhere.
    pub url: Option<String>,
    /// Profiles that are the same person: ORCID, social networks.
    pub same_as: Vec<String>,
    /// Picture, as a path of the site.
    pub avatar: Option<String>,
    /// A few sentences.
    pub bio: Option<String>,
    /// Whether it is an organization that writes under its own name.
    pub is_organization: bool,
}

/// `[organizations.<id>]`.
#[derive(Clone, Debug)]
pub struct Organization {
    /// The id by which site.toml names it.
    pub id: String,
    /// Name as shown.
    pub name: String,
    /// Its own page.
    pub url: Option<String>,
    /// Logo, as a path of the site.
    pub logo: Option<String>,
    /// Profiles that are the same organization.
    pub same_as: Vec<String>,
    /// A few sentences.
    pub bio: Option<String>,
}

impl Organization {
    /// The organization as an author.
    pub(super) fn author(&self) -> Person {
        Person {
            id: self.id.clone(),
            name: self.name.clone(),
            role: None,
            url: self.url.clone(),
            same_as: self.same_as.clone(),
            avatar: self.logo.clone(),
            bio: self.bio.clone(),
            is_organization: true,
        }
    }
}

pub(super) fn read_authors(root: &mut Reader<'_>) -> Vec<Person> {
    let mut authors = Vec::new();
    for (id, mut table) in root.named_tables("authors") {
        if id != crate::route::slugify(&id) {
            let help = format!("write `[authors.{}]`", crate::route::slugify(&id));
            table.problem_here("config/id", format!("`{id}` cannot be part of a URL"), Some(help));
        }
        let name = table.required_string("name");
        let person = Person {
            id,
            name: name.clone().unwrap_or_default(),
            role: table.string("role"),
            url: table.string("url"),
            same_as: table.strings("same_as").unwrap_or_default(),
            avatar: table.string("avatar"),
            bio: table.string("bio"),
            is_organization: false,
        };
        table.finish(Unknown::Error);
        authors.extend(name.is_some().then_some(person));
    }
    authors
}

pub(super) fn read_organizations(root: &mut Reader<'_>) -> Vec<Organization> {
    let mut organizations = Vec::new();
    for (id, mut table) in root.named_tables("organizations") {
        let name = table.required_string("name");
        let organization = Organization {
            id,
            name: name.clone().unwrap_or_default(),
            url: table.string("url"),
            logo: table.string("logo"),
            same_as: table.strings("same_as").unwrap_or_default(),
            bio: table.string("bio"),
        };
        table.finish(Unknown::Error);
        organizations.extend(name.is_some().then_some(organization));
    }
    organizations
}

pub(super) fn read_publisher(root: &mut Reader<'_>, organizations: &[Organization]) -> Option<usize> {
    let id = root.string("publisher")?;
    let found = organizations.iter().position(|organization| organization.id == id);
    if found.is_none() {
        let help = did_you_mean(&id, organizations.iter().map(|organization| organization.id.as_str()))
            .unwrap_or_else(|| format!("add a table `[organizations.{id}]` with its name"));
        root.problem(
            "publisher",
            "config/unknown-organization",
            format!("there is no organization `{id}`"),
            Some(help),
        );
    }
    found
}
