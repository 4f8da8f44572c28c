//! Owns what a feed says, whatever its format. [`atom`](super::atom) and [`rss`](super::rss) write it.

use crate::moment::Moment;

/// A feed. All URLs are absolute.
#[derive(Clone, Debug)]
pub struct Feed {
    /// Its title.
    pub title: String,
    /// What it is about; may be empty.
    pub subtitle: String,
    /// Language tag.
    pub language: String,
    /// Its own address.
    pub permalink: String,
    /// The page it is the feed of.
    pub page: String,
    /// The time of the last change to any entry; the build date for an empty feed.
    pub updated: Moment,
    /// Name and version of the program.
    pub generator: String,
    /// The picture or logo of the site, absolute.
    pub logo: Option<String>,
    /// Its entries, the newest first.
    pub entries: Vec<Entry>,
}

/// An entry of a feed.
#[derive(Clone, Debug)]
pub struct Entry {
    /// A name that never changes: a `tag:` URI (RFC 4151).
    pub id: String,
    /// The article's title.
    pub title: String,
    /// The article's address.
    pub permalink: String,
    /// When it was published.
    pub published: Moment,
    /// When it was last changed in substance.
    pub updated: Moment,
    /// Names of its authors, and their pages.
    pub authors: Vec<(String, Option<String>)>,
    /// Plain text that stands for it.
    pub summary: String,
    /// Its whole text as HTML, disclaimers included, all URLs absolute.
    pub content: String,
    /// Its category and tags.
    pub categories: Vec<String>,
}
