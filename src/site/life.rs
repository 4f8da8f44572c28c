//! Owns what has become of every article by the build date: its state, what follows from it, and when
//! the next change is due. Everything that depends on a state asks here.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::link::field;
use super::{Article, ArticleId, Author};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, FieldPath, Place, Step};
use crate::document::{Document, FrontMatter, LifeKeys, Revision, RevisionKind, Status};
use crate::moment::Moment;
use crate::route::{ContentPath, Route};

mod successors;

pub(super) use successors::Others;

/// What has become of an article. Where several hold, the last one of these counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum State {
    /// It holds.
    #[default]
    Live,
    /// It holds, and was wrong once.
    Corrected,
    /// It was to be looked over by now.
    ReviewDue,
    /// What it is about is over.
    Ended,
    /// Another one takes its place.
    Superseded,
    /// It was wrong, and stays to be found as such.
    Retracted,
    /// It is no longer ours; its address stays.
    Withdrawn,
    /// Its date lies after the build date: published only on request.
    Scheduled,
    /// `draft: true`: published only on request.
    Draft,
}

impl State {
    /// Its name, for templates and machines.
    pub fn name(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Corrected => "corrected",
            Self::ReviewDue => "review-due",
            Self::Ended => "ended",
            Self::Superseded => "superseded",
            Self::Retracted => "retracted",
            Self::Withdrawn => "withdrawn",
            Self::Scheduled => "scheduled",
            Self::Draft => "draft",
        }
    }

    /// Its name among the words of a language; none while there is nothing to say.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Live => None,
            Self::Corrected => Some("corrected"),
            Self::ReviewDue => Some("review_due"),
            Self::Ended => Some("ended"),
            Self::Superseded => Some("superseded"),
            Self::Retracted => Some("retracted"),
            Self::Withdrawn => Some("withdrawn"),
            Self::Scheduled => Some("scheduled"),
            Self::Draft => Some("draft"),
        }
    }

    /// Why it would not be published without being asked for: `draft` or `future`.
    pub fn unpublished(self) -> Option<&'static str> {
        match self {
            Self::Draft => Some("draft"),
            Self::Scheduled => Some("future"),
            _ => None,
        }
    }

    /// Whether nobody should act on it any more: it has no calls to action, and comes after those that
    /// hold.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Ended | Self::Superseded | Self::Retracted | Self::Withdrawn)
    }

    /// Whether lists and feeds have it.
    pub fn is_listed(self) -> bool {
        self != Self::Withdrawn
    }

    /// Whether search engines are told of it.
    pub fn is_indexed(self) -> bool {
        self.is_listed() && self.unpublished().is_none()
    }

    /// What stands before its title, wherever that is shown.
    pub fn title_mark(self) -> Option<&'static str> {
        (self == Self::Retracted).then_some("Retracted")
    }

    /// What is about to happen to an article that gets this state.
    fn change(self) -> &'static str {
        match self {
            Self::ReviewDue => "is due for review",
            Self::Ended => "ends",
            Self::Superseded => "is superseded",
            _ => "is published",
        }
    }
}

/// What has become of an article, with all that pages say about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Life {
    /// Its state on the build date.
    pub state: State,
    /// When what it is about ended, or will.
    pub ends: Option<Moment>,
    /// When its next review is due, or was.
    pub review_due: Option<Moment>,
    /// The article that takes its place.
    pub successor: Option<ArticleId>,
    /// Articles whose place it takes.
    pub replaces: Vec<ArticleId>,
    /// Those who last looked it over.
    pub reviewers: Vec<Author>,
}

/// The next instant at which a build comes to something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transition {
    /// The instant, in the site's time zone.
    pub at: Moment,
    /// The article that is concerned, the first one by path if there are several; none if it is the
    /// disclaimers of site.toml.
    pub article: Option<ContentPath>,
    /// What happens: "is published".
    pub what: Cow<'static, str>,
}

