//! Owns `[[calls_to_action]]`, and what these have in common with disclaimers.

use serde::{Deserialize, Serialize};

use super::conditions::{Conditions, read_conditions};
use crate::fields::{Reader, Unknown};

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
    /// Where the button leads.
    pub url: Option<String>,
    /// Where it stands.
    pub placement: CallToActionPlacement,
    /// Higher ones come first in one place.
    pub priority: i64,
    /// When it applies: any of these. Empty means always.
    pub when: Vec<Conditions>,
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
        let (id, title, text) =
            (table.required_string("id"), table.required_string("title"), read_text(&mut table));
        let placements =
            [("before-faq", CallToActionPlacement::BeforeFaq), ("end", CallToActionPlacement::End)];
        let placement = table.choice("placement", &placements).unwrap_or(CallToActionPlacement::BeforeFaq);
        let priority = table.integer("priority", -1000, 1000).unwrap_or(0);
        let (button, url) = (table.string("button"), table.string("url"));
        if button.is_some() != url.is_some() {
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
        if let (Some(id), Some(title), Some(text)) = (id, title, text) {
            calls.push(CallToAction { id, title, text, button, url, placement, priority, when });
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

fn read_text(table: &mut Reader<'_>) -> Option<NoticeText> {
    match (table.string("text"), table.string("file")) {
        (Some(text), None) => Some(NoticeText::Inline(text)),
        (None, Some(file)) => Some(NoticeText::File(file)),
        (None, None) => {
            table.problem_here(
                "field/missing",
                "`text` is missing",
                Some("add `text` with Markdown, or `file` with a path".to_owned()),
            );
            None
        }
        (Some(_), Some(_)) => {
            table.problem(
                "file",
                "config/two-texts",
                "`text` and `file` are both given",
                Some("keep one of them".to_owned()),
            );
            None
        }
    }
}
