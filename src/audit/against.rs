//! Owns comparing an audit with an earlier one: what an article has lost, gained, or shows in other
//! words.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::rows::{Audit, ChangeRow};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place};
use crate::source::SITE_TOML;

/// What an article's own page showed: version and words, by article, disclaimer and place.
type Shown = BTreeMap<(String, String, String), (String, String, bool)>;

/// Puts into an audit what is different from an earlier one, whose JSON Lines are given. An article
/// that has lost what is mandatory is an error; so is a text that is no audit.
pub fn compare(audit: &mut Audit, earlier: &str, config: &Config) -> Vec<Diagnostic> {
    let Some((as_of, articles, before)) = read(earlier) else {
        let diagnostic =
            Diagnostic::error("audit/against", "the file to compare with is not an audit in JSON Lines");
        return vec![diagnostic.help("give one that `tearsheet audit --format json` has written")];
    };
    let now: BTreeSet<&str> = audit.articles.iter().map(|row| row.article.as_str()).collect();
    let after = shown(audit);
    let mut changes = Vec::new();
    let mut change = |change, article: &str, policy: &str, before: &str, after: &str| {
        let [article, policy, before, after] = [article, policy, before, after].map(str::to_owned);
        changes.push(ChangeRow { change, article, policy, before, after });
    };
    for article in articles.iter().filter(|article| !now.contains(article.as_str())) {
        change("gone", article, "", "", "");
    }
    for article in now.iter().filter(|article| !articles.contains(**article)) {
        change("new", article, "", "", "");
    }
    let mut lost: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for ((article, policy, place), (version, words, mandatory)) in &before {
        if !now.contains(article.as_str()) {
            continue;
        }
        match after.get(&(article.clone(), policy.clone(), place.clone())) {
            None => {
                change("lost", article, policy, &format!("{place}, version {version}"), "");
                if *mandatory {
                    lost.entry(policy.clone()).or_default().push(article.clone());
                }
            }
            Some((other, _, _)) if other != version => change("version", article, policy, version, other),
            Some((_, other, _)) if other != words => change("words", article, policy, words, other),
            Some(_) => {}
        }
    }
    for ((article, policy, place), (version, _, _)) in &after {
        let known = before.contains_key(&(article.clone(), policy.clone(), place.clone()));
        if !known && articles.contains(article) {
            change("gained", article, policy, "", &format!("{place}, version {version}"));
        }
    }
    changes.sort_by(|a, b| (&a.article, &a.policy, a.change).cmp(&(&b.article, &b.policy, b.change)));
    audit.changes = changes;
    let since = as_of.clone();
    audit.against = Some(as_of);
    lost.iter().map(|(policy, articles)| report(policy, articles, &since, config)).collect()
}

fn report(policy: &str, articles: &[String], since: &str, config: &Config) -> Diagnostic {
    let which = match articles {
        [one] => one.clone(),
        [first, rest @ ..] => format!("{first} and {} more", rest.len()),
        [] => String::new(),
    };
    let message =
        format!("the mandatory disclaimer `{policy}` no longer stands where it did at {since}: {which}");
    let own = config.disclaimers.iter().find(|disclaimer| disclaimer.id == policy);
    let place = own.map_or(Place::File, |disclaimer| Place::Key(disclaimer.field.clone()));
    Diagnostic::error("audit/lost", message).label(SITE_TOML, place, "").help(
        "a category, tag or folder that its rule names may have changed; if it is meant, keep this audit as the one to compare with",
    )
}

fn shown(audit: &Audit) -> Shown {
    let rows =
        audit.articles.iter().flat_map(|article| article.shown.iter().map(move |shown| (article, shown)));
    let own = rows.filter(|(_, shown)| {
        shown.channels.iter().any(|channel| is_page(channel)) && shown.placement != "card"
    });
    own.map(|(article, shown)| {
        let key = (article.article.clone(), shown.policy.clone(), shown.placement.to_owned());
        (key, (shown.version.clone(), shown.words.clone(), shown.level == "mandatory"))
    })
    .collect()
}

/// Whether a channel is that of an article's own page.
fn is_page(channel: &str) -> bool {
    matches!(channel, "html" | "print")
}

fn read(text: &str) -> Option<(String, BTreeSet<String>, Shown)> {
    let mut lines = text.lines().map(serde_json::from_str::<Value>);
    let header = lines.next()?.ok()?;
    if header["kind"] != "audit" || header["format"] != 1 {
        return None;
    }
    let (mut articles, mut shown) = (BTreeSet::new(), Shown::new());
    for line in lines {
        let line = line.ok()?;
        let text = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
        match line["kind"].as_str()? {
            "article" => {
                articles.insert(text("article"));
            }
            "shown" => {
                let channels = line["channels"].as_array()?;
                if channels.iter().filter_map(Value::as_str).any(is_page) && line["placement"] != "card" {
                    let key = (text("article"), text("policy"), text("placement"));
                    shown.insert(key, (text("version"), text("words"), line["level"] == "mandatory"));
                }
            }
            _ => {}
        }
    }
    Some((header["as_of"].as_str()?.to_owned(), articles, shown))
}
