//! Owns the words of the interface: the files that hold them, one for a language, what is wrong with such
//! a file, and which file a word is taken from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Serialize;

use super::numbers;
use super::tag::{is_tag, primary};
use crate::diagnostic::{Diagnosed, Diagnostic, Place, Step, did_you_mean};
use crate::fields::{self, Format, Table, Value};
use crate::source::Source;

/// The strings files of the program: tag and text.
pub static BUILT_IN: &[(&str, &str)] = &[
    ("ar", include_str!("../../templates/strings/ar.toml")),
    ("de", include_str!("../../templates/strings/de.toml")),
    ("en", include_str!("../../templates/strings/en.toml")),
    ("es", include_str!("../../templates/strings/es.toml")),
    ("fr", include_str!("../../templates/strings/fr.toml")),
    ("ja", include_str!("../../templates/strings/ja.toml")),
];

/// The words that there are, and English for each.
static ENGLISH: LazyLock<BTreeMap<String, Phrase>> = LazyLock::new(|| built_in("en"));

/// The key of a table for words of a site's own templates.
const OWN: &str = "own";

/// A word or a sentence of the interface.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Phrase {
    /// The same for all numbers.
    Text(String),
    /// One for each plural form, by its name in CLDR.
    Plural(BTreeMap<String, String>),
    /// Words of a site's own.
    Own(BTreeMap<String, Phrase>),
}

impl Phrase {
    /// The text, or that of the plural form that stands for all others.
    pub fn text(&self) -> &str {
        self.form("other")
    }

    /// The text of a plural form.
    pub fn form(&self, form: &str) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Plural(forms) => forms.get(form).or_else(|| forms.get("other")).map_or("", String::as_str),
            Self::Own(_) => "",
        }
    }

    /// A text stands for all plural forms where another language has several.
    fn like(self, other: &Self) -> Self {
        match (self, other) {
            (Self::Text(text), Self::Plural(_)) => Self::Plural([("other".to_owned(), text)].into()),
            (phrase, _) => phrase,
        }
    }

    fn forms(&self) -> Vec<(Option<&str>, &str)> {
        match self {
            Self::Text(text) => vec![(None, text)],
            Self::Plural(forms) => {
                forms.iter().map(|(form, text)| (Some(form.as_str()), text.as_str())).collect()
            }
            Self::Own(_) => Vec::new(),
        }
    }
}

/// Fills the names between braces of a text; one that has no value stays as it is.
pub fn fill<'v>(text: &str, value: impl Fn(&str) -> Option<&'v str>) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        rest = match after.split_once('}').and_then(|(name, end)| Some((value(name)?, end))) {
            Some((value, end)) => {
                out.push_str(value);
                end
            }
            None => {
                out.push('{');
                after
            }
        };
    }
    out.push_str(rest);
    out
}

/// The names between braces.
fn names(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0)).collect()
}

/// A strings file of a site.
#[derive(Clone, Debug)]
pub struct File {
    /// Its language, in lower case.
    tag: String,
    phrases: BTreeMap<String, Phrase>,
}

impl File {
    /// Reads `templates/strings/TAG.toml`. What is wrong in it is left out.
    pub fn read(tag: &str, source: &Source) -> Diagnosed<Self> {
        let mut reading = Reading { tag, source, found: Vec::new() };
        let phrases = reading.file();
        Diagnosed::new(Self { tag: tag.to_lowercase(), phrases }, reading.found)
    }
}

struct Reading<'a> {
    tag: &'a str,
    source: &'a Source,
    found: Vec<Diagnostic>,
}

