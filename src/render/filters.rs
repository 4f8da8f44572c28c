//! Owns the filters that templates have besides Tera's own. Each is a pure function of what it is
//! given and of the site's address.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::tz::TimeZone;
use tera::value::Key;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use crate::language::{Language, fill};
use crate::markup::body::escape;
use crate::moment::Moment;
use crate::pages::view::SiteView;
use crate::route::slugify;

/// The filters that templates have besides Tera's own.
pub const OWN: &[&str] = &["absolute", "date", "initials", "integrity", "json", "say", "slugify", "url"];

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
pub(super) fn register(tera: &mut Tera, site: &SiteView, language: &Arc<Language>) {
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
    let (of_dates, of_words) = (language.clone(), language.clone());
    tera.register_filter("date", move |iso: &str, arguments: Kwargs, _: &State| {
        date(iso, &arguments, &of_dates)
    });
    tera.register_filter("say", move |phrase: Value, arguments: Kwargs, _: &State| {
        say(&phrase, &arguments, &of_words)
    });
    tera.register_filter("json", json);
    tera.register_filter("slugify", |text: &str, _: Kwargs, _: &State| slugify(text));
    tera.register_filter("initials", |name: &str, _: Kwargs, _: &State| initials(name));
}

/// A path of the site below its base; what is no such path (another site's URL, a fragment) stays.
fn below(base: &str, path: &str) -> String {
    if path.starts_with('/') && !path.starts_with("//") { format!("{base}{path}") } else { path.to_owned() }
}

/// A date's `iso` as the language has it, or by a pattern as in C's `strftime`.
fn date(iso: &str, arguments: &Kwargs, language: &Language) -> TeraResult<String> {
    let moment = Moment::parse(iso, &TimeZone::UTC)
        .map_err(|error| Error::message(format!("`{iso}` is not a date: {}", error.reason)))?;
    let Some(pattern) = arguments.get::<&str>("format")? else { return Ok(language.date(moment)) };
    moment
        .format(pattern)
        .map_err(|error| Error::message(format!("`{pattern}` is not a date format: {error}")))
}

/// A word of the interface filled in, in the plural form that `count` calls for. Whole numbers are written
/// as the language does; finished HTML stays what it is.
fn say(phrase: &Value, arguments: &Kwargs, language: &Language) -> TeraResult<Value> {
    let count = arguments.get::<u64>("count").ok().flatten().and_then(|count| usize::try_from(count).ok());
    let text = match phrase.as_map() {
        Some(forms) => {
            let form = count.map_or("other", |count| language.form(count));
            forms.get(&Key::Str(form)).or_else(|| forms.get(&Key::Str("other"))).and_then(Value::as_str)
        }
        None => phrase.as_str(),
    };
    let text =
        text.ok_or_else(|| Error::message("`say` is for words of `ui`: texts, or tables of plural forms"))?;
    let mut values = BTreeMap::new();
    for (name, value) in arguments.iter() {
        let value = match (value.as_str(), value.as_i128()) {
            (Some(html), _) if value.is_safe() => html.to_owned(),
            (Some(text), _) => escape(text),
            (None, Some(number)) => {
                usize::try_from(number).map_or_else(|_| number.to_string(), |number| language.number(number))
            }
            (None, None) => escape(&value.to_string()),
        };
        values.insert(name.to_string(), value);
    }
    let missing = RefCell::new(None);
    let said = fill(&escape(text), |name| {
        let value = values.get(name).map(String::as_str);
        if value.is_none() {
            *missing.borrow_mut() = Some(name.to_owned());
        }
        value
    });
    match missing.into_inner() {
        None => Ok(Value::safe_string(&said)),
        Some(name) => Err(Error::message(format!("`{text}` needs a `{name}`: say({name}=…)"))),
    }
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
