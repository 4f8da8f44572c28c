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
    /// The keys that were asked for, each with a line end.
    known: String,
    problems: Problems,
}

impl<'v> Reader<'v> {
    /// Reads a whole file's table.
    pub fn new(table: &'v Table, problems: Problems) -> Self {
        Self::nested(table, Vec::new(), problems)
    }

    fn nested(table: &'v Table, path: FieldPath, problems: Problems) -> Self {
        Self { table, path, known: String::with_capacity(256), problems }
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

    /// All keys, where their names are the author's choice.
    pub fn keys(&self) -> Vec<String> {
        self.table.keys().cloned().collect()
    }

    /// Any value at all.
    pub fn value(&mut self, key: &str) -> Option<&'v Value> {
        self.known.push_str(key);
        self.known.push('\n');
        self.table.get(key).filter(|value| **value != Value::Null)
    }

    /// Text. A number or a truth value is not taken for text: `slug: 2024` may be a slip.
    pub fn string(&mut self, key: &str) -> Option<String> {
        match self.value(key)? {
            Value::String(text) => Some(text.clone()),
            other => self.wrong(key, "text", other, quote_hint(other)),
        }
    }

    /// Text that must be there and not be blank.
    pub fn required_string(&mut self, key: &str) -> Option<String> {
        match self.value(key) {
            None => {
                self.missing(key, format!("add `{key}`"));
                None
            }
            Some(_) => {
                let text = self.string(key)?;
                if text.trim().is_empty() {
                    self.problem(key, "field/empty", format!("`{key}` is empty"), None);
                    return None;
                }
                Some(text)
            }
        }
    }

    /// Reports that a key is missing, or there with nothing under it.
    pub fn missing(&self, key: &str, help: impl Into<String>) {
        let (place, message) = if self.table.contains_key(key) {
            (Place::Key(self.path(key)), format!("`{key}` has no value"))
        } else {
            (Place::Key(self.here()), format!("`{key}` is missing"))
        };
        self.report(place, "", Diagnostic::error("field/missing", message).help(help));
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, key: &str) -> Option<bool> {
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
    pub fn integer(&mut self, key: &str, least: i64, most: i64) -> Option<i64> {
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

    /// A list of texts, none of them blank; a single text counts as a list of one.
    pub fn strings(&mut self, key: &str) -> Option<Vec<String>> {
        Some(self.numbered_strings(key)?.into_iter().map(|(_, text)| text).collect())
    }

    /// As [`strings`](Self::strings), each with its index: what is wrong with one does not hide
    /// where the others stand.
    pub fn numbered_strings(&mut self, key: &str) -> Option<Vec<(usize, String)>> {
        match self.value(key)? {
            Value::String(text) if text.trim().is_empty() => {
                self.problem(key, "field/empty", format!("`{key}` is empty"), None);
                None
            }
            Value::String(text) => Some(vec![(0, text.clone())]),
            Value::List(items) => {
                let items = items.iter().enumerate();
                Some(items.filter_map(|(at, item)| Some((at, self.string_item(key, at, item)?))).collect())
            }
            other => self.wrong(key, "a list of texts", other, quote_hint(other)),
        }
    }

    fn string_item(&self, key: &str, index: usize, item: &Value) -> Option<String> {
        let blank = match item {
            Value::String(text) => text.trim().is_empty(),
            other => *other == Value::Null,
        };
        let diagnostic = match item {
            _ if blank => {
                let message = format!("item {} of `{key}` is empty", index + 1);
                Diagnostic::error("field/empty", message).help("fill it in or delete it")
            }
            Value::String(text) => return Some(text.clone()),
            other => {
                let (number, kind) = (index + 1, other.kind());
                let message = format!("`{key}` must be a list of texts, but item {number} is {kind}");
                Diagnostic::error("field/type", message).maybe_help(quote_hint(other))
            }
        };
        self.report(Place::Value(self.item_path(key, index)), "", diagnostic);
        None
    }

    /// The way to an item of a list; to the value itself where a single one stands for a list.
    pub fn item_path(&self, key: &str, index: usize) -> FieldPath {
        let mut path = self.path(key);
        if matches!(self.table.get(key), Some(Value::List(_))) {
            path.push(Step::Index(index));
        }
        path
    }

    /// One of a few words.
    pub fn choice<T: Copy>(&mut self, key: &str, choices: &[(&str, T)]) -> Option<T> {
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

    /// A list of which every item is one of a few; an item said twice counts once.
    pub fn choices<T: Copy + PartialEq>(&mut self, key: &str, choices: &[(&str, T)]) -> Option<Vec<T>> {
        let mut chosen = Vec::new();
        for (at, text) in self.numbered_strings(key)? {
            match choices.iter().find(|(name, _)| *name == text) {
                Some((_, value)) if chosen.contains(value) => {}
                Some((_, value)) => chosen.push(*value),
                None => {
                    let names: Vec<_> = choices.iter().map(|(name, _)| *name).collect();
                    let help = did_you_mean(&text, names.iter().copied());
                    let message = format!("`{key}` cannot have `{text}`; there are: {}", names.join(", "));
                    let diagnostic = Diagnostic::error("field/choice", message).maybe_help(help);
                    self.report(Place::Value(self.item_path(key, at)), "", diagnostic);
                }
            }
        }
        Some(chosen)
    }

    /// A table under a key.
    pub fn table(&mut self, key: &str) -> Option<Reader<'v>> {
        match self.value(key)? {
            Value::Table(table) => Some(Self::nested(table, self.path(key), self.problems.clone())),
            other => self.wrong(key, "a table", other, None),
        }
    }

    /// A list of tables under a key; a single table counts as a list of one.
    pub fn tables(&mut self, key: &str) -> Vec<Reader<'v>> {
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
    pub fn named_tables(&mut self, key: &str) -> Vec<(String, Reader<'v>)> {
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
                self.report(Place::Value(path), "", diagnostic);
                None
            }
        }
    }

