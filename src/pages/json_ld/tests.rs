//! Owns the tests of structured data: whole graphs, and laws that hold for every page.

use expect_test::expect;
use serde_json::Value;

use super::*;
use crate::document::{ArticleType, Question};
use crate::language::LanguageId;
use crate::pages::breadcrumbs;
use crate::pages::testing::in_context;
use crate::route::Route;
use crate::site::testing::{TestSite, heading};
use crate::site::{ArticleId, SiteImage};

const SETTINGS: &str = r#"
description = "Slow research."
publisher = "acme"
[organizations.acme]
name = "Acme Research"
url = "https://acme.example/"
logo = "/logo.png"
same_as = ["https://social.example/@acme"]
[authors.ada]
name = "Ada Example"
role = "Research lead"
url = "https://ada.example/"
same_as = ["https://orcid.org/0000-0000-0000-0000"]
avatar = "images/ada.jpg"
bio = "Reads ledgers & <logs>."
"#;

fn sample(settings: &str) -> (TestSite, ArticleId) {
    let mut made = TestSite::new(settings);
    made.picture("/logo.png", (200, 60));
    made.picture("/images/ada.jpg", (400, 400));
    made.section("guides", "Guides", ArticleType::TechArticle);
    let id =
        made.article("guides/claim.md", "How to claim </script>", "2026-03-01 2026-03-05T10:00", |text| {
            text.front.how_to = true;
            text.headings = [
                heading(2, "before", "Before you start"),
                heading(2, "step-1-connect", "Step 1: Connect"),
                heading(3, "step-2-sign", "Step 2: Sign"),
                heading(2, "1-is-it-safe", "1. Is it safe?"),
            ]
            .into_iter()
            .collect();
            text.questions = vec![Question { heading: 3, digest: text.key }].into();
        });
    made.author(id, "Ada Example");
    made.author(id, "Guest & Co");
    made.term(id, "tags", "Layer 2");
    made.term(id, "categories", "Walkthroughs");
    let route = made.picture("/guides/claim/card é.png", (1200, 630));
    made.edit(id).image =
        Some(Box::new(SiteImage { route, size: Some((1200, 630)), alt: "A form".to_owned() }));
    made.series("First steps", &[id]);
    (made, id)
}

fn graph_of(made: &TestSite, page: &Page) -> Option<Value> {
    Some(parsed(&written(made, page)?))
}

fn page_at(route: &str, kind: PageKind) -> Page {
    Page { route: Route::new(route).unwrap(), kind, language: LanguageId::DEFAULT }
}

fn parsed(graph: &Graph) -> Value {
    assert!(!graph.text().contains(['<', '&', '\u{2028}', '\u{2029}']), "{}", graph.text());
    serde_json::from_str(graph.text()).unwrap()
}

fn written(made: &TestSite, page: &Page) -> Option<Graph> {
    in_context(made, |context| graph(page, &breadcrumbs(page, context), context))
}

fn drawn(made: &TestSite, route: &str, kind: PageKind) -> String {
    let page = page_at(route, kind);
    let graph = graph_of(made, &page).unwrap();
    assert_eq!(graph["@context"], "https://schema.org");
    graph["@graph"].as_array().unwrap().iter().map(draw).collect::<Vec<_>>().join("\n")
}

/// A node, with a line for each property.
fn draw(node: &Value) -> String {
    node.as_object().unwrap().iter().map(|(key, value)| format!("{key}: {value}\n")).collect()
}

/// The node with this fragment in its `@id`.
fn node<'a>(graph: &'a Value, fragment: &str) -> &'a Value {
    let nodes = graph["@graph"].as_array().unwrap();
    nodes.iter().find(|node| node["@id"].as_str().unwrap().ends_with(fragment)).unwrap()
}

