//! Owns feeds in Atom (RFC 4287).

use super::feed::{Entry, Feed};
use super::xml::Xml;

/// Writes a feed. Its `id` is its own address; those of its entries never change.
pub fn write(feed: &Feed) -> String {
    let mut xml = Xml::new();
    xml.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", &feed.language)]);
    xml.text("title", &[], &feed.title);
    if !feed.subtitle.is_empty() {
        xml.text("subtitle", &[], &feed.subtitle);
    }
    xml.text("id", &[], &feed.permalink);
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &feed.permalink)]);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &feed.page)]);
    xml.text("updated", &[], &feed.updated.rfc3339());
    author(&mut xml, &feed.publisher, None);
    xml.text("generator", &[], &feed.generator);
    if let Some(logo) = &feed.logo {
        xml.text("logo", &[], logo);
    }
    for item in &feed.entries {
        entry(&mut xml, item);
    }
    xml.close("feed");
    xml.finish()
}

fn entry(xml: &mut Xml, entry: &Entry) {
    xml.open("entry", &[]);
    xml.text("title", &[], &entry.title);
    xml.text("id", &[], &entry.id);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &entry.permalink)]);
    xml.text("published", &[], &entry.published.rfc3339());
    xml.text("updated", &[], &entry.updated.rfc3339());
    for (name, page) in &entry.authors {
        author(xml, name, page.as_deref());
    }
    for category in &entry.categories {
        xml.empty("category", &[("term", category)]);
    }
    if !entry.summary.is_empty() {
        xml.text("summary", &[], &entry.summary);
    }
    xml.text("content", &[("type", "html")], &entry.content);
    xml.close("entry");
}

fn author(xml: &mut Xml, name: &str, page: Option<&str>) {
    xml.open("author", &[]);
    xml.text("name", &[], name);
    if let Some(page) = page {
        xml.text("uri", &[], page);
    }
    xml.close("author");
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
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">
              <title>Field Notes</title>
              <subtitle>Slow research &amp; more.</subtitle>
              <id>https://example.org/atom.xml</id>
              <link rel="self" type="application/atom+xml" href="https://example.org/atom.xml"/>
              <link rel="alternate" type="text/html" href="https://example.org/"/>
              <updated>2026-03-05T00:00:00Z</updated>
              <author>
                <name>Acme Research</name>
              </author>
              <generator>Tearsheet 0.1.0</generator>
              <logo>https://example.org/logo.png</logo>
              <entry>
                <title>Claims &amp; &lt;caveats&gt;</title>
                <id>tag:example.org,2026:/guides/claim/</id>
                <link rel="alternate" type="text/html" href="https://example.org/guides/claim/?a=1&amp;b=2"/>
                <published>2026-03-01T09:30:00+01:00</published>
                <updated>2026-03-05T00:00:00Z</updated>
                <author>
                  <name>Ada Example</name>
                  <uri>https://example.org/authors/ada/</uri>
                </author>
                <author>
                  <name>Zoë</name>
                </author>
                <category term="Guides"/>
                <category term="R&amp;D"/>
                <summary>What &lt;not&gt; to sign.</summary>
                <content type="html">&lt;p&gt;Fees &amp;amp; “risk”: &lt;code&gt;a[b[0]]&amp;gt;1&lt;/code&gt; ]]&gt; end&lt;/p&gt;
            &lt;p&gt;🚀&lt;/p&gt;</content>
              </entry>
              <entry>
                <title>Note</title>
                <id>tag:example.org,2026:/note/</id>
                <link rel="alternate" type="text/html" href="https://example.org/note/"/>
                <published>2026-02-01T00:00:00Z</published>
                <updated>2026-02-01T00:00:00Z</updated>
                <content type="html"></content>
              </entry>
            </feed>
        "#]].assert_eq(&written);
        assert_eq!(texts_of(&written, "content"), [&*feed.entries[0].content, ""]);
    }

    #[test]
    fn empty_feed() {
        let mut feed = sample();
        (feed.entries, feed.logo, feed.subtitle) = (Vec::new(), None, String::new());
        expect![[r#"
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">
              <title>Field Notes</title>
              <id>https://example.org/atom.xml</id>
              <link rel="self" type="application/atom+xml" href="https://example.org/atom.xml"/>
              <link rel="alternate" type="text/html" href="https://example.org/"/>
              <updated>2026-03-05T00:00:00Z</updated>
              <author>
                <name>Acme Research</name>
              </author>
              <generator>Tearsheet 0.1.0</generator>
            </feed>
        "#]]
        .assert_eq(&write(&feed));
    }
}