impl Reading<'_> {
    fn file(&mut self) -> BTreeMap<String, Phrase> {
        if !is_tag(self.tag) {
            let message = format!("`{}` is not a language tag", self.tag);
            let help = "name the file for a language: de.toml, pt-BR.toml";
            let diagnostic = Diagnostic::error("strings/language", message);
            self.found.push(diagnostic.label(self.source.id, Place::File, "").help(help));
        }
        let table = match fields::parse(&self.source.text, Format::Toml) {
            Ok(table) => table,
            Err(problem) => {
                self.found.push(problem.into_diagnostic("strings/syntax", self.source.id));
                return BTreeMap::new();
            }
        };
        let mut phrases = BTreeMap::new();
        for (key, value) in &table {
            let path = vec![Step::Key(key.clone())];
            match (ENGLISH.get(key), value) {
                (_, Value::Table(own)) if key == OWN => {
                    phrases.insert(OWN.to_owned(), Phrase::Own(self.own(own, &path)));
                }
                (Some(english), _) => {
                    if let Some(phrase) = self.phrase(key, value, &path) {
                        self.compare(&phrase, english, &path);
                        phrases.insert(key.clone(), phrase.like(english));
                    }
                }
                (None, _) => {
                    let help = did_you_mean(key, ENGLISH.keys().map(String::as_str));
                    let help =
                        help.unwrap_or_else(|| "words for templates of your own go under `[own]`".to_owned());
                    self.say("strings/unknown", Place::Key(path), format!("there is no word `{key}`"), &help);
                }
            }
        }
        phrases
    }

    fn own(&mut self, table: &Table, path: &[Step]) -> BTreeMap<String, Phrase> {
        let one = |(key, value): (&String, &Value)| {
            let path = [path, &[Step::Key(key.clone())]].concat();
            Some((key.clone(), self.phrase(key, value, &path)?))
        };
        table.iter().filter_map(one).collect()
    }

    fn phrase(&mut self, key: &str, value: &Value, path: &[Step]) -> Option<Phrase> {
        let kind = match value {
            Value::String(text) => return Some(Phrase::Text(text.clone())),
            Value::Table(forms) => return self.plural(key, forms, path),
            other => other.kind(),
        };
        let message = format!("`{key}` must be text, but is {kind}");
        self.say("strings/type", Place::Value(path.to_vec()), message, "put it in quotes");
        None
    }

    fn plural(&mut self, key: &str, table: &Table, path: &[Step]) -> Option<Phrase> {
        let known = numbers::forms(self.tag);
        let list = || known.join(", ");
        let mut forms = BTreeMap::new();
        for (form, value) in table {
            let path = [path, &[Step::Key(form.clone())]].concat();
            let Value::String(text) = value else {
                let message = format!("`{key}.{form}` must be text, but is {}", value.kind());
                self.say("strings/type", Place::Value(path), message, "put it in quotes");
                continue;
            };
            if known.contains(&form.as_str()) {
                forms.insert(form.clone(), text.clone());
            } else {
                let message = format!("`{}` has no plural form `{form}`", self.tag);
                self.say("strings/plural", Place::Key(path), message, &format!("its forms are: {}", list()));
            }
        }
        let missing: Vec<_> = known.iter().filter(|form| !forms.contains_key(**form)).copied().collect();
        if !missing.is_empty() && forms.len() == table.len() {
            let message = format!("`{key}` lacks the plural forms: {}", missing.join(", "));
            self.say(
                "strings/plural",
                Place::Key(path.to_vec()),
                message,
                &format!("its forms are: {}", list()),
            );
        }
        forms.contains_key("other").then_some(Phrase::Plural(forms))
    }

    /// A text must have the names between braces that the English one has, and no others.
    fn compare(&mut self, phrase: &Phrase, english: &Phrase, path: &[Step]) {
        let wanted: BTreeSet<&str> = english.forms().iter().flat_map(|(_, text)| names(text)).collect();
        for (form, text) in phrase.forms() {
            let given = names(text);
            let form_path: Vec<Step> = form.into_iter().map(|form| Step::Key(form.to_owned())).collect();
            let place = || Place::Value([path, &form_path].concat());
            for name in given.difference(&wanted) {
                let message = format!("nothing fills `{{{name}}}` here");
                let known: Vec<_> = wanted.iter().map(|name| format!("{{{name}}}")).collect();
                let help = match known.is_empty() {
                    true => "this text is shown as it is".to_owned(),
                    false => format!("it can have: {}", known.join(", ")),
                };
                self.say("strings/placeholder", place(), message, &help);
            }
            // A form for one number, or two, may say it in words.
            let is_lone = form.is_some_and(|form| ["zero", "one", "two"].contains(&form));
            for name in wanted.difference(&given).filter(|name| !(is_lone && **name == "count")) {
                let message = format!("`{{{name}}}` is missing");
                self.say("strings/placeholder", place(), message, "put it where the page is to fill it in");
            }
        }
    }

    fn say(&mut self, code: &'static str, place: Place, message: String, help: &str) {
        let diagnostic = Diagnostic::error(code, message).label(self.source.id, place, "");
        self.found.push(diagnostic.help(help));
    }
}

