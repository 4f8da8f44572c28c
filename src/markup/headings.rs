//! Owns the headings of an article as they are kept throughout a run: their texts in one piece, for
//! there are many of them, and of most nobody asks.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// Headings in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Headings {
    /// Words, id and HTML of each, one after the other, but for what follows from the words.
    texts: Box<str>,
    marks: Box<[Mark]>,
}

/// Where the texts of a heading lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Mark {
    /// Where the words end.
    text: u32,
    /// Where the id ends that is written down.
    id: u32,
    /// Where the HTML ends that is not as the words.
    html: u32,
    level: u8,
    /// How many of the first bytes of the words make the id; none if it is written down.
    named: u8,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadingRef<'a> {
    /// 1 to 6.
    pub level: u8,
    /// Its id.
    pub id: Cow<'a, str>,
    /// Its words, plain.
    pub text: &'a str,
    /// Its words as HTML without links and footnotes.
    pub html: &'a str,
}

impl Headings {
    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = HeadingRef<'_>> {
        (0..self.marks.len()).filter_map(|at| self.get(at))
    }

    /// One by its place.
    pub fn get(&self, at: usize) -> Option<HeadingRef<'_>> {
        let mark = self.marks.get(at)?;
        let begin =
            at.checked_sub(1).and_then(|before| self.marks.get(before)).map_or(0, |before| before.html);
        let part = |from: u32, to: u32| self.texts.get(from as usize..to as usize).unwrap_or_default();
        let (text, html) = (part(begin, mark.text), part(mark.id, mark.html));
        let id = match usize::from(mark.named) {
            0 => part(mark.text, mark.id).into(),
            length => name(text.as_bytes().get(..length).unwrap_or_default()).into(),
        };
        Some(HeadingRef { level: mark.level, id, text, html: if html.is_empty() { text } else { html } })
    }
}

/// What most bytes of a heading's words become in its id.
#[inline]
fn named_by(byte: u8) -> u8 {
    if byte.is_ascii_alphanumeric() | (byte == b'_') { byte.to_ascii_lowercase() } else { b'-' }
}

/// What words of ASCII become by that.
fn name(words: &[u8]) -> String {
    String::from_utf8(words.iter().map(|byte| named_by(*byte)).collect()).unwrap_or_default()
}

/// How many of the first bytes of `text` make `id`; none if they do not.
fn named(id: &str, text: &str) -> u8 {
    // To the end, whatever is found: compiled to vector instructions.
    let same = |id: u8, text: u8| text.is_ascii() & (named_by(text) == id);
    let is_named = |text: &[u8]| id.bytes().zip(text).fold(true, |named, (id, text)| named & same(id, *text));
    let begin = text.as_bytes().get(..id.len()).filter(|begin| is_named(begin));
    begin.and_then(|begin| u8::try_from(begin.len()).ok()).unwrap_or_default()
}

impl<'h> FromIterator<HeadingRef<'h>> for Headings {
    fn from_iter<I: IntoIterator<Item = HeadingRef<'h>>>(headings: I) -> Self {
        let mut gathering = Gathering::default();
        headings
            .into_iter()
            .for_each(|HeadingRef { level, id, text, html }| gathering.add(level, &id, text, html));
        gathering.finish()
    }
}

/// Headings while a text is written.
#[derive(Debug, Default)]
pub(super) struct Gathering {
    texts: String,
    marks: Vec<Mark>,
}

impl Gathering {
    /// Adds a heading.
    pub(super) fn add(&mut self, level: u8, id: &str, text: &str, html: &str) {
        let named = named(id, text);
        let mut add = |part: &str| {
            self.texts.push_str(part);
            u32::try_from(self.texts.len()).unwrap_or(u32::MAX)
        };
        let (text_end, id) = (add(text), add(if named > 0 { "" } else { id }));
        let html = add(if html == text { "" } else { html });
        self.marks.push(Mark { text: text_end, id, html, level, named });
    }

    /// How many there are.
    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.marks.len()).unwrap_or(u32::MAX)
    }

    /// All headings that were added.
    pub(super) fn finish(self) -> Headings {
        Headings { texts: self.texts.into(), marks: self.marks.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost() {
        let heading = |level, id: &'static str, text, html| HeadingRef { level, id: id.into(), text, html };
        let all = [
            heading(2, "a", "Ä & b", "Ä &amp; b"),
            heading(2, "ä--b", "Ä & b", "Ä &amp; b"),
            heading(6, "", "", ""),
            heading(1, "c", "Plain", "Plain"),
            heading(3, "what-is-it", "What is it?", "What is <em>it</em>?"),
            heading(3, "what-is-it-1", "What is it?", "What is it?"),
            heading(3, "What-is-it", "What is it?", "What is it?"),
        ];
        let kept: Headings = all.iter().cloned().collect();
        assert_eq!(
            &*kept.texts,
            "Ä & baÄ &amp; bÄ & bä--bÄ &amp; bPlaincWhat is it?What is <em>it</em>?\
What is it?what-is-it-1What is it?What-is-it"
        );
        assert_eq!(kept.iter().collect::<Vec<_>>(), all);
        assert_eq!(Headings::default().iter().count(), 0);
    }
}
