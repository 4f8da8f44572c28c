//! Owns the headings of an article as they are kept throughout a run: their texts in one piece, for
//! there are many of them, and of most nobody asks.

use serde::{Deserialize, Serialize};

use super::Heading;

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

impl From<Vec<Heading>> for Headings {
    fn from(headings: Vec<Heading>) -> Self {
        let mut texts = String::new();
        let mut add = |text: &str| {
            texts.push_str(text);
            u32::try_from(texts.len()).unwrap_or(u32::MAX)
        };
        let mark = |Heading { level, id, text, html }: Heading| Mark {
            level,
            id: add(&id),
            text: add(&text),
            html: add(html.as_deref().unwrap_or_default()),
        };
        let marks = headings.into_iter().map(mark).collect();
        Self { texts: texts.into(), marks }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost() {
        let heading = |level, id: &str, text: &str, html: Option<&str>| Heading {
            level,
            id: id.into(),
            text: text.into(),
            html: html.map(Into::into),
        };
        let all = vec![
            heading(2, "a", "Ä & b", Some("Ä &amp; b")),
            heading(6, "", "", None),
            heading(1, "c", "Plain", None),
        ];
        let kept = Headings::from(all.clone());
        let shown: Vec<_> = kept.iter().map(|one| (one.level, one.id, one.text, one.html)).collect();
        let given: Vec<_> = all.iter().map(|one| (one.level, &*one.id, &*one.text, one.html())).collect();
        assert_eq!(shown, given);
        assert_eq!(Headings::from(Vec::new()).iter().count(), 0);
    }
}
