//! Owns what the template of social cards sees.

use serde::Serialize;

/// `card`, what `card.svg` is given: the picture of an article for networks that show links.
#[derive(Clone, Debug, Serialize)]
pub struct SocialCardView {
    /// The article's title, whole.
    pub title: String,
    /// Its title set into the box that `[cards]` of site.toml declares.
    pub lines: Vec<SocialLineView>,
    /// Size of the title's letters in pixels.
    pub size: u32,
    /// From one line of the title to the next, in pixels.
    pub line_height: u32,
    /// The site's name.
    pub site: String,
    /// The site's host.
    pub host: String,
    /// The article's section, or else its category.
    pub section: Option<String>,
    /// Names of its authors.
    pub authors: Vec<String>,
    /// When it was published, for reading.
    pub date: String,
    /// Minutes to read it.
    pub reading_time: u32,
    /// Language tag.
    pub language: String,
    /// Whether its script runs from right to left.
    pub rtl: bool,
}

/// A line of a card's title.
#[derive(Clone, Debug, Serialize)]
pub struct SocialLineView {
    /// Its words.
    pub text: String,
    /// Where its letters stand, in pixels below the top of the box.
    pub y: u32,
}
