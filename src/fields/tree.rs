//! Owns the shape of a text as it is written: where every key and value stands. It is made only
//! where the parsed table does not suffice: to find a place, to tell what is wrong, and to examine
//! a text that could hide something.

use std::collections::BTreeMap;
use std::ops::Range;

use super::parse::{Format, ParseProblem};
use super::{json, toml, yaml};
use crate::diagnostic::Step;

/// How deep tables and lists may nest.
pub(super) const MAX_DEPTH: usize = 64;

/// A value as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    /// Its bytes.
    pub(super) range: Range<usize>,
    pub(super) kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Scalar,
    /// A YAML `*name`: what it stands for is written elsewhere.
    Alias,
    List(Vec<Node>),
    Table(Vec<Entry>),
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_range: Range<usize>,
    pub(super) value: Node,
}

/// A list or table that is being read.
pub(super) enum Partial {
    List(Vec<Node>),
    Table {
        entries: Vec<Entry>,
        /// Indices of the entries by their keys.
        seen: BTreeMap<String, usize>,
        /// The key whose value comes next.
        key: Option<(String, Range<usize>)>,
    },
}

impl Partial {
    pub(super) fn table() -> Self {
        Self::Table { entries: Vec::new(), seen: BTreeMap::new(), key: None }
    }

    /// Whether a key must come next.
    pub(super) fn awaits_key(&self) -> bool {
        matches!(self, Self::Table { key: None, .. })
    }

    /// Takes a key, which must be new.
    pub(super) fn take_key(&mut self, key: String, range: Range<usize>) -> Result<(), ParseProblem> {
        let Self::Table { entries, seen, key: slot } = self else { return Ok(()) };
        if let Some(first) = seen.get(&key).and_then(|index| entries.get(*index)) {
            return Err(duplicate(&key, first.key_range.clone(), range));
        }
        seen.insert(key.clone(), entries.len());
        *slot = Some((key, range));
        Ok(())
    }

    /// Takes an item, or the value of the last key.
    pub(super) fn put(&mut self, value: Node) {
        match self {
            Self::List(items) => items.push(value),
            Self::Table { entries, key, .. } => {
                entries.extend(key.take().map(|(key, key_range)| Entry { key, key_range, value }));
            }
        }
    }

    pub(super) fn finish(self) -> Kind {
        match self {
            Self::List(items) => Kind::List(items),
            Self::Table { entries, .. } => Kind::Table(entries),
        }
    }
}

/// Where a field stands.
pub(super) struct Found {
    /// Its key; items of lists have none.
    pub(super) key: Option<Range<usize>>,
    pub(super) value: Range<usize>,
}

impl Kind {
    /// From where to where there is something in a list or table.
    pub(super) fn extent(&self) -> Option<Range<usize>> {
        match self {
            Self::Scalar | Self::Alias => None,
            Self::List(items) => Some(items.first()?.range.start..items.last()?.range.end),
            Self::Table(entries) => {
                let last = entries.last()?;
                Some(entries.first()?.key_range.start..last.value.range.end.max(last.key_range.end))
            }
        }
    }
}

impl Node {
    /// Follows a path; within an alias, the alias is as far as it goes.
    pub(super) fn find(&self, path: &[Step]) -> Option<Found> {
        let (mut node, mut key) = (self, None);
        for step in path {
            (node, key) = match (step, &node.kind) {
                (_, Kind::Alias) => break,
                (Step::Key(name), Kind::Table(entries)) => {
                    let entry = entries.iter().find(|entry| entry.key == *name)?;
                    (&entry.value, Some(entry.key_range.clone()))
                }
                (Step::Index(index), Kind::List(items)) => (items.get(*index)?, None),
                _ => return None,
            };
        }
        Some(Found { key, value: node.range.clone() })
    }
}

/// Reads a text into its shape, and finds what is wrong with it.
pub(super) fn read(text: &str, format: Format) -> Result<Node, ParseProblem> {
    let forbidden = |c: &char| (c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r')) || *c == '\u{feff}';
    if let Some((at, c)) = text.char_indices().find(|(_, c)| forbidden(c)) {
        let message = format!("the invisible character U+{:04X} is not allowed here", u32::from(c));
        return Err(ParseProblem::new(at..at + c.len_utf8(), message).help("delete it"));
    }
    match format {
        Format::Yaml => yaml::read(text),
        Format::Toml => toml::read(text),
        Format::Json => json::read(text),
    }
}

/// The problem of nesting past [`MAX_DEPTH`].
pub(super) fn too_deep(range: Range<usize>) -> ParseProblem {
    ParseProblem::new(range, format!("tables and lists are nested more than {MAX_DEPTH} deep"))
        .help("front matter needs few levels: move the data to a file of its own")
}

/// The problem of a key that stands twice in one table.
pub(super) fn duplicate(key: &str, first: Range<usize>, second: Range<usize>) -> ParseProblem {
    ParseProblem {
        also: Some((first, "first here")),
        ..ParseProblem::new(second, format!("the key `{key}` is given twice"))
            .help("keep one of the two; the values of a list go under one key")
    }
}

/// A range that a caret can be put under: an empty one is widened to a character of its line.
pub(super) fn visible(text: &str, range: Range<usize>) -> Range<usize> {
    if !range.is_empty() {
        return range;
    }
    let (before, after) = text.split_at(range.start);
    match (after.chars().next(), before.chars().next_back()) {
        (Some(c), _) if !matches!(c, '\n' | '\r') => range.start..range.start + c.len_utf8(),
        (_, Some(c)) if !matches!(c, '\n' | '\r') => range.start - c.len_utf8()..range.start,
        _ => range,
    }
}
