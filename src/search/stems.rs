//! Owns which words are put together: those with one stem, by the rules of the site's language.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};

use crate::words;

/// How many characters of a stem decide in which file its group lies, so that what is found for the
/// beginning of a word lies together.
const HEAD: usize = 4;

/// Names a group of words in files and in browsers: hashes of the beginning of its stem (16 bits) and
/// of the whole of it (24 bits).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Group {
    pub(super) head: u16,
    pub(super) rest: u32,
}

impl Group {
    /// The group of words with this stem.
    pub(super) fn of_stem(stem: &str) -> Self {
        let end = stem.char_indices().nth(HEAD).map_or(stem.len(), |(at, _)| at);
        Self { head: low(hash(&stem[..end])), rest: hash(stem) >> 8 }
    }

    /// The group of a value of a filter.
    pub(super) fn of_filter(filter: &str, value: &str) -> Self {
        let hash = hash(&format!("{filter}\0{value}"));
        Self { head: low(hash), rest: hash >> 8 }
    }

    /// Its place in tables.
    pub(super) fn number(self) -> u64 {
        u64::from(self.head) << 24 | u64::from(self.rest)
    }
}

/// The file, of so many, that is found by a text.
pub(super) fn file_of(text: &str, files: u32) -> u32 {
    hash(text) % files
}

/// FNV-1a, which takes a line in a browser.
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

fn low(hash: u32) -> u16 {
    let [.., a, b] = hash.to_be_bytes();
    u16::from_be_bytes([a, b])
}

/// Finds stems.
pub(super) struct Stems(Option<Stemmer>);

impl Stems {
    /// Those of a language. In one whose rules are not known every word is its own stem.
    pub(super) fn of(language: &str) -> Self {
        let primary = language.split(['-', '_']).next().unwrap_or_default().to_lowercase();
        let algorithm = match primary.as_str() {
            "ar" => Algorithm::Arabic,
            "da" => Algorithm::Danish,
            "de" => Algorithm::German,
            "el" => Algorithm::Greek,
            "en" => Algorithm::English,
            "es" => Algorithm::Spanish,
            "fi" => Algorithm::Finnish,
            "fr" => Algorithm::French,
            "hu" => Algorithm::Hungarian,
            "it" => Algorithm::Italian,
            "nb" | "nn" | "no" => Algorithm::Norwegian,
            "nl" => Algorithm::Dutch,
            "pt" => Algorithm::Portuguese,
            "ro" => Algorithm::Romanian,
            "ru" => Algorithm::Russian,
            "sv" => Algorithm::Swedish,
            "ta" => Algorithm::Tamil,
            "tr" => Algorithm::Turkish,
            _ => return Self(None),
        };
        Self(Some(Stemmer::create(algorithm)))
    }

    /// The group of a word.
    pub(super) fn group(&self, word: &str) -> Group {
        let stem = match &self.0 {
            // Names of things, versions and addresses have no endings.
            Some(stemmer) if word.chars().all(char::is_alphabetic) => stemmer.stem(word),
            _ => Cow::Borrowed(word),
        };
        Group::of_stem(&words::plain(&stem))
    }
}