/// The state of an article at an instant. `superseded` says whether the article that takes its place
/// is published by then.
pub fn state(front: &FrontMatter, at: Moment, zone: &TimeZone, superseded: bool) -> State {
    if front.draft {
        return State::Draft;
    }
    if !front.date.has_come(at) {
        return State::Scheduled;
    }
    let Some(keys) = front.life.as_deref() else { return State::Live };
    let corrected = keys.last(RevisionKind::Correction).is_some();
    let retracted = keys.status == Some(Status::Retracted) || keys.last(RevisionKind::Retraction).is_some();
    let ended = keys.status == Some(Status::Ended) || end(keys, zone).is_some_and(|end| end.has_come(at));
    let due = review_due(front, zone).is_some_and(|due| due.has_come(at));
    let holding = [
        (corrected, State::Corrected),
        (due, State::ReviewDue),
        (ended, State::Ended),
        (superseded || keys.status == Some(Status::Superseded), State::Superseded),
        (retracted, State::Retracted),
        (keys.status == Some(Status::Withdrawn), State::Withdrawn),
    ];
    holding.into_iter().rev().find(|(holds, _)| *holds).map_or(State::Live, |(_, state)| state)
}

/// The first instant at which what an article is about is over.
fn end(keys: &LifeKeys, zone: &TimeZone) -> Option<Moment> {
    keys.ends.or(keys.expires).map(|ends| ends.end(zone))
}

/// When the next review is due: so long after the last one, else after publication.
fn review_due(front: &FrontMatter, zone: &TimeZone) -> Option<Moment> {
    let keys = front.life.as_deref()?;
    Some(keys.last_reviewed.unwrap_or(front.date).later(keys.review_every?, zone))
}

/// The instants whose coming may change an article, or what is to be said of it.
pub fn instants(front: &FrontMatter, zone: &TimeZone) -> impl Iterator<Item = Moment> {
    let end = front.life.as_deref().and_then(|keys| end(keys, zone));
    let starts = front.life.as_deref().and_then(|keys| keys.starts);
    let told = [Some(front.date), starts, end, review_due(front, zone)];
    told.into_iter().flatten().chain(front.facts.dates(zone).into_iter().map(|date| date.end(zone)))
}

/// The first change of an article's state after an instant: when, and what it becomes.
fn next_change(
    front: &FrontMatter,
    now: Moment,
    zone: &TimeZone,
    superseded: bool,
) -> Option<(Moment, State)> {
    let mut instants: Vec<Moment> = instants(front, zone).filter(|instant| !instant.has_come(now)).collect();
    instants.sort_unstable();
    let today = state(front, now, zone, superseded);
    let states = instants.into_iter().map(|at| (at, state(front, at, zone, superseded)));
    states.into_iter().find(|(_, state)| *state != today)
}

/// Gives every article its life, says what is wrong with it on this day, and finds the next change.
pub(super) fn settle(
    articles: &mut [Arc<Article>],
    others: &Others<'_>,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Transition> {
    let (now, zone) = (config.now, &config.time_zone);
    let successors = successors::find(articles, others, diagnostics);
    let mut next: Option<Transition> = None;
    let mut offer = |at: Moment, article: &ContentPath, what| {
        if next
            .as_ref()
            .is_none_or(|next| (at.seconds(), Some(article)) < (next.at.seconds(), next.article.as_ref()))
            && let Some(at) = Moment::from_seconds(at.seconds(), zone)
        {
            next = Some(Transition { at, article: Some(article.clone()), what: Cow::Borrowed(what) });
        }
    };
    for (path, document) in others.hidden.iter().filter(|(_, document)| !document.front.draft) {
        offer(document.front.date, path, State::Scheduled.change());
    }
    for slot in articles.iter_mut() {
        let article = Arc::make_mut(slot);
        let front = &article.document.front;
        let successor = successors.get(&article.id).copied();
        let state = state(front, now, zone, successor.is_some());
        if let Some((at, becomes)) = next_change(front, now, zone, successor.is_some()) {
            offer(at, &article.path, becomes.change());
        }
        let deadlines = article.deadlines(config).map(|(_, deadline)| deadline.end(zone));
        if let Some(deadline) = deadlines.filter(|end| !end.has_come(now)).min_by_key(|end| end.seconds())
            && state.unpublished().is_none()
        {
            offer(deadline, &article.path, "has a deadline that passes");
        }
        let Some(keys) = front.life.as_deref() else {
            article.life.state = state;
            continue;
        };
        if let Some(starts) = keys.starts.filter(|starts| !starts.has_come(now))
            && !state.is_over()
            && state.unpublished().is_none()
        {
            offer(starts, &article.path, "begins");
        }
        let (ends, review_due) = (keys.ends.or(keys.expires), review_due(front, zone));
        article.life = Life { state, ends, review_due, successor, ..Life::default() };
        if state.unpublished().is_none() {
            check_dates(article, config, diagnostics);
        }
    }
    for (old, new) in &successors {
        Arc::make_mut(&mut articles[new.0 as usize]).life.replaces.push(*old);
    }
    next
}

