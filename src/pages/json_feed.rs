//! Owns feeds in JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use serde::Serialize;

use super::feed::{Entry, Feed};

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    icon: Option<&'a str>,
    authors: Vec<Author<'a>>,
    language: &'a str,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    content_html: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'a str,
    date_published: String,
    date_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'a [String],
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

/// Writes a feed.
pub fn write(feed: &Feed) -> String {
    let document = Document {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: &feed.page,
        feed_url: &feed.permalink,
        description: &feed.subtitle,
        icon: feed.logo.as_deref(),
        authors: vec![Author { name: &feed.publisher, url: None }],
        language: &feed.language,
        items: feed.entries.iter().map(item).collect(),
    };
    // Strings, lists and tables of these can always be written.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn item(entry: &Entry) -> Item<'_> {
    Item {
        id: &entry.id,
        url: &entry.permalink,
        title: &entry.title,
        content_html: &entry.content,
        summary: &entry.summary,
        date_published: entry.published.rfc3339(),
        date_modified: entry.updated.rfc3339(),
        authors: entry.authors.iter().map(|(name, url)| Author { name, url: url.as_deref() }).collect(),
        tags: &entry.categories,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::pages::feed::tests::sample;

    #[test]
    fn whole_feed() {
        let written = write(&sample());
        let read: serde_json::Value = serde_json::from_str(&written).unwrap();
        assert_eq!(read["items"][0]["content_html"], sample().entries[0].content);
        expect![[r#"
            {
              "version": "https://jsonfeed.org/version/1.1",
              "title": "Field Notes",
              "home_page_url": "https://example.org/",
              "feed_url": "https://example.org/atom.xml",
              "description": "Slow research & more.",
              "icon": "https://example.org/logo.png",
              "authors": [
                {
                  "name": "Acme Research"
                }
              ],
              "language": "en-GB",
              "items": [
                {
                  "id": "tag:example.org,2026:/guides/claim/",
                  "url": "https://example.org/guides/claim/?a=1&b=2",
                  "title": "Claims & <caveats>",
                  "content_html": "<p>Fees &amp; “risk”: <code>a[b[0]]&gt;1</code> ]]> end</p>\n<p>🚀</p>",
                  "summary": "What <not> to \u0001sign.",
                  "date_published": "2026-03-01T09:30:00+01:00",
                  "date_modified": "2026-03-05T00:00:00Z",
                  "authors": [
                    {
                      "name": "Ada Example",
                      "url": "https://example.org/authors/ada/"
                    },
                    {
                      "name": "Zoë"
                    }
                  ],
                  "tags": [
                    "Guides",
                    "R&D"
                  ]
                },
                {
                  "id": "tag:example.org,2026:/note/",
                  "url": "https://example.org/note/",
                  "title": "Note",
                  "content_html": "",
                  "date_published": "2026-02-01T00:00:00Z",
                  "date_modified": "2026-02-01T00:00:00Z"
                }
              ]
            }
        "#]]
        .assert_eq(&written);
    }
}
