//! Owns the declaration of facts: what articles of a section are asked to state, each in a type of its
//! own.

use crate::fields::{Reader, Unknown};
use crate::route::slugify;

/// `[[facts]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactKey {
    /// The key below `facts` in front matter.
    pub name: String,
    /// Its name as shown.
    pub label: String,
    /// What its values are.
    pub kind: FactKind,
    /// Sections, by folder, whose articles state it; it holds for the sections below these too. Empty
    /// means all.
    pub section: Vec<String>,
    /// Whether articles must state it, unless they say `facts: false`.
    pub required: bool,
    /// Whether lists may be sorted by it; the first such fact is what they are sorted by.
    pub sortable: bool,
    /// Whether lists show it.
    pub list: bool,
}

/// The types of facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactKind {
    /// A line of text.
    Text,
    /// A number.
    Number,
    /// A sum of money: `$298M`, `20 EUR`.
    Money,
    /// A span of time: `20 minutes`.
    Duration,
    /// A day or an instant.
    Date,
    /// A day or an instant until which something can be done; a day is the last one.
    Deadline,
    /// Addresses of other sites.
    Urls,
    /// One of these words, the least first.
    Choice(Vec<String>),
    /// Lines of text.
    List,
}

impl FactKey {
    /// Says the choices in other words, if these are as many.
    pub(super) fn say(&mut self, words: Option<&[String]>) {
        if let (FactKind::Choice(choices), Some(words)) = (&mut self.kind, words)
            && choices.len() == words.len()
        {
            choices.clone_from_slice(words);
        }
    }

    /// Whether articles of the section in `folder` state it.
    pub fn is_for(&self, folder: &str) -> bool {
        self.section.is_empty() || self.section.iter().any(|section| is_within(folder, section))
    }
}

fn is_within(folder: &str, section: &str) -> bool {
    folder == section || folder.strip_prefix(section).is_some_and(|below| below.starts_with('/'))
}

pub(super) fn read_facts(root: &mut Reader<'_>) -> Vec<FactKey> {
    let mut facts: Vec<FactKey> = Vec::new();
    for mut table in root.tables("facts") {
        let name = table.required_string("name").unwrap_or_default();
        let label = table.string("label").unwrap_or_else(|| super::rules::capitalized(&name));
        let kind = read_kind(&mut table);
        let section: Vec<String> = table.strings("section").unwrap_or_default();
        let section: Vec<String> = section.iter().map(|folder| folder.trim_matches('/').to_owned()).collect();
        let required = table.boolean("required").unwrap_or(false);
        let sortable = table.boolean("sortable").unwrap_or(false);
        let list = table.boolean("list").unwrap_or(true);
        if slugify(&name.replace('_', "-")) != name.replace('_', "-") {
            let message = format!("`{name}` is not a name: use lower-case letters, digits, - and _");
            table.problem("name", "config/id", message, None);
        } else if facts.iter().any(|other| other.name == name && overlap(&other.section, &section)) {
            let message = format!("there are two facts `{name}` for one section");
            table.problem("name", "config/duplicate", message, None);
        }
        table.finish(Unknown::Error);
        facts.extend(kind.map(|kind| FactKey { name, label, kind, section, required, sortable, list }));
    }
    facts
}

fn overlap(some: &[String], others: &[String]) -> bool {
    some.is_empty()
        || others.is_empty()
        || some.iter().any(|one| others.iter().any(|other| is_within(one, other) || is_within(other, one)))
}

fn read_kind(table: &mut Reader<'_>) -> Option<FactKind> {
    let names = ["text", "number", "money", "duration", "date", "deadline", "urls", "choice", "list"];
    let numbered: Vec<(&str, usize)> = names.iter().enumerate().map(|(at, name)| (*name, at)).collect();
    let choices = table.strings("choices").unwrap_or_default();
    let kind = match table.choice("type", &numbered) {
        Some(0) => FactKind::Text,
        Some(1) => FactKind::Number,
        Some(2) => FactKind::Money,
        Some(3) => FactKind::Duration,
        Some(4) => FactKind::Date,
        Some(5) => FactKind::Deadline,
        Some(6) => FactKind::Urls,
        Some(7) => FactKind::Choice(choices.clone()),
        Some(_) => FactKind::List,
        None if table.has("type") => return None,
        None => FactKind::Text,
    };
    let is_choice = matches!(kind, FactKind::Choice(_));
    if is_choice && choices.is_empty() {
        table.missing("choices", "name what can be chosen, the least first: choices = [\"low\", \"high\"]");
    } else if !is_choice && !choices.is_empty() {
        let help = "write type = \"choice\"".to_owned();
        table.problem("choices", "config/choices", "only a fact of type choice has `choices`", Some(help));
    }
    Some(kind)
}
