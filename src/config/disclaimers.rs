//! Owns `[[disclaimers]]`: each is a policy, with its rules, its versions and what it demands.

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::conditions::{Conditions, read_conditions};
use super::notices::check_id;
use super::versions::{Version, by_language, read_versions};
use crate::diagnostic::FieldPath;
use crate::fields::{Reader, Unknown};
use crate::language::primary;
use crate::moment::Moment;

/// `[[disclaimers]]`.
#[derive(Clone, Debug)]
pub struct Disclaimer {
    /// The id by which front matter names it.
    pub id: String,
    /// Heading of the box, and the label of its mark in lists.
    pub title: String,
    /// The same by language, none for the site's own; empty where site.toml does not say.
    pub titles: Vec<(Option<String>, String)>,
    /// How binding it is.
    pub level: Level,
    /// What it does to the articles that it applies to.
    pub action: Action,
    /// Where its text stands; several places repeat it.
    pub placement: Vec<DisclaimerPlacement>,
    /// Where it is published.
    pub channels: Channels,
    /// Of those that name one group an article shows one.
    pub group: Option<String>,
    /// Higher ones win in their group, and come first in one place.
    pub priority: i64,
    /// Whether a `Disclaimer` section written by hand stands in for it.
    pub replaceable: bool,
    /// When it applies: any of these. Empty means always.
    pub when: Vec<Conditions>,
    /// What the article's front matter must say.
    pub require: Vec<DisclosureField>,
    /// Whose date chooses the version.
    pub dated_by: DatedBy,
    /// When somebody has to read it again.
    pub review_by: Option<Moment>,
    /// Its wordings, in the order in which they come into force; none for one that only blocks or
    /// demands.
    pub versions: Vec<Version>,
    /// Its place in site.toml, for messages.
    pub field: FieldPath,
}

/// How binding a disclaimer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Nobody can leave it out.
    Mandatory,
    /// A waiver can leave it out.
    Default,
    /// It is shown where a section or an article asks for it.
    Optional,
}

/// What a disclaimer does to articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// It is shown.
    Show,
    /// It is shown, and the article must have been approved.
    RequireApproval,
    /// The article may not be published.
    Block,
}

/// Where a disclaimer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DisclaimerPlacement {
    /// Before the first paragraph, and in sight while one reads on.
    Sticky,
    /// Before the first paragraph.
    Top,
    /// Right before the first call to action; before the first paragraph where there is none.
    BeforeCta,
    /// Before the FAQ; at the end where there is none.
    BeforeFaq,
    /// After the last paragraph.
    End,
    /// As a mark on the article in lists.
    Card,
}

impl DisclaimerPlacement {
    const ALL: [(&'static str, Self); 6] = [
        ("top", Self::Top),
        ("sticky", Self::Sticky),
        ("before-cta", Self::BeforeCta),
        ("before-faq", Self::BeforeFaq),
        ("end", Self::End),
        ("card", Self::Card),
    ];

    /// As site.toml writes it.
    pub fn name(self) -> &'static str {
        name_in(&Self::ALL, self)
    }
}

