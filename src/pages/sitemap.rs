//! Owns sitemaps (sitemaps.org protocol 0.9).

use super::xml::Xml;
use crate::moment::Moment;

/// How many URLs one sitemap may hold.
pub const LIMIT: usize = 50_000;

const NAMESPACE: &[(&str, &str)] = &[("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")];

/// A page in a sitemap.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its address, absolute.
    pub permalink: String,
    /// When it was last changed in substance, if that is known.
    pub changed: Option<Moment>,
    /// Where it is to be had in which language: tags and absolute addresses.
    pub alternates: Vec<(String, String)>,
}

/// Writes one sitemap of at most [`LIMIT`] entries.
pub fn write(entries: &[Entry]) -> String {
    let mut xml = Xml::new();
    let mut namespaces = NAMESPACE.to_vec();
    if entries.iter().any(|entry| !entry.alternates.is_empty()) {
        namespaces.push(("xmlns:xhtml", "http://www.w3.org/1999/xhtml"));
    }
    xml.open("urlset", &namespaces);
    for entry in entries {
        xml.open("url", &[]);
        xml.text("loc", &[], &entry.permalink);
        if let Some(changed) = entry.changed {
            let day_only = changed.is_day_only();
            xml.text("lastmod", &[], &if day_only { changed.day() } else { changed.rfc3339() });
        }
        for (language, permalink) in &entry.alternates {
            let attributes = [("rel", "alternate"), ("hreflang", language), ("href", permalink.as_str())];
            xml.empty("xhtml:link", &attributes);
        }
        xml.close("url");
    }
    xml.close("urlset");
    xml.finish()
}

/// Writes the index of several sitemaps, given their absolute addresses.
pub fn write_index(sitemaps: &[String]) -> String {
    let mut xml = Xml::new();
    xml.open("sitemapindex", NAMESPACE);
    for sitemap in sitemaps {
        xml.open("sitemap", &[]);
        xml.text("loc", &[], sitemap);
        xml.close("sitemap");
    }
    xml.close("sitemapindex");
    xml.finish()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use jiff::tz::TimeZone;

    use super::*;
    use crate::pages::xml::tests::texts_of;

    fn entry(permalink: &str, changed: Option<&str>) -> Entry {
        let changed = changed.map(|text| Moment::parse(text, &TimeZone::UTC).unwrap());
        Entry { permalink: permalink.to_owned(), changed, alternates: Vec::new() }
    }

    #[test]
    fn pages() {
        let entries = [
            entry("https://example.org/", None),
            entry("https://example.org/r&d/'notes'/", Some("2026-03-01")),
            entry("https://example.org/%C3%BCber/", Some("2026-03-01T09:30:00+01:00")),
        ];
        let written = write(&entries);
        assert_eq!(texts_of(&written, "loc")[1], entries[1].permalink);
        expect![[r#"
            <?xml version="1.0" encoding="utf-8"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
              <url>
                <loc>https://example.org/</loc>
              </url>
              <url>
                <loc>https://example.org/r&amp;d/'notes'/</loc>
                <lastmod>2026-03-01</lastmod>
              </url>
              <url>
                <loc>https://example.org/%C3%BCber/</loc>
                <lastmod>2026-03-01T09:30:00+01:00</lastmod>
              </url>
            </urlset>
        "#]]
        .assert_eq(&written);
    }

    #[test]
    fn index() {
        let sitemaps = ["https://example.org/sitemap-1.xml".to_owned()];
        expect![[r#"
            <?xml version="1.0" encoding="utf-8"?>
            <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
              <sitemap>
                <loc>https://example.org/sitemap-1.xml</loc>
              </sitemap>
            </sitemapindex>
        "#]]
        .assert_eq(&write_index(&sitemaps));
    }
}