/// Nothing is said to have happened that lies in the future, and `status` agrees with the dates.
fn check_dates(article: &Article, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    let Some(keys) = article.document.front.life.as_deref() else { return };
    let mut report = |place, code, message: String, help: &str| {
        diagnostics.push(Diagnostic::error(code, message).label(article.file, place, "").help(help));
    };
    for (index, revision) in
        keys.revisions.iter().enumerate().filter(|(_, revision)| !revision.date.has_come(config.now))
    {
        let path: FieldPath =
            vec![Step::Key("revisions".to_owned()), Step::Index(index), Step::Key("date".to_owned())];
        let message = format!("this revision is dated {}, after the build date", revision.date.day());
        let help = "give the day on which readers first see the change, and build then";
        report(Place::Value(path), "life/future", message, help);
    }
    if let Some(reviewed) = keys.last_reviewed.filter(|reviewed| !reviewed.has_come(config.now)) {
        let message = format!("`last_reviewed` is {}, after the build date", reviewed.day());
        let help = "a review that is planned is what `review_every` is for";
        report(field("last_reviewed"), "life/future", message, help);
    }
    let Some(last) = keys.ends.or(keys.expires) else { return };
    let over = last.end(&config.time_zone).has_come(config.now);
    match keys.status {
        Some(Status::Active) if over => {
            let message = format!("`status` says active, but the last day was {}", last.day());
            report(field("status"), "life/status", message, "leave `status` out, or give another end");
        }
        Some(Status::Ended) if !over => {
            let message = format!("`status` says ended, but the last day is {}", last.day());
            report(field("status"), "life/status", message, "leave `status` out, or give the end as it came");
        }
        _ => {}
    }
}

/// The phases that readers may choose from, with the words for them.
pub const PHASES: [(&str, &str); 7] = [
    ("open", "open"),
    ("upcoming", "upcoming"),
    ("review-due", "review_due"),
    ("corrected", "corrected"),
    ("ended", "ended"),
    ("superseded", "superseded"),
    ("retracted", "retracted"),
];

impl Article {
    /// Where it stands for those who look for what they can still take part in: `upcoming` or `open` if
    /// what it is about has a time that has not passed, else the name of its state.
    pub fn phase(&self, config: &Config) -> &'static str {
        let (state, now, zone) = (self.life.state, config.now, &config.time_zone);
        if state.is_over() || state.unpublished().is_some() {
            return state.name();
        }
        let keys = self.document.front.life.as_deref();
        let starts = keys.and_then(|keys| keys.starts);
        let mut deadlines = self.deadlines(config).map(|(_, deadline)| deadline.end(zone));
        if starts.is_some_and(|starts| !starts.has_come(now)) {
            "upcoming"
        } else if starts.or(self.life.ends).is_some() || deadlines.any(|end| !end.has_come(now)) {
            "open"
        } else {
            state.name()
        }
    }

    /// Its title as it is shown, with the mark of its state.
    pub fn title(&self) -> Cow<'_, str> {
        let title = self.document.front.title.as_str();
        self.life.state.title_mark().map_or(Cow::Borrowed(title), |mark| format!("{mark}: {title}").into())
    }

    /// When it was last changed in substance: `updated` or a revision that is no typo, else its date.
    pub fn changed(&self) -> Moment {
        let front = &self.document.front;
        let revised = front.life.as_deref().and_then(LifeKeys::last_change);
        front.updated.max(revised).map_or(self.date, |changed| changed.max(self.date))
    }

    /// What was changed since it was published, the last change first.
    pub fn revisions(&self) -> Vec<&Revision> {
        let keys = self.document.front.life.as_deref();
        let mut revisions: Vec<&Revision> = keys.into_iter().flat_map(|keys| &keys.revisions).collect();
        revisions.sort_by_key(|revision| std::cmp::Reverse(revision.date));
        revisions
    }
}

#[cfg(test)]
mod tests;