/// The words of one language.
#[derive(Clone, Debug)]
pub struct Words {
    all: BTreeMap<String, Phrase>,
    /// Keys that are said in another language, for want of its own.
    foreign: Vec<String>,
}

impl Words {
    /// The words of a language: its own, else those of the same language without region, the site's
    /// before the program's; what is missing then is taken of the default language, and of English.
    pub(super) fn of(tag: &str, default: &str, files: &[File]) -> Self {
        let mut all = ENGLISH.clone();
        if primary(default) != "en" || !files.is_empty() {
            lay(&mut all, "en", files);
        }
        lay(&mut all, default, files);
        let mut own = BTreeMap::new();
        lay(&mut own, tag, files);
        let foreign = all.keys().filter(|key| !own.contains_key(*key) && *key != OWN).cloned().collect();
        put(&mut all, own);
        Self { all, foreign }
    }

    /// A word.
    pub fn get(&self, key: &str) -> Option<&Phrase> {
        self.all.get(key)
    }

    /// All words by key; those of a site's own lie below `own`.
    pub fn all(&self) -> &BTreeMap<String, Phrase> {
        &self.all
    }

    /// Whether a word is said in another language, for want of its own.
    pub fn is_foreign(&self, key: &str) -> bool {
        self.foreign.iter().any(|foreign| foreign == key)
    }

    /// Keys of what is said in another language, for want of its own words.
    pub fn foreign(&self) -> &[String] {
        &self.foreign
    }
}

/// Lays the words of a language over others.
fn lay(all: &mut BTreeMap<String, Phrase>, tag: &str, files: &[File]) {
    let tag = tag.to_lowercase();
    let general = primary(&tag);
    for tag in [general.as_str(), tag.as_str()].into_iter().collect::<BTreeSet<_>>() {
        put(all, built_in(tag));
        for file in files.iter().filter(|file| file.tag == tag) {
            put(all, file.phrases.clone());
        }
    }
}

fn put(all: &mut BTreeMap<String, Phrase>, over: BTreeMap<String, Phrase>) {
    for (key, phrase) in over {
        match (all.get_mut(&key), phrase) {
            (Some(Phrase::Own(below)), Phrase::Own(own)) => below.extend(own),
            (_, phrase) => {
                all.insert(key, phrase);
            }
        }
    }
}

/// The words that the program has in a language.
fn built_in(tag: &str) -> BTreeMap<String, Phrase> {
    let Some((_, text)) = BUILT_IN.iter().find(|(known, _)| *known == tag) else { return BTreeMap::new() };
    let table = fields::parse(text, Format::Toml).unwrap_or_default();
    let phrase = |value: Value| match value {
        Value::String(text) => Some(Phrase::Text(text)),
        Value::Table(forms) => {
            let form = |(form, text)| match text {
                Value::String(text) => Some((form, text)),
                _ => None,
            };
            Some(Phrase::Plural(forms.into_iter().filter_map(form).collect()))
        }
        _ => None,
    };
    table.into_iter().filter_map(|(key, value)| Some((key, phrase(value)?))).collect()
}
