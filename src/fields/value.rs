//! Owns the value tree that YAML, TOML and JSON are all read into.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A table of key-value data, in order of keys.
pub type Table = BTreeMap<String, Value>;

/// One value. Dates are strings here: what a date means depends on the field.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// Nothing: `key:` in YAML.
    #[default]
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// Text.
    String(String),
    /// A list.
    List(Vec<Value>),
    /// A table.
    Table(Table),
}

impl Value {
    /// What an author would call this kind of value.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Boolean(_) => "true or false",
            Self::Integer(_) => "a whole number",
            Self::Float(_) => "a number",
            Self::String(_) => "text",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
        }
    }

    /// The value as templates see it.
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Null => serde_json::Value::Null,
            Self::Boolean(b) => (*b).into(),
            Self::Integer(n) => (*n).into(),
            Self::Float(n) => (*n).into(),
            Self::String(s) => s.as_str().into(),
            Self::List(items) => items.iter().map(Self::to_json).collect(),
            Self::Table(table) => table_to_json(table),
        }
    }
}

/// A table as templates see it.
fn table_to_json(table: &Table) -> serde_json::Value {
    table.iter().map(|(key, value)| (key.clone(), value.to_json())).collect()
}
