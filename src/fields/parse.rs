//! Owns parsing: gray_matter's engines, with bounds on what they may be given.

use std::ops::Range;

use gray_matter::Pod;
use gray_matter::engine::{Engine, JSON, TOML, YAML};

use super::value::{Table, Value};

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
    /// How to mend it.
    pub help: Option<String>,
}

/// Reads a text into a table. An empty text is an empty table.
pub fn parse(text: &str, format: Format) -> Result<Table, ParseProblem> {
    let parsed = match format {
        Format::Yaml => YAML::parse(text),
        Format::Toml => TOML::parse(text),
        Format::Json => JSON::parse(text),
    };
    let problem = |message: String| ParseProblem { message, range: 0..0, help: None };
    match parsed.map(value) {
        Ok(Value::Table(table)) => Ok(table),
        Ok(Value::Null) => Ok(Table::new()),
        Ok(other) => Err(problem(format!("expected keys and values, found {}", other.kind()))),
        Err(error) => Err(problem(error.to_string())),
    }
}

fn value(pod: Pod) -> Value {
    match pod {
        Pod::Null => Value::Null,
        Pod::String(text) => Value::String(text),
        Pod::Integer(number) => Value::Integer(number),
        Pod::Float(number) => Value::Float(number),
        Pod::Boolean(value) => Value::Boolean(value),
        Pod::Array(items) => Value::List(items.into_iter().map(value).collect()),
        Pod::Hash(map) => Value::Table(map.into_iter().map(|(key, item)| (key, value(item))).collect()),
    }
}
