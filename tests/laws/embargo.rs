//! The law of the embargo: of a draft, or of an article whose instant has not come, nothing is in the
//! output folder, neither in a name nor in a byte.

use proptest::prelude::*;

use crate::kit::{NOW, OUTPUT, SiteTest};

/// Part of everything that belongs to hidden articles alone.
const SECRET: &str = "zzembargo";

const SITE: &str = r#"
//- /site.toml
title = "Embargo"
base_url = "https://embargo.example/"
time_zone = "Europe/Amsterdam"
[feeds]
formats = ["atom", "rss", "json"]
[authors.open]
name = "Open"
[authors.zzembargo]
name = "Zzembargo Writer"
bio = "Writes Zzembargo things."
[[taxonomies]]
name = "tags"
feed = true
[[taxonomies]]
name = "authors"
[[taxonomies]]
name = "categories"
[[facts]]
name = "deadline"
type = "deadline"
sortable = true
//- /content/open.md
---
title: Open
date: 2026-01-01
authors: [open]
tags: [shared]
facts: {deadline: 2026-12-24}
---
Text.
"#;

/// Lines of front matter, of which any may be there.
const LINES: &[&str] = &[
    "authors: [zzembargo, open]",
    "tags: [zzembargo tag, shared]",
    "category: Zzembargo category",
    "series: Zzembargo series",
    "slug: zzembargo-slug-#",
    "aliases: [/old/zzembargo-#/]",
    "description: A zzembargo description",
    "image: {src: zzembargo-#.svg, alt: A zzembargo picture}",
    "facts: {deadline: 2026-12-20}",
    "ends: 2027-01-31",
    "extra: {zzembargo: yes}",
    "faq: [{question: \"Zzembargo?\", answer: Zzembargo.}]",
];

const PLACES: &[&str] = &[
    "content/guides/zzembargo-guide.md",
    "content/zzembargo-section/one.md",
    "content/zzembargo-bundle/index.md",
    "content/news/zzembargo.md",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_of_what_is_hidden_is_published(
        hidden in prop::collection::btree_map(
            0..PLACES.len(),
            (prop::sample::subsequence(LINES, 0..=LINES.len()), any::<bool>(), 1..4_i64),
            1..=PLACES.len(),
        ),
    ) {
        let mut site = SiteTest::from_text(SITE);
        // What is to take the place of an article is not named before it does.
        if hidden.contains_key(&0) {
            let text = "---\ntitle: Old\ndate: 2026-01-01\nsuperseded_by: guides/zzembargo-guide.md\n---\nText.\n";
            site.write("content/old.md", text);
        }
        for (place, (lines, draft, seconds)) in &hidden {
            let path = PLACES[*place];
            let when = tearsheet::moment::Moment::from_seconds(NOW + seconds, &jiff::tz::TimeZone::UTC).unwrap();
            let date = if *draft { "2026-01-02\ndraft: true".to_owned() } else { when.rfc3339() };
            let lines = lines.join("\n").replace('#', &place.to_string());
            let text = format!("---\ntitle: A zzembargo title\ndate: {date}\n{lines}\n---\n## Zzembargo\n\n![Zzembargo](zzembargo-{place}.svg)\n");
            site.write(path, text);
            let folder = path.rsplit_once('/').unwrap().0;
            let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"3\" height=\"1\"/>";
            site.write(&format!("{folder}/zzembargo-{place}.svg"), picture);
        }
        let outcome = site.build();
        prop_assert_eq!(outcome.status, 0, "{}", outcome.problems);
        let own = std::fs::read(site.path(OUTPUT).join(tearsheet::output::MANIFEST)).unwrap();
        let own = ("the manifest".to_owned(), own);
        for (path, bytes) in outcome.files.into_iter().chain([own]) {
            prop_assert!(!path.to_lowercase().contains(SECRET), "{path}");
            let text = String::from_utf8_lossy(&bytes).to_lowercase();
            prop_assert!(!text.contains(SECRET), "{path}: {text}");
        }
        // Three seconds later what was not a draft is there.
        site.request.overrides.now = NOW + 3;
        let outcome = site.build();
        prop_assert_eq!(outcome.status, 0, "{}", outcome.problems);
        let shown = hidden.values().any(|(_, draft, _)| !draft);
        prop_assert_eq!(outcome.text("index.html").contains("zzembargo"), shown);
    }
}
