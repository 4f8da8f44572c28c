//! Owns the blocks that site.toml puts into articles by rule: disclaimers and calls to action.

use serde::{Deserialize, Serialize};

use crate::fields::{Reader, Unknown};

/// `[[disclaimers]]`.
#[derive(Clone, Debug)]
pub struct Disclaimer {
    /// The id by which front matter names it.
    pub id: String,
    /// Heading of the box.
    pub title: String,
    /// What it says.
    pub text: NoticeText,
    /// Where it stands.
    pub placement: DisclaimerPlacement,
    /// Higher ones come first in one place.
    pub priority: i64,
    /// Whether front matter may drop it, with a reason.
    pub droppable: bool,
    /// Whether a `Disclaimer` section written by hand stands in for it.
    pub replaceable: bool,
    /// Whether it applies only where front matter adds it.
    pub on_request: bool,
    /// When it applies: any of these. Empty means always.
    pub when: Vec<Conditions>,
}

/// Where a disclaimer stands in an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DisclaimerPlacement {
    /// Before the first paragraph.
    Top,
    /// Before the FAQ; at the end where there is none.
    BeforeFaq,
    /// After the last paragraph.
    End,
}

impl DisclaimerPlacement {
    /// As site.toml says it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Top => "top",
            Self::BeforeFaq => "before-faq",
            Self::End => "end",
        }
    }
}

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

/// One `when` clause: every key that is given must hold, by any of its values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conditions {
    /// Sections, by folder; one holds for the sections below it too.
    pub section: Vec<String>,
    /// Categories.
    pub category: Vec<String>,
    /// Tags.
    pub tag: Vec<String>,
    /// Content paths, with `*` for any run of characters: `airdrops/2024-*`.
    pub path: Vec<String>,
    /// Words of the front-matter list `flags`.
    pub flag: Vec<String>,
}

pub(super) fn read_disclaimers(root: &mut Reader<'_>) -> Vec<Disclaimer> {
    let mut disclaimers: Vec<Disclaimer> = Vec::new();
    for mut table in root.tables("disclaimers") {
        let (id, text) = (table.required_string("id"), read_text(&mut table));
        let placements = [
            ("top", DisclaimerPlacement::Top),
            ("before-faq", DisclaimerPlacement::BeforeFaq),
            ("end", DisclaimerPlacement::End),
        ];
        let title = table.string("title").unwrap_or_else(|| "Disclaimer".to_owned());
        let placement = table.choice("placement", &placements).unwrap_or(DisclaimerPlacement::End);
        let priority = table.integer("priority", -1000, 1000).unwrap_or(0);
        let when = read_conditions(&mut table);
        let droppable = table.boolean("droppable").unwrap_or(true);
        let on_request = table.boolean("on_request").unwrap_or(false);
        let replaceable = table.boolean("replaceable").unwrap_or(when.is_empty() && !on_request);
        if let Some(id) = &id {
            check_id(&table, id, disclaimers.iter().map(|known| known.id.as_str()));
        }
        table.finish(Unknown::Error);
        if let (Some(id), Some(text)) = (id, text) {
            disclaimers.push(Disclaimer {
                id,
                title,
                text,
                placement,
                priority,
                droppable,
                replaceable,
                on_request,
                when,
            });
        }
    }
    disclaimers
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

fn check_id<'a>(table: &Reader<'_>, id: &str, mut others: impl Iterator<Item = &'a str>) {
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

fn read_conditions(table: &mut Reader<'_>) -> Vec<Conditions> {
    let mut clauses = Vec::new();
    for mut clause in table.tables("when") {
        let mut list = |key| clause.strings(key).unwrap_or_default();
        let conditions = Conditions {
            section: list("section"),
            category: list("category"),
            tag: list("tag"),
            path: list("path"),
            flag: list("flag"),
        };
        if conditions == Conditions::default() {
            let help = "name a section, category, tag, path or flag".to_owned();
            clause.problem_here("config/empty-when", "this `when` says nothing", Some(help));
        }
        clause.finish(Unknown::Error);
        clauses.push(conditions);
    }
    clauses
}
