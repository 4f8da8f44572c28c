//! Owns finished HTML with holes: what depends on other files is filled in when the site is linked.

use serde::{Deserialize, Serialize};

/// HTML in pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    chunks: Vec<Chunk>,
}

/// A piece of a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Chunk {
    /// Finished HTML.
    Html(String),
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
    /// The pieces in order; two pieces of HTML never follow each other.
    pub fn chunks(&self) -> &[Chunk] {
        &self.chunks
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// Adds finished HTML.
    pub fn push(&mut self, html: &str) {
        self.open().push_str(html);
    }

    /// The piece of HTML at the end, for writing into.
    pub fn open(&mut self) -> &mut String {
        if !matches!(self.chunks.last(), Some(Chunk::Html(_))) {
            self.chunks.push(Chunk::Html(String::new()));
        }
        match self.chunks.last_mut() {
            Some(Chunk::Html(html)) => html,
            _ => unreachable!("a piece of HTML was just put there"),
        }
    }

    /// Adds a hole.
    pub fn hole(&mut self, hole: Hole) {
        self.chunks.push(Chunk::Hole(hole));
    }

    /// Writes the body with its holes filled: `fill` is given each hole and writes what goes there.
    pub fn fill(&self, out: &mut String, mut fill: impl FnMut(Hole, &mut String)) {
        for chunk in &self.chunks {
            match chunk {
                Chunk::Html(html) => out.push_str(html),
                Chunk::Hole(hole) => fill(*hole, out),
            }
        }
    }
}

/// Appends `text` escaped for HTML text and double-quoted attributes.
pub fn escape_into(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(entity);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

/// `text` escaped for HTML text and double-quoted attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    escape_into(&mut out, text);
    out
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
        assert_eq!(body.chunks().len(), 3);
    }

    #[test]
    fn escaping() {
        assert_eq!(escape("a<b> & \"c\" é"), "a&lt;b&gt; &amp; &quot;c&quot; é");
    }
}
