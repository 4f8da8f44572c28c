//! Owns parsing: gray_matter's engines, guarded. What the engines would let pass in silence, or
//! what could exhaust memory or stack, is refused; an engine's error is told again with its place.

use std::ops::Range;

use gray_matter::Pod;
use gray_matter::engine::{Engine, JSON, TOML, YAML};

use super::tree::{self, MAX_DEPTH};
use super::value::{Table, Value};
use super::{plain, quick, slips};
use crate::diagnostic::Diagnostic;
use crate::source::FileId;

/// A language for key-value data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Format {
    /// Between `---` lines.
    Yaml,
    /// Between `+++` lines, and in site.toml.
    Toml,
    /// Between `;;;` lines, or a leading object.
    Json,
}

/// Why a text is not key-value data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseProblem {
    /// What is wrong.
    pub message: String,
    /// Where, in bytes of the text that was parsed.
    pub range: Range<usize>,
    /// Another place that matters, and what it is.
    pub also: Option<(Range<usize>, &'static str)>,
    /// How to mend it.
    pub help: Option<String>,
}

impl ParseProblem {
    pub(super) fn new(range: Range<usize>, message: impl Into<String>) -> Self {
        Self { message: message.into(), range, also: None, help: None }
    }

    /// Moves the problem, for a text that is part of a file.
    pub fn shift(&mut self, by: usize) {
        self.range = self.range.start + by..self.range.end + by;
        if let Some((range, _)) = &mut self.also {
            *range = range.start + by..range.end + by;
        }
    }

    /// The problem as an error of `file`.
    pub fn into_diagnostic(self, code: &'static str, file: FileId) -> Diagnostic {
        let diagnostic = Diagnostic::error(code, self.message).at(file, self.range, "").maybe_help(self.help);
        match self.also {
            Some((range, text)) => diagnostic.at(file, range, text),
            None => diagnostic,
        }
    }

    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

/// Reads a text into a table. An empty text is an empty table.
///
/// Refused besides errors of syntax are keys that are given twice or are no text, tables and lists
/// nested more than 64 deep, numbers that cannot be kept, and YAML's tags, merge keys and aliases
/// that multiply.
pub fn parse(text: &str, format: Format) -> Result<Table, ParseProblem> {
    let quick = (format == Format::Yaml).then(|| quick::read(text)).flatten();
    quick.map_or_else(|| by_engine(text, format), Ok)
}

/// The same for YAML that is read by nothing but its parser, and examined.
#[cfg(test)]
pub(super) fn by_parser(text: &str) -> Result<Table, ParseProblem> {
    tree::read(text, Format::Yaml)?;
    by_engine(text, Format::Yaml)
}

fn by_engine(text: &str, format: Format) -> Result<Table, ParseProblem> {
    let examine = || tree::read(text, format);
    let examined = match format {
        Format::Yaml => !plain::is_plain(text),
        Format::Json => !text.trim().is_empty(),
        Format::Toml => false,
    };
    if examined {
        examine()?;
    }
    let parsed = match format {
        Format::Yaml => YAML::parse(text),
        Format::Toml => TOML::parse(text),
        Format::Json if !examined => Ok(Pod::Null),
        Format::Json => JSON::parse(text),
    };
    let pod = match parsed {
        Ok(pod) => pod,
        Err(error) => {
            examine()?;
            return Err(ParseProblem::new(0..0, error.to_string()));
        }
    };
    let mut doubtful = false;
    let value = convert(pod, 0, &mut doubtful);
    if doubtful && !examined {
        examine()?;
    }
    match value {
        Value::Table(table) => Ok(table),
        Value::Null => Ok(Table::new()),
        other => Err(no_table(text, &other)),
    }
}

/// Takes a value over, and notes whether it has what only the text can tell: numbers with a
/// fraction (they may have been whole, or infinite) and deep nesting.
fn convert(pod: Pod, depth: usize, doubtful: &mut bool) -> Value {
    *doubtful |= matches!(pod, Pod::Float(_)) || depth >= MAX_DEPTH;
    match pod {
        Pod::Null => Value::Null,
        Pod::String(text) => Value::String(text),
        Pod::Integer(number) => Value::Integer(number),
        Pod::Float(number) => Value::Float(number),
        Pod::Boolean(value) => Value::Boolean(value),
        Pod::Array(items) => {
            Value::List(items.into_iter().map(|item| convert(item, depth + 1, doubtful)).collect())
        }
        Pod::Hash(map) => Value::Table(
            map.into_iter().map(|(key, item)| (key, convert(item, depth + 1, doubtful))).collect(),
        ),
    }
}

fn no_table(text: &str, found: &Value) -> ParseProblem {
    let start = text.len() - text.trim_start().len();
    let end = text[start..].find('\n').map_or(text.trim_end().len(), |newline| start + newline);
    let line = text[start..end.max(start)].trim_end();
    ParseProblem {
        help: slips::key_help(line).map(str::to_owned),
        ..ParseProblem::new(
            start..start + line.len(),
            format!("expected keys and values, found {}", found.kind()),
        )
    }
}