impl Level {
    const ALL: [(&'static str, Self); 3] =
        [("mandatory", Self::Mandatory), ("default", Self::Default), ("optional", Self::Optional)];

    /// As site.toml writes it.
    pub fn name(self) -> &'static str {
        name_in(&Self::ALL, self)
    }
}

impl Action {
    const ALL: [(&'static str, Self); 3] =
        [("show", Self::Show), ("require-approval", Self::RequireApproval), ("block", Self::Block)];

    /// As site.toml writes it.
    pub fn name(self) -> &'static str {
        name_in(&Self::ALL, self)
    }
}

/// The name of a value in a list of choices.
pub(super) fn name_in<T: PartialEq>(all: &[(&'static str, T)], value: T) -> &'static str {
    all.iter().find(|(_, known)| *known == value).map_or("", |(name, _)| name)
}

/// Where a disclaimer is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Channels {
    /// On pages as a screen shows them.
    pub html: bool,
    /// In feeds.
    pub feed: bool,
    /// In Markdown copies of articles.
    pub markdown: bool,
    /// On pages as they are printed.
    pub print: bool,
}

/// Whose date chooses the version of a disclaimer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatedBy {
    /// The build date.
    Build,
    /// The article's own date.
    Article,
}

/// What an article discloses, by the names that `require` and texts use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DisclosureField {
    /// `disclosure.sponsorship`.
    Sponsorship,
    /// `disclosure.sponsor`.
    Sponsor,
    /// `disclosure.consideration`.
    Consideration,
    /// The amount of the consideration, with its currency.
    Amount,
    /// `disclosure.positions`.
    Positions,
    /// `disclosure.ai`: how machines took part.
    Ai,
    /// Who reviewed what machines did.
    Reviewer,
    /// Who approved the article.
    Approver,
    /// When it was approved.
    Approved,
}

impl DisclosureField {
    /// All fields, by name.
    pub const ALL: [(&'static str, Self); 9] = [
        ("sponsorship", Self::Sponsorship),
        ("sponsor", Self::Sponsor),
        ("consideration", Self::Consideration),
        ("amount", Self::Amount),
        ("positions", Self::Positions),
        ("ai", Self::Ai),
        ("reviewer", Self::Reviewer),
        ("approver", Self::Approver),
        ("approved", Self::Approved),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        name_in(&Self::ALL, self)
    }

    /// The way to it in front matter, for messages.
    pub fn path(self) -> &'static [&'static str] {
        match self {
            Self::Sponsorship => &["disclosure", "sponsorship"],
            Self::Sponsor => &["disclosure", "sponsor"],
            Self::Consideration => &["disclosure", "consideration"],
            Self::Amount => &["disclosure", "consideration", "amount"],
            Self::Positions => &["disclosure", "positions"],
            Self::Ai => &["disclosure", "ai"],
            Self::Reviewer => &["disclosure", "ai", "reviewer"],
            Self::Approver => &["disclosure", "approval", "by"],
            Self::Approved => &["disclosure", "approval", "date"],
        }
    }
}

impl Disclaimer {
    /// The version in force at an instant: an index.
    pub fn version_at(&self, moment: Moment) -> Option<usize> {
        let now = moment.seconds();
        let begun = |version: &Version| version.from.is_none_or(|from| from.seconds() <= now);
        let over = |version: &Version| version.until.is_some_and(|until| until.seconds() <= now);
        let last = self.versions.iter().rposition(begun)?;
        (!over(&self.versions[last])).then_some(last)
    }

    /// When a version stops being in force: its own end, or the beginning of the next.
    pub fn end_of(&self, version: usize) -> Option<Moment> {
        let next = self.versions.get(version + 1).and_then(|next| next.from);
        self.versions[version].until.or(next)
    }

    /// Whether it has a text in a language; one that names none is in the site's default one.
    pub(super) fn speaks(&self, language: &str, default: &str) -> bool {
        let tags = self.versions.iter().flat_map(|version| &version.texts);
        let mut tags = tags.map(|text| text.language.as_deref().unwrap_or(default));
        tags.any(|tag| primary(tag) == primary(language))
    }

