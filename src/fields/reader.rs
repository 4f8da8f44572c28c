//! Owns the typed reading of tables: each accessor takes one key, says what is wrong with its
//! value, and remembers it, so that [`Reader::finish`] can tell which keys nobody asked for.

use std::cell::RefCell;
use std::rc::Rc;

use super::value::{Table, Value};
use crate::diagnostic::{Diagnostic, FieldPath, Place, Severity, Step, did_you_mean};
use crate::source::FileId;

/// Something wrong with a field. It becomes a [`Diagnostic`] with [`Problem::into_diagnostic`].
#[derive(Clone, Debug)]
pub struct Problem {
    place: Place,
    label: String,
    diagnostic: Diagnostic,
}

impl Problem {
    /// The problem as one of `file`.
    pub fn into_diagnostic(self, file: FileId) -> Diagnostic {
        self.diagnostic.label(file, self.place, self.label)
    }
}

/// Where readers of one file put what they find wrong.
#[derive(Clone, Default)]
pub struct Problems(Rc<RefCell<Vec<Problem>>>);

impl Problems {
    /// Everything found so far, in order.
    pub fn take(&self) -> Vec<Problem> {
        self.0.take()
    }
}

/// What to make of a key that nobody asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unknown {
    /// An error.
    Error,
    /// A warning.
    Warn,
    /// Nothing.
    Allow,
}

/// Reads one table.
pub struct Reader<'v> {
    table: &'v Table,
    path: FieldPath,
    known: Vec<&'static str>,
    problems: Problems,
}

impl<'v> Reader<'v> {
    /// Reads a whole file's table.
    pub fn new(table: &'v Table, problems: Problems) -> Self {
        Self::nested(table, Vec::new(), problems)
    }

    fn nested(table: &'v Table, path: FieldPath, problems: Problems) -> Self {
        Self { table, path, known: Vec::new(), problems }
    }

    /// The way to a field of this table, for problems found later.
    pub fn path(&self, key: &str) -> FieldPath {
        let mut path = self.path.clone();
        path.push(Step::Key(key.to_owned()));
        path
    }

    /// The way to this table itself.
    pub fn here(&self) -> FieldPath {
        self.path.clone()
    }

    /// Whether the table has the key, with anything but nothing under it.
    pub fn has(&self, key: &str) -> bool {
        !matches!(self.table.get(key), None | Some(Value::Null))
    }

