//! Owns `[[calls_to_action]]`, and what these have in common with disclaimers.

use serde::{Deserialize, Serialize};

use super::conditions::{Conditions, read_conditions};
use super::versions::by_language;
use crate::fields::{Reader, Unknown};
use crate::language::in_language;

/// `[[calls_to_action]]`.
#[derive(Clone, Debug)]
pub struct CallToAction {
    /// Its id.
    pub id: String,
    /// Heading of the block.
    pub title: String,
    /// What it says.
    pub text: NoticeText,
    /// Words of the button.
    pub button: Option<String>,
    /// All that it says by language.
    pub spoken: Spoken,
    /// Where the button leads.
    pub url: Option<String>,
    /// Where it stands.
    pub placement: CallToActionPlacement,
    /// Higher ones come first in one place.
    pub priority: i64,
    /// When it applies: any of these. Empty means always.
    pub when: Vec<Conditions>,
}

/// What a call to action says by language, none for the site's own.
#[derive(Clone, Debug, Default)]
pub struct Spoken {
    titles: Vec<(Option<String>, String)>,
    texts: Vec<(Option<String>, NoticeText)>,
    buttons: Vec<(Option<String>, String)>,
}

impl Spoken {
    /// What it says, in all languages.
    pub fn texts(&self) -> impl Iterator<Item = &NoticeText> {
        self.texts.iter().map(|(_, text)| text)
    }
}

impl CallToAction {
    /// Makes it speak a language.
    pub(super) fn speak(&mut self, language: &str, default: &str) {
        let Spoken { titles, texts, buttons } = &self.spoken;
        if let Some(title) = in_language(titles, language, default) {
            self.title.clone_from(title);
        }
        if let Some(text) = in_language(texts, language, default) {
            self.text = text.clone();
        }
        self.button = in_language(buttons, language, default).cloned();
    }
}

/// Where a call to action stands in an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CallToActionPlacement {
    /// Before the FAQ, else before the conclusion, else at the end.
    BeforeFaq,
    /// After the last paragraph.
    End,
}

/// Markdown, in site.toml or in a file of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoticeText {
    /// Given as `text`.
    Inline(String),
    /// Given as `file`, a path from the project folder.
    File(String),
}

pub(super) fn read_calls_to_action(root: &mut Reader<'_>) -> Vec<CallToAction> {
    let mut calls: Vec<CallToAction> = Vec::new();
    for mut table in root.tables("calls_to_action") {
        let id = table.required_string("id");
        let titles = match table.has("title") {
            true => by_language(&mut table, "title").unwrap_or_default(),
            false => table.required_string("title").map(|title| (None, title)).into_iter().collect(),
        };
        let texts = read_texts(&mut table);
        let placements =
            [("before-faq", CallToActionPlacement::BeforeFaq), ("end", CallToActionPlacement::End)];
        let placement = table.choice("placement", &placements).unwrap_or(CallToActionPlacement::BeforeFaq);
        let priority = table.integer("priority", -1000, 1000).unwrap_or(0);
        let (buttons, url) = (by_language(&mut table, "button").unwrap_or_default(), table.string("url"));
        if buttons.is_empty() == url.is_some() {
            table.problem_here(
                "config/button",
                "`button` and `url` belong together",
                Some("give both, or neither".to_owned()),
            );
        }
        let when = read_conditions(&mut table);
        if let Some(id) = &id {
            check_id(&table, id, calls.iter().map(|known| known.id.as_str()));
        }
        table.finish(Unknown::Error);
        let (title, text) = (titles.first().cloned(), texts.first().cloned());
        if let (Some(id), Some((_, title)), Some((_, text))) = (id, title, text) {
            let button = buttons.first().map(|(_, button)| button.clone());
            let spoken = Spoken { titles, texts, buttons };
            calls.push(CallToAction { id, title, text, button, spoken, url, placement, priority, when });
        }
    }
    calls
}

pub(super) fn check_id<'a>(table: &Reader<'_>, id: &str, mut others: impl Iterator<Item = &'a str>) {
    if id != crate::route::slugify(id) {
        table.problem(
            "id",
            "config/id",
            format!("`{id}` is not an id: use lower-case letters, digits and hyphens"),
            None,
        );
    } else if others.any(|other| other == id) {
        table.problem("id", "config/duplicate", format!("the id `{id}` is taken already"), None);
    }
}

fn read_texts(table: &mut Reader<'_>) -> Vec<(Option<String>, NoticeText)> {
    match (by_language(table, "text"), by_language(table, "file")) {
        (Some(texts), None) => texts.into_iter().map(|(tag, text)| (tag, NoticeText::Inline(text))).collect(),
        (None, Some(files)) => files.into_iter().map(|(tag, file)| (tag, NoticeText::File(file))).collect(),
        (None, None) => {
            table.problem_here(
                "field/missing",
                "`text` is missing",
                Some("add `text` with Markdown, or `file` with a path".to_owned()),
            );
            Vec::new()
        }
        (Some(_), Some(_)) => {
            table.problem(
                "file",
                "config/two-texts",
                "`text` and `file` are both given",
                Some("keep one of them".to_owned()),
            );
            Vec::new()
        }
    }
}