    /// Whether it marks articles in lists.
    pub fn is_card(&self) -> bool {
        self.placement.contains(&DisclaimerPlacement::Card)
    }
}

/// `[disclosure]`: what holds for all disclaimers.
#[derive(Clone, Debug)]
pub struct DisclosureSettings {
    /// For whom the site is written: any words, such as codes of countries. Empty means everybody.
    pub audience: Vec<String>,
    /// How many days ahead a review or the end of a text is announced.
    pub review_days: i64,
}

pub(super) fn read_disclosure(root: &mut Reader<'_>) -> DisclosureSettings {
    let mut settings = DisclosureSettings { audience: Vec::new(), review_days: 30 };
    if let Some(mut table) = root.table("disclosure") {
        settings.audience = table.strings("audience").unwrap_or_default();
        settings.review_days = table.integer("review_days", 0, 3660).unwrap_or(settings.review_days);
        table.finish(Unknown::Error);
    }
    settings
}

pub(super) fn read_disclaimers(root: &mut Reader<'_>, zone: &TimeZone) -> Vec<Disclaimer> {
    let mut disclaimers: Vec<Disclaimer> = Vec::new();
    for mut table in root.tables("disclaimers") {
        let id = table.required_string("id");
        if let Some(id) = &id {
            check_id(&table, id, disclaimers.iter().map(|known| known.id.as_str()));
        }
        let read = read_disclaimer(&mut table, zone);
        table.finish_tolerating(Unknown::Error, &[], advice);
        disclaimers.extend(id.zip(read).map(|(id, read)| Disclaimer { id, ..read }));
    }
    disclaimers
}

/// A disclaimer but for its id; `None` without a text that it needs.
fn read_disclaimer(table: &mut Reader<'_>, zone: &TimeZone) -> Option<Disclaimer> {
    let level = table.choice("level", &Level::ALL).unwrap_or(Level::Default);
    let action = table.choice("action", &Action::ALL).unwrap_or(Action::Show);
    let versions = read_versions(table, zone, action == Action::Show);
    let when = read_conditions(table);
    if level == Level::Optional && !when.is_empty() {
        let help = "remove `when`, or the level: a `default` one is shown by rule".to_owned();
        table.problem(
            "when",
            "config/optional-rule",
            "an optional disclaimer is shown where it is asked for, not by rule",
            Some(help),
        );
    }
    let replaceable = table.boolean("replaceable");
    if level == Level::Mandatory && replaceable == Some(true) {
        let message = "a mandatory disclaimer cannot be replaced by one that is written by hand";
        table.problem("replaceable", "config/replaceable", message, Some("remove this line".to_owned()));
    }
    let titles = by_language(table, "title").unwrap_or_default();
    let title = titles.first().map_or_else(|| "Disclaimer".to_owned(), |(_, title)| title.clone());
    Some(Disclaimer {
        id: String::new(),
        title,
        titles,
        level,
        action,
        placement: read_placement(table),
        channels: read_channels(table, level),
        group: table.string("group"),
        priority: table.integer("priority", -1000, 1000).unwrap_or(0),
        replaceable: replaceable.unwrap_or(when.is_empty() && level == Level::Default)
            && level != Level::Mandatory,
        when,
        require: table.choices("require", &DisclosureField::ALL).unwrap_or_default(),
        dated_by: table
            .choice("dated_by", &[("build", DatedBy::Build), ("article", DatedBy::Article)])
            .unwrap_or(DatedBy::Build),
        review_by: table.moment("review_by", zone),
        versions: versions?,
        field: table.here(),
    })
}

/// What `level` says now was once said by two keys.
fn advice(key: &str) -> Option<String> {
    let (spoken, level) = match key {
        "droppable" => ("false", "mandatory"),
        "on_request" => ("true", "optional"),
        _ => return None,
    };
    Some(format!("`level` says it: `level = \"{level}\"` for `{key} = {spoken}`, and nothing otherwise"))
}

fn read_placement(table: &mut Reader<'_>) -> Vec<DisclaimerPlacement> {
    let mut places = table.choices("placement", &DisclaimerPlacement::ALL).unwrap_or_default();
    places.sort_unstable();
    places.dedup();
    if places.is_empty() {
        places.push(DisclaimerPlacement::End);
    }
    places
}

fn read_channels(table: &mut Reader<'_>, level: Level) -> Channels {
    let names = [("html", 0), ("feed", 1), ("markdown", 2), ("print", 3)];
    let Some(chosen) = table.choices("channels", &names) else {
        return Channels { html: true, feed: true, markdown: true, print: true };
    };
    let has = |channel| chosen.contains(&channel);
    if level == Level::Mandatory && !(has(0) && has(3)) {
        let message = "a mandatory disclaimer stands on the page and on its print";
        let help = "add `html` and `print`".to_owned();
        table.problem("channels", "config/channels", message, Some(help));
    }
    Channels { html: has(0), feed: has(1), markdown: has(2), print: has(3) }
}
