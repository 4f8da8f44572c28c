//! Owns comparing the words of headings: what does not count is left out, a word must end where it is
//! said to.

use super::marks;
use crate::scan::is_plain_line;

static INTERROGATIVES: Known = Known::new(&[
    "what", "how", "why", "when", "where", "who", "whom", "whose", "which", "is", "are", "was", "were",
    "can", "could", "do", "does", "did", "will", "would", "shall", "should", "has", "have", "had", "am",
    "may", "might", "must", "isn", "aren", "don", "doesn", "won",
]);

/// Whether a text begins as English questions do.
pub(super) fn is_interrogative(text: &str) -> bool {
    let word = text.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    INTERROGATIVES.has_any_case(word)
}

/// Words that texts are looked up in. Most texts begin with the first two letters of none.
pub(super) struct Known {
    words: &'static [&'static str],
    /// By the first byte: which bytes, modulo 32, may come second.
    seconds: [u32; 256],
}

impl Known {
    pub(super) const fn new(words: &'static [&'static str]) -> Self {
        let mut seconds = [0; 256];
        let mut at = 0;
        while at < words.len() {
            let word = words[at].as_bytes();
            seconds[word[0] as usize] |= if word.len() > 1 { 1 << (word[1] % 32) } else { u32::MAX };
            at += 1;
        }
        Self { words, seconds }
    }

    /// Whether a folded text could begin with one of the words.
    pub(super) fn may_begin(&self, folded: &str) -> bool {
        match folded.as_bytes() {
            [first, second, ..] => self.seconds[usize::from(*first)] & (1 << (second % 32)) != 0,
            [first] => self.seconds[usize::from(*first)] != 0,
            [] => false,
        }
    }

    /// Those of the words that a folded text could begin with.
    pub(super) fn of(&self, folded: &str) -> &'static [&'static str] {
        if self.may_begin(folded) { self.words } else { &[] }
    }

    /// What follows the first of the words that a folded text begins with.
    pub(super) fn strip<'t>(&self, folded: &'t str) -> Option<&'t str> {
        self.of(folded).iter().find_map(|word| strip_word(folded, word))
    }

    /// The same for a text that is not folded.
    pub(super) fn strip_any_case<'t>(&self, text: &'t str) -> Option<&'t str> {
        if !self.may_begin_any_case(text) {
            return None;
        }
        self.words.iter().find_map(|word| strip_any_case(text, word))
    }

    /// Whether a text that is not folded could begin with one of the words.
    fn may_begin_any_case(&self, text: &str) -> bool {
        let seconds = |first: u8| self.seconds[usize::from(first.to_ascii_lowercase())];
        // Large and small letters differ in another bit. Beyond ASCII there are letters whose small form is
        // within.
        match text.as_bytes() {
            [] => false,
            [first, second, ..] if first.is_ascii() && second.is_ascii() => {
                seconds(*first) & (1 << (second % 32)) != 0
            }
            [first, ..] => !first.is_ascii() || seconds(*first) != 0,
        }
    }

    /// Whether a word of ASCII is one of them, be its letters large or small.
    fn has_any_case(&self, word: &str) -> bool {
        self.may_begin_any_case(word) && self.words.iter().any(|known| word.eq_ignore_ascii_case(known))
    }

    /// Whether a folded word is one of them.
    pub(super) fn has(&self, word: &str) -> bool {
        self.of(word).contains(&word)
    }
}

/// What follows a word that a folded text begins with; it must end there.
pub(super) fn strip_word<'t>(folded: &'t str, word: &str) -> Option<&'t str> {
    // Nearly every comparison ends at the first byte, and there are many.
    let rest = if folded.as_bytes().first() == word.as_bytes().first() {
        folded.strip_prefix(word)?
    } else {
        return None;
    };
    (!rest.starts_with(char::is_alphabetic)).then_some(rest)
}

/// The same for a text that is not folded.
fn strip_any_case<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    for expected in word.chars() {
        let mut lower = rest.next()?.to_lowercase();
        if lower.next() != Some(expected) || lower.next().is_some() {
            return None;
        }
    }
    let rest = rest.as_str();
    (!rest.starts_with(char::is_alphabetic)).then_some(rest)
}

/// Whether a text begins with what parts a heading's name from its topic.
pub(super) fn begins_with_separator(text: &str) -> bool {
    text.starts_with([':', '：', '—', '–', '|', ',', '(', '/', '·', '•']) || text.starts_with("- ")
}

/// A heading's text in small letters, without its number and the ornaments around it, white space
/// and apostrophes made alike.
pub(super) fn fold(text: &str) -> String {
    let ornament = |c: char| !c.is_alphanumeric() && !marks::is_query(c) && !matches!(c, '(' | ')' | '¿');
    let text = text.trim_matches(ornament);
    let text = marks::number(text).map_or(text, |len| text[len..].trim_matches(ornament));
    if is_plain_line(text.as_bytes()) {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    if folded.is_ascii() {
        folded.make_ascii_lowercase();
        return folded;
    }
    folded.replace('’', "'").to_lowercase()
}
