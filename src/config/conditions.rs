//! Owns `when`: the rules by which disclaimers and calls to action apply to articles.

use serde::{Deserialize, Serialize};

use super::disclaimers::name_in;
use crate::fields::{Reader, Unknown};
use crate::route::slugify;

/// One `when` clause: every key that is given must hold, by any of its values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conditions {
    /// Sections, by folder; one holds for the sections below it too.
    pub section: Vec<String>,
    /// Categories.
    pub category: Vec<Term>,
    /// Tags.
    pub tag: Vec<Term>,
    /// Content paths, with `*` for any run of characters: `airdrops/2024-*`.
    pub path: Vec<String>,
    /// Words of the front-matter list `flags`.
    pub flag: Vec<String>,
    /// Kinds of sponsorship.
    pub sponsorship: Vec<Sponsorship>,
    /// Audiences; an article that is written for everybody is written for these too.
    pub audience: Vec<String>,
}

/// A term as a rule names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// As written.
    pub name: String,
    /// Terms with the same slug are the same.
    pub slug: String,
}

/// Who paid for an article, and how. A later one outweighs those before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sponsorship {
    /// Nobody.
    #[default]
    None,
    /// A link of it earns money.
    Affiliate,
    /// What it speaks of was given away for it.
    Gifted,
    /// It was paid for in tokens, or in a claim to them.
    Allocation,
    /// It was paid for.
    Paid,
}

impl Sponsorship {
    /// All kinds, by name.
    pub const ALL: [(&'static str, Self); 5] = [
        ("none", Self::None),
        ("affiliate", Self::Affiliate),
        ("paid", Self::Paid),
        ("gifted", Self::Gifted),
        ("allocation", Self::Allocation),
    ];

    /// As front matter writes it.
    pub fn name(self) -> &'static str {
        name_in(&Self::ALL, self)
    }
}

impl Conditions {
    /// The keys that are given, each with its values as site.toml writes them.
    pub fn given(&self) -> Vec<(&'static str, Vec<String>)> {
        let terms = |terms: &[Term]| terms.iter().map(|term| term.name.clone()).collect();
        let mut keys = vec![
            ("section", self.section.clone()),
            ("category", terms(&self.category)),
            ("tag", terms(&self.tag)),
            ("path", self.path.clone()),
            ("flag", self.flag.clone()),
            ("sponsorship", self.sponsorship.iter().map(|kind| kind.name().to_owned()).collect()),
            ("audience", self.audience.clone()),
        ];
        keys.retain(|(_, values)| !values.is_empty());
        keys
    }
}

pub(super) fn read_conditions(table: &mut Reader<'_>) -> Vec<Conditions> {
    let mut clauses = Vec::new();
    for mut clause in table.tables("when") {
        let sponsorship = clause.choices("sponsorship", &Sponsorship::ALL).unwrap_or_default();
        let mut list = |key| clause.strings(key).unwrap_or_default();
        let terms = |names: Vec<String>| {
            names.into_iter().map(|name| Term { slug: slugify(&name), name }).collect::<Vec<_>>()
        };
        let conditions = Conditions {
            section: list("section"),
            category: terms(list("category")),
            tag: terms(list("tag")),
            path: list("path"),
            flag: list("flag"),
            sponsorship,
            audience: list("audience"),
        };
        if conditions == Conditions::default() {
            let help = "name a section, category, tag, path, flag, sponsorship or audience".to_owned();
            clause.problem_here("config/empty-when", "this `when` says nothing", Some(help));
        }
        clause.finish(Unknown::Error);
        clauses.push(conditions);
    }
    clauses
}

/// Whether a text is what a pattern means: `*` stands for any run of characters, `/` included.
pub fn matches_glob(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs() {
        for (pattern, text, expected) in [
            ("airdrops/2024-*", "airdrops/2024-aleo.md", true),
            ("airdrops/*", "security/x.md", false),
            ("*.md", "a/b.md", true),
            ("a/*/c*.md", "a/b/cd.md", true),
            ("a.md", "a.md", true),
            ("a.md", "aa.md", false),
            ("a*a.md", "a.md", false),
        ] {
            assert_eq!(matches_glob(pattern, text), expected, "{pattern} {text}");
        }
    }
}
