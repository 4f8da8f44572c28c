//! The words of the interface: that each is said somewhere, and that all that is said is there.
#![expect(clippy::disallowed_methods, reason = "a test that reads the project itself")]

use std::collections::BTreeSet;

use tearsheet::language::{BUILT_IN, Language};
use tearsheet::theme;

use super::names;

/// Every word that templates and the program say, as they name it, and those that are made of parts.
fn words_said() -> BTreeSet<String> {
    let made = ["corrected_on", "review_due_on", "ended_on", "retracted_on"];
    let made =
        made.into_iter().chain(["minutes", "hours", "days", "weeks", "months", "years", "language_name"]);
    let name = |text: &str| {
        text.split(|c: char| !c.is_ascii_lowercase() && c != '_').next().unwrap_or_default().to_owned()
    };
    let templates = theme::TEMPLATES.iter().flat_map(|(_, text)| text.split("ui.").skip(1)).map(name);
    let sources = names("src", ".rs").into_iter().filter(|path| !path.contains("tests"));
    let sources = sources.map(|path| {
        std::fs::read_to_string(format!("{}/src/{path}", env!("CARGO_MANIFEST_DIR"))).expect("it is there")
    });
    let known: Vec<String> = Language::english().ui().keys().cloned().collect();
    let quoted = |text: String| {
        let quotes: Vec<String> = text.split('"').skip(1).map(str::to_owned).collect();
        quotes.into_iter().filter(|quote| known.contains(quote)).collect::<Vec<_>>()
    };
    let asked = |text: &String| {
        let calls = ["language.text(\"", "language.with(\"", "language.count(\""];
        calls.iter().flat_map(|call| text.split(call).skip(1).map(name)).collect::<Vec<_>>()
    };
    let sources: Vec<String> = sources.collect();
    let asked: Vec<String> = sources.iter().flat_map(asked).collect();
    made.map(str::to_owned)
        .chain(asked)
        .chain(templates)
        .chain(sources.into_iter().flat_map(quoted))
        .collect()
}

#[test]
fn every_word_is_known_and_said() {
    let said = words_said();
    let known: BTreeSet<String> = Language::english().ui().keys().cloned().collect();
    assert_eq!(
        said.difference(&known).filter(|word| *word != "own").collect::<Vec<_>>(),
        Vec::<&String>::new()
    );
    assert_eq!(known.difference(&said).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn the_program_has_every_strings_file() {
    let tags: Vec<_> = BUILT_IN.iter().map(|(tag, _)| format!("strings/{tag}.toml")).collect();
    assert_eq!(names("templates", ".toml"), tags);
}
