//! Owns the front-matter keys about the life of an article: what has become of it and what will. What
//! can be wrong with them whatever the day is said here; what depends on the build date is said when
//! the site is linked.

use serde::{Deserialize, Serialize};

use super::{Settings, values};
use crate::fields::Reader;
use crate::moment::Moment;
use crate::quantity::Span;

/// What front matter says about the life of an article.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LifeKeys {
    /// When what it is about begins.
    pub starts: Option<Moment>,
    /// When what it is about ends; a day given here is the last one.
    pub ends: Option<Moment>,
    /// When it is of no more use; a day given here is the last one on which it is.
    pub expires: Option<Moment>,
    /// When somebody last looked it over.
    pub last_reviewed: Option<Moment>,
    /// Ids or names of those who did.
    pub reviewed_by: Vec<String>,
    /// How long a review is good for.
    pub review_every: Option<Span>,
    /// What an editor says has become of it, over what dates say.
    pub status: Option<Status>,
    /// The article that takes its place, as a path of `content/` or of the site.
    pub superseded_by: Option<String>,
    /// What was changed since it was published, as listed.
    pub revisions: Vec<Revision>,
}

/// What an editor says has become of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// `active`: it holds.
    Active,
    /// `ended`: what it is about is over.
    Ended,
    /// `superseded`: another one takes its place.
    Superseded,
    /// `retracted`: it was wrong, and stays to be found as such.
    Retracted,
    /// `withdrawn`: it is no longer ours; its address stays.
    Withdrawn,
}

/// A change to a published article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Revision {
    /// When readers first saw it.
    pub date: Moment,
    /// What it was.
    pub kind: RevisionKind,
    /// What was changed.
    pub note: Option<String>,
}

/// What a change was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RevisionKind {
    /// `typo`: nothing that anybody relies on.
    Typo,
    /// `update`: the world has changed.
    Update,
    /// `correction`: the article was wrong.
    Correction,
    /// `retraction`: the article was wrong as a whole.
    Retraction,
}

impl LifeKeys {
    /// The last instant change in substance, if revisions tell of any.
    pub fn last_change(&self) -> Option<Moment> {
        let real = self.revisions.iter().filter(|revision| revision.kind != RevisionKind::Typo);
        real.map(|revision| revision.date).max()
    }

    /// The last revision of a kind.
    pub fn last(&self, kind: RevisionKind) -> Option<&Revision> {
        self.revisions.iter().filter(|revision| revision.kind == kind).max_by_key(|revision| revision.date)
    }
}

/// Reads the keys; `None` if there are none of them.
pub(super) fn read(
    reader: &mut Reader<'_>,
    date: Option<Moment>,
    updated: Option<Moment>,
    settings: &Settings,
) -> Option<LifeKeys> {
    let zone = &settings.time_zone;
    let statuses = [
        ("active", Status::Active),
        ("ended", Status::Ended),
        ("superseded", Status::Superseded),
        ("retracted", Status::Retracted),
        ("withdrawn", Status::Withdrawn),
    ];
    let keys = LifeKeys {
        starts: reader.moment("starts", zone),
        ends: reader.moment("ends", zone),
        expires: reader.moment("expires", zone),
        last_reviewed: reader.moment("last_reviewed", zone),
        reviewed_by: values::lines(reader, "reviewed_by"),
        review_every: read_span(reader, "review_every"),
        status: reader.choice("status", &statuses),
        superseded_by: values::line(reader, "superseded_by"),
        revisions: read_revisions(reader, date, settings),
    };
    if keys == LifeKeys::default() {
        return None;
    }
    check_order(reader, &keys, date);
    check_status(reader, &keys);
    check_updated(reader, &keys, updated);
    Some(keys)
}

fn read_span(reader: &mut Reader<'_>, key: &str) -> Option<Span> {
    let text = reader.string(key)?;
    let help = "write so many days, weeks, months or years: 90 days, 6 months".to_owned();
    match Span::parse(&text) {
        Ok(span) if span.days_and_months() != (0, 0) => Some(span),
        Ok(_) => {
            let message = format!("`{key}` is less than a day");
            reader.problem(key, "field/span", message, Some(help));
            None
        }
        Err(reason) => {
            let message = format!("`{key}` is not a span of time: {reason}");
            reader.problem(key, "field/span", message, Some(help));
            None
        }
    }
}

