//! Owns the default theme as part of the program: its templates and the files they link to.

/// Templates by name.
pub static TEMPLATES: &[(&str, &str)] = &[];
