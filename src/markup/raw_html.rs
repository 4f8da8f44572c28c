//! Owns what becomes of raw HTML.

use super::Settings;
use super::tree::Tree;

/// Keeps, escapes or sanitises raw HTML, as the settings say.
pub fn apply(_tree: &mut Tree<'_>, _settings: &Settings) {}
