//! Owns what the program knows of a language: its direction, the words of the interface, plural forms,
//! and how dates and numbers are written. Everything is settled when a language is made; speaking it
//! reads tables only, and so is the same on every thread.

mod calendar;
mod numbers;
mod tag;
mod tags;
mod words;

use std::collections::BTreeMap;

pub use tag::{Direction, is_tag, primary};
pub use tags::{LanguageId, Tags, in_language};
pub use words::{BUILT_IN, File, Phrase, Words, fill};

use calendar::Calendar;
use numbers::Numbers;

use crate::digest::{Digest, Hasher};
use crate::moment::Moment;
use crate::quantity::{Span, Unit};

/// A language that pages speak.
#[derive(Clone, Debug)]
pub struct Language {
    /// Its place among the languages of the site.
    pub id: LanguageId,
    /// What it calls itself.
    pub name: String,
    /// Its tag (BCP 47).
    pub tag: String,
    /// Which way its script runs.
    pub direction: Direction,
    /// The words of the interface.
    pub words: Words,
    /// Names all that it says.
    pub digest: Digest,
    numbers: Numbers,
    calendar: Calendar,
}

impl Language {
    /// Makes a language of its tag, the strings files of all languages, and the tag of the site's
    /// default language, whose words stand in for those that are missing before English ones do.
    pub fn new(tag: &str, direction: Option<Direction>, files: &[File], default: &str) -> Self {
        let (numbers, words) = (Numbers::of(tag), Words::of(tag, default, files));
        let direction = direction.unwrap_or_else(|| Direction::of(tag));
        let mut hasher = Hasher::new();
        hasher.part(tag).part(direction.name()).value(words.all());
        let own = words.get("language_name").map(Phrase::text).filter(|_| !words.is_foreign("language_name"));
        Self {
            id: LanguageId::DEFAULT,
            name: own.unwrap_or(tag).to_owned(),
            tag: tag.to_owned(),
            direction,
            words,
            digest: hasher.finish(),
            calendar: Calendar::of(tag, &numbers),
            numbers,
        }
    }

    /// A word or a sentence without anything to fill in. Empty for a key that there is not; a test sees
    /// to it that the program knows only keys that there are.
    pub fn text(&self, key: &str) -> &str {
        self.words.get(key).map_or("", Phrase::text)
    }

    /// A sentence filled in.
    pub fn with(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.text(key), |name| values.iter().find(|(other, _)| *other == name).map(|(_, value)| *value))
    }

    /// As [`with`](Self::with), in the plural form of `count`, which fills `{count}`.
    pub fn count(&self, key: &str, count: usize, values: &[(&str, &str)]) -> String {
        let Some(phrase) = self.words.get(key) else { return String::new() };
        let number = self.number(count);
        let text = phrase.form(self.numbers.form(count));
        fill(text, |name| match name {
            "count" => Some(number.as_str()),
            _ => values.iter().find(|(other, _)| *other == name).map(|(_, value)| *value),
        })
    }

    /// The plural form of a number, as CLDR names it.
    pub fn form(&self, count: usize) -> &'static str {
        self.numbers.form(count)
    }

    /// A whole number in the digits of the language.
    pub fn number(&self, number: usize) -> String {
        self.numbers.whole(number)
    }

    /// A number as an author wrote it: digits, perhaps a sign and a fraction.
    pub fn decimal(&self, number: &str) -> String {
        self.numbers.decimal(number)
    }

    /// A day for reading: `21 November 2026`.
    pub fn date(&self, moment: Moment) -> String {
        self.calendar.day(moment, &self.numbers)
    }

    /// A day, a time and its offset for reading: `21 November 2026, 09:30 (UTC+01:00)`.
    pub fn date_and_time(&self, moment: Moment) -> String {
        let time = moment.format("%H:%M (UTC%:z)").unwrap_or_default();
        format!("{}{}{time}", self.date(moment), self.text("list_separator"))
    }

    /// A span of time: `20 minutes`.
    pub fn span(&self, span: Span) -> String {
        let key = match span.unit {
            Unit::Minute => "minutes",
            Unit::Hour => "hours",
            Unit::Day => "days",
            Unit::Week => "weeks",
            Unit::Month => "months",
            Unit::Year => "years",
        };
        self.count(key, span.count as usize, &[])
    }

    /// Texts in a row: `A, B and C`.
    pub fn list(&self, items: &[String]) -> String {
        let (separator, last) = (self.text("list_separator"), self.text("list_last_separator"));
        match items.split_last() {
            Some((end, before)) if !before.is_empty() => format!("{}{last}{end}", before.join(separator)),
            _ => items.concat(),
        }
    }

    /// English with the words of the program.
    pub fn english() -> Self {
        Self::new("en", None, &[], "en")
    }

    /// What templates are given of the words: each by its key.
    pub fn ui(&self) -> &BTreeMap<String, Phrase> {
        self.words.all()
    }
}

#[cfg(test)]
mod tests;
