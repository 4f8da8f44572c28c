//! Owns what a feed says, whatever its format. [`atom`](super::atom), [`rss`](super::rss) and
//! [`json_feed`](super::json_feed) write it.

use crate::moment::Moment;
use crate::route::{BaseUrl, Route};

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
    /// Who publishes it: the author of entries that name none.
    pub publisher: String,
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

/// A name for an article that never changes, whatever becomes of its text and of the site's address:
/// a `tag:` URI (RFC 4151) of the host, the year of publication and the URL path.
pub fn tag_uri(base: &BaseUrl, date: Moment, route: &Route) -> String {
    let origin = base.origin();
    let authority = origin.split_once("://").map_or(origin, |(_, authority)| authority);
    let host = authority.split(':').next().unwrap_or(authority).to_ascii_lowercase();
    let day = date.day();
    let year = day.split('-').next().unwrap_or(&day);
    format!("tag:{host},{year}:{}", base.local(route))
}

#[cfg(test)]
pub(super) mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    fn at(text: &str) -> Moment {
        Moment::parse(text, &TimeZone::UTC).unwrap()
    }

    /// A feed with all there can be in one, and an entry with as little as possible.
    pub(in crate::pages) fn sample() -> Feed {
        let full = Entry {
            id: "tag:example.org,2026:/guides/claim/".to_owned(),
            title: "Claims & <caveats>".to_owned(),
            permalink: "https://example.org/guides/claim/?a=1&b=2".to_owned(),
            published: at("2026-03-01T09:30:00+01:00"),
            updated: at("2026-03-05"),
            authors: vec![
                ("Ada Example".to_owned(), Some("https://example.org/authors/ada/".to_owned())),
                ("Zoë".to_owned(), None),
            ],
            summary: "What <not> to \u{1}sign.".to_owned(),
            content: "<p>Fees &amp; “risk”: <code>a[b[0]]&gt;1</code> ]]> end</p>\n<p>🚀</p>".to_owned(),
            categories: vec!["Guides".to_owned(), "R&D".to_owned()],
        };
        let bare = Entry {
            id: "tag:example.org,2026:/note/".to_owned(),
            title: "Note".to_owned(),
            permalink: "https://example.org/note/".to_owned(),
            published: at("2026-02-01"),
            updated: at("2026-02-01"),
            authors: Vec::new(),
            summary: String::new(),
            content: String::new(),
            categories: Vec::new(),
        };
        Feed {
            title: "Field Notes".to_owned(),
            subtitle: "Slow research & more.".to_owned(),
            language: "en-GB".to_owned(),
            permalink: "https://example.org/atom.xml".to_owned(),
            page: "https://example.org/".to_owned(),
            updated: at("2026-03-05"),
            publisher: "Acme Research".to_owned(),
            generator: "Tearsheet 0.1.0".to_owned(),
            logo: Some("https://example.org/logo.png".to_owned()),
            entries: vec![full, bare],
        }
    }

    #[test]
    fn tag_uris() {
        let uri = |base, route| {
            tag_uri(
                &BaseUrl::new(base).unwrap(),
                at("2026-12-31T23:00:00-05:00"),
                &Route::new(route).unwrap(),
            )
        };
        assert_eq!(uri("https://Example.org/", "/a/b/"), "tag:example.org,2026:/a/b/");
        assert_eq!(uri("http://localhost:8080/x/", "/über uns/"), "tag:localhost,2026:/x/%C3%BCber%20uns/");
    }
}