    /// Any value at all.
    pub fn value(&mut self, key: &'static str) -> Option<&'v Value> {
        self.known.push(key);
        self.table.get(key).filter(|value| **value != Value::Null)
    }

    /// Text. A number or a truth value is not taken for text: `slug: 2024` may be a slip.
    pub fn string(&mut self, key: &'static str) -> Option<String> {
        match self.value(key)? {
            Value::String(text) => Some(text.clone()),
            other => self.wrong(key, "text", other, quote_hint(other)),
        }
    }

    /// Text that must be there and not be blank.
    pub fn required_string(&mut self, key: &'static str) -> Option<String> {
        if !self.has(key) {
            self.known.push(key);
            let place = if self.path.is_empty() { Place::File } else { Place::Key(self.path.clone()) };
            self.push(
                place,
                "",
                Diagnostic::error("field/missing", format!("`{key}` is missing"))
                    .help(format!("add `{key}`")),
            );
            return None;
        }
        let text = self.string(key)?;
        if text.trim().is_empty() {
            self.problem(key, "field/empty", format!("`{key}` is empty"), None);
            return None;
        }
        Some(text)
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, key: &'static str) -> Option<bool> {
        match self.value(key)? {
            Value::Boolean(value) => Some(*value),
            other => {
                let hint = match other {
                    Value::String(text) if ["yes", "on"].contains(&text.to_lowercase().as_str()) => {
                        Some("write `true`".to_owned())
                    }
                    Value::String(text) if ["no", "off"].contains(&text.to_lowercase().as_str()) => {
                        Some("write `false`".to_owned())
                    }
                    _ => None,
                };
                self.wrong(key, "true or false", other, hint)
            }
        }
    }

    /// A whole number between two bounds, both allowed.
    pub fn integer(&mut self, key: &'static str, least: i64, most: i64) -> Option<i64> {
        match self.value(key)? {
            Value::Integer(number) if (least..=most).contains(number) => Some(*number),
            Value::Integer(number) => {
                self.problem(
                    key,
                    "field/range",
                    format!("`{key}` is {number}, but must lie between {least} and {most}"),
                    None,
                );
                None
            }
            other => self.wrong(key, "a whole number", other, None),
        }
    }

    /// A list of texts; a single text counts as a list of one.
    pub fn strings(&mut self, key: &'static str) -> Option<Vec<String>> {
        match self.value(key)? {
            Value::String(text) => Some(vec![text.clone()]),
            Value::List(items) => Some(
                items
                    .iter()
                    .enumerate()
                    .filter_map(|(index, item)| match item {
                        Value::String(text) => Some(text.clone()),
                        other => {
                            let mut path = self.path(key);
                            path.push(Step::Index(index));
                            let message = format!(
                                "`{key}` must be a list of texts, but item {} is {}",
                                index + 1,
                                other.kind()
                            );
                            let diagnostic =
                                Diagnostic::error("field/type", message).maybe_help(quote_hint(other));
                            self.push(Place::Value(path), &format!("this is {}", other.kind()), diagnostic);
                            None
                        }
                    })
                    .collect(),
            ),
            other => self.wrong(key, "a list of texts", other, quote_hint(other)),
        }
    }

    /// One of a few words.
    pub fn choice<T: Copy>(&mut self, key: &'static str, choices: &[(&'static str, T)]) -> Option<T> {
        let text = self.string(key)?;
        if let Some((_, value)) = choices.iter().find(|(name, _)| *name == text) {
            return Some(*value);
        }
        let names: Vec<_> = choices.iter().map(|(name, _)| *name).collect();
        let help = did_you_mean(&text, names.iter().copied());
        self.problem(
            key,
            "field/choice",
            format!("`{key}` cannot be `{text}`; it is one of: {}", names.join(", ")),
            help,
        );
        None
    }

    /// A table under a key.
    pub fn table(&mut self, key: &'static str) -> Option<Reader<'v>> {
        match self.value(key)? {
            Value::Table(table) => Some(Self::nested(table, self.path(key), self.problems.clone())),
            other => self.wrong(key, "a table", other, None),
        }
    }

    /// A list of tables under a key; a single table counts as a list of one.
    pub fn tables(&mut self, key: &'static str) -> Vec<Reader<'v>> {
        let path = self.path(key);
        match self.value(key) {
            None => Vec::new(),
            Some(Value::Table(table)) => vec![Self::nested(table, path, self.problems.clone())],
            Some(Value::List(items)) => items
                .iter()
                .enumerate()
                .filter_map(|(index, item)| {
                    let mut path = path.clone();
                    path.push(Step::Index(index));
                    self.item_table(key, item, path)
                })
                .collect(),
            Some(other) => {
                self.wrong::<()>(key, "a list of tables", other, None);
                Vec::new()
            }
        }
    }

    /// A table of tables with names that the author chooses, such as `[authors.jane-doe]`.
    pub fn named_tables(&mut self, key: &'static str) -> Vec<(String, Reader<'v>)> {
        let Some(outer) = self.table(key) else { return Vec::new() };
        outer
            .table
            .iter()
            .filter_map(|(name, item)| {
                let path = outer.path(name);
                Some((name.clone(), self.item_table(name, item, path)?))
            })
            .collect()
    }

    fn item_table(&self, key: &str, item: &'v Value, path: FieldPath) -> Option<Reader<'v>> {
        match item {
            Value::Table(table) => Some(Self::nested(table, path, self.problems.clone())),
            other => {
                let diagnostic = Diagnostic::error(
                    "field/type",
                    format!("`{key}` must hold tables, but this is {}", other.kind()),
                );
                self.push(Place::Value(path), &format!("this is {}", other.kind()), diagnostic);
                None
            }
        }
    }

    /// Reports an error about the value of a key.
    pub fn problem(&self, key: &str, code: &'static str, message: impl Into<String>, help: Option<String>) {
        self.push(Place::Value(self.path(key)), "", Diagnostic::error(code, message).maybe_help(help));
    }

    /// Reports an error about this table as a whole.
    pub fn problem_here(&self, code: &'static str, message: impl Into<String>, help: Option<String>) {
        let place = if self.path.is_empty() { Place::File } else { Place::Key(self.path.clone()) };
        self.push(place, "", Diagnostic::error(code, message).maybe_help(help));
    }

    /// Reports the keys that no accessor has asked for.
    pub fn finish(self, unknown: Unknown) {
        self.finish_tolerating(unknown, &[]);
    }

    /// As [`finish`](Self::finish), but keys of `tolerated` are let pass.
    pub fn finish_tolerating(self, unknown: Unknown, tolerated: &[String]) {
        let severity = match unknown {
            Unknown::Allow => return,
            Unknown::Warn => Severity::Warning,
            Unknown::Error => Severity::Error,
        };
        for key in self.table.keys() {
            if self.known.contains(&key.as_str()) || tolerated.contains(key) {
                continue;
            }
            let known = || {
                let mut known = self.known.clone();
                known.sort_unstable();
                format!("known keys: {}", known.join(", "))
            };
            let help = did_you_mean(key, self.known.iter().copied()).unwrap_or_else(known);
            let diagnostic =
                Diagnostic { severity, ..Diagnostic::error("field/unknown", format!("unknown key `{key}`")) };
            self.push(Place::Key(self.path(key)), "", diagnostic.help(help));
        }
    }

    fn wrong<T>(&self, key: &str, expected: &str, found: &Value, help: Option<String>) -> Option<T> {
        let message = format!("`{key}` must be {expected}, but is {}", found.kind());
        let diagnostic = Diagnostic::error("field/type", message).maybe_help(help);
        self.push(Place::Value(self.path(key)), &format!("this is {}", found.kind()), diagnostic);
        None
    }

    fn push(&self, place: Place, label: &str, diagnostic: Diagnostic) {
        self.problems.0.borrow_mut().push(Problem { place, label: label.to_owned(), diagnostic });
    }
}

fn quote_hint(value: &Value) -> Option<String> {
    match value {
        Value::Integer(number) => Some(format!("write it in quotes: \"{number}\"")),
        Value::Float(_) | Value::Boolean(_) => Some("write it in quotes".to_owned()),
        _ => None,
    }
}
