//! Owns what an article's text says about its life: a notice at the top of what no longer simply
//! holds, and the log of revisions at its end. The engine writes them, not a template, so that no
//! theme and no feed can lose one.

use super::Context;
use super::cards::{article_link, author_link, date};
use super::content::Urls;
use super::view::{LifeView, RevisionView};
use crate::document::{LifeKeys, Revision, RevisionKind};
use crate::markup::body::{escape, escape_into};
use crate::moment::Moment;
use crate::site::{Article, State};

/// The name of the log on its page.
pub(super) const LOG: &str = "revisionLog";

/// What a kind of revision is called.
pub(super) fn kind_name(kind: RevisionKind) -> &'static str {
    match kind {
        RevisionKind::Typo => "Typo",
        RevisionKind::Update => "Update",
        RevisionKind::Correction => "Correction",
        RevisionKind::Retraction => "Retraction",
    }
}

/// What templates are given.
pub(super) fn view(context: Context<'_>, article: &Article) -> LifeView {
    let keys = article.document.front.life.as_deref();
    let link = |id: &crate::site::ArticleId| article_link(context, *id);
    LifeView {
        starts: keys.and_then(|keys| keys.starts).map(date),
        ends: article.life.ends.map(date),
        last_reviewed: keys.and_then(|keys| keys.last_reviewed).map(date),
        reviewers: article.life.reviewers.iter().map(|person| author_link(context, person)).collect(),
        review_due: article.life.review_due.map(date),
        successor: article.life.successor.as_ref().map(link),
        replaces: article.life.replaces.iter().map(link).collect(),
        revisions: article.revisions().into_iter().map(revision).collect(),
    }
}

fn revision(revision: &Revision) -> RevisionView {
    RevisionView { date: date(revision.date), kind: kind_name(revision.kind), note: revision.note.clone() }
}

/// Appends the notice of an article's state, where there is something to say.
pub(super) fn notice(out: &mut String, context: Context<'_>, article: &Article, urls: Urls) {
    let Some((title, text)) = words(context, article, urls) else { return };
    let state = article.life.state.name();
    out.push_str(&format!(
        "<aside class=\"life life-{state}\" role=\"note\" aria-label=\"State of this article\" \
         data-state=\"{state}\">\n<p class=\"life-title\">{}</p>\n<p>{text}</p>\n</aside>\n",
        escape(&title)
    ));
}

/// The notice for Markdown.
pub(super) fn markdown_notice(out: &mut String, context: Context<'_>, article: &Article) {
    if let Some((title, text)) = words(context, article, Urls::Absolute) {
        let text = text
            .replace("href=\"#", &format!("href=\"{}#", context.config.base_url.absolute(&article.route)));
        out.push_str(&format!("> **{title}.** {}\n\n", text.trim()));
    }
}

/// The log of revisions for Markdown.
pub(super) fn markdown_log(out: &mut String, article: &Article) {
    let revisions = article.revisions();
    if revisions.is_empty() {
        return;
    }
    out.push_str("\n## Changes since publication\n\n");
    for revision in revisions {
        let note = revision.note.as_deref().unwrap_or_default();
        let kind = kind_name(revision.kind);
        out.push_str(format!("- {}, {kind}: {note}", revision.date.day()).trim_end_matches([':', ' ']));
        out.push('\n');
    }
}

/// The notice's title, plain, and its text as HTML.
fn words(context: Context<'_>, article: &Article, urls: Urls) -> Option<(String, String)> {
    let keys = article.document.front.life.as_deref();
    let on = |what: &str, moment: Option<Moment>| {
        moment.map_or_else(|| what.to_owned(), |moment| format!("{what} on {}", date(moment).text))
    };
    let latest = |kind| keys.and_then(|keys: &LifeKeys| keys.last(kind));
    let told = |revision: Option<&Revision>| {
        revision.and_then(|revision| revision.note.as_deref()).map(escape).unwrap_or_default()
    };
    let said = match article.life.state {
        State::Corrected => {
            let revision = latest(RevisionKind::Correction);
            let text = format!("{} <a href=\"#{LOG}\">All changes to this article</a>", told(revision));
            (on("Corrected", revision.map(|revision| revision.date)), text)
        }
        State::ReviewDue => {
            let text = "Nobody has looked this article over since. Check what it says before you rely on it.";
            (on("Due for review", article.life.review_due), text.to_owned())
        }
        State::Ended => {
            let text = "What this article describes is over. It is kept as a record; nothing in it can be acted on any more.";
            (on("Ended", article.life.ends), text.to_owned())
        }
        State::Superseded => ("Superseded".to_owned(), "This article is kept as a record.".to_owned()),
        State::Retracted => {
            let revision = latest(RevisionKind::Retraction);
            (on("Retracted", revision.map(|revision| revision.date)), told(revision))
        }
        State::Withdrawn => {
            let text = "This article has been withdrawn. It is no longer part of the publication, and nobody keeps it up to date.";
            ("Withdrawn".to_owned(), text.to_owned())
        }
        State::Live | State::Draft | State::Scheduled => return None,
    };
    Some((said.0, said.1 + &successor(context, article, urls)))
}

/// Where to read on.
fn successor(context: Context<'_>, article: &Article, urls: Urls) -> String {
    let Some(successor) = article.life.successor.map(|id| context.site.article(id)) else {
        return String::new();
    };
    let base = &context.config.base_url;
    let url = match urls {
        Urls::Local => base.local(&successor.route),
        Urls::Absolute => base.absolute(&successor.route),
    };
    let (title, day) = (successor.title(), date(successor.date).text);
    format!(
        " Read instead: <a href=\"{}\" rel=\"latest-version\">{}</a>, published {day}.",
        escape(&url),
        escape(&title)
    )
}

/// Appends the log of revisions, the last one first.
pub(super) fn log(out: &mut String, article: &Article) {
    let revisions = article.revisions();
    if revisions.is_empty() {
        return;
    }
    out.push_str(&format!(
        "<section class=\"revisions\" aria-labelledby=\"{LOG}\">\n<h2 id=\"{LOG}\">Changes since publication</h2>\n<ul>\n"
    ));
    for revision in revisions {
        let day = date(revision.date);
        out.push_str(&format!(
            "<li><time datetime=\"{}\">{}</time> <strong>{}</strong>",
            day.iso,
            day.text,
            kind_name(revision.kind)
        ));
        if let Some(note) = &revision.note {
            out.push_str(": ");
            escape_into(out, note);
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n</section>\n");
}