#[test]
fn front_page() {
    let (made, _) = sample(SETTINGS);
    expect![[r#"
        @type: "Organization"
        @id: "https://example.org/research/#org"
        name: "Acme Research"
        url: "https://acme.example/"
        logo: {"@type":"ImageObject","url":"https://example.org/research/logo.png","width":200,"height":60}
        sameAs: ["https://social.example/@acme"]

        @type: "WebSite"
        @id: "https://example.org/research/#website"
        url: "https://example.org/research/"
        name: "Field Notes"
        publisher: {"@id":"https://example.org/research/#org"}
        description: "Slow research."
        inLanguage: "en"

        @type: "CollectionPage"
        @id: "https://example.org/research/#webpage"
        url: "https://example.org/research/"
        name: "Field Notes"
        description: "Slow research."
        isPartOf: {"@id":"https://example.org/research/#website"}
        inLanguage: "en"
        about: {"@id":"https://example.org/research/#org"}
    "#]]
    .assert_eq(&drawn(&made, "/", PageKind::Home(1)));
}

#[test]
fn article_page() {
    let (made, id) = sample(SETTINGS);
    expect![[r#"
        @type: "Organization"
        @id: "https://example.org/research/#org"
        name: "Acme Research"
        url: "https://acme.example/"
        logo: {"@type":"ImageObject","url":"https://example.org/research/logo.png","width":200,"height":60}
        sameAs: ["https://social.example/@acme"]

        @type: "WebSite"
        @id: "https://example.org/research/#website"
        url: "https://example.org/research/"
        name: "Field Notes"
        publisher: {"@id":"https://example.org/research/#org"}

        @type: "WebPage"
        @id: "https://example.org/research/guides/claim/#webpage"
        url: "https://example.org/research/guides/claim/"
        name: "How to claim </script>"
        description: "In short: How to claim </script>."
        isPartOf: {"@id":"https://example.org/research/#website"}
        inLanguage: "en"
        breadcrumb: {"@id":"https://example.org/research/guides/claim/#breadcrumb"}

        @type: "BreadcrumbList"
        @id: "https://example.org/research/guides/claim/#breadcrumb"
        itemListElement: [{"@type":"ListItem","position":1,"name":"Home","item":"https://example.org/research/"},{"@type":"ListItem","position":2,"name":"Guides","item":"https://example.org/research/guides/"},{"@type":"ListItem","position":3,"name":"How to claim </script>","item":"https://example.org/research/guides/claim/"}]

        @type: "TechArticle"
        @id: "https://example.org/research/guides/claim/#article"
        headline: "How to claim </script>"
        description: "In short: How to claim </script>."
        image: {"@type":"ImageObject","url":"https://example.org/research/guides/claim/card%20%C3%A9.png","width":1200,"height":630}
        datePublished: "2026-03-01T00:00:00Z"
        dateModified: "2026-03-05T10:00:00Z"
        author: [{"@id":"https://example.org/research/authors/ada/#person"},{"@id":"https://example.org/research/authors/guest-co/#person"}]
        publisher: {"@id":"https://example.org/research/#org"}
        mainEntityOfPage: {"@id":"https://example.org/research/guides/claim/#webpage"}
        isPartOf: {"@id":"https://example.org/research/guides/claim/#webpage"}
        inLanguage: "en"
        articleSection: "Guides"
        keywords: ["Layer 2"]
        wordCount: 1200

        @type: "HowTo"
        @id: "https://example.org/research/guides/claim/#howto"
        name: "How to claim </script>"
        mainEntityOfPage: {"@id":"https://example.org/research/guides/claim/#webpage"}
        step: [{"@type":"HowToStep","position":1,"name":"Step 1: Connect","url":"https://example.org/research/guides/claim/#step-1-connect"},{"@type":"HowToStep","position":2,"name":"Step 2: Sign","url":"https://example.org/research/guides/claim/#step-2-sign"}]

        @type: "Person"
        @id: "https://example.org/research/authors/ada/#person"
        name: "Ada Example"
        url: "https://example.org/research/authors/ada/"
        jobTitle: "Research lead"
        description: "Reads ledgers & <logs>."
        image: {"@type":"ImageObject","url":"https://example.org/research/images/ada.jpg","width":400,"height":400}
        sameAs: ["https://ada.example/","https://orcid.org/0000-0000-0000-0000"]

        @type: "Person"
        @id: "https://example.org/research/authors/guest-co/#person"
        name: "Guest & Co"
        url: "https://example.org/research/authors/guest-co/"
    "#]].assert_eq(&drawn(&made, "/guides/claim/", PageKind::Article(id)));
}

#[test]
fn author_page() {
    let (made, id) = sample(SETTINGS);
    let term = made.site.article(id).authors[0].term.unwrap();
    expect![[r#"
        @type: "Organization"
        @id: "https://example.org/research/#org"
        name: "Acme Research"
        url: "https://acme.example/"
        logo: {"@type":"ImageObject","url":"https://example.org/research/logo.png","width":200,"height":60}
        sameAs: ["https://social.example/@acme"]

        @type: "WebSite"
        @id: "https://example.org/research/#website"
        url: "https://example.org/research/"
        name: "Field Notes"
        publisher: {"@id":"https://example.org/research/#org"}

        @type: "ProfilePage"
        @id: "https://example.org/research/authors/ada/page/2/#webpage"
        url: "https://example.org/research/authors/ada/page/2/"
        name: "Ada Example"
        isPartOf: {"@id":"https://example.org/research/#website"}
        inLanguage: "en"
        mainEntity: {"@id":"https://example.org/research/authors/ada/#person"}
        breadcrumb: {"@id":"https://example.org/research/authors/ada/page/2/#breadcrumb"}

        @type: "BreadcrumbList"
        @id: "https://example.org/research/authors/ada/page/2/#breadcrumb"
        itemListElement: [{"@type":"ListItem","position":1,"name":"Home","item":"https://example.org/research/"},{"@type":"ListItem","position":2,"name":"Authors","item":"https://example.org/research/authors/"},{"@type":"ListItem","position":3,"name":"Ada Example","item":"https://example.org/research/authors/ada/"},{"@type":"ListItem","position":4,"name":"Page 2","item":"https://example.org/research/authors/ada/page/2/"}]

        @type: "Person"
        @id: "https://example.org/research/authors/ada/#person"
        name: "Ada Example"
        url: "https://example.org/research/authors/ada/"
        jobTitle: "Research lead"
        description: "Reads ledgers & <logs>."
        image: {"@type":"ImageObject","url":"https://example.org/research/images/ada.jpg","width":400,"height":400}
        sameAs: ["https://ada.example/","https://orcid.org/0000-0000-0000-0000"]
    "#]].assert_eq(&drawn(&made, "/authors/ada/page/2/", PageKind::Author(term, 2)));
}

#[test]
fn without_publisher_and_pages_of_authors() {
    let mut made = TestSite::new(
        "[[taxonomies]]\nname = \"tags\"\n[authors.ada]\nname = \"Ada\"\nurl = \"https://ada.example/\"",
    );
    let id = made.article("note.md", "A note", "2026-03-05T08:00:00-05:00 2026-03-01", |text| {
        text.front.description = None;
        text.front.category = Some("Letters".to_owned());
        text.summary = Some("".into());
    });
    made.author(id, "Ada");
    made.author(id, "Zoë Guest");
    made.author(id, "Zoë Guest");
    expect![[r#"
        @type: "Organization"
        @id: "https://example.org/research/#org"
        name: "Field Notes"
        url: "https://example.org/research/"

        @type: "WebSite"
        @id: "https://example.org/research/#website"
        url: "https://example.org/research/"
        name: "Field Notes"
        publisher: {"@id":"https://example.org/research/#org"}

        @type: "WebPage"
        @id: "https://example.org/research/note/#webpage"
        url: "https://example.org/research/note/"
        name: "A note"
        isPartOf: {"@id":"https://example.org/research/#website"}
        inLanguage: "en"
        breadcrumb: {"@id":"https://example.org/research/note/#breadcrumb"}

        @type: "BreadcrumbList"
        @id: "https://example.org/research/note/#breadcrumb"
        itemListElement: [{"@type":"ListItem","position":1,"name":"Home","item":"https://example.org/research/"},{"@type":"ListItem","position":2,"name":"A note","item":"https://example.org/research/note/"}]

        @type: "BlogPosting"
        @id: "https://example.org/research/note/#article"
        headline: "A note"
        datePublished: "2026-03-05T08:00:00-05:00"
        author: [{"@id":"https://example.org/research/note/#author-ada"},{"@id":"https://example.org/research/note/#author-zoe-guest"}]
        publisher: {"@id":"https://example.org/research/#org"}
        mainEntityOfPage: {"@id":"https://example.org/research/note/#webpage"}
        isPartOf: {"@id":"https://example.org/research/note/#webpage"}
        inLanguage: "en"
        articleSection: "Letters"
        wordCount: 1200

        @type: "Person"
        @id: "https://example.org/research/note/#author-ada"
        name: "Ada"
        url: "https://ada.example/"

        @type: "Person"
        @id: "https://example.org/research/note/#author-zoe-guest"
        name: "Zoë Guest"
    "#]].assert_eq(&drawn(&made, "/note/", PageKind::Article(id)));
}

#[test]
fn questions_make_the_page_a_faq() {
    let (made, id) = sample(SETTINGS);
    let page = page_at(made.site.article(id).route.as_str(), PageKind::Article(id));
    let mut graph = written(&made, &page).unwrap();
    let before = graph.text().to_owned();
    graph.add_faq(&[]);
    assert_eq!(graph.text(), before);
    let answer = "<p>Yes, see <a href=\"https://example.org/research/guides/\">guides</a>.</p>";
    graph.add_faq(&[("Is it safe?".to_owned(), answer.to_owned())]);
    let graph = parsed(&graph);
    expect![[r#"
        @type: ["WebPage","FAQPage"]
        @id: "https://example.org/research/guides/claim/#webpage"
        url: "https://example.org/research/guides/claim/"
        name: "How to claim </script>"
        description: "In short: How to claim </script>."
        isPartOf: {"@id":"https://example.org/research/#website"}
        inLanguage: "en"
        breadcrumb: {"@id":"https://example.org/research/guides/claim/#breadcrumb"}
        mainEntity: [{"@type":"Question","name":"Is it safe?","acceptedAnswer":{"@type":"Answer","text":"<p>Yes, see <a href=\"https://example.org/research/guides/\">guides</a>.</p>"}}]
    "#]].assert_eq(&draw(node(&graph, "#webpage")));
    laws(&graph);
}

#[test]
fn steps_fall_back_to_headings() {
    let mut made = TestSite::new("");
    let id = made.article("keys.md", "Making keys", "2026-03-01", |text| {
        text.front.how_to = true;
        let words = ["Pick a device", "Write it down", "FAQ", "Conclusion", "Disclaimer"];
        text.headings = words.iter().map(|word| heading(2, "h", word)).collect();
    });
    let page = |made: &TestSite| page_at(made.site.article(id).route.as_str(), PageKind::Article(id));
    let graph = graph_of(&made, &page(&made)).unwrap();
    let names: Vec<_> =
        node(&graph, "#howto")["step"].as_array().unwrap().iter().map(|step| &step["name"]).collect();
    assert_eq!(names, ["Pick a device", "Write it down"]);
    let other = made.article("none.md", "No steps", "2026-03-01", |text| text.front.how_to = true);
    let graph = graph_of(&made, &page_at("/none/", PageKind::Article(other)));
    assert!(!graph.unwrap().to_string().contains("HowTo"));
}

#[test]
fn a_section_without_index_follows_the_one_above_it() {
    let (mut made, _) = sample(SETTINGS);
    let below = made.section("guides/api", "API", ArticleType::NewsArticle);
    let id = made.article("guides/api/rate.md", "Rates", "2026-03-01", |_| {});
    let page = page_at("/guides/api/rate/", PageKind::Article(id));
    assert_eq!(node(&graph_of(&made, &page).unwrap(), "#article")["@type"], "NewsArticle");
    made.site.sections[below.0 as usize].document = None;
    assert_eq!(node(&graph_of(&made, &page).unwrap(), "#article")["@type"], "TechArticle");
}

#[test]
fn laws_hold_for_every_page() {
    let (made, article) = sample(SETTINGS);
    let terms = &made.site.article(article).terms;
    let guides = made.site.sections[1].id;
    let kinds = [
        PageKind::Home(1),
        PageKind::Home(2),
        PageKind::Section(guides, 1),
        PageKind::Section(guides, 2),
        PageKind::Article(article),
        PageKind::Taxonomy(0),
        PageKind::Term(terms[2], 1),
        PageKind::Term(terms[1], 1),
        PageKind::Author(terms[0], 1),
        PageKind::Series(0),
    ];
    for kind in kinds {
        let page = page_at("/some where/", kind);
        laws(&graph_of(&made, &page).unwrap_or_else(|| panic!("{page:?}")));
    }
    for kind in [PageKind::NotFound, PageKind::Robots, PageKind::Redirect(article), PageKind::Sitemap(0)] {
        assert_eq!(graph_of(&made, &page_at("/x", kind)), None);
    }
}

/// What is true of every graph.
fn laws(graph: &Value) {
    let nodes = graph["@graph"].as_array().unwrap();
    let ids: Vec<_> = nodes.iter().map(|node| node["@id"].as_str().unwrap()).collect();
    for (at, id) in ids.iter().enumerate() {
        assert!(id.starts_with("https://example.org/research/"), "{id}");
        assert!(!ids[..at].contains(id), "{id} stands twice");
    }
    check_references(graph, &ids);
}

fn check_references(value: &Value, ids: &[&str]) {
    match value {
        Value::Object(map) => {
            if let (Some(id), 1) = (map.get("@id"), map.len()) {
                assert!(ids.contains(&id.as_str().unwrap()), "{id} leads nowhere");
            }
            map.values().for_each(|value| check_references(value, ids));
        }
        Value::Array(items) => items.iter().for_each(|value| check_references(value, ids)),
        Value::String(text) => assert!(!text.is_empty()),
        _ => {}
    }
}
