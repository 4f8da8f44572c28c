//! Owns what a stage says about a problem: a stable code, a severity, a message, the places it is
//! about and how to mend it. Drawing it for people is the business of `report`.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::source::FileId;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is published.
    Error,
    /// Published, but an author should look.
    Warning,
    /// Worth knowing.
    Note,
}

/// A step into nested key-value data: a key of a table or an index of a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// The entry under this key.
    Key(String),
    /// The item at this index, from 0.
    Index(usize),
}

/// The way to a field of front matter or of site.toml.
pub type FieldPath = Vec<Step>;

/// Where in a file a problem is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// Bytes of the original file.
    Range(Range<usize>),
    /// The key of a front-matter or site.toml field. Becomes a range when the problem is reported:
    /// positions of fields are worth finding only then.
    Key(FieldPath),
    /// The value of such a field.
    Value(FieldPath),
    /// The file as a whole.
    File,
}

/// A place and what is to be said about it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    /// The file.
    pub file: FileId,
    /// The place in it.
    pub place: Place,
    /// A few words shown at the caret; may be empty.
    pub text: String,
}

/// One problem. The first label is the place it is filed under.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// Stable name, `area/problem`, such as `link/broken-anchor`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, as a lower-case fragment without final stop.
    pub message: String,
    /// Places, the most telling first. Empty if the problem has none (a folder that is missing).
    pub labels: Vec<Label>,
    /// How to mend it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A problem that stops publication.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A problem that does not stop publication.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// Something worth knowing.
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, message)
    }

    fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Self {
        Self { code, severity, message: message.into(), labels: Vec::new(), help: None }
    }

    /// Adds a range of bytes with a few words about it.
    pub fn at(self, file: FileId, range: Range<usize>, text: impl Into<String>) -> Self {
        self.label(file, Place::Range(range), text)
    }

    /// Adds any place with a few words about it.
    pub fn label(mut self, file: FileId, place: Place, text: impl Into<String>) -> Self {
        self.labels.push(Label { file, place, text: text.into() });
        self
    }

    /// Says how to mend it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says how to mend it, if there is anything to say.
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }
}

/// A value and what was found wrong on the way to it.
#[derive(Clone, Debug)]
pub struct Diagnosed<T> {
    /// The value, usable as far as it goes.
    pub value: T,
    /// The problems, in order of discovery.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Diagnosed<T> {
    /// A value with its problems.
    pub fn new(value: T, diagnostics: Vec<Diagnostic>) -> Self {
        Self { value, diagnostics }
    }

    /// The value, its problems added to those collected so far.
    pub fn into_value(self, collected: &mut Vec<Diagnostic>) -> T {
        collected.extend(self.diagnostics);
        self.value
    }
}

/// "did you mean `x`?", if a name of `known` is close enough to `typed` to be what was meant.
pub fn did_you_mean<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let limit = (typed.chars().count() / 3).max(1);
    let lower = typed.to_lowercase();
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&lower, &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, name)| format!("did you mean `{name}`?"))
}

#[cfg(test)]
pub(crate) mod testing;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_offered() {
        let known = ["title", "description", "date"];
        assert_eq!(did_you_mean("titel", known).as_deref(), Some("did you mean `title`?"));
        assert_eq!(did_you_mean("Description", known).as_deref(), Some("did you mean `description`?"));
        assert_eq!(did_you_mean("colour", known), None);
    }
}
