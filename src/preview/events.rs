//! Owns telling browsers, by server-sent events, that what they show is no longer the site. What is
//! told is decided by comparing what a browser has with what it would be given now, so that nothing is
//! missed between two connections.

use std::convert::Infallible;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use futures_util::stream::{self, Stream};
use serde_json::json;
use tokio::sync::watch;

use super::answer;
use super::server::Desk;
use super::state::State;
use super::workshop::View;
use crate::digest::Digest;
use crate::route::{Route, decode};

/// What a browser shows.
struct Shown {
    /// The path of the page, below the site's own.
    path: String,
    /// The site's own.
    base: String,
    /// What it was given.
    digest: Option<Digest>,
    version: u64,
    problems: Option<Arc<super::state::Problems>>,
    /// Whether the page has been found to have moved: it will not be here much longer.
    left: bool,
}

/// The events for the page that the query names: `page` is its path, `digest` and `version` are what it
/// says of itself.
pub(super) fn listen(desk: &Desk, query: &str) -> Body {
    let value = |key: &str| {
        query.split('&').find_map(|pair| pair.strip_prefix(key)?.strip_prefix('=')).and_then(decode)
    };
    let page = value("page").unwrap_or_default();
    let state = desk.states.borrow().clone();
    let path = answer::below_base(&state, &page).unwrap_or_default();
    let shown = Shown {
        digest: value("digest").and_then(|digest| Digest::parse(&digest)),
        version: value("version").and_then(|version| version.parse().ok()).unwrap_or_default(),
        problems: None,
        left: false,
        base: answer::base(&state).to_owned(),
        path,
    };
    Body::from_stream(events(desk, shown))
}

fn events(desk: &Desk, shown: Shown) -> impl Stream<Item = Result<Bytes, Infallible>> + use<> {
    let view = desk.viewed.add(&shown.path);
    let mut states = desk.states.clone();
    states.mark_changed();
    let hello = format!("retry: 300\n{}", event("hello", &json!({ "run": &*desk.run })));
    let first = stream::once(std::future::ready(Ok(Bytes::from(hello))));
    let waiting = (states, desk.ending.clone(), shown, view);
    let rest = stream::unfold(waiting, |(mut states, mut ending, mut shown, view)| async move {
        loop {
            tokio::select! {
                changed = states.changed() => changed.ok()?,
                _ = ending.wait_for(|over| *over) => return None,
            }
            let news = next(&mut states, &mut shown);
            if !news.is_empty() {
                let rest: (_, watch::Receiver<bool>, Shown, View) = (states, ending, shown, view);
                return Some((Ok(Bytes::from(news)), rest));
            }
        }
    });
    stream::StreamExt::chain(first, rest)
}

fn event(name: &str, data: &serde_json::Value) -> String {
    format!("event: {name}\ndata: {data}\n\n")
}

/// What is to be told now.
fn next(states: &mut watch::Receiver<Arc<State>>, shown: &mut Shown) -> String {
    let state = states.borrow_and_update().clone();
    let mut news = String::new();
    let files: Vec<&str> = state
        .files
        .iter()
        .filter(|(version, _)| *version > shown.version)
        .map(|(_, route)| route.as_str())
        .collect();
    if !files.is_empty() {
        news += &event("files", &json!({ "paths": files }));
    }
    let current = state.shown.as_ref().and_then(|site| answer::digest(&state, site, &shown.path));
    if current != shown.digest && !shown.left {
        let moved = state.moves.iter().rev().find(|(version, from, _)| {
            *version > shown.version && from.as_str() == answer::canonical(&shown.path)
        });
        let moved = moved.map(|(_, _, to)| to).or_else(|| state.shown.as_ref()?.redirect(&shown.path));
        // With the site itself, if not.
        let all = Route::new(&shown.path).ok().filter(|_| answer::base(&state) != shown.base);
        let moved = moved.or(all.as_ref());
        match (moved, &state.shown) {
            (Some(to), Some(site)) => {
                let url = site.prepared.config.base_url.local(to);
                news += &event("moved", &json!({ "url": url }));
                shown.left = true;
            }
            _ => news += &event("page", &json!({ "version": state.version })),
        }
        shown.digest = current;
    }
    if shown.problems.as_ref().is_none_or(|told| !Arc::ptr_eq(told, &state.problems)) {
        news += &format!("event: problems\ndata: {}\n\n", state.problems.json);
        shown.problems = Some(state.problems.clone());
    }
    shown.version = state.version;
    news
}
