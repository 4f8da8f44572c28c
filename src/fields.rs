//! Owns key-value data as authors write it (front matter, site.toml): parsing it in three
//! languages, reading it into types with messages made for authors, and finding a field's place
//! in the text once something is wrong with it.

mod dates;
mod json;
mod parse;
mod plain;
mod positions;
mod quick;
mod reader;
mod slips;
mod toml;
mod tree;
mod value;
mod yaml;

pub use json::object_end;
pub use parse::{Format, ParseProblem, parse};
pub use positions::{locate, locate_key};
pub use reader::{Problem, Problems, Reader, Unknown};
pub use value::{Table, Value};
