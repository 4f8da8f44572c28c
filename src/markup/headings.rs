//! Owns the headings of an article as they are kept throughout a run: their texts in one piece, for
//! there are many of them, and of most nobody asks.

use serde::{Deserialize, Serialize};

/// Headings in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Headings {
    /// Id, words and HTML of each, one after the other.
    texts: Box<str>,
    marks: Box<[Mark]>,
}

/// Where the texts of a heading end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Mark {
    level: u8,
    id: u32,
    text: u32,
    html: u32,
}

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadingRef<'a> {
    /// 1 to 6.
    pub level: u8,
    /// Its id.
    pub id: &'a str,
    /// Its words, plain.
    pub text: &'a str,
    /// Its words as HTML without links and footnotes.
    pub html: &'a str,
}

impl Headings {
    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = HeadingRef<'_>> {
        let mut begin = 0;
        self.marks.iter().map(move |mark| {
            let part = |from: usize, to: usize| self.texts.get(from..to).unwrap_or_default();
            let [id, text, html] = [mark.id, mark.text, mark.html].map(|end| end as usize);
            let words = part(id, text);
            let own = part(text, html);
            let html_or_words = if own.is_empty() { words } else { own };
            let heading =
                HeadingRef { level: mark.level, id: part(begin, id), text: words, html: html_or_words };
            begin = html;
            heading
        })
    }
}

impl<'h> FromIterator<HeadingRef<'h>> for Headings {
    fn from_iter<I: IntoIterator<Item = HeadingRef<'h>>>(headings: I) -> Self {
        let mut gathering = Gathering::default();
        headings.into_iter().for_each(|heading| gathering.add(heading));
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
    pub(super) fn add(&mut self, HeadingRef { level, id, text, html }: HeadingRef<'_>) {
        let mut add = |text: &str| {
            self.texts.push_str(text);
            u32::try_from(self.texts.len()).unwrap_or(u32::MAX)
        };
        let (id, end) = (add(id), add(text));
        let html = add(if html == text { "" } else { html });
        self.marks.push(Mark { level, id, text: end, html });
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
        let heading = |level, id, text, html| HeadingRef { level, id, text, html };
        let all = [
            heading(2, "a", "Ä & b", "Ä &amp; b"),
            heading(6, "", "", ""),
            heading(1, "c", "Plain", "Plain"),
        ];
        let kept: Headings = all.into_iter().collect();
        assert_eq!(kept.iter().collect::<Vec<_>>(), all);
        assert_eq!(Headings::default().iter().count(), 0);
    }
}