    /// Reports an error about the value of a key.
    pub fn problem(&self, key: &str, code: &'static str, message: impl Into<String>, help: Option<String>) {
        self.report(Place::Value(self.path(key)), "", Diagnostic::error(code, message).maybe_help(help));
    }

    /// Reports an error about this table as a whole.
    pub fn problem_here(&self, code: &'static str, message: impl Into<String>, help: Option<String>) {
        self.report(Place::Key(self.here()), "", Diagnostic::error(code, message).maybe_help(help));
    }

    /// Reports anything about a place of the file, with a few words for the caret.
    pub fn report(&self, place: Place, label: &str, diagnostic: Diagnostic) {
        self.problems.0.borrow_mut().push(Problem { place, label: label.to_owned(), diagnostic });
    }

    /// Reports that a value is of the wrong kind.
    pub fn wrong<T>(&self, key: &str, expected: &str, found: &Value, help: Option<String>) -> Option<T> {
        let message = format!("`{key}` must be {expected}, but is {}", found.kind());
        let diagnostic = Diagnostic::error("field/type", message).maybe_help(help);
        self.report(Place::Value(self.path(key)), "", diagnostic);
        None
    }

    /// Reports the keys that no accessor has asked for.
    pub fn finish(self, unknown: Unknown) {
        self.finish_tolerating(unknown, &[], |_| None);
    }

    /// As [`finish`](Self::finish), but keys of `tolerated` are let pass, and `advice` may know what
    /// to use in place of a key.
    pub fn finish_tolerating(
        self,
        unknown: Unknown,
        tolerated: &[String],
        advice: impl Fn(&str) -> Option<String>,
    ) {
        let severity = match unknown {
            Unknown::Allow => return,
            Unknown::Warn => Severity::Warning,
            Unknown::Error => Severity::Error,
        };
        let known = || self.known.lines();
        let is_known = |key: &str| known().any(|known| known == key);
        for key in self.table.keys().filter(|key| !is_known(key) && !tolerated.contains(key)) {
            let near = || did_you_mean(key, known());
            let all = || {
                let mut known: Vec<_> = known().collect();
                known.sort_unstable();
                known.dedup();
                let extra = if known.contains(&"extra") { "; your own go under `extra`" } else { "" };
                format!("known keys: {}{extra}", known.join(", "))
            };
            let help = advice(key).or_else(near).unwrap_or_else(all);
            let diagnostic =
                Diagnostic { severity, ..Diagnostic::error("field/unknown", format!("unknown key `{key}`")) };
            self.report(Place::Key(self.path(key)), "", diagnostic.help(help));
        }
    }
}

fn quote_hint(value: &Value) -> Option<String> {
    matches!(value, Value::Integer(_) | Value::Float(_) | Value::Boolean(_))
        .then(|| "if it is meant as text, put it in quotes".to_owned())
}
