//! The default theme: that it is whole, that every page of it is sound HTML, and that its reference
//! for theme authors says what the views hold.
#![expect(clippy::expect_used, reason = "a test may fail")]

#[path = "theme/html.rs"]
mod html;
#[path = "theme/reference.rs"]
mod reference;
#[path = "theme/sample.rs"]
mod sample;
#[path = "theme/style.rs"]
mod style;
#[path = "theme/words.rs"]
mod words;

use std::sync::Arc;

use expect_test::expect_file;
use tearsheet::language::{Language, LanguageId};
use tearsheet::pages::csp::Uses;
use tearsheet::pages::shared::Shared;
use tearsheet::pages::view::{ArticleView, CardView, View};
use tearsheet::render::{Sees, Templates};
use tearsheet::source::{FileId, Source};
use tearsheet::theme;

/// An article's text, with the headings that its table of contents lists and one that is called
/// as a part of the page might be.
const TEXT: &str = r#"<h2 id="first">First</h2>
<h3 id="inner">Inner</h3>
<h2 id="second">Second</h2>
<h2 id="third">Third</h2>
<h2 id="main">Main</h2>"#;

/// What comes before the table of contents.
const NOTICE: &str =
    "<aside class=\"disclaimer\" role=\"note\" aria-label=\"Disclaimer\">No advice.</aside>\n";

const README: &str = include_str!("../templates/README.md");

fn templates() -> Templates {
    let file = |id, (name, text): &(&str, &str)| {
        ((*name).to_owned(), Source::new(FileId(id), format!("(default theme)/{name}"), *text))
    };
    let files: Vec<_> = (0..).zip(theme::TEMPLATES).map(|(id, template)| file(id, template)).collect();
    let loaded =
        Templates::load(&files, &[Sees { site: sample::site(), language: Arc::new(Language::english()) }]);
    assert!(loaded.diagnostics.is_empty(), "{:#?}", loaded.diagnostics);
    loaded.value.expect("templates without problems load")
}

fn render(name: &str, view: &View) -> String {
    let page = templates().render(
        LanguageId::DEFAULT,
        name,
        view,
        Some((&[NOTICE, TEXT].concat(), NOTICE.len())),
        Some("{\"@graph\":[]}"),
    );
    String::from_utf8(page.unwrap_or_else(|problem| panic!("{name}: {problem:#?}"))).expect("UTF-8")
}

fn article(change: impl FnOnce(&mut ArticleView)) -> String {
    let mut article = sample::article();
    change(&mut article);
    render("article.html", &sample::article_page(article))
}

#[test]
fn pages_are_sound() {
    for (name, view) in sample::pages() {
        let page = render(name, &view);
        assert_eq!(html::problems(&page), Vec::<String>::new(), "{name}: {page}");
    }
}

#[test]
fn the_reference_tells_what_a_policy_must_allow() {
    for (name, view) in sample::pages() {
        let uses = Uses::of(&render(name, &view), "https://example.org");
        for (directive, source) in uses.entries() {
            assert!(directive == "script-src" && README.contains(source), "{name}: {directive} {source}");
        }
    }
}

#[test]
fn a_whole_article() {
    let page = article(|_| {});
    assert_eq!(html::count(&page, "article"), 1);
    expect_file!["theme/article.html"].assert_eq(&page);
}

#[test]
fn the_table_of_contents_is_shown_from_three_headings_on_or_when_asked_for() {
    let shown = |count, asked| {
        article(|article| {
            article.toc.truncate(count);
            article.show_toc = asked;
        })
        .contains("<nav class=\"toc\"")
    };
    let cases = [
        (3, None, true),
        (2, None, false),
        (2, Some(true), true),
        (0, Some(true), false),
        (3, Some(false), false),
    ];
    for (count, asked, expected) in cases {
        assert_eq!(shown(count, asked), expected, "{count} {asked:?}");
    }
}

#[test]
fn a_state_worth_telling_has_a_badge() {
    let card = |state, badge| Shared::new(&CardView { state, badge, ..sample::card("Vesting") });
    let with = |state, badge| article(|article| article.card = card(state, badge));
    let ended = with("ended", Some("Ended".to_owned()));
    assert!(ended.contains("<span class=\"badge badge-ended\">Ended</span>"));
    assert!(!with("live", None).contains("class=\"badge"));
}

#[test]
fn the_theme_has_every_file_of_its_folders() {
    let mut templates = names("templates", ".html");
    templates.extend(names("templates", ".svg"));
    templates.sort();
    assert_eq!(templates, theme::TEMPLATES.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    let files: Vec<_> = ["css", "icons", "js"]
        .into_iter()
        .flat_map(|folder| {
            names(&format!("static/{folder}"), "").into_iter().map(move |name| format!("{folder}/{name}"))
        })
        .collect();
    assert_eq!(files, theme::FILES.iter().map(|(path, _)| *path).collect::<Vec<_>>());
}

/// The files below a folder that end in `suffix`, in order.
fn names(folder: &str, suffix: &str) -> Vec<String> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = walkdir::WalkDir::new(&root).sort_by_file_name();
    let files = files.into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    let names = files.map(|entry| {
        let path = entry.path().strip_prefix(&root).expect("it lies below").to_string_lossy();
        path.replace('\\', "/")
    });
    let mut names: Vec<_> = names.filter(|name| name.ends_with(suffix)).collect();
    names.sort();
    names
}

#[test]
fn the_reference_says_what_the_views_hold() {
    let marker = "<!-- What follows is made from src/pages/view.rs; a test keeps it so. -->\n";
    let (written, _) = README.split_once(marker).expect("the README has the marker");
    expect_file!["../templates/README.md"].assert_eq(&format!("{written}{marker}{}", reference::markdown()));
}

#[test]
fn the_reference_names_every_template_component_block_and_filter() {
    for (name, text) in theme::TEMPLATES {
        assert!(README.contains(&format!("`{name}`")), "{name}");
        for keyword in ["component", "block"] {
            for found in text.split(&format!("{{% {keyword} ")).skip(1) {
                let found = found.split([' ', '(']).next().unwrap_or_default();
                assert!(README.contains(&format!("`{found}`")), "{keyword} {found}");
            }
        }
    }
    for filter in tearsheet::render::FILTERS {
        assert!(README.contains(&format!("`{filter}`")), "{filter}");
    }
}
