//! Owns social cards: setting a title into its box, and painting the SVG of a card as PNG. Nothing but
//! the fonts that the program brings along and those of the site is used: a card is the same on every
//! machine.

mod fit;
mod fonts;
mod paint;
#[cfg(test)]
mod tests;

pub use fit::{Fitted, Line};
pub use fonts::Typesetter;

use serde::Serialize;

/// Width and height of every card in pixels: what the large networks ask for.
pub const SIZE: (u32, u32) = (1200, 630);

/// So many bytes some networks refuse to take.
pub const MOST_BYTES: usize = 300_000;

/// `[cards]` of site.toml.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Settings {
    /// Whether articles without a picture of their own get a card.
    pub enabled: bool,
    /// Width in pixels of the box that the title is set into.
    pub title_width: u32,
    /// Size of its letters in pixels; long titles get smaller ones.
    pub title_size: u32,
    /// How many lines it may have.
    pub title_lines: u32,
    /// Files of fonts beside those that the program brings along, by their path from site.toml.
    pub fonts: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { enabled: false, title_width: 1040, title_size: 76, title_lines: 4, fonts: Vec::new() }
    }
}
