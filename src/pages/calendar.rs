//! Owns calendars of deadlines (RFC 5545): what articles give as a deadline, and when what they are
//! about ends. An entry keeps its name for good, so that a calendar that follows changes it with us.

use icalendar::{Calendar, Component, Event, Parameter, Property};

use super::Context;
use super::feed::tag_uri;
use super::plan::FeedOf;
use crate::moment::Moment;
use crate::route::Route;
use crate::site::{Article, ArticleId, Site, State};

/// The name of a calendar's file.
const FILE: &str = "deadlines.ics";

/// Where the calendar of a site or a section is served; none if it would be empty.
pub(super) fn route(context: Context<'_>, of: FeedOf) -> Option<Route> {
    route_of(context.site, of)
}

/// As [`route`], before there is a context.
pub(super) fn route_of(site: &Site, of: FeedOf) -> Option<Route> {
    let (section, page) = match of {
        FeedOf::Site(language) => (site.root(language), site.home(language).clone()),
        FeedOf::Section(id) => (site.section(id), site.section(id).route.clone()),
        _ => return None,
    };
    section.is_dated.then(|| page.child(FILE).ok()).flatten()
}

fn articles(site: &Site, of: FeedOf) -> &[ArticleId] {
    match of {
        FeedOf::Site(language) => site.recent_in(language),
        FeedOf::Section(id) => &site.section(id).articles,
        _ => &[],
    }
}

/// The name, label and instant of what an article has for calendars.
fn entries<'a>(
    article: &'a Article,
    config: &'a crate::config::Config,
    last_day: &'a str,
) -> impl Iterator<Item = (&'a str, &'a str, Moment)> + 'a {
    let deadlines = article.deadlines(config).map(|(key, moment)| {
        let key = &config.facts[key];
        (key.name.as_str(), key.label.as_str(), moment)
    });
    let ends = article.document.front.life.as_deref().and_then(|keys| keys.ends);
    let is_new =
        move |ends: &Moment| article.deadlines(config).all(|(_, deadline)| deadline.iso() != ends.iso());
    let ends = ends.filter(is_new).map(move |ends| ("ends", last_day, ends));
    deadlines.chain(ends).filter(|_| article.is_dated(config))
}

/// Writes the calendar of a site or a section in order of time, which no state of an article changes.
pub(super) fn write(context: Context<'_>, of: FeedOf) -> String {
    let config = context.config;
    let title = match of {
        FeedOf::Section(id) => format!("{} | {}", context.site.section(id).title, config.title),
        _ => config.title.clone(),
    };
    let mut calendar = Calendar::empty();
    calendar
        .append_property(Property::new("VERSION", "2.0"))
        .append_property(Property::new("PRODID", format!("-//Tearsheet//{}//EN", env!("CARGO_PKG_VERSION"))))
        .append_property(Property::new("CALSCALE", "GREGORIAN"))
        .append_property(Property::new("NAME", title.as_str()))
        .append_property(Property::new("X-WR-CALNAME", title.as_str()));
    let last_day = context.language.text("last_day");
    let all = articles(context.site, of).iter().map(|id| context.site.article(*id));
    let mut all: Vec<_> = all
        .flat_map(|article| {
            entries(article, config, last_day).map(move |(name, label, at)| (at, article, name, label))
        })
        .collect();
    all.sort_by_key(|(at, article, name, _)| (at.seconds(), article.id, *name));
    for (moment, article, name, label) in all {
        calendar.push(event(context, article, name, label, moment));
    }
    calendar.to_string()
}

fn event(context: Context<'_>, article: &Article, name: &str, label: &str, moment: Moment) -> Event {
    let base = &context.config.base_url;
    let permalink = base.absolute(&article.route);
    let cancelled = matches!(article.life.state, State::Superseded | State::Retracted);
    let section = context.site.section(article.section);
    let changed = article.changed().compact_utc();
    let mut event = Event::new();
    event
        .add_property("UID", format!("{}#{name}", tag_uri(base, article.date, &article.route)))
        .add_property("DTSTAMP", changed.as_str())
        .add_property("LAST-MODIFIED", changed.as_str())
        .add_property("SUMMARY", format!("{label}: {}", article.title()))
        .add_property("DESCRIPTION", permalink.as_str())
        .add_property("URL", permalink.as_str())
        .add_property("STATUS", if cancelled { "CANCELLED" } else { "CONFIRMED" })
        .add_property("TRANSP", "TRANSPARENT");
    if section.parent.is_some() {
        event.add_property("CATEGORIES", section.title.as_str());
    }
    if moment.is_day_only() {
        let mut day = Property::new("DTSTART", moment.day().replace('-', ""));
        event.append_property(day.append_parameter(Parameter::new("VALUE", "DATE")).done());
    } else {
        event.add_property("DTSTART", moment.compact_utc());
    }
    event.done()
}
