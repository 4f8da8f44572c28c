//! Owns what an article's text says about its life: a notice at the top of what no longer simply
//! holds, and the log of revisions at its end. The engine writes them, not a template, so that no
//! theme and no feed can lose one.

use super::Context;
use super::cards::{article_link, date, person};
use super::content::Urls;
use super::view::{LifeView, RevisionView};
use crate::document::{LifeKeys, Revision, RevisionKind};
use crate::language::fill;
use crate::markup::body::{escape, escape_into};
use crate::moment::Moment;
use crate::site::{Article, State};

/// The name of the log on its page.
pub(super) const LOG: &str = "revisionLog";

/// What a kind of revision is called, as a key among the words of a language.
pub(super) fn kind_key(kind: RevisionKind) -> &'static str {
    match kind {
        RevisionKind::Typo => "typo",
        RevisionKind::Update => "update",
        RevisionKind::Correction => "correction",
        RevisionKind::Retraction => "retraction",
    }
}

/// What a kind of revision is called.
pub(super) fn kind_name(context: Context<'_>, kind: RevisionKind) -> String {
    context.language.text(kind_key(kind)).to_owned()
}

/// What has become of an article, in a word or two, where there is something to say.
pub(super) fn badge(context: Context<'_>, state: State) -> Option<String> {
    state.word().map(|word| context.language.text(word).to_owned())
}

/// What templates are given.
pub(super) fn view(context: Context<'_>, article: &Article) -> LifeView {
    let keys = article.document.front.life.as_deref();
    let link = |id: &crate::site::ArticleId| article_link(context, *id);
    LifeView {
        starts: keys.and_then(|keys| keys.starts).map(|at| date(context, at)),
        ends: article.life.ends.map(|at| date(context, at)),
        last_reviewed: keys.and_then(|keys| keys.last_reviewed).map(|at| date(context, at)),
        reviewers: article.life.reviewers.iter().map(|reviewer| person(context, reviewer).link).collect(),
        review_due: article.life.review_due.map(|at| date(context, at)),
        successor: article.life.successor.as_ref().map(link),
        replaces: article.life.replaces.iter().map(link).collect(),
        revisions: article.revisions().into_iter().map(|one| revision(context, one)).collect(),
    }
}

fn revision(context: Context<'_>, revision: &Revision) -> RevisionView {
    RevisionView {
        date: date(context, revision.date),
        kind: kind_name(context, revision.kind),
        note: revision.note.clone(),
    }
}

/// Appends the notice of an article's state, where there is something to say.
pub(super) fn notice(out: &mut String, context: Context<'_>, article: &Article, urls: Urls) {
    let Some((title, text)) = words(context, article, urls) else { return };
    let state = article.life.state.name();
    out.push_str(&format!(
        "<aside class=\"life life-{state}\" role=\"note\" aria-label=\"{}\" \
         data-state=\"{state}\">\n<p class=\"life-title\">{}</p>\n<p>{text}</p>\n</aside>\n",
        escape(context.language.text("state")),
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
pub(super) fn markdown_log(out: &mut String, context: Context<'_>, article: &Article) {
    let revisions = article.revisions();
    if revisions.is_empty() {
        return;
    }
    out.push_str(&format!("\n## {}\n\n", context.language.text("changes")));
    for revision in revisions {
        let note = revision.note.as_deref().unwrap_or_default();
        let kind = kind_name(context, revision.kind);
        out.push_str(format!("- {}, {kind}: {note}", revision.date.day()).trim_end_matches([':', ' ']));
        out.push('\n');
    }
}

/// The notice's title, plain, and its text as HTML.
fn words(context: Context<'_>, article: &Article, urls: Urls) -> Option<(String, String)> {
    let keys = article.document.front.life.as_deref();
    let language = context.language;
    let say = |key: &str| language.text(key).to_owned();
    let on = |state: State, moment: Option<Moment>| {
        let word = state.word().unwrap_or_default();
        let on = |moment| language.with(&format!("{word}_on"), &[("date", &language.date(moment))]);
        moment.map_or_else(|| say(word), on)
    };
    let latest = |kind| keys.and_then(|keys: &LifeKeys| keys.last(kind));
    let told = |revision: Option<&Revision>| {
        revision.and_then(|revision| revision.note.as_deref()).map(escape).unwrap_or_default()
    };
    let state = article.life.state;
    let said = match state {
        State::Corrected => {
            let revision = latest(RevisionKind::Correction);
            let all = escape(language.text("all_changes"));
            let text = format!("{} <a href=\"#{LOG}\">{all}</a>", told(revision));
            (on(state, revision.map(|revision| revision.date)), text)
        }
        State::ReviewDue => (on(state, article.life.review_due), escape(language.text("review_due_text"))),
        State::Ended => (on(state, article.life.ends), escape(language.text("ended_text"))),
        State::Superseded => (say("superseded"), escape(language.text("superseded_text"))),
        State::Retracted => {
            let revision = latest(RevisionKind::Retraction);
            (on(state, revision.map(|revision| revision.date)), told(revision))
        }
        State::Withdrawn => (say("withdrawn"), escape(language.text("withdrawn_text"))),
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
    let link =
        format!("<a href=\"{}\" rel=\"latest-version\">{}</a>", escape(&url), escape(&successor.title()));
    let day = escape(&context.language.date(successor.date));
    let text = escape(context.language.text("read_instead"));
    let said = fill(&text, |name| match name {
        "link" => Some(link.as_str()),
        "date" => Some(day.as_str()),
        _ => None,
    });
    format!(" {said}")
}

/// Appends the log of revisions, the last one first.
pub(super) fn log(out: &mut String, context: Context<'_>, article: &Article) {
    let revisions = article.revisions();
    if revisions.is_empty() {
        return;
    }
    out.push_str(&format!(
        "<section class=\"revisions\" aria-labelledby=\"{LOG}\">\n<h2 id=\"{LOG}\">{}</h2>\n<ul>\n",
        escape(context.language.text("changes"))
    ));
    for revision in revisions {
        let day = date(context, revision.date);
        out.push_str(&format!(
            "<li><time datetime=\"{}\">{}</time> <strong>{}</strong>",
            day.iso,
            escape(&day.text),
            escape(&kind_name(context, revision.kind))
        ));
        if let Some(note) = &revision.note {
            out.push_str(": ");
            escape_into(out, note);
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n</section>\n");
}