fn read_revisions(reader: &mut Reader<'_>, published: Option<Moment>, settings: &Settings) -> Vec<Revision> {
    let kinds = [
        ("typo", RevisionKind::Typo),
        ("update", RevisionKind::Update),
        ("correction", RevisionKind::Correction),
        ("retraction", RevisionKind::Retraction),
    ];
    let mut revisions = Vec::new();
    for mut table in reader.tables("revisions") {
        let date = table.moment("date", &settings.time_zone);
        if !table.has("date") {
            table.missing("date", "add `date`: the day on which readers first saw the change");
        }
        let kind = table.choice("kind", &kinds);
        if !table.has("kind") {
            table.missing("kind", "add `kind`: typo, update, correction or retraction");
        }
        let note = values::line(&mut table, "note");
        let tells = matches!(kind, Some(RevisionKind::Correction | RevisionKind::Retraction));
        if tells && !table.has("note") {
            table.missing("note", "add `note`: what was wrong, and what stands there now");
        }
        if let (Some(date), Some(published)) = (date, published)
            && is_before(date, published)
        {
            let message = format!("this revision is before `date`, which is {}", published.day());
            let help = "only what readers have seen can be revised".to_owned();
            table.problem("date", "life/revision-before-date", message, Some(help));
        }
        table.finish(settings.unknown_keys);
        revisions.extend(date.zip(kind).map(|(date, kind)| Revision { date, kind, note }));
    }
    revisions
}

/// Days are compared where times of one day may be in any order.
fn is_before(moment: Moment, other: Moment) -> bool {
    moment < other && moment.day() < other.day()
}

fn check_order(reader: &Reader<'_>, keys: &LifeKeys, date: Option<Moment>) {
    let pairs = [
        ("ends", keys.ends, "starts", keys.starts),
        ("expires", keys.expires, "ends", keys.ends),
        ("expires", keys.expires, "starts", keys.starts.filter(|_| keys.ends.is_none())),
        ("last_reviewed", keys.last_reviewed, "date", date),
    ];
    for (later, value, earlier, other) in pairs {
        if let (Some(value), Some(other)) = (value, other)
            && is_before(value, other)
        {
            let message = format!("`{later}` is before `{earlier}`, which is {}", other.day());
            reader.problem(later, "life/order", message, None);
        }
    }
    if !keys.reviewed_by.is_empty() && keys.last_reviewed.is_none() {
        let help = "add `last_reviewed` with the day of the review".to_owned();
        reader.problem(
            "reviewed_by",
            "life/reviewed-by",
            "this does not say when it was reviewed",
            Some(help),
        );
    }
}

/// What is said in two ways must be said alike.
fn check_status(reader: &Reader<'_>, keys: &LifeKeys) {
    let retraction = keys.last(RevisionKind::Retraction).is_some();
    let wrong = |message: &str, help: &str| {
        reader.problem("status", "life/status", message, Some(help.to_owned()));
    };
    match keys.status {
        Some(Status::Retracted) if !retraction => wrong(
            "nothing says when the article was retracted, and why",
            "add to `revisions` an entry with `date`, `kind: retraction` and `note`",
        ),
        Some(Status::Active | Status::Ended | Status::Superseded) if retraction => wrong(
            "`revisions` say that the article was retracted",
            "write `status: retracted`, or leave `status` out",
        ),
        Some(Status::Superseded) if keys.superseded_by.is_none() => wrong(
            "nothing says which article takes its place",
            "add `superseded_by` with the path of the other article",
        ),
        Some(Status::Active | Status::Ended) if keys.superseded_by.is_some() => wrong(
            "`superseded_by` says that another article takes its place",
            "write `status: superseded`, or leave `status` out",
        ),
        _ => {}
    }
}

/// A day on which nothing but typos was put right is no day of change.
fn check_updated(reader: &Reader<'_>, keys: &LifeKeys, updated: Option<Moment>) {
    let Some(updated) = updated else { return };
    let of_that_day = || keys.revisions.iter().filter(|revision| revision.date.day() == updated.day());
    if of_that_day().next().is_some() && of_that_day().all(|revision| revision.kind == RevisionKind::Typo) {
        let help = "`updated` is for changes in substance: leave it as it was before".to_owned();
        reader.problem(
            "updated",
            "life/updated-by-typo",
            "nothing but a typo was put right on that day",
            Some(help),
        );
    }
}
