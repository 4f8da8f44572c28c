//! Owns finished HTML with holes: what depends on other files is filled in when the site is linked.

use serde::{Deserialize, Serialize};

use crate::scan::position;

/// HTML in pieces: one text and the places in it that are missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    html: String,
    /// In order, each before the byte it names.
    holes: Vec<(u32, Hole)>,
}

/// A piece of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chunk<'a> {
    /// Finished HTML.
    Html(&'a str),
    /// Something to be filled in.
    Hole(Hole),
}

/// What is missing in a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hole {
    /// What the reference with this index calls for.
    Reference(u32),
    /// What the policy puts here, if anything.
    Slot(Slot),
    /// What stands around the image that the reference with this index calls for: its beginning.
    BeforeImage(u32),
    /// The end of that.
    AfterImage(u32),
    /// Words of the interface in the page's language, as far as something has to be put into them.
    Saying(Saying),
    /// What of them follows that.
    SayingEnd(Saying),
}

/// What the program itself says within a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Saying {
    /// What the list of footnotes is called.
    Footnotes,
    /// What the link from a footnote back to the text is called.
    BackToReference,
    /// What a table is called whose columns have no names.
    Table,
    /// The title of an alert.
    Note,
    /// The title of an alert.
    Tip,
    /// The title of an alert.
    Important,
    /// The title of an alert.
    Warning,
    /// The title of an alert.
    Caution,
}

impl Saying {
    /// Its key among the words of a language.
    pub fn key(self) -> &'static str {
        match self {
            Self::Footnotes => "footnotes",
            Self::BackToReference => "back_to_reference",
            Self::Table => "table",
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Important => "important",
            Self::Warning => "warning",
            Self::Caution => "caution",
        }
    }
}

/// A place in an article that disclaimers and calls to action may be put into. Its beginning and its
/// end need no slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Slot {
    /// Right before the FAQ.
    BeforeFaq,
    /// Right before the conclusion, where there is one.
    BeforeConclusion,
}

impl Body {
    /// The pieces in order; none is empty HTML, and two pieces of HTML never follow each other.
    pub fn chunks(&self) -> impl Iterator<Item = Chunk<'_>> {
        let ends = self.holes.iter().map(|(at, hole)| (*at as usize, Some(*hole)));
        let mut from = 0;
        ends.chain([(self.html.len(), None)]).flat_map(move |(end, hole)| {
            let html = Some(&self.html[from..end]).filter(|html| !html.is_empty());
            from = end;
            [html.map(Chunk::Html), hole.map(Chunk::Hole)].into_iter().flatten()
        })
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.html.is_empty() && self.holes.is_empty()
    }

    /// Adds finished HTML.
    pub fn push(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// The HTML so far, for writing more to its end.
    pub fn open(&mut self) -> &mut String {
        &mut self.html
    }

    /// Adds a hole.
    pub fn hole(&mut self, hole: Hole) {
        // A file that is longer than 4 GB is refused when it is read.
        self.holes.push((u32::try_from(self.html.len()).unwrap_or(u32::MAX), hole));
    }

    /// About how many bytes it has with its holes filled.
    pub fn size(&self) -> usize {
        self.html.len() + 48 * self.holes.len()
    }

    /// Writes the body with its holes filled: `fill` is given each hole and writes what goes there.
    pub fn fill(&self, out: &mut String, mut fill: impl FnMut(Hole, &mut String)) {
        out.reserve(self.size());
        let mut from = 0;
        for (at, hole) in &self.holes {
            out.push_str(&self.html[from..*at as usize]);
            from = *at as usize;
            fill(*hole, out);
        }
        out.push_str(&self.html[from..]);
    }
}

/// Appends `text` escaped for HTML text and double-quoted attributes.
pub fn escape_into(out: &mut String, text: &str) {
    let mut rest = text;
    let special = |byte| (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte == b'"');
    while let Some(at) = position(rest.as_bytes(), special) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// `text` escaped for HTML text and double-quoted attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    escape_into(&mut out, text);
    out
}

/// Which bytes stay as they are in a URL.
const STAYS_IN_URL: [bool; 256] = {
    let mut stays = [false; 256];
    let others = b"-_.+!*(),%#@?=;:/$~";
    let mut at = 0;
    while at < others.len() {
        stays[others[at] as usize] = true;
        at += 1;
    }
    let mut byte = 0_u8;
    while byte < 0x80 {
        stays[byte as usize] |= byte.is_ascii_alphanumeric();
        byte += 1;
    }
    stays
};

/// Appends a URL for a double-quoted attribute: what may not stand in a URL is percent-encoded, what is
/// encoded already stays.
pub fn escape_url_into(out: &mut String, url: &str) {
    let mut from = 0;
    for (at, byte) in url.bytes().enumerate() {
        if STAYS_IN_URL[usize::from(byte)] {
            continue;
        }
        // Between the bytes of a character there is nothing to copy, and no slicing.
        if from < at {
            out.push_str(&url[from..at]);
        }
        from = at + 1;
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#x27;"),
            _ => {
                const HEX: &[u8; 16] = b"0123456789ABCDEF";
                out.push('%');
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
    out.push_str(&url[from..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_filled_in_order() {
        let mut body = Body::default();
        body.push("<a href=\"");
        body.hole(Hole::Reference(3));
        body.push("\">");
        body.push("x</a>");
        let mut out = String::new();
        body.fill(&mut out, |hole, out| out.push_str(&format!("{hole:?}")));
        assert_eq!(out, "<a href=\"Reference(3)\">x</a>");
        assert_eq!(body.chunks().count(), 3);
    }

    #[test]
    fn escaping() {
        assert_eq!(escape("a<b> & \"c\" é"), "a&lt;b&gt; &amp; &quot;c&quot; é");
    }
}
