//! Owns the filters that templates have besides Tera's own. Each is a pure function of what it is
//! given and of the site's address.

use std::sync::Arc;

use jiff::tz::TimeZone;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use crate::moment::Moment;
use crate::pages::view::SiteView;
use crate::route::slugify;

/// The filters that templates have besides Tera's own.
pub const OWN: &[&str] = &["absolute", "date", "initials", "integrity", "json", "slugify", "url"];

/// Tera's filters; it does not list them itself, and a misspelt one should find its neighbour.
pub(super) const BUILT_IN: &[&str] = &[
    "abs",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];

/// Makes the filters known.
pub(super) fn register(tera: &mut Tera, site: &SiteView) {
    let (local, assets) = (site.base_path.clone(), Arc::new(site.assets.clone()));
    let of_integrity = assets.clone();
    let absolute = site.permalink.trim_end_matches('/').to_owned();
    tera.register_filter("url", move |path: &str, _: Kwargs, _: &State| match assets.get(path) {
        Some(asset) => asset.url.clone(),
        None => below(&local, path),
    });
    tera.register_filter("integrity", move |path: &str, _: Kwargs, _: &State| {
        of_integrity.get(path).and_then(|asset| asset.integrity.clone()).unwrap_or_default()
    });
    tera.register_filter("absolute", move |path: &str, _: Kwargs, _: &State| below(&absolute, path));
    tera.register_filter("date", date);
    tera.register_filter("json", json);
    tera.register_filter("slugify", |text: &str, _: Kwargs, _: &State| slugify(text));
    tera.register_filter("initials", |name: &str, _: Kwargs, _: &State| initials(name));
}

/// A path of the site below its base; what is no such path (another site's URL, a fragment) stays.
fn below(base: &str, path: &str) -> String {
    if path.starts_with('/') && !path.starts_with("//") { format!("{base}{path}") } else { path.to_owned() }
}

/// A date's `iso` by a pattern as in C's `strftime`.
fn date(iso: &str, arguments: Kwargs, _: &State) -> TeraResult<String> {
    let pattern = arguments.get::<&str>("format")?.unwrap_or("%-d %B %Y");
    let moment = Moment::parse(iso, &TimeZone::UTC)
        .map_err(|error| Error::message(format!("`{iso}` is not a date: {}", error.reason)))?;
    moment
        .format(pattern)
        .map_err(|error| Error::message(format!("`{pattern}` is not a date format: {error}")))
}

/// JSON that can stand in a script: it holds nothing that HTML would take for its own (standing in
/// an attribute it would have to be escaped).
fn json(value: Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    let text = serde_json::to_string(&value).map_err(|error| Error::message(error.to_string()))?;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    Ok(Value::safe_string(&out))
}

/// The first letters of a name's first and last word.
fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let last = words.last().filter(|_| words.len() > 1);
    words
        .first()
        .into_iter()
        .chain(last)
        .filter_map(|word| word.chars().next())
        .flat_map(char::to_uppercase)
        .collect()
}
