//! Owns feeds in RSS 2.0 (RSS Advisory Board's profile).

use super::feed::{Entry, Feed};
use super::xml::Xml;
use crate::markup::body::escape;

/// Writes a feed.
pub fn write(feed: &Feed) -> String {
    let mut xml = Xml::new();
    let modules = [
        ("version", "2.0"),
        ("xmlns:atom", "http://www.w3.org/2005/Atom"),
        ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    xml.open("rss", &modules);
    xml.open("channel", &[]);
    xml.text("title", &[], &feed.title);
    xml.text("link", &[], &feed.page);
    xml.text("description", &[], if feed.subtitle.is_empty() { &feed.title } else { &feed.subtitle });
    xml.empty("atom:link", &[("rel", "self"), ("type", "application/rss+xml"), ("href", &feed.permalink)]);
    xml.text("language", &[], &feed.language);
    xml.text("lastBuildDate", &[], &feed.updated.rfc822());
    xml.text("generator", &[], &feed.generator);
    if let Some(logo) = feed.logo.as_deref().filter(|logo| is_bitmap(logo)) {
        image(&mut xml, logo, feed);
    }
    for entry in &feed.entries {
        item(&mut xml, entry);
    }
    xml.close("channel");
    xml.close("rss");
    xml.finish()
}

/// RSS knows GIF, JPEG and PNG.
fn is_bitmap(logo: &str) -> bool {
    let logo = logo.to_ascii_lowercase();
    [".gif", ".jpg", ".jpeg", ".png"].iter().any(|end| logo.ends_with(end))
}

/// The channel's picture, whose title and link are to be the channel's own.
fn image(xml: &mut Xml, logo: &str, feed: &Feed) {
    xml.open("image", &[]);
    xml.text("url", &[], logo);
    xml.text("title", &[], &feed.title);
    xml.text("link", &[], &feed.page);
    xml.close("image");
}

fn item(xml: &mut Xml, entry: &Entry) {
    xml.open("item", &[]);
    xml.text("title", &[], &entry.title);
    xml.text("link", &[], &entry.permalink);
    xml.text("guid", &[("isPermaLink", "false")], &entry.id);
    xml.text("pubDate", &[], &entry.published.rfc822());
    for (name, _) in &entry.authors {
        xml.text("dc:creator", &[], name);
    }
    for category in &entry.categories {
        xml.text("category", &[], category);
    }
    if !entry.summary.is_empty() {
        // Readers take it for HTML.
        xml.text("description", &[], &escape(&entry.summary));
    }
    xml.cdata("content:encoded", &entry.content);
    xml.close("item");
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::pages::feed::tests::sample;
    use crate::pages::xml::tests::texts_of;

    #[test]
    fn whole_feed() {
        let feed = sample();
        let written = write(&feed);
        expect![[r#"
            <?xml version="1.0" encoding="utf-8"?>
            <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
              <channel>
                <title>Field Notes</title>
                <link>https://example.org/</link>
                <description>Slow research &amp; more.</description>
                <atom:link rel="self" type="application/rss+xml" href="https://example.org/atom.xml"/>
                <language>en-GB</language>
                <lastBuildDate>Thu, 05 Mar 2026 00:00:00 +0000</lastBuildDate>
                <generator>Tearsheet 0.1.0</generator>
                <image>
                  <url>https://example.org/logo.png</url>
                  <title>Field Notes</title>
                  <link>https://example.org/</link>
                </image>
                <item>
                  <title>Claims &amp; &lt;caveats&gt;</title>
                  <link>https://example.org/guides/claim/?a=1&amp;b=2</link>
                  <guid isPermaLink="false">tag:example.org,2026:/guides/claim/</guid>
                  <pubDate>Sun, 01 Mar 2026 09:30:00 +0100</pubDate>
                  <dc:creator>Ada Example</dc:creator>
                  <dc:creator>Zoë</dc:creator>
                  <category>Guides</category>
                  <category>R&amp;D</category>
                  <description>What &amp;lt;not&amp;gt; to sign.</description>
                  <content:encoded><![CDATA[<p>Fees &amp; “risk”: <code>a[b[0]]&gt;1</code> ]]]]><![CDATA[> end</p>
            <p>🚀</p>]]></content:encoded>
                </item>
                <item>
                  <title>Note</title>
                  <link>https://example.org/note/</link>
                  <guid isPermaLink="false">tag:example.org,2026:/note/</guid>
                  <pubDate>Sun, 01 Feb 2026 00:00:00 +0000</pubDate>
                  <content:encoded><![CDATA[]]></content:encoded>
                </item>
              </channel>
            </rss>
        "#]].assert_eq(&written);
        assert_eq!(texts_of(&written, "content:encoded"), [&*feed.entries[0].content, ""]);
    }

    #[test]
    fn empty_feed_with_a_logo_that_rss_does_not_know() {
        let mut feed = sample();
        (feed.entries, feed.subtitle) = (Vec::new(), String::new());
        feed.logo = Some("https://example.org/logo.svg".to_owned());
        expect![[r#"
            <?xml version="1.0" encoding="utf-8"?>
            <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
              <channel>
                <title>Field Notes</title>
                <link>https://example.org/</link>
                <description>Field Notes</description>
                <atom:link rel="self" type="application/rss+xml" href="https://example.org/atom.xml"/>
                <language>en-GB</language>
                <lastBuildDate>Thu, 05 Mar 2026 00:00:00 +0000</lastBuildDate>
                <generator>Tearsheet 0.1.0</generator>
              </channel>
            </rss>
        "#]].assert_eq(&write(&feed));
    }
}
